//! A record of the log: its number, and the entry as a text or as bytes.

use exchange::parcels::INDEXED_DEALS;
use js_sys::{Object, Uint8Array};
use sales::log::{Entry, Line};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::js::{get, set};

/// The number of a record in the log, from 1.
pub(crate) type Seq = u64;

/// A record of the log.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Its number.
    pub(crate) seq: Seq,
    /// The entry.
    pub(crate) line: Line,
}

pub(super) fn key(seq: Seq) -> JsValue {
    #[allow(clippy::cast_precision_loss, reason = "a log of 2^53 entries fits no disk")]
    JsValue::from_f64(seq as f64)
}

pub(super) fn to_seq(key: &JsValue) -> Seq {
    let number = key.as_f64().unwrap_or(0.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers of records are whole and positive"
    )]
    let seq = number as Seq;
    seq
}

pub(super) fn to_record(entry: &Entry) -> JsValue {
    let record = Object::new();
    set(&record, "text", &JsValue::from_str(&entry.to_text()));
    let deals = entry.deals();
    if !deals.is_empty() && deals.len() <= INDEXED_DEALS {
        let ids = deals.iter().map(|deal| JsValue::from_str(&deal.to_string())).collect::<js_sys::Array>();
        set(&record, "deals", &ids);
    }
    record.into()
}

/// The text of a record: a text, or the bytes of one where a worker wrote it.
pub(super) fn text_of(value: &JsValue) -> Option<String> {
    get(value, "text").as_string().or_else(|| {
        let bytes: Uint8Array = get(value, "bytes").dyn_into().ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    })
}

pub(super) fn outline_of(value: &JsValue) -> Result<Line, String> {
    let text = text_of(value).ok_or_else(|| "no text".to_owned())?;
    Line::outline(&text).map_err(|error| error.detail)
}

pub(super) fn line_of(value: &JsValue) -> Result<Line, String> {
    let text = text_of(value).ok_or_else(|| "no text".to_owned())?;
    Line::parse(&text).map_err(|error| error.detail)
}
