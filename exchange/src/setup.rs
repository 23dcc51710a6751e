//! What a person decides about an import before it is planned: what each file is, what its columns mean, where stages
//! and names go. It is kept, without the data, to be offered again for files with the same header.

use std::collections::BTreeMap;

use sales::ids::{PipelineId, StageId, Uuid};
use sales::model::StageKind;
use sales::money::Currency;
use serde::{Deserialize, Serialize};

use crate::target::{FileKind, Target};
use crate::values::{DateOrder, NumberStyle, PercentStyle};

/// All decisions about an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// One for each table, in their order.
    pub files: Vec<FileSetup>,
    /// Where the deals of each pipeline named in the files go; `""` where none is named.
    pub pipelines: BTreeMap<String, PipelineSetup>,
    /// Where the stages named in the files lead, in the order that new ones are to have.
    pub stages: Vec<StageRow>,
    /// Which record a name in the files stands for. A name that is not here stands for the record of that very name, or
    /// for a new one.
    pub names: BTreeMap<NameKind, BTreeMap<String, NameSetup>>,
    /// Rows that are one deal, organisation or contact. Others of one name are two, unless an id says otherwise.
    #[serde(default)]
    pub twins: Vec<Twin>,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// How a row is recognised as a deal that is there already.
    pub key: Key,
    /// Whether a deal without a value gets the list price of its product.
    pub uses_list_price: bool,
    /// What becomes of a row with a cell that can't be read.
    pub on_problem: OnProblem,
}

/// How ids of this app's own exports are marked.
pub const OWN_SOURCE: &str = "fairlead";

/// How ids are marked of files that are of no product that is known.
pub const NO_SOURCE: &str = "file";

/// Systems in whose files a deal that was won or lost stands in the stage it was worked on in, and the rest of the row says that it is
/// closed.
pub const CLOSED_APART: [&str; 3] = ["pipedrive", "odoo", OWN_SOURCE];

/// Decisions about one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSetup {
    /// The system it comes from: ids are that system's.
    pub source: String,
    /// What its rows are; `None` leaves the table out.
    pub kind: Option<FileKind>,
    /// What each column means.
    pub columns: Vec<ColumnSetup>,
    /// For [`FileKind::Names`]: what the names are of.
    pub names_of: Option<Target>,
    /// For [`FileKind::ChangeLog`]: what each field named in it means.
    pub fields: BTreeMap<String, Target>,
}

impl FileSetup {
    /// The place of the first column that means this.
    pub fn place(&self, target: &Target) -> Option<usize> {
        self.places(target).next()
    }

    /// The places of all columns that mean this.
    pub fn places(&self, target: &Target) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.target == *target).map(|(place, _)| place)
    }
}

/// Decisions about one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSetup {
    /// What it means.
    pub target: Target,
    /// The order of day, month and year, where that could be read in more ways than one.
    pub order: DateOrder,
    /// What commas and points mean.
    pub style: NumberStyle,
    /// Whether 1 is the whole or a hundredth.
    pub percent: PercentStyle,
    /// The currency that the header names: `Amount (USD)`.
    #[serde(default)]
    pub mark: Option<Currency>,
    /// The power of ten that the header names: 4 for `金额（万元）`.
    #[serde(default)]
    pub power: u32,
}

/// Where the deals of a pipeline go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PipelineSetup {
    /// Into one that is there.
    Existing(PipelineId),
    /// Into a new one.
    New {
        /// Its name.
        name: String,
        /// What to call the stages that every pipeline has and the files may lack: open, won and lost.
        stages: [String; 3],
    },
}

/// Where one stage leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    /// The pipeline as named in the files; `""` where none is named.
    pub pipeline: String,
    /// The stage as named in the files.
    pub stage: String,
    /// Where it leads.
    pub to: StageSetup,
}

/// Where a stage leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageSetup {
    /// To a stage that is there.
    Existing(StageId),
    /// To a new one.
    New {
        /// Its name.
        name: String,
        /// Open, won or lost.
        kind: StageKind,
        /// The chance to win, in percent.
        probability: u8,
    },
}

/// A row of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowRef {
    /// The number of the table.
    pub file: usize,
    /// The line it begins on.
    pub line: u32,
}

/// Two rows that are one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Twin {
    /// The later one.
    pub row: RowRef,
    /// The one that it only adds to.
    pub into: RowRef,
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A person of the team.
    Person,
    /// A customer's firm.
    Organisation,
    /// A customer's person.
    Contact,
    /// A product.
    Product,
    /// A customer segment.
    Segment,
    /// Where leads come from.
    Source,
    /// A tag.
    Tag,
    /// Why deals are lost.
    LossReason,
    /// Kinds of activities of the team's own.
    ActivityKind,
    /// A deal.
    Deal,
}

/// Which record a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameSetup {
    /// One that is there.
    Existing(Uuid),
    /// The one that this other name stands for.
    SameAs(String),
    /// None: the field stays empty.
    Nobody,
}

/// How a row is recognised as a deal that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// By its id in the system it comes from; by title and organisation where the file has none.
    ExternalId,
    /// By title and organisation.
    Title,
    /// Not at all: each row is a new deal.
    Nothing,
}

/// What becomes of a row with a cell that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnProblem {
    /// It is left out as a whole.
    LeaveRowOut,
    /// It comes in without what can't be read; a row without a title stays out all the same.
    LeaveCellOut,
}
