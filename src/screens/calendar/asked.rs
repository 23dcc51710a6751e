//! Which days the calendar shows, as that stands in the address: `view=week&day=2026-11-23`.

use chrono::{Datelike, Days, Months};
use metrics::monday_of;
use sales::time::Date;

use crate::platform::clock;

/// The ways to look at what is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::screens) enum View {
    #[default]
    List,
    Week,
    Month,
    Done,
}

pub(super) const VIEWS: [(View, &str); 4] =
    [(View::List, "list"), (View::Week, "week"), (View::Month, "month"), (View::Done, "done")];

impl View {
    pub(in crate::screens) fn name(self) -> &'static str {
        VIEWS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

/// What is asked for, as it stands in the address: `view=week&day=2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::screens) struct Asked {
    pub(in crate::screens) view: View,
    /// A day of the week or the month; today where none is named.
    pub(super) day: Option<Date>,
}

impl Asked {
    pub(in crate::screens) fn parse(question: &str) -> Self {
        let mut asked = Self::default();
        for part in question.split('&') {
            match part.split_once('=') {
                Some(("view", name)) => {
                    asked.view = VIEWS.iter().find(|row| row.1 == name).map_or(View::List, |row| row.0);
                }
                Some(("day", day)) => asked.day = day.parse().ok(),
                _ => {}
            }
        }
        asked
    }

    pub(super) fn write(self) -> String {
        match (self.view, self.day) {
            (View::List, _) => String::new(),
            (view, None) => format!("view={}", view.name()),
            (view, Some(day)) => format!("view={}&day={day}", view.name()),
        }
    }

    pub(super) fn day(self) -> Date {
        self.day.unwrap_or_else(clock::today)
    }

    /// The days that are shown: whole weeks.
    pub(super) fn days(self) -> Vec<Date> {
        let day = self.day();
        let (first, last) = if self.view == View::Month {
            let first = day.with_day(1).unwrap_or(day);
            let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
            (first, next.pred_opt().unwrap_or(first))
        } else {
            (day, day)
        };
        let (monday, last) = (monday_of(first), monday_of(last));
        monday.iter_days().take_while(|day| monday_of(*day) <= last).collect()
    }

    /// The week or the month so many further on.
    pub(super) fn step(self, by: i32) -> Self {
        let day = self.day();
        let count = by.unsigned_abs();
        let moved = match (self.view, by > 0) {
            (View::Month, true) => day.with_day(1).and_then(|day| day.checked_add_months(Months::new(count))),
            (View::Month, false) => {
                day.with_day(1).and_then(|day| day.checked_sub_months(Months::new(count)))
            }
            (_, true) => day.checked_add_days(Days::new(u64::from(count) * 7)),
            (_, false) => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        };
        Self { day: moved.or(self.day), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_calendar_shows_whole_weeks() {
        let asked = |view, text| Asked { view, day: Some(day(text)) };
        let ends = |asked: Asked| {
            let days = asked.days();
            (days.len(), days[0].to_string(), days[days.len() - 1].to_string())
        };
        let week = asked(View::Week, "2026-11-28");
        assert_eq!(ends(week), (7, "2026-11-23".to_owned(), "2026-11-29".to_owned()));
        let month = asked(View::Month, "2028-02-29");
        assert_eq!(ends(month), (35, "2028-01-31".to_owned(), "2028-03-05".to_owned()));
        assert_eq!(month.step(1).day(), day("2028-03-01"));
        assert_eq!(asked(View::Month, "2026-03-31").step(-1).day(), day("2026-02-01"));
        assert_eq!(week.step(-1).day(), day("2026-11-21"));
    }

    #[test]
    fn what_is_asked_reads_back() {
        for text in ["", "view=week", "view=month&day=2026-11-28", "view=done"] {
            assert_eq!(Asked::parse(text).write(), text);
        }
        assert_eq!(Asked::parse("view=x&day=x"), Asked::default());
    }
}
