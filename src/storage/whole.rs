//! Logs as a whole: read for a backup or a merge, and appended to by many lines at once.

use exchange::parcels::LONG_LINE;
use idb::{KeyRange, ObjectStore, TransactionMode};
use js_sys::{Array, Object, Uint8Array};
use sales::log::Stamp;
use wasm_bindgen::{JsCast, JsValue};

use super::db::{Appended, Database, Durability, LOG, READ_AT_ONCE};
use super::error::StorageError;
use super::record::{Seq, key, text_of};
use crate::platform::js::{get, set};

/// Lines for the log as a worker packs them; see [`exchange::parcels`].
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    /// The lines.
    pub(crate) lines: Uint8Array,
    /// The deals that each is found by.
    pub(crate) deals: Uint8Array,
}

impl Parcel {
    /// The records that the lines make.
    fn records(&self) -> Result<Vec<JsValue>, StorageError> {
        let record = Object::new();
        if self.lines.length() as usize >= LONG_LINE {
            // A line of this length is alone, and stays as it is.
            set(&record, "bytes", &self.lines);
            return Ok(vec![record.into()]);
        }
        let odd = |_| StorageError::Other("the worker's lines are no text".to_owned());
        let lines = String::from_utf8(self.lines.to_vec()).map_err(odd)?;
        let deals = String::from_utf8(self.deals.to_vec()).map_err(odd)?;
        let mut deals = deals.split('\n');
        Ok(lines.split('\n').map(|line| record_of(line, deals.next().unwrap_or_default())).collect())
    }
}

fn record_of(line: &str, deals: &str) -> JsValue {
    let record = Object::new();
    set(&record, "text", &JsValue::from_str(line));
    if !deals.is_empty() {
        set(&record, "deals", &deals.split(',').map(JsValue::from_str).collect::<Array>());
    }
    record.into()
}

impl Database {
    /// Appends lines under the numbers from `first` on, all or none, with strict durability. The page goes on between two
    /// parcels.
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
        let mut first = after + 1;
        while first <= seq {
            let last = seq.min(first + Seq::from(READ_AT_ONCE) - 1);
            let mut piece = String::new();
            for value in self.values(first, last).await? {
                if let Ok(bytes) = get(&value, "bytes").dyn_into::<Uint8Array>() {
                    pieces.push(Uint8Array::from(std::mem::take(&mut piece).as_bytes()));
                    pieces.push(bytes);
                    continue;
                }
                let text = text_of(&value);
                let text = text.ok_or_else(|| StorageError::Other("a record has no text".to_owned()))?;
                piece.push_str(&text);
                piece.push('\n');
            }
            pieces.push(Uint8Array::from(piece.as_bytes()));
            first = last + 1;
        }
        Ok(pieces)
    }

    /// The line of this name among the long ones of the records up to `seq`.
    pub(crate) async fn long_line(&self, seq: Seq, stamp: Stamp) -> Result<Option<Uint8Array>, StorageError> {
        const AT_ONCE: Seq = 200;
        let mut last = seq;
        while last > 0 {
            let first = last.saturating_sub(AT_ONCE - 1).max(1);
            for value in self.values(first, last).await?.iter().rev() {
                if let Ok(bytes) = get(value, "bytes").dyn_into::<Uint8Array>()
                    && is_named(&bytes, stamp)
                {
                    return Ok(Some(bytes));
                }
            }
            last = first - 1;
        }
        Ok(None)
    }

    async fn values(&self, first: Seq, last: Seq) -> Result<Vec<JsValue>, StorageError> {
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
    // The database writes one parcel while the page makes the records of the next.
    let mut under_way = None;
    for parcel in parcels {
        let mut last = None;
        for record in parcel.records()? {
            last = Some(store.add(&record, Some(&key(seq)))?);
            seq += 1;
        }
        if let Some(before) = std::mem::replace(&mut under_way, last) {
            before.await?;
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
