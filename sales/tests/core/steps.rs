//! Made-up commands: any of them, about any of the records that are there, were there, or never were.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use sales::decide::{
    ActivityDraft, ActivityPatch, ChoicePatch, Command, ContactPatch, DealPatch, End, FieldPatch, GoalDraft,
    OrganisationPatch, Outcome, PersonPatch, ScenarioPatch, Slot, StagePatch, ViewPatch,
};
use sales::ids::{
    ActivityId, ChoiceId, ContactId, DealId, FieldId, GoalId, NoteId, OptionId, OrganisationId, PersonId,
    PipelineId, RuleId, ScenarioId, StageId, TaskId, Uuid, ViewId,
};
use sales::log::Device;
use sales::model::{
    ActivityKind, Arrivals, Assumption, Criterion, Deal, DealField, FieldKind, FieldValue, Force, GroupBy,
    ListKind, Loss, Measure, Record, Requirement, Span, Stage, StageKind, Table, Task, TaskOwner, Tiers,
};
use sales::money::{Currency, Money, Rate};
use sales::query::Filter;
use sales::sample::Language;
use sales::time::Date;

use crate::fixture::{Office, add_pipeline, draft};
use crate::notation::{lay_out, office};

/// As many cases as a test run has time for; `PROPTEST_CASES` asks for more.
pub(crate) fn settings(cases: u32) -> Config {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = Config::default();
    Config { cases: if asked { config.cases } else { cases }, max_shrink_iters: 20_000, ..config }
}

thread_local!(static SMALL: Office = small_office());

pub(crate) fn small() -> Office {
    SMALL.with(Clone::clone)
}

/// Does a step, if the rules allow it. Answers whether anything was written to the log.
pub(crate) fn take(office: &mut Office, step: &Step) -> bool {
    let before = office.log.len();
    match step.deed(office) {
        Deed::Do(command) => {
            let _ = office.run(&command);
        }
        Deed::Undo | Deed::UndoSome(_) => {
            let possible = office.undo.next_undo().is_some();
            assert_eq!(office.undo().is_ok(), possible, "in turn, everything can be undone");
        }
        Deed::Redo => {
            let possible = office.undo.next_redo().is_some();
            assert_eq!(office.redo().is_ok(), possible, "in turn, everything can be redone");
        }
    }
    office.log.len() > before
}

/// A small office with a bit of everything.
pub(crate) fn small_office() -> Office {
    let mut office = office("new: a b c d | proposal: e f | review: g | won: h | lost: i | nurtured: j");
    lay_out(&mut office, "partners", "lead: k l | won-2: | lost-2: m");
    let firm = office.organisation("Acme");
    office.contact("Eve", Some(firm));
    office.person("Ada");
    office.person("Bob");
    office.entry(ListKind::Tag, "hot");
    office.entry(ListKind::Tag, "big");
    office.custom("size", FieldKind::Choice, &["small", "large"]);
    office.custom("count", FieldKind::Number, &[]);
    office.note("a", "called");
    office.view("mine", Filter::default());
    office
}

/// What someone does: a verb, and numbers that pick what it is about.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    verb: u8,
    which: [Index; 4],
    text: &'static str,
    number: u8,
    /// By how many minutes the clock is ahead of, or behind, the last step.
    minutes: i64,
}

/// What a step comes to.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub(crate) enum Deed {
    Do(Command),
    Undo,
    Redo,
    /// Takes back an entry out of turn.
    UndoSome(Index),
}

const VERBS: u8 = 85;

const TEXTS: [&str; 12] =
    ["a", "B", "b", "new", "won", "lost-3", "demo", "  ", "价格", "مرحبا", "🚀 x", "price"];

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let minutes = prop_oneof![4 => Just(1), 2 => Just(0), 2 => Just(3_000), 1 => Just(-5_000), 1 => Just(-1)];
    (0..VERBS, any::<[Index; 4]>(), prop::sample::select(&TEXTS[..]), any::<u8>(), minutes)
        .prop_map(|(verb, which, text, number, minutes)| Step { verb, which, text, number, minutes })
}

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..most)
}

