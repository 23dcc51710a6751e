//! How well a pipeline is kept up: the habit that a team finds hardest. Who has what to put right, and whether it gets better.

use super::columns::{Amount, Columns, NO_DAY, NONE};
use super::days::{Day, Days, date_of, day_of};
use super::facts::{Fact, Lens};
use super::figure::Rate;
use super::limits::{DEFAULT_LIMIT_DAYS, Limits};
use super::query::{Query, Selection};
use sales::ids::{PersonId, PipelineId};
use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::time::{Calendar, Date};

/// What an open deal is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    /// An activity is planned on it. On a past day: one that was written down by then and done later, or not yet.
    NextStep,
    /// It has a value; on a past day, the one it had then.
    Value,
    /// Somebody owns it; as it is now.
    Owner,
    /// It is expected to close some day, and that day is not past; the day as it is now.
    ExpectedClose,
    /// Somebody worked on it within the limit that holds in its stage. Limits are as they are now.
    Touched,
}

impl Check {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NextStep, Self::Value, Self::Owner, Self::ExpectedClose, Self::Touched];
}

/// How well the open deals of a group are kept up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Upkeep {
    /// Open deals that have all they are to have / open deals: the hygiene figure.
    pub sound: Rate,
    each: [usize; 5],
}

impl Upkeep {
    /// Open deals that pass a check / open deals.
    pub fn of(&self, check: Check) -> Rate {
        Rate { hits: self.each[check as usize], of: self.sound.of }
    }

    fn add(&mut self, passed: [bool; 5]) {
        self.sound.of += 1;
        self.sound.hits += usize::from(passed.iter().all(|&passed| passed));
        for (sum, passed) in self.each.iter_mut().zip(passed) {
            *sum += usize::from(passed);
        }
    }
}

/// How well a workspace is kept up at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hygiene {
    /// All open deals.
    pub all: Upkeep,
    /// Person by person, those with the most open deals first; `None` for deals that nobody owns.
    pub people: Vec<(Option<PersonId>, Upkeep)>,
    /// Pipeline by pipeline, in their order.
    pub pipelines: Vec<(PipelineId, Upkeep)>,
    /// What to put right first: for each check the deals that fail it, the one that most deals fail first.
    pub to_fix: Vec<(Check, Vec<Ix<Deal>>)>,
}

/// How well the deals of a selection are kept up at the end of a day.
pub fn hygiene(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    limits: &Limits,
    pipelines: &[PipelineId],
    day: Date,
    calendar: &dyn Calendar,
) -> Hygiene {
    let query = Query::at_end_of(day, pipelines.to_vec());
    let lens = Lens::new(workspace, columns, selection, &query);
    let mut look = Look::new(workspace, limits, calendar);
    let mut all = Upkeep::default();
    let mut people = vec![Upkeep::default(); workspace.people.row_count() + 1];
    let mut lanes = vec![Upkeep::default(); lens.lanes.len()];
    let mut to_fix = Check::ALL.map(|check| (check, Vec::new()));
    for fact in lens.facts().filter(|fact| fact.standing == StandingKind::Open) {
        let passed = look.passed(&lens, &fact);
        all.add(passed);
        lanes[fact.lane].add(passed);
        let owner = (columns.owner[fact.deal] as usize).min(people.len() - 1);
        people[owner].add(passed);
        for ((_, deals), _) in to_fix.iter_mut().zip(passed).filter(|(_, passed)| !passed) {
            deals.push(fact.ix());
        }
    }
    let name = |at: usize| workspace.people.rows().get(at).map(|person| person.id);
    let mut people: Vec<(Option<PersonId>, Upkeep)> =
        people.into_iter().enumerate().map(|(at, upkeep)| (name(at), upkeep)).collect();
    people.retain(|row| row.1.sound.of > 0);
    people.sort_by_key(|row| (row.0.is_none(), std::cmp::Reverse(row.1.sound.of)));
    let mut to_fix: Vec<(Check, Vec<Ix<Deal>>)> = to_fix.into();
    to_fix.retain(|row| !row.1.is_empty());
    to_fix.sort_by_key(|row| (std::cmp::Reverse(row.1.len()), row.0));
    let pipelines = lens.lanes.iter().map(|lane| lane.pipeline).zip(lanes).collect();
    Hygiene { all, people, pipelines, to_fix }
}

