//! How likely a deal is to be won within some days, beside how likely it is to be won rather than lost.
//!
//! All deals are looked at on regular days of their lives, also those that are still open: of those that had been about as long in the same
//! stage (or, where too few are known for that, about as long in the pipeline), how many were won within so many days, how many lost, and how
//! many were still open then? The answer is the cumulative incidence (Aalen and Johansen, 1978), in which a deal counts as
//! long as it was watched. A team with many deals that are never closed thus gets low chances for old deals, whatever
//! its win rate.

use sales::model::{Deal, StandingKind};
use sales::time::Timestamp;

use crate::dice::place_of;
use crate::known::{DAY, Stood, World, days_between, days_open, open_times, stood};
use crate::math::{share, short};

/// Deals are told apart by stage or age as long as so many that were closed are alike.
pub const ALIKE_FROM: usize = 20;
/// Into how many groups the deals of a stage, and all deals, are divided by how long they have been there.
pub const AGES: usize = 4;
/// At about so many instants deals are looked at.
const CASES: f64 = 50_000.0;

/// Chances to be won in time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Closing {
    /// By place of the stage.
    stages: Vec<Group>,
    all: Group,
}

#[derive(Debug, Clone, Default)]
struct Group {
    /// From how many days on each of the cells is for.
    from: Vec<f32>,
    cells: Vec<Incidence>,
}

/// What came of deals that were alike.
#[derive(Debug, Clone, Default)]
struct Incidence {
    /// Days, in order, and the share that was won by then.
    won: Vec<(f32, f64)>,
    /// Of those that were won or lost in the end, the share that was won.
    win_rate: f64,
}

/// What came of deals that were alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Within {
    /// The share that was won in time.
    pub(crate) won: f64,
    /// Of those that were won or lost in the end, the share that was won.
    pub(crate) win_rate: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Won,
    Lost,
    /// Put off: neither, but watched no longer.
    Nurtured,
    StillOpen,
}

/// A deal as it was met on a day.
#[derive(Debug, Clone, Copy)]
struct Case {
    /// Days it had been there.
    been: f32,
    /// Days until that came.
    left: f32,
    came: Came,
    deal: usize,
}

impl Closing {
    pub(crate) fn learn(world: &World<'_>, seed: u64) -> Self {
        let watched = || {
            let deals = world.workspace.deals.rows().iter().enumerate();
            deals.filter_map(|(index, deal)| {
                let Stood { standing, since } = stood(world.earlier, deal, world.now)?;
                let (came, until) = match standing {
                    StandingKind::Won => (Came::Won, since),
                    StandingKind::Lost => (Came::Lost, since),
                    StandingKind::Nurtured => (Came::Nurtured, since),
                    StandingKind::Open => (Came::StillOpen, world.now),
                };
                Some((index, deal, came, until))
            })
        };
        let total: f64 = watched().map(|(_, deal, _, until)| days_open(deal, until)).sum();
        let step = (total / CASES).max(0.25) * DAY;

        let mut stages: Vec<Vec<Case>> = Vec::new();
        stages.resize_with(world.workspace.stages.row_count(), Vec::new);
        let mut all = Vec::new();
        for (index, deal, came, until) in watched() {
            let start = place_of(deal.id.0, seed);
            for (from, to) in open_times(deal, until) {
                for at in instants(deal.created, from, to, step, start) {
                    let left = short(days_between(at, until));
                    let case = |since| Case { been: short(days_between(since, at)), left, came, deal: index };
                    all.push(case(deal.created));
                    let (stage, entered) = world.whereabouts(deal, at);
                    if let Some((cases, entered)) = stage.and_then(|stage| stages.get_mut(stage)).zip(entered)
                    {
                        cases.push(case(entered));
                    }
                }
            }
        }
        Self {
            stages: stages.into_iter().map(|cases| Group::new(cases, ALIKE_FROM)).collect(),
            all: Group::new(all, 1),
        }
    }

    /// Whether any closed deal tells how long it takes.
    pub(crate) fn tells(&self) -> bool {
        !self.all.cells.is_empty()
    }

