//! The deal that the panel shows, as its parts see it.

use leptos::prelude::*;
use sales::decide::{Command, DealPatch};
use sales::ids::DealId;
use sales::model::{Deal, Ix, Workspace};

use crate::components::{Icon, icon};
use crate::state::Ui;
use crate::text::rejection::explain;

/// The deal of the panel; cheap to copy into views and callbacks.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) ui: Ui,
    pub(super) id: DealId,
    ix: Ix<Deal>,
    changed: StoredValue<ArcTrigger>,
}

impl Here {
    /// Watches a deal as long as the caller's owner lives.
    pub(super) fn new(ui: Ui, id: DealId, ix: Ix<Deal>) -> Self {
        Self { ui, id, ix, changed: StoredValue::new(ui.store.watch_deal(ix)) }
    }

    /// Makes the caller run again when the deal changes, or a name of what it refers to.
    pub(super) fn track(self) {
        self.changed.with_value(ArcTrigger::track);
        self.ui.store.track_shape();
        self.ui.store.track_catalogue();
    }

    /// Reads the deal; tracks nothing.
    pub(super) fn read<T>(self, read: impl FnOnce(&Workspace, &Deal) -> T) -> T {
        self.ui.store.with(|workspace| read(workspace, workspace.deals.at(self.ix)))
    }

    /// Something of the deal in words, kept up to date.
    pub(super) fn text(self, text: fn(&Workspace, &Deal) -> String) -> Signal<String> {
        Signal::derive(move || {
            self.track();
            self.read(text)
        })
    }

    /// Whether something holds for the deal, kept up to date.
    pub(super) fn holds(self, test: fn(&Workspace, &Deal) -> bool) -> Memo<bool> {
        Memo::new(move |_| {
            self.track();
            self.read(test)
        })
    }

    /// Does something; the error is a sentence for the user.
    pub(super) fn run(self, command: &Command) -> Result<(), String> {
        self.ui.store.run(command).map(|_| ()).map_err(|rejection| explain(&rejection))
    }

    /// Gives a field of the deal a new value.
    pub(super) fn edit(self, patch: DealPatch) -> Result<(), String> {
        self.run(&Command::EditDeals { deals: vec![self.id], patch })
    }
}

/// A field of a section: its name and its value.
pub(super) fn prop(name: Icon, label: impl Into<String>, value: AnyView) -> AnyView {
    view! {
        <div class="prop">
            <dt>
                {icon(name)}
                <span class="truncate" dir="auto">{label.into()}</span>
            </dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
