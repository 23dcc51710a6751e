//! Workbooks of Open Document.
//!
//! `calamine` reads them too, but not safely: it waits for ever for the end of a sheet that was cut off, and a file of a
//! kilobyte can have it repeat a cell until memory is full. What a reader of values needs of this format is little: rows
//! and cells, how often each is repeated, and a value that stands in an attribute.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::grid::Grid;
use super::package::{self, Archive, Unpacking};
use super::problem::{ProblemKind, Problems, ReadErrorKind};
use super::sheets::Sheets;
use super::{MAX_COLUMNS, Options, Reading, canonical, xml};
use crate::table::Table;

/// How many rows are read between two reports of progress.
const ROWS_A_STEP: usize = 1 << 11;

/// How many spaces one element may stand for.
const MAX_SPACES: usize = 1 << 10;

/// Reads a workbook.
pub(super) fn read(
    file: &str,
    mut archive: Archive,
    size: usize,
    options: &Options,
    problems: &mut Problems,
    reading: &mut Reading,
) -> Result<Vec<Table>, ReadErrorKind> {
    let mut unpacking = Unpacking::of(size);
    if is_locked(&mut archive, &mut unpacking)? {
        return Err(ReadErrorKind::Password);
    }
    let mut part = archive.by_name("content.xml").map_err(|error| package::refusal(&error))?;
    let (content, _) = unpacking.as_far_as_possible(&mut part, Vec::new())?;
    let parser = xml::parser(&content);
    Document { parser, total: content.len(), problems, reading }.read(Sheets::of(file, options))
}

/// Whether the parts are encrypted.
fn is_locked(archive: &mut Archive, unpacking: &mut Unpacking) -> Result<bool, ReadErrorKind> {
    let Ok(mut part) = archive.by_name("META-INF/manifest.xml") else { return Ok(false) };
    let manifest = unpacking.all(&mut part, Vec::new())?;
    Ok(xml::after(&manifest, "encryption-data").is_some())
}

/// The content of a workbook while it is read.
struct Document<'a, 'b, 'c> {
    parser: Reader<&'a [u8]>,
    total: usize,
    problems: &'b mut Problems,
    reading: &'b mut Reading<'c>,
}

/// The content is cut off here, or no XML from here on.
struct Damage;

/// What ended a sheet before its end.
enum Stop {
    Damage,
    Refusal(ReadErrorKind),
}

impl From<Damage> for Stop {
    fn from(_: Damage) -> Self {
        Self::Damage
    }
}

impl From<ReadErrorKind> for Stop {
    fn from(kind: ReadErrorKind) -> Self {
        Self::Refusal(kind)
    }
}

