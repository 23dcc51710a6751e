//! What surrounds the figures: limits, past boards, faulty data, comparing, findings.

use metrics::stalled::{Overdue, Stalled, overdue, stalled, stalled_by};
use metrics::{
    Basis, Fault, Finding, Limit, Limits, Rate, Rule, Selection, as_of, findings, insights, quality, review,
};
use sales::decide::{Command, DealPatch, StagePatch};
use sales::model::StandingKind;
use sales::time::Calendar;

use super::{Story, UTC, column, day, story, tell};

#[test]
fn a_limit_is_learnt_from_ten_deals_that_went_on() {
    let moved = |count: usize| {
        let board = format!("new: {} x | demo: | won: | lost:", column("a", count));
        let lines: Vec<String> =
            (0..count).map(|number| format!("{}: move a{number} to demo top", number + 1)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        story(&board, &lines)
    };
    let learn = |story: &Story| Limits::learn(&story.office.ws, &story.columns(), story.query.today);
    let few = moved(9);
    assert_eq!(learn(&few).of(few.office.stage_id("new")), None);
    let mut many = moved(10);
    let limits = learn(&many);
    let learnt = limits.of(many.office.stage_id("new")).unwrap();
    // Days 1 to 10: the third quartile is 7.75, and 1.5 times that 11.625.
    assert_eq!((learnt.limit_days, learnt.deals), (12, 10));
    assert_eq!(limits.of(many.office.stage_id("demo")), None, "nobody went on from there");
    let idle = |story: &Story, days| {
        let (ws, now) = (&story.office.ws, crate::fixture::MONDAY.plus_days(days));
        stalled_by(ws, &limits, story.office.deal("x"), now, &UTC)
    };
    assert_eq!(idle(&many, 12), None);
    assert_eq!(idle(&many, 13), Some(Stalled { idle_days: 13, limit: Limit::Learnt(learnt) }));
    let patch = StagePatch::LimitDays(Some(20));
    many.office.must(&Command::EditStage { stage: many.office.stage_id("new"), patch });
    assert_eq!(idle(&many, 13), None, "what a person set comes first");
    assert_eq!(idle(&many, 21), Some(Stalled { idle_days: 21, limit: Limit::Set(20) }));
    let now = crate::fixture::MONDAY.plus_days(21);
    assert_eq!(stalled(&many.office.ws, many.office.deal("x"), now, &UTC), idle(&many, 21));
}

#[test]
fn without_a_limit_of_its_own_or_enough_to_learn_from_a_stage_has_the_default() {
    // A pipeline from scratch: nobody set anything, and nine deals went on.
    let lines: Vec<String> = (0..9).map(|number| format!("1: move a{number} to demo top")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut story = story(&format!("new: {} x | demo: | won: | lost:", column("a", 9)), &lines);
    let look = |story: &Story, days| {
        let (ws, now) = (&story.office.ws, crate::fixture::MONDAY.plus_days(days));
        let limits = Limits::learn(ws, &story.columns(), day(days));
        stalled_by(ws, &limits, story.office.deal("x"), now, &UTC)
    };
    assert_eq!(look(&story, 30), None);
    assert_eq!(look(&story, 31), Some(Stalled { idle_days: 31, limit: Limit::Default }));
    let found = |story: &Story, number| {
        let limits = Limits::learn(&story.office.ws, &story.columns(), day(number));
        review(&story.office.ws, &story.columns(), &story.selection, &limits, &[], day(number)).suspects.len()
    };
    // The nine were moved a day after x came.
    assert_eq!([found(&story, 30), found(&story, 31), found(&story, 32)], [0, 1, 10]);
    // A limit of its own overrides it, whichever is longer.
    let patch = StagePatch::LimitDays(Some(40));
    story.office.must(&Command::EditStage { stage: story.office.stage_id("new"), patch });
    assert_eq!(look(&story, 40), None);
    assert_eq!(look(&story, 41), Some(Stalled { idle_days: 41, limit: Limit::Set(40) }));
    // A card tells of limits that were set.
    let now = crate::fixture::MONDAY.plus_days(90);
    assert!(stalled(&story.office.ws, story.office.deal("x"), now, &UTC).is_some());
    assert_eq!(stalled(&story.office.ws, story.office.deal("a1"), now, &UTC), None);
}

#[test]
fn a_deal_is_overdue_by_its_expected_close_or_by_its_age() {
    let board = format!("new: {} x | won: | lost:", column("a", 10));
    let mut story = story(&board, &["10: win a0 a1 a2 a3 a4 a5 a6 a7 a8 a9"]);
    let cycle = story.clone().asked_on(10).insights().all.cycle().unwrap();
    let at = |story: &Story, days| {
        overdue(story.office.deal("x"), Some(&cycle), crate::fixture::MONDAY.plus_days(days), &UTC)
    };
    assert_eq!(at(&story, 10), None);
    assert_eq!(at(&story, 11), Some(Overdue::Age { days: 11, ninth_decile: 10.0 }));
    let deals = story.office.deal_ids("x");
    story.office.must(&Command::EditDeals { deals, patch: DealPatch::ExpectedClose(Some(day(5))) });
    assert_eq!(at(&story, 5), None, "the day itself is in time");
    assert_eq!(at(&story, 7), Some(Overdue::ExpectedClose { days: 2 }));
    assert_eq!(overdue(story.office.deal("a0"), Some(&cycle), story.office.now, &UTC), None);
}

#[test]
fn the_board_as_it_stood() {
    let story = story(
        "new: a b c | demo: | won: | lost:",
        &[
            "1: value a to 10",
            "2: move a to demo top; lose b because price",
            "4: value a to 20; win a",
            "6: remove c",
        ],
    )
    .asked_on(9);
    let at = |last| {
        let story = story.clone().until(last);
        let stood = as_of(&story.office.ws, &story.columns(), &story.selection, &story.query);
        let row = |row: &metrics::Stood| {
            let stage = &story.office.ws.stages.get(row.stage).unwrap().name;
            let minor = match row.amount {
                metrics::Amount::Base(minor) => minor,
                _ => 0,
            };
            format!("{} {stage} {minor}", story.office.ws.deals.at(row.deal).title)
        };
        stood.iter().map(row).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(at(-1), "");
    assert_eq!(at(0), "a new 0, b new 0", "c was removed since");
    assert_eq!(at(3), "a demo 1000, b lost 0");
    assert_eq!(at(9), "a won 2000, b lost 0");
    let stood = as_of(&story.office.ws, &story.columns(), &story.selection, &story.query);
    assert_eq!((stood[1].standing, stood[1].since), (StandingKind::Lost, day(2)));
}

#[test]
fn faults_of_the_data_are_listed_with_their_deals() {
    let mut story = story(
        "new: a b c d | won: | lost:",
        &["0: value a b to 10; value c to 10 JPY; give a b c d to Ada", "3: win b; lose d because price"],
    )
    .asked_on(9);
    let deals = story.office.deal_ids("a");
    story.office.must(&Command::EditDeals { deals, patch: DealPatch::ExpectedClose(Some(day(5))) });
    let deals = story.office.deal_ids("a");
    story.office.must(&Command::EditDeals { deals, patch: DealPatch::Owner(None) });
    let found = quality(&story.office.ws, &story.columns(), &story.selection, &story.query);
    let title = |deals: &[sales::model::Ix<sales::model::Deal>]| {
        deals.iter().map(|ix| story.office.ws.deals.at(*ix).title.as_str()).collect::<Vec<_>>().join(" ")
    };
    let found: Vec<(Fault, String)> = found.iter().map(|row| (row.fault, title(&row.deals))).collect();
    let expected = [
        (Fault::NoRate("JPY".parse().unwrap()), "c"),
        (Fault::NoValue, "d"),
        (Fault::NoOwner, "a"),
        (Fault::ExpectedCloseOver, "a"),
    ];
    assert_eq!(found, expected.map(|(fault, titles)| (fault, titles.to_owned())));
}

#[test]
fn a_deal_closed_before_it_was_created_is_a_fault_and_in_no_cycle() {
    use sales::log::{Change, NewDeal};
    use sales::model::{Position, Standing, Visit};
    let mut story = story("new: a | won: | lost:", &["4: win a"]).basis(Basis::ClosedIn);
    let position = Position {
        stage: story.office.stage_id("won"),
        rank: sales::rank::Rank::MIDDLE,
        standing: Standing::Won,
    };
    let visit = |name, standing, days| Visit {
        stage: story.office.stage_id(name),
        standing,
        entered: crate::fixture::MONDAY.plus_days(days),
    };
    let visits = vec![visit("new", StandingKind::Open, -9), visit("won", StandingKind::Won, -5)];
    let created = crate::fixture::MONDAY.plus_days(1);
    let deal = sales::ids::DealId(story.office.uuid());
    let deal = NewDeal { visits, ..NewDeal::plain(deal, "odd".into(), position, created) };
    sales::evolve::apply(
        &mut story.office.ws,
        &Change::DealAdded(Box::new(deal)),
        &mut sales::evolve::Touched::default(),
    );
    let story = story.asked_on(9);
    let all = story.insights().all;
    assert_eq!((all.won, all.misdated, all.cycle().unwrap().count), (2, 1, 1));
    assert_eq!(story.behind(&metrics::Behind::Misdated), "odd");
    let faults = quality(&story.office.ws, &story.columns(), &story.selection, &story.query);
    assert_eq!((faults[0].fault, faults[0].deals.len()), (Fault::ClosedBeforeCreated, 1));
}

#[test]
fn time_in_a_stage_is_not_read_off_a_past_that_is_not_known() {
    let mut story = story("new: a b | won: | lost:", &["4: win a b"]);
    let deal = story.office.deal("a");
    let past = |is_partial| sales::log::Past { is_partial, ..sales::log::Past::of(deal) };
    let swap = sales::log::Swap { from: past(false), to: past(true) };
    let edit = sales::log::DealEdit::Past(Box::new(swap));
    let change = sales::log::Change::DealEdited { id: deal.id, edit };
    sales::evolve::apply(&mut story.office.ws, &change, &mut sales::evolve::Touched::default());
    let new = story.stage("new");
    assert_eq!((new.visit_days.unwrap().count, new.partial_visits), (1, 1));
    assert_eq!(story.insights().all.cycle().unwrap().count, 2, "the cycle needs only two days");
}

/// Ada wins `ada` of 30 deals, Bob `bob` of 30.
pub(crate) fn sellers(ada: usize, bob: usize) -> Story {
    let board = format!("new: {} {} | won: | lost:", column("a", 30), column("b", 30));
    let mut story = story(&board, &[]);
    for (prefix, name, won) in [("a", "Ada", ada), ("b", "Bob", bob)] {
        for number in 0..30 {
            let end = if number < won { "win" } else { "lose" };
            let because = if number < won { "" } else { "because price" };
            tell(
                &mut story.office,
                &format!("5: give {prefix}{number} to {name}; {end} {prefix}{number} {because}"),
            );
        }
    }
    story.basis(Basis::ClosedIn).asked_on(6)
}

pub(crate) fn found(story: &Story) -> Vec<Finding> {
    let columns = story.columns();
    let limits = Limits::learn(&story.office.ws, &columns, story.query.today);
    findings(&story.office.ws, &columns, &story.selection, &story.query, &limits)
}

#[test]
fn a_win_rate_that_differs_by_more_than_chance_is_told() {
    assert_eq!(found(&sellers(15, 16)), [], "nothing to say");
    let story = sellers(25, 8);
    let found = found(&story);
    let rates: Vec<(Rate, Rate)> = found
        .iter()
        .filter_map(|finding| match finding.rule {
            Rule::WinRate { rate, rest, .. } => Some((rate, rest)),
            _ => None,
        })
        .collect();
    let (ada, bob) = (Rate { hits: 25, of: 30 }, Rate { hits: 8, of: 30 });
    assert_eq!(rates, [(ada, bob), (bob, ada)]);
    assert_eq!(found[0].deals.len(), 30);
}

#[test]
fn a_stage_that_loses_more_than_before_is_told_with_the_reason() {
    let board = format!("new: {} | demo: | won: | lost:", column("a", 60));
    let mut story = story(&board, &[]);
    // Of 30 deals closed in each of two weeks, 3 and then 9 are lost in the first stage.
    for number in 0..60 {
        let (week, place) = (number / 30, number % 30);
        let lost = place < [3, 9][week];
        let day = [8, 15][week];
        let reason = if place == 0 { "timing" } else { "price" };
        let end = if lost { format!("lose a{number} because {reason}") } else { format!("win a{number}") };
        tell(&mut story.office, &format!("{day}: {end}"));
    }
    let story = story.between(14, 20).asked_on(20);
    let found = found(&story);
    let [Finding { rule: Rule::DropOff { stage, now, before, main_reason }, deals, .. }, ..] =
        found.as_slice()
    else {
        panic!("{found:?}")
    };
    assert_eq!(*stage, story.office.stage_id("new"));
    assert_eq!((*now, *before), (Rate { hits: 9, of: 30 }, Rate { hits: 3, of: 30 }));
    let price = story.office.choice(sales::model::ListKind::LossReason, "price");
    assert_eq!((*main_reason, deals.len()), (Some((price, 8)), 9));
    // The cycle of the second week is twice as long, as is the time in the stage.
    let rules: Vec<bool> = found.iter().map(|found| matches!(found.rule, Rule::LongerCycle { .. })).collect();
    assert!(rules.contains(&true), "{found:?}");
}

#[test]
fn stalled_deals_that_hold_much_of_the_value_are_told() {
    let mut story = story(
        "new: a b c d e f | won: | lost:",
        &["0: value a b c d e to 100; value f to 1000", "30: value f to 1500"],
    )
    .asked_on(30);
    let patch = StagePatch::LimitDays(Some(14));
    story.office.must(&Command::EditStage { stage: story.office.stage_id("new"), patch });
    let found_then = found(&story);
    let [Finding { rule: Rule::AtRisk { stalled, value_share }, value, .. }] = found_then.as_slice() else {
        panic!("{found_then:?}")
    };
    assert_eq!((*stalled, *value_share), (Rate { hits: 5, of: 6 }, Some(0.25)));
    assert_eq!(value.total(), Ok(50_000));
    assert_eq!(found(&story.clone().until(20)), [], "of a past day nobody knows");
    tell(&mut story.office, "31: value f to 5000");
    assert_eq!(found(&story.asked_on(31)), [], "less than a fifth of the value");
}

/// Los Angeles as in 2025, with its daylight saving.
#[test]
fn days_are_civil_days_where_clocks_change() {
    use metrics::Columns;
    use sales::time::{Date, FixedCalendar, Timestamp};
    let zone = |instant: Timestamp| -> Date {
        // Summer from the ninth of March to the second of November, at two in the morning.
        let summer = (1_741_514_400_000..1_762_074_000_000).contains(&instant.0);
        FixedCalendar { minutes_east: if summer { -420 } else { -480 } }.date_of(instant)
    };
    let mut office = crate::notation::office("new: | won: | lost:");
    // Half past eleven in the evening of the first of November, and half past midnight of the third: 26 hours later.
    office.now = Timestamp(1_762_065_000_000);
    office.do_all("add a to new top");
    office.now = Timestamp(1_762_158_600_000);
    office.do_all("win a");
    let columns = Columns::new(&office.ws, &zone);
    let mut query = story("new: | won: | lost:", &[]).query;
    query.today = Date::from_ymd_opt(2025, 11, 3).unwrap();
    let all = insights(&office.ws, &columns, &Selection::all(), &query).all;
    assert_eq!(all.cycle().unwrap().longest, 2);
    query.today = Date::from_ymd_opt(2025, 11, 2).unwrap();
    assert_eq!(insights(&office.ws, &columns, &Selection::all(), &query).all.open, 1);
}
