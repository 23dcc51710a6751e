//! Taking an import back, or doing it again.
//!
//! Its changes are too many to be kept at hand, and too many to be folded between two frames. So the worker gets the line of
//! the entry and a copy of the workspace, and gives back the line that takes it back and what that leads to.

use exchange::protocol::{Answer, Request};
use leptos::prelude::*;
use sales::decide::Rejection;
use sales::log::{Act, Kind};
use wasm_bindgen_futures::spawn_local;

use crate::importer::Importer;
use crate::platform::clock;
use crate::state::{Adopted, Adoption, Offer, Ui};
use crate::text::t;

/// How often the worker begins again when the workspace was changed in the meantime.
const ATTEMPTS: usize = 3;

/// Why nothing was taken back.
enum Stop {
    /// The rules are against it.
    Refused(Rejection),
    /// Something went wrong.
    Failed,
}

/// Begins with it, and says what came of it.
pub(super) fn begin(ui: Ui, kind: Kind) {
    spawn_local(async move {
        let outcome = take_back(ui, kind).await;
        ui.long_step.set(None);
        match (outcome, kind) {
            (Ok(()), Kind::Redo(stamp)) => ui.inform_with(|| t().shell().import_redone, Offer::Undo(stamp)),
            (Ok(()), Kind::Undo(stamp)) => ui.inform_with(|| t().shell().import_undone, Offer::Redo(stamp)),
            (Ok(()), _) => {}
            (Err(Stop::Refused(rejection)), _) => ui.refuse(rejection),
            (Err(Stop::Failed), _) => ui.warn(|| t().shell().long_step_failed),
        }
    });
}

async fn take_back(ui: Ui, kind: Kind) -> Result<(), Stop> {
    let store = ui.store;
    let (Kind::Undo(of) | Kind::Redo(of)) = kind else { return Err(Stop::Failed) };
    let failed = |_| Stop::Failed;
    let worker = Importer::start().await.map_err(|_| Stop::Failed)?;
    for _ in 0..ATTEMPTS {
        let snapshot = store.snapshot().await.map_err(failed)?;
        let line = store.database().long_line(snapshot.seq, of).await.map_err(failed)?;
        let line = line.ok_or(Stop::Failed)?;
        worker.tell(&Request::Workspace, &snapshot.parts).map_err(|_| Stop::Failed)?;
        let stamp = store.next_stamp();
        let request = Request::TakeBack { stamp, kind, now: clock::now() };
        let mut parts = match worker.ask(&request, &[line]).await {
            Ok((Answer::Written, parts)) => parts.into_iter(),
            Ok((Answer::InTheWay(Some(stage)), _)) => {
                return Err(Stop::Refused(Rejection::StageArchived(stage)));
            }
            Ok((Answer::InTheWay(None), _)) => return Err(Stop::Refused(Rejection::ChangedSince)),
            _ => return Err(Stop::Failed),
        };
        let line = parts.next().ok_or(Stop::Failed)?;
        let (seq, act) = (snapshot.seq, Act::Import);
        let adoption = Adoption { seq, stamp, act, kind, line, parts: parts.collect() };
        if store.adopt(adoption).await.map_err(failed)? == Adopted::Yes {
            return Ok(());
        }
    }
    Err(Stop::Failed)
}
