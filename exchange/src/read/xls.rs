//! Workbooks of Excel from 1997 to 2003.
//!
//! A stream of records: first those of the workbook (formats, styles, the list of sheets, the texts of all cells), then
//! those of each sheet. `calamine` reads them too, but trusts what records say of their length, and sets memory aside for
//! every place between a sheet's first and last cell; a damaged file ends the program. Here a record that is too short for
//! what it is to hold is passed over and told of.

use std::borrow::Cow;
use std::collections::HashMap;

use super::bytes;
use super::canonical::{self, Epoch};
use super::compound::Compound;
use super::format::{self, Shows};
use super::grid::Grid;
use super::problem::{Content, ProblemKind, Problems, ReadErrorKind};
use super::records::{Record, Records, Texts, short_text, text};
use super::sheets::Sheets;
use super::{Options, Reading};
use crate::table::Table;

/// The numbers of the records that are read.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const RICH_STRING: u16 = 0x00D6;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const SST: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BOF: u16 = 0x0809;
}

/// The version of records that is read, as the first record states it.
const BIFF8: u16 = 0x0600;

/// How many records are read between two reports of progress.
const RECORDS_A_STEP: usize = 1 << 15;

/// Reads a workbook.
pub(super) fn read(
    file: &str,
    content: &[u8],
    options: &Options,
    problems: &mut Problems,
    reading: &mut Reading,
) -> Result<Vec<Table>, ReadErrorKind> {
    let compound = Compound::open(content).ok_or(ReadErrorKind::Damaged)?;
    if compound.has("EncryptedPackage") {
        return Err(ReadErrorKind::Password);
    }
    let Some((stream, _)) = compound.stream("Workbook") else {
        return Err(if compound.has("Book") {
            ReadErrorKind::NotATable(Content::OldWorkbook)
        } else if compound.has("WordDocument") || compound.has("PowerPoint Document") {
            ReadErrorKind::NotATable(Content::Document)
        } else if compound.has("__properties_version1.0") {
            ReadErrorKind::NotATable(Content::Unknown)
        } else {
            ReadErrorKind::Damaged
        });
    };
    let workbook = Workbook::of(&stream)?;
    workbook.read(Sheets::of(file, options), problems, reading)
}

/// What stands before the sheets.
struct Workbook<'a> {
    stream: &'a [u8],
    epoch: Epoch,
    /// What each style shows.
    styles: Vec<Shows>,
    texts: Texts,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    at: usize,
    is_hidden: bool,
}

impl<'a> Workbook<'a> {
    fn of(stream: &'a [u8]) -> Result<Self, ReadErrorKind> {
        let mut workbook = Self {
            stream,
            epoch: Epoch::Y1900,
            styles: Vec::new(),
            texts: Texts::default(),
            sheets: Vec::new(),
        };
        let mut formats = HashMap::new();
        let mut styles = Vec::new();
        for record in Records::of(stream) {
            let data = record.data;
            match record.kind {
                record::BOF if bytes::u16(data, 0) != Some(BIFF8) => {
                    return Err(ReadErrorKind::NotATable(Content::OldWorkbook));
                }
                record::FILE_PASS => return Err(ReadErrorKind::Password),
                record::DATE_MODE if bytes::u16(data, 0) == Some(1) => workbook.epoch = Epoch::Y1904,
                record::FORMAT => {
                    if let (Some(id), Some(code)) = (bytes::u16(data, 0), data.get(2..).and_then(text)) {
                        formats.insert(id, code);
                    }
                }
                record::XF => styles.push(bytes::u16(data, 2).unwrap_or(0)),
                record::SST => workbook.texts = Texts::of(&record),
                record::BOUND_SHEET => workbook.sheets.extend(sheet(data)),
                record::EOF => break,
                _ => (),
            }
        }
        workbook.styles = styles
            .into_iter()
            .map(|id| format::shows(u32::from(id), formats.get(&id).map(String::as_str)))
            .collect();
        Ok(workbook)
    }

