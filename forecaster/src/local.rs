//! The user's time zone, from the browser.

use js_sys::Date as JsDate;
use sales::time::{Calendar, Date, Timestamp};
use wasm_bindgen::JsValue;

/// The browser's own time zone, with its daylight saving.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Local;

impl Calendar for Local {
    fn date_of(&self, instant: Timestamp) -> Date {
        #[allow(
            clippy::cast_precision_loss,
            reason = "instants of a calendar are far below 2^53 milliseconds"
        )]
        let here = JsDate::new(&JsValue::from_f64(instant.0 as f64));
        let year = i32::try_from(here.get_full_year()).unwrap_or(1970);
        Date::from_ymd_opt(year, here.get_month() + 1, here.get_date()).unwrap_or_default()
    }
}
