//! The eight figures as they are shown.

use leptos::prelude::*;

use super::state::State;
use super::tiles::{Direction, Line, More, Tile, Trend, tiles};
use crate::components::{icon, small_icon};
use crate::text::{fill, t};

/// All eight.
pub(super) fn section(state: State) -> AnyView {
    let all = state.made(tiles);
    let count = all.with_untracked(Vec::len);
    let tile = move |at: usize| view(state, Memo::new(move |_| all.with(|all| all[at].clone())));
    view! {
        <section aria-labelledby="insights-eight">
            <h2 class="visually-hidden" id="insights-eight">
                {t().insights().eight}
            </h2>
            <div class="tiles">{(0..count).map(tile).collect_view()}</div>
        </section>
    }
    .into_any()
}

/// One of them, by its key.
pub(super) fn single(state: State, key: &'static str) -> AnyView {
    let all = state.made(tiles);
    let at = all.with_untracked(|all| all.iter().position(|tile| tile.key == key));
    let tile = |at: usize| view(state, Memo::new(move |_| all.with(|all| all[at].clone())));
    at.map(tile).into_any()
}

fn view(state: State, tile: Memo<Tile>) -> AnyView {
    let (key, name) = tile.with_untracked(|tile| (tile.key, tile.name));
    let main = Memo::new(move |_| tile.with(|tile| tile.main.clone()));
    let lines = Memo::new(move |_| tile.with(Tile::lines_to_say));
    let trend = Memo::new(move |_| tile.with(|tile| tile.trend.clone()));
    let has_main = main.with_untracked(Option::is_some);
    view! {
        <article class="tile" data-tile=key aria-label=name>
            <header class="tile-head">
                <h3>{name}</h3>
                {definition(tile, key, name)}
            </header>
            {has_main.then(|| figure(state, main, name))}
            {move || trend.get().map(trend_view)}
            {move || {
                let lines = lines.get();
                (!lines.is_empty())
                    .then(|| {
                        let rows = lines.into_iter().map(|row| line(state, name, row));
                        view! { <dl class="tile-lines">{rows.collect_view()}</dl> }
                    })
            }}
        </article>
    }
    .into_any()
}

/// The figure itself; pressing it lists the deals behind it.
fn figure(state: State, main: Memo<Option<Line>>, name: &'static str) -> AnyView {
    let written = move || {
        let figure = main.with(|main| main.as_ref().map(|main| main.figure.clone()));
        figure.unwrap_or_else(|| Err(String::new()))
    };
    let text = move || written().map_or_else(|_| "–".to_owned(), |written| written.text);
    let exact = move || written().ok().map(|written| written.exact);
    let metric = main.with_untracked(|main| main.as_ref().map_or("", |main| main.metric));
    let has_deals = Memo::new(move |_| {
        main.with(|main| {
            main.as_ref().is_some_and(|main| {
                main.behind.is_some() && main.figure.as_ref().is_ok_and(|figure| figure.has_deals)
            })
        })
    });
    let open = move |_| {
        let behind = main.with_untracked(|main| main.as_ref().and_then(|main| main.behind.clone()));
        if let Some(behind) = behind {
            state.open(name.to_owned(), behind);
        }
    };
    let beside = move || main.with(|main| main.as_ref().map(|main| main.name.clone()).unwrap_or_default());
    let note = move || main.with(|main| main.as_ref().and_then(|main| main.note.clone()));
    let why = move || written().err();
    view! {
        <p class="tile-main">
            {move || {
                if has_deals.get() {
                    view! {
                        <button
                            type="button"
                            class="tile-figure"
                            aria-haspopup="dialog"
                            data-metric=metric
                            data-value=exact
                            on:click=open
                        >
                            {text}
                            <span class="visually-hidden">
                                " "
                                {fill(t().insights().show_deals, &[("name", name)])}
                            </span>
                        </button>
                    }
                        .into_any()
                } else {
                    view! {
                        <strong class="tile-figure" data-metric=metric data-value=exact>
                            {text}
                        </strong>
                    }
                        .into_any()
                }
            }}
            <span class="tile-beside" dir="auto">{beside}</span>
        </p>
        {move || why().map(|why| view! { <p class="tile-why">{why}</p> })}
        {move || note().map(|note| view! { <p class="tile-note num">{note}</p> })}
    }
    .into_any()
}

