//! The union of logs: what makes two people's copies one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::entry::Line;
use super::stamp::Stamp;
use crate::evolve;
use crate::model::Workspace;

/// Entries in their total order, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    lines: BTreeMap<Stamp, Line>,
}

impl Log {
    /// Adds an entry. Answers whether its stamp was new.
    ///
    /// Where two different entries claim one stamp, as after a browser profile was copied, the one
    /// whose text sorts first stands, so that it does not matter which came first.
    pub fn insert(&mut self, line: Line) -> bool {
        match self.lines.entry(line.stamp()) {
            Entry::Vacant(place) => {
                place.insert(line);
                true
            }
            Entry::Occupied(mut place) => {
                if *place.get() != line && line.to_text() < place.get().to_text() {
                    place.insert(line);
                }
                false
            }
        }
    }

    /// Adds all entries of another log: commutative, associative, idempotent. Answers how many were new.
    pub fn merge(&mut self, other: Self) -> usize {
        let mut added = 0;
        for line in other.lines.into_values() {
            added += usize::from(self.insert(line));
        }
        added
    }

    /// The stamp of the last entry. An entry that sorts before it can't be folded on top: replay then.
    pub fn last(&self) -> Option<Stamp> {
        self.lines.last_key_value().map(|(&stamp, _)| stamp)
    }

    /// The entries in order.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.values()
    }

    /// The fold of all entries.
    pub fn replay(&self) -> Workspace {
        let mut workspace = Workspace::default();
        let mut touched = evolve::Touched::default();
        for entry in self.lines.values().filter_map(Line::known) {
            evolve::evolve(&mut workspace, entry, &mut touched);
            touched.clear();
        }
        workspace
    }
}

impl FromIterator<Line> for Log {
    fn from_iter<I: IntoIterator<Item = Line>>(lines: I) -> Self {
        let mut log = Self::default();
        for line in lines {
            log.insert(line);
        }
        log
    }
}
