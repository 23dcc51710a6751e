//! A table of texts: what every file comes down to, whatever its format.
//!
//! Numbers and dates of a workbook stand here as texts in one form, so that one reader of values serves all formats:
//!
//! | in the workbook | here |
//! |---|---|
//! | a number, to the 15 digits that a spreadsheet keeps | `1234.5` |
//! | a number shown as a percentage | `75%` |
//! | a day | `2024-03-05` |
//! | a day with a time | `2024-03-05T14:30:00` |
//! | a time of day, a length of time | `14:30:00`, `26:30:00` |
//! | a truth | `TRUE`, `FALSE` |
//!
//! A table keeps what stands in the file. What is asked of it cell by cell or column by column is what a cell *says*: without the
//! spaces around it, and without the apostrophe that keeps spreadsheets from running a text ([`unguard`]). That is done here, so
//! that no reader of any kind of file has to think of it.

use crate::export::unguard;
use crate::values::NumberStyle;

/// A sheet of a file: a header and rows of texts, kept in one piece of memory.
///
/// A row takes memory for the cells that it has, not for those of the widest row: a file of a few bytes a row cannot
/// grow to a thousand cells a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The name of the file: for messages.
    pub name: String,
    /// The name of the sheet, where the file is a workbook.
    pub sheet: Option<String>,
    /// The header's cells, without spaces around them; as many as the widest row has, blank where the header is short.
    headers: Vec<String>,
    /// The rows below it.
    cells: Cells,
}

/// Rows of texts, one after the other.
///
/// A workbook says of some of its cells that they are numbers. Those stand here in the one form above, whatever the
/// texts of their column look like, so that has to be known of each of them.
///
/// What holds them together: `ends` is ascending and within `text`, each end on the border of a character; `rows` is
/// ascending and within `ends`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cells {
    /// All cells one after the other, row by row.
    pub(crate) text: String,
    /// Where each cell ends in `text`.
    pub(crate) ends: Vec<u32>,
    /// Where each row begins.
    pub(crate) rows: Vec<Start>,
    /// Which cells are numbers of a workbook.
    pub(crate) numbers: Marks,
}

/// Marks on some of many places: a bit for each, up to the last that has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks(Vec<u64>);

impl Marks {
    /// Puts a mark on a place, or takes it off.
    pub(crate) fn set(&mut self, at: usize, is_marked: bool) {
        let (word, bit) = (at / 64, 1 << (at % 64));
        match self.0.get_mut(word) {
            Some(marks) if is_marked => *marks |= bit,
            Some(marks) => *marks &= !bit,
            None if is_marked => {
                self.0.resize(word, 0);
                self.0.push(bit);
            }
            None => (),
        }
    }

    /// Whether a place has a mark.
    pub(crate) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|marks| marks & (1 << (at % 64)) != 0)
    }
}

/// Where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// Its first cell, as a place in `ends`.
    pub(crate) cell: u32,
    /// The number of its line, counted from 1 as an editor or spreadsheet does.
    pub(crate) line: u32,
}

impl Cells {
    /// The texts of a row; none where there is no such row.
    pub(crate) fn row(&self, row: usize) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.places(row).map(|at| self.text(at))
    }

    /// The places of a row's cells in `ends`.
    fn places(&self, row: usize) -> std::ops::Range<usize> {
        let Some(start) = self.rows.get(row) else { return 0..0 };
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.cell as usize);
        start.cell as usize..end
    }

    fn text(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }
}

/// A row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    index: usize,
}

impl Table {
    /// A table with this header and no rows yet.
    pub fn new(name: impl Into<String>, headers: Vec<String>) -> Self {
        Self { name: name.into(), headers, ..Self::default() }
    }

    /// A table of rows that were read already.
    pub(crate) fn with_cells(name: &str, headers: Vec<String>, cells: Cells) -> Self {
        Self { cells, ..Self::new(name, headers) }
    }

    /// Adds a row; what it lacks is blank, what it has too much is left out. Answers whether it fitted into the
    /// memory that a table may take: 4 GB of text.
    pub fn push<'a>(&mut self, line: u32, cells: impl IntoIterator<Item = &'a str>) -> bool {
        let Ok(cell) = u32::try_from(self.cells.ends.len()) else { return false };
        let before = self.cells.text.len();
        for text in cells.into_iter().take(self.headers.len()) {
            let Ok(end) = u32::try_from(self.cells.text.len() + text.len()) else {
                self.cells.ends.truncate(cell as usize);
                self.cells.text.truncate(before);
                return false;
            };
            self.cells.text.push_str(text);
            self.cells.ends.push(end);
        }
        self.cells.rows.push(Start { cell, line });
        true
    }

    /// The header's cells.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.cells.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.cells.rows.is_empty()
    }

    /// The row at a place.
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        (index < self.len()).then_some(Row { table: self, index })
    }

    /// The row that begins on a line.
    pub fn row_of_line(&self, line: u32) -> Option<Row<'_>> {
        let index = self.cells.rows.binary_search_by_key(&line, |start| start.line).ok()?;
        self.row(index)
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.len()).map(|index| Row { table: self, index })
    }

    /// What the cells of a column say that tell in what style its numbers are written: all but the numbers of a workbook, which are in
    /// one form always.
    pub fn written(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        let places = (0..self.len()).map(|index| Row { table: self, index });
        places.filter(move |row| !row.is_number(column)).map(move |row| row.cell(column))
    }

    /// What the cells of a column say, from the first row to the last.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows().map(move |row| row.cell(column))
    }
}

impl<'a> Row<'a> {
    /// Its place among the rows, from 0.
    pub fn index(self) -> usize {
        self.index
    }

    /// The line it begins on in the file, from 1.
    pub fn line(self) -> u32 {
        self.table.cells.rows[self.index].line
    }

    /// What a cell says; blank where the row or the header is shorter.
    pub fn cell(self, column: usize) -> &'a str {
        unguard(self.raw(column).trim())
    }

    /// The text of a cell as it is in the file.
    fn raw(self, column: usize) -> &'a str {
        self.place(column).map_or("", |at| self.table.cells.text(at))
    }

    /// Whether a cell is a number of a workbook, and so in the one form of those.
    pub fn is_number(self, column: usize) -> bool {
        self.place(column).is_some_and(|at| self.table.cells.numbers.has(at))
    }

    /// How the number in a cell is to be read, where its column is in this style.
    pub fn style(self, column: usize, of_column: NumberStyle) -> NumberStyle {
        if self.is_number(column) { NumberStyle::Point } else { of_column }
    }

    /// The place of a cell among all.
    fn place(self, column: usize) -> Option<usize> {
        let places = self.table.cells.places(self.index);
        (column < self.table.headers.len() && column < places.len()).then(|| places.start + column)
    }

    /// All its cells as they are in the file, as many as the header has.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.table.headers.len()).map(move |column| self.raw(column))
    }
}
