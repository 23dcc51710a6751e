//! Where a deal went, and how long it stayed.

use sales::decide::Outcome;
use sales::time::Timestamp;

use super::*;
use crate::screens::fixture::{Fixture, UTC};

/// The way in one line: passed stages in brackets, the present one with a star, days behind the colon.
fn way(fixture: &Fixture) -> String {
    let steps = steps(&fixture.workspace, fixture.deal(), fixture.now, &UTC);
    let step = |step: &Step| {
        let name = &fixture.workspace.stages.get(step.stage).expect("it is in the workspace").name;
        let days = step.days.map(|days| format!(":{days}")).unwrap_or_default();
        let end = if step.is_end { "!" } else { "" };
        match step.place {
            Place::Done => format!("({name}{days})"),
            Place::Here => format!("{name}{days}*{end}"),
            Place::Ahead => format!("{name}{days}"),
        }
    };
    steps.iter().map(step).collect::<Vec<_>>().join(" ")
}

#[test]
fn time_is_counted_in_calendar_days_stage_by_stage() {
    let mut fixture = Fixture::new();
    assert_eq!(way(&fixture), "new:0* offer talks");
    fixture.wait(4);
    fixture.go("offer");
    fixture.wait(9);
    assert_eq!(way(&fixture), "(new:4) offer:9* talks");
}

#[test]
fn coming_back_to_a_stage_adds_up() {
    let mut fixture = Fixture::new();
    fixture.wait(2);
    fixture.go("talks");
    fixture.wait(3);
    fixture.go("new");
    fixture.wait(5);
    assert_eq!(way(&fixture), "new:7* offer talks:3");
}

#[test]
fn a_night_between_two_days_counts_as_a_day() {
    let mut fixture = Fixture::new();
    fixture.now = Timestamp(fixture.now.0 + 23 * 3_600_000);
    assert_eq!(way(&fixture), "new:0* offer talks");
    fixture.now = Timestamp(fixture.now.0 + 2 * 3_600_000);
    assert_eq!(way(&fixture), "new:1* offer talks");
}

#[test]
fn a_won_deal_has_passed_every_stage_and_time_stands_still() {
    let mut fixture = Fixture::new();
    fixture.wait(4);
    fixture.close(Outcome::Won);
    fixture.wait(30);
    assert_eq!(way(&fixture), "(new:4) (offer) (talks) won*!");
    assert_eq!(total_days(fixture.deal(), fixture.now, &UTC), Some(4));
}

#[test]
fn a_lost_deal_has_passed_only_where_it_was() {
    let mut fixture = Fixture::new();
    fixture.wait(4);
    fixture.lose("price", "", "");
    assert_eq!(way(&fixture), "(new:4) offer talks lost*!");
}

#[test]
fn a_nurtured_deal_stays_where_it_was_and_does_not_age_there() {
    let mut fixture = Fixture::new();
    fixture.wait(4);
    fixture.close(Outcome::Nurtured { until: None, reason: String::new() });
    fixture.wait(30);
    assert_eq!(way(&fixture), "new:4* offer talks");
}

#[test]
fn a_clock_set_back_makes_no_negative_time() {
    let mut fixture = Fixture::new();
    fixture.now = fixture.now.plus_days(-3);
    assert_eq!(way(&fixture), "new:0* offer talks");
    assert_eq!(total_days(fixture.deal(), fixture.now, &UTC), Some(0));
}

#[test]
fn time_stands_still_when_it_is_lost_and_not_when_it_goes_on_to_another_of_those_stages() {
    let mut fixture = Fixture::new();
    fixture.wait(4);
    fixture.lose("price", "", "");
    let mut deal = fixture.deal().clone();
    let last = *deal.visits.last().expect("it was lost");
    deal.visits.push(sales::model::Visit { entered: last.entered.plus_days(9), ..last });
    assert_eq!(total_days(&deal, fixture.now.plus_days(30), &UTC), Some(4));
}
