//! A workspace to explore: a small firm's pipeline with half a year of history, which one click removes.
//!
//! Everything is made from a fixed seed and the current time, so that it looks the same for everybody
//! and is never out of date.

mod activities;
#[cfg(feature = "bench")]
pub mod big;
pub mod content;
mod process;

use std::collections::HashSet;

use content::Content;

use crate::decide::{Context, ProcessDraft, StageDraft, reviews_of_new};
use crate::hue;
use crate::ids::{
    ChoiceId, ContactId, DealId, GoalId, NoteId, OrganisationId, PersonId, PipelineId, StageId,
};
use crate::log::{Change, NewDeal, RecordRef, SettingsEdit, Swap};
use crate::model::{
    ListKind, Loss, Note, Position, Stage, StageKind, Standing, StandingKind, Visit, Workspace,
};
use crate::money::{Currency, Money};
use crate::rank::Rank;
use crate::templates::{self, Bilingual, Template};
use crate::time::Timestamp;

/// A language that templates and sample data are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The text in this language.
    pub fn pick(self, text: &Bilingual) -> &'static str {
        match self {
            Self::English => text.en,
            Self::Chinese => text.zh,
        }
    }

    /// The currency most users of the language reckon in.
    pub fn currency(self) -> Currency {
        match self {
            Self::English => Currency::USD,
            Self::Chinese => Currency::CNY,
        }
    }

    fn content(self) -> &'static Content {
        match self {
            Self::English => &content::EN,
            Self::Chinese => &content::ZH,
        }
    }
}

/// The customer segments that every workspace starts with: new, repeat and existing customers.
pub const SEGMENTS: [Bilingual; 3] = [
    Bilingual { zh: "新客户", en: "New customer" },
    Bilingual { zh: "复购客户", en: "Repeat customer" },
    Bilingual { zh: "现存客户", en: "Existing customer" },
];

/// The stages of a template as drafts in a language.
pub fn drafts(template: &Template, language: Language) -> Vec<StageDraft> {
    template
        .stages
        .iter()
        .map(|stage| StageDraft {
            name: language.pick(&stage.name).to_owned(),
            kind: stage.kind,
            probability: stage.probability,
            limit_days: stage.limit_days,
            guidance: language.pick(&stage.guidance).to_owned(),
            process: ProcessDraft::default(),
        })
        .collect()
}

/// The same with the process that the template comes with.
pub fn drafts_with_process(template: &Template, language: Language) -> Vec<StageDraft> {
    let mut drafts = drafts(template, language);
    for (draft, process) in drafts.iter_mut().zip(template.process(language)) {
        draft.process = process;
    }
    drafts
}

/// A small generator of numbers that look random (`SplitMix64` by Sebastiano Vigna, public domain).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// A number from 0 up to but without `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(usize::try_from(high.saturating_sub(low)).unwrap_or(1))).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The ids that deals refer to.
struct Records {
    pipeline: PipelineId,
    stages: Vec<(StageId, StageKind)>,
    people: Vec<PersonId>,
    organisations: Vec<OrganisationId>,
    contacts: Vec<ContactId>,
    choices: Vec<(ListKind, ChoiceId)>,
}

impl Records {
    fn list(&self, list: ListKind) -> Vec<ChoiceId> {
        self.choices.iter().filter(|row| row.0 == list).map(|row| row.1).collect()
    }
}

/// How many deals there are: being worked on, and closed.
const OPEN: usize = 42;
const CLOSED: usize = 64;

pub(crate) fn changes(workspace: &Workspace, language: Language, context: &mut Context<'_>) -> Vec<Change> {
    if workspace.has_sample() {
        return Vec::new();
    }
    let words = language.content();
    let mut dice = Dice(20_240_501);
    let mut changes = Vec::new();
    let currency = if workspace.is_empty() { language.currency() } else { workspace.settings.currency };
    if currency != workspace.settings.currency {
        let swap = Swap { from: workspace.settings.currency, to: currency };
        changes.push(Change::Settings(SettingsEdit::Currency(swap)));
    }
    let records = records(workspace, language, context, &mut changes);
    for number in 0..OPEN + CLOSED {
        changes.push(deal(number, &records, words, currency, context, &mut dice));
    }
    let activities = activities::of_deals(&changes, words, context);
    changes.extend(activities);
    let activities = process::of_deals(&changes, words, context);
    changes.extend(activities);
    changes.extend(process::goal(workspace, records.pipeline, &changes, currency, context.today));
    changes
}

