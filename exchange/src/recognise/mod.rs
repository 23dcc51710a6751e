//! Where a file comes from, and what its columns mean: guesses, for a person to see and correct.
//!
//! - Products give the files they export headers of their own. [`layouts`] lists them product by product; a file that has
//!   the signs of one is that product's, and its columns are known.
//! - Other headers are understood by the words in them: [`synonyms`] lists, for each kind of file, the words that people
//!   use in Chinese and English; the kind is the one that most of the headers belong to ([`kind`]).
//! - What no header says, the cells may ([`shape`], [`cells`]): a column of e-mail addresses holds e-mail addresses. They
//!   also correct what a header promises, where an "id" is plainly a name.
//! - [`stages`] guesses what a stage's name says about it: open, won or lost, and how likely a deal there is to be won.
//!
//! The tables are data; what is done with them is little. A new product is a file of headers and a line in
//! [`layouts`].

mod activities;
mod cells;
mod header;
mod kind;
mod layouts;
mod shape;
mod stages;
mod synonyms;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::export::unguard;
use crate::names::exact_key;
use crate::table::Table;
use crate::target::{FileKind, Target};
use crate::values::Mark;
pub use activities::activity_kind;
use header::Header;
pub use header::header_key;
use shape::Shape;
pub use stages::{Basis, StageGuess, guess_stages, in_order, status};

/// A product that files come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "products have their own documentation")]
pub enum Source {
    ZohoCrm,
    Bigin,
    Pipedrive,
    HubSpot,
    Salesforce,
    Odoo,
    Twenty,
    AtomicCrm,
    Cordys,
    /// An export of our own.
    Fairlead,
    /// Anything else.
    Other,
}

impl Source {
    /// The products, as far as files of theirs are known.
    const PRODUCTS: [Self; 9] = [
        Self::ZohoCrm,
        Self::Bigin,
        Self::Pipedrive,
        Self::HubSpot,
        Self::Salesforce,
        Self::Odoo,
        Self::Twenty,
        Self::AtomicCrm,
        Self::Cordys,
    ];

    /// How ids of a product are marked.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Self::ZohoCrm => "zoho",
            Self::Bigin => "bigin",
            Self::Pipedrive => "pipedrive",
            Self::HubSpot => "hubspot",
            Self::Salesforce => "salesforce",
            Self::Odoo => "odoo",
            Self::Twenty => "twenty",
            Self::AtomicCrm => "atomic",
            Self::Cordys => "cordys",
            Self::Fairlead => crate::setup::OWN_SOURCE,
            Self::Other => crate::setup::NO_SOURCE,
        }
    }

    /// Whether ids of a product are marked so.
    pub(crate) fn is_mark(text: &str) -> bool {
        Self::PRODUCTS.iter().any(|product| product.mark() == text)
    }
}

/// How sure a guess about a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing is known about it; it is passed over.
    Unknown,
    /// Its cells look like it, or its header may mean it.
    Guess,
    /// Its header says so.
    Likely,
    /// It is the header of a known product.
    Known,
}

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Where it comes from.
    pub source: Source,
    /// What its rows are; `None` where that can't be told.
    pub kind: Option<FileKind>,
    /// For [`FileKind::Names`]: what the names are of.
    pub names_of: Option<Target>,
    /// One for each column, in their order.
    pub columns: Vec<ColumnGuess>,
}

/// What a column seems to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnGuess {
    /// What it means.
    pub target: Target,
    /// How sure that is.
    pub confidence: Confidence,
    /// The currency that the header names: `Amount (USD)`, `金额（元）`.
    pub mark: Option<Mark>,
    /// The power of ten that the header names: 4 for `金额（万元）`.
    pub power: u32,
}

/// Guesses what a table is.
pub fn recognise(table: &Table) -> Recognised {
    recognise_as(table, None, &[])
}

/// Guesses what the columns of a table mean, where a person may have said what its rows are. `fields` are the names of the fields of
/// the team's own.
pub fn recognise_as(table: &Table, told: Option<FileKind>, fields: &[&str]) -> Recognised {
    let headers: Vec<Header> = table.headers().iter().map(|text| Header::new(text)).collect();
    let shapes: Vec<Shape> = (0..headers.len()).map(|column| Shape::of(table, column)).collect();
    let file = header::words(&format!("{} {}", table.name, table.sheet.as_deref().unwrap_or_default()));
    let layout = layouts::best(&headers);
    let kind =
        told.or_else(|| layout.map(|layout| layout.kind)).or_else(|| kind::guess(&headers, &shapes, &file));
    let mut guesses = Guesses::new(&headers);
    // A file that is said to be of another kind still comes from where it does: its ids are that product's.
    if let Some(layout) = layout.filter(|layout| Some(layout.kind) == kind) {
        guesses.know_from(layout);
    }
    if kind == Some(FileKind::Deals) {
        guesses.know_fields(table, fields, layout.is_some_and(layouts::Layout::is_own_deals));
    }
    let names_of = kind.filter(|kind| *kind == FileKind::Names).and_then(|_| kind::names_of(&headers, &file));
    if let Some(kind) = kind {
        guesses.understand(kind);
        cells::correct(kind, &shapes, table, &mut guesses);
        cells::fill_in(kind, &shapes, &mut guesses);
    }
    Recognised {
        source: layout.map_or(Source::Other, |layout| layout.source),
        kind,
        names_of,
        columns: guesses.columns,
    }
}

