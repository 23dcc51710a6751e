//! Reading a file: from its bytes to [`Table`]s of texts.
//!
//! ```text
//! bytes ── content ──┬─ text:  encoding → delimiter → quotes, csv-core ─┐
//!   (what it is)     ├─ .xlsx: package (guard) → calamine ──────────────┤─ grid → header → Table
//!                    ├─ .ods:  package (guard) → quick-xml ─────────────┤
//!                    └─ .xls:  compound → records ──────────────────────┘
//! ```
//!
//! A file comes from anywhere, so nothing in it is believed: not its name, not the sizes it states, not that it is
//! whole. Three rules hold for every format:
//!
//! - **Nothing panics and nothing takes more memory than `grid::Room` allows.** In WebAssembly either would end the
//!   worker. `docs/decisions/0015-reading-files.md` says which library is trusted with what, and behind which guard.
//! - **Nothing is lost in silence.** What does not fit is read as well as it can be and told as a [`Problem`] with its
//!   place. Only a file of which nothing can be read is a [`ReadError`].
//! - **The user may know better.** Encoding, delimiter, sheet and header can be said in [`Options`].

mod bytes;
mod canonical;
mod compound;
mod content;
mod delimiter;
mod encoding;
mod format;
mod grid;
mod header;
mod ods;
mod package;
mod problem;
mod quotes;
mod records;
mod sheets;
mod stored;
mod styles;
mod text;
mod xls;
mod xlsx;
mod xml;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use package::Workbook;
use problem::Problems;

pub use delimiter::{Delimiter, NoDelimiter};
pub use encoding::Encoding;
pub use problem::{Content, Place, Problem, ProblemKind, ReadError, ReadErrorKind};

use crate::table::Table;

/// The largest file that is read, in bytes: 100 MB.
pub const MAX_BYTES: usize = 100 << 20;

/// How many columns are read. What stands beyond is told of.
pub const MAX_COLUMNS: usize = 1000;

/// How many sheets of a workbook are read.
pub const MAX_SHEETS: usize = 256;

/// What the user says about a file; what is not said is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The encoding of a text.
    pub encoding: Option<Encoding>,
    /// What stands between the cells of a text.
    pub delimiter: Option<Delimiter>,
    /// The only sheet of a workbook to read.
    pub sheet: Option<String>,
    /// Where the header is.
    pub header: Header,
}

/// Where the header of a table is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// The first row that is no title.
    #[default]
    Guess,
    /// The first row at or below this line, counted from 1.
    Line(u32),
    /// Nowhere: the first row is data, and the columns have no names.
    Absent,
}

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes are read; of a workbook, of its unpacked parts.
    pub done: u64,
    /// How many there are.
    pub total: u64,
    /// How many rows were found.
    pub rows: u64,
}

impl Progress {
    /// How many rows there will be, going by what was read.
    pub fn rows_expected(self) -> u64 {
        (self.rows * self.total).checked_div(self.done).unwrap_or(0).max(self.rows)
    }
}

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A text with delimiters.
    Text {
        /// Its encoding.
        encoding: Encoding,
        /// What stands between its cells.
        delimiter: Delimiter,
    },
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel since 1997.
    Xls,
    /// A workbook of Open Document.
    Ods,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it was read as.
    pub format: Format,
    /// Its sheets that are not blank, in their order; of a text the one table. Never none.
    pub sheets: Vec<Table>,
    /// What the user should know, in the order of sheets and lines.
    pub problems: Vec<Problem>,
    /// How many more there were than `problems` holds.
    pub problems_left_out: u64,
}

/// Reads a file. `progress` is called every few thousand rows and may stop it.
///
/// # Errors
///
/// A [`ReadError`] if nothing of it can be read.
pub fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<File, ReadError> {
    let mut problems = Problems::of(name);
    let mut reading = Reading { call: progress };
    match sheets(name, bytes, options, &mut problems, &mut reading) {
        Ok((format, sheets)) => {
            let (problems, problems_left_out) = problems.finish();
            Ok(File { format, sheets, problems, problems_left_out })
        }
        Err(kind) => Err(problems.error(kind)),
    }
}

/// The caller's function, on its way through the readers.
struct Reading<'a> {
    call: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

fn sheets(
    name: &str,
    bytes: &[u8],
    options: &Options,
    problems: &mut Problems,
    reading: &mut Reading,
) -> Result<(Format, Vec<Table>), ReadErrorKind> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadErrorKind::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    if bytes.is_empty() {
        return Err(ReadErrorKind::Empty);
    }
    match content::kind(bytes) {
        content::Kind::Text => text::read(name, bytes, options, problems, reading),
        content::Kind::Zip => {
            let (archive, workbook) = package::open(bytes)?;
            match workbook {
                Workbook::Xlsx => {
                    let tables = xlsx::read(name, archive, bytes.len(), options, problems, reading)?;
                    Ok((Format::Xlsx, tables))
                }
                Workbook::Ods => {
                    let tables = ods::read(name, archive, bytes.len(), options, problems, reading)?;
                    Ok((Format::Ods, tables))
                }
            }
        }
        content::Kind::Compound => {
            let tables = xls::read(name, bytes, options, problems, reading)?;
            Ok((Format::Xls, tables))
        }
        content::Kind::Other(content) => Err(ReadErrorKind::NotATable(content)),
    }
}
