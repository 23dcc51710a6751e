//! Bad input, case by case: what is told all the same, and what is undefined and why.

use metrics::{Basis, Behind, Fault, Outcomes, Undefined, quality};
use sales::evolve::{Touched, apply};
use sales::log::{Change, DealEdit, Past, Swap};
use sales::model::Guessed;
use sales::time::{Calendar, Date, Timestamp};

use super::{Story, story};

/// A figure in short: its number, or the name of the reason why there is none.
fn said<T: ToString>(figure: Result<T, Undefined>) -> String {
    match figure {
        Ok(number) => number.to_string(),
        Err(Undefined::NoRate(missing)) => format!("NoRate {}", missing.0.len()),
        Err(why) => format!("{why:?}"),
    }
}

/// `open won lost: win rate, by value; mean size; cycle; velocity`.
fn figures(all: &Outcomes) -> String {
    let percent =
        |rate: metrics::Rate| rate.share().map_or("-".into(), |share| format!("{:.0}%", share * 100.0));
    format!(
        "{} {} {}: {}, {}; {}; {}; {}",
        all.open,
        all.won,
        all.lost,
        said(all.win_rate().map(percent)),
        said(all.win_rate_by_value().map(|share| format!("{:.0}%", share * 100.0))),
        said(all.mean_size()),
        said(all.cycle().map(|cycle| cycle.mean)),
        said(all.velocity().map(|velocity| velocity.per_day.round())),
    )
}

#[test]
fn what_is_undefined_says_why() {
    let cases: [(&str, &[&str], &str); 11] = [
        // No deals; one; all open.
        (
            "new: | won: | lost:",
            &[],
            "0 0 0: NothingClosed, NothingClosed; NothingClosed; NothingClosed; NothingClosed",
        ),
        (
            "new: a | won: | lost:",
            &["0: value a to 100"],
            "1 0 0: NothingClosed, NothingClosed; NothingClosed; NothingClosed; NothingClosed",
        ),
        ("new: a | won: | lost:", &["0: value a to 100", "4: win a"], "0 1 0: 100%, 100%; 10000; 4; 0"),
        (
            "new: a b c | won: | lost:",
            &["0: value a b c to 100"],
            "3 0 0: NothingClosed, NothingClosed; NothingClosed; NothingClosed; NothingClosed",
        ),
        // All lost; all nurtured.
        (
            "new: a b c | won: | lost:",
            &["0: value a b c to 100", "4: lose a b c because price"],
            "0 0 3: 0%, 0%; NothingWon; NothingWon; NothingWon",
        ),
        (
            "new: a b c | won: | lost:",
            &["2: nurture a; nurture b; nurture c"],
            "0 0 0: NothingClosed, NothingClosed; NothingClosed; NothingClosed; NothingClosed",
        ),
        // Without a value.
        (
            "new: a b c | won: | lost:",
            &["4: win a; lose b because price"],
            "1 1 1: 50%, NoValue; NoValue; 4; NoValue",
        ),
        // One of two won deals without a value: the mean is over the other.
        (
            "new: a b c | won: | lost:",
            &["0: value a to 100", "4: win a b"],
            "1 2 0: 100%, 100%; 10000; 4; 2500",
        ),
        // Three currencies, one with a rate: the workspace's own.
        (
            "new: a b c | won: | lost:",
            &["0: value a to 100; value b to 100 CNY; value c to 100 JPY", "4: win a b c"],
            "0 3 0: 100%, NoRate 2; NoRate 2; 4; NoRate 2",
        ),
        // Won on the day it was created.
        ("new: a | won: | lost:", &["0: value a to 100; win a"], "0 1 0: 100%, 100%; 10000; 0; NoTime"),
        // Won, lost, re-opened and won again.
        (
            "new: a | won: | lost:",
            &["0: value a to 100", "2: lose a because price", "3: reopen a", "8: win a"],
            "0 1 0: 100%, 100%; 10000; 8; 0",
        ),
    ];
    for (board, lines, expected) in cases {
        let all = story(board, lines).asked_on(20).basis(Basis::ClosedIn).insights().all;
        assert_eq!(figures(&all), expected, "{board} {lines:?}");
    }
}

