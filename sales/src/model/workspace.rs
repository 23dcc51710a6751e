//! The whole of what a team keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Activity, Choice, Contact, Dashboard, Deal, Field, Goal, Ix, ListKind, Organisation, Person, Pipeline,
    Report, Scenario, Stage, StageKind, Table, View,
};
use crate::ids::{DealId, IdMap, PersonId, PipelineId, StageId};
use crate::log::Device;
use crate::money::{Currency, Rate, convert};
use crate::rank::Rank;

/// What belongs to the workspace as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Its name, blank until someone gives one.
    pub name: String,
    /// The currency that totals are in.
    pub currency: Currency,
    /// What the other currencies are worth.
    pub rates: BTreeMap<Currency, Rate>,
    /// Who makes the entries of which device, as far as someone said so.
    pub authors: BTreeMap<Device, PersonId>,
    /// How many open deals a person can look after, as far as someone said so.
    pub capacity: Option<u16>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            currency: Currency::USD,
            rates: BTreeMap::new(),
            authors: BTreeMap::new(),
            capacity: None,
        }
    }
}

impl Settings {
    /// An amount in minor units of the workspace's currency, rounded half away from zero; `None` where the currency it is in
    /// has no rate.
    pub fn in_base(&self, minor: i128, from: Currency) -> Option<i128> {
        if from == self.currency {
            return Some(minor);
        }
        self.rates.get(&from).map(|&rate| convert(minor, from, self.currency, rate))
    }

    /// Whether amounts in a currency add up to those of the workspace.
    pub fn has_rate(&self, currency: Currency) -> bool {
        currency == self.currency || self.rates.contains_key(&currency)
    }
}

/// The deals of one stage in their manual order. Nurtured deals have no place in it.
pub type Column = BTreeSet<(Rank, Ix<Deal>)>;

/// The fold of all entries of the log.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// What belongs to the workspace as a whole.
    pub settings: Settings,
    /// The pipelines.
    pub pipelines: Table<Pipeline>,
    /// The stages of all pipelines.
    pub stages: Table<Stage>,
    /// The deals of all pipelines.
    pub deals: Table<Deal>,
    /// The team.
    pub people: Table<Person>,
    /// The customers' firms.
    pub organisations: Table<Organisation>,
    /// The customers' people.
    pub contacts: Table<Contact>,
    /// The entries of all lists.
    pub choices: Table<Choice>,
    /// The custom fields.
    pub fields: Table<Field>,
    /// The saved views.
    pub views: Table<View>,
    /// What is to be done and what was done.
    pub activities: Table<Activity>,
    /// What is to be reached.
    pub goals: Table<Goal>,
    /// What one reckons with on the way there.
    pub scenarios: Table<Scenario>,
    /// Pages of figures.
    pub dashboards: Table<Dashboard>,
    /// Reports with a name.
    pub reports: Table<Report>,
    /// Which deals are in which stage, in order; derived from the deals, and shared with copies like a [`Table`].
    columns: Arc<IdMap<StageId, Column>>,
    /// How many deals came with the sample data; derived from the deals too.
    sample_deals: usize,
    /// Which activities are on which deal, in the order they came; derived from the activities.
    on_deals: Arc<IdMap<DealId, Vec<Ix<Activity>>>>,
}

fn place_of_pipeline(pipeline: &Pipeline) -> (Rank, PipelineId) {
    (pipeline.rank, pipeline.id)
}

fn place_in_pipeline(stage: &Stage) -> (StageKind, Rank, StageId) {
    (stage.kind, stage.rank, stage.id)
}

impl Workspace {
    /// The pipelines in order, archived ones too.
    pub fn pipelines_in_order(&self) -> Vec<&Pipeline> {
        let mut pipelines: Vec<&Pipeline> = self.pipelines.iter().collect();
        pipelines.sort_by_key(|pipeline| place_of_pipeline(pipeline));
        pipelines
    }

    /// The dashboards in order.
    pub fn dashboards_in_order(&self) -> Vec<&Dashboard> {
        let mut rows: Vec<&Dashboard> = self.dashboards.iter().collect();
        rows.sort_by_key(|row| (row.rank, row.id));
        rows
    }

    /// The pipeline to show where none is chosen: the first that is not archived.
    pub fn first_pipeline(&self) -> Option<&Pipeline> {
        self.pipelines_in_order().into_iter().find(|pipeline| !pipeline.archived)
    }

