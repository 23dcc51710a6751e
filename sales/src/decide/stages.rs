//! Rules for stages.

use super::known::live;
use super::order::{inserted, reranked};
use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{Context, Rejection, StageDraft, StagePatch, What, moves, process};
use crate::hue::{self, HUES};
use crate::ids::{PipelineId, StageId};
use crate::log::{Change, StageEdit, Swap};
use crate::model::{Stage, StageKind, Workspace};
use crate::rank::Rank;
use crate::time::Timestamp;

/// The stage, if deals may be put there.
pub(super) fn usable(ws: &Workspace, id: StageId) -> Result<&Stage, Rejection> {
    let stage = live(&ws.stages, id)?;
    if stage.archived { Err(Rejection::StageArchived(id)) } else { Ok(stage) }
}

/// The change that makes a stage.
pub(super) fn added(
    id: StageId,
    pipeline: PipelineId,
    draft: &StageDraft,
    rank: Rank,
    hue: u8,
) -> Result<Change, Rejection> {
    Ok(Change::StageAdded {
        id,
        pipeline,
        name: words::line(&draft.name, What::Stage, MAX_LINE_CHARS)?,
        kind: draft.kind,
        probability: certain(draft.kind).map_or_else(|| percent(draft.probability), Ok)?,
        limit_days: draft.limit_days,
        hue,
        guidance: words::text(&draft.guidance, What::Guidance)?,
        rank,
    })
}

/// The chance to win a deal that is closed: nothing to estimate.
fn certain(kind: StageKind) -> Option<u8> {
    match kind {
        StageKind::Open => None,
        StageKind::Won => Some(100),
        StageKind::Lost => Some(0),
    }
}

fn percent(percent: u8) -> Result<u8, Rejection> {
    if percent > 100 { Err(Rejection::NotAPercentage) } else { Ok(percent) }
}

pub(super) fn add(
    ws: &Workspace,
    pipeline: PipelineId,
    draft: &StageDraft,
    before: Option<StageId>,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    live(&ws.pipelines, pipeline)?;
    unused_name(ws, pipeline, &draft.name, None)?;
    let stages = ws.stages_of(pipeline);
    let id = StageId(context.ids.next_id());
    let order =
        stages.iter().filter(|stage| stage.kind == draft.kind).map(|stage| (stage.id, stage.rank)).collect();
    let (rank, asides) = inserted(order, id, before);
    let taken: Vec<u8> = stages.iter().map(|stage| stage.hue).collect();
    let hue = hue::of_stage(draft.kind, &taken);
    let mut changes = vec![added(id, pipeline, draft, rank, hue)?];
    changes.extend(process::of_new(ws, id, &draft.process, context)?);
    changes.extend(asides.into_iter().map(ranked));
    process::without_fault(ws, pipeline, &changes)?;
    Ok(changes)
}

fn ranked((id, from, to): (StageId, Rank, Rank)) -> Change {
    Change::StageEdited { id, edit: StageEdit::Rank(Swap { from, to }) }
}

fn unused_name(
    ws: &Workspace,
    pipeline: PipelineId,
    typed: &str,
    own: Option<StageId>,
) -> Result<String, Rejection> {
    let name = words::line(typed, What::Stage, MAX_LINE_CHARS)?;
    let taken = |stage: &&Stage| Some(stage.id) != own && !stage.archived && same_name(&stage.name, &name);
    if ws.stages_of(pipeline).iter().any(taken) {
        Err(Rejection::NameTaken(What::Stage, name))
    } else {
        Ok(name)
    }
}