#[test]
fn a_period_that_is_to_come_says_so() {
    let story = story("new: a b | won: | lost:", &["0: value a b to 100", "4: win a"]).asked_on(9);
    for basis in [Basis::ClosedIn, Basis::CreatedIn] {
        let insights = story.clone().between(20, 30).basis(basis).insights();
        let future = "InTheFuture";
        assert_eq!(
            figures(&insights.all),
            format!("1 0 0: {future}, {future}; {future}; {future}; {future}"),
            "{basis:?}: what is open today"
        );
        assert_eq!(insights.survival_median(), Err(Undefined::InTheFuture));
        assert!(insights.stages.iter().all(|stage| stage.furthest.reached == 0), "{basis:?}");
    }
}

#[test]
fn a_stage_that_nobody_entered_has_no_rates_and_no_days() {
    let story = story("new: a b | demo: | offer: | won: | lost:", &["2: move a to offer top", "5: win a"]);
    let demo = story.stage("demo");
    // Passed over, so it counts as reached, but nobody was in it.
    assert_eq!((demo.furthest.reached, demo.visited.reached, demo.visit_days), (1, 0, None));
    assert_eq!(demo.visited.step().share(), None);
    assert_eq!((demo.visited.drop_off().share(), demo.visited.to_won().interval()), (None, None));
    let none = self::story("new: a | demo: | won: | lost:", &[]).stage("demo");
    assert_eq!((none.furthest.step().share(), none.furthest.drop_off().interval()), (None, None));
}

/// Gives a deal other days: `created` of the story's days, with what of them is a guess.
fn redate(story: &mut Story, title: &str, created: i64, guessed: Guessed) {
    let deal = story.office.deal(title).clone();
    let past = |created, guessed, visits| Past { created, visits, is_partial: deal.is_partial, guessed };
    let from = past(deal.created, deal.guessed, deal.visits.clone());
    let mut visits = deal.visits.clone();
    if guessed.closed.is_some() {
        for visit in &mut visits {
            visit.entered = visits_start(&deal.visits);
        }
    }
    let to = past(crate::fixture::MONDAY.plus_days(created), guessed, visits);
    let edit = DealEdit::Past(Box::new(Swap { from, to }));
    apply(&mut story.office.ws, &Change::DealEdited { id: deal.id, edit }, &mut Touched::default());
}

fn visits_start(visits: &[sales::model::Visit]) -> Timestamp {
    visits.first().map_or(Timestamp(0), |visit| visit.entered)
}

fn faults(story: &Story) -> String {
    let found = quality(&story.office.ws, &story.columns(), &story.selection, &story.query);
    let title = |ix: &sales::model::Ix<sales::model::Deal>| story.office.ws.deals.at(*ix).title.clone();
    let row = |row: &metrics::Faulty| {
        format!("{:?} {}", row.fault, row.deals.iter().map(title).collect::<Vec<_>>().join(" "))
    };
    found.iter().map(row).collect::<Vec<_>>().join("; ")
}

