//! What is learnt from: closed deals as they were known at instants at which they were still open.
//!
//! A prediction is made for deals that are open today. Which deals one meets open on a day is another selection than which deals
//! there were: those that take long are met more often. So a closed deal gives rows at regular instants of its life, from a
//! beginning that is drawn once for each deal: as if one had looked at the pipeline on many days, and kept those
//! deals of which the end is known by now.
//!
//! Of the deals made lately, only the quick ones have ended by now. Each row counts for those like it that have not: it weighs
//! the share of all deals that are old enough to have reached its age, over the share that are old enough to have ended like it
//! (inverse probability of censoring; Robins and Rotnitzky, 1992). When deals were made is known of all of them, so that nothing
//! has to be estimated for it. That holds as long as deals made lately take as long as those before.

use sales::model::{Deal, StandingKind};
use sales::time::Timestamp;

use crate::closing::instants;
use crate::dice::place_of;
use crate::known::{
    DAY, Feature, Stood, UNKNOWN, World, days_between, days_open, deals, is_guess, is_undated, open_times,
    stood,
};
use crate::math::count;

/// About how many rows a closed deal gives on average.
pub const ROWS_A_DEAL: usize = 2;
/// There are at least about as many rows, as far as deals last longer than a day.
pub const FEWEST_ROWS: usize = 4_000;
/// There are at most about as many rows.
pub const MOST_ROWS: usize = 100_000;
/// A row weighs at most this many times as much as it would by itself.
pub const MOST_WEIGHT: f64 = 10.0;

/// Rows that are learnt from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// How many facts a row has.
    pub(crate) width: usize,
    /// The facts, row by row.
    pub(crate) facts: Vec<f32>,
    /// Whether the deal was won in the end.
    pub(crate) won: Vec<bool>,
    /// How much a row counts. All together count as many as there are deals.
    pub(crate) weight: Vec<f64>,
    /// The place of the deal in its table.
    pub(crate) deal: Vec<u32>,
    /// A number of the deal from 0 to 1, by which deals are divided.
    pub(crate) place: Vec<f64>,
    /// How many deals there are rows of.
    pub(crate) deals: usize,
}

/// A deal that was won or lost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Closed<'w> {
    pub(crate) deal: &'w Deal,
    pub(crate) index: usize,
    pub(crate) won: bool,
    pub(crate) at: Timestamp,
}

impl Closed<'_> {
    /// Whether nobody knows when it was closed.
    pub(crate) fn is_undated(&self) -> bool {
        is_undated(self.deal, self.at)
    }
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.won.len()
    }

    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.facts[row * self.width..(row + 1) * self.width]
    }

    fn push(&mut self, row: &Closed<'_>, weight: f64, place: f64) {
        let deal = u32::try_from(row.index).unwrap_or(u32::MAX);
        self.deals += usize::from(self.deal.last() != Some(&deal));
        self.won.push(row.won);
        self.weight.push(weight);
        self.deal.push(deal);
        self.place.push(place);
    }
}

/// The deals that had been won or lost by `now`, in the order they came.
pub(crate) fn closed<'w>(world: &World<'w>) -> Vec<Closed<'w>> {
    let rows = world.workspace.deals.rows().iter().enumerate();
    rows.filter_map(|(index, deal)| {
        let Stood { standing, since } = stood(world.earlier, deal, world.now)?;
        let won = match standing {
            StandingKind::Won => true,
            StandingKind::Lost => false,
            _ => return None,
        };
        Some(Closed { deal, index, won, at: since })
    })
    .collect()
}

/// The rows of all deals that had been closed by `now`.
pub(crate) fn rows(world: &World<'_>, closed: &[Closed<'_>], seed: u64) -> Rows {
    let total: f64 = closed.iter().map(|closed| days_open(closed.deal, closed.at)).sum();
    let wanted = (closed.len() * ROWS_A_DEAL).clamp(FEWEST_ROWS, MOST_ROWS.max(FEWEST_ROWS));
    let step = (total / count(wanted)).max(1.0) * DAY;
    let old_enough = OldEnough::new(world);

    let mut rows = Rows { width: world.columns.len(), ..Rows::default() };
    for row in closed {
        let start_at = place_of(row.deal.id.0, seed);
        // Deals are divided by another number than the one that says when they are looked at.
        let place = division(row.deal, seed);
        let length = days_between(row.deal.created, row.at);
        let start = rows.len();
        // Where nobody knows the end, nobody knows how it stood on any day but the one before it.
        let is_known = !is_guess(row.deal, row.at);
        for (from, to) in open_times(row.deal, row.at).filter(|_| is_known) {
            for at in instants(row.deal.created, from, to, step, start_at) {
                world.facts(row.deal, at, &mut rows.facts);
                let weight = old_enough.weight(days_between(row.deal.created, at), length);
                rows.push(row, weight, place);
            }
        }
        // Of what came without its dates, only the end is known.
        if rows.len() == start && row.is_undated() {
            let start = rows.facts.len();
            // Right before, so that the end itself is not seen. A file may have it closed before it was created.
            let before = Timestamp(row.deal.created.min(row.at).0.saturating_sub(1));
            world.facts(row.deal, before, &mut rows.facts);
            forget_times(world, &mut rows.facts[start..]);
            rows.push(row, 1.0, place);
        }
    }
    let all: f64 = rows.weight.iter().sum();
    let scale = if all > 0.0 { count(rows.deals) / all } else { 1.0 };
    rows.weight.iter_mut().for_each(|weight| *weight *= scale);
    rows
}

/// The number of a deal from 0 to 1 by which deals are divided.
pub(crate) fn division(deal: &Deal, seed: u64) -> f64 {
    place_of(deal.id.0, !seed)
}

fn forget_times(world: &World<'_>, facts: &mut [f32]) {
    for (fact, column) in facts.iter_mut().zip(&world.columns) {
        let is_time = matches!(
            column.feature,
            Feature::Age | Feature::StageDays | Feature::IdleDays | Feature::ExpectedDays
        );
        if is_time {
            *fact = UNKNOWN;
        }
    }
}

/// How many deals were made how long ago.
pub(crate) struct OldEnough(Vec<f64>);

impl OldEnough {
    pub(crate) fn new(world: &World<'_>) -> Self {
        let deals = deals(world.workspace, world.earlier, world.now);
        Self::of(deals.map(|row| row.1), world.now)
    }

    /// Of deals that had been made by `now`.
    pub(crate) fn of<'d>(deals: impl Iterator<Item = &'d Deal>, now: Timestamp) -> Self {
        let mut ages: Vec<f64> = deals.map(|deal| days_between(deal.created, now)).collect();
        ages.sort_by(f64::total_cmp);
        Self(ages)
    }

    /// How many deals one stands for that was so many days old when it was looked at, and so many when it ended: those made
    /// since that have not ended yet.
    pub(crate) fn weight(&self, reached: f64, ended: f64) -> f64 {
        (self.share(reached) / self.share(ended)).clamp(1.0, MOST_WEIGHT)
    }

    /// The share of all deals that were made at least so many days ago; that of one deal where there is none.
    pub(crate) fn share(&self, days: f64) -> f64 {
        let younger = self.0.partition_point(|&age| age < days);
        count((self.0.len() - younger).max(1)) / count(self.0.len().max(1))
    }
}
