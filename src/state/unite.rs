//! Another log that becomes part of this one: a merge, a restored backup.
//!
//! The worker makes one log of the two, and gives back the lines that this one lacks and the workspace that all of them lead
//! to. [`Store::unite`] appends the lines in one transaction, and only then shows the new workspace: all of it, or nothing.
//! The order of the records is not the order of the entries any more; see docs/decisions/0014-merging.md.

use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use sales::checkpoint::number_of;
use sales::evolve::{self, Touched};
use sales::log::Stamp;

use super::adopt::{Adopted, read};
use super::store::Store;
use crate::platform::{dom, ids};
use crate::storage::{Appended, Checkpoint, Database, Opened, Parcel, Seq, StorageError, records_in};

/// One log of two, as a worker makes it.
pub(crate) struct Union {
    /// The record that this log went up to.
    pub(crate) seq: Seq,
    /// What it lacks.
    pub(crate) parcels: Vec<Parcel>,
    /// How many lines these are.
    pub(crate) lines: usize,
    /// The last entry of all.
    pub(crate) last: Stamp,
    pub(crate) has_newer: bool,
    /// The workspace that all of it leads to, in the form of a [`Snapshot`](super::adopt::Snapshot).
    pub(crate) parts: Vec<Uint8Array>,
}

impl Store {
    /// The log as it is saved, for a worker, and the record it goes up to. Waits until everything is saved.
    ///
    /// # Errors
    /// [`StorageError`] where it can't be read, or what is waiting to be saved can't be.
    pub(crate) async fn log(self) -> Result<(Seq, Vec<Uint8Array>), StorageError> {
        self.log_after(0).await
    }

    /// The part of the log behind a record.
    ///
    /// # Errors
    /// As for [`Store::log`].
    pub(crate) async fn log_after(self, after: Seq) -> Result<(Seq, Vec<Uint8Array>), StorageError> {
        self.saved().await?;
        let (seq, database) = {
            let inner = self.inner();
            let inner = inner.borrow();
            (inner.seq, Rc::clone(&inner.database))
        };
        Ok((seq, database.lines_between(after, seq).await?))
    }

    /// The number of the last record that this tab knows.
    pub(crate) fn seq(self) -> Seq {
        self.inner().borrow().seq
    }

    /// Appends what this log lacks, and shows what all of it comes to.
    ///
    /// # Errors
    /// [`StorageError`] where the lines can't be saved, or what the worker gave can't be read; nothing has changed then.
    pub(crate) async fn unite(self, union: Union) -> Result<Adopted, StorageError> {
        let workspace = read(&union.parts).await?;
        let append = async |database: &Database| database.append_parcels(union.seq + 1, &union.parcels).await;
        if self.append_alone(union.seq, union.last, append).await? == Adopted::Outdated {
            return Ok(Adopted::Outdated);
        }
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            let inner = &mut *inner;
            inner.workspace = workspace;
            inner.seq = union.seq + records_in(&union.parcels);
            inner.last = union.last;
            let mut touched = Touched::default();
            for entry in &inner.pending {
                evolve::evolve(&mut inner.workspace, entry, &mut touched);
            }
            inner.checkpoints.start_over();
        }
        self.has_newer.set(union.has_newer);
        self.announce_layout();
        self.tell_others();
        self.save_soon();
        Ok(Adopted::Yes)
    }
}

/// Makes a workspace of its own, in a database that is not there yet, out of a log. Answers whether the name was free.
///
/// # Errors
/// [`StorageError`] where the database can't be made or written; it may be there then, empty.
pub(crate) async fn found(name: &str, union: &Union) -> Result<bool, StorageError> {
    // Nobody else knows this name, so nobody holds the database.
    let database = match Database::open(name, || ()).await? {
        Opened::Ready(database) => database,
        Opened::ReadOnly(_) => return Ok(false),
    };
    if database.append_parcels(1, &union.parcels).await? == Appended::Behind {
        return Ok(false);
    }
    let mut parts = union.parts.iter();
    let head = parts.next().map(Uint8Array::to_vec).unwrap_or_default();
    let chunks: Vec<Uint8Array> = parts.cloned().collect();
    let numbers: Option<Vec<usize>> = chunks.iter().map(|chunk| number_of(&chunk.to_vec())).collect();
    let lineage = f64::from(u32::from_le_bytes(ids::random())) + 1.0;
    let (seq, stamp) = (records_in(&union.parcels), union.last.to_string());
    if let Some(numbers) = numbers {
        let checkpoint = Checkpoint { seq, lineage, stamp, head, chunks };
        // Where this fails, the log is replayed.
        let _ = database.write_checkpoint(None, &checkpoint, &numbers).await;
    }
    dom::pause(0).await;
    Ok(true)
}