/// How well they were kept up at the end of the day, and of as many weeks before, the earliest first. What nobody keeps of the past (who
/// owned a deal, when it was expected to close, an activity that was removed since) is as it is now.
pub fn hygiene_by_week(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    limits: &Limits,
    pipelines: &[PipelineId],
    (day, weeks): (Date, u16),
    calendar: &dyn Calendar,
) -> Vec<(Date, Upkeep)> {
    let mut rows = Vec::with_capacity(usize::from(weeks) + 1);
    let mut look = Look::new(workspace, limits, calendar);
    for back in (0..=u64::from(weeks)).rev() {
        let Some(day) = day.checked_sub_days(chrono::Days::new(back * 7)) else { continue };
        let query = Query::at_end_of(day, pipelines.to_vec());
        let lens = Lens::new(workspace, columns, selection, &query);
        let mut all = Upkeep::default();
        for fact in lens.facts().filter(|fact| fact.standing == StandingKind::Open) {
            all.add(look.passed(&lens, &fact));
        }
        rows.push((day, all));
    }
    rows
}

/// Looks at one deal after the other.
struct Look<'a> {
    /// The limit of each stage, by its place in its table.
    limits: Vec<u16>,
    days: Days,
    calendar: &'a dyn Calendar,
}

impl<'a> Look<'a> {
    fn new(workspace: &Workspace, limits: &Limits, calendar: &'a dyn Calendar) -> Self {
        let limits = workspace.stages.rows().iter().map(|stage| limits.days(stage)).collect();
        Self { limits, days: Days::default(), calendar }
    }

    /// Which checks a deal passes, in the order of [`Check::ALL`].
    fn passed(&mut self, lens: &Lens<'_>, fact: &Fact) -> [bool; 5] {
        let (columns, at) = (lens.columns, fact.deal);
        let expected = columns.expected[at];
        let (touched, has_step) = self.worked_on(lens, fact);
        let limit = self.limits.get(usize::from(fact.stage)).copied().unwrap_or(DEFAULT_LIMIT_DAYS);
        let idle = lens.last.saturating_sub(touched);
        [
            has_step,
            fact.amount != Amount::Missing,
            columns.owner[at] != NONE,
            expected != NO_DAY && expected >= lens.last,
            idle <= i32::from(limit),
        ]
    }

    /// The last day up to the day of the lens that somebody worked on a deal, and whether something was planned on it then.
    fn worked_on(&mut self, lens: &Lens<'_>, fact: &Fact) -> (Day, bool) {
        let (columns, last) = (lens.columns, lens.last);
        let deal = &lens.workspace.deals.rows()[fact.deal];
        let stays = &columns.stays(fact.deal)[..fact.stays];
        let moved = stays.last().map_or(fact.created, |stay| stay.entered.min(last));
        let mut touched = fact.created.max(moved);
        let mut see = |day: Day| {
            if day <= last {
                touched = touched.max(day);
            }
        };
        for past in columns.earlier(fact.deal) {
            see(past.until);
        }
        for note in &deal.notes {
            see(self.days.of(note.written, self.calendar));
        }
        let mut has_step = false;
        for activity in lens.workspace.activities_on(deal.id) {
            let done = activity.done.map(|done| self.days.of(done, self.calendar));
            done.into_iter().for_each(&mut see);
            if done.is_none_or(|done| done > last) && !has_step {
                has_step = self.days.of(activity.created, self.calendar) <= last;
            }
        }
        (touched, has_step)
    }
}

/// The last day of the week before that of a day: where a trend by whole weeks ends.
pub fn last_sunday(day: Date) -> Date {
    use chrono::Datelike;
    date_of(day_of(day) - i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0) - 1)
}
