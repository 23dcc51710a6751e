//! What happened to a deal, newest first: built from the entries about it and from the deal itself.
//!
//! Entries about very many deals (imports, bulk moves) are not found by deal. What they did shows in the deal: when it
//! was created, the visits to its stages, its notes, the activities that were done. So those facts come from the deal
//! wherever no entry tells of them.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use sales::activities;
use sales::ids::{ActivityId, DealId, NoteId};
use sales::log::{Act, ActivityEdit, Change, Device, Entry, Kind, Line, RecordRef, Stamp};
use sales::model::{Deal, Position};
use sales::time::{Calendar, Timestamp};

use super::describe::{Mark, Said, Speaker};
use super::words::{Piece, Sentence, plain, sentence};
use crate::screens::values::clipped;
use crate::text::t;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Maker {
    /// Nobody says: the deal itself tells it, or nothing was ever done to the deal but in this browser, whose user
    /// nobody named.
    Unsaid,
    /// The user of this browser.
    Here,
    /// The user of another browser.
    Elsewhere,
    /// The person with this name.
    Person(String),
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Event {
    /// The entry that did it, where it is known: to undo it by.
    pub(super) stamp: Option<Stamp>,
    pub(super) at: Timestamp,
    pub(super) maker: Maker,
    /// Tells apart what the deal itself tells of one instant.
    number: usize,
    /// When it was taken back.
    pub(super) undone: Option<Timestamp>,
    /// How many other deals it was about.
    pub(super) others: usize,
    pub(super) mark: Mark,
    pub(super) lines: Vec<Sentence>,
    pub(super) body: Option<String>,
    /// The note it shows, as long as that is there to be edited.
    pub(super) note: Option<NoteId>,
}

impl Event {
    /// Tells it from all others and from itself after a change.
    pub(super) fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Its first line as plain text.
    pub(super) fn summary(&self) -> String {
        self.lines.first().map(|line| plain(line)).unwrap_or_default()
    }

    fn of(at: Timestamp, said: Said) -> Self {
        Self {
            stamp: None,
            at,
            maker: Maker::Unsaid,
            number: 0,
            undone: None,
            others: 0,
            mark: said.mark,
            lines: vec![said.sentence],
            body: said.body,
            note: None,
        }
    }
}

/// Everything that happened to a deal, newest first. `own` is this browser.
pub(super) fn build(
    lines: &[Line],
    pending: &[Entry],
    deal: &Deal,
    speaker: &Speaker<'_>,
    own: Device,
    calendar: &impl Calendar,
) -> Vec<Event> {
    let entries = in_order(lines, pending);
    let undone = undone(&entries);
    let mut told =
        Told { deal, visits: vec![false; deal.visits.len()], notes: HashSet::new(), done: HashSet::new() };
    let mut events: Vec<(Timestamp, Event)> = Vec::new();
    let is_alone = lines.iter().all(|line| line.stamp().device == own);
    let maker = |stamp: Stamp| match speaker.workspace.author(stamp.device) {
        Some(person) => Maker::Person(clipped(&person.name)),
        None if stamp.device != own => Maker::Elsewhere,
        None if is_alone => Maker::Unsaid,
        None => Maker::Here,
    };

    for entry in entries.values() {
        let undone = undone.get(&entry.stamp).copied();
        if let Some(event) = told.entry(entry, undone, speaker, calendar) {
            events.push((entry.stamp.clock.wall(), Event { maker: maker(entry.stamp), ..event }));
        }
    }
    for line in lines {
        if let Line::Newer(head, _) = line {
            let said = Said {
                mark: Mark::plain("info"),
                sentence: sentence(t().deal().said_newer, &[]),
                body: None,
            };
            let at = head.stamp.clock.wall();
            let (stamp, maker) = (Some(head.stamp), maker(head.stamp));
            events.push((at, Event { stamp, maker, ..Event::of(at, said) }));
        }
    }
    let mut facts = told.rest(entries.values().any(|entry| adds(entry, deal.id)), speaker, calendar);
    facts.append(&mut events);
    // Of two at one instant, the later in the list is the later one.
    facts.sort_by_key(|(at, _)| *at);
    facts.into_iter().rev().map(|(_, event)| event).collect()
}

/// The entry that took a deal away, to bring it back by, and how many other deals it took.
pub(super) fn removed_by(lines: &[Line], pending: &[Entry], deal: DealId) -> Option<(Stamp, usize)> {
    let entries = in_order(lines, pending);
    let undone = undone(&entries);
    let takes = |entry: &&&Entry| {
        let gone = Change::Removed(RecordRef::Deal(deal));
        entry.kind == Kind::Do && !undone.contains_key(&entry.stamp) && entry.changes.contains(&gone)
    };
    entries.values().rev().find(takes).map(|entry| (entry.stamp, others(entry)))
}

fn in_order<'a>(lines: &'a [Line], pending: &'a [Entry]) -> BTreeMap<Stamp, &'a Entry> {
    lines.iter().filter_map(Line::known).chain(pending).map(|entry| (entry.stamp, entry)).collect()
}

/// The entries that are taken back at the end, and when that was.
fn undone(entries: &BTreeMap<Stamp, &Entry>) -> BTreeMap<Stamp, Timestamp> {
    let mut undone = BTreeMap::new();
    for entry in entries.values() {
        match entry.kind {
            Kind::Do => {}
            Kind::Undo(stamp) => {
                undone.insert(stamp, entry.at);
            }
            Kind::Redo(stamp) => {
                undone.remove(&stamp);
            }
        }
    }
    undone
}

/// Whether an entry is the making of this one deal. What came with sample data or an import was made before.
fn adds(entry: &Entry, deal: DealId) -> bool {
    entry.act == Act::AddDeal
        && entry.kind == Kind::Do
        && entry.changes.iter().any(|change| matches!(change, Change::DealAdded(new) if new.id == deal))
}

/// How many other deals an entry is about, those left out that only made room.
fn others(entry: &Entry) -> usize {
    Change::deals_meant(&entry.changes).len().saturating_sub(1)
}

/// What of a deal the entries have told already.
struct Told<'a> {
    deal: &'a Deal,
    visits: Vec<bool>,
    notes: HashSet<NoteId>,
    /// Activities of which it was told that they were done.
    done: HashSet<ActivityId>,
}

