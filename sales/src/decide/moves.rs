//! Rules for moving deals: to a place in a column, out of the pipeline, and back into it.

use std::ops::Bound;

use super::deals::{choice, to_come};
use super::known::named;
use super::words::{self, MAX_LINE_CHARS};
use super::{Context, DealPatch, Outcome, Rejection, Slot, What, process, stages};
use crate::ids::{DealId, StageId};
use crate::log::{Act, Change};
use crate::model::{
    Column, Deal, Ix, ListKind, Loss, Position, Stage, StageKind, Standing, StandingKind, Workspace,
};
use crate::rank::{Rank, spread, spread_wide};
use crate::time::Timestamp;

pub(super) fn relocate(
    ws: &Workspace,
    deals: &[DealId],
    stage: StageId,
    slot: Slot,
    patch: Option<&DealPatch>,
    context: &Context<'_>,
) -> Result<(Act, Vec<Change>), Rejection> {
    let stage = stages::usable(ws, stage)?;
    let deals = named(&ws.deals, deals)?;
    let all = |kind| deals.iter().all(|&ix| ws.deals.at(ix).standing() == kind);
    let (act, standing) = match stage.kind {
        StageKind::Open if deals.iter().all(|&ix| !ws.deals.at(ix).is_open()) => {
            (Act::ReopenDeal, Some(&Standing::Open))
        }
        StageKind::Open => (Act::MoveDeal, Some(&Standing::Open)),
        StageKind::Won if all(StandingKind::Won) => (Act::MoveDeal, Some(&Standing::Won)),
        StageKind::Won => (Act::WinDeal, Some(&Standing::Won)),
        // Deals that are lost already have their reasons.
        StageKind::Lost if all(StandingKind::Lost) => (Act::MoveDeal, None),
        StageKind::Lost => return Err(Rejection::LossReasonNeeded),
    };
    process::pass(ws, &deals, stage.id, patch, context)?;
    Ok((act, shift(ws, &deals, stage.id, slot, standing, context.now)))
}

pub(super) fn close(
    ws: &Workspace,
    deals: &[DealId],
    outcome: &Outcome,
    context: &Context<'_>,
) -> Result<(Act, Vec<Change>), Rejection> {
    let (deals, now) = (named(&ws.deals, deals)?, context.now);
    match outcome {
        Outcome::Won => {
            let kind = (StageKind::Won, Rejection::NoWonStage);
            let changes = end(ws, &deals, kind, &Standing::Won, context)?;
            Ok((Act::WinDeal, changes))
        }
        Outcome::Lost(loss) => {
            let kind = (StageKind::Lost, Rejection::NoLostStage);
            let standing = Standing::Lost(Box::new(checked(ws, loss)?));
            let changes = end(ws, &deals, kind, &standing, context)?;
            Ok((Act::LoseDeal, changes))
        }
        Outcome::Nurtured { until, reason } => {
            let reason = words::text(reason, What::Note)?;
            let mut changes = Vec::with_capacity(deals.len());
            for ix in deals {
                let deal = ws.deals.at(ix);
                let standing = Standing::Nurtured { until: *until, reason: reason.clone() };
                // A day that came meanwhile stays while the reason is put right.
                let stays =
                    matches!(&deal.position.standing, Standing::Nurtured { until: own, .. } if own == until);
                if !stays {
                    to_come(*until, context.today)?;
                }
                // It keeps the stage it was worked on in, to come back to.
                let to = Position { stage: open_stage(ws, deal)?, rank: deal.position.rank, standing };
                changes.extend(moved(deal, to, now));
            }
            Ok((Act::NurtureDeal, changes))
        }
    }
}

fn checked(ws: &Workspace, loss: &Loss) -> Result<Loss, Rejection> {
    if loss.reason.is_none() && ws.list(ListKind::LossReason).iter().any(|choice| !choice.archived) {
        return Err(Rejection::LossReasonNeeded);
    }
    choice(ws, loss.reason, ListKind::LossReason)?;
    Ok(Loss {
        reason: loss.reason,
        note: words::text(&loss.note, What::Note)?,
        competitor: words::optional_line(&loss.competitor, What::Text, MAX_LINE_CHARS)?,
    })
}

/// The open stage that a deal is in, or was worked on in last; where that is no longer in use, the first of its pipeline.
fn open_stage(ws: &Workspace, deal: &Deal) -> Result<StageId, Rejection> {
    let in_use = |id: &StageId| ws.stages.get(*id).is_some_and(Stage::takes_open_deals);
    let last = [Some(deal.position.stage), deal.last_open_stage()].into_iter().flatten().find(in_use);
    if let Some(stage) = last {
        return Ok(stage);
    }
    let pipeline = ws.pipeline_of(deal).ok_or(Rejection::Gone(What::Pipeline))?;
    Ok(ws.first_stage(pipeline, StageKind::Open).ok_or(Rejection::NoOpenStage)?.id)
}

