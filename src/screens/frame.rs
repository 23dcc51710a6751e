//! The frame around every screen: navigation, dialogs, keys, and where notices and toasts stand.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::board::BoardScreen;
use super::notices::Notices;
use super::parts;
use super::pipeline_bar::{PipelineSwitcher, pipeline_name};
use super::toasts::Toasts;
use super::trail;
use crate::actions::{self, Begun, Found};
use crate::components::{Icon, MenuButton, MenuEntry, icon, step_out};
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::state::{Dialog, LongStep, SaveState, Theme, Ui, current_route};
use crate::text::t;

/// Everything that is in the page once the workspace is open.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let ui = Ui::get();
    follow_address(ui);
    follow_theme(ui);
    follow_keys(ui);
    follow_updates(ui);
    follow_long_steps(ui);
    dom::when_idle(move || {
        parts::fetch_all();
        parts::keep_file(ui);
        parts::remind(ui);
    });
    let has_dialog = Memo::new(move |_| ui.dialog.with(Option::is_some));
    // An import ends with a workspace that is empty no longer, on a screen that goes on as it was.
    let is_welcome = Memo::new(move |_| {
        ui.store.track_shape();
        let is_elsewhere =
            matches!(ui.route.with(|route| route.screen), Screen::Import | Screen::Settings(_));
        !is_elsewhere && ui.store.with(sales::model::Workspace::is_empty)
    });
    view! {
        <a
            class="skip-link visually-hidden"
            href="#main"
            on:click=|event| {
                // The address belongs to the screens; the jump is made by hand.
                event.prevent_default();
                dom::focus("#main");
            }
        >
            {t().shell().skip}
        </a>
        {move || {
            if is_welcome.get() {
                view! {
                    <main class="welcome" id="main" data-screen="first-run" tabindex="-1">
                        <Notices/>
                        {parts::welcome()}
                    </main>
                }
                    .into_any()
            } else {
                view! { <Home/> }.into_any()
            }
        }}
        <Toasts/>
        {move || has_dialog.get().then(parts::open_dialog)}
        <p class="visually-hidden" role="status" aria-live="assertive" data-announcer="">
            {move || {
                let announcement = ui.announcement.get();
                // A sentence that is said twice must differ, or it is not heard again.
                let mark = if announcement.number.is_multiple_of(2) { "" } else { "\u{200b}" };
                format!("{}{mark}", announcement.text)
            }}
        </p>
    }
}

/// Begins with steps of undo that take long: what does them is in a part of its own.
fn follow_long_steps(ui: Ui) {
    Effect::new(move || {
        if let Some(LongStep::Wanted(kind)) = ui.long_step.get() {
            ui.long_step.set(Some(LongStep::UnderWay(kind)));
            parts::take_back(ui, kind);
        }
    });
}

/// Navigation and the screen that the address names.
#[component]
fn Home() -> impl IntoView {
    let ui = Ui::get();
    let screen = Memo::new(move |_| ui.route.with(|route| route.screen));
    let deal = Memo::new(move |_| ui.route.with(|route| route.deal));
    // Another screen begins at its beginning: for the eyes, and for those who have it read to them.
    Effect::new(move |before: Option<Screen>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now) {
            dom::focus_soon("#main");
        }
        now
    });
    Effect::new(move || {
        let name = title_of(screen.get());
        let pipeline = pipeline_name(ui);
        dom::document().set_title(&[name, " · ", &pipeline, " · ", t().shell().app].concat());
    });
    view! {
        <div class="app" data-nav=move || if ui.rail.get() { "rail" } else { "full" }>
            <Sidebar/>
            <main
                class="main"
                id="main"
                tabindex="-1"
                data-screen=move || name_of(screen.get())
                data-panel=move || deal.get().map(|_| "")
            >
                <Notices/>
                {move || match screen.get() {
                    Screen::Board => view! { <BoardScreen/> }.into_any(),
                    other => parts::screen(other),
                }}
                {move || deal.get().map(parts::deal_panel)}
            </main>
            <TabBar/>
        </div>
    }
}

fn name_of(screen: Screen) -> &'static str {
    match screen {
        Screen::Today => "today",
        Screen::Board => "board",
        Screen::Table => "table",
        Screen::Nurture => "nurture",
        Screen::Insights => "insights",
        Screen::Dashboards => "dashboards",
        Screen::Dashboard(_) => "dashboard",
        Screen::Goals => "goals",
        Screen::Review => "review",
        Screen::Forecast => "forecast",
        Screen::People => "people",
        Screen::Person(_) => "person",
        Screen::Organisations => "organisations",
        Screen::Organisation(_) => "organisation",
        Screen::Contacts => "contacts",
        Screen::Contact(_) => "contact",
        Screen::Settings(_) => "settings",
        Screen::Process => "process",
        Screen::Guide => "guide",
        Screen::Import => "import",
        Screen::Start => "start",
    }
}

