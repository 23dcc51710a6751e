//! Rows of one name that nothing but their names says are one: two deals of one title for one customer, two customers or
//! contacts of one name.
//!
//! Deals of one id are asked about as well, whatever their titles: a deal may have another title in a newer file.
//!
//! They are asked about like names that are near to each other. What is proposed loses nothing: rows of a list are one where
//! no cell of the one contradicts the other; deals are two, unless they have one id.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use sales::model::Workspace;

use super::Near;
use crate::names::exact_key;
use crate::plan::{cell, name};
use crate::setup::{FileSetup, NameKind, RowRef, Setup, Twin};
use crate::table::{Row, Table};
use crate::target::{FileKind, Target};

/// A row with what is decided about its table.
#[derive(Clone, Copy)]
struct Place<'a> {
    at: RowRef,
    row: Row<'a>,
    setup: &'a FileSetup,
}

impl<'a> Place<'a> {
    fn cell(self, target: &Target) -> &'a str {
        cell(self.row, self.setup, target)
    }

    /// Whether some cell says otherwise than that of another row.
    fn contradicts(self, other: Self) -> bool {
        let columns = self.setup.columns.iter().filter(|column| column.target != Target::Skip);
        columns.into_iter().any(|column| {
            let (here, there) = (self.cell(&column.target), other.cell(&column.target));
            !here.is_empty() && !there.is_empty() && here != there
        })
    }

    /// The customer, by name or by number.
    fn customer(self) -> String {
        match self.cell(&Target::Organisation) {
            "" => format!("#{}", self.cell(&Target::OrganisationId)),
            name => exact_key(name),
        }
    }

    fn has_one_id_with(self, other: Self) -> bool {
        let id = self.cell(&Target::ExternalId);
        !id.is_empty() && id == other.cell(&Target::ExternalId) && self.setup.source == other.setup.source
    }
}

/// The first rows so far.
#[derive(Default)]
struct Firsts<'a> {
    by_name: HashMap<(NameKind, String, String), Place<'a>>,
    /// Of deals, by the system and the id there.
    by_id: HashMap<(&'a str, &'a str), Place<'a>>,
}

impl<'a> Firsts<'a> {
    /// The first row that this one may be one with. An id says more than a name.
    fn of(&mut self, place: Place<'a>, kind: NameKind, name: &str) -> Option<Place<'a>> {
        let id = place.cell(&Target::ExternalId);
        let mut first = None;
        if kind == NameKind::Deal && !id.is_empty() {
            first = first_of(&mut self.by_id, (place.setup.source.as_str(), id), place);
        }
        if !name.is_empty() {
            let customer = if kind == NameKind::Organisation { String::new() } else { place.customer() };
            first = first.or(first_of(&mut self.by_name, (kind, exact_key(name), customer), place));
        }
        first
    }
}

fn first_of<'a, K: Eq + Hash>(
    firsts: &mut HashMap<K, Place<'a>>,
    key: K,
    place: Place<'a>,
) -> Option<Place<'a>> {
    match firsts.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(free) => {
            free.insert(place);
            None
        }
    }
}

/// Ids that one deal here has, with their systems. Rows with such an id are about that deal, and nobody has to say so.
fn ids_of_one(workspace: &Workspace) -> HashSet<&str> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for external in workspace.deals.iter().filter_map(|deal| deal.external.as_deref()) {
        *ids.entry(external).or_default() += 1;
    }
    ids.into_iter().filter(|(_, deals)| *deals == 1).map(|(id, _)| id).collect()
}

/// The pairs: each row with the first of its id, or else of its name.
pub(super) fn twins(tables: &[&Table], setup: &Setup, workspace: &Workspace) -> Vec<Near> {
    let mut firsts = Firsts::default();
    let here = ids_of_one(workspace);
    let is_here = |place: Place<'_>| {
        let id = place.cell(&Target::ExternalId);
        !here.is_empty() && here.contains([&*place.setup.source, ":", id].concat().as_str())
    };
    let mut pairs = Vec::new();
    for (file, (decided, table)) in setup.files.iter().zip(tables).enumerate() {
        let kind = match decided.kind {
            Some(FileKind::Deals) => NameKind::Deal,
            Some(FileKind::Organisations) => NameKind::Organisation,
            Some(FileKind::Contacts) => NameKind::Contact,
            _ => continue,
        };
        for row in table.rows() {
            let place = Place { at: RowRef { file, line: row.line() }, row, setup: decided };
            // Deals without titles are called by their customers and products, and many have the same.
            let name = match kind {
                NameKind::Deal => place.cell(&Target::Name).to_owned(),
                _ => name(row, decided),
            };
            let Some(first) = firsts.of(place, kind, &name) else { continue };
            if kind == NameKind::Deal && place.has_one_id_with(first) && is_here(place) {
                continue;
            }
            let called = |place: Place<'_>| match place.cell(&Target::Name) {
                "" => place.cell(&Target::ExternalId).to_owned(),
                title => title.to_owned(),
            };
            let (name, other) = match kind {
                NameKind::Deal => (called(place), called(first)),
                _ => (name.clone(), name),
            };
            let is_one = kind != NameKind::Deal || place.has_one_id_with(first);
            pairs.push(Near {
                kind,
                other: if exact_key(&other) == exact_key(&name) { name.clone() } else { other },
                name,
                rows: 1,
                record: None,
                is_same: is_one && !place.contradicts(first),
                twin: Some(Twin { row: place.at, into: first.at }),
            });
        }
    }
    pairs
}

/// Those that are proposed to be one.
pub(super) fn presets(pairs: &[Near]) -> Vec<Twin> {
    pairs.iter().filter(|pair| pair.is_same).filter_map(|pair| pair.twin).collect()
}
