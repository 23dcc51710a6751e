//! The workspace in memory, and the one way to change it.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;
use sales::decide::{Command, Context, Rejection, decide};
use sales::evolve::{self, Touched};
use sales::ids::DealId;
use sales::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, Line, Stamp};
use sales::model::{Deal, Ix, Workspace};
use sales::undo::{Undo, can_redo, can_undo};

use super::checkpoint::Checkpoints;
use super::deed::Deed;
use crate::platform::{clock, ids};
use crate::storage::{Database, Seq, StorageError};

/// Whether everything is in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// Every change is saved for good.
    Saved,
    /// Changes are on their way.
    Saving,
    /// The last changes could not be saved; they are kept in memory to try again.
    Failed(StorageError),
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Done {
    /// The deal it was about; one that was added, where one was.
    pub(crate) deal: Option<DealId>,
    /// The entry, to undo it by, and what there is to say of it; `None` where everything was as wanted already.
    pub(crate) made: Option<(Stamp, Deed)>,
}

type Listener = Rc<dyn Fn(&Workspace, &Touched)>;

pub(super) struct Inner {
    pub(super) workspace: Workspace,
    pub(super) undo: Undo,
    pub(super) clock: Hlc,
    pub(super) device: Device,
    /// Entries that are applied but not saved yet, oldest first.
    pub(super) pending: VecDeque<Entry>,
    pub(super) writing: bool,
    /// Another tab has written something that was not read yet.
    pub(super) behind: bool,
    /// The last record of the log that is in `workspace`.
    pub(super) seq: Seq,
    /// The last of the entries that are saved, in their order. What comes before it can't be folded on top.
    pub(super) last: Stamp,
    pub(super) database: Rc<Database>,
    pub(super) checkpoints: Checkpoints,
    pub(super) name: String,
    /// Tells the other tabs; `None` where the browser has no such thing.
    pub(super) channel: Option<web_sys::BroadcastChannel>,
    listeners: Vec<(u32, Listener)>,
    next_listener: u32,
    watched: HashMap<Ix<Deal>, (ArcTrigger, usize)>,
}

