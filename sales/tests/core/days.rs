//! The days a deal was created and closed: known or not, and put right.

use sales::decide::{Command, DealPatch, Rejection, closed_at, created_at};
use sales::log::{Change, NewDeal};
use sales::model::{Guessed, Position, Standing, StandingKind, Visit};
use sales::rank::Rank;
use sales::time::{FixedCalendar, Timestamp};

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: | demo: | won: | lost:";

fn day(day: i64) -> Timestamp {
    crate::fixture::MONDAY.plus_days(day - 100)
}

/// An office, a hundred days after day 0, with a deal that was created on a day (`?` before it: a guess) and came into stages on
/// others: `5: new 5, won 9`. A `?` behind the last one: nobody said when it was closed.
fn told(text: &str) -> Office {
    let mut office = office(BOARD);
    let (created, stays) = text.split_once(": ").unwrap();
    let number = |text: &str| text.trim_matches('?').parse().unwrap();
    let visit = |stay: &str| {
        let (name, entered) = stay.split_once(' ').unwrap();
        let standing = match name {
            "won" => StandingKind::Won,
            "lost" => StandingKind::Lost,
            _ => StandingKind::Open,
        };
        Visit { stage: office.stage_id(name), standing, entered: day(number(entered)) }
    };
    let visits: Vec<Visit> = stays.split(", ").map(visit).collect();
    let last = visits.last().unwrap();
    let closed = text.ends_with('?').then_some(last.entered);
    let guessed = Guessed { created: created.starts_with('?'), closed };
    let standing = match last.standing {
        StandingKind::Won => Standing::Won,
        StandingKind::Lost => Standing::Lost(Box::default()),
        _ => Standing::Open,
    };
    let position = Position { stage: last.stage, rank: Rank::MIDDLE, standing };
    let id = sales::ids::DealId(office.uuid());
    let plain = NewDeal::plain(id, "a".into(), position, day(number(created)));
    let deal = NewDeal { visits, is_partial: true, guessed, ..plain };
    sales::evolve::apply(
        &mut office.ws,
        &Change::DealAdded(Box::new(deal)),
        &mut sales::evolve::Touched::default(),
    );
    office
}

/// The deal as [`told`] takes it.
fn tells(office: &Office) -> String {
    let deal = office.deal("a");
    let days = |at: Timestamp| (at.0 - day(0).0).div_euclid(86_400_000);
    let stay = |visit: &Visit| {
        let name = &office.ws.stages.get(visit.stage).unwrap().name;
        format!("{name} {}", days(visit.entered))
    };
    let stays: Vec<String> = deal.visits.iter().map(stay).collect();
    let guess = |is_guess| if is_guess { "?" } else { "" };
    let (created, closed) = (guess(deal.guessed.created), guess(deal.closing_is_guessed()));
    format!("{created}{}: {}{closed}", days(deal.created), stays.join(", "))
}

fn set(office: &Office, patch: &str) -> Command {
    let (what, number) = patch.split_once(' ').unwrap();
    let at = day(number.parse().unwrap());
    let patch = if what == "created" { DealPatch::Created(at) } else { DealPatch::Closed(at) };
    Command::EditDeals { deals: office.deal_ids("a"), patch }
}

