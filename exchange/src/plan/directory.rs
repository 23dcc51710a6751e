//! Names become records: those that are there, or new ones.

use std::collections::{BTreeMap, HashMap};

use sales::ids::{ChoiceId, ContactId, IdSource, OrganisationId, PersonId, Uuid};
use sales::log::Change;
use sales::model::{ListKind, Workspace, initials_of};
use sales::money::Money;
use sales::rank::Rank;

use super::report::{Kind, Report};
use crate::names::exact_key as key;
use crate::setup::{NameKind, NameSetup};

/// What is known by name, and what was made anew.
pub(super) struct Directory<'a> {
    decided: HashMap<(NameKind, String), &'a NameSetup>,
    /// Names as they stand in the files, and what they came to: most names of a file are met many times, and taking one apart
    /// takes longer than looking it up.
    met: HashMap<NameKind, HashMap<String, Uuid>>,
    people: HashMap<String, PersonId>,
    organisations: HashMap<String, OrganisationId>,
    /// By organisation and name: two people of two firms may have one name.
    contacts: HashMap<(Option<OrganisationId>, String), ContactId>,
    choices: HashMap<(ListKind, String), ChoiceId>,
    last_ranks: HashMap<ListKind, Rank>,
    hue: u8,
    /// The records behind the ids that files of organisations and contacts have.
    organisation_ids: HashMap<String, OrganisationId>,
    contact_ids: HashMap<String, ContactId>,
    /// The list prices of products.
    pub(super) prices: HashMap<ChoiceId, Money>,
    pub(super) changes: Vec<Change>,
    pub(super) report: Report,
}

/// How many colours people have.
const HUES: u8 = 10;

impl NameKind {
    /// The list that such names are of.
    pub fn list(self) -> Option<ListKind> {
        Some(match self {
            Self::Product => ListKind::Product,
            Self::Segment => ListKind::Segment,
            Self::Source => ListKind::Source,
            Self::Tag => ListKind::Tag,
            Self::LossReason => ListKind::LossReason,
            Self::Person | Self::Organisation | Self::Contact => return None,
        })
    }
}

