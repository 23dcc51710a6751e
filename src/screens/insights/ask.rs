//! What is asked: period, basis, how skipped stages count, and as of which day.

use leptos::prelude::*;
use metrics::{Basis, Mode};
use sales::time::Date;

use super::question::{BASES, MODES, Question, SPANS, Span, Unit, Which};
use super::state::State;
use super::tiles::range;
use super::writing::Writing;
use crate::components::{icon, select, small_icon};
use crate::platform::intl;
use crate::screens::typed_day::needed_day;
use crate::text::{fill, t};

/// What own days are called in the form.
pub(super) const OWN: &str = "own";

/// The fields.
pub(super) fn bar(state: State) -> AnyView {
    // A phone shows the figures first; what is asked unfolds.
    let is_open = RwSignal::new(false);
    let summary = move || {
        let question = state.question();
        let span = match question.span {
            Span::Own(..) => state.report.with(|report| {
                let period = report.query.period;
                range(period.from, period.to, Writing::INTL)
            }),
            span => span_name(span),
        };
        format!("{span} · {}", basis_words(question.basis).0)
    };
    view! {
        <button
            type="button"
            class="button ask-toggle"
            aria-expanded=move || is_open.get().to_string()
            aria-controls="ask"
            on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            {icon("calendar")}
            <span class="truncate">{summary}</span>
            <span class="spacer"></span>
            {move || small_icon(if is_open.get() { "chevron-up" } else { "chevron-down" })}
        </button>
        <form
            class="ask"
            id="ask"
            aria-label=t().insights().asked
            data-open=move || is_open.get().then_some("")
            on:submit=|event| event.prevent_default()
        >
            {pipelines(state)} {period(state)} {basis(state)} {mode(state)} {as_of(state)}
        </form>
        {replaying(state)}
    }
    .into_any()
}

pub(super) fn span_name(span: Span) -> String {
    let texts = t().insights();
    let name = match span {
        Span::Unit(Unit::Month, Which::This) => texts.this_month,
        Span::Unit(Unit::Month, Which::Last) => texts.last_month,
        Span::Unit(Unit::Quarter, Which::This) => texts.this_quarter,
        Span::Unit(Unit::Quarter, Which::Last) => texts.last_quarter,
        Span::Unit(Unit::Year, Which::This) => texts.this_year,
        Span::Unit(Unit::Year, Which::Last) => texts.last_year,
        Span::Last(days) => return fill(texts.last_days, &[("n", &intl::count(days as usize))]),
        Span::All => texts.all_time,
        Span::Own(..) => texts.own_days,
    };
    name.to_owned()
}

/// The spans to choose from, own days last.
pub(super) fn span_options() -> Vec<(String, String)> {
    let spans = SPANS.iter().map(|(span, name)| ((*name).to_owned(), span_name(*span)));
    spans.chain([(OWN.to_owned(), t().insights().own_days.to_owned())]).collect()
}

/// Whether the pipeline in use is asked about, or all; where there are several.
fn pipelines(state: State) -> AnyView {
    let texts = t().insights();
    let has_several = Memo::new(move |_| {
        state.ui.store.track_shape();
        state
            .ui
            .store
            .with(|workspace| workspace.pipelines.iter().filter(|row| !row.archived).nth(1).is_some())
    });
    let field = move || {
        let name = super::super::pipeline_bar::pipeline_name(state.ui);
        let options = vec![(String::new(), name), ("all".to_owned(), texts.all_pipelines.to_owned())];
        let chosen =
            Signal::derive(
                move || {
                    if state.question().everywhere { "all".to_owned() } else { String::new() }
                },
            );
        let set = move |value: String| state.change(|question| question.everywhere = value == "all");
        view! {
            <div class="field ask-field">
                <label class="label" for="ask-pipelines">
                    {texts.pipelines}
                </label>
                {select("ask-pipelines", None, options, chosen, set)}
            </div>
        }
    };
    (move || has_several.get().then(field)).into_any()
}

