//! Undo and redo, of everything.

use std::collections::HashSet;

use sales::decide::{
    ActivityDraft, ActivityPatch, ChoicePatch, Command, ContactPatch, DashboardPatch, DealPatch, End,
    FieldPatch, GoalDraft, OrganisationPatch, Outcome, PersonPatch, Rejection, ReportPatch, ScenarioPatch,
    Slot, StagePatch, ViewPatch,
};
use sales::ids::{
    ActivityId, ChoiceId, ContactId, DashboardId, GoalId, OrganisationId, PersonId, ReportId, RuleId,
    ScenarioId, TaskId, Uuid, ViewId, WidgetId,
};
use sales::log::{Act, Change, DealEdit, Device, Kind, Past, Stamp, Swap};
use sales::model::{
    ActivityKind, Arrivals, Asked, Assumed, Assumption, Criterion, FieldKind, FieldValue, Force, GroupBy,
    ListKind, Loss, Measure, Requirement, Span, StageKind, Task, TaskOwner, Tiers, Widget, Workspace,
};
use sales::money::{Currency, Money, Rate};
use sales::query::Filter;
use sales::sample::Language;
use sales::time::Date;
use sales::undo::{DEPTH, MOST_CHANGES, Undo, can_redo, can_undo};

use crate::fixture::{Office, add_pipeline, draft};
use crate::notation::{lay_out, office};

/// An office with a bit of everything.
fn rich() -> Office {
    let mut office = office("new: a b c | proposal: d | review: | won: e | lost: f | nurtured: g");
    lay_out(&mut office, "partners", "lead: h | won-2: | lost-2:");
    let firm = office.organisation("Acme");
    let contact = office.contact("Eve", Some(firm));
    let owner = office.person("Ada");
    office.entry(ListKind::Tag, "hot");
    office.entry(ListKind::Product, "licence");
    let kind = office.entry(ListKind::ActivityKind, "tasting");
    office.custom("size", FieldKind::Choice, &["small", "large"]);
    office.custom("remark", FieldKind::Text, &[]);
    office.note("a", "called");
    office.view("mine", Filter::default());
    let deal = Some(office.deal_id("a"));
    for (subject, done) in [("call", None), ("met", Some(office.now))] {
        let id = ActivityId(office.uuid());
        let kind = ActivityKind::Own(kind);
        let (organisation, contact) = (Some(firm), Some(contact));
        let subject = subject.into();
        let draft =
            ActivityDraft { kind, subject, deal, organisation, contact, done, ..ActivityDraft::default() };
        office.must(&Command::AddActivity { id, draft });
    }
    for patch in [DealPatch::Owner(Some(owner)), DealPatch::Contact(Some(contact))] {
        let deals = office.deal_ids("a b");
        office.must(&Command::EditDeals { deals, patch });
    }
    let (goal, id) = (GoalId(office.uuid()), ScenarioId(office.uuid()));
    office.must(&Command::SetGoals { goals: vec![(goal, aim(5))] });
    let assumptions = vec![Assumption::People(2)];
    office.must(&Command::SaveScenario { id, goal, name: "fast".into(), assumptions });
    for name in ["first", "last"] {
        let (id, new) = (DashboardId(office.uuid()), widget(&mut office));
        office.must(&Command::AddDashboard { id, name: name.into(), widgets: vec![new] });
    }
    let id = ReportId(office.uuid());
    office.must(&Command::SaveReport { id, name: "by owner".into(), asked: Asked::default() });
    office
}

fn aim(month: u8) -> GoalDraft {
    GoalDraft {
        span: Span::Month { year: 2025, month },
        owner: None,
        pipeline: None,
        measure: Measure::WonDeals,
        tiers: Tiers::only(7),
    }
}

