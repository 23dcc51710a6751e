//! The directory: the team, and the customers' firms and people, each with what their deals come to; and the deals that
//! rest until their day comes.

use std::cmp::Ordering;

use crate::board::Totals;
use crate::ids::{ActivityId, ContactId, IdMap, OrganisationId, PersonId, PipelineId, Uuid};
use crate::model::{Activity, Contact, Deal, Ix, Standing, StandingKind, Workspace};
use crate::query::{Collation, Direction, Spot, contains};
use crate::time::Date;

/// Somebody or something that deals belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A person of the team: the deals they own.
    Person(PersonId),
    /// A customer's firm.
    Organisation(OrganisationId),
    /// A person at a customer's.
    Contact(ContactId),
}

impl Party {
    fn has(self, deal: &Deal) -> bool {
        match self {
            Self::Person(id) => deal.owner == Some(id),
            Self::Organisation(id) => deal.organisation == Some(id),
            Self::Contact(id) => deal.contact == Some(id),
        }
    }
}

/// What the deals of a party come to, over all pipelines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// All of them, whatever their standing.
    pub deals: usize,
    /// Those that are being worked on.
    pub open: Totals,
    /// Those that were won.
    pub won: Totals,
}

impl Tally {
    /// The tally of one party.
    pub fn of(workspace: &Workspace, party: Party) -> Self {
        let mut tally = Self::default();
        for deal in workspace.deals.iter().filter(|deal| party.has(deal)) {
            tally.include(workspace, deal);
        }
        tally
    }

    fn include(&mut self, workspace: &Workspace, deal: &Deal) {
        self.deals += 1;
        match deal.standing() {
            StandingKind::Open => self.open.include(workspace, deal),
            StandingKind::Won => self.won.include(workspace, deal),
            StandingKind::Lost | StandingKind::Nurtured => {}
        }
    }
}

/// The deals of a party over all pipelines: open ones first, then nurtured, won and lost; among them those first that came
/// last to where they are.
pub fn deals_of(workspace: &Workspace, party: Party) -> Vec<Ix<Deal>> {
    let place = |ix: &Ix<Deal>| {
        let deal = workspace.deals.at(*ix);
        let standing = match deal.standing() {
            StandingKind::Open => 0,
            StandingKind::Nurtured => 1,
            StandingKind::Won => 2,
            StandingKind::Lost => 3,
        };
        (standing, std::cmp::Reverse(deal.entered()), *ix)
    };
    let mut deals: Vec<Ix<Deal>> =
        workspace.deals.iter_ix().filter(|(_, deal)| party.has(deal)).map(|(ix, _)| ix).collect();
    deals.sort_by_cached_key(place);
    deals
}

/// What is planned and what was done with a customer: on its deals, with its people, or on none of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dealings {
    /// Those that are due first first, those without a day last.
    pub planned: Vec<ActivityId>,
    /// The latest first.
    pub done: Vec<ActivityId>,
}

/// The activities of a party: those that name it, those on its deals, and for a firm those with its people. A person of the team has the
/// ones they own. What is on removed deals is left out.
pub fn activities_of(workspace: &Workspace, party: Party) -> Dealings {
    let is_with = |activity: &Activity| match party {
        Party::Person(id) => activity.owner == Some(id),
        Party::Organisation(id) => {
            let contact = activity.contact.and_then(|contact| workspace.contacts.live(contact));
            activity.organisation == Some(id) || contact.is_some_and(|row| row.organisation == Some(id))
        }
        Party::Contact(id) => activity.contact == Some(id),
    };
    let belongs = |activity: &&Activity| match activity.deal {
        None => is_with(activity),
        Some(deal) => {
            let deal = workspace.deals.live(deal);
            let is_theirs = |deal: &Deal| !matches!(party, Party::Person(_)) && party.has(deal);
            deal.is_some_and(|deal| is_theirs(deal) || is_with(activity))
        }
    };
    let (mut planned, mut done): (Vec<&Activity>, Vec<&Activity>) =
        workspace.activities.iter().filter(belongs).partition(|activity| activity.is_planned());
    planned.sort_by_key(|activity| activity.by_due());
    done.sort_by_key(|activity| std::cmp::Reverse((activity.done, activity.id)));
    let ids = |rows: Vec<&Activity>| rows.into_iter().map(|activity| activity.id).collect();
    Dealings { planned: ids(planned), done: ids(done) }
}

