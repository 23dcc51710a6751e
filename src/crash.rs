//! What happens when the app stops: a panic is a mistake of ours, and must not cost anybody their data.
//!
//! A panic ends the WebAssembly module for good. The last thing it does is to say so to `public/rescue.js`, which needs
//! nothing of it: that page offers to load the app again, and to save the log to a file.

use std::panic;

use serde_json::json;
use wasm_bindgen::JsValue;

use crate::platform::dom;
use crate::text::t;

/// Watches for panics from now on.
pub(crate) fn watch() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        announce();
    }));
}

fn announce() {
    let texts = t().storage();
    let words = json!({
        "database": crate::app::database_name(),
        "title": texts.crash_title,
        "text": texts.crash_text,
        "save": texts.export,
        "reload": texts.reload,
        "none": texts.export_none,
    });
    let options = web_sys::CustomEventInit::new();
    options.set_detail(&JsValue::from_str(&words.to_string()));
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("fairlead-crash", &options) {
        let _ = dom::window().dispatch_event(&event);
    }
}