fn goal_commands(office: &mut Office) -> Vec<Command> {
    let (one, two, id) = (GoalId(office.uuid()), GoalId(office.uuid()), ScenarioId(office.uuid()));
    let goal = office.ws.goals.iter().next().unwrap().id;
    let scenario = office.ws.scenarios.iter().next().unwrap().id;
    let edit = |patch| Command::EditScenario { scenario, patch };
    vec![
        Command::SetGoals { goals: vec![(one, aim(6)), (two, aim(7))] },
        Command::EditGoal { goal, tiers: Tiers { target: 8, stretch: Some(9), challenge: Some(10) } },
        Command::SaveScenario { id, goal, name: "slow".into(), assumptions: Vec::new() },
        edit(ScenarioPatch::Name("quick".into())),
        edit(ScenarioPatch::Assume(Assumption::CycleDays(20))),
        edit(ScenarioPatch::Assume(Assumption::People(3))),
        edit(ScenarioPatch::Forget(Assumed::People)),
        edit(ScenarioPatch::Assumptions(vec![Assumption::CycleDays(9)])),
        Command::RemoveScenario { scenario },
        Command::RemoveGoals { goals: vec![goal] },
    ]
}

fn widget(office: &mut Office) -> Widget {
    let asked = Asked { shows: "funnel".into(), ..Asked::default() };
    Widget {
        id: WidgetId(office.uuid()),
        title: String::new(),
        asked,
        columns: 1,
        rows: 1,
        kept: String::new(),
    }
}

fn figure_commands(office: &mut Office) -> Vec<Command> {
    let (dashboard, report) =
        (office.ws.dashboards.iter().next().unwrap().id, office.ws.reports.iter().next().unwrap().id);
    let pipeline = office.ws.first_pipeline().unwrap().id;
    let person = office.ws.people.iter().next().unwrap().id;
    let (id, saved, new) = (DashboardId(office.uuid()), ReportId(office.uuid()), widget(office));
    let asked = Asked { question: "by=owner".into(), pipeline: Some(pipeline), ..Asked::default() };
    let edit = |patch| Command::EditDashboard { dashboard, patch };
    vec![
        Command::AddDashboard { id, name: "second".into(), widgets: vec![new.clone()] },
        edit(DashboardPatch::Name("Tuesday".into())),
        edit(DashboardPatch::Widgets(vec![new])),
        edit(DashboardPatch::Before(None)),
        Command::RemoveDashboard { dashboard },
        Command::SaveReport { id: saved, name: "by source".into(), asked: asked.clone() },
        Command::EditReport { report, patch: ReportPatch::Name("mine".into()) },
        Command::EditReport { report, patch: ReportPatch::Asked(asked) },
        Command::RemoveReport { report },
        Command::SnoozeDeals { deals: office.deal_ids("a b"), until: office.today().succ_opt() },
        Command::FinishReview { pipeline },
        Command::SetReviewDays { pipeline, days: Some(14) },
        Command::SetCapacity { deals: Some(40) },
        Command::EditPerson { person, patch: PersonPatch::Capacity(Some(12)) },
    ]
}

/// A command of each kind, and a patch of each kind, that changes something in that office.
fn every_command(office: &mut Office) -> Vec<Command> {
    let mut commands = deal_commands(office);
    commands.extend(shape_commands(office));
    commands.extend(catalogue_commands(office));
    commands.extend(activity_commands(office));
    commands.extend(goal_commands(office));
    commands.extend(figure_commands(office));
    commands
}

fn activity_commands(office: &mut Office) -> Vec<Command> {
    let id = ActivityId(office.uuid());
    let deal = Some(office.deal_id("a"));
    let of = |subject: &str| {
        office.ws.activities.iter().find(|row| row.subject == subject).expect("an activity").id
    };
    let (call, met) = (of("call"), of("met"));
    let owner = office.ws.people.iter().next().unwrap().id;
    let day: Date = "2025-08-01".parse().unwrap();
    let mut commands = vec![
        Command::AddActivity { id, draft: ActivityDraft { deal, ..ActivityDraft::default() } },
        Command::CompleteActivities { activities: vec![call, met], outcome: "good".into() },
        Command::ReopenActivities { activities: vec![met, call] },
        Command::RemoveActivities { activities: vec![call, met] },
    ];
    let edit = |patch| Command::EditActivities { activities: vec![call, met], patch };
    commands.extend(
        [
            ActivityPatch::Kind(ActivityKind::Visit),
            ActivityPatch::Subject("s".into()),
            ActivityPatch::Deal(Some(office.deal_id("c"))),
            ActivityPatch::Deal(None),
            ActivityPatch::Organisation(None),
            ActivityPatch::Contact(None),
            ActivityPatch::Owner(Some(owner)),
            ActivityPatch::Due(Some(day.into())),
            ActivityPatch::Minutes(Some(30)),
            ActivityPatch::Note("n".into()),
            ActivityPatch::Outcome("o".into()),
        ]
        .map(edit),
    );
    commands
}