/// The people of a firm, in the order they came.
pub fn contacts_of(workspace: &Workspace, firm: OrganisationId) -> Vec<&Contact> {
    workspace.contacts.iter().filter(|contact| contact.organisation == Some(firm)).collect()
}

/// A list of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// The team.
    People,
    /// The customers' firms.
    Organisations,
    /// The customers' people.
    Contacts,
}

/// What a list of the directory can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The name.
    #[default]
    Name,
    /// The name of a contact's firm.
    Firm,
    /// How many contacts a firm has.
    Contacts,
    /// How many deals are open.
    OpenDeals,
    /// What the open deals are worth.
    OpenValue,
    /// What the won deals were worth.
    Won,
}

/// A line of such a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The id of the record, of the kind that was asked for.
    pub id: Uuid,
    /// What its deals come to.
    pub tally: Tally,
    /// How many contacts a firm has.
    pub contacts: usize,
}

/// The names that a list is sorted by, whatever is searched for.
pub fn names(workspace: &Workspace, listing: Listing) -> Vec<&str> {
    let names = entries(workspace, listing).into_iter().flat_map(|entry| [entry.name, entry.firm]);
    names.filter(|name| !name.is_empty()).collect()
}

/// The lines of a list that contain all words of `search`, sorted; names as `collation` has them, which has to know the
/// [names] of the list. Those with nothing in the sorted column come last either way, and so do people who left the team.
pub fn lines(
    workspace: &Workspace,
    listing: Listing,
    search: &str,
    (by, direction): (By, Direction),
    collation: &Collation,
) -> Vec<Line> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let mut tallies: IdMap<Uuid, Tally> = IdMap::default();
    for deal in workspace.deals.iter() {
        let id = match listing {
            Listing::People => deal.owner.map(|id| id.0),
            Listing::Organisations => deal.organisation.map(|id| id.0),
            Listing::Contacts => deal.contact.map(|id| id.0),
        };
        if let Some(id) = id {
            tallies.entry(id).or_default().include(workspace, deal);
        }
    }
    let mut employed: IdMap<Uuid, usize> = IdMap::default();
    if listing == Listing::Organisations {
        for firm in workspace.contacts.iter().filter_map(|contact| contact.organisation) {
            *employed.entry(firm.0).or_insert(0) += 1;
        }
    }
    let mut sorted: Vec<(Place, Line)> = Vec::new();
    for entry in entries(workspace, listing) {
        if !entry.has(&words) {
            continue;
        }
        let line = Line {
            id: entry.id,
            tally: tallies.remove(&entry.id).unwrap_or_default(),
            contacts: employed.get(&entry.id).copied().unwrap_or(0),
        };
        sorted.push((Place::of(workspace, &entry, &line, by, collation), line));
    }
    sorted.sort_by(|(a, _), (b, _)| a.order(b, direction));
    sorted.into_iter().map(|(_, line)| line).collect()
}

/// A record of any list, as far as lists are alike.
struct Entry<'a> {
    id: Uuid,
    name: &'a str,
    firm: &'a str,
    /// More texts that a search looks through.
    more: [&'a str; 3],
    is_archived: bool,
}

impl Entry<'_> {
    fn has(&self, words: &[String]) -> bool {
        words.iter().all(|word| {
            contains(self.name, word)
                || contains(self.firm, word)
                || self.more.iter().any(|text| contains(text, word))
        })
    }
}

