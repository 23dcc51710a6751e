//! What is long on its way between the app and its worker: in parcels, so that none of the two has to hold all of it in one
//! piece, and the app can unpack it bit by bit. Lines of a log have with them what the app needs to know of each.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::plan::report::{Issue, Report, RowReport};
use crate::rows::Row;

/// How many entries of a report are in a parcel.
const ENTRIES: usize = 1_000;

/// Something about a row, whether something is wrong with it or not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Something is to know about it.
    Issue(Issue),
    /// Nothing is wrong with it.
    Row(RowReport),
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Entry<'r> {
    Issue(&'r Issue),
    Row(&'r RowReport),
}

/// Packs what a report tells of rows, in their order: what came of a row first, then what is to know about it.
pub fn pack_report(report: &Report) -> impl Iterator<Item = Vec<u8>> {
    let mut rows = report.rows.iter().peekable();
    let mut issues = report.issues.iter().peekable();
    let mut next = move || {
        let at = |row: &RowReport| (row.file, row.line);
        let is_row = match (rows.peek(), issues.peek()) {
            (Some(row), Some(issue)) => at(row) <= (issue.file, issue.line),
            (row, _) => row.is_some(),
        };
        if is_row { rows.next().map(Entry::Row) } else { issues.next().map(Entry::Issue) }
    };
    std::iter::from_fn(move || {
        let entries: Vec<Entry<'_>> = std::iter::from_fn(&mut next).take(ENTRIES).collect();
        // Plain data always become JSON.
        (!entries.is_empty()).then(|| serde_json::to_vec(&entries).unwrap_or_default())
    })
}

/// What a parcel tells; `None` where it is none.
pub fn unpack_report(parcel: &[u8]) -> Option<Vec<Told>> {
    serde_json::from_slice(parcel).ok()
}

/// An entry about more deals than this is left out of the index by deal: it is an import or the like, and what it did to a deal
/// shows in the deal itself.
pub const INDEXED_DEALS: usize = 200;

/// From this length on, a line is kept as bytes: no text is made of it until somebody asks for it.
pub const LONG_LINE: usize = 256 * 1024;

/// About how many bytes a parcel of several lines has; by far fewer than a long line.
const PARCEL_BYTES: usize = LONG_LINE / 2;

/// Some lines of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parcel {
    /// The lines, with a line break between any two.
    pub lines: String,
    /// For each line the deals that it is found by, with commas between them; with a line break between any two lines.
    pub deals: String,
}

/// Packs lines. One that is [long](LONG_LINE) has a parcel of its own.
pub fn pack<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Vec<Parcel> {
    let mut parcels: Vec<Parcel> = Vec::new();
    let mut open = Parcel::default();
    let mut is_empty = true;
    let mut close = |open: &mut Parcel, is_empty: &mut bool| {
        if !std::mem::replace(is_empty, true) {
            parcels.push(std::mem::take(open));
        }
    };
    for row in rows {
        let text = row.text();
        if open.lines.len() + text.len() > PARCEL_BYTES {
            close(&mut open, &mut is_empty);
        }
        if !is_empty {
            open.lines.push('\n');
            open.deals.push('\n');
        }
        open.lines.push_str(text);
        for (place, deal) in row.deals().iter().enumerate() {
            let between = if place > 0 { "," } else { "" };
            // Writing to a text cannot fail.
            let _ = write!(open.deals, "{between}{deal}");
        }
        is_empty = false;
    }
    close(&mut open, &mut is_empty);
    parcels
}
