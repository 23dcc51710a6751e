//! Two people, or two tabs, at work on copies of one workspace.

use sales::decide::{Command, DealPatch, FieldPatch, PersonPatch, Rejection, StagePatch};
use sales::log::{Device, Line, Log};
use sales::model::{FieldKind, ListKind, StageKind};
use sales::undo::can_undo;

use crate::fixture::{Office, add_pipeline, draft};
use crate::notation::office;

/// Two copies of an office, on two devices.
fn apart(board: &str) -> (Office, Office) {
    let first = office(board);
    let mut second = first.copy_on(Device(2));
    second.now.0 += 7;
    (first, second)
}

/// Each takes over what the other has; both have the same then, board and all.
fn together(first: &mut Office, second: &mut Office) -> String {
    let copy = first.clone();
    first.merge(second);
    second.merge(&copy);
    assert!(first.ws.same_as(&second.ws));
    assert_eq!(first.log, second.log);
    assert_eq!(first.board(), second.board());
    first.board()
}

#[test]
fn the_later_of_two_moves_of_one_card_wins() {
    let (mut first, mut second) = apart("new: a b | proposal: | review: | won: | lost:");
    first.do_all("move a to proposal top");
    second.do_all("move a to review top");
    assert_eq!(together(&mut first, &mut second), "new: b | proposal: | review: a | won: | lost:");
    let stages: Vec<_> = first.deal("a").visits.iter().map(|visit| visit.stage).collect();
    assert_eq!(stages, ["new", "proposal", "review"].map(|name| first.stage_id(name)), "both are remembered");
    assert_eq!(first.undo(), Err(Rejection::ChangedSince), "the first was moved on");
    second.undo().expect("the second was the last");
    second.redo().expect("and can be done again");
}

#[test]
fn undoing_the_later_move_after_merging_leaves_the_deal_where_it_says() {
    let (mut first, mut second) = apart("new: a | proposal: | review: | won: | lost:");
    first.do_all("move a to proposal top");
    second.do_all("move a to review top");
    together(&mut first, &mut second);
    second.do_all("undo");
    assert_eq!(
        second.board(),
        "new: a | proposal: | review: | won: | lost:",
        "where the second took it from"
    );
    assert_eq!(together(&mut first, &mut second), second.board());
}

#[test]
fn a_clock_that_is_behind_makes_no_visit_end_before_it_began() {
    let (mut first, mut second) = apart("new: a | proposal: | won: | lost:");
    first.wait_days(30);
    first.do_all("move a to proposal top");
    second.merge(&first);
    second.do_all("win a");
    together(&mut first, &mut second);
    assert!(first.deal("a").visits.is_sorted_by_key(|visit| visit.entered));
    second.do_all("undo");
    assert_eq!(together(&mut first, &mut second), "new: | proposal: a | won: | lost:");
}

#[test]
fn different_fields_of_a_deal_do_not_get_in_each_others_way() {
    let (mut first, mut second) = apart("new: a | proposal: | won: | lost:");
    let title = Command::EditDeals { deals: first.deal_ids("a"), patch: DealPatch::Title("x".into()) };
    first.must(&title);
    first.note("x", "from the first");
    second.note("a", "from the second");
    second.do_all("move a to proposal top");
    assert_eq!(together(&mut first, &mut second), "new: | proposal: x | won: | lost:");
    let notes: Vec<&str> = first.deal("x").notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["from the second", "from the first"]);
}

#[test]
fn the_last_writer_of_one_field_wins() {
    let (mut first, mut second) = apart("new: a | won: | lost:");
    let title = |office: &Office, title: &str| Command::EditDeals {
        deals: office.deal_ids("a"),
        patch: DealPatch::Title(title.into()),
    };
    let (one, two) = (title(&first, "first"), title(&second, "second"));
    second.must(&two);
    first.wait_days(1);
    first.must(&one);
    assert_eq!(together(&mut first, &mut second), "new: first | won: | lost:");
    assert_eq!(second.undo(), Err(Rejection::ChangedSince));
}

#[test]
fn tags_that_both_put_on_stay_both() {
    let mut office = office("new: a | won: | lost:");
    let tags = ["x", "y", "z"].map(|name| office.entry(ListKind::Tag, name));
    let edit = |office: &mut Office, patch| {
        let deals = office.deal_ids("a");
        office.must(&Command::EditDeals { deals, patch });
    };
    edit(&mut office, DealPatch::AddTag(tags[0]));
    let (mut first, mut second) = (office.clone(), office.copy_on(Device(2)));
    edit(&mut first, DealPatch::AddTag(tags[1]));
    edit(&mut second, DealPatch::DropTag(tags[0]));
    edit(&mut second, DealPatch::AddTag(tags[2]));
    together(&mut first, &mut second);
    assert_eq!(first.deal("a").tags, [tags[1], tags[2]]);
}

