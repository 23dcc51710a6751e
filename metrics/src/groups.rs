//! The same figures for each group: owners, segments, sources, products, tags, a field of the team's own, months.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::bands::{Band, bands};
use super::columns::{Columns, NONE, narrow};
use super::facts::{Fact, Lens};
use super::outcomes::{OutcomeTally, Outcomes, Share};
use super::query::{Month, Months, Query, Selection};
use super::reasons::Reasons;
use sales::ids::{ChoiceId, DealId, FieldId, OptionId, OrganisationId, PersonId, PipelineId, StageId};
use sales::model::{Deal, FieldKind, FieldValue, Ix, Person, StandingKind, Workspace};

/// What deals are grouped by. Fields are as they are now, whatever day is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Grouping {
    Pipeline,
    /// The stage they are in at the end of the period.
    Stage,
    /// The stage they are in at the end of the period; of those that were lost or nurtured, the furthest they had reached. In the order of the pipeline.
    LastStage,
    /// Why they were lost; deals that are not lost are in no group.
    LossReason,
    Owner,
    /// Whom the owner reports to, as typed there.
    Manager,
    /// The owner's region, as typed there.
    Region,
    Segment,
    Source,
    Product,
    /// A deal counts in each of its tags, so the groups may come to more than the whole.
    Tag,
    Organisation,
    /// A custom field: choices by their options, texts by what stands there, days by their month, numbers by [`Band`]. Those with
    /// nothing there are a group, too.
    Field(FieldId),
    MonthCreated,
    /// The month of its close; deals that are not closed are in no group.
    MonthClosed,
}

/// What the deals of a group have in common; `None` stands for those that have nothing there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Key {
    Pipeline(PipelineId),
    Stage(StageId),
    LossReason(Option<ChoiceId>),
    Owner(Option<PersonId>),
    /// The manager of the owner; a person who has the same one stands for it.
    Manager(Option<PersonId>),
    /// The region of the owner, likewise.
    Region(Option<PersonId>),
    Segment(Option<ChoiceId>),
    Source(Option<ChoiceId>),
    Product(Option<ChoiceId>),
    Tag(Option<ChoiceId>),
    Organisation(Option<OrganisationId>),
    Option(Option<OptionId>),
    Month(Month),
    /// What stands in a custom field of texts; a deal that has the same there stands for it.
    Text(FieldId, DealId),
    /// Numbers of a custom field.
    Band(Band),
    /// Nothing stands in a custom field of texts, numbers or days.
    Without,
}

/// The figures of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What its deals have in common.
    pub key: Key,
    /// What came of them.
    pub outcomes: Outcomes,
}

/// The figures of each group that has any deals, in the order of the records it is made by; the group without comes last.
pub fn by(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    grouping: Grouping,
) -> Vec<Group> {
    let lens = Lens::new(workspace, columns, selection, query);
    let mut tally = GroupTally::new(&lens, grouping);
    for fact in lens.facts() {
        tally.add(&lens, &fact, &Share::new(&lens, &fact));
    }
    tally.finish(&lens)
}

/// Deals of groups, side by side.
#[derive(Debug, Default)]
struct Slots {
    starts: Vec<u32>,
    slots: Vec<u32>,
}

/// Where stages are among the groups.
#[derive(Debug, Default)]
struct LastStages {
    /// By the place of the stage in its table.
    of_stage: Vec<u32>,
    /// By the place in the lanes.
    of_place: Vec<u32>,
}

enum Way<'a> {
    Column(&'a [u32]),
    Lane,
    Stage,
    LastStage(LastStages),
    Reason(Reasons),
    Created(Months),
    Closed(Months),
    Slots(Slots),
}

