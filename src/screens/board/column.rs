//! A column: its head with the figures, and the cards that are seen.

use leptos::html;
use leptos::prelude::*;
use sales::ids::StageId;
use sales::model::{Deal, Ix, Workspace};
use wasm_bindgen::JsCast;
use web_sys::ScrollIntoViewOptions;

use super::card::Card;
use super::quick_add::QuickAdd;
use super::{BoardState, Cell, Drag, Target, geometry, printed_sum};
use crate::components::{MenuButton, MenuEntry, icon};
use crate::platform::{dom, intl};
use crate::route::{Route, Screen, Section};
use crate::state::Dialog;
use crate::text::{fill, t};

/// Whether the drag is over a column, as an attribute.
pub(super) fn is_over(state: BoardState, cell: Cell) -> Option<&'static str> {
    state
        .drag
        .with(|drag| matches!(drag, Some(Drag { over: Some(Target::Slot(over, _)), .. }) if *over == cell))
        .then_some("")
}

/// The number of the column that a paging board is scrolled to.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small number, made positive first"
)]
pub(super) fn page_of(event: &web_sys::Event) -> Option<usize> {
    let board: web_sys::Element = event.current_target()?.dyn_into().ok()?;
    let column = board.first_element_child()?;
    let width = f64::from(column.client_width()).max(1.0);
    Some((f64::from(board.scroll_left()) / width).round().max(0.0) as usize)
}

