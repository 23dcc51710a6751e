//! A chart: its title and menu, the drawing, and the table of its figures behind it.
//!
//! The drawing is for those who see it; the table says the same to everybody else. It is always there, and takes the place
//! of the drawing where somebody prefers it or the drawing cannot be had.

mod plot;
mod table;

use charts::{Counted, Input, Pick};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use self::plot::{Drawn, Plot};
use super::{MenuButton, MenuEntry, icon};
use crate::platform::{dom, file, theme};
use crate::text::t;

/// How far a drawing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The library is on its way.
    Loading,
    /// The library is here.
    Here,
    /// The chart is on the screen.
    Drawn,
    /// The library or the browser cannot do it.
    Missing,
}

/// What is seen, as `data-state` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    TooFew,
    Chart(Stage),
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooFew => "too-few",
            Self::Chart(Stage::Loading | Stage::Here) => "loading",
            Self::Chart(Stage::Drawn) => "drawn",
            Self::Chart(Stage::Missing) => "missing",
        }
    }

    fn is_chart(self) -> bool {
        matches!(self, Self::Chart(_))
    }
}

/// A chart with everything around it.
#[component]
pub(crate) fn Chart(
    /// What it is called by tests and links, in `data-chart`: `funnel`, `time-in-stage`.
    name: &'static str,
    /// Its title; the names of its files as well.
    #[prop(into)]
    title: Signal<String>,
    /// What it shows.
    #[prop(into)]
    input: Signal<Input>,
    /// A sentence on what it is for.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// What stands in the place of a chart without anything in it, where there is something better to say than that.
    #[prop(optional, into)]
    empty: MaybeProp<String>,
    /// Hears what is pressed, in the drawing and in the table.
    #[prop(optional)]
    on_select: Option<Callback<Pick>>,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Loading);
    let state = Memo::new(move |_| match &*input.read() {
        Input::Empty => State::Empty,
        Input::TooFew { .. } => State::TooFew,
        Input::Ready(_) => State::Chart(stage.get()),
    });
    let figure = NodeRef::<html::Figure>::new();
    let left_out = Memo::new(move |_| input.with(Input::left_out));
    let is_chart = Memo::new(move |_| state.get().is_chart());
    let prefers_table = RwSignal::new(false);
    let is_missing = Memo::new(move |_| state.get() == State::Chart(Stage::Missing));
    let shows_table = Memo::new(move |_| prefers_table.get() || is_missing.get());
    let sort = RwSignal::new(None);
    let drawn: Drawn = StoredValue::new_local(None);
    let not_saved = RwSignal::new(false);

    let menu = move || {
        is_chart.get().then(|| {
            let entries = Callback::new(move |()| {
                let mut entries = Vec::new();
                if state.get_untracked() == State::Chart(Stage::Drawn) {
                    entries.push(MenuEntry::act("download", t().charts().save_picture, move || {
                        save_picture(drawn, &title.get_untracked(), not_saved);
                    }));
                }
                entries.push(MenuEntry::act("table", t().charts().save_table, move || {
                    let saved = input.with_untracked(|input| save_table(input, &title.get_untracked()));
                    not_saved.set(!saved);
                }));
                if !is_missing.get_untracked() {
                    let is_table = prefers_table.get_untracked();
                    let texts = t().charts();
                    entries.push(MenuEntry::act(
                        if is_table { "chart" } else { "columns" },
                        if is_table { texts.as_chart } else { texts.as_table },
                        move || prefers_table.set(!is_table),
                    ));
                }
                entries
            });
            let label =
                Signal::derive(move || crate::text::fill(t().charts().menu, &[("title", &title.read())]));
            view! {
                <span class="chart-menu">
                    <MenuButton class="icon-button" label entries>{icon("more")}</MenuButton>
                </span>
            }
        })
    };
    let content = move || {
        if is_chart.get() {
            view! {
                {move || is_missing.get().then(|| missing(stage))}
                <Plot title input stage drawn is_hidden=shows_table on_select/>
                {move || more(figure, left_out.get(), shows_table.get(), prefers_table)}
                {move || table::table(&input.read(), title, on_select, shows_table.get(), sort)}
            }
            .into_any()
        } else {
            (move || nothing(&input.read(), empty)).into_any()
        }
    };
    view! {
        <figure
            node_ref=figure
            class=if on_select.is_some() { "chart picks" } else { "chart" }
            data-chart=name
            data-state=move || state.get().name()
            aria-busy=move || matches!(state.get(), State::Chart(Stage::Loading | Stage::Here)).then_some("true")
        >
            <figcaption>
                <h3 class="chart-title" dir="auto">{title}</h3>
                {menu}
            </figcaption>
            {move || note.get().map(|note| view! { <p class="chart-note">{note}</p> })}
            {move || not_saved.get().then(failed)}
            {content}
        </figure>
    }
    .into_any()
}

