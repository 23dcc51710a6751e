//! Rows that were said to be one deal become one row.

use std::collections::HashMap;

use super::report::{Effect, Problem, Report};
use super::rows::DealRow;
use crate::setup::{RowRef, Twin};

/// Puts into one row what rows say of one deal. Where they say different things, the first counts; what it leaves open the
/// others fill.
pub(super) fn join(rows: &mut Vec<DealRow<'_>>, twins: &[Twin], report: &mut Report) {
    if twins.is_empty() {
        return;
    }
    let places: HashMap<RowRef, usize> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| (RowRef { file: row.file, line: row.line }, place))
        .collect();
    let mut joined: Vec<usize> = Vec::new();
    for Twin { row, into } in twins {
        // A row that was left out takes none with it.
        let (Some(&row), Some(&into)) = (places.get(row), places.get(into)) else { continue };
        if into >= row {
            continue;
        }
        let other = rows[row].clone();
        report.about_row(
            (other.file, other.line),
            other.title,
            Problem::Merged(rows[into].line),
            Effect::Noted,
        );
        rows[into].fill(other);
        joined.push(row);
    }
    joined.sort_unstable();
    let mut place = 0;
    rows.retain(|_| {
        place += 1;
        joined.binary_search(&(place - 1)).is_err()
    });
}
