//! The period, and whose deals.

use leptos::prelude::*;
use sales::model::Span;

use super::super::goals::{next, period_name, span_name};
use super::asked::Asked;
use super::state::State;
use crate::components::{icon, select};
use crate::platform::clock;
use crate::text::t;

/// What is asked.
pub(super) fn bar(state: State) -> AnyView {
    let (texts, goals) = (t().forecast(), t().goals());
    let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let kinds = vec![own("month", goals.month), own("quarter", goals.quarter)];
    let kind = Signal::derive(move || {
        let name = if state.asked.get().span.months() == 1 { "month" } else { "quarter" };
        name.to_owned()
    });
    let set_kind = move |kind: String| {
        let asked = state.asked.get_untracked();
        // The one that holds today where it can; otherwise the one that holds the beginning.
        let (first, last, today) = (asked.span.first(), asked.span.last(), clock::today());
        let day = if first <= today && today <= last { today } else { first };
        let span = if kind == "quarter" { Span::quarter_of(day) } else { Span::month_of(day) };
        state.ask(Asked { span, ..asked });
    };
    let step = move |name: &'static str, sign: &'static str, to: fn(Span) -> Option<Span>| {
        let target = Memo::new(move |_| to(state.asked.get().span));
        let go = move |_| {
            if let Some(span) = target.get_untracked() {
                state.ask(Asked { span, ..state.asked.get_untracked() });
            }
        };
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                disabled=move || target.get().is_none()
                on:click=go
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <form class="goal-choices" aria-label=texts.period on:submit=|event| event.prevent_default()>
            <div class="field">
                <label class="label" for="forecast-period">
                    {texts.period}
                </label>
                {select("forecast-period", None, kinds, kind, set_kind)}
            </div>
            <div class="goal-span">
                {step(goals.earlier, "chevron-left", Span::before)}
                <strong class="num" aria-live="polite" data-span=move || span_name(state.asked.get().span)>
                    {move || period_name(state.asked.get().span)}
                </strong>
                {step(goals.later, "chevron-right", next)}
            </div>
            {who(state)}
            {pipeline(state)}
        </form>
    }
    .into_any()
}

fn who(state: State) -> AnyView {
    let texts = t().forecast();
    let ui = state.ui;
    let options = Signal::derive(move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let people = workspace.people.iter().filter(|row| !row.archived);
            let people = people.map(|row| (row.id.to_string(), row.name.clone()));
            std::iter::once((String::new(), texts.team.to_owned())).chain(people).collect::<Vec<_>>()
        })
    });
    let chosen =
        Signal::derive(move || state.asked.get().scope.owner.map(|id| id.to_string()).unwrap_or_default());
    let choose = move |value: String| {
        let mut asked = state.asked.get_untracked();
        asked.scope.owner = value.parse().ok();
        state.ask(asked);
    };
    view! {
        <div class="field">
            <label class="label" for="forecast-who">
                {texts.who}
            </label>
            {select("forecast-who", None, options, chosen, choose)}
        </div>
    }
    .into_any()
}

/// Which pipeline, where there are several.
fn pipeline(state: State) -> AnyView {
    let texts = t().forecast();
    let ui = state.ui;
    let options = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let pipelines = workspace.pipelines_in_order().into_iter();
            let pipelines = pipelines.map(|row| (row.id.to_string(), row.name.clone()));
            std::iter::once((String::new(), texts.all_pipelines.to_owned()))
                .chain(pipelines)
                .collect::<Vec<_>>()
        })
    });
    let chosen =
        Signal::derive(move || state.asked.get().scope.pipeline.map(|id| id.to_string()).unwrap_or_default());
    let choose = move |value: String| {
        let mut asked = state.asked.get_untracked();
        asked.scope.pipeline = value.parse().ok();
        state.ask(asked);
    };
    let is_worth_it = Memo::new(move |_| options.with(Vec::len) > 2);
    let field = move || {
        is_worth_it.get().then(|| {
            view! {
                <div class="field">
                    <label class="label" for="forecast-pipeline">
                        {texts.pipeline}
                    </label>
                    {select("forecast-pipeline", None, options, chosen, choose)}
                </div>
            }
        })
    };
    field.into_any()
}
