//! Cards go where they are put.

use sales::decide::{Command, Rejection, Slot, What};
use sales::ids::{DealId, StageId, Uuid};
use sales::log::{Act, Change};
use sales::model::StandingKind;

use crate::fixture::Office;
use crate::notation::{check, check_refused, check_unchanged, office};

const BOARD: &str = "new: a b c d | proposal: e f | review: | won: | lost:";

#[test]
fn within_a_column() {
    let cases = [
        ("move a to new bottom", "new: b c d a"),
        ("move d to new top", "new: d a b c"),
        ("move a to new before c", "new: b a c d"),
        ("move a to new after c", "new: b c a d"),
        ("move d to new before a", "new: d a b c"),
        ("move d to new after a", "new: a d b c"),
        ("move b to new before d", "new: a c b d"),
        ("move c to new before b", "new: a c b d"),
    ];
    for (command, new) in cases {
        check(BOARD, command, &format!("{new} | proposal: e f | review: | won: | lost:"));
    }
}

#[test]
fn to_another_column() {
    let cases = [
        ("move a to proposal top", "new: b c d | proposal: a e f | review:"),
        ("move a to proposal bottom", "new: b c d | proposal: e f a | review:"),
        ("move a to proposal before f", "new: b c d | proposal: e a f | review:"),
        ("move a to proposal after e", "new: b c d | proposal: e a f | review:"),
        ("move a to proposal after f", "new: b c d | proposal: e f a | review:"),
        ("move a to review top", "new: b c d | proposal: e f | review: a"),
        ("move a to review bottom", "new: b c d | proposal: e f | review: a"),
        ("move f to new before a", "new: f a b c d | proposal: e | review:"),
    ];
    for (command, columns) in cases {
        check(BOARD, command, &format!("{columns} | won: | lost:"));
    }
}

#[test]
fn several_at_once_keep_the_order_they_are_named_in() {
    let cases = [
        ("move a c to proposal top", "new: b d | proposal: a c e f | review:"),
        ("move c a to proposal bottom", "new: b d | proposal: e f c a | review:"),
        ("move a e to review top", "new: b c d | proposal: f | review: a e"),
        ("move a b c d to proposal after e", "new: | proposal: e a b c d f | review:"),
        ("move f e to proposal top", "new: a b c d | proposal: f e | review:"),
        ("move d c b a to new top", "new: d c b a | proposal: e f | review:"),
        ("move a a b to review top", "new: c d | proposal: e f | review: a b"),
        ("move a b c d e f to review bottom", "new: | proposal: | review: a b c d e f"),
    ];
    for (command, columns) in cases {
        check(BOARD, command, &format!("{columns} | won: | lost:"));
    }
}

#[test]
fn a_selection_may_be_dropped_on_itself() {
    let cases = [
        ("move a c to new before c", "new: b a c d"),
        ("move a c to new after a", "new: a c b d"),
        ("move a d to new before d", "new: b c a d"),
        ("move b d to new after b", "new: a b d c"),
        ("move d b to new before b", "new: a d b c"),
        ("move a e to new before a", "new: a e b c d"),
    ];
    for (command, new) in cases {
        let proposal = if command.contains(" e ") { "proposal: f" } else { "proposal: e f" };
        check(BOARD, command, &format!("{new} | {proposal} | review: | won: | lost:"));
    }
}

#[test]
fn dropping_cards_where_they_came_from_is_no_change() {
    let commands = [
        "move a to new top",
        "move d to new bottom",
        "move b to new after a",
        "move b to new before c",
        "move b to new before b",
        "move b to new after b",
        "move a b to new top",
        "move c d to new bottom",
        "move b c to new after a",
        "move b c to new before d",
        "move b c to new after b",
        "move a b c d to new top",
        "move a b c d to new after c",
    ];
    for command in commands {
        check_unchanged(BOARD, command);
    }
}

