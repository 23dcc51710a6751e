//! Having the worker do what is to be done.
//!
//! What is decided is kept here, and the worker only has what can be made again from it: the tables that it read, a copy
//! of the workspace, a plan. So whatever happens to the worker, [`Wizard::catch_up`] looks at what is missing and has it
//! made, one thing after the other, until nothing is missing.

use std::collections::BTreeMap;

use exchange::protocol::{Answer, Request};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::wizard::{Failure, Reading, SourceFile, Step, Wizard, Work};
use crate::importer::{Gone, Importer, Reply};
use crate::platform::dom;
use crate::storage::Seq;

/// How long to wait for the next decision before the worker is asked, in milliseconds.
const PAUSE: i32 = 250;

/// What is behind the screen.
#[derive(Default)]
pub(super) struct Engine {
    pub(super) importer: Option<Importer>,
    /// The files as the browser has them.
    pub(super) handles: BTreeMap<u32, web_sys::File>,
    /// The files that the worker has read, in the order of its tables.
    pub(super) loaded: Vec<u32>,
    /// The record of the log that the worker's workspace goes up to.
    pub(super) seq: Option<Seq>,
    pub(super) is_running: bool,
    /// What the report of the last plan tells of rows, packed up.
    pub(super) told: Vec<Uint8Array>,
    /// Counts the workers: what one was asked that is gone is of no interest.
    pub(super) generation: u32,
    /// Counts the changes of files and meanings, and the state that the last proposal was made for.
    pub(super) files: (u64, Option<u64>),
    /// Counts the changes of the setup, and the state that the last plan was made for.
    pub(super) setup: (u64, Option<u64>),
    pub(super) last_key: u32,
    timer: Option<i32>,
}

impl Engine {
    /// One without files. The numbers go on, so that what is still under way is not taken for something new.
    pub(super) fn anew(self) -> Self {
        Self {
            is_running: self.is_running,
            generation: self.generation,
            files: (self.files.0 + 1, None),
            setup: (self.setup.0 + 1, None),
            last_key: self.last_key,
            ..Self::default()
        }
    }
}

/// Why the worker stopped in the middle.
pub(super) enum Stop {
    /// It was ended here.
    Ended,
    /// Something went wrong.
    Failed(Failure),
}

/// The next thing to do.
enum Task {
    Start,
    Forget(usize),
    Read(u32),
    Copy,
    Propose,
    Plan,
}

impl Wizard {
    /// The files, or what they mean, are other than they were.
    pub(super) fn files_changed(self) {
        self.engine().borrow_mut().files.0 += 1;
        self.is_proposed.set(false);
        self.setup_changed();
    }

    /// What is decided is other than it was.
    pub(super) fn setup_changed(self) {
        self.engine().borrow_mut().setup.0 += 1;
        self.is_planned.set(false);
        self.touch();
    }

    /// The workspace is other than it was.
    pub(super) fn workspace_changed(self) {
        let engine = self.engine();
        if engine.borrow().importer.is_some() && self.step.get_untracked() <= Step::Preview {
            engine.borrow_mut().seq = None;
            self.files_changed();
        }
    }

    /// Has the worker catch up, when nothing more is decided for a moment.
    pub(super) fn touch(self) {
        let engine = self.engine();
        if let Some(timer) = engine.borrow_mut().timer.take() {
            dom::cancel_later(timer);
        }
        let timer = dom::later(PAUSE, move || self.begin());
        engine.borrow_mut().timer = Some(timer);
    }

    /// Has the worker catch up now.
    pub(super) fn begin(self) {
        let engine = self.engine();
        if engine.borrow().is_running || self.step.get_untracked() > Step::Preview || self.next().is_none() {
            return;
        }
        engine.borrow_mut().is_running = true;
        self.failure.set(None);
        spawn_local(async move {
            let caught_up = self.catch_up().await;
            self.rest(caught_up);
        });
    }

    /// The worker is done, or stopped.
    pub(super) fn rest(self, outcome: Result<(), Stop>) {
        self.engine().borrow_mut().is_running = false;
        self.work.set(Work::Nothing);
        match outcome {
            Ok(()) => {}
            // There is another worker to be started, if there is something to do.
            Err(Stop::Ended) => self.touch(),
            Err(Stop::Failed(failure)) => self.failure.set(Some(failure)),
        }
    }

    /// Does what is missing until nothing is.
    pub(super) async fn catch_up(self) -> Result<(), Stop> {
        while let Some(task) = self.next() {
            match task {
                Task::Start => self.start().await?,
                Task::Forget(place) => self.forget(place)?,
                Task::Read(key) => self.read(key).await?,
                Task::Copy => self.copy().await?,
                Task::Propose => self.propose().await?,
                Task::Plan => self.plan().await?,
            }
            // What came of it is drawn before the next begins.
            let generation = self.engine().borrow().generation;
            dom::pause(0).await;
            self.unless_ended(generation)?;
        }
        Ok(())
    }

