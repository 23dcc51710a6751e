//! What changes of a deal that is there already when a file has it again.
//!
//! A cell that is blank, and a column that is not there, say nothing: what is known stays, wherever it came from. A row in the making
//! has to have a stage, a day and so on all the same, and takes the likeliest; [`Said`] tells what of that is not from the file.

use sales::log::{Change, DealEdit, NewDeal, Past, Swap};
use sales::model::{Deal, Guessed, Loss, Note, Position, Standing, StandingKind, Visit};
use sales::time::Timestamp;

use super::instants;
use super::known::bare;

/// What a row says of where a deal stands and since when; the rest of that is made up.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(super) struct Said {
    /// The stage it stands in.
    pub(super) stage: bool,
    /// Whether it is open, won, lost or in nurture.
    pub(super) standing: bool,
    /// The stage that a closed one was worked on in last.
    pub(super) worked_in: bool,
    /// The day it was made.
    pub(super) created: bool,
    /// The day it was closed.
    pub(super) closed: bool,
}

/// What has to change for a deal to be as a row has it.
pub(super) fn differences(deal: &Deal, wanted: &NewDeal, said: Said, now: Timestamp) -> Vec<Change> {
    let mut edits: Vec<DealEdit> = Vec::new();
    if deal.title != wanted.title {
        edits.push(DealEdit::Title(Swap { from: deal.title.clone(), to: wanted.title.clone() }));
    }
    // A system that goes by another name today is the same one.
    let (here, there) = (deal.external.as_deref().map(bare), wanted.external.as_deref().map(bare));
    if there.is_some() && here != there {
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
    // What is added to a cell of notes comes behind those that are there.
    let last = deal.notes.iter().map(|note| note.written).max();
    changes.extend(wanted.notes.iter().filter_map(|note| {
        let text = news(&note.text, &deal.notes)?.to_owned();
        let written = last.map_or(note.written, |last| last.max(note.written));
        Some(Change::NoteAdded { deal: deal.id, note: Note { text, written, ..note.clone() } })
    }));
    changes.extend(moved(deal, wanted, said));
    changes
}

/// How much is known of a deal that a row says nothing about.
pub(super) fn left_open(deal: &Deal, wanted: &NewDeal) -> usize {
    let fields = [
        deal.organisation.is_some() && wanted.organisation.is_none(),
        deal.contact.is_some() && wanted.contact.is_none(),
        deal.segment.is_some() && wanted.segment.is_none(),
        deal.owner.is_some() && wanted.owner.is_none(),
        deal.value.is_some() && wanted.value.is_none(),
        deal.probability.is_some() && wanted.probability.is_none(),
        deal.expected_close.is_some() && wanted.expected_close.is_none(),
        deal.source.is_some() && wanted.source.is_none(),
        deal.product.is_some() && wanted.product.is_none(),
        !deal.notes.is_empty() && wanted.notes.is_empty(),
    ];
    let tags = deal.tags.iter().filter(|tag| !wanted.tags.contains(tag)).count();
    fields.into_iter().filter(|is_open| *is_open).count() + tags
}

/// What a cell of notes says beyond the notes that are there. An export has all notes of a deal in one cell.
fn news<'t>(text: &'t str, notes: &[Note]) -> Option<&'t str> {
    let mut rest = text;
    while !rest.is_empty() {
        let after = |note: &Note| {
            let after = rest.strip_prefix(note.text.as_str()).filter(|_| !note.text.is_empty())?;
            if after.is_empty() { Some(after) } else { after.strip_prefix(BETWEEN_NOTES) }
        };
        match notes.iter().filter_map(after).min_by_key(|after| after.len()) {
            Some(after) => rest = after,
            None => return Some(rest),
        }
    }
    None
}

/// What an export puts between two notes of a deal.
pub(crate) const BETWEEN_NOTES: &str = "\n\n";

/// Where a row has a deal that is there.
fn position(deal: &Deal, wanted: &NewDeal, said: Said) -> Position {
    let here = &deal.position;
    let is_silent = !said.stage && (!said.standing || wanted.position.standing.kind() == deal.standing());
    if is_silent {
        // It may be in the second of two stages that deals are lost in.
        let standing = said.standing.then(|| with_what_is_known(here, &wanted.position.standing));
        return Position { standing: standing.unwrap_or_else(|| here.standing.clone()), ..here.clone() };
    }
    let standing = with_what_is_known(here, &wanted.position.standing);
    // A deal comes to rest in the stage that it is in.
    let rests = standing.kind() == StandingKind::Nurtured && deal.standing() == StandingKind::Open;
    if !said.stage && rests {
        return Position { standing, ..here.clone() };
    }
    let rank = if here.stage == wanted.position.stage { here.rank } else { wanted.position.rank };
    Position { stage: wanted.position.stage, rank, standing }
}