#[test]
fn nurtured_deals_do_not_count_as_neighbours() {
    let board = "new: a b c | won: | lost:";
    check(
        "new: a b c | won: | lost:",
        "nurture b; move a to new before c",
        "new: a c | won: | lost: | nurtured: b",
    );
    let mut office = office(board);
    office.do_all("nurture b");
    let stay = office.command("move a to new before c");
    office.unchanged_by(&stay);
}

#[test]
fn a_neighbour_that_has_gone_elsewhere_leaves_the_bottom() {
    check(
        "new: a b | proposal: c d | won: | lost:",
        "move a to proposal before b",
        "new: b | proposal: c d a | won: | lost:",
    );
    check(
        "new: a b | proposal: c d | won: | lost:",
        "move c to new after d",
        "new: a b c | proposal: d | won: | lost:",
    );
    check_unchanged("new: a b | proposal: c d | won: | lost:", "move b to new before c");
    let mut office = office("new: a b c | won: | lost:");
    let unknown = Slot::Before(DealId(Uuid::from_u128(9)));
    office.must(&Command::MoveDeals {
        deals: vec![office.deal_id("a")],
        stage: office.stage_id("new"),
        slot: unknown,
        patch: None,
    });
    assert_eq!(office.board(), "new: b c a | won: | lost:");
}

#[test]
fn into_the_won_column_wins() {
    check("new: a | won: b | lost:", "move a to won top", "new: | won: a b | lost:");
    check("new: a b | won: | lost:", "move a b to won top", "new: | won: a b | lost:");
    let mut office = office("new: a b | won: c | lost:");
    office.do_all("move a to won bottom");
    assert_eq!(office.deal("a").standing(), StandingKind::Won);
    assert_eq!(office.log.last().unwrap().act, Act::WinDeal);
    office.do_all("move a to won top");
    assert_eq!(office.log.last().unwrap().act, Act::MoveDeal, "it was won before");
    office.do_all("move a to new top");
    assert_eq!(office.deal("a").standing(), StandingKind::Open);
    assert_eq!(office.log.last().unwrap().act, Act::ReopenDeal);
}

#[test]
fn into_a_lost_column_wants_a_reason_unless_the_deal_has_one() {
    check_refused(BOARD, "move a to lost top", &Rejection::LossReasonNeeded);
    check(
        "new: | won: | lost: a b | lost-early:",
        "move a to lost-early top",
        "new: | won: | lost: b | lost-early: a",
    );
    check_refused(
        "new: c | won: | lost: a | lost-early:",
        "move a c to lost-early top",
        &Rejection::LossReasonNeeded,
    );
}

#[test]
fn to_a_stage_that_is_no_more() {
    let mut office = office(BOARD);
    let review = office.stage_id("review");
    office.do_all("archive review");
    let drop =
        |stage| Command::MoveDeals { deals: office.deal_ids("a"), stage, slot: Slot::Top, patch: None };
    let (archived, unknown) = (drop(review), drop(StageId(Uuid::from_u128(1))));
    office.refuses(&archived, &Rejection::StageArchived(review));
    office.refuses(&unknown, &Rejection::Gone(What::Stage));
}

#[test]
fn a_deal_that_is_no_more() {
    let mut office = office(BOARD);
    let moved = office.command("move a b to proposal top");
    office.do_all("remove b");
    office.refuses(&moved, &Rejection::Gone(What::Deal));
    assert_eq!(office.deal("a").position.stage, office.stage_id("new"), "none of them moves");
}

#[test]
fn to_another_pipeline() {
    let mut office = office("new: a b | won: | lost:");
    crate::notation::lay_out(&mut office, "partners", "lead: x | won-2: | lost-2:");
    office.do_all("move a to lead before x");
    assert_eq!(office.board(), "new: b | won: | lost:");
    assert_eq!(office.board_of("partners"), "lead: a x | won-2: | lost-2:");
    office.do_all("undo");
    assert_eq!(office.board(), "new: a b | won: | lost:");
}

