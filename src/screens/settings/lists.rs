//! The lists that deals and activities are described with: segments, sources, products, tags, loss reasons, kinds.

use leptos::prelude::*;
use sales::decide::{ChoicePatch, Command};
use sales::ids::{ChoiceId, Uuid};
use sales::model::{Choice, ListKind};
use sales::usage;

use super::archive::{Archived, ArchivedProps};
use super::field::{AddLine, Faults, LineField, keep, tell};
use super::order::Row;
use super::pipelines::{deal_counts, deals_text};
use super::sort::Sorting;
use crate::components::icon;
use crate::platform::ids;
use crate::state::Ui;
use crate::text::{fill, t};

/// All lists, one below the other.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let ui = Ui::get();
    let deals = deal_counts(ui);
    let in_deals = Callback::new(move |id: Uuid| deals_text(deals, id));
    let activities = Memo::new(move |_| {
        ui.store.track_activities();
        ui.store.with(usage::activity_counts)
    });
    let in_activities = Callback::new(move |id: Uuid| {
        let count = activities.with(|counts| counts.get(&id).copied().unwrap_or(0));
        if count == 0 { String::new() } else { t().common().activities.of(count) }
    });
    let section = move |(at, list): (usize, ListKind)| {
        let used = if list == ListKind::ActivityKind { in_activities } else { in_deals };
        view! { <List list texts=t().settings().list[at] used/> }
    };
    ListKind::ALL.into_iter().enumerate().map(section).collect_view().into_any()
}

fn rows(ui: Ui, list: ListKind, wanted: fn(&Choice) -> bool) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let choices = workspace.list(list).into_iter().filter(|choice| wanted(choice));
            choices.map(|choice| Row::plain(choice.id.0)).collect()
        })
    })
}

#[component]
fn List(
    list: ListKind,
    texts: [&'static str; 3],
    /// What makes use of an entry, in words; blank for nothing.
    used: Callback<Uuid, String>,
) -> impl IntoView {
    let ui = Ui::get();
    let [title, hint, new] = texts;
    // The value is short and unlike the others, which is all an id needs.
    let id = ["list-", &(list as u8).to_string()].concat();
    let faults = Faults::new(id.clone());
    let in_use = rows(ui, list, |choice| !choice.archived);
    let archived = rows(ui, list, |choice| choice.archived);
    let name = Callback::new(move |id: Uuid| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            workspace.choices.get(ChoiceId(id)).map(|row| row.name.clone()).unwrap_or_default()
        })
    });
    let command = Callback::new(|(id, before): (Uuid, Option<Uuid>)| {
        let patch = ChoicePatch::Before(before.map(ChoiceId));
        Command::EditChoice { choice: ChoiceId(id), patch }
    });
    let sorting = Sorting::new(ui, in_use, name, command);
    let restore =
        Callback::new(|id| Command::EditChoice { choice: ChoiceId(id), patch: ChoicePatch::Archived(false) });
    let add = Callback::new(move |typed| {
        tell(ui, &Command::AddChoice { id: ChoiceId(ids::new_id()), list, name: typed })
    });
    let label = fill(t().settings().entry_name, &[("list", title)]);
    let line = move |row: Row| {
        let label = label.clone();
        view! { <ChoiceRow id=ChoiceId(row.id) label sorting name used/> }.into_any()
    };
    view! {
        <section class="settings-section" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{title}</h2>
                <p>{hint}</p>
            </header>
            <div class="box">
                <ul class="rows">
                    <For each=move || in_use.get() key=|row| row.id children=line/>
                </ul>
                <AddLine
                    faults=faults
                    label=fill(t().settings().add_in, &[("list", title)])
                    placeholder=new
                    on_add=add
                />
            </div>
            {Archived(ArchivedProps { rows: archived, name, restore })}
        </section>
    }
    .into_any()
}

#[component]
fn ChoiceRow(
    id: ChoiceId,
    label: String,
    sorting: Sorting,
    name: Callback<Uuid, String>,
    used: Callback<Uuid, String>,
) -> impl IntoView {
    let ui = Ui::get();
    let faults = Faults::new(["choice-", &id.to_string()].concat());
    let name = Signal::derive(move || name.run(id.0));
    let rename = Callback::new(move |typed| {
        keep(ui, &Command::EditChoice { choice: id, patch: ChoicePatch::Name(typed) })
    });
    let archive = move |_| {
        let outcome = tell(ui, &Command::EditChoice { choice: id, patch: ChoicePatch::Archived(true) });
        faults.note("archive", outcome);
    };
    view! {
        <li data-choice-id=id.to_string()>
            {sorting.grip(id.0)}
            <LineField faults field="name" label value=name on_commit=rename/>
            <span class="muted num">{move || used.run(id.0)}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=move || fill(t().settings().archive_named, &[("name", &name.get())])
                title=t().common().archive
                on:click=archive
            >
                {icon("archive")}
            </button>
            {faults.view()}
        </li>
    }
    .into_any()
}
