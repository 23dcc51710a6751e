//! Every kind of deed in words.

use sales::decide::{
    ActivityDraft, ActivityPatch, ChoicePatch, Command, DealPatch, FieldPatch, GoalDraft, Outcome,
    PersonPatch, Rejection, ScenarioPatch, Slot, StagePatch, ViewPatch,
};
use sales::ids::{ChoiceId, GoalId, OrganisationId, PersonId, RuleId, ScenarioId, TaskId, Uuid, ViewId};
use sales::log::Entry;
use sales::model::{
    ActivityKind, Arrivals, Assumption, Criterion, DealField, FieldKind, Force, GroupBy, Measure,
    Requirement, Span, Task, TaskOwner, Tiers,
};
use sales::money::{Currency, Money, Rate};
use sales::query::Filter;
use sales::sample::Language as SampleLanguage;
use sales::time::Date;

use super::*;
use crate::screens::fixture::{Fixture, OWN};
use crate::text::{Language, set_language};

fn deed(entry: &Entry) -> Deed {
    Deed::new(entry.act, &entry.changes).expect("something was done")
}

fn say(fixture: &Fixture, message: &Message) -> String {
    Teller::new(&fixture.workspace, Figures::PLAIN).message(message, OWN)
}

fn last(fixture: &Fixture) -> Deed {
    deed(fixture.entries.last().expect("the fixture has done something"))
}

/// Does it, and compares what is said of it.
#[track_caller]
fn check(fixture: &mut Fixture, command: &Command, said: &str) {
    fixture.run(command);
    assert_eq!(say(fixture, &Message::Done(last(fixture))), said);
}

fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(9, number)
}

fn day() -> Date {
    Date::from_ymd_opt(2026, 6, 30).expect("a day")
}

#[test]
fn what_happens_to_deals_names_the_one_or_counts_them() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    assert_eq!(say(f, &Message::Done(last(f))), "“Boilers” added");
    let (one, two) = (f.deal, f.add("Pumps"));
    let (new, offer) = (f.stage("new"), f.stage("offer"));
    let to = |deals: &[DealId], stage| Command::MoveDeals {
        deals: deals.to_vec(),
        stage,
        slot: Slot::Bottom,
        patch: None,
    };
    check(f, &to(&[one], new), "“Boilers” moved within “new”");
    check(f, &to(&[one], offer), "“Boilers” moved to “offer”");
    check(f, &to(&[one, two], f.stage("talks")), "2 deals moved to “talks”");
    let close = |deals: &[DealId], outcome| Command::CloseDeals { deals: deals.to_vec(), outcome };
    check(f, &close(&[two], Outcome::Won), "“Pumps” won");
    check(f, &Command::ReopenDeals { deals: vec![two], stage: None }, "“Pumps” re-opened in “talks”");
    let later = |until| Outcome::Nurtured { until, reason: String::new() };
    check(f, &close(&[one, two], later(None)), "2 deals moved to nurture");
    check(f, &close(&[one], later(Some(day()))), "Nurture details of “Boilers” changed");
    f.lose("price", "", "");
    assert_eq!(say(f, &Message::Done(last(f))), "“Boilers” lost");
    f.lose("silence", "", "");
    assert_eq!(say(f, &Message::Done(last(f))), "Loss details of “Boilers” changed");
    let note = Command::AddNote { deal: one, text: "called".to_owned() };
    check(f, &note, "Note on “Boilers” added");
    check(f, &Command::RemoveDeals { deals: vec![one, two] }, "2 deals deleted");
}

