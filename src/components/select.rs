//! A list that one of is chosen from.

use leptos::prelude::*;

/// The list `id`, with the values and the names of its options. `hint` is the id of what explains it.
pub(crate) fn select(
    id: &'static str,
    hint: Option<String>,
    options: impl Into<Signal<Vec<(String, String)>>>,
    chosen: Signal<String>,
    set: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    let options = options.into();
    let option = move |(value, text): (String, String)| {
        let own = value.clone();
        let selected = move || chosen.with(|chosen| *chosen == own);
        view! {
            <option value=value selected=selected>
                {text}
            </option>
        }
    };
    view! {
        <span class="select">
            <select
                class="input"
                id=id
                aria-describedby=hint
                prop:value=move || chosen.get()
                on:change=move |event| set(event_target_value(&event))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    }
    .into_any()
}
