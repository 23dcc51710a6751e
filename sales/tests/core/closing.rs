//! Winning, losing, nurturing and re-opening deals.

use sales::decide::{Command, Outcome, Rejection, What};
use sales::ids::{ChoiceId, Uuid};
use sales::log::Act;
use sales::model::{ListKind, Loss, Standing, StandingKind};
use sales::time::Date;

use crate::fixture::Office;
use crate::notation::{check, check_refused, check_unchanged, lay_out, office};

const BOARD: &str = "new: a b | proposal: c d | won: x | lost: y";

#[test]
fn deals_go_to_the_top_of_the_column_of_their_end() {
    let cases = [
        ("win a", "new: b | proposal: c d | won: a x | lost: y"),
        ("win d a", "new: b | proposal: c | won: d a x | lost: y"),
        ("lose c because price", "new: a b | proposal: d | won: x | lost: c y"),
        ("lose x because price", "new: a b | proposal: c d | won: | lost: x y"),
        ("win y", "new: a b | proposal: c d | won: y x | lost:"),
        ("nurture a", "new: b | proposal: c d | won: x | lost: y | nurtured: a"),
        ("nurture a c", "new: b | proposal: d | won: x | lost: y | nurtured: a c"),
        ("nurture a; win a", "new: b | proposal: c d | won: a x | lost: y"),
        ("remove a c", "new: b | proposal: d | won: x | lost: y"),
    ];
    for (commands, after) in cases {
        check(BOARD, commands, after);
    }
}

#[test]
fn ending_a_deal_the_way_it_ended_is_no_change() {
    check_unchanged("new: | won: a b | lost:", "win b");
    check_unchanged("new: | won: | lost: a b", "lose b because price");
    check_unchanged("new: a | won: | lost:", "reopen a");
    check_unchanged("new: a b | won: | lost:", "reopen b to new");
    let mut office = office("new: a | won: | lost:");
    office.do_all("nurture a");
    let again = office.command("nurture a");
    office.unchanged_by(&again);
}

#[test]
fn another_reason_keeps_the_place_and_the_visit() {
    let mut office = office("new: | won: | lost: a b");
    office.do_all("lose b because timing");
    assert_eq!(office.board(), "new: | won: | lost: a b");
    assert_eq!(office.deal("b").visits.len(), 2);
    let Standing::Lost(loss) = &office.deal("b").position.standing else { panic!("it is lost") };
    assert_eq!(loss.reason, Some(office.choice(ListKind::LossReason, "timing")));
}

#[test]
fn re_opened_deals_go_back_to_where_they_were_worked_on() {
    let cases = [
        ("win c; reopen c", "new: a b | proposal: c d | won: x | lost: y"),
        ("lose d because price; reopen d", "new: a b | proposal: d c | won: x | lost: y"),
        ("nurture d; reopen d", "new: a b | proposal: d c | won: x | lost: y"),
        ("win a; lose a because price; reopen a", "new: a b | proposal: c d | won: x | lost: y"),
        ("nurture b c; reopen b c", "new: b a | proposal: c d | won: x | lost: y"),
        ("win a b; reopen b a", "new: b a | proposal: c d | won: x | lost: y"),
        ("win a; reopen a to proposal", "new: b | proposal: a c d | won: x | lost: y"),
        ("reopen a to proposal", "new: b | proposal: a c d | won: x | lost: y"),
        ("win a; archive new to proposal; reopen a", "proposal: a c d b | won: x | lost: y"),
        ("nurture a; archive new to proposal; reopen a", "proposal: a c d b | won: x | lost: y"),
    ];
    for (commands, after) in cases {
        check(BOARD, commands, after);
    }
}

#[test]
fn a_nurtured_deal_goes_where_the_deals_of_its_stage_went() {
    let mut office = office("first: z | new: a b | proposal: c | won: | lost:");
    office.do_all("nurture a; archive new to proposal; reopen a");
    assert_eq!(office.board(), "first: z | proposal: a c b | won: | lost:");
}

#[test]
fn a_closed_deal_can_be_nurtured() {
    let mut office = office(BOARD);
    office.do_all("win c; nurture c");
    assert_eq!(office.deal("c").standing(), StandingKind::Nurtured);
    assert_eq!(office.deal("c").position.stage, office.stage_id("proposal"));
    office.do_all("nurture y; archive proposal to new; nurture x");
    assert_eq!(
        office.deal("x").position.stage,
        office.stage_id("new"),
        "it was never worked on anywhere else"
    );
}

#[test]
fn each_pipeline_has_its_own_ends() {
    let mut office = office("new: a | won: | lost:");
    lay_out(&mut office, "partners", "lead: b | won-2: | lost-2:");
    office.do_all("win a b");
    assert_eq!(office.board(), "new: | won: a | lost:");
    assert_eq!(office.board_of("partners"), "lead: | won-2: b | lost-2:");
    office.do_all("reopen a b");
    assert_eq!(office.board(), "new: a | won: | lost:");
    assert_eq!(office.board_of("partners"), "lead: b | won-2: | lost-2:");
}