#[test]
fn into_the_lane_of_another_owner_in_one_step() {
    let mut office = office("new: a b | proposal: c | won: | lost:");
    office.person("Ada");
    let owner = |office: &Office, title: &str| {
        let person = office.deal(title).owner.and_then(|id| office.ws.people.live(id));
        person.map_or_else(|| "nobody".to_owned(), |person| person.name.clone())
    };
    let cases = [
        ("move a to proposal top for Ada", "new: b | proposal: a c", "Ada", Act::MoveDeal),
        ("move a b to proposal bottom for Ada", "new: | proposal: c a b", "Ada", Act::MoveDeal),
        ("move a to proposal top for nobody", "new: b | proposal: a c", "nobody", Act::MoveDeal),
        // Between the same two cards, the lane may be another all the same.
        ("move a to new top for Ada", "new: a b | proposal: c", "Ada", Act::EditDeal),
    ];
    for (command, columns, expected, act) in cases {
        let entries = office.log.len();
        office.do_all(command);
        assert_eq!(office.board(), format!("{columns} | won: | lost:"), "{command}");
        assert_eq!(owner(&office, "a"), expected, "{command}");
        assert_eq!(office.log.len(), entries + 1, "{command}");
        assert_eq!(office.log[entries].act, act, "{command}");
        office.do_all("undo");
        assert_eq!(office.board(), "new: a b | proposal: c | won: | lost:", "{command}");
        assert_eq!(owner(&office, "a") + &owner(&office, "b"), "nobodynobody", "{command}");
    }
    let stay = office.command("move a to new top for nobody");
    office.unchanged_by(&stay);
}

#[test]
fn into_the_lane_of_someone_who_is_no_more() {
    let mut office = office(BOARD);
    office.person("Ada");
    let moved = office.command("move a to proposal top for Ada");
    office.do_all("undo");
    office.refuses(&moved, &Rejection::Gone(What::Person));
    assert_eq!(office.board(), BOARD, "the card stays where it is");
}

#[test]
fn two_hundred_drops_into_one_gap_keep_the_order() {
    let mut office = office("new: x z | proposal: a b | won: | lost:");
    for round in 0..200 {
        let (mover, other) = if round % 2 == 0 { ("a", "b") } else { ("b", "a") };
        office.do_all(&format!("move {mover} to new after x"));
        let expected = match round {
            0 => "new: x a z | proposal: b".to_owned(),
            _ => format!("new: x {mover} {other} z | proposal:"),
        };
        assert_eq!(office.board(), format!("{expected} | won: | lost:"), "round {round}");
    }
    let most = office.log.iter().skip(1).map(|entry| entry.changes.len()).max();
    assert_eq!(most, Some(4), "at times the cards around make room");
    for _ in 0..100 {
        office.do_all("undo");
    }
    assert_eq!(office.board(), "new: x b a z | proposal: | won: | lost:");
}

#[test]
fn a_selection_that_does_not_fit_spreads_the_column() {
    let mut office = office("new: x z | proposal: c d e | won: | lost:");
    // Halve the gap until one place is left.
    for round in 0..63 {
        office.do_all(&format!("add n{round} to proposal bottom; move n{round} to new after x"));
    }
    let full = office.board();
    assert!(full.starts_with("new: x n62 n61 n60"), "{full}");
    office.do_all("move c d e to new after x");
    assert!(office.board().starts_with("new: x c d e n62 n61 n60"), "{}", office.board());
    let changes = office.log.last().unwrap().changes.len();
    assert!((4..40).contains(&changes), "the cards around make room, not the whole column: {changes}");
    office.do_all("undo");
    assert_eq!(office.board(), full);
}

#[test]
fn a_move_is_one_change_of_one_deal() {
    let mut office = office(BOARD);
    office.do_all("move a to proposal before f");
    let changes = &office.log.last().unwrap().changes;
    assert!(matches!(changes.as_slice(), [Change::DealMoved { .. }]), "{changes:?}");
}
