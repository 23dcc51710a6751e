//! Tests of the forecast.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::disallowed_methods,
    reason = "the numbers of tests are small, and only those of `golden` are the same everywhere"
)]

mod bad;
mod dates;
mod golden;
mod leakage;
mod made;
mod monotone;
mod outlook;
mod periods;
mod truth;