fn entries(workspace: &Workspace, listing: Listing) -> Vec<Entry<'_>> {
    match listing {
        Listing::People => workspace
            .people
            .iter()
            .map(|row| Entry {
                id: row.id.0,
                name: &row.name,
                firm: "",
                more: [&row.manager, &row.region, ""],
                is_archived: row.archived,
            })
            .collect(),
        Listing::Organisations => workspace
            .organisations
            .iter()
            .map(|row| Entry {
                id: row.id.0,
                name: &row.name,
                firm: "",
                more: [&row.website, &row.address, &row.about],
                is_archived: false,
            })
            .collect(),
        Listing::Contacts => workspace
            .contacts
            .iter()
            .map(|row| {
                let firm = row.organisation.and_then(|id| workspace.organisations.live(id));
                Entry {
                    id: row.id.0,
                    name: &row.name,
                    firm: firm.map_or("", |firm| firm.name.as_str()),
                    more: [&row.role, &row.phone, &row.email],
                    is_archived: false,
                }
            })
            .collect(),
    }
}

/// Where a line stands: first by what is sorted by, then by name, then by id, so that the order is one and the same.
struct Place {
    is_archived: bool,
    /// Smallest first; `None` for nothing in the column.
    number: Option<i128>,
    /// Sorted the way that is asked for.
    text: Spot,
    /// Sorted from A to Z either way.
    name: Spot,
    id: Uuid,
}

impl Place {
    fn of(workspace: &Workspace, entry: &Entry<'_>, line: &Line, by: By, collation: &Collation) -> Self {
        let count = |count: usize| (count > 0).then_some(count as i128);
        // Where a rate is missing there is no sum to sort by.
        let value = |totals: &Totals| totals.value(workspace).ok().filter(|_| totals.count > 0);
        let (number, text) = match by {
            By::Name => (Some(0), entry.name),
            By::Firm => ((!entry.firm.is_empty()).then_some(0), entry.firm),
            By::Contacts => (count(line.contacts), ""),
            By::OpenDeals => (count(line.tally.open.count), ""),
            By::OpenValue => (value(&line.tally.open), ""),
            By::Won => (value(&line.tally.won), ""),
        };
        Self {
            is_archived: entry.is_archived,
            number,
            text: collation.spot(text),
            name: collation.spot(entry.name),
            id: entry.id,
        }
    }

    fn order(&self, other: &Self, direction: Direction) -> Ordering {
        let key = |place: &Self| (place.is_archived, place.number.is_none());
        let sorted = self.number.cmp(&other.number).then_with(|| self.text.cmp(&other.text));
        let sorted = match direction {
            Direction::Ascending => sorted,
            Direction::Descending => sorted.reverse(),
        };
        key(self)
            .cmp(&key(other))
            .then(sorted)
            .then_with(|| self.name.cmp(&other.name))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// The nurtured deals of a pipeline: the first to wake up first, those without a day last.
pub fn nurtured(workspace: &Workspace, pipeline: PipelineId) -> Vec<Ix<Deal>> {
    let mut deals: Vec<(Option<Date>, Ix<Deal>)> = workspace
        .deals
        .iter_ix()
        .filter(|(_, deal)| workspace.pipeline_of(deal) == Some(pipeline))
        .filter_map(|(ix, deal)| match &deal.position.standing {
            Standing::Nurtured { until, .. } => Some((*until, ix)),
            _ => None,
        })
        .collect();
    deals.sort_by_key(|&(until, ix)| (until.is_none(), until, ix));
    deals.into_iter().map(|(_, ix)| ix).collect()
}

/// Whether the day to come back to a nurtured deal has come.
pub fn is_due(deal: &Deal, today: Date) -> bool {
    matches!(&deal.position.standing, Standing::Nurtured { until: Some(until), .. } if *until <= today)
}

#[cfg(test)]
mod tests;
