//! Deals whose dates are wrong or not known: nothing is learnt from what nobody knows, and nobody sees how they end.

use forecast::focus::focus;
use forecast::{Arrivals, Earlier, Feature, Model, Sheet};
use sales::ids::OrganisationId;
use sales::log::NewDeal;
use sales::model::{Guessed, Workspace};
use sales::time::FixedCalendar;

use crate::made::{Dice, add, day, deal, deal_id, empty, id};

const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };

/// A deal that was won or lost, with a customer of its own.
fn ended(number: usize, from: i64, (won, to): (bool, i64)) -> NewDeal {
    let mut made = deal(number, &[(0, from)], Some((won, to)));
    made.organisation = Some(OrganisationId(id(8, number)));
    made
}

/// A deal that a file has closed forty days before it was created.
fn backwards(number: usize, closed: i64, won: bool) -> NewDeal {
    let mut made = ended(number, closed, (won, closed));
    made.created = day(closed + 40);
    made.is_partial = true;
    made
}

/// A deal that nobody knows the end of.
fn open_ended(number: usize, from: i64, (won, to): (bool, i64)) -> NewDeal {
    let mut made = ended(number, from, (won, to));
    made.guessed = Guessed { created: false, closed: Some(day(to)) };
    made
}

/// A deal that nobody knows the beginning of: it seems to have begun on the day it ended.
fn begun_once(number: usize, at: i64, won: bool) -> NewDeal {
    let mut made = ended(number, at, (won, at));
    made.guessed = Guessed { created: true, closed: None };
    made.is_partial = true;
    made
}

fn sheet(ws: &Workspace) -> Sheet {
    Sheet::new(ws, &Earlier::default(), day(250), 1)
}

fn has(sheet: &Sheet, features: &[Feature]) -> bool {
    sheet.columns.iter().any(|column| features.contains(&column.0))
}

#[test]
fn a_deal_closed_before_it_was_created_does_not_see_its_own_end() {
    let mut ws = empty();
    for number in 0..60 {
        add(&mut ws, backwards(number, 10 + number as i64, number % 3 == 0));
    }
    let sheet = sheet(&ws);
    assert_eq!(sheet.learnt.len(), 60);
    let seen = [Feature::CustomerWon, Feature::CustomerLost, Feature::Stage];
    assert!(!has(&sheet, &seen), "it knows how it ended: {:?}", sheet.columns);
}

#[test]
fn of_a_deal_whose_end_nobody_knows_no_time_is_learnt() {
    let mut ws = empty();
    for number in 0..60 {
        add(&mut ws, open_ended(number, 10 + number as i64, (number % 3 == 0, 40 + 2 * number as i64)));
    }
    let sheet = sheet(&ws);
    assert_eq!(
        sheet.learnt.len(),
        60,
        "a row for each, and none for days on which it seems to have been open"
    );
    let times = [Feature::Age, Feature::StageDays, Feature::IdleDays, Feature::ExpectedDays];
    let seen = [Feature::CustomerWon, Feature::CustomerLost];
    assert!(!has(&sheet, &times) && !has(&sheet, &seen), "{:?}", sheet.columns);
}

/// A team of 120 closed deals, each within thirty days.
fn team() -> Workspace {
    let (mut ws, mut dice) = (empty(), Dice(3));
    for number in 0..120 {
        let from = dice.day(200);
        let won = dice.unit() < 0.4;
        add(&mut ws, deal(number, &[(0, from)], Some((won, from + 10 + dice.day(20)))));
    }
    ws
}

#[test]
fn a_deal_whose_beginning_nobody_knows_has_no_age() {
    let mut ws = team();
    for (number, created) in [(200, false), (201, true)] {
        let mut made = deal(number, &[(0, 100)], None);
        made.guessed = Guessed { created, closed: None };
        add(&mut ws, made);
    }
    let sheet = sheet(&ws);
    let age = sheet.columns.iter().position(|column| column.0 == Feature::Age).expect("it tells something");
    let ages: Vec<f32> = sheet.open.iter().map(|(_, facts)| facts[age]).collect();
    assert_eq!(ages.len(), 2);
    assert!((ages[0] - 150.0).abs() < 1e-3 && ages[1].is_nan(), "{ages:?}");
}

#[test]
fn days_that_nobody_knows_or_that_are_wrong_are_in_no_usual_time() {
    let mut ws = team();
    let arrivals = |ws: &Workspace| Arrivals::learn(ws, &Earlier::default(), day(250));
    assert!(arrivals(&ws).won_within(5.0).abs() < f64::EPSILON, "each took ten days at least");
    for number in 0..20 {
        let at = 20 + number as i64;
        add(&mut ws, backwards(300 + number, at, true));
        add(&mut ws, open_ended(400 + number, at, (true, at)));
        add(&mut ws, begun_once(500 + number, at, true));
    }
    let found = arrivals(&ws);
    assert!(found.won_within(5.0).abs() < f64::EPSILON, "none was won on the day it came");
    assert!(found.won_within(60.0) > 0.0);
}

#[test]
fn a_deal_is_old_by_days_that_are_known_only() {
    let mut ws = team();
    for number in 0..60 {
        let at = 20 + number as i64;
        add(&mut ws, backwards(300 + number, at, true));
        add(&mut ws, begun_once(400 + number, at, true));
    }
    for (number, created) in [(200, false), (201, true)] {
        let mut made = deal(number, &[(0, 30)], None);
        made.guessed = Guessed { created, closed: None };
        add(&mut ws, made);
    }
    let (earlier, now) = (Earlier::default(), day(250));
    let model = Model::learn(&ws, &earlier, now, 1);
    let found = focus(&ws, &earlier, &model.at(&ws, &earlier, now), None, &UTC);
    let old = |number| found.let_go.iter().find(|row| row.deal == deal_id(number)).and_then(|row| row.old);
    let (age, usual) = old(200).expect("open for 220 days");
    assert!(age == 220 && (20..30).contains(&usual), "{age} {usual}");
    assert_eq!(old(201), None, "nobody knows how old it is");
}
