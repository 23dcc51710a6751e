//! What is planned on deals that come into a stage.

use sales::decide::{Command, PersonPatch, Rejection, StagePatch};
use sales::log::Device;
use sales::model::{MadeBy, Task};
use sales::time::{Date, Timestamp};

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b | proposal: | review: | won: | lost:";

impl Office {
    fn finish(&mut self, title: &str, subject: &str) {
        let deal = self.deal_id(title);
        let row = self.ws.activities_on(deal).find(|row| row.subject == subject).unwrap().id;
        self.must(&Command::CompleteActivities { activities: vec![row], outcome: String::new() });
    }

    fn set_day(&mut self, date: &str) {
        let noon = date.parse::<Date>().unwrap().and_hms_opt(12, 0, 0).unwrap();
        self.now = Timestamp(noon.and_utc().timestamp_millis());
    }
}

#[test]
fn a_deal_that_comes_gets_what_the_checklist_says() {
    let mut office = office(BOARD);
    let (ada, bob) = (office.person("Ada"), office.person("Bob"));
    office.do_all("give a to Ada");
    office.rules("proposal: task Quote +3; call by Bob; demo Show +0 by nobody | won: task Thank +1");
    assert_eq!(office.steps_on("a"), "", "nothing is planned behind anybody's back");
    office.do_all("move a to proposal top");
    assert_eq!(office.steps_on("a"), "Quote(2025-06-12) call Show(2025-06-09)");
    let stage = office.stage("proposal");
    let rows: Vec<_> = office.ws.activities_on(office.deal_id("a")).collect();
    assert_eq!(rows.iter().map(|row| row.owner).collect::<Vec<_>>(), [Some(ada), Some(bob), None]);
    let by = |task: &Task| Some(MadeBy { stage: stage.id, task: task.id });
    let made: Vec<_> = stage.checklist.iter().map(by).collect();
    assert_eq!(rows.iter().map(|row| row.made_by).collect::<Vec<_>>(), made);
    // One step to undo, with the move.
    office.undo().unwrap();
    assert_eq!((office.steps_on("a").as_str(), office.board().as_str()), ("", BOARD));
    office.redo().unwrap();
    office.reload();
    assert_eq!(office.steps_on("a"), "Quote(2025-06-12) call Show(2025-06-09)");
    office.do_all("win a; add x to proposal top; add y to new top; lose b because price");
    assert_eq!(office.steps_on("a"), "Quote(2025-06-12) call Show(2025-06-09) Thank(2025-06-10)");
    assert_eq!(
        (office.steps_on("x").as_str(), office.steps_on("y").as_str()),
        ("Quote(2025-06-12) call Show(2025-06-09)", "")
    );
}

#[test]
fn coming_back_plans_nothing_twice() {
    let mut office = office(BOARD);
    office.rules("new: call Ask +1 | proposal: task Quote +3");
    office.do_all("move a to proposal top");
    office.finish("a", "Quote");
    office.do_all("move a to new top");
    assert_eq!(office.steps_on("a"), "+Quote(2025-06-12) Ask(2025-06-10)");
    office.do_all(
        "move a to proposal top; nurture a; reopen a; lose a because price; reopen a; move a to new top",
    );
    assert_eq!(office.steps_on("a"), "+Quote(2025-06-12) Ask(2025-06-10)");
    // Another place in the same column is no coming.
    office.do_all("move b to new top; move a to new bottom");
    assert_eq!(office.steps_on("b"), "");
}

#[test]
fn what_was_done_since_is_not_taken_back_with_the_move_that_planned_it() {
    let mut office = office(BOARD);
    office.rules("proposal: task Quote");
    office.do_all("move a to proposal top");
    let moved = office.log.last().unwrap().clone();
    office.finish("a", "Quote");
    assert_eq!(office.undo_entry(&moved), Err(Rejection::ChangedSince));
    office.do_all("undo; undo");
    assert_eq!(office.board(), BOARD, "in turn, all of it is");
}

#[test]
fn days_are_counted_over_month_ends_and_leap_days() {
    for (today, due) in [
        ("2024-02-28", "2024-02-29"),
        ("2025-02-28", "2025-03-01"),
        ("2025-12-31", "2026-01-01"),
        ("2025-01-31", "2025-02-01"),
    ] {
        let mut office = office(BOARD);
        office.rules("proposal: call +1");
        office.set_day(today);
        office.do_all("move a to proposal top");
        assert_eq!(office.steps_on("a"), format!("call({due})"));
    }
}

