//! Instants and civil dates.
//!
//! An instant is kept in UTC. Days are civil days in the workspace's time zone: which day an
//! instant falls on is asked of a [`Calendar`], so that daylight saving never shifts a period.

use chrono::DateTime;
pub use chrono::NaiveDate as Date;
use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant `days` times 24 hours later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(86_400_000)))
    }
}

/// Tells on which civil day an instant falls.
pub trait Calendar {
    /// The day of `instant` in this calendar's time zone.
    fn date_of(&self, instant: Timestamp) -> Date;

    /// Whole calendar days from the day of `from` to the day of `to`; negative when `to` is earlier.
    fn days_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        (self.date_of(to) - self.date_of(from)).num_days()
    }
}

/// The calendar of a fixed offset from UTC, in minutes east.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixedCalendar {
    /// Minutes east of UTC.
    pub minutes_east: i32,
}

impl Calendar for FixedCalendar {
    fn date_of(&self, instant: Timestamp) -> Date {
        let local = instant.0.saturating_add(i64::from(self.minutes_east) * 60_000);
        DateTime::from_timestamp_millis(local).map_or(Date::MIN, |time| time.date_naive())
    }
}

impl<F: Fn(Timestamp) -> Date> Calendar for F {
    fn date_of(&self, instant: Timestamp) -> Date {
        self(instant)
    }
}
