//! Lines of a log as they stand in a text, with what has to be known of each to put it beside another log's and to hand it on
//! word for word. What they say is read on the way into a workspace and not kept: a log of 100,000 deals is 100 MB.

use std::ops::Range;
use std::rc::Rc;

use sales::evolve::{self, Touched};
use sales::ids::DealId;
use sales::log::{Entry, Line, LineError, Stamp};
use sales::model::Workspace;

use crate::parcels::INDEXED_DEALS;

/// A line of a log. It shares its text with the lines beside it.
#[derive(Debug, Clone)]
pub struct Row {
    text: Rc<String>,
    place: Range<usize>,
    stamp: Stamp,
    is_newer: bool,
    deals: Vec<DealId>,
}

impl Row {
    fn new(text: &Rc<String>, place: Range<usize>, line: &Line) -> Self {
        let mut deals = line.known().map(Entry::deals).unwrap_or_default();
        if deals.len() > INDEXED_DEALS {
            deals = Vec::new();
        }
        Self { text: Rc::clone(text), place, stamp: line.stamp(), is_newer: line.known().is_none(), deals }
    }

    /// The line, word for word.
    pub fn text(&self) -> &str {
        &self.text[self.place.clone()]
    }

    /// The stamp of the entry.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Whether the entry is of a newer version.
    pub fn is_newer(&self) -> bool {
        self.is_newer
    }

    /// The deals that it is found by; of an [outline](outlines) none are known.
    pub fn deals(&self) -> &[DealId] {
        &self.deals
    }

    /// Whether it stands where another one of the same stamp does not; as in [`Log::insert`](sales::log::Log::insert).
    pub(crate) fn beats(&self, other: &Self) -> bool {
        let (text, others) = (self.text(), other.text());
        text != others
            && match (Line::parse(text), Line::parse(others)) {
                (Ok(line), Ok(other)) => line != other && line.to_text() < other.to_text(),
                _ => text < others,
            }
    }
}

/// The lines of a log as far as they are needed to compare it: without what they say, which is left unread.
///
/// # Errors
/// [`LineError`] where a line is none.
pub fn outlines(text: &Rc<String>) -> Result<Vec<Row>, LineError> {
    places(text).map(|place| Ok(Row::new(text, place.clone(), &Line::outline(&text[place])?))).collect()
}

/// What entries come to, in their order and each of them once.
///
/// # Errors
/// [`LineError`] where a line can't be read.
pub(crate) fn fold<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Result<Workspace, LineError> {
    let mut fold = Fold::default();
    for row in rows {
        fold.take(&Line::parse(row.text())?);
    }
    Ok(fold.workspace)
}

#[derive(Debug, Default)]
struct Fold {
    workspace: Workspace,
    touched: Touched,
}

impl Fold {
    fn take(&mut self, line: &Line) {
        if let Some(entry) = line.known() {
            evolve::evolve(&mut self.workspace, entry, &mut self.touched);
            self.touched.clear();
        }
    }
}

/// A log on its way in: each line is read once, and folded as it comes as long as the lines come in their order.
#[derive(Debug)]
pub(crate) struct Reading {
    text: Rc<String>,
    rows: Vec<Row>,
    fold: Option<Fold>,
}

impl Reading {
    pub(crate) fn new(text: &Rc<String>) -> Self {
        Self { text: Rc::clone(text), rows: Vec::new(), fold: Some(Fold::default()) }
    }

    /// Reads the line at a place of the text. Where it is none nothing has changed.
    pub(crate) fn take(&mut self, place: Range<usize>) -> Result<(), LineError> {
        let line = Line::parse(&self.text[place.clone()])?;
        if self.rows.last().is_some_and(|last| last.stamp >= line.stamp()) {
            self.fold = None;
        }
        if let Some(fold) = &mut self.fold {
            fold.take(&line);
        }
        self.rows.push(Row::new(&self.text, place, &line));
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The lines, and the workspace they come to if they came in their order.
    pub(crate) fn finish(self) -> (Vec<Row>, Option<Workspace>) {
        (self.rows, self.fold.map(|fold| fold.workspace))
    }
}

/// Where the lines of a text are, without their ends.
pub(crate) fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = end;
        end += line.len();
        let bare = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        begin..begin + bare.len()
    })
}