#[test]
fn days_that_cannot_be_or_are_not_known_are_counted_and_in_no_cycle() {
    let board = "new: a b c d | won: | lost:";
    let mut story = story(
        board,
        &["0: value a b c d to 100; give a b c d to Ada", "4: win a b", "6: win c; lose d because price"],
    )
    .asked_on(20)
    .basis(Basis::ClosedIn);
    assert_eq!(faults(&story), "");
    let known = story.insights().all.cycle().unwrap();
    assert_eq!((known.count, known.mean), (3, 14.0 / 3.0));
    // Closed two days before it was created; created nobody knows when; closed nobody knows when.
    redate(&mut story, "b", 6, Guessed::default());
    redate(&mut story, "c", 6, Guessed { created: true, closed: None });
    let start = visits_start(&story.office.deal("d").visits);
    redate(&mut story, "d", 0, Guessed { created: false, closed: Some(start) });
    let all = story.insights().all;
    assert_eq!((all.won, all.lost, all.misdated), (3, 1, 2));
    assert_eq!((all.cycle().unwrap().count, all.cycle().unwrap().mean), (1, 4.0));
    assert!(all.lost_cycle().is_none());
    assert_eq!(story.behind(&Behind::Misdated), "b c");
    assert_eq!(faults(&story), "ClosedBeforeCreated b; NoCreated c; NoClosed d");
    // It is won on the day that the data have, though it was to be created later.
    assert_eq!(story.clone().between(3, 5).insights().all.won, 2, "a and b");
    let new = story.clone().basis(Basis::CreatedIn).between(0, 9);
    assert_eq!((new.insights().all.created, new.behind(&Behind::Created)), (3, "a b d".to_owned()));
    // On any day the parts of the change come to the whole.
    for last in 0..9 {
        let then = story.clone().between(2, last.max(2)).asked_on(last);
        let (change, all) = (then.change().unwrap(), then.insights().all);
        assert_eq!(change.of(metrics::Step::End).deals, all.open, "day {last}");
    }
}

#[test]
fn closed_deals_without_owner_and_lost_ones_without_value_are_faults() {
    let story = story(
        "new: a b c | won: | lost:",
        &["0: value a to 100; give b to Ada", "4: win a; lose b because price", "5: nurture c"],
    )
    .asked_on(9);
    assert_eq!(faults(&story), "NoValue b; NoOwner a");
    assert!(Fault::NoCreated < Fault::NoValue, "the gravest first");
}

/// New York: clocks go forward on the ninth of March 2025 at two, and back on the second of November.
fn new_york(instant: Timestamp) -> Date {
    const HOUR: i64 = 3_600_000;
    let (spring, autumn) = (Timestamp(1_741_503_600_000), Timestamp(1_762_063_200_000));
    let hours = if instant >= spring && instant < autumn { -4 } else { -5 };
    sales::time::FixedCalendar::default().date_of(Timestamp(instant.0 + hours * HOUR))
}

#[test]
fn a_day_of_23_or_25_hours_is_a_day() {
    // Noon of the day before each change and half past midnight of the day after: two days, whatever the clocks did.
    for (from, to) in [(1_741_449_600_000, 1_741_581_000_000), (1_762_012_800_000, 1_762_147_800_000)] {
        let (from, to) = (Timestamp(from), Timestamp(to));
        let mut story = story("new: a | won: | lost:", &[]).basis(Basis::ClosedIn);
        let deal = story.office.deal("a").clone();
        let won = story.office.stage_id("won");
        let past = |created, visits| Past { created, visits, is_partial: false, guessed: Guessed::default() };
        let mut visits = deal.visits.clone();
        visits[0].entered = from;
        let mut office = story.office.clone();
        office.do_all("win a");
        let mut closing = *office.deal("a").visits.last().unwrap();
        closing.entered = to;
        assert_eq!(closing.stage, won);
        visits.push(closing);
        let (before, after) = (office.deal("a").visits.clone(), visits);
        let edit = DealEdit::Past(Box::new(Swap { from: past(deal.created, before), to: past(from, after) }));
        story.office = office;
        apply(&mut story.office.ws, &Change::DealEdited { id: deal.id, edit }, &mut Touched::default());
        let columns = metrics::Columns::new(&story.office.ws, &new_york);
        story.query.period = metrics::Period::until(Date::from_ymd_opt(2026, 1, 1).unwrap());
        story.query.today = Date::from_ymd_opt(2026, 1, 1).unwrap();
        let found = metrics::insights(&story.office.ws, &columns, &story.selection, &story.query);
        assert_eq!((new_york.days_between(from, to), found.all.cycle().unwrap().mean), (2, 2.0));
        assert!((found.stages[0].visit_days.unwrap().mean - 2.0).abs() < 1e-9);
    }
}
