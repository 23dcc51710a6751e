//! The process of a stage in words.

use sales::ids::StageId;
use sales::model::{DealField, Requirement, Stage, StageKind, Task, TaskOwner, Workspace};
use sales::process::Fault;

use crate::screens::activities::kind_name;
use crate::screens::lacks::{amount, field_name, stage_names};
use crate::screens::values::name_of;
use crate::text::{fill, t};

/// What a criterion wants.
pub(in crate::screens) fn requirement(workspace: &Workspace, wants: Requirement) -> String {
    let texts = t().process();
    match wants {
        Requirement::Field(field) => fill(texts.filled, &[("field", &field_name(workspace, field))]),
        Requirement::Checklist => texts.checklist_done.to_owned(),
        Requirement::Done(kind) => fill(texts.kind_done, &[("kind", &kind_name(workspace, kind))]),
        Requirement::Value { currency, at_least, at_most } => {
            let [least, most] = [at_least, at_most].map(|minor| minor.map(|minor| amount(currency, minor)));
            match (least, most) {
                (Some(least), Some(most)) => fill(texts.value_between, &[("least", &least), ("most", &most)]),
                (Some(least), None) => fill(texts.value_least, &[("least", &least)]),
                (None, Some(most)) => fill(texts.value_most, &[("most", &most)]),
                (None, None) => texts.value_range.to_owned(),
            }
        }
    }
}

/// What an item is called: its subject, or its kind where that says all there is to say.
pub(in crate::screens) fn task_name(workspace: &Workspace, task: &Task) -> String {
    if task.subject.is_empty() { kind_name(workspace, task.kind) } else { task.subject.clone() }
}

/// When an item is due and who does it.
pub(super) fn task_details(workspace: &Workspace, task: &Task) -> String {
    let texts = t().process();
    let due = task.due_days.map(|days| match days {
        0 => texts.due_at_once.to_owned(),
        days => texts.due_in.of(usize::from(days)),
    });
    let who = match task.owner {
        TaskOwner::Deal => None,
        TaskOwner::Nobody => Some(texts.nobody.to_owned()),
        TaskOwner::Person(id) => {
            Some(fill(texts.by, &[("name", &name_of(&workspace.people, id, |row| &row.name))]))
        }
    };
    due.into_iter().chain(who).collect::<Vec<_>>().join(t().common().between)
}

/// From where deals come into a stage; nothing where they may come from anywhere.
pub(super) fn arrivals(workspace: &Workspace, stage: &Stage) -> Vec<String> {
    let texts = t().process();
    if let Some(from) = &stage.arrivals.from {
        return vec![fill(texts.comes_from, &[("stages", &stage_names(workspace, from))])];
    }
    let skipping = (!stage.arrivals.skipping).then(|| texts.no_skipping.to_owned());
    let back = (!stage.arrivals.back && stage.kind == StageKind::Open).then(|| texts.no_back.to_owned());
    skipping.into_iter().chain(back).collect()
}

/// What a stage has of a process, in a few words.
pub(in crate::screens) fn summary(stage: &Stage) -> String {
    let texts = t().process();
    let items = (!stage.checklist.is_empty()).then(|| texts.items.of(stage.checklist.len()));
    let rules = (!stage.exit.is_empty()).then(|| texts.rules.of(stage.exit.len()));
    let arrivals = &stage.arrivals;
    let is_limited = arrivals.from.is_some() || !arrivals.skipping || !arrivals.back;
    let ways = is_limited.then(|| texts.limits_ways.to_owned());
    let parts: Vec<String> = items.into_iter().chain(rules).chain(ways).collect();
    if parts.is_empty() { texts.none.to_owned() } else { parts.join(t().common().between) }
}

/// What is wrong with the rules, and what to do.
pub(in crate::screens) fn fault(workspace: &Workspace, fault: Fault) -> String {
    let texts = t().process();
    let name = |stage: StageId| name_of(&workspace.stages, stage, |row| &row.name);
    let rule = |stage: StageId, id| {
        let rule = workspace.stages.get(stage).and_then(|stage| stage.exit.iter().find(|row| row.id == id));
        rule.map(|rule| requirement(workspace, rule.wants)).unwrap_or_default()
    };
    match fault {
        Fault::Locked(stage) => fill(texts.fault_locked, &[("stage", &name(stage))]),
        Fault::NoSuchValue(stage, _) => fill(texts.fault_no_value, &[("stage", &name(stage))]),
        Fault::OutOfUse(stage, id) => {
            fill(texts.fault_out_of_use, &[("stage", &name(stage)), ("what", &rule(stage, id))])
        }
        Fault::Twice(stage, id) => {
            fill(texts.fault_twice, &[("stage", &name(stage)), ("what", &rule(stage, id))])
        }
        Fault::OwnerGone(stage, id) => {
            let task =
                workspace.stages.get(stage).and_then(|row| row.checklist.iter().find(|row| row.id == id));
            let what = task.map(|task| task_name(workspace, task)).unwrap_or_default();
            fill(texts.fault_owner, &[("stage", &name(stage)), ("what", &what)])
        }
    }
}

/// The fields a stage can ask for, those of the team last.
pub(in crate::screens) fn fields(workspace: &Workspace) -> Vec<DealField> {
    let own = workspace.fields_in_order().into_iter().filter(|field| !field.archived);
    let own = own.map(|field| DealField::Custom(field.id));
    [
        DealField::Value,
        DealField::Owner,
        DealField::Organisation,
        DealField::Contact,
        DealField::ExpectedClose,
        DealField::Segment,
        DealField::Source,
        DealField::Product,
    ]
    .into_iter()
    .chain(own)
    .collect()
}
