//! What can be undone and redone.
//!
//! Undo adds an entry, it takes none away: the log stays append-only, other copies hear of it, and
//! it works across a reload, since the stacks follow from the last entries of the log.

use std::collections::HashSet;

use crate::decide::Rejection;
use crate::evolve::{self, Touched};
use crate::ids::{DealId, StageId};
use crate::log::{Change, DealEdit, Device, Entry, Kind, RecordRef, Stamp};
use crate::model::{Activity, Contact, Deal, Ix, Position, Record, Table, Workspace};

/// The entries of one device that can be undone, and those that can be redone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undo {
    done: Vec<Entry>,
    undone: Vec<Entry>,
}

/// How many steps back are kept at hand.
pub const DEPTH: usize = 100;

/// How many changes the steps at hand hold together at most, the last one apart: a few bulk edits of many thousand deals
/// must not fill the memory.
pub const MOST_CHANGES: usize = 200_000;

impl Undo {
    /// Follows the log: call it with each entry of this device, oldest first. Entries of
    /// others are none of this device's to undo.
    ///
    /// An import has more changes than are worth keeping here. It is followed as an outline, without changes
    /// ([`Line::outline`](crate::log::Line::outline)), and whoever undoes it fetches its line from the log.
    pub fn follow(&mut self, entry: &Entry, device: Device) {
        if entry.stamp.device != device {
            return;
        }
        match entry.kind {
            Kind::Do => {
                self.undone.clear();
                self.done.push(entry.clone());
                self.forget_oldest();
            }
            Kind::Undo(stamp) => shift(&mut self.done, &mut self.undone, stamp),
            Kind::Redo(stamp) => shift(&mut self.undone, &mut self.done, stamp),
        }
    }

    /// Puts what was found in the older part of the log under what was followed since.
    pub fn put_under(&mut self, older: Self) {
        if self.done.is_empty() && self.undone.is_empty() {
            *self = older;
            return;
        }
        let newer = std::mem::replace(&mut self.done, older.done);
        self.done.extend(newer);
    }

    /// Follows an entry that got a new stamp before it was saved.
    pub fn rename(&mut self, from: Stamp, to: Stamp) {
        let entries = self.done.iter_mut().chain(&mut self.undone);
        for entry in entries.filter(|entry| entry.stamp == from) {
            entry.stamp = to;
        }
    }

    fn forget_oldest(&mut self) {
        let mut changes = 0;
        let fits = |entry: &&Entry| {
            changes += entry.changes.len();
            changes <= MOST_CHANGES
        };
        let kept = self.done.iter().rev().take(DEPTH).take_while(fits).count().max(1);
        self.done.drain(..self.done.len().saturating_sub(kept));
    }

    /// The entry that undo would take back now.
    pub fn next_undo(&self) -> Option<&Entry> {
        self.done.last()
    }

    /// The entry that redo would do again now.
    pub fn next_redo(&self) -> Option<&Entry> {
        self.undone.last()
    }

    /// An entry that can be undone out of turn, as from the timeline.
    pub fn find(&self, stamp: Stamp) -> Option<&Entry> {
        self.done.iter().find(|entry| entry.stamp == stamp)
    }
}

fn shift(from: &mut Vec<Entry>, to: &mut Vec<Entry>, stamp: Stamp) {
    if let Some(place) = from.iter().rposition(|entry| entry.stamp == stamp) {
        to.push(from.remove(place));
    }
}

/// Whether an entry can be taken back as a whole.
///
/// # Errors
/// [`Rejection::ChangedSince`] where something it changed was changed again since, or what it added is in use: undoing
/// it would take more back than it did. [`Rejection::StageArchived`] where a deal would go back to a stage that was
/// archived since.
pub fn can_undo(workspace: &Workspace, entry: &Entry) -> Result<(), Rejection> {
    let before = Excerpt::of(workspace, entry);
    let after = before.reverted(entry);
    if after.differs(&before, entry)
        && !after.applied(entry).differs(&before, entry)
        && before.as_added(entry)
    {
        after.leaves_order(workspace, entry)
    } else {
        Err(Rejection::ChangedSince)
    }
}

/// Whether an entry that was undone can be done again as a whole.
///
/// # Errors
/// As for [`can_undo`].
pub fn can_redo(workspace: &Workspace, entry: &Entry) -> Result<(), Rejection> {
    let before = Excerpt::of(workspace, entry);
    let after = before.applied(entry);
    if after.differs(&before, entry) && !after.reverted(entry).differs(&before, entry) {
        after.leaves_order(workspace, entry)
    } else {
        Err(Rejection::ChangedSince)
    }
}

