//! Reports with a name: kept, opened, changed, and put on dashboards.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, DashboardPatch, ReportPatch};
use sales::ids::{DashboardId, ReportId, WidgetId};
use sales::model::{Asked, GroupBy, Widget};

use super::state::{State, wanted};
use crate::components::{MenuButton, MenuEntry, Modal, icon, small_icon};
use crate::platform::ids;
use crate::route::{Route, Screen};
use crate::screens::dialogs::{TextField, focus_first_error};
use crate::text::{fill, rejection, t};

/// What the name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    New,
    Rename(ReportId),
}

/// The menu of the reports, and the dialog that asks for a name.
pub(super) fn menu(state: State) -> AnyView {
    let ui = state.ui;
    let opened = RwSignal::new(None::<ReportId>);
    let naming = RwSignal::new(None::<Naming>);
    // One that asks just this is open, however one got here.
    let open = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.route.track();
        let asked = asked_now(state);
        ui.store.with(|workspace| {
            let is_there = |id: &ReportId| workspace.reports.live(*id).is_some();
            let same = workspace.reports.iter().find(|row| row.asked == asked).map(|row| row.id);
            let id = same.or(opened.get().filter(is_there))?;
            workspace.reports.live(id).map(|row| (row.id, row.name.clone(), row.asked == asked))
        })
    });
    let label = move || open.get().map_or_else(|| t().insights_saved().saved.to_owned(), |row| row.1);
    let entries = Callback::new(move |()| entries(state, open, opened, naming));
    let dialog = move || naming.get().map(|what| view! { <Name state what naming opened/> });
    view! {
        <MenuButton class="button" label=Signal::derive(move || t().insights_saved().menu.to_owned()) entries>
            {icon("save")}
            <span class="truncate saved-name" dir="auto" data-report=move || open.get().map(|row| row.0.to_string())>
                {label}
            </span>
            {move || open.get().filter(|row| !row.2).map(|_| view! { <span class="muted">{t().insights_saved().changed}</span> })}
            {small_icon("chevron-down")}
        </MenuButton>
        {dialog}
    }
    .into_any()
}

/// What the report on the screen asks.
fn asked_now(state: State) -> Asked {
    let ui = state.ui;
    let (question, pipeline) = (state.question(), ui.pipeline());
    Asked {
        shows: "report".to_owned(),
        question: question.write(),
        pipeline: pipeline.filter(|_| !question.everywhere),
        filter: wanted(ui.filter().0),
    }
}

fn entries(
    state: State,
    open: Memo<Option<(ReportId, String, bool)>>,
    opened: RwSignal<Option<ReportId>>,
    naming: RwSignal<Option<Naming>>,
) -> Vec<MenuEntry> {
    let (ui, texts) = (state.ui, t().insights_saved());
    let now = open.get_untracked();
    let (mut reports, dashboards) = ui.store.with(|workspace| {
        let reports: Vec<_> =
            workspace.reports.iter().map(|row| (row.id, row.name.clone(), row.asked.clone())).collect();
        let dashboards: Vec<_> =
            workspace.dashboards_in_order().iter().map(|row| (row.id, row.name.clone())).collect();
        (reports, dashboards)
    });
    reports.sort_by_key(|row| row.1.to_lowercase());
    let mut entries = Vec::new();
    if !reports.is_empty() {
        entries.push(MenuEntry::Label(texts.saved.to_owned()));
    }
    for (id, name, asked) in reports {
        let is_open = now.as_ref().is_some_and(|row| row.0 == id && row.2);
        entries.push(MenuEntry::choice(None, name, is_open, move || {
            opened.set(Some(id));
            let query = asked.filter.to_address(GroupBy::default());
            // An address without a filter would take the one in use along.
            let query = if query.is_empty() { "q=".to_owned() } else { query };
            let route = Route {
                pipeline: asked.pipeline,
                query,
                question: asked.question.clone(),
                ..Route::to(Screen::Insights)
            };
            ui.go(&route);
        }));
    }
    if !entries.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    if let Some((id, name, is_same)) = now {
        if !is_same {
            let text = fill(texts.update, &[("name", &name)]);
            entries.push(MenuEntry::act("save", text, move || {
                let patch = ReportPatch::Asked(untrack(|| asked_now(state)));
                ui.act(&Command::EditReport { report: id, patch });
            }));
        }
        entries.push(MenuEntry::act("edit", texts.rename, move || naming.set(Some(Naming::Rename(id)))));
        entries.push(MenuEntry::danger("trash", texts.remove, move || {
            opened.set(None);
            ui.act(&Command::RemoveReport { report: id });
        }));
    }
    entries.push(MenuEntry::act("plus", texts.save_as, move || naming.set(Some(Naming::New))));
    for (id, name) in dashboards {
        let text = fill(texts.add_to, &[("name", &name)]);
        entries.push(MenuEntry::act("chart", text, move || put_on(state, id)));
    }
    entries
}

/// Puts what is asked on a dashboard.
fn put_on(state: State, id: DashboardId) {
    let ui = state.ui;
    let asked = untrack(|| asked_now(state));
    let widgets = ui.store.with(|workspace| workspace.dashboards.live(id).map(|row| row.widgets.clone()));
    let Some(mut widgets) = widgets else { return };
    widgets.push(Widget {
        id: WidgetId(ids::new_id()),
        title: String::new(),
        asked,
        columns: 4,
        rows: 2,
        kept: String::new(),
    });
    ui.act(&Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(widgets) });
}

/// Asks for the name of a report.
#[component]
fn Name(
    state: State,
    what: Naming,
    naming: RwSignal<Option<Naming>>,
    opened: RwSignal<Option<ReportId>>,
) -> impl IntoView {
    let (ui, texts) = (state.ui, t().insights_saved());
    let before = match what {
        Naming::New => String::new(),
        Naming::Rename(id) => ui
            .store
            .with(|workspace| workspace.reports.live(id).map(|row| row.name.clone()).unwrap_or_default()),
    };
    let (name, error) = (RwSignal::new(before), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        let (id, command) = match what {
            Naming::New => {
                let id = ReportId(ids::new_id());
                (id, Command::SaveReport { id, name, asked: untrack(|| asked_now(state)) })
            }
            Naming::Rename(id) => (id, Command::EditReport { report: id, patch: ReportPatch::Name(name) }),
        };
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                opened.set(Some(id));
                naming.set(None);
            }
            Err(refused) => {
                error.set(rejection::explain(&refused));
                focus_first_error();
            }
        }
    };
    let close = Callback::new(move |()| naming.set(None));
    view! {
        <Modal title=if what == Naming::New { texts.save_as } else { texts.rename } on_close=close>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {TextField::new("report-name", texts.name, name, error).first().view()}
                    <p class="hint">{texts.hint}</p>
                </div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        {t().common().cancel}
                    </button>
                    <button type="submit" class="button primary">
                        {t().common().save}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}
