//! Deals: what is being sold, where it stands, and how it got there.

use serde::{Deserialize, Serialize};

use super::catalogue::FieldValue;
use super::table::Record;
use super::workspace::Workspace;
use crate::ids::{ChoiceId, ContactId, DealId, FieldId, NoteId, OrganisationId, PersonId, StageId};
use crate::log::RecordRef;
use crate::money::Money;
use crate::rank::Rank;
use crate::time::{Date, Timestamp};

/// A possible sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deal {
    /// Its id.
    pub id: DealId,
    /// What it is about, never blank.
    pub title: String,
    /// Where it stands.
    pub position: Position,
    /// The customer's firm.
    pub organisation: Option<OrganisationId>,
    /// The person to talk to.
    pub contact: Option<ContactId>,
    /// The customer segment (new, repeat, existing …), from [`ListKind::Segment`](super::ListKind).
    pub segment: Option<ChoiceId>,
    /// Who sells it.
    pub owner: Option<PersonId>,
    /// What it is worth.
    pub value: Option<Money>,
    /// The chance to win it in percent, where a person overrides its stage's.
    pub probability: Option<u8>,
    /// The day it is expected to close.
    pub expected_close: Option<Date>,
    /// Where the lead came from.
    pub source: Option<ChoiceId>,
    /// What is being sold.
    pub product: Option<ChoiceId>,
    /// Tags, in the order they were put on, none twice.
    pub tags: Vec<ChoiceId>,
    /// Values of custom fields, none twice.
    pub custom: Vec<(FieldId, FieldValue)>,
    /// Notes, oldest first.
    pub notes: Vec<Note>,
    /// When it came into the pipeline.
    pub created: Timestamp,
    /// The stages it has been in, oldest first, never empty. A visit ends when the next begins.
    pub visits: Vec<Visit>,
    /// The values it had before, oldest first; none for most deals. See [`Deal::value_set`].
    pub past_values: Vec<PastValue>,
    /// Its id in the system it was imported from, with that system's name in front: `hubspot:42`.
    pub external: Option<String>,
    /// Its visits were worked out from a few dates, so times in stages are not known.
    pub is_partial: bool,
    /// What of its days nobody has said.
    pub guessed: Guessed,
    /// Until which day reviews leave it out: someone had a look and found it in order.
    pub snoozed: Option<Date>,
    /// Removed, or its making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// Where a deal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The stage; the pipeline follows from it. A nurtured deal keeps the stage it left.
    pub stage: StageId,
    /// The place in the column.
    pub rank: Rank,
    /// Open, or how it ended.
    pub standing: Standing,
}

/// Whether a deal is being worked on, or how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Being worked on.
    #[default]
    Open,
    /// The customer bought.
    Won,
    /// The customer did not buy.
    Lost(Box<Loss>),
    /// Out of the pipeline for now, to come back to.
    Nurtured {
        /// The day to come back to it.
        until: Option<Date>,
        /// Why it is not worked on now.
        reason: String,
    },
}

/// Why a deal was lost.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Loss {
    /// The reason, from [`ListKind::LossReason`](super::ListKind).
    pub reason: Option<ChoiceId>,
    /// More about it.
    pub note: String,
    /// Who got the sale instead.
    pub competitor: String,
}

/// [`Standing`] without what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingKind {
    /// Being worked on.
    Open,
    /// The customer bought.
    Won,
    /// The customer did not buy.
    Lost,
    /// Out of the pipeline for now.
    Nurtured,
}

impl Standing {
    /// Which kind of standing this is.
    pub fn kind(&self) -> StandingKind {
        match self {
            Self::Open => StandingKind::Open,
            Self::Won => StandingKind::Won,
            Self::Lost(_) => StandingKind::Lost,
            Self::Nurtured { .. } => StandingKind::Nurtured,
        }
    }
}

impl StandingKind {
    /// Whether it is an end: won or lost.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }
}

/// A time a deal spent in one stage with one standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The stage.
    pub stage: StageId,
    /// The standing it had there.
    pub standing: StandingKind,
    /// When it came there. It left when the next visit began.
    pub entered: Timestamp,
}

impl Visit {
    /// The place of the first of the last visits with one standing; how many there are, where the last has another.
    pub fn last_run(visits: &[Self], standing: StandingKind) -> usize {
        visits.len() - visits.iter().rev().take_while(|visit| visit.standing == standing).count()
    }

    /// Sees to it that none begins before `earliest`, nor before the one before it.
    pub fn put_in_order(visits: &mut [Self], earliest: Timestamp) {
        let mut latest = earliest;
        for visit in visits {
            visit.entered = visit.entered.max(latest);
            latest = visit.entered;
        }
    }
}

/// Which days of a deal nobody has said: what is kept for them is a guess, and no figure is worked out from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Guessed {
    /// When it came into the pipeline.
    #[serde(default)]
    pub created: bool,
    /// The instant that is kept for when it was won or lost, where that is the guess; see [`Deal::closing_is_guessed`].
    #[serde(default)]
    pub closed: Option<Timestamp>,
}

