//! What the timeline tells, from entries, from what is not saved yet, and from the deal alone.

use sales::decide::{ActivityDraft, Command, DealPatch, Outcome, Slot};
use sales::ids::{PersonId, Uuid};
use sales::log::Head;
use sales::money::{Currency, Money};

use super::*;
use crate::screens::fixture::{Fixture, OWN, UTC};
use crate::screens::values::Figures;

fn events(fixture: &Fixture, lines: &[Line], pending: &[Entry]) -> Vec<Event> {
    let speaker = Speaker::new(&fixture.workspace, Figures::PLAIN);
    build(lines, pending, fixture.deal(), &speaker, OWN, &UTC)
}

/// The first line of each event, newest first; struck out where it was undone.
fn told(events: &[Event]) -> Vec<String> {
    let line = |event: &Event| {
        let text = event.summary();
        if event.undone.is_some() { format!("~{text}~") } else { text }
    };
    events.iter().map(line).collect()
}

#[track_caller]
fn check(fixture: &Fixture, lines: &[Line], expected: &[&str]) {
    assert_eq!(told(&events(fixture, lines, &[])), expected);
}

fn value(amount: i64) -> DealPatch {
    DealPatch::Value(Some(Money { minor: amount * 100, currency: Currency::USD }))
}

#[test]
fn everything_is_told_newest_first_and_each_thing_once() {
    let mut fixture = Fixture::new();
    fixture.wait(4);
    fixture.go("offer");
    fixture.wait(1);
    fixture.edit(value(780));
    fixture.wait(1);
    fixture.close(Outcome::Won);
    let lines = fixture.lines();
    check(
        &fixture,
        &lines,
        &["Won", "Value set to 780 USD", "Moved from new to offer after 4 days", "Created in new"],
    );
}

#[test]
fn entries_that_are_not_saved_yet_are_told_too_and_never_twice() {
    let mut fixture = Fixture::new();
    fixture.go("offer");
    let lines = fixture.lines();
    let pending = fixture.entries.clone();
    let of_this_deal = &pending[1..];
    assert_eq!(told(&events(&fixture, &[], of_this_deal)), told(&events(&fixture, &lines, of_this_deal)));
}

#[test]
fn what_no_entry_tells_comes_from_the_deal() {
    let mut fixture = Fixture::new();
    fixture.wait(3);
    fixture.go("offer");
    fixture.run(&Command::AddNote { deal: fixture.deal, text: "Call back.".to_owned() });
    fixture.wait(2);
    fixture.lose("price", "", "");
    fixture.run(&Command::ReopenDeals { deals: vec![fixture.deal], stage: None });
    check(
        &fixture,
        &[],
        &["Re-opened in offer", "Lost", "Wrote a note", "Moved to offer after 3 days", "Created in new"],
    );
}

#[test]
fn entries_and_facts_mix_in_the_order_of_time() {
    let mut fixture = Fixture::new();
    fixture.wait(3);
    // A bulk move, which is not found by deal.
    fixture.go("offer");
    fixture.wait(3);
    fixture.go("talks");
    let mut lines = fixture.lines();
    lines.remove(1);
    check(
        &fixture,
        &lines,
        &["Moved from offer to talks after 3 days", "Moved to offer after 3 days", "Created in new"],
    );
}

#[test]
fn what_was_undone_is_marked_and_the_undoing_is_told() {
    let mut fixture = Fixture::new();
    fixture.wait(1);
    let step = fixture.go("offer");
    fixture.undo(step);
    let lines = fixture.lines();
    check(
        &fixture,
        &lines,
        &["Undone: Moved from new to offer", "~Moved from new to offer~", "Created in new"],
    );
    fixture.redo(step);
    let lines = fixture.lines();
    check(
        &fixture,
        &lines,
        &[
            "Redone: Moved from new to offer",
            "Undone: Moved from new to offer",
            "Moved from new to offer after 1 day",
            "Created in new",
        ],
    );
}

#[test]
fn a_note_shows_its_present_text_and_can_be_edited_as_long_as_it_is_there() {
    let mut fixture = Fixture::new();
    let deal = fixture.deal;
    fixture.run(&Command::AddNote { deal, text: "first".to_owned() });
    let note = fixture.deal().notes[0].id;
    fixture.run(&Command::EditNote { deal, note, text: "second".to_owned() });
    let lines = fixture.lines();
    let all = events(&fixture, &lines, &[]);
    assert_eq!(all[1].body.as_deref(), Some("second"));
    assert_eq!(all[1].note, Some(note));
    assert_eq!((all[0].body.as_deref(), all[0].note), (Some("first"), None), "what it said before");

    fixture.run(&Command::RemoveNote { deal, note });
    let lines = fixture.lines();
    let all = events(&fixture, &lines, &[]);
    assert_eq!(told(&all), ["Deleted a note", "Changed a note", "Wrote a note", "Created in new"]);
    assert_eq!((all[2].body.as_deref(), all[2].note), (Some("first"), None));
}

#[test]
fn a_step_for_several_deals_says_so() {
    let mut fixture = Fixture::new();
    let other = fixture.add("Another");
    let stage = fixture.stage("offer");
    fixture.run(&Command::MoveDeals {
        deals: vec![fixture.deal, other],
        stage,
        slot: Slot::Top,
        patch: None,
    });
    let lines = fixture.lines();
    assert_eq!(events(&fixture, &lines, &[])[0].others, 1);
}