    /// The stages of a pipeline in order, open ones first, then won, then lost; archived ones too.
    pub fn stages_of(&self, pipeline: PipelineId) -> Vec<&Stage> {
        let mut stages: Vec<&Stage> = self.stages.iter().filter(|stage| stage.pipeline == pipeline).collect();
        stages.sort_by_key(|stage| place_in_pipeline(stage));
        stages
    }

    /// Where a stage stands among all: in the order of the pipelines, and within one as in [`Self::stages_of`]. `None` for a
    /// stage that is not there.
    pub fn place_of_stage(&self, stage: StageId) -> Option<impl Ord + use<>> {
        let stage = self.stages.get(stage)?;
        Some((self.pipelines.get(stage.pipeline).map(place_of_pipeline), place_in_pipeline(stage)))
    }

    /// The stages of a pipeline that deals may be put in, in order.
    pub fn usable_stages_of(&self, pipeline: PipelineId) -> Vec<&Stage> {
        let mut stages = self.stages_of(pipeline);
        stages.retain(|stage| !stage.archived);
        stages
    }

    /// The first usable stage of a kind.
    pub fn first_stage(&self, pipeline: PipelineId, kind: StageKind) -> Option<&Stage> {
        self.stages
            .iter()
            .filter(|stage| stage.pipeline == pipeline && stage.kind == kind && !stage.archived)
            .min_by_key(|stage| (stage.rank, stage.id))
    }

    /// The pipeline a deal is in.
    pub fn pipeline_of(&self, deal: &Deal) -> Option<PipelineId> {
        self.stages.get(deal.position.stage).map(|stage| stage.pipeline)
    }

    /// The stages that a board of open deals shows: the usable open ones, in order. A stage that is no longer one
    /// of them follows them as long as open deals are in it, as after merging with a copy where it was still in
    /// use, so that no open deal is ever out of sight.
    pub fn board_stages(&self, pipeline: PipelineId) -> Vec<&Stage> {
        let mut stages = self.stages_of(pipeline);
        let holds_open = |stage: &Stage| self.column(stage.id).any(|ix| self.deals.at(ix).is_open());
        stages.retain(|stage| stage.takes_open_deals() || holds_open(stage));
        stages.sort_by_key(|stage| !stage.takes_open_deals());
        stages
    }

    /// The deals of a stage in order: all but the nurtured ones, which keep their stage but stand in no column.
    pub fn column(&self, stage: StageId) -> impl DoubleEndedIterator<Item = Ix<Deal>> {
        self.columns.get(&stage).into_iter().flatten().map(|&(_, ix)| ix)
    }

    /// All deals of a stage, nurtured ones too, in the order they came.
    pub fn deals_in(&self, stage: StageId) -> impl Iterator<Item = Ix<Deal>> {
        self.deals.iter_ix().filter(move |(_, deal)| deal.position.stage == stage).map(|(ix, _)| ix)
    }

    /// The activities on a deal, in the order they came.
    pub fn activities_on(&self, deal: DealId) -> impl DoubleEndedIterator<Item = &Activity> + Clone {
        self.on_deals.get(&deal).into_iter().flatten().map(|&ix| self.activities.at(ix))
    }

    /// The entries of a list in order, archived ones too.
    pub fn list(&self, list: ListKind) -> Vec<&Choice> {
        let mut choices: Vec<&Choice> = self.choices.iter().filter(|choice| choice.list == list).collect();
        choices.sort_by_key(|choice| (choice.rank, choice.id));
        choices
    }

    /// The custom fields in order, archived ones too.
    pub fn fields_in_order(&self) -> Vec<&Field> {
        let mut fields: Vec<&Field> = self.fields.iter().collect();
        fields.sort_by_key(|field| (field.rank, field.id));
        fields
    }

    /// Who makes the entries of a device, where someone said so.
    pub fn author(&self, device: Device) -> Option<&Person> {
        self.settings.authors.get(&device).and_then(|&person| self.people.live(person))
    }

    /// The chance to win a deal, in percent: its own where a person set one, otherwise its stage's.
    pub fn probability_of(&self, deal: &Deal) -> u8 {
        deal.probability
            .unwrap_or_else(|| self.stages.get(deal.position.stage).map_or(0, |stage| stage.probability))
    }

    /// Whether nothing was made yet, or all of it was removed.
    pub fn is_empty(&self) -> bool {
        self.pipelines.iter().next().is_none()
    }

    /// How many of the deals came with the sample data.
    pub fn sample_deals(&self) -> usize {
        self.sample_deals
    }

    /// Whether sample data are still in it.
    pub fn has_sample(&self) -> bool {
        self.sample_deals > 0 || self.pipelines.iter().any(|pipeline| pipeline.sample)
    }

