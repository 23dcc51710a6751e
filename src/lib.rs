//! The app: screens over the core in `sales`, compiled to WebAssembly.
//!
//! One direction: view → command → [`sales::decide`] → [`sales::evolve`] → signals → view, and on to the
//! database. See `ARCHITECTURE.md` for where everything is.

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

/// Starts the app in the page it was loaded by.
pub fn start() {
    crash::watch();
    app::mount();
}