/// Moves each deal to the first stage of a kind in its own pipeline. One that is in such a stage keeps its place.
fn end(
    ws: &Workspace,
    deals: &[Ix<Deal>],
    (kind, none): (StageKind, Rejection),
    standing: &Standing,
    context: &Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let now = context.now;
    let mut changes = Vec::with_capacity(deals.len());
    let mut groups = Groups::default();
    for &ix in deals {
        let deal = ws.deals.at(ix);
        let pipeline = ws.pipeline_of(deal).ok_or(Rejection::Gone(What::Pipeline))?;
        let here = ws.stages.get(deal.position.stage).filter(|stage| stage.kind == kind && stage.usable());
        if here.is_some() && deal.standing() == standing.kind() {
            changes.extend(moved(
                deal,
                Position { standing: standing.clone(), ..deal.position.clone() },
                now,
            ));
        } else {
            let target = here.or_else(|| ws.first_stage(pipeline, kind));
            groups.put(target.ok_or_else(|| none.clone())?.id, ix);
        }
    }
    for (stage, group) in groups.0 {
        process::pass(ws, &group, stage, None, context)?;
        changes.extend(shift(ws, &group, stage, Slot::Top, Some(standing), now));
    }
    Ok(changes)
}

/// Deals by the stage they go to; both in the order they came.
#[derive(Default)]
struct Groups(Vec<(StageId, Vec<Ix<Deal>>)>);

impl Groups {
    fn put(&mut self, stage: StageId, ix: Ix<Deal>) {
        match self.0.iter_mut().find(|(target, _)| *target == stage) {
            Some((_, group)) => group.push(ix),
            None => self.0.push((stage, vec![ix])),
        }
    }
}

pub(super) fn reopen(
    ws: &Workspace,
    deals: &[DealId],
    stage: Option<StageId>,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let chosen = stage.map(|stage| stages::usable(ws, stage)).transpose()?;
    if chosen.is_some_and(|stage| stage.kind != StageKind::Open) {
        return Err(Rejection::WrongTarget);
    }
    let mut groups = Groups::default();
    for ix in named(&ws.deals, deals)? {
        let deal = ws.deals.at(ix);
        let there = chosen.is_none_or(|stage| stage.id == deal.position.stage);
        if !(deal.is_open() && there) {
            groups.put(chosen.map_or_else(|| open_stage(ws, deal), |stage| Ok(stage.id))?, ix);
        }
    }
    let mut changes = Vec::with_capacity(deals.len());
    for (stage, group) in groups.0 {
        changes.extend(shift(ws, &group, stage, Slot::Top, Some(&Standing::Open), now));
    }
    Ok(changes)
}

/// Takes every deal of a stage to another stage of the same kind; the stage is about to be archived.
pub(super) fn evacuate(ws: &Workspace, from: &Stage, to: &Stage, now: Timestamp) -> Vec<Change> {
    let standing: Vec<Ix<Deal>> = ws.column(from.id).collect();
    let mut changes = shift(ws, &standing, to.id, Slot::Bottom, None, now);
    // Nurtured deals stand in no column, and only change the stage they would come back to.
    let apart = ws.deals_in(from.id).map(|ix| ws.deals.at(ix)).filter(|deal| !deal.stands_in_column());
    changes.extend(
        apart.filter_map(|deal| moved(deal, Position { stage: to.id, ..deal.position.clone() }, now)),
    );
    changes
}

/// Puts deals side by side into a place of a column, in the order they are given; with `None` each keeps its standing.
/// Dropping cards where they came from is no change.
fn shift(
    ws: &Workspace,
    deals: &[Ix<Deal>],
    stage: StageId,
    slot: Slot,
    standing: Option<&Standing>,
    now: Timestamp,
) -> Vec<Change> {
    let column = Around::new(ws, stage, deals);
    let gap = column.gap(slot);
    if column.stand_in(gap, stage, standing) {
        return Vec::new();
    }
    let (ranks, mut changes) = column.room(gap, deals.len(), now);
    changes.reserve(deals.len());
    for (&ix, rank) in deals.iter().zip(ranks) {
        let deal = ws.deals.at(ix);
        let standing = standing.unwrap_or(&deal.position.standing).clone();
        changes.extend(moved(deal, Position { stage, rank, standing }, now));
    }
    changes
}

fn moved(deal: &Deal, to: Position, now: Timestamp) -> Option<Change> {
    // A clock that was set back must not make a visit end before it began.
    let at = now.max(deal.entered());
    (deal.position != to).then(|| Change::DealMoved { id: deal.id, from: deal.position.clone(), to, at })
}

/// Places for `count` new cards in a column, and what it takes to make room for them.
pub(super) fn room(
    ws: &Workspace,
    stage: StageId,
    slot: Slot,
    count: usize,
    now: Timestamp,
) -> (Vec<Rank>, Vec<Change>) {
    let column = Around::new(ws, stage, &[]);
    column.room(column.gap(slot), count, now)
}

type Cell = (Rank, Ix<Deal>);

/// How many cards are looked through one by one.
const FEW: usize = 4;

