//! How fast figures are worked out, natively: `cargo bench --package metrics`.
//!
//! Sizes are counts of stage visits. The floor is five of the figures, written down plainly over flat arrays, with a sort for
//! the median: look at the ratio, not at the bare time.

#![allow(missing_docs, reason = "a benchmark's name says it")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::collections::BTreeMap;

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use metrics::goals::breakdown::{break_down, gather};
use metrics::goals::{self, Clock};
use metrics::{
    Basis, Columns, Grouping, Ledger, Limits, Mode, Period, Query, Selection, by, findings, hygiene_by_week,
    insights, review,
};
use sales::evolve::{Touched, apply};
use sales::ids::{GoalId, Uuid};
use sales::log::Change;
use sales::model::{
    Assumption, Goal, Ix, Measure, Position, Span, StageKind, StandingKind, Tier, Tiers, Workspace,
};
use sales::query::Filter;
use sales::sample::big;
use sales::time::{Calendar, FixedCalendar, Timestamp};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const NOW: Timestamp = Timestamp(1_749_470_400_000);
const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };
const SIZES: [usize; 2] = [100_000, 1_000_000];

fn main() {
    divan::main();
}

fn workspace(visits: usize) -> Workspace {
    big::closed(visits, NOW)
}

fn query() -> Query {
    let today = UTC.date_of(NOW);
    Query {
        period: Period { from: today - chrono::TimeDelta::days(180), to: today },
        today,
        basis: Basis::Snapshot,
        mode: Mode::Furthest,
        pipelines: Vec::new(),
    }
}

/// Reading all deals.
#[divan::bench(args = SIZES, sample_count = 10)]
fn columns_built(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    bencher.counter(ItemsCount::new(visits)).bench_local(|| Columns::new(&ws, &UTC));
}

/// All figures of the Insights screen.
#[divan::bench(args = SIZES, sample_count = 20)]
fn all_figures(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, all, query) = (Columns::new(&ws, &UTC), Selection::all(), query());
    bencher.counter(ItemsCount::new(visits)).bench_local(|| insights(&ws, &columns, &all, &query));
}

/// How long deals may stay in a stage, learnt from all of them.
#[divan::bench(args = SIZES, sample_count = 20)]
fn limits_learnt(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let columns = Columns::new(&ws, &UTC);
    let today = query().today;
    bencher.counter(ItemsCount::new(visits)).bench_local(|| Limits::learn(&ws, &columns, today));
}

/// What the figures say.
#[divan::bench(args = SIZES, sample_count = 20)]
fn findings_told(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, all, query) = (Columns::new(&ws, &UTC), Selection::all(), query());
    let limits = Limits::learn(&ws, &columns, query.today);
    bencher.counter(ItemsCount::new(visits)).bench_local(|| findings(&ws, &columns, &all, &query, &limits));
}

/// The floor: five of them, plainly.
#[divan::bench(args = SIZES, sample_count = 20)]
fn all_figures_floor(bencher: Bencher<'_, '_>, visits: usize) {
    let flat = Flat::new(&workspace(visits));
    bencher.counter(ItemsCount::new(visits)).bench_local(|| flat.five_figures());
}

/// The figures of any groups.
#[divan::bench(args = SIZES, sample_count = 20)]
fn by_product(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, all, query) = (Columns::new(&ws, &UTC), Selection::all(), query());
    bencher
        .counter(ItemsCount::new(visits))
        .bench_local(|| by(&ws, &columns, &all, &query, Grouping::Product));
}

/// Which deals pass a filter.
#[divan::bench(args = SIZES, sample_count = 20)]
fn selection(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let owner = ws.people.iter().next().map(|person| person.id);
    bencher
        .counter(ItemsCount::new(visits))
        .bench_local(|| Selection::new(&ws, Filter { owners: vec![owner], ..Filter::default() }, Vec::new()));
}

/// What one moved card costs the columns.
#[divan::bench(args = SIZES, sample_count = 20)]
fn columns_follow_a_move(bencher: Bencher<'_, '_>, visits: usize) {
    let mut ws = workspace(visits);
    let mut columns = Columns::new(&ws, &UTC);
    let stages: Vec<_> =
        ws.stages.iter().filter(|stage| stage.kind == StageKind::Open).map(|row| row.id).collect();
    let deals: Vec<_> = ws.deals.iter().filter(|deal| deal.is_open()).map(|deal| deal.id).collect();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let deal = ws.deals.get(deals[number * 7_919 % deals.len()]).unwrap();
        let from = deal.position.clone();
        let to = Position { stage: stages[number % stages.len()], ..from.clone() };
        let change = Change::DealMoved { id: deal.id, from, to, at: NOW };
        let mut touched = Touched::default();
        apply(&mut ws, &change, &mut touched);
        columns.follow(&ws, &touched, &UTC);
        black_box(&columns);
    });
}

/// What goals are measured from, gathered anew.
#[divan::bench(args = SIZES, sample_count = 20)]
fn goals_ledger(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, today) = (Columns::new(&ws, &UTC), UTC.date_of(NOW));
    bencher.counter(ItemsCount::new(visits)).bench_local(|| Ledger::new(&ws, &columns, today, &UTC));
}

