//! The rows of a sheet while they are read, in one piece of memory.

use std::ops::Range;

use super::MAX_COLUMNS;
use super::problem::{ProblemKind, Problems, ReadErrorKind};
use crate::table::{Cells, Marks, Start};

/// How much the sheets of a file may take together. A text has no more cells than bytes, but a workbook can say in a few
/// bytes that a cell is far to the right, or that it repeats a long text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    /// 400 MB for the places of cells, 512 MB for their texts.
    pub(super) const ALL: Self = Self { cells: 100_000_000, text: 512 << 20 };
}

/// See the top of the file.
#[derive(Debug)]
pub(super) struct Grid {
    room: Room,
    /// All cells one after the other; as bytes, because the parser of texts writes here.
    text: Vec<u8>,
    ends: Vec<u32>,
    rows: Vec<Start>,
    /// Which cells are numbers.
    numbers: Marks,
    /// The cells of the row that is being read, in the order in which they came.
    waiting: Vec<Waiting>,
    waiting_text: String,
}

impl Grid {
    /// An empty one that may take so much.
    pub(super) fn within(room: Room) -> Self {
        Self {
            room,
            text: Vec::new(),
            ends: Vec::new(),
            rows: Vec::new(),
            numbers: Marks::default(),
            waiting: Vec::new(),
            waiting_text: String::new(),
        }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The rows, and what room they have left for other sheets.
    pub(super) fn into_cells(self) -> (Cells, Room) {
        let room = Room {
            cells: self.room.cells.saturating_sub(self.ends.len()),
            text: self.room.text.saturating_sub(self.text.len()),
        };
        // Cells of a text are the file's own characters, cut where ASCII characters stood: they are valid.
        let text = String::from_utf8(self.text)
            .unwrap_or_else(|invalid| String::from_utf8_lossy(invalid.as_bytes()).into_owned());
        (Cells { text, ends: self.ends, rows: self.rows, numbers: self.numbers }, room)
    }

    /// Takes the cells since a place as a row, unless all of them are blank.
    fn end_row(&mut self, line: u32, from: Mark) {
        if self.text.get(from.text..).is_none_or(|text| text.trim_ascii().is_empty()) {
            self.cut(from);
            return;
        }
        self.rows.push(Start { cell: place(from.cells), line });
    }

    fn mark(&self) -> Mark {
        Mark { text: self.text.len(), cells: self.ends.len() }
    }

    fn cut(&mut self, to: Mark) {
        self.text.truncate(to.text);
        self.ends.truncate(to.cells);
    }
}

/// How far the grid was filled at some time.
#[derive(Debug, Clone, Copy)]
struct Mark {
    text: usize,
    cells: usize,
}

/// A place in the text or among the cells. It fits: [`Room::ALL`], and for texts `MAX_BYTES`, are below 4 GB.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
const fn place(at: usize) -> u32 {
    at as u32
}

/// A cell of a workbook that waits for the others of its row.
#[derive(Debug)]
struct Waiting {
    column: usize,
    /// Its place in `waiting_text`.
    text: Range<usize>,
    is_number: bool,
}

/// For workbooks, in which cells come one by one and rows have holes.
impl Grid {
    /// Puts a text into the row that is being read.
    pub(super) fn put(&mut self, column: usize, text: &str) -> Result<(), ReadErrorKind> {
        self.put_cell(column, text, false)
    }

    /// Puts a number, in the one form that they have here.
    pub(super) fn put_number(&mut self, column: usize, number: &str) -> Result<(), ReadErrorKind> {
        self.put_cell(column, number, true)
    }

    fn put_cell(&mut self, column: usize, text: &str, is_number: bool) -> Result<(), ReadErrorKind> {
        if text.is_empty() {
            return Ok(());
        }
        let from = self.waiting_text.len();
        if self.text.len() + from + text.len() > self.room.text {
            return Err(ReadErrorKind::TooManyCells);
        }
        self.waiting_text.push_str(text);
        self.waiting.push(Waiting { column, text: from..self.waiting_text.len(), is_number });
        Ok(())
    }

