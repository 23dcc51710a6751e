//! Where the page stands in the browser's history, so that a way back is told from a new address.
//!
//! Each entry of the history carries its number; one without is new. Which entry is shown is a matter of the page, not of any
//! view: a frame that is built anew goes on counting.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use crate::platform::dom;

thread_local! {
    /// The number of the entry whose address is shown; -1 before the first.
    static AT: Cell<i32> = const { Cell::new(-1) };
}

/// The present address is the one that is shown from now on.
pub(super) fn arrive() {
    AT.set(number().unwrap_or_else(|| mark(AT.get() + 1)));
}

/// By how many entries the browser went back (less than zero) or forward from the address that is shown; zero where it did
/// not, or went to a new one.
pub(super) fn step() -> i32 {
    number().map_or(0, |here| here - AT.get())
}

/// Takes the browser by as many entries back or forward.
pub(super) fn go(step: i32) {
    if let Ok(history) = dom::window().history() {
        let _ = history.go_with_delta(step);
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
