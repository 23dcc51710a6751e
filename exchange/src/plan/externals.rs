//! The ids that other systems have for organisations and contacts.
//!
//! They are kept with the name of the system in front, as those of deals are, where a file tells which system it comes from: an id that
//! the same system gave is the same record, whatever it is called now. Ids without that name may be any system's. Records that
//! came before systems were noted have such ids, and files of no product that is known.

use std::collections::HashMap;

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

/// Who has an id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Whose {
    #[default]
    Nobody,
    One(Uuid),
    /// Several records: it does not tell which of them is meant.
    Several,
}

impl Whose {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, whose) | (whose, Self::Nobody) => whose,
            _ if self == other => self,
            _ => Self::Several,
        }
    }

    fn one(self) -> Option<Uuid> {
        match self {
            Self::One(record) => Some(record),
            Self::Nobody | Self::Several => None,
        }
    }
}

/// Who has an id of which the system is left away.
#[derive(Debug, Clone, Copy, Default)]
struct Bare {
    /// Where it is not known which system it is from.
    open: Whose,
    /// In some system that is known.
    known: Whose,
}

impl Bare {
    fn any(self) -> Whose {
        self.open.and(self.known)
    }
}

/// Ids from one place.
#[derive(Default)]
struct Held {
    /// By the system and the id there, as records keep it.
    marked: HashMap<String, Whose>,
    /// Without the system.
    bare: HashMap<String, Bare>,
}

impl Held {
    fn marked(&self, key: &str) -> Whose {
        self.marked.get(key).copied().unwrap_or_default()
    }

    fn bare(&self, id: &str) -> Bare {
        self.bare.get(id).copied().unwrap_or_default()
    }

    /// Notes an id without its system, and whether that is known.
    fn note(&mut self, id: &str, is_known: bool, record: Uuid) {
        let bare = self.bare.entry(id.to_owned()).or_default();
        let whose = if is_known { &mut bare.known } else { &mut bare.open };
        *whose = whose.and(Whose::One(record));
    }
}

/// See the top of the file.
#[derive(Default)]
pub(crate) struct Externals {
    /// The ids that records of the workspace have.
    there: Held,
    /// Those that a file of this import told.
    told: Held,
}

/// Who has an id, and whether a file of this import told so.
type Found = (Whose, bool);

/// The first that somebody has.
fn first<const PLACES: usize>(places: [Found; PLACES]) -> Found {
    places.into_iter().find(|(whose, _)| *whose != Whose::Nobody).unwrap_or_default()
}

impl Externals {
    /// The ids that records have.
    pub(crate) fn of<'w>(records: impl IntoIterator<Item = (Option<&'w String>, Uuid)>) -> Self {
        let mut there = Held::default();
        for (external, record) in records {
            let Some(external) = external else { continue };
            let (id, is_marked) = unmarked(external);
            there.note(id, is_marked, record);
            if is_marked {
                // Of two records that the same system gave one id, the older one has it.
                there.marked.entry(external.clone()).or_insert(Whose::One(record));
            }
        }
        Self { there, told: Held::default() }
    }

    /// Remembers the id that a file has for a record.
    pub(super) fn learn(&mut self, source: &str, id: &str, record: Uuid) {
        if id.is_empty() {
            return;
        }
        self.told.note(id, is_known(source), record);
        if is_known(source) {
            let whose = self.told.marked.entry(marked(source, id)).or_default();
            *whose = whose.and(Whose::One(record));
        }
    }

    /// Remembers a record's own id.
    pub(super) fn own(&mut self, id: &str, record: Uuid) {
        self.there.note(id, false, record);
    }

    /// Whether a file of this import told whose id this is: one of the same system, or one where it is not known of both which
    /// system they are of.
    pub(super) fn has_told(&self, source: &str, id: &str) -> bool {
        matches!(self.found(source, id), (Whose::One(_), true))
    }

    /// The record that an id most likely is of. What two systems that are known gave is two ids, though they may be the same number.
    pub(crate) fn find(&self, source: &str, id: &str) -> Option<Uuid> {
        self.found(source, id).0.one()
    }

    /// The record that an id is of for sure: the same system gave it, or, where the system is not known, it is none that two
    /// systems count up to.
    pub(crate) fn exact(&self, source: &str, id: &str) -> Option<Uuid> {
        let open = || if is_long(id) { self.open(source, id) } else { Found::default() };
        first([self.same(source, id), open()]).0.one()
    }

    /// Whether two files may have an id from one system: what they come from is not known of both.
    pub(crate) fn is_open(&self, source: &str, id: &str) -> bool {
        !is_known(source) || self.open(source, id).0 != Whose::Nobody
    }

    fn found(&self, source: &str, id: &str) -> Found {
        let far = || {
            let (told, there) = (self.told.bare(id).any(), self.there.bare(id).any());
            if is_long(id) { first([(told, true), (there, false)]) } else { Found::default() }
        };
        first([self.same(source, id), self.open(source, id), far()])
    }

    /// Who has it in this system.
    fn same(&self, source: &str, id: &str) -> Found {
        if !is_known(source) {
            return Found::default();
        }
        let key = marked(source, id);
        first([(self.told.marked(&key), true), (self.there.marked(&key), false)])
    }

    /// Who may have it in this system, as either it or the one that the id is from is not known.
    fn open(&self, source: &str, id: &str) -> Found {
        let (told, there) = (self.told.bare(id), self.there.bare(id));
        if is_known(source) {
            first([(told.open, true), (there.open, false)])
        } else {
            first([(told.open, true), (told.any(), true), (there.any(), false)])
        }
    }
}
