//! Where the page stands in the browser's history, so that a way back is told from a new address.
//!
//! Each entry of the history carries its number: one without is new.

use leptos::prelude::{GetValue, SetValue, StoredValue};
use wasm_bindgen::JsValue;

use crate::platform::dom;

/// How the page came to its present address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It never left it.
    Stayed,
    /// By a link, or because somebody typed it.
    New,
    /// Back, or forward, by as many entries.
    Along(i32),
}

/// The number of the entry whose address is shown.
#[derive(Clone, Copy)]
pub(super) struct Trail(StoredValue<i32>);

impl Trail {
    pub(super) fn begin() -> Self {
        Self(StoredValue::new(number().unwrap_or_else(|| mark(0))))
    }

    /// How the page came to its present address. A way back or forward is only taken by [`Trail::go_on`].
    pub(super) fn step(self) -> Step {
        let at = self.0.get_value();
        match number() {
            None => {
                self.0.set_value(mark(at + 1));
                Step::New
            }
            Some(here) if here == at => Step::Stayed,
            Some(here) => Step::Along(here - at),
        }
    }

    /// Stays where the browser went to.
    pub(super) fn go_on(self) {
        if let Some(here) = number() {
            self.0.set_value(here);
        }
    }

    /// Goes back to where the page was before this step.
    #[allow(clippy::unused_self, reason = "where the page stands is a matter of its trail")]
    pub(super) fn return_from(self, step: i32) {
        if let Ok(history) = dom::window().history() {
            let _ = history.go_with_delta(-step);
        }
    }
}

/// The number of the present entry; `None` for one that is new.
#[allow(clippy::cast_possible_truncation, reason = "they were written by `mark`")]
fn number() -> Option<i32> {
    let state = dom::window().history().ok()?.state().ok()?;
    state.as_f64().map(|number| number as i32)
}

/// Numbers the present entry.
fn mark(number: i32) -> i32 {
    if let Ok(history) = dom::window().history() {
        // Only a browser that counts too many calls refuses.
        let _ = history.replace_state(&JsValue::from(number), "");
    }
    number
}
