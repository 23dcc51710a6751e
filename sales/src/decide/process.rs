//! Rules for the process of a stage, and what it does to moves.

use std::collections::{HashMap, HashSet};

use super::known::live;
use super::words::{self, MAX_LINE_CHARS};
use super::{Command, Context, DealPatch, Outcome, ProcessDraft, Rejection, What};
use crate::evolve::{self, Touched};
use crate::ids::{ActivityId, DealId, PersonId, PipelineId, RuleId, StageId, TaskId};
use crate::log::{Change, DealEdit, NewActivity, StageEdit, Swap};
use crate::model::{
    ActivityKind, Arrivals, Criterion, Deal, DealField, Due, Force, Ix, ListKind, MadeBy, Requirement, Stage,
    StageKind, Task, TaskOwner, Workspace,
};
use crate::money::MAX_MINOR;
use crate::process::{Fault, Gate, Report, faults};
use crate::time::Timestamp;

/// How many items a checklist, and how many criteria a stage may have.
pub const MAX_RULES: usize = 50;

/// Refuses changes by which the rules of a pipeline lock or contradict one another: looked for on the pipeline as it would be.
pub(super) fn without_fault(
    ws: &Workspace,
    pipeline: PipelineId,
    changes: &[Change],
) -> Result<(), Rejection> {
    refuse(ws, pipeline, changes, |_| true)
}

/// Refuses changes of the stages themselves by which their rules leave one without a way to won. What else may be wrong with the rules of a stage
/// that comes back into use came while it was out of use, and can be put right only once it is back.
pub(super) fn without_lock(
    ws: &Workspace,
    pipeline: PipelineId,
    changes: &[Change],
) -> Result<(), Rejection> {
    refuse(ws, pipeline, changes, |fault| matches!(fault, Fault::Locked(_)))
}

fn refuse(
    ws: &Workspace,
    pipeline: PipelineId,
    changes: &[Change],
    counts: fn(&Fault) -> bool,
) -> Result<(), Rejection> {
    let before = faults(ws, pipeline);
    let mut seen = ws.clone();
    evolve::apply_all(&mut seen, changes, &mut Touched::default());
    let mut found = faults(&seen, pipeline).into_iter().filter(|fault| !before.contains(fault));
    found.find(counts).map_or(Ok(()), |fault| Err(Rejection::ProcessFault(fault)))
}

/// Items that can be planned. Those that are there already may be of a kind that is gone by now.
pub(super) fn checklist(ws: &Workspace, there: &[Task], tasks: &[Task]) -> Result<Vec<Task>, Rejection> {
    let mut kept: Vec<Task> = Vec::with_capacity(tasks.len());
    for task in tasks {
        if kept.iter().any(|own| own.id == task.id) {
            continue;
        }
        let before = there.iter().find(|own| own.id == task.id);
        let subject = words::optional_line(&task.subject, What::Text, MAX_LINE_CHARS)?;
        // A call says what is to be done; a task that says nothing does not.
        if subject.is_empty() && task.kind == ActivityKind::Task {
            return Err(Rejection::Blank(What::Task));
        }
        if let ActivityKind::Own(kind) = task.kind
            && before.is_none_or(|own| own.kind != task.kind)
        {
            super::deals::choice(ws, Some(kind), ListKind::ActivityKind)?;
        }
        if let TaskOwner::Person(person) = task.owner
            && before.is_none_or(|own| own.owner != task.owner)
            && ws.people.live(person).is_none()
        {
            return Err(Rejection::Gone(What::Person));
        }
        kept.push(Task { subject, ..task.clone() });
    }
    within(kept.len())?;
    Ok(kept)
}

/// Criteria that can be met. Those that are there already may want what is gone by now.
pub(super) fn exit(
    ws: &Workspace,
    there: &[Criterion],
    criteria: &[Criterion],
) -> Result<Vec<Criterion>, Rejection> {
    let mut kept: Vec<Criterion> = Vec::with_capacity(criteria.len());
    for criterion in criteria {
        if kept.iter().any(|own| own.id == criterion.id) {
            continue;
        }
        match criterion.wants {
            wants if there.iter().any(|own| own.id == criterion.id && own.wants == wants) => {}
            Requirement::Field(DealField::Custom(field)) => {
                live(&ws.fields, field)?;
            }
            Requirement::Done(ActivityKind::Own(kind)) => {
                super::deals::choice(ws, Some(kind), ListKind::ActivityKind)?;
            }
            Requirement::Value { currency, at_least, at_most } => {
                if !ws.settings.has_rate(currency) {
                    return Err(Rejection::NoRate(currency));
                }
                let ends = [at_least, at_most].into_iter().flatten();
                if ends.clone().count() == 0 || !ends.into_iter().all(|end| (0..=MAX_MINOR).contains(&end)) {
                    return Err(Rejection::ValueOutOfRange);
                }
            }
            Requirement::Field(_) | Requirement::Checklist | Requirement::Done(_) => {}
        }
        kept.push(criterion.clone());
    }
    within(kept.len())?;
    Ok(kept)
}

