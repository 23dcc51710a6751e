//! What became of the deals of all stages of a pipeline together.

use super::figure::{Rate, Worth};
use super::insights::Insights;
use super::query::Mode;
use sales::ids::PipelineId;
use sales::model::StandingKind;

/// What became of the deals of a pipeline: those of the cohort, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Out of the pipeline for now.
    pub nurtured: usize,
    /// Open.
    pub still: usize,
}

impl Ends {
    /// How many there are.
    pub fn all(self) -> usize {
        self.won + self.lost + self.nurtured + self.still
    }

    /// Of all, those won.
    pub fn to_won(self) -> Rate {
        Rate { hits: self.won, of: self.all() }
    }

    /// Of all, those lost or nurtured.
    pub fn drop_off(self) -> Rate {
        Rate { hits: self.lost + self.nurtured, of: self.all() }
    }

    /// The part of the drop-off that was lost.
    pub fn dropped_lost(self) -> Rate {
        Rate { hits: self.lost, of: self.all() }
    }

    /// The part of the drop-off that was put aside.
    pub fn dropped_nurtured(self) -> Rate {
        Rate { hits: self.nurtured, of: self.all() }
    }

    pub(super) fn add(&mut self, standing: StandingKind) {
        match standing {
            StandingKind::Won => self.won += 1,
            StandingKind::Lost => self.lost += 1,
            StandingKind::Nurtured => self.nurtured += 1,
            StandingKind::Open => self.still += 1,
        }
    }
}

impl Insights {
    /// What the won deals of a pipeline are worth: those of the cohort.
    pub fn won_value(&self, pipeline: PipelineId) -> Worth {
        let first = self.stages.iter().find(|stage| stage.pipeline == pipeline);
        first.map(|stage| stage.furthest.won_value.clone()).unwrap_or_default()
    }

    /// What became of the deals of a pipeline. Each deal ended at one stage, its furthest, whichever way stages are counted.
    pub fn ends(&self, pipeline: PipelineId) -> Ends {
        let stages = self.stages.iter().filter(|stage| stage.pipeline == pipeline);
        let mut ends = Ends::default();
        for passage in stages.map(|stage| stage.passage(Mode::Furthest)) {
            ends.won = passage.won;
            ends.lost += passage.lost;
            ends.nurtured += passage.nurtured;
            ends.still += passage.still;
        }
        ends
    }
}
