//! Tests of the forecast.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers of tests are small"
)]

mod bad;
mod golden;
mod leakage;
mod made;
mod outlook;
mod periods;
mod truth;
