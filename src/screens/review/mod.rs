//! Review (巡检): the regular clean-up of what is stalled or overdue, one by one or in bulk, and what came of it.

mod end;
mod habit;
mod kept;
mod list;
mod one;
mod plan;
mod reasons;
mod state;

use leptos::prelude::*;
use sales::decide::Command;

use self::kept::INTERVALS;
use self::state::{State, VIEWS, View};
use super::help::help;
use super::pipeline_bar::{first_steps, pipeline_menu, pipeline_name};
use crate::components::{MenuButton, Tab, icon, select, small_icon, tabs};
use crate::platform::intl::{self, Length};
use crate::state::Ui;
use crate::text::{fill, t};

/// The stalled and overdue deals of the pipeline.
#[component]
pub(crate) fn ReviewScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = State::new(ui);
    let has_deals = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.with(|workspace| workspace.deals.iter().next().is_some())
    });
    let is_clean = Memo::new(move |_| state.sheet.with(|sheet| sheet.all == 0 && sheet.snoozed == 0));
    let is_done = Memo::new(move |_| state.ended.get() || state.sheet.with(|sheet| sheet.queue.is_empty()));
    let content = move || match (has_deals.get(), state.view.get()) {
        (false, _) => empty(state),
        (true, View::Habit) => habit::section(state),
        (true, _) if is_clean.get() => empty(state),
        (true, view) => view_of(state, view, is_done),
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().shell().review}</span>
                <span class="topbar-count num" data-metric="review.waiting" data-value=move || state.sheet.with(|sheet| sheet.queue.len()).to_string()>
                    {move || intl::count(state.sheet.with(|sheet| sheet.queue.len()))}
                </span>
            </h1>
            {help(ui)}
            <div class="topbar-actions">{pipelines(ui)}</div>
        </header>
        <div class="screen">
            <div class="review" data-view=move || state.view.get().write()>
                {views(state)}
                {content}
            </div>
        </div>
        {list::bar(state)}
    }
    .into_any()
}

/// The deals to decide about, or what came of them.
fn view_of(state: State, view: View, is_done: Memo<bool>) -> AnyView {
    let content = move || {
        if is_done.get() {
            end::section(state)
        } else if view == View::List {
            list::section(state)
        } else {
            one::section(state)
        }
    };
    view! {
        {summary(state)}
        {content}
        {foot(state)}
    }
    .into_any()
}

/// The pipelines to choose from, where there are several.
fn pipelines(ui: Ui) -> AnyView {
    let several = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.pipelines.iter().filter(|row| !row.archived).nth(1).is_some())
    });
    let label = Signal::derive(move || [t().shell().choose_pipeline, ": ", &pipeline_name(ui)].concat());
    let menu = move || {
        several.get().then(|| {
            view! {
                <MenuButton class="button" label entries=pipeline_menu(ui)>
                    {icon("stage")}
                    <span class="truncate" dir="auto">
                        {move || pipeline_name(ui)}
                    </span>
                    {small_icon("chevron-down")}
                </MenuButton>
            }
        })
    };
    menu.into_any()
}

/// The ways to look at it.
fn views(state: State) -> AnyView {
    let texts = t().review();
    let way = move |(view, _): (View, &str)| {
        let name = match view {
            View::One => texts.one,
            View::List => texts.list,
            View::Habit => texts.habit,
        };
        Tab::new(name, move || state.href(view), move || state.view.get() == view)
    };
    tabs(texts.views, VIEWS.map(way))
}

/// How many there are, and what hangs on them.
fn summary(state: State) -> AnyView {
    let texts = t().review();
    let content = move || {
        let sheet = state.sheet.get();
        let found = sheet.suspects.len();
        let currency = state.ui.store.with(|workspace| workspace.settings.currency);
        let worth = match sheet.at_stake.total() {
            Ok(minor) => {
                let amount = intl::amount(minor, currency, Length::Compact);
                let said = fill(texts.at_stake, &[("amount", &amount)]);
                view! {
                    <span data-metric="review.at-stake" data-value=minor.to_string()>
                        {said}
                    </span>
                }
                .into_any()
            }
            Err(_) => view! { <span>{t().common().no_rate}</span> }.into_any(),
        };
        view! {
            <p class="review-found">
                <strong data-metric="review.found" data-value=found.to_string()>
                    {texts.found.with(found, &[("open", &intl::count(sheet.open))])}
                </strong>
                {worth}
            </p>
        }
    };
    content.into_any()
}

/// What is snoozed, and when the next review is due.
fn foot(state: State) -> AnyView {
    let texts = t().review();
    let snoozed = Memo::new(move |_| state.sheet.with(|sheet| sheet.snoozed));
    let line = move || {
        (snoozed.get() > 0).then(|| {
            view! {
                <p class="review-snoozed" data-metric="review.snoozed" data-value=move || snoozed.get().to_string()>
                    {small_icon("clock")}
                    <span>{move || texts.snoozed.of(snoozed.get())}</span>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| state.bring_back()
                    >
                        {texts.bring_all}
                    </button>
                </p>
            }
        })
    };
    view! {
        <footer class="review-foot">
            {line}
            {reminder(state)}
        </footer>
    }
    .into_any()
}

/// When the last review was, and how often one is wanted.
fn reminder(state: State) -> AnyView {
    let texts = t().review();
    let every = Memo::new(move |_| state.reminder.get().every.unwrap_or(0));
    let options = move || {
        // Another interval may have come with a copy of the workspace.
        let other = Some(every.get()).filter(|days| !INTERVALS.contains(days));
        let row = |days: u16| {
            let name = match days {
                0 => texts.remind_never.to_owned(),
                days => texts.remind_every.of(usize::from(days)),
            };
            (days.to_string(), name)
        };
        other.into_iter().chain(INTERVALS).map(row).collect::<Vec<_>>()
    };
    let options = Signal::derive(options);
    let chosen = Signal::derive(move || every.get().to_string());
    let set = move |days: String| {
        if let (Ok(days), Some(pipeline)) = (days.parse(), state.ui.pipeline()) {
            state.ui.act(&Command::SetReviewDays { pipeline, days: Some(days) });
        }
    };
    let last = move || match state.reminder.get().last {
        Some(day) => fill(texts.last, &[("day", &intl::day(day))]),
        None => texts.never.to_owned(),
    };
    view! {
        <div class="review-remind">
            <span data-part="last-review">{last}</span>
            <label for="review-every">{texts.remind}</label>
            {select("review-every", None, options, chosen, set)}
        </div>
    }
    .into_any()
}

/// Nothing is stalled; or there is no deal at all.
fn empty(state: State) -> AnyView {
    let texts = t().review();
    let has_deals = state.ui.store.with(|workspace| workspace.deals.iter().next().is_some());
    view! {
        <section class="empty" data-part="clean">
            <span class="empty-icon">{icon("check")}</span>
            <h2>{texts.empty_title}</h2>
            <p>{texts.empty_text}</p>
            {(!has_deals).then(|| first_steps(state.ui))}
        </section>
        {has_deals.then(|| reminder(state))}
    }
    .into_any()
}
