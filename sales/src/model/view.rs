//! Saved views of the board and the table.

use serde::{Deserialize, Serialize};

use super::table::Record;
use crate::ids::{PipelineId, ViewId};
use crate::query::Filter;

/// How the board is cut into lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    /// One lane.
    #[default]
    Nothing,
    /// A lane for each owner.
    Owner,
}

/// A filter with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// The pipeline it was made for.
    pub pipeline: PipelineId,
    /// Which deals it shows.
    #[serde(with = "crate::query::packed")]
    pub filter: Filter,
    /// How they are grouped.
    pub group_by: GroupBy,
    /// Removed, or its making undone.
    pub removed: bool,
}

impl Record for View {
    type Id = ViewId;
    fn id(&self) -> ViewId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
