//! What came of each row, and what was wrong with which cell.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::setup::{OnProblem, RowRef};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{DateError, NumberError};

/// Everything an import changed, passed over or refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The counts of each kind of record.
    pub counts: Vec<(Kind, Count)>,
    /// Every cell or row that did not come in as it stands, in order of file and line.
    pub issues: Vec<Issue>,
    /// Every row about something that was there already, and every one that was passed over, in order of file and line.
    /// New records are counted only: most imports have nothing else.
    pub rows: Vec<RowReport>,
}

/// What came of a row that nothing is wrong with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// The number of the table.
    pub file: usize,
    /// The line in it, from 1; 0 for the table as a whole.
    pub line: u32,
    /// What the row is about, cut short.
    pub value: String,
    /// What came of it.
    pub came: Came,
}

/// What came of a row that nothing is wrong with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// What was there already changes in these parts.
    Changed(Vec<Part>),
    /// It tells of a field that is not taken over.
    FieldPassedOver,
    /// The table is left out as a whole, with so many rows: so it was decided.
    TableLeftOut(usize),
    /// What was there already stays as it is.
    Unchanged,
}

/// A part of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A field that a column can mean.
    Field(Target),
    /// The stages it has been in.
    History,
}

/// A kind of record that an import makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Deals.
    Deal,
    /// Organisations.
    Organisation,
    /// Contacts.
    Contact,
    /// People of the team.
    Person,
    /// Products.
    Product,
    /// Other entries of lists.
    Choice,
    /// Pipelines.
    Pipeline,
    /// Stages.
    Stage,
    /// Custom fields.
    Field,
    /// Activities.
    Activity,
}

/// How many records of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Are new.
    pub added: usize,
    /// Were there and change.
    pub changed: usize,
    /// Were there and stay as they are.
    pub unchanged: usize,
    /// Were left out.
    pub refused: usize,
}

/// Something about a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The number of the table.
    pub file: usize,
    /// The line in it, from 1.
    pub line: u32,
    /// The header of the column; `None` where it is about the row.
    pub column: Option<String>,
    /// What stands there, cut short.
    pub value: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// What is done about it.
    pub effect: Effect,
}

/// What is wrong with a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// No date.
    Date(DateError),
    /// No number.
    Number(NumberError),
    /// No currency code.
    Currency,
    /// A state that is neither open nor won nor lost.
    Status,
    /// It is about a lost deal, and its deal is not one.
    NotLost,
    /// It is about a deal in nurture, and its deal is not one.
    NotNurtured,
    /// It is the day of a closing, and its deal is open.
    NotClosed,
    /// A value below zero.
    Negative,
    /// More digits than the currency has.
    Rounded,
    /// A percentage outside 0 to 100.
    Percentage,
    /// There is no title.
    NoTitle,
    /// There is no name.
    NoName,
    /// The stage leads nowhere.
    NoStage,
    /// A history has a row without a stage.
    BlankStage,
    /// A history has a row that names no deal.
    NoDeal,
    /// A text longer than the workspace holds; so many characters.
    TooLong(usize),
    /// A text longer than a line of the workspace, of so many characters; the rest is cut.
    CutShort(usize),
    /// A percentage with decimals.
    RoundedPercent,
    /// It speaks of a deal that is in none of the files and not in the workspace.
    UnknownDeal,
    /// It speaks of a deal by a title that several deals have.
    SeveralDeals,
    /// It speaks of a number that no file gives a name to.
    UnknownNumber,
    /// There is no date at which it was made, so nobody knows: it is there from today on, or from the day it was closed.
    NoCreated,
    /// It was closed before it was made. That is kept as it is.
    ClosedBeforeCreated,
    /// It was closed before it was made, and a history has it in its stages: it counts as made when it was closed, or earlier.
    CreatedAfterClosing,
    /// The same deal stands in an earlier line; this one counts.
    Twice(u32),
    /// It stands in a row of an earlier table.
    TwiceIn(RowRef),
    /// It is the deal, organisation or contact of an earlier line.
    Merged(u32),
    /// It is that of a row of an earlier table.
    MergedIn(RowRef),
    /// An earlier line says otherwise about the same person, product, organisation or contact, and counts.
    Otherwise(u32),
    /// So does a row of an earlier table.
    OtherwiseIn(RowRef),
    /// The value is the list price of the product.
    ListPrice,
    /// A log has a field that nothing here can hold; it was changed so many times.
    FieldLeftOut(usize),
}

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The row is left out.
    RowLeftOut,
    /// The row comes in without this cell.
    CellLeftOut,
    /// It comes in, with a change.
    Changed,
    /// It comes in as it stands.
    Noted,
}

impl OnProblem {
    /// What is done about a cell that can't be read.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::LeaveRowOut => Effect::RowLeftOut,
            Self::LeaveCellOut => Effect::CellLeftOut,
        }
    }
}

/// The most characters of a cell that an issue quotes.
const QUOTED_CHARS: usize = 80;

/// A text cut short enough to be quoted.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A report in short: what fits on a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The counts of each kind of record.
    pub counts: Vec<(Kind, Count)>,
    /// How many issues there are of each effect, those that cost most first. A row is left out once, whatever is wrong with it.
    pub effects: Vec<(Effect, usize)>,
    /// How many issues there are.
    pub issues: usize,
    /// How many rows are told of that nothing is wrong with.
    pub rows: usize,
    /// The first of them: those that change something, those that are passed over, those that change nothing.
    pub first_rows: Vec<RowReport>,
    /// The first issues, those that cost most first, and as they stand in the files.
    pub first: Vec<Issue>,
    /// Whether some cells can't be read, for which there is a choice.
    pub has_unreadable: bool,
}