fn deal_commands(office: &Office) -> Vec<Command> {
    let deal = office.deal_id("a");
    let note = office.deal("a").notes[0].id;
    let option = office.ws.fields.live(office.field("size")).unwrap().options[1].id;
    let tag = office.choice(ListKind::Tag, "hot");
    let loss = Loss {
        reason: Some(office.choice(ListKind::LossReason, "price")),
        note: "too dear".into(),
        competitor: "Other".into(),
    };
    let value = Money { minor: 500, currency: Currency::USD };
    let patches = vec![
        DealPatch::Title("a 2".into()),
        DealPatch::Organisation(None),
        DealPatch::Contact(None),
        DealPatch::Segment(Some(office.choice(ListKind::Segment, "first"))),
        DealPatch::Owner(None),
        DealPatch::Value(Some(value)),
        DealPatch::Probability(Some(70)),
        DealPatch::ExpectedClose(Date::from_ymd_opt(2025, 8, 1)),
        DealPatch::Source(Some(office.choice(ListKind::Source, "fair"))),
        DealPatch::Product(Some(office.choice(ListKind::Product, "licence"))),
        DealPatch::Tags(vec![tag]),
        DealPatch::AddTag(tag),
        DealPatch::Custom(office.field("size"), Some(FieldValue::Choice(option))),
        DealPatch::Custom(office.field("remark"), Some(FieldValue::Text("yes".into()))),
    ];
    let edit = |patch| Command::EditDeals { deals: office.deal_ids("a b d"), patch };
    let mut commands: Vec<Command> = patches.iter().cloned().map(edit).collect();
    let texts = [
        "win a e",
        "nurture a f",
        "reopen e f g",
        "remove a b e",
        "move b d to review top",
        "move a to new bottom",
    ];
    commands.extend(texts.map(|text| office.command(text)));
    commands.push(Command::CloseDeals { deals: office.deal_ids("a d e"), outcome: Outcome::Lost(loss) });
    let stage = office.stage_id("proposal");
    commands.push(Command::MoveDeals {
        deals: office.deal_ids("c a"),
        stage,
        slot: Slot::Before(office.deal_id("d")),
        patch: Some(DealPatch::Owner(None)),
    });
    commands.push(Command::AddDeal { stage, title: "z".into(), patches, end: End::Top });
    commands.push(Command::AddNote { deal, text: "met".into() });
    commands.push(Command::EditNote { deal, note, text: "called twice".into() });
    commands.push(Command::RemoveNote { deal, note });
    commands
}

