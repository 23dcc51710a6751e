//! What can change in a workspace, in the form the log keeps for ever.
//!
//! Every change holds both sides, what was and what is: one change can be applied and
//! taken back, and a reader of the log sees what a value was before.
//!
//! # Rules for whoever extends this file
//! Logs written years ago must still be read. A variant or a field is never renamed and never changes its
//! meaning. A new variant, and a new field (which gets `#[serde(default)]`), raise [`FORMAT`](super::FORMAT): to a build that
//! does not know them the whole entry is of a newer version, which it keeps word for word, fields and all.

use serde::{Deserialize, Serialize};

use super::deal::{KnownDays, NewDeal, Past};
use super::stamp::Device;
use crate::ids::{
    ActivityId, ChoiceId, ContactId, DashboardId, DealId, FieldId, GoalId, NoteId, OrganisationId, PersonId,
    PipelineId, ReportId, ScenarioId, StageId, ViewId,
};
use crate::model::{
    Activity, ActivityKind, Arrivals, Asked, Assumption, Criterion, Due, FieldKind, FieldOption, FieldValue,
    GroupBy, ListKind, MadeBy, Measure, Note, Position, Span, StageKind, Task, Tiers, Widget,
};
use crate::money::{Currency, Money, Rate};
use crate::query::Filter;
use crate::rank::Rank;
use crate::time::{Date, Timestamp};

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap<T> {
    /// What it was.
    pub from: T,
    /// What it is.
    pub to: T,
}

/// One change of one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it; the payloads are documented where they are defined.
pub enum Change {
    Settings(SettingsEdit),
    PipelineAdded {
        id: PipelineId,
        name: String,
        rank: Rank,
        #[serde(default)]
        sample: bool,
    },
    PipelineEdited {
        id: PipelineId,
        edit: PipelineEdit,
    },
    StageAdded {
        id: StageId,
        pipeline: PipelineId,
        name: String,
        kind: StageKind,
        probability: u8,
        limit_days: Option<u16>,
        hue: u8,
        guidance: String,
        rank: Rank,
    },
    StageEdited {
        id: StageId,
        edit: StageEdit,
    },
    DealAdded(Box<NewDeal>),
    /// A deal got another stage, place or standing at the instant `at`.
    DealMoved {
        id: DealId,
        from: Position,
        to: Position,
        at: Timestamp,
    },
    DealEdited {
        id: DealId,
        edit: DealEdit,
    },
    NoteAdded {
        deal: DealId,
        note: Note,
    },
    NoteEdited {
        deal: DealId,
        note: NoteId,
        text: Swap<String>,
    },
    /// The note is kept here, so that undo can bring it back.
    NoteRemoved {
        deal: DealId,
        note: Note,
    },
    PersonAdded {
        id: PersonId,
        name: String,
        initials: String,
        hue: u8,
        #[serde(default)]
        sample: bool,
    },
    PersonEdited {
        id: PersonId,
        edit: PersonEdit,
    },
    OrganisationAdded {
        id: OrganisationId,
        name: String,
        #[serde(default)]
        sample: bool,
    },
    OrganisationEdited {
        id: OrganisationId,
        edit: OrganisationEdit,
    },
    ContactAdded {
        id: ContactId,
        name: String,
        organisation: Option<OrganisationId>,
        #[serde(default)]
        sample: bool,
    },
    ContactEdited {
        id: ContactId,
        edit: ContactEdit,
    },
    ChoiceAdded {
        id: ChoiceId,
        list: ListKind,
        name: String,
        rank: Rank,
        #[serde(default)]
        sample: bool,
    },
    ChoiceEdited {
        id: ChoiceId,
        edit: ChoiceEdit,
    },
    FieldAdded {
        id: FieldId,
        name: String,
        kind: FieldKind,
        options: Vec<FieldOption>,
        rank: Rank,
    },
    FieldEdited {
        id: FieldId,
        edit: FieldEdit,
    },
    ViewAdded {
        id: ViewId,
        name: String,
        pipeline: PipelineId,
        filter: Box<Filter>,
        group_by: GroupBy,
    },
    ViewEdited {
        id: ViewId,
        edit: ViewEdit,
    },
    ActivityAdded(Box<NewActivity>),
    /// `deal` is the one it was on, so that the history of the deal tells of it.
    ActivityEdited {
        id: ActivityId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deal: Option<DealId>,
        edit: ActivityEdit,
    },
    ActivityRemoved {
        id: ActivityId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deal: Option<DealId>,
    },
    GoalAdded {
        id: GoalId,
        span: Span,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pipeline: Option<PipelineId>,
        measure: Measure,
        tiers: Tiers,
    },
    GoalEdited {
        id: GoalId,
        edit: GoalEdit,
    },
    ScenarioAdded {
        id: ScenarioId,
        name: String,
        goal: GoalId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assumptions: Vec<Assumption>,
    },
    ScenarioEdited {
        id: ScenarioId,
        edit: ScenarioEdit,
    },
    DashboardAdded {
        id: DashboardId,
        name: String,
        rank: Rank,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        widgets: Vec<Widget>,
    },
    DashboardEdited {
        id: DashboardId,
        edit: DashboardEdit,
    },
    ReportAdded {
        id: ReportId,
        name: String,
        asked: Box<Asked>,
    },
    ReportEdited {
        id: ReportId,
        edit: ReportEdit,
    },
    /// A record was taken away. Its place and history stay.
    Removed(RecordRef),
    /// A record that came with the sample data became one of the team's own.
    Adopted(RecordRef),
}

