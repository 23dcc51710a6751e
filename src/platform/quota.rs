//! What the browser grants this page for keeping data: whether it may throw them away, and how much room there is.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// How much room the page has, in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub(crate) used_bytes: f64,
    pub(crate) granted_bytes: f64,
}

async fn answer(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    // A page that came over plain http from elsewhere has no storage manager: the call itself fails then.
    JsFuture::from(promise.ok()?).await.ok()
}

/// Whether the browser keeps the data even when the disk gets full; `None` where it does not say.
pub(crate) async fn is_persistent() -> Option<bool> {
    answer(dom::window().navigator().storage().persisted()).await?.as_bool()
}

/// Asks the browser to keep the data even when the disk gets full. Answers whether it will.
pub(crate) async fn persist() -> Option<bool> {
    answer(dom::window().navigator().storage().persist()).await?.as_bool()
}

/// How much room is used and granted; `None` where the browser does not say.
pub(crate) async fn estimate() -> Option<Estimate> {
    let estimate = answer(dom::window().navigator().storage().estimate()).await?;
    let field = |name: &str| Reflect::get(&estimate, &JsValue::from_str(name)).ok()?.as_f64();
    Some(Estimate { used_bytes: field("usage")?, granted_bytes: field("quota")? })
}
