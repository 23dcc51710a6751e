//! Stages: adding, editing, ordering, archiving.

use sales::decide::{Command, Rejection, StagePatch, What};
use sales::hue;
use sales::ids::{StageId, Uuid};
use sales::model::StageKind;

use crate::fixture::{Office, draft};
use crate::notation::{check, check_refused, check_unchanged, lay_out, office};

const BOARD: &str = "new: a | proposal: b c | review: | won: | lost:";

fn edit(office: &Office, stage: &str, patch: StagePatch) -> Command {
    Command::EditStage { stage: office.stage_id(stage), patch }
}

fn add(office: &Office, name: &str, before: Option<&str>) -> Command {
    Command::AddStage {
        pipeline: office.pipeline("sales"),
        stage: draft(name, 40),
        before: before.map(|name| office.stage_id(name)),
    }
}

#[test]
fn a_new_stage_comes_where_it_is_wanted() {
    let cases = [
        ("demo", None, "new: a | proposal: b c | review: | demo: | won: | lost:"),
        ("demo", Some("new"), "demo: | new: a | proposal: b c | review: | won: | lost:"),
        ("demo", Some("review"), "new: a | proposal: b c | demo: | review: | won: | lost:"),
        ("demo", Some("won"), "new: a | proposal: b c | review: | demo: | won: | lost:"),
        ("won-big", Some("won"), "new: a | proposal: b c | review: | won-big: | won: | lost:"),
        ("lost-2", None, "new: a | proposal: b c | review: | won: | lost: | lost-2:"),
    ];
    for (name, before, after) in cases {
        let mut office = office(BOARD);
        let command = add(&office, name, before);
        office.must(&command);
        assert_eq!(office.board(), after);
        office.do_all("undo; redo; reload");
        assert_eq!(office.board(), after);
    }
}

#[test]
fn a_new_stage_gets_a_colour_that_is_free() {
    let mut office = office(BOARD);
    assert_eq!((office.stage("won").hue, office.stage("lost").hue), (hue::WON, hue::LOST));
    let blue = office.stage("new").hue;
    let recolour = edit(&office, "new", StagePatch::Hue(9));
    office.must(&recolour);
    for (name, expected) in [("demo", blue), ("talk", 3), ("won-big", hue::WON), ("lost-2", hue::LOST)] {
        let command = add(&office, name, None);
        office.must(&command);
        assert_eq!(office.stage(name).hue, expected, "{name}");
    }
}

#[test]
fn stage_names_are_taken_once_in_their_pipeline() {
    let mut office = office(BOARD);
    let taken = |name: &str| Rejection::NameTaken(What::Stage, name.to_owned());
    let command = add(&office, "Proposal", None);
    office.refuses(&command, &taken("Proposal"));
    let command = edit(&office, "new", StagePatch::Name(" review".into()));
    office.refuses(&command, &taken("review"));
    let command = edit(&office, "new", StagePatch::Name("NEW".into()));
    office.must(&command);
    office.do_all("archive review");
    let command = edit(&office, "NEW", StagePatch::Name("review".into()));
    office.must(&command);
    let archived = office.ws.stages.iter().find(|stage| stage.archived).unwrap().id;
    office.refuses(&Command::RestoreStage { stage: archived }, &taken("review"));
    lay_out(&mut office, "partners", "proposal: | won: | lost:");
}

#[test]
fn fields_of_a_stage() {
    let mut office = office(BOARD);
    for patch in [
        StagePatch::Name("contacted".into()),
        StagePatch::Probability(15),
        StagePatch::LimitDays(Some(9)),
        StagePatch::Hue(14),
        StagePatch::Guidance("first\nsecond".into()),
    ] {
        let stage = office.ws.stages.iter().next().unwrap().id;
        let command = Command::EditStage { stage, patch };
        office.must(&command);
        assert!(office.touched.shape);
        office.unchanged_by(&command);
    }
    let stage = office.stage("contacted");
    assert_eq!((stage.probability, stage.limit_days, stage.hue), (15, Some(9), 4));
    let wrong = edit(&office, "proposal", StagePatch::Probability(101));
    office.refuses(&wrong, &Rejection::NotAPercentage);
    let blank = edit(&office, "proposal", StagePatch::Name("  ".into()));
    office.refuses(&blank, &Rejection::Blank(What::Stage));
    let certain = edit(&office, "won", StagePatch::Probability(50));
    office.unchanged_by(&certain);
}

#[test]
fn stages_are_put_in_order_among_their_kind() {
    let cases = [
        ("review", Some("new"), "review: | new: a | proposal: b c"),
        ("new", None, "proposal: b c | review: | new: a"),
        ("new", Some("review"), "proposal: b c | new: a | review:"),
        ("new", Some("won"), "proposal: b c | review: | new: a"),
    ];
    for (moving, before, open) in cases {
        let mut office = office(BOARD);
        let before = before.map(|name| office.stage_id(name));
        office.must(&Command::MoveStage { stage: office.stage_id(moving), before });
        assert_eq!(office.board(), format!("{open} | won: | lost:"));
        office.do_all("undo");
        assert_eq!(office.board(), BOARD);
    }
    let mut office = office(BOARD);
    for (moving, before) in
        [("new", Some("proposal")), ("review", None), ("won", Some("new")), ("new", Some("new"))]
    {
        let before = before.map(|name| office.stage_id(name));
        let command = Command::MoveStage { stage: office.stage_id(moving), before };
        office.unchanged_by(&command);
    }
    for _ in 0..150 {
        office.must(&Command::MoveStage {
            stage: office.stage_id("review"),
            before: Some(office.stage_id("proposal")),
        });
        office.must(&Command::MoveStage {
            stage: office.stage_id("proposal"),
            before: Some(office.stage_id("review")),
        });
    }
    assert_eq!(office.board(), BOARD);
}

