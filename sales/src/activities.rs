//! What is to be done next, and when something was done last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::Days;

use crate::ids::{ActivityId, DealId, PersonId};
use crate::model::{Activity, Deal, Due, Ix, Standing, Workspace};
use crate::time::{Calendar, Date, Timestamp};

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

/// Calendar days since somebody last worked on a deal: a move, a note, a new value, an activity that was done.
pub fn idle_days(workspace: &Workspace, deal: &Deal, now: Timestamp, calendar: &impl Calendar) -> i64 {
    calendar.days_between(touched(workspace, deal), now).max(0)
}

/// How many days ahead an agenda looks.
pub const DAYS_AHEAD: u64 = 7;

/// What is to be done: planned activities by how they stand, those due first first, and open deals that nobody has planned
/// anything on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// Their day is past.
    pub overdue: Vec<ActivityId>,
    /// Due on the day.
    pub today: Vec<ActivityId>,
    /// Due within [`DAYS_AHEAD`] days.
    pub soon: Vec<ActivityId>,
    /// Without a day.
    pub someday: Vec<ActivityId>,
    /// Planned for later than that.
    pub later: usize,
    /// Open deals without a next step, the ones worth most first; those without a value last.
    pub without: Vec<Ix<Deal>>,
    /// Nurtured deals whose day to come back to them has come, the earliest first.
    pub waking: Vec<Ix<Deal>>,
}

/// Whose an activity is to do: its owner's; where it has none, its deal's owner's. `None` where its deal was removed, and it is
/// nobody's any more.
pub fn doer(workspace: &Workspace, activity: &Activity) -> Option<Option<PersonId>> {
    let deal = match activity.deal {
        Some(id) => Some(workspace.deals.live(id)?),
        None => None,
    };
    Some(activity.owner.or(deal.and_then(|deal| deal.owner)))
}

/// The agenda of a person, or of everybody: what is theirs to do, see [`doer`].
pub fn agenda(workspace: &Workspace, person: Option<PersonId>, today: Date) -> Agenda {
    let is_asked = |owner: Option<PersonId>| person.is_none() || owner == person;
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let mut agenda = Agenda::default();
    let mut planned: Vec<&Activity> = Vec::new();
    let mut busy = HashSet::new();
    for activity in workspace.activities.iter().filter(|activity| activity.is_planned()) {
        let Some(owner) = doer(workspace, activity) else { continue };
        busy.extend(activity.deal);
        if is_asked(owner) {
            planned.push(activity);
        }
    }
    planned.sort_by_key(|activity| activity.by_due());
    for activity in planned {
        let part = match Urgency::of(activity.due, today) {
            Urgency::Overdue => &mut agenda.overdue,
            Urgency::Today => &mut agenda.today,
            Urgency::Later if activity.due.is_some_and(|due| due.date <= last) => &mut agenda.soon,
            Urgency::Someday => &mut agenda.someday,
            Urgency::Later => {
                agenda.later += 1;
                continue;
            }
        };
        part.push(activity.id);
    }
    let mut waking = Vec::new();
    let mut without = Vec::new();
    for (ix, deal) in workspace.deals.iter_ix().filter(|(_, deal)| is_asked(deal.owner)) {
        match &deal.position.standing {
            Standing::Open if !busy.contains(&deal.id) => without.push((worth(workspace, deal), ix)),
            Standing::Nurtured { until: Some(until), .. } if *until <= today => waking.push((*until, ix)),
            _ => {}
        }
    }
    without.sort_by_key(|&(worth, ix)| (Reverse(worth), ix));
    waking.sort_unstable();
    agenda.without = without.into_iter().map(|row| row.1).collect();
    agenda.waking = waking.into_iter().map(|row| row.1).collect();
    agenda
}

/// What is planned for each day from one to another, both included, by the time of day; `person` as in [`agenda`].
pub fn between(
    workspace: &Workspace,
    person: Option<PersonId>,
    (from, to): (Date, Date),
) -> BTreeMap<Date, Vec<ActivityId>> {
    let mut planned: Vec<(Date, &Activity)> = Vec::new();
    for activity in workspace.activities.iter().filter(|activity| activity.is_planned()) {
        let Some(due) = activity.due.filter(|due| (from..=to).contains(&due.date)) else { continue };
        let Some(owner) = doer(workspace, activity) else { continue };
        if person.is_none() || owner == person {
            planned.push((due.date, activity));
        }
    }
    planned.sort_by_key(|(_, activity)| activity.by_due());
    let mut days: BTreeMap<Date, Vec<ActivityId>> = BTreeMap::new();
    for (day, activity) in planned {
        days.entry(day).or_default().push(activity.id);
    }
    days
}

/// The value of a deal in minor units of the workspace's currency; `None` where it has none, or its currency no rate.
fn worth(workspace: &Workspace, deal: &Deal) -> Option<i128> {
    let value = deal.value?;
    workspace.settings.in_base(value.minor.into(), value.currency)
}
