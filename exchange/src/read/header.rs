//! From rows to a table: which row is the header, what the columns are called, and which rows do not fit.

use std::collections::{HashMap, HashSet};

use super::problem::{ProblemKind, Problems, ReadErrorKind};
use super::{Header, MAX_COLUMNS};
use crate::table::{Cells, Table};

/// A cell above this is told of.
const LARGE_CELL: usize = 1 << 20;

/// Among how many of the first rows the header is looked for.
const HEAD: usize = 20;

/// What a sheet is besides its rows.
pub(super) struct About<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: Option<&'a str>,
    pub(super) header: Header,
    /// Whether some bytes of the file were no text.
    pub(super) broken: bool,
}

/// The table that some rows are; nothing where there is no row.
pub(super) fn table(
    mut cells: Cells,
    about: &About,
    problems: &mut Problems,
) -> Result<Option<Table>, ReadErrorKind> {
    let Some(first) = first_row(&cells, about, problems)? else { return Ok(None) };
    let mut headers: Vec<String> = match first.header {
        Some(row) => cells.row(row).map(tidy).collect(),
        None => Vec::new(),
    };
    cells.rows.drain(..first.below);
    let line = first.header.map(|_| first.line);
    let width = fit(&cells, about, &headers, line, problems);
    headers.resize(width, String::new());
    make_distinct(&mut headers, line, problems);
    if cells.rows.is_empty() {
        problems.add(ProblemKind::NoRows, line, None, "");
    }
    let mut table = Table::with_cells(about.file, headers, cells);
    table.sheet = about.sheet.map(str::to_owned);
    Ok(Some(table))
}

/// Where a table begins.
struct First {
    /// The row of the header.
    header: Option<usize>,
    line: u32,
    /// The first row below it.
    below: usize,
}

/// Finds the header: the row that the user says, or the first one that is no line of a title.
fn first_row(cells: &Cells, about: &About, problems: &mut Problems) -> Result<Option<First>, ReadErrorKind> {
    let header = match about.header {
        Header::Absent => {
            let line = cells.rows.first().map(|start| start.line);
            return Ok(line.map(|line| First { header: None, line, below: 0 }));
        }
        Header::Line(line) => {
            let found = cells.rows.iter().position(|start| start.line >= line);
            Some(found.ok_or(ReadErrorKind::NoSuchPlace)?)
        }
        Header::Guess => guess(cells),
    };
    let Some((header, start)) = header.and_then(|row| Some((row, *cells.rows.get(row)?))) else {
        return Ok(None);
    };
    if let Some(above) = cells.rows.first().filter(|_| header > 0) {
        let kind = ProblemKind::RowsAboveHeader { rows: count(header) };
        problems.add(kind, Some(above.line), None, first_filled(cells, 0));
    }
    Ok(Some(First { header: Some(header), line: start.line, below: header + 1 }))
}

/// The row that looks like the header. Exports of reports have a title above it, in one or two cells, which are far
/// fewer than the rows of the table have; below a title there may be more of it.
fn guess(cells: &Cells) -> Option<usize> {
    let filled: Vec<usize> = (0..cells.rows.len().min(HEAD))
        .map(|row| cells.row(row).filter(|cell| !is_blank(cell)).count())
        .collect();
    // The width at which most of the cells are. A single row that is wide, for its commas were not quoted, is no table.
    let mut sorted = filled.clone();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    let weight = |run: &&[usize]| (run.len() > 1, run.iter().sum::<usize>());
    let usual = runs.max_by_key(weight).and_then(<[usize]>::first).copied().unwrap_or(0);
    let is_title =
        |row: usize, filled: usize| filled <= 2 && (usual > filled * 2 || row > 0 && usual > filled);
    let header = filled.iter().enumerate().position(|(row, filled)| !is_title(row, *filled));
    header.or_else(|| (!filled.is_empty()).then_some(0))
}

/// A header as a name: no spaces around it, no line break or invisible mark within.
fn tidy(header: &str) -> String {
    let visible = header.replace(['\u{feff}', '\u{200b}'], "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Looks at every row. Tells of those that do not fit the header, of cells that are odd, and of columns that hold
/// something but have no name. Answers how many columns there are.
fn fit(
    cells: &Cells,
    about: &About,
    headers: &[String],
    line: Option<u32>,
    problems: &mut Problems,
) -> usize {
    let named = headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1);
    // In a text each row has all its cells. In a workbook blank ones are simply not there.
    let rows_are_whole = about.sheet.is_none() && named > 0;
    let mut width = named;
    let mut unnamed: Vec<bool> =
        (0..MAX_COLUMNS).map(|column| headers.get(column).is_none_or(String::is_empty)).collect();
    for (row, start) in cells.rows.iter().enumerate() {
        let at = Some(start.line);
        let found = cells.row(row).len();
        if rows_are_whole && found < named {
            let kind = ProblemKind::TooFewCells { expected: count(named), found: count(found) };
            problems.add(kind, at, None, first_filled(cells, row));
        }
        if rows_are_whole && found > headers.len() {
            let extra = cells.row(row).enumerate().skip(headers.len()).find(|(_, text)| !is_blank(text));
            if let Some((column, value)) = extra {
                let kind = ProblemKind::TooManyCells { expected: count(headers.len()), found: count(found) };
                problems.add(kind, at, Some(column), value);
            }
        }
        for (column, text) in cells.row(row).enumerate() {
            if unnamed.get(column).is_some_and(|unnamed| *unnamed) && !is_blank(text) {
                unnamed[column] = false;
                width = width.max(column + 1);
                // Of a row with too many cells that is told already.
                if line.is_some() && (column < headers.len() || !rows_are_whole) {
                    problems.add(ProblemKind::BlankHeader, line, Some(column), text);
                }
            }
            if text.len() > LARGE_CELL {
                problems.add(ProblemKind::LargeCell { bytes: count(text.len()) }, at, Some(column), text);
            }
            if about.broken && text.contains(char::REPLACEMENT_CHARACTER) {
                problems.add(ProblemKind::BadCharacters, at, Some(column), text);
            }
        }
    }
    width
}

/// Renames each column that has the name of an earlier one.
fn make_distinct(headers: &mut [String], line: Option<u32>, problems: &mut Problems) {
    let taken: HashSet<String> = headers.iter().cloned().collect();
    // How often each name was met, so that a thousand columns of one name take a thousand steps.
    let mut met: HashMap<String, u32> = HashMap::new();
    for (column, header) in headers.iter_mut().enumerate().filter(|(_, header)| !header.is_empty()) {
        let number = met.entry(header.clone()).or_insert(0);
        *number += 1;
        if *number == 1 {
            continue;
        }
        let mut renamed = format!("{header} ({number})");
        while taken.contains(&renamed) {
            *number += 1;
            renamed = format!("{header} ({number})");
        }
        let kind = ProblemKind::DuplicateHeader { renamed: renamed.clone() };
        problems.add(kind, line, Some(column), header);
        *header = renamed;
    }
}

/// The first cell of a row that holds something, to tell the row by.
fn first_filled(cells: &Cells, row: usize) -> &str {
    cells.row(row).find(|cell| !is_blank(cell)).unwrap_or_default()
}

fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
