//! The way to the worker that learns and forecasts; what is said stands in [`forecast::protocol`].
//!
//! There is one a page. It is started when a forecast is asked for the first time, and kept: what it has learnt serves every screen. It has a
//! copy of the workspace, and before each question it gets those chunks that changed since the last one, a few at a time, so that no
//! frame is late however many deals there are.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::ops::Deref;
use std::rc::Rc;

use forecast::protocol::{Answer, Now, Request};
use futures_channel::oneshot;
use js_sys::Uint8Array;
use leptos::prelude::*;
use sales::checkpoint::{chunk_numbers, chunks_touched, encode_chunk, encode_head};

use crate::platform::{clock, dom};
use crate::state::Ui;
use crate::storage::Seq;
use crate::worker::{Gone, Worker};

/// How many chunks are encoded in a row.
const CHUNKS_AT_ONCE: usize = 4;
/// How long nothing must have changed before screens ask again, in milliseconds.
const QUIET: i32 = 250;

/// The worker of the page; cheap to copy into views and callbacks.
#[derive(Clone, Copy)]
pub(crate) struct Forecaster(&'static State);

impl Deref for Forecaster {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What [`Forecaster`] points to.
pub(crate) struct State {
    ui: Ui,
    /// Counts the times the workspace changed and came to rest: whoever shows a forecast asks again.
    pub(crate) changes: RwSignal<u32>,
    engine: StoredValue<Rc<RefCell<Engine>>, LocalStorage>,
}

#[derive(Default)]
struct Engine {
    worker: Option<Rc<Worker<Answer>>>,
    /// The chunks that the worker has an old state of; `None` stands for all of them.
    marked: Option<BTreeSet<usize>>,
    /// Whether something changed that is in no chunk.
    is_head_old: bool,
    /// The record of the log that the worker knows.
    seq: Option<Seq>,
    /// Whether somebody is bringing the worker up to date, and who waits for that.
    is_busy: bool,
    waiting: VecDeque<oneshot::Sender<()>>,
    timer: Option<i32>,
}

thread_local! {
    static FORECASTER: RefCell<Option<Forecaster>> = const { RefCell::new(None) };
}

/// What the clock says.
pub(crate) fn now() -> Now {
    Now { at: clock::now(), today: clock::today() }
}

impl Forecaster {
    /// The one of the page.
    pub(crate) fn get(ui: Ui) -> Self {
        if let Some(forecaster) = FORECASTER.with_borrow(|forecaster| *forecaster) {
            return forecaster;
        }
        let mut root = Owner::current();
        while let Some(parent) = root.as_ref().and_then(Owner::parent) {
            root = Some(parent);
        }
        // Its signals live as long as the page, not as long as the screen that asks for it first.
        let forecaster = match root {
            Some(root) => root.with(|| Self::make(ui)),
            None => Self::make(ui),
        };
        FORECASTER.with_borrow_mut(|known| *known = Some(forecaster));
        forecaster
    }

    fn make(ui: Ui) -> Self {
        let forecaster = Self(Box::leak(Box::new(State {
            ui,
            changes: RwSignal::new(0),
            engine: StoredValue::new_local(Rc::default()),
        })));
        ui.store.on_change(move |_, touched| {
            let engine = forecaster.engine();
            {
                let mut engine = engine.borrow_mut();
                engine.is_head_old = true;
                if let Some(marked) = &mut engine.marked {
                    marked.extend(chunks_touched(touched));
                }
            }
            forecaster.ask_again_soon();
        });
        Effect::new(move |before: Option<()>| {
            ui.store.track_layout();
            if before.is_some() {
                // Deals got other places.
                forecaster.engine().borrow_mut().forget();
            }
        });
        forecaster
    }

    fn engine(self) -> Rc<RefCell<Engine>> {
        self.engine.get_value()
    }

    fn ask_again_soon(self) {
        let engine = self.engine();
        if let Some(timer) = engine.borrow_mut().timer.take() {
            dom::cancel_later(timer);
        }
        let timer = dom::later(QUIET, move || {
            let _ = self.changes.try_update(|changes| *changes += 1);
        });
        engine.borrow_mut().timer = Some(timer);
    }

    /// Asks for something, about the workspace as it is now.
    ///
    /// # Errors
    /// [`Gone`] where the worker can't be started, or stopped; asking again starts another one.
    pub(crate) async fn ask(self, request: &Request) -> Result<Answer, Gone> {
        self.begin().await;
        let asked = self.catch_up().await.map(|worker| worker.ask(request, &[]));
        self.end();
        let answer = match asked {
            Ok(reply) => reply.await.map(|(answer, _)| answer),
            Err(Gone) => Err(Gone),
        };
        if matches!(answer, Err(Gone) | Ok(Answer::Failed(_))) {
            self.engine().borrow_mut().forget();
            return Err(Gone);
        }
        answer
    }

    /// Waits until nobody else brings the worker up to date.
    async fn begin(self) {
        loop {
            let wait = {
                let engine = self.engine();
                let mut engine = engine.borrow_mut();
                if !std::mem::replace(&mut engine.is_busy, true) {
                    return;
                }
                let (sender, receiver) = oneshot::channel();
                engine.waiting.push_back(sender);
                receiver
            };
            let _ = wait.await;
        }
    }

    fn end(self) {
        let next = {
            let engine = self.engine();
            let mut engine = engine.borrow_mut();
            engine.is_busy = false;
            engine.waiting.pop_front()
        };
        if let Some(next) = next {
            let _ = next.send(());
        }
    }

    /// The worker, with the workspace as it is now.
    async fn catch_up(self) -> Result<Rc<Worker<Answer>>, Gone> {
        let engine = self.engine();
        let known = engine.borrow().worker.clone();
        let worker = if let Some(worker) = known {
            worker
        } else {
            let (worker, first) = Worker::start("data-forecaster", Some).await?;
            if first != Answer::Ready {
                return Err(Gone);
            }
            let worker = Rc::new(worker);
            let mut engine = engine.borrow_mut();
            engine.forget();
            engine.worker = Some(Rc::clone(&worker));
            worker
        };
        let (is_old, is_anew) = {
            let engine = engine.borrow();
            (engine.is_head_old || engine.marked.is_none(), engine.marked.is_none())
        };
        if !is_old {
            return Ok(worker);
        }
        self.give_workspace(&worker, is_anew).await?;
        self.give_log(&worker).await?;
        // It may have been forgotten in the meantime.
        if engine.borrow().worker.is_none() { Err(Gone) } else { Ok(worker) }
    }

    async fn give_workspace(self, worker: &Worker<Answer>, is_anew: bool) -> Result<(), Gone> {
        let (engine, store) = (self.engine(), self.ui.store);
        let mut encoded: Vec<Option<Uint8Array>> = Vec::new();
        let mut wanted: BTreeSet<usize> = {
            let mut engine = engine.borrow_mut();
            engine.is_head_old = false;
            let marked = engine.marked.replace(BTreeSet::new());
            marked.unwrap_or_else(|| store.with(chunk_numbers).into_iter().collect())
        };
        let mut numbers: Vec<usize> = Vec::new();
        while !wanted.is_empty() {
            for _ in 0..CHUNKS_AT_ONCE {
                let Some(chunk) = wanted.pop_first() else { break };
                let bytes = store.with(|workspace| encode_chunk(workspace, chunk));
                let bytes = Some(Uint8Array::from(bytes.as_slice()));
                if let Some(place) = numbers.iter().position(|&number| number == chunk) {
                    encoded[place] = bytes;
                } else {
                    numbers.push(chunk);
                    encoded.push(bytes);
                }
            }
            if !wanted.is_empty() {
                dom::pause(0).await;
            }
            // What changed meanwhile is encoded again.
            let mut engine = engine.borrow_mut();
            let Some(marked) = &mut engine.marked else { return Err(Gone) };
            wanted.append(marked);
        }
        let (head, all) = store.with(|workspace| (encode_head(workspace), chunk_numbers(workspace)));
        engine.borrow_mut().is_head_old = false;
        let mut parts = vec![Uint8Array::from(head.as_slice())];
        parts.extend(encoded.into_iter().flatten());
        worker.tell(&Request::Workspace { all, is_anew }, &parts)
    }

    /// Gives what of the log is saved and not known. Without it, fields of deals are taken to have held all along what they hold now.
    async fn give_log(self, worker: &Worker<Answer>) -> Result<(), Gone> {
        let engine = self.engine();
        let seq = engine.borrow().seq;
        let Ok((last, lines)) = self.ui.store.log_after(seq.unwrap_or(0)).await else { return Ok(()) };
        engine.borrow_mut().seq = Some(last);
        if lines.is_empty() && seq.is_some() {
            return Ok(());
        }
        worker.tell(&Request::Log { is_anew: seq.is_none() }, &lines)
    }
}

impl Engine {
    /// The worker, or what it knows, is of no use any more.
    fn forget(&mut self) {
        self.worker = None;
        self.marked = None;
        self.seq = None;
    }
}
