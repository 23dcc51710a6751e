//! A list to choose one of, drawn as boxes with radio buttons.

use leptos::prelude::*;

use crate::platform::dom;

/// Something to choose.
pub(super) struct Choice {
    /// What names it.
    pub(super) id: String,
    pub(super) text: String,
    /// Number of its colour, where it has one.
    pub(super) hue: Option<u8>,
    /// A word at its end.
    pub(super) note: String,
}

/// The choices of one radio group, `class` being `choices` or `choices two`. The chosen one is named by `chosen`.
pub(super) fn choices(
    class: &'static str,
    group: &'static str,
    list: Vec<Choice>,
    chosen: RwSignal<String>,
) -> AnyView {
    let row = move |choice: Choice| {
        let Choice { id, text, hue, note } = choice;
        let value = StoredValue::new(id.clone());
        let is_on = move || value.with_value(|id| chosen.with(|chosen| chosen == id));
        view! {
            <label class="choice" class:on=is_on>
                <input
                    type="radio"
                    name=group
                    value=id
                    prop:checked=is_on
                    on:change=move |_| chosen.set(value.get_value())
                />
                {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                <span class="truncate" dir="auto">{text}</span>
                {(!note.is_empty()).then(|| view! { <span class="option-note num">{note}</span> })}
            </label>
        }
    };
    view! { <div class=class>{list.into_iter().map(row).collect::<Vec<_>>()}</div> }.into_any()
}

/// Brings the focus to the choice of a group that is chosen, otherwise to its first.
pub(super) fn focus_choice(group: &'static str) {
    dom::soon(move || {
        let _ = dom::focus(&format!("dialog[open] input[name={group}]:checked"))
            || dom::focus(&format!("dialog[open] input[name={group}]"));
    });
}
