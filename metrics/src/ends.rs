//! What became of the deals of all stages of a pipeline together.

use super::insights::Insights;
use super::query::Mode;
use sales::ids::PipelineId;

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

impl Insights {
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
