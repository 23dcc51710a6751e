//! Names become records: those that are there, or new ones.

use std::borrow::Cow;
use std::collections::HashMap;

use sales::hue::HUES;
use sales::ids::{ChoiceId, ContactId, IdSource, OrganisationId, PersonId, Uuid};
use sales::log::Change;
use sales::model::{ListKind, Workspace, initials_of};
use sales::money::Money;
use sales::rank::Rank;

use super::externals::Externals;
use super::listed::{Listed, Same, Telling};
use super::report::{Effect, Kind, Problem, Report};
use super::ticker::Ticker;
use crate::names::exact_key as key;
use crate::setup::{NameKind, NameSetup, RowRef, Setup};

/// What is known by name, and what was made anew.
pub(super) struct Directory<'a> {
    decided: HashMap<(NameKind, String), &'a NameSetup>,
    /// Names as they stand in the files, and what they came to: most names of a file are met many times, and taking one apart
    /// takes longer than looking it up.
    met: HashMap<NameKind, HashMap<String, Uuid>>,
    /// What rows of lists came to.
    listed: Listed,
    /// All records but contacts.
    known: HashMap<(NameKind, String), Uuid>,
    /// By organisation and name: two people of two firms may have one name.
    contacts: HashMap<(Option<OrganisationId>, String), ContactId>,
    last_ranks: HashMap<ListKind, Rank>,
    hue: u8,
    /// The people behind the ids that files of people have.
    person_ids: HashMap<String, PersonId>,
    organisation_ids: Externals,
    contact_ids: Externals,
    /// The list prices of products.
    pub(super) prices: HashMap<ChoiceId, Money>,
    pub(super) changes: Vec<Change>,
    pub(super) report: Report,
    pub(super) ticker: Ticker<'a>,
}

impl NameKind {
    /// The names of a list's entries.
    fn of_list(list: ListKind) -> Self {
        match list {
            ListKind::Product => Self::Product,
            ListKind::Segment => Self::Segment,
            ListKind::Source => Self::Source,
            ListKind::Tag => Self::Tag,
            ListKind::LossReason => Self::LossReason,
            ListKind::ActivityKind => Self::ActivityKind,
        }
    }

    /// The list that such names are of.
    pub fn list(self) -> Option<ListKind> {
        Some(match self {
            Self::Product => ListKind::Product,
            Self::Segment => ListKind::Segment,
            Self::Source => ListKind::Source,
            Self::Tag => ListKind::Tag,
            Self::LossReason => ListKind::LossReason,
            Self::ActivityKind => ListKind::ActivityKind,
            Self::Person | Self::Organisation | Self::Contact | Self::Deal => return None,
        })
    }
}

impl<'a> Directory<'a> {
    pub(super) fn new(workspace: &Workspace, setup: &'a Setup, ticker: Ticker<'a>) -> Self {
        // The first of a name wins: that is the older record.
        fn by_name<K: std::hash::Hash + Eq, V>(rows: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
            let mut map = HashMap::new();
            for (key, value) in rows {
                map.entry(key).or_insert(value);
            }
            map
        }
        let mut last_ranks: HashMap<ListKind, Rank> = HashMap::new();
        for row in workspace.choices.rows() {
            let last = last_ranks.entry(row.list).or_insert(row.rank);
            *last = row.rank.max(*last);
        }
        let people = workspace.people.iter().map(|row| ((NameKind::Person, key(&row.name)), row.id.0));
        let organisations =
            workspace.organisations.iter().map(|row| ((NameKind::Organisation, key(&row.name)), row.id.0));
        let choices =
            workspace.choices.iter().map(|row| ((NameKind::of_list(row.list), key(&row.name)), row.id.0));
        Self {
            decided: setup
                .names
                .iter()
                .flat_map(|(kind, names)| names.iter().map(|(name, to)| ((*kind, key(name)), to)))
                .collect(),
            met: HashMap::new(),
            listed: Listed::new(workspace, setup),
            known: by_name(people.chain(organisations).chain(choices)),
            contacts: by_name(
                workspace.contacts.iter().map(|row| ((row.organisation, key(&row.name)), row.id)),
            ),
            last_ranks,
            hue: u8::try_from(workspace.people.iter().count() % usize::from(HUES)).unwrap_or(0),
            person_ids: workspace
                .people
                .iter()
                .filter_map(|row| Some((row.external.clone()?, row.id)))
                .collect(),
            organisation_ids: Externals::of(
                workspace.organisations.iter().map(|row| (row.external.as_ref(), row.id.0)),
            ),
            contact_ids: Externals::of(
                workspace.contacts.iter().map(|row| (row.external.as_ref(), row.id.0)),
            ),
            prices: workspace.choices.iter().filter_map(|row| Some((row.id, row.price?))).collect(),
            changes: Vec::new(),
            report: Report::default(),
            ticker,
        }
    }

