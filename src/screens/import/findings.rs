//! What the worker finds out about the files, and what comes of the decisions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use exchange::propose::{Proposal, Words};
use exchange::protocol::{Answer, Request};
use exchange::setup::FileSetup;
use leptos::prelude::*;

use super::carry::{Before, carry_over};
use super::memory;
use super::pipelines::keep_in_pipelines;
use super::wizard::{Reading, Step, TableId, Wizard, Work};
use super::work::Stop;
use crate::platform::clock;
use crate::text::{self, import_preview, t};

impl Wizard {
    pub(super) async fn propose(self) -> Result<(), Stop> {
        self.work.set(Work::Proposing);
        let engine = self.engine();
        let count = engine.borrow().files.0;
        let tables = self.loaded_tables();
        let [pipeline, open, won, lost] = t().import().new_names.map(str::to_owned);
        let currency = self.ui.store.with(|workspace| {
            // A workspace with nothing in it has only the currency that nobody chose.
            if workspace.is_empty() { text::language().currency() } else { workspace.settings.currency }
        });
        let words = Words { pipeline, stages: [open, won, lost], currency };
        let memory = memory::recall();
        // What is decided now counts more than what was remembered.
        let mut remembered = memory.clone();
        remembered.extend(self.decided());
        let told =
            self.told.with_untracked(|told| tables.iter().map(|table| told.get(table).copied()).collect());
        match self.ask(&Request::Propose { words, remembered, told }, &[]).await? {
            (Answer::Proposed(mut proposal), _) => {
                self.repeat(&tables, &mut proposal);
                self.take_in(&tables, *proposal, &memory);
            }
            _ => return Err(self.odd()),
        }
        let mut engine = engine.borrow_mut();
        engine.files.1 = Some(count);
        engine.setup.0 += 1;
        self.is_proposed.set(engine.files.0 == count);
        Ok(())
    }

    /// The tables that the worker has.
    fn loaded_tables(self) -> Vec<TableId> {
        let engine = self.engine();
        let engine = engine.borrow();
        self.files.with_untracked(|files| {
            let sheets = |key: &u32| {
                let file = files.iter().find(|file| file.key == *key);
                match file.map(|file| &file.state) {
                    Some(Reading::Read(outline)) => outline.sheets.len(),
                    _ => 0,
                }
            };
            engine.loaded.iter().flat_map(|key| (0..sheets(key)).map(|sheet| (*key, sheet))).collect()
        })
    }

    /// What is decided about files, by their headers. Of a file that was just said to be of another kind nothing is.
    pub(super) fn decided(self) -> Vec<(String, FileSetup)> {
        self.proposal.with_untracked(|proposal| {
            self.setup.with_untracked(|setup| {
                let (Some(proposal), Some(setup)) = (proposal, setup) else { return Vec::new() };
                let proposed = proposal.files.iter().zip(&proposal.setup.files);
                let taken = proposed.zip(&setup.files).filter(|((_, proposed), decided)| {
                    decided.kind.is_some() && decided.kind == proposed.kind
                });
                taken.map(|((file, _), decided)| (file.header_key.clone(), decided.clone())).collect()
            })
        })
    }

    /// Begins with what was decided about such files the last time, where they are met for the first time.
    fn repeat(self, tables: &[TableId], proposal: &mut Proposal) {
        let known = self.tables.get_untracked();
        if tables.iter().all(|table| known.contains(table)) {
            return;
        }
        if let Some(decisions) = memory::recall_decisions(&headers_of_deals(proposal)) {
            self.ui.store.with(|workspace| decisions.repeat(proposal, workspace));
        }
    }

    fn take_in(self, tables: &[TableId], proposal: Proposal, memory: &BTreeMap<String, FileSetup>) {
        let known = self.tables.get_untracked();
        let old = self.proposal.get_untracked();
        let decided = self.setup.get_untracked();
        let setup = if let (Some(old), Some(decided)) = (&old, &decided) {
            let before = Before { tables: &known, proposal: old, setup: decided };
            self.ui.store.with(|workspace| {
                let is_usable = |stage| workspace.stages.live(stage).is_some_and(sales::model::Stage::usable);
                let mut setup = carry_over(&before, tables, &proposal, is_usable);
                keep_in_pipelines(&mut setup, workspace);
                setup
            })
        } else {
            proposal.setup.clone()
        };
        let pairs = tables.iter().zip(&proposal.files);
        let as_before: BTreeSet<TableId> = pairs
            .filter(|(table, file)| !known.contains(table) && memory.contains_key(&file.header_key))
            .map(|(table, _)| *table)
            .collect();
        self.as_before.update(|tables| tables.extend(as_before));
        self.tables.set(tables.to_vec());
        self.proposal.set(Some(Arc::new(proposal)));
        self.setup.set(Some(setup));
        self.is_planned.set(false);
    }

    pub(super) async fn plan(self) -> Result<(), Stop> {
        self.work.set(Work::Planning);
        let engine = self.engine();
        let count = engine.borrow().setup.0;
        let Some(setup) = self.setup.get_untracked() else { return Ok(()) };
        match self.ask(&Request::Plan { setup: Box::new(setup), now: clock::now() }, &[]).await? {
            (Answer::Planned(outcome), told) => {
                engine.borrow_mut().told = told;
                if self.step.get_untracked() == Step::Preview {
                    let act = import_preview::act(&outcome.report);
                    self.say(act.unwrap_or_else(|| t().import_preview().nothing.to_owned()));
                }
                self.outcome.set(Some(Arc::from(outcome)));
            }
            _ => return Err(self.odd()),
        }
        let mut engine = engine.borrow_mut();
        engine.setup.1 = Some(count);
        self.is_planned.set(engine.setup.0 == count);
        Ok(())
    }
}

/// The headers of the files of deals among those that something is proposed for.
pub(super) fn headers_of_deals(proposal: &Proposal) -> BTreeSet<String> {
    let files = proposal.files.iter().zip(&proposal.setup.files);
    memory::headers_of_deals(files.map(|(file, setup)| (file.header_key.as_str(), setup.kind)))
}