/// The records that an entry is about, and those they are in, as a small workspace to try things on.
///
/// Trying is what decides: an entry can be undone if undoing it and doing it again leads back to
/// what is there now. Where anything was changed since, one of the two steps shows it.
struct Excerpt(Workspace);

impl Excerpt {
    fn of(workspace: &Workspace, entry: &Entry) -> Self {
        let mut part = Workspace::default();
        part.settings = workspace.settings.clone();
        for change in &entry.changes {
            match change.record() {
                None => {}
                Some(RecordRef::Pipeline(id)) => copy(&workspace.pipelines, &mut part.pipelines, id),
                Some(RecordRef::Stage(id)) => copy_stage(workspace, &mut part, id),
                Some(RecordRef::Deal(id)) => copy(&workspace.deals, &mut part.deals, id),
                Some(RecordRef::Person(id)) => copy(&workspace.people, &mut part.people, id),
                Some(RecordRef::Organisation(id)) => {
                    copy(&workspace.organisations, &mut part.organisations, id);
                }
                Some(RecordRef::Contact(id)) => copy(&workspace.contacts, &mut part.contacts, id),
                Some(RecordRef::Choice(id)) => copy(&workspace.choices, &mut part.choices, id),
                Some(RecordRef::Field(id)) => copy(&workspace.fields, &mut part.fields, id),
                Some(RecordRef::View(id)) => copy(&workspace.views, &mut part.views, id),
                Some(RecordRef::Activity(id)) => copy(&workspace.activities, &mut part.activities, id),
                Some(RecordRef::Goal(id)) => copy(&workspace.goals, &mut part.goals, id),
                Some(RecordRef::Scenario(id)) => copy(&workspace.scenarios, &mut part.scenarios, id),
                Some(RecordRef::Dashboard(id)) => copy(&workspace.dashboards, &mut part.dashboards, id),
                Some(RecordRef::Report(id)) => copy(&workspace.reports, &mut part.reports, id),
            }
            if let Change::DealMoved { from, to, .. } = change {
                copy_stage(workspace, &mut part, from.stage);
                copy_stage(workspace, &mut part, to.stage);
            }
        }
        let stages: Vec<StageId> = part.deals.rows().iter().map(|deal| deal.position.stage).collect();
        for stage in stages {
            copy_stage(workspace, &mut part, stage);
        }
        part.reckon_anew();
        Self(part)
    }

    fn applied(&self, entry: &Entry) -> Self {
        let mut part = self.0.clone();
        evolve::apply_all(&mut part, &entry.changes, &mut Touched::default());
        Self(part)
    }

    fn reverted(&self, entry: &Entry) -> Self {
        let mut part = self.0.clone();
        evolve::revert_all(&mut part, &entry.changes, &mut Touched::default());
        Self(part)
    }

    /// Whether they hold different things. The history of a deal does not count: after merging, a deal may go back to
    /// where it was taken from without having been there last. It does of each deal whose past or days the entry set.
    fn differs(&self, other: &Self, entry: &Entry) -> bool {
        let told: HashSet<DealId> = entry.changes.iter().filter_map(whose_past).collect();
        !self.with_history_of(&told).same_as(&other.with_history_of(&told))
    }

    fn with_history_of(&self, told: &HashSet<DealId>) -> Workspace {
        let mut part = self.0.clone();
        let others = part.deals.iter_ix().filter(|(_, deal)| !told.contains(&deal.id));
        let places: Vec<Ix<Deal>> = others.map(|(ix, _)| ix).collect();
        for ix in places {
            part.deals.at_mut(ix).visits.clear();
        }
        part
    }

    /// Whether the deals and activities that an entry added are still what it made of them, wherever deals stand in their
    /// column. What the checklist of a stage planned with a move and somebody did since is not taken back with the move.
    fn as_added(&self, entry: &Entry) -> bool {
        let fresh = Self(Workspace::default()).applied(entry);
        let activities = &self.0.activities;
        let same = |added: &Activity| activities.get(added.id) == Some(added);
        fresh.0.activities.rows().iter().all(same)
            && fresh.0.deals.rows().iter().all(|added| {
                self.0.deals.get(added.id).is_some_and(|deal| {
                    let position = Position { rank: added.position.rank, ..deal.position.clone() };
                    *added == Deal { position, ..deal.clone() }
                })
            })
    }