pub(super) fn arrivals(ws: &Workspace, stage: &Stage, to: &Arrivals) -> Result<Arrivals, Rejection> {
    let Some(named) = &to.from else { return Ok(to.clone()) };
    let mut from: Vec<StageId> = Vec::with_capacity(named.len());
    for &id in named {
        let other = live(&ws.stages, id)?;
        if other.archived {
            return Err(Rejection::StageArchived(id));
        }
        if other.pipeline != stage.pipeline || other.kind != StageKind::Open || id == stage.id {
            return Err(Rejection::WrongTarget);
        }
        if !from.contains(&id) {
            from.push(id);
        }
    }
    if from.is_empty() {
        return Err(Rejection::NoArrivals);
    }
    Ok(Arrivals { from: Some(from), ..to.clone() })
}

fn within(count: usize) -> Result<(), Rejection> {
    if count > MAX_RULES { Err(Rejection::TooMany { most: MAX_RULES }) } else { Ok(()) }
}

/// What gives a new stage its process.
pub(crate) fn of_new(
    ws: &Workspace,
    stage: StageId,
    draft: &ProcessDraft,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let task = |row: &super::TaskDraft, id| Task {
        id: TaskId(id),
        kind: row.kind,
        subject: row.subject.clone(),
        due_days: row.due_days,
        owner: row.owner,
    };
    let tasks: Vec<Task> = draft.checklist.iter().map(|row| task(row, context.ids.next_id())).collect();
    let criterion = |&(wants, force): &(Requirement, Force), id| Criterion { id: RuleId(id), wants, force };
    let criteria: Vec<Criterion> =
        draft.exit.iter().map(|row| criterion(row, context.ids.next_id())).collect();
    let arrivals = Arrivals { from: None, skipping: draft.skipping, back: draft.back };
    let checklist = checklist(ws, &[], &tasks)?;
    let wanted = Fresh { checklist, exit: exit(ws, &[], &criteria)?, arrivals };
    Ok(Fresh::default().to(wanted, stage))
}

/// What gives a copy of a stage its process; `renamed` says which stage of the original is which of the copy.
pub(super) fn copied(
    original: &Stage,
    copy: StageId,
    renamed: &dyn Fn(StageId) -> Option<StageId>,
    context: &mut Context<'_>,
) -> Vec<Change> {
    let checklist =
        original.checklist.iter().map(|task| Task { id: TaskId(context.ids.next_id()), ..task.clone() });
    let checklist = checklist.collect();
    let exit = original.exit.iter().map(|row| Criterion { id: RuleId(context.ids.next_id()), ..row.clone() });
    let exit = exit.collect();
    let named: Option<Vec<StageId>> =
        original.arrivals.from.as_ref().map(|from| from.iter().filter_map(|&id| renamed(id)).collect());
    let from = named.filter(|from| !from.is_empty());
    let arrivals = Arrivals { from, ..original.arrivals };
    Fresh::default().to(Fresh { checklist, exit, arrivals }, copy)
}

/// The process of a stage, all of it.
#[derive(Default)]
struct Fresh {
    checklist: Vec<Task>,
    exit: Vec<Criterion>,
    arrivals: Arrivals,
}

impl Fresh {
    /// What makes another of it.
    fn to(self, wanted: Self, stage: StageId) -> Vec<Change> {
        let edits = [
            StageEdit::Checklist(Swap { from: self.checklist, to: wanted.checklist }),
            StageEdit::Exit(Swap { from: self.exit, to: wanted.exit }),
            StageEdit::Arrivals(Swap { from: self.arrivals, to: wanted.arrivals }),
        ];
        let edits = edits.into_iter().filter(|edit| !edit.is_idle());
        edits.map(|edit| Change::StageEdited { id: stage, edit }).collect()
    }
}

/// Which of the deals that a command moves may go where it takes them, and what the others lack. Commands that go by no rule, as all
/// do that move nothing, have nothing in their way.
pub fn readiness(ws: &Workspace, command: &Command, now: Timestamp) -> Report {
    let found = |deals: &[DealId]| deals.iter().filter_map(|&id| ws.deals.live_ix(id)).collect::<Vec<_>>();
    let mut report = Report::default();
    match command {
        Command::MoveDeals { deals, stage, patch, .. } => {
            // What can't be patched is refused by the command itself.
            let _ = look(ws, &found(deals), *stage, patch.as_ref(), now, &mut report);
        }
        Command::CloseDeals { deals, outcome: Outcome::Won } => {
            for ix in found(deals) {
                let pipeline = ws.pipeline_of(ws.deals.at(ix));
                if let Some(won) = pipeline.and_then(|id| ws.first_stage(id, StageKind::Won)) {
                    let _ = look(ws, &[ix], won.id, None, now, &mut report);
                }
            }
        }
        _ => {}
    }
    report
}

