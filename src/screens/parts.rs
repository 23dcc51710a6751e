//! The parts of the app that come in files of their own, and showing them once they are there.
//!
//! The board is what people open all day, so the first file holds the frame and the board and nothing that only other
//! screens need. The build cuts the rest out at the functions below (docs/decisions/0009-parts.md) and puts each part
//! into a file of its own. All of them are fetched as soon as the browser has nothing better to do, so a part is
//! hardly ever waited for; what is shown until it is there, and when it cannot be had, is below as well.

#![allow(unsafe_code, reason = "the macro that marks where to cut declares imports and exports")]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use sales::ids::{ContactId, DealId, OrganisationId, PersonId};
use sales::log::Kind;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
#[cfg(not(test))]
use wasm_split_helpers::wasm_split;

use super::backup::Keeper;
use super::deal::DealPanel;
use super::dialogs::Dialogs;
use super::first_run::{FirstRun, NewPipeline};
use super::forecast::ForecastScreen;
use super::goals::GoalsScreen;
use super::guide::{Chapter, GuideScreen};
use super::import::ImportScreen;
use super::insights::{DashboardsScreen, InsightsScreen};
use super::process::ProcessScreen;
use super::records::{
    ContactScreen, ContactsScreen, NurtureScreen, OrganisationScreen, OrganisationsScreen, PeopleScreen,
    PersonScreen,
};
use super::review::ReviewScreen;
use super::selection_bar::SelectionBar;
use super::settings::SettingsScreen;
use super::table::TableScreen;
use super::take_back;
use super::today::TodayScreen;
use crate::components::icon;
use crate::platform::dom;
use crate::route::Screen;
use crate::state::{Ui, backups};
use crate::text::t;

/// A part's view, or that its file could not be fetched.
type Part = Result<AnyView, SplitLoaderError>;

/// Declares a function at which the build cuts, and one that fetches the part the function is in. Tests are one file,
/// and everything is there from the start.
macro_rules! part {
    ($part:ident, $load:ident, fn $name:ident($($argument:ident: $type:ty),*) $view:block) => {
        #[cfg(not(test))]
        #[wasm_split($part, fallible, preload($load))]
        fn $name($($argument: $type),*) -> Part {
            Ok($view)
        }

        #[cfg(test)]
        async fn $load() -> Result<(), SplitLoaderError> {
            Ok(())
        }

        #[cfg(test)]
        async fn $name($($argument: $type),*) -> Part {
            Ok($view)
        }
    };
}

part!(
    over,
    load_panel,
    fn panel(id: DealId) {
        view! { <DealPanel id/> }.into_any()
    }
);
part!(
    over,
    load_dialogs,
    fn dialogs() {
        view! { <Dialogs/> }.into_any()
    }
);
part!(
    over,
    load_selection_bar,
    fn selection_bar_view(chosen: Callback<(), Vec<DealId>>, on_clear: Callback<()>) {
        view! { <SelectionBar chosen on_clear/> }.into_any()
    }
);
part!(
    start,
    load_first_run,
    fn first_run() {
        view! { <FirstRun/> }.into_any()
    }
);
part!(
    start,
    load_start,
    fn start() {
        view! { <NewPipeline/> }.into_any()
    }
);
part!(
    import,
    load_import,
    fn import() {
        view! { <ImportScreen/> }.into_any()
    }
);
part!(
    import,
    load_take_back,
    fn begin_taking_back(ui: Ui, kind: Kind) {
        take_back::begin(ui, kind);
        ().into_any()
    }
);
part!(
    over,
    load_keeper,
    fn begin_keeping(ui: Ui) {
        Keeper::get(ui);
        ().into_any()
    }
);
part!(
    settings,
    load_settings,
    fn settings(screen: Screen) {
        match screen {
            Screen::Settings(section) => view! { <SettingsScreen section/> }.into_any(),
            _ => view! { <ProcessScreen/> }.into_any(),
        }
    }
);
part!(
    guide,
    load_guide,
    fn guide() {
        view! { <GuideScreen/> }.into_any()
    }
);
part!(
    guide,
    load_help,
    fn help_view(chapter: Chapter, anchor: Option<web_sys::Element>, on_close: Callback<()>) {
        super::guide::help(chapter, anchor, on_close)
    }
);
part!(
    insights,
    load_insights,
    fn insights(screen: Screen) {
        match screen {
            Screen::Goals => view! { <GoalsScreen/> }.into_any(),
            Screen::Dashboards => view! { <DashboardsScreen id=None/> }.into_any(),
            Screen::Dashboard(id) => view! { <DashboardsScreen id=Some(id)/> }.into_any(),
            Screen::Review => view! { <ReviewScreen/> }.into_any(),
            Screen::Forecast => view! { <ForecastScreen/> }.into_any(),
            _ => view! { <InsightsScreen/> }.into_any(),
        }
    }
);
part!(
    insights,
    load_goal_mark,
    fn goal_mark_view() {
        super::goals::mark()
    }
);
part!(
    records,
    load_reminders,
    fn begin_reminding(ui: Ui) {
        super::reminders::begin(ui);
        ().into_any()
    }
);
part!(
    records,
    load_records,
    fn records(screen: Screen) {
        match screen {
            Screen::Today => view! { <TodayScreen/> }.into_any(),
            Screen::Nurture => view! { <NurtureScreen/> }.into_any(),
            Screen::People => view! { <PeopleScreen/> }.into_any(),
            Screen::Person(id) => person(id),
            Screen::Organisations => view! { <OrganisationsScreen/> }.into_any(),
            Screen::Organisation(id) => organisation(id),
            Screen::Contacts => view! { <ContactsScreen/> }.into_any(),
            Screen::Contact(id) => contact(id),
            _ => view! { <TableScreen/> }.into_any(),
        }
    }
);

