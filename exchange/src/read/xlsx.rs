//! Workbooks of Excel since 2007, read by `calamine` behind a guard.
//!
//! `calamine` unpacks what it is given, sets memory aside for as many texts as a file claims to have, and copies the font
//! of a cell style into each style. So it is not given the file, but a package made of it ([`repack`]): the parts it
//! needs, unpacked under a limit, without what a reader of values has no use for. Cells come one by one, so that no
//! table of all places between the first and the last cell is ever made.

use std::cell::Cell;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use memchr::memmem;

use super::canonical::{self, Epoch};
use super::grid::Grid;
use super::package::{self, Archive, Unpacking};
use super::problem::{ProblemKind, Problems, ReadErrorKind};
use super::sheets::Sheets;
use super::stored::Stored;
use super::styles::{self, Styles};
use super::xml::{self, After};
use super::{Options, Reading};
use crate::table::Table;

/// How many cells are read between two reports of progress.
const CELLS_A_STEP: usize = 1 << 15;

/// Reads a workbook.
pub(super) fn read(
    file: &str,
    mut archive: Archive,
    size: usize,
    options: &Options,
    problems: &mut Problems,
    reading: &mut Reading,
) -> Result<Vec<Table>, ReadErrorKind> {
    let package = repack(&mut archive, size, reading)?;
    let total = package.bytes.len();
    let at = Rc::new(Cell::new(0));
    let source = Source { bytes: Cursor::new(package.bytes), at: Rc::clone(&at) };
    let workbook = Xlsx::new(source).map_err(|_| ReadErrorKind::Damaged)?;
    let mut book = Book { workbook, styles: package.styles, at, total };
    book.read(Sheets::of(file, options), problems, reading)
}

/// A workbook that is open.
struct Book {
    workbook: Xlsx<Source>,
    styles: Styles,
    /// How far the package was read.
    at: Rc<Cell<u64>>,
    total: usize,
}

impl Book {
    fn read(
        &mut self,
        mut sheets: Sheets,
        problems: &mut Problems,
        reading: &mut Reading,
    ) -> Result<Vec<Table>, ReadErrorKind> {
        for sheet in self.workbook.sheets_metadata().to_vec() {
            if sheet.typ != SheetType::WorkSheet || !sheets.wants(&sheet.name) {
                continue;
            }
            let mut grid = sheets.begin(&sheet.name, problems);
            self.fill(&sheet.name, &mut grid, &mut sheets, problems, reading)?;
            sheets.end(&sheet.name, sheet.visible != SheetVisible::Visible, grid, problems)?;
        }
        sheets.finish(problems)
    }

    /// Reads the rows of a sheet.
    fn fill(
        &mut self,
        name: &str,
        grid: &mut Grid,
        sheets: &mut Sheets,
        problems: &mut Problems,
        reading: &mut Reading,
    ) -> Result<(), ReadErrorKind> {
        let epoch = if self.workbook.has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(name) else {
            sheets.is_damaged(None, problems);
            return Ok(());
        };
        let mut row = 0;
        for count in 1_usize.. {
            if count.is_multiple_of(CELLS_A_STEP) {
                let done = usize::try_from(self.at.get()).unwrap_or(usize::MAX).min(self.total);
                reading.report(done, self.total, sheets.rows(grid))?;
            }
            let (cell, style) = match cells.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(error) if is_of_cell(&error) => {
                    // It does not say which cell: one after the last, most likely in the same row.
                    let value = if let XlsxError::CellError(value) = &error { value } else { "" };
                    let kind = if value.is_empty() { ProblemKind::BadCell } else { ProblemKind::CellError };
                    problems.add(kind, Some(line(row)), None, value);
                    continue;
                }
                Err(_) => {
                    grid.end_put(line(row), problems)?;
                    sheets.is_damaged(Some(line(row)), problems);
                    return Ok(());
                }
            };
            let (of_row, column) = cell.get_position();
            if of_row != row {
                grid.end_put(line(row), problems)?;
                row = of_row;
            }
            let column = column as usize;
            let place = At { line: line(row), column };
            let is_percent = self.styles.is_percent(style);
            put(grid, place, cell.get_value(), epoch, is_percent, problems)?;
        }
        grid.end_put(line(row), problems)
    }
}

/// The number of a row as a spreadsheet shows it.
fn line(row: u32) -> u32 {
    row.saturating_add(1)
}

/// Whether an error is about one cell, and reading can go on with the next.
fn is_of_cell(error: &XlsxError) -> bool {
    !matches!(
        error,
        XlsxError::Io(_)
            | XlsxError::Zip(_)
            | XlsxError::Xml(_)
            | XlsxError::XmlEof(_)
            | XlsxError::Encoding(_)
    )
}

