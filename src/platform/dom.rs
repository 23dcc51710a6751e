//! Short ways to the DOM.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent, Window};

/// The window.
#[allow(clippy::expect_used, reason = "the app is only ever started in a page")]
pub(crate) fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// The document.
#[allow(clippy::expect_used, reason = "the app is only ever started in a page")]
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Opens the dialog that prints the page.
pub(crate) fn print() {
    // It only fails where there is no printer dialog to open.
    let _ = window().print();
}

/// The first element that a selector names.
pub(crate) fn query(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Moves the focus to the first element that a selector names, without scrolling more than needed.
pub(crate) fn focus(selector: &str) -> bool {
    query(selector).is_some_and(|element| element.focus().is_ok())
}

/// Whether nothing has the focus: what had it is gone from the page.
pub(crate) fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Moves the focus once the changes on the screen that are under way are done.
pub(crate) fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    soon(move || {
        focus(&selector);
    });
}

/// Scrolls as little as it takes to bring an element into sight.
pub(crate) fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Runs something before the next frame is painted, after the changes under way are on the screen.
pub(crate) fn soon(run: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(run);
    // It only fails where there is no window.
    let _ = window().request_animation_frame(callback.unchecked_ref());
}

/// Runs something after a while. Answers a handle for [`cancel_later`].
pub(crate) fn later(milliseconds: i32, run: impl FnOnce() + 'static) -> i32 {
    let callback = Closure::once_into_js(run);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds)
        .unwrap_or_default()
}

/// Lets the browser do other things for a while.
pub(crate) async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    // A promise that is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Runs something as soon as the browser has nothing better to do.
pub(crate) fn when_idle(run: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(run);
    if window().request_idle_callback(callback.unchecked_ref()).is_err() {
        // Safari has had no idle callbacks for long; a moment after the start is as good.
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), 1_000);
    }
}

/// Loads the page again.
pub(crate) fn reload() {
    // It only fails in a page that is going away.
    let _ = window().location().reload();
}

/// Takes back what [`later`] planned.
pub(crate) fn cancel_later(handle: i32) {
    window().clear_timeout_with_handle(handle);
}

/// Whether a media query holds now.
pub(crate) fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Hears every key before the app's own keys do, as long as the caller's owner lives.
pub(crate) fn keys_first(heard: impl Fn(&KeyboardEvent) + 'static) {
    let heard = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| heard(&event));
    // It only fails for a name that is none.
    let _ = document().add_event_listener_with_callback("keydown", heard.as_ref().unchecked_ref());
    let heard = StoredValue::new_local(heard);
    on_cleanup(move || {
        heard.try_with_value(|heard| {
            let _ = document().remove_event_listener_with_callback("keydown", heard.as_ref().unchecked_ref());
        });
    });
}

/// Whether the keyboard's events are meant for a text that is being typed.
pub(crate) fn is_typing(target: Option<&Element>) -> bool {
    target.is_some_and(|element| {
        let tag = element.tag_name();
        tag == "TEXTAREA"
            || tag == "SELECT"
            || element.has_attribute("contenteditable")
            || (tag == "INPUT"
                && !matches!(
                    element.get_attribute("type").as_deref(),
                    Some("checkbox" | "radio" | "button" | "color")
                ))
    })
}