#[test]
fn a_field_of_a_deal_says_what_it_is_now() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let other = f.add("Pumps");
    let one = f.deal;
    let edit = |deals: &[DealId], patch| Command::EditDeals { deals: deals.to_vec(), patch };
    let dollars = |amount: i64| Some(Money { minor: amount * 100, currency: Currency::USD });
    check(f, &edit(&[one], DealPatch::Value(dollars(620))), "Value of “Boilers” set to 620 USD");
    check(f, &edit(&[one], DealPatch::Value(None)), "Value of “Boilers” cleared");
    check(
        f,
        &edit(&[one, other], DealPatch::ExpectedClose(Some(day()))),
        "Expected close of 2 deals set to 2026-06-30",
    );
    check(f, &edit(&[one], DealPatch::Probability(Some(70))), "Win chance of “Boilers” set to 70%");
    let person = PersonId(id(1));
    f.run(&Command::AddPerson { id: person, name: "Li Na".to_owned() });
    check(f, &edit(&[one, other], DealPatch::Owner(Some(person))), "Owner of 2 deals set to Li Na");
    let tag = ChoiceId(id(2));
    let add = Command::AddChoice { id: tag, list: ListKind::Tag, name: "hot".to_owned() };
    check(f, &add, "Tag “hot” added");
    check(f, &edit(&[one, other], DealPatch::AddTag(tag)), "Tagged 2 deals with hot");
    check(f, &edit(&[other], DealPatch::DropTag(tag)), "Tag hot removed from “Pumps”");
    check(f, &edit(&[other], DealPatch::Title("Valves".to_owned())), "Deal “Pumps” renamed to “Valves”");
    // What is made on the way is not what it is about.
    let firm = OrganisationId(id(3));
    let both = edit(&[one], DealPatch::Organisation(Some(firm)))
        .after(vec![Command::AddOrganisation { id: firm, name: "Skagen".to_owned() }]);
    check(f, &both, "Organisation of “Boilers” set to Skagen");
}

#[test]
fn pipelines_and_stages_are_named() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    assert_eq!(say(f, &Message::Done(deed(&f.entries[0]))), "Pipeline “sales” added");
    let offer = f.stage("offer");
    let edit = |patch| Command::EditStage { stage: offer, patch };
    check(f, &edit(StagePatch::Name("Proposal".to_owned())), "Stage “offer” renamed to “Proposal”");
    check(f, &edit(StagePatch::Probability(45)), "Win chance of “Proposal” set to 45%");
    check(f, &edit(StagePatch::LimitDays(Some(1))), "Time limit of “Proposal” set to 1 day");
    check(f, &edit(StagePatch::LimitDays(None)), "Time limit of “Proposal” cleared");
    check(f, &edit(StagePatch::Hue(7)), "Colour of “Proposal” changed");
    check(f, &Command::MoveStage { stage: offer, before: None }, "Stage “Proposal” moved");
    check(f, &edit(StagePatch::Kind(StageKind::Won)), "Kind of “Proposal” set to won");
    f.go("talks");
    let (new, talks) = (f.stage("new"), f.stage("talks"));
    let archive = Command::ArchiveStage { stage: talks, move_to: Some(new) };
    check(f, &archive, "Stage “talks” archived");
    check(f, &Command::RestoreStage { stage: talks }, "Stage “talks” restored");
    let pipeline = f.workspace.first_pipeline().expect("the pipeline of the fixture").id;
    let copy = Command::DuplicatePipeline { pipeline, name: "Renewals".to_owned() };
    check(f, &copy, "Pipeline “Renewals” added");
    check(f, &Command::ArchivePipeline { pipeline, archived: true }, "Pipeline “sales” archived");
}

#[test]
fn the_process_of_a_stage_is_named_and_what_it_plans_is_not_what_a_deal_is_about() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let new = f.stage("new");
    let edit = |patch| Command::EditStage { stage: new, patch };
    let task = Task {
        id: TaskId(id(1)),
        kind: ActivityKind::Call,
        subject: String::new(),
        due_days: Some(1),
        owner: TaskOwner::Deal,
    };
    check(f, &edit(StagePatch::Checklist(vec![task])), "Checklist of “new” changed");
    let wants = Requirement::Field(DealField::Value);
    let criterion = Criterion { id: RuleId(id(2)), wants, force: Force::Block };
    check(f, &edit(StagePatch::Exit(vec![criterion])), "Exit criteria of “new” changed");
    let arrivals = Arrivals { back: false, ..Arrivals::default() };
    check(f, &edit(StagePatch::Arrivals(arrivals)), "Allowed moves of “new” changed");
    f.add("Pumps");
    assert!(f.entries.last().is_some_and(|entry| entry.changes.len() > 1), "a call is planned with it");
    assert_eq!(say(f, &Message::Done(last(f))), "“Pumps” added");
}