    /// The share of deals like one as it was at an instant that was won within some days; `None` where no deal that was ever closed
    /// tells.
    pub(crate) fn within(&self, world: &World<'_>, deal: &Deal, at: Timestamp, days: f64) -> Option<Within> {
        let (stage, entered) = world.whereabouts(deal, at);
        let group = stage.and_then(|stage| self.stages.get(stage)).zip(entered);
        let by_stage = group.and_then(|(group, entered)| group.cell(days_between(entered, at)));
        let cell = by_stage.or_else(|| self.all.cell(days_between(deal.created, at)))?;
        Some(Within { won: cell.within(days), win_rate: cell.win_rate })
    }
}

impl Group {
    /// Divides deals by how long they have been there, into as many groups as leave enough closed deals in each; into none where
    /// there are fewer than the least.
    fn new(mut cases: Vec<Case>, least: usize) -> Self {
        cases.sort_by(|a, b| a.been.total_cmp(&b.been).then(a.deal.cmp(&b.deal)));
        for parts in (1..=AGES).rev() {
            let bounds: Vec<usize> = (0..=parts).map(|part| cases.len() * part / parts).collect();
            let cells = bounds.windows(2).map(|pair| &cases[pair[0]..pair[1]]);
            let needed = if parts == 1 { least } else { ALIKE_FROM };
            if cells.clone().all(|cell| closed(cell) >= needed) {
                let from = cells.clone().map(|cell| cell.first().map_or(0.0, |case| case.been)).collect();
                return Self { from, cells: cells.map(Incidence::new).collect() };
            }
        }
        Self::default()
    }

    fn cell(&self, been: f64) -> Option<&Incidence> {
        let cell = self.from.partition_point(|&from| f64::from(from) <= been).max(1) - 1;
        self.cells.get(cell)
    }
}

impl Incidence {
    fn new(cases: &[Case]) -> Self {
        let mut cases = cases.to_vec();
        cases.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.deal.cmp(&b.deal)));
        let mut at_risk = crate::math::count(cases.len());
        let (mut open, mut won, mut lost) = (1.0, 0.0, 0.0);
        let mut curve = Vec::new();
        for same_day in cases.chunk_by(|a, b| a.left.total_cmp(&b.left).is_eq()) {
            let number = |came| crate::math::count(same_day.iter().filter(|case| case.came == came).count());
            let (wins, losses, put_off) = (number(Came::Won), number(Came::Lost), number(Came::Nurtured));
            won += open * wins / at_risk;
            lost += open * losses / at_risk;
            open *= 1.0 - (wins + losses + put_off) / at_risk;
            at_risk -= crate::math::count(same_day.len());
            if wins > 0.0 {
                curve.push((same_day[0].left, won));
            }
        }
        Self { won: curve, win_rate: share(won, won + lost, 0.0) }
    }

    fn within(&self, days: f64) -> f64 {
        let before = self.won.partition_point(|&(left, _)| f64::from(left) <= days);
        before.checked_sub(1).map_or(0.0, |last| self.won[last].1)
    }
}

/// How many deals of these were won or lost.
fn closed(cases: &[Case]) -> usize {
    let is_closed = |case: &&Case| matches!(case.came, Came::Won | Came::Lost);
    let mut deals: Vec<usize> = cases.iter().filter(is_closed).map(|case| case.deal).collect();
    deals.sort_unstable();
    deals.dedup();
    deals.len()
}

/// The instants at which a deal is looked at in a time in which it was open: regular ones from a start that is its own.
pub(crate) fn instants(
    created: Timestamp,
    from: Timestamp,
    to: Timestamp,
    step: f64,
    start: f64,
) -> impl Iterator<Item = Timestamp> {
    let millis = millis(step).max(1);
    let first = created.0.saturating_add(self::millis(start * step));
    let missing = from.0.saturating_sub(first).max(0);
    let steps = missing / millis + i64::from(missing % millis != 0);
    let first = first.saturating_add(steps.saturating_mul(millis));
    let next = move |at: &Timestamp| at.0.checked_add(millis).map(Timestamp);
    std::iter::successors(Some(Timestamp(first)), next).take_while(move |at| *at < to)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a time of milliseconds; beyond all bounds it is the last one"
)]
fn millis(millis: f64) -> i64 {
    millis as i64
}
