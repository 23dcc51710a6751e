//! What to do with files, before anyone has decided anything.
//!
//! [`propose`] puts together what the header says ([`recognise`](crate::recognise)), what the cells of each column say
//! ([`values`](crate::values)), which names are near to each other ([`names`](crate::names)) and what is in the workspace. What
//! it can't tell it asks: a [`Column`] with more than one way to read it, a [`Near`] name.

mod build;
mod near;
mod stages;
mod twins;

pub use build::propose;

use sales::ids::Uuid;
use sales::money::Currency;
use serde::{Deserialize, Serialize};

use crate::setup::{NameKind, Setup, Twin};
use crate::values::{DateOrder, NumberStyle, PercentStyle};

/// Names, in the language of the person, for what files may lack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// For a pipeline.
    pub pipeline: String,
    /// For an open, a won and a lost stage.
    pub stages: [String; 3],
    /// The currency of amounts that nothing says the currency of.
    pub currency: Currency,
}

/// What to do with the files, and what to know about them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The decisions to start from.
    pub setup: Setup,
    /// One for each table, in their order.
    pub files: Vec<File>,
    /// How many rows have each stage, in the order of [`Setup::stages`].
    pub stage_rows: Vec<usize>,
    /// Names that are new to the workspace and close to another name, and rows of one name.
    pub near: Vec<Near>,
    /// How many different names of each kind there are, and how many of them are in the workspace already.
    pub names: Vec<(NameKind, NameCount)>,
}

/// What to know about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The name of the file, and of its sheet where there are several.
    pub name: String,
    /// The system it comes from, where its header tells.
    pub source: Option<crate::recognise::Source>,
    /// How many rows it has.
    pub rows: usize,
    /// Names its header, to remember the decisions by.
    pub header_key: String,
    /// One for each column.
    pub columns: Vec<Column>,
    /// For a log of changes: the fields that are named in it, with how often.
    pub fields: Vec<(String, usize)>,
}

/// What to know about a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Some of what stands in it, each once.
    pub samples: Vec<String>,
    /// Whether its header leaves no doubt about what it means.
    pub is_sure: bool,
    /// The orders its dates can be read in, where that is more than one and they differ.
    pub orders: Vec<DateOrder>,
    /// The styles its numbers can be read in, where that is more than one and they differ.
    pub styles: Vec<NumberStyle>,
    /// The ways its percentages can be read, where that is more than one and they differ.
    pub percents: Vec<PercentStyle>,
}

/// A name that is close to another, or the same in another row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// What it is the name of.
    pub kind: NameKind,
    /// The name in the files.
    pub name: String,
    /// How many rows have it.
    pub rows: usize,
    /// The other name.
    pub other: String,
    /// The record of the other name; `None` where that too is only in the files.
    pub record: Option<Uuid>,
    /// They are proposed to be one: names that differ in spaces, case and punctuation only, rows that do not contradict each
    /// other.
    pub is_same: bool,
    /// The rows, where two rows have the same name.
    pub twin: Option<Twin>,
}

/// How many names of a kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    /// Different ones in the files.
    pub all: usize,
    /// Those of them that are in the workspace.
    pub known: usize,
}