fn shape_commands(office: &Office) -> Vec<Command> {
    let (pipeline, other) = (office.pipeline("sales"), office.pipeline("partners"));
    let (review, proposal) = (office.stage_id("review"), office.stage_id("proposal"));
    let mut commands: Vec<Command> = [
        StagePatch::Name("talks".into()),
        StagePatch::Kind(StageKind::Won),
        StagePatch::Probability(77),
        StagePatch::LimitDays(Some(4)),
        StagePatch::Hue(9),
        StagePatch::Guidance("ask".into()),
        StagePatch::Checklist(vec![Task {
            id: TaskId(Uuid::from_u128(1)),
            kind: ActivityKind::Call,
            subject: String::new(),
            due_days: Some(2),
            owner: TaskOwner::Deal,
        }]),
        StagePatch::Exit(vec![Criterion {
            id: RuleId(Uuid::from_u128(2)),
            wants: Requirement::Checklist,
            force: Force::Block,
        }]),
        StagePatch::Arrivals(Arrivals { from: Some(vec![proposal]), skipping: true, back: false }),
    ]
    .map(|patch| Command::EditStage { stage: review, patch })
    .to_vec();
    let euro: Currency = "EUR".parse().unwrap();
    let rate = Some(Rate { millionths: 1_080_000, on: Date::from_ymd_opt(2025, 6, 1).unwrap() });
    commands.extend([
        add_pipeline("third", &["start", "won", "lost"]),
        Command::RenamePipeline { pipeline, name: "selling".into() },
        Command::DuplicatePipeline { pipeline, name: "again".into() },
        Command::MovePipeline { pipeline: other, before: Some(pipeline) },
        Command::ArchivePipeline { pipeline: other, archived: true },
        Command::AddStage { pipeline, stage: draft("demo", 30), before: Some(proposal) },
        Command::MoveStage { stage: review, before: Some(proposal) },
        Command::ArchiveStage { stage: review, move_to: None },
        Command::ArchiveStage { stage: office.stage_id("new"), move_to: Some(proposal) },
        Command::RenameWorkspace { name: "us".into() },
        Command::SetCurrency { currency: Currency::CNY },
        Command::SetRate { currency: euro, rate },
        Command::LoadSample { language: Language::Chinese },
    ]);
    commands
}

fn catalogue_commands(office: &mut Office) -> Vec<Command> {
    let mut commands = vec![
        Command::AddPerson { id: PersonId(office.uuid()), name: "Bob".into() },
        Command::AddOrganisation { id: OrganisationId(office.uuid()), name: "Other".into() },
        Command::AddContact { id: ContactId(office.uuid()), name: "Sam".into(), organisation: None },
        Command::AddChoice { id: ChoiceId(office.uuid()), list: ListKind::Tag, name: "cold".into() },
        Command::AddField {
            name: "x".into(),
            kind: FieldKind::Choice,
            options: vec!["1".into(), "2".into()],
        },
        Command::SaveView {
            id: ViewId(office.uuid()),
            name: "all".into(),
            pipeline: office.pipeline("sales"),
            filter: Filter { text: "x".into(), ..Filter::default() },
            group_by: GroupBy::Owner,
        },
    ];
    let (ws, view) = (&office.ws, office.ws.views.iter().next().unwrap().id);
    let (person, contact) = (ws.people.iter().next().unwrap().id, ws.contacts.iter().next().unwrap().id);
    let organisation = ws.organisations.iter().next().unwrap().id;
    let (field, choice) = (office.field("size"), office.choice(ListKind::Source, "fair"));
    let option = ws.fields.live(field).unwrap().options[0].id;
    let web = office.choice(ListKind::Source, "web");
    commands.push(Command::SetAuthor { device: Device(7), person: Some(person) });
    let firm = OrganisationId(office.uuid());
    let works = Command::EditContact { contact, patch: ContactPatch::Organisation(Some(firm)) };
    commands.push(works.after(vec![Command::AddOrganisation { id: firm, name: "New".into() }]));
    commands.push(Command::RemoveView { view });
    commands.extend(
        [
            PersonPatch::Name("Al".into()),
            PersonPatch::Initials("X".into()),
            PersonPatch::Hue(7),
            PersonPatch::Archived(true),
        ]
        .map(|patch| Command::EditPerson { person, patch }),
    );
    commands.extend(
        [
            OrganisationPatch::Name("A".into()),
            OrganisationPatch::Website("w".into()),
            OrganisationPatch::Address("a".into()),
            OrganisationPatch::About("o".into()),
        ]
        .map(|patch| Command::EditOrganisation { organisation, patch }),
    );
    commands.extend(
        [
            ContactPatch::Name("E".into()),
            ContactPatch::Organisation(None),
            ContactPatch::Role("r".into()),
            ContactPatch::Phone("p".into()),
            ContactPatch::Email("e".into()),
            ContactPatch::About("a".into()),
        ]
        .map(|patch| Command::EditContact { contact, patch }),
    );
    commands.extend(
        [ChoicePatch::Name("n".into()), ChoicePatch::Before(Some(web)), ChoicePatch::Archived(true)]
            .map(|patch| Command::EditChoice { choice, patch }),
    );
    commands.extend(
        [
            FieldPatch::Name("n".into()),
            FieldPatch::Before(None),
            FieldPatch::MoveOption(option, None),
            FieldPatch::AddOption("huge".into()),
            FieldPatch::RenameOption(option, "tiny".into()),
            FieldPatch::DropOption(option),
            FieldPatch::Archived(true),
        ]
        .map(|patch| Command::EditField { field, patch }),
    );
    commands.extend(
        [
            ViewPatch::Name("v".into()),
            ViewPatch::Filter(Filter { text: "x".into(), ..Filter::default() }),
            ViewPatch::GroupBy(GroupBy::Owner),
        ]
        .map(|patch| Command::EditView { view, patch }),
    );
    commands
}

