//! The ids that other systems have for organisations and contacts.
//!
//! They are kept with the name of the system in front, as those of deals are, where a file tells which system it comes from: an id that
//! the same system gave is the same record, whatever it is called now. Ids without that name may be any system's. Records that
//! came before systems were noted have such ids, and files of no product that is known.

use std::collections::{HashMap, HashSet};

use sales::ids::Uuid;

use super::known::is_long;
use crate::recognise::Source;
use crate::setup::{NO_SOURCE, OWN_SOURCE};

/// An id as a record keeps it.
pub(crate) fn marked(source: &str, id: &str) -> String {
    if is_known(source) { format!("{source}:{id}") } else { id.to_owned() }
}

/// Whether it is known which system the ids of a file are from.
fn is_known(source: &str) -> bool {
    ![NO_SOURCE, OWN_SOURCE, ""].contains(&source)
}

/// An id without the name of its system, and whether it had one.
pub(super) fn unmarked(external: &str) -> (&str, bool) {
    let parts = external.split_once(':').filter(|(source, _)| Source::is_mark(source));
    parts.map_or((external, false), |(_, id)| (id, true))
}

/// See the top of the file.
#[derive(Default)]
pub(crate) struct Externals {
    /// By the system and the id there, as records keep it.
    marked: HashMap<String, Uuid>,
    /// Without the system, and whether it is known.
    bare: HashMap<String, (Uuid, bool)>,
    /// Those that a file of this import told.
    told: HashSet<String>,
}

impl Externals {
    /// The ids that records have.
    pub(crate) fn of<'w>(records: impl IntoIterator<Item = (Option<&'w String>, Uuid)>) -> Self {
        let mut externals = Self::default();
        for (external, record) in records {
            let Some(external) = external else { continue };
            let (id, is_marked) = unmarked(external);
            externals.bare.insert(id.to_owned(), (record, is_marked));
            if is_marked {
                externals.marked.entry(external.clone()).or_insert(record);
            }
        }
        externals
    }

    /// Remembers the id that a file has for a record.
    pub(super) fn learn(&mut self, source: &str, id: &str, record: Uuid) {
        if id.is_empty() {
            return;
        }
        self.told.insert(id.to_owned());
        self.bare.insert(id.to_owned(), (record, is_known(source)));
        if is_known(source) {
            self.marked.insert(marked(source, id), record);
        }
    }

    /// Whether a file of this import told whose id this is, and so it is none of another system.
    pub(super) fn has_told(&self, id: &str) -> bool {
        self.told.contains(id)
    }

    /// The record that an id most likely is of.
    pub(crate) fn find(&self, source: &str, id: &str) -> Option<Uuid> {
        self.exact(source, id).or_else(|| self.bare.get(id).map(|(record, _)| *record))
    }

    /// The record that an id is of for sure: the same system gave it, or, where the system is not known, it is none that two
    /// systems count up to.
    pub(crate) fn exact(&self, source: &str, id: &str) -> Option<Uuid> {
        if let Some(record) = self.marked.get(&marked(source, id)) {
            return Some(*record);
        }
        let (record, is_marked) = self.bare.get(id)?;
        let is_open = !is_marked || !is_known(source);
        (is_open && is_long(id)).then_some(*record)
    }

    /// Whether two files may have an id from one system: what they come from is not known of both.
    pub(crate) fn is_open(&self, source: &str, id: &str) -> bool {
        !is_known(source) || self.bare.get(id).is_some_and(|(_, is_marked)| !is_marked)
    }
}