    /// Whether the workspace is in order once its records are as they are here: no deal was moved to a stage that is
    /// archived, and nothing that is in use is gone.
    fn leaves_order(&self, workspace: &Workspace, entry: &Entry) -> Result<(), Rejection> {
        for change in &entry.changes {
            if let Change::DealMoved { id, .. } = change
                && let Some(stage) = self.0.deals.live(*id).map(|deal| deal.position.stage)
                && self.0.stages.get(stage).is_none_or(|stage| !stage.usable())
            {
                return Err(Rejection::StageArchived(stage));
            }
        }
        let mut gone: HashSet<RecordRef> = entry
            .changes
            .iter()
            // A deal that is removed keeps what is planned on it; one whose adding is undone must have nothing.
            .filter(|change| !matches!(change, Change::Removed(RecordRef::Deal(_))))
            .filter_map(Change::record)
            .filter(|record| self.lost(workspace, *record))
            .collect();
        // Only activities refer to a deal, and the workspace knows which: no need to look through all there is.
        let is_other = |row: &Activity| self.0.activities.get(row.id).is_none();
        let is_planned_on = |deal| workspace.activities_on(deal).any(is_other);
        if gone.iter().any(|record| matches!(record, RecordRef::Deal(id) if is_planned_on(*id))) {
            return Err(Rejection::ChangedSince);
        }
        gone.retain(|record| !matches!(record, RecordRef::Deal(_)));
        if gone.is_empty() {
            return Ok(());
        }
        let is_gone = |record| gone.contains(&record);
        let employed = |contact: &Contact| {
            contact.organisation.is_some_and(|firm| is_gone(RecordRef::Organisation(firm)))
        };
        let then = &self.0;
        let is_used = others(&workspace.deals, &then.deals).any(|row| row.references(workspace).any(is_gone))
            || then.settings.authors.values().any(|&person| is_gone(RecordRef::Person(person)))
            || others(&workspace.contacts, &then.contacts).any(employed)
            || others(&workspace.activities, &then.activities).any(|row| row.references().any(is_gone))
            || others(&workspace.goals, &then.goals).any(|row| row.references().any(is_gone))
            || others(&workspace.scenarios, &then.scenarios).any(|row| row.references().any(is_gone))
            || others(&workspace.dashboards, &then.dashboards).any(|row| row.references().any(is_gone))
            || others(&workspace.reports, &then.reports).any(|row| row.references().any(is_gone))
            || others(&workspace.stages, &then.stages).any(|row| row.references().any(is_gone));
        if is_used { Err(Rejection::ChangedSince) } else { Ok(()) }
    }

    /// Whether a record that deals can refer to is there now and gone here.
    fn lost(&self, workspace: &Workspace, record: RecordRef) -> bool {
        fn lost<R: Record>(now: &Table<R>, then: &Table<R>, id: R::Id) -> bool {
            now.live(id).is_some() && then.live(id).is_none()
        }
        match record {
            RecordRef::Pipeline(id) => lost(&workspace.pipelines, &self.0.pipelines, id),
            RecordRef::Stage(id) => lost(&workspace.stages, &self.0.stages, id),
            RecordRef::Person(id) => lost(&workspace.people, &self.0.people, id),
            RecordRef::Organisation(id) => lost(&workspace.organisations, &self.0.organisations, id),
            RecordRef::Contact(id) => lost(&workspace.contacts, &self.0.contacts, id),
            RecordRef::Choice(id) => lost(&workspace.choices, &self.0.choices, id),
            RecordRef::Field(id) => lost(&workspace.fields, &self.0.fields, id),
            RecordRef::Deal(id) => lost(&workspace.deals, &self.0.deals, id),
            RecordRef::Goal(id) => lost(&workspace.goals, &self.0.goals, id),
            RecordRef::View(_)
            | RecordRef::Activity(_)
            | RecordRef::Scenario(_)
            | RecordRef::Dashboard(_)
            | RecordRef::Report(_) => false,
        }
    }
}

/// The deal whose stages or days a change sets.
fn whose_past(change: &Change) -> Option<DealId> {
    match change {
        Change::DealEdited { id, edit: DealEdit::Past(_) | DealEdit::Days(_) } => Some(*id),
        _ => None,
    }
}

fn copy<R: Record>(from: &Table<R>, to: &mut Table<R>, id: R::Id) {
    if to.get(id).is_none()
        && let Some(row) = from.get(id)
    {
        to.push(row.clone());
    }
}

fn copy_stage(from: &Workspace, to: &mut Workspace, id: StageId) {
    copy(&from.stages, &mut to.stages, id);
    if let Some(stage) = from.stages.get(id) {
        copy(&from.pipelines, &mut to.pipelines, stage.pipeline);
    }
}

/// The records of a table that the one of the entry does not have.
fn others<'a, R: Record>(now: &'a Table<R>, own: &'a Table<R>) -> impl Iterator<Item = &'a R> {
    now.iter().filter(|row| own.get(row.id()).is_none())
}
