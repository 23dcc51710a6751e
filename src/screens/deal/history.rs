//! Notes and timeline on the screen: read from the database, kept up to date, and each step with its Undo.

use leptos::prelude::*;
use sales::log::{Line, Stamp};
use sales::time::{Calendar, Timestamp};
use wasm_bindgen_futures::spawn_local;

use super::describe::Speaker;
use super::here::Here;
use super::notes::{Composer, NoteBody};
use super::timeline::{self, Event, Maker};
use super::words::Piece;
use crate::components::icon;
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::{dom, intl};
use crate::screens::values::Figures;
use crate::state::Ui;
use crate::text::{fill, t};

/// How many lines are shown before one asks for more.
const SHOWN: usize = 40;

/// How far reading the history has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Busy,
    Done,
    Failed,
}

/// The entries about a deal that are in the database. Reading them is a matter of a moment, whatever else the log holds.
pub(super) async fn read(ui: Ui, deal: sales::ids::DealId) -> Option<Vec<Line>> {
    let database = ui.store.database();
    database.about(deal).await.ok()
}

/// The section of notes and timeline.
#[component]
pub(super) fn History(here: Here) -> impl IntoView {
    let texts = t().deal();
    let events = RwSignal::new(Vec::<Event>::new());
    let reading = RwSignal::new(Reading::Busy);
    let shown = RwSignal::new(SHOWN);
    let turn = StoredValue::new(0_u32);
    let again = Trigger::new();

    Effect::new(move || {
        here.track();
        again.track();
        turn.update_value(|turn| *turn += 1);
        let own_turn = turn.get_value();
        // What is not saved yet is asked for first: what gets saved meanwhile is then in both, and not in neither.
        let pending = here.ui.store.pending();
        spawn_local(async move {
            let lines = read(here.ui, here.id).await;
            // Only the last to ask is answered; a panel that was closed meanwhile has no turn any more.
            if turn.try_get_value() != Some(own_turn) {
                return;
            }
            let Some(lines) = lines else {
                reading.set(Reading::Failed);
                return;
            };
            let built = here.read(|workspace, deal| {
                let speaker = Speaker::new(workspace, Figures::INTL);
                timeline::build(&lines, &pending, deal, &speaker, here.ui.store.device(), &LocalCalendar)
            });
            events.set(built);
            reading.set(Reading::Done);
        });
    });

    let each = move || events.with(|events| events.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let hidden = move || events.with(Vec::len).saturating_sub(shown.get());
    view! {
        <section class="panel-section" aria-labelledby="deal-history">
            <h3 id="deal-history">{texts.history}</h3>
            <Composer here/>
            {move || match reading.get() {
                Reading::Busy => {
                    view! {
                        <p class="timeline muted" role="status">
                            {texts.reading}
                        </p>
                    }
                        .into_any()
                }
                Reading::Done => ().into_any(),
                Reading::Failed => {
                    view! {
                        <p class="timeline muted" role="alert">
                            {texts.unread}
                            " "
                            <button type="button" class="link" on:click=move |_| again.notify()>
                                {texts.read_again}
                            </button>
                        </p>
                    }
                        .into_any()
                }
            }}
            <ol class="timeline" id="deal-timeline" tabindex="-1" aria-labelledby="deal-history">
                <For each=each key=Event::key children=move |event| row(here, event)/>
            </ol>
            {move || {
                let hidden = hidden();
                (hidden > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button quiet"
                                on:click=move |_| shown.update(|shown| *shown += 10 * SHOWN)
                            >
                                {texts.show_earlier.of(hidden)}
                            </button>
                        }
                    })
            }}
        </section>
    }
    .into_any()
}

fn row(here: Here, event: Event) -> AnyView {
    let texts = t().deal();
    let summary = event.summary();
    let tone = event.mark.tone;
    let class = if tone.is_empty() { "event-icon".to_owned() } else { format!("event-icon {tone}") };
    let mut asides = Vec::new();
    match event.maker {
        Maker::Unsaid => {}
        Maker::Here => asides.push(texts.in_this_browser.to_owned()),
        Maker::Elsewhere => asides.push(texts.in_another_browser.to_owned()),
        Maker::Person(name) => asides.push(fill(texts.by, &[("name", &name)])),
    }
    if event.others > 0 {
        asides.push(texts.with_others.of(event.others));
    }
    if let Some(at) = event.undone {
        asides.push(fill(texts.undone_at, &[("time", &short_time(at))]));
    }
    let asides =
        (!asides.is_empty()).then(|| view! { <span class="event-aside">{asides.join(" · ")}</span> });
    let lines =
        event.lines.into_iter().map(|line| view! { <p>{line.into_iter().map(piece).collect_view()}</p> });
    let body = match (event.body, event.note) {
        (Some(text), Some(note)) => {
            view! { <div class="event-more"><NoteBody here note text/></div> }.into_any()
        }
        (Some(text), None) => view! { <p class="event-body event-more" dir="auto">{text}</p> }.into_any(),
        (None, _) => ().into_any(),
    };
    view! {
        <li class="event" data-undone=event.undone.map(|_| "")>
            <span class=class>{icon(event.mark.icon)}</span>
            <div class="event-text">{lines.collect_view()} {asides}</div>
            <span class="event-time">
                <time datetime=iso(event.at) title=intl::moment(event.at)>
                    {short_time(event.at)}
                </time>
                {event.stamp.map(|stamp| undo_button(here, stamp, summary, event.others))}
            </span>
            {body}
        </li>
    }
    .into_any()
}

/// Takes back one step, as long as that is possible.
fn undo_button(here: Here, stamp: Stamp, summary: String, others: usize) -> AnyView {
    let ui = here.ui;
    let texts = t().deal();
    let label = StoredValue::new(fill(texts.undo_what, &[("what", &summary)]));
    let title = (others > 0).then(|| texts.undo_all.of(others + 1));
    let title = StoredValue::new(title);
    let undo = move |_| {
        ui.undo(Some(stamp));
        dom::focus_soon("#deal-timeline");
    };
    view! {
        {move || {
            ui.store
                .is_undoable(stamp)
                .then(|| {
                    view! {
                        " "
                        <button
                            type="button"
                            class="link"
                            aria-label=label.get_value()
                            title=title.get_value()
                            on:click=undo
                        >
                            {t().common().undo}
                        </button>
                    }
                })
        }}
    }
    .into_any()
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Words(text) => text.into_any(),
        Piece::Value(text) => view! { <bdi>{text}</bdi> }.into_any(),
        Piece::Strong(text) => view! { <b dir="auto">{text}</b> }.into_any(),
    }
}

/// The time of day for today, otherwise the day.
fn short_time(at: Timestamp) -> String {
    let day = LocalCalendar.date_of(at);
    if day == clock::today() { intl::time(at) } else { intl::day(day) }
}

/// An instant as machines read it.
fn iso(at: Timestamp) -> String {
    #[allow(clippy::cast_precision_loss, reason = "instants are far below 2^53 milliseconds")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
    if date.get_time().is_nan() { String::new() } else { String::from(date.to_iso_string()) }
}