#[test]
fn an_archived_stage_gives_its_deals_to_another() {
    let cases = [
        ("archive review", "new: a | proposal: b c | won: | lost:"),
        ("archive proposal to new", "new: a b c | review: | won: | lost:"),
        ("archive new to review", "proposal: b c | review: a | won: | lost:"),
        ("nurture b; archive proposal to review", "new: a | review: c | won: | lost: | nurtured: b"),
        ("archive proposal to new; restore proposal", "new: a b c | proposal: | review: | won: | lost:"),
        ("remove b; archive proposal to new", "new: a c | review: | won: | lost:"),
    ];
    for (commands, after) in cases {
        check(BOARD, commands, after);
    }
    check("new: | won: a b | won-2: c | lost:", "archive won to won-2", "new: | won-2: c a b | lost:");
    check("new: | won: | lost: a | lost-2: b", "archive lost to lost-2", "new: | won: | lost-2: b a");
}

#[test]
fn a_stage_with_deals_wants_to_know_where_they_go() {
    check_refused(BOARD, "archive proposal", &Rejection::StageHasDeals(2));
    check_refused(BOARD, "nurture a; archive new", &Rejection::StageHasDeals(1));
    check_refused(BOARD, "archive proposal to proposal", &Rejection::WrongTarget);
    check_refused(BOARD, "archive proposal to won", &Rejection::WrongTarget);
    let mut office = office(BOARD);
    lay_out(&mut office, "partners", "lead: | won-2: | lost-2:");
    let elsewhere = office.command("archive proposal to lead");
    office.refuses(&elsewhere, &Rejection::WrongTarget);
    let archived = office.command("archive proposal to review");
    office.do_all("archive review");
    office.refuses(&archived, &Rejection::WrongTarget);
    check_unchanged("new: | other: | won: | lost:", "restore new");
}

#[test]
fn undoing_an_archive_brings_stage_and_deals_back() {
    let mut office = office(BOARD);
    let archive = office.stage_id("proposal");
    office.do_all("archive proposal to new");
    office.unchanged_by(&Command::ArchiveStage { stage: archive, move_to: None });
    let entry = office.log.last().unwrap().clone();
    office.do_all("move b to review top");
    assert_eq!(office.undo_entry(&entry), Err(Rejection::ChangedSince), "b has moved on");
    office.do_all("undo");
    office.undo_entry(&entry).expect("b is back");
    assert_eq!(office.board(), BOARD);
}

#[test]
fn undoing_a_move_out_of_a_stage_that_was_archived_since() {
    let mut office = office(BOARD);
    office.do_all("move a to proposal top");
    let entry = office.log.last().unwrap().clone();
    office.do_all("archive new");
    let new = office.ws.stages.iter().find(|stage| stage.archived).unwrap().id;
    assert_eq!(office.undo_entry(&entry), Err(Rejection::StageArchived(new)));
    office.must(&Command::RestoreStage { stage: new });
    office.undo_entry(&entry).expect("it is in use again");
    assert_eq!(office.board(), BOARD);
}

#[test]
fn the_last_stage_of_a_kind_stays() {
    check_refused("new: | won: | lost:", "archive new", &Rejection::NoOpenStage);
    check_refused("new: | won: | lost:", "archive won", &Rejection::NoWonStage);
    check_refused("new: | won: | lost:", "archive lost", &Rejection::NoLostStage);
    check_refused("new: | other: | won: | lost:", "archive new; archive other", &Rejection::NoOpenStage);
}

#[test]
fn the_kind_of_a_stage_changes_only_while_it_is_empty() {
    let mut office = office(BOARD);
    let to_won = edit(&office, "review", StagePatch::Kind(StageKind::Won));
    office.must(&to_won);
    assert_eq!(office.stage("review").probability, 100);
    assert_eq!(office.board(), "new: a | proposal: b c | review: | won: | lost:");
    office.unchanged_by(&to_won);
    let back = edit(&office, "review", StagePatch::Kind(StageKind::Open));
    office.must(&back);
    assert_eq!(office.stage("review").probability, 50);
    let full = edit(&office, "proposal", StagePatch::Kind(StageKind::Won));
    office.refuses(&full, &Rejection::StageHasDeals(2));
    let nurtured = edit(&office, "new", StagePatch::Kind(StageKind::Lost));
    office.do_all("nurture a");
    office.refuses(&nurtured, &Rejection::StageHasDeals(1));
    let last = edit(&office, "lost", StagePatch::Kind(StageKind::Open));
    office.refuses(&last, &Rejection::NoLostStage);
}

#[test]
fn a_stage_that_is_not_there() {
    let mut office = office(BOARD);
    let stage = StageId(Uuid::from_u128(1));
    let gone = Rejection::Gone(What::Stage);
    office.refuses(&Command::EditStage { stage, patch: StagePatch::Hue(1) }, &gone);
    office.refuses(&Command::MoveStage { stage, before: None }, &gone);
    office.refuses(&Command::ArchiveStage { stage, move_to: None }, &gone);
    office.refuses(&Command::RestoreStage { stage }, &gone);
    let proposal = office.stage_id("proposal");
    office.refuses(&Command::ArchiveStage { stage: proposal, move_to: Some(stage) }, &gone);
}
