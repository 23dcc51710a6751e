//! Giving the user a file.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;

/// How long a text is kept for the browser to save it.
const KEPT_MILLISECONDS: i32 = 60_000;

/// Hands a text over as a download. Answers whether the browser took it.
pub(crate) fn download(name: &str, mime: &str, parts: &[String]) -> bool {
    let array = parts.iter().map(|part| JsValue::from_str(part)).collect::<js_sys::Array>();
    try_download(name, mime, &array).is_ok()
}

/// Hands bytes over as a download. Answers whether the browser took them.
pub(crate) fn download_bytes(name: &str, mime: &str, parts: &[Uint8Array]) -> bool {
    let array = parts.iter().collect::<js_sys::Array>();
    try_download(name, mime, &array).is_ok()
}

/// The bytes of a file that was chosen; `None` where the browser can't read it, or has no room for it.
pub(crate) async fn bytes_of(file: &web_sys::File) -> Option<Uint8Array> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer))
}

/// Hands over what is a file already. Answers whether the browser took it.
pub(crate) fn download_blob(name: &str, blob: &Blob) -> bool {
    hand_over(name, blob).is_ok()
}

fn try_download(name: &str, mime: &str, array: &js_sys::Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    hand_over(name, &Blob::new_with_str_sequence_and_options(array, &options)?)
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
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
