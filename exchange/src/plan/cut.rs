//! Cells that are longer than a record holds in a line: they are cut, and the report says so.

use sales::decide::MAX_LINE_CHARS;

use super::report::{Effect, Problem, Report};
use crate::setup::FileSetup;
use crate::table::{Row, Table};
use crate::target::{FileKind, Target};

/// Whether what a column means is held in one line. The titles of deals have a measure of their own, and tags are several.
fn is_line(kind: FileKind, target: &Target) -> bool {
    match target {
        Target::Name => !matches!(kind, FileKind::Deals | FileKind::ChangeLog),
        Target::FirstName
        | Target::LastName
        | Target::Owner
        | Target::Organisation
        | Target::Contact
        | Target::Segment
        | Target::Source
        | Target::Product
        | Target::Tags
        | Target::LossReason
        | Target::Competitor
        | Target::Role
        | Target::Phone
        | Target::Email
        | Target::Address
        | Target::Industry
        | Target::Manager
        | Target::Region
        | Target::ActivityKind => true,
        _ => false,
    }
}

/// How many characters a text has as one line, where those are too many.
fn too_many(text: &str) -> Option<usize> {
    // Counting characters is for the few that could have too many.
    if text.len() <= MAX_LINE_CHARS {
        return None;
    }
    let words = text.split_whitespace().map(|word| word.chars().count() + 1);
    Some(words.sum::<usize>().saturating_sub(1)).filter(|chars| *chars > MAX_LINE_CHARS)
}

/// The same of what stands in a cell: of several tags, of the longest.
fn longest(text: &str, target: &Target) -> Option<usize> {
    if text.len() <= MAX_LINE_CHARS {
        return None;
    }
    match target {
        Target::Tags => text.split(super::deals::TAG_MARKS).filter_map(too_many).max(),
        _ => too_many(text),
    }
}

/// Tells of all cells of a table that will be cut.
pub(super) fn tell(file: usize, table: &Table, decided: &FileSetup, report: &mut Report) {
    let Some(kind) = decided.kind else { return };
    let lines: Vec<(usize, &Target)> = decided
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| is_line(kind, &column.target))
        .map(|(place, column)| (place, &column.target))
        .collect();
    let changed = (kind == FileKind::ChangeLog)
        .then(|| decided.place(&Target::ChangedField).zip(decided.place(&Target::NewValue)))
        .flatten();
    let mut tell = |row: Row<'_>, column: usize, target: &Target| {
        if let Some(chars) = longest(row.cell(column), target) {
            report.about_cell((file, table), row, column, Problem::CutShort(chars), Effect::Changed);
        }
    };
    for row in table.rows() {
        for (column, target) in &lines {
            tell(row, *column, target);
        }
        if let Some((field, value)) = changed
            && let Some(target) = decided.fields.get(row.cell(field)).filter(|target| is_line(kind, target))
        {
            tell(row, value, target);
        }
    }
}
