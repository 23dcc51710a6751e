//! How much is done: activities by person, by kind and by week, and how many of them a won deal takes.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Days as Span};

use super::days::{Days, date_of};
use super::query::Period;
use sales::ids::{DealId, PersonId, PipelineId};
use sales::model::{Activity, ActivityKind, StandingKind, Workspace};
use sales::time::{Calendar, Date};

/// The activities done in some weeks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Efforts {
    /// The Mondays the weeks begin on, the earliest first.
    pub weeks: Vec<Date>,
    /// Person by person, those who did most first; `None` for what nobody is named for.
    pub people: Vec<(Option<PersonId>, Row)>,
    /// Kind by kind, the most frequent first.
    pub kinds: Vec<(ActivityKind, Row)>,
    /// All of them.
    pub all: Row,
}

/// Activities of one person or kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Week by week.
    pub weeks: Vec<usize>,
    /// In all weeks.
    pub total: usize,
    /// By kind.
    pub kinds: BTreeMap<ActivityKind, usize>,
}

impl Row {
    fn add(&mut self, week: usize, weeks: usize, kind: ActivityKind) {
        self.weeks.resize(weeks, 0);
        if let Some(count) = self.weeks.get_mut(week) {
            *count += 1;
        }
        self.total += 1;
        *self.kinds.entry(kind).or_insert(0) += 1;
    }
}

/// What was done in the week of a day and in so many before it. `pipeline` asks for what was done on its deals only; what was done on
/// deals that were removed counts nowhere.
pub fn efforts(
    workspace: &Workspace,
    pipeline: Option<PipelineId>,
    (today, weeks_before): (Date, u16),
    calendar: &dyn Calendar,
) -> Efforts {
    let monday = monday_of(today);
    let count = usize::from(weeks_before) + 1;
    let back = |weeks: u16| monday.checked_sub_days(Span::new(u64::from(weeks) * 7)).unwrap_or(Date::MIN);
    let first = back(weeks_before);
    let mut efforts = Efforts { weeks: (0..=weeks_before).rev().map(back).collect(), ..Efforts::default() };
    efforts.all.weeks.resize(count, 0);
    let mut people: HashMap<Option<PersonId>, Row> = HashMap::new();
    let mut kinds: BTreeMap<ActivityKind, Row> = BTreeMap::new();
    let mut days = Days::default();
    for activity in workspace.activities.iter() {
        let Some(done) = activity.done.filter(|_| is_asked(workspace, pipeline, activity)) else { continue };
        let day = date_of(days.of(done, calendar));
        if day < first || day > today {
            continue;
        }
        let week = usize::try_from((day - first).num_days() / 7).unwrap_or(0);
        people.entry(activity.owner).or_default().add(week, count, activity.kind);
        kinds.entry(activity.kind).or_default().add(week, count, activity.kind);
        efforts.all.add(week, count, activity.kind);
    }
    efforts.people = people.into_iter().collect();
    efforts.people.sort_by_key(|row| (row.0.is_none(), std::cmp::Reverse(row.1.total), row.0));
    efforts.kinds = kinds.into_iter().collect();
    efforts.kinds.sort_by_key(|row| std::cmp::Reverse(row.1.total));
    efforts
}

/// What won deals took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PerWon {
    /// Deals won in the period that something was written down about.
    pub deals: usize,
    /// Deals won in the period without any activity: imported, or nobody wrote it down. They are not among [`PerWon::deals`].
    pub silent: usize,
    /// What was done on them up to the day they were won.
    pub activities: usize,
    /// By kind, the most frequent first.
    pub kinds: Vec<(ActivityKind, usize)>,
}

impl PerWon {
    /// Activities / deals; `None` where there are no deals.
    pub fn mean(&self) -> Option<f64> {
        self.of(self.activities)
    }

    /// So many activities / deals; `None` where there are no deals.
    pub fn of(&self, activities: usize) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        (self.deals > 0).then(|| activities as f64 / self.deals as f64)
    }
}

/// How many activities the deals took that were won in a period.
pub fn per_won(
    workspace: &Workspace,
    pipeline: Option<PipelineId>,
    period: Period,
    calendar: &dyn Calendar,
) -> PerWon {
    let mut days = Days::default();
    let mut sum = PerWon::default();
    let mut kinds: BTreeMap<ActivityKind, usize> = BTreeMap::new();
    for deal in workspace.deals.iter().filter(|deal| deal.standing() == StandingKind::Won) {
        if pipeline.is_some() && workspace.pipeline_of(deal) != pipeline {
            continue;
        }
        let won = days.of(deal.entered(), calendar);
        if !(period.from..=period.to).contains(&date_of(won)) {
            continue;
        }
        let before = sum.activities;
        for activity in workspace.activities_on(deal.id) {
            if activity.done.is_some_and(|done| days.of(done, calendar) <= won) {
                *kinds.entry(activity.kind).or_insert(0) += 1;
                sum.activities += 1;
            }
        }
        if sum.activities > before {
            sum.deals += 1;
        } else {
            sum.silent += 1;
        }
    }
    sum.kinds = kinds.into_iter().collect();
    sum.kinds.sort_by_key(|row| std::cmp::Reverse(row.1));
    sum
}

fn is_asked(workspace: &Workspace, pipeline: Option<PipelineId>, activity: &Activity) -> bool {
    let live = |id: DealId| workspace.deals.live(id);
    match (activity.deal, pipeline) {
        (None, pipeline) => pipeline.is_none(),
        (Some(deal), None) => live(deal).is_some(),
        (Some(deal), pipeline) => live(deal).is_some_and(|deal| workspace.pipeline_of(deal) == pipeline),
    }
}

/// The Monday of the week of a day.
pub fn monday_of(day: Date) -> Date {
    day.checked_sub_days(Span::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}
