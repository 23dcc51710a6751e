//! The board: the deals of one pipeline in columns, counted and added up.
//!
//! A [`Board`] is built once and then follows each change; a property test compares it with one built
//! anew. The numbers a column shows come from here alone.

use std::collections::BTreeMap;

use crate::evolve::Touched;
use crate::ids::{PersonId, PipelineId, StageId};
use crate::model::{Deal, GroupBy, Ix, StandingKind, Workspace};
use crate::money::{Currency, Money};
use crate::query::{Collation, Filter, Matcher};
use crate::rank::Rank;
use crate::reach::{Conversion, Reach};

/// What is asked of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardQuery {
    /// The pipeline.
    pub pipeline: PipelineId,
    /// Which of its open deals.
    pub filter: Filter,
    /// In which lanes.
    pub group_by: GroupBy,
}

/// The open deals of a pipeline, by stage and lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    query: BoardQuery,
    stages: Vec<StageId>,
    lanes: Vec<Lane>,
    /// For each deal the lane and column it is counted in.
    places: Vec<Option<Place>>,
    /// How far the deals of the pipeline got, closed ones too.
    reach: Reach,
    /// How the names of owners come one after another.
    names: Collation,
}

/// The deals of one owner, or all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The owner, `None` for deals without one, and for the only lane of an ungrouped board.
    pub owner: Option<PersonId>,
    /// A column for each stage of the board, in order.
    pub columns: Vec<LaneColumn>,
}

/// The deals of a stage in a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneColumn {
    /// The stage.
    pub stage: StageId,
    cards: Vec<(Rank, Ix<Deal>)>,
    totals: Totals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    owner: Option<PersonId>,
    column: u32,
    rank: Rank,
    value: Option<Money>,
    probability: u8,
}

impl LaneColumn {
    /// How many deals there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The deal at a place, counted from the top.
    pub fn card(&self, index: usize) -> Option<Ix<Deal>> {
        self.cards.get(index).map(|&(_, ix)| ix)
    }

    /// The deals from `first` on, at most `count`.
    pub fn window(&self, first: usize, count: usize) -> impl Iterator<Item = Ix<Deal>> + '_ {
        self.cards.iter().skip(first).take(count).map(|&(_, ix)| ix)
    }

    /// Where a deal stands, counted from the top.
    pub fn index_of(&self, workspace: &Workspace, ix: Ix<Deal>) -> Option<usize> {
        self.cards.binary_search(&(workspace.deals.at(ix).position.rank, ix)).ok()
    }

    /// What they add up to.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }
}

/// Sums over deals, by currency; exact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many deals there are, those without a value too.
    pub count: usize,
    /// For each currency: the sum in minor units, and the sum of value × percent.
    sums: BTreeMap<Currency, Sum>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sum {
    deals: usize,
    minor: i128,
    minor_percent: i128,
}

/// Currencies without a rate: a sum over them would be a lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRate(pub Vec<Currency>);

/// The chance that a deal still brings its value, in percent: its [probability](Workspace::probability_of) as long as it
/// is open, 100 once it is won, 0 where it is lost or nurtured.
pub fn chance(workspace: &Workspace, deal: &Deal) -> u8 {
    match deal.standing() {
        StandingKind::Open => workspace.probability_of(deal),
        StandingKind::Won => 100,
        StandingKind::Lost | StandingKind::Nurtured => 0,
    }
}

impl Totals {
    fn add(&mut self, value: Option<Money>, probability: u8) {
        self.count += 1;
        if let Some(value) = value {
            let sum = self.sums.entry(value.currency).or_default();
            sum.deals += 1;
            sum.minor += i128::from(value.minor);
            sum.minor_percent += i128::from(value.minor) * i128::from(probability);
        }
    }

    fn subtract(&mut self, value: Option<Money>, probability: u8) {
        self.count -= 1;
        if let Some(value) = value
            && let Some(sum) = self.sums.get_mut(&value.currency)
        {
            sum.deals -= 1;
            sum.minor -= i128::from(value.minor);
            sum.minor_percent -= i128::from(value.minor) * i128::from(probability);
            if sum.deals == 0 {
                self.sums.remove(&value.currency);
            }
        }
    }

    /// What any deals come to, whatever their standing. Weighted, a won deal counts in full, a lost one and one that
    /// is out of the pipeline for now not at all.
    pub fn of(workspace: &Workspace, deals: impl IntoIterator<Item = Ix<Deal>>) -> Self {
        let mut totals = Self::default();
        for ix in deals {
            totals.include(workspace, workspace.deals.at(ix));
        }
        totals
    }

