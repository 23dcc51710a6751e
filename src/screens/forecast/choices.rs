//! The period, and whose deals.

use leptos::prelude::*;

use super::super::goals::{Kind, period};
use super::asked::Asked;
use super::state::State;
use crate::components::select;
use crate::text::t;

/// What is asked.
pub(super) fn bar(state: State) -> AnyView {
    let span = Signal::derive(move || state.asked.get().span);
    let set_span = move |span| state.ask(Asked { span, ..state.asked.get_untracked() });
    view! {
        <form
            class="goal-choices"
            aria-label=t().forecast().period
            on:submit=|event| event.prevent_default()
        >
            {period("forecast-period", &[Kind::Month, Kind::Quarter], span, set_span)}
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
