//! A modal dialog: the browser's own `<dialog>`, which keeps the focus in and the page behind it still.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::icon;
use crate::platform::dom;
use crate::text::t;

/// A dialog that is open as long as it is on the screen. Esc, the close button and a click beside it call `on_close`.
#[component]
pub(crate) fn Modal(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// A line under the heading.
    #[prop(optional, into)]
    subtitle: String,
    /// More classes: `wide`, `palette`.
    #[prop(optional)]
    class: &'static str,
    /// Whether it has no heading to see; the title names it then for those who don't see it.
    #[prop(default = false)]
    bare: bool,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    // Where the focus goes back to when the dialog goes.
    let before = dom::document().active_element();
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // It only fails for a dialog that is open already or not in the page.
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        use wasm_bindgen::JsCast;
        // It is still on the screen, and as long as it is open nothing else can have the focus.
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
        if let Some(element) = before
            && element.is_connected()
            && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = element.focus();
        }
    });
    let cancelled = move |event: Event| {
        event.prevent_default();
        on_close.run(());
    };
    let pressed = move |event: web_sys::MouseEvent| {
        // A press on the dialog itself, not on what is in it, is a press on its backdrop.
        let on_backdrop = event.target().is_some_and(|target| {
            node.get_untracked().is_some_and(|dialog| {
                let dialog: &web_sys::EventTarget = dialog.as_ref();
                *dialog == target
            })
        });
        if on_backdrop {
            on_close.run(());
        }
    };
    let (name, labelled_by) = if bare { (Some(title.clone()), None) } else { (None, Some("dialog-title")) };
    let head = (!bare).then(|| {
        view! {
            <div class="dialog-head">
                <h2 id="dialog-title">
                    <span dir="auto">{title}</span>
                    {(!subtitle.is_empty())
                        .then(|| view! { <p class="dialog-sub clamp" dir="auto">{subtitle}</p> })}
                </h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t().common().close
                    on:click=move |_| on_close.run(())
                >
                    {icon("x")}
                </button>
            </div>
        }
    });
    view! {
        <dialog
            class=format!("dialog {class}")
            node_ref=node
            aria-label=name
            aria-labelledby=labelled_by
            on:cancel=cancelled
            on:mousedown=pressed
        >
            {head}
            {children()}
        </dialog>
    }
    .into_any()
}
