//! Whether nurturing (培育) is worth it: deals that rested, came back, and were won after all.

use super::columns::Columns;
use super::figure::{Rate, Worth};
use sales::ids::PipelineId;
use sales::model::{Deal, Ix, Standing, StandingKind, Workspace};
use sales::time::Date;

/// What came of deals that were nurtured.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rested {
    /// Deals that were nurtured at some time.
    pub ever: usize,
    /// Deals that rest now.
    pub resting: usize,
    /// Of those, the ones whose day to come back to them has come.
    pub due: usize,
    /// Deals that went on after they had rested, whatever became of them.
    pub back: usize,
    /// Deals that had rested and are won now.
    pub won: usize,
    /// What those are worth.
    pub won_value: Worth,
}

impl Rested {
    /// Won / went on after they had rested.
    pub fn win_rate(&self) -> Rate {
        Rate { hits: self.won, of: self.back }
    }
}

/// What came of the deals of pipelines that were nurtured, by the day's end; all pipelines where none are named.
pub fn rested(workspace: &Workspace, columns: &Columns, pipelines: &[PipelineId], today: Date) -> Rested {
    let mut sum = Rested::default();
    for (ix, deal) in workspace.deals.iter_ix() {
        let is_asked = || workspace.pipeline_of(deal).is_some_and(|id| pipelines.contains(&id));
        if pipelines.is_empty() || is_asked() {
            add(&mut sum, columns, ix, deal, today);
        }
    }
    sum
}

fn add(sum: &mut Rested, columns: &Columns, ix: Ix<Deal>, deal: &Deal, today: Date) {
    let mut visits = deal.visits.iter();
    if !visits.any(|visit| visit.standing == StandingKind::Nurtured) {
        return;
    }
    sum.ever += 1;
    // What is left are the visits after the first rest. A deal that was won without being re-engaged first went on as well.
    sum.back +=
        usize::from(visits.any(|visit| matches!(visit.standing, StandingKind::Open | StandingKind::Won)));
    match &deal.position.standing {
        Standing::Nurtured { until, .. } => {
            sum.resting += 1;
            sum.due += usize::from(until.is_some_and(|until| until <= today));
        }
        Standing::Won => {
            sum.won += 1;
            sum.won_value.add(columns.amount[ix.index()]);
        }
        Standing::Open | Standing::Lost(_) => {}
    }
}