/// How many kinds of commands there are. The match makes the compiler ask for a new kind here.
const KINDS: usize = 60;

#[allow(clippy::match_same_arms, reason = "a list of names")]
fn kind(command: &Command) -> std::mem::Discriminant<Command> {
    match command {
        Command::AddDeal { .. } | Command::EditDeals { .. } | Command::MoveDeals { .. } => {}
        Command::CloseDeals { .. } | Command::ReopenDeals { .. } | Command::RemoveDeals { .. } => {}
        Command::AddNote { .. } | Command::EditNote { .. } | Command::RemoveNote { .. } => {}
        Command::AddPipeline { .. } | Command::RenamePipeline { .. } | Command::DuplicatePipeline { .. } => {}
        Command::MovePipeline { .. } | Command::ArchivePipeline { .. } | Command::AddStage { .. } => {}
        Command::EditStage { .. } | Command::MoveStage { .. } | Command::ArchiveStage { .. } => {}
        Command::RestoreStage { .. } | Command::AddPerson { .. } | Command::EditPerson { .. } => {}
        Command::AddOrganisation { .. } | Command::EditOrganisation { .. } | Command::AddContact { .. } => {}
        Command::EditContact { .. } | Command::AddChoice { .. } | Command::EditChoice { .. } => {}
        Command::AddField { .. } | Command::EditField { .. } | Command::SaveView { .. } => {}
        Command::EditView { .. } | Command::RemoveView { .. } | Command::RenameWorkspace { .. } => {}
        Command::SetCurrency { .. } | Command::SetRate { .. } | Command::SetAuthor { .. } => {}
        Command::LoadSample { .. } | Command::RemoveSample | Command::After { .. } => {}
        Command::AddActivity { .. } | Command::EditActivities { .. } => {}
        Command::CompleteActivities { .. } | Command::ReopenActivities { .. } => {}
        Command::RemoveActivities { .. } => {}
        Command::SetGoals { .. } | Command::EditGoal { .. } | Command::RemoveGoals { .. } => {}
        Command::SaveScenario { .. } | Command::EditScenario { .. } | Command::RemoveScenario { .. } => {}
        Command::AddDashboard { .. } | Command::EditDashboard { .. } | Command::RemoveDashboard { .. } => {}
        Command::SaveReport { .. } | Command::EditReport { .. } | Command::RemoveReport { .. } => {}
        Command::SnoozeDeals { .. } | Command::FinishReview { .. } => {}
        Command::SetReviewDays { .. } | Command::SetCapacity { .. } => {}
    }
    std::mem::discriminant(command)
}