    /// Adds one more deal, whatever its standing.
    pub fn include(&mut self, workspace: &Workspace, deal: &Deal) {
        self.add(deal.value, chance(workspace, deal));
    }

    /// Adds the sums of another group.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for (&currency, sum) in &other.sums {
            let own = self.sums.entry(currency).or_default();
            own.deals += sum.deals;
            own.minor += sum.minor;
            own.minor_percent += sum.minor_percent;
        }
    }

    /// Total value in minor units of the workspace's currency: Σ value.
    ///
    /// # Errors
    /// [`NoRate`] where a currency has no rate.
    pub fn value(&self, workspace: &Workspace) -> Result<i128, NoRate> {
        self.in_workspace_currency(workspace, |sum| sum.minor)
    }

    /// Weighted value in minor units of the workspace's currency: Σ value × probability, rounded once at the end.
    ///
    /// # Errors
    /// [`NoRate`] where a currency has no rate.
    pub fn weighted(&self, workspace: &Workspace) -> Result<i128, NoRate> {
        self.in_workspace_currency(workspace, |sum| sum.minor_percent)
            .map(|minor_percent| (minor_percent + 50 * minor_percent.signum()) / 100)
    }

    fn in_workspace_currency(
        &self,
        workspace: &Workspace,
        part: impl Fn(&Sum) -> i128,
    ) -> Result<i128, NoRate> {
        let settings = &workspace.settings;
        let mut total = 0;
        let mut missing = Vec::new();
        for (&currency, sum) in &self.sums {
            match settings.in_base(part(sum), currency) {
                Some(minor) => total += minor,
                None => missing.push(currency),
            }
        }
        if missing.is_empty() { Ok(total) } else { Err(NoRate(missing)) }
    }
}

impl Board {
    /// Builds the board.
    pub fn new(workspace: &Workspace, query: BoardQuery) -> Self {
        let stages: Vec<StageId> =
            workspace.board_stages(query.pipeline).into_iter().map(|stage| stage.id).collect();
        let mut reach = Reach::new(&stages);
        reach.grow(workspace.deals.row_count());
        let places = vec![None; workspace.deals.row_count()];
        let names = Collation::default();
        let mut board = Self { query, stages, lanes: Vec::new(), places, reach, names };
        if board.query.group_by == GroupBy::Nothing {
            board.lane(None);
        }
        let filter = board.query.filter.clone();
        let matcher = Matcher::new(&filter);
        for column in 0..board.stages.len() {
            for ix in workspace.column(board.stages[column]) {
                if let Some(place) = board.place_of(workspace, &matcher, ix) {
                    let lane = board.lane(place.owner);
                    let cards = &mut board.lanes[lane].columns[column];
                    cards.cards.push((place.rank, ix));
                    cards.totals.add(place.value, place.probability);
                    board.places[ix.index()] = Some(place);
                }
            }
        }
        board.order_lanes(workspace);
        for (ix, _) in workspace.deals.iter_ix() {
            board.count_reach(workspace, &matcher, ix);
        }
        board
    }

    /// Of the deals that reached a stage, those that went on. The filter holds, whatever a deal's standing.
    pub fn conversion(&self, stage: StageId) -> Option<Conversion> {
        self.reach.conversion(stage)
    }

    fn count_reach(&mut self, workspace: &Workspace, matcher: &Matcher<'_>, ix: Ix<Deal>) {
        let deal = workspace.deals.at(ix);
        let counts =
            workspace.pipeline_of(deal) == Some(self.query.pipeline) && matcher.matches(workspace, deal);
        self.reach.set(ix, counts.then_some(deal));
    }

    /// What was asked.
    pub fn query(&self) -> &BoardQuery {
        &self.query
    }

    /// The stages of its columns, as in [`Workspace::board_stages`].
    pub fn stages(&self) -> &[StageId] {
        &self.stages
    }

    /// The lanes: one where nothing is grouped, otherwise one an owner who has deals here, by name, those without an owner last.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// What a column adds up to over all lanes.
    pub fn column_totals(&self, column: usize) -> Totals {
        let mut totals = Totals::default();
        for lane in &self.lanes {
            totals.merge(&lane.columns[column].totals);
        }
        totals
    }

