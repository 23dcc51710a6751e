//! The form of the log, which is for ever: what was written once is read and written the same in every later version.

mod version_6;
mod version_7;

use std::collections::BTreeSet;

use sales::ids::{
    ActivityId, ChoiceId, ContactId, DealId, FieldId, GoalId, NoteId, OptionId, OrganisationId, PersonId,
    PipelineId, RuleId, ScenarioId, StageId, TaskId, Uuid, ViewId,
};
use sales::log::{
    Act, ActivityEdit, Change, ChoiceEdit, ContactEdit, DealEdit, Device, Entry, FORMAT, FieldEdit, GoalEdit,
    Hlc, Kind, Line, NewActivity, NewDeal, OrganisationEdit, Past, PersonEdit, PipelineEdit, RecordRef,
    ScenarioEdit, SettingsEdit, StageEdit, Stamp, Swap, ViewEdit,
};
use sales::model::{
    ActivityKind, Arrivals, Assumption, Criterion, DealField, Due, FieldKind, FieldOption, FieldValue, Force,
    GroupBy, Guessed, ListKind, Loss, MadeBy, Measure, Note, Position, Requirement, Span, StageKind,
    Standing, StandingKind, Task, TaskOwner, Tiers, TimeOfDay, Visit,
};
use sales::money::{Currency, Money, Rate};
use sales::query::Filter;
use sales::rank::Rank;
use sales::time::{Date, Timestamp};

/// A log with every kind of change that version 1 knew, as it wrote it. The file never changes.
const VERSION_1: &str = include_str!("log-v1.jsonl");

/// What version 2 brought.
const VERSION_2: &str = include_str!("log-v2.jsonl");

/// What version 3 brought: what imports know about records.
const VERSION_3: &str = include_str!("log-v3.jsonl");

/// What version 4 brought: activities.
const VERSION_4: &str = include_str!("log-v4.jsonl");

/// What version 5 brought: goals with their scenarios, and the process of stages.
const VERSION_5: &str = include_str!("log-v5.jsonl");

/// What version 6 brought: dashboards, saved reports, reviews.
const VERSION_6: &str = include_str!("log-v6.jsonl");

/// What version 7 brought: filters by fields of all kinds, which days of a deal nobody has said, what widgets keep of a file.
const VERSION_7: &str = include_str!("log-v7.jsonl");

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0197_5000_0000_7000_8000_0000_0000_0000 + number)
}

fn swap<T>(from: T, to: T) -> Swap<T> {
    Swap { from, to }
}

