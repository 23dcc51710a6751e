//! Dashboards: pages of widgets that a team puts together, each with a question of its own.

mod arrange;
mod board;
mod carry;
mod chosen;
mod content;
mod editor;
mod gaps;
mod shows;
mod sources;
mod starters;
mod widget;

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::DashboardId;

use self::board::Board;
use self::sources::Sources;
use super::question::Question;
use super::{drill, ways};
use crate::components::{Tab, icon};
use crate::platform::ids;
use crate::route::{Route, Screen};
use crate::screens::help::help;
use crate::state::Ui;
use crate::text::t;

/// A dashboard, or the choice of one to begin with.
#[component]
pub(crate) fn DashboardsScreen(id: Option<DashboardId>) -> impl IntoView {
    let ui = Ui::get();
    let sources = Sources::new(ui);
    let all = Memo::new(move |_| {
        ui.store.track_catalogue();
        let row = |row: &sales::model::Dashboard| (row.id, row.name.clone());
        ui.store.with(|workspace| workspace.dashboards_in_order().into_iter().map(row).collect::<Vec<_>>())
    });
    // Without a name in the address the first is shown.
    let shown = Memo::new(move |_| match id {
        Some(id) => all.with(|all| all.iter().any(|row| row.0 == id)).then_some(id),
        None => all.with(|all| all.first().map(|row| row.0)),
    });
    let is_choosing = RwSignal::new(false);
    let body = move || match (shown.get(), is_choosing.get()) {
        (Some(id), false) => view! { <Board sources id/> }.into_any(),
        (None, _) if id.is_some() => gone(),
        (found, _) => begin(ui, found.map(|_| is_choosing)),
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().dashboards().dashboards}</span>
            </h1>
            {help(ui)}
        </header>
        <div class="screen insights-screen">
            <div class="insights" data-view="dashboard">
                {ways(ui, Signal::stored(None), Signal::stored(Question::default()))}
                {tabs(all, shown, is_choosing)}
                {body}
            </div>
        </div>
        <For each=move || sources.states.get() key=|row| row.0 children=|(_, state)| drill::dialog(state)/>
    }
    .into_any()
}

/// The dashboards there are.
fn tabs(
    all: Memo<Vec<(DashboardId, String)>>,
    shown: Memo<Option<DashboardId>>,
    is_choosing: RwSignal<bool>,
) -> AnyView {
    let tab = move |(id, name): (DashboardId, String)| {
        let is_shown = move || shown.get() == Some(id) && !is_choosing.get();
        view! {
            <a
                class="view-tab"
                href=Route::to(Screen::Dashboard(id)).href()
                aria-current=move || is_shown().then_some("page")
                on:click=move |_| is_choosing.set(false)
            >
                <span class="truncate" dir="auto">{name}</span>
            </a>
        }
    };
    let content = move || {
        let rows = all.get();
        (!rows.is_empty()).then(|| {
            view! {
                <nav class="dashboard-tabs" aria-label=t().dashboards().dashboards>
                    {rows.into_iter().map(tab).collect_view()}
                    <button
                        type="button"
                        class="button quiet"
                        data-dashboard-new=""
                        aria-pressed=move || is_choosing.get().to_string()
                        on:click=move |_| is_choosing.update(|is_choosing| *is_choosing = !*is_choosing)
                    >
                        {icon("plus")}
                        {t().dashboards().new}
                    </button>
                </nav>
            }
        })
    };
    content.into_any()
}

/// What one can begin with. `choosing` is there where there are dashboards already.
fn begin(ui: Ui, choosing: Option<RwSignal<bool>>) -> AnyView {
    let texts = t().dashboards();
    let starter = move |starter: starters::Starter| {
        let (name, note) = starter.words();
        let make = move |_| {
            let id = DashboardId(ids::new_id());
            let name = free_name(ui, name);
            if ui.act(&Command::AddDashboard { id, name, widgets: starter.widgets() }).is_some() {
                if let Some(choosing) = choosing {
                    choosing.set(false);
                }
                ui.go_to(Screen::Dashboard(id));
            }
        };
        view! {
            <li>
                <button type="button" class="starter" data-starter=starter.key() on:click=make>
                    <strong>{name}</strong>
                    <span class="muted">{note}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="dashboard-begin">
            <h2>{texts.begin}</h2>
            <p class="muted">{texts.begin_note}</p>
            <ul class="starters">{starters::ALL.into_iter().map(starter).collect_view()}</ul>
            {carry::opener(ui, choosing)}
        </section>
    }
    .into_any()
}

/// A name that no dashboard has: this one, or with a number behind it.
fn free_name(ui: Ui, name: &str) -> String {
    let is_taken = |name: &str| {
        ui.store.with(|workspace| {
            workspace.dashboards.iter().any(|row| row.name.to_lowercase() == name.to_lowercase())
        })
    };
    if !is_taken(name) {
        return name.to_owned();
    }
    // Of so many names one more than there are dashboards, one is free.
    let count = ui.store.with(|workspace| workspace.dashboards.iter().count());
    (2..count + 3).map(|number| format!("{name} {number}")).find(|name| !is_taken(name)).unwrap_or_default()
}

fn gone() -> AnyView {
    let texts = t().dashboards();
    view! {
        <section class="empty">
            <span class="empty-icon">{icon("chart")}</span>
            <h2>{texts.gone}</h2>
            <p>{texts.gone_note}</p>
            <a class="button" href=Route::to(Screen::Dashboards).href()>
                {texts.show_all}
            </a>
        </section>
    }
    .into_any()
}

/// The way to the dashboards, among those to look at the figures.
pub(super) fn way(ui: Ui) -> Tab {
    let is_here =
        move || ui.route.with(|route| matches!(route.screen, Screen::Dashboards | Screen::Dashboard(_)));
    Tab::new(t().dashboards().dashboards, || Route::to(Screen::Dashboards).href(), is_here)
}
