//! Folding a log whose records do not lie in the order of its entries.
//!
//! As long as one person writes a log, its records come in the order of their stamps, and are folded as they are read. After
//! a merge they don't: what the other person did earlier lies behind what was there already (docs/decisions/0014-merging.md).
//! All copies have to come to the same, so the whole log is folded anew then, in the order of the stamps.

use std::ops::ControlFlow;

use sales::evolve::{self, Touched};
use sales::log::{Line, Log, Stamp};
use sales::model::Workspace;

use crate::platform::dom;
use crate::storage::{Database, Seq, StorageError};

/// After how many entries the page gets a turn.
const ENTRIES_AT_ONCE: usize = 1_000;

/// What a log comes to.
pub(super) struct Replayed {
    pub(super) workspace: Workspace,
    /// The last record.
    pub(super) seq: Seq,
    /// The last entry.
    pub(super) last: Stamp,
    pub(super) has_newer: bool,
}

/// Whether lines come one after another in the order of their stamps, all of them after `last`.
pub(super) fn goes_on(last: Stamp, lines: &[Line]) -> bool {
    let mut last = last;
    lines.iter().all(|line| std::mem::replace(&mut last, line.stamp()) < line.stamp())
}

/// Reads the whole log and folds it in the order of the stamps, whatever the order of the records.
///
/// # Errors
/// [`StorageError`] where it can't be read in full.
pub(super) async fn replay(database: &Database) -> Result<Replayed, StorageError> {
    let mut log = Log::default();
    let mut seq = 0;
    let take = |record: crate::storage::Record| {
        seq = record.seq;
        log.insert(record.line);
        ControlFlow::Continue(())
    };
    database.read_after(0, take).await?;
    let mut workspace = Workspace::default();
    let mut touched = Touched::default();
    let mut has_newer = false;
    for (place, line) in log.lines().enumerate() {
        match line {
            Line::Known(entry) => evolve::evolve(&mut workspace, entry, &mut touched),
            Line::Newer(..) => has_newer = true,
        }
        touched.clear();
        if place % ENTRIES_AT_ONCE == ENTRIES_AT_ONCE - 1 {
            dom::pause(0).await;
        }
    }
    Ok(Replayed { workspace, seq, last: log.last().unwrap_or_default(), has_newer })
}
