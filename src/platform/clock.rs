//! The only place that reads the clock.

use sales::time::{Calendar, Date, Timestamp};
use wasm_bindgen::JsValue;

use super::js::get;

/// Now.
pub(crate) fn now() -> Timestamp {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below 2^53"
    )]
    Timestamp(js_sys::Date::now() as i64)
}

/// The browser's own time zone, with its daylight saving.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalCalendar;

impl Calendar for LocalCalendar {
    fn date_of(&self, instant: Timestamp) -> Date {
        #[allow(
            clippy::cast_precision_loss,
            reason = "instants of a calendar are far below 2^53 milliseconds"
        )]
        let date = js_sys::Date::new(&JsValue::from_f64(instant.0 as f64));
        let year = i32::try_from(date.get_full_year()).unwrap_or(1970);
        Date::from_ymd_opt(year, date.get_month() + 1, date.get_date()).unwrap_or_default()
    }
}

/// What the browser's time zone is called: `Asia/Shanghai`; blank where it does not say.
pub(crate) fn zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    get(&format.resolved_options(), "timeZone").as_string().unwrap_or_default()
}

/// How many minutes of the day are over, by the clock on the wall.
pub(crate) fn minute_of_day() -> u32 {
    let now = js_sys::Date::new_0();
    now.get_hours() * 60 + now.get_minutes()
}

/// When a day begins here.
pub(crate) fn start_of(date: Date) -> Timestamp {
    use chrono::Datelike;
    let year = u32::try_from(date.year()).unwrap_or(1970);
    let (month, day) = (i32::try_from(date.month0()).unwrap_or(0), i32::try_from(date.day()).unwrap_or(1));
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below 2^53"
    )]
    Timestamp(js_sys::Date::new_with_year_month_day(year, month, day).get_time() as i64)
}

/// Today.
pub(crate) fn today() -> Date {
    LocalCalendar.date_of(now())
}
