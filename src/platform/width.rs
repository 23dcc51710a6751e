//! How wide an element is, now and after every change.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Calls back with the width inside an element: at once, and whenever it changes. Dropping it ends that.
pub(crate) struct WidthWatch {
    observer: Option<ResizeObserver>,
    _changed: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Watches from now on.
    pub(crate) fn new(element: &HtmlElement, changed: impl Fn(u32) + 'static) -> Self {
        let watched = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            changed(u32::try_from(watched.client_width()).unwrap_or_default());
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self { observer, _changed: changed }
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