fn leads_back_and_forth(before: &Office, command: &Command) {
    let mut office = before.clone();
    office.must(command);
    let after = office.clone();
    let same = |office: &Office, expected: &Office, what: &str| {
        assert!(office.ws.same_as(&expected.ws), "{what} of {command:?}");
        assert_eq!(office.boards(), expected.boards(), "{what} of {command:?}");
    };
    let entry = office.log.last().unwrap().clone();
    let mut undone = after.clone();
    sales::evolve::unevolve(&mut undone.ws, &entry, &mut undone.touched);
    same(&undone, before, "unevolve");
    office.undo().unwrap_or_else(|rejection| panic!("undo of {command:?}: {rejection:?}"));
    same(&office, before, "undo");
    let mut redone = office.clone();
    sales::evolve::unevolve(&mut redone.ws, office.log.last().unwrap(), &mut redone.touched);
    same(&redone, &after, "unevolve after undo");
    office.reload();
    same(&office, before, "undo and reload");
    office.redo().unwrap_or_else(|rejection| panic!("redo of {command:?}: {rejection:?}"));
    same(&office, &after, "redo");
    office.reload();
    assert_eq!(office.undo.next_undo(), Some(&entry), "after a reload it can still be undone");
    office.undo().unwrap_or_else(|rejection| panic!("second undo of {command:?}: {rejection:?}"));
    same(&office, before, "second undo");
}

#[test]
fn every_command_can_be_undone_and_redone_across_a_reload() {
    let mut office = rich();
    let commands = every_command(&mut office);
    let mut kinds: HashSet<_> = commands.iter().map(kind).collect();
    for command in &commands {
        leads_back_and_forth(&office, command);
    }
    let mut archived = office.clone();
    archived.do_all("archive review");
    let stage = archived.ws.stages.iter().find(|stage| stage.archived).unwrap().id;
    let restore = Command::RestoreStage { stage };
    leads_back_and_forth(&archived, &restore);
    let mut sample = office.clone();
    sample.must(&Command::LoadSample { language: Language::English });
    leads_back_and_forth(&sample, &Command::RemoveSample);
    kinds.extend([kind(&restore), kind(&Command::RemoveSample)]);
    assert_eq!(kinds.len(), KINDS, "a command of each kind");
}

#[test]
fn a_long_day_can_be_undone_step_by_step() {
    let mut office = rich();
    let commands = every_command(&mut office);
    let mut states = vec![office.ws.clone()];
    for command in &commands {
        if office.run(command).is_ok_and(|changes| changes > 0) {
            states.push(office.ws.clone());
        }
    }
    assert!(states.len() > 50);
    let end = states.len() - 1;
    for state in states[..end].iter().rev() {
        office.undo().expect("in turn, everything can be undone");
        assert!(office.ws.same_as(state));
    }
    office.reload();
    for state in &states[1..] {
        office.redo().expect("in turn, everything can be redone");
        assert!(office.ws.same_as(state));
    }
    assert_eq!(office.redo(), Err(Rejection::NothingToUndo));
}

#[test]
fn something_new_ends_what_could_be_redone() {
    let mut office = office("new: a b | won: | lost:");
    office.do_all("win a; undo");
    assert_eq!(office.undo.next_redo().map(|entry| entry.act), Some(Act::WinDeal));
    office.do_all("win b");
    assert_eq!(office.redo(), Err(Rejection::NothingToUndo));
    assert_eq!(office.undo.next_undo().map(|entry| entry.act), Some(Act::WinDeal));
}

#[test]
fn what_was_changed_since_cannot_be_undone_out_of_turn() {
    let title = |office: &Office, from: &str, to: &str| Command::EditDeals {
        deals: office.deal_ids(from),
        patch: DealPatch::Title(to.into()),
    };
    let mut office = office("new: a b | proposal: | won: | lost:");
    let command = title(&office, "a", "x");
    office.must(&command);
    let first = office.log.last().unwrap().clone();
    office.do_all("move x to proposal top");
    let moved = office.log.last().unwrap().clone();
    let command = title(&office, "x", "y");
    office.must(&command);
    assert_eq!(can_undo(&office.ws, &first), Err(Rejection::ChangedSince));
    assert_eq!(can_undo(&office.ws, &moved), Ok(()), "another field of the same deal");
    office.undo_entry(&moved).expect("it stands");
    assert_eq!(office.board(), "new: y b | proposal: | won: | lost:");
    assert_eq!(can_undo(&office.ws, &moved), Err(Rejection::ChangedSince), "twice is once too often");
    office.do_all("remove y");
    assert_eq!(can_undo(&office.ws, &first), Err(Rejection::ChangedSince));
}

