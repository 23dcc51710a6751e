//! The insights: where the pipeline leaks, and how fast it flows.
//!
//! [`State`] keeps the core's columns in step with the workspace and makes a [`Report`](state::Report) of all figures in
//! one go. What stands in the charts and tables is made from it by pure functions; the views only show it.

mod ask;
mod breakdown;
mod charts;
mod columns;
mod compare;
mod contrast;
mod dashboards;
mod drill;
mod faults;
mod findings;
mod grid;
mod groupings;
mod lines;
mod mend;
mod order;
mod pair;
mod question;
mod replay;
mod said;
mod saved;
mod section;
mod source;
mod state;
mod tables;
mod tile;
mod tiles;
mod workload;
mod writing;

use std::mem::discriminant;

use leptos::prelude::*;

use self::breakdown::Breakdown;
use self::contrast::Contrast;
pub(crate) use self::dashboards::DashboardsScreen;
use self::question::{Question, View};
use self::state::State;
use super::filters::FilterBar;
use super::pipeline_bar::{deals_bar, first_steps};
use crate::components::{Tab, icon, tabs};
use crate::platform::dom;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::t;

/// The figures of the pipeline.
#[component]
pub(crate) fn InsightsScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = State::new(ui);
    let has_deals = Memo::new(move |_| state.report.with(|report| report.has_deals));
    // Another kind of view is built anew; one that only asks something else goes on.
    let shown = Memo::new_with_compare(
        move |_| state.question().view,
        |known: Option<&View>, view: Option<&View>| known.map(discriminant) != view.map(discriminant),
    );
    let body = move || {
        if has_deals.get() {
            let headed = |name: &'static str, content: AnyView| {
                view! {
                    <h2 class="visually-hidden">{name}</h2>
                    {content}
                }
                .into_any()
            };
            let content = move || match shown.get() {
                View::Compare(_) => headed(t().insights_compare().compare, compare::section(state)),
                View::Report(_) => headed(t().insights_report().report, breakdown::section(state)),
                View::Replay => headed(t().insights_replay().replay, replay::section(state)),
                View::Overview => view! {
                    {findings::section(state)}
                    {tile::section(state)}
                    {section::charts(state)}
                }
                .into_any(),
            };
            view! {
                {ways(ui, Signal::derive(move || Some(shown.get())), Signal::derive(move || state.question()))}
                {ask::bar(state)}
                {content}
            }
            .into_any()
        } else {
            empty(ui)
        }
    };
    // What another view shows is read from its beginning, also where one came to it from below.
    Effect::new(move |known: Option<()>| {
        shown.track();
        if let (Some(()), Some(screen)) = (known, dom::query(".insights-screen")) {
            screen.set_scroll_top(0);
        }
    });
    view! {
        {deals_bar(ui, ().into_any())}
        <FilterBar/>
        <div class="screen insights-screen">
            <div class="insights" data-view=move || shown.get().name()>
                {body}
            </div>
        </div>
        {drill::dialog(state)}
    }
    .into_any()
}

/// The ways to look at the figures.
fn ways(ui: Ui, shown: Signal<Option<View>>, question: Signal<Question>) -> AnyView {
    let texts = t().insights_compare();
    let way = move |view: View, name: &'static str| {
        let href = move || {
            let question = Question { view, ..question.get() }.write();
            let (pipeline, query) = ui.route.with(|route| (route.pipeline, route.query.clone()));
            Route { pipeline, query, question, ..Route::to(Screen::Insights) }.href()
        };
        let is_here = move || shown.get().is_some_and(|shown| discriminant(&shown) == discriminant(&view));
        Tab::new(name, href, is_here)
    };
    let ways = [
        way(View::Overview, texts.overview),
        way(View::Compare(Contrast::default()), texts.compare),
        way(View::Report(Breakdown::default()), t().insights_report().report),
        way(View::Replay, t().insights_replay().replay),
        dashboards::way(ui),
    ];
    tabs(texts.views, ways)
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
