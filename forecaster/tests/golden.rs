//! The forecast is the same to the last bit where it is learnt, in a worker of a browser, as it is natively: the test of
//! `forecast`, and its number, once more.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "a test may fail loudly; its numbers are small"
)]

#[path = "../../forecast/tests/forecast/golden.rs"]
mod golden;
#[path = "../../forecast/tests/forecast/made.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod made;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
