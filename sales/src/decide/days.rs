//! Correcting the day a deal was created, or the one it was closed: a file may have had them wrong, or not at all.
//!
//! The stages a deal has been in stay what they were. The first goes along with the day of creation, where the deal came straight
//! into it; a closing never goes before a stage that the deal is known to have come into.

use super::Rejection;
use crate::log::{DealEdit, KnownDays, Swap};
use crate::model::{Deal, Guessed, StandingKind, Visit};
use crate::time::{Calendar, Timestamp};

/// The instant of the day it was created on, where only the day is known: `noon`, or an earlier one of that day at which the deal was in its
/// pipeline already.
pub fn created_at(deal: &Deal, noon: Timestamp, calendar: &impl Calendar) -> Timestamp {
    let first = known_first(deal).map(|visit| visit.entered);
    first.filter(|first| is_same_day(*first, noon, calendar)).map_or(noon, |first| noon.min(first))
}

/// The instant of the day it was closed on, where only the day is known: `noon`, or a later one of that day at which the deal was open still.
pub fn closed_at(deal: &Deal, noon: Timestamp, calendar: &impl Calendar) -> Timestamp {
    let before = deal.first_of_standing().checked_sub(1).and_then(|before| deal.visits.get(before));
    let open = before.map(|visit| visit.entered).into_iter().chain(deal.known_created());
    open.filter(|open| is_same_day(*open, noon, calendar)).fold(noon, Timestamp::max)
}

fn is_same_day(one: Timestamp, other: Timestamp, calendar: &impl Calendar) -> bool {
    calendar.date_of(one) == calendar.date_of(other)
}

/// Has a deal created at another instant.
pub(super) fn created(deal: &Deal, at: Timestamp, now: Timestamp) -> Result<Option<DealEdit>, Rejection> {
    gone_by(at, now)?;
    let from = KnownDays::of(deal);
    let was_straight = is_straight(&from);
    let known = deal.visits.iter().skip(usize::from(was_straight));
    let first = known.into_iter().find(|visit| visit.standing == StandingKind::Open);
    if let Some(first) = first.filter(|first| at > first.entered) {
        return Err(Rejection::CreatedAfterStage(first.entered));
    }
    let guessed = Guessed { created: false, ..from.guessed };
    let mut to = KnownDays { created: at, guessed, ..from.clone() };
    // Nobody knows when it was closed: no earlier than it was created.
    if deal.closing_is_guessed() && from.closed.is_some_and(|closed| closed < at) {
        to.closed = Some(at);
        to.guessed.closed = Some(at);
        for visit in to.visits.iter_mut().skip(deal.first_of_standing()) {
            visit.entered = at.max(visit.entered);
        }
    }
    if was_straight {
        go_straight(&mut to);
    }
    Ok(edit(from, to))
}

/// Has a closed deal closed at another instant.
pub(super) fn closed(deal: &Deal, at: Timestamp, now: Timestamp) -> Result<Option<DealEdit>, Rejection> {
    gone_by(at, now)?;
    let from = KnownDays::of(deal);
    let Some(closed) = from.closed else { return Err(Rejection::NotClosed) };
    // A deal may have been in several stages of those that are lost.
    let first = deal.first_of_standing();
    let (was_straight, before) = (is_straight(&from), first.checked_sub(1));
    let is_start = before == Some(0) && was_straight;
    if let Some(before) = before.and_then(|before| deal.visits.get(before)).filter(|_| !is_start)
        && at < before.entered
    {
        return Err(Rejection::ClosedBeforeStage(before.entered));
    }
    let guessed = Guessed { closed: None, ..from.guessed };
    let mut to = KnownDays { closed: Some(at), guessed, ..from.clone() };
    // Nobody knows when it was created: no later than it was closed.
    if from.guessed.created && from.created == closed {
        to.created = at;
    }
    for (place, visit) in to.visits.iter_mut().enumerate().skip(first) {
        visit.entered = if place == first { at } else { at.max(visit.entered) };
    }
    if was_straight {
        go_straight(&mut to);
    }
    Ok(edit(from, to))
}

/// The first stage that a deal is known to have come into: not the one that it came straight into, as that goes along.
fn known_first(deal: &Deal) -> Option<&Visit> {
    deal.visits.get(usize::from(is_straight(&KnownDays::of(deal))))
}

/// The instant that a deal came into its first stage, if it came straight into it: when it was created, or when it left that stage,
/// where it is said to have been created later than that.
fn straight(days: &KnownDays) -> Timestamp {
    days.visits.get(1).map_or(days.created, |next| days.created.min(next.entered))
}

/// Whether a deal came straight into its first stage. Where that is a closing, as of a deal that was added as a won one, it is a day of its own.
fn is_straight(days: &KnownDays) -> bool {
    let first = days.visits.first().filter(|first| first.standing == StandingKind::Open);
    first.is_some_and(|first| first.entered == straight(days))
}

/// Has the first stage go along.
fn go_straight(days: &mut KnownDays) {
    let at = straight(days);
    if let Some(first) = days.visits.first_mut() {
        first.entered = at;
    }
}

fn edit(from: KnownDays, to: KnownDays) -> Option<DealEdit> {
    (from != to).then(|| DealEdit::Days(Box::new(Swap { from, to })))
}

fn gone_by(at: Timestamp, now: Timestamp) -> Result<(), Rejection> {
    if at > now { Err(Rejection::DayToCome) } else { Ok(()) }
}
