//! A modal dialog: the browser's own `<dialog>`, which keeps the focus in and the page behind it still.

use std::cell::RefCell;

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::icon;
use crate::platform::dom;
use crate::text::t;

/// An open dialog, for the browser's way back.
#[derive(Clone, Copy)]
struct Open {
    number: u32,
    /// Whether something was typed or chosen in it.
    touched: StoredValue<bool>,
    /// Whether it was asked already what is to become of that.
    warned: RwSignal<bool>,
    on_close: Callback<()>,
}

thread_local! {
    /// The dialogs of the page, the uppermost last.
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
}

/// Takes the browser's way back as the way out of the uppermost dialog. What was typed there stays the first time, with a
/// word about it. Answers whether there was a dialog.
pub(crate) fn step_out() -> bool {
    let Some(open) = OPEN.with_borrow(|open| open.last().copied()) else { return false };
    if open.touched.get_value() && !open.warned.get_untracked() {
        open.warned.set(true);
    } else {
        open.on_close.run(());
    }
    true
}

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
    /// Whether what is entered takes effect at once, so that closing it loses nothing.
    #[prop(default = false)]
    live: bool,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = Open {
        number: OPEN.with_borrow(|open| open.last().map_or(0, |last| last.number + 1)),
        touched: StoredValue::new(false),
        warned: RwSignal::new(false),
        on_close,
    };
    OPEN.with_borrow_mut(|all| all.push(open));
    on_cleanup(move || OPEN.with_borrow_mut(|all| all.retain(|other| other.number != open.number)));
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
            // What is looked for is typed again at no cost.
            on:input=move |_| open.touched.set_value(!(bare || live))
        >
            {head}
            {move || {
                open.warned
                    .get()
                    .then(|| {
                        view! {
                            <p class="notice warn" role="alert" data-notice="unsaved">
                                {icon("warning")}
                                <span>{t().common().unsaved}</span>
                            </p>
                        }
                    })
            }}
            {children()}
        </dialog>
    }
    .into_any()
}
