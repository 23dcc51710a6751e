//! What the fields of deals held before, read from the log.
//!
//! A deal keeps its earlier stages and values; of all other fields it knows only what they hold now. What they held when a
//! prediction might have been made is in the log, in the other half of each edit. So is when a deal was removed: it was there until then.

use sales::ids::{ChoiceId, DealId, FieldId, IdMap, OrganisationId, PersonId};
use sales::log::{Change, DealEdit, Entry, Kind, RecordRef, Swap};
use sales::model::{Deal, FieldValue};
use sales::time::{Date, Timestamp};

/// The earlier contents of the fields of deals.
///
/// Fed with the entries of the log in their order. Without it, a field is taken to have held all along what it holds now. Each edit is
/// taken at its word: where two devices changed one field without knowing of each other, it may tell of contents that were seen on one
/// of them only.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    edits: IdMap<DealId, Vec<Edit>>,
    /// When deals were removed, and when they were brought back.
    removals: IdMap<DealId, Vec<Removal>>,
}

#[derive(Debug, Clone, Copy)]
struct Removal {
    at: Timestamp,
    /// Whether it was brought back.
    is_back: bool,
}

#[derive(Debug, Clone)]
struct Edit {
    at: Timestamp,
    before: Held,
}

#[derive(Debug, Clone)]
enum Held {
    Organisation(Option<OrganisationId>),
    Owner(Option<PersonId>),
    Segment(Option<ChoiceId>),
    Source(Option<ChoiceId>),
    Product(Option<ChoiceId>),
    Tags(Vec<ChoiceId>),
    Expected { before: Option<Date>, after: Option<Date> },
    Custom(FieldId, Option<FieldValue>),
}

impl Earlier {
    /// Whether an entry has something of which note is taken.
    pub fn is_told_by(change: &Change) -> bool {
        matches!(change, Change::DealEdited { .. } | Change::Removed(RecordRef::Deal(_)))
    }

    /// Takes note of an entry. What an import says of a deal that was there already is known from then on.
    pub fn read(&mut self, entry: &Entry) {
        let is_undo = matches!(entry.kind, Kind::Undo(_));
        let count = entry.changes.len();
        // An undo takes the last change back first.
        let order = (0..count).map(|place| if is_undo { count - 1 - place } else { place });
        for change in order.map(|place| &entry.changes[place]) {
            match change {
                Change::Removed(RecordRef::Deal(id)) => {
                    let removals = self.removals.entry(*id).or_default();
                    let at = removals.last().map_or(entry.at, |last| last.at.max(entry.at));
                    removals.push(Removal { at, is_back: is_undo });
                }
                Change::DealEdited { id, edit } => {
                    let Some(before) = held(edit, is_undo) else { continue };
                    let edits = self.edits.entry(*id).or_default();
                    // A clock may have gone back; what was held is known by the order of the log.
                    let at = edits.last().map_or(entry.at, |last| last.at.max(entry.at));
                    edits.push(Edit { at, before });
                }
                _ => {}
            }
        }
    }

    /// Whether a deal was there at an instant, as far as removing it goes. One that was removed was there from the day it was entered, whatever
    /// day its file said it was made: what was imported by mistake and thrown away was no part of the months before. Where the
    /// log does not tell when it was removed, as where its making was undone, it was never there.
    pub(crate) fn is_there(&self, deal: &Deal, at: Timestamp) -> bool {
        let removals = if self.removals.is_empty() { None } else { self.removals.get(&deal.id) };
        let Some(removals) = removals else { return !deal.removed };
        match removals.partition_point(|removal| removal.at <= at).checked_sub(1) {
            Some(last) => removals[last].is_back,
            None if deal.removed => entered(deal.id).is_none_or(|entered| entered <= at),
            None => removals.first().is_none_or(|first| !first.is_back),
        }
    }

    fn after(&self, deal: DealId, instant: Timestamp) -> impl Iterator<Item = &Held> {
        let edits = self.edits.get(&deal).map_or(&[][..], Vec::as_slice);
        edits[edits.partition_point(|edit| edit.at <= instant)..].iter().map(|edit| &edit.before)
    }

    /// The organisation of a deal at an instant.
    pub(crate) fn organisation(&self, deal: &Deal, at: Timestamp) -> Option<OrganisationId> {
        let held = |held: &Held| if let Held::Organisation(held) = held { Some(*held) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.organisation)
    }

    /// The owner of a deal at an instant.
    pub(crate) fn owner(&self, deal: &Deal, at: Timestamp) -> Option<PersonId> {
        let held = |held: &Held| if let Held::Owner(held) = held { Some(*held) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.owner)
    }

    /// The segment of a deal at an instant.
    pub(crate) fn segment(&self, deal: &Deal, at: Timestamp) -> Option<ChoiceId> {
        let held = |held: &Held| if let Held::Segment(held) = held { Some(*held) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.segment)
    }