    /// Goes on only with the worker that this was begun with: it is the one of this generation.
    pub(super) fn unless_ended(self, generation: u32) -> Result<(), Stop> {
        if self.engine().borrow().generation == generation { Ok(()) } else { Err(Stop::Ended) }
    }

    /// What is missing.
    fn next(self) -> Option<Task> {
        let engine = self.engine();
        let engine = engine.borrow();
        let files = self.files.get_untracked();
        let is_usable = |file: &&SourceFile| matches!(file.state, Reading::Waiting | Reading::Read(_));
        let is_read =
            |key: &u32| files.iter().any(|file| file.key == *key && matches!(file.state, Reading::Read(_)));
        if engine.importer.is_none() {
            return files.iter().any(|file| is_usable(&file)).then_some(Task::Start);
        }
        if let Some(place) = engine.loaded.iter().position(|key| !is_read(key)) {
            return Some(Task::Forget(place));
        }
        if let Some(file) = files.iter().filter(is_usable).find(|file| !engine.loaded.contains(&file.key)) {
            return Some(Task::Read(file.key));
        }
        if engine.loaded.is_empty() {
            return None;
        }
        if engine.seq.is_none() {
            return Some(Task::Copy);
        }
        if engine.files.1 != Some(engine.files.0) {
            return Some(Task::Propose);
        }
        let wants_plan = matches!(self.step.get_untracked(), Step::Preview | Step::Importing);
        (wants_plan && engine.setup.1 != Some(engine.setup.0)).then_some(Task::Plan)
    }

    async fn start(self) -> Result<(), Stop> {
        self.work.set(Work::Starting);
        let engine = self.engine();
        let generation = engine.borrow().generation;
        let started = Importer::start().await;
        self.unless_ended(generation)?;
        let importer = started.map_err(|Gone| Stop::Failed(Failure::NoWorker))?;
        self.progress.set(Some(importer.progress));
        engine.borrow_mut().importer = Some(importer);
        Ok(())
    }

    fn forget(self, place: usize) -> Result<(), Stop> {
        self.tell(&Request::Forget(place), &[])?;
        self.engine().borrow_mut().loaded.remove(place);
        Ok(())
    }

    /// Gives the worker a copy of the workspace.
    async fn copy(self) -> Result<(), Stop> {
        self.work.set(Work::Starting);
        let snapshot = self.ui.store.snapshot().await;
        let snapshot = snapshot.map_err(|error| Stop::Failed(Failure::Storage(error)))?;
        self.tell(&Request::Workspace, &snapshot.parts)?;
        let engine = self.engine();
        let mut engine = engine.borrow_mut();
        engine.seq = Some(snapshot.seq);
        engine.setup.1 = None;
        Ok(())
    }

    /// Asks the worker and waits for its answer.
    pub(super) async fn ask(self, request: &Request, bytes: &[Uint8Array]) -> Result<Reply, Stop> {
        let engine = self.engine();
        let (reply, generation) = {
            let engine = engine.borrow();
            let importer = engine.importer.as_ref().ok_or(Stop::Ended)?;
            (importer.ask(request, bytes), engine.generation)
        };
        let reply = reply.await;
        self.unless_ended(generation)?;
        match reply {
            Ok((Answer::Failed(detail), _)) => {
                self.discard_worker();
                Err(Stop::Failed(Failure::Odd(detail)))
            }
            Ok(reply) => Ok(reply),
            Err(Gone) => {
                self.discard_worker();
                Err(Stop::Failed(Failure::Stopped))
            }
        }
    }

    fn tell(self, request: &Request, bytes: &[Uint8Array]) -> Result<(), Stop> {
        let told = {
            let engine = self.engine();
            let engine = engine.borrow();
            engine.importer.as_ref().ok_or(Stop::Ended)?.tell(request, bytes)
        };
        told.map_err(|Gone| {
            self.discard_worker();
            Stop::Failed(Failure::Stopped)
        })
    }

    /// The worker answered something else than what was asked for.
    pub(super) fn odd(self) -> Stop {
        self.discard_worker();
        Stop::Failed(Failure::Odd(String::new()))
    }

    /// Ends the worker, whatever it is doing. Another one will be started when there is something to do.
    pub(super) fn discard_worker(self) {
        let engine = self.engine();
        let importer = {
            let mut engine = engine.borrow_mut();
            engine.generation += 1;
            engine.loaded.clear();
            engine.seq = None;
            engine.files.1 = None;
            engine.setup.1 = None;
            engine.importer.take()
        };
        drop(importer);
        self.progress.set(None);
    }
}