impl<'a> Directory<'a> {
    pub(super) fn new(
        workspace: &Workspace,
        decided: &'a BTreeMap<NameKind, BTreeMap<String, NameSetup>>,
    ) -> Self {
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
        Self {
            decided: decided
                .iter()
                .flat_map(|(kind, names)| names.iter().map(|(name, to)| ((*kind, key(name)), to)))
                .collect(),
            met: HashMap::new(),
            people: by_name(workspace.people.iter().map(|row| (key(&row.name), row.id))),
            organisations: by_name(workspace.organisations.iter().map(|row| (key(&row.name), row.id))),
            contacts: by_name(
                workspace.contacts.iter().map(|row| ((row.organisation, key(&row.name)), row.id)),
            ),
            choices: by_name(workspace.choices.iter().map(|row| ((row.list, key(&row.name)), row.id))),
            last_ranks,
            hue: u8::try_from(workspace.people.iter().count() % usize::from(HUES)).unwrap_or(0),
            organisation_ids: workspace
                .organisations
                .iter()
                .filter_map(|row| Some((row.external.clone()?, row.id)))
                .collect(),
            contact_ids: workspace
                .contacts
                .iter()
                .filter_map(|row| Some((row.external.clone()?, row.id)))
                .collect(),
            prices: workspace.choices.iter().filter_map(|row| Some((row.id, row.price?))).collect(),
            changes: Vec::new(),
            report: Report::default(),
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

    fn met(&self, kind: NameKind, name: &str) -> Option<Uuid> {
        self.met.get(&kind)?.get(name).copied()
    }

    fn remember(&mut self, kind: NameKind, name: &str, id: Uuid) {
        self.met.entry(kind).or_default().insert(name.to_owned(), id);
    }

    pub(super) fn person(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<PersonId> {
        if let Some(id) = self.met(NameKind::Person, name) {
            return Some(PersonId(id));
        }
        let id = self.find_person(name, ids)?;
        self.remember(NameKind::Person, name, id.0);
        Some(id)
    }

    fn find_person(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<PersonId> {
        let name = match self.decided(NameKind::Person, name)? {
            Chosen::Record(id) => return Some(PersonId(id)),
            Chosen::Named(name) => name,
        };
        let key = key(name);
        if let Some(id) = self.people.get(&key) {
            return Some(*id);
        }
        let id = PersonId(ids.next_id());
        self.people.insert(key, id);
        let (name, hue) = (one_line(name), self.hue);
        self.hue = (self.hue + 1) % HUES;
        self.changes.push(Change::PersonAdded { id, initials: initials_of(&name), name, hue, sample: false });
        self.report.count_mut(Kind::Person).added += 1;
        Some(id)
    }

    pub(super) fn organisation(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<OrganisationId> {
        if let Some(id) = self.met(NameKind::Organisation, name) {
            return Some(OrganisationId(id));
        }
        let id = self.find_organisation(name, ids)?;
        self.remember(NameKind::Organisation, name, id.0);
        Some(id)
    }

    fn find_organisation(&mut self, name: &str, ids: &mut dyn IdSource) -> Option<OrganisationId> {
        let name = match self.decided(NameKind::Organisation, name)? {
            Chosen::Record(id) => return Some(OrganisationId(id)),
            Chosen::Named(name) => name,
        };
        let key = key(name);
        if let Some(id) = self.organisations.get(&key) {
            return Some(*id);
        }
        let id = OrganisationId(ids.next_id());
        self.organisations.insert(key, id);
        self.changes.push(Change::OrganisationAdded { id, name: one_line(name), sample: false });
        self.report.count_mut(Kind::Organisation).added += 1;
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
            Chosen::Named(name) => name,
        };
        let key = key(name);
        if let Some(id) = self.contacts.get(&(organisation, key.clone())) {
            return Some(*id);
        }
        let id = ContactId(ids.next_id());
        self.contacts.insert((organisation, key), id);
        self.changes.push(Change::ContactAdded { id, name: one_line(name), organisation, sample: false });
        self.report.count_mut(Kind::Contact).added += 1;
        Some(id)
    }

    /// Remembers the id that a file has for an organisation.
    pub(super) fn learn_organisation(&mut self, external: &str, id: OrganisationId) {
        if !external.is_empty() {
            self.organisation_ids.insert(external.to_owned(), id);
        }
    }

    /// The organisation of an id that a file has for it.
    pub(super) fn organisation_of(&self, external: &str) -> Option<OrganisationId> {
        self.organisation_ids.get(external).copied()
    }

    /// Remembers the id that a file has for a contact.
    pub(super) fn learn_contact(&mut self, external: &str, id: ContactId) {
        if !external.is_empty() {
            self.contact_ids.insert(external.to_owned(), id);
        }
    }

    /// The contact of an id that a file has for them.
    pub(super) fn contact_of(&self, external: &str) -> Option<ContactId> {
        self.contact_ids.get(external).copied()
    }

    /// An entry of a list.
    pub(super) fn choice(&mut self, kind: NameKind, name: &str, ids: &mut dyn IdSource) -> Option<ChoiceId> {
        if let Some(id) = self.met(kind, name) {
            return Some(ChoiceId(id));
        }
        let id = self.find_choice(kind, name, ids)?;
        self.remember(kind, name, id.0);
        Some(id)
    }

    fn find_choice(&mut self, kind: NameKind, name: &str, ids: &mut dyn IdSource) -> Option<ChoiceId> {
        let list = kind.list()?;
        let name = match self.decided(kind, name)? {
            Chosen::Record(id) => return Some(ChoiceId(id)),
            Chosen::Named(name) => name,
        };
        let key = (list, key(name));
        if let Some(id) = self.choices.get(&key) {
            return Some(*id);
        }
        let id = ChoiceId(ids.next_id());
        self.choices.insert(key, id);
        let rank = Rank::between(self.last_ranks.get(&list).copied(), None).unwrap_or(Rank::MIDDLE);
        self.last_ranks.insert(list, rank);
        self.changes.push(Change::ChoiceAdded { id, list, name: one_line(name), rank, sample: false });
        let kind = if list == ListKind::Product { Kind::Product } else { Kind::Choice };
        self.report.count_mut(kind).added += 1;
        Some(id)
    }
}

enum Chosen<'a> {
    Record(Uuid),
    Named(&'a str),
}

/// A name as a record holds it: one line, not too long.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(sales::decide::MAX_LINE_CHARS) {
        Some((end, _)) => line[..end].to_owned(),
        None => line,
    }
}