fn records(
    workspace: &Workspace,
    language: Language,
    context: &mut Context<'_>,
    changes: &mut Vec<Change>,
) -> Records {
    let words = language.content();
    let pipeline = PipelineId(context.ids.next_id());
    let mut stages = Vec::new();
    let name = Bilingual { zh: "示例销售管道", en: "Sample pipeline" };
    let last = workspace.pipelines_in_order().last().map(|pipeline| pipeline.rank);
    changes.push(Change::PipelineAdded {
        id: pipeline,
        name: language.pick(&name).to_owned(),
        rank: Rank::between(last, None).unwrap_or(Rank::MIDDLE),
        sample: true,
    });
    changes.push(reviews_of_new(pipeline));
    if let Some(template) = templates::ALL.first() {
        let hues = hue::of_stages(template.stages.iter().map(|stage| stage.kind));
        let drafts = drafts(template, language).into_iter().zip(template.stages);
        for (place, ((draft, stage), hue)) in drafts.zip(hues).enumerate() {
            let id = StageId(context.ids.next_id());
            stages.push((id, draft.kind));
            changes.push(Change::StageAdded {
                id,
                pipeline,
                name: draft.name,
                kind: draft.kind,
                probability: draft.probability,
                limit_days: draft.limit_days,
                hue,
                guidance: draft.guidance,
                rank: Rank::nth(place),
            });
            changes.extend(process::of_stage(workspace, id, stage, language, context));
        }
    }
    let mut people = Vec::new();
    for (hue, (name, initials)) in (0u8..).zip(words.people) {
        let id = PersonId(context.ids.next_id());
        people.push(id);
        let (name, initials) = ((*name).to_owned(), (*initials).to_owned());
        changes.push(Change::PersonAdded { id, name, initials, hue, sample: true });
    }
    let mut organisations = Vec::new();
    for name in words.organisations {
        let id = OrganisationId(context.ids.next_id());
        organisations.push(id);
        changes.push(Change::OrganisationAdded { id, name: (*name).to_owned(), sample: true });
    }
    let mut contacts = Vec::new();
    for (place, name) in words.contacts.iter().enumerate() {
        let id = ContactId(context.ids.next_id());
        contacts.push(id);
        let organisation = organisations.get(place % organisations.len().max(1)).copied();
        changes.push(Change::ContactAdded { id, name: (*name).to_owned(), organisation, sample: true });
    }
    let segments = SEGMENTS.map(|text| language.pick(&text));
    let lists: [(ListKind, &[&str]); 5] = [
        (ListKind::Segment, &segments),
        (ListKind::Source, words.sources),
        (ListKind::Product, words.products),
        (ListKind::Tag, words.tags),
        (ListKind::LossReason, words.loss_reasons),
    ];
    let mut choices = Vec::new();
    for (list, names) in lists {
        let known = workspace.list(list);
        let last = known.last().map_or(Rank::MIDDLE, |choice| choice.rank);
        for (place, name) in names.iter().enumerate() {
            if let Some(choice) = known.iter().find(|choice| choice.name == *name) {
                choices.push((list, choice.id));
                continue;
            }
            let id = ChoiceId(context.ids.next_id());
            choices.push((list, id));
            let rank = Rank(last.0.saturating_add(Rank::nth(place + 1).0 - Rank::MIDDLE.0));
            changes.push(Change::ChoiceAdded { id, list, name: (*name).to_owned(), rank, sample: true });
        }
    }
    Records { pipeline, stages, people, organisations, contacts, choices }
}

