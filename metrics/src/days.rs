//! Civil days as numbers, and asking the calendar as seldom as can be.
//!
//! A browser takes about a microsecond to say on which day an instant falls, which is long for a million of them. Days go
//! forward with time, so it is enough to know where, within 24 hours, one day ends and the next begins; each such
//! boundary is looked for once.

use chrono::Datelike;

use sales::ids::IdMap;
use sales::time::{Calendar, Date, Timestamp};

/// A civil day: days since the first of January of the year 1.
pub(super) type Day = i32;

const MILLIS: i64 = 86_400_000;

/// The day as a number.
pub(super) fn day_of(date: Date) -> Day {
    date.num_days_from_ce()
}

/// The day as a date.
pub(super) fn date_of(day: Day) -> Date {
    Date::from_num_days_from_ce_opt(day).unwrap_or(if day < 0 { Date::MIN } else { Date::MAX })
}

/// What is known of the days of a calendar.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    /// For each 24 hours since 1970 in UTC: the day they begin on, the instant the next one begins, and that next one.
    known: IdMap<i64, (Day, i64, Day)>,
}

impl Days {
    /// The civil day of an instant.
    pub(super) fn of(&mut self, instant: Timestamp, calendar: &dyn Calendar) -> Day {
        let block = instant.0.div_euclid(MILLIS);
        let known = self.known.get(&block).copied();
        let (before, boundary, after) = known.unwrap_or_else(|| {
            let found = self.look(block, calendar);
            self.known.insert(block, found);
            found
        });
        // Where more than one day begins within 24 hours, as when a country skipped one, the calendar itself is asked.
        if after - before > 1 || after < before {
            return day_of(calendar.date_of(instant));
        }
        if instant.0 < boundary { before } else { after }
    }

    fn look(&self, block: i64, calendar: &dyn Calendar) -> (Day, i64, Day) {
        let at = |millis: i64| day_of(calendar.date_of(Timestamp(millis)));
        let start = block.saturating_mul(MILLIS);
        let end = start.saturating_add(MILLIS - 1);
        let (before, after) = (at(start), at(end));
        if after <= before {
            return (before, i64::MAX, after);
        }
        // Midnight comes at the same hour as on a day close by, unless the clocks changed.
        let hour = self.known.get(&(block - 1)).or_else(|| self.known.get(&(block + 1)));
        if let Some(guess) = hour.map(|&(_, boundary, _)| start.saturating_add(boundary.rem_euclid(MILLIS)))
            && (start + 1..=end).contains(&guess)
            && at(guess - 1) == before
            && at(guess) == after
        {
            return (before, guess, after);
        }
        let (mut low, mut high) = (start, end);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if at(middle) == before {
                low = middle;
            } else {
                high = middle;
            }
        }
        (before, high, after)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A zone like New York's in 2025: four hours behind UTC in summer, five in winter.
    fn new_york(instant: Timestamp) -> Date {
        let summer = (1_741_503_600_000..1_762_063_200_000).contains(&instant.0);
        let minutes_east = if summer { -240 } else { -300 };
        sales::time::FixedCalendar { minutes_east }.date_of(instant)
    }

    #[test]
    fn days_are_those_of_the_calendar_to_the_millisecond() {
        let asked = Cell::new(0);
        let calendar = |instant: Timestamp| {
            asked.set(asked.get() + 1);
            new_york(instant)
        };
        let mut days = Days::default();
        let start = 1_735_689_600_000_i64;
        let mut instants: Vec<i64> = (0..12_000).map(|step| start + step * 3_000_000).collect();
        instants.extend((0..365).flat_map(|day| {
            [4, 5].into_iter().flat_map(move |hour| {
                (-1..=1).map(move |near| start + day * MILLIS + hour * 3_600_000 + near)
            })
        }));
        for &instant in &instants {
            let instant = Timestamp(instant);
            assert_eq!(days.of(instant, &calendar), day_of(new_york(instant)), "{instant:?}");
        }
        assert!(asked.get() < 6 * 420, "asked {} times for {}", asked.get(), instants.len());
    }

    #[test]
    fn instants_out_of_all_bounds_have_a_day_too() {
        let mut days = Days::default();
        for far in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX] {
            let _ = days.of(Timestamp(far), &new_york);
        }
        assert_eq!(date_of(i32::MIN), Date::MIN);
        assert_eq!(date_of(i32::MAX), Date::MAX);
    }
}
