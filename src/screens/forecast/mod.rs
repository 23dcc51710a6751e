//! The forecast: what months and quarters will bring, where that comes from, and what would change it.

mod accuracy;
mod asked;
mod basis;
mod chart;
mod choices;
mod deals;
mod figures;
mod state;
mod what_if;

use leptos::prelude::*;

use self::asked::{Asked, View};
use self::state::{Progress, State};
use super::help::help;
use super::pipeline_bar::first_steps;
use crate::components::{Tab, icon, small_icon, tabs};
use crate::route::Route;
use crate::state::Ui;
use crate::text::t;

/// What coming months and quarters will bring.
#[component]
pub(crate) fn ForecastScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = State::new(ui);
    let has_deals = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.with(|workspace| workspace.deals.iter().next().is_some())
    });
    let view = Memo::new(move |_| state.asked.get().view);
    let content = move || match view.get() {
        View::Accuracy => accuracy::section(state),
        View::Outlook => outlook(state),
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().shell().forecast}</span>
            </h1>
            {help(ui)}
        </header>
        <div class="screen">
            <div class="forecast">
                {move || {
                    if has_deals.get() {
                        view! {
                            {views(state, view)}
                            {content}
                        }
                            .into_any()
                    } else {
                        empty(ui)
                    }
                }}
            </div>
        </div>
    }
    .into_any()
}

fn outlook(state: State) -> AnyView {
    let is_here = Memo::new(move |_| state.data.with(Option::is_some));
    view! {
        {choices::bar(state)}
        {working(state)}
        {move || {
            is_here
                .get()
                .then(|| {
                    view! {
                        {figures::section(state)}
                        {chart::section(state)}
                        {what_if::section(state)}
                        {basis::section(state)}
                    }
                })
        }}
    }
    .into_any()
}

/// That it is being worked out, or that it could not be.
fn working(state: State) -> AnyView {
    let texts = t().forecast();
    let said = move || match state.progress.get() {
        Progress::Stopped => view! {
            <div class="notice bad boxed" role="alert" data-notice="forecast-stopped">
                {icon("warning")} <p>{texts.stopped}</p>
                <button type="button" class="button" on:click=move |_| state.refresh()>
                    {t().shell().try_again}
                </button>
            </div>
        }
        .into_any(),
        Progress::UnderWay if state.data.with(Option::is_none) => view! {
            <p class="notice boxed" role="status" aria-busy="true" data-notice="forecast-learning">
                {small_icon("spinner")} <span>{texts.learning}</span>
            </p>
        }
        .into_any(),
        Progress::UnderWay | Progress::Here => ().into_any(),
    };
    said.into_any()
}

/// The ways to look at it.
fn views(state: State, shown: Memo<View>) -> AnyView {
    let texts = t().forecast();
    let way = move |view: View, name: &'static str| {
        let href = move || {
            let question = Asked { view, ..state.asked.get() }.write();
            state.ui.route.with(|route| Route { question, ..route.clone() }.href())
        };
        Tab::new(name, href, move || shown.get() == view)
    };
    tabs(texts.views, [way(View::Outlook, texts.outlook), way(View::Accuracy, texts.accuracy)])
}

fn empty(ui: Ui) -> AnyView {
    let texts = t().forecast();
    view! {
        <section class="empty">
            <span class="empty-icon">{icon("forecast")}</span>
            <h2>{texts.empty_title}</h2>
            <p>{texts.empty_text}</p>
            {first_steps(ui)}
        </section>
    }
    .into_any()
}
