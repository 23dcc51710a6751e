//! When and how the checkpoint is written.
//!
//! Deals and activities lie in chunks; a change marks its chunk, and only marked chunks are written anew, a
//! few at a time so that no frame is late. A checkpoint belongs to a *lineage*: chunks that were cut from one order of deals.
//! Where a tab's order differs from what lies in the database, it replaces all chunks and starts a new lineage.

use std::collections::BTreeSet;

use js_sys::Uint8Array;
use sales::checkpoint::{Reader, chunk_numbers, chunks_touched, encode_chunk, encode_head};
use sales::evolve::Touched;
use sales::log::Stamp;
use sales::model::Workspace;
use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::platform::{dom, ids};
use crate::storage::{Checkpoint, Database, Seq, StorageError};

/// After how many entries a checkpoint is worth its while.
const WORTH_ENTRIES: usize = 50;
/// How long the app must have been quiet first.
const QUIET_MILLISECONDS: i32 = 1_500;
/// How many chunks are encoded in a row.
const CHUNKS_AT_ONCE: usize = 4;

/// What of the checkpoint in the database is out of date.
#[derive(Debug)]
pub(super) struct Checkpoints {
    /// The lineage in the database that this tab's order of deals agrees with.
    base: Option<f64>,
    marked: BTreeSet<usize>,
    entries: usize,
    timer: Option<i32>,
    writing: bool,
    /// Counts how often the deals got other places: chunks from before and after don't belong together.
    layout: u32,
}

impl Checkpoints {
    /// There is no checkpoint to build on.
    pub(super) fn none() -> Self {
        Self { base: None, marked: BTreeSet::new(), entries: 0, timer: None, writing: false, layout: 0 }
    }

    /// The one there is can't be built on, and a new one is worth its while.
    pub(super) fn due() -> Self {
        Self { entries: WORTH_ENTRIES, ..Self::none() }
    }

    /// Reads the checkpoint; `None` where there is none that can be used.
    pub(super) async fn read(
        database: &Database,
    ) -> Result<Option<(Workspace, Seq, Stamp, Self)>, StorageError> {
        let Some(stored) = database.checkpoint().await? else { return Ok(None) };
        let read = || {
            let stamp = stored.stamp.parse().ok()?;
            let mut reader = Reader::new(&stored.head).ok()?;
            let mut bytes = Vec::new();
            for chunk in &stored.chunks {
                bytes.resize(chunk.length() as usize, 0);
                chunk.copy_to(&mut bytes);
                reader.chunk(&bytes).ok()?;
            }
            Some((reader.finish().ok()?, stamp))
        };
        let base = Some(stored.lineage);
        Ok(read().map(|(workspace, stamp)| (workspace, stored.seq, stamp, Self { base, ..Self::none() })))
    }

    /// Marks what an entry touched.
    pub(super) fn touch(&mut self, touched: &Touched) {
        self.entries += 1;
        self.marked.extend(chunks_touched(touched));
    }

    /// The order of deals may differ from the one in the database from now on.
    pub(super) fn break_lineage(&mut self) {
        self.base = None;
    }

    /// Deals have other places from now on: nothing can be built on that was encoded before, and a new checkpoint is worth its
    /// while whatever changes.
    pub(super) fn start_over(&mut self) {
        self.break_lineage();
        self.marked.clear();
        self.layout += 1;
        self.entries = self.entries.max(WORTH_ENTRIES);
    }
}

impl Store {
    /// Plans a checkpoint for when the app is quiet, if one is worth its while.
    pub(super) fn checkpoint_soon(self) {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        let checkpoints = &mut inner.checkpoints;
        if checkpoints.writing
            || (checkpoints.entries < WORTH_ENTRIES && checkpoints.marked.len() < CHUNKS_AT_ONCE)
        {
            return;
        }
        if let Some(timer) = checkpoints.timer.take() {
            dom::cancel_later(timer);
        }
        let write = move || {
            spawn_local(async move {
                self.write_checkpoint().await;
            });
        };
        checkpoints.timer = Some(dom::later(QUIET_MILLISECONDS, write));
    }

    /// Writes a checkpoint now. It is a cache: where that fails, the next opening replays more of the log.
    async fn write_checkpoint(self) {
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.checkpoints.timer = None;
            if std::mem::replace(&mut inner.checkpoints.writing, true) {
                return;
            }
        }
        let layout = self.inner().borrow().checkpoints.layout;
        if let Err(_cache_is_old) = self.try_write_checkpoint(layout).await {
            self.inner().borrow_mut().checkpoints.break_lineage();
        }
        self.inner().borrow_mut().checkpoints.writing = false;
        if self.inner().borrow().checkpoints.layout != layout {
            self.checkpoint_soon();
        }
    }

    async fn try_write_checkpoint(self, layout: u32) -> Result<(), StorageError> {
        let inner = self.inner();
        let base = inner.borrow().checkpoints.base;
        let mut wanted: BTreeSet<usize> = {
            let inner = inner.borrow();
            match base {
                Some(_) => inner.checkpoints.marked.clone(),
                None => chunk_numbers(&inner.workspace).into_iter().collect(),
            }
        };
        inner.borrow_mut().checkpoints.marked.clear();
        let mut encoded = std::collections::BTreeMap::new();
        loop {
            if inner.borrow().checkpoints.layout != layout {
                return Ok(());
            }
            let batch: Vec<usize> = wanted.iter().copied().take(CHUNKS_AT_ONCE).collect();
            for chunk in batch {
                wanted.remove(&chunk);
                let bytes = encode_chunk(&inner.borrow().workspace, chunk);
                encoded.insert(chunk, Uint8Array::from(bytes.as_slice()));
            }
            if wanted.is_empty() {
                // What changed meanwhile is encoded again; a change that is not saved yet must not get in.
                let mut inner = inner.borrow_mut();
                wanted.append(&mut inner.checkpoints.marked);
                if wanted.is_empty() && inner.pending.is_empty() {
                    break;
                }
            }
            dom::pause(0).await;
        }
        let (checkpoint, numbers, database) = {
            let mut inner = inner.borrow_mut();
            inner.checkpoints.entries = 0;
            let (numbers, chunks): (Vec<usize>, Vec<Uint8Array>) = encoded.into_iter().unzip();
            let head = encode_head(&inner.workspace);
            let stamp = inner.last.to_string();
            let random = u32::from_le_bytes(ids::random());
            let lineage = base.unwrap_or(f64::from(random) + 1.0);
            (Checkpoint { seq: inner.seq, lineage, stamp, head, chunks }, numbers, inner.database.clone())
        };
        let written = database.write_checkpoint(base, &checkpoint, &numbers).await?;
        let mut inner = inner.borrow_mut();
        if inner.checkpoints.layout != layout {
            // What was written is sound, and older than what is to be written next.
        } else if written {
            inner.checkpoints.base = inner.checkpoints.base.or(Some(checkpoint.lineage)).filter(|_| {
                // A lineage broken while writing stays broken.
                base.is_none() || inner.checkpoints.base.is_some()
            });
        } else {
            inner.checkpoints.break_lineage();
        }
        Ok(())
    }
}