#[test]
fn goals_and_scenarios_are_told() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let (goal, scenario) = (GoalId(id(1)), ScenarioId(id(2)));
    let draft = GoalDraft {
        span: Span::Month { year: 2026, month: 6 },
        owner: None,
        pipeline: None,
        measure: Measure::WonDeals,
        tiers: Tiers::only(5),
    };
    check(f, &Command::SetGoals { goals: vec![(goal, draft)] }, "Goals set");
    check(f, &Command::EditGoal { goal, tiers: Tiers::only(6) }, "Goal changed");
    let save = Command::SaveScenario { id: scenario, goal, name: "Fast".to_owned(), assumptions: Vec::new() };
    check(f, &save, "Scenario “Fast” saved");
    let patch = ScenarioPatch::Assume(Assumption::CycleDays(30));
    check(f, &Command::EditScenario { scenario, patch }, "Scenario “Fast” changed");
    check(f, &Command::RemoveGoals { goals: vec![goal] }, "Goals deleted");
    f.run(&Command::SetGoals { goals: vec![(GoalId(id(3)), draft)] });
    let again = ScenarioId(id(4));
    f.run(&Command::SaveScenario {
        id: again,
        goal: GoalId(id(3)),
        name: "Slow".to_owned(),
        assumptions: Vec::new(),
    });
    check(f, &Command::RemoveScenario { scenario: again }, "Scenario “Slow” deleted");
}

#[test]
fn people_lists_fields_and_views_are_named() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let person = PersonId(id(1));
    check(f, &Command::AddPerson { id: person, name: "Ada".to_owned() }, "Person “Ada” added");
    let edit = |patch| Command::EditPerson { person, patch };
    check(f, &edit(PersonPatch::Initials("AK".to_owned())), "Initials of “Ada” set to AK");
    check(f, &edit(PersonPatch::Archived(true)), "Person “Ada” archived");
    let fair = f.entry_of(ListKind::Source, "fair");
    let edit = |patch| Command::EditChoice { choice: fair, patch };
    check(f, &edit(ChoicePatch::Before(None)), "Source “fair” moved");
    check(f, &edit(ChoicePatch::Name("Trade fair".to_owned())), "Source “fair” renamed to “Trade fair”");
    let add = |name: &str, options: &[&str]| Command::AddField {
        name: name.to_owned(),
        kind: if options.is_empty() { FieldKind::Text } else { FieldKind::Choice },
        options: options.iter().map(|&name| name.to_owned()).collect(),
    };
    check(f, &add("Size", &["S", "L"]), "Field “Size” added");
    let size = f.workspace.fields_in_order()[0].id;
    let small = f.workspace.fields_in_order()[0].options[0].id;
    let edit = |patch| Command::EditField { field: size, patch };
    check(f, &edit(FieldPatch::AddOption("XL".to_owned())), "Option “XL” added to “Size”");
    check(f, &edit(FieldPatch::RenameOption(small, "M".to_owned())), "Option “S” renamed to “M”");
    check(f, &edit(FieldPatch::MoveOption(small, None)), "Options of “Size” put in another order");
    check(f, &edit(FieldPatch::DropOption(small)), "Option “M” removed from “Size”");
    f.run(&add("Site", &[]));
    check(f, &edit(FieldPatch::Before(None)), "Field “Size” moved");
    let view = ViewId(id(4));
    let pipeline = f.workspace.first_pipeline().expect("the pipeline of the fixture").id;
    let save = Command::SaveView {
        id: view,
        name: "Mine".to_owned(),
        pipeline,
        filter: Filter::default(),
        group_by: GroupBy::Nothing,
    };
    check(f, &save, "View “Mine” saved");
    check(f, &Command::EditView { view, patch: ViewPatch::GroupBy(GroupBy::Owner) }, "View “Mine” updated");
    check(f, &Command::RemoveView { view }, "View “Mine” deleted");
}

#[test]
fn settings_say_what_they_are_now() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let euro: Currency = "EUR".parse().expect("a code");
    let rate = |rate| Command::SetRate { currency: euro, rate };
    check(f, &rate(Some(Rate { millionths: 1_080_000, on: day() })), "Rate of EUR set to 1.08");
    check(f, &Command::SetCurrency { currency: Currency::CNY }, "Currency of the workspace set to CNY");
    check(f, &Command::RenameWorkspace { name: "Ours".to_owned() }, "Workspace named “Ours”");
    check(f, &Command::RenameWorkspace { name: String::new() }, "Name of the workspace cleared");
    check(f, &Command::LoadSample { language: SampleLanguage::English }, "Sample data loaded");
    check(f, &Command::RemoveSample, "Sample data removed");
}

