//! What changes of a deal that is there already when a file has it again.

use sales::log::{Change, DealEdit, NewDeal, Past, Swap};
use sales::model::{Deal, Standing, StandingKind, Visit};
use sales::time::Timestamp;

/// What has to change for a deal to be as a row has it. A cell that is blank says nothing about the deal.
pub(super) fn differences(deal: &Deal, wanted: &NewDeal, now: Timestamp) -> Vec<Change> {
    let mut edits: Vec<DealEdit> = Vec::new();
    if deal.title != wanted.title {
        edits.push(DealEdit::Title(Swap { from: deal.title.clone(), to: wanted.title.clone() }));
    }
    if wanted.external.is_some() && deal.external != wanted.external {
        edits.push(DealEdit::External(Swap { from: deal.external.clone(), to: wanted.external.clone() }));
    }
    macro_rules! filled {
        ($($field:ident: $edit:ident),*) => {$(
            if wanted.$field.is_some() && deal.$field != wanted.$field {
                edits.push(DealEdit::$edit(Swap { from: deal.$field, to: wanted.$field }));
            }
        )*};
    }
    filled!(
        organisation: Organisation, contact: Contact, segment: Segment, owner: Owner, probability: Probability,
        expected_close: ExpectedClose, source: Source, product: Product
    );
    if wanted.value.is_some() && deal.value != wanted.value {
        edits.push(DealEdit::Value {
            value: Swap { from: deal.value, to: wanted.value },
            at: Swap { from: deal.value_set(), to: now },
        });
    }
    if wanted.tags.iter().any(|tag| !deal.tags.contains(tag)) {
        let mut to = deal.tags.clone();
        to.extend(wanted.tags.iter().filter(|tag| !deal.tags.contains(tag)));
        edits.push(DealEdit::Tags(Swap { from: deal.tags.clone(), to }));
    }
    for (field, value) in &wanted.custom {
        let from = deal.custom_value(*field).cloned();
        if from.as_ref() != Some(value) {
            edits.push(DealEdit::Custom { field: *field, value: Swap { from, to: Some(value.clone()) } });
        }
    }
    let mut changes: Vec<Change> =
        edits.into_iter().map(|edit| Change::DealEdited { id: deal.id, edit }).collect();
    let known_note = |text: &str| deal.notes.iter().any(|note| note.text == text);
    changes.extend(
        wanted
            .notes
            .iter()
            .filter(|note| !known_note(&note.text))
            .map(|note| Change::NoteAdded { deal: deal.id, note: note.clone() }),
    );
    changes.extend(moved(deal, wanted));
    changes
}

/// The move to where a row has the deal, and the past that led there.
fn moved(deal: &Deal, wanted: &NewDeal) -> Vec<Change> {
    let mut changes = Vec::new();
    let stands =
        deal.position.stage == wanted.position.stage && deal.position.standing == wanted.position.standing;
    // A deal that rests is still open in the system it came from.
    let rests = deal.standing() == StandingKind::Nurtured && wanted.position.standing == Standing::Open;
    if rests {
        return changes;
    }
    let entered = wanted.visits.last().map_or(wanted.created, |visit| visit.entered);
    let mut visits = deal.visits.clone();
    if !stands {
        let at = deal.entered().max(entered);
        changes.push(Change::DealMoved {
            id: deal.id,
            from: deal.position.clone(),
            to: wanted.position.clone(),
            at,
        });
        let (stage, standing) = (wanted.position.stage, wanted.position.standing.kind());
        if (deal.position.stage, deal.standing()) != (stage, standing) {
            visits.push(Visit { stage, standing, entered: at });
        }
    }
    // What was seen here counts more than what was worked out from dates there.
    let knows_more = !wanted.is_partial || (deal.is_partial && wanted.visits.len() >= visits.len());
    if knows_more && wanted.visits != visits {
        let from = Past { created: deal.created, visits, is_partial: deal.is_partial };
        let to =
            Past { created: wanted.created, visits: wanted.visits.clone(), is_partial: wanted.is_partial };
        changes.push(Change::DealEdited { id: deal.id, edit: DealEdit::Past(Box::new(Swap { from, to })) });
    }
    changes
}
