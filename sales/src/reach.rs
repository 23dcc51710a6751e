//! How far deals got: the conversion of a stage, kept up to date deal by deal.
//!
//! A deal's *furthest* stage is the last in stage order among those it was worked on in, so that a stage it skipped counts as
//! passed and a step back takes nothing away; a deal that is won has passed all of them.

use crate::ids::StageId;
use crate::model::{Deal, Ix, StandingKind};

/// Of the deals that reached a stage, those that went on to a later one or were won.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    /// Deals whose furthest stage is this one or a later one.
    pub reached: usize,
    /// Those of them that got further.
    pub went_on: usize,
}

impl Conversion {
    /// The rate in percent, went on / reached; `None` where no deal reached the stage.
    #[allow(clippy::cast_precision_loss, reason = "counts of deals are far below 2^53")]
    pub fn percent(self) -> Option<f64> {
        (self.reached > 0).then(|| 100.0 * self.went_on as f64 / self.reached as f64)
    }
}

/// The furthest stages of a pipeline's deals, counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    stages: Vec<StageId>,
    /// For each deal the number of its furthest stage; the number after the last stands for won.
    furthest: Vec<Option<u32>>,
    counts: Vec<usize>,
}

impl Reach {
    /// Counts nothing yet, over stages in their order.
    pub fn new(stages: &[StageId]) -> Self {
        Self { stages: stages.to_vec(), furthest: Vec::new(), counts: vec![0; stages.len() + 1] }
    }

    /// Makes place for this many deals.
    pub fn grow(&mut self, deals: usize) {
        self.furthest.resize(deals.max(self.furthest.len()), None);
    }

    /// Counts a deal anew; one that does not count any more is left out.
    pub fn set(&mut self, ix: Ix<Deal>, deal: Option<&Deal>) {
        self.grow(ix.index() + 1);
        let now = deal.and_then(|deal| self.furthest_of(deal));
        let before = std::mem::replace(&mut self.furthest[ix.index()], now);
        if let Some(before) = before {
            self.counts[before as usize] -= 1;
        }
        if let Some(now) = now {
            self.counts[now as usize] += 1;
        }
    }

    fn furthest_of(&self, deal: &Deal) -> Option<u32> {
        let place = |stage: StageId| self.stages.iter().position(|&known| known == stage);
        let visited = deal.visits.iter().filter_map(|visit| place(visit.stage)).max();
        let furthest = match deal.standing() {
            StandingKind::Won => Some(self.stages.len()),
            _ => visited,
        };
        furthest.map(|furthest| u32::try_from(furthest).unwrap_or(u32::MAX))
    }

    /// The conversion of a stage; `None` for one it does not know.
    pub fn conversion(&self, stage: StageId) -> Option<Conversion> {
        let place = self.stages.iter().position(|&known| known == stage)?;
        let went_on = self.counts[place + 1..].iter().sum();
        Some(Conversion { reached: self.counts[place] + went_on, went_on })
    }
}
