//! The way to a worker: what is said goes as JSON, with the bytes that belong to it beside it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

use crate::platform::dom;
use crate::platform::js::{get, object};

/// The worker could not be started, or stopped: out of memory, its file not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone;

type Reply<A> = (A, Vec<Uint8Array>);

type Waiting<A> = Rc<RefCell<VecDeque<oneshot::Sender<Reply<A>>>>>;

/// A worker that gives such answers. Dropping it ends the worker, whatever it is doing.
pub(crate) struct Worker<A> {
    inner: web_sys::Worker,
    waiting: Waiting<A>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(ErrorEvent)>,
}

impl<A: DeserializeOwned + 'static> Worker<A> {
    /// Starts the worker whose address the page has in this attribute, and waits until it says that it listens. `take` is given each
    /// answer first, and gives back those that somebody waits for.
    ///
    /// # Errors
    /// [`Gone`] where it can't be started.
    pub(crate) async fn start(
        attribute: &str,
        take: impl Fn(A) -> Option<A> + 'static,
    ) -> Result<(Self, A), Gone> {
        let address = dom::query("meta[name=fairlead-app]").and_then(|meta| meta.get_attribute(attribute));
        let address = address.ok_or(Gone)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&address, &options).map_err(|_| Gone)?;
        let waiting: Waiting<A> = Rc::default();
        let queue = Rc::clone(&waiting);
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let json = get(&data, "json").as_string();
            let Some(answer) = json.and_then(|json| serde_json::from_str(&json).ok()).and_then(&take) else {
                return;
            };
            // Most answers have none.
            let bytes = get(&data, "bytes").dyn_into::<Array>().unwrap_or_default();
            let bytes = bytes.iter().map(Uint8Array::from).collect();
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
        let worker = Self { inner: worker, waiting, _heard: heard, _failed: failed };
        let (first, _) = worker.reply().await?;
        Ok((worker, first))
    }

    /// Asks for something and waits for the answer. The wait does not keep the worker: dropping it ends the wait.
    ///
    /// # Errors
    /// [`Gone`] where the worker stopped.
    pub(crate) fn ask<R: Serialize>(
        &self,
        request: &R,
        bytes: &[Uint8Array],
    ) -> impl Future<Output = Result<Reply<A>, Gone>> + use<A, R> {
        // The answer comes later than this, so there is time to line up for it.
        let reply = self.tell(request, bytes).map(|()| self.reply());
        async move { reply?.await }
    }

    /// Says something that has no answer.
    ///
    /// # Errors
    /// [`Gone`] where there is no memory for it.
    pub(crate) fn tell(&self, request: &impl Serialize, bytes: &[Uint8Array]) -> Result<(), Gone> {
        let json = serde_json::to_string(request).map_err(|_| Gone)?;
        let buffers: Array = bytes.iter().map(Uint8Array::buffer).collect();
        let bytes: Array = bytes.iter().collect();
        let message = object(&[("json", json.into()), ("bytes", bytes.into())]);
        self.inner.post_message_with_transfer(&message, &buffers).map_err(|_| Gone)
    }

    fn reply(&self) -> impl Future<Output = Result<Reply<A>, Gone>> + use<A> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push_back(sender);
        async move { receiver.await.map_err(|_| Gone) }
    }
}

impl<A> Drop for Worker<A> {
    fn drop(&mut self) {
        self.inner.terminate();
        self.waiting.borrow_mut().clear();
    }
}
