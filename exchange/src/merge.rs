//! Two copies of a workspace become one: the union of their logs.

use std::collections::HashSet;

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

impl Difference {
    /// Whether the two have nothing in common, though both have something: most likely they are two different workspaces.
    pub fn is_unrelated(self) -> bool {
        self.common == 0 && self.only_here > 0 && self.only_there > 0
    }
}

/// Compares another log with this one.
pub fn compare(here: &[Line], there: &[Line]) -> Difference {
    let known: HashSet<Stamp> = here.iter().map(Line::stamp).collect();
    let new: HashSet<Stamp> = there.iter().map(Line::stamp).filter(|stamp| !known.contains(stamp)).collect();
    let others: HashSet<Stamp> = there.iter().map(Line::stamp).collect();
    let is_newer = |line: &&Line| line.known().is_none() && new.contains(&line.stamp());
    Difference {
        common: known.intersection(&others).count(),
        only_here: known.difference(&others).count(),
        only_there: new.len(),
        newer: there.iter().filter(is_newer).count(),
    }
}

/// The union of two logs: the workspace it leads to, and the lines that this one lacks, in their order.
pub fn merge(here: Vec<Line>, there: Vec<Line>) -> (Workspace, Vec<Line>) {
    let known: HashSet<Stamp> = here.iter().map(Line::stamp).collect();
    let mut log: Log = here.into_iter().collect();
    log.merge(there.into_iter().collect());
    let new = log.lines().filter(|line| !known.contains(&line.stamp())).cloned().collect();
    (log.replay(), new)
}
