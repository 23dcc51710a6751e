//! What is to be done next, and when something was done last.

use crate::ids::DealId;
use crate::model::{Activity, Deal, Due, Workspace};
use crate::time::{Date, Timestamp};

/// How a planned activity stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Its day is past.
    Overdue,
    /// It is due on the day.
    Today,
    /// It is due later.
    Later,
    /// It has no day.
    Someday,
}

impl Urgency {
    /// How something that is due then stands on a day.
    pub fn of(due: Option<Due>, today: Date) -> Self {
        match due {
            None => Self::Someday,
            Some(due) if due.date < today => Self::Overdue,
            Some(due) if due.date == today => Self::Today,
            Some(_) => Self::Later,
        }
    }
}

/// The planned activities on a deal, those that are due first first and those without a day last.
pub fn planned(workspace: &Workspace, deal: DealId) -> Vec<&Activity> {
    let mut planned: Vec<&Activity> =
        workspace.activities_on(deal).filter(|activity| activity.is_planned()).collect();
    planned.sort_by_key(|activity| activity.by_due());
    planned
}

/// The activities on a deal that were done, the latest first.
pub fn done(workspace: &Workspace, deal: DealId) -> Vec<&Activity> {
    let mut done: Vec<&Activity> =
        workspace.activities_on(deal).filter(|activity| !activity.is_planned()).collect();
    done.sort_by_key(|activity| std::cmp::Reverse((activity.done, activity.id)));
    done
}

/// The next step on a deal: the planned activity that is due first.
pub fn next_step(workspace: &Workspace, deal: DealId) -> Option<&Activity> {
    workspace
        .activities_on(deal)
        .filter(|activity| activity.is_planned())
        .min_by_key(|activity| activity.by_due())
}

/// When somebody last worked on a deal: a move, a note, a new value, an activity that was done.
pub fn touched(workspace: &Workspace, deal: &Deal) -> Timestamp {
    let done = workspace.activities_on(deal.id).filter_map(|activity| activity.done).max();
    deal.touched().max(done.unwrap_or(deal.created))
}
