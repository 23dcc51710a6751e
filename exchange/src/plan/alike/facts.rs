//! What a row says and what a deal has, each fact as a number: two that are equal have equal numbers, so that of thousands of deals
//! the one that a row is about is looked up.

use std::hash::{DefaultHasher, Hash, Hasher};

use sales::ids::FieldId;
use sales::model::{Deal, FieldValue, Note, Position, Standing, StandingKind};
use sales::time::Timestamp;

use super::Waiting;
use crate::plan::known::bare;
use crate::plan::update::BETWEEN_NOTES;

/// Some of the facts, a bit each.
pub(super) type Kinds = u32;

/// Places of facts.
const TITLE_AT: usize = 0;
const VALUE_AT: usize = 1;
const CREATED_AT: usize = 11;
const ENDED_AT: usize = 12;
const STAGE_AT: usize = 13;
const STANDING_AT: usize = 14;
const LOSS_AT: usize = 15;
const COUNT: usize = 19;

pub(super) const TITLE: Kinds = 1 << TITLE_AT;
pub(super) const VALUE: Kinds = 1 << VALUE_AT;
pub(super) const CREATED: Kinds = 1 << CREATED_AT;
pub(super) const ALL: Kinds = (1 << COUNT) - 1;
/// Those of which a deal has to have what a row says, or it differs.
pub(super) const PLAIN: Kinds = (1 << CREATED_AT) - 1;

/// What is known of a row or of a deal.
pub(super) struct Facts {
    /// Zero is what is not known.
    facts: [u64; COUNT],
    /// What of it was said, and not made up.
    pub(super) said: Kinds,
}

/// A new deal and a deal that is there have fields of the same names.
macro_rules! facts {
    ($deal:expr) => {{
        let deal = $deal;
        let created = (!deal.guessed.created).then_some(deal.created);
        let ended = deal.visits.last().map_or(deal.created, |visit| visit.entered);
        let is_known = deal.position.standing.kind() != StandingKind::Open && deal.guessed.closed.is_none();
        [
            fact(Some(&deal.title)),
            fact(deal.value),
            fact(deal.organisation),
            fact(deal.contact),
            fact(deal.segment),
            fact(deal.owner),
            fact(deal.probability),
            fact(deal.expected_close),
            fact(deal.source),
            fact(deal.product),
            fact(deal.external.as_deref().map(bare)),
            fact(created.map(second)),
            fact(is_known.then(|| second(ended))),
            fact(Some(deal.position.stage)),
            fact(Some(deal.position.standing.kind())),
            end(&deal.position),
            // Tags and values have no order.
            deal.tags.iter().map(|tag| fact(Some(tag))).fold(0, u64::wrapping_add),
            deal.custom.iter().map(custom).fold(0, u64::wrapping_add),
            notes(&deal.notes),
        ]
    }};
}

impl Facts {
    /// What a row says.
    pub(super) fn of_row(row: &Waiting) -> Self {
        let facts: [u64; COUNT] = facts!(&row.deal);
        let is_said = |place: usize| match place {
            CREATED_AT => row.said.created,
            ENDED_AT => row.said.closed,
            STAGE_AT => row.said.stage,
            STANDING_AT => row.said.standing,
            // What a row leaves open of a loss stays.
            LOSS_AT => false,
            _ => true,
        };
        let said = (0..COUNT).filter(|place| facts[*place] != 0 && is_said(*place));
        Self { said: said.fold(0, |said, place| said | 1 << place), facts }
    }

    /// What is known of a deal.
    pub(super) fn of_deal(deal: &Deal) -> Self {
        Self { facts: facts!(deal), said: ALL }
    }

    /// Facts of these kinds as one number.
    pub(super) fn of(&self, kinds: Kinds) -> u64 {
        let facts = self.facts.iter().enumerate().filter(|(place, _)| kinds & (1 << place) != 0);
        facts.fold(0, |all, (_, fact)| (all.rotate_left(5) ^ fact).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// Never zero where there is something.
fn fact(of: Option<impl Hash>) -> u64 {
    of.map_or(0, |of| {
        let mut hasher = DefaultHasher::new();
        of.hash(&mut hasher);
        hasher.finish() | 1
    })
}

/// A file tells no more of an instant.
fn second(at: Timestamp) -> i64 {
    at.0.div_euclid(1_000)
}

/// What is known of a loss or of a rest.
fn end(position: &Position) -> u64 {
    match &position.standing {
        Standing::Open | Standing::Won => 0,
        Standing::Lost(loss) => fact(Some((loss.reason, &loss.note, &loss.competitor))),
        Standing::Nurtured { until, reason } => fact(Some((until, reason))),
    }
}

fn custom((field, value): &(FieldId, FieldValue)) -> u64 {
    match value {
        FieldValue::Text(text) => fact(Some((field, text))),
        FieldValue::Number(number) => fact(Some((field, number.to_bits()))),
        FieldValue::Date(date) => fact(Some((field, date))),
        FieldValue::Choice(option) => fact(Some((field, option))),
    }
}

/// Several notes may come in one cell.
fn notes(notes: &[Note]) -> u64 {
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    fact((!texts.is_empty()).then(|| texts.join(BETWEEN_NOTES)))
}