    /// Whether both hold the same, whatever the order it came in. What was removed does not count.
    pub fn same_as(&self, other: &Self) -> bool {
        self.settings == other.settings
            && self.pipelines.same_records(&other.pipelines)
            && self.stages.same_records(&other.stages)
            && self.deals.same_records(&other.deals)
            && self.people.same_records(&other.people)
            && self.organisations.same_records(&other.organisations)
            && self.contacts.same_records(&other.contacts)
            && self.choices.same_records(&other.choices)
            && self.fields.same_records(&other.fields)
            && self.views.same_records(&other.views)
            && self.activities.same_records(&other.activities)
            && self.goals.same_records(&other.goals)
            && self.scenarios.same_records(&other.scenarios)
            && self.dashboards.same_records(&other.dashboards)
            && self.reports.same_records(&other.reports)
    }

    pub(crate) fn column_set(&self, stage: StageId) -> Option<&Column> {
        self.columns.get(&stage)
    }

    /// Reckons a deal in with what is derived from the deals.
    pub(crate) fn reckon_in(&mut self, ix: Ix<Deal>) {
        let deal = self.deals.at(ix);
        self.sample_deals += usize::from(deal.is_live_sample());
        if deal.stands_in_column() {
            let (stage, rank) = (deal.position.stage, deal.position.rank);
            Arc::make_mut(&mut self.columns).entry(stage).or_default().insert((rank, ix));
        }
    }

    /// Takes a deal that is about to change out of what is derived from the deals.
    pub(crate) fn reckon_out(&mut self, ix: Ix<Deal>) {
        let deal = self.deals.at(ix);
        self.sample_deals -= usize::from(deal.is_live_sample());
        if deal.stands_in_column()
            && let Some(column) = Arc::make_mut(&mut self.columns).get_mut(&deal.position.stage)
        {
            column.remove(&(deal.position.rank, ix));
        }
    }

    /// Derives anew what follows from the deals; for a workspace whose deals were filled in one by one.
    pub(crate) fn reckon_anew(&mut self) {
        let mut columns: IdMap<StageId, Vec<(Rank, Ix<Deal>)>> = IdMap::default();
        for (ix, deal) in self.deals.iter_ix().filter(|(_, deal)| deal.stands_in_column()) {
            columns.entry(deal.position.stage).or_default().push((deal.position.rank, ix));
        }
        let columns = columns.into_iter().map(|(stage, rows)| (stage, rows.into_iter().collect()));
        self.columns = Arc::new(columns.collect());
        self.sample_deals = self.deals.iter().filter(|deal| deal.is_live_sample()).count();
        let mut on_deals: IdMap<DealId, Vec<Ix<Activity>>> = IdMap::default();
        for (ix, activity) in self.activities.iter_ix() {
            if let Some(deal) = activity.deal {
                on_deals.entry(deal).or_default().push(ix);
            }
        }
        self.on_deals = Arc::new(on_deals);
    }

    /// Changes an activity and keeps in step what is derived from it. Answers on which
    /// deals it was and is.
    pub(crate) fn with_activity(
        &mut self,
        ix: Ix<Activity>,
        edit: impl FnOnce(&mut Activity),
    ) -> [Option<DealId>; 2] {
        let on = |activity: &Activity| activity.deal.filter(|_| !activity.removed);
        let row = self.activities.at_mut(ix);
        let before = on(row);
        edit(row);
        let after = on(row);
        if before != after {
            let on_deals = Arc::make_mut(&mut self.on_deals);
            if let Some(list) = before.and_then(|deal| on_deals.get_mut(&deal)) {
                list.retain(|&other| other != ix);
            }
            self.put_on_deal(ix, after);
        }
        [before, after]
    }

    /// Adds an activity whose id is new; answers `None` and changes nothing where it is not.
    pub(crate) fn push_activity(&mut self, activity: Activity) -> Option<Ix<Activity>> {
        let deal = activity.deal.filter(|_| !activity.removed);
        let ix = self.activities.push(activity)?;
        self.put_on_deal(ix, deal);
        Some(ix)
    }

    fn put_on_deal(&mut self, ix: Ix<Activity>, deal: Option<DealId>) {
        if let Some(deal) = deal {
            let list = Arc::make_mut(&mut self.on_deals).entry(deal).or_default();
            // In the order they came, as when derived anew.
            let place = list.partition_point(|&other| other < ix);
            list.insert(place, ix);
        }
    }
}