    fn read(
        &self,
        mut sheets: Sheets,
        problems: &mut Problems,
        reading: &mut Reading,
    ) -> Result<Vec<Table>, ReadErrorKind> {
        for sheet in &self.sheets {
            if !sheets.wants(&sheet.name) {
                continue;
            }
            let mut grid = sheets.begin(&sheet.name, problems);
            let (mut cells, is_whole) = self.cells(sheet, sheets.rows(&grid), reading)?;
            // They come in blocks of rows, within each in order: for the most part they are sorted.
            cells.sort_by_key(|cell| (cell.row, cell.column));
            self.fill(&cells, &mut grid, problems)?;
            if !is_whole {
                sheets.is_damaged(cells.last().map(Cell::line), problems);
            }
            sheets.end(&sheet.name, sheet.is_hidden, grid, problems)?;
        }
        sheets.finish(problems)
    }

    /// The cells of a sheet, and whether it has an end.
    fn cells(
        &self,
        sheet: &Sheet,
        rows: usize,
        reading: &mut Reading,
    ) -> Result<(Vec<Cell>, bool), ReadErrorKind> {
        let mut cells = Vec::new();
        // Charts in the sheet have records of their own, between a beginning and an end.
        let mut depth = 0_usize;
        let mut of_formula = None;
        let rest = self.stream.get(sheet.at..).unwrap_or_default();
        for (count, record) in Records::of(rest).enumerate() {
            if count % RECORDS_A_STEP == RECORDS_A_STEP - 1 {
                let done = sheet.at + record.at;
                let rows = rows + cells.last().map_or(0, |cell: &Cell| usize::from(cell.row));
                reading.report(done, self.stream.len(), rows)?;
            }
            match record.kind {
                record::BOF => depth += 1,
                record::EOF => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok((cells, true));
                    }
                }
                record::FORMULA if depth == 1 => of_formula = formula(record.data, &mut cells),
                record::STRING if depth == 1 => {
                    if let (Some(at), Some(text)) = (of_formula.take(), text(&record.joined())) {
                        cells.push(Cell { value: Value::Text(text), ..at });
                    }
                }
                _ if depth == 1 && cell(&record, &mut cells).is_none() => {
                    // A record too short for what it is.
                    cells.extend(place(record.data, Value::Unreadable));
                }
                _ => (),
            }
        }
        Ok((cells, false))
    }

    fn fill(&self, cells: &[Cell], grid: &mut Grid, problems: &mut Problems) -> Result<(), ReadErrorKind> {
        let mut cells = cells.iter().peekable();
        while let Some(cell) = cells.next() {
            if let Some(text) = self.show(cell, problems) {
                let column = usize::from(cell.column);
                match cell.value {
                    Value::Number(_) => grid.put_number(column, &text)?,
                    _ => grid.put(column, &text)?,
                }
            }
            if cells.peek().is_none_or(|next| next.row != cell.row) {
                grid.end_put(cell.line(), problems)?;
            }
        }
        Ok(())
    }

    /// The text of a cell. What cannot be shown is told of.
    fn show(&self, cell: &Cell, problems: &mut Problems) -> Option<Cow<'_, str>> {
        let mut tell = |kind, value: &str| {
            problems.add(kind, Some(cell.line()), Some(usize::from(cell.column)), value);
        };
        match &cell.value {
            Value::Text(text) => Some(text.clone().into()),
            Value::Shared(index) => {
                let text = self.texts.get(*index);
                if text.is_none() {
                    tell(ProblemKind::BadCell, "");
                }
                text.map(Cow::from)
            }
            Value::Truth(truth) => Some(canonical::truth(*truth).into()),
            Value::Number(number) => {
                let shown = match self.styles.get(usize::from(cell.style)).unwrap_or(&Shows::Number) {
                    Shows::Number => Some(canonical::number(*number)),
                    Shows::Percent => Some(canonical::percent(*number)),
                    Shows::Date => canonical::date(*number, self.epoch),
                    Shows::Length => canonical::length(*number),
                };
                let shown = shown.unwrap_or_else(|| {
                    let number = canonical::number(*number);
                    tell(ProblemKind::BadDate, &number);
                    number
                });
                Some(shown.into())
            }
            Value::Error(code) => {
                tell(ProblemKind::CellError, error(*code));
                None
            }
            Value::Unreadable => {
                tell(ProblemKind::BadCell, "");
                None
            }
        }
    }
}

