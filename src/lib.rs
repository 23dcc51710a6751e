//! The app: screens over the core in `sales`, compiled to WebAssembly.
//!
//! One direction: view → command → [`sales::decide`] → database → [`sales::evolve`] → signals → view. See
//! `ARCHITECTURE.md` for where everything is.

#![allow(
    unreachable_pub,
    reason = "the macro for components makes the properties of every one of them `pub`"
)]
#![allow(clippy::needless_pass_by_value, reason = "the properties of a component come by value")]

mod actions;
mod app;
mod components;
mod crash;
mod forecaster;
mod importer;
mod platform;
mod route;
mod screens;
mod state;
mod storage;
mod text;
mod worker;

/// The forecast to the last bit, in a browser.
#[cfg(all(test, target_arch = "wasm32"))]
#[path = "../forecast/tests/forecast/golden.rs"]
#[allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test may fail loudly; its numbers are small"
)]
mod golden;

#[cfg(all(test, target_arch = "wasm32"))]
#[path = "../forecast/tests/forecast/made.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::unwrap_used,
    reason = "the numbers of tests are small"
)]
mod made;

/// Starts the app in the page it was loaded by.
pub fn start() {
    crash::watch();
    app::mount();
}
