//! Encryption under a passphrase and sums, by the browser's own cryptography: PBKDF2 with SHA-256, AES-256-GCM.
//!
//! The browser does it beside the page, so that nothing stands still however large the file is.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::dom;
use super::js::object;

/// The browser refused: a passphrase that does not fit, or no cryptography at all. It does not say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// What a key follows from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe<'a> {
    pub(crate) passphrase: &'a str,
    pub(crate) salt: &'a [u8],
    pub(crate) iterations: u32,
}

/// Whether the browser has cryptography for this page: not where it came over plain http from elsewhere.
pub(crate) fn is_there() -> bool {
    subtle().is_some()
}

/// The SHA-256 of bytes.
pub(crate) async fn digest(bytes: &Uint8Array) -> Result<Uint8Array, Refused> {
    let subtle = subtle().ok_or(Refused)?;
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", bytes)?;
    Ok(Uint8Array::new(&JsFuture::from(digest).await?))
}

/// Encrypts bytes, and authenticates others along.
pub(crate) async fn seal(
    recipe: Recipe<'_>,
    iv: &[u8],
    along: &[u8],
    plain: &Uint8Array,
) -> Result<Uint8Array, Refused> {
    let subtle = subtle().ok_or(Refused)?;
    let key = key(&subtle, recipe).await?;
    let sealed = subtle.encrypt_with_object_and_js_u8_array(&gcm(iv, along), &key, plain)?;
    Ok(Uint8Array::new(&JsFuture::from(sealed).await?))
}

/// Decrypts what [`seal`] made of the same.
pub(crate) async fn unseal(
    recipe: Recipe<'_>,
    iv: &[u8],
    along: &[u8],
    sealed: &Uint8Array,
) -> Result<Uint8Array, Refused> {
    let subtle = subtle().ok_or(Refused)?;
    let key = key(&subtle, recipe).await?;
    let plain = subtle.decrypt_with_object_and_js_u8_array(&gcm(iv, along), &key, sealed)?;
    Ok(Uint8Array::new(&JsFuture::from(plain).await?))
}

/// Bytes in base 64.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    let letters: String = bytes.iter().copied().map(char::from).collect();
    // It only fails for letters beyond the 256 first.
    dom::window().btoa(&letters).unwrap_or_default()
}

/// The bytes of a text in base 64.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let letters = dom::window().atob(text).ok()?;
    letters.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}

fn subtle() -> Option<SubtleCrypto> {
    let crypto = dom::window().crypto().ok()?;
    // The types say that it is always there.
    Reflect::get(&crypto, &JsValue::from_str("subtle")).ok()?.dyn_into().ok()
}

async fn key(subtle: &SubtleCrypto, recipe: Recipe<'_>) -> Result<CryptoKey, Refused> {
    let typed = Uint8Array::from(recipe.passphrase.as_bytes());
    let usages = |names: &[&str]| names.iter().map(|name| JsValue::from_str(name)).collect::<Array>();
    let base = subtle.import_key_with_str("raw", &typed, "PBKDF2", false, &usages(&["deriveKey"]))?;
    let base: CryptoKey = JsFuture::from(base).await?.dyn_into()?;
    let how = object(&[
        ("name", JsValue::from_str("PBKDF2")),
        ("hash", JsValue::from_str("SHA-256")),
        ("salt", Uint8Array::from(recipe.salt).into()),
        ("iterations", JsValue::from_f64(f64::from(recipe.iterations))),
    ]);
    let kind = object(&[("name", JsValue::from_str("AES-GCM")), ("length", JsValue::from_f64(256.0))]);
    let usages = usages(&["encrypt", "decrypt"]);
    let derived = subtle.derive_key_with_object_and_object(&how, &base, &kind, false, &usages)?;
    Ok(JsFuture::from(derived).await?.dyn_into()?)
}

fn gcm(iv: &[u8], along: &[u8]) -> Object {
    object(&[
        ("name", JsValue::from_str("AES-GCM")),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(along).into()),
    ])
}