/// Brings a column into sight.
pub(super) fn show(stage: StageId) {
    if let Some(column) = dom::query(&format!(".board-columns > [data-stage-id='{stage}']")) {
        let options = ScrollIntoViewOptions::new();
        options.set_inline(web_sys::ScrollLogicalPosition::Start);
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        column.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The name and the figures of a stage.
#[component]
pub(super) fn ColumnHead(state: BoardState, stage: StageId) -> impl IntoView {
    let ui = state.ui;
    let texts = t().board();
    let name = state.stage_name(stage);
    let figures = Memo::new(move |_| {
        state.track_cards();
        ui.store.track_shape();
        let totals = state.totals(stage);
        ui.store.with(|workspace: &Workspace| {
            let sum = printed_sum(workspace, totals.value(workspace));
            let weighted = printed_sum(workspace, totals.weighted(workspace));
            (totals.count, sum, weighted)
        })
    });
    let menu = Callback::new(move |()| {
        let settings =
            Route { pipeline: untrack(|| ui.pipeline()), ..Route::to(Screen::Settings(Section::Pipelines)) };
        vec![
            MenuEntry::act("plus", t().shell().new_deal, move || state.adding.set(Some(stage))),
            MenuEntry::act("check", texts.select_all, move || super::select::select_stage(state, stage)),
            MenuEntry::act("settings", texts.stage_settings, move || ui.go(&settings)),
            MenuEntry::act("archive", texts.archive_stage, move || ui.open(Dialog::ArchiveStage(stage))),
        ]
    });
    view! {
        <header class="column-head">
            <div class="column-name">
                <h2 class="truncate" id=format!("stage-{stage}") dir="auto" title=name.clone()>
                    {name.clone()}
                </h2>
                <span
                    class="column-count num"
                    data-metric="stage.count"
                    data-value=move || figures.with(|figures| figures.0).to_string()
                >
                    {move || intl::count(figures.with(|figures| figures.0))}
                </span>
                <span class="column-tools">
                    <button
                        type="button"
                        class="icon-button tiny"
                        aria-label=fill(texts.add_to, &[("stage", &name)])
                        on:click=move |_| {
                            state.adding.update(|adding| {
                                *adding = if *adding == Some(stage) { None } else { Some(stage) };
                            });
                        }
                    >
                        {icon("plus")}
                    </button>
                    <MenuButton
                        class="icon-button tiny"
                        label=Signal::stored(fill(texts.stage_menu, &[("stage", &name)]))
                        entries=menu
                    >
                        {icon("more")}
                    </MenuButton>
                </span>
            </div>
            <p class="column-figures">
                <span
                    class="column-total num"
                    data-metric="stage.total"
                    data-value=move || figures.with(|figures| figures.1.1.clone())
                    title=move || figures.with(|figures| figures.1.2.clone())
                >
                    {move || figures.with(|figures| figures.1.0.clone())}
                </span>
                <span
                    class="num"
                    data-metric="stage.weighted"
                    data-value=move || figures.with(|figures| figures.2.1.clone())
                >
                    {move || figures.with(|figures| fill(texts.weighted, &[("value", &figures.2.0)]))}
                </span>
            </p>
            {move || conversion(state, stage)}
        </header>
    }
    .into_any()
}

/// How many of the deals that reached the stage went on: reached means furthest stage in stage order.
fn conversion(state: BoardState, stage: StageId) -> Option<AnyView> {
    let texts = t().board();
    state.track_cards();
    let rate = state.read(|board| board.conversion(stage))??;
    let percent = rate.percent()?;
    // A rate of few deals says how sure it is.
    let rate_of = metrics::Rate { hits: rate.went_on, of: rate.reached };
    let interval = rate_of.interval_if_few().map(|(low, high)| {
        let [low, high] = [low, high].map(|share| intl::percent((share * 100.0).round()));
        fill(texts.conversion_interval, &[("low", &low), ("high", &high)])
    });
    let why = [Some(texts.conversion_why.to_owned()), interval.clone()];
    let why = why.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(
        view! {
            <span
                class="conversion num"
                data-metric="stage.conversion"
                data-value=format!("{}/{}", rate.went_on, rate.reached)
                title=why
            >
                <span class="visually-hidden">{texts.conversion} " "</span>
                {intl::percent(percent.round())}
                {interval.map(|text| view! { <span class="visually-hidden">" " {text}</span> })}
            </span>
        }
        .into_any(),
    )
}

/// The cards of a column, as many as are seen.
#[component]
pub(super) fn Column(state: BoardState, cell: Cell, label: String) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(0.0_f64);
    // Generous until the column is measured, so that the first frame is full.
    let seen = RwSignal::new(if label.is_empty() { 900.0_f64 } else { geometry::BAND });
    let measure = move || {
        if let Some(scroller) = scroller.try_get_untracked().flatten() {
            seen.set(f64::from(scroller.client_height()));
            scrolled.set(f64::from(scroller.scroll_top()));
        }
    };
    Effect::new(move || {
        scroller.track();
        measure();
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let count = Memo::new(move |_| {
        state.track_cards();
        state.count(cell)
    });
    let range = Memo::new(move |_| {
        let window = geometry::window(scrolled.get(), seen.get(), count.get());
        (window.start, window.end)
    });
    // A band is as high as its cards, cuts its columns short, and says so.
    let in_band = !label.is_empty();
    Effect::new(move |before: Option<usize>| {
        let count = count.get();
        if in_band && before.is_some_and(|before| before != count) {
            dom::soon(measure);
        }
        count
    });
    let has_more = Memo::new(move |_| {
        let below = geometry::height(count.get()) - scrolled.get() - seen.get();
        in_band && below > geometry::GAP
    });
    let shown: Memo<(usize, Vec<Ix<Deal>>)> = Memo::new(move |_| {
        state.track_cards();
        let (first, end) = range.get();
        (first, state.cards(cell, first, end - first))
    });
    let slot = Memo::new(move |_| {
        state.drag.with(|drag| match drag {
            Some(Drag { over: Some(Target::Slot(over, at)), .. }) if *over == cell => Some(*at),
            _ => None,
        })
    });
    let guidance = move || {
        let guidance = state
            .ui
            .store
            .with(|workspace| workspace.stages.get(cell.stage).map(|row| row.guidance.clone()))
            .unwrap_or_default();
        (count.get() == 0 && !guidance.is_empty() && cell.owner.is_none())
            .then(|| view! { <p class="column-guide" dir="auto">{guidance}</p> })
    };
    let labelled = label.is_empty().then(|| format!("stage-{}", cell.stage));
    view! {
        {move || {
            (state.adding.get() == Some(cell.stage) && is_first_lane(state, cell))
                .then(|| view! { <QuickAdd state stage=cell.stage/> })
        }}
        <div
            class="column-scroll"
            node_ref=scroller
            data-more=move || has_more.get().then_some("")
            on:scroll=move |_| measure()
        >
            {guidance}
            <ul
                class="column-canvas"
                aria-labelledby=labelled
                aria-label=(!label.is_empty()).then_some(label)
                data-owner=cell.owner.map(|owner| owner.to_string())
                style:height=move || {
                    // A band keeps its height while a card is over it: what lies below must not move from under the pointer.
                    let room = slot.get().is_some() && !in_band;
                    format!("{}px", geometry::height(count.get() + usize::from(room)))
                }
            >
                <For
                    each=move || shown.get().1
                    key=|ix| ix.index()
                    children=move |ix| view! { <Card state cell ix shown gap=slot count/> }
                />
                {move || {
                    slot.get()
                        .map(|at| {
                            view! {
                                <li
                                    class="card-slot"
                                    aria-hidden="true"
                                    style:transform=format!("translateY({}px)", geometry::top(at))
                                ></li>
                            }
                        })
                }}
            </ul>
        </div>
    }
    .into_any()
}

fn is_first_lane(state: BoardState, cell: Cell) -> bool {
    state.cells().first().and_then(|lane| lane.first()).is_none_or(|first| first.owner == cell.owner)
}
