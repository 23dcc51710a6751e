//! The `?` in the head of a screen: what the guide says of it, beside the screen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::guide::Chapter;
use super::parts;
use crate::components::icon;
use crate::state::Ui;
use crate::text::t;

/// The button, where the guide has a chapter about the screen. Its text is fetched when it is asked for.
pub(super) fn help(ui: Ui) -> AnyView {
    let chapter = Memo::new(move |_| ui.route.with(|route| Chapter::of(route.screen)));
    (move || chapter.get().map(|chapter| button(ui, chapter))).into_any()
}

/// The same about what stands beside a screen, as the panel of a deal.
pub(super) fn help_on(ui: Ui, chapter: Chapter) -> AnyView {
    button(ui, chapter)
}

fn button(ui: Ui, chapter: Chapter) -> AnyView {
    let open = RwSignal::new(false);
    let anchor = StoredValue::new_local(None::<Element>);
    let press = move |event: MouseEvent| {
        if open.get_untracked() {
            return open.set(false);
        }
        anchor.set_value(event.current_target().and_then(|button| button.dyn_into().ok()));
        parts::fetch_help(ui, open);
    };
    let on_close = Callback::new(move |()| open.set(false));
    let text = move || open.get().then(|| parts::help(chapter, anchor.get_value(), on_close));
    view! {
        <button
            type="button"
            class="icon-button help-button"
            aria-label=t().shell().help
            title=t().shell().help
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=press
        >
            {icon("help")}
        </button>
        {text}
    }
    .into_any()
}