/// One of the records of a table, removed ones too; at times one that never was.
fn pick<R: Record>(table: &Table<R>, which: Index, make: fn(Uuid) -> R::Id) -> R::Id {
    let place = which.index(table.row_count() + 1);
    table.rows().get(place).map_or(make(Uuid::from_u128(0xBAD)), Record::id)
}

impl Step {
    pub(crate) fn deed(&self, office: &mut Office) -> Deed {
        office.now.0 += self.minutes * 60_000;
        match self.verb {
            0..=2 => Deed::Undo,
            3 | 4 => Deed::Redo,
            5 => Deed::UndoSome(self.which[0]),
            6..=32 => Deed::Do(self.about_deals(office)),
            33..=46 => Deed::Do(self.about_stages(office)),
            64..=67 => Deed::Do(self.with_something_new(office)),
            68..=75 => Deed::Do(self.about_activities(office)),
            76..=80 => Deed::Do(self.about_goals(office)),
            81.. => Deed::Do(self.about_process(office)),
            _ => Deed::Do(self.about_the_rest(office)),
        }
    }

    fn deal(&self, office: &Office, which: usize) -> DealId {
        pick(&office.ws.deals, self.which[which], DealId)
    }

    fn stage(&self, office: &Office, which: usize) -> StageId {
        pick(&office.ws.stages, self.which[which], StageId)
    }

    fn pipeline(&self, office: &Office, which: usize) -> PipelineId {
        pick(&office.ws.pipelines, self.which[which], PipelineId)
    }

    fn choice(&self, office: &Office, which: usize) -> ChoiceId {
        pick(&office.ws.choices, self.which[which], ChoiceId)
    }

    fn maybe<T>(&self, value: T) -> Option<T> {
        (!self.number.is_multiple_of(4)).then_some(value)
    }

    fn flag(&self) -> bool {
        self.number.is_multiple_of(2)
    }

    fn name(&self) -> String {
        if self.flag() { self.text.to_owned() } else { format!("{} {}", self.text, self.number % 7) }
    }

    fn currency(&self) -> Currency {
        ["USD", "CNY", "JPY"][usize::from(self.number % 3)].parse().expect("a code")
    }

    fn day(&self) -> Date {
        Date::from_num_days_from_ce_opt(739_000 + i32::from(self.number)).expect("a day")
    }

    /// One to four deals, of which some may be the same.
    fn deals(&self, office: &Office) -> Vec<DealId> {
        (0..=usize::from(self.number % 4)).map(|which| self.deal(office, which)).collect()
    }

    fn slot(&self, office: &Office) -> Slot {
        let other = self.deal(office, 3);
        match self.number / 4 % 4 {
            0 => Slot::Top,
            1 => Slot::Bottom,
            2 => Slot::Before(other),
            _ => Slot::After(other),
        }
    }

    fn about_deals(&self, office: &Office) -> Command {
        let (deals, deal, stage) = (self.deals(office), self.deal(office, 0), self.stage(office, 1));
        let noted: Vec<&Deal> = office.ws.deals.rows().iter().filter(|deal| !deal.notes.is_empty()).collect();
        let noted = noted.get(self.which[0].index(noted.len() + 1));
        let (deal, note) = noted.map_or((deal, NoteId(Uuid::nil())), |deal| (deal.id, deal.notes[0].id));
        match self.verb {
            6..=13 => {
                // At times into a lane, or with another field.
                let patch = self.number.is_multiple_of(5).then(|| self.patch(office));
                Command::MoveDeals { deals, stage, slot: self.slot(office), patch }
            }
            14 | 15 => Command::AddDeal {
                stage,
                title: self.name(),
                patches: if self.flag() { vec![self.patch(office)] } else { Vec::new() },
                end: if self.flag() { End::Top } else { End::Bottom },
            },
            16..=21 => Command::EditDeals { deals, patch: self.patch(office) },
            22 | 23 => Command::CloseDeals { deals, outcome: Outcome::Won },
            24 | 25 => {
                let reason = self.maybe(self.choice(office, 2));
                let loss = Loss { reason, note: self.text.into(), competitor: String::new() };
                Command::CloseDeals { deals, outcome: Outcome::Lost(loss) }
            }
            26 => {
                let outcome = Outcome::Nurtured { until: self.maybe(self.day()), reason: self.text.into() };
                Command::CloseDeals { deals, outcome }
            }
            27 | 28 => Command::ReopenDeals { deals, stage: self.maybe(stage).filter(|_| self.flag()) },
            29 => Command::RemoveDeals { deals },
            30 => Command::AddNote { deal, text: self.name() },
            31 => Command::EditNote { deal, note, text: self.name() },
            _ => Command::RemoveNote { deal, note },
        }
    }

