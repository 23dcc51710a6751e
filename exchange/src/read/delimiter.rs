//! What stands between two cells.
//!
//! Each candidate is tried on the first rows. The right one cuts nearly all of them, the header among them, into the
//! same number of cells, and into many.

use std::fmt;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde::{Deserialize, Serialize};

/// The character between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "char", into = "char")]
pub struct Delimiter(u8);

impl Delimiter {
    /// A comma.
    pub const COMMA: Self = Self(b',');
    /// A tab.
    pub const TAB: Self = Self(b'\t');

    /// A character as a delimiter; quotes, line ends, letters, digits and what is not ASCII cannot be one.
    pub fn new(character: char) -> Option<Self> {
        let byte = u8::try_from(character).ok().filter(u8::is_ascii)?;
        let can = !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\r' | b'\n' | 0);
        can.then_some(Self(byte))
    }

    pub(super) const fn byte(self) -> u8 {
        self.0
    }
}

impl From<Delimiter> for char {
    fn from(delimiter: Delimiter) -> Self {
        Self::from(delimiter.0)
    }
}

impl TryFrom<char> for Delimiter {
    type Error = NoDelimiter;

    fn try_from(character: char) -> Result<Self, NoDelimiter> {
        Self::new(character).ok_or(NoDelimiter)
    }
}

/// A character that cannot stand between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDelimiter;

impl fmt::Display for NoDelimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this character cannot stand between cells")
    }
}

impl std::error::Error for NoDelimiter {}

/// Those that are looked for, the more usual first. Colons and spaces are not among them: they are in every time and
/// every name.
const CANDIDATES: [Delimiter; 7] = [
    Delimiter::COMMA,
    Delimiter(b';'),
    Delimiter::TAB,
    Delimiter(b'|'),
    Delimiter(b'^'),
    Delimiter(b'~'),
    Delimiter(b'\x1f'),
];

/// How much of a file is looked at.
const SAMPLE_BYTES: usize = 1 << 16;
const SAMPLE_ROWS: usize = 100;

/// The delimiter that the first line of a file announces as Excel understands it, `sep=;`, and the length of that line.
pub(super) fn announced(text: &str) -> Option<(Delimiter, usize)> {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim_matches('"');
    let mut said = line.get(4..).filter(|_| line[..4].eq_ignore_ascii_case("sep="))?.chars();
    let delimiter = Delimiter::new(said.next()?)?;
    let rest = &text[end..];
    let line_end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
    said.next().is_none().then_some((delimiter, end + line_end))
}

/// The delimiter of a text, by its look.
pub(super) fn sniff(text: &str, name: &str) -> Delimiter {
    let sample = sample(text.as_bytes());
    let mut best = None;
    for candidate in CANDIDATES {
        let score = score(sample, candidate);
        if score > 0.0 && best.is_none_or(|(_, highest)| score > highest) {
            best = Some((candidate, score));
        }
    }
    let of_name = || {
        let tabs = [".tsv", ".tab"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
        if tabs { Delimiter::TAB } else { Delimiter::COMMA }
    };
    best.map_or_else(of_name, |(candidate, _)| candidate)
}

/// The first rows, the last of them whole where there are several.
fn sample(bytes: &[u8]) -> &[u8] {
    let Some(head) = bytes.get(..SAMPLE_BYTES) else { return bytes };
    let end = memchr::memrchr2(b'\n', b'\r', head).map_or(head.len(), |at| at + 1);
    &head[..end]
}

/// How well a delimiter cuts a sample, from 0 to 1: the part of the rows that have the usual number of cells, weighed by
/// that number.
fn score(sample: &[u8], delimiter: Delimiter) -> f64 {
    let widths = widths(sample, delimiter);
    let usual = usual(&widths);
    // A text in one column may have commas in its rows, but hardly in its header. Lines of a title may stand above the
    // header of a table of three columns or more.
    let header = widths.iter().find(|width| usual < 3 || **width > 1);
    if usual < 2 || header.is_none_or(|width| *width < 2) {
        return 0.0;
    }
    let agreeing = widths.iter().filter(|width| **width == usual).count();
    let [agreeing, rows, usual] = [agreeing, widths.len(), usual].map(|count| {
        #[expect(clippy::cast_precision_loss, reason = "counts of a sample of 64 KB")]
        let count = count as f64;
        count
    });
    agreeing / rows * (1.0 - 1.0 / usual)
}

/// The most frequent of some numbers, of several the largest; 0 of none.
fn usual(numbers: &[usize]) -> usize {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| run.len())
        .and_then(|run| run.first())
        .copied()
        .unwrap_or(0)
}

/// How many cells each of the first rows has.
fn widths(mut sample: &[u8], delimiter: Delimiter) -> Vec<usize> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter.byte()).build();
    let mut widths = Vec::new();
    let mut width = 0;
    let mut text = [0; 1024];
    let mut ends = [0; 64];
    while widths.len() < SAMPLE_ROWS {
        let (result, read, _, cells) = reader.read_record(sample, &mut text, &mut ends);
        sample = sample.get(read..).unwrap_or_default();
        width += cells;
        match result {
            ReadRecordResult::Record => widths.push(std::mem::take(&mut width)),
            ReadRecordResult::End => break,
            _ => (),
        }
    }
    widths
}
