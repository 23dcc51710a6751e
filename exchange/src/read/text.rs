//! Texts with cells between delimiters: CSV, TSV and their kin.
//!
//! The parser is `csv-core`, which writes the cells straight into the table's memory. Around it stands what it does not
//! do: numbers of lines for every kind of line end, and rows whose quotes do not come in pairs ([`quotes`]). Where a
//! quote is never closed the parser would swallow rows; that row is read with quotes as plain characters, and reading goes
//! on with the next line, so that one mistake costs one row.

use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::delimiter::{self, Delimiter};
use super::encoding;
use super::grid::{Grid, Room, Writer};
use super::header::{self, About};
use super::problem::{Content, ProblemKind, Problems, ReadErrorKind};
use super::quotes::{self, At};
use super::{Format, Options, Progress, Reading};
use crate::table::Table;

/// How many rows are read between two reports of progress.
const ROWS_A_STEP: usize = 1 << 13;

/// Reads a text.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    problems: &mut Problems,
    progress: &mut Reading,
) -> Result<(Format, Vec<Table>), ReadErrorKind> {
    let decoded =
        encoding::decode(bytes, options.encoding).ok_or(ReadErrorKind::NotATable(Content::Unknown))?;
    let text = decoded.text.trim_end_matches('\u{1a}');
    let (announced, skip) = delimiter::announced(text).map_or((None, 0), |(said, skip)| (Some(said), skip));
    let text = &text[skip..];
    let delimiter = options.delimiter.or(announced).unwrap_or_else(|| delimiter::sniff(text, name));

    let mut grid = Grid::within(Room::ALL);
    let first_line = if skip > 0 { 2 } else { 1 };
    Rows::new(text.as_bytes(), delimiter, first_line, &mut grid).read(problems, progress)?;
    let (cells, _) = grid.into_cells();
    let about = About { file: name, sheet: None, header: options.header, broken: decoded.broken };
    let table = header::table(cells, &about, problems)?.ok_or(ReadErrorKind::Empty)?;
    problems.sort_from(0);
    Ok((Format::Text { encoding: decoded.encoding, delimiter }, vec![table]))
}

/// The rows of a text as they are read.
struct Rows<'a> {
    input: &'a [u8],
    /// How far they are read.
    at: usize,
    /// The number of the line there.
    line: u32,
    /// What ends a line: of `\r\n` the second character.
    line_end: u8,
    delimiter: Delimiter,
    parser: Reader,
    /// The parser for rows whose quotes are plain characters.
    plain: Reader,
    writer: Writer<'a>,
}

impl<'a> Rows<'a> {
    fn new(input: &'a [u8], delimiter: Delimiter, line: u32, grid: &'a mut Grid) -> Self {
        let line_end = if memchr::memchr(b'\n', input).is_some() { b'\n' } else { b'\r' };
        let parser = |quoting| ReaderBuilder::new().delimiter(delimiter.byte()).quoting(quoting).build();
        let writer = Writer::new(grid, input.len());
        Self { input, at: 0, line, line_end, delimiter, parser: parser(true), plain: parser(false), writer }
    }

    fn read(mut self, problems: &mut Problems, progress: &mut Reading) -> Result<(), ReadErrorKind> {
        let mut next_report = ROWS_A_STEP;
        self.skip_line_ends();
        while self.at < self.input.len() {
            self.read_row(problems);
            self.skip_line_ends();
            if self.writer.rows() >= next_report {
                next_report += ROWS_A_STEP;
                progress.report(self.at, self.input.len(), self.writer.rows())?;
            }
        }
        progress.report(self.input.len(), self.input.len(), self.writer.rows())?;
        self.writer.finish();
        Ok(())
    }

    /// Blank lines are passed over here, not by the parser, so that a row's line is where its first cell is.
    fn skip_line_ends(&mut self) {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
        self.pass(length);
    }