#[test]
fn options_that_both_add_stay_both() {
    let mut office = office("new: a | won: | lost:");
    let field = office.custom("size", FieldKind::Choice, &["small"]);
    let small = office.ws.fields.live(field).unwrap().options[0].id;
    let (mut first, mut second) = (office.clone(), office.copy_on(Device(2)));
    first.must(&Command::EditField { field, patch: FieldPatch::AddOption("large".into()) });
    first.must(&Command::EditField { field, patch: FieldPatch::RenameOption(small, "tiny".into()) });
    second.must(&Command::EditField { field, patch: FieldPatch::AddOption("huge".into()) });
    together(&mut first, &mut second);
    let names: Vec<&str> =
        first.ws.fields.live(field).unwrap().options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!(names, ["tiny", "large", "huge"]);
}

#[test]
fn options_that_one_puts_in_order_while_the_other_adds_some_are_in_that_order() {
    let mut office = office("new: a | won: | lost:");
    let field = office.custom("size", FieldKind::Choice, &["s", "m", "l"]);
    let ids: Vec<_> = office.ws.fields.live(field).unwrap().options.iter().map(|option| option.id).collect();
    let edit = |patch| Command::EditField { field, patch };
    let names = |office: &Office| -> Vec<String> {
        office.ws.fields.live(field).unwrap().options.iter().map(|option| option.name.clone()).collect()
    };
    for first_is_later in [false, true] {
        let (mut first, mut second) = (office.clone(), office.copy_on(Device(2)));
        if first_is_later {
            first.wait_days(1);
        }
        first.must(&edit(FieldPatch::MoveOption(ids[2], Some(ids[0]))));
        second.must(&edit(FieldPatch::AddOption("xl".into())));
        second.must(&edit(FieldPatch::DropOption(ids[1])));
        together(&mut first, &mut second);
        assert_eq!(names(&first), ["l", "s", "xl"]);
        first.do_all("undo");
        assert_eq!(names(&first), ["s", "l", "xl"], "what the other did stays");
    }
    // The later of two orders wins, and taking the earlier one back leaves it alone.
    let (mut first, mut second) = (office.clone(), office.copy_on(Device(2)));
    second.now.0 += 7;
    first.must(&edit(FieldPatch::MoveOption(ids[2], Some(ids[0]))));
    second.must(&edit(FieldPatch::MoveOption(ids[0], None)));
    together(&mut first, &mut second);
    assert_eq!(names(&first), ["m", "l", "s"]);
    assert_eq!(first.undo(), Err(Rejection::ChangedSince));
}

#[test]
fn the_last_to_say_who_uses_a_device_is_right_and_both_know_who_the_other_is() {
    let mut office = office("new: a | won: | lost:");
    let [ada, bob] = ["Ada", "Bob"].map(|name| office.person(name));
    let (mut first, mut second) = (office.clone(), office.copy_on(Device(2)));
    let set = |device, person| Command::SetAuthor { device, person: Some(person) };
    first.must(&set(first.device, ada));
    second.must(&set(second.device, bob));
    together(&mut first, &mut second);
    let author = |office: &Office, device| office.ws.author(device).map(|person| person.name.clone());
    assert_eq!(author(&second, first.device).as_deref(), Some("Ada"));
    assert_eq!(author(&first, second.device).as_deref(), Some("Bob"));
    second.must(&set(first.device, bob));
    first.wait_days(1);
    first.must(&Command::SetAuthor { device: first.device, person: None });
    together(&mut first, &mut second);
    assert_eq!(author(&second, first.device), None);
}

#[test]
fn a_person_stays_when_the_other_says_to_be_them() {
    let (mut first, mut second) = apart("new: a | won: | lost:");
    let person = first.person("Ada");
    second.merge(&first);
    second.must(&Command::SetAuthor { device: second.device, person: Some(person) });
    first.merge(&second);
    assert_eq!(first.undo(), Err(Rejection::ChangedSince));
}

#[test]
fn a_deal_moved_into_a_stage_that_the_other_archives_stays_in_sight() {
    let (mut first, mut second) = apart("new: a | proposal: b | won: | lost:");
    first.do_all("archive proposal to new");
    second.do_all("move a to proposal top");
    assert_eq!(together(&mut first, &mut second), "new: b | proposal!: a | won: | lost:");
    first.do_all("move a to new top");
    assert!(first.touched.shape, "the column goes with its last card");
    assert_eq!(first.board(), "new: a b | won: | lost:");
}

#[test]
fn a_stage_stays_when_the_other_uses_it() {
    let (mut first, mut second) = apart("new: a | won: | lost:");
    let stage =
        Command::AddStage { pipeline: first.pipeline("sales"), stage: draft("demo", 30), before: None };
    first.must(&stage);
    second.merge(&first);
    first.do_all("undo");
    second.do_all("move a to demo top");
    assert_eq!(together(&mut first, &mut second), "new: | demo: a | won: | lost:");
    // And the other way round: the use comes before the undo.
    let (mut first, mut second) = apart("new: a | won: | lost:");
    first.must(&stage);
    second.merge(&first);
    second.do_all("move a to demo top");
    first.wait_days(1);
    first.do_all("undo");
    assert_eq!(together(&mut first, &mut second), "new: | demo: a | won: | lost:");
}

