//! Two copies of a workspace become one: the union of their logs.

use std::collections::HashMap;

use sales::log::{Line, Log, Stamp};
use sales::model::Workspace;
use serde::{Deserialize, Serialize};

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
pub fn compare(here: &[Line], there: &[Line]) -> Difference {
    let own = by_stamp(here);
    let others = by_stamp(there);
    let new: Vec<&Line> = others.values().copied().filter(|line| is_new(&own, line)).collect();
    let common = others.keys().filter(|stamp| own.contains_key(stamp)).count();
    let replaced = new.iter().filter(|line| own.contains_key(&line.stamp())).count();
    Difference {
        common: common - replaced,
        only_here: own.len() - common,
        only_there: new.len(),
        newer: new.iter().filter(|line| line.known().is_none()).count(),
    }
}

/// The union of two logs: itself, and the lines that this one lacks, in their order.
pub fn merge(here: Vec<Line>, there: Vec<Line>) -> (Log, Vec<Line>) {
    let new = {
        let (own, others) = (by_stamp(&here), by_stamp(&there));
        let mut new: Vec<Line> = others.into_values().filter(|line| is_new(&own, line)).cloned().collect();
        new.sort_by_key(Line::stamp);
        new
    };
    let mut log: Log = here.into_iter().collect();
    log.merge(there.into_iter().collect());
    (log, new)
}

/// Each entry once; of two that claim one stamp the one that stands in a [`Log`].
fn by_stamp(lines: &[Line]) -> HashMap<Stamp, &Line> {
    let mut map: HashMap<Stamp, &Line> = HashMap::with_capacity(lines.len());
    for line in lines {
        map.entry(line.stamp())
            .and_modify(|known| {
                if beats(line, known) {
                    *known = line;
                }
            })
            .or_insert(line);
    }
    map
}

/// Whether a line is not in a log, or stands there in the place of another one.
fn is_new(own: &HashMap<Stamp, &Line>, line: &Line) -> bool {
    own.get(&line.stamp()).is_none_or(|known| beats(line, known))
}

/// Whether a line stands where another one of the same stamp does not; as in [`Log::insert`].
fn beats(line: &Line, other: &Line) -> bool {
    line != other && line.to_text() < other.to_text()
}
