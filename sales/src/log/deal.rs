//! Deals and what is told of their past, as the log keeps them. The rules on top of `change.rs` go for these, too.

use serde::{Deserialize, Serialize};

use crate::ids::{ChoiceId, ContactId, DealId, FieldId, OrganisationId, PersonId};
use crate::model::{Deal, FieldValue, Guessed, Note, Position, Visit};
use crate::money::Money;
use crate::time::{Date, Timestamp};

/// The days of a deal, to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDays {
    /// When it came into the pipeline.
    pub created: Timestamp,
    /// When it was won or lost, if it is: for whoever reads the log. What counts is `visits`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Timestamp>,
    /// Which of the two nobody has said.
    #[serde(default, skip_serializing_if = "Guessed::is_nothing")]
    pub guessed: Guessed,
    /// When it came into each of the stages it has been in. Which stages these are stays: it says which day is meant, where the deal has been in
    /// others meanwhile.
    pub visits: Vec<Visit>,
}

impl KnownDays {
    /// The days as a deal has them.
    pub fn of(deal: &Deal) -> Self {
        Self {
            created: deal.created,
            closed: deal.standing().is_closed().then(|| deal.standing_since()),
            guessed: deal.guessed,
            visits: deal.visits.clone(),
        }
    }
}

/// The past of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// When it came into the pipeline.
    pub created: Timestamp,
    /// The stages it has been in; see [`Deal::visits`](crate::model::Deal::visits).
    pub visits: Vec<Visit>,
    /// See [`Deal::is_partial`](crate::model::Deal::is_partial).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_partial: bool,
    /// See [`Deal::guessed`](crate::model::Deal::guessed).
    #[serde(default, skip_serializing_if = "Guessed::is_nothing")]
    pub guessed: Guessed,
}

impl Past {
    /// The past as a deal has it.
    pub fn of(deal: &Deal) -> Self {
        Self {
            created: deal.created,
            visits: deal.visits.clone(),
            is_partial: deal.is_partial,
            guessed: deal.guessed,
        }
    }
}

/// A deal as it came into the workspace; fields that are empty are left out of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // As in [`Deal`].
pub struct NewDeal {
    pub id: DealId,
    pub title: String,
    pub position: Position,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<ChoiceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_close: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<ChoiceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ChoiceId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<ChoiceId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custom: Vec<(FieldId, FieldValue)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    pub created: Timestamp,
    /// The visits up to now; where there are none, the deal came straight into its stage when it was created.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_partial: bool,
    #[serde(default, skip_serializing_if = "Guessed::is_nothing")]
    pub guessed: Guessed,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl NewDeal {
    /// A deal with a title and a place, and nothing else yet.
    pub fn plain(id: DealId, title: String, position: Position, created: Timestamp) -> Self {
        Self {
            id,
            title,
            position,
            organisation: None,
            contact: None,
            segment: None,
            owner: None,
            value: None,
            probability: None,
            expected_close: None,
            source: None,
            product: None,
            tags: Vec::new(),
            custom: Vec::new(),
            notes: Vec::new(),
            created,
            visits: Vec::new(),
            external: None,
            is_partial: false,
            guessed: Guessed::default(),
            sample: false,
        }
    }

    /// The deal that this makes.
    ///
    /// It may come from anywhere, so what the rest of the crate relies on is seen to here: the last
    /// visit is the one to where it stands, notes and custom values are in order.
    pub(crate) fn into_deal(mut self) -> Deal {
        let (stage, standing) = (self.position.stage, self.position.standing.kind());
        let last = self.visits.last();
        if last.is_none_or(|visit| (visit.stage, visit.standing) != (stage, standing)) {
            let entered = last.map_or(self.created, |visit| visit.entered);
            self.visits.push(Visit { stage, standing, entered });
        }
        self.notes.sort_by_key(|note| (note.written, note.id));
        self.custom.sort_by_key(|(field, _)| *field);
        self.custom.dedup_by_key(|(field, _)| *field);
        Deal {
            id: self.id,
            title: self.title,
            position: self.position,
            organisation: self.organisation,
            contact: self.contact,
            segment: self.segment,
            owner: self.owner,
            value: self.value,
            probability: self.probability,
            expected_close: self.expected_close,
            source: self.source,
            product: self.product,
            tags: self.tags,
            custom: self.custom,
            notes: self.notes,
            created: self.created,
            visits: self.visits,
            past_values: Vec::new(),
            snoozed: None,
            external: self.external,
            is_partial: self.is_partial,
            guessed: self.guessed,
            removed: false,
            sample: self.sample,
        }
    }
}