/// Names a record of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RecordRef {
    Pipeline(PipelineId),
    Stage(StageId),
    Deal(DealId),
    Person(PersonId),
    Organisation(OrganisationId),
    Contact(ContactId),
    Choice(ChoiceId),
    Field(FieldId),
    View(ViewId),
    Activity(ActivityId),
    Goal(GoalId),
    Scenario(ScenarioId),
    Dashboard(DashboardId),
    Report(ReportId),
}

macro_rules! edits {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)]
        pub enum $name { $($field(Swap<$type>),)* }

        impl $name {
            /// Whether it changes nothing.
            pub fn is_idle(&self) -> bool {
                match self {
                    $(Self::$field(swap) => swap.from == swap.to,)*
                }
            }
        }
    )*};
}

edits! {
    /// A field of a pipeline.
    PipelineEdit { Name: String, Rank: Rank, Archived: bool, ReviewDays: Option<u16>, Reviewed: Option<Date>, }
    /// A field of a stage.
    StageEdit {
        Name: String, Kind: StageKind, Probability: u8, LimitDays: Option<u16>, Hue: u8, Guidance: String,
        Rank: Rank, Archived: bool, Checklist: Vec<Task>, Exit: Vec<Criterion>, Arrivals: Arrivals,
    }
    /// A field of a person.
    PersonEdit {
        Name: String, Initials: String, Hue: u8, Archived: bool, Manager: String, Region: String,
        External: Option<String>, Capacity: Option<u16>,
    }
    /// A field of an organisation.
    OrganisationEdit {
        Name: String, Website: String, Address: String, About: String, Industry: String, External: Option<String>,
    }
    /// A field of a contact.
    ContactEdit {
        Name: String, Organisation: Option<OrganisationId>, Role: String, Phone: String, Email: String, About: String,
        External: Option<String>,
    }
    /// A field of a list's entry.
    ChoiceEdit { Name: String, Rank: Rank, Archived: bool, Price: Option<Money>, }
    /// A field of a custom field.
    FieldEdit { Name: String, Options: Vec<FieldOption>, Rank: Rank, Archived: bool, }
    /// A field of an activity.
    ActivityEdit {
        Kind: ActivityKind, Subject: String, Deal: Option<DealId>, Organisation: Option<OrganisationId>,
        Contact: Option<ContactId>, Owner: Option<PersonId>, Due: Option<Due>, Minutes: Option<u16>, Note: String,
        Done: Option<Timestamp>, Outcome: String, External: Option<String>,
    }
    /// A field of a goal. What it is about never changes: another period or person is another goal.
    GoalEdit { Tiers: Tiers, }
    /// A field of a scenario.
    ScenarioEdit { Name: String, Assumptions: Vec<Assumption>, }
    /// A field of a dashboard.
    DashboardEdit { Name: String, Rank: Rank, Widgets: Vec<Widget>, }
    /// A field of a saved report.
    ReportEdit { Name: String, Asked: Box<Asked>, }
    /// A field of a saved view.
    ViewEdit { Name: String, Filter: Box<Filter>, GroupBy: GroupBy, }
}

/// A field of the workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum SettingsEdit {
    Name(Swap<String>),
    Currency(Swap<Currency>),
    Rate {
        currency: Currency,
        rate: Swap<Option<Rate>>,
    },
    /// Who makes the entries of a device.
    Author {
        device: Device,
        person: Swap<Option<PersonId>>,
    },
    /// How many open deals a person can look after.
    Capacity(Swap<Option<u16>>),
}

/// A field of a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DealEdit {
    Title(Swap<String>),
    Organisation(Swap<Option<OrganisationId>>),
    Contact(Swap<Option<ContactId>>),
    Segment(Swap<Option<ChoiceId>>),
    Owner(Swap<Option<PersonId>>),
    /// The value, and when it was set: working out a new value is a sign of life of a deal.
    Value {
        value: Swap<Option<Money>>,
        at: Swap<Timestamp>,
    },
    Probability(Swap<Option<u8>>),
    ExpectedClose(Swap<Option<Date>>),
    Source(Swap<Option<ChoiceId>>),
    Product(Swap<Option<ChoiceId>>),
    Tags(Swap<Vec<ChoiceId>>),
    Custom {
        field: FieldId,
        value: Swap<Option<FieldValue>>,
    },
    External(Swap<Option<String>>),
    /// Until which day reviews leave it out.
    Snoozed(Swap<Option<Date>>),
    /// What an import learnt about its past: when it was made, and the stages it has been in, up to where it stands.
    Past(Box<Swap<Past>>),
    /// Its days were put right: each of them by itself, so that a stage it came into meanwhile stays.
    Days(Box<Swap<KnownDays>>),
}

