//! Which order the days of a column are written in.

use chrono::Datelike;

use super::day::Day;
use super::{DateOrder, read};
use crate::values::guess::{Guess, Tally};

/// Looks at all cells of a column for the order of day, month and year.
///
/// Cells that no order is needed for, and cells that are no dates, say nothing. `25/04/2024` and `04/25/2024` settle
/// it. Where `03/04/2024` is all there is, points are taken for day first, as nobody writes otherwise; hyphens and
/// slashes stay ambiguous. Among short years the likelier order is the one that puts the days closer together: years
/// that are really days of a month are spread over thirty.
pub fn guess_order<'a>(cells: impl IntoIterator<Item = &'a str>) -> Guess<DateOrder> {
    let mut tally = Tally::new(DateOrder::ALL);
    let mut years = DateOrder::ALL.map(|_| (i32::MAX, i32::MIN));
    let mut marks = Marks::default();
    for cell in cells {
        let Ok(cell) = read(cell) else { continue };
        let Day::Open(triple) = cell.day else { continue };
        let days = DateOrder::ALL.map(|order| triple.strictly(order).ok());
        let mut possible = days.iter().flatten();
        let Some(first) = possible.next() else { continue };
        let differ = possible.any(|other| other != first);
        tally.add(days.map(|day| day.is_some()), differ);
        for (span, day) in years.iter_mut().zip(days) {
            let year = day.map(|day| day.year());
            *span = year.map_or(*span, |year| (span.0.min(year), span.1.max(year)));
        }
        marks.add(triple.mark, triple.has_long_year());
    }
    let rank = |order: DateOrder| {
        let (first, last) = years[order as usize];
        let spread = i64::from(last) - i64::from(first);
        (if marks.any_short_year { spread } else { 0 }, marks.rank(order))
    };
    match tally.guess(rank) {
        Guess::Ambiguous { likely: DateOrder::DayMonthYear, .. } if marks.only_points => {
            Guess::Certain(DateOrder::DayMonthYear)
        }
        guess => guess,
    }
}

/// What stands between the numbers of a column.
#[derive(Debug)]
struct Marks {
    /// Nothing but points, around long years.
    only_points: bool,
    any_slash: bool,
    any_short_year: bool,
}

impl Default for Marks {
    fn default() -> Self {
        Self { only_points: true, any_slash: false, any_short_year: false }
    }
}

impl Marks {
    fn add(&mut self, mark: char, has_long_year: bool) {
        self.only_points &= mark == '.' && has_long_year;
        self.any_slash |= mark == '/';
        self.any_short_year |= !has_long_year;
    }

    fn rank(&self, order: DateOrder) -> u8 {
        match order {
            DateOrder::MonthDayYear if self.any_slash => 0,
            DateOrder::DayMonthYear => 1,
            DateOrder::MonthDayYear => 2,
            DateOrder::YearMonthDay => 3,
        }
    }
}
