//! How changes get from memory into the database, and from other tabs into memory.
//!
//! Changes are shown at once and queued. One writer a tab takes what has gathered and appends it in one
//! transaction; only when that has completed does the screen say "saved". Where another tab was
//! faster, this one first takes its own unsaved changes back, reads what the other wrote, and makes
//! its own again on top: last writer wins, nothing is lost.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;

use leptos::prelude::*;
use sales::evolve::{self, Touched};
use sales::log::{Entry, Kind, Line, Stamp};
use sales::model::Workspace;
use sales::undo::{DEPTH, Undo};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, JsCast};
use wasm_bindgen_futures::spawn_local;

use super::backups;
use super::checkpoint::Checkpoints;
use super::replay::{goes_on, replay};
use super::store::{Inner, SaveState, Store};
use crate::platform::{clock, dom, prefs, quota};
use crate::storage::{Appended, Database, Record, Seq, StorageError};

/// What the other tabs are told when everything was erased; otherwise they are told a number of a record.
const ERASED: f64 = -1.0;

impl Store {
    /// Opens the workspace in a database: from its checkpoint and the entries after it, or by replaying the log. Entries
    /// that come before one that is in the checkpoint can't be folded on top of it; then the log is replayed in order.
    ///
    /// # Errors
    /// [`StorageError`] where the log can't be read in full; nothing was written then.
    pub(crate) async fn load(
        name: String,
        mut database: Database,
    ) -> Result<Self, (StorageError, Rc<Database>)> {
        let lost: Rc<Cell<Option<RwSignal<bool>>>> = Rc::default();
        let signal = Rc::clone(&lost);
        database.on_lost(move || {
            if let Some(lost) = signal.get() {
                lost.set(true);
            }
        });
        let database = Rc::new(database);
        let fail = |error| (error, Rc::clone(&database));

        let start = Checkpoints::read(&database).await.map_err(fail)?;
        let (mut workspace, mut seq, mut last, mut checkpoints) =
            start.unwrap_or_else(|| (Workspace::default(), 0, Stamp::default(), Checkpoints::none()));
        let from = seq;
        let (mut has_newer, mut is_in_order) = (false, true);
        let mut touched = Touched::default();
        let fold = |record: Record| {
            is_in_order = last < record.line.stamp();
            if !is_in_order {
                return ControlFlow::Break(());
            }
            (seq, last) = (record.seq, record.line.stamp());
            match &record.line {
                Line::Known(entry) => evolve::evolve(&mut workspace, entry, &mut touched),
                Line::Newer(..) => has_newer = true,
            }
            checkpoints.touch(&touched);
            touched.clear();
            ControlFlow::Continue(())
        };
        database.read_after(from, fold).await.map_err(fail)?;
        if !is_in_order {
            let replayed = replay(&database).await.map_err(fail)?;
            (workspace, seq, last) = (replayed.workspace, replayed.seq, replayed.last);
            has_newer = replayed.has_newer;
            checkpoints = Checkpoints::due();
        }

        let store = Self::new(name, workspace, seq, last, Rc::clone(&database), checkpoints);
        store.has_newer.set(has_newer);
        lost.set(Some(store.lost));
        store.follow_other_tabs();
        store.find_undoable(seq);
        if !is_in_order {
            // Or the next opening would take as long.
            store.checkpoint_soon();
        }
        Ok(store)
    }

    /// Looks up what this device did last, so that it can be undone after a reload too.
    fn find_undoable(self, seq: Seq) {
        spawn_local(async move {
            let database = self.database();
            let Ok(mut lines) = database.last_lines(seq, DEPTH).await else { return };
            // After a merge they may lie in another order.
            lines.sort_by_key(Line::stamp);
            let inner = self.inner();
            {
                let mut inner = inner.borrow_mut();
                let mut older = Undo::default();
                for entry in lines.iter().filter_map(Line::known) {
                    older.follow(entry, inner.device);
                }
                inner.undo.put_under(older);
            }
            self.announce(&Touched::default());
        });
    }

