//! The colours and the type in use, read off the style sheet, and hearing when they change.

use charts::{Colour, HUES, LOST, Motion, Theme, WON};
use sales::hue;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CssStyleDeclaration, MediaQueryList, MutationObserver, MutationObserverInit};

use super::dom;

const DARK: &str = "(prefers-color-scheme: dark)";
const LESS_MOTION: &str = "(prefers-reduced-motion: reduce)";

// Charts know colours by the same numbers as the core.
const _: () = assert!(HUES == hue::HUES as usize && LOST == hue::LOST as usize && WON == hue::WON as usize);

/// The theme as it is now.
pub(crate) fn current() -> Theme {
    let style = dom::document()
        .document_element()
        .and_then(|root| dom::window().get_computed_style(&root).ok().flatten());
    let token = |name: &str| value(style.as_ref(), name);
    let colour = |name: &str| Colour::parse(&token(name)).unwrap_or(Colour::GREY);
    Theme {
        text: colour("--text"),
        text_soft: colour("--text-3"),
        grid: colour("--line"),
        axis: colour("--line-strong"),
        track: colour("--inset"),
        surface: colour("--surface"),
        accent: colour("--accent"),
        rest: colour("--rest"),
        muted: colour("--line-control"),
        hues: std::array::from_fn(|hue| colour(&format!("--h{hue}"))),
        font: token("--font"),
        motion: if dom::media(LESS_MOTION) { Motion::Still } else { Motion::Lively },
    }
}

fn value(style: Option<&CssStyleDeclaration>, name: &str) -> String {
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default().trim().to_owned()
}

/// Calls back whenever the theme changes: by the system, or by the app, which says so on the root of the page. Dropping it
/// ends that.
pub(crate) struct Watch {
    page: Option<MutationObserver>,
    system: Vec<MediaQueryList>,
    changed: Closure<dyn FnMut()>,
}

impl Watch {
    /// Watches from now on.
    pub(crate) fn new(changed: impl Fn() + 'static) -> Self {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let function = changed.as_ref().unchecked_ref::<js_sys::Function>();
        let lists = [DARK, LESS_MOTION].map(|query| dom::window().match_media(query).ok().flatten());
        let system: Vec<MediaQueryList> = lists.into_iter().flatten().collect();
        for list in &system {
            // It only fails for a list that is none.
            let _ = list.add_event_listener_with_callback("change", function);
        }
        let page = MutationObserver::new(function).ok();
        if let (Some(page), Some(root)) = (&page, dom::document().document_element()) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            options.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
            let _ = page.observe_with_options(&root, &options);
        }
        Self { page, system, changed }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(page) = &self.page {
            page.disconnect();
        }
        let function = self.changed.as_ref().unchecked_ref::<js_sys::Function>();
        for list in &self.system {
            let _ = list.remove_event_listener_with_callback("change", function);
        }
    }
}
