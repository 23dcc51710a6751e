//! Where widgets have their figures from: those that ask the same have the same report.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::{Columns, Ledger};
use sales::ids::PipelineId;
use sales::model::Asked;
use sales::query::Filter;

use super::super::question::{Question, View};
use super::super::state::{State, wanted};
use crate::components::follow_on;
use crate::platform::clock::{self, LocalCalendar};
use crate::screens::figures::kept_columns;
use crate::state::Ui;

/// What a report is made from.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    question: Question,
    pipeline: Option<PipelineId>,
    filter: Filter,
}

/// The reports of a dashboard, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub(super) ui: Ui,
    columns: StoredValue<Columns>,
    /// They live as long as the screen, whatever becomes of the widget that was the first to ask.
    owner: StoredValue<Owner>,
    known: StoredValue<Vec<(Key, State)>>,
    /// The states there are, for the lists of deals that they open.
    pub(super) states: RwSignal<Vec<(usize, State)>>,
    ledger: StoredValue<Option<RwSignal<Arc<Ledger>>>>,
}

impl Sources {
    pub(super) fn new(ui: Ui) -> Self {
        Self {
            ui,
            columns: kept_columns(ui),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            known: StoredValue::new(Vec::new()),
            states: RwSignal::new(Vec::new()),
            ledger: StoredValue::new(None),
        }
    }

    /// What answers a question.
    pub(super) fn of(self, asked: &Asked) -> State {
        let question = Question { view: View::Overview, ..Question::parse(&asked.question) };
        let key = Key { question, pipeline: asked.pipeline, filter: wanted(asked.filter.clone()) };
        let known = self.known.with_value(|known| known.iter().find(|row| row.0 == key).map(|row| row.1));
        known.unwrap_or_else(|| {
            let (ui, columns) = (self.ui, self.columns);
            let (pipeline, filter) = (key.pipeline, key.filter.clone());
            let state = self.owner.get_value().with(|| {
                let asked = Memo::new(move |_| question);
                let pipeline = Memo::new(move |_| pipeline.or_else(|| ui.pipeline()));
                let filter = Memo::new(move |_| filter.clone());
                State::asking(ui, columns, asked, pipeline, filter)
            });
            self.known.update_value(|known| known.push((key, state)));
            self.states.update(|states| states.push((states.len(), state)));
            state
        })
    }

    /// What was achieved, as goals are measured.
    pub(super) fn ledger(self) -> RwSignal<Arc<Ledger>> {
        if let Some(known) = self.ledger.get_value() {
            return known;
        }
        let ui = self.ui;
        let gather = move || {
            ui.store.with(|workspace| {
                let ledger = |columns: &Columns| {
                    Arc::new(Ledger::new(workspace, columns, clock::today(), &LocalCalendar))
                };
                self.columns.with_value(ledger)
            })
        };
        let ledger = self.owner.get_value().with(|| {
            let ledger = RwSignal::new(gather());
            let track = move |()| {
                ui.store.track_deals();
                ui.store.track_shape();
                ui.store.track_catalogue();
            };
            follow_on(Callback::new(track), Callback::new(move |()| ledger.set(gather())));
            ledger
        });
        self.ledger.set_value(Some(ledger));
        ledger
    }
}
