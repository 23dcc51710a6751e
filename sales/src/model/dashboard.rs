//! Dashboards and reports: questions to the figures that are asked again and again.
//!
//! What is shown and what is asked of it are kept as they stand in an address, word by word: a link, a saved report and a widget say the same in the
//! same words, and what one version of the app does not know it leaves alone (`docs/decisions/0024-dashboards.md`).

use serde::{Deserialize, Serialize};

use super::table::Record;
use crate::ids::{DashboardId, PipelineId, ReportId, WidgetId};
use crate::log::RecordRef;
use crate::query::Filter;
use crate::rank::Rank;

/// How many columns a dashboard has.
pub const COLUMNS: u8 = 4;
/// How many rows a widget may take at most.
pub const MAX_ROWS: u8 = 4;

/// A question to the figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Asked {
    /// What the answer is shown as: the name of a figure, a chart or a table. The screens know which there are.
    pub shows: String,
    /// Period, basis, grouping and the like, as they stand in an address: `period=quarter&by=owner`.
    #[serde(default)]
    pub question: String,
    /// The pipeline; `None` for the one in use.
    #[serde(default)]
    pub pipeline: Option<PipelineId>,
    /// Which deals.
    #[serde(default, with = "crate::query::packed")]
    pub filter: Filter,
}

/// A part of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widget {
    /// Its id.
    pub id: WidgetId,
    /// What it is called; blank for the name of what it shows.
    #[serde(default)]
    pub title: String,
    /// What it shows.
    pub asked: Asked,
    /// How many columns it takes, 1 to [`COLUMNS`].
    pub columns: u8,
    /// How many rows it takes, 1 to [`MAX_ROWS`].
    pub rows: u8,
    /// What stands for it in the file that it came from, where that says more than could be understood here: kept word for word, for a version or a
    /// workspace that does. Blank where all was understood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kept: String,
}

/// A page of widgets that a team put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Its id.
    pub id: DashboardId,
    /// Its name, unlike the others.
    pub name: String,
    /// Its place among the dashboards.
    pub rank: Rank,
    /// What is on it, in the order it is read; each takes the first place where it fits.
    #[serde(with = "crate::query::packed")]
    pub widgets: Vec<Widget>,
    /// Removed, or its making undone.
    pub removed: bool,
}

/// A report with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Its name, unlike the others.
    pub name: String,
    /// What it asks.
    pub asked: Asked,
    /// Removed, or its making undone.
    pub removed: bool,
}

impl Asked {
    /// The pipeline it is about. What a filter names may be gone: then nothing has it.
    fn references(&self) -> impl Iterator<Item = RecordRef> + use<> {
        self.pipeline.map(RecordRef::Pipeline).into_iter()
    }
}

impl Dashboard {
    /// All records it refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + '_ {
        self.widgets.iter().flat_map(|widget| widget.asked.references())
    }
}

impl Report {
    /// All records it refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + use<> {
        self.asked.references()
    }
}

impl Record for Dashboard {
    type Id = DashboardId;
    fn id(&self) -> DashboardId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Report {
    type Id = ReportId;
    fn id(&self) -> ReportId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
