//! Asking the worker, and what it answered last.

use std::sync::Arc;

use forecast::outlook::Outlook;
use forecast::protocol::{Answer, Basis, Now, Request};
use leptos::prelude::*;
use sales::money::Currency;
use wasm_bindgen_futures::spawn_local;

use super::asked::{Asked, window};
use crate::forecaster::{Forecaster, now};
use crate::platform::clock;
use crate::platform::intl::{self, Length};
use crate::route::Route;
use crate::state::Ui;

/// The screen, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) ui: Ui,
    pub(super) forecaster: Forecaster,
    pub(super) asked: Memo<Asked>,
    /// What was answered last; it stays while something else is asked for.
    pub(super) data: RwSignal<Option<Arc<Data>>>,
    pub(super) progress: RwSignal<Progress>,
    /// Counts the questions: what was asked before the last one is of no interest.
    number: StoredValue<u32>,
}

/// How far the answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    UnderWay,
    Here,
    Stopped,
}

/// An answer, with what it is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Data {
    pub(super) asked: Asked,
    pub(super) now: Now,
    pub(super) outlooks: Vec<Outlook>,
    pub(super) basis: Basis,
}

impl Data {
    /// The period that was asked about.
    pub(super) fn outlook(&self) -> Option<&Outlook> {
        self.outlooks.iter().find(|outlook| outlook.window.span == self.asked.span)
    }
}

impl State {
    pub(super) fn new(ui: Ui) -> Self {
        let asked = Memo::new(move |_| ui.route.with(|route| Asked::parse(&route.question, clock::today())));
        let state = Self {
            ui,
            forecaster: Forecaster::get(ui),
            asked,
            data: RwSignal::new(None),
            progress: RwSignal::new(Progress::UnderWay),
            number: StoredValue::new(0),
        };
        let about = Memo::new(move |_| (asked.get().span, asked.get().scope));
        Effect::new(move || {
            // Only a memo that was read hears of changes.
            about.get();
            state.forecaster.changes.track();
            state.refresh();
        });
        state
    }

    /// Asks again.
    pub(super) fn refresh(self) {
        self.number.update_value(|number| *number += 1);
        let number = self.number.get_value();
        let (asked, now) = (self.asked.get_untracked(), now());
        self.progress.set(Progress::UnderWay);
        spawn_local(async move {
            let windows = asked.spans().into_iter().map(window).collect();
            let answer = self.forecaster.ask(&Request::Outlooks { scope: asked.scope, windows, now }).await;
            // The screen may be gone, or something else be asked for by now.
            if self.number.try_get_value() != Some(number) {
                return;
            }
            if let Ok(Answer::Outlooks { outlooks, basis }) = answer {
                self.data.set(Some(Arc::new(Data { asked, now, outlooks, basis: *basis })));
                self.progress.set(Progress::Here);
            } else {
                self.progress.set(Progress::Stopped);
            }
        });
    }

    pub(super) fn ask(self, asked: Asked) {
        let question = asked.write();
        let route = self.ui.route.with_untracked(|route| Route { question, ..route.clone() });
        self.ui.replace(&route);
    }

    pub(super) fn currency(self) -> Currency {
        self.ui.store.with(|workspace| workspace.settings.currency)
    }

    /// An amount in the workspace's currency.
    pub(super) fn amount(self, minor: i128) -> String {
        intl::amount(minor, self.currency(), Length::Compact)
    }
}
