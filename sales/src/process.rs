//! How a team sells, stage by stage: what a move asks for, what it plans, and where rules lock.
//!
//! A deal that goes on within its pipeline has to have what its stage wants, and comes only where the next stage takes it from. One that is
//! lost, nurtured, re-opened or taken to another pipeline is asked for nothing: a rule must never keep up a deal that is over.
//! Whatever is written here about a stage holds for moves from then on and touches nothing that was.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::evolve::{self, Touched};
use crate::ids::{ActivityId, DealId, PipelineId, RuleId, StageId, TaskId};
use crate::log::Change;
use crate::model::{
    Activity, ActivityKind, Arrivals, Criterion, Deal, DealField, FieldValue, Force, Requirement, Stage,
    StageKind, StandingKind, Workspace,
};
use crate::money::Currency;

/// Something a deal lacks for a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// What it lacks.
    pub what: Missing,
    /// Whether it stays for that.
    pub force: Force,
    /// The criterion that wants it; `None` for the rules of the stage it is to come into.
    pub rule: Option<RuleId>,
}

/// What can be missing, with what it takes to put it right in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A field is empty.
    Field(DealField),
    /// These activities of the checklist are still to be done.
    Tasks(Vec<ActivityId>),
    /// No activity of this kind was done in the stage.
    Done(ActivityKind),
    /// The value is below this, in minor units of the currency.
    ValueBelow(Currency, i64),
    /// The value is above this, in minor units of the currency.
    ValueAbove(Currency, i64),
    /// The value can't be compared: there is no rate for this currency.
    NoRate(Currency),
    /// The stage takes deals from these only.
    NotFrom(Vec<StageId>),
    /// The stage is not come to past others, and these are in between.
    Skips(Vec<StageId>),
    /// The stage is not come back to.
    Back,
}

/// A deal and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unready {
    /// The deal.
    pub deal: DealId,
    /// What it lacks, never nothing.
    pub lacks: Vec<Lack>,
}

/// Which of several deals may go where they are to go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// They lack nothing.
    pub ready: Vec<DealId>,
    /// They may go, and lack something all the same.
    pub warned: Vec<Unready>,
    /// They have to stay; what they lack besides is told as well.
    pub blocked: Vec<Unready>,
}

impl Report {
    /// Whether nobody lacks anything.
    pub fn is_clear(&self) -> bool {
        self.warned.is_empty() && self.blocked.is_empty()
    }

    pub(crate) fn put(&mut self, deal: DealId, lacks: Vec<Lack>) {
        if lacks.is_empty() {
            self.ready.push(deal);
        } else if lacks.iter().any(|lack| lack.force == Force::Block) {
            self.blocked.push(Unready { deal, lacks });
        } else {
            self.warned.push(Unready { deal, lacks });
        }
    }
}

/// Which of these deals may go to a stage, and what the others lack. The screen asks before it moves them, so that what is missing can
/// be filled in place, and several that are ready can go without those that are not.
pub fn check(workspace: &Workspace, deals: &[DealId], to: StageId) -> Report {
    let mut report = Report::default();
    let gate = Gate::new(workspace, to);
    for &id in deals {
        if let Some(deal) = workspace.deals.live(id) {
            report.put(id, gate.as_ref().map_or_else(Vec::new, |gate| gate.lacks(deal)));
        }
    }
    report
}

/// Whether any stage asks for something, or takes deals from some stages only.
pub fn has_rules(workspace: &Workspace) -> bool {
    let mut stages = workspace.stages.iter();
    stages.any(|stage| !stage.exit.is_empty() || stage.arrivals != Arrivals::default())
}