#[test]
fn a_pipeline_stays_when_the_other_uses_it() {
    for first_is_later in [false, true] {
        let (mut first, mut second) = apart("new: a | won: | lost:");
        first.must(&add_pipeline("partners", &["lead", "won-2", "lost-2"]));
        second.merge(&first);
        second.do_all("add b to lead top");
        if first_is_later {
            first.wait_days(1);
        }
        first.do_all("undo");
        together(&mut first, &mut second);
        assert_eq!(first.board_of("partners"), "lead: b | won-2: | lost-2:");
    }
}

#[test]
fn an_open_deal_in_a_stage_that_the_other_made_a_won_one_stays_in_sight() {
    let (mut first, mut second) = apart("new: a | proposal: | won: | lost:");
    let stage = first.stage_id("proposal");
    first.must(&Command::EditStage { stage, patch: StagePatch::Kind(StageKind::Won) });
    second.do_all("move a to proposal top");
    let board = together(&mut first, &mut second);
    assert!(board.starts_with("new: | proposal: a"), "{board}");
    assert!(first.deal("a").is_open(), "nobody won it");
}

#[test]
fn the_sample_goes_but_not_the_deal_that_the_other_made_in_it() {
    let mut first = Office::new();
    first.must(&Command::LoadSample { language: sales::sample::Language::English });
    let mut second = first.copy_on(Device(2));
    second.now.0 += 7;
    let pipeline = first.ws.first_pipeline().unwrap().id;
    let stages = first.ws.stages_of(pipeline).len();
    let stage = first.ws.board_stages(pipeline)[0].id;
    first.must(&Command::RemoveSample);
    second.must(&Command::AddDeal {
        stage,
        title: "mine".into(),
        patches: Vec::new(),
        end: sales::decide::End::Top,
    });
    let copy = first.clone();
    first.merge(&second);
    second.merge(&copy);
    assert!(first.ws.same_as(&second.ws));
    assert_eq!(first.ws.stages_of(pipeline).len(), stages, "a pipeline to work in");
    assert_eq!(first.ws.column(stage).count(), 1);
}

#[test]
fn removing_wins_over_editing_and_can_be_undone() {
    let (mut first, mut second) = apart("new: a b | proposal: | won: | lost:");
    first.do_all("remove a");
    second.do_all("move a to proposal top");
    assert_eq!(together(&mut first, &mut second), "new: b | proposal: | won: | lost:");
    assert_eq!(can_undo(&second.ws, second.log.last().unwrap()), Err(Rejection::ChangedSince));
    first.do_all("undo");
    assert_eq!(together(&mut first, &mut second), "new: b | proposal: a | won: | lost:");
}

#[test]
fn cards_put_into_one_place_by_both_are_in_one_order() {
    let (mut first, mut second) = apart("new: a b | proposal: | won: | lost:");
    first.do_all("move a to proposal top");
    second.do_all("move b to proposal top");
    assert_eq!(first.deal("a").position.rank, second.deal("b").position.rank);
    let board = together(&mut first, &mut second);
    assert!(board.starts_with("new: | proposal: a b"), "{board}");
    // Between two cards with one rank there is room all the same.
    first.do_all("add c to new top; move c to proposal after a");
    assert!(first.board().starts_with("new: | proposal: a c b"), "{}", first.board());
    assert_eq!(together(&mut first, &mut second), first.board());
}

#[test]
fn people_added_by_both_with_one_name_are_two_people() {
    let (mut first, mut second) = apart("new: a | won: | lost:");
    let person = first.person("Ada");
    second.person("Ada");
    together(&mut first, &mut second);
    assert_eq!(first.ws.people.iter().count(), 2);
    first.must(&Command::EditPerson { person, patch: PersonPatch::Name("Ada K".into()) });
}

#[test]
fn two_entries_with_one_stamp_come_to_the_same_in_either_order() {
    let (first, _) = apart("new: a b | won: | lost:");
    let mut twin = first.clone();
    let mut other = first.clone();
    twin.do_all("win a");
    other.do_all("win b");
    assert_eq!(twin.log.last().unwrap().stamp, other.log.last().unwrap().stamp);
    let merge = |a: &Office, b: &Office| {
        let mut log = a.merged();
        log.merge(b.merged());
        log
    };
    assert_eq!(merge(&twin, &other), merge(&other, &twin));
    assert!(merge(&twin, &other).replay().same_as(&merge(&other, &twin).replay()));
}

#[test]
fn the_log_counts_what_is_new() {
    let (mut first, second) = apart("new: a | won: | lost:");
    first.do_all("win a");
    let mut log = second.merged();
    assert_eq!(log.last(), second.log.last().map(|entry| entry.stamp));
    assert_eq!(log.merge(first.merged()), 1);
    assert_eq!(log.merge(first.merged()), 0);
    assert_eq!(log.last(), first.log.last().map(|entry| entry.stamp));
    assert!(!log.insert(Line::Known(first.log[0].clone())));
    assert_eq!(Log::default().last(), None);
}
