//! Why a command was refused.

use crate::ids::{GoalId, StageId};
use crate::model::Assumed;
use crate::money::Currency;
use crate::process::{Fault, Unready};
use crate::time::Timestamp;

/// The rule a command broke. Nothing has changed; what was typed is still with the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// A name, title or text is blank.
    Blank(What),
    /// A text is longer than allowed.
    TooLong {
        /// Which text.
        what: What,
        /// How many characters it has.
        chars: usize,
        /// How many it may have.
        most: usize,
    },
    /// The name is taken in the same list or pipeline.
    NameTaken(What, String),
    /// The record does not exist (any more).
    Gone(What),
    /// The stage was archived, by another tab or person perhaps.
    StageArchived(StageId),
    /// A lost deal wants a reason.
    LossReasonNeeded,
    /// A pipeline needs at least one open stage.
    NoOpenStage,
    /// A pipeline needs a stage for won deals.
    NoWonStage,
    /// A pipeline needs a stage for lost deals.
    NoLostStage,
    /// Deals are in the stage: say where they go first.
    StageHasDeals(usize),
    /// The stage that the deals should go to is of another pipeline or kind, or is the stage itself.
    WrongTarget,
    /// A percentage above 100.
    NotAPercentage,
    /// A value below zero or above [`MAX_MINOR`](crate::money::MAX_MINOR).
    ValueOutOfRange,
    /// A custom field's value of another kind than the field.
    WrongFieldKind,
    /// The last pipeline in sight can't be archived.
    LastPipeline,
    /// A rate of zero or beyond all measure, or for the workspace's own currency.
    BadRate(Currency),
    /// Something was changed again since, so that this can't be undone on its own.
    ChangedSince,
    /// An activity that takes longer than any does.
    LastsTooLong {
        /// The most it may take.
        most_minutes: u16,
    },
    /// A tier of a goal that is not above zero, or above [`MAX_MINOR`](crate::money::MAX_MINOR).
    GoalOutOfRange,
    /// A tier of a goal that is not above the one before it.
    TiersOutOfOrder,
    /// The same is aimed at already: same period, person, pipeline and measure.
    GoalTaken(GoalId),
    /// A thirteenth month, a fifth quarter, or a year beyond those that goals are made for.
    NoSuchPeriod,
    /// Something that is out of use can't get a goal.
    Archived(What),
    /// There is no rate to convert the currency with.
    NoRate(Currency),
    /// An assumption that can't be reckoned with, such as a conversion of nothing or a size of zero.
    BadAssumption(Assumed),
    /// These deals lack something that their stage, or the one they are to come into, insists on.
    NotReady(Vec<Unready>),
    /// The rules would lock a stage, or contradict one another.
    ProcessFault(Fault),
    /// A stage that names the stages it takes deals from names at least one.
    NoArrivals,
    /// More items or criteria than a stage may have.
    TooMany {
        /// How many it may have.
        most: usize,
    },
    /// More widgets than a dashboard may have.
    TooManyWidgets {
        /// How many it may have.
        most: usize,
    },
    /// A deal can be put off, or wake up, on a day to come only.
    DayIsPast,
    /// A deal was created, or closed, on a day that has been.
    DayToCome,
    /// It came into another stage at this instant: it can't have been created later.
    CreatedAfterStage(Timestamp),
    /// It came into another stage at this instant: it can't have been closed before.
    ClosedBeforeStage(Timestamp),
    /// The deal is not closed (any more).
    NotClosed,
    /// There is nothing to undo or redo.
    NothingToUndo,
}

/// What a rejection is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum What {
    Deal,
    DealTitle,
    Note,
    Pipeline,
    Stage,
    Guidance,
    Person,
    Initials,
    Organisation,
    Contact,
    Choice,
    Field,
    FieldOption,
    View,
    Activity,
    Goal,
    Scenario,
    Dashboard,
    WidgetTitle,
    Report,
    Task,
    Workspace,
    Text,
}