#[test]
fn whoever_uses_the_browser_has_undone_it() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let moved = f.go("offer");
    let deed = last(f);
    f.undo(moved);
    assert_eq!(say(f, &Message::Undone(deed.clone())), "Undone: “Boilers” moved to “offer”");
    assert_eq!(say(f, &Message::Redone(deed.clone())), "Redone: “Boilers” moved to “offer”");
    let person = PersonId(id(1));
    let author = Command::SetAuthor { device: OWN, person: Some(person) }
        .after(vec![Command::AddPerson { id: person, name: "Li Na".to_owned() }]);
    check(f, &author, "User of this browser set to Li Na");
    assert_eq!(say(f, &Message::Undone(deed.clone())), "Li Na undid: “Boilers” moved to “offer”");
    check(f, &Command::SetAuthor { device: OWN, person: None }, "User of this browser cleared");
}

#[test]
fn a_message_follows_the_language() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    f.go("offer");
    let messages = [
        Message::Done(last(f)),
        Message::Undone(last(f)),
        Message::Refused(Rejection::NothingToUndo),
        Message::Text(|| t().shell().broken_link),
    ];
    let said = |fixture: &Fixture| messages.each_ref().map(|message| say(fixture, message));
    assert_eq!(
        said(f),
        [
            "“Boilers” moved to “offer”",
            "Undone: “Boilers” moved to “offer”",
            "There is nothing to undo.",
            "This address leads nowhere. The link may be cut off.",
        ]
    );
    set_language(Language::Chinese);
    assert_eq!(
        said(f),
        [
            "已将“Boilers”移到“offer”",
            "已撤销：将“Boilers”移到“offer”",
            "没有可撤销的操作。",
            "这个地址无效，链接可能不完整。",
        ]
    );
}

#[test]
fn activities_go_by_their_subject_or_their_kind() {
    let mut fixture = Fixture::new();
    let f = &mut fixture;
    let done = |f: &Fixture| say(f, &Message::Done(last(f)));
    let call = f.act(ActivityDraft {
        kind: ActivityKind::Call,
        subject: "Ask Eve".to_owned(),
        ..ActivityDraft::default()
    });
    assert_eq!(done(f), "“Ask Eve” planned");
    let now = Some(f.now);
    let visit = f.act(ActivityDraft { kind: ActivityKind::Visit, done: now, ..ActivityDraft::default() });
    assert_eq!(done(f), "“Visit” logged as done");
    let (both, one) = (vec![call, visit], vec![call]);
    let edit = |activities: &[_], patch| Command::EditActivities { activities: activities.to_vec(), patch };
    let due = |f: &mut Fixture, activities: &[_], said: &str| {
        check(f, &edit(activities, ActivityPatch::Due(Some(day().into()))), said);
    };
    due(f, &one, "“Ask Eve” set for 2026-06-30");
    check(f, &edit(&both, ActivityPatch::Due(None)), "“Ask Eve” changed");
    due(f, &both, "2 activities set for 2026-06-30");
    check(f, &edit(&one, ActivityPatch::Note("be brief".to_owned())), "“Ask Eve” changed");
    let complete = |activities: &[_], outcome: &str| Command::CompleteActivities {
        activities: activities.to_vec(),
        outcome: outcome.to_owned(),
    };
    check(f, &complete(&one, "She will ask."), "“Ask Eve” done");
    let undone = Message::Undone(last(f));
    assert_eq!(say(f, &undone), "Undone: “Ask Eve” done");
    set_language(Language::Chinese);
    assert_eq!(say(f, &undone), "已撤销：完成“Ask Eve”");
    assert_eq!(done(f), "已完成“Ask Eve”");
    set_language(Language::English);
    check(f, &Command::ReopenActivities { activities: both.clone() }, "2 activities are still to be done");
    check(f, &complete(&both, ""), "2 activities done");
    check(f, &Command::RemoveActivities { activities: one }, "“Ask Eve” deleted");
    let rest = f.act(ActivityDraft { kind: ActivityKind::Email, ..ActivityDraft::default() });
    check(f, &Command::RemoveActivities { activities: vec![visit, rest] }, "2 activities deleted");
}