#[test]
fn another_checklist_touches_nothing_that_was_planned() {
    let mut office = office(BOARD);
    office.rules("new: block checklist | proposal: task Quote; task Send; block checklist");
    office.do_all("move a to proposal top");
    assert_eq!(office.lacks("a", "review"), "[Quote,Send]!");
    office.finish("a", "Quote");
    assert_eq!(office.lacks("a", "review"), "[Send]!");
    // An item that deals have is taken off the list, and another put on it.
    let stage = office.stage_id("proposal");
    let mut tasks = office.stage("proposal").checklist.clone();
    tasks[1] = Task { id: sales::ids::TaskId(office.uuid()), subject: "Call".into(), ..tasks[1].clone() };
    office.must(&Command::EditStage { stage, patch: StagePatch::Checklist(tasks) });
    assert_eq!(office.steps_on("a"), "+Quote Send");
    assert_eq!(
        office.lacks("a", "review"),
        "",
        "the old item is asked for no more, and the new one was never planned"
    );
    office.do_all("move b to proposal top");
    assert_eq!(office.lacks("b", "review"), "[Quote,Call]!");
    // Taken off the deal it is asked for no more either.
    let row = office.ws.activities_on(office.deal_id("b")).last().unwrap().id;
    office.must(&Command::RemoveActivities { activities: vec![row] });
    assert_eq!(office.lacks("b", "review"), "[Quote]!");
}

#[test]
fn an_item_for_somebody_who_left_is_nobodys() {
    let mut office = office(BOARD);
    let ada = office.person("Ada");
    office.rules("proposal: call by Ada");
    office.do_all("give a to Ada");
    office.must(&Command::EditPerson { person: ada, patch: PersonPatch::Archived(true) });
    office.do_all("move a to proposal top");
    assert_eq!(office.ws.activities_on(office.deal_id("a")).next().unwrap().owner, None);
    // Neither is the making of a person that a checklist names undone.
    let entry = office.log.iter().find(|entry| entry.act == sales::log::Act::AddPerson).unwrap().clone();
    assert!(office.undo_entry(&entry).is_err());
}

#[test]
fn two_people_change_a_checklist_item_by_item() {
    let mut here = office(BOARD);
    here.rules("proposal: task Quote");
    let mut there = here.copy_on(Device(2));
    let stage = here.stage_id("proposal");
    let with = |office: &mut Office, subject: &str| {
        let mut tasks = office.stage("proposal").checklist.clone();
        let id = sales::ids::TaskId(office.uuid());
        tasks.push(Task { id, subject: subject.into(), ..tasks[0].clone() });
        office.must(&Command::EditStage { stage, patch: StagePatch::Checklist(tasks) });
    };
    with(&mut here, "Mine");
    with(&mut there, "Theirs");
    here.merge(&there);
    there.merge(&here);
    assert!(here.ws.same_as(&there.ws));
    assert_eq!(here.stage("proposal").checklist.len(), 3);
}

#[test]
fn a_copy_of_a_pipeline_has_a_process_of_its_own() {
    let mut office = office("new: a | proposal: | review: | won: | lost:");
    office.rules("proposal: task Quote +3; block value | review: from proposal new; no back");
    let pipeline = office.pipeline("sales");
    office.must(&Command::DuplicatePipeline { pipeline, name: "again".into() });
    let copy = office.ws.stages_of(office.pipeline("again"));
    let original = office.ws.stages_of(pipeline);
    assert_eq!(copy[1].checklist[0].subject, "Quote");
    assert_ne!(copy[1].checklist[0].id, original[1].checklist[0].id, "each has items of its own");
    assert_eq!(copy[1].exit[0].wants, original[1].exit[0].wants);
    assert_eq!(copy[2].arrivals.from, Some(vec![copy[1].id, copy[0].id]));
    assert!(!copy[2].arrivals.back);
    office.undo().unwrap();
}

#[test]
fn a_template_brings_its_process_along() {
    let template = &sales::templates::ALL[0];
    let mut office = Office::new();
    office.must(&Command::AddPipeline {
        name: "b2b".into(),
        stages: sales::sample::drafts_with_process(template, sales::sample::Language::English),
        sources: Vec::new(),
        loss_reasons: Vec::new(),
        segments: Vec::new(),
        currency: None,
    });
    let pipeline = office.pipeline("b2b");
    assert_eq!(sales::process::faults(&office.ws, pipeline), []);
    office.do_all("undo; redo");
    let first = office.ws.stages_of(pipeline)[0].id;
    let add = Command::AddDeal {
        stage: first,
        title: "x".into(),
        patches: Vec::new(),
        end: sales::decide::End::Top,
    };
    office.must(&add);
    let deal = office.deal_id("x");
    assert_eq!(office.ws.activities_on(deal).count(), 2);
}