    /// Goes on by so many bytes.
    fn pass(&mut self, bytes: usize) {
        let passed = self.input.get(self.at..self.at + bytes).unwrap_or_default();
        self.line = self.line.saturating_add(lines(passed, self.line_end));
        self.at += bytes;
    }

    fn read_row(&mut self, problems: &mut Problems) {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let walk = match quotes::walk(rest, self.delimiter.byte()) {
            Ok(walk) => walk,
            Err(quote) => return self.read_plain(quote, problems),
        };
        let row = rest.get(..walk.length).unwrap_or_default();
        if let Some(quote) = walk.stray {
            let line = self.line.saturating_add(lines(&row[..quote.byte], self.line_end));
            let value = excerpt(row, self.delimiter, quote.byte);
            problems.add(ProblemKind::StrayQuote, Some(line), Some(quote.column), &value);
        }
        let length = parse(&mut self.parser, row, &mut self.writer);
        self.writer.end_row(self.line, problems);
        self.pass(length);
    }

    /// Reads the lines up to the one with the quote at this place as rows without quotes.
    fn read_plain(&mut self, quote: At, problems: &mut Problems) {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let line = self.line.saturating_add(lines(rest.get(..quote.byte).unwrap_or_default(), self.line_end));
        let after = rest.get(quote.byte..).unwrap_or_default();
        let length = memchr::memchr2(b'\r', b'\n', after).unwrap_or(after.len());
        problems.add(ProblemKind::UnbalancedQuote, Some(line), Some(quote.column), &lossy(&after[..length]));
        let until = self.at + quote.byte + length;
        while self.at < until {
            let rest = self.input.get(self.at..until).unwrap_or_default();
            let length = parse(&mut self.plain, rest, &mut self.writer);
            self.writer.end_row(self.line, problems);
            self.pass(length);
            self.skip_line_ends();
        }
    }
}

/// Has the parser read one row. Answers how long it is, its line end included.
fn parse(parser: &mut Reader, input: &[u8], writer: &mut Writer) -> usize {
    let mut ends = [0; 64];
    let mut at = 0;
    let mut is_at_end = false;
    loop {
        let rest = input.get(at..).unwrap_or_default();
        let (result, read, written, cells) = parser.read_record(rest, writer.room(), &mut ends);
        at += read;
        writer.take(written, ends.get(..cells).unwrap_or_default());
        match result {
            // At the end of the input it is asked once more, with nothing, and then says where the last cell ends.
            ReadRecordResult::InputEmpty => is_at_end = true,
            ReadRecordResult::OutputEndsFull => (),
            ReadRecordResult::Record | ReadRecordResult::End => break,
            // There is room for all of the input.
            ReadRecordResult::OutputFull => return input.len(),
        }
    }
    if is_at_end {
        // It holds the input to be at its end and would read nothing more.
        parser.reset();
    }
    at
}

fn lines(bytes: &[u8], line_end: u8) -> u32 {
    u32::try_from(memchr::memchr_iter(line_end, bytes).count()).unwrap_or(u32::MAX)
}

/// The cell around a place in a row, as it stands in the file.
fn excerpt(row: &[u8], delimiter: Delimiter, at: usize) -> String {
    let ends = |byte: &u8| *byte == delimiter.byte() || matches!(byte, b'\r' | b'\n');
    let start = row[..at].iter().rposition(ends).map_or(0, |before| before + 1);
    let end = row[at..].iter().position(ends).map_or(row.len(), |length| at + length);
    lossy(&row[start..end])
}

/// The beginning of a piece of a text.
fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned()
}

/// Lets a caller stop the reading.
impl Reading<'_> {
    pub(super) fn report(&mut self, done: usize, total: usize, rows: usize) -> Result<(), ReadErrorKind> {
        let progress = Progress { done: done as u64, total: total as u64, rows: rows as u64 };
        match (self.call)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadErrorKind::Cancelled),
        }
    }
}