    /// The source of a deal at an instant.
    pub(crate) fn source(&self, deal: &Deal, at: Timestamp) -> Option<ChoiceId> {
        let held = |held: &Held| if let Held::Source(held) = held { Some(*held) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.source)
    }

    /// The product of a deal at an instant.
    pub(crate) fn product(&self, deal: &Deal, at: Timestamp) -> Option<ChoiceId> {
        let held = |held: &Held| if let Held::Product(held) = held { Some(*held) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.product)
    }

    /// The tags of a deal at an instant.
    pub(crate) fn tags<'a>(&'a self, deal: &'a Deal, at: Timestamp) -> &'a [ChoiceId] {
        let held = |held: &'a Held| if let Held::Tags(held) = held { Some(held.as_slice()) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(&deal.tags)
    }

    /// The day a deal was expected to close at an instant.
    pub(crate) fn expected(&self, deal: &Deal, at: Timestamp) -> Option<Date> {
        let held = |held: &Held| if let Held::Expected { before, .. } = held { Some(*before) } else { None };
        self.after(deal.id, at).find_map(held).unwrap_or(deal.expected_close)
    }

    /// How often the day a deal is expected to close was put off, up to an instant.
    pub(crate) fn put_off(&self, deal: DealId, at: Timestamp) -> usize {
        let edits = self.edits.get(&deal).map_or(&[][..], Vec::as_slice);
        let known = &edits[..edits.partition_point(|edit| edit.at <= at)];
        let is_later = |edit: &&Edit| matches!(edit.before, Held::Expected { before: Some(before), after: Some(after) } if before < after);
        known.iter().filter(is_later).count()
    }

    /// What a custom field of a deal held at an instant.
    pub(crate) fn custom<'a>(
        &'a self,
        deal: &'a Deal,
        field: FieldId,
        at: Timestamp,
    ) -> Option<&'a FieldValue> {
        let held = |held: &'a Held| match held {
            Held::Custom(id, held) if *id == field => Some(held.as_ref()),
            _ => None,
        };
        self.after(deal.id, at).find_map(held).unwrap_or_else(|| deal.custom_value(field))
    }
}

/// When a deal was entered, as its id tells where it was made by the app.
pub(crate) fn entered(id: DealId) -> Option<Timestamp> {
    let bits = id.0.as_u128();
    // Version 7 begins with a time in milliseconds.
    (bits >> 76 & 0xF == 7).then(|| Timestamp(i64::try_from(bits >> 80).unwrap_or(i64::MAX)))
}

