//! Rules for pipelines and stages.

use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{Context, Rejection, StageDraft, StagePatch, What, moves};
use crate::ids::{PipelineId, StageId};
use crate::log::{Change, PipelineEdit, StageEdit, Swap};
use crate::model::{Pipeline, Stage, StageKind, Workspace};
use crate::rank::Rank;
use crate::time::Timestamp;

/// How many colours there are.
pub(super) const HUES: u8 = 10;

pub(super) fn add(
    ws: &Workspace,
    name: &str,
    stages: &[StageDraft],
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let name = pipeline_name(ws, name, None)?;
    let count = |kind| stages.iter().filter(|stage| stage.kind == kind).count();
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
    let mut names: Vec<String> = Vec::with_capacity(stages.len());
    for (place, draft) in stages.iter().enumerate() {
        let stage = StageId(context.ids.next_id());
        let change = new_stage(stage, id, draft, Rank::nth(place), hue(place))?;
        if let Change::StageAdded { name, .. } = &change {
            if names.iter().any(|other| same_name(other, name)) {
                return Err(Rejection::NameTaken(What::Stage, name.clone()));
            }
            names.push(name.clone());
        }
        changes.push(change);
    }
    Ok(changes)
}

fn hue(place: usize) -> u8 {
    u8::try_from(place % usize::from(HUES)).unwrap_or(0)
}

fn new_stage(
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

fn pipeline_name(ws: &Workspace, typed: &str, own: Option<PipelineId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Pipeline, MAX_LINE_CHARS)?;
    let taken = |pipeline: &Pipeline| Some(pipeline.id) != own && same_name(&pipeline.name, &name);
    if ws.pipelines.iter().any(taken) { Err(Rejection::NameTaken(What::Pipeline, name)) } else { Ok(name) }
}

fn live(ws: &Workspace, id: PipelineId) -> Result<&Pipeline, Rejection> {
    ws.pipelines.live(id).ok_or(Rejection::Gone(What::Pipeline))
}

fn live_stage(ws: &Workspace, id: StageId) -> Result<&Stage, Rejection> {
    ws.stages.live(id).ok_or(Rejection::Gone(What::Stage))
}

/// The stage, if deals may be put there.
pub(super) fn usable_stage(ws: &Workspace, id: StageId) -> Result<&Stage, Rejection> {
    let stage = live_stage(ws, id)?;
    if stage.archived { Err(Rejection::StageArchived(id)) } else { Ok(stage) }
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
    let pipeline = live(ws, id)?;
    let name = pipeline_name(ws, typed, Some(id))?;
    Ok(pipeline_edit(id, pipeline.name.clone(), name, PipelineEdit::Name))
}

pub(super) fn duplicate(
    ws: &Workspace,
    id: PipelineId,
    typed: &str,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    live(ws, id)?;
    let name = pipeline_name(ws, typed, None)?;
    let copy = PipelineId(context.ids.next_id());
    let order: Vec<(PipelineId, Rank)> =
        ws.pipelines_in_order().iter().map(|pipeline| (pipeline.id, pipeline.rank)).collect();
    let next = order.iter().skip_while(|row| row.0 != id).nth(1).map(|row| row.0);
    let (rank, asides) = inserted(order, copy, next);
    let mut changes = vec![Change::PipelineAdded { id: copy, name, rank, sample: false }];
    changes.extend(
        asides.into_iter().flat_map(|(id, from, to)| pipeline_edit(id, from, to, PipelineEdit::Rank)),
    );
    for stage in ws.usable_stages_of(id) {
        changes.push(Change::StageAdded {
            id: StageId(context.ids.next_id()),
            pipeline: copy,
            name: stage.name.clone(),
            kind: stage.kind,
            probability: stage.probability,
            limit_days: stage.limit_days,
            hue: stage.hue,
            guidance: stage.guidance.clone(),
            rank: stage.rank,
        });
    }
    Ok(changes)
}

pub(super) fn reorder(
    ws: &Workspace,
    id: PipelineId,
    before: Option<PipelineId>,
) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(ws, id)?;
    let order: Vec<(PipelineId, Rank)> =
        ws.pipelines_in_order().iter().map(|pipeline| (pipeline.id, pipeline.rank)).collect();
    Ok(reranked(&order, pipeline.id, before)
        .into_iter()
        .flat_map(|(id, from, to)| pipeline_edit(id, from, to, PipelineEdit::Rank))
        .collect())
}

