//! What a break-down starts from: the pipeline's own history, which takes passes over all deals.

use std::collections::BTreeMap;

use super::super::{period, progress};
use super::whole_above;
use crate::goals::Clock;
use crate::{
    Basis, Behind, Columns, Insights, Ledger, Mode, NoRate, Period, Query, Rate, Selection, behind, insights,
};
use sales::ids::{GoalId, PipelineId, StageId};
use sales::model::{ActivityKind, Goal, Measure, Settings, Stage, StageKind, Tier, Workspace};
use sales::query::Filter;
use sales::time::Date;

/// From how many cases history is used; they are told with it.
pub const HISTORY_FROM: usize = 5;

/// How many days back history goes where nobody says otherwise: a year has each season once.
pub const HISTORY_DAYS: u64 = 365;

/// Where an input comes from. It is shown beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// From the pipeline's own deals.
    History {
        /// How many it was worked out from.
        cases: usize,
        /// From those of the goal's person; `false` for those of the whole team.
        is_own: bool,
    },
    /// From the chances that the stages were given.
    Default,
    /// A plain fact, as the number of people.
    Known,
    /// A person said so.
    Assumed,
}

/// A number that goes into a break-down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input<T> {
    /// The number.
    pub value: T,
    /// Where it comes from.
    pub source: Source,
}

impl<T> Input<T> {
    pub(super) fn assumed(value: T) -> Self {
        Self { value, source: Source::Assumed }
    }
}

/// Something that nobody knows: there is no history, and nothing that could stand in for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    /// The average deal size.
    Size,
    /// How many of the deals that reach a stage go on.
    Step(StageId),
    /// How many days a deal takes from created to won.
    CycleDays,
    /// How many activities a new deal takes.
    Activities,
}

/// All that a break-down starts from.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// The goal.
    pub goal: GoalId,
    /// What it counts.
    pub measure: Measure,
    /// Its days.
    pub period: Period,
    /// The end of this day is what everything is as of.
    pub as_of: Date,
    /// What is still to be achieved of the tier, at least zero: minor units of the workspace's currency, or a count.
    pub remaining: i128,
    /// The pipeline whose stages it goes through.
    pub pipeline: Option<PipelineId>,
    /// Which days history is of.
    pub history: Period,
    /// The mean value of won deals, in minor units of the workspace's currency.
    pub size: Option<Input<i128>>,
    /// The stages that deals are worked on in, in order.
    pub stages: Vec<StageInput>,
    /// The mean sales cycle, in days, rounded up.
    pub cycle_days: Option<Input<u32>>,
    /// Hundredths of an activity for each new deal, by kind, those done on deals that were won or
    /// lost, whenever they were done; `None` where nobody wrote any down.
    pub per_lead: Option<Vec<(ActivityKind, Input<u32>)>>,
    /// How many people share the work: one for a person's goal, otherwise those in use.
    pub people: Input<u32>,
    pub(super) settings: Settings,
}

/// A stage of a break-down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageInput {
    /// The stage.
    pub stage: StageId,
    /// How many of the deals that reach it go on to the next stage or beyond, 0 to 1: reached the next / reached this one, over
    /// deals that were won or lost.
    pub step: Option<Input<f64>>,
    /// Open deals that are in it now.
    pub here: usize,
}

