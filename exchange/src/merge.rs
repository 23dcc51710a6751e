//! Two copies of a workspace become one: the union of their logs.

use std::collections::BTreeMap;

use sales::log::{LineError, Stamp};
use sales::model::Workspace;
use serde::{Deserialize, Serialize};

use crate::rows::{Row, fold};

/// How another log differs from this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Entries that both have.
    pub common: usize,
    /// Entries that only this one has.
    pub only_here: usize,
    /// Entries that only the other one has.
    pub only_there: usize,
    /// Of those, entries of a newer version, which are kept and passed on without effect.
    pub newer: usize,
}

/// What a log leads to, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Deals, whatever became of them.
    pub deals: usize,
    /// Organisations.
    pub organisations: usize,
    /// Contacts.
    pub contacts: usize,
}

impl Contents {
    /// Those of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            deals: workspace.deals.iter().count(),
            organisations: workspace.organisations.iter().count(),
            contacts: workspace.contacts.iter().count(),
        }
    }
}

impl Difference {
    /// Whether the two have nothing in common, though both have something: most likely they are two different workspaces.
    pub fn is_unrelated(self) -> bool {
        self.common == 0 && self.only_here > 0 && self.only_there > 0
    }
}

/// Compares another log with this one.
pub fn compare(here: &[Row], there: &[Row]) -> Difference {
    let (own, others) = (by_stamp(here), by_stamp(there));
    let mut difference = Difference { only_here: own.len(), ..Difference::default() };
    for (stamp, row) in others {
        let known = own.get(&stamp);
        difference.only_here -= usize::from(known.is_some());
        if known.is_none_or(|known| row.beats(known)) {
            difference.only_there += 1;
            difference.newer += usize::from(row.is_newer());
        } else {
            difference.common += 1;
        }
    }
    difference
}

/// What two logs come to together.
#[derive(Debug)]
pub struct Union<'r> {
    /// All entries in their order, each once.
    pub rows: Vec<&'r Row>,
    /// Those that the first log lacks, in their order.
    pub new: Vec<&'r Row>,
    /// Whether the second log has all of them, word for word, so that they come to what it does alone.
    pub is_second: bool,
}

impl Union<'_> {
    /// The name of the last entry.
    pub fn last(&self) -> Stamp {
        self.rows.last().map(|row| row.stamp()).unwrap_or_default()
    }

    /// Whether there are entries of a newer version.
    pub fn has_newer(&self) -> bool {
        self.rows.iter().any(|row| row.is_newer())
    }

    /// What all entries come to.
    ///
    /// # Errors
    /// [`LineError`] where one can't be read.
    pub fn fold(&self) -> Result<Workspace, LineError> {
        fold(self.rows.iter().copied())
    }
}

/// The union of two logs.
pub fn merge<'r>(here: &'r [Row], there: &'r [Row]) -> Union<'r> {
    let (mut all, others) = (by_stamp(here), by_stamp(there));
    let mut new = Vec::new();
    for (stamp, row) in &others {
        if all.get(stamp).is_none_or(|known| row.beats(known)) {
            all.insert(*stamp, row);
            new.push(*row);
        }
    }
    let is_same = |row: &Row, other: &Row| std::ptr::eq(row, other) || row.text() == other.text();
    let is_second = all.iter().all(|(stamp, row)| others.get(stamp).is_some_and(|other| is_same(row, other)));
    Union { rows: all.into_values().collect(), new, is_second }
}

/// Each entry once, in their order; of two that claim one stamp the one that stands in a [`Log`](sales::log::Log).
fn by_stamp(rows: &[Row]) -> BTreeMap<Stamp, &Row> {
    let mut map: BTreeMap<Stamp, &Row> = BTreeMap::new();
    for row in rows {
        map.entry(row.stamp())
            .and_modify(|stands| {
                if row.beats(stands) {
                    *stands = row;
                }
            })
            .or_insert(row);
    }
    map
}