impl<'a> Document<'a, '_, '_> {
    fn next(&mut self) -> Result<Event<'a>, Damage> {
        match self.parser.read_event() {
            Ok(Event::Eof) | Err(_) => Err(Damage),
            Ok(event) => Ok(event),
        }
    }

    fn read(mut self, mut sheets: Sheets) -> Result<Vec<Table>, ReadErrorKind> {
        // The styles of hidden sheets.
        let mut hidden: HashSet<String> = HashSet::new();
        let mut style = None;
        while let Ok(event) = self.next() {
            match event {
                Event::Start(element) if element.local_name().as_ref() == "table" => {
                    let name = xml::attribute(&element, "name").unwrap_or_default();
                    if !sheets.wants(&name) {
                        let _ = self.skip();
                        continue;
                    }
                    let mut grid = sheets.begin(&name, self.problems);
                    match self.sheet(&mut grid, &sheets) {
                        Ok(()) => (),
                        Err((line, Stop::Damage)) => sheets.is_damaged(Some(line), self.problems),
                        Err((_, Stop::Refusal(kind))) => return Err(kind),
                    }
                    let style = xml::attribute(&element, "style-name");
                    let is_hidden = style.is_some_and(|style| hidden.contains(&style));
                    sheets.end(&name, is_hidden, grid, self.problems)?;
                }
                Event::Start(element) if element.local_name().as_ref() == "style" => {
                    style = xml::attribute(&element, "name");
                }
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "table-properties"
                        && xml::attribute(&element, "display").is_some_and(|display| display == "false") =>
                {
                    hidden.extend(style.take());
                }
                _ => (),
            }
        }
        sheets.finish(self.problems)
    }

    /// Passes over the rest of an element.
    fn skip(&mut self) -> Result<(), Damage> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => (),
            }
        }
        Ok(())
    }

    /// Reads the rows of a sheet; of one that is cut off, as far as they go, and says how far.
    fn sheet(&mut self, grid: &mut Grid, sheets: &Sheets) -> Result<(), (u32, Stop)> {
        let mut line = 1_u32;
        let mut next_report = ROWS_A_STEP;
        loop {
            match self.next().map_err(|damage| (line, damage.into()))? {
                Event::Start(row) if row.local_name().as_ref() == "table-row" => {
                    let result = self.row(grid, line);
                    let is_whole = result.is_ok();
                    if let Err(Stop::Refusal(kind)) = result {
                        return Err((line, kind.into()));
                    }
                    let times = xml::number(&row, "number-rows-repeated").unwrap_or(1_u32);
                    self.end_row(grid, line, if is_whole { times } else { 1 })
                        .map_err(|kind| (line, kind.into()))?;
                    if !is_whole {
                        return Err((line, Stop::Damage));
                    }
                    line = line.saturating_add(times);
                    if grid.rows() >= next_report {
                        next_report = grid.rows() + ROWS_A_STEP;
                        let done = usize::try_from(self.parser.buffer_position()).unwrap_or(self.total);
                        let rows = sheets.rows(grid);
                        self.reading.report(done, self.total, rows).map_err(|kind| (line, kind.into()))?;
                    }
                }
                Event::Empty(row) if row.local_name().as_ref() == "table-row" => {
                    line = line.saturating_add(xml::number(&row, "number-rows-repeated").unwrap_or(1));
                }
                Event::End(end) if end.local_name().as_ref() == "table" => return Ok(()),
                _ => (),
            }
        }
    }

    /// Takes the cells that were put as so many equal rows.
    fn end_row(&mut self, grid: &mut Grid, line: u32, times: u32) -> Result<(), ReadErrorKind> {
        let before = grid.rows();
        grid.end_put(line, self.problems)?;
        if grid.rows() > before {
            for repeated in 1..times {
                grid.repeat_row(line.saturating_add(repeated))?;
            }
        }
        Ok(())
    }

    /// Puts the cells of a row.
    fn row(&mut self, grid: &mut Grid, line: u32) -> Result<(), Stop> {
        let mut column = 0_usize;
        loop {
            let (cell, has_content) = match self.next()? {
                Event::Start(cell) => (cell, true),
                Event::Empty(cell) => (cell, false),
                Event::End(end) if end.local_name().as_ref() == "table-row" => return Ok(()),
                _ => continue,
            };
            if !matches!(cell.local_name().as_ref(), "table-cell" | "covered-table-cell") {
                if has_content {
                    self.skip()?;
                }
                continue;
            }
            let text = if has_content { self.content()? } else { String::new() };
            let times = xml::number(&cell, "number-columns-repeated").unwrap_or(1_usize);
            let value = self.value(&cell, text, line, column);
            if let Some((text, is_number)) = value.filter(|(text, _)| !text.is_empty()) {
                // One beyond the last column, so that it is told of.
                let last = column.saturating_add(times).min(MAX_COLUMNS + 1).max(column + 1);
                (column..last).try_for_each(|column| {
                    if is_number { grid.put_number(column, &text) } else { grid.put(column, &text) }
                })?;
            }
            column = column.saturating_add(times).min(usize::MAX / 2);
        }
    }

    /// The paragraphs of a cell. What else is in it, as comments and pictures, is passed over.
    fn content(&mut self) -> Result<String, Damage> {
        let mut text = String::new();
        let mut has_any = false;
        loop {
            match self.next()? {
                Event::Start(element) if element.local_name().as_ref() == "p" => {
                    if has_any {
                        text.push('\n');
                    }
                    has_any = true;
                    self.paragraph(&mut text)?;
                }
                Event::Empty(element) if element.local_name().as_ref() == "p" => {
                    if has_any {
                        text.push('\n');
                    }
                    has_any = true;
                }
                Event::Start(_) => self.skip()?,
                Event::End(_) => return Ok(text),
                _ => (),
            }
        }
    }

    /// The text of a paragraph. White space counts once; what counts more often stands there as elements.
    fn paragraph(&mut self, text: &mut String) -> Result<(), Damage> {
        let mut depth = 0_usize;
        let start = text.len();
        loop {
            match self.next()? {
                Event::Text(piece) => {
                    for character in piece.xml10_content().chars() {
                        if !matches!(character, ' ' | '\t' | '\n' | '\r') {
                            text.push(character);
                        } else if text.len() > start && !text.ends_with([' ', '\n', '\t']) {
                            text.push(' ');
                        }
                    }
                }
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(character)) => text.push(character),
                    _ => text.push_str(resolve_xml_entity(&entity).unwrap_or_default()),
                },
                Event::Start(element) => {
                    text.push_str(&space(&element));
                    match element.local_name().as_ref() {
                        "annotation" | "note" => self.skip()?,
                        _ => depth += 1,
                    }
                }
                Event::Empty(element) => text.push_str(&space(&element)),
                Event::End(_) if depth > 0 => depth -= 1,
                Event::End(_) => return Ok(()),
                _ => (),
            }
        }
    }

    /// The value of a cell as text, and whether it is a number; its own text where it has no other value. Errors are
    /// told of.
    fn value(&mut self, cell: &BytesStart, text: String, line: u32, column: usize) -> Option<(String, bool)> {
        let mut kind = None;
        let mut is_error = false;
        for attribute in cell.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "office:value-type" => kind = Some(attribute.value.into_owned()),
                "calcext:value-type" => is_error = attribute.value == "error",
                _ => (),
            }
        }
        if is_error {
            self.problems.add(ProblemKind::CellError, Some(line), Some(column), &text);
            return None;
        }
        let attribute = |name| xml::attribute(cell, name);
        let number = || attribute("value").and_then(|value| value.trim().parse::<f64>().ok());
        let value = match kind.as_deref() {
            Some("float" | "currency") => number().map(canonical::number),
            Some("percentage") => number().map(canonical::percent),
            Some("date") => attribute("date-value").map(|date| canonical::iso_date(&date)),
            Some("time") => attribute("time-value").map(|time| canonical::iso_length(&time)),
            Some("boolean") => {
                attribute("boolean-value").map(|truth| canonical::truth(truth == "true").to_owned())
            }
            Some("string") => attribute("string-value"),
            _ => None,
        };
        let is_number =
            value.is_some() && matches!(kind.as_deref(), Some("float" | "currency" | "percentage"));
        Some((value.unwrap_or(text), is_number))
    }
}

/// The white space that an element stands for.
fn space(element: &BytesStart) -> String {
    match element.local_name().as_ref() {
        "s" => " ".repeat(xml::number(element, "c").unwrap_or(1).min(MAX_SPACES)),
        "tab" => "\t".to_owned(),
        "line-break" => "\n".to_owned(),
        _ => String::new(),
    }
}