pub(super) fn edit(ws: &Workspace, id: StageId, patch: &StagePatch) -> Result<Vec<Change>, Rejection> {
    let stage = live(&ws.stages, id)?;
    let edit = match patch {
        StagePatch::Name(typed) => {
            let name = unused_name(ws, stage.pipeline, typed, Some(id))?;
            StageEdit::Name(Swap { from: stage.name.clone(), to: name })
        }
        StagePatch::Kind(kind) => {
            if *kind == stage.kind {
                return Ok(Vec::new());
            }
            // The standing of deals follows from where they are put; it never changes under them.
            let deals = ws.deals_in(id).count();
            if deals > 0 {
                return Err(Rejection::StageHasDeals(deals));
            }
            keeps_a_stage(ws, stage)?;
            let probability = certain(*kind).unwrap_or(50);
            let probability = StageEdit::Probability(Swap { from: stage.probability, to: probability });
            let changes = vec![
                Change::StageEdited { id, edit: StageEdit::Kind(Swap { from: stage.kind, to: *kind }) },
                Change::StageEdited { id, edit: probability },
            ];
            process::without_lock(ws, stage.pipeline, &changes)?;
            return Ok(changes);
        }
        StagePatch::Probability(to) => {
            let to = certain(stage.kind).map_or_else(|| percent(*to), Ok)?;
            StageEdit::Probability(Swap { from: stage.probability, to })
        }
        StagePatch::LimitDays(to) => StageEdit::LimitDays(Swap { from: stage.limit_days, to: *to }),
        StagePatch::Hue(to) => StageEdit::Hue(Swap { from: stage.hue, to: *to % HUES }),
        StagePatch::Guidance(typed) => {
            let guidance = words::text(typed, What::Guidance)?;
            StageEdit::Guidance(Swap { from: stage.guidance.clone(), to: guidance })
        }
        StagePatch::Checklist(tasks) => StageEdit::Checklist(Swap {
            from: stage.checklist.clone(),
            to: process::checklist(ws, &stage.checklist, tasks)?,
        }),
        StagePatch::Exit(criteria) => {
            let to = process::exit(ws, &stage.exit, criteria)?;
            StageEdit::Exit(Swap { from: stage.exit.clone(), to })
        }
        StagePatch::Arrivals(to) => {
            let to = process::arrivals(ws, stage, to)?;
            StageEdit::Arrivals(Swap { from: stage.arrivals.clone(), to })
        }
    };
    if edit.is_idle() {
        return Ok(Vec::new());
    }
    let is_rule = matches!(edit, StageEdit::Checklist(_) | StageEdit::Exit(_) | StageEdit::Arrivals(_));
    let changes = vec![Change::StageEdited { id, edit }];
    if is_rule {
        process::without_fault(ws, stage.pipeline, &changes)?;
    }
    Ok(changes)
}

/// A pipeline keeps at least one usable stage of each kind.
fn keeps_a_stage(ws: &Workspace, leaving: &Stage) -> Result<(), Rejection> {
    let other = ws
        .usable_stages_of(leaving.pipeline)
        .into_iter()
        .any(|stage| stage.kind == leaving.kind && stage.id != leaving.id);
    match leaving.kind {
        _ if other || leaving.archived => Ok(()),
        StageKind::Open => Err(Rejection::NoOpenStage),
        StageKind::Won => Err(Rejection::NoWonStage),
        StageKind::Lost => Err(Rejection::NoLostStage),
    }
}

pub(super) fn reorder(
    ws: &Workspace,
    id: StageId,
    before: Option<StageId>,
) -> Result<Vec<Change>, Rejection> {
    let stage = live(&ws.stages, id)?;
    let order: Vec<(StageId, Rank)> = ws
        .stages_of(stage.pipeline)
        .into_iter()
        .filter(|other| other.kind == stage.kind)
        .map(|stage| (stage.id, stage.rank))
        .collect();
    let changes: Vec<Change> = reranked(&order, id, before).into_iter().map(ranked).collect();
    // What is on and what is back follows from the order.
    process::without_lock(ws, stage.pipeline, &changes)?;
    Ok(changes)
}

pub(super) fn archive(
    ws: &Workspace,
    id: StageId,
    move_to: Option<StageId>,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let stage = live(&ws.stages, id)?;
    if stage.archived {
        return Ok(Vec::new());
    }
    keeps_a_stage(ws, stage)?;
    let deals = ws.deals_in(id).count();
    let mut changes = Vec::new();
    if deals > 0 {
        let target = live(&ws.stages, move_to.ok_or(Rejection::StageHasDeals(deals))?)?;
        if target.id == id
            || target.pipeline != stage.pipeline
            || target.kind != stage.kind
            || target.archived
        {
            return Err(Rejection::WrongTarget);
        }
        changes = moves::evacuate(ws, stage, target, now);
    }
    let leaves = Change::StageEdited { id, edit: StageEdit::Archived(Swap { from: false, to: true }) };
    process::without_lock(ws, stage.pipeline, std::slice::from_ref(&leaves))?;
    changes.push(leaves);
    Ok(changes)
}

pub(super) fn restore(ws: &Workspace, id: StageId) -> Result<Vec<Change>, Rejection> {
    let stage = live(&ws.stages, id)?;
    if !stage.archived {
        return Ok(Vec::new());
    }
    unused_name(ws, stage.pipeline, &stage.name, Some(id))?;
    let changes = vec![Change::StageEdited { id, edit: StageEdit::Archived(Swap { from: true, to: false }) }];
    process::without_lock(ws, stage.pipeline, &changes)?;
    Ok(changes)
}
