//! The pipelines of the workspace.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::{IdMap, PipelineId, Uuid};
use sales::model::{Pipeline, StageKind};
use sales::usage;

use super::archive::{Archived, ArchivedProps};
use super::field::{Faults, LineField, keep, tell};
use super::order::Row;
use super::sort::Sorting;
use crate::components::{MenuButton, MenuEntry, icon};
use crate::route::{Route, Screen, Section};
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// The pipeline whose stages are shown: the one in the address, otherwise the first. Tracks what it depends on.
pub(super) fn chosen(ui: Ui) -> Option<PipelineId> {
    ui.store.track_shape();
    let named = ui.route.with(|route| route.pipeline);
    ui.store.with(|workspace| {
        named
            .filter(|id| workspace.pipelines.live(*id).is_some())
            .or_else(|| workspace.first_pipeline().map(|pipeline| pipeline.id))
    })
}

/// The pipelines that are archived, or those that are not.
fn rows(ui: Ui, wanted: fn(&Pipeline) -> bool) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let pipelines = workspace.pipelines_in_order();
            pipelines.into_iter().filter(|row| wanted(row)).map(|row| Row::plain(row.id.0)).collect()
        })
    })
}

fn name(ui: Ui, id: Uuid) -> String {
    ui.store.track_shape();
    ui.store.with(|workspace| {
        workspace.pipelines.get(PipelineId(id)).map(|row| row.name.clone()).unwrap_or_default()
    })
}

/// The pipelines: made, renamed, copied, put in order, archived.
#[component]
pub(super) fn Pipelines() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let counts = deal_counts(ui);
    let name = Callback::new(move |id| name(ui, id));
    let in_use = rows(ui, |pipeline| !pipeline.archived);
    let archived = rows(ui, |pipeline| pipeline.archived);
    let command = Callback::new(|(id, before): (Uuid, Option<Uuid>)| Command::MovePipeline {
        pipeline: PipelineId(id),
        before: before.map(PipelineId),
    });
    let sorting = Sorting::new(ui, in_use, name, command);
    let is_empty = Memo::new(move |_| in_use.with(Vec::is_empty));
    let restore = Callback::new(|id| Command::ArchivePipeline { pipeline: PipelineId(id), archived: false });
    view! {
        <section class="settings-section" aria-labelledby="settings-pipelines">
            <header>
                <h2 id="settings-pipelines">{texts.pipelines}</h2>
                <a class="button" href=Route::to(Screen::Start).href()>
                    {icon("plus")}
                    {texts.new_pipeline}
                </a>
            </header>
            {move || {
                if is_empty.get() {
                    view! {
                        <div class="box">
                            <div class="setting">
                                <p class="setting-text">{texts.no_pipelines}</p>
                                <a class="button primary" href=Route::to(Screen::Start).href()>
                                    {texts.choose_template}
                                </a>
                            </div>
                        </div>
                    }
                        .into_any()
                } else {
                    let line = move |row: Row| {
                        view! { <PipelineRow id=PipelineId(row.id) sorting name counts/> }.into_any()
                    };
                    view! {
                        <ul class="box rows">
                            <For each=move || in_use.get() key=|row| row.id children=line/>
                        </ul>
                    }
                        .into_any()
                }
            }}
            {Archived(ArchivedProps { rows: archived, name, restore })}
        </section>
    }
    .into_any()
}

/// How many deals refer to each record.
pub(super) fn deal_counts(ui: Ui) -> Memo<IdMap<Uuid, usize>> {
    Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.with(usage::deal_counts)
    })
}

/// How many deals refer to a record, in words; blank for none.
pub(super) fn deals_text(counts: Memo<IdMap<Uuid, usize>>, id: Uuid) -> String {
    let count = counts.with(|counts| counts.get(&id).copied().unwrap_or(0));
    if count == 0 { String::new() } else { t().common().deals.of(count) }
}

#[component]
fn PipelineRow(
    id: PipelineId,
    sorting: Sorting,
    name: Callback<Uuid, String>,
    counts: Memo<IdMap<Uuid, usize>>,
) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new(["pipeline-", &id.to_string()].concat());
    let name = Signal::derive(move || name.run(id.0));
    let renaming = RwSignal::new(false);
    let is_chosen = Memo::new(move |_| chosen(ui) == Some(id));
    let href = Route { pipeline: Some(id), ..Route::to(Screen::Settings(Section::Pipelines)) }.href();
    let note = move || {
        ui.store.track_shape();
        let stages = ui.store.with(|workspace| {
            let stages = workspace.usable_stages_of(id);
            stages.into_iter().filter(|stage| stage.kind == StageKind::Open).count()
        });
        let stages = texts.stage_count.of(stages);
        let deals = deals_text(counts, id.0);
        if deals.is_empty() { stages } else { fill(texts.pair, &[("a", &stages), ("b", &deals)]) }
    };
    let rename = Callback::new(move |typed| keep(ui, &Command::RenamePipeline { pipeline: id, name: typed }));
    let entries = Callback::new(move |()| {
        faults.note("archive", Ok(()));
        let mut entries = vec![
            MenuEntry::act("edit", t().common().rename, move || renaming.set(true)),
            MenuEntry::act("duplicate", duplicate_text(), move || ui.open(Dialog::DuplicatePipeline(id))),
        ];
        let moves = sorting.entries(id.0);
        if !moves.is_empty() {
            entries.push(MenuEntry::Rule);
            entries.extend(moves);
        }
        entries.push(MenuEntry::Rule);
        entries.push(MenuEntry::act("archive", t().common().archive, move || {
            let outcome = tell(ui, &Command::ArchivePipeline { pipeline: id, archived: true });
            faults.note("archive", outcome);
        }));
        entries
    });
    let named = move |text: &'static str| Signal::derive(move || fill(text, &[("name", &name.get())]));
    view! {
        <li class:open=is_chosen data-pipeline-id=id.to_string()>
            {sorting.grip(id.0)}
            {move || {
                if renaming.get() {
                    let on_done = Callback::new(move |()| renaming.set(false));
                    view! {
                        <LineField faults field="name" label=texts.pipeline_name value=name on_commit=rename on_done/>
                    }
                        .into_any()
                } else {
                    view! {
                        <a
                            class="truncate strong"
                            href=href.clone()
                            dir="auto"
                            aria-current=move || is_chosen.get().then_some("true")
                        >
                            {name}
                        </a>
                    }
                        .into_any()
                }
            }}
            <span class="muted num phone-hide">{note}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=named(texts.duplicate_named)
                title=t().common().duplicate
                on:click=move |_| ui.open(Dialog::DuplicatePipeline(id))
            >
                {icon("duplicate")}
            </button>
            <MenuButton class="icon-button" label=named(texts.more_named) entries>
                {icon("more")}
            </MenuButton>
            {faults.view()}
        </li>
    }
    .into_any()
}

/// A button that needs more input ends in "…".
fn duplicate_text() -> String {
    [t().common().duplicate, "…"].concat()
}