/// What stands in the place of a chart with nothing in it, or too little.
fn nothing(input: &Input, empty: MaybeProp<String>) -> AnyView {
    let texts = t().charts();
    let text = match input {
        Input::TooFew { found, needed, of } => {
            let text = match of {
                Counted::Things => &texts.too_few,
                Counted::Deals => &texts.too_few_deals,
                Counted::Visits => &texts.too_few_visits,
                Counted::Months => &texts.too_few_months,
            };
            text.with(*found, &[("needed", &crate::platform::intl::count(*needed))])
        }
        _ => empty.get().unwrap_or_else(|| texts.empty.to_owned()),
    };
    view! { <p class="chart-state">{icon("chart")} <span>{text}</span></p> }.into_any()
}

/// That some rows are in the table alone, and the way there.
fn more(
    figure: NodeRef<html::Figure>,
    left_out: usize,
    is_table: bool,
    prefers_table: RwSignal<bool>,
) -> Option<AnyView> {
    let text = (left_out > 0 && !is_table).then(|| t().charts().more_in_table.of(left_out))?;
    let press = move |_| {
        prefers_table.set(true);
        // The button goes as the table comes.
        dom::soon(move || {
            let place = figure.get_untracked();
            let head = place.and_then(|place| place.query_selector("table button").ok().flatten());
            if let Some(head) = head.and_then(|head| head.dyn_into::<HtmlElement>().ok()) {
                let _ = head.focus();
            }
        });
    };
    let button = view! {
        <button type="button" class="button quiet" data-way="all-rows" on:click=press>
            {text}
        </button>
    };
    Some(button.into_any())
}

/// That there is only the table, and the way to try again.
fn missing(stage: RwSignal<Stage>) -> AnyView {
    view! {
        <div class="notice warn boxed" role="status">
            {icon("warning")} <p>{t().charts().missing}</p>
            <button type="button" class="button" on:click=move |_| stage.set(Stage::Loading)>
                {t().shell().try_again}
            </button>
        </div>
    }
    .into_any()
}

fn failed() -> AnyView {
    view! { <p class="notice bad boxed" role="alert">{icon("warning")} {t().charts().not_saved}</p> }
        .into_any()
}

fn save_picture(drawn: Drawn, title: &str, not_saved: RwSignal<bool>) {
    let picture =
        drawn.with_value(|canvas| canvas.as_ref().map(|canvas| canvas.png(theme::current().surface)));
    let Some(picture) = picture else { return };
    let name = format!("{title}.png");
    spawn_local(async move {
        let saved = picture.await.is_ok_and(|picture| file::download_blob(&name, &picture));
        // The chart may be gone by now.
        let _ = not_saved.try_set(!saved);
    });
}

fn save_table(input: &Input, title: &str) -> bool {
    let Input::Ready(chart) = input else { return true };
    file::download(&format!("{title}.csv"), "text/csv", &[table::csv(&chart.table())])
}
