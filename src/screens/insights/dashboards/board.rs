//! A dashboard on the screen: its name, its menu and its widgets, which are put together here.

use leptos::prelude::*;
use sales::decide::{Command, DashboardPatch};
use sales::ids::{DashboardId, WidgetId};
use sales::model::Widget;

use super::arrange::Arranging;
use super::shows::Shows;
use super::sources::Sources;
use super::widget::{Act, widget_view};
use super::{carry, editor, free_name, gaps};
use crate::components::{InPlace, Look, MenuButton, MenuEntry, Typed, icon};
use crate::platform::{dom, ids};
use crate::route::Screen;
use crate::state::Ui;
use crate::text::{fill, t};

/// What is edited.
#[derive(Debug, Clone, PartialEq)]
enum Editing {
    New,
    Widget(Box<Widget>),
}

/// A dashboard.
#[component]
pub(super) fn Board(sources: Sources, id: DashboardId) -> impl IntoView {
    let ui = sources.ui;
    let texts = t().dashboards();
    let widgets = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            workspace.dashboards.live(id).map(|row| row.widgets.clone()).unwrap_or_default()
        })
    });
    let arranging = Arranging::new(ui, id);
    let is_arranging = RwSignal::new(false);
    let editing = RwSignal::new(None::<Editing>);
    let put = move |change: &dyn Fn(&mut Vec<Widget>)| {
        let mut all = widgets.get_untracked();
        change(&mut all);
        ui.act(&Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(all) })
    };
    let done = Callback::new(move |widget: Option<Widget>| {
        editing.set(None);
        let Some(widget) = widget else { return };
        let key = widget.id;
        let put = put(&|all: &mut Vec<Widget>| match all.iter_mut().find(|row| row.id == widget.id) {
            Some(row) => row.clone_from(&widget),
            None => all.push(widget.clone()),
        });
        if put.is_some() {
            dom::focus_soon(format!("[data-widget='{key}']"));
        }
    });
    let act = Callback::new(move |(key, what): (WidgetId, Act)| {
        let find = || widgets.with_untracked(|all| all.iter().find(|row| row.id == key).cloned());
        let Some(widget) = find() else { return };
        match what {
            Act::Edit => editing.set(Some(Editing::Widget(Box::new(widget)))),
            Act::Step(step) => arranging.step(key, step),
            Act::Duplicate => {
                let copy = Widget { id: WidgetId(ids::new_id()), ..widget };
                put(&|all: &mut Vec<Widget>| {
                    let at = all.iter().position(|row| row.id == key).map_or(all.len(), |at| at + 1);
                    all.insert(at, copy.clone());
                });
            }
            Act::Remove => {
                put(&|all: &mut Vec<Widget>| all.retain(|row| row.id != key));
                dom::focus_soon("[data-dashboard-add]");
            }
        }
    });
    let keys = move || widgets.with(|all| all.iter().map(|row| row.id).collect::<Vec<_>>());
    let is_empty = Memo::new(move |_| widgets.with(Vec::is_empty));
    let gaps = Memo::new(move |_| {
        let all = widgets.get();
        let gap = |row: &Widget| understood(ui, row).err().map(|gaps| (row.id, title_of(row), gaps));
        all.iter().filter_map(gap).collect::<Vec<_>>()
    });
    let child = move |key: WidgetId| {
        let widget = Memo::new(move |before: Option<&Option<Widget>>| {
            let now = widgets.with(|all| all.iter().find(|row| row.id == key).cloned());
            // One that is about to go stays as it was until it is gone.
            now.or_else(|| before.cloned().flatten())
        });
        widget_view(sources, widget, key, arranging, is_arranging.into(), act)
    };
    let dialog = move || {
        editing.get().map(|editing| {
            let widget = match editing {
                Editing::New => None,
                Editing::Widget(widget) => Some(*widget),
            };
            let read = widget.as_ref().map(|row| untrack(|| understood(ui, row)));
            let is_understood = read.as_ref().is_none_or(Result::is_ok);
            // What is understood by now is no longer kept word for word.
            let widget = read.and_then(Result::ok).or(widget);
            editor::dialog(sources, widget, is_understood, done)
        })
    };
    let name = Signal::derive(move || {
        ui.store.track_catalogue();
        ui.store
            .with(|workspace| workspace.dashboards.get(id).map(|row| row.name.clone()).unwrap_or_default())
    });
    view! {
        <div class="dashboard-head">
            {title(ui, id, name)}
            <div class="report-tools">
                <button
                    type="button"
                    class="button"
                    data-dashboard-add=""
                    aria-haspopup="dialog"
                    on:click=move |_| editing.set(Some(Editing::New))
                >
                    {icon("plus")}
                    {texts.add_widget}
                </button>
                <button
                    type="button"
                    class="button"
                    data-dashboard-arrange=""
                    aria-pressed=move || is_arranging.get().to_string()
                    on:click=move |_| is_arranging.update(|is_arranging| *is_arranging = !*is_arranging)
                >
                    {icon("grip")}
                    {texts.arrange}
                </button>
                {menu(ui, id, name)}
            </div>
        </div>
        <p class="visually-hidden" id="widget-keys">
            {texts.arrange_hint}
        </p>
        {move || {
            is_empty
                .get()
                .then(|| view! { <p class="notice boxed dashboard-none" role="status">{icon("info")} <span>{texts.nothing_yet}</span></p> })
        }}
        {move || gaps::notice(gaps.get())}
        <ul class="widgets" data-arranging=move || is_arranging.get().then_some("")>
            <For each=keys key=|key| *key children=child/>
        </ul>
        {dialog}
    }
    .into_any()
}

