//! The clock's time zone and the dice, from the browser.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDateTime};
use exchange::plan::{NOON, Zone};
use js_sys::Date as JsDate;
use sales::ids::{Uuid, new_uuid};
use sales::time::{Date, Timestamp};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::WorkerGlobalScope;

/// The browser's time zone.
#[derive(Debug, Default)]
pub(crate) struct Local {
    /// The start of days that were asked for: asking JavaScript for each of 100,000 rows takes longer than reading them.
    noons: RefCell<HashMap<Date, i64>>,
}

impl Zone for Local {
    fn instant(&self, date: Date, seconds: u32) -> Timestamp {
        if seconds == NOON {
            let noon = *self.noons.borrow_mut().entry(date).or_insert_with(|| local(date, NOON));
            return Timestamp(noon);
        }
        Timestamp(local(date, seconds))
    }

    fn local(&self, instant: Timestamp) -> NaiveDateTime {
        #[allow(
            clippy::cast_precision_loss,
            reason = "instants of sales data are far below 2^53 milliseconds"
        )]
        let here = JsDate::new(&JsValue::from_f64(instant.0 as f64));
        let day = i32::try_from(here.get_full_year())
            .ok()
            .and_then(|year| Date::from_ymd_opt(year, here.get_month() + 1, here.get_date()));
        day.and_then(|day| day.and_hms_opt(here.get_hours(), here.get_minutes(), here.get_seconds()))
            .unwrap_or_default()
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "milliseconds of years that dates can have are whole and small"
)]
fn local(date: Date, seconds: u32) -> i64 {
    let year = u32::try_from(date.year()).unwrap_or(1970);
    let month = i32::try_from(date.month0()).unwrap_or(0);
    let day = i32::try_from(date.day()).unwrap_or(1);
    let part = |seconds: u32| i32::try_from(seconds).unwrap_or(0);
    JsDate::new_with_year_month_day_hr_min_sec(
        year,
        month,
        day,
        part(seconds / 3600),
        part(seconds / 60 % 60),
        part(seconds % 60),
    )
    .get_time() as i64
}

/// New ids: the time, and random numbers that are fetched by the block.
pub(crate) struct Dice {
    millis: u64,
    block: Vec<u8>,
}

const BLOCK: usize = 10 * 1024;

impl Dice {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self { millis: u64::try_from(now.0).unwrap_or_default(), block: Vec::new() }
    }

    pub(crate) fn next(&mut self) -> Uuid {
        if self.block.len() < 10 {
            self.block = vec![0; BLOCK];
            let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
            if let Ok(crypto) = scope.crypto() {
                // It only fails for more bytes than these.
                let _ = crypto.get_random_values_with_u8_array(&mut self.block);
            }
        }
        let mut random = [0; 10];
        let rest = self.block.len() - random.len();
        random.copy_from_slice(&self.block[rest..]);
        self.block.truncate(rest);
        new_uuid(self.millis, random)
    }
}
