//! The stages a deal goes through, and how long it was in each.

use sales::ids::StageId;
use sales::model::{Deal, StandingKind, Workspace};
use sales::time::{Calendar, Timestamp};

/// Where a step lies on the way of the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It was passed.
    Done,
    /// The deal is here.
    Here,
    /// It is still to come, or was left out.
    Ahead,
}

/// A stage on the way of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) stage: StageId,
    pub(super) place: Place,
    /// Calendar days that the deal was worked on here, over all its visits; `None` where it never was.
    pub(super) days: Option<i64>,
    /// Whether this is the end of the way: won or lost.
    pub(super) is_end: bool,
}

/// The way of a deal through its pipeline: the open stages in use, the others it has been in, and its end.
pub(super) fn steps(
    workspace: &Workspace,
    deal: &Deal,
    now: Timestamp,
    calendar: &impl Calendar,
) -> Vec<Step> {
    let Some(pipeline) = workspace.pipeline_of(deal) else { return Vec::new() };
    let is_closed = deal.standing().is_closed();
    let here = deal.position.stage;
    let mut steps = Vec::new();
    for stage in workspace.stages_of(pipeline) {
        let days = days_in(deal, stage.id, now, calendar);
        let is_here = stage.id == here && !is_closed;
        if stage.takes_open_deals() || days.is_some() || is_here {
            let place = if is_here { Place::Here } else { Place::Ahead };
            steps.push(Step { stage: stage.id, place, days, is_end: false });
        }
    }
    let reached = steps.iter().position(|step| step.place == Place::Here).unwrap_or(steps.len());
    for step in &mut steps[..reached] {
        // A lost deal has not passed the stages it never came to.
        if deal.standing() != StandingKind::Lost || step.days.is_some() {
            step.place = Place::Done;
        }
    }
    if is_closed {
        // Where a stage changed its kind, it may stand among the open ones already.
        steps.retain(|step| step.stage != here);
        steps.push(Step { stage: here, place: Place::Here, days: None, is_end: true });
    }
    steps
}

/// Calendar days from when a deal came in to where it stands now, or to now where it is still open; `None` where one of the days is
/// not known, or the data have it closed before it came in.
pub(super) fn total_days(deal: &Deal, now: Timestamp, calendar: &impl Calendar) -> Option<i64> {
    let end = if deal.is_open() { now } else { deal.standing_since() };
    let created = deal.known_created().filter(|_| !deal.closing_is_guessed())?;
    let days = calendar.days_between(created, end);
    // A clock that was set back has an open deal made later than now.
    if deal.is_open() { Some(days.max(0)) } else { Some(days).filter(|days| *days >= 0) }
}

fn days_in(deal: &Deal, stage: StageId, now: Timestamp, calendar: &impl Calendar) -> Option<i64> {
    let ends = deal.visits.iter().skip(1).map(|visit| visit.entered).chain([now]);
    let days = deal.visits.iter().zip(ends).filter_map(|(visit, end)| {
        let counts = visit.stage == stage && visit.standing == StandingKind::Open;
        counts.then(|| calendar.days_between(visit.entered, end).max(0))
    });
    days.fold(None, |sum: Option<i64>, days| Some(sum.unwrap_or(0) + days))
}

#[cfg(test)]
mod tests;