/// How a deal ended, as a row has it; what the row leaves open of a loss or of a rest stays as it is.
fn with_what_is_known(here: &Position, wanted: &Standing) -> Standing {
    let filled = |said: &String, known: &String| if said.is_empty() { known.clone() } else { said.clone() };
    match (&here.standing, wanted) {
        (Standing::Lost(known), Standing::Lost(said)) => Standing::Lost(Box::new(Loss {
            reason: said.reason.or(known.reason),
            note: filled(&said.note, &known.note),
            competitor: filled(&said.competitor, &known.competitor),
        })),
        (Standing::Nurtured { until: known, reason: why }, Standing::Nurtured { until, reason }) => {
            Standing::Nurtured { until: until.or(*known), reason: filled(reason, why) }
        }
        _ => wanted.clone(),
    }
}

/// The past that a row tells of a deal that is there. What the row has made up gives way to what is known.
fn past(deal: &Deal, wanted: &NewDeal, to: &Position, said: Said) -> Past {
    let mut visits = wanted.visits.clone();
    let mut created = wanted.created;
    let mut guessed =
        Guessed { created: wanted.guessed.created && deal.guessed.created, closed: wanted.guessed.closed };
    if wanted.is_partial {
        if let (Some(first), Some(known)) = (visits.first_mut(), deal.visits.first())
            && !said.worked_in
            && (first.standing, known.standing) == (StandingKind::Open, StandingKind::Open)
        {
            first.stage = known.stage;
        }
        if let Some(last) = visits.last_mut() {
            (last.stage, last.standing) = (to.stage, to.standing.kind());
            if !said.closed && last.standing == deal.standing() && last.standing != StandingKind::Open {
                last.entered = deal.standing_since();
                guessed.closed = deal.guessed.closed;
            }
        }
        if !said.created {
            let closed = visits.last().map(|last| last.entered).filter(|_| visits.len() > 1);
            let start = closed.map_or(deal.created, |closed| closed.min(deal.created));
            created = if deal.guessed.created { start } else { deal.created };
            if let Some(first) = visits.first_mut() {
                first.entered = start;
            }
        }
    }
    created = instants::exact(created, deal.created);
    instants::settle(
        visits.iter_mut().map(|visit| (visit.stage, visit.standing, &mut visit.entered)),
        &deal.visits,
    );
    // What is known of one stage to the thousandth of a second may come after what is told of the next.
    let start = visits.first().map_or(created, |first| instants::exact(first.entered, created));
    Visit::put_in_order(&mut visits, start);
    Past { created, visits, is_partial: wanted.is_partial, guessed }
}

/// The move to where a row has the deal, and the past that led there.
fn moved(deal: &Deal, wanted: &NewDeal, said: Said) -> Vec<Change> {
    let mut changes = Vec::new();
    // A deal that rests is still open in the system it came from.
    let rests = deal.standing() == StandingKind::Nurtured && wanted.position.standing == Standing::Open;
    if rests {
        return changes;
    }
    let to = position(deal, wanted, said);
    let entered = wanted.visits.last().map_or(wanted.created, |visit| visit.entered);
    let mut visits = deal.visits.clone();
    if deal.position != to {
        let at = deal.entered().max(entered);
        let (stage, standing) = (to.stage, to.standing.kind());
        if (deal.position.stage, deal.standing()) != (stage, standing) {
            visits.push(Visit { stage, standing, entered: at });
        }
        changes.push(Change::DealMoved { id: deal.id, from: deal.position.clone(), to: to.clone(), at });
    }
    let to = past(deal, wanted, &to, said);
    // What was seen here counts more than what was worked out from dates there.
    let knows_more = !to.is_partial || (deal.is_partial && to.visits.len() >= visits.len());
    let from = Past { visits, ..Past::of(deal) };
    let is_same = (&to.visits, to.created, to.guessed) == (&from.visits, from.created, from.guessed);
    if knows_more && !is_same {
        changes.push(Change::DealEdited { id: deal.id, edit: DealEdit::Past(Box::new(Swap { from, to })) });
    }
    changes
}
