//! Logs as a whole: read for a backup or a merge, and appended to by many lines at once.

use exchange::parcels::LONG_LINE;
use idb::{KeyRange, ObjectStore, TransactionMode};
use js_sys::Uint8Array;
use sales::log::Stamp;
use wasm_bindgen::{JsCast, JsValue};

use super::db::{Appended, Database, Durability, LOG, READ_AT_ONCE};
use super::error::StorageError;
use super::record::{Lines, Reader, Seq, block, key, piece, pieces_of, place_of};
use crate::platform::js::get;

/// Lines for the log as a worker packs them; see [`exchange::parcels`].
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    /// The lines.
    pub(crate) lines: Uint8Array,
    /// The deals that each is found by; a line that is to be found by its name has none.
    pub(crate) deals: Option<Uint8Array>,
}

impl Parcel {
    /// What is one line, and is to stay one that can be found by its name.
    pub(crate) fn alone(line: Uint8Array) -> Self {
        Self { lines: line, deals: None }
    }

    /// In how many records it lies.
    fn records(&self) -> u32 {
        if self.is_alone() { pieces_of(&self.lines) } else { 1 }
    }

    fn is_alone(&self) -> bool {
        // A line of this length is alone.
        self.deals.is_none() || self.lines.length() as usize >= LONG_LINE
    }

    fn record(&self, number: u32) -> JsValue {
        match &self.deals {
            Some(deals) if !self.is_alone() => block(&self.lines, &String::from_utf8_lossy(&deals.to_vec())),
            _ => piece(&self.lines, number),
        }
    }
}

/// How many records these make.
pub(crate) fn records_in(parcels: &[Parcel]) -> Seq {
    parcels.iter().map(|parcel| Seq::from(parcel.records())).sum()
}

impl Database {
    /// Appends lines under the numbers from `first` on, all or none, with strict durability. The page goes on between two
    /// records.
    pub(crate) async fn append_parcels(
        &self,
        first: Seq,
        parcels: &[Parcel],
    ) -> Result<Appended, StorageError> {
        let transaction = self.write(&[LOG], Durability::Strict)?;
        let store = transaction.object_store(LOG)?;
        match add_all(&store, first, parcels).await {
            Ok(Appended::Saved) => {}
            other => {
                // What was added so far must not stay. It fails where the browser has aborted it already.
                let _ = transaction.abort();
                return other;
            }
        }
        if transaction.commit()?.await?.is_committed() {
            Ok(Appended::Saved)
        } else {
            Err(StorageError::Full)
        }
    }

    /// The lines of the records behind `after`, up to `seq`, for a worker, in pieces of whole lines. A long line is a piece as it lies
    /// there: no text is made of it.
    pub(crate) async fn lines_between(&self, after: Seq, seq: Seq) -> Result<Vec<Uint8Array>, StorageError> {
        let mut pieces = Vec::new();
        let mut reader = Reader::default();
        let mut first = after + 1;
        while first <= seq {
            let last = seq.min(first + Seq::from(READ_AT_ONCE) - 1);
            let mut piece = String::new();
            for value in self.values(first, last).await? {
                let bytes = match reader.take(&value).map_err(StorageError::Other)? {
                    None => continue,
                    Some(Lines::Text(text)) => {
                        piece.push_str(&text);
                        piece.push('\n');
                        continue;
                    }
                    Some(Lines::Block(bytes) | Lines::Long(bytes)) => bytes,
                };
                if !piece.is_empty() {
                    pieces.push(Uint8Array::from(std::mem::take(&mut piece).as_bytes()));
                }
                pieces.push(bytes);
            }
            if !piece.is_empty() {
                pieces.push(Uint8Array::from(piece.as_bytes()));
            }
            first = last + 1;
        }
        Ok(pieces)
    }

    /// The line of this name among the long ones of the records up to `seq`.
    pub(crate) async fn long_line(&self, seq: Seq, stamp: Stamp) -> Result<Option<Uint8Array>, StorageError> {
        const AT_ONCE: Seq = 50;
        let mut last = seq;
        while last > 0 {
            let first = last.saturating_sub(AT_ONCE - 1).max(1);
            let values = self.values(first, last).await?;
            for (place, value) in values.iter().enumerate().rev() {
                let (seq, Some((0, of))) = (first + place as Seq, place_of(value)) else { continue };
                if is_named(&get(value, "bytes").unchecked_into(), stamp) {
                    let mut reader = Reader::default();
                    let values = self.values(seq, seq + Seq::from(of) - 1).await?;
                    let line = values.iter().find_map(|value| reader.take(value).ok()?);
                    return Ok(line.and_then(|line| match line {
                        Lines::Long(bytes) => Some(bytes),
                        Lines::Text(_) | Lines::Block(_) => None,
                    }));
                }
            }
            last = first - 1;
        }
        Ok(None)
    }

    pub(super) async fn values(&self, first: Seq, last: Seq) -> Result<Vec<JsValue>, StorageError> {
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(LOG)?;
        let range = KeyRange::bound(&key(first), &key(last), None, None)?;
        Ok(store.get_all(Some(range.into()), None)?.await?)
    }
}

async fn add_all(store: &ObjectStore, first: Seq, parcels: &[Parcel]) -> Result<Appended, StorageError> {
    let range = KeyRange::lower_bound(&key(first), None)?;
    if store.count(Some(range.into()))?.await? > 0 {
        return Ok(Appended::Behind);
    }
    let mut seq = first;
    // The database writes one block while the page makes the next. Not so pieces, which are long: the answers to several would
    // come at once, and the page would make one after the other without a frame in between.
    let mut under_way = None;
    for parcel in parcels {
        for number in 0..parcel.records() {
            let added = store.add(&parcel.record(number), Some(&key(seq)))?;
            seq += 1;
            if let Some(before) = under_way.replace(added) {
                before.await?;
            }
            if parcel.is_alone()
                && let Some(added) = under_way.take()
            {
                added.await?;
            }
        }
    }
    if let Some(last) = under_way {
        last.await?;
    }
    Ok(Appended::Saved)
}

/// Whether a line has this name, which stands at its beginning.
fn is_named(line: &Uint8Array, stamp: Stamp) -> bool {
    const BEGINNING: u32 = 200;
    let beginning = line.slice(0, BEGINNING.min(line.length())).to_vec();
    String::from_utf8_lossy(&beginning).contains(&format!("\"stamp\":\"{stamp}\""))
}