#[test]
fn moves_there_and_back_again_are_told_apart() {
    let mut office = office("new: a | proposal: | won: | lost:");
    office.do_all("move a to proposal top");
    let first = office.log.last().unwrap().clone();
    office.do_all("move a to new top; move a to proposal top");
    assert_eq!(
        office.deal("a").position.rank,
        sales::rank::Rank::MIDDLE,
        "it stands where the first move put it"
    );
    assert_eq!(can_undo(&office.ws, &first), Err(Rejection::ChangedSince));
    office.do_all("undo; undo; undo");
    assert_eq!(office.board(), "new: a | proposal: | won: | lost:");
    assert_eq!(office.deal("a").visits.len(), 1);
}

#[test]
fn what_is_in_use_is_not_taken_away_by_undo() {
    let mut office = rich();
    let uses = |office: &mut Office, add: &dyn Fn(&mut Office) -> DealPatch| {
        let patch = add(office);
        let added = office.log.last().unwrap().clone();
        assert_eq!(can_undo(&office.ws, &added), Ok(()));
        let deals = office.deal_ids("d");
        office.must(&Command::EditDeals { deals, patch });
        assert_eq!(can_undo(&office.ws, &added), Err(Rejection::ChangedSince));
        office.do_all("undo");
        office.undo_entry(&added).expect("it is not in use any more");
    };
    uses(&mut office, &|office| DealPatch::Owner(Some(office.person("Zoe"))));
    uses(&mut office, &|office| DealPatch::Organisation(Some(office.organisation("Zeta"))));
    uses(&mut office, &|office| DealPatch::Contact(Some(office.contact("Zed", None))));
    uses(&mut office, &|office| DealPatch::AddTag(office.entry(ListKind::Tag, "zoo")));
    uses(&mut office, &|office| DealPatch::Source(Some(office.entry(ListKind::Source, "zine"))));
    uses(&mut office, &|office| {
        DealPatch::Custom(office.custom("zip", FieldKind::Number, &[]), Some(FieldValue::Number(1.0)))
    });
    let firm = office.organisation("Zeta");
    let added = office.log.last().unwrap().clone();
    office.contact("Zed", Some(firm));
    assert_eq!(can_undo(&office.ws, &added), Err(Rejection::ChangedSince));
}

#[test]
fn a_stage_or_pipeline_with_deals_is_not_taken_away_by_undo() {
    let mut office = office("new: a | won: | lost:");
    let pipeline = office.pipeline("sales");
    office.must(&Command::AddStage { pipeline, stage: draft("demo", 30), before: None });
    let stage = office.log.last().unwrap().clone();
    office.must(&add_pipeline("partners", &["lead", "won-2", "lost-2"]));
    let partners = office.log.last().unwrap().clone();
    office.do_all("move a to demo top; add b to lead top");
    assert_eq!(can_undo(&office.ws, &stage), Err(Rejection::ChangedSince));
    assert_eq!(can_undo(&office.ws, &partners), Err(Rejection::ChangedSince));
    office.do_all("move a to new top; remove b");
    assert_eq!(can_undo(&office.ws, &stage), Ok(()));
    assert_eq!(can_undo(&office.ws, &partners), Ok(()));
}

#[test]
fn a_deal_that_was_worked_on_is_not_taken_away_by_undoing_its_making() {
    let mut office = office("new: a | proposal: | won: | lost:");
    office.do_all("add b to new top");
    let added = office.log.last().unwrap().clone();
    office.do_all("move a to new top");
    assert_eq!(can_undo(&office.ws, &added), Ok(()), "its place in the column does not matter");
    office.note("b", "called");
    assert_eq!(can_undo(&office.ws, &added), Err(Rejection::ChangedSince));
}

#[test]
fn redo_wants_things_as_undo_left_them() {
    let mut office = office("new: a b | proposal: | won: | lost:");
    office.do_all("move a to proposal top; undo");
    let redo = office.undo.next_redo().unwrap().clone();
    assert_eq!(can_redo(&office.ws, &redo), Ok(()));
    // Another person's entries, which leave this device's redo where it is.
    let mut other = office.copy_on(Device(2));
    let proposal = other.stage_id("proposal");
    other.do_all("archive proposal");
    assert_eq!(can_redo(&other.ws, &redo), Err(Rejection::StageArchived(proposal)));
    other.do_all("undo; win a");
    assert_eq!(can_redo(&other.ws, &redo), Err(Rejection::ChangedSince));
}

