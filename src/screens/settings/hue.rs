//! Choosing one of the ten colours.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::components::Popup;
use crate::platform::dom;
use crate::text::t;

/// How many colours stand in a line.
const ACROSS: usize = 5;

/// The place that an arrow key leads to from the colour at `now`; `None` for any other key.
fn step(key: &str, now: usize, count: usize) -> Option<usize> {
    Some(match key {
        "ArrowRight" => (now + 1) % count,
        "ArrowLeft" => (now + count - 1) % count,
        "ArrowDown" => (now + ACROSS) % count,
        "ArrowUp" => (now + count - ACROSS) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    })
}

/// A button that shows a colour, and all of them to choose from when pressed.
#[component]
pub(crate) fn HueButton(
    #[prop(into)] label: Signal<String>,
    hue: Signal<u8>,
    on_pick: Callback<u8>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let swatches = move || {
        let anchor = button.get_untracked().map(JsCast::unchecked_into::<Element>);
        let pick = Callback::new(move |number| {
            open.set(false);
            on_pick.run(number);
        });
        let on_close = Callback::new(move |()| open.set(false));
        view! {
            <Popup anchor label=label.get_untracked() on_close>
                <Swatches label=label.get_untracked() hue=hue.get_untracked() on_pick=pick on_close/>
            </Popup>
        }
    };
    view! {
        <button
            type="button"
            class=move || ["swatch hue-", &hue.get().to_string()].concat()
            node_ref=button
            aria-label=label
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        ></button>
        {move || open.get().then(swatches)}
    }
    .into_any()
}

/// The colours. Arrows move among them, Enter and Space choose; nothing is chosen by moving alone, as each choice is kept.
#[component]
fn Swatches(label: String, hue: u8, on_pick: Callback<u8>, on_close: Callback<()>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let radios = move || {
        let list = node.get_untracked()?.query_selector_all("[role=radio]").ok()?;
        Some(
            (0..list.length())
                .filter_map(|at| list.get(at)?.dyn_into::<HtmlElement>().ok())
                .collect::<Vec<_>>(),
        )
    };
    let focus = move |at: usize| {
        if let Some(radio) = radios().unwrap_or_default().get(at) {
            let _ = radio.focus();
        }
    };
    dom::soon(move || focus(usize::from(hue)));
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Tab" {
            event.prevent_default();
            return on_close.run(());
        }
        let radios = radios().unwrap_or_default();
        let active = dom::document().active_element();
        let now = radios.iter().position(|radio| active.as_ref() == Some(radio.as_ref())).unwrap_or(0);
        if let Some(to) = step(&event.key(), now, radios.len()) {
            event.prevent_default();
            focus(to);
        }
    };
    let swatch = move |(number, name): (u8, &'static str)| {
        view! {
            <button
                type="button"
                class=["swatch hue-", &number.to_string()].concat()
                role="radio"
                aria-checked=(number == hue).to_string()
                aria-label=name
                title=name
                tabindex=if number == hue { "0" } else { "-1" }
                on:click=move |_| on_pick.run(number)
            ></button>
        }
        .into_any()
    };
    view! {
        <div class="swatches" role="radiogroup" aria-label=label node_ref=node on:keydown=pressed>
            {(0u8..).zip(t().settings().hues).map(swatch).collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_the_colours_round_and_round() {
        let cases = [
            ("ArrowRight", 0, Some(1)),
            ("ArrowRight", 9, Some(0)),
            ("ArrowLeft", 0, Some(9)),
            ("ArrowDown", 2, Some(7)),
            ("ArrowDown", 7, Some(2)),
            ("ArrowUp", 2, Some(7)),
            ("Home", 4, Some(0)),
            ("End", 4, Some(9)),
            ("Enter", 4, None),
        ];
        for (key, now, to) in cases {
            assert_eq!(step(key, now, 10), to, "{key} from {now}");
        }
    }
}
