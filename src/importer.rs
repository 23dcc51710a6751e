//! The way to the worker that reads and writes files; what is said stands in [`exchange::protocol`].

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use exchange::plan::Progress;
use exchange::protocol::{Answer, Request};
use futures_channel::oneshot;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::platform::dom;
use crate::platform::js::{get, object};

/// An answer with the bytes that go along.
pub(crate) type Reply = (Answer, Vec<Uint8Array>);

/// The worker could not be started, or stopped: out of memory, its file not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone;

type Waiting = Rc<RefCell<VecDeque<oneshot::Sender<Reply>>>>;

/// A worker. Dropping it ends the worker, whatever it is doing.
pub(crate) struct Importer {
    worker: Worker,
    waiting: Waiting,
    /// How far it has come with what it is doing.
    pub(crate) progress: RwSignal<Option<Progress>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(ErrorEvent)>,
}

impl Importer {
    /// Starts a worker and waits until it listens.
    ///
    /// # Errors
    /// [`Gone`] where it can't be started.
    pub(crate) async fn start() -> Result<Self, Gone> {
        let address =
            dom::query("meta[name=fairlead-app]").and_then(|meta| meta.get_attribute("data-worker"));
        let address = address.ok_or(Gone)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options).map_err(|_| Gone)?;
        let waiting: Waiting = Rc::default();
        let progress = RwSignal::new(None);
        let queue = Rc::clone(&waiting);
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let Some(answer) =
                get(&data, "json").as_string().and_then(|json| serde_json::from_str(&json).ok())
            else {
                return;
            };
            if let Answer::Progress(so_far) = answer {
                let _ = progress.try_set(Some(so_far));
                return;
            }
            let bytes = Array::from(&get(&data, "bytes")).iter().map(Uint8Array::from).collect();
            let next = queue.borrow_mut().pop_front();
            if let Some(next) = next {
                // Who asked may have lost interest.
                let _ = next.send((answer, bytes));
            }
        });
        let queue = Rc::clone(&waiting);
        let failed = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // Dropping the senders tells everybody who waits.
            queue.borrow_mut().clear();
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let importer = Self { worker, waiting, progress, _heard: heard, _failed: failed };
        match importer.reply().await? {
            (Answer::Ready, _) => Ok(importer),
            _ => Err(Gone),
        }
    }

    /// Asks for something and waits for the answer. The wait does not keep the worker: dropping it ends the wait.
    ///
    /// # Errors
    /// [`Gone`] where the worker stopped.
    pub(crate) fn ask(
        &self,
        request: &Request,
        bytes: &[Uint8Array],
    ) -> impl Future<Output = Result<Reply, Gone>> + use<> {
        self.progress.set(None);
        // The answer comes later than this, so there is time to line up for it.
        let reply = self.tell(request, bytes).map(|()| self.reply());
        async move { reply?.await }
    }

    /// Says something that has no answer.
    ///
    /// # Errors
    /// [`Gone`] where there is no memory for it.
    pub(crate) fn tell(&self, request: &Request, bytes: &[Uint8Array]) -> Result<(), Gone> {
        let json = serde_json::to_string(request).map_err(|_| Gone)?;
        let buffers: Array = bytes.iter().map(Uint8Array::buffer).collect();
        let bytes: Array = bytes.iter().collect();
        let message = object(&[("json", json.into()), ("bytes", bytes.into())]);
        self.worker.post_message_with_transfer(&message, &buffers).map_err(|_| Gone)
    }

    fn reply(&self) -> impl Future<Output = Result<Reply, Gone>> + use<> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push_back(sender);
        async move { receiver.await.map_err(|_| Gone) }
    }
}

impl Drop for Importer {
    fn drop(&mut self) {
        self.worker.terminate();
        self.waiting.borrow_mut().clear();
    }
}
