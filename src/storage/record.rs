//! Records of the log. There are three kinds: one entry as a text, with the deals that it is found by; a block of many, as a worker packs
//! them; and a piece of a long one. docs/decisions/0026-blocks.md says why.

use exchange::parcels::INDEXED_DEALS;
use js_sys::{Array, Object, Uint8Array};
use sales::log::{Entry, Line};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::js::{get, set};

/// A long line lies in pieces of so many bytes, so that writing one of them takes no longer than a part of a frame.
const PIECE: u32 = 1024 * 1024;

/// The number of a record in the log, from 1.
pub(crate) type Seq = u64;

/// A line of the log.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// The number of the record that it ends in.
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
        let ids = deals.iter().map(|deal| JsValue::from_str(&deal.to_string())).collect::<Array>();
        set(&record, "deals", &ids);
    }
    record.into()
}

/// A record of the log about a block of lines: they lie there as the worker packed them, and are found by any of their deals.
pub(super) fn block(lines: &Uint8Array, deals: &str) -> JsValue {
    let record = Object::new();
    set(&record, "lines", lines);
    let ids: Array = deals.split(['\n', ',']).filter(|id| !id.is_empty()).map(JsValue::from_str).collect();
    if ids.length() > 0 {
        set(&record, "deals", &ids);
    }
    record.into()
}

/// In how many records a long line lies.
pub(super) fn pieces_of(line: &Uint8Array) -> u32 {
    line.length().div_ceil(PIECE).max(1)
}

/// A record of the log with a piece of a long line, from 0.
pub(super) fn piece(line: &Uint8Array, number: u32) -> JsValue {
    let record = Object::new();
    let from = number * PIECE;
    // A copy: of a mere view, the database would keep all that lies behind it.
    set(&record, "bytes", &line.slice(from, line.length().min(from.saturating_add(PIECE))));
    set(&record, "piece", &JsValue::from(number));
    set(&record, "of", &JsValue::from(pieces_of(line)));
    record.into()
}

/// Which piece of how many a record holds, where it holds one. One without a number holds all of its line.
pub(super) fn place_of(value: &JsValue) -> Option<(u32, u32)> {
    let number = |field| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and not negative")]
        get(value, field).as_f64().map(|number| number as u32)
    };
    get(value, "bytes").is_object().then(|| (number("piece").unwrap_or(0), number("of").unwrap_or(1)))
}

/// Lines of the log.
pub(super) enum Lines {
    /// One that was done here.
    Text(String),
    /// Some that came together, with a line break between any two.
    Block(Uint8Array),
    /// A long one: no text is made of it before somebody wants to know what it says.
    Long(Uint8Array),
}

impl Lines {
    /// As one text, with a line break between any two.
    pub(super) fn into_text(self) -> Result<String, String> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Block(bytes) | Self::Long(bytes) => {
                String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())
            }
        }
    }
}

/// Puts together what lies in records, which it is given in their order.
#[derive(Default)]
pub(super) struct Reader {
    /// The pieces of a line that is not whole yet, and how many there are of it.
    pieces: Vec<Uint8Array>,
    of: usize,
}

impl Reader {
    /// Takes the next record. `None` where there is more to come of its line.
    pub(super) fn take(&mut self, value: &JsValue) -> Result<Option<Lines>, String> {
        let lost = |reader: &mut Self| {
            let was_waiting = !std::mem::take(&mut reader.pieces).is_empty();
            if was_waiting { Err("the end of a long line is missing".to_owned()) } else { Ok(()) }
        };
        if let Some((number, of)) = place_of(value) {
            if number == 0 {
                lost(self)?;
                self.of = of as usize;
            } else if self.pieces.len() != number as usize || self.of != of as usize {
                self.pieces.clear();
                return Err("the beginning of a long line is missing".to_owned());
            }
            self.pieces.push(get(value, "bytes").unchecked_into());
            let is_whole = self.pieces.len() == self.of;
            return Ok(is_whole.then(|| Lines::Long(joined(std::mem::take(&mut self.pieces)))));
        }
        lost(self)?;
        if let Ok(block) = get(value, "lines").dyn_into::<Uint8Array>() {
            return Ok(Some(Lines::Block(block)));
        }
        let text = get(value, "text").as_string().ok_or_else(|| "no text".to_owned())?;
        Ok(Some(Lines::Text(text)))
    }
}

fn joined(pieces: Vec<Uint8Array>) -> Uint8Array {
    if let [whole] = pieces.as_slice() {
        return whole.clone();
    }
    let all = Uint8Array::new_with_length(pieces.iter().map(Uint8Array::length).sum());
    let mut place = 0;
    for piece in pieces {
        all.set(&piece, place);
        place += piece.length();
    }
    all
}

/// The bytes of the text in a record, whether it makes sense or not.
pub(super) fn raw(value: &JsValue) -> Vec<u8> {
    if let Some(text) = get(value, "text").as_string() {
        return text.into_bytes();
    }
    let bytes = ["lines", "bytes"].map(|field| get(value, field).dyn_into::<Uint8Array>().ok());
    bytes.into_iter().flatten().next().map(|bytes| bytes.to_vec()).unwrap_or_default()
}

/// Reads a line.
pub(super) fn line_of(text: &str) -> Result<Line, String> {
    Line::parse(text).map_err(|error| error.detail)
}

/// Reads what a line is called, and not what it says.
pub(super) fn outline_of(text: &str) -> Result<Line, String> {
    Line::outline(text).map_err(|error| error.detail)
}