    /// Makes a record and puts it on deals, some of which may be new as well.
    fn with_something_new(&self, office: &mut Office) -> Command {
        let (id, name) = (office.uuid(), self.name());
        let (make, patch) = match self.number % 4 {
            0 => {
                let id = OrganisationId(id);
                (Command::AddOrganisation { id, name }, DealPatch::Organisation(Some(id)))
            }
            1 => {
                let (id, firms) = (ContactId(id), &office.ws.organisations);
                let organisation = self.maybe(pick(firms, self.which[2], OrganisationId));
                (Command::AddContact { id, name, organisation }, DealPatch::Contact(Some(id)))
            }
            2 => (Command::AddPerson { id: PersonId(id), name }, DealPatch::Owner(Some(PersonId(id)))),
            _ => {
                let (id, list) = (ChoiceId(id), ListKind::Tag);
                (Command::AddChoice { id, list, name }, DealPatch::AddTag(id))
            }
        };
        let then = match self.verb {
            64 => {
                let (stage, patches) = (self.stage(office, 1), vec![patch]);
                Command::AddDeal { stage, title: self.name(), patches, end: End::Top }
            }
            65 => Command::MoveDeals {
                deals: self.deals(office),
                stage: self.stage(office, 1),
                slot: self.slot(office),
                patch: Some(patch),
            },
            _ => Command::EditDeals { deals: self.deals(office), patch },
        };
        then.after(vec![make])
    }

    fn about_activities(&self, office: &mut Office) -> Command {
        let id = ActivityId(office.uuid());
        let ws = &office.ws;
        let deal = self.maybe(self.deal(office, 1));
        let some = |which: usize| pick(&ws.activities, self.which[which], ActivityId);
        let activities = if self.flag() { vec![some(0)] } else { vec![some(0), some(1), some(2)] };
        let kind = ActivityKind::COMMON
            .get(usize::from(self.number % 8))
            .map_or(ActivityKind::Own(self.choice(office, 2)), |&kind| kind);
        let due = self.maybe(self.day()).map(Into::into);
        match self.verb {
            68 | 69 => {
                let organisation = pick(&ws.organisations, self.which[2], OrganisationId);
                let draft = ActivityDraft {
                    kind,
                    subject: self.name(),
                    deal,
                    organisation: (self.number > 200).then_some(organisation),
                    due,
                    ..ActivityDraft::default()
                };
                Command::AddActivity { id, draft }
            }
            70 => Command::CompleteActivities { activities, outcome: self.text.into() },
            71 => Command::ReopenActivities { activities },
            72 if self.flag() => Command::RemoveActivities { activities },
            _ => {
                let patch = match self.number % 9 {
                    0 => ActivityPatch::Kind(kind),
                    1 => ActivityPatch::Subject(self.name()),
                    2 | 3 => ActivityPatch::Deal(deal),
                    4 => ActivityPatch::Owner(self.maybe(pick(&ws.people, self.which[2], PersonId))),
                    5 => ActivityPatch::Contact(self.maybe(pick(&ws.contacts, self.which[2], ContactId))),
                    6 => ActivityPatch::Due(due),
                    7 => ActivityPatch::Minutes(self.maybe(u16::from(self.number))),
                    _ => ActivityPatch::Outcome(self.name()),
                };
                Command::EditActivities { activities, patch }
            }
        }
    }