fn texts(from: &str, to: &str) -> Swap<String> {
    swap(from.to_owned(), to.to_owned())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn position(stage: u128, standing: Standing) -> Position {
    Position { stage: StageId(id(stage)), rank: Rank(Rank::nth(1).0 + 255), standing }
}

fn note() -> Note {
    Note { id: NoteId(id(90)), text: "called\n“back”".into(), written: Timestamp(1_749_470_400_000) }
}

fn filter() -> Filter {
    Filter {
        text: "acme".into(),
        owners: vec![None, Some(PersonId(id(40)))],
        tags: vec![ChoiceId(id(71))],
        standings: vec![StandingKind::Open, StandingKind::Nurtured],
        value_from: Some(100),
        close_to: Some(day("2025-12-31")),
        ..Filter::default()
    }
}

/// What the lines of the file say, one entry each.
fn changes() -> Vec<Vec<Change>> {
    vec![
        settings_changes(),
        pipeline_changes(),
        stage_changes(),
        deals_added(),
        deals_moved(),
        deal_edits(),
        notes(),
        people(),
        organisations(),
        contacts(),
        choices(),
        fields(),
        views(),
        records().into_iter().map(Change::Removed).collect(),
        records().into_iter().map(Change::Adopted).collect(),
    ]
}

/// What the lines of version 2 say.
fn changes_of_version_2() -> Vec<Vec<Change>> {
    let [small, large] = [(84, "small"), (85, "large")]
        .map(|(number, name)| FieldOption { id: OptionId(id(number)), name: name.into() });
    let order = swap(vec![small.clone(), large.clone()], vec![large, small]);
    let (device, person) = (Device(0xD0D0_0000_0000_0001), Some(PersonId(id(40))));
    let authors = [swap(None, person), swap(person, None)];
    vec![
        authors.map(|person| Change::Settings(SettingsEdit::Author { device, person })).to_vec(),
        vec![Change::FieldEdited { id: FieldId(id(80)), edit: FieldEdit::Options(order) }],
    ]
}

fn settings_changes() -> Vec<Change> {
    let rate = Rate { millionths: 7_123_456, on: day("2025-06-01") };
    [
        SettingsEdit::Name(texts("", "我们")),
        SettingsEdit::Currency(swap(Currency::USD, Currency::CNY)),
        SettingsEdit::Rate { currency: Currency::USD, rate: swap(None, Some(rate)) },
        SettingsEdit::Rate { currency: Currency::USD, rate: swap(Some(rate), None) },
    ]
    .map(Change::Settings)
    .to_vec()
}

fn pipeline_changes() -> Vec<Change> {
    let pipeline = PipelineId(id(1));
    let mut changes =
        vec![Change::PipelineAdded { id: pipeline, name: "Sales".into(), rank: Rank::MIDDLE, sample: true }];
    changes.extend(
        [
            PipelineEdit::Name(texts("Sales", "B2B")),
            PipelineEdit::Rank(swap(Rank::MIDDLE, Rank::nth(3))),
            PipelineEdit::Archived(swap(false, true)),
        ]
        .map(|edit| Change::PipelineEdited { id: pipeline, edit }),
    );
    changes
}

fn stage_changes() -> Vec<Change> {
    let stage = StageId(id(10));
    let mut changes = vec![Change::StageAdded {
        id: stage,
        pipeline: PipelineId(id(1)),
        name: "New".into(),
        kind: StageKind::Open,
        probability: 10,
        limit_days: Some(7),
        hue: 3,
        guidance: "Ask".into(),
        rank: Rank::nth(0),
    }];
    changes.extend(
        [
            StageEdit::Name(texts("New", "First")),
            StageEdit::Kind(swap(StageKind::Won, StageKind::Lost)),
            StageEdit::Probability(swap(10, 20)),
            StageEdit::LimitDays(swap(Some(7), None)),
            StageEdit::Hue(swap(3, 4)),
            StageEdit::Guidance(texts("Ask", "")),
            StageEdit::Rank(swap(Rank::nth(0), Rank::nth(2))),
            StageEdit::Archived(swap(true, false)),
        ]
        .map(|edit| Change::StageEdited { id: stage, edit }),
    );
    changes
}

fn deals_added() -> Vec<Change> {
    let plain = NewDeal::plain(
        DealId(id(30)),
        "Renewal".into(),
        position(10, Standing::Open),
        Timestamp(1_749_470_400_000),
    );
    let full = NewDeal {
        id: DealId(id(31)),
        title: "续约 🚀".into(),
        position: position(11, Standing::Won),
        organisation: Some(OrganisationId(id(50))),
        contact: Some(ContactId(id(60))),
        segment: Some(ChoiceId(id(72))),
        owner: Some(PersonId(id(40))),
        value: Some(Money { minor: 9_000_000_000_000_000, currency: Currency::CNY }),
        probability: Some(35),
        expected_close: Some(day("2025-07-01")),
        source: Some(ChoiceId(id(73))),
        product: Some(ChoiceId(id(74))),
        tags: vec![ChoiceId(id(71))],
        custom: vec![
            (FieldId(id(80)), FieldValue::Text("yes".into())),
            (FieldId(id(81)), FieldValue::Number(0.1)),
            (FieldId(id(82)), FieldValue::Date(day("2024-02-29"))),
            (FieldId(id(83)), FieldValue::Choice(OptionId(id(84)))),
        ],
        notes: vec![note()],
        visits: vec![
            Visit { stage: StageId(id(10)), standing: StandingKind::Open, entered: Timestamp(1) },
            Visit { stage: StageId(id(11)), standing: StandingKind::Won, entered: Timestamp(2) },
        ],
        sample: true,
        ..plain.clone()
    };
    vec![Change::DealAdded(Box::new(plain)), Change::DealAdded(Box::new(full))]
}

fn deals_moved() -> Vec<Change> {
    let loss = Loss { reason: Some(ChoiceId(id(70))), note: "too dear".into(), competitor: "Other".into() };
    let nurtured = Standing::Nurtured { until: Some(day("2025-09-01")), reason: "budget".into() };
    let standings = [
        Standing::Open,
        Standing::Won,
        Standing::Lost(Box::new(loss)),
        nurtured,
        Standing::Lost(Box::default()),
    ];
    let to = |standing| Change::DealMoved {
        id: DealId(id(30)),
        from: position(10, Standing::Open),
        to: position(12, standing),
        at: Timestamp(1_749_470_400_123),
    };
    standings.map(to).to_vec()
}

fn deal_edits() -> Vec<Change> {
    let money = Some(Money { minor: 1, currency: Currency::USD });
    [
        DealEdit::Title(texts("a", "b")),
        DealEdit::Organisation(swap(None, Some(OrganisationId(id(50))))),
        DealEdit::Contact(swap(Some(ContactId(id(60))), None)),
        DealEdit::Segment(swap(None, Some(ChoiceId(id(72))))),
        DealEdit::Owner(swap(None, Some(PersonId(id(40))))),
        DealEdit::Value { value: swap(None, money), at: swap(Timestamp(1), Timestamp(2)) },
        DealEdit::Probability(swap(None, Some(100))),
        DealEdit::ExpectedClose(swap(None, Some(day("2025-07-01")))),
        DealEdit::Source(swap(None, Some(ChoiceId(id(73))))),
        DealEdit::Product(swap(None, Some(ChoiceId(id(74))))),
        DealEdit::Tags(swap(Vec::new(), vec![ChoiceId(id(71))])),
        DealEdit::Custom { field: FieldId(id(81)), value: swap(Some(FieldValue::Number(-1.5e300)), None) },
    ]
    .map(|edit| Change::DealEdited { id: DealId(id(30)), edit })
    .to_vec()
}

fn notes() -> Vec<Change> {
    let deal = DealId(id(30));
    vec![
        Change::NoteAdded { deal, note: note() },
        Change::NoteEdited { deal, note: note().id, text: texts("a", "b") },
        Change::NoteRemoved { deal, note: note() },
    ]
}

fn people() -> Vec<Change> {
    let person = PersonId(id(40));
    let (name, initials) = ("Ada".to_owned(), "A".to_owned());
    let mut changes = vec![Change::PersonAdded { id: person, name, initials, hue: 2, sample: false }];
    changes.extend(
        [
            PersonEdit::Name(texts("Ada", "Ada K")),
            PersonEdit::Initials(texts("A", "AK")),
            PersonEdit::Hue(swap(2, 9)),
            PersonEdit::Archived(swap(false, true)),
        ]
        .map(|edit| Change::PersonEdited { id: person, edit }),
    );
    changes
}

fn organisations() -> Vec<Change> {
    let firm = OrganisationId(id(50));
    let mut changes = vec![Change::OrganisationAdded { id: firm, name: "Acme".into(), sample: false }];
    changes.extend(
        [
            OrganisationEdit::Name(texts("Acme", "ACME")),
            OrganisationEdit::Website(texts("", "acme.example")),
            OrganisationEdit::Address(texts("", "1 Lane")),
            OrganisationEdit::About(texts("", "big")),
        ]
        .map(|edit| Change::OrganisationEdited { id: firm, edit }),
    );
    changes
}

fn contacts() -> Vec<Change> {
    let (contact, firm) = (ContactId(id(60)), Some(OrganisationId(id(50))));
    let mut changes =
        vec![Change::ContactAdded { id: contact, name: "Eve".into(), organisation: firm, sample: false }];
    changes.extend(
        [
            ContactEdit::Name(texts("Eve", "Eva")),
            ContactEdit::Organisation(swap(firm, None)),
            ContactEdit::Role(texts("", "buyer")),
            ContactEdit::Phone(texts("", "+86")),
            ContactEdit::Email(texts("", "e@acme.example")),
            ContactEdit::About(texts("", "met")),
        ]
        .map(|edit| Change::ContactEdited { id: contact, edit }),
    );
    changes
}

fn choices() -> Vec<Change> {
    let choice = ChoiceId(id(70));
    let added =
        |list| Change::ChoiceAdded { id: choice, list, name: "x".into(), rank: Rank::MIDDLE, sample: false };
    // The lists that version 1 knew.
    let mut changes: Vec<Change> = ListKind::ALL[..5].iter().copied().map(added).collect();
    changes.extend(
        [
            ChoiceEdit::Name(texts("x", "y")),
            ChoiceEdit::Rank(swap(Rank(0), Rank(u128::MAX))),
            ChoiceEdit::Archived(swap(false, true)),
        ]
        .map(|edit| Change::ChoiceEdited { id: choice, edit }),
    );
    changes
}

fn fields() -> Vec<Change> {
    let field = FieldId(id(80));
    let options = vec![FieldOption { id: OptionId(id(84)), name: "small".into() }];
    let added = |kind| Change::FieldAdded {
        id: field,
        name: "size".into(),
        kind,
        options: options.clone(),
        rank: Rank::MIDDLE,
    };
    let mut changes =
        [FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::Choice].map(added).to_vec();
    changes.extend(
        [
            FieldEdit::Name(texts("size", "extent")),
            FieldEdit::Options(swap(options.clone(), Vec::new())),
            FieldEdit::Rank(swap(Rank(1), Rank(2))),
            FieldEdit::Archived(swap(false, true)),
        ]
        .map(|edit| Change::FieldEdited { id: field, edit }),
    );
    changes
}

fn views() -> Vec<Change> {
    let view = ViewId(id(95));
    let mut changes = vec![Change::ViewAdded {
        id: view,
        name: "Mine".into(),
        pipeline: PipelineId(id(1)),
        filter: Box::new(filter()),
        group_by: GroupBy::Owner,
    }];
    changes.extend(
        [
            ViewEdit::Name(texts("Mine", "Ours")),
            ViewEdit::Filter(swap(Box::new(filter()), Box::default())),
            ViewEdit::GroupBy(swap(GroupBy::Owner, GroupBy::Nothing)),
        ]
        .map(|edit| Change::ViewEdited { id: view, edit }),
    );
    changes
}

fn records() -> Vec<RecordRef> {
    vec![
        RecordRef::Pipeline(PipelineId(id(1))),
        RecordRef::Stage(StageId(id(10))),
        RecordRef::Deal(DealId(id(30))),
        RecordRef::Person(PersonId(id(40))),
        RecordRef::Organisation(OrganisationId(id(50))),
        RecordRef::Contact(ContactId(id(60))),
        RecordRef::Choice(ChoiceId(id(70))),
        RecordRef::Field(FieldId(id(80))),
        RecordRef::View(ViewId(id(95))),
    ]
}

const ACTS: [Act; 30] = [
    Act::AddDeal,
    Act::EditDeal,
    Act::MoveDeal,
    Act::WinDeal,
    Act::LoseDeal,
    Act::NurtureDeal,
    Act::ReopenDeal,
    Act::RemoveDeal,
    Act::AddNote,
    Act::EditNote,
    Act::RemoveNote,
    Act::AddPipeline,
    Act::EditPipeline,
    Act::ArchivePipeline,
    Act::AddStage,
    Act::EditStage,
    Act::MoveStage,
    Act::ArchiveStage,
    Act::AddPerson,
    Act::EditPerson,
    Act::AddOrganisation,
    Act::EditOrganisation,
    Act::AddContact,
    Act::EditContact,
    Act::EditList,
    Act::EditFields,
    Act::EditViews,
    Act::EditSettings,
    Act::LoadSample,
    Act::RemoveSample,
];

/// The entries that the file of version 2 holds.
fn entries_of_version_2() -> Vec<Entry> {
    let mut clock = Hlc::default();
    let at = Timestamp(1_784_000_000_000);
    let acts = [Act::EditSettings, Act::EditFields];
    let entry = |(changes, act)| {
        clock = clock.tick(at);
        Entry { format: 2, stamp: Stamp { clock, device: Device(0xD0D0) }, at, act, kind: Kind::Do, changes }
    };
    changes_of_version_2().into_iter().zip(acts).map(entry).collect()
}

/// The entry that the file of version 3 holds.
fn entries_of_version_3() -> Vec<Entry> {
    let external = || swap(None, Some("hubspot:42".to_owned()));
    let (person, firm) = (PersonId(id(40)), OrganisationId(id(50)));
    let visit =
        |stage, standing, entered| Visit { stage: StageId(id(stage)), standing, entered: Timestamp(entered) };
    let before = Past {
        created: Timestamp(5),
        visits: vec![visit(10, StandingKind::Open, 5)],
        is_partial: true,
        guessed: Guessed::default(),
    };
    let after = Past {
        created: Timestamp(1),
        visits: vec![visit(10, StandingKind::Open, 1), visit(12, StandingKind::Lost, 9)],
        is_partial: false,
        guessed: Guessed::default(),
    };
    let price = Money { minor: 55_000, currency: Currency::USD };
    let changes = vec![
        Change::PersonEdited { id: person, edit: PersonEdit::Manager(texts("", "Lin")) },
        Change::PersonEdited { id: person, edit: PersonEdit::Region(texts("", "华东")) },
        Change::PersonEdited { id: person, edit: PersonEdit::External(external()) },
        Change::OrganisationEdited { id: firm, edit: OrganisationEdit::Industry(texts("", "retail")) },
        Change::OrganisationEdited { id: firm, edit: OrganisationEdit::External(external()) },
        Change::ContactEdited { id: ContactId(id(60)), edit: ContactEdit::External(external()) },
        Change::ChoiceEdited { id: ChoiceId(id(74)), edit: ChoiceEdit::Price(swap(None, Some(price))) },
        Change::DealEdited { id: DealId(id(30)), edit: DealEdit::External(external()) },
        Change::DealEdited { id: DealId(id(30)), edit: DealEdit::Past(Box::new(swap(before, after))) },
        Change::DealAdded(Box::new(NewDeal {
            external: Some("pipedrive:7".into()),
            is_partial: true,
            ..NewDeal::plain(DealId(id(33)), "From afar".into(), position(10, Standing::Open), Timestamp(3))
        })),
    ];
    let at = Timestamp(1_790_000_000_000);
    let stamp = Stamp { clock: Hlc::default().tick(at), device: Device(0xD0D0) };
    vec![Entry { format: 3, stamp, at, act: Act::Import, kind: Kind::Do, changes }]
}

/// The entries that the file of version 4 holds: one for each act that it brought.
fn entries_of_version_4() -> Vec<Entry> {
    let (activity, deal) = (ActivityId(id(96)), Some(DealId(id(30))));
    let own = ActivityKind::Own(ChoiceId(id(76)));
    let due = Due { date: day("2026-11-27"), time: TimeOfDay::new(14, 5) };
    let full = NewActivity {
        subject: "Quote".into(),
        deal,
        organisation: Some(OrganisationId(id(50))),
        contact: Some(ContactId(id(60))),
        owner: Some(PersonId(id(40))),
        due: Some(due),
        minutes: Some(45),
        note: "bring the sample".into(),
        done: Some(Timestamp(8)),
        outcome: "likes it".into(),
        external: Some("pipedrive:9".into()),
        sample: true,
        ..NewActivity::plain(activity, own, Timestamp(7))
    };
    let edits = [
        ActivityEdit::Kind(swap(ActivityKind::Call, ActivityKind::Meeting)),
        ActivityEdit::Kind(swap(ActivityKind::Email, ActivityKind::Task)),
        ActivityEdit::Kind(swap(ActivityKind::Visit, ActivityKind::Demo)),
        ActivityEdit::Subject(texts("", "Quote")),
        ActivityEdit::Deal(swap(None, deal)),
        ActivityEdit::Organisation(swap(None, full.organisation)),
        ActivityEdit::Contact(swap(None, full.contact)),
        ActivityEdit::Owner(swap(None, full.owner)),
        ActivityEdit::Due(swap(Some(day("2026-11-28").into()), Some(due))),
        ActivityEdit::Minutes(swap(None, Some(45))),
        ActivityEdit::Note(texts("", "x")),
        ActivityEdit::External(swap(None, full.external.clone())),
    ];
    let edited = |edit| Change::ActivityEdited { id: activity, deal, edit };
    let record = RecordRef::Activity(activity);
    let groups = [
        (
            Act::AddActivity,
            vec![
                Change::ChoiceAdded {
                    id: ChoiceId(id(76)),
                    list: ListKind::ActivityKind,
                    name: "试吃".into(),
                    rank: Rank::MIDDLE,
                    sample: false,
                },
                Change::ActivityAdded(Box::new(full)),
                Change::ActivityAdded(Box::new(NewActivity::plain(
                    activity,
                    ActivityKind::Call,
                    Timestamp(7),
                ))),
            ],
        ),
        (Act::EditActivity, edits.into_iter().map(edited).collect()),
        (
            Act::CompleteActivity,
            vec![
                edited(ActivityEdit::Done(swap(None, Some(Timestamp(9))))),
                Change::ActivityEdited {
                    id: activity,
                    deal: None,
                    edit: ActivityEdit::Outcome(texts("", "sold")),
                },
            ],
        ),
        (
            Act::RemoveActivity,
            vec![
                Change::ActivityRemoved { id: activity, deal },
                Change::ActivityRemoved { id: activity, deal: None },
                Change::Removed(record),
                Change::Adopted(record),
            ],
        ),
    ];
    let mut clock = Hlc::default();
    let at = Timestamp(1_795_000_000_000);
    let entry = |(act, changes)| {
        clock = clock.tick(at);
        Entry { format: 4, stamp: Stamp { clock, device: Device(0xD0D0) }, at, act, kind: Kind::Do, changes }
    };
    groups.into_iter().map(entry).collect()
}

/// The entries that the file of version 5 holds: one for each act that it brought.
fn entries_of_version_5() -> Vec<Entry> {
    let (goal, scenario) = (GoalId(id(100)), ScenarioId(id(101)));
    let stage = StageId(id(10));
    let full = Tiers { target: 5_000_000, stretch: Some(6_000_000), challenge: Some(7_500_000) };
    let added = |span, owner, pipeline, measure, tiers| Change::GoalAdded {
        id: goal,
        span,
        owner,
        pipeline,
        measure,
        tiers,
    };
    let (owner, pipeline) = (Some(PersonId(id(40))), Some(PipelineId(id(1))));
    let goals = vec![
        added(Span::Month { year: 2026, month: 2 }, owner, pipeline, Measure::WonValue(Currency::CNY), full),
        added(Span::Quarter { year: 2026, quarter: 4 }, None, None, Measure::WonDeals, Tiers::only(12)),
        added(Span::Year { year: 2027 }, None, pipeline, Measure::NewDeals, Tiers::only(400)),
        added(Span::Year { year: 2027 }, owner, None, Measure::Activities, Tiers::only(900)),
        Change::GoalEdited { id: goal, edit: GoalEdit::Tiers(swap(full, Tiers::only(1))) },
    ];
    let removed = vec![
        Change::Removed(RecordRef::Scenario(scenario)),
        Change::Removed(RecordRef::Goal(goal)),
        Change::Adopted(RecordRef::Scenario(scenario)),
        Change::Adopted(RecordRef::Goal(goal)),
    ];
    let assumptions = vec![
        Assumption::Size(Money { minor: 120_000, currency: Currency::USD }),
        Assumption::Step { stage, per_ten_thousand: 2_500 },
        Assumption::CycleDays(45),
        Assumption::PerLead { kind: ActivityKind::Call, hundredths: 250 },
        Assumption::PerLead { kind: ActivityKind::Own(ChoiceId(id(76))), hundredths: 0 },
        Assumption::People(3),
    ];
    let edits = [
        ScenarioEdit::Name(texts("Larger deals", "Shorter cycle")),
        ScenarioEdit::Assumptions(swap(assumptions.clone(), Vec::new())),
    ];
    let mut scenarios = vec![
        Change::ScenarioAdded { id: scenario, name: "Larger deals".into(), goal, assumptions },
        Change::ScenarioAdded { id: scenario, name: "保守".into(), goal, assumptions: Vec::new() },
    ];
    scenarios.extend(edits.map(|edit| Change::ScenarioEdited { id: scenario, edit }));
    let groups = [
        (Act::SetGoal, goals),
        (Act::RemoveGoal, removed),
        (Act::EditScenario, scenarios),
        (Act::EditStage, process()),
    ];
    let mut clock = Hlc::default();
    let at = Timestamp(1_796_000_000_000);
    let entry = |(act, changes)| {
        clock = clock.tick(at);
        Entry { format: 5, stamp: Stamp { clock, device: Device(0xD0D0) }, at, act, kind: Kind::Do, changes }
    };
    groups.into_iter().map(entry).collect()
}

/// What version 5 knows of the process of a stage.
fn process() -> Vec<Change> {
    let (stage, task, own) = (StageId(id(10)), TaskId(id(102)), ActivityKind::Own(ChoiceId(id(76))));
    let item = |kind, owner, due_days| Task { id: task, kind, subject: "Quote".into(), due_days, owner };
    let tasks = vec![
        item(ActivityKind::Task, TaskOwner::Deal, Some(3)),
        item(own, TaskOwner::Person(PersonId(id(40))), None),
        item(ActivityKind::Call, TaskOwner::Nobody, Some(0)),
    ];
    let fields = [
        DealField::Organisation,
        DealField::Contact,
        DealField::Segment,
        DealField::Owner,
        DealField::Value,
        DealField::ExpectedClose,
        DealField::Source,
        DealField::Product,
        DealField::Custom(FieldId(id(80))),
    ];
    let mut wants = fields.map(Requirement::Field).to_vec();
    wants.extend([
        Requirement::Checklist,
        Requirement::Done(ActivityKind::Demo),
        Requirement::Done(own),
        Requirement::Value { currency: Currency::CNY, at_least: Some(1), at_most: None },
        Requirement::Value { currency: Currency::USD, at_least: None, at_most: Some(900) },
    ]);
    let criterion = |wants| Criterion { id: RuleId(id(103)), wants, force: Force::Block };
    let mut criteria: Vec<Criterion> = wants.into_iter().map(criterion).collect();
    criteria[0].force = Force::Warn;
    let arrivals = Arrivals { from: Some(vec![stage, StageId(id(12))]), skipping: false, back: false };
    let edits = [
        StageEdit::Checklist(swap(Vec::new(), tasks)),
        StageEdit::Exit(swap(Vec::new(), criteria)),
        StageEdit::Arrivals(swap(Arrivals::default(), arrivals)),
    ];
    let mut changes: Vec<Change> =
        edits.into_iter().map(|edit| Change::StageEdited { id: stage, edit }).collect();
    changes.push(Change::ActivityAdded(Box::new(NewActivity {
        made_by: Some(MadeBy { stage, task }),
        ..NewActivity::plain(ActivityId(id(97)), ActivityKind::Task, Timestamp(7))
    })));
    changes
}

/// The entries that the file of version 1 holds: one for each group of changes, then one for each act.
fn entries() -> Vec<Entry> {
    let groups = changes().into_iter().map(|changes| (Act::EditDeal, changes));
    let acts = ACTS.into_iter().map(|act| (act, Vec::new()));
    let mut clock = Hlc::default();
    groups
        .chain(acts)
        .enumerate()
        .map(|(number, (act, changes))| {
            let at = Timestamp(1_749_470_400_000);
            let before = Stamp { clock, device: Device(0xD0D0) };
            clock = clock.tick(at);
            let kind = match number {
                1 => Kind::Undo(before),
                2 => Kind::Redo(before),
                _ => Kind::Do,
            };
            Entry { format: 1, stamp: Stamp { clock, device: Device(0xD0D0) }, at, act, kind, changes }
        })
        .collect()
}

/// The name of a change in the log. The match makes the compiler ask for a new kind here.
fn name(change: &Change) -> &'static str {
    match change {
        Change::Settings(_) => "settings",
        Change::PipelineAdded { .. } => "pipeline_added",
        Change::PipelineEdited { .. } => "pipeline_edited",
        Change::StageAdded { .. } => "stage_added",
        Change::StageEdited { .. } => "stage_edited",
        Change::DealAdded(_) => "deal_added",
        Change::DealMoved { .. } => "deal_moved",
        Change::DealEdited { .. } => "deal_edited",
        Change::NoteAdded { .. } => "note_added",
        Change::NoteEdited { .. } => "note_edited",
        Change::NoteRemoved { .. } => "note_removed",
        Change::PersonAdded { .. } => "person_added",
        Change::PersonEdited { .. } => "person_edited",
        Change::OrganisationAdded { .. } => "organisation_added",
        Change::OrganisationEdited { .. } => "organisation_edited",
        Change::ContactAdded { .. } => "contact_added",
        Change::ContactEdited { .. } => "contact_edited",
        Change::ChoiceAdded { .. } => "choice_added",
        Change::ChoiceEdited { .. } => "choice_edited",
        Change::FieldAdded { .. } => "field_added",
        Change::FieldEdited { .. } => "field_edited",
        Change::ViewAdded { .. } => "view_added",
        Change::ViewEdited { .. } => "view_edited",
        Change::ActivityAdded(_) => "activity_added",
        Change::ActivityEdited { .. } => "activity_edited",
        Change::ActivityRemoved { .. } => "activity_removed",
        Change::GoalAdded { .. } => "goal_added",
        Change::GoalEdited { .. } => "goal_edited",
        Change::ScenarioAdded { .. } => "scenario_added",
        Change::ScenarioEdited { .. } => "scenario_edited",
        Change::DashboardAdded { .. } => "dashboard_added",
        Change::DashboardEdited { .. } => "dashboard_edited",
        Change::ReportAdded { .. } => "report_added",
        Change::ReportEdited { .. } => "report_edited",
        Change::Removed(_) => "removed",
        Change::Adopted(_) => "adopted",
    }
}

