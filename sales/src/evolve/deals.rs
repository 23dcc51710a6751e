//! What happens to deals.

use super::{Touched, Way, set, sets, settle};
use crate::ids::DealId;
use crate::log::{DealEdit, KnownDays, NewDeal, Past, Swap};
use crate::model::{Deal, Ix, Note, PastValue, Position, Stage, StandingKind, Visit, Workspace};
use crate::money::Money;
use crate::time::Timestamp;

/// Shows or hides a deal.
pub(super) fn show(ws: &mut Workspace, ix: Ix<Deal>, removed: bool, touched: &mut Touched) {
    leave(ws, ix, touched);
    ws.deals.at_mut(ix).removed = removed;
    enter(ws, ix, touched);
}

/// Making a deal, taking that back, and making it again: it is made once and then hidden or shown.
pub(super) fn add(ws: &mut Workspace, new: &NewDeal, way: Way, touched: &mut Touched) {
    if let Some(ix) = ws.deals.ix(new.id) {
        show(ws, ix, way == Way::Back, touched);
    } else if way == Way::Forward
        && let Some(ix) = ws.deals.push(new.clone().into_deal())
    {
        enter(ws, ix, touched);
    }
}

/// Changes a deal where it stands.
pub(super) fn with(ws: &mut Workspace, id: DealId, touched: &mut Touched, edit: impl FnOnce(&mut Deal)) {
    if let Some(ix) = ws.deals.ix(id) {
        edit(ws.deals.at_mut(ix));
        touched.deals.push(ix);
    }
}

/// Marks a deal as one of the sample's, or as one of the team's own.
pub(super) fn mark_sample(ws: &mut Workspace, id: DealId, sample: bool, touched: &mut Touched) {
    if let Some(ix) = ws.deals.ix(id) {
        ws.reckon_out(ix);
        ws.deals.at_mut(ix).sample = sample;
        ws.reckon_in(ix);
        touched.deals.push(ix);
    }
}

/// A move as the log tells it.
pub(super) struct Move<'a> {
    pub(super) from: &'a Position,
    pub(super) to: &'a Position,
    pub(super) at: Timestamp,
}

impl Move<'_> {
    /// Whether it changed only the place in the column, or what hangs on the standing.
    fn stays(&self) -> bool {
        (self.from.stage, self.from.standing.kind()) == (self.to.stage, self.to.standing.kind())
    }

    /// Whether a deal stands where this put it, and came there by this.
    fn stands(&self, deal: &Deal) -> bool {
        let [.., before, last] = deal.visits.as_slice() else {
            return deal.position == *self.to && self.stays();
        };
        let came = last.entered == self.at.max(before.entered);
        deal.position == *self.to && (self.stays() || came)
    }
}

/// Moves a deal, or takes the move back unless it was moved again since.
pub(super) fn shift(ws: &mut Workspace, id: DealId, step: &Move<'_>, way: Way, touched: &mut Touched) {
    let Some(ix) = ws.deals.ix(id) else { return };
    if way == Way::Back && !step.stands(ws.deals.at(ix)) {
        return;
    }
    leave(ws, ix, touched);
    let deal = ws.deals.at_mut(ix);
    match way {
        Way::Forward => deal.position.clone_from(step.to),
        Way::Back => {
            deal.position.clone_from(step.from);
            if !step.stays() {
                deal.visits.pop();
            }
        }
    }
    visit(deal, step.at);
    enter(ws, ix, touched);
}

/// Sees to it that the last visit is the one to where the deal stands.
fn visit(deal: &mut Deal, at: Timestamp) {
    let (stage, standing) = (deal.position.stage, deal.standing());
    let last = deal.visits.last();
    if last.is_none_or(|visit| (visit.stage, visit.standing) != (stage, standing)) {
        // Clocks of two devices differ; a visit never ends before it begins.
        let entered = last.map_or(at, |visit| at.max(visit.entered));
        deal.visits.push(Visit { stage, standing, entered });
    }
}

fn leave(ws: &mut Workspace, ix: Ix<Deal>, touched: &mut Touched) {
    touched.shape |= stands_apart(ws, ix);
    ws.reckon_out(ix);
}

fn enter(ws: &mut Workspace, ix: Ix<Deal>, touched: &mut Touched) {
    touched.deals.push(ix);
    let deal = ws.deals.at(ix);
    if !deal.removed {
        settle(ws, deal.position.stage, touched);
    }
    ws.reckon_in(ix);
    touched.shape |= stands_apart(ws, ix);
}

/// Whether a deal makes a board show a column that it would not show without such deals.
fn stands_apart(ws: &Workspace, ix: Ix<Deal>) -> bool {
    let deal = ws.deals.at(ix);
    deal.is_open()
        && !deal.removed
        && !ws.stages.get(deal.position.stage).is_some_and(Stage::takes_open_deals)
}