fn period(state: State) -> AnyView {
    let texts = t().insights();
    let chosen = move || match state.question().span {
        Span::Own(..) => OWN.to_owned(),
        span => span.name(),
    };
    let set = move |value: String| {
        let span = SPANS.iter().find(|row| row.1 == value).map(|row| row.0);
        let span = span.unwrap_or_else(|| {
            // One's own days begin as the ones in use.
            state.report.with_untracked(|report| {
                let from = report.query.period.from.max(report.first_day);
                Span::Own(from.min(report.now.as_of), report.now.as_of)
            })
        });
        state.change(|question| question.span = span);
    };
    let hint = move || {
        state.report.with(|report| {
            let period = report.query.period;
            range(period.from, period.to, Writing::INTL)
        })
    };
    let compared = move || {
        state.report.with(|report| match report.query.before() {
            Some(before) => {
                let range = range(before.period.from, before.period.to, Writing::INTL);
                fill(texts.compared, &[("range", &range)])
            }
            None => texts.not_compared.to_owned(),
        })
    };
    let is_own = Memo::new(move |_| matches!(state.question().span, Span::Own(..)));
    let days = move || match state.question().span {
        Span::Own(from, to) => (from, to),
        _ => state.report.with(|report| (report.today, report.today)),
    };
    let set_days = move |from, to| state.change(|question| question.span = Span::Own(from, to));
    let own = move || is_own.get().then(|| own_days(["ask-from", "ask-to"], days, set_days));
    view! {
        <div class="field ask-field">
            <label class="label" for="ask-period">
                {texts.period}
            </label>
            {select(
                "ask-period",
                Some("ask-period-hint".to_owned()),
                span_options(),
                Signal::derive(chosen),
                set,
            )}
            {own}
            <p class="hint" id="ask-period-hint">
                <span class="ask-line" data-period="">{hint}</span>
                " "
                <span class="ask-line">{compared}</span>
            </p>
        </div>
    }
    .into_any()
}