fn deal(
    number: usize,
    records: &Records,
    words: &'static Content,
    currency: Currency,
    context: &mut Context<'_>,
    dice: &mut Dice,
) -> Change {
    let stages_of = |kind| records.stages.iter().filter(move |row| row.1 == kind).map(|row| row.0);
    let open: Vec<StageId> = stages_of(StageKind::Open).collect();
    let is_open = number < OPEN;
    let now = context.now;
    // Most deals are cared for; some have been left lying, which is what the pipeline is there to show.
    let idle_days = if dice.chance(70) { dice.between(0, 9) } else { dice.between(9, 40) };

    // How far it got, and when it was where. Fewer deals get further, as in life.
    let deepest = dice.below(open.len()).min(dice.below(open.len() + 1));
    let days_back = if is_open { idle_days } else { dice.between(30, 200) };
    let created = earlier(now, days_back + i64::try_from(deepest).unwrap_or(0) * 9, dice);
    let mut visits = Vec::new();
    let mut entered = created;
    let won = !is_open && dice.chance(38);
    let reached = if won { open.len() - 1 } else { deepest };
    for &stage in open.iter().take(reached + 1) {
        visits.push(Visit { stage, standing: StandingKind::Open, entered });
        let days = if is_open { 9 } else { dice.between(1, 15) };
        let later = entered.plus_days(days).0.saturating_add(dice.between(0, 36_000_000));
        entered = Timestamp(later.min(now.0));
    }
    let last_open = open.get(reached).copied().unwrap_or(StageId(crate::ids::Uuid::nil()));
    let nurtured = !is_open && !won && dice.chance(12);
    let standing = if is_open {
        Standing::Open
    } else if won {
        Standing::Won
    } else if nurtured {
        let until = chrono::DateTime::from_timestamp_millis(now.plus_days(dice.between(10, 90)).0);
        let reason = dice.pick(words.nurture_reasons).unwrap_or_default().to_owned();
        Standing::Nurtured { until: until.map(|until| until.date_naive()), reason }
    } else {
        let competitor = if dice.chance(40) { dice.pick(words.competitors) } else { None };
        Standing::Lost(Box::new(Loss {
            reason: dice.pick(&records.list(ListKind::LossReason)),
            note: String::new(),
            competitor: competitor.unwrap_or_default().to_owned(),
        }))
    };
    let stage = match standing.kind() {
        StandingKind::Won => stages_of(StageKind::Won).next().unwrap_or(last_open),
        StandingKind::Lost => stages_of(StageKind::Lost).next().unwrap_or(last_open),
        StandingKind::Open | StandingKind::Nurtured => last_open,
    };
    if !is_open {
        visits.push(Visit { stage, standing: standing.kind(), entered });
    }

    let firm = dice.below(records.organisations.len());
    let title = dice.pick(words.titles).unwrap_or_default().to_owned();
    // Most deals are small, a few are large: hundreds of a hundred to ten thousand units, rounded to fifty.
    let size = dice.between(8, 120) * dice.between(1, 12) * dice.between(2, 20);
    let factor = if currency == Currency::CNY { 5 } else { 1 };
    let minor = (size * factor).max(20) / 10 * 10 * 50 * currency.minor_per_unit() / 10;
    let close_in = if is_open { dice.between(-10, 60) } else { 0 };
    let close =
        chrono::DateTime::from_timestamp_millis(now.plus_days(close_in).0).map(|close| close.date_naive());
    let mut notes = Vec::new();
    for _ in 0..dice.below(3) {
        let written = Timestamp(dice.between(created.0, entered.0));
        let text = dice.pick(words.notes).unwrap_or_default().to_owned();
        notes.push(Note { id: NoteId(context.ids.next_id()), text, written });
    }
    notes.sort_by_key(|note| (note.written, note.id));
    let tags = if dice.chance(35) {
        dice.pick(&records.list(ListKind::Tag)).into_iter().collect()
    } else {
        Vec::new()
    };

    let position = Position { stage, rank: Rank::nth(number), standing };
    Change::DealAdded(Box::new(NewDeal {
        organisation: records.organisations.get(firm).copied(),
        contact: records.contacts.get(firm).copied(),
        segment: dice.pick(&records.list(ListKind::Segment)),
        owner: dice.pick(&records.people),
        value: Some(Money { minor, currency }),
        expected_close: close.filter(|_| is_open && dice.chance(85)),
        source: dice.pick(&records.list(ListKind::Source)),
        product: dice.pick(&records.list(ListKind::Product)),
        tags,
        notes,
        visits,
        sample: true,
        ..NewDeal::plain(DealId(context.ids.next_id()), title, position, created)
    }))
}