#[test]
fn a_day_is_put_right_and_undo_brings_back_what_was_said() {
    let cases = [
        // Closed before it was created: either day may be the wrong one.
        ("50: new 10, won 10", "created 4", "4: new 4, won 10"),
        ("50: new 10, won 10", "closed 60", "50: new 50, won 60"),
        ("50: new 10, won 10", "closed 20", "50: new 20, won 20"),
        // Nobody knew when it was created.
        ("?10: new 10, won 10", "created 4", "4: new 4, won 10"),
        ("?10: new 10, won 10", "created 10", "10: new 10, won 10"),
        ("?10: new 10, won 10", "closed 20", "?20: new 20, won 20"),
        ("?10: new 10", "created 4", "4: new 4"),
        // Nobody knew when it was closed.
        ("10: new 10, lost 10?", "closed 30", "10: new 10, lost 30"),
        ("10: new 10, lost 10?", "created 5", "5: new 5, lost 10?"),
        ("10: new 10, lost 10?", "created 15", "15: new 15, lost 15?"),
        // A first stage that it came into later than it was created stays as it is.
        ("5: new 8, demo 12", "created 3", "3: new 8, demo 12"),
        // Added as a won one: created and closed are two days, though they were one instant.
        ("5: won 5", "created 3", "3: won 5"),
        ("5: won 5", "closed 9", "5: won 9"),
        ("5: lost 5, lost 9", "closed 7", "5: lost 7, lost 9"),
        ("?10: won 10", "created 4", "4: won 10"),
        ("5: won 5, new 8", "created 3", "3: won 5, new 8"),
        // Closings after the first one don't go before it.
        ("5: new 5, lost 12, lost 15", "closed 14", "5: new 5, lost 14, lost 15"),
    ];
    for (before, patch, after) in cases {
        let mut office = told(before);
        let command = set(&office, patch);
        let is_idle = tells(&office) == after;
        assert!(!is_idle, "{before}: {patch}");
        office.must(&command);
        assert_eq!(tells(&office), after, "{before}: {patch}");
        office.undo().unwrap();
        assert_eq!(tells(&office), before, "{before}: {patch} undone");
    }
}

#[test]
fn a_day_that_stages_speak_against_is_refused() {
    let cases: [(&str, &str, Rejection); 7] = [
        ("5: won 5, new 8", "created 10", Rejection::CreatedAfterStage(day(8))),
        ("5: new 8, demo 12", "created 10", Rejection::CreatedAfterStage(day(8))),
        ("5: new 5, demo 12, won 20", "created 13", Rejection::CreatedAfterStage(day(12))),
        ("5: new 5, demo 12, won 20", "closed 11", Rejection::ClosedBeforeStage(day(12))),
        ("5: new 5, demo 12", "closed 20", Rejection::NotClosed),
        ("5: new 5, won 9", "closed 101", Rejection::DayToCome),
        ("5: new 5", "created 101", Rejection::DayToCome),
    ];
    for (before, patch, why) in cases {
        let mut office = told(before);
        let command = set(&office, patch);
        office.refuses(&command, &why);
        assert_eq!(tells(&office), before);
    }
}

#[test]
fn a_stage_that_it_came_into_meanwhile_stays() {
    let mut office = told("?10: new 10");
    office.must(&set(&office, "created 4"));
    office.do_all("move a to demo top");
    let moved = tells(&office);
    let entry =
        office.log.iter().rev().find(|entry| entry.act == sales::log::Act::EditDeal).cloned().unwrap();
    office.undo_entry(&entry).unwrap();
    assert_eq!(moved, "4: new 4, demo 100");
    assert_eq!(tells(&office), "?10: new 10, demo 100");
}

#[test]
fn a_closing_that_is_seen_is_no_guess() {
    let mut office = told("10: new 10, won 10?");
    assert!(office.deal("a").closing_is_guessed());
    let deals = office.deal_ids("a");
    office.must(&Command::ReopenDeals { deals: deals.clone(), stage: None });
    assert!(!office.deal("a").closing_is_guessed());
    office.now = office.now.plus_days(1);
    office.must(&Command::CloseDeals { deals, outcome: sales::decide::Outcome::Won });
    assert!(!office.deal("a").closing_is_guessed());
    assert_eq!(office.deal("a").known_created(), Some(office.deal("a").created));
}

/// What a person, who sees a deal as it is told, puts right.
fn puts_right(before: &str, patch: &str) -> Vec<Change> {
    let mut office = told(before);
    let command = set(&office, patch);
    office.must(&command);
    office.log.last().unwrap().changes.clone()
}

