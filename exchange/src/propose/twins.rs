//! Rows of one name that nothing but their names says are one: two deals of one title for one customer, two customers or
//! contacts of one name.
//!
//! They are asked about like names that are near to each other. What is proposed loses nothing: rows of a list are one where
//! no cell of the one contradicts the other; deals are two, unless they have one id.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

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

/// The pairs: each row with the first of its name.
pub(super) fn twins(tables: &[&Table], setup: &Setup) -> Vec<Near> {
    let mut firsts: HashMap<(NameKind, String, String), Place<'_>> = HashMap::new();
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
            if name.is_empty() {
                continue;
            }
            let customer = if kind == NameKind::Organisation { String::new() } else { place.customer() };
            let first = match firsts.entry((kind, exact_key(&name), customer)) {
                Entry::Occupied(first) => *first.get(),
                Entry::Vacant(free) => {
                    free.insert(place);
                    continue;
                }
            };
            let is_one = kind != NameKind::Deal || place.has_one_id_with(first);
            pairs.push(Near {
                kind,
                other: name.clone(),
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
