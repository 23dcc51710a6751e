//! What is wrong with a file: what stops the reading of it ([`ReadError`]), and what does not ([`Problem`]).
//!
//! Neither holds a word for a user: the app says them in its languages. Each says where in the file it is about, as
//! far as that has a meaning for it, and quotes what stands there.

use serde::{Deserialize, Serialize};

/// A place in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line of a text or the row of a sheet, counted from 1 as editors and spreadsheets do.
    pub line: Option<u32>,
    /// The column, counted from 0.
    pub column: Option<u32>,
    /// What stands there, cut to a length that fits into a message.
    pub value: Option<String>,
}

/// Something that the user should know, but that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: ProblemKind,
}

/// What a [`Problem`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A quote opens here and is never closed, or only by the quote that opens another cell. It was read as a
    /// character, and the rows after it as rows.
    UnbalancedQuote,
    /// A quoted cell goes on after its closing quote. The quotes around its first part are gone.
    StrayQuote,
    /// A row with more cells than the header. They stand in columns without a name.
    TooManyCells {
        /// How many the header has.
        expected: u32,
        /// How many the row has.
        found: u32,
    },
    /// A row that ends before the header does. What it lacks is blank.
    TooFewCells {
        /// How many the header has.
        expected: u32,
        /// How many the row has.
        found: u32,
    },
    /// A row with something beyond the last column that is read. That was left out.
    TooManyColumns {
        /// How many columns are read.
        kept: u32,
        /// How many cells the row has.
        found: u32,
    },
    /// A header that an earlier column has too. This one was renamed.
    DuplicateHeader {
        /// What it is called now.
        renamed: String,
    },
    /// A column that holds something but has no name.
    BlankHeader,
    /// A cell of a size that nobody types. It was kept.
    LargeCell {
        /// How large.
        bytes: u32,
    },
    /// A cell with bytes that mean nothing in the file's encoding, shown as `�`.
    BadCharacters,
    /// A cell whose formula has failed, as `#N/A`. It is blank.
    CellError,
    /// A cell that is shown as a date but is none that the calendar has. It holds the number.
    BadDate,
    /// A cell that could not be read. It is blank.
    BadCell,
    /// A header and nothing below it.
    NoRows,
    /// Rows above the header, as a report's title. They were left out; the first of them is quoted.
    RowsAboveHeader {
        /// How many.
        rows: u32,
    },
    /// A sheet that is hidden in the workbook. It was read.
    HiddenSheet,
    /// A sheet that is damaged: it was read as far as the line said here.
    DamagedSheet,
    /// More sheets than are read. The rest was left out.
    TooManySheets {
        /// How many are read.
        kept: u32,
        /// How many there are.
        found: u32,
    },
}

/// Why a file could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadError {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: ReadErrorKind,
}

/// What a [`ReadError`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadErrorKind {
    /// The user has cancelled.
    Cancelled,
    /// There is nothing in it, or nothing but spaces and blank cells.
    Empty,
    /// It is larger than what is read.
    TooLarge {
        /// How large.
        bytes: u64,
        /// What is read.
        limit: u64,
    },
    /// It holds no table of a kind that is read, but this.
    NotATable(Content),
    /// It is locked with a password.
    Password,
    /// It is a workbook that is not whole.
    Damaged,
    /// It is small, but unpacks to more than a workbook has reason to.
    Bomb,
    /// Its cells need more memory than a table may take.
    TooManyCells,
    /// There is no sheet of the name that was asked for, or no line of the number.
    NoSuchPlace,
}

/// What a file is that holds no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// A program.
    Program,
    /// An archive, as `.zip` or `.gz`, that is no workbook.
    Archive,
    /// A document of a word processor, slides and the like.
    Document,
    /// A workbook of Excel from before 1997.
    OldWorkbook,
    /// A workbook of Excel in its binary form, `.xlsb`.
    BinaryWorkbook,
    /// A page of the web. Some systems give such a page the name of a workbook.
    Html,
    /// XML, as the spreadsheets of Excel 2003 are.
    Xml,
    /// JSON.
    Json,
    /// Bytes that are no text.
    Unknown,
}

/// How many characters of a value are quoted.
const QUOTED: usize = 80;

/// A value as it is quoted: on one line, and not longer than fits.
pub(super) fn quote(value: &str) -> String {
    let mut quoted: String =
        value.chars().take(QUOTED).map(|each| if each.is_control() { ' ' } else { each }).collect();
    if value.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}

/// The problems of a file as they are found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    file: String,
    sheet: Option<String>,
    found: Vec<Problem>,
    left_out: u64,
}

impl Problems {
    /// How many are kept; the others are counted only.
    const KEPT: usize = 10_000;

    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// What comes from here on is about this sheet.
    pub(super) fn enter(&mut self, sheet: &str) {
        self.sheet = Some(sheet.to_owned());
    }

    /// What comes from here on is about the file as a whole.
    pub(super) fn leave(&mut self) {
        self.sheet = None;
    }

    pub(super) fn add(&mut self, kind: ProblemKind, line: Option<u32>, column: Option<usize>, value: &str) {
        if self.found.len() == Self::KEPT {
            self.left_out += 1;
            return;
        }
        let value = (!value.is_empty()).then(|| quote(value));
        let column = column.and_then(|column| u32::try_from(column).ok());
        let place = Place { file: self.file.clone(), sheet: self.sheet.clone(), line, column, value };
        self.found.push(Problem { place, kind });
    }

    /// An error at the place where the reading is.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        let place = Place { file: self.file.clone(), sheet: self.sheet.clone(), ..Place::default() };
        ReadError { place, kind }
    }

    /// Puts what was found from the place `from` on into the order of lines.
    pub(super) fn sort_from(&mut self, from: usize) {
        if let Some(found) = self.found.get_mut(from..) {
            found.sort_by_key(|problem| problem.place.line);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn finish(self) -> (Vec<Problem>, u64) {
        (self.found, self.left_out)
    }
}
