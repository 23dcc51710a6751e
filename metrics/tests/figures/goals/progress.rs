//! How far goals are.

use metrics::goals::{self, By, Clock, Coverage, attainment, period, sums};
use metrics::{Ledger, NoRate, Period, Scope, Tally, Undefined, Unrated};
use proptest::prelude::*;
use sales::decide::{ActivityDraft, Command, DealPatch, GoalDraft};
use sales::ids::ActivityId;
use sales::model::{Measure, Span, Tier, Tiers};
use sales::money::{Currency, Rate};
use sales::time::{Calendar, Date};

use super::{JUNE, SECOND, VALUE, draft};
use crate::steps::settings;
use crate::steps::steps;
use crate::steps::{small, take};
use crate::{Story, UTC, story};

/// Three won deals of 100, 50 and 30 dollars, on days 1, 2 and 30; two open ones.
fn quarter() -> Story {
    story(
        "new: a b c d e | won: | lost:",
        &[
            "0: value a to 100; value b to 50; value c to 30; value d to 20; value e to 10; give a c to Ada; give b to Bob",
            "1: win a",
            "2: win b",
            "30: win c",
        ],
    )
}

#[test]
fn achieved_gap_and_pace_are_those_of_the_day_that_is_asked_about() {
    let mut story = quarter();
    let tiers = Tiers { target: 14_000, stretch: Some(16_000), challenge: Some(20_000) };
    let id = story.office.aim(GoalDraft { tiers, ..draft(JUNE, VALUE, 1) });
    let at = story.progress(id, 2);
    // The eleventh of June: 11 of 30 days.
    assert_eq!((at.achieved, at.passed, at.whole), (15_000, 11, 30));
    assert_eq!((at.by_calendar.expected, at.by_calendar.ahead), (5_133, 9_867));
    assert_eq!(
        (at.reached(), at.remaining(), at.next()),
        (Some(Tier::Target), 0, Some((Tier::Stretch, 1_000)))
    );
    assert_eq!(at.projected(), Some(40_909));
    assert_eq!(at.coverage, None, "nothing remains");
    let before = story.progress(id, 1);
    assert_eq!((before.achieved, before.remaining(), before.reached()), (10_000, 4_000, None));
    assert!((before.share() - 10.0 / 14.0).abs() < 1e-12);
    // What was won in July is not of June, whenever one asks.
    assert_eq!(story.progress(id, 100).achieved, 15_000);
    // Before it begins, nothing is expected.
    let july = story.office.aim(draft(Span::Month { year: 2025, month: 7 }, VALUE, 5_000));
    let early = story.progress(july, 2);
    assert_eq!(
        (early.achieved, early.passed, early.by_calendar.expected, early.projected()),
        (0, 0, 0, None)
    );
    assert_eq!(story.progress(july, 100).achieved, 3_000);
}

#[test]
fn each_measure_counts_its_own() {
    let mut story = quarter();
    let (ada, bob) = (story.person("Ada"), story.person("Bob"));
    for (who, days) in [(Some(ada), 3), (Some(bob), 4), (None, 40)] {
        let id = ActivityId(story.office.uuid());
        let done = Some(crate::fixture::MONDAY.plus_days(days));
        let draft = ActivityDraft { owner: who, done, ..ActivityDraft::default() };
        story.office.must(&Command::AddActivity { id, draft });
    }
    let pipeline = Some(story.office.pipeline("sales"));
    let cases = [
        (draft(JUNE, Measure::WonDeals, 9), 2),
        (draft(SECOND, Measure::NewDeals, 9), 5),
        (draft(JUNE, Measure::Activities, 9), 2),
        (GoalDraft { owner: Some(ada), ..draft(JUNE, Measure::Activities, 9) }, 1),
        (GoalDraft { owner: Some(ada), ..draft(JUNE, Measure::WonDeals, 9) }, 1),
        (GoalDraft { owner: Some(bob), ..draft(JUNE, VALUE, 9) }, 5_000),
        (GoalDraft { pipeline, ..draft(JUNE, VALUE, 9) }, 15_000),
        // An activity on no deal is in no pipeline.
        (GoalDraft { pipeline, ..draft(JUNE, Measure::Activities, 9) }, 0),
    ];
    for (draft, achieved) in cases {
        let id = story.office.aim(draft);
        assert_eq!(story.progress(id, 60).achieved, achieved, "{draft:?}");
    }
}