/// A goal of the team for the year, as far as it is.
fn aimed(visits: usize) -> (Workspace, Columns, Ledger, Goal) {
    let ws = workspace(visits);
    let (columns, today) = (Columns::new(&ws, &UTC), UTC.date_of(NOW));
    let ledger = Ledger::new(&ws, &columns, today, &UTC);
    let goal = Goal {
        id: GoalId(Uuid::nil()),
        span: Span::year_of(today),
        owner: None,
        pipeline: None,
        measure: Measure::WonValue(ws.settings.currency),
        tiers: Tiers::only(9_000_000_000_000),
        removed: false,
    };
    (ws, columns, ledger, goal)
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn goals_progress(bencher: Bencher<'_, '_>, visits: usize) {
    let (ws, _, ledger, goal) = aimed(visits);
    bencher.bench_local(|| goals::progress(&ws, &ledger, &goal, Clock::Workdays).unwrap());
}

/// What a break-down starts from, once.
#[divan::bench(args = SIZES, sample_count = 20)]
fn break_down_gather(bencher: Bencher<'_, '_>, visits: usize) {
    let (ws, columns, ledger, goal) = aimed(visits);
    let tier = Tier::Target;
    bencher.bench_local(|| gather(&ws, &columns, &ledger, &goal, tier, None, None).unwrap());
}

/// Each step of a slider.
#[divan::bench(args = SIZES, sample_count = 20)]
fn break_down_again(bencher: Bencher<'_, '_>, visits: usize) {
    let (ws, columns, ledger, goal) = aimed(visits);
    let inputs = gather(&ws, &columns, &ledger, &goal, Tier::Target, None, None).unwrap();
    bencher.bench_local(|| break_down(&inputs, black_box(&[Assumption::CycleDays(30)])));
}

/// What is stalled or overdue, with the reasons.
#[divan::bench(args = SIZES, sample_count = 20)]
fn reviewed(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, today) = (Columns::new(&ws, &UTC), UTC.date_of(NOW));
    let (all, limits) = (Selection::all(), Limits::learn(&ws, &columns, today));
    bencher.bench_local(|| review(&ws, &columns, &all, &limits, &[], today));
}

/// How well it was kept up in the last twelve weeks.
#[divan::bench(args = SIZES, sample_count = 20)]
fn upkeep_by_week(bencher: Bencher<'_, '_>, visits: usize) {
    let ws = workspace(visits);
    let (columns, today) = (Columns::new(&ws, &UTC), UTC.date_of(NOW));
    let (all, limits) = (Selection::all(), Limits::learn(&ws, &columns, today));
    bencher.bench_local(|| hygiene_by_week(&ws, &columns, &all, &limits, &[], (today, 12), &UTC));
}

/// Deals and visits as a script would hold them.
struct Flat {
    created: Vec<i32>,
    owner: Vec<u32>,
    value: Vec<i64>,
    standing: Vec<StandingKind>,
    starts: Vec<usize>,
    stage: Vec<u16>,
    entered: Vec<i32>,
    stages: usize,
    owners: usize,
}

impl Flat {
    fn new(ws: &Workspace) -> Self {
        let mut flat = Self {
            created: Vec::new(),
            owner: Vec::new(),
            value: Vec::new(),
            standing: Vec::new(),
            starts: vec![0],
            stage: Vec::new(),
            entered: Vec::new(),
            stages: ws.stages.row_count(),
            owners: ws.people.row_count() + 1,
        };
        let day = |instant: Timestamp| i32::try_from(instant.0 / 86_400_000).unwrap();
        for deal in ws.deals.iter() {
            flat.created.push(day(deal.created));
            let owner = deal.owner.and_then(|id| ws.people.ix(id)).map_or(flat.owners - 1, Ix::index);
            flat.owner.push(u32::try_from(owner).unwrap());
            flat.value.push(deal.value.map_or(0, |value| value.minor));
            flat.standing.push(deal.standing());
            for visit in &deal.visits {
                flat.stage.push(u16::try_from(ws.stages.ix(visit.stage).unwrap().index()).unwrap());
                flat.entered.push(day(visit.entered));
            }
            flat.starts.push(flat.stage.len());
        }
        flat
    }

    fn five_figures(&self) -> impl Sized {
        let mut here = vec![0_usize; self.stages];
        let mut furthest = vec![0_usize; self.stages];
        let mut days: Vec<Vec<i32>> = vec![Vec::new(); self.stages];
        let mut won = vec![[0_usize; 2]; self.owners];
        let mut months: BTreeMap<i32, i64> = BTreeMap::new();
        for deal in 0..self.created.len() {
            let visits = self.starts[deal]..self.starts[deal + 1];
            let last = visits.end - 1;
            here[usize::from(self.stage[last])] += 1;
            furthest[usize::from(self.stage[visits.clone()].iter().copied().max().unwrap())] += 1;
            for visit in visits.start..last {
                days[usize::from(self.stage[visit])].push(self.entered[visit + 1] - self.entered[visit]);
            }
            match self.standing[deal] {
                StandingKind::Won => {
                    won[self.owner[deal] as usize][0] += 1;
                    *months.entry(self.entered[last] / 30).or_default() += self.value[deal];
                }
                StandingKind::Lost => won[self.owner[deal] as usize][1] += 1,
                _ => {}
            }
        }
        let medians: Vec<Option<i32>> = days
            .iter_mut()
            .map(|days| {
                days.sort_unstable();
                days.get(days.len() / 2).copied()
            })
            .collect();
        (here, furthest, medians, won, months)
    }
}
