//! Rules for goals and their scenarios.

use super::deals::swap;
use super::known::{live, named};
use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{GoalDraft, Rejection, ScenarioPatch, What};
use crate::ids::{GoalId, ScenarioId};
use crate::log::{Change, GoalEdit, RecordRef, ScenarioEdit};
use crate::model::{Assumed, Assumption, ListKind, Measure, Scenario, Tiers, Workspace};
use crate::money::MAX_MINOR;

/// The most activities of one kind that a new deal may be assumed to take, in hundredths: a thousand.
pub const MAX_PER_LEAD: u32 = 100_000;

/// Sets goals: all of them or none, so that a quarter that was split into months never stands half split.
pub(super) fn add(ws: &Workspace, goals: &[(GoalId, GoalDraft)]) -> Result<Vec<Change>, Rejection> {
    let mut changes = Vec::with_capacity(goals.len());
    for (place, (id, draft)) in goals.iter().enumerate() {
        let GoalDraft { span, owner, pipeline, measure, tiers } = *draft;
        if !span.is_sound() {
            return Err(Rejection::NoSuchPeriod);
        }
        if let Some(owner) = owner
            && live(&ws.people, owner)?.archived
        {
            return Err(Rejection::Archived(What::Person));
        }
        if let Some(pipeline) = pipeline
            && live(&ws.pipelines, pipeline)?.archived
        {
            return Err(Rejection::Archived(What::Pipeline));
        }
        if let Measure::WonValue(currency) = measure
            && !ws.settings.has_rate(currency)
        {
            return Err(Rejection::NoRate(currency));
        }
        let tiers = checked(tiers)?;
        let same = |span_, owner_, pipeline_, measure_: Measure| {
            span == span_ && owner == owner_ && pipeline == pipeline_ && measure.is_like(measure_)
        };
        let before =
            goals[..place].iter().find(|(_, row)| same(row.span, row.owner, row.pipeline, row.measure));
        let there = ws.goals.iter().find(|row| same(row.span, row.owner, row.pipeline, row.measure));
        if let Some(taken) = there.map(|goal| goal.id).or(before.map(|row| row.0)) {
            return Err(Rejection::GoalTaken(taken));
        }
        changes.push(Change::GoalAdded { id: *id, span, owner, pipeline, measure, tiers });
    }
    Ok(changes)
}

/// Gives a goal other tiers.
pub(super) fn edit(ws: &Workspace, id: GoalId, tiers: Tiers) -> Result<Vec<Change>, Rejection> {
    let goal = live(&ws.goals, id)?;
    let edit = swap(&goal.tiers, checked(tiers)?).map(GoalEdit::Tiers);
    Ok(edit.map(|edit| Change::GoalEdited { id, edit }).into_iter().collect())
}

/// Takes goals away, with the scenarios of their break-down.
pub(super) fn remove(ws: &Workspace, goals: &[GoalId]) -> Result<Vec<Change>, Rejection> {
    let mut changes = Vec::new();
    for ix in named(&ws.goals, goals)? {
        let id = ws.goals.at(ix).id;
        let scenarios = ws.scenarios.iter().filter(|scenario| scenario.goal == id);
        changes.extend(scenarios.map(|row| Change::Removed(RecordRef::Scenario(row.id))));
        changes.push(Change::Removed(RecordRef::Goal(id)));
    }
    Ok(changes)
}

/// Keeps assumptions under a name.
pub(super) fn add_scenario(
    ws: &Workspace,
    id: ScenarioId,
    goal: GoalId,
    typed: &str,
    assumptions: &[Assumption],
) -> Result<Vec<Change>, Rejection> {
    live(&ws.goals, goal)?;
    let name = scenario_name(ws, goal, typed, None)?;
    let assumptions = assumed(ws, assumptions, &[])?;
    Ok(vec![Change::ScenarioAdded { id, name, goal, assumptions }])
}

pub(super) fn edit_scenario(
    ws: &Workspace,
    id: ScenarioId,
    patch: &ScenarioPatch,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.scenarios, id)?;
    let put = |assumptions| swap(&row.assumptions, assumptions).map(ScenarioEdit::Assumptions);
    let edit = match patch {
        ScenarioPatch::Name(typed) => {
            swap(&row.name, scenario_name(ws, row.goal, typed, Some(id))?).map(ScenarioEdit::Name)
        }
        ScenarioPatch::Assumptions(all) => put(assumed(ws, all, &row.assumptions)?),
        ScenarioPatch::Assume(one) => {
            let mut all = row.assumptions.clone();
            match all.iter_mut().find(|own| own.about() == one.about()) {
                Some(own) => *own = *one,
                None => all.push(*one),
            }
            put(assumed(ws, &all, &row.assumptions)?)
        }
        ScenarioPatch::Forget(input) => {
            put(row.assumptions.iter().copied().filter(|own| own.about() != *input).collect())
        }
    };
    Ok(edit.map(|edit| Change::ScenarioEdited { id, edit }).into_iter().collect())
}

pub(super) fn remove_scenario(ws: &Workspace, id: ScenarioId) -> Result<Vec<Change>, Rejection> {
    live(&ws.scenarios, id)?;
    Ok(vec![Change::Removed(RecordRef::Scenario(id))])
}

fn checked(tiers: Tiers) -> Result<Tiers, Rejection> {
    if tiers.each().any(|(_, amount)| !(1..=MAX_MINOR).contains(&amount)) {
        Err(Rejection::GoalOutOfRange)
    } else if tiers.rise() {
        Ok(tiers)
    } else {
        Err(Rejection::TiersOutOfOrder)
    }
}

fn scenario_name(
    ws: &Workspace,
    goal: GoalId,
    typed: &str,
    own: Option<ScenarioId>,
) -> Result<String, Rejection> {
    let name = words::line(typed, What::Scenario, MAX_LINE_CHARS)?;
    let taken = |row: &Scenario| row.goal == goal && Some(row.id) != own && same_name(&row.name, &name);
    if ws.scenarios.iter().any(taken) { Err(Rejection::NameTaken(What::Scenario, name)) } else { Ok(name) }
}

/// Assumptions that can be reckoned with, each input once: of two about the same, the later stands. Those that are there
/// already may speak of stages and kinds that are gone by now.
fn assumed(ws: &Workspace, all: &[Assumption], there: &[Assumption]) -> Result<Vec<Assumption>, Rejection> {
    let mut kept: Vec<Assumption> = Vec::with_capacity(all.len());
    for &assumption in all {
        let is_fine = match assumption {
            Assumption::Size(size) => {
                if !ws.settings.has_rate(size.currency) {
                    return Err(Rejection::NoRate(size.currency));
                }
                (1..=MAX_MINOR).contains(&size.minor)
            }
            Assumption::Step { per_ten_thousand, .. } => (1..=10_000).contains(&per_ten_thousand),
            Assumption::CycleDays(_) => true,
            Assumption::PerLead { hundredths, .. } => hundredths <= MAX_PER_LEAD,
            Assumption::People(people) => people > 0,
        };
        if !is_fine {
            return Err(Rejection::BadAssumption(assumption.about()));
        }
        if !there.contains(&assumption) {
            match assumption.about() {
                Assumed::Step(stage) => {
                    live(&ws.stages, stage)?;
                }
                Assumed::PerLead(crate::model::ActivityKind::Own(kind)) => {
                    super::deals::choice(ws, Some(kind), ListKind::ActivityKind)?;
                }
                _ => {}
            }
        }
        match kept.iter_mut().find(|own| own.about() == assumption.about()) {
            Some(own) => *own = assumption,
            None => kept.push(assumption),
        }
    }
    Ok(kept)
}
