//! All figures of the Insights screen but the change of the pipeline, in one pass over the deals.

use super::columns::{Columns, NO_DAY};
use super::days::Day;
use super::facts::{End, Fact, Lens};
use super::figure::{Rate, Undefined, Worth};
use super::flow::Link;
use super::groups::{Group, GroupTally, Grouping, months};
use super::histogram::{Half, Histogram, survival};
use super::outcomes::{Outcomes, Share};
use super::query::{Basis, Month, Months, Query, Selection};
use super::stages::{Losses, StageFigures, StageTally};
use sales::model::{StandingKind, Workspace};
use sales::time::Date;

/// The figures of the Insights screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Insights {
    /// The end of this day is what everything is as of.
    pub as_of: Date,
    /// Which deals stages, links and losses are over.
    pub basis: Basis,
    /// How many those are.
    pub cohort: usize,
    /// Of those, the ones that went back to an earlier stage.
    pub moved_back: Rate,
    /// Outcomes of all deals, with those open at the end of the period.
    pub all: Outcomes,
    /// Stage by stage, pipeline by pipeline; those no longer in use only where deals were in them.
    pub stages: Vec<StageFigures>,
    /// The flow of the pipeline: from stage to stage.
    pub links: Vec<Link>,
    /// Why deals were lost.
    pub losses: Losses,
    /// Owner by owner: win rate, leaderboard, workload.
    pub owners: Vec<Group>,
    /// Customer segment by segment.
    pub segments: Vec<Group>,
    /// Source by source.
    pub sources: Vec<Group>,
    /// Month by month.
    pub months: Vec<MonthFigures>,
    /// The median by Kaplan and Meier, with its interval.
    pub(super) half: Half,
}

/// The figures of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthFigures {
    /// The month.
    pub month: Month,
    /// Deals created in it.
    pub created: usize,
    /// Deals won in it.
    pub won: usize,
    /// What those are worth.
    pub won_value: Worth,
    /// Deals lost in it.
    pub lost: usize,
}

impl MonthFigures {
    /// Won / (won + lost).
    pub fn win_rate(&self) -> Rate {
        Rate { hits: self.won, of: self.won + self.lost }
    }
}

impl Insights {
    /// The median sales cycle by Kaplan and Meier, in days: the day by which half of the deals are won. Won deals are events. Deals
    /// that are open, and those lost or nurtured in the period, are counted as long as they were worked on and then leave
    /// the count (are *censored*): a loss says how long the deal at least would have taken, not that it never could be won.
    /// So it tells how long winning takes, not how often deals are won, and it is not biased short as the median of won
    /// deals alone is.
    ///
    /// # Errors
    /// [`Undefined::NeverHalf`] where the curve stays above one half, [`Undefined::NothingWon`] where nothing was won.
    pub fn survival_median(&self) -> Result<u32, Undefined> {
        self.all.cycle()?;
        self.half.at.ok_or(Undefined::NeverHalf)
    }
}

/// All figures of the Insights screen but [`change`](super::change).
pub fn insights(workspace: &Workspace, columns: &Columns, selection: &Selection, query: &Query) -> Insights {
    let lens = Lens::new(workspace, columns, selection, query);
    let mut stages = StageTally::new(&lens);
    let mut owners = GroupTally::new(&lens, Grouping::Owner);
    let mut segments = GroupTally::new(&lens, Grouping::Segment);
    let mut sources = GroupTally::new(&lens, Grouping::Source);
    let mut trend = Trend::new(&lens);
    let mut curve = Survival::default();
    let mut moved_back = Rate::default();
    for fact in lens.facts() {
        let share = Share::new(&lens, &fact);
        owners.add(&lens, &fact, &share);
        segments.add(&lens, &fact, &share);
        sources.add(&lens, &fact, &share);
        trend.add(&lens, &fact);
        curve.add(&lens, &fact);
        stages.add_here(&lens, &fact);
        if lens.in_cohort(&fact) {
            moved_back.of += 1;
            moved_back.hits += usize::from(fact.went_back);
            stages.add(&lens, &fact);
        }
    }
    let all = owners.whole().finish(&lens);
    let (stages, links, losses) = stages.finish(&lens);
    Insights {
        as_of: query.as_of(),
        basis: query.basis,
        cohort: moved_back.of,
        moved_back,
        stages,
        links,
        losses,
        owners: owners.finish(&lens),
        segments: segments.finish(&lens),
        sources: sources.finish(&lens),
        months: trend.finish(),
        half: survival(&curve.won, &curve.others),
        all,
    }
}

/// Counts the months while the deals go by.
struct Trend {
    months: Months,
    rows: Vec<MonthFigures>,
}

impl Trend {
    fn new(lens: &Lens<'_>) -> Self {
        let months = months(lens);
        let row = |month| MonthFigures { month, created: 0, won: 0, won_value: Worth::default(), lost: 0 };
        let rows = (0..months.len()).filter_map(|number| months.month(number)).map(row).collect();
        Self { months, rows }
    }

    fn add(&mut self, lens: &Lens<'_>, fact: &Fact) {
        if fact.created >= lens.first
            && let Some(row) = self.months.of(fact.created).and_then(|month| self.rows.get_mut(month))
        {
            row.created += 1;
        }
        if let Some(end) = lens.end(fact)
            && let Some(row) = self.months.of(fact.since).and_then(|month| self.rows.get_mut(month))
        {
            match end {
                End::Won => {
                    row.won += 1;
                    row.won_value.add(fact.amount);
                }
                End::Lost => row.lost += 1,
            }
        }
    }

    fn finish(self) -> Vec<MonthFigures> {
        self.rows
    }
}

/// Counts for the median by Kaplan and Meier.
#[derive(Clone, Default)]
pub(super) struct Survival {
    pub(super) won: Histogram,
    pub(super) others: Histogram,
}

impl Survival {
    /// Whether a deal was won, and how long it was worked on; `None` where the curve is not over it.
    #[inline]
    pub(super) fn case(lens: &Lens<'_>, fact: &Fact) -> Option<(bool, Day)> {
        let is_new = lens.basis != Basis::CreatedIn || fact.created >= lens.first;
        let is_recent = lens.basis == Basis::CreatedIn || fact.since >= lens.first;
        match fact.standing {
            StandingKind::Open if is_new && fact.created != NO_DAY => {
                Some((false, lens.last.saturating_sub(fact.created)))
            }
            StandingKind::Won | StandingKind::Lost | StandingKind::Nurtured if is_new && is_recent => {
                Some((fact.standing == StandingKind::Won, fact.cycle()?))
            }
            _ => None,
        }
    }

    /// Counts a deal.
    #[inline]
    pub(super) fn add(&mut self, lens: &Lens<'_>, fact: &Fact) {
        if let Some((is_won, days)) = Self::case(lens, fact) {
            let group = if is_won { &mut self.won } else { &mut self.others };
            group.add(days);
        }
    }
}
