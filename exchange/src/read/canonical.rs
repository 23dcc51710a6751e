//! The one form in which numbers, days and times of workbooks stand in a table.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// How many digits of a number a spreadsheet keeps and shows. What is beyond is the noise of binary fractions.
const DIGITS: usize = 15;

/// The largest whole number all of whose smaller ones a spreadsheet knows.
const WHOLE: f64 = 1e15;

const SECONDS_A_DAY: f64 = 86_400.0;

/// From which day the days of a workbook are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// From the last day of 1899; but it holds 1900 to be a leap year.
    Y1900,
    /// From the first day of 1904, as old ones from a Mac.
    Y1904,
}

/// A number: `1234.5`.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and below 1e15")]
        return (value as i64).to_string();
    }
    let shortest = value.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    let zeros = shortest
        .bytes()
        .take_while(|byte| matches!(byte, b'0' | b'.' | b'-'))
        .filter(|byte| *byte == b'0')
        .count();
    if digits - zeros <= DIGITS || !value.is_finite() {
        return shortest;
    }
    let rounded = format!("{value:.precision$e}", precision = DIGITS - 1);
    rounded.parse().map_or(shortest, |rounded: f64| rounded.to_string())
}

/// A number that is shown as a percentage: `0.75` is `75%`.
pub(super) fn percent(value: f64) -> String {
    let mut text = number(value * 100.0);
    text.push('%');
    text
}

/// A truth.
pub(super) const fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// A number that is shown as a date: a day, a day with a time, or, below 1, a time of day. Nothing for a day that the
/// calendar does not have.
pub(super) fn date(value: f64, epoch: Epoch) -> Option<String> {
    // Up to the last day of the year 9999. A NaN is not.
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 2_958_466 days")]
    let seconds = (value * SECONDS_A_DAY).round() as i64;
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let time = NaiveTime::MIN + TimeDelta::seconds(seconds);
    if days == 0 {
        return Some(time.to_string());
    }
    let (year, month, day) = match epoch {
        Epoch::Y1904 => (1904, 1, 1),
        Epoch::Y1900 if days < 60 => (1899, 12, 31),
        // The day that 1900 did not have.
        Epoch::Y1900 if days == 60 => return None,
        Epoch::Y1900 => (1899, 12, 30),
    };
    let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_signed(TimeDelta::days(days))?;
    Some(day_and_time(date.and_time(time)))
}

/// A day, with its time unless that is midnight.
fn day_and_time(at: NaiveDateTime) -> String {
    let (date, time) = (at.date(), at.time());
    let time = time.with_nanosecond(0).unwrap_or(time);
    if time == NaiveTime::MIN { date.to_string() } else { format!("{date}T{time}") }
}

/// A number that is shown as a length of time: `26:30:00`.
pub(super) fn length(value: f64) -> Option<String> {
    let seconds = (value * SECONDS_A_DAY).round();
    if seconds.abs() > WHOLE || seconds.is_nan() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 1e15")]
    let seconds = seconds as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    Some(format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

/// A day, with or without a time, in the form of ISO 8601 as workbooks write it; as it is where it is none.
pub(super) fn iso_date(text: &str) -> String {
    let plain = text.trim().trim_end_matches('Z');
    let date = plain.parse::<NaiveDate>().map(|date| date.and_time(NaiveTime::MIN));
    let at = date.or_else(|_| plain.parse::<NaiveDateTime>());
    match at {
        Ok(at) if (0..=9999).contains(&at.year()) => day_and_time(at),
        _ => text.to_owned(),
    }
}

/// A length of time in the form of ISO 8601, `PT26H30M00S`; as it is where it is none.
pub(super) fn iso_length(text: &str) -> String {
    let seconds = || -> Option<f64> {
        let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
        let (mut seconds, mut number) = (0.0, String::new());
        let mut in_time = false;
        for each in rest.strip_prefix('P')?.chars() {
            let unit = match each {
                'T' => {
                    in_time = true;
                    continue;
                }
                '0'..='9' | '.' => {
                    number.push(each);
                    continue;
                }
                'D' if !in_time => SECONDS_A_DAY,
                'H' if in_time => 3600.0,
                'M' if in_time => 60.0,
                'S' if in_time => 1.0,
                _ => return None,
            };
            seconds += number.parse::<f64>().ok()? * unit;
            number.clear();
        }
        Some(sign * seconds)
    };
    seconds().and_then(|seconds| length(seconds / SECONDS_A_DAY)).unwrap_or_else(|| text.to_owned())
}