/// A widget as it is understood now. Tracks what it may name.
pub(super) fn understood(ui: Ui, widget: &Widget) -> Result<Widget, Vec<gaps::Gap>> {
    ui.store.track_catalogue();
    ui.store.track_shape();
    ui.store.with(|workspace| gaps::read(workspace, widget))
}

/// What a widget is called.
pub(super) fn title_of(widget: &Widget) -> String {
    if !widget.title.is_empty() {
        return widget.title.clone();
    }
    let shows = Shows::parse(&widget.asked.shows);
    shows.map_or_else(|| widget.asked.shows.clone(), |shows| shows.title().to_owned())
}

/// The name, to be changed where it stands.
fn title(ui: Ui, id: DashboardId, name: Signal<String>) -> AnyView {
    let save = move |typed: String| {
        let patch = DashboardPatch::Name(typed);
        match ui.store.run(&Command::EditDashboard { dashboard: id, patch }) {
            Ok(done) => {
                ui.tell(&done);
                Ok(())
            }
            Err(refused) => Err(crate::text::rejection::explain(&refused)),
        }
    };
    let look =
        Look { speaks_for_itself: true, ..Look::new("dashboard-name", t().dashboards().name, name, "") };
    view! {
        <h2 class="dashboard-name">
            <InPlace
                look
                kind=Typed::Line
                value=Callback::new(move |()| name.get_untracked())
                save=Callback::new(save)
            />
        </h2>
    }
    .into_any()
}

fn menu(ui: Ui, id: DashboardId, name: Signal<String>) -> AnyView {
    let entries = Callback::new(move |()| {
        let texts = t().dashboards();
        let duplicate = move || {
            let copy = DashboardId(ids::new_id());
            let found = ui.store.with(|workspace| workspace.dashboards.live(id).cloned());
            let Some(row) = found else { return };
            let widgets =
                row.widgets.into_iter().map(|row| Widget { id: WidgetId(ids::new_id()), ..row }).collect();
            let name = free_name(ui, &fill(t().dashboards().copy_of, &[("name", &row.name)]));
            if ui.act(&Command::AddDashboard { id: copy, name, widgets }).is_some() {
                ui.go_to(Screen::Dashboard(copy));
            }
        };
        let remove = move || {
            if ui.act(&Command::RemoveDashboard { dashboard: id }).is_some() {
                ui.go_to(Screen::Dashboards);
            }
        };
        let first = move || {
            let before = ui.store.with(|workspace| workspace.dashboards_in_order().first().map(|row| row.id));
            ui.act(&Command::EditDashboard { dashboard: id, patch: DashboardPatch::Before(before) });
        };
        vec![
            MenuEntry::act("duplicate", texts.duplicate, duplicate),
            MenuEntry::act("arrow-up", texts.put_first, first),
            MenuEntry::act("print", t().insights_report().print, dom::print),
            MenuEntry::act("download", texts.save_file, move || carry::save(ui, id)),
            MenuEntry::Rule,
            MenuEntry::danger("trash", texts.remove, remove),
        ]
    });
    let label = Signal::derive(move || fill(t().dashboards().menu, &[("name", &name.get())]));
    view! {
        <MenuButton class="icon-button" label entries>
            {icon("more")}
        </MenuButton>
    }
    .into_any()
}