    /// Starts the writer, unless it is at work. Reading what other tabs wrote is its work too: doing
    /// both in one row, it never takes its own entries for those of another.
    pub(super) fn save_soon(self) {
        let inner = self.inner();
        if !inner.borrow().pending.is_empty() {
            self.save_state.set(SaveState::Saving);
        }
        if std::mem::replace(&mut inner.borrow_mut().writing, true) {
            return;
        }
        spawn_local(async move {
            let end = self.save_all().await;
            self.inner().borrow_mut().writing = false;
            match end {
                Ok(()) => {
                    self.save_state.set(SaveState::Saved);
                    ask_to_keep();
                    self.checkpoint_soon();
                }
                Err(error) => self.save_state.set(SaveState::Failed(error)),
            }
        });
    }

    /// Tries again to save what could not be saved.
    pub(crate) fn retry(self) {
        self.save_soon();
    }

    async fn save_all(self) -> Result<(), StorageError> {
        let inner = self.inner();
        loop {
            if std::mem::take(&mut inner.borrow_mut().behind) {
                self.catch_up().await?;
            }
            let (first, batch, database) = {
                let inner = inner.borrow();
                let batch: Vec<Entry> = inner.pending.iter().cloned().collect();
                (inner.seq + 1, batch, Rc::clone(&inner.database))
            };
            if batch.is_empty() {
                return Ok(());
            }
            match database.append(first, &batch).await? {
                Appended::Saved => {
                    let mut inner = inner.borrow_mut();
                    inner.pending.drain(..batch.len());
                    inner.seq += batch.len() as Seq;
                    inner.last = batch.last().map_or(inner.last, |entry| entry.stamp.max(inner.last));
                    drop(inner);
                    self.tell_others();
                }
                Appended::Behind => self.catch_up().await?,
            }
        }
    }

    /// Waits until everything is saved.
    ///
    /// # Errors
    /// [`StorageError`] where it can't be.
    pub(super) async fn saved(self) -> Result<(), StorageError> {
        loop {
            let (is_writing, is_waiting) = {
                let inner = self.inner();
                let inner = inner.borrow();
                (inner.writing, inner.behind || !inner.pending.is_empty())
            };
            if !is_writing {
                if let SaveState::Failed(error) = self.save_state.get_untracked() {
                    return Err(error);
                }
                if !is_waiting {
                    return Ok(());
                }
                self.save_soon();
            }
            dom::pause(0).await;
        }
    }

    /// Tells the other tabs how far the log goes now.
    pub(super) fn tell_others(self) {
        let inner = self.inner();
        let inner = inner.borrow();
        if let Some(channel) = &inner.channel {
            #[allow(clippy::cast_precision_loss, reason = "a log of 2^53 entries fits no disk")]
            let seq = inner.seq as f64;
            // A tab that is not told finds out when it writes itself.
            let _ = channel.post_message(&JsValue::from_f64(seq));
        }
    }

    /// Reads what other tabs wrote and puts this tab's unsaved changes on top.
    async fn catch_up(self) -> Result<(), StorageError> {
        let inner = self.inner();
        let (seq, database) = {
            let inner = inner.borrow();
            (inner.seq, Rc::clone(&inner.database))
        };
        let mut records = Vec::new();
        let take = |record| {
            records.push(record);
            ControlFlow::Continue(())
        };
        database.read_after(seq, take).await?;
        let Some(seq) = records.last().map(|record| record.seq) else { return Ok(()) };
        let lines: Vec<Line> = records.into_iter().map(|record| record.line).collect();
        if !goes_on(inner.borrow().last, &lines) {
            return self.start_over(lines).await;
        }

        let mut touched = Touched::default();
        let own: Vec<Entry> = {
            let mut inner = inner.borrow_mut();
            let inner = &mut *inner;
            for entry in inner.pending.iter().rev() {
                evolve::unevolve(&mut inner.workspace, entry, &mut touched);
            }
            if !inner.pending.is_empty() {
                inner.checkpoints.break_lineage();
            }
            inner.pending.drain(..).collect()
        };
        self.absorb(&lines, &mut touched);
        {
            let mut inner = inner.borrow_mut();
            inner.seq = seq;
            inner.make_again(own, &mut touched);
            inner.checkpoints.touch(&touched);
        }
        self.announce(&touched);
        Ok(())
    }