fn person(id: PersonId) -> AnyView {
    view! { <PersonScreen id/> }.into_any()
}

fn organisation(id: OrganisationId) -> AnyView {
    view! { <OrganisationScreen id/> }.into_any()
}

fn contact(id: ContactId) -> AnyView {
    view! { <ContactScreen id/> }.into_any()
}

/// The panel of a deal.
pub(crate) fn deal_panel(id: DealId) -> AnyView {
    shown(load_panel, move || panel(id))
}

/// The open dialog, if one is.
pub(crate) fn open_dialog() -> AnyView {
    shown(load_dialogs, dialogs)
}

/// The bar over a screen as long as deals are ticked in it. `chosen` answers the ticked deals in the order of the screen,
/// `on_clear` takes all ticks away.
pub(crate) fn selection_bar(chosen: Callback<(), Vec<DealId>>, on_clear: Callback<()>) -> AnyView {
    let ui = Ui::get();
    let is_shown = Memo::new(move |_| ui.selection.with(|deals| !deals.is_empty()));
    let bar = move || shown(load_selection_bar, move || selection_bar_view(chosen, on_clear));
    (move || is_shown.get().then(bar)).into_any()
}

/// What a workspace without anything in it begins with.
pub(crate) fn welcome() -> AnyView {
    shown(load_first_run, first_run)
}

/// Any screen but the board.
pub(crate) fn screen(screen: Screen) -> AnyView {
    match screen {
        Screen::Settings(_) | Screen::Process => shown(load_settings, move || settings(screen)),
        Screen::Guide => shown(load_guide, guide),
        Screen::Import => shown(load_import, import),
        Screen::Insights
        | Screen::Goals
        | Screen::Dashboards
        | Screen::Dashboard(_)
        | Screen::Review
        | Screen::Forecast => shown(load_insights, move || insights(screen)),
        Screen::Start => shown(load_start, start),
        other => shown(load_records, move || records(other)),
    }
}

/// Goes on keeping a file on the disk up to date, where one is kept.
pub(crate) fn keep_file(ui: Ui) {
    if backups::has_kept_file(ui.store) {
        spawn_local(async move {
            // The next start tries again.
            if load_keeper().await.is_ok() {
                let _ = begin_keeping(ui).await;
            }
        });
    }
}

/// How far the goal of the present period is, once the browser has time for it; nothing as long as it is not there.
pub(crate) fn goal_mark() -> AnyView {
    let is_here = RwSignal::new(false);
    dom::when_idle(move || {
        spawn_local(async move {
            if load_goal_mark().await.is_ok() {
                // The board may be gone by now.
                let _ = is_here.try_set(true);
            }
        });
    });
    let mark = move || match at_once(pin!(goal_mark_view())) {
        Poll::Ready(Ok(view)) => view,
        _ => ().into_any(),
    };
    (move || is_here.get().then(mark)).into_any()
}