    /// The name that counts, or the record that was chosen for it. `None` where the field is to stay empty.
    fn decided<'n>(&self, kind: NameKind, name: &'n str) -> Option<Chosen<'n>>
    where
        'a: 'n,
    {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        match self.decided.get(&(kind, key(name))) {
            None => Some(Chosen::Named(name)),
            Some(NameSetup::Existing(id)) => Some(Chosen::Record(*id)),
            Some(NameSetup::SameAs(other)) => Some(Chosen::Named(other)),
            Some(NameSetup::Nobody) => None,
        }
    }

    /// Whether there is a record of this name, or was made anew. Contacts are known by more than that.
    pub(super) fn knows(&self, kind: NameKind, name: &str) -> bool {
        self.known.contains_key(&(kind, key(name)))
    }

    /// Whether a name stands for itself.
    fn is_plain(&self, kind: NameKind, name: &str) -> bool {
        !name.trim().is_empty() && !self.decided.contains_key(&(kind, key(name)))
    }

    /// The record that a name stands for; made where there is none.
    fn record(
        &mut self,
        kind: NameKind,
        name: &str,
        ids: &mut dyn IdSource,
        make: impl FnOnce(&mut Self, Uuid, String) -> Kind,
    ) -> Option<Uuid> {
        if let Some(id) = self.met.get(&kind).and_then(|names| names.get(name)) {
            return Some(*id);
        }
        let id = match self.decided(kind, name)? {
            Chosen::Record(id) => id,
            Chosen::Named(named) => {
                // What was cut is known by what is left of it.
                let named = &*held(named);
                let known = (kind, key(named));
                // A file may name people by the ids that an earlier one told.
                let by_id = || self.person_ids.get(named).map(|id| id.0).filter(|_| kind == NameKind::Person);
                if let Some(id) = self.known.get(&known).copied().or_else(by_id) {
                    id
                } else {
                    let (id, named) = (ids.next_id(), one_line(named));
                    self.known.insert(known, id);
                    let made = make(self, id, named);
                    self.report.count_mut(made).added += 1;
                    id
                }
            }
        };
        self.met.entry(kind).or_default().insert(name.to_owned(), id);
        Some(id)
    }

    pub(super) fn person(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<PersonId> {
        let make = |this: &mut Self, id, name: String| {
            let (initials, hue) = (initials_of(&name), this.hue);
            this.hue = (hue + 1) % HUES;
            this.changes.push(Change::PersonAdded { id: PersonId(id), name, initials, hue, sample: false });
            Kind::Person
        };
        self.record(NameKind::Person, name, ids, make).map(PersonId)
    }

    /// The person that a row of a list is about, and whether they go by another name than here.
    pub(super) fn listed_person(
        &mut self,
        name: &str,
        external: &str,
        ids: &mut dyn IdSource,
    ) -> Option<(PersonId, bool)> {
        let called = (NameKind::Person, key(name));
        let is_new = self.is_plain(NameKind::Person, name) && !self.known.contains_key(&called);
        let by_id = self.person_ids.get(external).copied().filter(|_| is_new);
        let id = match by_id {
            Some(id) => {
                self.known.insert(called, id.0);
                id
            }
            None => self.person(name, ids)?,
        };
        if !external.is_empty() {
            self.person_ids.entry(external.to_owned()).or_insert(id);
        }
        Some((id, by_id.is_some()))
    }

    pub(super) fn organisation(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<OrganisationId> {
        self.record(NameKind::Organisation, name, ids, Self::make_organisation).map(OrganisationId)
    }

    fn make_organisation(&mut self, id: Uuid, name: String) -> Kind {
        self.changes.push(Change::OrganisationAdded { id: OrganisationId(id), name, sample: false });
        Kind::Organisation
    }

    /// The organisation that a row of a list is about.
    pub(super) fn listed_organisation(
        &mut self,
        row: RowRef,
        name: &str,
        by_id: Option<ById>,
        ids: &mut dyn IdSource,
    ) -> Option<OrganisationId> {
        let asked = Asked { row, kind: NameKind::Organisation, organisation: None, name, by_id };
        let named = |this: &mut Self, ids: &mut dyn IdSource| Some(this.organisation(name, ids)?.0);
        let another = |this: &mut Self, ids: &mut dyn IdSource| {
            let id = ids.next_id();
            this.make_organisation(id, one_line(name));
            this.report.count_mut(Kind::Organisation).added += 1;
            id
        };
        self.listed(&asked, ids, named, another).map(OrganisationId)
    }

    /// The record that a row of a list is about: the one of its name, another one of that name, or that of an earlier row.
    fn listed(
        &mut self,
        asked: &Asked<'_>,
        ids: &mut dyn IdSource,
        named: impl FnOnce(&mut Self, &mut dyn IdSource) -> Option<Uuid>,
        another: impl FnOnce(&mut Self, &mut dyn IdSource) -> Uuid,
    ) -> Option<Uuid> {
        let Asked { row, kind, organisation, name, by_id } = *asked;
        // What a name stands for is asked only where no own id says which record it is.
        let is_own = by_id.is_some_and(|by_id| by_id.sure == Sure::Own) && !name.is_empty();
        if !is_own && !self.is_plain(kind, name) {
            return named(self, ids);
        }
        let is_sure = by_id.is_some_and(|by_id| by_id.sure != Sure::No);
        let by_id = by_id.map(|by_id| by_id.record);
        let id = match self.listed.find(&(kind, organisation, key(name)), row, by_id, is_sure) {
            Same::Row(id, into) => {
                let problem = Problem::merged(row.file, into);
                self.report.about_row((row.file, row.line), name, problem, Effect::Noted);
                id
            }
            Same::Record(id) => id,
            Same::First => named(self, ids)?,
            Same::Another => another(self, ids),
        };
        self.listed.is(row, id);
        Some(id)
    }

    pub(super) fn contact(
        &mut self,
        name: &str,
        organisation: Option<OrganisationId>,
        ids: &mut dyn IdSource,
    ) -> Option<ContactId> {
        let name = match self.decided(NameKind::Contact, name)? {
            Chosen::Record(id) => return Some(ContactId(id)),
            Chosen::Named(name) => held(name),
        };
        let (name, key) = (&*name, key(&name));
        if let Some(id) = self.contacts.get(&(organisation, key.clone())) {
            return Some(*id);
        }
        let id = self.make_contact(name, organisation, ids);
        self.contacts.insert((organisation, key), id);
        Some(id)
    }

    fn make_contact(
        &mut self,
        name: &str,
        organisation: Option<OrganisationId>,
        ids: &mut dyn IdSource,
    ) -> ContactId {
        let id = ContactId(ids.next_id());
        self.changes.push(Change::ContactAdded { id, name: one_line(name), organisation, sample: false });
        self.report.count_mut(Kind::Contact).added += 1;
        id
    }

    /// The contact that a row of a list is about.
    pub(super) fn listed_contact(
        &mut self,
        row: RowRef,
        name: &str,
        organisation: Option<OrganisationId>,
        by_id: Option<ById>,
        ids: &mut dyn IdSource,
    ) -> Option<ContactId> {
        let asked = Asked { row, kind: NameKind::Contact, organisation, name, by_id };
        let named = |this: &mut Self, ids: &mut dyn IdSource| Some(this.contact(name, organisation, ids)?.0);
        let another = |this: &mut Self, ids: &mut dyn IdSource| this.make_contact(name, organisation, ids).0;
        self.listed(&asked, ids, named, another).map(ContactId)
    }

    /// Notes that a row of this import says something about a part of a record, and answers what the rows before it say.
    pub(super) fn tell(&mut self, record: Uuid, part: usize, row: RowRef, text: &str) -> Telling {
        self.listed.tell(record, part, row, text)
    }

    /// Remembers a new name of an organisation, for other files that call it so.
    pub(super) fn call_organisation(&mut self, name: &str, id: OrganisationId) {
        self.known.entry((NameKind::Organisation, key(name))).or_insert(id.0);
    }

    /// Remembers a new name or employer of a contact.
    pub(super) fn call_contact(&mut self, name: &str, organisation: Option<OrganisationId>, id: ContactId) {
        self.contacts.entry((organisation, key(name))).or_insert(id);
    }

    /// The ids that files have for organisations or contacts.
    fn externals(&mut self, kind: NameKind) -> &mut Externals {
        if kind == NameKind::Contact { &mut self.contact_ids } else { &mut self.organisation_ids }
    }

    /// Remembers the id that a file of this system has for an organisation or a contact.
    pub(super) fn learn(&mut self, kind: NameKind, source: &str, id: &str, record: Uuid) {
        self.externals(kind).learn(source, id, record);
    }

    /// Remembers the own id of an organisation or a contact.
    pub(super) fn own(&mut self, kind: NameKind, id: &str, record: Uuid) {
        self.externals(kind).own(id, record);
    }

    /// What has the id of a row of a list of organisations or contacts. Where a person said what the name stands for, that counts
    /// more than an id of another system.
    pub(super) fn by_id(
        &mut self,
        kind: NameKind,
        source: &str,
        id: &str,
        name: &str,
        is_own: bool,
    ) -> Option<ById> {
        let is_plain = self.is_plain(kind, name);
        let externals = self.externals(kind);
        let sure = match externals.exact(source, id) {
            _ if is_own => Sure::Own,
            Some(_) if is_plain => Sure::Other,
            _ => Sure::No,
        };
        // What two products gave is two ids, though they may be the same number.
        let is_one = externals.exact(source, id).is_some() || externals.is_open(source, id);
        externals.find(source, id).filter(|_| is_one).map(|record| ById { record, sure })
    }

    /// The organisation of an id that a file of this system has for it.
    pub(super) fn organisation_of(&self, source: &str, id: &str) -> Option<OrganisationId> {
        self.organisation_ids.find(source, id).map(OrganisationId)
    }

    /// The organisation that an id is of for sure, whatever it is called.
    pub(super) fn sure_organisation_of(&self, source: &str, id: &str) -> Option<OrganisationId> {
        self.organisation_ids.exact(source, id).map(OrganisationId)
    }

    /// The contact of an id that a file of this system has for them.
    pub(super) fn contact_of(&self, source: &str, id: &str) -> Option<ContactId> {
        self.contact_ids.find(source, id).map(ContactId)
    }

    /// Whether a file of this import told whose id of this system this is, and so it is none of another one.
    pub(super) fn has_told(&self, kind: NameKind, source: &str, id: &str) -> bool {
        if kind == NameKind::Contact {
            self.contact_ids.has_told(source, id)
        } else {
            self.organisation_ids.has_told(source, id)
        }
    }

    /// An entry of a list.
    pub(super) fn choice(&mut self, kind: NameKind, name: &str, ids: &mut dyn IdSource) -> Option<ChoiceId> {
        let list = kind.list()?;
        let make = |this: &mut Self, id, name| {
            let rank = Rank::between(this.last_ranks.get(&list).copied(), None).unwrap_or(Rank::MIDDLE);
            this.last_ranks.insert(list, rank);
            this.changes.push(Change::ChoiceAdded { id: ChoiceId(id), list, name, rank, sample: false });
            if list == ListKind::Product { Kind::Product } else { Kind::Choice }
        };
        self.record(kind, name, ids, make).map(ChoiceId)
    }
}

/// A row of a list, and what it says of the record that it is about.
struct Asked<'n> {
    row: RowRef,
    kind: NameKind,
    /// Of a contact.
    organisation: Option<OrganisationId>,
    name: &'n str,
    /// The record that has its id already.
    by_id: Option<ById>,
}

/// A record that has the id of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct ById {
    pub(super) record: Uuid,
    pub(super) sure: Sure,
}

/// Whether an id says more than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// It is the record's own id.
    Own,
    /// The same system gave it.
    Other,
    /// Another system may have it for something else.
    No,
}

enum Chosen<'a> {
    Record(Uuid),
    Named(&'a str),
}

/// A name as far as a record holds it; most are short.
fn held(name: &str) -> Cow<'_, str> {
    if name.len() > sales::decide::MAX_LINE_CHARS { one_line(name).into() } else { name.into() }
}

/// A name as a record holds it: one line, not too long.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(sales::decide::MAX_LINE_CHARS) {
        Some((end, _)) => line[..end].to_owned(),
        None => line,
    }
}
