//! The flow of a pipeline: from which stage deals went on to which.

use super::facts::Lens;
use sales::ids::{IdMap, StageId};

/// A step of deals from the furthest stage they had reached to the next one they came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The stage they came from; `None` for coming into the pipeline.
    pub from: Option<StageId>,
    /// The stage they came to; `None` for won.
    pub to: Option<StageId>,
    /// How many.
    pub deals: usize,
}

/// Deals by the stage they came from and the one they came to.
#[derive(Debug)]
pub(super) struct Links {
    /// Into the pipeline, by the place they came to.
    entered: Vec<usize>,
    /// To the very next place, by the one they came from.
    next: Vec<usize>,
    /// All others; places are halves of the key.
    others: IdMap<u64, usize>,
}

impl Links {
    pub(super) fn new(places: usize) -> Self {
        Self { entered: vec![0; places], next: vec![0; places], others: IdMap::default() }
    }

    pub(super) fn add(&mut self, from: Option<usize>, to: usize) {
        match from {
            None => self.entered[to] += 1,
            Some(from) if from + 1 == to => self.next[from] += 1,
            Some(from) => *self.others.entry((from as u64) << 32 | to as u64).or_default() += 1,
        }
    }

    /// All links that were gone, with their stages.
    pub(super) fn named(&self, lens: &Lens<'_>) -> Vec<Link> {
        let stage_at = |place: usize| {
            let lane = lens.lanes.iter().find(|lane| (lane.start..lane.won()).contains(&place))?;
            lane.stages.get(place - lane.start).copied()
        };
        let link = |(from, to, deals): (Option<usize>, usize, usize)| Link {
            from: from.and_then(stage_at),
            to: stage_at(to),
            deals,
        };
        self.all().into_iter().map(link).collect()
    }

    /// All links that were gone, by the places they are between.
    fn all(&self) -> Vec<(Option<usize>, usize, usize)> {
        let mut all: Vec<(Option<usize>, usize, usize)> = Vec::new();
        all.extend(self.entered.iter().enumerate().map(|(to, &deals)| (None, to, deals)));
        all.extend(self.next.iter().enumerate().map(|(from, &deals)| (Some(from), from + 1, deals)));
        let place = |half: u64| usize::try_from(half & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        all.extend(self.others.iter().map(|(&key, &deals)| (Some(place(key >> 32)), place(key), deals)));
        all.retain(|link| link.2 > 0);
        all.sort_unstable();
        all
    }
}