/// What it takes to bring `id` in front of `before` (to the end where that is `None` or unknown): records with
/// their old and new ranks.
pub(super) fn reranked<I: Copy + PartialEq>(
    order: &[(I, Rank)],
    id: I,
    before: Option<I>,
) -> Vec<(I, Rank, Rank)> {
    let Some(&(_, own)) = order.iter().find(|row| row.0 == id) else { return Vec::new() };
    if before == Some(id) {
        return Vec::new();
    }
    let rest: Vec<(I, Rank)> = order.iter().copied().filter(|row| row.0 != id).collect();
    let place = before.and_then(|before| rest.iter().position(|row| row.0 == before)).unwrap_or(rest.len());
    if order.iter().position(|row| row.0 == id) == Some(place) {
        return Vec::new();
    }
    let above = place.checked_sub(1).map(|above| rest[above].1);
    let below = rest.get(place).map(|row| row.1);
    if let Some(rank) = Rank::between(above, below) {
        return vec![(id, own, rank)];
    }
    let mut all = rest;
    all.insert(place, (id, own));
    all.into_iter()
        .enumerate()
        .map(|(index, (id, old))| (id, old, Rank::nth(index)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// The rank of a new record in front of `before` (at the end where that is `None` or unknown), and the records that
/// make room for it with their old and new ranks.
fn inserted<I: Copy + PartialEq>(
    mut order: Vec<(I, Rank)>,
    id: I,
    before: Option<I>,
) -> (Rank, Vec<(I, Rank, Rank)>) {
    let end = Rank::between(order.last().map(|row| row.1), None).unwrap_or(Rank::MIDDLE);
    order.push((id, end));
    let (own, asides): (Vec<_>, Vec<_>) =
        reranked(&order, id, before).into_iter().partition(|row| row.0 == id);
    (own.first().map_or(end, |row| row.2), asides)
}

pub(super) fn archive(ws: &Workspace, id: PipelineId, archived: bool) -> Result<Vec<Change>, Rejection> {
    let pipeline = live(ws, id)?;
    let others = ws.pipelines.iter().any(|other| other.id != id && !other.archived);
    if archived && !others {
        return Err(Rejection::LastPipeline);
    }
    Ok(pipeline_edit(id, pipeline.archived, archived, PipelineEdit::Archived))
}

pub(super) fn add_stage(
    ws: &Workspace,
    pipeline: PipelineId,
    draft: &StageDraft,
    before: Option<StageId>,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    live(ws, pipeline)?;
    stage_name(ws, pipeline, &draft.name, None)?;
    let stages = ws.stages_of(pipeline);
    let id = StageId(context.ids.next_id());
    let order =
        stages.iter().filter(|stage| stage.kind == draft.kind).map(|stage| (stage.id, stage.rank)).collect();
    let (rank, asides) = inserted(order, id, before);
    let mut changes = vec![new_stage(id, pipeline, draft, rank, hue(stages.len()))?];
    changes.extend(asides.into_iter().map(stage_rank));
    Ok(changes)
}

fn stage_rank((id, from, to): (StageId, Rank, Rank)) -> Change {
    Change::StageEdited { id, edit: StageEdit::Rank(Swap { from, to }) }
}

fn stage_name(
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

pub(super) fn edit_stage(ws: &Workspace, id: StageId, patch: &StagePatch) -> Result<Vec<Change>, Rejection> {
    let stage = live_stage(ws, id)?;
    let edit = match patch {
        StagePatch::Name(typed) => {
            let name = stage_name(ws, stage.pipeline, typed, Some(id))?;
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
            return Ok(vec![
                Change::StageEdited { id, edit: StageEdit::Kind(Swap { from: stage.kind, to: *kind }) },
                Change::StageEdited {
                    id,
                    edit: StageEdit::Probability(Swap { from: stage.probability, to: probability }),
                },
            ]);
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
    };
    let same = match &edit {
        StageEdit::Name(swap) | StageEdit::Guidance(swap) => swap.from == swap.to,
        StageEdit::Probability(swap) | StageEdit::Hue(swap) => swap.from == swap.to,
        StageEdit::LimitDays(swap) => swap.from == swap.to,
        _ => false,
    };
    Ok(if same { Vec::new() } else { vec![Change::StageEdited { id, edit }] })
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

pub(super) fn reorder_stage(
    ws: &Workspace,
    id: StageId,
    before: Option<StageId>,
) -> Result<Vec<Change>, Rejection> {
    let stage = live_stage(ws, id)?;
    let order: Vec<(StageId, Rank)> = ws
        .stages_of(stage.pipeline)
        .into_iter()
        .filter(|other| other.kind == stage.kind)
        .map(|stage| (stage.id, stage.rank))
        .collect();
    Ok(reranked(&order, id, before).into_iter().map(stage_rank).collect())
}

pub(super) fn archive_stage(
    ws: &Workspace,
    id: StageId,
    move_to: Option<StageId>,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let stage = live_stage(ws, id)?;
    if stage.archived {
        return Ok(Vec::new());
    }
    keeps_a_stage(ws, stage)?;
    let deals = ws.deals_in(id).count();
    let mut changes = Vec::new();
    if deals > 0 {
        let target = live_stage(ws, move_to.ok_or(Rejection::StageHasDeals(deals))?)?;
        if target.id == id
            || target.pipeline != stage.pipeline
            || target.kind != stage.kind
            || target.archived
        {
            return Err(Rejection::WrongTarget);
        }
        changes = moves::evacuate(ws, stage, target, now);
    }
    changes.push(Change::StageEdited { id, edit: StageEdit::Archived(Swap { from: false, to: true }) });
    Ok(changes)
}

pub(super) fn restore_stage(ws: &Workspace, id: StageId) -> Result<Vec<Change>, Rejection> {
    let stage = live_stage(ws, id)?;
    if !stage.archived {
        return Ok(Vec::new());
    }
    stage_name(ws, stage.pipeline, &stage.name, Some(id))?;
    Ok(vec![Change::StageEdited { id, edit: StageEdit::Archived(Swap { from: true, to: false }) }])
}
