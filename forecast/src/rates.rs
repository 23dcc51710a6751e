//! The plain rates: of all closed deals, and of those that had been in a stage.

use sales::model::{StageKind, StandingKind};

use crate::known::World;
use crate::math::{count, logit};
use crate::rows::{Closed, division};

/// A rate counts as if this many more deals had been seen that ended as usual: those of all stages for a stage, those that a person set for
/// all stages.
pub const AS_USUAL: f64 = 10.0;

/// What is known of a closed deal for rates: how it ended, and the places of the stages it had been open in.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    pub(crate) won: bool,
    pub(crate) place: f64,
    pub(crate) stages: Vec<usize>,
}

pub(crate) fn ended(world: &World<'_>, closed: &[Closed<'_>], seed: u64) -> Vec<Ended> {
    let ended = closed.iter().map(|row| {
        let mut stages = Vec::new();
        // Where visits were worked out from dates, the stages are a guess.
        if !row.deal.is_partial {
            let visits = row.deal.visits.iter().filter(|visit| visit.entered <= row.at);
            let open = visits.filter(|visit| visit.standing == StandingKind::Open);
            stages.extend(
                open.filter_map(|visit| world.workspace.stages.ix(visit.stage)).map(sales::model::Ix::index),
            );
            stages.sort_unstable();
            stages.dedup();
        }
        Ended { won: row.won, place: division(row.deal, seed), stages }
    });
    ended.collect()
}

/// Win rates, of all deals and by stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rates {
    /// The share of closed deals that were won; `None` without any.
    pub(crate) base: Option<f64>,
    /// For each stage the rate of the deals that had been in it, drawn towards that of all deals.
    stages: Vec<f64>,
}

impl Rates {
    pub(crate) fn new<'e>(world: &World<'_>, ended: impl Iterator<Item = &'e Ended>) -> Self {
        let rows = world.workspace.stages.rows();
        let mut stages = vec![(0.0, 0.0); rows.len()];
        let (mut won, mut all) = (0.0, 0.0);
        for deal in ended {
            let one = f64::from(deal.won);
            (won, all) = (won + one, all + 1.0);
            for &stage in &deal.stages {
                stages[stage] = (stages[stage].0 + one, stages[stage].1 + 1.0);
            }
        }
        let drawn = |won: f64, all: f64, to: f64| (won + AS_USUAL * to) / (all + AS_USUAL);
        let rates = rows.iter().zip(&stages).map(|(stage, &(stage_won, stage_all))| {
            let set = match stage.kind {
                StageKind::Open => f64::from(stage.probability.min(100)) / 100.0,
                StageKind::Won => 1.0,
                StageKind::Lost => 0.0,
            };
            drawn(stage_won, stage_all, drawn(won, all, set))
        });
        Self { stages: rates.collect(), base: (all > 0.0).then(|| won / all) }
    }

    /// The rate of a stage; that of all deals where the stage is not known, one half where there are none.
    pub(crate) fn of(&self, stage: Option<usize>) -> f64 {
        stage.and_then(|stage| self.stages.get(stage)).copied().or(self.base).unwrap_or(0.5)
    }

    pub(crate) fn base_odds(&self) -> f64 {
        logit(self.base.unwrap_or(0.5))
    }
}

/// The weighted share of rows that were won; one half without any.
pub(crate) fn won_share(won: &[bool], weight: &[f64], picked: &[u32]) -> f64 {
    let (mut ones, mut all) = (0.0, 0.0);
    for &row in picked {
        let row = row as usize;
        all += weight[row];
        ones += if won[row] { weight[row] } else { 0.0 };
    }
    crate::math::share(ones, all, 0.5)
}

/// Every row of so many.
pub(crate) fn every(rows: usize) -> Vec<u32> {
    (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect()
}

/// Means over deals, of what is given row by row: the mean and its standard error, rows of one deal counting together.
pub(crate) fn mean_by_deal(values: impl Iterator<Item = (u32, f64, f64)>) -> (f64, f64) {
    let mut deals: Vec<(f64, f64)> = Vec::new();
    let mut last = None;
    for (deal, value, weight) in values {
        if last != Some(deal) {
            deals.push((0.0, 0.0));
            last = Some(deal);
        }
        if let Some(row) = deals.last_mut() {
            *row = (row.0 + value * weight, row.1 + weight);
        }
    }
    let all: f64 = deals.iter().map(|row| row.1).sum();
    if all <= 0.0 {
        return (0.0, f64::INFINITY);
    }
    let mean = deals.iter().map(|row| row.0).sum::<f64>() / all;
    let spread: f64 = deals.iter().map(|row| (row.0 - mean * row.1) * (row.0 - mean * row.1)).sum();
    let number = count(deals.len());
    let correction = if number > 1.0 { number / (number - 1.0) } else { f64::INFINITY };
    (mean, (spread * correction).sqrt() / all)
}