#[test]
fn others_entries_are_none_of_ones_own_to_undo() {
    let mut office = office("new: a | won: | lost:");
    let mut other = office.copy_on(Device(2));
    other.do_all("win a");
    office.merge(&other);
    assert_eq!(office.board(), "new: | won: a | lost:");
    assert_eq!(office.undo.next_undo().map(|entry| entry.act), Some(Act::AddDeal));
}

#[test]
fn as_many_steps_are_kept_as_fit() {
    let mut office = office("new: a | proposal: | won: | lost:");
    for _ in 0..DEPTH {
        office.do_all("move a to proposal top; move a to new top");
    }
    let mut steps = 0;
    while office.undo().is_ok() {
        steps += 1;
    }
    assert_eq!(steps, DEPTH);
    let mut undo = Undo::default();
    let mut entry = office.log[1].clone();
    let change = entry.changes[0].clone();
    for number in 0..3_i64 {
        entry.stamp = Stamp { clock: entry.stamp.clock.tick(office.now), device: entry.stamp.device };
        entry.at.0 = number;
        entry.changes = vec![change.clone(); if number == 1 { MOST_CHANGES } else { 1 }];
        undo.follow(&entry, entry.stamp.device);
        assert_eq!(undo.next_undo(), Some(&entry), "the last step is always kept");
    }
    assert_eq!(undo.next_undo().map(|entry| entry.at.0), Some(2));
    assert!(Workspace::default().is_empty());
}

/// The change that gives a deal another past: the same stages, each so many days earlier.
fn earlier(office: &Office, title: &str, days: i64) -> Change {
    let deal = office.deal(title);
    let from = Past::of(deal);
    let mut to = from.clone();
    for visit in &mut to.visits {
        visit.entered = visit.entered.plus_days(-days);
    }
    Change::DealEdited { id: deal.id, edit: DealEdit::Past(Box::new(Swap { from, to })) }
}

/// An import of a history: it tells the stages of a deal and nothing else.
#[test]
fn a_past_that_was_set_is_taken_back() {
    let mut office = office("new: a | proposal: b | won: | lost:");
    let visits = office.deal("a").visits.clone();
    let change = earlier(&office, "a", 5);
    office.commit(Act::Import, Kind::Do, vec![change]);
    let told = office.deal("a").visits.clone();
    let entry = office.log.last().unwrap().clone();
    office.do_all("move a to proposal top");
    assert_eq!(can_undo(&office.ws, &entry), Err(Rejection::ChangedSince), "it went on from there");
    office.do_all("undo");
    office.undo_entry(&entry).expect("it stands");
    assert_eq!(office.deal("a").visits, visits);
    office.redo().expect("it was undone");
    assert_eq!(office.deal("a").visits, told);
}

#[test]
fn a_past_that_was_set_anew_since_is_not_half_taken_back() {
    let mut office = office("new: a | proposal: | won: | lost:");
    let (id, from) = (office.deal_id("a"), "a".to_owned());
    let title = DealEdit::Title(Swap { from, to: "x".into() });
    let changes = vec![earlier(&office, "a", 5), Change::DealEdited { id, edit: title }];
    office.commit(Act::Import, Kind::Do, changes);
    let first = office.log.last().unwrap().clone();
    let change = earlier(&office, "x", 2);
    office.commit(Act::Import, Kind::Do, vec![change]);
    assert_eq!(can_undo(&office.ws, &first), Err(Rejection::ChangedSince));
    office.do_all("undo");
    assert_eq!(can_undo(&office.ws, &first), Ok(()));
    // Nor where the deal went on from the past that it was given.
    office.do_all("move x to proposal top");
    assert_eq!(can_undo(&office.ws, &first), Err(Rejection::ChangedSince));
}
