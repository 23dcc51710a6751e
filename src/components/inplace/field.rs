//! A text, number or day.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{FocusEvent, KeyboardEvent};

use super::{Editing, Look, Typed, focus_and_select, is_enter, stays_in, swallow};
use crate::components::icon;
use crate::text::{fill, t};

/// What happens to a value that was typed; the error is a sentence for the user.
type Save = Callback<String, Result<(), String>>;

/// Whether a field holds something half typed that the browser does not hand out, as a day without its year.
pub(crate) fn is_half_typed(target: &JsValue) -> bool {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    get(target, "validity").and_then(|state| get(&state, "badInput")).is_some_and(|bad| bad.is_truthy())
}

/// A text, number or day that is edited in place.
#[component]
pub(crate) fn InPlace(
    look: Look,
    kind: Typed,
    /// The value as one types it; asked for when the editing begins.
    value: Callback<(), String>,
    save: Save,
) -> impl IntoView {
    let editing = Editing::new(look);
    let group = NodeRef::<html::Span>::new();
    let typed = StoredValue::new(String::new());
    let before = StoredValue::new(String::new());
    let answer = move |text: String| {
        if text == before.get_value() { Ok(()) } else { save.run(text) }
    };
    // Whoever goes elsewhere while typing has not given up what was typed.
    on_cleanup(move || {
        if editing.counts() {
            let _ = answer(typed.get_value());
        }
    });
    let changed = move |event: &web_sys::Event| typed.set_value(event_target_value(event));
    let leave = move |event: FocusEvent| {
        if editing.counts() && !stays_in(group, &event) {
            let half = event.target().is_some_and(|target| is_half_typed(&target));
            let answer =
                if half { Err(t().rejection().bad_date.to_owned()) } else { answer(typed.get_value()) };
            editing.take(answer, false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if is_enter(&event, kind) {
            swallow(&event);
            let half = event.target().is_some_and(|target| is_half_typed(&target));
            let answer =
                if half { Err(t().rejection().bad_date.to_owned()) } else { answer(typed.get_value()) };
            editing.take(answer, true);
        } else if event.key() == "Escape" && !event.is_composing() {
            swallow(&event);
            editing.end(true);
        }
    };
    editing.either(move || {
        let text = value.run(());
        before.set_value(text.clone());
        typed.set_value(text.clone());
        let id = look.id.with_value(|id| format!("{id}-field"));
        focus_and_select(id.clone(), kind != Typed::Text);
        if matches!(kind, Typed::Text | Typed::Title) {
            return view! {
                <textarea
                    class="input tight grows"
                    rows=(kind == Typed::Title).then_some("1")
                    id=id
                    dir="auto"
                    aria-label=editing.label()
                    aria-invalid=move || editing.is_wrong()
                    aria-describedby=move || editing.described_by()
                    prop:value=text
                    on:input=move |event| changed(&event)
                    on:blur=leave
                    on:keydown=pressed
                ></textarea>
            }
            .into_any();
        }
        let clear = (kind == Typed::Date && !text.is_empty()).then(|| {
            let name = editing.label();
            view! {
                <button
                    type="button"
                    class="icon-button"
                    aria-label=fill(t().deal().clear_field, &[("field", &name)])
                    // A press must not take the focus from the field first.
                    on:pointerdown=|event| event.prevent_default()
                    on:keydown=|event: KeyboardEvent| {
                        if event.key() == "Enter" {
                            // It is pressed, and does not save the field.
                            event.stop_propagation();
                        }
                    }
                    on:click=move |_| editing.take(answer(String::new()), true)
                >
                    {icon("x")}
                </button>
            }
        });
        let field = view! {
            <input
                class="input tight"
                id=id
                type=if kind == Typed::Date { "date" } else { "text" }
                inputmode=(kind == Typed::Number).then_some("decimal")
                autocomplete="off"
                dir="auto"
                aria-label=editing.label()
                aria-invalid=move || editing.is_wrong()
                aria-describedby=move || editing.described_by()
                prop:value=text
                on:input=move |event| changed(&event)
            />
        };
        view! { <span class="with-clear" node_ref=group on:focusout=leave on:keydown=pressed>{field}{clear}</span> }
            .into_any()
    })
}
