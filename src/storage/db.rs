//! The database and its transactions. Inside one, only its own requests are awaited.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use idb::{
    DatabaseEvent, Factory, IndexParams, KeyPath, KeyRange, ObjectStoreParams, Transaction, TransactionMode,
};
use js_sys::{Function, Object, Reflect};
use sales::ids::DealId;
use sales::log::{Entry, Line};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

use super::error::StorageError;
use super::record::{Lines, Reader, Record, Seq, key, line_of, outline_of, place_of, raw, to_record, to_seq};
use crate::platform::js::set;

/// The version of the layout of the stores and of the records in them, not of the entries. Records of version 1 are all single entries and
/// whole lines, as they still may be.
const LAYOUT: u32 = 2;
pub(super) const LOG: &str = "log";
pub(super) const CHECKPOINT: &str = "checkpoint";
const BY_DEAL: &str = "by_deal";
/// How many records of the log are read at a time; each has up to two megabytes.
pub(super) const READ_AT_ONCE: u32 = 500;

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
            if let (Ok(0), Ok(database)) = (event.old_version(), event.database()) {
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
        let transaction = self.write(&[LOG], Durability::Strict)?;
        let store = transaction.object_store(LOG)?;
        let mut requests = Vec::with_capacity(entries.len());
        for (seq, entry) in (first..).zip(entries) {
            requests.push(store.add(&to_record(entry), Some(&key(seq)))?);
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

    /// Reads the lines in the records after `seq`, in order, and hands each to `take`, which may break it off. One that can't be
    /// read is an error only after all others were handed over.
    pub(crate) async fn read_after(
        &self,
        seq: Seq,
        mut take: impl FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        let mut last = seq;
        let mut reader = Reader::default();
        let mut damaged: Vec<u64> = Vec::new();
        let mut detail = String::new();
        let mut complain = |seq: Seq, error: String| {
            if damaged.len() < 10 && damaged.last() != Some(&seq) {
                damaged.push(seq);
            }
            detail = error;
        };
        loop {
            let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(LOG)?;
            let range = || KeyRange::lower_bound(&key(last), Some(true));
            let keys = store.get_all_keys(Some(range()?.into()), Some(READ_AT_ONCE))?;
            let values = store.get_all(Some(range()?.into()), Some(READ_AT_ONCE))?;
            let (keys, values) = (keys.await?, values.await?);
            let count = keys.len();
            for (key, value) in keys.iter().zip(&values) {
                last = to_seq(key);
                let text = match reader.take(value).and_then(|lines| lines.map(Lines::into_text).transpose())
                {
                    Ok(Some(text)) => text,
                    Ok(None) => continue,
                    Err(error) => {
                        complain(last, error);
                        continue;
                    }
                };
                for line in text.split('\n') {
                    match line_of(line) {
                        Ok(line) => {
                            if take(Record { seq: last, line }).is_break() {
                                return Ok(());
                            }
                        }
                        Err(error) => complain(last, error),
                    }
                }
            }
            if count < READ_AT_ONCE as usize {
                break;
            }
        }
        if damaged.is_empty() { Ok(()) } else { Err(StorageError::Damaged { records: damaged, detail }) }
    }

    /// The last `count` lines of the records up to `seq`, oldest first; unreadable ones are passed over, and of imports there is only an
    /// outline.
    pub(crate) async fn last_lines(&self, seq: Seq, count: usize) -> Result<Vec<Line>, StorageError> {
        const AT_ONCE: Seq = 25;
        let mut found = VecDeque::new();
        let mut last = seq;
        while last > 0 && found.len() < count {
            let mut first = last.saturating_sub(AT_ONCE - 1).max(1);
            let mut values = self.values(first, last).await?;
            // It may begin in the middle of a long line.
            if let Some((number @ 1.., _)) = values.first().and_then(place_of) {
                let before = first.saturating_sub(number.into()).max(1);
                let mut pieces = self.values(before, first - 1).await?;
                pieces.append(&mut values);
                (first, values) = (before, pieces);
            }
            let mut reader = Reader::default();
            let each = values.iter().filter_map(|value| reader.take(value).ok()?);
            for lines in each.collect::<Vec<_>>().into_iter().rev() {
                let read = if matches!(lines, Lines::Long(_)) { outline_of } else { line_of };
                let Ok(text) = lines.into_text() else { continue };
                for line in text.rsplit('\n').take(count - found.len()) {
                    if let Ok(line) = read(line) {
                        found.push_front(line);
                    }
                }
            }
            last = first - 1;
        }
        Ok(found.into())
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
        let id = deal.to_string();
        let values = index.get_all(Some(JsValue::from_str(&id).into()), None)?.await?;
        let mut found = Vec::new();
        for value in values {
            let text = Reader::default().take(&value).ok().flatten().and_then(|lines| lines.into_text().ok());
            // Of a block, most lines are about others.
            let text = text.unwrap_or_default();
            let lines = text.split('\n').filter(|line| line.contains(&id));
            found.extend(lines.filter_map(|line| line_of(line).ok()).filter(|line| is_about(line, deal)));
        }
        Ok(found)
    }

    /// The text of every record, whatever of it makes sense, for a file that saves what can be saved.
    pub(crate) async fn all_texts(&self) -> Result<Vec<String>, StorageError> {
        let transaction = self.inner.transaction(&[LOG], TransactionMode::ReadOnly)?;
        let values = transaction.object_store(LOG)?.get_all(None, None)?.await?;
        let mut texts: Vec<Vec<u8>> = Vec::new();
        for value in &values {
            let bytes = raw(value);
            match texts.last_mut() {
                Some(before) if matches!(place_of(value), Some((1.., _))) => before.extend(bytes),
                _ => texts.push(bytes),
            }
        }
        Ok(texts.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect())
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

fn is_about(line: &Line, deal: DealId) -> bool {
    line.known().is_none_or(|entry| entry.deals().contains(&deal))
}

fn create_stores(database: &idb::Database) -> Result<(), idb::Error> {
    let log = database.create_object_store(LOG, ObjectStoreParams::new())?;
    let mut each = IndexParams::new();
    each.multi_entry(true);
    log.create_index(BY_DEAL, KeyPath::new_single("deals"), Some(each))?;
    database.create_object_store(CHECKPOINT, ObjectStoreParams::new())?;
    Ok(())
}
