//! Quotes that do not come in pairs.
//!
//! The parser never complains: a quote that is not closed makes it read on to the next quote, or to the end, and
//! swallow the rows between. So a row with quotes is first walked strictly: a quote that opens a cell must be closed
//! before a delimiter or the end of a line. The walk ends at the first quote that is not, so that it is never much longer
//! than the row; the parser is given no more than what was walked.

use memchr::{memchr, memchr2, memchr3};

/// A row as it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Walk {
    /// How long it is, with the first character of its line end.
    pub(super) length: usize,
    /// The first cell that goes on after the quote that closes it.
    pub(super) stray: Option<At>,
}

/// A place in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    /// Its byte.
    pub(super) byte: usize,
    /// Its cell.
    pub(super) column: usize,
}

/// Walks the row at the beginning of a text. Where a quote opens a cell and is not closed, or what closes it, on a later
/// line, was meant to open another, the answer is its place.
pub(super) fn walk(text: &[u8], delimiter: u8) -> Result<Walk, At> {
    if let Some(length) = length_without_quotes(text) {
        return Ok(Walk { length, stray: None });
    }
    let mut stray = None;
    let mut at = 0;
    for column in 0.. {
        let mut end = at;
        if text.get(at) == Some(&b'"') {
            let open = At { byte: at, column };
            let close = closing(text, at).ok_or(open)?;
            end = close + 1;
            let goes_on = text.get(end).is_some_and(|next| *next != delimiter && !is_line_end(*next));
            if goes_on && memchr2(b'\n', b'\r', &text[at..close]).is_some() {
                return Err(open);
            }
            if goes_on && stray.is_none() {
                stray = Some(At { byte: close, column });
            }
        }
        let rest = text.get(end..).unwrap_or_default();
        let Some(length) = memchr3(delimiter, b'\n', b'\r', rest) else { break };
        at = end + length + 1;
        if is_line_end(rest[length]) {
            return Ok(Walk { length: at, stray });
        }
    }
    Ok(Walk { length: text.len(), stray })
}

/// The length of the first row, where there is no quote in it.
fn length_without_quotes(text: &[u8]) -> Option<usize> {
    let end = memchr3(b'"', b'\n', b'\r', text);
    match end.and_then(|end| text.get(end)) {
        Some(b'"') => None,
        Some(_) => end.map(|end| end + 1),
        None => Some(text.len()),
    }
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Where the quote that opens a cell is closed; quotes in pairs are quotes of the cell.
fn closing(text: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', text.get(at..)?)?;
        if text.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}
