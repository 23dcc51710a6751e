//! The insights: where the pipeline leaks, and how fast it flows.
//!
//! [`State`] keeps the core's columns in step with the workspace and makes a [`Report`](state::Report) of all figures in
//! one go. What stands in the charts and tables is made from it by pure functions; the views only show it.

mod ask;
mod charts;
mod drill;
mod faults;
mod findings;
mod grid;
mod question;
mod section;
mod state;
mod tables;
mod tile;
mod tiles;
mod writing;

use leptos::prelude::*;

use self::state::State;
use super::filters::FilterBar;
use super::pipeline_bar::{deals_bar, first_steps};
use crate::components::icon;
use crate::state::Ui;
use crate::text::t;

/// The figures of the pipeline.
#[component]
pub(crate) fn InsightsScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = State::new(ui);
    let has_deals = Memo::new(move |_| state.report.with(|report| report.has_deals));
    let body = move || {
        if has_deals.get() {
            view! {
                {ask::bar(state)}
                {findings::section(state)}
                {tile::section(state)}
                {section::charts(state)}
            }
            .into_any()
        } else {
            empty(ui)
        }
    };
    view! {
        {deals_bar(ui, ().into_any())}
        <FilterBar/>
        <div class="screen insights-screen">
            <div class="insights">{body}</div>
        </div>
        {drill::dialog(state)}
    }
    .into_any()
}

fn empty(ui: Ui) -> AnyView {
    let texts = t().insights();
    view! {
        <section class="empty">
            <span class="empty-icon">{icon("chart")}</span>
            <h2>{texts.empty_title}</h2>
            <p>{texts.empty_text}</p>
            {first_steps(ui)}
        </section>
    }
    .into_any()
}
