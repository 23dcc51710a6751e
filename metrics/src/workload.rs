//! How much each person looks after, against how much one can: whether a team needs more people, or fewer deals each.

use std::collections::BTreeMap;

use super::{Group, Key, Outcomes};
use sales::ids::PersonId;
use sales::model::{Activity, Deal, Ix, Workspace};
use sales::time::Date;

/// What a person looks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Whose; `None` for what is nobody's.
    pub person: Option<PersonId>,
    /// How many of their activities are overdue or due up to the day.
    pub due: usize,
    /// How many open deals they can look after, as far as someone said so. Nobody looks after nothing.
    pub capacity: Option<u16>,
}

/// What all together look after, of those whose capacity is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// Open deals.
    pub open: usize,
    /// Open deals that they can look after.
    pub capacity: usize,
    /// How many people that is.
    pub people: usize,
}

impl Room {
    /// How many more deals there is room for; below zero, how many are too many.
    pub fn left(self) -> i64 {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        number(self.capacity) - number(self.open)
    }

    /// How many people more it takes for what is too much, each with what these can look after on average.
    pub fn people_missing(self) -> usize {
        let excess = self.open.saturating_sub(self.capacity);
        if excess == 0 || self.capacity == 0 { 0 } else { (excess * self.people).div_ceil(self.capacity) }
    }
}

/// How many open deals a person can look after: their own number, or everybody's.
pub fn capacity_of(workspace: &Workspace, person: PersonId) -> Option<u16> {
    let own = workspace.people.live(person)?;
    own.capacity.or(workspace.settings.capacity)
}

/// The groups of owners, and then one without deals for each person in use who is no owner, and for nobody. What they look
/// after may be activities alone, and there is room for deals with those who have none.
pub fn staffed(workspace: &Workspace, owners: &[Group]) -> Vec<Group> {
    let in_use = workspace.people.iter().filter(|row| !row.archived).map(|row| Some(row.id));
    let others = in_use.chain([None]).map(Key::Owner);
    let others = others.filter(|key| owners.iter().all(|group| group.key != *key));
    let idle = others.map(|key| Group { key, outcomes: Outcomes::default() });
    owners.iter().cloned().chain(idle).collect()
}

/// The day that an activity is overdue or due on, if that is up to a day.
fn due(activity: &Activity, until: Date) -> Option<Date> {
    activity.due.map(|due| due.date).filter(|date| activity.done.is_none() && *date <= until)
}

/// The load of the owners of some groups, in their order: what is due until a day counts, whatever it is on.
pub fn loads(workspace: &Workspace, owners: &[Group], until: Date) -> Vec<Load> {
    let mut counts: BTreeMap<Option<PersonId>, usize> = BTreeMap::new();
    for activity in workspace.activities.iter().filter(|row| due(row, until).is_some()) {
        *counts.entry(activity.owner).or_default() += 1;
    }
    let load = |group: &Group| {
        let person = match group.key {
            Key::Owner(person) => person,
            _ => None,
        };
        let capacity = person.and_then(|person| capacity_of(workspace, person));
        Load { person, due: counts.get(&person).copied().unwrap_or(0), capacity }
    };
    owners.iter().map(load).collect()
}

/// How many activities of a person are overdue or due up to a day, and how many of those are on no deal.
pub fn due_apart(workspace: &Workspace, person: Option<PersonId>, until: Date) -> (usize, usize) {
    let is_due = |row: &&Activity| row.owner == person && due(row, until).is_some();
    let is_apart = |row: &&Activity| row.deal.and_then(|id| workspace.deals.live(id)).is_none();
    let rows = || workspace.activities.iter().filter(is_due);
    (rows().count(), rows().filter(is_apart).count())
}

/// The deals that have an activity of a person overdue or due up to a day, the earliest due first; each once. `None` stands for activities that are nobody's.
pub fn due_deals(workspace: &Workspace, person: Option<PersonId>, until: Date) -> Vec<Ix<Deal>> {
    let mut first: BTreeMap<usize, (Date, Ix<Deal>)> = BTreeMap::new();
    for activity in workspace.activities.iter() {
        let deal = activity.deal.and_then(|id| workspace.deals.ix(id));
        let deal = deal.filter(|ix| !workspace.deals.at(*ix).removed && activity.owner == person);
        if let (Some(date), Some(deal)) = (due(activity, until), deal) {
            let known = first.entry(deal.index()).or_insert((date, deal));
            known.0 = known.0.min(date);
        }
    }
    // Those due on the same day stay in the order they came.
    let mut deals: Vec<(Date, Ix<Deal>)> = first.into_values().collect();
    deals.sort_by_key(|row| row.0);
    deals.into_iter().map(|row| row.1).collect()
}

/// What there is room for, of the people in use; `None` where nobody's capacity is known.
pub fn room(workspace: &Workspace, owners: &[Group]) -> Option<Room> {
    let mut room = Room::default();
    for person in workspace.people.iter().filter(|row| !row.archived) {
        let Some(capacity) = capacity_of(workspace, person.id) else { continue };
        let own = owners.iter().find(|group| group.key == Key::Owner(Some(person.id)));
        room.open += own.map_or(0, |group| group.outcomes.open);
        room.capacity += usize::from(capacity);
        room.people += 1;
    }
    (room.people > 0).then_some(room)
}