impl Guessed {
    /// Whether all days are known.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A value that a deal had until it got another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastValue {
    /// What it was worth; `None` where nobody had said yet, or had taken it back.
    pub value: Option<Money>,
    /// When it got the next value. Never before that of the value before it.
    pub until: Timestamp,
}

/// Something a person wrote down about a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The text, never blank.
    pub text: String,
    /// When it was written.
    pub written: Timestamp,
}

impl Deal {
    /// Its standing without what hangs on it.
    pub fn standing(&self) -> StandingKind {
        self.position.standing.kind()
    }

    /// Whether it is being worked on.
    pub fn is_open(&self) -> bool {
        self.standing() == StandingKind::Open
    }

    /// Whether reviews leave it out today.
    pub fn is_snoozed(&self, today: Date) -> bool {
        self.snoozed.is_some_and(|until| until > today)
    }

    /// Whether it has a place in the order of its stage: nurtured and removed deals don't.
    pub(crate) fn stands_in_column(&self) -> bool {
        !self.removed && self.standing() != StandingKind::Nurtured
    }

    /// Whether it came with the sample data and is still there.
    pub(crate) fn is_live_sample(&self) -> bool {
        self.sample && !self.removed
    }

    /// When it came into the stage, or to the end, it is at now.
    pub fn entered(&self) -> Timestamp {
        self.visits.last().map_or(self.created, |visit| visit.entered)
    }

    /// The place of the first of the last visits that it has had the standing of today in.
    pub(crate) fn first_of_standing(&self) -> usize {
        Visit::last_run(&self.visits, self.standing())
    }

    /// Since when it has had its standing: of a closed deal, when it was closed.
    pub fn standing_since(&self) -> Timestamp {
        self.visits.get(self.first_of_standing()).map_or_else(|| self.entered(), |visit| visit.entered)
    }

    /// When it came into the pipeline; `None` where nobody knows.
    pub fn known_created(&self) -> Option<Timestamp> {
        (!self.guessed.created).then_some(self.created)
    }

    /// Whether it is won or lost and nobody knows since when. A closing of another instant, as one that is seen here, is no guess.
    pub fn closing_is_guessed(&self) -> bool {
        self.standing().is_closed() && self.guessed.closed == Some(self.standing_since())
    }

    /// When it was won or lost; `None` where it is neither, or nobody knows since when.
    pub fn known_closed(&self) -> Option<Timestamp> {
        (self.standing().is_closed() && !self.closing_is_guessed()).then(|| self.standing_since())
    }

    /// When its value was last set: when it was made, where it never had another.
    pub fn value_set(&self) -> Timestamp {
        self.past_values.last().map_or(self.created, |past| past.until)
    }

    /// What it was worth at an instant. One that it got at that very instant counts.
    pub fn value_at(&self, instant: Timestamp) -> Option<Money> {
        let later = self.past_values.partition_point(|past| past.until <= instant);
        self.past_values.get(later).map_or(self.value, |past| past.value)
    }

    /// When someone last worked on it, as far as the deal itself tells: a move, a note, a new value. Activities count too:
    /// [`touched`](crate::activities::touched).
    pub fn touched(&self) -> Timestamp {
        let noted = self.notes.iter().map(|note| note.written).max();
        self.entered().max(self.value_set()).max(noted.unwrap_or(self.created))
    }

    /// The stage it was worked on in last: where it goes back to when it is re-opened.
    pub fn last_open_stage(&self) -> Option<StageId> {
        self.visits.iter().rev().find(|visit| visit.standing == StandingKind::Open).map(|visit| visit.stage)
    }

    /// The value of a custom field.
    pub fn custom_value(&self, field: FieldId) -> Option<&FieldValue> {
        self.custom.iter().find(|(id, _)| *id == field).map(|(_, value)| value)
    }

    /// All records it refers to.
    pub(crate) fn references(&self, workspace: &Workspace) -> impl Iterator<Item = RecordRef> {
        let loss = match &self.position.standing {
            Standing::Lost(loss) => loss.reason,
            _ => None,
        };
        let choices = [self.segment, self.source, self.product, loss].into_iter().flatten();
        [
            Some(RecordRef::Stage(self.position.stage)),
            workspace.pipeline_of(self).map(RecordRef::Pipeline),
            self.owner.map(RecordRef::Person),
            self.organisation.map(RecordRef::Organisation),
            self.contact.map(RecordRef::Contact),
        ]
        .into_iter()
        .flatten()
        .chain(choices.chain(self.tags.iter().copied()).map(RecordRef::Choice))
        .chain(self.custom.iter().map(|(field, _)| RecordRef::Field(*field)))
    }

    /// The note with this id.
    pub fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }
}

impl Record for Deal {
    type Id = DealId;
    fn id(&self) -> DealId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