/// Which moves of a plan keep to the rules, as of an import: what was done elsewhere is not refused, but reported. Each deal is looked at
/// as the plan leaves it before the move. A deal that broke a rule in any of its moves is told with all it lacked, each thing once.
///
/// The past that comes along with a new deal is looked at as well, where it is fully known: which ways it went, and the fields that are empty
/// to this day. What a field held at the time nobody wrote down.
pub fn audit(workspace: &Workspace, changes: &[Change]) -> Report {
    let mut seen = workspace.clone();
    let mut found: Vec<(DealId, Vec<Lack>)> = Vec::new();
    let mut places: HashMap<DealId, usize> = HashMap::new();
    let mut note = |id: DealId, lacks: Vec<Lack>| {
        let place = *places.entry(id).or_insert_with(|| {
            found.push((id, Vec::new()));
            found.len() - 1
        });
        if let Some((_, known)) = found.get_mut(place) {
            for lack in lacks {
                if known.iter().all(|other| other.what != lack.what) {
                    known.push(lack);
                }
            }
            known.sort_by_key(|lack| std::cmp::Reverse(lack.force));
        }
    };
    for change in changes {
        match change {
            Change::DealMoved { id, to, .. } if !change.only_places() => {
                if let Some(deal) = seen.deals.live(*id)
                    && goes_on(to.standing.kind())
                {
                    note(*id, Gate::new(&seen, to.stage).map_or_else(Vec::new, |gate| gate.lacks(deal)));
                }
            }
            Change::DealAdded(new) if !new.is_partial && new.visits.len() > 1 => {
                note(new.id, lacked(&seen, &new.clone().into_deal()));
            }
            _ => {}
        }
        evolve::apply(&mut seen, change, &mut Touched::default());
    }
    let mut report = Report::default();
    for (deal, lacks) in found {
        report.put(deal, lacks);
    }
    report
}

/// Whether a deal that comes to stand so was let through by the rules.
fn goes_on(standing: StandingKind) -> bool {
    matches!(standing, StandingKind::Open | StandingKind::Won)
}

/// What a deal lacked on the way that its visits tell.
fn lacked(workspace: &Workspace, deal: &Deal) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = Vec::new();
    for pair in deal.visits.windows(2) {
        let [from, to] = pair else { continue };
        if from.standing == StandingKind::Open
            && goes_on(to.standing)
            && let Some(gate) = Gate::new(workspace, to.stage)
        {
            lacks.extend(gate.lacked(deal, from.stage));
        }
    }
    lacks
}

/// What it takes to come into a stage, looked up once for many deals.
pub(crate) struct Gate<'a> {
    workspace: &'a Workspace,
    to: &'a Stage,
    /// The stages of its pipeline in order, those out of use too.
    stages: Vec<&'a Stage>,
}

impl<'a> Gate<'a> {
    /// `None` where nothing is asked of any deal: the pipeline has no such rules, or the stage is one for lost deals.
    pub(crate) fn new(workspace: &'a Workspace, to: StageId) -> Option<Self> {
        let to = workspace.stages.live(to).filter(|stage| stage.kind != StageKind::Lost)?;
        let stages = workspace.stages_of(to.pipeline);
        let has_rules =
            to.arrivals != Arrivals::default() || stages.iter().any(|stage| !stage.exit.is_empty());
        has_rules.then_some(Self { workspace, to, stages })
    }

    /// What a deal lacks to come into the stage: what keeps it first.
    pub(crate) fn lacks(&self, deal: &Deal) -> Vec<Lack> {
        let place = |id| self.stages.iter().position(|stage| stage.id == id);
        let (Some(from), Some(to)) = (place(deal.position.stage), place(self.to.id)) else {
            return Vec::new();
        };
        if !deal.is_open() || from == to {
            return Vec::new();
        }
        let here = self.stages[from];
        let mut lacks = Vec::new();
        if let Some(what) = refused(&self.stages, here, self.to) {
            lacks.push(Lack { what, force: Force::Block, rule: None });
        }
        if to > from {
            for criterion in &here.exit {
                let what = self.missing(deal, here, criterion);
                lacks.extend(what.map(|what| Lack {
                    what,
                    force: criterion.force,
                    rule: Some(criterion.id),
                }));
            }
        }
        lacks.sort_by_key(|lack| std::cmp::Reverse(lack.force));
        lacks
    }

