//! Activities: what is to be done about a deal or a customer, and what was done.

use serde::{Deserialize, Serialize};

use super::process::MadeBy;
use super::table::Record;
use crate::ids::{ActivityId, ChoiceId, ContactId, DealId, OrganisationId, PersonId};
use crate::log::RecordRef;
use crate::time::{Date, Timestamp};

/// A call, a meeting, a task …: planned until it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// What sort of thing it is.
    pub kind: ActivityKind,
    /// What it is about, in a line; blank where the kind says all there is to say.
    pub subject: String,
    /// The deal it moves forward.
    pub deal: Option<DealId>,
    /// The customer's firm.
    pub organisation: Option<OrganisationId>,
    /// The customer's person.
    pub contact: Option<ContactId>,
    /// Who does it, or did it.
    pub owner: Option<PersonId>,
    /// When it is, or was, to be done.
    pub due: Option<Due>,
    /// How long it takes, in minutes.
    pub minutes: Option<u16>,
    /// Anything worth knowing beforehand.
    pub note: String,
    /// When it was done; `None` as long as it is planned.
    pub done: Option<Timestamp>,
    /// What came of it.
    pub outcome: String,
    /// When it was written down.
    pub created: Timestamp,
    /// Its id in the system it was imported from; see [`Deal::external`](super::Deal::external).
    pub external: Option<String>,
    /// Which item of a stage's checklist planned it.
    pub made_by: Option<MadeBy>,
    /// Removed, or its making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// The sort of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// A telephone or video call.
    Call,
    /// Meeting the customer, wherever that is.
    Meeting,
    /// A letter by e-mail or chat.
    Email,
    /// Anything else that is to be done.
    #[default]
    Task,
    /// Going to see the customer.
    Visit,
    /// Showing the product.
    Demo,
    /// One of the team's own, from [`ListKind::ActivityKind`](super::ListKind).
    Own(ChoiceId),
}

impl ActivityKind {
    /// The kinds that every workspace has.
    pub const COMMON: [Self; 6] =
        [Self::Call, Self::Meeting, Self::Email, Self::Task, Self::Visit, Self::Demo];
}

/// A civil day, with the time of day where there is one: what a person writes into a calendar. It means the same day
/// wherever it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The time of day. Without one it is due some time that day, and comes before what has one.
    #[serde(default)]
    pub time: Option<TimeOfDay>,
}

/// Minutes after midnight, 0 to 1439.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time of day; `None` where the clock has no such hour or minute.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// The hour, 0 to 23. A log may have been written by anybody, so what is beyond the day is its last hour.
    pub fn hour(self) -> u16 {
        (self.0 / 60).min(23)
    }

    /// The minute of the hour.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl From<Date> for Due {
    fn from(date: Date) -> Self {
        Self { date, time: None }
    }
}

impl Activity {
    /// Whether it is still to be done.
    pub fn is_planned(&self) -> bool {
        self.done.is_none()
    }

    /// What planned activities are sorted by: when they are due, those without a day last.
    pub fn by_due(&self) -> impl Ord + use<> {
        (self.due.is_none(), self.due, self.created, self.id)
    }

    /// All records it refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + use<> {
        let own = match self.kind {
            ActivityKind::Own(choice) => Some(RecordRef::Choice(choice)),
            _ => None,
        };
        [
            own,
            self.deal.map(RecordRef::Deal),
            self.organisation.map(RecordRef::Organisation),
            self.contact.map(RecordRef::Contact),
            self.owner.map(RecordRef::Person),
        ]
        .into_iter()
        .flatten()
    }
}

impl Record for Activity {
    type Id = ActivityId;
    fn id(&self) -> ActivityId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