/// Two days of one's own, the first never behind the last: `ids` are those of the two fields.
pub(super) fn own_days(
    ids: [&'static str; 2],
    days: impl Fn() -> (Date, Date) + Copy + Send + Sync + 'static,
    set: impl Fn(Date, Date) + Copy + Send + Sync + 'static,
) -> AnyView {
    let texts = t().insights();
    let day = move |id: &'static str,
                    name: &'static str,
                    read: fn((Date, Date)) -> Date,
                    write: fn((Date, Date), Date) -> (Date, Date)| {
        let changed = move |event| {
            // A year that is typed in part would drag the other day along.
            if let Ok(day) = needed_day(&event_target_value(&event)) {
                let (from, to) = write(untrack(days), day);
                set(from, to);
            }
        };
        view! {
            <label class="visually-hidden" for=id>
                {name}
            </label>
            <input class="input" id=id type="date" prop:value=move || read(days()).to_string() on:change=changed/>
        }
    };
    let [from, to] = ids;
    view! {
        <span class="ask-days">
            {day(from, texts.from, |days| days.0, |days, from| (from, days.1.max(from)))}
            <span aria-hidden="true">"–"</span>
            {day(to, texts.to, |days| days.1, |days, to| (days.0.min(to), to))}
        </span>
    }
    .into_any()
}

fn basis(state: State) -> AnyView {
    let all = BASES.map(|(basis, name)| {
        let (text, means) = basis_words(basis);
        (basis, name, text, means)
    });
    choice(
        "ask-basis",
        t().insights().basis,
        all,
        move || state.question().basis,
        move |basis| {
            state.change(|question| question.basis = basis);
        },
    )
}

/// What a basis is called, and what it means.
pub(super) fn basis_words(basis: Basis) -> (&'static str, &'static str) {
    let texts = t().insights();
    match basis {
        Basis::Snapshot => (texts.snapshot, texts.snapshot_means),
        Basis::CreatedIn => (texts.created_in, texts.created_in_means),
        Basis::ClosedIn => (texts.closed_in, texts.closed_in_means),
    }
}

fn mode(state: State) -> AnyView {
    let all = MODES.map(|(mode, name)| {
        let (text, means) = mode_words(mode);
        (mode, name, text, means)
    });
    choice(
        "ask-mode",
        t().insights().mode,
        all,
        move || state.question().mode,
        move |mode| {
            state.change(|question| question.mode = mode);
        },
    )
}

/// What a way to count skipped stages is called, and what it means.
pub(super) fn mode_words(mode: Mode) -> (&'static str, &'static str) {
    let texts = t().insights();
    match mode {
        Mode::Furthest => (texts.furthest, texts.furthest_means),
        Mode::Visited => (texts.visited, texts.visited_means),
    }
}

/// A field that chooses one of a few, with a line on what the choice means.
fn choice<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    id: &'static str,
    name: &'static str,
    all: [(T, &'static str, &'static str, &'static str); N],
    now: impl Fn() -> T + Copy + Send + Sync + 'static,
    set: impl Fn(T) + Copy + Send + Sync + 'static,
) -> AnyView {
    let row = move || all.into_iter().find(|row| row.0 == now());
    let chosen = Signal::derive(move || row().map_or(String::new(), |row| row.1.to_owned()));
    let options: Vec<_> = all.iter().map(|row| (row.1.to_owned(), row.2.to_owned())).collect();
    let choose = move |value: String| {
        if let Some(row) = all.iter().find(|row| row.1 == value) {
            set(row.0);
        }
    };
    let means = move || row().map_or("", |row| row.3);
    view! {
        <div class="field ask-field">
            <label class="label" for=id>
                {name}
            </label>
            {select(id, Some(format!("{id}-hint")), options, chosen, choose)}
            <p class="hint" id=format!("{id}-hint")>
                {means}
            </p>
        </div>
    }
    .into_any()
}

/// A day on the slider: days since the first deal was created.
fn place(day: Date, first: Date) -> i64 {
    (day - first).num_days()
}

fn as_of(state: State) -> AnyView {
    let texts = t().insights();
    let days = move || {
        state.report.with(|report| {
            // The first day has to leave something to slide over.
            let first = report.first_day.min(report.today.pred_opt().unwrap_or(report.today));
            (first, report.question.as_of(report.today).max(first), report.today)
        })
    };
    let slid = move |event| {
        let (first, _, today) = untrack(days);
        let Ok(place) = event_target_value(&event).parse::<u64>() else { return };
        let day = first.checked_add_days(chrono::Days::new(place)).filter(|day| *day < today);
        state.change(|question: &mut Question| question.day = day);
    };
    let shown = move || {
        let (_, day, today) = days();
        if day >= today { texts.as_of_today.to_owned() } else { intl::day(day) }
    };
    view! {
        <div class="field ask-field">
            <label class="label" for="ask-day">
                {texts.as_of}
                " "
                <strong class="num">{shown}</strong>
            </label>
            <input
                class="slider"
                id="ask-day"
                type="range"
                min="0"
                max=move || {
                    let (first, _, today) = days();
                    place(today, first).to_string()
                }
                prop:value=move || {
                    let (first, day, _) = days();
                    place(day, first).to_string()
                }
                aria-valuetext=shown
                on:input=slid
            />
            <p class="hint slider-ends" aria-hidden="true">
                <span>{move || intl::day(days().0)}</span>
                <span>{texts.as_of_today}</span>
            </p>
        </div>
    }
    .into_any()
}

/// That the past is shown, and the way back.
fn replaying(state: State) -> AnyView {
    let texts = t().insights();
    let day = Memo::new(move |_| {
        state.report.with(|report| {
            let day = report.question.as_of(report.today);
            (day < report.today).then_some(day)
        })
    });
    let notice = move || {
        day.get().map(|day| {
            view! {
                <p class="notice boxed" role="status" data-notice="replaying">
                    {small_icon("clock")}
                    <span>{fill(texts.replaying, &[("day", &intl::day(day))])}</span>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| state.change(|question| question.day = None)
                    >
                        {texts.back_to_today}
                    </button>
                </p>
            }
        })
    };
    notice.into_any()
}