fn title_of(screen: Screen) -> &'static str {
    let texts = t().shell();
    match screen {
        Screen::Settings(_) => texts.settings,
        Screen::Process => texts.process,
        Screen::Guide => texts.guide,
        Screen::Import => texts.import,
        Screen::Start => texts.new_pipeline,
        screen => places()
            .into_iter()
            .find(|(place, ..)| is_at(*place, screen))
            .map_or(texts.app, |(.., name)| name),
    }
}

/// The screens of the navigation: icon, name, and which screens count as it.
fn places() -> [(Screen, Icon, &'static str); 11] {
    let texts = t().shell();
    [
        (Screen::Today, "task", t().today().today),
        (Screen::Board, "board", texts.board),
        (Screen::Table, "table", texts.table),
        (Screen::Review, "sparkles", texts.review),
        (Screen::Nurture, "nurture", texts.nurture),
        (Screen::Insights, "chart", texts.insights),
        (Screen::Goals, "flag", t().goals().goals),
        (Screen::Forecast, "forecast", texts.forecast),
        (Screen::Organisations, "organisation", texts.organisations),
        (Screen::Contacts, "contact", texts.contacts),
        (Screen::People, "people", texts.people),
    ]
}

fn is_at(place: Screen, screen: Screen) -> bool {
    match screen {
        Screen::Person(_) => place == Screen::People,
        Screen::Organisation(_) => place == Screen::Organisations,
        Screen::Contact(_) => place == Screen::Contacts,
        Screen::Dashboards | Screen::Dashboard(_) => place == Screen::Insights,
        Screen::Settings(_) => matches!(place, Screen::Settings(_)),
        screen => place == screen,
    }
}

#[component]
fn Sidebar() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().shell();
    let link = move |(place, name, text): (Screen, Icon, &'static str)| {
        let current = move || ui.route.with(|route| is_at(place, route.screen)).then_some("page");
        view! {
            <li>
                <a class="nav-item" href=Route::to(place).href() aria-current=current title=text>
                    {icon(name)}
                    <span class="truncate rail-hide">{text}</span>
                </a>
            </li>
        }
    };
    let (deals, directory) = (places()[..8].to_vec(), places()[8..].to_vec());
    view! {
        <header class="sidebar">
            <div class="brand">
                <svg class="brand-mark" aria-hidden="true">
                    <use href="icons.svg#i-mark"></use>
                </svg>
                <span class="rail-hide">{texts.app}</span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || if ui.rail.get() { texts.expand } else { texts.collapse }
                    on:click=move |_| actions::toggle_rail(ui)
                >
                    {icon("sidebar")}
                </button>
            </div>
            <PipelineSwitcher/>
            <nav class="nav" aria-label=texts.main_navigation>
                <ul class="nav">{deals.into_iter().map(link).collect_view()}</ul>
                <h2 class="nav-heading rail-hide">{texts.directory}</h2>
                <ul class="nav">{directory.into_iter().map(link).collect_view()}</ul>
            </nav>
            <div class="sidebar-foot">
                <SaveLine/>
                <span class="spacer rail-hide"></span>
                <a
                    class="icon-button"
                    href=Route::to(Screen::Guide).href()
                    aria-label=texts.guide
                    title=texts.guide
                    aria-current=move || {
                        ui.route.with(|route| route.screen == Screen::Guide).then_some("page")
                    }
                >
                    {icon("help")}
                </a>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=texts.keys
                    title=texts.keys
                    on:click=move |_| ui.open(Dialog::Keys)
                >
                    {icon("keyboard")}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=texts.command_palette
                    title=texts.command_palette
                    on:click=move |_| ui.open(Dialog::Palette)
                >
                    {icon("command")}
                </button>
                <a
                    class="icon-button"
                    href=Route::to(Screen::Settings(Section::default())).href()
                    aria-label=texts.settings
                    title=texts.settings
                    aria-current=move || {
                        ui.route.with(|route| matches!(route.screen, Screen::Settings(_))).then_some("page")
                    }
                >
                    {icon("settings")}
                </a>
            </div>
        </header>
    }
    .into_any()
}

/// Whether everything is saved.
#[component]
pub(crate) fn SaveLine() -> impl IntoView {
    let ui = Ui::get();
    let state = ui.store.save_state;
    let look = move || match state.get() {
        SaveState::Saved => ("saved", "check", t().storage().saved),
        SaveState::Saving => ("saving", "spinner", t().storage().saving),
        SaveState::Failed(_) => ("failed", "warning", t().storage().not_saved),
    };
    view! {
        <p class="save-state rail-hide" role="status" data-state=move || look().0>
            {move || icon(look().1)}
            <span class="truncate">{move || look().2}</span>
        </p>
    }
    .into_any()
}