#[test]
fn a_reopened_deal_counts_no_more_and_an_archived_pipeline_still_does() {
    let mut story = quarter();
    let id = story.office.aim(draft(JUNE, VALUE, 14_000));
    crate::tell(&mut story.office, "31: reopen b");
    assert_eq!(story.progress(id, 30).achieved, 15_000, "as it was known then");
    assert_eq!(story.progress(id, 31).achieved, 10_000);
    story.office.must(&crate::fixture::add_pipeline("next", &["start", "won-2", "lost-2"]));
    let pipeline = story.office.pipeline("sales");
    story.office.must(&Command::ArchivePipeline { pipeline, archived: true });
    assert_eq!(story.progress(id, 31).achieved, 10_000);
}

#[test]
fn coverage_is_what_is_open_and_closes_in_the_period_beside_what_remains() {
    let mut story = quarter();
    let id = story.office.aim(draft(JUNE, VALUE, 16_000));
    let deals = |count| draft(JUNE, Measure::WonDeals, count);
    let count = story.office.aim(deals(4));
    for (title, close) in [("d", "2025-06-30"), ("e", "2025-07-01")] {
        let patch = DealPatch::ExpectedClose(Some(close.parse().unwrap()));
        let deals = vec![story.office.deal_id(title)];
        story.office.must(&Command::EditDeals { deals, patch });
    }
    let coverage = story.progress(id, 10).coverage.unwrap().unwrap();
    assert_eq!(coverage, Coverage { open: 2_000, remaining: 1_000 });
    assert!((coverage.ratio() - 2.0).abs() < 1e-12);
    let coverage = story.progress(count, 10).coverage.unwrap().unwrap();
    assert_eq!(coverage, Coverage { open: 1, remaining: 2 });
}

#[test]
fn time_is_counted_in_days_or_in_workdays() {
    let days = |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
    for (from, to, all, work) in [
        ("2025-06-01", "2025-06-30", 30, 21),
        ("2024-02-01", "2024-02-29", 29, 21),
        ("2025-06-07", "2025-06-08", 2, 0),
        ("2025-06-06", "2025-06-09", 4, 2),
        ("2025-06-09", "2025-06-08", 0, 0),
        ("2025-01-01", "2025-12-31", 365, 261),
    ] {
        let period = days(from, to);
        assert_eq!((Clock::Days.count(period), Clock::Workdays.count(period)), (all, work), "{from} {to}");
    }
}

#[test]
fn the_usual_course_is_learnt_from_three_whole_periods() {
    // A deal of 1 on the first and one of 3 on the last of each month, from April on.
    let mut office = crate::notation::office("new: x | won: | lost:");
    let at = |office: &mut crate::fixture::Office, date: &str, title: &str, value: u32| {
        office.now = sales::time::Timestamp(
            date.parse::<Date>().unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis(),
        );
        office.do_all(&format!("add {title} to new top; value {title} to {value}; win {title}"));
    };
    for (month, last) in [(7, 31), (8, 31), (9, 30)] {
        at(&mut office, &format!("2025-{month:02}-01"), &format!("a{month}"), 1);
        at(&mut office, &format!("2025-{month:02}-{last}"), &format!("b{month}"), 3);
    }
    at(&mut office, "2025-10-01", "a10", 2);
    let id = office.aim(draft(Span::Month { year: 2025, month: 10 }, VALUE, 1_000));
    let early = office.aim(draft(Span::Month { year: 2025, month: 9 }, VALUE, 1_000));
    let columns = metrics::Columns::new(&office.ws, &UTC);
    let on = |goal, date: &str| {
        let ledger = Ledger::new(&office.ws, &columns, date.parse().unwrap(), &UTC);
        goals::progress(&office.ws, &ledger, office.goal(goal), Clock::Days).unwrap().by_curve
    };
    let pace = on(id, "2025-10-15").unwrap();
    // A quarter of it is there by the middle of the month, where the calendar would want half.
    assert_eq!((pace.expected, pace.ahead, pace.periods), (250, -50, 3));
    assert_eq!(on(id, "2025-10-31").unwrap().expected, 1_000, "at the end, all of it");
    assert_eq!(on(early, "2025-09-15"), Err(Undefined::TooFew { have: 2, need: 3 }));
}

#[test]
fn a_goal_in_another_currency_is_converted_or_refuses() {
    let mut story = quarter();
    let yen: Currency = "JPY".parse().unwrap();
    let rate =
        |millionths| Command::SetRate { currency: yen, rate: Some(Rate { millionths, on: Date::MIN }) };
    story.office.must(&rate(10_000));
    // 14,000 yen at a cent each are 140 dollars.
    let id = story.office.aim(draft(JUNE, Measure::WonValue(yen), 14_000));
    assert_eq!(story.progress(id, 2).target(), 14_000);
    story.office.must(&Command::SetRate { currency: yen, rate: None });
    let none = |story: &Story, currency, deals| {
        let found = goals::progress(&story.office.ws, &story.ledger(60), story.office.goal(id), Clock::Days);
        assert_eq!(found, Err(NoRate(vec![Unrated { currency, deals }])));
    };
    none(&story, yen, 0);
    // So does one whose deals are in such a currency.
    story.office.must(&rate(10_000));
    let krone: Currency = "DKK".parse().unwrap();
    story.office.do_all("value b to 70 DKK");
    none(&story, krone, 1);
}

