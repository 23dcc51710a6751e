//! Deals on which nothing happens: how long, and whether that is longer than their stage allows.

use crate::model::{Deal, Workspace};
use crate::time::{Calendar, Timestamp};

/// Why a deal counts as stalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stalled {
    /// Calendar days since somebody last worked on it.
    pub idle_days: i64,
    /// How many its stage allows.
    pub limit_days: u16,
}

/// Calendar days since somebody last worked on a deal: a move, a note, a new value.
pub fn idle_days(deal: &Deal, now: Timestamp, calendar: &impl Calendar) -> i64 {
    calendar.days_between(deal.touched(), now).max(0)
}

/// Whether an open deal is idle longer than the limit that a person set for its stage.
pub fn stalled(workspace: &Workspace, deal: &Deal, now: Timestamp, calendar: &impl Calendar) -> Option<Stalled> {
    let limit_days = workspace.stages.get(deal.position.stage)?.limit_days?;
    let idle_days = idle_days(deal, now, calendar);
    (deal.is_open() && idle_days > i64::from(limit_days)).then_some(Stalled { idle_days, limit_days })
}