#[test]
fn every_kind_of_change_is_in_the_file() {
    let mut changes = changes().concat();
    changes.extend(entries_of_version_4().into_iter().flat_map(|entry| entry.changes));
    changes.extend(entries_of_version_5().into_iter().flat_map(|entry| entry.changes));
    changes.extend(version_6::entries().into_iter().flat_map(|entry| entry.changes));
    changes.extend(version_7::entries().into_iter().flat_map(|entry| entry.changes));
    let names: BTreeSet<&str> = changes.iter().map(name).collect();
    assert_eq!(names.len(), 36);
    for change in &changes {
        let text = serde_json::to_string(change).unwrap();
        assert!(text.starts_with(&format!("{{\"{}\":", name(change))), "{text}");
    }
}

#[test]
fn the_logs_of_all_versions_are_read_and_written_the_same() {
    let versions = [
        (VERSION_1, entries()),
        (VERSION_2, entries_of_version_2()),
        (VERSION_3, entries_of_version_3()),
        (VERSION_4, entries_of_version_4()),
        (VERSION_5, entries_of_version_5()),
        (VERSION_6, version_6::entries()),
        (VERSION_7, version_7::entries()),
    ];
    for (log, expected) in versions {
        let lines: Vec<&str> = log.lines().collect();
        for (line, entry) in lines.iter().zip(&expected) {
            assert_eq!(Line::parse(line), Ok(Line::Known(entry.clone())), "{line}");
            assert_eq!(entry.to_text(), *line);
        }
        assert_eq!(lines.len(), expected.len());
    }
}

