//! Quotes that do not come in pairs.
//!
//! The parser never complains: a quote that is not closed makes it read on to the next quote, or to the end, and
//! swallow the rows between. So the raw text of each row that has quotes is walked a second time, strictly: a quote
//! that opens a cell must be closed before a delimiter or the end of a line.

use memchr::{memchr, memchr3};

/// What is the matter with the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Nothing.
    Paired,
    /// After the quote at this place, which closes the cell, the cell goes on.
    Stray(At),
    /// The quote at this place opens a cell and is not closed, or what closes it, on a later line, was meant to open
    /// another.
    Open(At),
}

/// Where a quote is in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    /// Its byte.
    pub(super) byte: usize,
    /// Its cell.
    pub(super) column: usize,
}

/// Looks at the quotes of a row as it stands in the file. The first mistake counts.
pub(super) fn check(row: &[u8], delimiter: u8) -> Quotes {
    let mut at = 0;
    for column in 0.. {
        let Some(cell) = row.get(at..).filter(|cell| !cell.is_empty()) else { break };
        if cell[0] != b'"' {
            match memchr3(delimiter, b'\n', b'\r', cell) {
                Some(length) => at += length + 1,
                None => break,
            }
            continue;
        }
        let open = At { byte: at, column };
        let Some(close) = closing(row, at) else { return Quotes::Open(open) };
        match row.get(close + 1) {
            None => break,
            Some(next) if *next == delimiter || matches!(next, b'\r' | b'\n') => at = close + 2,
            Some(_) => {
                let lines = memchr::memchr2(b'\n', b'\r', &row[at..close]).is_some();
                return if lines { Quotes::Open(open) } else { Quotes::Stray(At { byte: close, column }) };
            }
        }
    }
    Quotes::Paired
}

/// Where the quote that opens a cell is closed; quotes in pairs are quotes of the cell.
fn closing(row: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(b'"', row.get(at..)?)?;
        if row.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}
