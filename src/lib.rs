//! The app: screens over the core in `sales`, compiled to WebAssembly.
//!
//! One direction: view → command → [`sales::decide`] → database → [`sales::evolve`] → signals → view. See
//! `ARCHITECTURE.md` for where everything is.

mod actions;
mod app;
mod components;
mod platform;
mod route;
mod screens;
mod state;
mod storage;
mod text;

/// Starts the app in the page it was loaded by.
pub fn start() {
    console_error_panic_hook::set_once();
    app::mount();
}
