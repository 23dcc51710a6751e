//! The pipeline in use: its name, the others to choose from, and the bar on top of the screens that show its deals.

use leptos::prelude::*;

use super::filters::SearchBox;
use super::help::help;
use crate::components::{MenuButton, MenuEntry, icon, small_icon};
use crate::route::{Route, Screen, Section};
use crate::state::{Dialog, Ui};
use crate::text::t;

/// The pipeline in use, and the others to choose from.
#[component]
pub(crate) fn PipelineSwitcher() -> impl IntoView {
    let ui = Ui::get();
    let name = Signal::derive(move || pipeline_name(ui));
    let is_there = Memo::new(move |_| name.with(|name| !name.is_empty()));
    let switcher = move || {
        view! {
            <MenuButton class="switcher" label=switcher_label(name) entries=pipeline_menu(ui)>
                {icon("stage")}
                <span class="truncate rail-hide" dir="auto">
                    {name}
                </span>
                <span class="spacer rail-hide"></span>
                <span class="rail-hide">{small_icon("chevron-down")}</span>
            </MenuButton>
        }
    };
    // While the first deals are being imported there is none to choose yet.
    (move || is_there.get().then(switcher)).into_any()
}

fn switcher_label(name: Signal<String>) -> Signal<String> {
    Signal::derive(move || format!("{}: {}", t().shell().choose_pipeline, name.get()))
}

/// The name of the pipeline in use.
pub(super) fn pipeline_name(ui: Ui) -> String {
    let id = ui.pipeline();
    ui.store.with(|workspace| {
        id.and_then(|id| workspace.pipelines.get(id)).map(|row| row.name.clone()).unwrap_or_default()
    })
}

/// The pipelines to choose from, and making another.
pub(super) fn pipeline_menu(ui: Ui) -> Callback<(), Vec<MenuEntry>> {
    Callback::new(move |()| {
        let current = untrack(move || ui.pipeline());
        let mut entries: Vec<MenuEntry> = ui.store.with(|workspace| {
            let pipelines = workspace.pipelines_in_order();
            let shown = pipelines.into_iter().filter(|pipeline| !pipeline.archived);
            shown
                .map(|pipeline| {
                    let id = pipeline.id;
                    let chosen = Some(id) == current;
                    MenuEntry::choice(None, pipeline.name.clone(), chosen, move || ui.use_pipeline(id))
                })
                .collect()
        });
        entries.push(MenuEntry::Rule);
        entries.push(MenuEntry::act("plus", t().shell().new_pipeline, move || ui.go_to(Screen::Start)));
        entries.push(MenuEntry::act("task", t().shell().process, move || {
            ui.go(&Route { pipeline: current, ..Route::to(Screen::Process) });
        }));
        entries.push(MenuEntry::act("settings", t().shell().settings, move || {
            ui.go_to(Screen::Settings(Section::Pipelines));
        }));
        entries
    })
}

/// The bar on top of the board and the table: the pipeline, the search, the screen's own tools, a new deal.
pub(super) fn deals_bar(ui: Ui, tools: AnyView) -> AnyView {
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <MenuButton
                    class="title-switch"
                    label=Signal::derive(move || pipeline_name(ui))
                    entries=pipeline_menu(ui)
                >
                    <span class="truncate" dir="auto">
                        {move || pipeline_name(ui)}
                    </span>
                    {small_icon("chevron-down")}
                </MenuButton>
            </h1>
            {help(ui)}
            <div class="topbar-actions">
                <SearchBox/>
                {tools}
                {new_deal(ui, "button primary phone-hide")}
            </div>
        </header>
    }
    .into_any()
}

fn new_deal(ui: Ui, class: &'static str) -> AnyView {
    view! {
        <button type="button" class=class on:click=move |_| ui.open(Dialog::NewDeal(None))>
            {icon("plus")}
            {t().shell().new_deal}
        </button>
    }
    .into_any()
}

/// What one can do where there is no deal yet.
pub(super) fn first_steps(ui: Ui) -> AnyView {
    view! {
        <div class="empty-actions">
            {new_deal(ui, "button primary")}
            <a class="button" href=Route::to(Screen::Import).href()>
                {icon("upload")}
                {t().board().empty_import}
            </a>
        </div>
    }
    .into_any()
}
