//! Rules for pipelines.

use super::known::live;
use super::order::{inserted, reranked};
use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{Context, Rejection, StageDraft, What, process, stages};
use crate::hue;
use crate::ids::{PipelineId, StageId};
use crate::log::{Change, PipelineEdit, Swap};
use crate::model::{Pipeline, REVIEW_DAYS, StageKind, Workspace};
use crate::rank::Rank;
use crate::time::Date;

pub(super) fn add(
    ws: &Workspace,
    name: &str,
    drafts: &[StageDraft],
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let name = pipeline_name(ws, name, None)?;
    let count = |kind| drafts.iter().filter(|stage| stage.kind == kind).count();
    if count(StageKind::Open) == 0 {
        return Err(Rejection::NoOpenStage);
    }
    if count(StageKind::Won) == 0 {
        return Err(Rejection::NoWonStage);
    }
    if count(StageKind::Lost) == 0 {
        return Err(Rejection::NoLostStage);
    }
    let id = PipelineId(context.ids.next_id());
    let last = ws.pipelines_in_order().last().map(|pipeline| pipeline.rank);
    let rank = Rank::between(last, None).unwrap_or(Rank::MIDDLE);
    let mut changes = vec![Change::PipelineAdded { id, name, rank, sample: false }];
    changes.push(reviews_of_new(id));
    let mut names: Vec<String> = Vec::with_capacity(drafts.len());
    let hues = hue::of_stages(drafts.iter().map(|draft| draft.kind));
    for (place, (draft, hue)) in drafts.iter().zip(hues).enumerate() {
        let stage = StageId(context.ids.next_id());
        let change = stages::added(stage, id, draft, Rank::nth(place), hue)?;
        if let Change::StageAdded { name, .. } = &change {
            if names.iter().any(|other| same_name(other, name)) {
                return Err(Rejection::NameTaken(What::Stage, name.clone()));
            }
            names.push(name.clone());
        }
        changes.push(change);
        changes.extend(process::of_new(ws, stage, &draft.process, context)?);
    }
    process::without_fault(ws, id, &changes)?;
    Ok(changes)
}

fn pipeline_name(ws: &Workspace, typed: &str, own: Option<PipelineId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Pipeline, MAX_LINE_CHARS)?;
    let taken = |pipeline: &Pipeline| Some(pipeline.id) != own && same_name(&pipeline.name, &name);
    if ws.pipelines.iter().any(taken) { Err(Rejection::NameTaken(What::Pipeline, name)) } else { Ok(name) }
}

/// That a new pipeline is to be reviewed, until somebody chooses otherwise.
pub fn reviews_of_new(id: PipelineId) -> Change {
    Change::PipelineEdited { id, edit: PipelineEdit::ReviewDays(Swap { from: None, to: Some(REVIEW_DAYS) }) }
}

fn pipeline_edit<T: PartialEq>(
    id: PipelineId,
    from: T,
    to: T,
    edit: fn(Swap<T>) -> PipelineEdit,
) -> Vec<Change> {
    if from == to { Vec::new() } else { vec![Change::PipelineEdited { id, edit: edit(Swap { from, to }) }] }
}

pub(super) fn rename(ws: &Workspace, id: PipelineId, typed: &str) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(&ws.pipelines, id)?;
    let name = pipeline_name(ws, typed, Some(id))?;
    Ok(pipeline_edit(id, pipeline.name.clone(), name, PipelineEdit::Name))
}

pub(super) fn duplicate(
    ws: &Workspace,
    id: PipelineId,
    typed: &str,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let review_days = live(&ws.pipelines, id)?.review_days;
    let name = pipeline_name(ws, typed, None)?;
    let pipeline = PipelineId(context.ids.next_id());
    let order: Vec<(PipelineId, Rank)> =
        ws.pipelines_in_order().iter().map(|pipeline| (pipeline.id, pipeline.rank)).collect();
    let next = order.iter().skip_while(|row| row.0 != id).nth(1).map(|row| row.0);
    let (rank, asides) = inserted(order, pipeline, next);
    let mut changes = vec![Change::PipelineAdded { id: pipeline, name, rank, sample: false }];
    changes.extend(pipeline_edit(pipeline, None, review_days, PipelineEdit::ReviewDays));
    changes.extend(
        asides.into_iter().flat_map(|(id, from, to)| pipeline_edit(id, from, to, PipelineEdit::Rank)),
    );
    let stages = ws.usable_stages_of(id);
    let copies: Vec<StageId> = stages.iter().map(|_| StageId(context.ids.next_id())).collect();
    for (stage, &copy) in stages.iter().zip(&copies) {
        changes.push(Change::StageAdded {
            id: copy,
            pipeline,
            name: stage.name.clone(),
            kind: stage.kind,
            probability: stage.probability,
            limit_days: stage.limit_days,
            hue: stage.hue,
            guidance: stage.guidance.clone(),
            rank: stage.rank,
        });
    }
    let renamed = |id: StageId| Some(copies[stages.iter().position(|stage| stage.id == id)?]);
    for (stage, &copy) in stages.iter().zip(&copies) {
        changes.extend(process::copied(stage, copy, &renamed, context));
    }
    Ok(changes)
}

pub(super) fn reorder(
    ws: &Workspace,
    id: PipelineId,
    before: Option<PipelineId>,
) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(&ws.pipelines, id)?;
    let order: Vec<(PipelineId, Rank)> =
        ws.pipelines_in_order().iter().map(|pipeline| (pipeline.id, pipeline.rank)).collect();
    Ok(reranked(&order, pipeline.id, before)
        .into_iter()
        .flat_map(|(id, from, to)| pipeline_edit(id, from, to, PipelineEdit::Rank))
        .collect())
}

/// Today somebody has gone through it.
pub(super) fn reviewed(ws: &Workspace, id: PipelineId, today: Date) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(&ws.pipelines, id)?;
    Ok(pipeline_edit(id, pipeline.reviewed, Some(today), PipelineEdit::Reviewed))
}

/// After how many days it is to be reviewed again; never after none.
pub(super) fn review_after(
    ws: &Workspace,
    id: PipelineId,
    days: Option<u16>,
) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(&ws.pipelines, id)?;
    let days = days.filter(|&days| days > 0);
    Ok(pipeline_edit(id, pipeline.review_days, days, PipelineEdit::ReviewDays))
}

pub(super) fn archive(ws: &Workspace, id: PipelineId, archived: bool) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(&ws.pipelines, id)?;
    let others = ws.pipelines.iter().any(|other| other.id != id && !other.archived);
    if archived && !others {
        return Err(Rejection::LastPipeline);
    }
    Ok(pipeline_edit(id, pipeline.archived, archived, PipelineEdit::Archived))
}