fn trend_view(trend: Trend) -> AnyView {
    let Trend { direction, is_good, text } = trend;
    let picture = match direction {
        Direction::Up => Some("arrow-up"),
        Direction::Down => Some("arrow-down"),
        Direction::Level | Direction::Unknown => None,
    };
    let class = match is_good {
        Some(true) => "tile-trend good",
        Some(false) => "tile-trend bad",
        None => "tile-trend",
    };
    view! {
        <p class=class data-trend=match direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Level => "level",
            Direction::Unknown => "unknown",
        }>
            {picture.map(small_icon)}
            <span class="num">{text}</span>
        </p>
    }
    .into_any()
}

fn line(state: State, tile: &'static str, line: Line) -> AnyView {
    let Line { name, hue, metric, figure, note, more, trend, behind } = line;
    let title = format!("{tile}: {name}");
    let has_deals = figure.as_ref().is_ok_and(|written| written.has_deals);
    let (text, exact, why) = match figure {
        Ok(written) => (written.text, Some(written.exact), None),
        Err(why) => ("–".to_owned(), None, Some(why)),
    };
    let shown = match behind.filter(|_| has_deals) {
        Some(behind) => {
            let hidden = fill(t().insights().show_deals, &[("name", &title)]);
            view! {
                <button
                    type="button"
                    class="figure-link"
                    aria-haspopup="dialog"
                    data-metric=metric
                    data-value=exact
                    on:click=move |_| state.open(title.clone(), behind.clone())
                >
                    {text}
                    <span class="visually-hidden">" " {hidden}</span>
                </button>
            }
            .into_any()
        }
        None => view! { <span data-metric=metric data-value=exact>{text}</span> }.into_any(),
    };
    let has_more = !more.is_empty();
    // Each reason once, and not the one that the line says already.
    let mut whys: Vec<String> = more.iter().filter_map(|more| more.figure.clone().err()).collect();
    whys.retain(|own| !own.is_empty() && Some(own) != why.as_ref());
    whys.dedup();
    let more = move || {
        let figure = |More { name, metric, figure }: More| {
            let (text, exact) = match figure {
                Ok(written) => (written.text, Some(written.exact)),
                Err(_) => ("–".to_owned(), None),
            };
            view! {
                <span>
                    {name}
                    " "
                    <span class="num" data-metric=metric data-value=exact>
                        {text}
                    </span>
                </span>
            }
        };
        view! {
            <dd class="tile-line-more num">
                {more.into_iter().map(figure).collect_view()}
                {whys
                    .into_iter()
                    .map(|why| view! { <span class="tile-line-why">{why}</span> })
                    .collect_view()}
            </dd>
        }
    };
    view! {
        <div class="tile-line">
            <dt>
                {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                <span class="truncate" dir="auto">{name}</span>
            </dt>
            <dd class="num">
                {trend.map(trend_view)} {shown}
                {note.map(|note| view! { <span class="tile-line-note" dir="auto">{note}</span> })}
                {why.filter(|why| !why.is_empty()).map(|why| view! { <span class="tile-line-why">{why}</span> })}
            </dd>
            {has_more.then(more)}
        </div>
    }
    .into_any()
}

/// What a figure means: shown under the pointer, with the focus, or by a press.
fn definition(tile: Memo<Tile>, key: &'static str, name: &'static str) -> AnyView {
    let is_shown = RwSignal::new(false);
    let id = format!("definition-{key}");
    let body = move || {
        is_shown.get().then(|| {
            tile.with(|tile| {
                let basis = fill(t().insights().basis_is, &[("basis", &tile.basis)]);
                view! {
                    <p>{tile.what}</p>
                    <p>{tile.formula}</p>
                    <p class="muted">{basis}</p>
                }
            })
        })
    };
    view! {
        <span
            class="definition"
            on:mouseenter=move |_| is_shown.set(true)
            on:mouseleave=move |_| is_shown.set(false)
            on:keydown=move |event| {
                if event.key() == "Escape" && is_shown.get_untracked() {
                    event.stop_propagation();
                    is_shown.set(false);
                }
            }
        >
            <button
                type="button"
                class="icon-button tiny"
                aria-label=fill(t().insights().about, &[("name", name)])
                aria-describedby=id.clone()
                on:focus=move |_| is_shown.set(true)
                on:blur=move |_| is_shown.set(false)
                on:click=move |_| is_shown.set(true)
            >
                {icon("info")}
            </button>
            <span class="definition-text" role="tooltip" id=id hidden=move || !is_shown.get()>
                {body}
            </span>
        </span>
    }
    .into_any()
}
