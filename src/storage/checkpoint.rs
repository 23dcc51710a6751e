//! The folded workspace as it lies in the database.

use idb::{KeyRange, TransactionMode};
use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsValue;

use super::db::{CHECKPOINT, Database, Durability};
use super::error::StorageError;
use super::record::{Seq, key, to_seq};
use crate::platform::js::{get, set};

/// A checkpoint as it lies in the database.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    /// The last record of the log that it holds.
    pub(crate) seq: Seq,
    /// Which run of checkpoints it belongs to; chunks of two runs never fit together.
    pub(crate) lineage: f64,
    /// The stamp of the last entry that it holds, as text.
    pub(crate) stamp: String,
    /// Everything but the deals and the activities.
    pub(crate) head: Vec<u8>,
    /// These two, cut in chunks.
    pub(crate) chunks: Vec<Uint8Array>,
}

impl Database {
    /// The checkpoint, where there is one.
    pub(crate) async fn checkpoint(&self) -> Result<Option<Checkpoint>, StorageError> {
        let transaction = self.inner.transaction(&[CHECKPOINT], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(CHECKPOINT)?;
        let head = store.get(JsValue::from_str("head"))?;
        let numbers = KeyRange::bound(&key(0), &JsValue::from_f64(f64::MAX), None, None)?;
        let chunks = store.get_all(Some(numbers.into()), None)?;
        let (head, chunks) = (head.await?, chunks.await?);
        let Some(head) = head else { return Ok(None) };
        let bytes = Uint8Array::new(&get(&head, "bytes"));
        Ok(Some(Checkpoint {
            seq: to_seq(&get(&head, "seq")),
            lineage: get(&head, "lineage").as_f64().unwrap_or(0.0),
            stamp: get(&head, "stamp").as_string().unwrap_or_default(),
            head: bytes.to_vec(),
            chunks: chunks.iter().map(Uint8Array::new).collect(),
        }))
    }

    /// Writes a head and the chunks that changed, whose numbers are given along. Where `base` is given, only if the checkpoint in place is of
    /// that lineage and not newer; otherwise all chunks are replaced. Answers whether it wrote.
    pub(crate) async fn write_checkpoint(
        &self,
        base: Option<f64>,
        checkpoint: &Checkpoint,
        numbers: &[usize],
    ) -> Result<bool, StorageError> {
        let transaction = self.write(&[CHECKPOINT], Durability::Relaxed)?;
        let store = transaction.object_store(CHECKPOINT)?;
        if let Some(base) = base {
            let current = store.get(JsValue::from_str("head"))?.await?;
            let fits = current.is_some_and(|head| {
                get(&head, "lineage").as_f64() == Some(base) && to_seq(&get(&head, "seq")) <= checkpoint.seq
            });
            if !fits {
                transaction.commit()?.await?;
                return Ok(false);
            }
        } else {
            store.clear()?;
        }
        let record = Object::new();
        set(&record, "seq", &key(checkpoint.seq));
        set(&record, "lineage", &JsValue::from_f64(checkpoint.lineage));
        set(&record, "stamp", &JsValue::from_str(&checkpoint.stamp));
        set(&record, "bytes", &Uint8Array::from(checkpoint.head.as_slice()));
        store.put(&record, Some(&JsValue::from_str("head")))?;
        for (number, bytes) in numbers.iter().zip(&checkpoint.chunks) {
            store.put(bytes, Some(&key(*number as u64)))?;
        }
        Ok(transaction.commit()?.await?.is_committed())
    }
}