#[test]
fn losing_wants_a_reason() {
    check_refused(BOARD, "lose a", &Rejection::LossReasonNeeded);
    check_refused(BOARD, "win a; lose a", &Rejection::LossReasonNeeded);
    let mut office = office(BOARD);
    let lose = |reason| Command::CloseDeals {
        deals: office.deal_ids("a"),
        outcome: Outcome::Lost(Loss { reason: Some(reason), ..Loss::default() }),
    };
    let source = lose(office.choice(ListKind::Source, "web"));
    let unknown = lose(ChoiceId(Uuid::from_u128(7)));
    office.refuses(&source, &Rejection::Gone(What::Choice));
    office.refuses(&unknown, &Rejection::Gone(What::Choice));
}

#[test]
fn losing_without_a_reason_is_fine_where_none_is_offered() {
    let mut office = office("new: a | won: | lost:");
    for name in ["price", "timing"] {
        let choice = office.choice(ListKind::LossReason, name);
        office.must(&Command::EditChoice { choice, patch: sales::decide::ChoicePatch::Archived(true) });
    }
    office.do_all("lose a");
    assert_eq!(office.board(), "new: | won: | lost: a");
}

#[test]
fn a_loss_keeps_its_note_and_competitor() {
    let mut office = office("new: a | won: | lost:");
    let loss = Loss {
        reason: Some(office.choice(ListKind::LossReason, "price")),
        note: "  two lines\r\nof it ".into(),
        competitor: " Other \n Ltd ".into(),
    };
    office.must(&Command::CloseDeals { deals: office.deal_ids("a"), outcome: Outcome::Lost(loss.clone()) });
    let expected = Loss { note: "two lines\nof it".into(), competitor: "Other Ltd".into(), ..loss };
    assert_eq!(office.deal("a").position.standing, Standing::Lost(Box::new(expected)));
    assert_eq!(office.log.last().unwrap().act, Act::LoseDeal);
}

#[test]
fn nurturing_keeps_the_day_to_come_back() {
    let mut office = office("new: a | won: | lost:");
    let until = Date::from_ymd_opt(2025, 9, 1);
    let nurture = |until| Command::CloseDeals {
        deals: office.deal_ids("a"),
        outcome: Outcome::Nurtured { until, reason: "budget".into() },
    };
    let (first, second) = (nurture(until), nurture(None));
    office.must(&first);
    assert_eq!(office.deal("a").position.standing, Standing::Nurtured { until, reason: "budget".into() });
    office.must(&second);
    assert_eq!(office.deal("a").visits.len(), 2, "another day is no other visit");
}

#[test]
fn a_deal_wakes_up_on_a_day_to_come() {
    // From noon of the first day of each pair: the second is the first that can be chosen, over month ends and leap days.
    for (today, tomorrow) in [
        ("2025-06-09", "2025-06-10"),
        ("2026-02-28", "2026-03-01"),
        ("2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-03-01"),
        ("2026-12-31", "2027-01-01"),
        ("2100-02-28", "2100-03-01"),
    ] {
        let mut office = office("new: a b | won: | lost:");
        let [today, tomorrow] = [today, tomorrow].map(|day| day.parse::<Date>().unwrap());
        office.wait_days((today - office.today()).num_days());
        let nurture = |office: &Office, titles: &str, until| Command::CloseDeals {
            deals: office.deal_ids(titles),
            outcome: Outcome::Nurtured { until: Some(until), reason: "budget".into() },
        };
        for past in [today, today.pred_opt().unwrap(), Date::MIN] {
            let command = nurture(&office, "a", past);
            office.refuses(&command, &Rejection::DayIsPast);
        }
        let command = nurture(&office, "a", tomorrow);
        office.must(&command);
        office.do_all("undo; redo");
        // Once the day has come the reason can still be put right, and the day be put off, but never back.
        office.wait_days(3);
        let with_reason = Command::CloseDeals {
            deals: office.deal_ids("a"),
            outcome: Outcome::Nurtured { until: Some(tomorrow), reason: "no budget".into() },
        };
        office.must(&with_reason);
        office.do_all("undo; redo");
        let command = nurture(&office, "a", today);
        office.refuses(&command, &Rejection::DayIsPast);
        // Another deal can't be given the day that the first has.
        let command = nurture(&office, "a b", tomorrow);
        office.refuses(&command, &Rejection::DayIsPast);
        let standing = &office.deal("a").position.standing;
        assert_eq!(*standing, Standing::Nurtured { until: Some(tomorrow), reason: "no budget".into() });
        // A log is a log, whatever day it is read on.
        office.wait_days(400);
        let before = office.ws.clone();
        office.reload();
        assert!(office.ws.same_as(&before));
    }
}

#[test]
fn everything_that_names_a_deal_wants_it_there() {
    for command in ["win a", "lose a because price", "nurture a", "reopen a", "remove a"] {
        let mut office = office("new: a b | won: | lost:");
        let command = office.command(command);
        office.do_all("remove a");
        office.refuses(&command, &Rejection::Gone(What::Deal));
    }
}
