//! The regular clean-up (巡检): the deals that are stalled or overdue, each with why, those that most hangs on first.

use super::columns::{Amount, Columns, NO_DAY};
use super::days::{Day, day_of};
use super::facts::Lens;
use super::figure::Worth;
use super::groups::{Grouping, by};
use super::histogram::Spread;
use super::limits::Limits;
use super::query::{Query, Selection};
use crate::ids::PipelineId;
use crate::model::{Deal, Ix, StandingKind, Workspace};
use crate::stalled::{Overdue, Stalled, aged};
use crate::time::Date;

/// A deal to look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The deal.
    pub deal: Ix<Deal>,
    /// It was idle for longer than its stage allows.
    pub stalled: Option<Stalled>,
    /// The day it was expected to close is past, or it is older than won deals get.
    pub overdue: Option<Overdue>,
    /// What hangs on it.
    pub at_stake: Amount,
}

/// What there is to clean up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Review {
    /// The deals: those that are worth most first, then those without a rate, then those without a value; among equals those that were
    /// idle for longest, then in the order they came.
    pub suspects: Vec<Suspect>,
    /// What they are worth together.
    pub at_stake: Worth,
    /// How many open deals were looked at.
    pub open: usize,
}

/// The open deals that are stalled or overdue today, by the rules of [`stalled`](crate::stalled). How old won deals get is
/// learnt from all won deals of the same pipeline, at least [`LEARNT_FROM`] of them.
pub fn review(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    limits: &Limits,
    pipelines: &[PipelineId],
    today: Date,
) -> Review {
    let query = Query::at_end_of(today, pipelines.to_vec());
    let lens = Lens::new(workspace, columns, selection, &query);
    let cycles: Vec<Option<Spread>> = {
        let groups = by(workspace, columns, &Selection::all(), &query, Grouping::Pipeline);
        let of = |lane: &super::facts::Lane| {
            let key = super::groups::Key::Pipeline(lane.pipeline);
            groups.iter().find(|group| group.key == key)?.outcomes.cycle().ok()
        };
        lens.lanes.iter().map(of).collect()
    };
    let today = day_of(today);
    let mut review = Review::default();
    let mut rows: Vec<(i128, Day, Suspect)> = Vec::new();
    for fact in lens.facts().filter(|fact| fact.standing == StandingKind::Open) {
        review.open += 1;
        let Some(stage) = workspace.stages.rows().get(usize::from(fact.stage)) else { continue };
        let idle = today.saturating_sub(columns.touched[fact.deal]).max(0);
        let stalled = limits.stalled(stage, || idle.into());
        let overdue = overdue(columns.expected[fact.deal], fact.created, today, cycles[fact.lane].as_ref());
        if stalled.is_none() && overdue.is_none() {
            continue;
        }
        review.at_stake.add(fact.amount);
        let worth = match fact.amount {
            Amount::Base(minor) => i128::from(minor),
            Amount::Unrated(_) => -1,
            Amount::Missing => -2,
        };
        rows.push((worth, idle, Suspect { deal: fact.ix(), stalled, overdue, at_stake: fact.amount }));
    }
    rows.sort_by_key(|&(worth, idle, suspect)| {
        (std::cmp::Reverse(worth), std::cmp::Reverse(idle), suspect.deal)
    });
    review.suspects = rows.into_iter().map(|row| row.2).collect();
    review
}

/// As [`crate::stalled::overdue`], from the days of the columns: a calendar is too slow for all open deals.
fn overdue(expected: Day, created: Day, today: Day, cycle: Option<&Spread>) -> Option<Overdue> {
    if expected != NO_DAY && expected < today {
        return Some(Overdue::ExpectedClose { days: i64::from(today.saturating_sub(expected)) });
    }
    aged(today.saturating_sub(created).into(), cycle)
}
