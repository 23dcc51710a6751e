//! What clocks do to the history of deals.

use sales::log::Hlc;
use sales::model::Visit;
use sales::time::{Calendar, FixedCalendar, Timestamp};

use crate::fixture::{MINUTE, MONDAY};
use crate::notation::office;

#[test]
fn visits_tell_when_a_deal_was_where() {
    let mut office = office("new: a | proposal: | won: | lost:");
    let created = office.deal("a").created;
    office.wait_days(3);
    let moved = office.now;
    office.do_all("move a to proposal top");
    office.wait_days(2);
    let won = office.now;
    office.do_all("move a to proposal bottom; win a");
    let visits: Vec<Visit> = office.deal("a").visits.clone();
    let stages: Vec<_> = visits.iter().map(|visit| (visit.stage, visit.entered)).collect();
    let expected = [
        (office.stage_id("new"), created),
        (office.stage_id("proposal"), moved),
        (office.stage_id("won"), won),
    ];
    assert_eq!(stages, expected);
    assert_eq!(office.deal("a").entered(), won);
}

#[test]
fn a_clock_that_is_set_back_ends_no_visit_before_it_began() {
    let mut office = office("new: a | proposal: | review: | won: | lost:");
    office.wait_days(10);
    office.do_all("move a to proposal top");
    let entered = office.deal("a").entered();
    office.now = MONDAY.plus_days(-400);
    office.do_all("move a to review top");
    assert_eq!(office.deal("a").entered(), entered, "no time passed rather than less than none");
    office.do_all("win a; undo; undo; redo; redo");
    assert_eq!(office.board(), "new: | proposal: | review: | won: a | lost:");
    let stamps: Vec<_> = office.log.iter().map(|entry| entry.stamp).collect();
    assert!(stamps.is_sorted_by(|a, b| a < b), "the log goes forward whatever the wall says");
    office.reload();
    assert_eq!(office.board(), "new: | proposal: | review: | won: a | lost:");
}

#[test]
fn a_value_keeps_the_latest_time_it_was_set_at() {
    use sales::decide::{Command, DealPatch};
    use sales::money::{Currency, Money};
    let mut office = office("new: a | won: | lost:");
    let set = |minor| Command::EditDeals {
        deals: office.deal_ids("a"),
        patch: DealPatch::Value(Some(Money { minor, currency: Currency::USD })),
    };
    let (first, second) = (set(100), set(200));
    office.must(&first);
    let at = office.deal("a").value_set();
    assert!(at > office.deal("a").created);
    office.now = MONDAY.plus_days(-1);
    office.must(&second);
    assert_eq!(office.deal("a").value_set(), at);
    assert_eq!(office.deal("a").touched(), at);
}

#[test]
fn the_log_goes_on_after_a_reading_from_the_far_future() {
    let future = Hlc::default().tick(Timestamp(i64::MAX));
    let next = future.tick(MONDAY);
    assert!(future < next);
    assert_eq!(next.wall(), future.wall());
}

#[test]
fn days_are_those_of_the_calendar() {
    let midnight = Timestamp(1_749_513_600_000); // 2025-06-10T00:00Z
    let shanghai = FixedCalendar { minutes_east: 480 };
    let new_york = FixedCalendar { minutes_east: -240 };
    assert_eq!(shanghai.date_of(midnight).to_string(), "2025-06-10");
    assert_eq!(new_york.date_of(midnight).to_string(), "2025-06-09");
    assert_eq!(new_york.days_between(Timestamp(midnight.0 - MINUTE), midnight), 0);
    assert_eq!(FixedCalendar::default().days_between(Timestamp(midnight.0 - MINUTE), midnight), 1);
    assert_eq!(FixedCalendar::default().days_between(midnight, midnight.plus_days(-3)), -3);
    for far in [i64::MIN, i64::MAX] {
        let _ = new_york.date_of(Timestamp(far));
        let _ = shanghai.date_of(Timestamp(far));
        let _ = Timestamp(far).plus_days(far);
    }
}
