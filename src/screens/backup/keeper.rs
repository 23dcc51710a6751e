//! A backup on the disk that is written again by itself after changes, as long as the app is open.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::file;
use crate::platform::disk::{self, Handle};
use crate::platform::dom;
use crate::state::{SaveState, Ui, backups};
use crate::storage::Seq;

/// How long nothing must have changed before the file is written.
const QUIET_MILLISECONDS: i32 = 5_000;

/// How the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) enum Kept {
    /// There is none.
    Nothing,
    /// It has everything.
    Current(String),
    /// It is about to get what changed.
    Writing(String),
    /// The browser wants to be asked first.
    Waiting(String),
    /// It could not be written, and what the browser said.
    Failed(String, String),
}

/// Keeping a file; cheap to copy into views and callbacks.
#[derive(Clone, Copy)]
pub(in crate::screens) struct Keeper(&'static State);

impl Deref for Keeper {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What [`Keeper`] points to.
pub(in crate::screens) struct State {
    ui: Ui,
    pub(in crate::screens) kept: RwSignal<Kept>,
    engine: StoredValue<Rc<RefCell<Engine>>, LocalStorage>,
}

/// What is behind it.
#[derive(Default)]
struct Engine {
    handle: Option<Handle>,
    /// The record that the file goes up to.
    written: Option<Seq>,
    is_writing: bool,
    timer: Option<i32>,
}

thread_local! {
    static KEEPER: RefCell<Option<Keeper>> = const { RefCell::new(None) };
}

impl Keeper {
    /// The one of the page. It goes on with the file that was kept before, where there is one.
    pub(in crate::screens) fn get(ui: Ui) -> Self {
        if let Some(keeper) = KEEPER.with_borrow(|keeper| *keeper) {
            return keeper;
        }
        let mut root = Owner::current();
        while let Some(parent) = root.as_ref().and_then(Owner::parent) {
            root = Some(parent);
        }
        // Its signals live as long as the page, not as long as the screen that asks for it first.
        let keeper = match root {
            Some(root) => root.with(|| Self::make(ui)),
            None => Self::make(ui),
        };
        KEEPER.with_borrow_mut(|known| *known = Some(keeper));
        keeper
    }

    fn make(ui: Ui) -> Self {
        let keeper = Self(Box::leak(Box::new(State {
            ui,
            kept: RwSignal::new(Kept::Nothing),
            engine: StoredValue::new_local(Rc::default()),
        })));
        Effect::new(move || {
            if ui.store.save_state.get() == SaveState::Saved {
                keeper.write_soon();
            }
        });
        if backups::has_kept_file(ui.store) {
            spawn_local(async move {
                let Some(handle) = disk::remembered(&ui.store.database_name()).await else { return };
                keeper.go_on(handle).await;
            });
        }
        keeper
    }

    fn engine(self) -> Rc<RefCell<Engine>> {
        self.engine.get_value()
    }

    async fn go_on(self, handle: Handle) {
        let is_allowed = handle.is_allowed().await;
        let name = handle.name();
        self.engine().borrow_mut().handle = Some(handle);
        if is_allowed {
            self.write().await;
        } else {
            self.kept.set(Kept::Waiting(name));
        }
    }

    /// Lets the person choose a file, and keeps it up to date from now on.
    pub(in crate::screens) fn choose(self) {
        spawn_local(async move {
            let Some(handle) = disk::choose(&file::file_name(self.ui.store, "", "jsonl")).await else {
                return;
            };
            let key = self.ui.store.database_name();
            // Where it can't be remembered, it is kept until the page goes.
            if handle.remember(&key).await.is_some() {
                backups::keep_file(self.ui.store, true);
            }
            self.engine().borrow_mut().written = None;
            self.go_on(handle).await;
        });
    }

    /// Asks again whether the file may be written.
    pub(in crate::screens) fn allow(self) {
        let handle = self.engine().borrow().handle.clone();
        spawn_local(async move {
            if let Some(handle) = handle
                && handle.ask().await
            {
                self.write().await;
            }
        });
    }

    /// Leaves the file as it is from now on.
    pub(in crate::screens) fn stop(self) {
        self.engine().take();
        self.kept.set(Kept::Nothing);
        let key = self.ui.store.database_name();
        backups::keep_file(self.ui.store, false);
        spawn_local(async move {
            disk::forget(&key).await;
        });
    }

    fn write_soon(self) {
        let engine = self.engine();
        let mut engine = engine.borrow_mut();
        let is_current = engine.written == Some(self.ui.store.seq());
        let Some(handle) = engine.handle.clone().filter(|_| !is_current) else { return };
        if let Some(timer) = engine.timer.take() {
            dom::cancel_later(timer);
        }
        if self.kept.with_untracked(|kept| matches!(kept, Kept::Waiting(_))) {
            return;
        }
        self.kept.set(Kept::Writing(handle.name()));
        let write = move || spawn_local(async move { self.write().await });
        engine.timer = Some(dom::later(QUIET_MILLISECONDS, write));
    }

    async fn write(self) {
        let handle = {
            let engine = self.engine();
            let mut engine = engine.borrow_mut();
            if std::mem::replace(&mut engine.is_writing, true) {
                return;
            }
            engine.handle.clone()
        };
        if let Some(handle) = handle {
            let name = handle.name();
            self.kept.set(Kept::Writing(name.clone()));
            let outcome = self.write_to(&handle).await;
            // It may have been given up in the meantime.
            if self.engine().borrow().handle.is_some() {
                self.kept.set(match outcome {
                    Ok(()) => Kept::Current(name),
                    Err(_) if !handle.is_allowed().await => Kept::Waiting(name),
                    Err(why) => Kept::Failed(name, why),
                });
            }
        }
        self.engine().borrow_mut().is_writing = false;
        if self.kept.with_untracked(|kept| matches!(kept, Kept::Current(_))) {
            // What changed in the meantime.
            self.write_soon();
        }
    }

    async fn write_to(self, handle: &Handle) -> Result<(), String> {
        let store = self.ui.store;
        let (seq, bytes) = file::make(store).await.map_err(|trouble| trouble.text())?;
        handle.write(&bytes).await?;
        self.engine().borrow_mut().written = Some(seq);
        backups::note(store, seq);
        self.ui.backups.update(|count| *count += 1);
        Ok(())
    }
}
