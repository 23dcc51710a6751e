//! How long deals may stay in a stage, learnt from those that went on.

use super::columns::Columns;
use super::facts::{Fact, Lens, Visit};
use super::histogram::Histogram;
use super::query::{Query, Selection};
use crate::stalled::Stalled;
use sales::ids::{IdMap, StageId};
use sales::model::{Stage, Workspace};
use sales::time::Date;

/// From how many deals a limit is learnt.
pub const LEARNT_FROM: usize = 10;

/// Learnt limits, stage by stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits(IdMap<StageId, Learnt>);

/// A limit and what it was learnt from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learnt {
    /// 1.5 × the third quartile of the days that deals which went on to a later stage, or were won, spent in this one, rounded up;
    /// at least one.
    pub limit_days: u16,
    /// The third quartile itself (P75).
    pub upper_quartile: f64,
    /// How many deals it was learnt from.
    pub deals: usize,
}

impl Limits {
    /// Learns the limits of all stages from all that was up to today. Deals whose past is not fully known teach nothing.
    pub fn learn(workspace: &Workspace, columns: &Columns, today: Date) -> Self {
        let pipelines = workspace.pipelines.iter().map(|pipeline| pipeline.id).collect();
        let query = Query::at_end_of(today, pipelines);
        let all = Selection::all();
        let lens = Lens::new(workspace, columns, &all, &query);
        let mut days = vec![Histogram::default(); lens.places()];
        let mut stages = Vec::new();
        for fact in lens.facts().filter(|fact| !columns.partial[fact.deal]) {
            days_by_stage(&lens, &fact, &mut stages);
            for visit in stages.iter().filter(|visit| !visit.is_running && fact.furthest > visit.place) {
                days[visit.place].add(visit.days);
            }
        }
        let mut limits = IdMap::default();
        for lane in &lens.lanes {
            for (stage, days) in lane.stages.iter().zip(&days[lane.start..]) {
                if let Some(spread) = days.spread().filter(|spread| spread.count >= LEARNT_FROM) {
                    limits.insert(*stage, Learnt::from(spread.upper_quartile, spread.count));
                }
            }
        }
        Self(limits)
    }

    /// The limit that holds in a stage, in days: the one a person set, otherwise the learnt one; `None` where there is neither.
    pub fn days(&self, stage: &Stage) -> Option<u16> {
        stage.limit_days.or_else(|| self.of(stage.id).map(|learnt| learnt.limit_days))
    }

    /// Whether a deal in a stage is idle longer than its limit. How long it is is asked only where there is one: a calendar is
    /// slow beside the rest, and every card on the board asks.
    pub fn stalled(&self, stage: &Stage, idle_days: impl FnOnce() -> i64) -> Option<Stalled> {
        let limit_days = self.days(stage)?;
        let learnt = self.of(stage.id).filter(|_| stage.limit_days.is_none());
        let idle_days = idle_days();
        (idle_days > i64::from(limit_days)).then_some(Stalled { idle_days, limit_days, learnt })
    }

    /// The learnt limit of a stage; `None` where too few deals went on from it.
    pub fn of(&self, stage: StageId) -> Option<Learnt> {
        self.0.get(&stage).copied()
    }
}

impl Learnt {
    fn from(upper_quartile: f64, deals: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        let limit_days = (1.5 * upper_quartile).ceil().clamp(1.0, f64::from(u16::MAX)) as u16;
        Self { limit_days, upper_quartile, deals }
    }
}

/// The visits of a deal, those to one stage as one: that has its days in all, and runs if one of them does. The room for them
/// is the caller's, to be used again.
fn days_by_stage(lens: &Lens<'_>, fact: &Fact, stages: &mut Vec<Visit>) {
    stages.clear();
    for visit in lens.visits(fact) {
        match stages.iter_mut().find(|stage| !fact.is_rising && stage.place == visit.place) {
            Some(stage) => {
                stage.days = stage.days.saturating_add(visit.days);
                stage.is_running |= visit.is_running;
            }
            None => stages.push(visit),
        }
    }
}