    fn about_process(&self, office: &mut Office) -> Command {
        let new = office.uuid();
        let stage = self.stage(office, 0);
        let (row, ws) = (office.ws.stages.get(stage), &office.ws);
        let kind =
            ActivityKind::COMMON.get(usize::from(self.number % 7)).copied().unwrap_or(ActivityKind::Call);
        let person = pick(&ws.people, self.which[1], PersonId);
        let patch = match self.verb {
            81 | 82 => {
                let owner = match self.number % 3 {
                    0 => TaskOwner::Person(person),
                    1 => TaskOwner::Nobody,
                    _ => TaskOwner::Deal,
                };
                let due_days = self.maybe(u16::from(self.number));
                let mut tasks = row.map(|row| row.checklist.clone()).unwrap_or_default();
                if self.number > 180 {
                    tasks.pop();
                }
                tasks.push(Task { id: TaskId(new), kind, subject: self.name(), due_days, owner });
                StagePatch::Checklist(tasks)
            }
            83 => {
                let wants = match self.number % 6 {
                    0 => Requirement::Field(DealField::Owner),
                    1 => Requirement::Field(DealField::Custom(pick(&ws.fields, self.which[2], FieldId))),
                    2 => Requirement::Checklist,
                    3 => Requirement::Done(kind),
                    4 => Requirement::Field(DealField::Value),
                    _ => Requirement::Value {
                        currency: self.currency(),
                        at_least: self.maybe(i64::from(self.number) * 1_000),
                        at_most: None,
                    },
                };
                let force = if self.flag() { Force::Block } else { Force::Warn };
                StagePatch::Exit(vec![Criterion { id: RuleId(new), wants, force }])
            }
            _ => StagePatch::Arrivals(Arrivals {
                from: self.maybe(vec![self.stage(office, 1), self.stage(office, 2)]).filter(|_| self.flag()),
                skipping: !self.number.is_multiple_of(3),
                back: !self.number.is_multiple_of(5),
            }),
        };
        Command::EditStage { stage, patch }
    }

    fn about_goals(&self, office: &mut Office) -> Command {
        let (new, name) = (office.uuid(), self.name());
        let ws = &office.ws;
        let goal = pick(&ws.goals, self.which[0], GoalId);
        let scenario = pick(&ws.scenarios, self.which[0], ScenarioId);
        let person = pick(&ws.people, self.which[1], PersonId);
        let tiers = Tiers {
            target: i64::from(self.number) - 3,
            stretch: self.maybe(i64::from(self.number) + 5),
            challenge: None,
        };
        let assumption = match self.number % 4 {
            0 => Assumption::Size(Money { minor: self.number.into(), currency: self.currency() }),
            1 => Assumption::Step {
                stage: self.stage(office, 2),
                per_ten_thousand: u16::from(self.number) * 40,
            },
            2 => Assumption::CycleDays(self.number.into()),
            _ => Assumption::People(self.number.into()),
        };
        match self.verb {
            76 => {
                let draft = GoalDraft {
                    span: Span::Month { year: 2025, month: self.number % 14 },
                    owner: self.maybe(person).filter(|_| self.flag()),
                    pipeline: self.maybe(self.pipeline(office, 2)).filter(|_| !self.flag()),
                    measure: if self.flag() { Measure::WonValue(self.currency()) } else { Measure::WonDeals },
                    tiers,
                };
                Command::SetGoals { goals: vec![(GoalId(new), draft)] }
            }
            77 => Command::EditGoal { goal, tiers },
            78 if self.flag() => Command::RemoveGoals { goals: vec![goal] },
            78 | 79 => {
                Command::SaveScenario { id: ScenarioId(new), goal, name, assumptions: vec![assumption] }
            }
            _ => {
                let patch = match self.number % 5 {
                    0 => ScenarioPatch::Name(name),
                    1 => ScenarioPatch::Forget(assumption.about()),
                    2 => ScenarioPatch::Assumptions(Vec::new()),
                    _ => ScenarioPatch::Assume(assumption),
                };
                if self.number > 250 {
                    return Command::RemoveScenario { scenario };
                }
                Command::EditScenario { scenario, patch }
            }
        }
    }