#[component]
fn TabBar() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().shell();
    let link = move |place: Screen, name: Icon, text: &'static str| {
        let current = move || ui.route.with(|route| is_at(place, route.screen)).then_some("page");
        view! {
            <li>
                <a class="tabbar-item" href=Route::to(place).href() aria-current=current>
                    {icon(name)}
                    <span class="truncate">{text}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabbar" aria-label=texts.main_navigation>
            <ul class="tabbar-list">
                {link(Screen::Today, "task", t().today().today)} {link(Screen::Board, "board", texts.board)}
                <li>
                    <button
                        type="button"
                        class="tabbar-item tabbar-new"
                        aria-label=texts.new_deal
                        on:click=move |_| ui.open(Dialog::NewDeal(None))
                    >
                        {icon("plus")}
                    </button>
                </li>
                {link(Screen::Table, "table", texts.table)}
                <li>
                    <MenuButton
                        class="tabbar-item"
                        label=Signal::stored(t().common().more.to_owned())
                        entries=Callback::new(move |()| more_places(ui))
                    >
                        {icon("more")}
                        <span class="truncate">{t().common().more}</span>
                    </MenuButton>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}

fn more_places(ui: Ui) -> Vec<MenuEntry> {
    let texts = t().shell();
    vec![
        MenuEntry::act("chart", texts.insights, move || ui.go_to(Screen::Insights)),
        MenuEntry::act("flag", t().goals().goals, move || ui.go_to(Screen::Goals)),
        MenuEntry::act("sparkles", texts.review, move || ui.go_to(Screen::Review)),
        MenuEntry::act("forecast", texts.forecast, move || ui.go_to(Screen::Forecast)),
        MenuEntry::act("nurture", texts.nurture, move || ui.go_to(Screen::Nurture)),
        MenuEntry::act("organisation", texts.organisations, move || ui.go_to(Screen::Organisations)),
        MenuEntry::act("contact", texts.contacts, move || ui.go_to(Screen::Contacts)),
        MenuEntry::act("people", texts.people, move || ui.go_to(Screen::People)),
        MenuEntry::act("upload", texts.import, move || ui.go_to(Screen::Import)),
        MenuEntry::act("settings", texts.settings, move || ui.go_to(Screen::Settings(Section::default()))),
        MenuEntry::act("help", texts.guide, move || ui.go_to(Screen::Guide)),
        MenuEntry::Rule,
        MenuEntry::act("undo", t().common().undo, move || ui.undo(None)),
        MenuEntry::act("redo", t().common().redo, move || ui.redo()),
        MenuEntry::act("search", texts.command_palette, move || ui.open(Dialog::Palette)),
    ]
}

fn follow_address(ui: Ui) {
    let say_broken = move || ui.warn(|| t().shell().broken_link);
    trail::arrive();
    let changed = window_event_listener(leptos::ev::hashchange, move |_| {
        let step = trail::step();
        // The way back out of a dialog leads to the screen below it: the address stays.
        if step != 0 && step_out() {
            return trail::go(-step);
        }
        trail::arrive();
        let route = current_route();
        if route.broken {
            say_broken();
        }
        ui.follow(route);
    });
    on_cleanup(move || changed.remove());
    if ui.route.with_untracked(|route| route.broken) {
        say_broken();
    }
}

fn follow_theme(ui: Ui) {
    Effect::new(move || {
        let Some(html) = dom::document().document_element() else { return };
        let _ = match ui.theme.get() {
            Theme::System => html.remove_attribute("data-theme"),
            Theme::Light => html.set_attribute("data-theme", "light"),
            Theme::Dark => html.set_attribute("data-theme", "dark"),
        };
    });
}

fn follow_updates(ui: Ui) {
    let waiting = window_event_listener(
        leptos::ev::Custom::<web_sys::CustomEvent>::new("fairlead-update"),
        move |_| {
            ui.update_waiting.set(true);
        },
    );
    on_cleanup(move || waiting.remove());
    let told = dom::document().document_element().and_then(|html| html.get_attribute("data-update"));
    if told.as_deref() == Some("ready") {
        ui.update_waiting.set(true);
    }
}

fn follow_keys(ui: Ui) {
    let before = StoredValue::new(Begun::default());
    let pressed = window_event_listener(leptos::ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() || event.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let modifier = event.ctrl_key() || event.meta_key();
        let is_palette = modifier && event.key().eq_ignore_ascii_case("k");
        // A dialog has its own keys, one of a screen's own too.
        let is_modal = ui.dialog.with_untracked(Option::is_some) || dom::query("dialog[open]").is_some();
        if is_modal || (dom::is_typing(target.as_ref()) && !is_palette) {
            return;
        }
        let chord = actions::chord(&event.key(), modifier, event.shift_key());
        let at = event.time_stamp();
        let keys = before.try_update_value(|begun| begun.take(at)).unwrap_or_default();
        match actions::find(&keys, &chord) {
            Found::Action(action) => {
                if (action.enabled)(ui) {
                    event.prevent_default();
                    (action.run)(ui);
                }
            }
            Found::Prefix => before.set_value(Begun::new(chord, at)),
            Found::Nothing => {}
        }
    });
    on_cleanup(move || pressed.remove());
}
