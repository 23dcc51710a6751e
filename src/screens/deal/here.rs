//! The deal that the panel shows, as its parts see it, and the cells of its row in the table.

use leptos::prelude::*;
use sales::decide::{Command, DealPatch};
use sales::ids::DealId;
use sales::model::{Deal, Ix, Workspace};

use crate::components::{Icon, Picked, icon};
use crate::state::Ui;
use crate::text::rejection::explain;

/// The deal of a panel or a row; cheap to copy into views and callbacks.
#[derive(Clone, Copy)]
pub(in crate::screens) struct Here {
    pub(in crate::screens) ui: Ui,
    pub(in crate::screens) id: DealId,
    /// What the ids of its elements begin with, where a deal may be in the page twice.
    pub(super) scope: &'static str,
    ix: Ix<Deal>,
    changed: StoredValue<ArcTrigger>,
}

impl Here {
    /// Watches a deal as long as the caller's owner lives.
    pub(in crate::screens) fn new(ui: Ui, id: DealId, ix: Ix<Deal>) -> Self {
        Self { ui, id, scope: "", ix, changed: StoredValue::new(ui.store.watch_deal(ix)) }
    }

    /// The same with ids that begin with `scope`.
    pub(in crate::screens) fn within(self, scope: &'static str) -> Self {
        Self { scope, ..self }
    }

    /// Makes the caller run again when the deal changes, or a name of what it refers to.
    pub(in crate::screens) fn track(self) {
        self.changed.with_value(ArcTrigger::track);
        self.ui.store.track_shape();
        self.ui.store.track_catalogue();
    }

    /// Reads the deal; tracks nothing.
    pub(in crate::screens) fn read<T>(self, read: impl FnOnce(&Workspace, &Deal) -> T) -> T {
        self.ui.store.with(|workspace| read(workspace, workspace.deals.at(self.ix)))
    }

    /// Something of the deal in words, kept up to date.
    pub(in crate::screens) fn text(self, text: fn(&Workspace, &Deal) -> String) -> Signal<String> {
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
        self.edit_after(Vec::new(), patch)
    }

    /// Gives a field of the deal a new value, which may refer to what `first` makes: all of it one step to undo.
    pub(super) fn edit_after(self, first: Vec<Command>, patch: DealPatch) -> Result<(), String> {
        self.run(&Command::EditDeals { deals: vec![self.id], patch }.after(first))
    }

    /// Gives a field of the deal what was picked.
    pub(super) fn put<Id>(
        self,
        picked: Picked<Id>,
        patch: fn(Option<Id>) -> DealPatch,
    ) -> Result<(), String> {
        let (id, first) = picked;
        self.edit_after(first, patch(id))
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