    fn patch(&self, office: &Office) -> DealPatch {
        let ws = &office.ws;
        let choice = self.choice(office, 2);
        match self.number % 16 {
            0 => DealPatch::Title(self.name()),
            1 => DealPatch::Organisation(self.maybe(pick(&ws.organisations, self.which[2], OrganisationId))),
            2 => DealPatch::Contact(self.maybe(pick(&ws.contacts, self.which[2], ContactId))),
            3 => DealPatch::Segment(self.maybe(choice)),
            4 => DealPatch::Owner(self.maybe(pick(&ws.people, self.which[2], PersonId))),
            5 => {
                let minor = i64::from(self.number) * 1_000_003 - 900;
                DealPatch::Value(Some(Money { minor, currency: self.currency() }))
            }
            6 => DealPatch::Probability(self.maybe(self.number / 2)),
            7 => DealPatch::ExpectedClose(self.maybe(self.day())),
            8 => DealPatch::Source(self.maybe(choice)),
            9 => DealPatch::Product(self.maybe(choice)),
            10 => DealPatch::AddTag(choice),
            11 => DealPatch::DropTag(choice),
            12 => DealPatch::Tags(vec![choice, self.choice(office, 3)]),
            13 => DealPatch::Created(office.now.plus_days(-i64::from(self.number / 16))),
            14 => DealPatch::Closed(office.now.plus_days(-i64::from(self.number / 16))),
            _ => {
                let field = pick(&ws.fields, self.which[2], FieldId);
                let option = ws.fields.get(field).and_then(|field| field.options.first());
                let value = match self.number / 16 % 4 {
                    0 => FieldValue::Number(f64::from(self.number) / 7.0),
                    1 => FieldValue::Text(self.text.into()),
                    2 => FieldValue::Date(self.day()),
                    _ => FieldValue::Choice(option.map_or(OptionId(Uuid::nil()), |option| option.id)),
                };
                DealPatch::Custom(field, self.maybe(value))
            }
        }
    }

    fn about_stages(&self, office: &Office) -> Command {
        let (stage, other) = (self.stage(office, 0), self.stage(office, 1));
        let (pipeline, neighbour) = (self.pipeline(office, 0), self.pipeline(office, 1));
        match self.verb {
            33 => add_pipeline(&self.name(), &["start", "won", "lost"]),
            34 => Command::RenamePipeline { pipeline, name: self.name() },
            35 => Command::DuplicatePipeline { pipeline, name: self.name() },
            36 => Command::MovePipeline { pipeline, before: self.maybe(neighbour) },
            37 => Command::ArchivePipeline { pipeline, archived: self.flag() },
            38 | 39 => Command::AddStage {
                pipeline,
                stage: draft(self.text, self.number / 2),
                before: self.maybe(other),
            },
            40 | 41 => {
                let patch = match self.number % 6 {
                    0 => StagePatch::Name(self.name()),
                    1 => StagePatch::Kind(
                        [StageKind::Open, StageKind::Won, StageKind::Lost][usize::from(self.number / 6 % 3)],
                    ),
                    2 => StagePatch::Probability(self.number / 2),
                    3 => StagePatch::LimitDays(self.maybe(u16::from(self.number))),
                    4 => StagePatch::Hue(self.number),
                    _ => StagePatch::Guidance(self.text.into()),
                };
                Command::EditStage { stage, patch }
            }
            42 => Command::MoveStage { stage, before: self.maybe(other) },
            43..=45 => {
                // A stage that will do, or any.
                let here = office.ws.stages.get(stage);
                let alike = |other: &&Stage| {
                    other.id != stage
                        && here.is_some_and(|here| (here.pipeline, here.kind) == (other.pipeline, other.kind))
                };
                let fitting = office.ws.stages.iter().find(alike).map(|stage| stage.id);
                Command::ArchiveStage {
                    stage,
                    move_to: self.maybe(fitting.filter(|_| self.number < 200).unwrap_or(other)),
                }
            }
            _ => {
                let archived: Vec<StageId> =
                    office.ws.stages.iter().filter(|stage| stage.archived).map(|stage| stage.id).collect();
                let some = (!archived.is_empty()).then(|| archived[self.which[0].index(archived.len())]);
                Command::RestoreStage { stage: some.unwrap_or(stage) }
            }
        }
    }

