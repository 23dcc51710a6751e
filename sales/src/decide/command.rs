//! What a person can ask for.

use crate::ids::{
    ActivityId, ChoiceId, ContactId, DashboardId, DealId, FieldId, GoalId, NoteId, OptionId, OrganisationId,
    PersonId, PipelineId, ReportId, ScenarioId, StageId, ViewId,
};
use crate::log::Device;
use crate::model::{
    ActivityKind, Arrivals, Asked, Assumed, Assumption, Criterion, Due, FieldKind, FieldValue, Force,
    GroupBy, ListKind, Loss, Measure, Requirement, Span, StageKind, Task, TaskOwner, Tiers, Widget,
};
use crate::money::{Currency, Money, Rate};
use crate::query::Filter;
use crate::sample::Language;
use crate::time::{Date, Timestamp};

/// An action of a person. Texts are as typed; [`decide`](super::decide) trims and checks them.
/// Where the caller goes on with the new record at once, it brings the id along.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The names say it; rules are in the functions that decide.
pub enum Command {
    AddDeal {
        stage: StageId,
        title: String,
        patches: Vec<DealPatch>,
        end: End,
    },
    EditDeals {
        deals: Vec<DealId>,
        patch: DealPatch,
    },
    /// To a place in an open or won stage. A lost stage wants a reason: [`Command::CloseDeals`].
    MoveDeals {
        deals: Vec<DealId>,
        stage: StageId,
        slot: Slot,
        /// What the place stands for besides: in a lane of the board, its owner.
        patch: Option<DealPatch>,
    },
    CloseDeals {
        deals: Vec<DealId>,
        outcome: Outcome,
    },
    /// Back into the pipeline: to `stage`, otherwise to the stage each was worked on in last.
    ReopenDeals {
        deals: Vec<DealId>,
        stage: Option<StageId>,
    },
    RemoveDeals {
        deals: Vec<DealId>,
    },
    AddNote {
        deal: DealId,
        text: String,
    },
    EditNote {
        deal: DealId,
        note: NoteId,
        text: String,
    },
    RemoveNote {
        deal: DealId,
        note: NoteId,
    },
    AddActivity {
        id: ActivityId,
        draft: ActivityDraft,
    },
    EditActivities {
        activities: Vec<ActivityId>,
        patch: ActivityPatch,
    },
    /// They are done now; a blank outcome leaves the one there is.
    CompleteActivities {
        activities: Vec<ActivityId>,
        outcome: String,
    },
    /// They are still to be done after all.
    ReopenActivities {
        activities: Vec<ActivityId>,
    },
    RemoveActivities {
        activities: Vec<ActivityId>,
    },

    /// A new pipeline with its stages, and what its template offers for the lists.
    AddPipeline {
        name: String,
        stages: Vec<StageDraft>,
        sources: Vec<String>,
        loss_reasons: Vec<String>,
        segments: Vec<String>,
        currency: Option<Currency>,
    },
    RenamePipeline {
        pipeline: PipelineId,
        name: String,
    },
    /// The stages, not the deals.
    DuplicatePipeline {
        pipeline: PipelineId,
        name: String,
    },
    MovePipeline {
        pipeline: PipelineId,
        before: Option<PipelineId>,
    },
    ArchivePipeline {
        pipeline: PipelineId,
        archived: bool,
    },
    AddStage {
        pipeline: PipelineId,
        stage: StageDraft,
        before: Option<StageId>,
    },
    EditStage {
        stage: StageId,
        patch: StagePatch,
    },
    MoveStage {
        stage: StageId,
        before: Option<StageId>,
    },
    /// Deals that are in it go to `move_to`, at the end of the column.
    ArchiveStage {
        stage: StageId,
        move_to: Option<StageId>,
    },
    RestoreStage {
        stage: StageId,
    },

    AddPerson {
        id: PersonId,
        name: String,
    },
    EditPerson {
        person: PersonId,
        patch: PersonPatch,
    },
    AddOrganisation {
        id: OrganisationId,
        name: String,
    },
    EditOrganisation {
        organisation: OrganisationId,
        patch: OrganisationPatch,
    },
    AddContact {
        id: ContactId,
        name: String,
        organisation: Option<OrganisationId>,
    },
    EditContact {
        contact: ContactId,
        patch: ContactPatch,
    },

