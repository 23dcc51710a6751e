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

/// The limit of a stage that a person set none for, and that too few deals went on from to learn one: the pipeline's default, in days.
/// Why so many: docs/decisions/0017-metrics.md.
pub const DEFAULT_LIMIT_DAYS: u16 = 30;

/// Where the limit that holds in a stage comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// A person set it, in days.
    Set(u16),
    /// It was learnt from deals that went on.
    Learnt(Learnt),
    /// There is neither: [`DEFAULT_LIMIT_DAYS`].
    Default,
}

impl Limit {
    /// How many days it allows.
    pub fn days(self) -> u16 {
        match self {
            Self::Set(days) => days,
            Self::Learnt(learnt) => learnt.limit_days,
            Self::Default => DEFAULT_LIMIT_DAYS,
        }
    }
}

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

    /// The limit that holds in a stage: the one a person set, otherwise the learnt one, otherwise the default.
    pub fn holding(&self, stage: &Stage) -> Limit {
        let set = stage.limit_days.map(Limit::Set);
        set.or_else(|| self.of(stage.id).map(Limit::Learnt)).unwrap_or(Limit::Default)
    }

    /// The same in days.
    pub fn days(&self, stage: &Stage) -> u16 {
        self.holding(stage).days()
    }

    /// Whether a deal in a stage that was idle for so many days was so for longer than its limit.
    pub fn stalled(&self, stage: &Stage, idle_days: i64) -> Option<Stalled> {
        let limit = self.holding(stage);
        (idle_days > i64::from(limit.days())).then_some(Stalled { idle_days, limit })
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