    fn about_the_rest(&self, office: &mut Office) -> Command {
        let (id, name) = (office.uuid(), self.name());
        let ws = &office.ws;
        let (person, contact) =
            (pick(&ws.people, self.which[0], PersonId), pick(&ws.contacts, self.which[0], ContactId));
        let organisation = pick(&ws.organisations, self.which[1], OrganisationId);
        let (view, field) =
            (pick(&ws.views, self.which[0], ViewId), pick(&ws.fields, self.which[0], FieldId));
        let filter = Filter { text: self.text.into(), ..Filter::default() };
        let pipeline = self.pipeline(office, 0);
        let list = ListKind::ALL[usize::from(self.number % 6)];
        match self.verb {
            47 => Command::AddPerson { id: PersonId(id), name },
            48 => {
                let patch = match self.number % 4 {
                    0 => PersonPatch::Name(name),
                    1 => PersonPatch::Initials(self.text.into()),
                    2 => PersonPatch::Hue(self.number),
                    _ => PersonPatch::Archived(self.flag()),
                };
                Command::EditPerson { person, patch }
            }
            49 => Command::AddOrganisation { id: OrganisationId(id), name },
            50 => {
                let patch = match self.number % 4 {
                    0 => OrganisationPatch::Name(name),
                    1 => OrganisationPatch::Website(name),
                    2 => OrganisationPatch::Address(name),
                    _ => OrganisationPatch::About(name),
                };
                Command::EditOrganisation { organisation, patch }
            }
            51 => Command::AddContact { id: ContactId(id), name, organisation: self.maybe(organisation) },
            52 => {
                let patch = match self.number % 6 {
                    0 => ContactPatch::Name(name),
                    1 => ContactPatch::Organisation(self.maybe(organisation)),
                    2 => ContactPatch::Role(name),
                    3 => ContactPatch::Phone(name),
                    4 => ContactPatch::Email(name),
                    _ => ContactPatch::About(name),
                };
                Command::EditContact { contact, patch }
            }
            53 => Command::AddChoice { id: ChoiceId(id), list, name },
            54 => {
                let patch = match self.number % 3 {
                    0 => ChoicePatch::Name(name),
                    1 => ChoicePatch::Before(self.maybe(self.choice(office, 1))),
                    _ => ChoicePatch::Archived(self.flag()),
                };
                Command::EditChoice { choice: self.choice(office, 0), patch }
            }
            55 => {
                let kinds = [FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::Choice];
                let kind = kinds[usize::from(self.number % 4)];
                Command::AddField { name, kind, options: vec!["x".into(), "y".into()] }
            }
            56 => {
                let options = ws.fields.get(field).map(|field| field.options.as_slice()).unwrap_or_default();
                let option = |which: usize| {
                    let at = self.which[which].index(options.len() + 1);
                    options.get(at).map_or(OptionId(Uuid::nil()), |option| option.id)
                };
                let patch = match self.number % 7 {
                    0 => FieldPatch::Name(name),
                    1 => FieldPatch::AddOption(name),
                    2 => FieldPatch::RenameOption(option(1), name),
                    3 => FieldPatch::DropOption(option(1)),
                    4 => FieldPatch::MoveOption(option(1), self.maybe(option(2))),
                    5 => FieldPatch::Before(self.maybe(pick(&ws.fields, self.which[1], FieldId))),
                    _ => FieldPatch::Archived(self.flag()),
                };
                Command::EditField { field, patch }
            }
            57 => Command::SaveView { id: ViewId(id), name, pipeline, filter, group_by: GroupBy::Owner },
            58 => {
                let patch = match self.number % 3 {
                    0 => ViewPatch::Name(name),
                    1 => ViewPatch::Filter(filter),
                    _ => {
                        ViewPatch::GroupBy(if self.number < 128 { GroupBy::Owner } else { GroupBy::Nothing })
                    }
                };
                Command::EditView { view, patch }
            }
            59 => Command::RemoveView { view },
            60 => Command::RenameWorkspace { name },
            61 if self.number < 32 => Command::SetCurrency { currency: self.currency() },
            61 => {
                let rate = Rate { millionths: u64::from(self.number) * 1_000_000, on: self.day() };
                Command::SetRate { currency: self.currency(), rate: self.maybe(rate) }
            }
            62 if self.number < 32 => Command::LoadSample { language: Language::English },
            62 if self.number < 64 => Command::RenameWorkspace { name: String::new() },
            62 => {
                Command::SetAuthor { device: Device(u64::from(self.number % 4)), person: self.maybe(person) }
            }
            _ => Command::RemoveSample,
        }
    }
}