impl Digest {
    /// The counts of one kind.
    pub fn count(&self, kind: Kind) -> Count {
        count_of(&self.counts, kind)
    }
}

fn count_of(counts: &[(Kind, Count)], kind: Kind) -> Count {
    counts.iter().find(|(known, _)| *known == kind).map(|(_, count)| *count).unwrap_or_default()
}

impl Effect {
    /// All effects, those that cost most first.
    pub const ALL: [Self; 4] = [Self::RowLeftOut, Self::CellLeftOut, Self::Changed, Self::Noted];
}

impl Problem {
    /// That a row of this table is about the deal of an earlier row.
    pub(crate) fn twice(file: usize, earlier: RowRef) -> Self {
        if earlier.file == file { Self::Twice(earlier.line) } else { Self::TwiceIn(earlier) }
    }

    /// That a row of this table is one with another row.
    pub(crate) fn merged(file: usize, into: RowRef) -> Self {
        if into.file == file { Self::Merged(into.line) } else { Self::MergedIn(into) }
    }

    /// That the first row about what a row of this table is about says otherwise.
    pub(crate) fn otherwise(file: usize, first: RowRef) -> Self {
        if first.file == file { Self::Otherwise(first.line) } else { Self::OtherwiseIn(first) }
    }

    /// Whether it is one of a cell that can't be read.
    fn is_unreadable(&self) -> bool {
        matches!(self, Self::Date(_) | Self::Number(_) | Self::Currency | Self::Negative | Self::Percentage)
    }
}

impl Report {
    /// The counts of one kind.
    pub fn count(&self, kind: Kind) -> Count {
        count_of(&self.counts, kind)
    }

    /// It in short, with so many issues.
    pub fn digest(&self, shown: usize) -> Digest {
        let mut digest = Digest {
            counts: self.counts.clone(),
            issues: self.issues.len(),
            rows: self.rows.len(),
            has_unreadable: self.issues.iter().any(|issue| issue.problem.is_unreadable()),
            ..Digest::default()
        };
        for effect in Effect::ALL {
            let of_effect = || self.issues.iter().filter(|issue| issue.effect == effect);
            let count = if effect == Effect::RowLeftOut {
                of_effect().map(|issue| (issue.file, issue.line)).collect::<BTreeSet<_>>().len()
            } else {
                of_effect().count()
            };
            digest.effects.push((effect, count));
            let room = shown.saturating_sub(digest.first.len());
            digest.first.extend(of_effect().take(room).cloned());
        }
        let rank = |row: &&RowReport| match row.came {
            Came::Changed(_) => 0,
            Came::FieldPassedOver | Came::TableLeftOut(_) => 1,
            Came::Unchanged => 2,
        };
        for wanted in 0..=2 {
            let room = shown.saturating_sub(digest.first_rows.len());
            digest.first_rows.extend(self.rows.iter().filter(|row| rank(row) == wanted).take(room).cloned());
        }
        digest
    }

    /// Notes what came of a row that nothing is wrong with: of the record that it is about these parts change.
    pub(crate) fn about_known(&mut self, (file, line): (usize, u32), value: &str, parts: Vec<Part>) {
        let came = if parts.is_empty() { Came::Unchanged } else { Came::Changed(parts) };
        self.passed((file, line), value, came);
    }

    /// Notes what came of a row that nothing is wrong with.
    pub(crate) fn passed(&mut self, (file, line): (usize, u32), value: &str, came: Came) {
        self.rows.push(RowReport { file, line, value: quoted(value), came });
    }

    /// Notes something about a row, with what of it that is about.
    pub(crate) fn about_row(
        &mut self,
        (file, line): (usize, u32),
        value: &str,
        problem: Problem,
        effect: Effect,
    ) {
        self.issues.push(Issue { file, line, column: None, value: quoted(value), problem, effect });
    }

    /// Notes something about a cell of the table with this number.
    pub(crate) fn about_cell(
        &mut self,
        (file, table): (usize, &Table),
        row: Row<'_>,
        column: usize,
        problem: Problem,
        effect: Effect,
    ) {
        self.about_text((file, table), row.line(), column, row.cell(column), problem, effect);
    }

    /// Notes something about a cell of the table with this number that says `text`.
    pub(crate) fn about_text(
        &mut self,
        (file, table): (usize, &Table),
        line: u32,
        column: usize,
        text: &str,
        problem: Problem,
        effect: Effect,
    ) {
        let header = table.headers().get(column).cloned();
        self.issues.push(Issue { file, line, column: header, value: quoted(text), problem, effect });
    }

    pub(crate) fn count_mut(&mut self, kind: Kind) -> &mut Count {
        let place = self.counts.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            self.counts.push((kind, Count::default()));
            self.counts.len() - 1
        });
        &mut self.counts[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Issue, Problem, Report};
    use crate::values::NumberError;

    #[test]
    fn a_row_is_left_out_once_whatever_is_wrong_with_it() {
        let issue = |file, line, effect| Issue {
            file,
            line,
            column: None,
            value: String::new(),
            problem: Problem::Number(NumberError::NotANumber),
            effect,
        };
        let issues = vec![
            issue(0, 2, Effect::RowLeftOut),
            issue(0, 2, Effect::RowLeftOut),
            issue(1, 2, Effect::RowLeftOut),
            issue(0, 3, Effect::CellLeftOut),
            issue(0, 3, Effect::CellLeftOut),
        ];
        let digest = Report { issues, ..Report::default() }.digest(2);
        let rows =
            [(Effect::RowLeftOut, 2), (Effect::CellLeftOut, 2), (Effect::Changed, 0), (Effect::Noted, 0)];
        assert_eq!(
            (digest.effects.as_slice(), digest.issues),
            (rows.as_slice(), 5),
            "cells are counted one by one"
        );
        assert_eq!(digest.first.len(), 2);
    }
}
