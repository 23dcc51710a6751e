//! Rows that are one deal become one row.

use std::collections::HashMap;

use sales::ids::DealId;
use sales::model::StandingKind;

use super::report::{Effect, Problem, Report};
use super::rows::DealRow;
use crate::setup::{RowRef, Twin};

/// How the stage that a row names has a deal end, where it is such a stage.
pub(super) type Ends<'a> = &'a dyn Fn(&DealRow<'_>) -> Option<StandingKind>;

/// Puts into one row what rows say of one deal. Where they say different things, the first counts; what it leaves open the
/// others fill.
pub(super) fn join(rows: &mut Vec<DealRow<'_>>, twins: &[Twin], ends: Ends<'_>, report: &mut Report) {
    if twins.is_empty() {
        return;
    }
    let places: HashMap<RowRef, usize> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| (RowRef { file: row.file, line: row.line }, place))
        .collect();
    // A row that was left out takes none with it.
    let pair = |twin: &Twin| Some((*places.get(&twin.row)?, *places.get(&twin.into)?));
    let mut pairs: Vec<(usize, usize)> =
        twins.iter().filter_map(pair).filter(|(row, into)| into < row).collect();
    pairs.sort_unstable();
    let mut joined: HashMap<usize, usize> = HashMap::new();
    for (row, into) in pairs {
        if joined.contains_key(&row) {
            continue;
        }
        // What it is one with may be one with an earlier row itself.
        let into = joined.get(&into).copied().unwrap_or(into);
        let other = std::mem::take(&mut rows[row]);
        let problem = Problem::merged(other.file, RowRef { file: rows[into].file, line: rows[into].line });
        report.about_row((other.file, other.line), other.title, problem, Effect::Noted);
        rows[into].fill(other, ends);
        joined.insert(row, into);
    }
    keep(rows, |place| !joined.contains_key(&place));
}

/// Puts into one row what rows say of one deal that is there, which `named` tells. The last counts, as it would if it came in a
/// file of its own; what it leaves open the others fill.
pub(super) fn meet(
    rows: &mut Vec<DealRow<'_>>,
    named: impl Fn(&DealRow<'_>) -> Option<DealId>,
    ends: Ends<'_>,
    report: &mut Report,
) {
    let mut last: HashMap<DealId, usize> = HashMap::new();
    let mut before: Vec<usize> = Vec::new();
    for place in 0..rows.len() {
        let Some(earlier) = named(&rows[place]).and_then(|deal| last.insert(deal, place)) else { continue };
        let other = std::mem::take(&mut rows[earlier]);
        let row = &mut rows[place];
        let problem = Problem::twice(row.file, RowRef { file: other.file, line: other.line });
        report.about_row((row.file, row.line), row.title, problem, Effect::Noted);
        row.fill(other, ends);
        before.push(earlier);
    }
    before.sort_unstable();
    keep(rows, |place| before.binary_search(&place).is_err());
}

fn keep(rows: &mut Vec<DealRow<'_>>, is_kept: impl Fn(usize) -> bool) {
    let mut place = 0;
    rows.retain(|_| {
        place += 1;
        is_kept(place - 1)
    });
}
