//! What is asked: which days, which deals, and how they are looked at.

use super::days::{Day, date_of, day_of};
use sales::evolve::Touched;
use sales::ids::{FieldId, OptionId, PipelineId};
use sales::model::{Deal, FieldValue, Ix, Workspace};
use sales::query::{Filter, Matcher};
use sales::time::Date;

/// Civil days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day. What "as of" means: a deal stands as it stood at the end of this day.
    pub to: Date,
}

impl Period {
    /// All that was, up to the end of a day.
    pub fn until(to: Date) -> Self {
        Self { from: Date::MIN, to }
    }

    /// How many days it has; none where it ends before it begins.
    pub fn days(self) -> i64 {
        ((self.to - self.from).num_days() + 1).max(0)
    }

    /// As many days right before it; `None` where it has no beginning.
    pub fn before(self) -> Option<Self> {
        let to = self.from.pred_opt()?;
        let from = self.from.checked_sub_signed(chrono::TimeDelta::try_days(self.days())?)?;
        Some(Self { from, to })
    }
}

/// Which deals a rate or an average is over. It is named beside each figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// All deals that were there at the end of the period, whatever their standing.
    Snapshot,
    /// Those created in the period, as they stood at its end.
    CreatedIn,
    /// Those won or lost in the period. Of a deal that was re-opened, the last close counts.
    ClosedIn,
}

/// When a deal counts as having reached a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Its furthest stage is this one or a later one, so that a skipped stage counts as passed.
    Furthest,
    /// It was really in this stage.
    Visited,
}

/// A question about a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The days.
    pub period: Period,
    /// Today: where a period goes on beyond it, figures are as of today.
    pub today: Date,
    /// Which deals conversion, drop-off, flow and time in stage are over. Outcomes (win rate, size, cycle) are over the
    /// deals created in the period where this is [`Basis::CreatedIn`], otherwise over those closed in it.
    pub basis: Basis,
    /// Which way of counting stages findings look at; all figures give both.
    pub mode: Mode,
    /// Which pipelines; all where none is named.
    pub pipelines: Vec<PipelineId>,
}

impl Query {
    /// All that was up to the end of a day.
    pub fn at_end_of(day: Date, pipelines: Vec<PipelineId>) -> Self {
        Self {
            period: Period::until(day),
            today: day,
            basis: Basis::Snapshot,
            mode: Mode::Furthest,
            pipelines,
        }
    }

    /// The end of this day is what figures are as of.
    pub fn as_of(&self) -> Date {
        self.period.to.min(self.today)
    }

    /// The same about the days right before.
    #[must_use]
    pub fn before(&self) -> Option<Self> {
        // A period that is not over is compared with as many days as have passed of it.
        let period = Period { from: self.period.from, to: self.as_of() };
        Some(Self { period: period.before()?, ..self.clone() })
    }

    pub(super) fn first_day(&self) -> Day {
        day_of(self.period.from)
    }

    pub(super) fn last_day(&self) -> Day {
        day_of(self.as_of())
    }
}

/// Which deals a question is about, by their fields as they are now, whatever day is looked at. Looked up once and kept in
/// step deal by deal.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    filter: Filter,
    options: Vec<(FieldId, OptionId)>,
    /// A bit for each deal; `None` where all pass.
    bits: Option<Vec<u64>>,
}

impl Selection {
    /// All deals.
    pub fn all() -> Self {
        Self::default()
    }

    /// Those that pass a filter, and have one of the options wanted of each custom choice field that is named.
    pub fn new(workspace: &Workspace, filter: Filter, options: Vec<(FieldId, OptionId)>) -> Self {
        let mut selection = Self { filter, options, bits: None };
        selection.look(workspace);
        selection
    }

    /// Those of one list, as for comparing two groups.
    pub fn of(deals: &[Ix<Deal>]) -> Self {
        let mut bits = Vec::new();
        for ix in deals {
            set(&mut bits, ix.index(), Bit::On);
        }
        Self { bits: Some(bits), ..Self::default() }
    }