/// A handle to the workspace, as small to copy into a callback as a pointer can be.
///
/// There is one a page (one more for each time opening was tried again), and it lives as long as the page does.
#[derive(Clone, Copy)]
pub(crate) struct Store(&'static StoreState);

impl Deref for Store {
    type Target = StoreState;

    fn deref(&self) -> &StoreState {
        self.0
    }
}

/// What [`Store`] points to.
pub(crate) struct StoreState {
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
    /// Whether everything is saved.
    pub(crate) save_state: RwSignal<SaveState>,
    /// Whether the log holds entries of a newer version of the app.
    pub(crate) has_newer: RwSignal<bool>,
    /// Whether the database was closed under the app.
    pub(crate) lost: RwSignal<bool>,
    layout: Trigger,
    shape: Trigger,
    catalogue: Trigger,
    deals: Trigger,
    activities: Trigger,
    undo_changed: Trigger,
}

impl Store {
    /// A store over a workspace that was read from a database up to record `seq`, the last entry being `last`.
    pub(super) fn new(
        name: String,
        workspace: Workspace,
        seq: Seq,
        last: Stamp,
        database: Rc<Database>,
        checkpoints: Checkpoints,
    ) -> Self {
        let channel = web_sys::BroadcastChannel::new(&name).ok();
        let inner = Inner {
            workspace,
            undo: Undo::default(),
            clock: last.clock,
            device: Device(ids::profile()),
            pending: VecDeque::new(),
            writing: false,
            behind: false,
            seq,
            last,
            database,
            checkpoints,
            name,
            channel,
            listeners: Vec::new(),
            next_listener: 0,
            watched: HashMap::new(),
        };
        Self(Box::leak(Box::new(StoreState {
            inner: StoredValue::new_local(Rc::new(RefCell::new(inner))),
            save_state: RwSignal::new(SaveState::Saved),
            has_newer: RwSignal::new(false),
            lost: RwSignal::new(false),
            layout: Trigger::new(),
            shape: Trigger::new(),
            catalogue: Trigger::new(),
            deals: Trigger::new(),
            activities: Trigger::new(),
            undo_changed: Trigger::new(),
        })))
    }

    pub(super) fn inner(self) -> Rc<RefCell<Inner>> {
        self.inner.get_value()
    }

    /// Reads the workspace; tracks nothing.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        let inner = self.inner();
        let inner = inner.borrow();
        read(&inner.workspace)
    }

    /// Makes the caller run again when deals got other places in their table, as after a merge: whatever remembers one has
    /// to be built anew.
    pub(crate) fn track_layout(self) {
        self.layout.track();
    }

    /// Makes the caller run again when pipelines, stages or settings change.
    pub(crate) fn track_shape(self) {
        self.shape.track();
    }

    /// Makes the caller run again when people, organisations, contacts, lists, fields or views change.
    pub(crate) fn track_catalogue(self) {
        self.catalogue.track();
    }

    /// Makes the caller run again when any deal changes.
    pub(crate) fn track_deals(self) {
        self.deals.track();
    }

    /// Makes the caller run again when any activity changes.
    pub(crate) fn track_activities(self) {
        self.activities.track();
    }

    /// A trigger that fires when this one deal changes. The caller's owner keeps it alive.
    pub(crate) fn watch_deal(self, ix: Ix<Deal>) -> ArcTrigger {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        let (trigger, count) = inner.watched.entry(ix).or_insert_with(|| (ArcTrigger::new(), 0));
        *count += 1;
        let trigger = trigger.clone();
        on_cleanup(move || {
            if let Some(inner) = self.inner.try_get_value() {
                let mut inner = inner.borrow_mut();
                if let Some((_, count)) = inner.watched.get_mut(&ix) {
                    *count -= 1;
                    if *count == 0 {
                        inner.watched.remove(&ix);
                    }
                }
            }
        });
        trigger
    }

    /// Calls `listener` after each change with what it touched, until the caller's owner goes.
    pub(crate) fn on_change(self, listener: impl Fn(&Workspace, &Touched) + 'static) {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        let number = inner.next_listener;
        inner.next_listener += 1;
        inner.listeners.push((number, Rc::new(listener)));
        on_cleanup(move || {
            if let Some(inner) = self.inner.try_get_value() {
                inner.borrow_mut().listeners.retain(|(known, _)| *known != number);
            }
        });
    }

    /// Does what a command wants, on the screen at once and in the database as soon as it can be.
    ///
    /// # Errors
    /// The [`Rejection`] of [`decide`]; nothing has changed then.
    pub(crate) fn run(self, command: &Command) -> Result<Done, Rejection> {
        let (now, today) = (clock::now(), clock::today());
        let decision = {
            let inner = self.inner();
            let inner = inner.borrow();
            let mut new_ids = ids::new_id;
            decide(&inner.workspace, command, &mut Context { now, today, ids: &mut new_ids })?
        };
        Ok(self.commit(decision.act, Kind::Do, decision.changes))
    }

    /// Takes back the last action, or the one with this stamp.
    ///
    /// # Errors
    /// Where there is nothing to undo, or later changes stand on it.
    pub(crate) fn undo(self, stamp: Option<Stamp>) -> Result<Done, Rejection> {
        let entry = {
            let inner = self.inner();
            let inner = inner.borrow();
            let entry = match stamp {
                Some(stamp) => inner.undo.find(stamp),
                None => inner.undo.next_undo(),
            };
            let entry = entry.ok_or(Rejection::NothingToUndo)?.clone();
            can_undo(&inner.workspace, &entry)?;
            entry
        };
        Ok(self.commit(entry.act, Kind::Undo(entry.stamp), entry.changes))
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// Where there is nothing to redo, or later changes stand in the way.
    pub(crate) fn redo(self) -> Result<Done, Rejection> {
        let entry = {
            let inner = self.inner();
            let inner = inner.borrow();
            let entry = inner.undo.next_redo().ok_or(Rejection::NothingToUndo)?.clone();
            can_redo(&inner.workspace, &entry)?;
            entry
        };
        let done = self.commit(entry.act, Kind::Redo(entry.stamp), entry.changes);
        // It is undone by its first name again.
        Ok(Done { made: done.made.map(|(_, deed)| (entry.stamp, deed)), ..done })
    }

    /// The entry that undo would take back now, or the one with this stamp, where it is too long to be kept at hand.
    pub(crate) fn long_undo(self, stamp: Option<Stamp>) -> Option<Kind> {
        let inner = self.inner();
        let inner = inner.borrow();
        let entry = match stamp {
            Some(stamp) => inner.undo.find(stamp),
            None => inner.undo.next_undo(),
        };
        entry.filter(|entry| is_outline(entry)).map(|entry| Kind::Undo(entry.stamp))
    }

    /// The entry that redo would do again now, where it is too long to be kept at hand.
    pub(crate) fn long_redo(self) -> Option<Kind> {
        let inner = self.inner();
        let inner = inner.borrow();
        inner.undo.next_redo().filter(|entry| is_outline(entry)).map(|entry| Kind::Redo(entry.stamp))
    }

    /// The act that undo would take back now, and the one that redo would do again. Tracks both.
    pub(crate) fn undoable(self) -> (Option<Act>, Option<Act>) {
        self.undo_changed.track();
        let inner = self.inner();
        let inner = inner.borrow();
        (inner.undo.next_undo().map(|entry| entry.act), inner.undo.next_redo().map(|entry| entry.act))
    }

    /// Whether the entry with this stamp is among those that can still be undone.
    pub(crate) fn is_undoable(self, stamp: Stamp) -> bool {
        self.undo_changed.track();
        self.inner().borrow().undo.find(stamp).is_some()
    }

    /// The entry that redo would do again now.
    pub(crate) fn next_redo(self) -> Option<Stamp> {
        self.undo_changed.track();
        self.inner().borrow().undo.next_redo().map(|entry| entry.stamp)
    }

    fn commit(self, act: Act, kind: Kind, changes: Vec<Change>) -> Done {
        let Some(deed) = Deed::new(act, &changes) else { return Done { deal: None, made: None } };
        let inner = self.inner();
        let (stamp, touched) = {
            let mut inner = inner.borrow_mut();
            let inner = &mut *inner;
            let at = clock::now();
            inner.clock = inner.clock.tick(at);
            let stamp = Stamp { clock: inner.clock, device: inner.device };
            let entry = Entry { format: FORMAT, stamp, at, act, kind, changes };
            let mut touched = Touched::default();
            evolve::evolve(&mut inner.workspace, &entry, &mut touched);
            inner.undo.follow(&entry, inner.device);
            inner.checkpoints.touch(&touched);
            inner.pending.push_back(entry);
            (stamp, touched)
        };
        // First on its way to the disk, then on the screen: the database works while the page is drawn.
        self.save_soon();
        self.announce(&touched);
        Done { deal: deed.change.deal(), made: Some((stamp, deed)) }
    }

    /// Folds entries that were saved elsewhere into the workspace.
    pub(super) fn absorb(self, lines: &[Line], touched: &mut Touched) {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        let inner = &mut *inner;
        for line in lines {
            inner.clock = inner.clock.max(line.stamp().clock);
            inner.last = inner.last.max(line.stamp());
            match line {
                Line::Known(entry) => {
                    evolve::evolve(&mut inner.workspace, entry, touched);
                    inner.undo.follow(entry, inner.device);
                }
                Line::Newer(..) => self.has_newer.set(true),
            }
        }
    }

    /// Has everything on the screen built anew: the workspace is another one, whose deals have other places.
    pub(super) fn announce_layout(self) {
        self.layout.notify();
        self.undo_changed.notify();
    }

    /// Tells everybody who listens what was touched.
    pub(super) fn announce(self, touched: &Touched) {
        let inner = self.inner();
        let listeners: Vec<Listener> =
            inner.borrow().listeners.iter().map(|(_, listener)| Rc::clone(listener)).collect();
        for listener in listeners {
            listener(&inner.borrow().workspace, touched);
        }
        let watched: Vec<ArcTrigger> = {
            let inner = inner.borrow();
            let fired = |ix| inner.watched.get(ix).map(|(trigger, _)| trigger.clone());
            touched.deals.iter().filter_map(fired).collect()
        };
        for trigger in watched {
            trigger.notify();
        }
        if touched.shape {
            self.shape.notify();
        }
        if touched.catalogue {
            self.catalogue.notify();
        }
        if !touched.deals.is_empty() {
            self.deals.notify();
        }
        if !touched.activities.is_empty() {
            self.activities.notify();
        }
        self.undo_changed.notify();
    }

    /// The name of the database.
    pub(crate) fn database_name(self) -> String {
        self.inner().borrow().name.clone()
    }

    /// The database, to ask for the history of a deal.
    pub(crate) fn database(self) -> Rc<Database> {
        Rc::clone(&self.inner().borrow().database)
    }

    /// This copy of the workspace, as the entries made here carry it.
    pub(crate) fn device(self) -> Device {
        self.inner().borrow().device
    }

    /// Entries that are applied and not saved yet.
    pub(crate) fn pending(self) -> Vec<Entry> {
        self.inner().borrow().pending.iter().cloned().collect()
    }
}

/// Whether the changes of an entry are not at hand. There is none without any.
fn is_outline(entry: &Entry) -> bool {
    entry.changes.is_empty()
}