impl Told<'_> {
    /// What an entry did to the deal; nothing where that is not worth a line.
    fn entry(
        &mut self,
        entry: &Entry,
        undone: Option<Timestamp>,
        speaker: &Speaker<'_>,
        calendar: &impl Calendar,
    ) -> Option<Event> {
        let moves = entry.changes.iter().filter(|change| matches!(change, Change::DealMoved { .. })).count();
        let mut said = Vec::new();
        let mut note = None;
        let mut outcome = None;
        for change in entry.changes.iter().filter(|change| change.deal() == Some(self.deal.id)) {
            let mut stayed_days = None;
            match change {
                Change::DealAdded(_) if entry.act != Act::AddDeal => continue,
                // What came with sample data or an import was done before, at its own time.
                Change::ActivityAdded(_) if entry.act != Act::AddActivity => continue,
                // What came of it belongs to the line that says it was done.
                Change::ActivityEdited { edit: ActivityEdit::Outcome(swap), .. }
                    if entry.act == Act::CompleteActivity && !said.is_empty() =>
                {
                    outcome = Some(swap.to.clone());
                    continue;
                }
                // Cards that make room for another have done nothing themselves.
                change if change.only_places() && moves > 1 => continue,
                Change::DealMoved { to, at, .. } if entry.kind == Kind::Do && undone.is_none() => {
                    stayed_days = self.visit(to, *at, calendar);
                }
                Change::NoteAdded { note: new, .. } if entry.kind == Kind::Do => {
                    self.notes.insert(new.id);
                    note = self.deal.note(new.id).map(|note| (note.id, note.text.clone()));
                }
                Change::ActivityAdded(new) if new.done.is_some() && entry.kind == Kind::Do => {
                    self.done.insert(new.id);
                }
                Change::ActivityEdited { id, edit: ActivityEdit::Done(swap), .. }
                    if swap.to.is_some() && entry.kind == Kind::Do && undone.is_none() =>
                {
                    self.done.insert(*id);
                }
                _ => {}
            }
            said.extend(speaker.change(change, stayed_days));
        }
        let first = said.first()?;
        let texts = t().deal();
        if let Kind::Undo(_) | Kind::Redo(_) = entry.kind {
            let (template, icon) = match entry.kind {
                Kind::Undo(_) => (texts.said_undone, "undo"),
                _ => (texts.said_redone, "redo"),
            };
            let what = Piece::Words(plain(&first.sentence));
            let said =
                Said { mark: Mark::plain(icon), sentence: sentence(template, &[("what", what)]), body: None };
            let event = Event::of(entry.at, said);
            return Some(Event { stamp: Some(entry.stamp), others: others(entry), ..event });
        }
        let (id, text) = note.unzip();
        Some(Event {
            stamp: Some(entry.stamp),
            at: entry.at,
            maker: Maker::Unsaid,
            number: 0,
            undone,
            others: others(entry),
            mark: first.mark,
            body: text.or(outcome).or_else(|| said.iter().find_map(|said| said.body.clone())),
            note: id,
            lines: said.into_iter().map(|said| said.sentence).collect(),
        })
    }

    /// Notes that the visit a move made is told, and answers how many days the deal had been where it came from.
    fn visit(&mut self, to: &Position, at: Timestamp, calendar: &impl Calendar) -> Option<i64> {
        let visits = &self.deal.visits;
        let place = (to.stage, to.standing.kind());
        let came = |index: &usize| {
            let visit = &visits[*index];
            !self.visits[*index] && (visit.stage, visit.standing) == place
        };
        let at_once = |index: &usize| visits[*index].entered == at.max(visits[index - 1].entered);
        let index = (1..visits.len()).filter(came).find(at_once)?;
        self.visits[index] = true;
        Some(calendar.days_between(visits[index - 1].entered, visits[index].entered))
    }

    /// What only the deal itself tells, in no order.
    fn rest(
        &self,
        is_created: bool,
        speaker: &Speaker<'_>,
        calendar: &impl Calendar,
    ) -> Vec<(Timestamp, Event)> {
        let deal = self.deal;
        let mut facts = Vec::new();
        if let Some(first) = deal.visits.first().filter(|_| !is_created && !deal.guessed.created) {
            facts.push((deal.created, speaker.created(first.stage, None)));
        }
        for (pair, _) in deal.visits.windows(2).zip(self.visits.iter().skip(1)).filter(|(_, told)| !**told) {
            let stayed_days = calendar.days_between(pair[0].entered, pair[1].entered);
            let said = speaker.arrived(pair[1].stage, pair[1].standing, pair[0].standing, stayed_days);
            facts.push((pair[1].entered, said));
        }
        for activity in activities::done(speaker.workspace, deal.id) {
            if let Some(done) = activity.done.filter(|_| !self.done.contains(&activity.id)) {
                facts.push((done, speaker.done(activity)));
            }
        }
        let mut facts: Vec<(Timestamp, Event)> = facts
            .into_iter()
            .enumerate()
            .map(|(number, (at, said))| (at, Event { number, ..Event::of(at, said) }))
            .collect();
        for note in deal.notes.iter().filter(|note| !self.notes.contains(&note.id)) {
            let said = Said {
                mark: Mark::plain("note"),
                sentence: sentence(t().deal().said_noted, &[]),
                body: None,
            };
            let event =
                Event { body: Some(note.text.clone()), note: Some(note.id), ..Event::of(note.written, said) };
            facts.push((note.written, event));
        }
        facts
    }
}

#[cfg(test)]
mod tests;
