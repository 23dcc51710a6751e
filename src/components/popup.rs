//! A small form beside the button that opened it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::menu::{place, take_away};
use crate::platform::dom;

/// An open form. Esc and a press anywhere else close it; the focus goes to its first field and back to the anchor.
#[component]
pub(crate) fn Popup(
    /// What it opened from.
    anchor: Option<Element>,
    #[prop(into)] label: String,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let anchor = StoredValue::new_local(anchor);
    Effect::new(move || {
        let Some(popup) = node.get() else { return };
        place(&popup, anchor.get_value().as_ref());
        let first = popup.query_selector("input, select, button").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = node.get_untracked().is_some_and(|popup| popup.contains(target.as_ref()))
            || anchor.get_value().is_some_and(|anchor| anchor.contains(target.as_ref()));
        if !inside {
            on_close.run(());
        }
    });
    on_cleanup(move || outside.remove());
    // The focus goes back where the form goes by itself; one that a press took elsewhere stays there.
    on_cleanup(move || {
        let left_behind = dom::document().active_element().is_none_or(|element| {
            element.tag_name() == "BODY"
                || node
                    .try_get_untracked()
                    .flatten()
                    .is_some_and(|popup| popup.contains(Some(element.as_ref())))
        });
        if left_behind
            && let Some(Some(anchor)) = anchor.try_get_value()
            && let Ok(anchor) = anchor.dyn_into::<HtmlElement>()
        {
            let _ = anchor.focus();
        }
    });
    take_away(node);
    let pressed = move |event: KeyboardEvent| {
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            on_close.run(());
        }
    };
    view! {
        <span class="menu-place">
            <div class="menu sheet popover" role="dialog" aria-label=label node_ref=node on:keydown=pressed>
                {children()}
            </div>
        </span>
    }
    .into_any()
}
