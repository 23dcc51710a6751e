//! Tests of the forecast.

mod bad;
mod leakage;
mod made;
mod truth;
