//! What the cells of a column add to what its header says.

use std::collections::HashMap;

use sales::model::StandingKind;

use super::shape::Shape;
use super::{Confidence, Guesses, stages};
use crate::table::Table;
use crate::target::{FileKind, Target as T};
use crate::values::says_nothing;

/// Corrects what headers promise and cells don't keep.
pub(super) fn correct(kind: FileKind, shapes: &[Shape], table: &Table, guesses: &mut Guesses<'_>) {
    // Exports for people put names where the header has an id.
    for (id, name) in [(T::DealId, T::Deal), (T::OrganisationId, T::Organisation), (T::ContactId, T::Contact)]
    {
        if let Some(column) = guesses.place(&id)
            && !shapes[column].is_empty()
            && !shapes[column].is_ids()
            && !guesses.has(&name)
        {
            let confidence = guesses.columns[column].confidence;
            guesses.set(column, name, confidence);
        }
    }
    // One product wrote whole units under a header that says millionths.
    if let Some(column) = guesses.place(&T::ValueMicros)
        && !shapes[column].is_empty()
        && !shapes[column].is_millionths()
        && !guesses.has(&T::Value)
    {
        guesses.set(column, T::Value, Confidence::Guess);
    }
    if kind != FileKind::Deals {
        return;
    }
    // Many sheets call the stage a status.
    if let Some(column) = guesses.place(&T::Status)
        && !guesses.has(&T::Stage)
        && !shapes[column].is_empty()
        && !shapes[column].is_statuses()
    {
        guesses.set(column, T::Stage, Confidence::Likely);
    }
    if let Some(column) = guesses.place(&T::ExpectedClose)
        && !guesses.has(&T::Closed)
        && guesses.columns[column].confidence < Confidence::Known
        && holds_closings(table, column, guesses)
    {
        guesses.set(column, T::Closed, Confidence::Likely);
    }
}

/// Whether a day of closing is there just for the deals that are closed, and so is the day they were, not one they are
/// expected to be.
fn holds_closings(table: &Table, column: usize, guesses: &Guesses<'_>) -> bool {
    let Some(stage) = guesses.place(&T::Status).or_else(|| guesses.place(&T::Stage)) else { return false };
    let (mut closed, mut open) = (0_usize, 0_usize);
    let mut known: HashMap<&str, bool> = HashMap::new();
    for row in table.rows() {
        let stage = row.cell(stage);
        let is_closed = *known
            .entry(stage)
            .or_insert_with(|| stages::closing(stage).is_some_and(StandingKind::is_closed));
        if is_closed == says_nothing(row.cell(column)) {
            return false;
        }
        if is_closed {
            closed += 1;
        } else {
            open += 1;
        }
    }
    closed > 0 && open > 0
}

/// Gives columns that no header explains the meaning that their cells look like.
pub(super) fn fill_in(kind: FileKind, shapes: &[Shape], guesses: &mut Guesses<'_>) {
    for (target, is) in looks(kind) {
        if guesses.has(target) {
            continue;
        }
        let open = (0..shapes.len()).find(|&column| guesses.is_open(column) && is(&shapes[column]));
        if let Some(column) = open {
            guesses.set(column, target.clone(), Confidence::Guess);
        }
    }
}

/// What a meaning looks like.
type Look = (T, fn(&Shape) -> bool);

/// What the meanings of a kind look like, the clearest first.
fn looks(kind: FileKind) -> &'static [Look] {
    static DEALS: &[Look] = &[
        (T::Stage, Shape::is_stages),
        (T::Currency, Shape::is_currencies),
        (T::Probability, Shape::is_percents),
        (T::Value, Shape::is_amounts),
        (T::Owner, Shape::is_owners),
        (T::Name, Shape::is_titles),
        (T::ExternalId, |shape| shape.is_ids() && shape.is_distinct()),
        (T::Created, Shape::is_dates),
        (T::ExpectedClose, Shape::is_dates),
        (T::Note, Shape::is_notes),
    ];
    static CONTACTS: &[Look] = &[
        (T::Email, Shape::is_emails),
        (T::Phone, Shape::is_phones),
        (T::Name, Shape::is_titles),
        (T::Note, Shape::is_notes),
    ];
    static ORGANISATIONS: &[Look] =
        &[(T::Website, Shape::is_websites), (T::Name, Shape::is_titles), (T::Note, Shape::is_notes)];
    static PEOPLE: &[Look] = &[(T::Email, Shape::is_emails), (T::Name, Shape::is_titles)];
    static PRODUCTS: &[Look] = &[(T::Value, Shape::is_amounts), (T::Name, Shape::is_titles)];
    static ACTIVITIES: &[Look] =
        &[(T::Due, Shape::is_dates), (T::Owner, Shape::is_owners), (T::Note, Shape::is_notes)];
    match kind {
        FileKind::Deals => DEALS,
        FileKind::Contacts => CONTACTS,
        FileKind::Organisations => ORGANISATIONS,
        FileKind::People => PEOPLE,
        FileKind::Products => PRODUCTS,
        FileKind::Activities => ACTIVITIES,
        FileKind::StageHistory | FileKind::ChangeLog | FileKind::Names => &[],
    }
}