#[test]
fn a_card_that_made_room_for_another_did_nothing() {
    let mut fixture = Fixture::new();
    let deal = fixture.deal();
    let (from, id) = (deal.position.clone(), deal.id);
    let other = fixture.add("Another");
    let rank = |number| Position { rank: sales::rank::Rank::nth(number), ..from.clone() };
    let at = fixture.now;
    let moved = |id, to| Change::DealMoved { id, from: from.clone(), to, at };
    fixture.commit(Act::MoveDeal, Kind::Do, vec![moved(id, rank(8)), moved(other, rank(9))]);
    let lines = fixture.lines();
    check(&fixture, &lines, &["Created in new"]);
}

#[test]
fn whoever_did_it_is_named_and_otherwise_the_browser() {
    let mut fixture = Fixture::new();
    let makers = |fixture: &Fixture| -> Vec<Maker> {
        events(fixture, &fixture.lines(), &[]).into_iter().map(|event| event.maker).collect()
    };
    assert_eq!(makers(&fixture), [Maker::Unsaid], "there is nobody else");
    fixture.device = Device(2);
    fixture.go("offer");
    assert_eq!(makers(&fixture), [Maker::Elsewhere, Maker::Here]);
    let person = PersonId(Uuid::from_u64_pair(8, 1));
    fixture.run(&Command::AddPerson { id: person, name: "Li Na".to_owned() });
    let author = |device, person| Command::SetAuthor { device, person };
    fixture.run(&author(Device(2), Some(person)));
    assert_eq!(makers(&fixture), [Maker::Person("Li Na".to_owned()), Maker::Here]);
    fixture.run(&author(OWN, Some(person)));
    fixture.run(&author(Device(2), None));
    assert_eq!(makers(&fixture), [Maker::Elsewhere, Maker::Person("Li Na".to_owned())]);
    assert_eq!(events(&fixture, &[], &[])[0].maker, Maker::Unsaid, "the deal does not know");
}

#[test]
fn an_entry_of_a_newer_version_is_a_line_that_says_so() {
    let mut fixture = Fixture::new();
    fixture.wait(1);
    let stamp = fixture.go("offer");
    let mut lines = fixture.lines();
    let head = Head { format: 99, stamp };
    lines[1] = Line::Newer(head, String::new());
    check(
        &fixture,
        &lines,
        &[
            "Something was done with a newer version of Fairlead. Update to see what.",
            "Moved to offer after 1 day",
            "Created in new",
        ],
    );
}

#[test]
fn every_event_has_a_key_of_its_own() {
    let mut fixture = Fixture::new();
    for stage in ["offer", "new", "offer", "new"] {
        fixture.go(stage);
    }
    let lines = fixture.lines();
    let mut keys: Vec<u64> = events(&fixture, &lines, &[]).iter().map(Event::key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 5);
    // Moves at one instant are told apart without the help of an entry, too.
    let facts = events(&fixture, &[], &[]);
    let mut keys: Vec<u64> = facts.iter().map(Event::key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), facts.len());
}

#[test]
fn a_deleted_deal_is_brought_back_by_undoing_its_deletion() {
    let mut fixture = Fixture::new();
    let other = fixture.add("Another");
    assert_eq!(removed_by(&fixture.lines(), &[], fixture.deal), None);
    let first = fixture.run(&Command::RemoveDeals { deals: vec![fixture.deal] });
    assert_eq!(removed_by(&fixture.lines(), &[], fixture.deal), Some((first, 0)));
    fixture.undo(first);
    assert_eq!(removed_by(&fixture.lines(), &[], fixture.deal), None);
    let second = fixture.run(&Command::RemoveDeals { deals: vec![fixture.deal, other] });
    assert_eq!(removed_by(&[], &fixture.entries, fixture.deal), Some((second, 1)));
}

#[test]
fn what_came_of_an_activity_stands_below_the_line_that_says_it_was_done() {
    let mut fixture = Fixture::new();
    let call = fixture.act(ActivityDraft { subject: "Call Eve".to_owned(), ..ActivityDraft::default() });
    fixture.wait(1);
    let outcome = "She asks for an offer.".to_owned();
    let done = fixture.run(&Command::CompleteActivities { activities: vec![call], outcome });
    let lines = fixture.lines();
    check(&fixture, &lines, &["Done: Call Eve", "Planned: Call Eve", "Created in new"]);
    let event = events(&fixture, &lines, &[]).remove(0);
    assert_eq!((event.lines.len(), event.body.as_deref()), (1, Some("She asks for an offer.")));
    fixture.undo(done);
    let lines = fixture.lines();
    check(
        &fixture,
        &lines,
        &["Undone: Done: Call Eve", "~Done: Call Eve~", "Planned: Call Eve", "Created in new"],
    );
}

#[test]
fn activities_that_came_in_done_are_told_at_their_own_time() {
    let mut fixture = Fixture::new();
    fixture.wait(1);
    let done = Some(fixture.now);
    fixture.wait(2);
    fixture.go("offer");
    fixture.act(ActivityDraft { done, outcome: "Dry.".to_owned(), ..ActivityDraft::default() });
    fixture.entries.last_mut().expect("it was written down").act = Act::Import;
    for lines in [fixture.lines(), fixture.lines()[..2].to_vec()] {
        check(&fixture, &lines, &["Moved from new to offer after 3 days", "Done: Task", "Created in new"]);
        let event = &events(&fixture, &lines, &[])[1];
        assert_eq!((Some(event.at), event.body.as_deref()), (done, Some("Dry.")));
    }
}