/// Refuses a move of deals of which one lacks something that keeps it. `patch` comes with the move, and may be what is missing.
pub(super) fn pass(
    ws: &Workspace,
    deals: &[Ix<Deal>],
    to: StageId,
    patch: Option<&DealPatch>,
    context: &Context<'_>,
) -> Result<(), Rejection> {
    let mut report = Report::default();
    look(ws, deals, to, patch, context.now, &mut report)?;
    if report.blocked.is_empty() { Ok(()) } else { Err(Rejection::NotReady(report.blocked)) }
}

fn look(
    ws: &Workspace,
    deals: &[Ix<Deal>],
    to: StageId,
    patch: Option<&DealPatch>,
    now: Timestamp,
    report: &mut Report,
) -> Result<(), Rejection> {
    let gate = Gate::new(ws, to);
    for &ix in deals {
        let deal = ws.deals.at(ix);
        let lacks = match (&gate, patch) {
            (None, _) => Vec::new(),
            (Some(gate), None) => gate.lacks(deal),
            (Some(gate), Some(patch)) => {
                let mut patched = deal.clone();
                let edits = super::deals::patched(ws, deal, patch, now)?;
                evolve::edit_alone(&mut patched, &edits);
                gate.lacks(&patched)
            }
        };
        report.put(deal.id, lacks);
    }
    Ok(())
}

/// What the checklists of the stages that deals come into plan on them. An item that a deal has already, done or not, is not
/// planned again when it comes back.
pub(super) fn planned(ws: &Workspace, changes: &[Change], context: &mut Context<'_>) -> Vec<Change> {
    // A lane that a card is dropped into gives it another owner.
    let given = changes.iter().filter_map(|change| match change {
        Change::DealEdited { id, edit: DealEdit::Owner(swap) } => Some((*id, swap.to)),
        _ => None,
    });
    let given: HashMap<DealId, Option<PersonId>> = given.collect();
    let mut tasks = Vec::new();
    for change in changes {
        let (id, stage, own) = match change {
            Change::DealAdded(new) => (new.id, new.position.stage, Some(&**new)),
            Change::DealMoved { id, from, to, .. }
                if from.stage != to.stage || from.standing != to.standing =>
            {
                (*id, to.stage, None)
            }
            _ => continue,
        };
        let Some(stage) = ws.stages.live(stage).filter(|stage| !stage.checklist.is_empty()) else { continue };
        // A nurtured deal keeps its stage and comes into none.
        if let Change::DealMoved { to, .. } = change
            && to.standing.kind() == crate::model::StandingKind::Nurtured
        {
            continue;
        }
        let deal = ws.deals.live(id);
        let there: HashSet<TaskId> =
            ws.activities_on(id).filter_map(|row| row.made_by).map(|by| by.task).collect();
        let (organisation, contact) = match (own, deal) {
            (Some(new), _) => (new.organisation, new.contact),
            (None, Some(deal)) => (deal.organisation, deal.contact),
            (None, None) => (None, None),
        };
        let before = own.map_or_else(|| deal.and_then(|deal| deal.owner), |new| new.owner);
        let owner = given.get(&id).copied().unwrap_or(before);
        for task in stage.checklist.iter().filter(|task| !there.contains(&task.id)) {
            let due = task.due_days.map(|days| {
                let day = context.today.checked_add_days(chrono::Days::new(days.into()));
                Due::from(day.unwrap_or(context.today))
            });
            tasks.push(Change::ActivityAdded(Box::new(NewActivity {
                subject: task.subject.clone(),
                deal: Some(id),
                organisation: organisation.filter(|&id| ws.organisations.live(id).is_some()),
                contact: contact.filter(|&id| ws.contacts.live(id).is_some()),
                owner: doer(ws, task.owner, owner),
                due,
                made_by: Some(MadeBy { stage: stage.id, task: task.id }),
                ..NewActivity::plain(ActivityId(context.ids.next_id()), task.kind, context.now)
            })));
        }
    }
    tasks
}

/// Who does an item: nobody where the one it is for is out of use.
fn doer(ws: &Workspace, rule: TaskOwner, owner: Option<PersonId>) -> Option<PersonId> {
    let person = match rule {
        TaskOwner::Deal => owner,
        TaskOwner::Person(person) => Some(person),
        TaskOwner::Nobody => None,
    };
    person.filter(|&person| ws.people.live(person).is_some_and(|person| !person.archived))
}
