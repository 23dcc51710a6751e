//! What was typed about an activity and not saved yet.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{Datelike, Days, Weekday};
use sales::ids::{ActivityId, DealId, PersonId};
use sales::model::{Activity, ActivityKind, Due, TimeOfDay};
use sales::time::Date;

use crate::screens::activities::{kind_value, read_kind};
use crate::screens::deal::typed;
use crate::screens::typed_day::read_day;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Purpose {
    /// Planning a next step on a deal.
    Plan(DealId),
    /// Writing down what was done about a deal.
    Log(DealId),
    /// Changing an activity.
    Edit(ActivityId),
    /// Saying what came of an activity.
    Finish(ActivityId),
}

/// The fields as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Draft {
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) date: String,
    pub(super) time: String,
    pub(super) minutes: String,
    pub(super) owner: String,
    pub(super) note: String,
    pub(super) outcome: String,
}

/// What the fields come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entered {
    pub(super) kind: ActivityKind,
    pub(super) due: Option<Due>,
    pub(super) minutes: Option<u16>,
    pub(super) owner: Option<PersonId>,
}

/// A field that can't be as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Subject,
    Date,
    Time,
    /// There is a time and no day.
    TimeAlone,
    Minutes,
}

thread_local! {
    /// Closing the panel throws nothing away.
    static DRAFTS: RefCell<HashMap<Purpose, Draft>> = RefCell::default();
}

/// What was typed before, and neither saved nor given up.
pub(super) fn kept(purpose: Purpose) -> Option<Draft> {
    DRAFTS.with_borrow(|drafts| drafts.get(&purpose).cloned())
}

/// Keeps what is typed, as long as it differs from what the form began with.
pub(super) fn keep(purpose: Purpose, draft: &Draft, start: &Draft) {
    if draft == start {
        forget(purpose);
    } else {
        DRAFTS.with_borrow_mut(|drafts| drafts.insert(purpose, draft.clone()));
    }
}

/// What was typed is saved, or given up.
pub(super) fn forget(purpose: Purpose) {
    DRAFTS.with_borrow_mut(|drafts| drafts.remove(&purpose));
}

impl Draft {
    /// A next step, as a rule for the next day that people work.
    pub(super) fn to_plan(today: Date) -> Self {
        let [_, tomorrow, monday] = near_days(today);
        let is_free = matches!(tomorrow.weekday(), Weekday::Sat | Weekday::Sun);
        let day = if is_free { monday } else { tomorrow };
        Self { kind: kind_value(ActivityKind::Task), date: day.to_string(), ..Self::default() }
    }

    /// Something that was done; most often that is a call.
    pub(super) fn to_log() -> Self {
        Self { kind: kind_value(ActivityKind::Call), ..Self::default() }
    }

    /// An activity as it is.
    pub(super) fn of(activity: &Activity) -> Self {
        let time = |time: TimeOfDay| format!("{:02}:{:02}", time.hour(), time.minute());
        Self {
            kind: kind_value(activity.kind),
            subject: activity.subject.clone(),
            date: activity.due.map(|due| due.date.to_string()).unwrap_or_default(),
            time: activity.due.and_then(|due| due.time).map(time).unwrap_or_default(),
            minutes: activity.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            owner: activity.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            note: activity.note.clone(),
            outcome: activity.outcome.clone(),
        }
    }

    /// Reads the fields.
    pub(super) fn read(&self) -> Result<Entered, Fault> {
        let kind = read_kind(&self.kind);
        if kind == ActivityKind::Task && self.subject.trim().is_empty() {
            return Err(Fault::Subject);
        }
        let date = read_day(&self.date).map_err(|_| Fault::Date)?;
        let time = read_time(&self.time);
        let due = match (date, time) {
            (Some(date), time) => Some(Due { date, time }),
            (None, Some(_)) => return Err(Fault::TimeAlone),
            (None, None) => None,
        };
        let minutes = match self.minutes.trim() {
            "" => None,
            text => Some(read_minutes(text).ok_or(Fault::Minutes)?),
        };
        Ok(Entered { kind, due, minutes, owner: self.owner.parse().ok() })
    }
}

/// Today, tomorrow, and the Monday of next week.
pub(super) fn near_days(today: Date) -> [Date; 3] {
    let after = |days: u32| today.checked_add_days(Days::new(days.into())).unwrap_or(today);
    [today, after(1), after(7 - today.weekday().num_days_from_monday())]
}

/// A time as a time field writes it: `14:30`, or `14:30:00`.
fn read_time(value: &str) -> Option<TimeOfDay> {
    let mut parts = value.split(':').map(str::parse::<u16>);
    match (parts.next(), parts.next()) {
        (Some(Ok(hour)), Some(Ok(minute))) => TimeOfDay::new(hour, minute),
        _ => None,
    }
}

/// Whole minutes. More than there can be is left to the rules, which say how many may be.
fn read_minutes(text: &str) -> Option<u16> {
    let number = typed::parse_number(text).filter(|number| *number >= 0.0 && number.fract() == 0.0)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole, not negative, and no more than fits"
    )]
    Some(number.min(f64::from(u16::MAX)) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn draft(date: &str, time: &str, minutes: &str) -> Draft {
        Draft {
            subject: "Call Eve".to_owned(),
            date: date.to_owned(),
            time: time.to_owned(),
            minutes: minutes.to_owned(),
            ..Draft::to_log()
        }
    }

    #[test]
    fn the_next_step_is_for_the_next_day_of_work() {
        let cases = [
            ("2026-02-25", "2026-02-26"),
            ("2026-02-26", "2026-02-27"),
            ("2026-02-27", "2026-03-02"),
            ("2026-02-28", "2026-03-02"),
            ("2026-03-01", "2026-03-02"),
        ];
        for (today, next) in cases {
            assert_eq!(Draft::to_plan(day(today)).date, next, "{today}");
        }
        assert_eq!(near_days(day("2026-03-02"))[2], day("2026-03-09"), "next week is not today");
    }

    #[test]
    fn fields_are_read_as_they_are_typed() {
        let read = |date, time, minutes| draft(date, time, minutes).read().map(|it| (it.due, it.minutes));
        let due = Due { date: day("2026-02-28"), time: TimeOfDay::new(14, 30) };
        assert_eq!(read("2026-02-28", "14:30", "45"), Ok((Some(due), Some(45))));
        assert_eq!(read("2026-02-28", "", "４５"), Ok((Some(day("2026-02-28").into()), Some(45))));
        assert_eq!(read("", "", ""), Ok((None, None)));
        assert_eq!(read("", "14:30", ""), Err(Fault::TimeAlone));
        assert_eq!(read("20260-02-28", "", ""), Err(Fault::Date));
        assert_eq!(read("", "", "half an hour"), Err(Fault::Minutes));
        assert_eq!(read("", "", "7.5"), Err(Fault::Minutes));
        assert_eq!(read("", "", "1000000"), Ok((None, Some(u16::MAX))));
    }

    #[test]
    fn only_a_task_has_to_say_what_it_is() {
        let call = Draft { kind: kind_value(ActivityKind::Call), ..Draft::default() };
        assert_eq!(call.read().map(|entered| entered.kind), Ok(ActivityKind::Call));
        assert_eq!(Draft::to_plan(day("2026-02-25")).read(), Err(Fault::Subject));
    }
}
