//! The process of a pipeline as a file.

use exchange::process::{ProcessError, as_pipeline, read, refusal, take_over, write};
use sales::decide::{Command, Context, Rejection, StagePatch, decide};
use sales::evolve::{Touched, apply};
use sales::ids::{ChoiceId, PersonId, PipelineId, RuleId, StageId, TaskId, Uuid};
use sales::model::{
    ActivityKind, Arrivals, Criterion, DealField, FieldKind, Force, ListKind, Requirement, Task, TaskOwner,
    Workspace,
};
use sales::money::Currency;
use sales::process::Fault;
use sales::sample::{Language, drafts_with_process};
use sales::templates::ALL;
use sales::time::{Date, Timestamp};

struct Desk {
    ws: Workspace,
    next: u128,
}

impl Desk {
    fn new() -> Self {
        Self { ws: Workspace::default(), next: 1 }
    }

    fn run(&mut self, command: &Command) {
        let mut next = self.next;
        let mut ids = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let today = "2026-01-05".parse::<Date>().expect("a day");
        let mut context = Context { now: Timestamp(1_800_000_000_000), today, ids: &mut ids };
        let decision = decide(&self.ws, command, &mut context).expect("nothing is refused");
        for change in &decision.changes {
            apply(&mut self.ws, change, &mut Touched::default());
        }
        self.next = next;
    }

    fn pipeline(&mut self, name: &str, template: usize) -> PipelineId {
        self.run(&Command::AddPipeline {
            name: name.to_owned(),
            stages: drafts_with_process(&ALL[template], Language::English),
            sources: Vec::new(),
            loss_reasons: Vec::new(),
            segments: Vec::new(),
            currency: Some(Currency::USD),
        });
        self.ws.pipelines.iter().find(|row| row.name == name).expect("it was made").id
    }