/// An activity as it came into the workspace; fields that are empty are left out of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // As in [`Activity`].
pub struct NewActivity {
    pub id: ActivityId,
    pub kind: ActivityKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<DealId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    pub created: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<MadeBy>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl NewActivity {
    /// An activity of a kind, and nothing else yet.
    pub fn plain(id: ActivityId, kind: ActivityKind, created: Timestamp) -> Self {
        Self {
            id,
            kind,
            subject: String::new(),
            deal: None,
            organisation: None,
            contact: None,
            owner: None,
            due: None,
            minutes: None,
            note: String::new(),
            done: None,
            outcome: String::new(),
            created,
            external: None,
            made_by: None,
            sample: false,
        }
    }

    /// The activity that this makes.
    pub(crate) fn into_activity(self) -> Activity {
        Activity {
            id: self.id,
            kind: self.kind,
            subject: self.subject,
            deal: self.deal,
            organisation: self.organisation,
            contact: self.contact,
            owner: self.owner,
            due: self.due,
            minutes: self.minutes,
            note: self.note,
            done: self.done,
            outcome: self.outcome,
            created: self.created,
            external: self.external,
            made_by: self.made_by,
            removed: false,
            sample: self.sample,
        }
    }
}

impl Change {
    /// The record this is about; `None` for the settings.
    pub fn record(&self) -> Option<RecordRef> {
        Some(match self {
            Self::Settings(_) => return None,
            Self::PipelineAdded { id, .. } | Self::PipelineEdited { id, .. } => RecordRef::Pipeline(*id),
            Self::StageAdded { id, .. } | Self::StageEdited { id, .. } => RecordRef::Stage(*id),
            Self::DealAdded(deal) => RecordRef::Deal(deal.id),
            Self::DealMoved { id, .. }
            | Self::DealEdited { id, .. }
            | Self::NoteAdded { deal: id, .. }
            | Self::NoteEdited { deal: id, .. }
            | Self::NoteRemoved { deal: id, .. } => RecordRef::Deal(*id),
            Self::PersonAdded { id, .. } | Self::PersonEdited { id, .. } => RecordRef::Person(*id),
            Self::OrganisationAdded { id, .. } | Self::OrganisationEdited { id, .. } => {
                RecordRef::Organisation(*id)
            }
            Self::ContactAdded { id, .. } | Self::ContactEdited { id, .. } => RecordRef::Contact(*id),
            Self::ChoiceAdded { id, .. } | Self::ChoiceEdited { id, .. } => RecordRef::Choice(*id),
            Self::FieldAdded { id, .. } | Self::FieldEdited { id, .. } => RecordRef::Field(*id),
            Self::ViewAdded { id, .. } | Self::ViewEdited { id, .. } => RecordRef::View(*id),
            Self::ActivityAdded(activity) => RecordRef::Activity(activity.id),
            Self::ActivityEdited { id, .. } | Self::ActivityRemoved { id, .. } => RecordRef::Activity(*id),
            Self::GoalAdded { id, .. } | Self::GoalEdited { id, .. } => RecordRef::Goal(*id),
            Self::ScenarioAdded { id, .. } | Self::ScenarioEdited { id, .. } => RecordRef::Scenario(*id),
            Self::DashboardAdded { id, .. } | Self::DashboardEdited { id, .. } => RecordRef::Dashboard(*id),
            Self::ReportAdded { id, .. } | Self::ReportEdited { id, .. } => RecordRef::Report(*id),
            Self::Removed(record) | Self::Adopted(record) => *record,
        })
    }

    /// The deal this is about, or that the activity it is about is on.
    pub fn deal(&self) -> Option<DealId> {
        match self {
            Self::ActivityAdded(activity) => activity.deal,
            Self::ActivityEdited { deal, .. } | Self::ActivityRemoved { deal, .. } => *deal,
            _ => match self.record() {
                Some(RecordRef::Deal(id)) => Some(id),
                _ => None,
            },
        }
    }

    /// Whether it only gives a deal another place in its column, as for cards that make room for another.
    pub fn only_places(&self) -> bool {
        let Self::DealMoved { from, to, .. } = self else { return false };
        from.stage == to.stage && from.standing == to.standing
    }

    /// The deals that changes are about, each once, in order of id. Those that only got another place in their column
    /// are left out: they may have made room for others.
    pub fn deals_meant(changes: &[Self]) -> Vec<DealId> {
        let meant = changes.iter().filter(|change| !change.only_places());
        let mut deals: Vec<DealId> = meant.filter_map(Self::deal).collect();
        deals.sort_unstable();
        deals.dedup();
        deals
    }
}
