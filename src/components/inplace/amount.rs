//! An amount and its currency.

use leptos::html;
use leptos::prelude::*;
use sales::money::Currency;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlSelectElement, KeyboardEvent};

use super::{Editing, Look, Typed, focus_and_select, is_enter, stays_in, swallow};
use crate::text::t;

/// An amount and its currency, edited in place.
#[component]
pub(crate) fn InPlaceAmount(
    look: Look,
    /// The amount as one types it and its currency; asked for when the editing begins.
    value: Callback<(), (String, Currency)>,
    /// The currencies to choose from.
    currencies: Callback<(), Vec<Currency>>,
    save: Callback<(String, Currency), Result<(), String>>,
) -> impl IntoView {
    let editing = Editing::new(look);
    let group = NodeRef::<html::Span>::new();
    let typed = StoredValue::new(String::new());
    let currency = StoredValue::new(Currency::USD);
    let before = StoredValue::new((String::new(), Currency::USD));
    let answer = move || {
        let now = (typed.get_value(), currency.get_value());
        if now == before.get_value() { Ok(()) } else { save.run(now) }
    };
    on_cleanup(move || {
        if editing.counts() {
            let _ = answer();
        }
    });
    let leave = move |event: FocusEvent| {
        if editing.counts() && !stays_in(group, &event) {
            editing.take(answer(), false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if is_enter(&event, Typed::Line) {
            swallow(&event);
            editing.take(answer(), true);
        } else if event.key() == "Escape" && !event.is_composing() {
            swallow(&event);
            editing.end(true);
        }
    };
    editing.either(move || {
        let start = value.run(());
        typed.set_value(start.0.clone());
        currency.set_value(start.1);
        before.set_value(start.clone());
        let id = look.id.with_value(|id| format!("{id}-field"));
        focus_and_select(id.clone(), true);
        let option = |known: Currency| {
            let code = known.code().to_owned();
            view! { <option value=code.clone() selected=known == start.1>{code.clone()}</option> }
        };
        let options = currencies.run(()).into_iter().map(option).collect_view();
        view! {
            <span class="joined" node_ref=group on:focusout=leave on:keydown=pressed>
                <input
                    class="input tight num"
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=editing.label()
                    aria-invalid=move || editing.is_wrong()
                    aria-describedby=move || editing.described_by()
                    prop:value=start.0
                    on:input=move |event| typed.set_value(event_target_value(&event))
                />
                <span class="select">
                    <select
                        class="input tight"
                        aria-label=t().deal().currency
                        on:change=move |event| {
                            let code = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                            if let Some(Ok(code)) = code.map(|select| select.value().parse()) {
                                currency.set_value(code);
                            }
                        }
                    >
                        {options}
                    </select>
                </span>
            </span>
        }
        .into_any()
    })
}
