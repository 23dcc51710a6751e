//! The regular clean-up (巡检): the deals that are stalled or overdue, each with why, those that most hangs on first; and what came
//! of it.

use std::collections::HashSet;

use super::columns::{Amount, Columns, NO_DAY};
use super::days::{Day, day_of};
use super::facts::Lens;
use super::figure::{NoRate, Worth};
use super::groups::{Grouping, by};
use super::histogram::Spread;
use super::limits::Limits;
use super::outcomes::{OutcomeTally, Outcomes, Share};
use super::query::{Basis, Mode, Period, Query, Selection};
use super::stages::weighted;
use crate::goals::breakdown::HISTORY_DAYS;
use crate::stalled::{Overdue, Stalled, aged};
use sales::board::chance;
use sales::ids::{DealId, PipelineId};
use sales::model::{Deal, Ix, Pipeline, StandingKind, Workspace};
use sales::time::{Date, Timestamp};

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
        let stalled = limits.stalled(stage, idle.into());
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
    if created == NO_DAY {
        return None;
    }
    aged(today.saturating_sub(created).into(), cycle)
}

/// What came of the deals of pipelines in the year up to a day, with those open on it: what a review is measured by, before and after.
pub fn footing(workspace: &Workspace, columns: &Columns, pipelines: &[PipelineId], today: Date) -> Outcomes {
    let from = today.checked_sub_days(chrono::Days::new(HISTORY_DAYS - 1)).unwrap_or(Date::MIN);
    let query = Query {
        period: Period { from, to: today },
        today,
        basis: Basis::ClosedIn,
        mode: Mode::Furthest,
        pipelines: pipelines.to_vec(),
    };
    let all = Selection::all();
    let lens = Lens::new(workspace, columns, &all, &query);
    let mut tally = OutcomeTally::default();
    for fact in lens.facts() {
        tally.add(&Share::new(&lens, &fact));
    }
    tally.finish(&lens)
}

/// The deals of a review as they were when it began.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Begun {
    deals: Vec<Before>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Before {
    deal: DealId,
    at_stake: Amount,
    percent: u8,
    planned: usize,
}

/// What became of a deal in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Became {
    /// Nothing yet.
    Waiting,
    /// More is planned on it than before.
    Planned,
    /// It rests.
    Nurtured,
    /// It is lost.
    Lost,
    /// It is won.
    Won,
    /// It was removed.
    Removed,
}

/// What came of a review so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reviewed {
    /// Deals on which something was planned.
    pub planned: usize,
    /// Deals that rest.
    pub nurtured: usize,
    /// Deals that are lost.
    pub lost: usize,
    /// Deals that are won.
    pub won: usize,
    /// Deals that were removed.
    pub removed: usize,
    /// What left the forecast, as it was worth when the review began: deals that rest, are lost or were removed.
    pub value: Worth,
    percents: Worth,
}

impl Begun {
    /// Writes down how the deals are.
    pub fn new(workspace: &Workspace, review: &Review) -> Self {
        let before = |suspect: &Suspect| {
            let deal = workspace.deals.at(suspect.deal);
            Before {
                deal: deal.id,
                at_stake: suspect.at_stake,
                percent: chance(workspace, deal),
                planned: planned(workspace, deal.id),
            }
        };
        Self { deals: review.suspects.iter().map(before).collect() }
    }

