//! Dashboards: pages of widgets that a team puts together, each with a question of its own.

mod arrange;
mod carry;
mod chosen;
mod content;
mod editor;
mod gaps;
mod shows;
mod sources;
mod starters;

use leptos::prelude::*;
use sales::decide::{Command, DashboardPatch};
use sales::ids::{DashboardId, WidgetId};
use sales::model::Widget;

use self::arrange::{Arranging, Step};
use self::shows::Shows;
use self::sources::Sources;
use super::question::Question;
use super::{drill, ways};
use crate::components::{InPlace, Look, MenuButton, MenuEntry, Tab, Typed, icon};
use crate::platform::{dom, ids};
use crate::route::{Route, Screen};
use crate::screens::help::help;
use crate::state::Ui;
use crate::text::{fill, t};

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

/// What is edited.
#[derive(Debug, Clone, PartialEq)]
enum Editing {
    New,
    Widget(Box<Widget>),
}

/// A dashboard.
#[component]
fn Board(sources: Sources, id: DashboardId) -> impl IntoView {
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
fn understood(ui: Ui, widget: &Widget) -> Result<Widget, Vec<gaps::Gap>> {
    ui.store.track_catalogue();
    ui.store.track_shape();
    ui.store.with(|workspace| gaps::read(workspace, widget))
}

/// What a widget is called.
fn title_of(widget: &Widget) -> String {
    if !widget.title.is_empty() {
        return widget.title.clone();
    }
    let shows = Shows::parse(&widget.asked.shows);
    shows.map_or_else(|| widget.asked.shows.clone(), |shows| shows.title().to_owned())
}

/// What is done to a widget from its menu.
#[derive(Debug, Clone, Copy)]
enum Act {
    Edit,
    Step(Step),
    Duplicate,
    Remove,
}

fn widget_view(
    sources: Sources,
    widget: Memo<Option<Widget>>,
    key: WidgetId,
    arranging: Arranging,
    is_arranging: Signal<bool>,
    act: Callback<(WidgetId, Act)>,
) -> AnyView {
    let name =
        Signal::derive(move || widget.with(|widget| widget.as_ref().map(title_of).unwrap_or_default()));
    let size = Memo::new(move |_| {
        let sizing = arranging.sizing.get().filter(|row| row.0 == key).map(|row| (row.1, row.2));
        sizing
            .or_else(|| widget.with(|widget| widget.as_ref().map(|row| (row.columns, row.rows))))
            .unwrap_or((1, 1))
    });
    let landing = move || {
        arranging
            .landing
            .get()
            .filter(|row| row.0 == key)
            .map(|(_, is_behind)| if is_behind { "behind" } else { "before" })
    };
    // What is shown is made anew when something else is asked, and not when it gets another place or width.
    let asked = Memo::new(move |_| {
        widget.with(|widget| widget.as_ref().map(|row| Widget { columns: 1, ..row.clone() }))
    });
    let read = Memo::new(move |_| asked.get().map(|widget| understood(sources.ui, &widget)));
    let edit = Callback::new(move |()| act.run((key, Act::Edit)));
    let content = move || {
        read.get().map(|read| match read {
            Ok(widget) => content::content(sources, &widget),
            Err(gaps) => gaps::view(&gaps, edit),
        })
    };
    let words = move || {
        let widget = read.get().and_then(Result::ok);
        widget.map(|widget| content::asked_in_words(sources, &widget)).unwrap_or_default()
    };
    let entries = Callback::new(move |()| {
        let texts = t().dashboards();
        let run = move |what| move || act.run((key, what));
        let (columns, rows) = size.get_untracked();
        vec![
            MenuEntry::act("edit", texts.edit_widget, run(Act::Edit)),
            MenuEntry::act("duplicate", texts.duplicate, run(Act::Duplicate)),
            MenuEntry::Rule,
            MenuEntry::act("arrow-up", texts.earlier, run(Act::Step(Step::Earlier))),
            MenuEntry::act("arrow-down", texts.later, run(Act::Step(Step::Later))),
            MenuEntry::act(
                "chevron-right",
                texts.wider,
                run(Act::Step(Step::Size(columns.saturating_add(1), rows))),
            ),
            MenuEntry::act(
                "chevron-left",
                texts.narrower,
                run(Act::Step(Step::Size(columns.saturating_sub(1), rows))),
            ),
            MenuEntry::act(
                "chevron-down",
                texts.taller,
                run(Act::Step(Step::Size(columns, rows.saturating_add(1)))),
            ),
            MenuEntry::act(
                "chevron-up",
                texts.shorter,
                run(Act::Step(Step::Size(columns, rows.saturating_sub(1)))),
            ),
            MenuEntry::Rule,
            MenuEntry::danger("trash", texts.remove_widget, run(Act::Remove)),
        ]
    });
    let label = Signal::derive(move || fill(t().dashboards().widget_menu, &[("title", &name.get())]));
    let bar = move || {
        is_arranging.get().then(|| {
            view! {
                <div class="widget-bar">
                    {arranging.grip(key, name)}
                    <span class="truncate" dir="auto">{name}</span>
                    <span class="spacer"></span>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || fill(t().dashboards().edit_named, &[("title", &name.get())])
                        title=t().dashboards().edit_widget
                        aria-haspopup="dialog"
                        on:click=move |_| act.run((key, Act::Edit))
                    >
                        {icon("edit")}
                    </button>
                    <MenuButton class="icon-button" label entries>
                        {icon("more")}
                    </MenuButton>
                </div>
            }
        })
    };
    view! {
        <li
            class="widget"
            tabindex="-1"
            data-widget=key.to_string()
            data-shows=move || widget.with(|widget| widget.as_ref().map(|row| row.asked.shows.clone()))
            data-columns=move || size.get().0.to_string()
            data-rows=move || size.get().1.to_string()
            data-landing=landing
            aria-label=name
        >
            {bar}
            <div class="widget-content">{content}</div>
            <p class="widget-asked muted">{words}</p>
            {move || is_arranging.get().then(|| arranging.corner(key))}
        </li>
    }
    .into_any()
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

/// The way to the dashboards, among those to look at the figures.
pub(super) fn way(ui: Ui) -> Tab {
    let is_here =
        move || ui.route.with(|route| matches!(route.screen, Screen::Dashboards | Screen::Dashboard(_)));
    Tab::new(t().dashboards().dashboards, || Route::to(Screen::Dashboards).href(), is_here)
}
