//! Giving the user a file.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;

/// How long a text is kept for the browser to save it.
const KEPT_MILLISECONDS: i32 = 60_000;

/// Hands a text over as a download. Answers whether the browser took it.
pub(crate) fn download(name: &str, mime: &str, parts: &[String]) -> bool {
    try_download(name, mime, parts).is_ok()
}

fn try_download(name: &str, mime: &str, parts: &[String]) -> Result<(), JsValue> {
    let array = parts.iter().map(|part| JsValue::from_str(part)).collect::<js_sys::Array>();
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&array, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = dom::document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser reads the text in its own time; until then the address has to lead to it.
    dom::later(KEPT_MILLISECONDS, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