    /// Follows a change.
    pub fn follow(&mut self, workspace: &Workspace, touched: &Touched) {
        // A filter may look at the names of customers, at whom owners report to, or at custom fields.
        if touched.catalogue && self.filter.looks_further() {
            self.look(workspace);
        } else if let Some(mut bits) = self.bits.take() {
            let matcher = Matcher::new(&self.filter);
            for &ix in &touched.deals {
                set(&mut bits, ix.index(), self.passes(workspace, &matcher, workspace.deals.at(ix)));
            }
            self.bits = Some(bits);
        }
    }

    /// Whether it is of some owners only, by name or by whom they report to.
    pub fn is_of_owners(&self) -> bool {
        let Filter { owners, managers, regions, .. } = &self.filter;
        !(owners.is_empty() && managers.is_empty() && regions.is_empty())
    }

    /// Whether a deal is one of them.
    pub fn has(&self, deal: Ix<Deal>) -> bool {
        self.holds(deal.index())
    }

    #[inline]
    pub(super) fn holds(&self, deal: usize) -> bool {
        self.bits
            .as_ref()
            .is_none_or(|bits| bits.get(deal / 64).is_some_and(|word| word >> (deal % 64) & 1 == 1))
    }

    fn look(&mut self, workspace: &Workspace) {
        if self.filter.is_empty() && self.options.is_empty() {
            self.bits = None;
            return;
        }
        let matcher = Matcher::new(&self.filter);
        let mut bits = vec![0; workspace.deals.row_count().div_ceil(64)];
        for (ix, deal) in workspace.deals.iter_ix() {
            set(&mut bits, ix.index(), self.passes(workspace, &matcher, deal));
        }
        self.bits = Some(bits);
    }

    fn passes(&self, workspace: &Workspace, matcher: &Matcher<'_>, deal: &Deal) -> Bit {
        let wanted = |&(field, _): &(FieldId, OptionId)| {
            let Some(FieldValue::Choice(option)) = deal.custom_value(field) else { return false };
            self.options.contains(&(field, *option))
        };
        if self.options.iter().all(wanted) && matcher.matches(workspace, deal) { Bit::On } else { Bit::Off }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Bit {
    On,
    Off,
}

fn set(bits: &mut Vec<u64>, at: usize, bit: Bit) {
    if bits.len() <= at / 64 {
        bits.resize(at / 64 + 1, 0);
    }
    let mask = 1 << (at % 64);
    match bit {
        Bit::On => bits[at / 64] |= mask,
        Bit::Off => bits[at / 64] &= !mask,
    }
}

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// Its year.
    pub year: i32,
    /// One to twelve.
    pub month: u32,
}

/// The months of a range of days.
#[derive(Debug, Clone, Default)]
pub(super) struct Months {
    starts: Vec<Day>,
    first: Option<Month>,
}

/// No chart has more.
const MOST_MONTHS: usize = 240;

impl Months {
    /// The months from one day to another; the last ones where there are too many.
    pub(super) fn between(from: Day, to: Day) -> Self {
        use chrono::Datelike;
        let mut starts = Vec::new();
        let mut start = date_of(to).with_day(1);
        while let Some(day) = start.filter(|_| starts.len() < MOST_MONTHS && from <= to) {
            starts.push(day_of(day));
            if day_of(day) <= from {
                break;
            }
            start = day.pred_opt().and_then(|last| last.with_day(1));
        }
        starts.reverse();
        let first = starts.first().map(|&day| date_of(day));
        Self { starts, first: first.map(|day| Month { year: day.year(), month: day.month() }) }
    }

    /// The number of the month of a day that is not behind the range.
    pub(super) fn of(&self, day: Day) -> Option<usize> {
        self.starts.partition_point(|&start| start <= day).checked_sub(1)
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The month of a number.
    pub(super) fn month(&self, number: usize) -> Option<Month> {
        let first = self.first?;
        let months = u32::try_from(number).ok()? + first.month - 1;
        Some(Month { year: first.year + i32::try_from(months / 12).ok()?, month: months % 12 + 1 })
    }
}
