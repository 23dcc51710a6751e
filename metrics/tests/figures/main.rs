//! The figures of the Insights screen, worked out by hand and by property.
//!
//! The office and the notation of boards are those of the tests of `sales`. A [`Story`] is a board and what happened on
//! which day: day 0 is the Monday the office opens.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may fail loudly")]

mod amounts;
mod bad;
mod change;
mod checks;
mod compare;
mod contrast;
mod effort;
mod findings;
#[allow(dead_code, reason = "what the tests of `sales` need of it")]
#[path = "../../../sales/tests/core/fixture.rs"]
mod fixture;
mod followed;
mod goals;
mod journeys;
#[allow(dead_code, reason = "what the tests of `sales` need of it")]
#[path = "../../../sales/tests/core/notation.rs"]
mod notation;
mod outcomes;
mod properties;
mod reviews;
#[allow(dead_code, reason = "what the tests of `sales` need of it")]
#[path = "../../../sales/tests/core/sound.rs"]
mod sound;
mod stages;
#[allow(dead_code, reason = "what the tests of `sales` need of it")]
#[path = "../../../sales/tests/core/steps.rs"]
mod steps;
mod upkeep;
mod workload;

use metrics::{
    Basis, Behind, Change, Columns, Insights, Mode, Part, Passage, Period, Query, Selection, StageFigures,
    behind, change, insights,
};
use sales::time::{Calendar, Date, FixedCalendar, Timestamp};

use crate::fixture::{MONDAY, Office};

pub(crate) const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };

/// Deals of one letter, for a column of a board: `a0 a1 …`.
pub(crate) fn column(prefix: &str, count: usize) -> String {
    (0..count).map(|number| format!("{prefix}{number}")).collect::<Vec<_>>().join(" ")
}

/// A day of the story.
pub(crate) fn day(number: i64) -> Date {
    UTC.date_of(MONDAY.plus_days(number))
}

/// An office whose story is told, and what is asked about it.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) office: Office,
    pub(crate) selection: Selection,
    pub(crate) query: Query,
}

/// Begins with a board on day 0; then each line is a day and what happened on it: `3: move a to proposal top; win b`.
pub(crate) fn story(board: &str, lines: &[&str]) -> Story {
    let mut office = notation::office(board);
    office.person("Ada");
    office.person("Bob");
    office.entry(sales::model::ListKind::Tag, "hot");
    for line in lines {
        tell(&mut office, line);
    }
    let query = Query {
        period: Period::until(day(10_000)),
        today: UTC.date_of(office.now),
        basis: Basis::Snapshot,
        mode: Mode::Furthest,
        pipelines: Vec::new(),
    };
    Story { office, selection: Selection::all(), query }
}

pub(crate) fn tell(office: &mut Office, line: &str) {
    let (number, commands) = line.split_once(':').unwrap_or_else(|| panic!("no day: {line}"));
    let number: i64 = number.trim().parse().unwrap_or_else(|_| panic!("no day: {line}"));
    let noon = MONDAY.plus_days(number);
    // Later than what happened before on that day.
    office.now =
        Timestamp(noon.0.max(if UTC.days_between(office.now, noon) == 0 { office.now.0 } else { noon.0 }));
    office.do_all(commands);
}

impl Story {
    /// As it was at the end of a day.
    pub(crate) fn until(mut self, last: i64) -> Self {
        self.query.period = Period::until(day(last));
        self
    }

    /// From a day to another.
    pub(crate) fn between(mut self, from: i64, to: i64) -> Self {
        self.query.period = Period { from: day(from), to: day(to) };
        self
    }

    /// Asked on a day.
    pub(crate) fn asked_on(mut self, today: i64) -> Self {
        self.query.today = day(today);
        self
    }

    pub(crate) fn basis(mut self, basis: Basis) -> Self {
        self.query.basis = basis;
        self
    }

    pub(crate) fn columns(&self) -> Columns {
        Columns::new(&self.office.ws, &UTC)
    }

    pub(crate) fn insights(&self) -> Insights {
        insights(&self.office.ws, &self.columns(), &self.selection, &self.query)
    }

    pub(crate) fn change(&self) -> Option<Change> {
        change(&self.office.ws, &self.columns(), &self.selection, &self.query)
    }

    pub(crate) fn stage(&self, name: &str) -> StageFigures {
        let id = self.office.stage_id(name);
        self.insights().stages.into_iter().find(|row| row.stage == id).unwrap_or_else(|| panic!("no {name}"))
    }

    /// The titles of the deals behind a figure.
    pub(crate) fn behind(&self, figure: &Behind) -> String {
        let deals = behind(&self.office.ws, &self.columns(), &self.selection, &self.query, figure);
        let titles: Vec<&str> = deals.iter().map(|ix| self.office.ws.deals.at(*ix).title.as_str()).collect();
        titles.join(" ")
    }

    /// What became of the deals of each stage: `new 5=3+1+0+1` is reached = advanced + lost + nurtured + still there. The
    /// deals behind each number are as many.
    #[track_caller]
    pub(crate) fn check_stages(&self, mode: Mode, expected: &str) {
        let name = |figures: &StageFigures| self.office.ws.stages.get(figures.stage).unwrap().name.clone();
        let row = |figures: &StageFigures| {
            let passage = figures.passage(mode);
            let Passage { reached, advanced, lost, nurtured, still, .. } = passage;
            for (part, count) in [
                (Part::Reached, *reached),
                (Part::Advanced, *advanced),
                (Part::Lost, *lost),
                (Part::Nurtured, *nurtured),
                (Part::Still, *still),
                (Part::Won, passage.won),
                (Part::Dropped, passage.lost + passage.nurtured),
            ] {
                let titles = self.behind(&Behind::Passage(figures.stage, mode, part));
                assert_eq!(titles.split_whitespace().count(), count, "{part:?} of {}", name(figures));
            }
            format!("{} {reached}={advanced}+{lost}+{nurtured}+{still}", name(figures))
        };
        let found: Vec<String> = self.insights().stages.iter().map(row).collect();
        assert_eq!(found.join(" | "), expected);
    }
}
