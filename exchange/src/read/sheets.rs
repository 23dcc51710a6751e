//! The sheets of a workbook on their way to tables: the same for all kinds of workbooks.

use std::collections::HashSet;

use super::grid::{Grid, Room};
use super::header::{self, About};
use super::problem::{ProblemKind, Problems, ReadErrorKind};
use super::{MAX_SHEETS, Options};
use crate::table::Table;

/// See the top of the file.
pub(super) struct Sheets<'a> {
    file: &'a str,
    options: &'a Options,
    /// What room is left.
    room: Room,
    tables: Vec<Table>,
    /// The names of the sheets that are read, and how many more there were.
    names: HashSet<String>,
    left_out: usize,
    is_damaged: bool,
    /// Whether some sheet ended above the line of the header that the user says.
    is_short: bool,
    /// How many rows the sheets before this one have.
    rows: usize,
    /// How many problems were found before this sheet.
    problems_before: usize,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(file: &'a str, options: &'a Options) -> Self {
        Self {
            file,
            options,
            room: Room::ALL,
            tables: Vec::new(),
            names: HashSet::new(),
            left_out: 0,
            is_damaged: false,
            is_short: false,
            rows: 0,
            problems_before: 0,
        }
    }

    /// Whether a sheet is to be read: it is the one that the user says, or the user says none; and there are not too
    /// many before it.
    pub(super) fn wants(&mut self, name: &str) -> bool {
        let is_asked_for = self.options.sheet.as_ref().is_none_or(|asked_for| asked_for == name);
        // No sound workbook has two sheets of one name.
        if !is_asked_for || self.names.contains(name) {
            return false;
        }
        if self.names.len() == MAX_SHEETS {
            self.left_out += 1;
            return false;
        }
        self.names.insert(name.to_owned())
    }

    /// Begins a sheet.
    pub(super) fn begin(&mut self, name: &str, problems: &mut Problems) -> Grid {
        problems.enter(name);
        self.problems_before = problems.len();
        Grid::within(self.room)
    }

    /// Notes that the sheet is whole up to a line only.
    pub(super) fn is_damaged(&mut self, line: Option<u32>, problems: &mut Problems) {
        self.is_damaged = true;
        problems.add(ProblemKind::DamagedSheet, line, None, "");
    }

    /// How many rows there are, with those of the sheet that is being read.
    pub(super) fn rows(&self, grid: &Grid) -> usize {
        self.rows + grid.rows()
    }

    /// Ends a sheet.
    pub(super) fn end(
        &mut self,
        name: &str,
        is_hidden: bool,
        grid: Grid,
        problems: &mut Problems,
    ) -> Result<(), ReadErrorKind> {
        self.rows += grid.rows();
        let (cells, room) = grid.into_cells();
        self.room = room;
        let about = About { file: self.file, sheet: Some(name), header: self.options.header, broken: false };
        match header::table(cells, &about, problems) {
            Ok(Some(table)) => {
                if is_hidden {
                    problems.add(ProblemKind::HiddenSheet, None, None, "");
                }
                self.tables.push(table);
            }
            Ok(None) => (),
            // The others may reach it.
            Err(ReadErrorKind::NoSuchPlace) => self.is_short = true,
            Err(kind) => return Err(kind),
        }
        problems.sort_from(self.problems_before);
        problems.leave();
        Ok(())
    }

    /// The tables of all sheets that are not blank.
    pub(super) fn finish(self, problems: &mut Problems) -> Result<Vec<Table>, ReadErrorKind> {
        if self.names.is_empty() {
            let is_asked_for = self.options.sheet.is_some();
            return Err(if is_asked_for { ReadErrorKind::NoSuchPlace } else { ReadErrorKind::Damaged });
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        if self.left_out > 0 {
            let found = self.names.len() + self.left_out;
            let kind = ProblemKind::TooManySheets { kept: count(self.names.len()), found: count(found) };
            problems.add(kind, None, None, "");
        }
        if !self.tables.is_empty() {
            return Ok(self.tables);
        }
        Err(match (self.is_damaged, self.is_short) {
            (true, _) => ReadErrorKind::Damaged,
            (_, true) => ReadErrorKind::NoSuchPlace,
            _ => ReadErrorKind::Empty,
        })
    }
}