fn held(edit: &DealEdit, is_undo: bool) -> Option<Held> {
    fn before<T: Clone>(swap: &Swap<T>, is_undo: bool) -> T {
        if is_undo { swap.to.clone() } else { swap.from.clone() }
    }
    Some(match edit {
        DealEdit::Organisation(swap) => Held::Organisation(before(swap, is_undo)),
        DealEdit::Owner(swap) => Held::Owner(before(swap, is_undo)),
        DealEdit::Segment(swap) => Held::Segment(before(swap, is_undo)),
        DealEdit::Source(swap) => Held::Source(before(swap, is_undo)),
        DealEdit::Product(swap) => Held::Product(before(swap, is_undo)),
        DealEdit::Tags(swap) => Held::Tags(before(swap, is_undo)),
        DealEdit::ExpectedClose(swap) => {
            Held::Expected { before: before(swap, is_undo), after: before(swap, !is_undo) }
        }
        DealEdit::Custom { field, value } => Held::Custom(*field, before(value, is_undo)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use sales::evolve::{Touched, evolve};
    use sales::ids::{StageId, Uuid};
    use sales::log::{Act, Device, FORMAT, Hlc, NewDeal, Stamp};
    use sales::model::{Position, Standing, Workspace};
    use sales::rank::Rank;

    use super::*;

    fn entry(day: i64, kind: Kind, change: Change) -> Entry {
        let at = Timestamp(day);
        let stamp = Stamp { clock: Hlc::default().tick(at), device: Device(1) };
        Entry { format: FORMAT, stamp, at, act: Act::EditDeal, kind, changes: vec![change] }
    }

    #[test]
    fn an_edit_that_was_undone_held_in_between() {
        let deal = DealId(Uuid::from_u128(1));
        let person = |number| Some(PersonId(Uuid::from_u128(number)));
        let position =
            Position { stage: StageId(Uuid::from_u128(2)), rank: Rank::MIDDLE, standing: Standing::Open };
        let mut new = NewDeal::plain(deal, "a".into(), position, Timestamp(0));
        new.owner = person(1);
        let edit = |from, to| Change::DealEdited { id: deal, edit: DealEdit::Owner(Swap { from, to }) };
        let first = entry(10, Kind::Do, edit(person(1), person(2)));
        let entries = [
            entry(0, Kind::Do, Change::DealAdded(Box::new(new))),
            first.clone(),
            entry(20, Kind::Undo(first.stamp), edit(person(1), person(2))),
            entry(30, Kind::Do, edit(person(1), None)),
            // The clock of a device went back.
            entry(25, Kind::Do, edit(None, person(3))),
        ];
        let (mut workspace, mut earlier) = (Workspace::default(), Earlier::default());
        for entry in &entries {
            evolve(&mut workspace, entry, &mut Touched::default());
            earlier.read(entry);
        }
        let deal = workspace.deals.get(deal).unwrap();
        let held = [0, 9, 10, 19, 20, 29, 30, 31].map(|at| earlier.owner(deal, Timestamp(at)));
        let (one, two, three) = (person(1), person(2), person(3));
        assert_eq!(held, [one, one, two, two, one, one, three, three]);
    }

    #[test]
    fn a_removed_deal_was_there_until_then() {
        let deal = DealId(Uuid::from_u128(1));
        let position =
            Position { stage: StageId(Uuid::from_u128(2)), rank: Rank::MIDDLE, standing: Standing::Open };
        let new = NewDeal::plain(deal, "a".into(), position, Timestamp(0));
        let added = entry(0, Kind::Do, Change::DealAdded(Box::new(new)));
        let removed = Change::Removed(RecordRef::Deal(deal));
        let first = entry(10, Kind::Do, removed.clone());
        let back = entry(20, Kind::Undo(first.stamp), removed.clone());
        let again = entry(30, Kind::Redo(first.stamp), removed);
        let there = |entries: &[&Entry]| {
            let (mut workspace, mut earlier) = (Workspace::default(), Earlier::default());
            for entry in entries {
                evolve(&mut workspace, entry, &mut Touched::default());
                earlier.read(entry);
            }
            let deal = workspace.deals.get(deal).unwrap();
            [0, 9, 10, 19, 20, 29, 30, 31].map(|at| u8::from(earlier.is_there(deal, Timestamp(at))))
        };
        assert_eq!(there(&[&added]), [1; 8]);
        assert_eq!(there(&[&added, &first]), [1, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(there(&[&added, &first, &back]), [1, 1, 0, 0, 1, 1, 1, 1]);
        assert_eq!(there(&[&added, &first, &back, &again]), [1, 1, 0, 0, 1, 1, 0, 0]);
        let undone = Entry { kind: Kind::Undo(added.stamp), at: Timestamp(10), ..added.clone() };
        assert_eq!(there(&[&added, &undone]), [0; 8], "what was made by mistake never was");
    }

    #[test]
    fn what_was_imported_by_mistake_was_no_part_of_the_time_before() {
        let deal = DealId(sales::ids::new_uuid(50, [7; 10]));
        let position =
            Position { stage: StageId(Uuid::from_u128(2)), rank: Rank::MIDDLE, standing: Standing::Open };
        let new = NewDeal::plain(deal, "a".into(), position, Timestamp(0));
        let added = entry(50, Kind::Do, Change::DealAdded(Box::new(new)));
        let removed = entry(60, Kind::Do, Change::Removed(RecordRef::Deal(deal)));
        let (mut workspace, mut earlier) = (Workspace::default(), Earlier::default());
        for entry in [added, removed] {
            evolve(&mut workspace, &entry, &mut Touched::default());
            earlier.read(&entry);
        }
        let deal = workspace.deals.get(deal).unwrap();
        let there = [1, 49, 50, 59, 60].map(|at| u8::from(earlier.is_there(deal, Timestamp(at))));
        assert_eq!(there, [0, 0, 1, 1, 0]);
    }

    #[test]
    fn the_edits_of_an_entry_are_undone_the_last_one_first() {
        let deal = DealId(Uuid::from_u128(1));
        let person = |number| Some(PersonId(Uuid::from_u128(number)));
        let position =
            Position { stage: StageId(Uuid::from_u128(2)), rank: Rank::MIDDLE, standing: Standing::Open };
        let mut new = NewDeal::plain(deal, "a".into(), position, Timestamp(0));
        new.owner = person(1);
        let edit = |from, to| Change::DealEdited { id: deal, edit: DealEdit::Owner(Swap { from, to }) };
        let mut first = entry(10, Kind::Do, edit(person(1), person(2)));
        first.changes.push(edit(person(2), person(3)));
        let undo = Entry { at: Timestamp(20), kind: Kind::Undo(first.stamp), ..first.clone() };
        let (mut workspace, mut earlier) = (Workspace::default(), Earlier::default());
        for entry in [entry(0, Kind::Do, Change::DealAdded(Box::new(new))), first, undo] {
            evolve(&mut workspace, &entry, &mut Touched::default());
            earlier.read(&entry);
        }
        let deal = workspace.deals.get(deal).unwrap();
        let held = [9, 15, 20].map(|at| earlier.owner(deal, Timestamp(at)));
        assert_eq!(held, [person(1), person(3), person(1)]);
    }
}
