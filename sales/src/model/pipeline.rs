//! Pipelines and their stages.

use serde::{Deserialize, Serialize};

use super::activity::ActivityKind;
use super::process::{Arrivals, Criterion, DealField, Requirement, Task, TaskOwner};
use super::table::Record;
use crate::ids::{PipelineId, StageId};
use crate::log::RecordRef;
use crate::rank::Rank;
use crate::time::Date;

/// After how many days a new pipeline is to be reviewed again, until somebody chooses.
pub const REVIEW_DAYS: u16 = 7;

/// A sales process: an ordered row of stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Its id.
    pub id: PipelineId,
    /// Its name.
    pub name: String,
    /// Its place among the pipelines.
    pub rank: Rank,
    /// Out of sight, its deals kept.
    pub archived: bool,
    /// After how many days it is to be reviewed again; `None` where nobody wants to be reminded.
    pub review_days: Option<u16>,
    /// The day of the last review.
    pub reviewed: Option<Date>,
    /// Removed, or its making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// What it means for a deal to be in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// Being worked on.
    Open,
    /// Closed: the customer bought.
    Won,
    /// Closed: the customer did not buy.
    Lost,
}

/// A step of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// The pipeline it belongs to.
    pub pipeline: PipelineId,
    /// Its name, unlike the other names of its pipeline.
    pub name: String,
    /// What it means for a deal to be here.
    pub kind: StageKind,
    /// Chance to win a deal that is here, in percent, 0 to 100.
    pub probability: u8,
    /// After how many idle days a deal here counts as stalled; `None` leaves it to the numbers.
    pub limit_days: Option<u16>,
    /// Number of its colour, 0 to 9.
    pub hue: u8,
    /// What to have achieved before moving on, in a line.
    pub guidance: String,
    /// What is planned on each deal that comes here, in order, none twice.
    pub checklist: Vec<Task>,
    /// What a deal is to have before it goes on, none twice.
    pub exit: Vec<Criterion>,
    /// From where deals may come.
    pub arrivals: Arrivals,
    /// Its place in the pipeline.
    pub rank: Rank,
    /// Out of the board; past periods still show it.
    pub archived: bool,
    /// Removed, or its making undone.
    pub removed: bool,
}

impl Stage {
    /// Whether deals may be put here.
    pub fn usable(&self) -> bool {
        !self.archived && !self.removed
    }

    /// All records that its process refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + '_ {
        let of_kind = |kind| match kind {
            ActivityKind::Own(choice) => Some(RecordRef::Choice(choice)),
            _ => None,
        };
        let tasks = self.checklist.iter().flat_map(move |task| {
            let owner = match task.owner {
                TaskOwner::Person(person) => Some(RecordRef::Person(person)),
                TaskOwner::Deal | TaskOwner::Nobody => None,
            };
            of_kind(task.kind).into_iter().chain(owner)
        });
        let criteria = self.exit.iter().filter_map(move |criterion| match criterion.wants {
            Requirement::Field(DealField::Custom(field)) => Some(RecordRef::Field(field)),
            Requirement::Done(kind) => of_kind(kind),
            _ => None,
        });
        tasks.chain(criteria)
    }

    /// Whether deals that are worked on may be put here.
    pub fn takes_open_deals(&self) -> bool {
        self.usable() && self.kind == StageKind::Open
    }
}

impl Record for Pipeline {
    type Id = PipelineId;
    fn id(&self) -> PipelineId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Stage {
    type Id = StageId;
    fn id(&self) -> StageId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
