//! The database and its transactions. Inside one, only its own requests are awaited.

use std::ops::{ControlFlow, RangeInclusive};

use idb::{
    DatabaseEvent, Factory, IndexParams, KeyPath, KeyRange, ObjectStoreParams, Transaction, TransactionMode,
};
use js_sys::{Function, Object, Reflect, Uint8Array};
use sales::ids::DealId;
use sales::log::{Entry, Line};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

use super::error::StorageError;
use super::record::{Record, Seq, key, line_of, outline_of, text_of, to_record, to_seq};
use crate::platform::js::{get, set};

/// The version of the layout of the stores, not of the entries in them.
const LAYOUT: u32 = 1;
pub(super) const LOG: &str = "log";
pub(super) const CHECKPOINT: &str = "checkpoint";
const BY_DEAL: &str = "by_deal";
/// How many records of the log are read at a time.
pub(super) const READ_AT_ONCE: u32 = 2_000;

/// Whether an append went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Appended {
    /// Saved for good: the transaction has completed.
    Saved,
    /// Another tab has written under these numbers; nothing was saved. Read what it wrote first.
    Behind,
}

/// An open database.
#[derive(Debug)]
pub(crate) struct Database {
    pub(super) inner: idb::Database,
    /// The same database, for what the crate has no words for.
    raw: IdbDatabase,
}

/// When a transaction counts as complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// When the disk has it.
    Strict,
    /// When the operating system has it.
    Relaxed,
}

/// How opening went.
pub(crate) enum Opened {
    /// Ready.
    Ready(Database),
    /// Written by a newer version of the app: to read, not to write.
    ReadOnly(Database),
}

impl Database {
    /// Opens the database of a workspace, making it where there is none. `blocked` is called when another tab has
    /// to let go of it first; opening goes on as soon as it does.
    pub(crate) async fn open(name: &str, blocked: impl FnOnce() + 'static) -> Result<Opened, StorageError> {
        let mut request = Factory::new()?.open(name, Some(LAYOUT))?;
        request.on_blocked(|_| blocked());
        request.on_upgrade_needed(|event| {
            // A failed upgrade aborts the opening, which is answered with an error of its own.
            if let Ok(database) = event.database() {
                let _ = create_stores(&database);
            }
        });
        match request.await {
            Ok(inner) => Ok(Opened::Ready(Self::from(inner))),
            Err(error) => match error.into() {
                StorageError::Newer => {
                    let inner = Factory::new()?.open(name, None)?.await?;
                    Ok(Opened::ReadOnly(Self::from(inner)))
                }
                error => Err(error),
            },
        }
    }

    /// Calls back when the database is taken away: the browser closed it, or a newer version of the app in another tab wants to
    /// change its layout, for which this tab must let go.
    pub(crate) fn on_lost(&mut self, lost: impl Fn() + Clone + 'static) {
        let closed = lost.clone();
        self.inner.on_close(move |_| closed());
        self.inner.on_version_change(move |event| {
            if let Ok(database) = event.database() {
                database.close();
            }
            lost();
        });
    }

    /// Appends entries under the numbers from `first` on, all or none, with strict durability.
    pub(crate) async fn append(&self, first: Seq, entries: &[Entry]) -> Result<Appended, StorageError> {
        let records: Vec<JsValue> = entries.iter().map(to_record).collect();
        self.append_records(first, &records).await
    }

    async fn append_records(&self, first: Seq, records: &[JsValue]) -> Result<Appended, StorageError> {
        let transaction = self.write(&[LOG], Durability::Strict)?;
        let store = transaction.object_store(LOG)?;
        let mut requests = Vec::with_capacity(records.len());
        for (seq, record) in (first..).zip(records) {
            requests.push(store.add(record, Some(&key(seq)))?);
        }
        let transaction = transaction.commit()?;
        // A number that is taken shows in the first request; whatever else goes wrong shows in the transaction.
        if let Some(request) = requests.into_iter().next()
            && let Err(error) = request.await
        {
            return match &error {
                idb::Error::DomException(exception) if exception.name() == "ConstraintError" => {
                    Ok(Appended::Behind)
                }
                _ => Err(error.into()),
            };
        }
        if transaction.await?.is_committed() {
            Ok(Appended::Saved)
        } else {
            // The usual cause of a transaction that is aborted without an error of a request.
            Err(StorageError::Full)
        }
    }

    /// Appends an entry that was written as a line elsewhere, under this number, with strict durability.
    pub(crate) async fn append_line(&self, seq: Seq, line: &Uint8Array) -> Result<Appended, StorageError> {
        let record = Object::new();
        set(&record, "bytes", line);
        self.append_records(seq, &[record.into()]).await
    }

    /// Reads the records after `seq`, in order, and hands each to `take`, which may break it off. A record that can't be
    /// read is an error only after all others were handed over.
    pub(crate) async fn read_after(
        &self,
        seq: Seq,
        mut take: impl FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        let mut last = seq;
        let mut damaged: Vec<u64> = Vec::new();
        let mut detail = String::new();
        loop {
            let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(LOG)?;
            let range = || KeyRange::lower_bound(&key(last), Some(true));
            let keys = store.get_all_keys(Some(range()?.into()), Some(READ_AT_ONCE))?;
            let values = store.get_all(Some(range()?.into()), Some(READ_AT_ONCE))?;
            let (keys, values) = (keys.await?, values.await?);
            let count = keys.len();
            for (key, value) in keys.iter().zip(&values) {
                let seq = to_seq(key);
                match line_of(value) {
                    Ok(line) => {
                        if take(Record { seq, line }).is_break() {
                            return Ok(());
                        }
                    }
                    Err(error) => {
                        if damaged.len() < 10 {
                            damaged.push(seq);
                        }
                        detail = error;
                    }
                }
                last = seq;
            }
            if count < READ_AT_ONCE as usize {
                break;
            }
        }
        if damaged.is_empty() { Ok(()) } else { Err(StorageError::Damaged { records: damaged, detail }) }
    }

