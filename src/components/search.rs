//! The field that narrows down what a screen shows.

use leptos::prelude::*;

use super::icon;
use crate::platform::dom;
use crate::text::t;

/// How long it waits for the next letter, in milliseconds.
const PAUSE: i32 = 120;

/// Searches while one types. Esc gives up the search and goes back to the screen.
#[component]
pub(crate) fn SearchField(
    /// What is searched, for those who do not see it.
    label: &'static str,
    /// What is searched for now.
    #[prop(into)]
    value: Signal<String>,
    on_search: Callback<String>,
    /// Whether a phone shows a button in its place until it is wanted.
    #[prop(default = false)]
    folds: bool,
) -> impl IntoView {
    let waiting = StoredValue::new(None::<i32>);
    let is_wanted = RwSignal::new(!folds);
    let stop_waiting = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            dom::cancel_later(timer);
        }
    };
    on_cleanup(stop_waiting);
    let typed = move |event| {
        let text = event_target_value(&event);
        stop_waiting();
        waiting.set_value(Some(dom::later(PAUSE, move || on_search.run(text))));
    };
    let button = folds.then(|| {
        view! {
            <button
                type="button"
                class="icon-button phone-only"
                aria-label=label
                aria-expanded=move || is_wanted.get().to_string()
                on:click=move |_| {
                    is_wanted.update(|is_wanted| *is_wanted = !*is_wanted);
                    dom::focus_soon("input[type=search]");
                }
            >
                {icon("search")}
            </button>
        }
    });
    view! {
        <div class=move || if is_wanted.get() { "search" } else { "search phone-hide" } role="search">
            {icon("search")}
            <input
                type="search"
                aria-label=label
                placeholder=t().common().search
                dir="auto"
                prop:value=move || value.get()
                on:input=typed
                on:keydown=move |event| {
                    if event.key() == "Escape" && !event.is_composing() {
                        event.stop_propagation();
                        stop_waiting();
                        // What was not searched for yet goes as well.
                        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                        on_search.run(String::new());
                        is_wanted.set(!folds);
                        dom::focus("#main");
                    }
                }
            />
            <span class="kbd" aria-hidden="true">
                "/"
            </span>
        </div>
        {button}
    }
    .into_any()
}