    /// What a deal lacked when it came into the stage from another one, as far as one can still tell: a way that does not lead there, and
    /// fields that are empty to this day.
    fn lacked(&self, deal: &Deal, from: StageId) -> Vec<Lack> {
        let place = |id| self.stages.iter().position(|stage| stage.id == id);
        let (Some(from), Some(to)) = (place(from), place(self.to.id)) else { return Vec::new() };
        if from == to {
            return Vec::new();
        }
        let here = self.stages[from];
        let way = refused(&self.stages, here, self.to);
        let mut lacks: Vec<Lack> =
            way.into_iter().map(|what| Lack { what, force: Force::Block, rule: None }).collect();
        let asked = here.exit.iter().filter(|_| to > from);
        let empty = asked.filter_map(|criterion| {
            let field = match criterion.wants {
                Requirement::Field(field) => field,
                Requirement::Value { .. } => DealField::Value,
                Requirement::Checklist | Requirement::Done(_) => return None,
            };
            let what = Missing::Field(field);
            let rule = Some(criterion.id);
            (!is_filled(deal, field)).then_some(Lack { what, force: criterion.force, rule })
        });
        lacks.extend(empty);
        lacks
    }

    fn missing(&self, deal: &Deal, stage: &Stage, criterion: &Criterion) -> Option<Missing> {
        let ws = self.workspace;
        match criterion.wants {
            Requirement::Field(field) => (!is_filled(deal, field)).then_some(Missing::Field(field)),
            Requirement::Checklist => {
                let open = items(ws, deal.id, stage).filter(|activity| activity.is_planned());
                let open: Vec<ActivityId> = open.map(|activity| activity.id).collect();
                (!open.is_empty()).then_some(Missing::Tasks(open))
            }
            Requirement::Done(kind) => {
                let entered = deal.entered();
                let done = |row: &Activity| row.kind == kind && row.done.is_some_and(|done| done >= entered);
                (!ws.activities_on(deal.id).any(done)).then_some(Missing::Done(kind))
            }
            Requirement::Value { currency, at_least, at_most } => {
                let Some(value) = deal.value else { return Some(Missing::Field(DealField::Value)) };
                let (Some(own), Some(low), Some(high)) = (
                    ws.settings.in_base(value.minor.into(), value.currency),
                    ws.settings.in_base(at_least.unwrap_or(0).into(), currency),
                    ws.settings.in_base(at_most.unwrap_or(i64::MAX).into(), currency),
                ) else {
                    let unrated = if ws.settings.has_rate(currency) { value.currency } else { currency };
                    return Some(Missing::NoRate(unrated));
                };
                match (at_least, at_most) {
                    (Some(least), _) if own < low => Some(Missing::ValueBelow(currency, least)),
                    (_, Some(most)) if own > high => Some(Missing::ValueAbove(currency, most)),
                    _ => None,
                }
            }
        }
    }
}

/// Why a stage does not take deals from another; `None` where it does. `stages` are those of the pipeline in order.
fn refused(stages: &[&Stage], from: &Stage, to: &Stage) -> Option<Missing> {
    let Arrivals { from: named, skipping, back } = &to.arrivals;
    let usable = |id: &StageId| stages.iter().any(|stage| stage.id == *id && stage.takes_open_deals());
    let named: Vec<StageId> =
        named.iter().flatten().copied().filter(|id| usable(id) && *id != to.id).collect();
    if !named.is_empty() {
        return (!named.contains(&from.id)).then_some(Missing::NotFrom(named));
    }
    let place = |id| stages.iter().position(|stage| stage.id == id);
    let (here, there) = (place(from.id)?, place(to.id)?);
    if there < here {
        return (!back).then_some(Missing::Back);
    }
    let between = stages[here..there].iter().skip(1).filter(|stage| stage.takes_open_deals());
    let between: Vec<StageId> = between.map(|stage| stage.id).collect();
    (!skipping && !between.is_empty()).then_some(Missing::Skips(between))
}

fn is_filled(deal: &Deal, field: DealField) -> bool {
    match field {
        DealField::Organisation => deal.organisation.is_some(),
        DealField::Contact => deal.contact.is_some(),
        DealField::Segment => deal.segment.is_some(),
        DealField::Owner => deal.owner.is_some(),
        DealField::Value => deal.value.is_some(),
        DealField::ExpectedClose => deal.expected_close.is_some(),
        DealField::Source => deal.source.is_some(),
        DealField::Product => deal.product.is_some(),
        DealField::Custom(field) => match deal.custom_value(field) {
            Some(FieldValue::Text(text)) => !text.trim().is_empty(),
            other => other.is_some(),
        },
    }
}