/// Fetches the texts of the guide, and sets `open` once they are here.
pub(crate) fn fetch_help(ui: Ui, open: RwSignal<bool>) {
    spawn_local(async move {
        if load_help().await.is_ok() {
            // The screen may be gone by now.
            let _ = open.try_set(true);
        } else {
            ui.warn(|| t().shell().part_missing);
        }
    });
}

/// What a chapter of the guide says, beside `anchor`. It is here once [`fetch_help`] says so.
pub(super) fn help(chapter: Chapter, anchor: Option<web_sys::Element>, on_close: Callback<()>) -> AnyView {
    match at_once(pin!(help_view(chapter, anchor, on_close))) {
        Poll::Ready(Ok(view)) => view,
        _ => ().into_any(),
    }
}

/// Reminds of what is due at a time, where that was asked for on this device.
pub(crate) fn remind(ui: Ui) {
    if super::reminders::is_wanted() {
        spawn_local(async move {
            if load_reminders().await.is_ok() {
                let _ = begin_reminding(ui).await;
            }
        });
    }
}

/// Undoes an import, or does it again.
pub(crate) fn take_back(ui: Ui, kind: Kind) {
    spawn_local(async move {
        let begun = load_take_back().await.is_ok() && begin_taking_back(ui, kind).await.is_ok();
        if !begun {
            ui.long_step.set(None);
            ui.warn(|| t().shell().part_missing);
        }
    });
}

/// Fetches every part that is not here yet, so that none is waited for later. One that cannot be had now is asked for
/// again when it is shown.
pub(crate) fn fetch_all() {
    spawn_local(async {
        let _ = load_panel().await;
        let _ = load_records().await;
        let _ = load_insights().await;
        let _ = load_settings().await;
        let _ = load_start().await;
        let _ = load_import().await;
        let _ = load_guide().await;
    });
}

/// How far a part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    OnItsWay,
    Here,
    Missing,
}

impl From<Result<(), SplitLoaderError>> for Stage {
    fn from(loaded: Result<(), SplitLoaderError>) -> Self {
        if loaded.is_ok() { Self::Here } else { Self::Missing }
    }
}

/// The view that `build` makes, as soon as its part is there.
fn shown<L, B>(load: fn() -> L, build: impl Fn() -> B + Send + 'static) -> AnyView
where
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
    B: Future<Output = Part>,
{
    let stage = RwSignal::new(Stage::OnItsWay);
    fetch(load, stage);
    let again = move |()| {
        stage.set(Stage::OnItsWay);
        fetch(load, stage);
    };
    (move || match stage.get() {
        Stage::OnItsWay => view! { <div class="part-coming" aria-busy="true"></div> }.into_any(),
        Stage::Here => match at_once(pin!(build())) {
            Poll::Ready(Ok(view)) => view,
            _ => missing(again),
        },
        Stage::Missing => missing(again),
    })
    .into_any()
}

/// Fetches a part and says in `stage` what came of it: before this returns, where the part is here already.
fn fetch<L>(load: fn() -> L, stage: RwSignal<Stage>)
where
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
{
    let mut loading = Box::pin(load());
    match at_once(loading.as_mut()) {
        Poll::Ready(loaded) => stage.set(loaded.into()),
        Poll::Pending => spawn_local(async move {
            let loaded = loading.await;
            // Who waited may have gone elsewhere in the meantime.
            let _ = stage.try_set(loaded.into());
        }),
    }
}

fn at_once<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// What stands in the place of a part that could not be fetched.
fn missing(again: impl Fn(()) + 'static) -> AnyView {
    let texts = t().shell();
    view! {
        <div class="notice bad" role="alert" data-notice="part-missing">
            {icon("warning")} <p>{texts.part_missing}</p>
            <button type="button" class="button" on:click=move |_| again(())>
                {texts.try_again}
            </button>
            <button type="button" class="button" on:click=move |_| dom::reload()>
                {t().storage().reload}
            </button>
        </div>
    }
    .into_any()
}