    /// Ends the row that cells were put into. What stands beyond the last column that is read is told of.
    pub(super) fn end_put(&mut self, line: u32, problems: &mut Problems) -> Result<(), ReadErrorKind> {
        // A sound file has them in order already.
        self.waiting.sort_by_key(|cell| cell.column);
        let Some(last) = self.waiting.last().map(|cell| cell.column) else { return Ok(()) };
        let from = self.mark();
        if from.cells + last.min(MAX_COLUMNS) >= self.room.cells {
            return Err(ReadErrorKind::TooManyCells);
        }
        for Waiting { column, text, is_number } in &self.waiting {
            let text = self.waiting_text.get(text.clone()).unwrap_or_default();
            if *column >= MAX_COLUMNS {
                problems.add(too_many_columns(last + 1), Some(line), Some(*column), text);
                break;
            }
            // Of two cells for one place the later one counts.
            self.ends.truncate(from.cells + column);
            self.ends.resize(from.cells + column, place(self.text.len()));
            self.text.extend_from_slice(text.as_bytes());
            self.numbers.set(self.ends.len(), *is_number);
            self.ends.push(place(self.text.len()));
        }
        self.waiting.clear();
        self.waiting_text.clear();
        self.end_row(line, from);
        Ok(())
    }

    /// Adds a row that is the same as the last one, as workbooks of Open Document say it.
    pub(super) fn repeat_row(&mut self, line: u32) -> Result<(), ReadErrorKind> {
        let Some(last) = self.rows.last() else { return Ok(()) };
        let cells = last.cell as usize..self.ends.len();
        let start = cells
            .start
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        let length = self.text.len() - start;
        if self.ends.len() + cells.len() > self.room.cells || self.text.len() + length > self.room.text {
            return Err(ReadErrorKind::TooManyCells);
        }
        self.rows.push(Start { cell: place(self.ends.len()), line });
        self.text.extend_from_within(start..);
        for cell in cells {
            let end = self.ends.get(cell).copied().unwrap_or_default();
            self.numbers.set(self.ends.len(), self.numbers.has(cell));
            self.ends.push(end + place(length));
        }
        Ok(())
    }
}

/// What is said of a row with so many columns.
pub(super) fn too_many_columns(found: usize) -> ProblemKind {
    ProblemKind::TooManyColumns { kept: place(MAX_COLUMNS), found: u32::try_from(found).unwrap_or(u32::MAX) }
}

/// For texts, whose parser writes the cells of a row side by side.
pub(super) struct Writer<'a> {
    grid: &'a mut Grid,
    /// The row that is being read begins here.
    from: Mark,
    /// How far the text was written; behind it is room.
    written: usize,
    /// How many cells the row has, those beyond the last column that is read among them.
    found: usize,
    /// Where the last of the cells that are read ends.
    kept_to: usize,
}

impl<'a> Writer<'a> {
    /// For a text of so many bytes: its cells together are no longer.
    pub(super) fn new(grid: &'a mut Grid, bytes: usize) -> Self {
        grid.text.resize(bytes + 1, 0);
        Self { grid, from: Mark { text: 0, cells: 0 }, written: 0, found: 0, kept_to: 0 }
    }

    /// Where the parser writes the rest of the row.
    pub(super) fn room(&mut self) -> &mut [u8] {
        self.grid.text.get_mut(self.written..).unwrap_or_default()
    }

    /// Takes what the parser wrote: so many bytes, and cells that end there, counted from the beginning of the row.
    pub(super) fn take(&mut self, bytes: usize, ends: &[usize]) {
        self.written += bytes;
        let keep = MAX_COLUMNS.saturating_sub(self.found).min(ends.len());
        if let Some(last) = ends[..keep].last() {
            self.kept_to = self.from.text + last;
        }
        self.grid.ends.extend(ends[..keep].iter().map(|end| place(self.from.text + end)));
        self.found += ends.len();
    }

    /// Ends the row, and tells of what stands beyond the last column that is read.
    pub(super) fn end_row(&mut self, line: u32, problems: &mut Problems) {
        let beyond = self.grid.text.get(self.kept_to..self.written).unwrap_or_default().trim_ascii();
        if self.found > MAX_COLUMNS && !beyond.is_empty() {
            let value = String::from_utf8_lossy(&beyond[..beyond.len().min(400)]);
            problems.add(too_many_columns(self.found), Some(line), Some(MAX_COLUMNS), &value);
        }
        let row = self.grid.text.get(self.from.text..self.kept_to).unwrap_or_default();
        if row.trim_ascii().is_empty() {
            self.drop_row();
            return;
        }
        self.grid.rows.push(Start { cell: place(self.from.cells), line });
        self.begin_row(self.kept_to);
    }

    /// Forgets the row that is being read.
    fn drop_row(&mut self) {
        self.grid.ends.truncate(self.from.cells);
        self.begin_row(self.from.text);
    }

    fn begin_row(&mut self, text: usize) {
        self.from = Mark { text, cells: self.grid.ends.len() };
        self.written = text;
        self.kept_to = text;
        self.found = 0;
    }

    /// Gives back the room that was not needed.
    pub(super) fn finish(self) {
        self.grid.text.truncate(self.written);
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.grid.rows.len()
    }
}