/// What the checklist of a stage made on a deal, done or not: items that are still on the list.
pub fn items<'a>(
    workspace: &'a Workspace,
    deal: DealId,
    stage: &'a Stage,
) -> impl Iterator<Item = &'a Activity> {
    let is_current = |task: TaskId| stage.checklist.iter().any(|own| own.id == task);
    workspace
        .activities_on(deal)
        .filter(move |row| row.made_by.is_some_and(|by| by.stage == stage.id && is_current(by.task)))
}

/// Something wrong with the rules of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// From this stage there is no way to won, whatever one does.
    Locked(StageId),
    /// No value is in this range, or in it and in the other ranges that the stage wants.
    NoSuchValue(StageId, RuleId),
    /// The stage wants something that nobody can fill in or do any more: a field or a kind of activity that is out of use.
    OutOfUse(StageId, RuleId),
    /// The stage wants the same twice.
    Twice(StageId, RuleId),
    /// An item of the checklist is for somebody who is no longer there.
    OwnerGone(StageId, TaskId),
}

/// What is wrong with the rules of a pipeline, stage by stage. Rules are looked through when they are saved; what is found later came by
/// something else, as when a field was put out of use.
pub fn faults(workspace: &Workspace, pipeline: PipelineId) -> Vec<Fault> {
    let stages = workspace.stages_of(pipeline);
    let mut faults = Vec::new();
    for stage in stages.iter().filter(|stage| stage.usable()) {
        for (at, criterion) in stage.exit.iter().enumerate() {
            if stage.exit[..at].iter().any(|other| other.wants == criterion.wants) {
                faults.push(Fault::Twice(stage.id, criterion.id));
            }
            let is_usable = match criterion.wants {
                Requirement::Field(DealField::Custom(field)) => {
                    workspace.fields.live(field).is_some_and(|field| !field.archived)
                }
                Requirement::Done(ActivityKind::Own(kind)) => {
                    workspace.choices.live(kind).is_some_and(|kind| !kind.archived)
                }
                _ => true,
            };
            if !is_usable {
                faults.push(Fault::OutOfUse(stage.id, criterion.id));
            }
        }
        faults.extend(empty_range(workspace, stage));
        for task in &stage.checklist {
            if let crate::model::TaskOwner::Person(person) = task.owner
                && workspace.people.live(person).is_none_or(|person| person.archived)
            {
                faults.push(Fault::OwnerGone(stage.id, task.id));
            }
        }
    }
    let usable: Vec<&Stage> =
        stages.iter().copied().filter(|stage| stage.usable() && stage.kind != StageKind::Lost).collect();
    let mut leads_on: Vec<bool> = usable.iter().map(|stage| stage.kind == StageKind::Won).collect();
    // A pipeline has a handful of stages; each round finds at least one more that leads on, or is the last.
    for _ in 0..usable.len() {
        for at in 0..usable.len() {
            let next =
                |to: usize| to != at && leads_on[to] && refused(&stages, usable[at], usable[to]).is_none();
            leads_on[at] = leads_on[at] || (0..usable.len()).any(next);
        }
    }
    let locked = usable.iter().zip(leads_on).filter(|(_, leads_on)| !leads_on);
    faults.extend(locked.map(|(stage, _)| Fault::Locked(stage.id)));
    faults
}

/// The range that no value is in, as far as one that blocks goes.
fn empty_range(workspace: &Workspace, stage: &Stage) -> Option<Fault> {
    let (mut low, mut high) = (0, i128::MAX);
    for criterion in &stage.exit {
        if let Requirement::Value { currency, at_least, at_most } = criterion.wants {
            if at_least.zip(at_most).is_some_and(|(least, most)| least > most) {
                return Some(Fault::NoSuchValue(stage.id, criterion.id));
            }
            if criterion.force == Force::Block {
                let base = |minor: Option<i64>| {
                    minor.and_then(|minor| workspace.settings.in_base(minor.into(), currency))
                };
                low = low.max(base(at_least).unwrap_or(low));
                high = high.min(base(at_most).unwrap_or(high));
                if low > high {
                    return Some(Fault::NoSuchValue(stage.id, criterion.id));
                }
            }
        }
    }
    None
}