fn earlier(now: Timestamp, days: i64, dice: &mut Dice) -> Timestamp {
    Timestamp(now.plus_days(-days).0.saturating_sub(dice.between(0, 30_000_000)))
}

/// Takes the sample away. What the user made in it stays as far as it can: a pipeline that holds
/// deals of the user's own is kept, with its stages, and so is every record those deals refer to. What is
/// kept is the user's own from then on.
pub(crate) fn removal(workspace: &Workspace) -> Vec<Change> {
    let mut changes: Vec<Change> = workspace
        .deals
        .iter()
        .filter(|deal| deal.sample)
        .map(|deal| Change::Removed(RecordRef::Deal(deal.id)))
        .collect();
    let used = Used::by_own(workspace);
    for pipeline in workspace.pipelines.iter().filter(|pipeline| pipeline.sample) {
        let record = RecordRef::Pipeline(pipeline.id);
        // The made-up goal is the team's and not the pipeline's: it goes in any case.
        let goals: Vec<GoalId> = workspace
            .goals
            .iter()
            .filter(|goal| goal.pipeline == Some(pipeline.id) && !used.0.contains(&record))
            .map(|goal| goal.id)
            .chain(workspace.goals.live(process::goal_of(pipeline.id)).map(|goal| goal.id))
            .collect();
        let scenarios = workspace.scenarios.iter().filter(|row| goals.contains(&row.goal));
        let parts = scenarios.map(|row| RecordRef::Scenario(row.id));
        changes.extend(parts.chain(goals.iter().map(|&goal| RecordRef::Goal(goal))).map(Change::Removed));
        if used.0.contains(&record) {
            changes.push(Change::Adopted(record));
        } else {
            let views = workspace.views.iter().filter(|view| view.pipeline == pipeline.id);
            let stages = workspace.stages_of(pipeline.id);
            let parts = views.map(|view| RecordRef::View(view.id));
            let parts = parts.chain(stages.iter().map(|stage| RecordRef::Stage(stage.id)));
            changes.extend(parts.chain([record]).map(Change::Removed));
        }
    }
    let people = workspace.people.iter().filter(|row| row.sample).map(|row| RecordRef::Person(row.id));
    let firms = workspace.organisations.iter().filter(|row| row.sample);
    let contacts = workspace.contacts.iter().filter(|row| row.sample).map(|row| RecordRef::Contact(row.id));
    let choices = workspace.choices.iter().filter(|row| row.sample).map(|row| RecordRef::Choice(row.id));
    let activities = workspace.activities.iter().filter(|row| row.sample);
    changes.extend(activities.map(|row| Change::ActivityRemoved { id: row.id, deal: row.deal }));
    let rest = people.chain(firms.map(|row| RecordRef::Organisation(row.id))).chain(contacts).chain(choices);
    changes.extend(rest.map(|record| {
        if used.0.contains(&record) { Change::Adopted(record) } else { Change::Removed(record) }
    }));
    changes
}

/// What the user's own deals and contacts refer to, and who uses a device.
struct Used(HashSet<RecordRef>);

impl Used {
    fn by_own(workspace: &Workspace) -> Self {
        let authors = workspace.settings.authors.values();
        let mut used: HashSet<RecordRef> = authors.map(|&person| RecordRef::Person(person)).collect();
        for deal in workspace.deals.iter().filter(|deal| !deal.sample) {
            used.extend(deal.references(workspace));
        }
        for activity in workspace.activities.iter().filter(|activity| !activity.sample) {
            used.extend(activity.references());
        }
        let own = |stage: &&Stage| workspace.pipelines.live(stage.pipeline).is_some_and(|row| !row.sample);
        used.extend(workspace.stages.iter().filter(own).flat_map(Stage::references));
        used.extend(workspace.goals.iter().filter_map(|goal| goal.owner).map(RecordRef::Person));
        for contact in workspace.contacts.iter() {
            // Their own contacts, and the sample's that stay, keep their firms.
            if !contact.sample || used.contains(&RecordRef::Contact(contact.id)) {
                used.extend(contact.organisation.map(RecordRef::Organisation));
            }
        }
        Self(used)
    }
}
