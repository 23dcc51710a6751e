//! A workspace that a worker made by one more entry: an import, or taking one back.
//!
//! The worker gets the workspace as a checkpoint ([`Store::snapshot`]), works on its own copy as long as it takes, and gives
//! back the line for the log and the workspace that it leads to, as a checkpoint again. [`Store::adopt`] reads that in slices,
//! so that no frame is late, saves the line, and only then shows the new workspace: all of it, or nothing.

use std::rc::Rc;

use js_sys::Uint8Array;
use sales::checkpoint::{Reader, chunk_numbers, encode_chunk, encode_head};
use sales::evolve::{self, Touched};
use sales::log::{Act, Entry, FORMAT, Kind, Stamp};
use sales::model::Workspace;

use super::store::Store;
use crate::platform::{clock, dom};
use crate::storage::{Appended, Database, Parcel, Seq, StorageError, records_in};

/// How many chunks are encoded or read in a row.
const CHUNKS_AT_ONCE: usize = 4;

/// The workspace as it was saved last, for a worker to work on.
pub(crate) struct Snapshot {
    /// The record of the log that it goes up to.
    pub(crate) seq: Seq,
    /// Everything but the deals, then the deals in chunks.
    pub(crate) parts: Vec<Uint8Array>,
}

/// What a worker gives back.
pub(crate) struct Adoption {
    /// The record of the log that the worker began with.
    pub(crate) seq: Seq,
    /// The name of the new entry.
    pub(crate) stamp: Stamp,
    /// What it did.
    pub(crate) act: Act,
    /// Whether it did it, took it back or did it again.
    pub(crate) kind: Kind,
    /// The entry as a line of the log.
    pub(crate) line: Uint8Array,
    /// The workspace that it leads to, in the form of a [`Snapshot`].
    pub(crate) parts: Vec<Uint8Array>,
}

/// How an adoption went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Adopted {
    /// It is saved and shown.
    Yes,
    /// Something else was saved in the meantime: the worker has to begin again from there.
    Outdated,
}

impl Store {
    /// The workspace for a worker. Waits until everything is saved, and begins again when something changes meanwhile.
    ///
    /// # Errors
    /// [`StorageError`] where what is waiting to be saved can't be.
    pub(crate) async fn snapshot(self) -> Result<Snapshot, StorageError> {
        loop {
            self.saved().await?;
            let inner = self.inner();
            let (seq, chunks) = {
                let inner = inner.borrow();
                (inner.seq, chunk_numbers(&inner.workspace))
            };
            let mut parts = vec![Uint8Array::from(encode_head(&inner.borrow().workspace).as_slice())];
            for (place, chunk) in chunks.into_iter().enumerate() {
                if place % CHUNKS_AT_ONCE == CHUNKS_AT_ONCE - 1 {
                    dom::pause(0).await;
                }
                let bytes = encode_chunk(&inner.borrow().workspace, chunk);
                parts.push(Uint8Array::from(bytes.as_slice()));
            }
            let is_same = {
                let inner = inner.borrow();
                inner.seq == seq && inner.pending.is_empty()
            };
            if is_same {
                return Ok(Snapshot { seq, parts });
            }
        }
    }

    /// A name for an entry that a worker is to write: later than all there are.
    pub(crate) fn next_stamp(self) -> Stamp {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        inner.clock = inner.clock.tick(clock::now());
        Stamp { clock: inner.clock, device: inner.device }
    }

    /// Saves what a worker made and shows it.
    ///
    /// # Errors
    /// [`StorageError`] where the line can't be saved, or what the worker gave can't be read; nothing has changed then.
    pub(crate) async fn adopt(self, adoption: Adoption) -> Result<Adopted, StorageError> {
        let workspace = read(&adoption.parts).await?;
        let line = [Parcel::alone(adoption.line)];
        let append = async |database: &Database| database.append_parcels(adoption.seq + 1, &line).await;
        if self.append_alone(adoption.seq, adoption.stamp, append).await? == Adopted::Outdated {
            return Ok(Adopted::Outdated);
        }
        let inner = self.inner();
        let touched = {
            let mut inner = inner.borrow_mut();
            let inner = &mut *inner;
            // Deals that are taken back are gone afterwards, and their places stay.
            let before = all_of(&inner.workspace);
            inner.workspace = workspace;
            inner.seq = adoption.seq + records_in(&line);
            inner.last = inner.last.max(adoption.stamp);
            let mut touched = all_of(&inner.workspace);
            // What was done while the line was on its way comes on top of it.
            for entry in &inner.pending {
                evolve::evolve(&mut inner.workspace, entry, &mut touched);
            }
            touched.deals.extend(before.deals);
            touched.activities.extend(before.activities);
            (touched.shape, touched.catalogue) = (true, true);
            let entry = Entry {
                format: FORMAT,
                stamp: adoption.stamp,
                at: clock::now(),
                act: adoption.act,
                kind: adoption.kind,
                changes: Vec::new(),
            };
            inner.undo.follow(&entry, inner.device);
            inner.checkpoints.break_lineage();
            inner.checkpoints.touch(&touched);
            touched
        };
        self.announce(&touched);
        self.tell_others();
        self.save_soon();
        Ok(Adopted::Yes)
    }

    /// Appends what a worker wrote, which began with record `seq` and whose last entry is `last`. The writer waits meanwhile,
    /// and what is done in the meantime comes after all of it.
    ///
    /// # Errors
    /// [`StorageError`] where it can't be saved; nothing has changed then.
    pub(super) async fn append_alone(
        self,
        seq: Seq,
        last: Stamp,
        append: impl AsyncFnOnce(&Database) -> Result<Appended, StorageError>,
    ) -> Result<Adopted, StorageError> {
        let inner = self.inner();
        let database = {
            let mut inner = inner.borrow_mut();
            if inner.seq != seq || !inner.pending.is_empty() || inner.writing {
                return Ok(Adopted::Outdated);
            }
            inner.writing = true;
            inner.clock = inner.clock.max(last.clock);
            Rc::clone(&inner.database)
        };
        let appended = append(&database).await;
        {
            let mut inner = inner.borrow_mut();
            inner.writing = false;
            inner.behind |= appended == Ok(Appended::Behind);
        }
        if appended == Ok(Appended::Saved) {
            // The caller takes it in first, and then lets the writer go on.
            return Ok(Adopted::Yes);
        }
        // What waited for this is on its own again.
        self.save_soon();
        appended.map(|_| Adopted::Outdated)
    }
}

/// All deals and activities that are there.
fn all_of(workspace: &Workspace) -> Touched {
    Touched {
        deals: workspace.deals.iter_ix().map(|(ix, _)| ix).collect(),
        activities: workspace.activities.iter_ix().map(|(ix, _)| ix).collect(),
        ..Touched::default()
    }
}

/// Reads a workspace in slices.
pub(super) async fn read(parts: &[Uint8Array]) -> Result<Workspace, StorageError> {
    let unusable = |_| StorageError::Other("the worker's workspace cannot be read".to_owned());
    let mut parts = parts.iter().map(Uint8Array::to_vec);
    let mut reader = Reader::new(&parts.next().unwrap_or_default()).map_err(unusable)?;
    dom::pause(0).await;
    for (place, chunk) in parts.enumerate() {
        reader.chunk(&chunk).map_err(unusable)?;
        if place % CHUNKS_AT_ONCE == CHUNKS_AT_ONCE - 1 {
            dom::pause(0).await;
        }
    }
    dom::pause(0).await;
    reader.finish().map_err(unusable)
}
