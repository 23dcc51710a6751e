//! Days as people type them. All fields read them here, so that all refuse the same and say the same about it: a year that
//! nobody can mean, as 0024 and 20024, is a slip of the finger.

use leptos::prelude::event_target_value;
use sales::time::Date;

use crate::components::is_half_typed;
use crate::platform::dom;
use crate::text::t;

/// The first year that is taken.
const FIRST: u32 = 1900;
/// The last one.
const LAST: u32 = 9999;

/// The day in the text of a date field, which writes it `2026-06-30`; `None` where nothing stands.
///
/// # Errors
/// What is wrong, in a sentence for the user: it is no day, or of a year before 1900 or after 9999.
pub(super) fn read_day(text: &str) -> Result<Option<Date>, &'static str> {
    if text.is_empty() { Ok(None) } else { needed_day(text).map(Some) }
}

/// The same where a day has to stand.
///
/// # Errors
/// As [`read_day`], and where nothing stands.
pub(super) fn needed_day(text: &str) -> Result<Date, &'static str> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let mut part = || parts.next().flatten();
    let day = (|| {
        let (year, month, day) = (part()?, part()?, part()?);
        let year = (FIRST..=LAST).contains(&year).then_some(year)?;
        Date::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    })();
    day.ok_or_else(|| t().rejection().bad_date)
}

/// The day in a date field, whose text is `typed`.
///
/// # Errors
/// As [`read_day`], and where the field holds a day that is typed in part: its text is empty then.
pub(super) fn day_in_field(id: &str, typed: &str) -> Result<Option<Date>, &'static str> {
    let is_half = || dom::query(&format!("#{id}")).is_some_and(|field| is_half_typed(&field));
    if typed.is_empty() && is_half() { Err(t().rejection().bad_date) } else { read_day(typed) }
}

/// The text of the field that an event is about.
///
/// # Errors
/// As [`day_in_field`], where it is a date field.
pub(super) fn text_of(event: &web_sys::Event) -> Result<String, &'static str> {
    let is_half = event.target().is_some_and(|field| is_half_typed(&field));
    if is_half { Err(t().rejection().bad_date) } else { Ok(event_target_value(event)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_a_date_field_writes_them() {
        let day = |year, month, day| Ok(Date::from_ymd_opt(year, month, day));
        let bad = Err(t().rejection().bad_date);
        let cases = [
            ("2026-06-30", day(2026, 6, 30)),
            ("1900-01-01", day(1900, 1, 1)),
            ("9999-12-31", day(9999, 12, 31)),
            ("", Ok(None)),
            ("2026-02-30", bad),
            ("0024-06-30", bad),
            ("1899-12-31", bad),
            ("20024-06-30", bad),
            ("275760-01-01", bad),
            ("-2026-06-30", bad),
            ("2026-06", bad),
            ("2026-06-30-1", bad),
            ("soon", bad),
        ];
        for (text, date) in cases {
            assert_eq!(read_day(text), date, "{text}");
            assert_eq!(
                needed_day(text),
                date.and_then(|date| date.ok_or(t().rejection().bad_date)),
                "{text}"
            );
            if !text.is_empty() {
                assert_eq!(day_in_field("any", text), date, "{text}");
            }
        }
    }
}
