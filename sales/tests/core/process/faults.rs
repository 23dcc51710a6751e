//! Rules that lock a stage or contradict one another are found when they are saved.

use sales::decide::{
    Command, FieldPatch, MAX_RULES, PersonPatch, ProcessDraft, Rejection, StageDraft, StagePatch, What,
};
use sales::ids::{StageId, TaskId, Uuid};
use sales::model::{ActivityKind, Arrivals, FieldKind, Force, Requirement, StageKind, Task, TaskOwner};
use sales::process::{Fault, faults};

use crate::fixture::{Office, draft};
use crate::notation::office;

const BOARD: &str = "new: a | proposal: b | review: c | won: | lost:";

/// Which of the faults it is, and of which stage.
fn named(office: &Office, fault: Fault) -> String {
    let (what, stage) = match fault {
        Fault::Locked(stage) => ("locked", stage),
        Fault::NoSuchValue(stage, _) => ("no value", stage),
        Fault::OutOfUse(stage, _) => ("out of use", stage),
        Fault::Twice(stage, _) => ("twice", stage),
        Fault::OwnerGone(stage, _) => ("owner gone", stage),
    };
    format!("{what}: {}", office.ws.stages.get(stage).unwrap().name)
}

#[test]
fn what_locks_or_contradicts_is_refused() {
    for (rules, expected) in [
        ("new: block value; block value", "twice: new"),
        ("new: block value; warn value", "twice: new"),
        ("new: block 500..100", "no value: new"),
        ("new: warn 500..100", "no value: new"),
        ("new: block 500..; block ..100", "no value: new"),
        ("new: block done call; block done call", "twice: new"),
        // Only review may go to won, and nothing gets to review.
        ("won: from review | review: from proposal | proposal: from review", "locked: new"),
        ("new: no back | won: no skipping | review: from new", "locked: proposal"),
        ("won: from new | new: no back", "locked: proposal"),
    ] {
        let mut office = office(BOARD);
        let found = office.try_rules(rules);
        let Err(Rejection::ProcessFault(fault)) = found else { panic!("{rules}: {found:?}") };
        assert_eq!(named(&office, fault), expected, "{rules}");
    }
}

/// What a command is refused for, if it is refused for its rules; nothing else may be in its way.
fn refused(office: &mut Office, command: &Command) -> String {
    let before = office.ws.clone();
    match office.run(command) {
        Err(Rejection::ProcessFault(fault)) => {
            assert!(office.ws.same_as(&before));
            // A stage that was to be made has no name here.
            let known = |stage| office.ws.stages.get(stage).is_some();
            match fault {
                Fault::Locked(stage) if !known(stage) => "locked".to_owned(),
                Fault::NoSuchValue(stage, _) if !known(stage) => "no value".to_owned(),
                Fault::Twice(stage, _) if !known(stage) => "twice".to_owned(),
                fault => named(office, fault),
            }
        }
        found => found.map(|changes| format!("{changes} changes")).expect("no other rule"),
    }
}

#[test]
fn another_order_of_stages_locks_none() {
    let mut office = office("proposal: | review: | new: | won: | lost:");
    office.rules("won: from new | new: no back | proposal: no back");
    let place = |office: &Office, stage: &str, before: Option<&str>| Command::MoveStage {
        stage: office.stage_id(stage),
        before: before.map(|name| office.stage_id(name)),
    };
    let to_front = place(&office, "new", Some("proposal"));
    assert_eq!(refused(&mut office, &to_front), "locked: proposal");
    let to_middle = place(&office, "new", Some("review"));
    assert_eq!(refused(&mut office, &to_middle), "locked: review");
    // An order that leaves every way open is free, and with other rules this one is as well.
    let swap = place(&office, "review", Some("proposal"));
    office.must(&swap);
    let stage = office.stage_id("new");
    office.must(&Command::EditStage { stage, patch: StagePatch::Arrivals(Arrivals::default()) });
    office.must(&to_front);
}

#[test]
fn a_stage_that_comes_back_or_goes_locks_none() {
    let mut office = office(BOARD);
    office.do_all("archive proposal to new");
    office.rules("won: from new review | new: no back | review: from new");
    let restore = Command::RestoreStage { stage: office.stage_id("proposal") };
    assert_eq!(refused(&mut office, &restore), "locked: proposal");
}

#[test]
fn a_stage_that_goes_leaves_the_others_their_way() {
    let mut office = office(BOARD);
    // From proposal one comes to won by way of new, which takes deals from review alone.
    office.rules("new: from review; no back | won: from new");
    let archive = Command::ArchiveStage {
        stage: office.stage_id("review"),
        move_to: Some(office.stage_id("proposal")),
    };
    assert_eq!(refused(&mut office, &archive), "locked: proposal");
}

#[test]
fn a_stage_of_another_kind_locks_none() {
    let mut office = office("new: | proposal: | won-a: | won-b: | lost:");
    office.rules("won-a: from new | new: no back");
    let kind = |office: &Office, stage: &str, kind| Command::EditStage {
        stage: office.stage_id(stage),
        patch: StagePatch::Kind(kind),
    };
    let open = kind(&office, "won-b", StageKind::Open);
    assert_eq!(refused(&mut office, &open), "locked: proposal");
}