    fn stages(&self, pipeline: PipelineId) -> Vec<StageId> {
        self.ws.usable_stages_of(pipeline).iter().map(|stage| stage.id).collect()
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    /// A pipeline whose process has one of everything.
    fn full(&mut self) -> PipelineId {
        let pipeline = self.pipeline("Full", 0);
        let stages = self.stages(pipeline);
        let (kind, person) = (ChoiceId(self.id()), PersonId(self.id()));
        self.run(&Command::AddChoice { id: kind, list: ListKind::ActivityKind, name: "Survey".to_owned() });
        self.run(&Command::AddPerson { id: person, name: "Ada".to_owned() });
        self.run(&Command::AddField {
            name: "Budget".to_owned(),
            kind: FieldKind::Text,
            options: Vec::new(),
        });
        let field = self.ws.fields.iter().next().expect("a field").id;
        let checklist = [TaskOwner::Deal, TaskOwner::Nobody, TaskOwner::Person(person)].map(|owner| Task {
            id: TaskId(self.id()),
            kind: ActivityKind::Own(kind),
            subject: "Look at it".to_owned(),
            due_days: Some(4),
            owner,
        });
        let wants = [
            Requirement::Field(DealField::Custom(field)),
            Requirement::Field(DealField::ExpectedClose),
            Requirement::Checklist,
            Requirement::Done(ActivityKind::Own(kind)),
            Requirement::Value { currency: Currency::USD, at_least: Some(100), at_most: None },
        ];
        let exit = wants.map(|wants| Criterion { id: RuleId(self.id()), wants, force: Force::Block });
        let arrivals = Arrivals { from: Some(vec![stages[1]]), skipping: false, back: false };
        for (stage, patch) in [
            (stages[0], StagePatch::Checklist(checklist.to_vec())),
            (stages[0], StagePatch::Exit(exit.to_vec())),
            (stages[2], StagePatch::Arrivals(arrivals)),
        ] {
            self.run(&Command::EditStage { stage, patch });
        }
        pipeline
    }
}

fn ids() -> impl FnMut() -> Uuid {
    let mut next = 1_000_000_u128;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

#[test]
fn what_is_written_is_read_and_taken_over_as_it_was() {
    let mut desk = Desk::new();
    let pipeline = desk.full();
    let text = write(&desk.ws, pipeline);
    let file = read(&text).expect("it was written here");
    // A pipeline with the same stages and another process.
    let other = desk.pipeline("Other", 0);
    let before = write(&desk.ws, other);
    assert_ne!(before.replace("Other", "Full"), text);
    let takeover = take_over(&desk.ws, other, &file, &mut ids());
    assert!(takeover.missing.is_empty() && takeover.left_out.is_empty());
    desk.run(&takeover.command().expect("something to do"));
    assert_eq!(write(&desk.ws, other).replace("Other", "Full"), text);
}

#[test]
fn in_another_workspace_what_is_not_there_is_made_or_left_out_by_name() {
    let mut home = Desk::new();
    let pipeline = home.full();
    let file = read(&write(&home.ws, pipeline)).expect("it was written here");
    let mut away = Desk::new();
    let (command, left_out) = as_pipeline(&away.ws, &file, "Again".to_owned(), &mut ids());
    assert_eq!(left_out, ["Ada", "Budget"]);
    away.run(&command);
    let again = away.ws.pipelines.iter().next().expect("a pipeline").id;
    let first = away.ws.usable_stages_of(again)[0].clone();
    assert_eq!(first.checklist.iter().filter(|task| task.owner == TaskOwner::Deal).count(), 2);
    assert_eq!(first.exit.len(), 4);
    let kinds: Vec<&str> =
        away.ws.list(ListKind::ActivityKind).iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(kinds, ["Survey"], "made once");
    // Where deals come from is said in a second step.
    let takeover = take_over(&away.ws, again, &file, &mut ids());
    away.run(&takeover.command().expect("something to do"));
    let from = away.ws.usable_stages_of(again)[2].arrivals.from.clone();
    assert_eq!(from, Some(vec![away.ws.usable_stages_of(again)[1].id]));
}

#[test]
fn a_file_whose_rules_lock_or_contradict_becomes_no_pipeline() {
    let file = |new: &str, won: &str| {
        let stage = |name: &str, kind: &str, more: &str| {
            format!(r#"{{"name":"{name}","kind":"{kind}","probability":10{more}}}"#)
        };
        let stages = [
            stage("new", "open", new),
            stage("offer", "open", ""),
            stage("won", "won", won),
            stage("lost", "lost", ""),
        ];
        read(&format!(r#"{{"fairlead":"process","v":1,"name":"A","stages":[{}]}}"#, stages.join(",")))
            .expect("a process")
    };
    let desk = Desk::new();
    let found = |new: &str, won: &str| {
        let mut ids = ids();
        let today = "2026-01-05".parse::<Date>().expect("a day");
        let mut context = Context { now: Timestamp(1_800_000_000_000), today, ids: &mut ids };
        let (refused, seen) = refusal(&desk.ws, &file(new, won), "A", &mut context)?;
        Some(match refused {
            Rejection::ProcessFault(Fault::Locked(stage)) => {
                format!("locked: {}", seen.stages.get(stage).expect("the stage").name)
            }
            Rejection::ProcessFault(Fault::NoSuchValue(..)) => "no value".to_owned(),
            other => format!("{other:?}"),
        })
    };
    let range = |from: u32, to: u32| {
        format!(
            r#","exit":[{{"range":{{"currency":"USD","at_least":{from},"at_most":{to}}},"force":"block"}}]"#
        )
    };
    assert_eq!(found(r#","back":false"#, ""), None);
    assert_eq!(found("", r#","from":["new"]"#), None, "back and on again is a way");
    let locked = found(r#","back":false"#, r#","from":["new"]"#);
    assert_eq!(locked.as_deref(), Some("locked: offer"));
    assert_eq!(found(&range(100, 500), ""), None);
    assert_eq!(found(&range(500, 100), "").as_deref(), Some("no value"));
}

#[test]
fn every_template_goes_through_a_file() {
    for at in 0..ALL.len() {
        let mut desk = Desk::new();
        let pipeline = desk.pipeline("Sales", at);
        let text = write(&desk.ws, pipeline);
        let file = read(&text).expect("it was written here");
        let mut away = Desk::new();
        away.run(&Command::SetCurrency { currency: Currency::USD });
        let (command, left_out) = as_pipeline(&away.ws, &file, "Sales".to_owned(), &mut ids());
        assert!(left_out.is_empty());
        away.run(&command);
        let copy = away.ws.pipelines.iter().next().expect("a pipeline").id;
        assert_eq!(write(&away.ws, copy), text);
    }
}

#[test]
fn stages_that_are_not_there_are_named_and_none_is_taken_over_without_its_like() {
    let mut desk = Desk::new();
    let one = desk.pipeline("One", 0);
    let file = read(&write(&desk.ws, one)).expect("it was written here");
    let stages = desk.stages(one);
    let name = desk.ws.stages.get(stages[0]).expect("a stage").name.clone();
    desk.run(&Command::EditStage { stage: stages[0], patch: StagePatch::Name("Elsewhere".to_owned()) });
    let takeover = take_over(&desk.ws, one, &file, &mut ids());
    assert_eq!(takeover.missing, [name]);
    assert_eq!(takeover.stages.len(), stages.len() - 1);
}

#[test]
fn what_is_no_process_is_refused_with_the_reason() {
    let stage = |stage: &str| format!(r#"{{"fairlead":"process","v":1,"name":"A","stages":[{stage}]}}"#);
    let unknown = |what: &str| Err(ProcessError::Unknown(what.to_owned()));
    let cases = [
        (String::new(), Err(ProcessError::NotAProcess)),
        ("a,b\n1,2".to_owned(), Err(ProcessError::NotAProcess)),
        ("[]".to_owned(), Err(ProcessError::NotAProcess)),
        (r#"{"fairlead":"backup","v":1}"#.to_owned(), Err(ProcessError::NotAProcess)),
        (r#"{"fairlead":"process","v":2,"news":1}"#.to_owned(), Err(ProcessError::Newer(2))),
        (stage(r#"{"name":"a","kind":"frozen"}"#), unknown("frozen")),
        (stage(r#"{"name":"a","kind":"open","checklist":[{"kind":"dance"}]}"#), unknown("dance")),
        (
            stage(r#"{"name":"a","kind":"open","checklist":[{"kind":"call","owner":"moon"}]}"#),
            unknown("moon"),
        ),
        (stage(r#"{"name":"a","kind":"open","exit":[{"field":"mood","force":"warn"}]}"#), unknown("mood")),
        (stage(r#"{"name":"a","kind":"open","exit":[{"field":"value","force":"beg"}]}"#), unknown("beg")),
        (
            stage(r#"{"name":"a","kind":"open","exit":[{"weather":"sun","force":"warn"}]}"#),
            unknown("weather"),
        ),
        (
            stage(r#"{"name":"a","kind":"open","exit":[{"range":{"currency":"shells"},"force":"warn"}]}"#),
            unknown("shells"),
        ),
        (
            stage(r#"{"name":"a","kind":"open","exit":[{"force":"warn"}]}"#),
            Err(ProcessError::Damaged("exit".to_owned())),
        ),
    ];
    for (text, result) in cases {
        assert_eq!(read(&text).map(|_| ()), result, "{text}");
    }
    assert!(matches!(read(&stage(r#"{"kind":"open"}"#)), Err(ProcessError::Damaged(_))));
    assert!(
        read(&stage(r#"{"name":"a","kind":"open","colour":"red"}"#)).is_ok(),
        "a field more does no harm"
    );
    assert!(read(&format!("\u{feff}{}", stage(""))).is_ok());
}