    AddChoice {
        id: ChoiceId,
        list: ListKind,
        name: String,
    },
    EditChoice {
        choice: ChoiceId,
        patch: ChoicePatch,
    },
    AddField {
        name: String,
        kind: FieldKind,
        options: Vec<String>,
    },
    EditField {
        field: FieldId,
        patch: FieldPatch,
    },
    SaveView {
        id: ViewId,
        name: String,
        pipeline: PipelineId,
        filter: Filter,
        group_by: GroupBy,
    },
    EditView {
        view: ViewId,
        patch: ViewPatch,
    },
    RemoveView {
        view: ViewId,
    },
    /// All of them or none.
    SetGoals {
        goals: Vec<(GoalId, GoalDraft)>,
    },
    EditGoal {
        goal: GoalId,
        tiers: Tiers,
    },
    /// With the scenarios of their break-down.
    RemoveGoals {
        goals: Vec<GoalId>,
    },
    SaveScenario {
        id: ScenarioId,
        goal: GoalId,
        name: String,
        assumptions: Vec<Assumption>,
    },
    EditScenario {
        scenario: ScenarioId,
        patch: ScenarioPatch,
    },
    RemoveScenario {
        scenario: ScenarioId,
    },
    AddDashboard {
        id: DashboardId,
        name: String,
        widgets: Vec<Widget>,
    },
    EditDashboard {
        dashboard: DashboardId,
        patch: DashboardPatch,
    },
    RemoveDashboard {
        dashboard: DashboardId,
    },
    SaveReport {
        id: ReportId,
        name: String,
        asked: Asked,
    },
    EditReport {
        report: ReportId,
        patch: ReportPatch,
    },
    RemoveReport {
        report: ReportId,
    },
    /// Reviews leave these deals out until that day; with `None`, no longer.
    SnoozeDeals {
        deals: Vec<DealId>,
        until: Option<Date>,
    },
    /// The pipeline was reviewed today.
    FinishReview {
        pipeline: PipelineId,
    },
    /// After how many days it is to be reviewed again.
    SetReviewDays {
        pipeline: PipelineId,
        days: Option<u16>,
    },
    /// How many open deals a person can look after.
    SetCapacity {
        deals: Option<u16>,
    },
    RenameWorkspace {
        name: String,
    },
    SetCurrency {
        currency: Currency,
    },
    SetRate {
        currency: Currency,
        rate: Option<Rate>,
    },
    /// Who makes the entries of a device from now on, and made those before.
    SetAuthor {
        device: Device,
        person: Option<PersonId>,
    },
    LoadSample {
        language: Language,
    },
    RemoveSample,

    /// `then`, which may refer to what `first` makes: one action by the name of `then`, refused as a whole.
    After {
        first: Vec<Self>,
        then: Box<Self>,
    },
}

impl Command {
    /// This command after others that make what it refers to; itself where there are none.
    #[must_use]
    pub fn after(self, first: Vec<Self>) -> Self {
        if first.is_empty() { self } else { Self::After { first, then: Box::new(self) } }
    }
}

/// A new value for a field of a deal.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum DealPatch {
    Title(String),
    Organisation(Option<OrganisationId>),
    Contact(Option<ContactId>),
    Segment(Option<ChoiceId>),
    Owner(Option<PersonId>),
    Value(Option<Money>),
    Probability(Option<u8>),
    ExpectedClose(Option<Date>),
    /// When it came into the pipeline: to put right what is not so.
    Created(Timestamp),
    /// When it was won or lost: to put right what is not so.
    Closed(Timestamp),
    Source(Option<ChoiceId>),
    Product(Option<ChoiceId>),
    Tags(Vec<ChoiceId>),
    /// Puts a tag on, beside those that are there.
    AddTag(ChoiceId),
    /// Takes a tag off.
    DropTag(ChoiceId),
    Custom(FieldId, Option<FieldValue>),
}

/// Top or bottom of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum End {
    Top,
    Bottom,
}

/// A place in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Slot {
    Top,
    Bottom,
    Before(DealId),
    After(DealId),
}

/// How deals leave the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Outcome {
    Won,
    Lost(Loss),
    Nurtured { until: Option<Date>, reason: String },
}