#[test]
fn new_stages_and_pipelines_come_without_contradictions() {
    let mut office = office(BOARD);
    office.rules("won: from new proposal review | new: no back | proposal: no back | review: no back");
    let pipeline = office.pipeline("sales");
    let value = |least: i64, most: i64| Requirement::Value {
        currency: sales::money::Currency::USD,
        at_least: Some(least),
        at_most: Some(most),
    };
    let drafted = |exit: Vec<(Requirement, Force)>| StageDraft {
        process: ProcessDraft { exit, ..ProcessDraft::default() },
        ..draft("talks", 20)
    };
    let add = |exit| Command::AddStage { pipeline, stage: drafted(exit), before: None };
    assert_eq!(refused(&mut office, &add(Vec::new())), "locked", "nothing takes deals from it");
    let first = office.stage_id("new");
    let at_front = |exit| Command::AddStage { pipeline, stage: drafted(exit), before: Some(first) };
    assert_eq!(refused(&mut office, &at_front(vec![(value(500, 100), Force::Block)])), "no value");
    let twice = vec![(value(1, 2), Force::Block), (value(1, 2), Force::Warn)];
    assert_eq!(refused(&mut office, &at_front(twice.clone())), "twice");
    office.must(&at_front(vec![(value(1, 2), Force::Block)]));
    let make = |exit| Command::AddPipeline {
        name: "partners".into(),
        stages: vec![drafted(exit), draft("won", 0), draft("lost", 0)],
        sources: Vec::new(),
        loss_reasons: Vec::new(),
        segments: Vec::new(),
        currency: None,
    };
    assert_eq!(refused(&mut office, &make(twice)), "twice");
    office.must(&make(vec![(value(1, 2), Force::Block)]));
}

#[test]
fn what_only_looks_as_if_is_fine() {
    for rules in [
        "new: block 100..500; block 400..",
        // One that only warns keeps nobody.
        "new: block 500..; warn ..100",
        "new: block checklist",
        "won: from review | review: from proposal | proposal: from new",
        "won: no skipping | review: no skipping | proposal: no skipping | new: no back",
        // Back and on again is a way.
        "won: from new | proposal: from new",
    ] {
        let mut office = office(BOARD);
        office.rules(rules);
        assert_eq!(faults(&office.ws, office.pipeline("sales")), [], "{rules}");
    }
}

#[test]
fn rules_can_not_speak_of_what_is_not_there() {
    let mut office = office(BOARD);
    crate::notation::lay_out(&mut office, "partners", "lead: | won-2: | lost-2:");
    let stage = office.stage_id("review");
    let edit = |patch| Command::EditStage { stage, patch };
    let from =
        |from: Vec<StageId>| edit(StagePatch::Arrivals(Arrivals { from: Some(from), ..Arrivals::default() }));
    let task = |kind, subject: &str, owner| Task {
        id: TaskId(Uuid::from_u128(5)),
        kind,
        subject: subject.into(),
        due_days: None,
        owner,
    };
    let list = |tasks| edit(StagePatch::Checklist(tasks));
    let (won, lead, nowhere) = (office.stage_id("won"), office.stage_id("lead"), StageId(Uuid::nil()));
    let nobody = sales::ids::PersonId(Uuid::nil());
    let many = (0..=MAX_RULES as u128).map(|number| Task {
        id: TaskId(Uuid::from_u128(number)),
        ..task(ActivityKind::Call, "", TaskOwner::Deal)
    });
    let many = many.collect();
    for (command, expected) in [
        (from(Vec::new()), Rejection::NoArrivals),
        (from(vec![stage]), Rejection::WrongTarget),
        (from(vec![won]), Rejection::WrongTarget),
        (from(vec![lead]), Rejection::WrongTarget),
        (from(vec![nowhere]), Rejection::Gone(What::Stage)),
        (list(vec![task(ActivityKind::Task, " ", TaskOwner::Deal)]), Rejection::Blank(What::Task)),
        (list(vec![task(ActivityKind::Call, "", TaskOwner::Person(nobody))]), Rejection::Gone(What::Person)),
        (
            list(vec![task(ActivityKind::Own(sales::ids::ChoiceId(Uuid::nil())), "x", TaskOwner::Deal)]),
            Rejection::Gone(What::Choice),
        ),
        (list(many), Rejection::TooMany { most: MAX_RULES }),
    ] {
        office.refuses(&command, &expected);
    }
    assert_eq!(office.try_rules("new: block -1.."), Err(Rejection::ValueOutOfRange));
    assert_eq!(office.try_rules("new: block .."), Err(Rejection::ValueOutOfRange));
    assert_eq!(office.try_rules("new: block 1.. JPY"), Err(Rejection::NoRate("JPY".parse().unwrap())));
    // The same item twice is one item.
    let call = task(ActivityKind::Call, "", TaskOwner::Deal);
    office.must(&list(vec![call.clone(), call]));
    assert_eq!(office.stage("review").checklist.len(), 1);
}

#[test]
fn what_comes_later_is_told_and_a_way_out_stays_open() {
    let mut office = office(BOARD);
    let ada = office.person("Ada");
    let field = office.custom("budget", FieldKind::Text, &[]);
    office.rules("new: block budget; call by Ada | review: from proposal");
    let found = |office: &Office| -> Vec<String> {
        faults(&office.ws, office.pipeline("sales")).into_iter().map(|fault| named(office, fault)).collect()
    };
    assert_eq!(found(&office), [] as [String; 0]);
    office.must(&Command::EditField { field, patch: FieldPatch::Archived(true) });
    office.must(&Command::EditPerson { person: ada, patch: PersonPatch::Archived(true) });
    assert_eq!(found(&office), ["out of use: new", "owner gone: new"]);
    // Other rules can be changed all the same, and these taken away.
    office.rules("proposal: block value");
    let stage = office.stage_id("new");
    office.must(&Command::EditStage { stage, patch: StagePatch::Exit(Vec::new()) });
    office.do_all("archive proposal to new");
    assert_eq!(found(&office), ["owner gone: new"], "review takes deals from anywhere again");
}