#[test]
fn a_move_reads_like_this() {
    let moved = &changes()[4][0];
    let text = serde_json::to_string(moved).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"deal_moved":{"id":"01975000-0000-7000-8000-00000000001e","#,
            r#""from":{"stage":"01975000-0000-7000-8000-00000000000a","rank":"800000000000000100000000000000ff","standing":"open"},"#,
            r#""to":{"stage":"01975000-0000-7000-8000-00000000000c","rank":"800000000000000100000000000000ff","standing":"open"},"#,
            r#""at":1749470400123}}"#
        )
    );
}

fn line(format: u32, changes: &str) -> String {
    format!(
        r#"{{"v":{format},"stamp":"0197514d4000000a-000000000000d0d0","at":1,"act":"add_deal","kind":"do","changes":[{changes}]}}"#
    )
}

#[test]
fn a_line_of_a_newer_version_is_kept_word_for_word() {
    let newer = FORMAT + 1;
    let lines = [
        line(newer, ""),
        line(newer, r#"{"deal_frozen":{"id":"x","until":{"deep":[1,2,{}]}}}"#),
        format!(
            r#"{{ "v" : {newer}, "stamp":"0197514d4000000a-000000000000d0d0", "act":"dance", "zz":null }}"#
        ),
        line(u32::MAX, r#"{"removed":{"deal":"01975000-0000-7000-8000-00000000001e"}}"#),
    ];
    for text in lines {
        let parsed = Line::parse(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert!(matches!(parsed, Line::Newer(..)), "{text}");
        assert_eq!(parsed.known(), None);
        assert_eq!(parsed.to_text(), text);
        assert_eq!(parsed.stamp().to_string(), "0197514d4000000a-000000000000d0d0");
        assert_eq!(Line::parse(&parsed.to_text()), Ok(parsed));
    }
}

#[test]
fn a_damaged_line_is_none() {
    let good = line(1, "");
    assert!(matches!(Line::parse(&good), Ok(Line::Known(_))));
    let bad = [
        String::new(),
        "null".into(),
        "{}".into(),
        "[]".into(),
        good[..good.len() - 1].into(),
        format!("{good}{good}"),
        good.replace("0197514d4000000a", "0197514d4000000"),
        good.replace("0197514d4000000a", "ffffffffffffffff"),
        good.replace(r#""v":1"#, r#""v":-1"#),
        good.replace(r#""v":1,"#, ""),
        good.replace("add_deal", "dance"),
        line(1, r#"{"deal_frozen":{}}"#),
        line(1, r#"{"removed":{"deal":"no id"}}"#),
        line(1, r#"{"settings":{"currency":{"from":"USD","to":"US"}}}"#),
        format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
    ];
    for text in bad {
        assert!(Line::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn fields_that_came_later_may_be_missing() {
    let added = |change: &str| {
        let parsed = Line::parse(&line(1, change)).unwrap_or_else(|error| panic!("{change}: {error:?}"));
        parsed.known().unwrap().changes[0].clone()
    };
    let pipeline =
        added(r#"{"pipeline_added":{"id":"01975000-0000-7000-8000-000000000001","name":"x","rank":"1"}}"#);
    assert!(matches!(pipeline, Change::PipelineAdded { sample: false, rank: Rank(1), .. }));
    let view = added(concat!(
        r#"{"view_added":{"id":"01975000-0000-7000-8000-000000000001","name":"x","#,
        r#""pipeline":"01975000-0000-7000-8000-000000000001","filter":{"text":"a"},"group_by":"nothing"}}"#
    ));
    let Change::ViewAdded { filter, .. } = view else { panic!("a view") };
    assert_eq!(*filter, Filter { text: "a".into(), ..Filter::default() });
}