    /// The last `count` records before and with `seq`, oldest first; unreadable ones are passed over, and of
    /// imports there is only an outline.
    pub(crate) async fn last_records(&self, seq: Seq, count: u64) -> Result<Vec<Record>, StorageError> {
        let first = seq.saturating_sub(count) + 1;
        let records = self.range(first..=seq).await?;
        Ok(records)
    }

    async fn range(&self, seqs: RangeInclusive<Seq>) -> Result<Vec<Record>, StorageError> {
        if seqs.is_empty() {
            return Ok(Vec::new());
        }
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(LOG)?;
        let range = KeyRange::bound(&key(*seqs.start()), &key(*seqs.end()), None, None)?;
        let values = store.get_all(Some(range.into()), None)?.await?;
        // The log has no gaps, so the n-th value is the n-th record.
        Ok(seqs
            .zip(values)
            .filter_map(|(seq, value)| {
                let is_long = get(&value, "bytes").is_object();
                let line = if is_long { outline_of(&value) } else { line_of(&value) };
                Some(Record { seq, line: line.ok()? })
            })
            .collect())
    }

    /// The number of the last record; 0 where there is none.
    #[cfg(all(test, target_arch = "wasm32"))]
    pub(super) async fn last_seq(&self) -> Result<Seq, StorageError> {
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(LOG)?;
        let cursor = store.open_key_cursor(None, Some(idb::CursorDirection::Prev))?.await?;
        Ok(match cursor {
            Some(cursor) => to_seq(&cursor.key()?),
            None => 0,
        })
    }

    /// The entries about a deal, oldest first, as far as they are indexed.
    pub(crate) async fn about(&self, deal: DealId) -> Result<Vec<Line>, StorageError> {
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let index = transaction.object_store(LOG)?.index(BY_DEAL)?;
        let values = index.get_all(Some(JsValue::from_str(&deal.to_string()).into()), None)?.await?;
        Ok(values.iter().filter_map(|value| line_of(value).ok()).collect())
    }

    /// The readable text of every record, for a file that saves what can be saved.
    pub(crate) async fn all_texts(&self) -> Result<Vec<String>, StorageError> {
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let values = transaction.object_store(LOG)?.get_all(None, None)?.await?;
        Ok(values.iter().filter_map(text_of).collect())
    }

    /// Erases everything: log and checkpoint, in one transaction.
    pub(crate) async fn erase(&self) -> Result<(), StorageError> {
        let transaction = self.write(&[LOG, CHECKPOINT], Durability::Strict)?;
        transaction.object_store(LOG)?.clear()?;
        transaction.object_store(CHECKPOINT)?.clear()?;
        if transaction.commit()?.await?.is_committed() {
            Ok(())
        } else {
            Err(StorageError::Other("aborted".to_owned()))
        }
    }

    /// Writes a record as it is, to see what reading makes of it.
    #[cfg(all(test, target_arch = "wasm32"))]
    pub(super) async fn put_raw(&self, seq: Seq, value: &JsValue) -> Result<(), StorageError> {
        let transaction = self.write(&[LOG], Durability::Relaxed)?;
        transaction.object_store(LOG)?.put(value, Some(&key(seq)))?;
        transaction.commit()?.await?;
        Ok(())
    }

    /// Lets go of the database.
    #[cfg(all(test, target_arch = "wasm32"))]
    pub(super) fn close(self) {
        self.inner.close();
    }

    pub(super) fn write(&self, stores: &[&str], durability: Durability) -> Result<Transaction, StorageError> {
        // Neither the crate nor web-sys has a stable way to name a durability.
        let names = stores.iter().map(|name| JsValue::from_str(name)).collect::<js_sys::Array>();
        let options = Object::new();
        let word = match durability {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        };
        set(&options, "durability", &JsValue::from_str(word));
        let begin: Function = Reflect::get(&self.raw, &JsValue::from_str("transaction"))?.dyn_into()?;
        let transaction = begin.call3(&self.raw, &names, &JsValue::from_str("readwrite"), &options)?;
        let transaction: IdbTransaction = transaction.dyn_into()?;
        Ok(Transaction::from(transaction))
    }
}

impl From<idb::Database> for Database {
    fn from(database: idb::Database) -> Self {
        let raw = IdbDatabase::from(database);
        Self { inner: raw.clone().into(), raw }
    }
}

fn create_stores(database: &idb::Database) -> Result<(), idb::Error> {
    let log = database.create_object_store(LOG, ObjectStoreParams::new())?;
    let mut each = IndexParams::new();
    each.multi_entry(true);
    log.create_index(BY_DEAL, KeyPath::new_single("deals"), Some(each))?;
    database.create_object_store(CHECKPOINT, ObjectStoreParams::new())?;
    Ok(())
}