    /// What the whole board adds up to.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for column in self.lanes.iter().flat_map(|lane| &lane.columns) {
            totals.merge(&column.totals);
        }
        totals
    }

    /// Where a deal is shown: lane, column, and place from the top.
    pub fn find(&self, ix: Ix<Deal>) -> Option<(usize, usize, usize)> {
        let place = (*self.places.get(ix.index())?)?;
        let lane = self.lane_of(place.owner)?;
        let column = place.column as usize;
        let index = self.lanes[lane].columns[column].cards.binary_search(&(place.rank, ix)).ok()?;
        Some((lane, column, index))
    }

    /// Follows a change: card by card where only deals changed, otherwise by building the board anew. Answers whether it
    /// was built anew, so that its columns or lanes may be others than before.
    pub fn follow(&mut self, workspace: &Workspace, touched: &Touched) -> bool {
        // Lanes are sorted by the names of people, and a filter may look at those of customers, at whom owners report to or at custom fields.
        let named = self.query.group_by == GroupBy::Owner || self.query.filter.looks_further();
        let anew = touched.shape || (touched.catalogue && named);
        if anew {
            let names = std::mem::take(&mut self.names);
            *self = Self::new(workspace, self.query.clone());
            self.order_by(workspace, names);
        } else {
            self.update(workspace, &touched.deals);
        }
        anew
    }

    /// Follows changed deals. Where [`Touched::shape`] is set, or names that are searched or sorted by changed, build
    /// a new board instead; [`Board::follow`] knows when.
    pub fn update(&mut self, workspace: &Workspace, deals: &[Ix<Deal>]) {
        self.places.resize(workspace.deals.row_count(), None);
        self.reach.grow(workspace.deals.row_count());
        let filter = self.query.filter.clone();
        let matcher = Matcher::new(&filter);
        let lanes_before = self.lanes.len();
        for &ix in deals {
            self.count_reach(workspace, &matcher, ix);
            let before = self.places[ix.index()].take();
            if let Some(place) = before
                && let Some(lane) = self.lane_of(place.owner)
            {
                let column = &mut self.lanes[lane].columns[place.column as usize];
                if let Ok(index) = column.cards.binary_search(&(place.rank, ix)) {
                    column.cards.remove(index);
                    column.totals.subtract(place.value, place.probability);
                }
            }
            if let Some(place) = self.place_of(workspace, &matcher, ix) {
                let lane = self.lane(place.owner);
                let column = &mut self.lanes[lane].columns[place.column as usize];
                if let Err(index) = column.cards.binary_search(&(place.rank, ix)) {
                    column.cards.insert(index, (place.rank, ix));
                    column.totals.add(place.value, place.probability);
                }
                self.places[ix.index()] = Some(place);
            }
        }
        if self.query.group_by == GroupBy::Owner {
            self.lanes.retain(|lane| lane.columns.iter().any(|column| !column.is_empty()));
        }
        if self.lanes.len() != lanes_before || self.query.group_by == GroupBy::Owner {
            self.order_lanes(workspace);
        }
    }

    fn place_of(&self, workspace: &Workspace, matcher: &Matcher<'_>, ix: Ix<Deal>) -> Option<Place> {
        let deal = workspace.deals.at(ix);
        let column = self.stages.iter().position(|&stage| stage == deal.position.stage)?;
        if deal.standing() != StandingKind::Open || !matcher.matches(workspace, deal) {
            return None;
        }
        Some(Place {
            owner: match self.query.group_by {
                GroupBy::Nothing => None,
                GroupBy::Owner => deal.owner,
            },
            column: u32::try_from(column).unwrap_or(u32::MAX),
            rank: deal.position.rank,
            value: deal.value,
            probability: workspace.probability_of(deal),
        })
    }

    fn lane_of(&self, owner: Option<PersonId>) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.owner == owner)
    }

    fn lane(&mut self, owner: Option<PersonId>) -> usize {
        self.lane_of(owner).unwrap_or_else(|| {
            let column =
                |&stage: &StageId| LaneColumn { stage, cards: Vec::new(), totals: Totals::default() };
            self.lanes.push(Lane { owner, columns: self.stages.iter().map(column).collect() });
            self.lanes.len() - 1
        })
    }

    /// Sorts the lanes as the names of their owners come in `names`, now and from now on.
    pub fn order_by(&mut self, workspace: &Workspace, names: Collation) {
        self.names = names;
        self.order_lanes(workspace);
    }

    fn order_lanes(&mut self, workspace: &Workspace) {
        let names = &self.names;
        self.lanes.sort_by_cached_key(|lane| {
            let person = lane.owner.and_then(|id| workspace.people.get(id));
            let name = person.map(|person| names.spot(&person.name));
            (name.is_none(), name, lane.owner)
        });
    }
}