#[test]
fn people_stand_beside_one_another_with_what_they_were_to_achieve() {
    let mut story = quarter();
    story.office.do_all("win d");
    let (ada, bob) = (story.person("Ada"), story.person("Bob"));
    let kim = story.office.person("Kim");
    let of = |owner, target| GoalDraft { owner: Some(owner), ..draft(JUNE, VALUE, target) };
    let goal = story.office.aim(of(ada, 5_000));
    story.office.aim(of(kim, 1_000));
    let rows = attainment(&story.office.ws, &story.ledger(60), JUNE, None, VALUE);
    let plain: Vec<_> =
        rows.iter().map(|row| (row.owner, row.achieved.clone().unwrap(), row.share())).collect();
    assert_eq!(plain, [(Some(ada), 10_000, Some(2.0)), (Some(bob), 5_000, None), (Some(kim), 0, Some(0.0))]);
    assert_eq!(rows[0].goal, Some(goal));
    let july = Span::Month { year: 2025, month: 7 };
    let rows = attainment(&story.office.ws, &story.ledger(60), july, None, VALUE);
    let owners: Vec<_> = rows.iter().map(|row| row.owner).collect();
    assert_eq!(owners, [Some(ada), None], "what nobody owns comes last");
}

#[test]
fn what_parts_come_to_is_told_with_the_difference() {
    let mut story = quarter();
    let (ada, bob) = (story.person("Ada"), story.person("Bob"));
    let whole = story.office.aim(draft(SECOND, VALUE, 300));
    let found = |story: &Story, id| sums(&story.office.ws, story.office.goal(id));
    assert_eq!(found(&story, whole), []);
    let april = story.office.aim(draft(Span::Month { year: 2025, month: 4 }, VALUE, 100));
    let june = story.office.aim(draft(JUNE, VALUE, 120));
    let one = story.office.aim(GoalDraft { owner: Some(ada), ..draft(SECOND, VALUE, 200) });
    let two = story.office.aim(GoalDraft { owner: Some(bob), ..draft(SECOND, VALUE, 150) });
    let parts = found(&story, whole);
    assert_eq!(parts.len(), 2);
    assert_eq!((parts[0].by, parts[0].parts.clone(), parts[0].missing), (By::Months, vec![april, june], 1));
    assert_eq!((parts[0].sum.clone(), parts[0].difference.clone()), (Ok(220), Ok(80)));
    assert_eq!((parts[1].by, parts[1].parts.clone()), (By::People, vec![one, two]));
    assert_eq!(parts[1].difference, Ok(-50), "more was given out than there is");
    let year = story.office.aim(draft(Span::Year { year: 2025 }, VALUE, 300));
    let kinds: Vec<By> = found(&story, year).iter().map(|parts| parts.by).collect();
    assert_eq!(kinds, [By::Quarters, By::Months]);
    assert_eq!(found(&story, june), [], "a month has no parts in time, and no person one of its own");
}

proptest! {
    #![proptest_config(settings(40))]

    /// What was achieved in the months of a quarter comes to what was in the quarter, and what people did to what the team did.
    #[test]
    fn months_come_to_quarters_and_people_to_the_team(steps in steps(40), ahead in 0_i64..40) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        let columns = metrics::Columns::new(&office.ws, &UTC);
        let today = UTC.date_of(office.now.plus_days(ahead));
        let ledger = Ledger::new(&office.ws, &columns, today, &UTC);
        for tally in [Tally::Won, Tally::New, Tally::Activities, Tally::Closing] {
            let sum = |scope, span| ledger.sum(tally, scope, period(span));
            for span in [Span::quarter_of(today), Span::year_of(today), SECOND] {
                let whole = sum(Scope::default(), span);
                for parts in [span.by_month(), span.by_quarter()] {
                    if !parts.is_empty() {
                        let count: usize = parts.iter().map(|&part| sum(Scope::default(), part).count).sum();
                        prop_assert_eq!(count, whole.count);
                        let minor: Result<i128, NoRate> =
                            parts.iter().map(|&part| sum(Scope::default(), part).worth.total()).sum();
                        prop_assert_eq!(minor.ok(), whole.worth.total().ok());
                    }
                }
                let owners = ledger.owners(tally, None, period(span));
                let of = |owner| sum(Scope { owner: Some(owner), pipeline: None }, span).count;
                prop_assert_eq!(owners.into_iter().map(of).sum::<usize>(), whole.count);
            }
        }
    }
}
