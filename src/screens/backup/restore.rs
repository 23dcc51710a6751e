//! What was opened, and what comes of it.
//!
//! It lives as long as the page, not as long as the dialog: a merge builds everything on the screen anew, and what came of it
//! is still to be read then.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use exchange::backup::{BackupError, Head};
use exchange::merge::{Contents, Difference};
use exchange::protocol::{Answer, Request};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::file;
use super::trouble::Trouble;
use crate::importer::Importer;
use crate::platform::{self, dom};
use crate::route::{Route, Screen};
use crate::state::{Adopted, Ui, Union, found, workspaces};
use crate::storage::{Parcel, Seq};
use crate::text::t;

/// How often the worker begins again when the workspace was changed in the meantime.
const ATTEMPTS: usize = 3;
/// How many names are tried for a separate workspace.
const MOST_WORKSPACES: u32 = 100;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Busy {
    Reading,
    Unlocking,
    Merging,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A file is to be chosen.
    Choose,
    /// Something is being done.
    Busy(Busy),
    /// A passphrase is wanted.
    Locked,
    /// A backup was read.
    Found(Head, Difference, Contents),
    /// A file can't be read in full.
    Broken(BackupError),
    /// As much of it was read as could be.
    Salvaged { entries: usize, damaged: usize },
    /// It was merged, so many actions came along.
    Merged(usize),
    /// It was put into an empty workspace, so many actions.
    Restored(usize),
}