/// Reads what a break-down of a goal starts from. `pipeline` says whose stages, where the goal is about all of them; `history` which days
/// are looked back at, [`HISTORY_DAYS`] where none are named.
///
/// What a person's own deals don't tell, for there are too few, those of the team do.
///
/// # Errors
/// [`NoRate`] where what remains can't be told.
pub fn gather(
    workspace: &Workspace,
    columns: &Columns,
    ledger: &Ledger,
    goal: &Goal,
    tier: Tier,
    pipeline: Option<PipelineId>,
    history: Option<Period>,
) -> Result<Inputs, NoRate> {
    let today = ledger.as_of();
    let at = progress(workspace, ledger, goal, Clock::Days)?;
    let wanted = at.tiers.iter().find(|row| row.0 == tier).map_or(at.target(), |row| row.1);
    let pipeline = goal.pipeline.or(pipeline).or(workspace.first_pipeline().map(|row| row.id));
    let year = today.checked_sub_days(chrono::Days::new(HISTORY_DAYS - 1)).unwrap_or(Date::MIN);
    let history = history.unwrap_or(Period { from: year, to: today });
    let query = Query {
        period: history,
        today,
        basis: Basis::ClosedIn,
        mode: Mode::Furthest,
        pipelines: pipeline.into_iter().collect(),
    };
    let read = |selection: &Selection, is_own| Past::read(workspace, columns, selection, &query, is_own);
    let team = read(&Selection::all(), false);
    let own = goal.owner.map(|owner| {
        let filter = Filter { owners: vec![Some(owner)], ..Filter::default() };
        read(&Selection::new(workspace, filter, Vec::new()), true)
    });
    let pasts: Vec<&Past> = own.iter().chain([&team]).collect();
    let stages: Vec<&Stage> = pipeline
        .map_or_else(Vec::new, |pipeline| workspace.usable_stages_of(pipeline))
        .into_iter()
        .filter(|stage| stage.kind == StageKind::Open)
        .collect();
    let step = |at: usize| {
        let (stage, next) = (stages[at], stages.get(at + 1));
        let found = pasts.iter().find_map(|past| past.step(stage.id, next.map(|next| next.id)));
        found.or_else(|| implied(stage, next.copied()))
    };
    let inputs = (0..stages.len()).map(|at| StageInput {
        stage: stages[at].id,
        step: step(at),
        here: pasts[0].here(stages[at].id),
    });
    let in_use = workspace.people.iter().filter(|person| !person.archived).count().max(1);
    let people = if goal.owner.is_some() { 1 } else { u32::try_from(in_use).unwrap_or(u32::MAX) };
    Ok(Inputs {
        goal: goal.id,
        measure: goal.measure,
        period: period(goal.span),
        as_of: today,
        remaining: (wanted - at.achieved).max(0),
        pipeline,
        history,
        size: pasts.iter().find_map(|past| past.size()),
        stages: inputs.collect(),
        cycle_days: pasts.iter().find_map(|past| past.cycle()),
        per_lead: pasts.iter().find_map(|past| past.per_lead()),
        people: Input { value: people, source: Source::Known },
        settings: workspace.settings.clone(),
    })
}

/// The step that the chances of two stages imply: the chance in the one / the chance in the next. Nothing where they fall, or
/// there is none to win in the first.
fn implied(stage: &Stage, next: Option<&Stage>) -> Option<Input<f64>> {
    let (here, there) = (stage.probability, next.map_or(100, |next| next.probability));
    let is_sound = here > 0 && here <= there;
    is_sound.then(|| Input { value: f64::from(here) / f64::from(there), source: Source::Default })
}

/// What was, of some deals.
struct Past {
    figures: Insights,
    activities: BTreeMap<ActivityKind, usize>,
    closed: usize,
    is_own: bool,
}

impl Past {
    fn read(
        workspace: &Workspace,
        columns: &Columns,
        selection: &Selection,
        query: &Query,
        is_own: bool,
    ) -> Self {
        let figures = insights(workspace, columns, selection, query);
        let closed = behind(workspace, columns, selection, query, &Behind::Closed);
        let mut activities = BTreeMap::new();
        for &deal in &closed {
            let deal = workspace.deals.at(deal).id;
            for activity in workspace.activities_on(deal).filter(|row| !row.is_planned()) {
                *activities.entry(activity.kind).or_insert(0) += 1;
            }
        }
        let closed = closed.len();
        Self { figures, activities, closed, is_own }
    }

    fn source(&self, cases: usize) -> Option<Source> {
        (cases >= HISTORY_FROM).then_some(Source::History { cases, is_own: self.is_own })
    }

    fn size(&self) -> Option<Input<i128>> {
        let source = self.source(self.figures.all.won_value.valued)?;
        let value = self.figures.all.mean_size().ok().filter(|&size| size > 0)?;
        Some(Input { value, source })
    }

    fn reached(&self, stage: StageId) -> usize {
        self.figures.stages.iter().find(|row| row.stage == stage).map_or(0, |row| row.furthest.reached)
    }

    fn here(&self, stage: StageId) -> usize {
        self.figures.stages.iter().find(|row| row.stage == stage).map_or(0, |row| row.here)
    }

    fn step(&self, stage: StageId, next: Option<StageId>) -> Option<Input<f64>> {
        let reached = self.reached(stage);
        let source = self.source(reached)?;
        let went_on = next.map_or(self.figures.all.won, |next| self.reached(next));
        Some(Input { value: Rate { hits: went_on, of: reached }.share()?, source })
    }

    fn cycle(&self) -> Option<Input<u32>> {
        let cycle = self.figures.all.cycle().ok()?;
        let source = self.source(cycle.count)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days, at least zero")]
        let value = whole_above(cycle.mean).min(u64::from(u32::MAX)) as u32;
        Some(Input { value, source })
    }

    fn per_lead(&self) -> Option<Vec<(ActivityKind, Input<u32>)>> {
        let source = self.source(self.closed)?;
        let hundredths = |count: usize| (count * 100 + self.closed / 2) / self.closed;
        let rows = self.activities.iter().map(|(&kind, &count)| {
            (kind, Input { value: u32::try_from(hundredths(count)).unwrap_or(u32::MAX), source })
        });
        (!self.activities.is_empty()).then(|| rows.collect())
    }
}