    /// The deals, in the order of the review.
    pub fn deals(&self) -> impl ExactSizeIterator<Item = DealId> + '_ {
        self.deals.iter().map(|row| row.deal)
    }

    /// Takes deals in that came later.
    pub fn include(&mut self, workspace: &Workspace, review: &Review) {
        let known: HashSet<DealId> = self.deals().collect();
        let more = Self::new(workspace, review).deals;
        self.deals.extend(more.into_iter().filter(|row| !known.contains(&row.deal)));
    }

    /// What became of each since, in the same order.
    pub fn each(&self, workspace: &Workspace) -> Vec<(DealId, Became)> {
        self.deals.iter().map(|row| (row.deal, row.became(workspace))).collect()
    }

    /// What came of all of them.
    pub fn reviewed(&self, workspace: &Workspace) -> Reviewed {
        let mut sum = Reviewed::default();
        for row in &self.deals {
            let became = row.became(workspace);
            match became {
                Became::Waiting => {}
                Became::Planned => sum.planned += 1,
                Became::Nurtured => sum.nurtured += 1,
                Became::Lost => sum.lost += 1,
                Became::Won => sum.won += 1,
                Became::Removed => sum.removed += 1,
            }
            if matches!(became, Became::Nurtured | Became::Lost | Became::Removed) {
                sum.value.add(row.at_stake);
                sum.percents.add_times(row.at_stake, row.percent);
            }
        }
        sum
    }
}

impl Before {
    fn became(&self, workspace: &Workspace) -> Became {
        let Some(deal) = workspace.deals.live(self.deal) else { return Became::Removed };
        match deal.standing() {
            StandingKind::Nurtured => Became::Nurtured,
            StandingKind::Lost => Became::Lost,
            StandingKind::Won => Became::Won,
            StandingKind::Open if planned(workspace, self.deal) > self.planned => Became::Planned,
            StandingKind::Open => Became::Waiting,
        }
    }
}

impl Reviewed {
    /// How many deals something was decided about.
    pub fn decided(&self) -> usize {
        self.planned + self.nurtured + self.lost + self.won + self.removed
    }

    /// What left the weighted forecast: Σ value × chance when the review began, rounded once.
    ///
    /// # Errors
    /// [`NoRate`] where a currency has no rate.
    pub fn weighted(&self) -> Result<i128, NoRate> {
        weighted(&self.percents)
    }
}

/// Why it is time for a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewDue {
    /// There never was one, although there are open deals as old as the interval is long.
    First,
    /// The last one was so many days ago.
    After(i64),
}

/// Whether it is time to review a pipeline, and why. Never where nobody wants to be reminded.
pub fn review_due(
    workspace: &Workspace,
    pipeline: &Pipeline,
    today: Date,
    now: Timestamp,
) -> Option<ReviewDue> {
    let every = i64::from(pipeline.review_days?);
    if let Some(last) = pipeline.reviewed {
        let days = (today - last).num_days();
        return (days >= every).then_some(ReviewDue::After(days));
    }
    let oldest = now.plus_days(-every);
    let is_here = |deal: &Deal| {
        let stage = workspace.stages.get(deal.position.stage);
        stage.is_some_and(|stage| stage.pipeline == pipeline.id)
    };
    let is_old = workspace.deals.iter().any(|deal| deal.is_open() && deal.created <= oldest && is_here(deal));
    is_old.then_some(ReviewDue::First)
}

/// The pipelines in use that it is time to review: those that were left for longest first, those that never were reviewed last.
pub fn reviews_due(workspace: &Workspace, today: Date, now: Timestamp) -> Vec<(PipelineId, ReviewDue)> {
    let pipelines = workspace.pipelines_in_order().into_iter().filter(|pipeline| !pipeline.archived);
    let due = |pipeline: &Pipeline| Some((pipeline.id, review_due(workspace, pipeline, today, now)?));
    let mut due: Vec<_> = pipelines.filter_map(due).collect();
    due.sort_by_key(|row| std::cmp::Reverse(row.1));
    due
}

/// The day a pipeline is to be reviewed next; `None` where it never was, or nobody wants to be reminded.
pub fn next_review(pipeline: &Pipeline) -> Option<Date> {
    pipeline.reviewed?.checked_add_days(chrono::Days::new(pipeline.review_days?.into()))
}

fn planned(workspace: &Workspace, deal: DealId) -> usize {
    workspace.activities_on(deal).filter(|activity| activity.is_planned()).count()
}
