//! Names behind the numbers that files use for stages, people, products, reasons.

use std::collections::HashMap;

use super::lists::{cell, name};
use crate::names::exact_key;
use crate::setup::FileSetup;
use crate::table::{Row, Table};
use crate::target::{FileKind, Target};

/// The names that files of names tell, by what they are the names of.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<Target, Named>);

#[derive(Debug, Default)]
struct Named {
    by_number: HashMap<String, String>,
    /// The names in the order of the files.
    order: Vec<String>,
}

/// One of the labels that a file of fields lists for a number.
#[derive(serde::Deserialize)]
struct Labelled {
    id: serde_json::Value,
    label: String,
}

impl Numbers {
    /// Reads the files of names: a number and a name a row, or all options of a field in one cell of JSON, as Pipedrive has
    /// them; and the files of people and products, whose rows have ids. Where two files name one number, the first counts.
    pub(crate) fn of<'t>(files: impl IntoIterator<Item = (&'t FileSetup, &'t Table)>) -> Self {
        let mut numbers = Self::default();
        for (setup, table) in files {
            let listed = match setup.kind {
                Some(FileKind::People) => Some(Target::Owner),
                Some(FileKind::Products) => Some(Target::Product),
                Some(FileKind::Names) => None,
                _ => continue,
            };
            let is_of_people = [&listed, &setup.names_of].contains(&&Some(Target::Owner));
            let namesakes = if is_of_people { Namesakes::of(setup, table) } else { Namesakes::default() };
            for row in table.rows() {
                if let Some(of) = &listed {
                    let id = cell(row, setup, &Target::ExternalId);
                    numbers.learn(of, id, namesakes.name(row, setup));
                    continue;
                }
                if let Some(of) = &setup.names_of {
                    let name = namesakes.name(row, setup);
                    // A list may have a key beside the number, and other files name it by that.
                    numbers.learn(of, cell(row, setup, &Target::ExternalId), name.clone());
                    numbers.learn(of, cell(row, setup, of), name);
                }
                let field = cell(row, setup, &Target::ChangedField);
                let Some(of) = setup.fields.get(field) else { continue };
                let options = cell(row, setup, &Target::NewValue);
                let options: Vec<Labelled> = serde_json::from_str(options).unwrap_or_default();
                for Labelled { id, label } in options {
                    let number = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                    numbers.learn(of, &number, label);
                }
            }
        }
        numbers
    }

    fn learn(&mut self, of: &Target, number: &str, name: String) {
        if number.is_empty() || name.is_empty() {
            return;
        }
        let named = self.0.entry(of.clone()).or_default();
        if !named.by_number.contains_key(number) {
            named.by_number.insert(number.to_owned(), name.clone());
            named.order.push(name);
        }
    }

    /// The name behind a number, or the text itself where no file names it.
    pub(crate) fn name<'n>(&'n self, of: &Target, text: &'n str) -> &'n str {
        self.0.get(of).and_then(|named| named.by_number.get(text)).map_or(text, String::as_str)
    }

    /// The names of a kind in the order of the files.
    pub(crate) fn order(&self, of: &Target) -> &[String] {
        self.0.get(of).map_or(&[], |named| &named.order)
    }
}

/// People of one name in a file that has a number for each: they are not the same, and all but the one of the lowest number
/// get theirs behind the name. So it does not matter in which order the rows are.
#[derive(Debug, Default)]
pub(super) struct Namesakes<'t>(HashMap<String, &'t str>);

impl<'t> Namesakes<'t> {
    pub(super) fn of(setup: &FileSetup, table: &'t Table) -> Self {
        let mut lowest: HashMap<String, &str> = HashMap::new();
        for row in table.rows() {
            let number = cell(row, setup, &Target::ExternalId);
            if number.is_empty() {
                continue;
            }
            let first = lowest.entry(exact_key(&name(row, setup))).or_insert(number);
            if (number.len(), number) < (first.len(), *first) {
                *first = number;
            }
        }
        Self(lowest)
    }

    /// What the person of a row is called here.
    pub(super) fn name(&self, row: Row<'_>, setup: &FileSetup) -> String {
        let name = name(row, setup);
        let number = cell(row, setup, &Target::ExternalId);
        let first = self.0.get(&exact_key(&name)).copied().unwrap_or(number);
        if name.is_empty() || number.is_empty() || first == number {
            return name;
        }
        format!("{name} ({number})")
    }
}