/// Where a cell is.
#[derive(Clone, Copy)]
struct At {
    line: u32,
    column: usize,
}

/// Puts the text of a value into the row.
fn put(
    grid: &mut Grid,
    at: At,
    value: &DataRef,
    epoch: Epoch,
    is_percent: bool,
    problems: &mut Problems,
) -> Result<(), ReadErrorKind> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::SharedString(text) => grid.put(at.column, text),
        DataRef::String(text) => grid.put(at.column, text),
        DataRef::Int(number) => grid.put_number(at.column, &number.to_string()),
        DataRef::Float(number) if is_percent => grid.put_number(at.column, &canonical::percent(*number)),
        DataRef::Float(number) => grid.put_number(at.column, &canonical::number(*number)),
        DataRef::Bool(truth) => grid.put(at.column, canonical::truth(*truth)),
        DataRef::DateTimeIso(text) => grid.put(at.column, &canonical::iso_date(text)),
        DataRef::DurationIso(text) => grid.put(at.column, &canonical::iso_length(text)),
        DataRef::DateTime(date) => {
            let value = date.as_f64();
            let text =
                if date.is_duration() { canonical::length(value) } else { canonical::date(value, epoch) };
            let text = text.unwrap_or_else(|| {
                let number = canonical::number(value);
                problems.add(ProblemKind::BadDate, Some(at.line), Some(at.column), &number);
                number
            });
            grid.put_number(at.column, &text)
        }
        DataRef::Error(error) => {
            problems.add(ProblemKind::CellError, Some(at.line), Some(at.column), &error.to_string());
            Ok(())
        }
    }
}

/// A package that `calamine` may be given.
struct Package {
    bytes: Vec<u8>,
    styles: Styles,
}

/// The largest part that is taken over as it is: the list of sheets, and relations.
const MAX_LIST: usize = 4 << 20;

/// How much of a part is looked at to see what it is.
const HEAD: u64 = 1 << 12;

/// Makes a package of the parts that are needed; see the top of the file.
fn repack(archive: &mut Archive, size: usize, reading: &mut Reading) -> Result<Package, ReadErrorKind> {
    let mut unpacking = Unpacking::of(size);
    let mut package = Stored::default();
    let mut all_styles = Styles::default();
    for index in 0..archive.len() {
        let Some(name) = package::name(archive, index) else { continue };
        let file_name = name.rsplit('/').next().unwrap_or_default();
        let has_use = matches!(file_name.rsplit_once('.'), Some((_, "xml" | "rels")));
        if !has_use || file_name == "theme1.xml" {
            continue;
        }
        reading.report(0, size, 0)?;
        let mut part = archive.by_index(index).map_err(|error| package::refusal(&error))?;
        let mut head = Vec::new();
        unpacking.some(&mut part, &mut head, HEAD)?;
        let root = xml::root(&head);
        // `calamine` goes by these two names, whatever is inside, so the guard does too.
        match (file_name, root.as_deref()) {
            ("styles.xml", _) => {
                let (rewritten, styles) = styles::rewrite(&unpacking.all(&mut part, head)?)?;
                all_styles = styles;
                package.add(&name, &[&rewritten])?;
            }
            ("sharedstrings.xml", _) => {
                let texts = unpacking.all(&mut part, head)?;
                match xml::after(&texts, "sst") {
                    Some(After::Content(texts)) => package.add(&name, &[b"<sst>", texts])?,
                    _ => package.add(&name, &[b"<sst></sst>"])?,
                }
            }
            (_, Some("worksheet")) => {
                let (mut sheet, is_whole) = unpacking.as_far_as_possible(&mut part, head)?;
                if !is_whole {
                    // Without the end that a whole one has, it will be told of as damaged.
                    sheet.truncate(memmem::rfind(&sheet, b"</row>").map_or(0, |at| at + b"</row>".len()));
                }
                let rows = match xml::after(&sheet, "sheetData") {
                    Some(After::Content(rows)) => rows,
                    Some(After::Nothing) => b"</sheetData></worksheet>",
                    None => continue,
                };
                package.add(&name, &[b"<worksheet><sheetData>", rows])?;
            }
            (_, Some("workbook" | "Relationships")) => {
                let list = unpacking.all(&mut part, head)?;
                if list.len() > MAX_LIST {
                    return Err(ReadErrorKind::Bomb);
                }
                package.add(&name, &[&list])?;
            }
            _ => (),
        }
    }
    Ok(Package { bytes: package.finish()?, styles: all_styles })
}

/// The package as it is read, and how far.
struct Source {
    bytes: Cursor<Vec<u8>>,
    at: Rc<Cell<u64>>,
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.bytes.read(into)?;
        self.at.set(self.bytes.position());
        Ok(length)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}
