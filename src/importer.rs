//! The way to the worker that reads and writes files; what is said stands in [`exchange::protocol`].

use exchange::protocol::{Answer, Request, SoFar};
use js_sys::Uint8Array;
use leptos::prelude::*;

pub(crate) use crate::worker::Gone;
use crate::worker::Worker;

/// An answer with the bytes that go along.
pub(crate) type Reply = (Answer, Vec<Uint8Array>);

/// A worker. Dropping it ends the worker, whatever it is doing.
pub(crate) struct Importer {
    worker: Worker<Answer>,
    /// How far it has come with what it is doing.
    pub(crate) progress: RwSignal<Option<SoFar>>,
}

impl Importer {
    /// Starts a worker and waits until it listens.
    ///
    /// # Errors
    /// [`Gone`] where it can't be started.
    pub(crate) async fn start() -> Result<Self, Gone> {
        let progress = RwSignal::new(None);
        let take = move |answer| {
            let Answer::Progress(so_far) = answer else { return Some(answer) };
            let _ = progress.try_set(Some(so_far));
            None
        };
        match Worker::start("data-worker", take).await? {
            (worker, Answer::Ready) => Ok(Self { worker, progress }),
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
        self.worker.ask(request, bytes)
    }

    /// Says something that has no answer.
    ///
    /// # Errors
    /// [`Gone`] where there is no memory for it.
    pub(crate) fn tell(&self, request: &Request, bytes: &[Uint8Array]) -> Result<(), Gone> {
        self.worker.tell(request, bytes)
    }
}