#[test]
fn of_two_who_put_days_of_one_deal_right_each_is_heard() {
    let before = "5: new 5, demo 8, won 20";
    let cases = [
        // Different days: both count.
        ("created 3", "closed 22", "3: new 3, demo 8, won 22"),
        ("closed 22", "created 3", "3: new 3, demo 8, won 22"),
        // The same day: the last one counts, of the stages as of the day itself.
        ("created 3", "created 4", "4: new 4, demo 8, won 20"),
        ("created 4", "created 3", "3: new 3, demo 8, won 20"),
        ("closed 22", "closed 24", "5: new 5, demo 8, won 24"),
        ("closed 24", "closed 22", "5: new 5, demo 8, won 22"),
    ];
    for (first, second, after) in cases {
        let mut office = told(before);
        let [one, two] = [first, second].map(|patch| puts_right(before, patch));
        for change in one.iter().chain(&two) {
            sales::evolve::apply(&mut office.ws, change, &mut sales::evolve::Touched::default());
        }
        assert_eq!(tells(&office), after, "{first}, {second}");
    }
}

#[test]
fn a_guess_takes_the_place_of_nothing_that_somebody_said() {
    let cases = [
        // Whoever has it closed later guesses that it was created later, too, and the other way round.
        ("?10: new 10, won 10?", "created 4", "closed 30", "4: new 4, won 30"),
        ("?10: new 10, won 10", "created 4", "closed 30", "4: new 4, won 30"),
        ("10: new 10, lost 10?", "created 15", "closed 30", "15: new 15, lost 30"),
    ];
    for (before, one, two, after) in cases {
        for (first, second) in [(one, two), (two, one)] {
            let mut office = told(before);
            let [one, two] = [first, second].map(|patch| puts_right(before, patch));
            for change in one.iter().chain(&two) {
                sales::evolve::apply(&mut office.ws, change, &mut sales::evolve::Touched::default());
            }
            assert_eq!(tells(&office), after, "{before}: {first}, {second}");
        }
    }
}

#[test]
fn a_stage_that_it_came_into_meanwhile_is_not_taken_for_another() {
    let closing = puts_right("5: new 5, won 20", "closed 22");
    // Somebody had it open all along, and its second stage is another one.
    let mut office = told("5: new 5, demo 20");
    for change in &closing {
        sales::evolve::apply(&mut office.ws, change, &mut sales::evolve::Touched::default());
    }
    assert_eq!(tells(&office), "5: new 5, demo 20");
    for change in &closing {
        sales::evolve::revert(&mut office.ws, change, &mut sales::evolve::Touched::default());
    }
    assert_eq!(tells(&office), "5: new 5, demo 20");
}

#[test]
fn of_a_day_the_instant_is_taken_that_its_neighbours_leave() {
    let utc = FixedCalendar::default();
    let later = |at: Timestamp, hours: i64| Timestamp(at.0 + hours * 3_600_000);
    // Days of these tests begin at the same time of day; an offer at three hours later.
    let office = told("5: new 5, demo 12, won 20");
    let mut deal = office.deal("a").clone();
    let offered = later(day(12), 3);
    deal.visits[1].entered = offered;
    let noon = day;
    assert_eq!(closed_at(&deal, noon(12), &utc), offered, "no sooner than it came into the stage before");
    assert_eq!(closed_at(&deal, noon(13), &utc), noon(13));
    assert_eq!(closed_at(&deal, noon(11), &utc), noon(11), "that day is to be refused");
    assert_eq!(
        created_at(&deal, later(offered, 2), &utc),
        offered,
        "no later than it came into the next one"
    );
    assert_eq!(created_at(&deal, noon(13), &utc), noon(13), "that day is to be refused");
    assert_eq!(created_at(&deal, noon(4), &utc), noon(4));
    // Added as a won one: not before it was created.
    let office = told("5: won 5");
    let mut deal = office.deal("a").clone();
    deal.created = later(deal.created, 1);
    deal.visits[0].entered = deal.created;
    assert_eq!(closed_at(&deal, day(5), &utc), deal.created);
    assert_eq!(created_at(&deal, later(deal.created, 3), &utc), deal.created);
}