/// How deals go into groups.
pub(super) struct Groups<'a> {
    keys: Vec<Key>,
    way: Way<'a>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(lens: &Lens<'a>, grouping: Grouping) -> Self {
        let (workspace, columns) = (lens.workspace, lens.columns);
        let choices = |key: fn(Option<ChoiceId>) -> Key| {
            workspace.choices.rows().iter().map(|row| Some(row.id)).chain([None]).map(key).collect::<Vec<_>>()
        };
        let of_column = |keys, column: &'a [u32]| Self { keys, way: Way::Column(column) };
        match grouping {
            Grouping::Owner => {
                let people = workspace.people.rows().iter().map(|row| Some(row.id));
                of_column(people.chain([None]).map(Key::Owner).collect(), &columns.owner)
            }
            Grouping::Segment => of_column(choices(Key::Segment), &columns.segment),
            Grouping::Source => of_column(choices(Key::Source), &columns.source),
            Grouping::Product => of_column(choices(Key::Product), &columns.product),
            Grouping::Pipeline => Self {
                keys: lens.lanes.iter().map(|lane| Key::Pipeline(lane.pipeline)).collect(),
                way: Way::Lane,
            },
            Grouping::Stage => {
                let keys = workspace.stages.rows().iter().map(|stage| Key::Stage(stage.id)).collect();
                Self { keys, way: Way::Stage }
            }
            Grouping::LastStage => Self::of_last_stages(lens),
            Grouping::LossReason => {
                let reasons = Reasons::of(workspace);
                let keys = reasons.all.iter().copied().map(Key::LossReason).collect();
                Self { keys, way: Way::Reason(reasons) }
            }
            Grouping::MonthCreated => Self::of_months(months(lens), Way::Created),
            Grouping::MonthClosed => Self::of_months(months(lens), Way::Closed),
            Grouping::Tag => {
                let place = |id: &ChoiceId| workspace.choices.ix(*id).map(Ix::index);
                let tags = |deal: &Deal| deal.tags.iter().filter_map(place).collect();
                Self::of_slots(workspace, choices(Key::Tag), tags)
            }
            Grouping::Organisation => {
                let keys = workspace.organisations.rows().iter().map(|row| Some(row.id)).chain([None]);
                let place = |deal: &Deal| {
                    let ix = deal.organisation.and_then(|id| workspace.organisations.ix(id));
                    ix.map(Ix::index).into_iter().collect()
                };
                Self::of_slots(workspace, keys.map(Key::Organisation).collect(), place)
            }
            Grouping::Manager => Self::of_owners(workspace, Key::Manager, |person| &person.manager),
            Grouping::Region => Self::of_owners(workspace, Key::Region, |person| &person.region),
            Grouping::Field(field) => match workspace.fields.get(field).map(|row| row.kind) {
                Some(FieldKind::Text) => Self::of_texts(workspace, field),
                Some(FieldKind::Number) => Self::of_numbers(workspace, field),
                Some(FieldKind::Date) => Self::of_days(workspace, field),
                _ => {
                    let options =
                        workspace.fields.get(field).map(|row| row.options.as_slice()).unwrap_or_default();
                    let keys = options.iter().map(|option| Some(option.id)).chain([None]);
                    let place = |deal: &Deal| {
                        let Some(FieldValue::Choice(id)) = deal.custom_value(field) else {
                            return Vec::new();
                        };
                        options.iter().position(|option| option.id == *id).into_iter().collect()
                    };
                    Self::of_slots(workspace, keys.map(Key::Option).collect(), place)
                }
            },
        }
    }

    /// By what somebody typed about the owner, in the order of the texts.
    fn of_owners(workspace: &Workspace, key: fn(Option<PersonId>) -> Key, of: fn(&Person) -> &str) -> Self {
        let mut known: BTreeMap<&str, PersonId> = BTreeMap::new();
        for person in workspace.people.rows().iter().filter(|person| !of(person).trim().is_empty()) {
            known.entry(of(person).trim()).or_insert(person.id);
        }
        let keys = known.values().map(|id| key(Some(*id))).chain([key(None)]).collect();
        let places: BTreeMap<&str, usize> = known.keys().copied().zip(0..).collect();
        let place = |deal: &Deal| {
            let owner = deal.owner.and_then(|id| workspace.people.get(id));
            owner.and_then(|person| places.get(of(person).trim())).copied().into_iter().collect()
        };
        Self::of_slots(workspace, keys, place)
    }

    /// In the order of the texts.
    fn of_texts(workspace: &Workspace, field: FieldId) -> Self {
        let text = |deal: &Deal| match deal.custom_value(field) {
            Some(FieldValue::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        };
        let mut known: BTreeMap<String, DealId> = BTreeMap::new();
        for deal in workspace.deals.rows().iter().filter(|deal| !deal.removed) {
            if let Some(text) = text(deal) {
                known.entry(text).or_insert(deal.id);
            }
        }
        let keys = known.values().map(|id| Key::Text(field, *id)).chain([Key::Without]).collect();
        let places: BTreeMap<String, usize> = known.into_keys().zip(0..).collect();
        let place =
            |deal: &Deal| text(deal).and_then(|text| places.get(&text)).copied().into_iter().collect();
        Self::of_slots(workspace, keys, place)
    }

    /// The bands of all numbers there are, whatever is asked for, so that they stay the same under every filter.
    fn of_numbers(workspace: &Workspace, field: FieldId) -> Self {
        let number = |deal: &Deal| match deal.custom_value(field) {
            Some(FieldValue::Number(number)) => Some(*number),
            _ => None,
        };
        let bands =
            bands(workspace.deals.rows().iter().filter(|deal| !deal.removed).filter_map(number).collect());
        let keys = bands.iter().map(|band| Key::Band(*band)).chain([Key::Without]).collect();
        let place = |deal: &Deal| {
            let number = number(deal);
            number.and_then(|number| bands.iter().position(|band| band.has(number))).into_iter().collect()
        };
        Self::of_slots(workspace, keys, place)
    }

    /// Month by month.
    fn of_days(workspace: &Workspace, field: FieldId) -> Self {
        let month = |deal: &Deal| match deal.custom_value(field) {
            Some(FieldValue::Date(day)) => Some(Month { year: day.year(), month: day.month() }),
            _ => None,
        };
        let mut known: Vec<Month> = workspace.deals.rows().iter().filter_map(month).collect();
        known.sort_unstable();
        known.dedup();
        let keys = known.iter().map(|month| Key::Month(*month)).chain([Key::Without]).collect();
        let place = |deal: &Deal| {
            month(deal).and_then(|month| known.binary_search(&month).ok()).into_iter().collect()
        };
        Self::of_slots(workspace, keys, place)
    }

    fn of_last_stages(lens: &Lens<'_>) -> Self {
        let workspace = lens.workspace;
        let mut keys = Vec::new();
        let mut stages = LastStages {
            of_stage: vec![NONE; workspace.stages.row_count()],
            of_place: vec![NONE; lens.places()],
        };
        for lane in &lens.lanes {
            for stage in workspace.stages_of(lane.pipeline) {
                if let Some(ix) = workspace.stages.ix(stage.id) {
                    stages.of_stage[ix.index()] = narrow(keys.len());
                }
                if let Some(at) = lane.stages.iter().position(|own| *own == stage.id) {
                    stages.of_place[lane.start + at] = narrow(keys.len());
                }
                keys.push(Key::Stage(stage.id));
            }
        }
        Self { keys, way: Way::LastStage(stages) }
    }

    fn of_months(months: Months, way: fn(Months) -> Way<'a>) -> Self {
        let keys = (0..months.len()).filter_map(|number| months.month(number).map(Key::Month)).collect();
        Self { keys, way: way(months) }
    }

    /// Deals that have none of the keys go to the last one.
    fn of_slots(workspace: &Workspace, keys: Vec<Key>, places: impl Fn(&Deal) -> Vec<usize>) -> Self {
        let mut slots = Slots { starts: vec![0], slots: Vec::new() };
        for deal in workspace.deals.rows() {
            let found = places(deal);
            if found.is_empty() {
                slots.slots.push(NONE);
            }
            slots.slots.extend(found.into_iter().map(narrow));
            slots.starts.push(narrow(slots.slots.len()));
        }
        Self { keys, way: Way::Slots(slots) }
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// What the groups have in common, in their order.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The place of a key.
    pub(super) fn place(&self, key: Key) -> Option<usize> {
        self.keys.iter().position(|own| *own == key)
    }

    /// Whether a deal is in the group at a place.
    pub(super) fn has(&self, lens: &Lens<'_>, fact: &Fact, place: Option<usize>) -> bool {
        let mut has = false;
        self.each(lens, fact, |group| has |= Some(group) == place);
        has
    }

    /// The groups a deal is in, by their places.
    #[inline]
    pub(super) fn each(&self, lens: &Lens<'_>, fact: &Fact, mut act: impl FnMut(usize)) {
        let last = self.keys.len().wrapping_sub(1);
        match &self.way {
            Way::Column(column) => act((column[fact.deal] as usize).min(last)),
            Way::Lane => act(fact.lane),
            Way::Stage => act(usize::from(fact.stage)),
            Way::LastStage(stages) => {
                let place = match fact.standing {
                    StandingKind::Lost | StandingKind::Nurtured => stages.of_place.get(fact.furthest),
                    StandingKind::Open | StandingKind::Won => stages.of_stage.get(usize::from(fact.stage)),
                };
                if let Some(&place) = place {
                    act(place as usize);
                }
            }
            Way::Reason(reasons) => {
                if fact.standing == StandingKind::Lost {
                    act(reasons.place(lens, fact));
                }
            }
            Way::Created(months) => months.of(fact.created).into_iter().for_each(act),
            Way::Closed(months) => closed(fact).and_then(|day| months.of(day)).into_iter().for_each(act),
            Way::Slots(slots) => {
                let Some(&[start, end]) = slots.starts.get(fact.deal..fact.deal + 2) else { return };
                slots.slots[start as usize..end as usize]
                    .iter()
                    .for_each(|&slot| act((slot as usize).min(last)));
            }
        }
    }
}

/// The day a deal closed, if it is closed.
fn closed(fact: &Fact) -> Option<super::days::Day> {
    fact.standing.is_closed().then_some(fact.since)
}

/// The months of the period, from the first in which there was any deal on.
pub(super) fn months(lens: &Lens<'_>) -> Months {
    Months::between(lens.first_there(), lens.last)
}

/// Counts while the deals go by.
pub(super) struct GroupTally<'a> {
    groups: Groups<'a>,
    tallies: Vec<OutcomeTally>,
}

impl<'a> GroupTally<'a> {
    pub(super) fn new(lens: &Lens<'a>, grouping: Grouping) -> Self {
        let groups = Groups::new(lens, grouping);
        Self { tallies: vec![OutcomeTally::default(); groups.len()], groups }
    }

    pub(super) fn add(&mut self, lens: &Lens<'_>, fact: &Fact, share: &Share) {
        let tallies = &mut self.tallies;
        self.groups.each(lens, fact, |place| {
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(share);
            }
        });
    }

    /// All groups together; each deal must be in just one of them.
    pub(super) fn whole(&self) -> OutcomeTally {
        let mut whole = OutcomeTally::default();
        for tally in &self.tallies {
            whole.merge(tally);
        }
        whole
    }

    pub(super) fn finish(self, lens: &Lens<'_>) -> Vec<Group> {
        let groups = self.groups.keys.into_iter().zip(self.tallies);
        let groups = groups.map(|(key, tally)| Group { key, outcomes: tally.finish(lens) });
        groups.filter(|group| !group.outcomes.is_empty()).collect()
    }
}