/// Opening a backup; cheap to copy into views and callbacks.
#[derive(Clone, Copy)]
pub(super) struct Restore(&'static State);

impl Deref for Restore {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What [`Restore`] points to.
pub(super) struct State {
    pub(super) ui: Ui,
    pub(super) step: RwSignal<Step>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    /// The passphrase that is typed, and what is wrong with it.
    pub(super) passphrase: RwSignal<String>,
    pub(super) passphrase_error: RwSignal<String>,
    /// That two workspaces with nothing in common are to be merged all the same.
    pub(super) is_confirmed: RwSignal<bool>,
    engine: StoredValue<Rc<RefCell<Engine>>, LocalStorage>,
}

/// What is behind the dialog.
#[derive(Default)]
struct Engine {
    worker: Option<Importer>,
    /// The file as it is, for a passphrase or for what can be read of it.
    file: Option<Uint8Array>,
    /// Counts the files: what comes of an earlier one is of no interest.
    turn: u32,
}

thread_local! {
    static RESTORE: RefCell<Option<Restore>> = const { RefCell::new(None) };
}

impl Restore {
    /// The one of the page.
    pub(super) fn get(ui: Ui) -> Self {
        RESTORE.with_borrow_mut(|restore| *restore.get_or_insert_with(|| Self::make(ui)))
    }

    fn make(ui: Ui) -> Self {
        let state = || State {
            ui,
            step: RwSignal::new(Step::Choose),
            trouble: RwSignal::new(None),
            passphrase: RwSignal::default(),
            passphrase_error: RwSignal::default(),
            is_confirmed: RwSignal::new(false),
            engine: StoredValue::new_local(Rc::default()),
        };
        // Its signals live as long as the page, not as long as the dialog that asks for it first.
        let mut root = Owner::current();
        while let Some(parent) = root.as_ref().and_then(Owner::parent) {
            root = Some(parent);
        }
        let state = match root {
            Some(root) => root.with(state),
            None => state(),
        };
        Self(Box::leak(Box::new(state)))
    }

    fn engine(self) -> Rc<RefCell<Engine>> {
        self.engine.get_value()
    }

    /// Begins anew, and keeps nothing of what was opened.
    pub(super) fn reset(self) {
        let engine = self.engine();
        let turn = engine.borrow().turn + 1;
        engine.replace(Engine { turn, ..Engine::default() });
        self.trouble.set(None);
        self.passphrase.set(String::new());
        self.passphrase_error.set(String::new());
        self.is_confirmed.set(false);
        self.step.set(Step::Choose);
    }

    /// Whether something is being done that is not to be broken off.
    pub(super) fn is_merging(self) -> bool {
        self.step.with_untracked(|step| *step == Step::Busy(Busy::Merging))
    }

    /// Runs something, and shows what comes of it, unless another file was opened meanwhile. Where it fails, the dialog goes
    /// back to where it was.
    fn run<F>(self, busy: Busy, work: impl FnOnce() -> F)
    where
        F: Future<Output = Result<Step, Trouble>> + 'static,
    {
        let before = self.step.get_untracked();
        self.trouble.set(None);
        self.step.set(Step::Busy(busy));
        let turn = self.engine().borrow().turn;
        let work = work();
        spawn_local(async move {
            let outcome = work.await;
            if self.engine().borrow().turn != turn {
                return;
            }
            match outcome {
                Ok(step) => self.step.set(step),
                Err(trouble) => {
                    // Whatever it was, a new worker has forgotten it.
                    self.engine().borrow_mut().worker = None;
                    self.trouble.set(Some(trouble));
                    self.step.set(if matches!(before, Step::Locked) { before } else { Step::Choose });
                }
            }
            dom::focus_soon("#backup-step");
        });
    }

    /// Opens a file.
    pub(super) fn open(self, file: web_sys::File) {
        self.reset();
        self.run(Busy::Reading, move || async move {
            let bytes = platform::file::bytes_of(&file).await.ok_or(Trouble::Unreadable)?;
            match file::lock_of(&bytes) {
                Ok(None) => self.compare(bytes).await,
                Ok(Some(_)) => {
                    self.engine().borrow_mut().file = Some(bytes);
                    Ok(Step::Locked)
                }
                Err(error) => Ok(Step::Broken(error)),
            }
        });
    }

    /// Opens the file with what was typed.
    pub(super) fn unlock(self) {
        let passphrase = self.passphrase.get_untracked();
        let Some(bytes) = self.engine().borrow().file.clone() else { return };
        self.passphrase_error.set(String::new());
        self.run(Busy::Unlocking, move || async move {
            match file::unlock(&passphrase, &bytes).await {
                Ok(plain) => {
                    // It has done its work, and is kept nowhere.
                    self.passphrase.set(String::new());
                    self.compare(plain).await
                }
                Err(BackupError::Locked) => {
                    self.passphrase_error.set(t().backup().locked.to_owned());
                    Ok(Step::Locked)
                }
                Err(error) => Ok(Step::Broken(error)),
            }
        });
    }

    /// Has the worker compare a backup with this workspace.
    async fn compare(self, bytes: Uint8Array) -> Result<Step, Trouble> {
        // What goes to the worker is gone here.
        self.engine().borrow_mut().file = Some(bytes.slice(0, bytes.length()));
        self.start().await?;
        self.give_log().await?;
        match self.ask(&Request::Compare, &file::with_sum(bytes).await).await? {
            (Answer::Compared { head, difference, contents }, _) => {
                Ok(Step::Found(*head, difference, contents))
            }
            (Answer::NoBackup(error), _) => Ok(Step::Broken(error)),
            (answer, _) => Err(file::odd(answer)),
        }
    }

    /// Reads of a damaged file what can be read.
    pub(super) fn salvage(self) {
        let Some(bytes) = self.engine().borrow().file.clone() else { return };
        self.run(Busy::Reading, move || async move {
            let copy = bytes.slice(0, bytes.length());
            self.start().await?;
            match self.ask(&Request::Salvage, &[copy]).await? {
                (Answer::Salvaged { entries, damaged }, _) => Ok(Step::Salvaged { entries, damaged }),
                (answer, _) => Err(file::odd(answer)),
            }
        });
    }

    /// Merges the backup into this workspace.
    pub(super) fn merge(self) {
        let was_empty = self.ui.store.with(sales::model::Workspace::is_empty);
        self.run(Busy::Merging, move || async move {
            for _ in 0..ATTEMPTS {
                let seq = self.give_log().await?;
                let union = self.union(seq, false).await?;
                let lines = union.lines;
                if self.ui.store.unite(union).await? == Adopted::Yes {
                    if was_empty {
                        self.ui.go_to(Screen::Board);
                    }
                    self.forget_file();
                    return Ok(if was_empty { Step::Restored(lines) } else { Step::Merged(lines) });
                }
            }
            Err(Trouble::Contended)
        });
    }

    /// Opens the backup, or what could be read of it, beside this workspace.
    pub(super) fn separate(self) {
        self.run(Busy::Merging, move || async move {
            let union = self.union(0, true).await?;
            let first = workspaces::free().await;
            for number in first..first + MOST_WORKSPACES {
                if found(&crate::app::database_named(number), &union).await? {
                    workspaces::note(self.ui.store);
                    // It is to begin where everything begins.
                    self.ui.replace(&Route::default());
                    workspaces::open(number);
                    return Ok(Step::Busy(Busy::Merging));
                }
            }
            Err(Trouble::Contended)
        });
    }

    fn forget_file(self) {
        let engine = self.engine();
        let mut engine = engine.borrow_mut();
        (engine.worker, engine.file) = (None, None);
    }

    async fn start(self) -> Result<(), Trouble> {
        if self.engine().borrow().worker.is_some() {
            return Ok(());
        }
        let worker = Importer::start().await?;
        self.engine().borrow_mut().worker = Some(worker);
        Ok(())
    }

    /// Gives the worker the log as it is now, and answers the record it goes up to.
    async fn give_log(self) -> Result<Seq, Trouble> {
        let (seq, log) = self.ui.store.log().await?;
        let engine = self.engine();
        let engine = engine.borrow();
        engine.worker.as_ref().ok_or(Trouble::NoWorker)?.tell(&Request::Log, &log)?;
        Ok(seq)
    }

    async fn ask(self, request: &Request, bytes: &[Uint8Array]) -> Result<crate::importer::Reply, Trouble> {
        let reply = {
            let engine = self.engine();
            let engine = engine.borrow();
            engine.worker.as_ref().ok_or(Trouble::NoWorker)?.ask(request, bytes)
        };
        Ok(reply.await?)
    }

    async fn union(self, seq: Seq, is_alone: bool) -> Result<Union, Trouble> {
        let (answer, bytes) = self.ask(&Request::Merge { is_alone }, &[]).await?;
        let Answer::Merged { lines, parcels, last, has_newer } = answer else {
            return Err(file::odd(answer));
        };
        let mut bytes = bytes.into_iter();
        let mut packed = Vec::with_capacity(parcels);
        for _ in 0..parcels {
            let (Some(lines), Some(deals)) = (bytes.next(), bytes.next()) else {
                return Err(Trouble::Odd(String::new()));
            };
            packed.push(Parcel { lines, deals: Some(deals) });
        }
        Ok(Union { seq, parcels: packed, lines, last, has_newer, parts: bytes.collect() })
    }
}
