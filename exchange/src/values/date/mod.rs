//! Days, and the time of day where a cell has one.
//!
//! A cell is cut into tokens ([`tokens`]), from which a day ([`day`]) and then a time ([`clock`]) are read; what is left
//! over makes it no date. Where the order of day, month and year is open, the column decides ([`order`]).
//!
//! What is read: ISO 8601 in its long and short forms; three numbers between slashes, points, hyphens or spaces, in any
//! order, with two or four digits of the year; Chinese `2024年3月5日`; English names of months in any place; times
//! with or without seconds, in 12 or 24 hours, English or Chinese; offsets from UTC; the day of the week and remarks in
//! brackets, which are passed over; serial numbers of spreadsheets; seconds and milliseconds since 1970.

mod clock;
mod day;
mod order;
mod tokens;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use sales::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use day::Day;
pub use order::guess_order;
use tokens::Token;

use super::text;

/// The first year that can be a year of sales data; an earlier one is a slip.
pub const FIRST_YEAR: i32 = 1900;
/// The last one. Later ones stand for "never" in some systems.
pub const LAST_YEAR: i32 = 2199;

/// The longest text that can be a date: JavaScript's own takes 60 characters, the name of the zone included.
const MAX_BYTES: usize = 120;

/// A day, with a time of day and an offset from UTC where the cell has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The civil day.
    pub date: Date,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// How far the clock was ahead of UTC.
    pub offset: Option<FixedOffset>,
}

impl Moment {
    /// The start of a day.
    pub fn day(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// Day and time as a clock on the wall showed them; midnight where no time is said.
    pub fn on_the_wall(self) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or_default())
    }

    /// The instant. `minutes_east` is the offset from UTC of the place that a cell without an offset is about.
    pub fn instant(self, minutes_east: i32) -> Timestamp {
        let seconds_east =
            self.offset.map_or(i64::from(minutes_east) * 60, |it| i64::from(it.local_minus_utc()));
        let local = self.on_the_wall().and_utc().timestamp_millis();
        Timestamp(local.saturating_sub(seconds_east.saturating_mul(1_000)))
    }
}

/// In which order day, month and year are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `2024-03-05`, as in China, and ISO.
    YearMonthDay,
    /// `05/03/2024`, as in most of Europe.
    DayMonthYear,
    /// `03/05/2024`, as in the United States.
    MonthDayYear,
}

impl DateOrder {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear];
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateError {
    /// It does not look like one.
    NotADate,
    /// It names a month, but no day.
    NoDay,
    /// `0000-00-00`, and the day 0 of spreadsheets: what databases write for none.
    Zero,
    /// There is no such day or time: 31 February, 25 o'clock.
    Impossible,
    /// The year is before [`FIRST_YEAR`] or after [`LAST_YEAR`].
    YearOutOfRange,
    /// It is a date, but not in the order of its column.
    OtherOrder,
}

/// Reads a day, with its time and offset where they are there. `order` is asked only where the text leaves it open.
///
/// # Errors
/// [`DateError`] says what is wrong with it.
pub fn date(text: &str, order: DateOrder) -> Result<Moment, DateError> {
    read(text)?.in_order(order)
}

/// Whether a text is a date for everyone to see, in some order: a bare number, which may be a serial number or an
/// instant of a computer, is not.
pub fn is_written_date(text: &str) -> bool {
    let has_mark = text.chars().filter(|char| !char.is_ascii_digit() && *char != '.').nth(1).is_some();
    let dots = text.matches('.').count();
    (has_mark || dots == 2 || text.trim().len() == 8)
        && read(text).is_ok_and(|cell| DateOrder::ALL.into_iter().any(|order| cell.in_order(order).is_ok()))
}

/// The day and time of a serial number of a spreadsheet: whole days since the end of 1899, and parts of a day in
/// thousand-millionths. 60 is a day that the first spreadsheets made up, 29 February 1900.
///
/// # Errors
/// [`DateError`] for 0, for 60, and for days after [`LAST_YEAR`].
pub fn date_from_serial(days: i64, billionths: u32) -> Result<Moment, DateError> {
    let seconds = (i64::from(billionths) * 86_400 + 500_000_000) / 1_000_000_000;
    // Half a second before midnight is midnight, of the next day.
    let (days, seconds) = (days.saturating_add(seconds / 86_400), seconds % 86_400);
    let since = match days {
        0 => return Err(DateError::Zero),
        60 => return Err(DateError::Impossible),
        1..60 => days,
        _ => days.saturating_sub(1),
    };
    let eve = NaiveDate::from_ymd_opt(1899, 12, 31).ok_or(DateError::Impossible)?;
    let date = TimeDelta::try_days(since).and_then(|days| eve.checked_add_signed(days));
    let date = date.filter(|&date| day::is_in_range(date)).ok_or(DateError::YearOutOfRange)?;
    let time = u32::try_from(seconds).ok().filter(|_| billionths != 0);
    Ok(Moment {
        time: time.and_then(|it| NaiveTime::from_num_seconds_from_midnight_opt(it, 0)),
        ..Moment::day(date)
    })
}

/// What a cell says before the order is settled.
#[derive(Debug, Clone, Copy)]
struct Cell {
    day: Day,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
}

impl Cell {
    fn in_order(self, order: DateOrder) -> Result<Moment, DateError> {
        Ok(Moment { date: self.day.in_order(order)?, time: self.time, offset: self.offset })
    }
}

/// Reads a text as far as possible without knowing the order.
fn read(text: &str) -> Result<Cell, DateError> {
    if text.len() > MAX_BYTES {
        return Err(DateError::NotADate);
    }
    let plain = text::plain(text);
    let tokens = tokens::cut(&plain).ok_or(DateError::NotADate)?;
    if let Some(moment) = day::bare_number(&tokens) {
        let Moment { date, time, offset } = moment?;
        return Ok(Cell { day: Day::Fixed(date), time, offset });
    }
    let (day, rest) = day::read(&tokens)?;
    let (time, rest) = clock::time(rest)?;
    let (offset, rest) = clock::offset(rest, time)?;
    let is_end = rest.iter().all(|token| matches!(token, Token::Mark('.' | ',') | Token::Space));
    if !is_end || (rest.len() > 1) {
        return Err(DateError::NotADate);
    }
    Ok(Cell { day, time, offset })
}
