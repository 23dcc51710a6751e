//! Doing it: the worker makes the changes on its copy of the workspace, and the store takes all of them or none.

use std::collections::HashSet;
use std::sync::Arc;

use exchange::protocol::{Answer, Outcome, Request};
use exchange::setup::PipelineSetup;
use leptos::prelude::*;
use sales::ids::PipelineId;
use sales::log::{Act, Kind, Stamp};
use wasm_bindgen_futures::spawn_local;

use super::decisions::Decisions;
use super::findings::headers_of_deals;
use super::memory;
use super::wizard::{Done, Failure, Step, Wizard, Work};
use super::work::Stop;
use crate::platform::{clock, dom, prefs};
use crate::state::{Adopted, Adoption};
use crate::text::t;

/// How often the worker begins again when the workspace was changed in the meantime.
const ATTEMPTS: usize = 3;

impl Wizard {
    /// Imports what is planned.
    pub(super) fn import(self) {
        let engine = self.engine();
        if engine.borrow().is_running || !self.is_planned.get_untracked() {
            return;
        }
        engine.borrow_mut().is_running = true;
        self.failure.set(None);
        self.go(Step::Importing);
        spawn_local(async move {
            let before = self.pipelines();
            let is_first = self.ui.store.with(sales::model::Workspace::is_empty);
            match self.write().await {
                Ok((stamp, outcome)) => {
                    dom::pause(0).await;
                    self.rest(Ok(()));
                    self.finish(stamp, outcome, &before, is_first);
                }
                Err(stop) => {
                    let is_failure = matches!(stop, Stop::Failed(_));
                    // First the step, or the worker would not be started again.
                    if is_failure {
                        self.go(Step::Preview);
                    }
                    self.rest(Err(stop));
                }
            }
        });
    }

    /// Stops, and leaves everything as it was.
    pub(super) fn cancel(self) {
        if self.work.get_untracked() == Work::Saving {
            return;
        }
        self.discard_worker();
        self.is_planned.set(false);
        self.go(Step::Preview);
        self.notice.set(Some(t().import().cancelled.to_owned()));
    }

    fn pipelines(self) -> HashSet<PipelineId> {
        self.ui.store.with(|workspace| workspace.pipelines.iter().map(|row| row.id).collect())
    }

    async fn write(self) -> Result<(Stamp, Arc<Outcome>), Stop> {
        let engine = self.engine();
        for _ in 0..ATTEMPTS {
            self.catch_up().await?;
            let seq = engine.borrow().seq;
            let (Some(seq), Some(outcome)) = (seq, self.outcome.get_untracked()) else {
                return Err(self.odd());
            };
            self.work.set(Work::Writing);
            let stamp = self.ui.store.next_stamp();
            let reply = self.ask(&Request::Write { stamp, now: clock::now() }, &[]).await?;
            // The worker's copy has the changes now, whether they are saved or not.
            engine.borrow_mut().seq = None;
            let (Answer::Written, parts) = reply else { return Err(self.odd()) };
            let mut parts = parts.into_iter();
            let Some(line) = parts.next() else { return Err(self.odd()) };
            self.work.set(Work::Saving);
            let (act, kind) = (Act::Import, Kind::Do);
            let adoption = Adoption { seq, stamp, act, kind, line, parts: parts.collect() };
            match self.ui.store.adopt(adoption).await {
                Ok(Adopted::Yes) => return Ok((stamp, outcome)),
                Ok(Adopted::Outdated) => {}
                Err(error) => return Err(Stop::Failed(Failure::Storage(error))),
            }
        }
        Err(Stop::Failed(Failure::Contended))
    }

    fn finish(self, stamp: Stamp, outcome: Arc<Outcome>, before: &HashSet<PipelineId>, is_first: bool) {
        let decided = self.decided();
        let decisions = self.proposal.with_untracked(|proposal| {
            self.setup.with_untracked(|setup| {
                let (proposal, setup) = (proposal.as_ref()?, setup.as_ref()?);
                let decisions = self.ui.store.with(|workspace| Decisions::of(proposal, setup, workspace));
                Some((headers_of_deals(proposal), decisions))
            })
        });
        if let Some((headers, decisions)) = decisions.filter(|(headers, _)| !headers.is_empty()) {
            memory::remember_decisions(headers, decisions);
        }
        memory::remember(decided);
        let pipelines = self.touched(before);
        if let Some(first) = pipelines.first().filter(|_| is_first) {
            prefs::set("pipeline", first);
        }
        // It has done its work, and holds the files and a copy of the workspace.
        self.discard_worker();
        self.done.set(Some(Done { stamp, outcome, pipelines }));
        self.go(Step::Summary);
    }

    /// The pipelines that the deals went to: new ones first.
    fn touched(self, before: &HashSet<PipelineId>) -> Vec<PipelineId> {
        let new = self.ui.store.with(|workspace| {
            let rows = workspace.pipelines_in_order().into_iter();
            rows.map(|row| row.id).filter(|id| !before.contains(id)).collect::<Vec<_>>()
        });
        let known = self.setup.with_untracked(|setup| {
            let to = setup.iter().flat_map(|setup| setup.pipelines.values());
            let known = to.filter_map(|to| match to {
                PipelineSetup::Existing(id) => Some(*id),
                PipelineSetup::New { .. } => None,
            });
            known.collect::<Vec<_>>()
        });
        let mut all = new;
        for id in known {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        all
    }
}