/// What a field that a log of changes names means: `stage_id`, `add_time`, `Amount`.
pub fn changed_field(name: &str) -> Target {
    let header = Header::new(name);
    layouts::pipedrive::FIELDS
        .iter()
        .find(|(_, names)| names.contains(&header.exact.as_str()))
        .map(|(target, _)| target.clone())
        .or_else(|| synonyms::meaning(FileKind::Deals, &header.words).map(|found| found.target.clone()))
        .unwrap_or(Target::Skip)
}

/// The guesses in the making: each meaning goes to one column, the one that is surest of it.
struct Guesses<'h> {
    headers: &'h [Header],
    columns: Vec<ColumnGuess>,
}

impl<'h> Guesses<'h> {
    fn new(headers: &'h [Header]) -> Self {
        let unknown = |header: &Header| ColumnGuess {
            target: Target::Skip,
            confidence: Confidence::Unknown,
            mark: header.mark,
            power: header.power,
        };
        Self { headers, columns: headers.iter().map(unknown).collect() }
    }

    /// Whether some column has this meaning.
    fn has(&self, target: &Target) -> bool {
        self.place(target).is_some()
    }

    /// The column with this meaning.
    fn place(&self, target: &Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == *target)
    }

    fn set(&mut self, column: usize, target: Target, confidence: Confidence) {
        self.columns[column] = ColumnGuess { target, confidence, ..self.columns[column] };
    }

    /// Whether nothing is known about a column yet. What is known to be of no use is known.
    fn is_open(&self, column: usize) -> bool {
        self.columns[column].confidence == Confidence::Unknown
    }

    fn know_from(&mut self, layout: &layouts::Layout) {
        for (target, names) in layout.columns {
            // Names come in the order of their worth: of `Deal Owner` and `Deal Owner.id`, the first is the owner.
            let found: Vec<usize> = names.iter().flat_map(|name| self.with_exact(name)).collect();
            self.give(target, &found, Confidence::Known);
        }
    }

    /// Columns that are called like a field of the team's own go into it, unless the product that the file comes from says what they
    /// are. Of an export of our own, all columns beyond those we know are such fields, whether they are here already or not.
    fn know_fields(&mut self, table: &Table, fields: &[&str], is_own: bool) {
        let called: HashMap<String, &str> =
            fields.iter().rev().map(|name| (exact_key(name), *name)).collect();
        for (column, header) in table.headers().iter().enumerate() {
            let header = unguard(header).trim();
            let is_known = self.columns[column].confidence == Confidence::Known;
            if header.is_empty() || (is_known && self.columns[column].target != Target::Skip) {
                continue;
            }
            let name = called.get(&exact_key(header)).or_else(|| {
                // A field may be called like a column that we write, and reading gives the second of one name another one.
                let (first, number) = header.strip_suffix(')')?.rsplit_once(" (")?;
                let is_renamed = is_own && number.parse::<u32>().is_ok();
                called.get(&exact_key(first)).filter(|_| is_renamed)
            });
            let name = name.copied().or_else(|| (is_own && !is_known).then_some(header));
            if let Some(name) = name {
                self.set(column, Target::Custom(name.to_owned()), Confidence::Known);
            }
        }
    }

    fn with_exact(&self, name: &str) -> impl Iterator<Item = usize> {
        let columns = self.headers.iter().enumerate();
        columns.filter(move |(_, header)| header.exact == name).map(|(column, _)| column)
    }

    fn understand(&mut self, kind: FileKind) {
        let mut found: Vec<(usize, synonyms::Meaning)> = Vec::new();
        for (column, header) in self.headers.iter().enumerate() {
            if self.is_open(column) {
                found.extend(synonyms::meaning(kind, &header.words).map(|meaning| (column, meaning)));
            }
        }
        found.sort_by_key(|(column, meaning)| (meaning.rank, *column));
        for (column, meaning) in found {
            self.give(meaning.target, &[column], meaning.confidence);
        }
    }

    /// Gives a meaning to the first of some columns, or to all of them where it may stand more than once. The others are of
    /// no use then, as it is known what they are.
    fn give(&mut self, target: &Target, columns: &[usize], confidence: Confidence) {
        let mut is_taken = self.has(target) && !may_repeat(target);
        for &column in columns {
            if !self.is_open(column) {
                continue;
            }
            let target = if is_taken { Target::Skip } else { target.clone() };
            is_taken |= !may_repeat(&target);
            self.set(column, target, confidence);
        }
    }
}

/// Whether several columns may have this meaning together.
fn may_repeat(target: &Target) -> bool {
    matches!(target, Target::Skip | Target::Address | Target::Note | Target::Tags | Target::Custom(_))
}

/// Whether all of `wanted` are among `targets`.
fn has_all(targets: &HashSet<&Target>, wanted: &[&[Target]]) -> bool {
    wanted.iter().all(|any| any.iter().any(|target| targets.contains(target)))
}
