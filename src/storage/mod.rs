//! Where the log lives: IndexedDB.
//!
//! Two stores. `log` holds records, numbered from 1 without gaps: one entry each, many that came together, or a piece of a long one; a record
//! is written once and never changed. `checkpoint` holds the folded workspace, a cache that can be thrown away. Adding under the next
//! number fails when another tab was faster, so the database itself sees to it that entries are
//! written one at a time and that no tab writes without having seen what the others wrote.

mod checkpoint;
mod db;
mod error;
mod record;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod whole;

pub(crate) use checkpoint::Checkpoint;
pub(crate) use db::{Appended, Database, Opened};
pub(crate) use error::StorageError;
pub(crate) use record::{Record, Seq};
pub(crate) use whole::{Parcel, records_in};