/// The cards between which something is put; `None` stands for the end of the column.
#[derive(Clone, Copy)]
struct Gap {
    above: Option<Cell>,
    below: Option<Cell>,
}

/// A column as it is around cards that are about to leave their places.
struct Around<'a> {
    ws: &'a Workspace,
    column: Option<&'a Column>,
    moving: &'a [Ix<Deal>],
    /// The same in order, where they are too many to look through one by one.
    sorted: Vec<Ix<Deal>>,
}

impl<'a> Around<'a> {
    fn new(ws: &'a Workspace, stage: StageId, moving: &'a [Ix<Deal>]) -> Self {
        let mut sorted = Vec::new();
        if moving.len() > FEW {
            sorted.extend_from_slice(moving);
            sorted.sort_unstable();
        }
        Self { ws, column: ws.column_set(stage), moving, sorted }
    }

    fn stays(&self, cell: &Cell) -> bool {
        if self.moving.len() > FEW {
            self.sorted.binary_search(&cell.1).is_err()
        } else {
            !self.moving.contains(&cell.1)
        }
    }

    fn cells(&self) -> impl DoubleEndedIterator<Item = Cell> + '_ {
        self.column.into_iter().flatten().copied().filter(|cell| self.stays(cell))
    }

    fn above(&self, cell: Cell) -> Option<Cell> {
        self.column?.range(..cell).rev().find(|cell| self.stays(cell)).copied()
    }

    fn below(&self, cell: Cell) -> Option<Cell> {
        self.column?.range((Bound::Excluded(cell), Bound::Unbounded)).find(|cell| self.stays(cell)).copied()
    }

    fn cell_of(&self, id: DealId) -> Option<Cell> {
        let ix = self.ws.deals.ix(id)?;
        let cell = (self.ws.deals.at(ix).position.rank, ix);
        self.column?.contains(&cell).then_some(cell)
    }

    fn gap(&self, slot: Slot) -> Gap {
        // A neighbour that left the column meanwhile leaves the end of the column as the best guess.
        let bottom = || Gap { above: self.cells().next_back(), below: None };
        match slot {
            Slot::Top => Gap { above: None, below: self.cells().next() },
            Slot::Bottom => bottom(),
            Slot::Before(id) => self.cell_of(id).map_or_else(bottom, |cell| Gap {
                above: self.above(cell),
                below: if self.stays(&cell) { Some(cell) } else { self.below(cell) },
            }),
            Slot::After(id) => self.cell_of(id).map_or_else(bottom, |cell| Gap {
                above: if self.stays(&cell) { Some(cell) } else { self.above(cell) },
                below: self.below(cell),
            }),
        }
    }

    /// Whether the moving cards are in this gap already, in their order and with this standing.
    fn stand_in(&self, gap: Gap, stage: StageId, standing: Option<&Standing>) -> bool {
        let mut above = gap.above;
        for &ix in self.moving {
            let deal = self.ws.deals.at(ix);
            let cell = (deal.position.rank, ix);
            let same = deal.position.stage == stage
                && standing.is_none_or(|standing| deal.position.standing == *standing)
                && deal.stands_in_column();
            if !same || above.is_some_and(|above| above >= cell) {
                return false;
            }
            above = Some(cell);
        }
        gap.below.is_none_or(|below| above.is_none_or(|above| above < below))
    }

    fn room(&self, gap: Gap, count: usize, now: Timestamp) -> (Vec<Rank>, Vec<Change>) {
        let (above, below) = (gap.above.map(|cell| cell.0), gap.below.map(|cell| cell.0));
        let fitting = match count {
            1 => Rank::between(above, below).map(|rank| vec![rank]),
            _ => spread(above, below, count),
        };
        if let Some(ranks) = fitting {
            return (ranks, Vec::new());
        }
        self.push_aside(gap, count, now)
    }

    /// Makes room in a full gap: as few cards around it as will do are spread anew, with places for the new ones.
    fn push_aside(&self, gap: Gap, count: usize, now: Timestamp) -> (Vec<Rank>, Vec<Change>) {
        let resting: Vec<Cell> = self.cells().collect();
        let at = gap.above.map_or(0, |above| resting.partition_point(|cell| *cell <= above));
        let mut reach = 2;
        loop {
            let (first, last) = (at.saturating_sub(reach), (at + reach).min(resting.len()));
            let above = first.checked_sub(1).map(|place| resting[place].0);
            let below = resting.get(last).map(|cell| cell.0);
            if let Some(mut ranks) = spread_wide(above, below, last - first + count) {
                let own = ranks.drain(at - first..at - first + count).collect();
                let asides = resting[first..last].iter().zip(ranks).filter_map(|(&(_, ix), rank)| {
                    let deal = self.ws.deals.at(ix);
                    moved(deal, Position { rank, ..deal.position.clone() }, now)
                });
                return (own, asides.collect());
            }
            // Once nothing is left above and below, the whole line is there to spread over.
            reach *= 2;
        }
    }
}