/// A cell as it stands in the records.
#[derive(Debug, Clone)]
struct Cell {
    row: u16,
    column: u16,
    style: u16,
    value: Value,
}

#[derive(Debug, Clone)]
enum Value {
    Number(f64),
    Truth(bool),
    Error(u8),
    /// A text of the workbook's list.
    Shared(u32),
    Text(String),
    /// Nothing that could be read.
    Unreadable,
}

impl Cell {
    /// The number of its row as a spreadsheet shows it.
    fn line(&self) -> u32 {
        u32::from(self.row) + 1
    }
}

/// A cell at the place that all records of cells begin with.
fn place(data: &[u8], value: Value) -> Option<Cell> {
    Some(Cell { row: bytes::u16(data, 0)?, column: bytes::u16(data, 2)?, style: bytes::u16(data, 4)?, value })
}

/// Adds the cells of a record, none where it is a record of something else. Answers nothing where it is too short.
fn cell(record: &Record, cells: &mut Vec<Cell>) -> Option<()> {
    let data = record.data;
    let value = match record.kind {
        record::NUMBER => Value::Number(bytes::f64(data, 6)?),
        record::RK => Value::Number(rk(bytes::u32(data, 6)?)),
        record::LABEL_SST => Value::Shared(bytes::u32(data, 6)?),
        record::LABEL | record::RICH_STRING => Value::Text(text(record.joined().get(6..)?)?),
        record::BOOL_ERR => match (bytes::u8(data, 6)?, bytes::u8(data, 7)?) {
            (truth, 0) => Value::Truth(truth != 0),
            (code, _) => Value::Error(code),
        },
        record::MUL_RK => {
            let row = bytes::u16(data, 0)?;
            let first = bytes::u16(data, 2)?;
            let (each, _) = data.get(4..)?.as_chunks::<6>();
            for (column, chunk) in (first..).zip(each) {
                let value = Value::Number(rk(bytes::u32(chunk, 2)?));
                cells.push(Cell { row, column, style: bytes::u16(chunk, 0)?, value });
            }
            return Some(());
        }
        _ => return Some(()),
    };
    cells.push(place(data, value)?);
    Some(())
}

/// Adds the value of a formula. Where it is a text, that follows in a record of its own, for the cell answered here.
fn formula(data: &[u8], cells: &mut Vec<Cell>) -> Option<Cell> {
    let value = data.get(6..14)?;
    let value = match (value.get(6..8), value) {
        (Some([0xFF, 0xFF]), [0, ..]) => return place(data, Value::Unreadable),
        (Some([0xFF, 0xFF]), [1, _, truth, ..]) => Value::Truth(*truth != 0),
        (Some([0xFF, 0xFF]), [2, _, code, ..]) => Value::Error(*code),
        // A blank text.
        (Some([0xFF, 0xFF]), _) => return None,
        _ => Value::Number(bytes::f64(data, 6)?),
    };
    cells.extend(place(data, value));
    None
}

/// A number in four bytes: whole or the upper half of a float, possibly in hundredths.
fn rk(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

/// A sheet of the list; nothing for charts and macros.
fn sheet(data: &[u8]) -> Option<Sheet> {
    let is_worksheet = bytes::u8(data, 5)? == 0;
    let name = short_text(data.get(6..)?)?;
    let at = bytes::u32(data, 0)? as usize;
    is_worksheet.then_some(Sheet { name, at, is_hidden: bytes::u8(data, 4)? & 3 != 0 })
}

/// The name of an error as Excel shows it.
const fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR",
    }
}
