//! The harness of the browser tests: a server, a Chromium with a profile of its own, and hands and eyes.
//!
//! A test reads like a person's visit:
//!
//! ```ignore
//! #[test]
//! fn undo_brings_a_card_back() {
//!     browser_test(&Settings::default(), async |app| {
//!         app.open("#/board").await?;
//!         app.drag(Pointer::Mouse, "[data-deal=a]", "[data-stage=b]").await?;
//!         app.press("Ctrl+Z").await?;
//!         app.wait_for("[data-stage=a] [data-deal=a]").await?;
//!         Ok(())
//!     });
//! }
//! ```
//!
//! Nothing sleeps for a time somebody guessed: every wait is for a condition, looked at often, given up late.
//! A test also fails when the browser's console has an error or a violation of the Content-Security-Policy that
//! the test did not take out with [`App::console_errors`].

mod app;
mod axe;
mod day;
mod driver;
mod keys;
mod page;
mod pointer;
mod settings;

pub use app::{App, Tab, browser_test};
pub use day::clock_ahead;
pub use fantoccini::elements::Element;
pub use page::PATIENCE;
pub use pointer::{Pointer, Spot};
pub use settings::{ColourScheme, Settings};
