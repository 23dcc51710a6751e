//! The workspaces of this browser: which one is open, going to another, beginning one more.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::icon;
use crate::route::Route;
use crate::state::workspaces::{self, Note};
use crate::state::{SaveState, Ui};
use crate::text::{fill, t};

/// A workspace as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    number: u32,
    note: Note,
    is_open: bool,
}

/// The section on the screen.
pub(super) fn section(ui: Ui) -> AnyView {
    let texts = t().settings();
    let rows = RwSignal::new(Vec::<Row>::new());
    Effect::new(move || {
        // The one that is open is listed as it is now.
        ui.store.track_shape();
        ui.store.track_deals();
        workspaces::note(ui.store);
        spawn_local(async move {
            let _ = rows.try_set(listed(ui).await);
        });
    });
    let begin = move |_| spawn_local(async move { go(ui, workspaces::free().await) });
    view! {
        <section class="settings-section" aria-labelledby="settings-workspaces">
            <header>
                <h2 id="settings-workspaces">{texts.workspaces}</h2>
                <p>{texts.workspaces_hint}</p>
            </header>
            <div class="box">
                <ul class="workspaces" aria-labelledby="settings-workspaces">
                    {move || rows.get().into_iter().map(|row| line(ui, row)).collect_view()}
                </ul>
                <div class="setting">
                    <p class="setting-text hint">{texts.workspace_new_hint}</p>
                    <button type="button" class="button" data-way="new-workspace" on:click=begin>
                        {icon("plus")}
                        {texts.workspace_new}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

async fn listed(ui: Ui) -> Vec<Row> {
    let (open, mut notes) = (workspaces::number_of(ui.store), workspaces::notes());
    let row =
        |number| Row { number, note: notes.remove(&number).unwrap_or_default(), is_open: number == open };
    workspaces::numbers().await.into_iter().map(row).collect()
}

fn line(ui: Ui, row: Row) -> AnyView {
    let texts = t().settings();
    let Row { number, note, is_open } = row;
    let name = match (note.name.is_empty(), number) {
        (false, _) => note.name,
        (true, 0) => texts.workspace_first.to_owned(),
        (true, _) => fill(texts.workspace_numbered, &[("number", &(number + 1).to_string())]),
    };
    let deals = note.deals.map(|count| t().common().deals.of(count)).unwrap_or_default();
    let label = fill(texts.workspace_open_named, &[("name", &name)]);
    let control = if is_open {
        view! {
            <span class="chip good">
                {icon("check")}
                {texts.workspace_is_open}
            </span>
        }
        .into_any()
    } else {
        view! {
            <button type="button" class="button" aria-label=label on:click=move |_| go(ui, number)>
                {texts.workspace_open}
            </button>
        }
        .into_any()
    };
    view! {
        <li class="setting" data-workspace=number.to_string() aria-current=is_open.then_some("true")>
            <div class="setting-text">
                <span class="strong" dir="auto">
                    {name}
                </span>
                <span class="hint num">{deals}</span>
            </div>
            {control}
        </li>
    }
    .into_any()
}

/// Leaves this workspace for another one.
fn go(ui: Ui, number: u32) {
    // What is on its way to the disk would be lost with the page.
    if ui.store.save_state.with_untracked(|state| *state != SaveState::Saved) {
        return ui.warn(|| t().settings().workspace_not_saved);
    }
    workspaces::note(ui.store);
    // The address may name what the other one has not.
    ui.replace(&Route::default());
    workspaces::open(number);
}