/// Changes a field of a deal.
pub(super) fn edit(deal: &mut Deal, edit: &DealEdit, way: Way) {
    match edit {
        DealEdit::Title(swap) => set(&mut deal.title, swap, way),
        DealEdit::Organisation(swap) => set(&mut deal.organisation, swap, way),
        DealEdit::Contact(swap) => set(&mut deal.contact, swap, way),
        DealEdit::Segment(swap) => set(&mut deal.segment, swap, way),
        DealEdit::Owner(swap) => set(&mut deal.owner, swap, way),
        DealEdit::Value { value, at } => revalue(deal, value, at.to, way),
        DealEdit::Probability(swap) => set(&mut deal.probability, swap, way),
        DealEdit::ExpectedClose(swap) => set(&mut deal.expected_close, swap, way),
        DealEdit::Source(swap) => set(&mut deal.source, swap, way),
        DealEdit::Product(swap) => set(&mut deal.product, swap, way),
        DealEdit::Tags(swap) => sets::merge(&mut deal.tags, swap, way),
        DealEdit::Custom { field, value } => {
            let slot = deal.custom.binary_search_by_key(field, |(id, _)| *id);
            let mut current = slot.ok().map(|place| deal.custom[place].1.clone());
            set(&mut current, value, way);
            match (slot, current) {
                (Ok(place), Some(value)) => deal.custom[place].1 = value,
                (Ok(place), None) => {
                    deal.custom.remove(place);
                }
                (Err(place), Some(value)) => deal.custom.insert(place, (*field, value)),
                (Err(_), None) => {}
            }
        }
        DealEdit::External(swap) => set(&mut deal.external, swap, way),
        DealEdit::Snoozed(swap) => set(&mut deal.snoozed, swap, way),
        DealEdit::Past(swap) => past(deal, swap, way),
        DealEdit::Days(swap) => days(deal, swap, way),
    }
}

/// Gives a deal another value at an instant and remembers the one it had, or takes that back. A value that was set again
/// since stays, and so does what is remembered of it.
fn revalue(deal: &mut Deal, value: &Swap<Option<Money>>, at: Timestamp, way: Way) {
    // Clocks of two devices differ; no value ends before it begins.
    let end = |before: Option<&PastValue>| before.map_or(at, |before| at.max(before.until));
    match way {
        Way::Forward => {
            let until = end(deal.past_values.last());
            deal.past_values.push(PastValue { value: deal.value, until });
            deal.value = value.to;
        }
        Way::Back if deal.value == value.to => {
            if let Some((last, before)) = deal.past_values.split_last()
                && last.until == end(before.last())
            {
                deal.past_values.pop();
            }
            deal.value = value.from;
        }
        Way::Back => {}
    }
}

/// Gives a deal another past. Where it stands is not a matter of that, so a last visit that ends elsewhere is followed
/// by one to there.
fn past(deal: &mut Deal, swap: &Swap<Past>, way: Way) {
    let current = Past::of(deal);
    let wanted = match way {
        Way::Forward => &swap.to,
        Way::Back if current == swap.to => &swap.from,
        Way::Back => &current,
    };
    let Past { created, visits, is_partial, guessed } = wanted.clone();
    (deal.created, deal.visits, deal.is_partial, deal.guessed) = (created, visits, is_partial, guessed);
    deal.visits.sort_by_key(|visit| visit.entered);
    let last = deal.visits.last().map_or(created, |visit| visit.entered);
    visit(deal, last);
}

/// Puts the days of a deal right, each by itself: those that stay as they are leave room for what others put right, and what is no more than a guess
/// for what somebody said. No stage is left before it was entered, whatever others did meanwhile.
fn days(deal: &mut Deal, days: &Swap<KnownDays>, way: Way) {
    let (from, to) = (&days.from, &days.to);
    let [was, is] = [from.guessed, to.guessed];
    let is_forward = way == Way::Forward;
    let keeps_created = is_forward && is.created && !deal.guessed.created;
    let keeps_closed = is_forward && is.closed.is_some() && deal.guessed.closed.is_none();
    if !keeps_created {
        set_changed(&mut deal.created, (from.created, to.created), way);
        set_changed(&mut deal.guessed.created, (was.created, is.created), way);
    }
    if !keeps_closed {
        set_changed(&mut deal.guessed.closed, (was.closed, is.closed), way);
    }
    let rows = deal.visits.iter_mut().zip(from.visits.iter().zip(&to.visits));
    for (visit, (from, to)) in rows {
        // A stage that it came straight into goes along with the day it was created.
        let keeps = if visit.standing == StandingKind::Open { keeps_created } else { keeps_closed };
        if !keeps && (visit.stage, visit.standing) == (from.stage, from.standing) {
            set_changed(&mut visit.entered, (from.entered, to.entered), way);
        }
    }
    Visit::put_in_order(&mut deal.visits, Timestamp(i64::MIN));
}

/// Sets what a change is about; what it has the same before and after is none of it.
fn set_changed<T: Clone + PartialEq>(field: &mut T, (from, to): (T, T), way: Way) {
    if from != to {
        set(field, &Swap { from, to }, way);
    }
}

/// Makes edits on a deal that is in no workspace yet.
pub(crate) fn edit_alone(deal: &mut Deal, edits: &[DealEdit]) {
    for change in edits {
        edit(deal, change, Way::Forward);
    }
}

/// Adds a note, or takes it away.
pub(super) fn put_note(deal: &mut Deal, note: &Note, way: Way) {
    let place = deal.notes.iter().position(|row| row.id == note.id);
    match (place, way) {
        (None, Way::Forward) => {
            // Notes stand in the order they were written, so that one that comes back finds its place.
            let at = deal.notes.partition_point(|row| (row.written, row.id) <= (note.written, note.id));
            deal.notes.insert(at, note.clone());
        }
        (Some(place), Way::Back) => {
            deal.notes.remove(place);
        }
        (Some(_), Way::Forward) | (None, Way::Back) => {}
    }
}