    /// Reads the whole log anew, since another tab added entries that come before some that are here, and puts this tab's
    /// unsaved changes on top.
    async fn start_over(self, mut new: Vec<Line>) -> Result<(), StorageError> {
        let replayed = replay(&self.database()).await?;
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            let inner = &mut *inner;
            // What another tab of this browser did since can be undone here too.
            new.sort_by_key(Line::stamp);
            for entry in new.iter().filter_map(Line::known).filter(|entry| entry.stamp > inner.last) {
                inner.undo.follow(entry, inner.device);
            }
            (inner.workspace, inner.seq, inner.last) = (replayed.workspace, replayed.seq, replayed.last);
            inner.clock = inner.clock.max(replayed.last.clock);
            let own: Vec<Entry> = inner.pending.drain(..).collect();
            inner.make_again(own, &mut Touched::default());
            inner.checkpoints.start_over();
        }
        self.has_newer.set(replayed.has_newer);
        self.announce_layout();
        Ok(())
    }

    /// Follows the other tabs live.
    fn follow_other_tabs(self) {
        let inner = self.inner();
        let inner = inner.borrow();
        let Some(channel) = &inner.channel else { return };
        let heard = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            let seq = event.data().as_f64().unwrap_or(0.0);
            #[allow(clippy::float_cmp, reason = "the very number is sent")]
            if seq == ERASED {
                // What this tab shows is gone; start anew. It only fails where there is no page.
                let _ = dom::window().location().reload();
                return;
            }
            let inner = self.inner();
            inner.borrow_mut().behind = true;
            self.save_soon();
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // The store lives as long as the page.
        heard.forget();
    }

    /// Erases the whole workspace, in the database and in all tabs, and starts anew.
    ///
    /// # Errors
    /// [`StorageError`] where the database refuses; nothing was erased then.
    pub(crate) async fn erase(self) -> Result<(), StorageError> {
        self.database().erase().await?;
        backups::forget(self);
        if let Some(channel) = &self.inner().borrow().channel {
            let _ = channel.post_message(&JsValue::from_f64(ERASED));
        }
        let _ = dom::window().location().reload();
        Ok(())
    }
}

impl Inner {
    /// Makes entries of this tab that are not saved yet again, on top of what others wrote, under new names.
    fn make_again(&mut self, own: Vec<Entry>, touched: &mut Touched) {
        let mut renamed: Vec<(Stamp, Stamp)> = Vec::with_capacity(own.len());
        for mut entry in own {
            self.clock = self.clock.tick(clock::now());
            let stamp = Stamp { clock: self.clock, device: self.device };
            self.undo.rename(entry.stamp, stamp);
            renamed.push((entry.stamp, stamp));
            entry.stamp = stamp;
            // An undo of an entry that got a new name has to know it by that.
            if let Kind::Undo(of) | Kind::Redo(of) = &mut entry.kind
                && let Some((_, now)) = renamed.iter().find(|(before, _)| before == of)
            {
                *of = *now;
            }
            evolve::evolve(&mut self.workspace, &entry, touched);
            self.pending.push_back(entry);
        }
    }
}

/// Asks the browser, once, not to drop these data when it tidies up. Whether it agreed shows in the settings.
fn ask_to_keep() {
    const KEY: &str = "asked_to_keep";
    if prefs::get::<bool>(KEY).unwrap_or(false) {
        return;
    }
    prefs::set(KEY, &true);
    // Nothing hangs on the answer, and a browser that has no such thing keeps the data as long as it likes.
    spawn_local(async {
        quota::persist().await;
    });
}