/// A stage to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // As in [`Stage`](crate::model::Stage).
pub struct StageDraft {
    pub name: String,
    pub kind: StageKind,
    pub probability: u8,
    pub limit_days: Option<u16>,
    pub guidance: String,
    pub process: ProcessDraft,
}

/// The process of a stage to be made. Which stages deals come from is said once the stages are there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // As in [`Stage`](crate::model::Stage).
pub struct ProcessDraft {
    pub checklist: Vec<TaskDraft>,
    pub exit: Vec<(Requirement, Force)>,
    pub skipping: bool,
    pub back: bool,
}

impl Default for ProcessDraft {
    fn default() -> Self {
        Self { checklist: Vec::new(), exit: Vec::new(), skipping: true, back: true }
    }
}

/// An item of the checklist of a stage to be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)] // As in [`Task`](crate::model::Task).
pub struct TaskDraft {
    pub kind: ActivityKind,
    pub subject: String,
    pub due_days: Option<u16>,
    pub owner: TaskOwner,
}

/// An activity to be planned, or one that was done and is written down. Customer and owner that are left open are those of the
/// deal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)] // As in [`Activity`](crate::model::Activity).
pub struct ActivityDraft {
    pub kind: ActivityKind,
    pub subject: String,
    pub deal: Option<DealId>,
    pub organisation: Option<OrganisationId>,
    pub contact: Option<ContactId>,
    pub owner: Option<PersonId>,
    pub due: Option<Due>,
    pub minutes: Option<u16>,
    pub note: String,
    pub done: Option<Timestamp>,
    pub outcome: String,
}

/// A goal to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // As in [`Goal`](crate::model::Goal).
pub struct GoalDraft {
    pub span: Span,
    pub owner: Option<PersonId>,
    pub pipeline: Option<PipelineId>,
    pub measure: Measure,
    pub tiers: Tiers,
}

macro_rules! patches {
    ($($(#[$doc:meta])* $name:ident { $($field:ident($($type:ty),+),)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "the names say it")]
        #[allow(clippy::large_enum_variant, reason = "a patch is made once a click and read at once")]
        pub enum $name { $($field($($type),+),)* }
    )*};
}

patches! {
    /// A new value for a field of a stage.
    StagePatch {
        Name(String), Kind(StageKind), Probability(u8), LimitDays(Option<u16>), Hue(u8), Guidance(String),
        Checklist(Vec<Task>), Exit(Vec<Criterion>), Arrivals(Arrivals),
    }
    /// A new value for a field of a person.
    PersonPatch {
        Name(String), Initials(String), Manager(String), Region(String), Hue(u8), Archived(bool),
        Capacity(Option<u16>),
    }
    /// A new value for a field of an organisation.
    OrganisationPatch { Name(String), Website(String), Address(String), Industry(String), About(String), }
    /// A new value for a field of a contact.
    ContactPatch {
        Name(String), Organisation(Option<OrganisationId>), Role(String), Phone(String), Email(String), About(String),
    }
    /// A new value for a field of a list's entry.
    ChoicePatch { Name(String), Before(Option<ChoiceId>), Price(Option<Money>), Archived(bool), }
    /// A new value for a field of a custom field.
    FieldPatch {
        Name(String), Before(Option<FieldId>), AddOption(String), RenameOption(OptionId, String),
        MoveOption(OptionId, Option<OptionId>), DropOption(OptionId), Archived(bool),
    }
    /// A new value for a field of an activity.
    ActivityPatch {
        Kind(ActivityKind), Subject(String), Deal(Option<DealId>), Organisation(Option<OrganisationId>),
        Contact(Option<ContactId>), Owner(Option<PersonId>), Due(Option<Due>), Minutes(Option<u16>), Note(String),
        Outcome(String),
    }
    /// A new value for a field of a scenario, or for one of its assumptions.
    ScenarioPatch { Name(String), Assumptions(Vec<Assumption>), Assume(Assumption), Forget(Assumed), }
    /// A new value for a field of a dashboard.
    DashboardPatch { Name(String), Before(Option<DashboardId>), Widgets(Vec<Widget>), }
    /// A new value for a field of a saved report.
    ReportPatch { Name(String), Asked(Asked), }
    /// A new value for a field of a saved view.
    ViewPatch { Name(String), Filter(Filter), GroupBy(GroupBy), }
}
