//! The process of a stage: what is to be done there, what to have before moving on, and which moves are allowed.

use serde::{Deserialize, Serialize};

use super::activity::ActivityKind;
use crate::ids::{FieldId, PersonId, RuleId, StageId, TaskId};
use crate::money::Currency;

/// An item of a stage's checklist: an activity that is planned on each deal that comes into the stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id. Activities keep it, also when the item itself is gone.
    pub id: TaskId,
    /// What sort of activity it makes.
    pub kind: ActivityKind,
    /// What is to be done, in a line.
    pub subject: String,
    /// How many days after the deal came into the stage it is due; `None` for no day.
    pub due_days: Option<u16>,
    /// Who is to do it.
    pub owner: TaskOwner,
}

/// Who is to do an item of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOwner {
    /// Whoever owns the deal when it comes.
    #[default]
    Deal,
    /// Always this person.
    Person(PersonId),
    /// Nobody yet.
    Nobody,
}

/// Which item of which checklist made an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MadeBy {
    /// The stage.
    pub stage: StageId,
    /// The item of its checklist.
    pub task: TaskId,
}

/// What a deal is to have before it goes on from a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id.
    pub id: RuleId,
    /// What it wants.
    pub wants: Requirement,
    /// What happens where that is missing.
    pub force: Force,
}

/// What a criterion wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// A field of the deal is filled.
    Field(DealField),
    /// What the checklist of the stage made on the deal is done. Items that were made before the deal came and those that were
    /// taken off it are none of these.
    Checklist,
    /// An activity of a kind was done since the deal came into the stage.
    Done(ActivityKind),
    /// The value lies in a range, both ends included.
    Value {
        /// The currency of the ends.
        currency: Currency,
        /// Minor units, at least.
        at_least: Option<i64>,
        /// Minor units, at most.
        at_most: Option<i64>,
    },
}

/// A field of a deal that can be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // As in [`Deal`](super::Deal).
pub enum DealField {
    Organisation,
    Contact,
    Segment,
    Owner,
    Value,
    ExpectedClose,
    Source,
    Product,
    Custom(FieldId),
}

/// What happens where something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// The deal moves on, and the screen says what is missing.
    Warn,
    /// The deal stays.
    Block,
}

/// From where deals may come into a stage. Who is lost or nurtured and comes back may come anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrivals {
    /// Only from these stages, which may skip others and come back from later ones; `None` leaves it to the two below. Those
    /// that are out of use don't count, and where none is left that does, neither does the list: no merge may lock a stage.
    pub from: Option<Vec<StageId>>,
    /// Whether a deal may come past stages in between.
    pub skipping: bool,
    /// Whether a deal may come back from a later stage.
    pub back: bool,
}

impl Default for Arrivals {
    fn default() -> Self {
        Self { from: None, skipping: true, back: true }
    }
}
