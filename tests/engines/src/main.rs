//! The same made-up deals for every engine: as plain columns for the others, and the figures that the app makes of them.
//!
//! Compiled as the app is (the core's own level of optimising), so that what is measured is what people get.

use metrics::{Basis, Columns, Insights, Key, Mode, Period, Query, Selection, insights};
use sales::model::{Ix, StageKind, StandingKind, Workspace};
use sales::sample::big;
use sales::time::{Calendar as _, FixedCalendar, Timestamp};
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

const NOW: Timestamp = Timestamp(1_749_470_400_000);
const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };
const A_DAY: i64 = 86_400_000;

fn main() {}

/// Deals, and what the app keeps of them to make figures.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Deals {
    workspace: Workspace,
    columns: Columns,
    query: Query,
    figures: Option<Insights>,
}

#[wasm_bindgen]
impl Deals {
    /// Made-up deals with about so many stage visits in all.
    #[wasm_bindgen(constructor)]
    pub fn new(visits: usize) -> Self {
        let workspace = big::closed(visits, NOW);
        let columns = Columns::new(&workspace, &UTC);
        let today = UTC.date_of(NOW);
        let first = UTC.date_of(NOW.plus_days(-400));
        let period = Period { from: first, to: today };
        let query =
            Query { period, today, basis: Basis::Snapshot, mode: Mode::Furthest, pipelines: Vec::new() };
        Self { workspace, columns, query, figures: None }
    }

    /// All figures of the Insights screen.
    pub fn figures(&mut self) {
        self.figures = Some(insights(&self.workspace, &self.columns, &Selection::all(), &self.query));
    }

    /// Of those figures the ones that every engine is asked for, as JSON.
    pub fn answers(&self) -> String {
        self.figures.as_ref().map(|figures| self.told(figures).to_string()).unwrap_or_default()
    }

    /// The owner of each deal; one after the last for none.
    pub fn owner(&self) -> Vec<u32> {
        let people = &self.workspace.people;
        let place = |owner| people.ix(owner).map(Ix::index);
        let owners = self.workspace.deals.iter().map(|deal| deal.owner.and_then(place));
        owners.map(|owner| narrow(owner.unwrap_or(people.row_count()))).collect()
    }

    /// The value of each deal in minor units.
    #[allow(clippy::cast_precision_loss, reason = "made-up values are far below 2^53")]
    pub fn value(&self) -> Vec<f64> {
        self.workspace.deals.iter().map(|deal| deal.value.map_or(0.0, |value| value.minor as f64)).collect()
    }

    /// 0 open, 1 won, 2 lost, 3 nurtured.
    pub fn standing(&self) -> Vec<u8> {
        let code = |standing| match standing {
            StandingKind::Open => 0,
            StandingKind::Won => 1,
            StandingKind::Lost => 2,
            StandingKind::Nurtured => 3,
        };
        self.workspace.deals.iter().map(|deal| code(deal.standing())).collect()
    }

    /// Where each deal's visits begin, and where the last one's end.
    pub fn starts(&self) -> Vec<u32> {
        let mut starts = vec![0];
        let mut visits = 0;
        for deal in self.workspace.deals.iter() {
            visits += deal.visits.len();
            starts.push(narrow(visits));
        }
        starts
    }

    /// The stage of each visit: the open ones first, in their order.
    pub fn stage(&self) -> Vec<u8> {
        let stages = self.workspace.stages.rows();
        let place = |id| stages.iter().position(|stage| stage.id == id).and_then(|at| u8::try_from(at).ok());
        let visits = self.workspace.deals.iter().flat_map(|deal| deal.visits.iter());
        visits.map(|visit| place(visit.stage).unwrap_or(u8::MAX)).collect()
    }

    /// The day each visit began, counted from 1970-01-01.
    pub fn entered(&self) -> Vec<i32> {
        let visits = self.workspace.deals.iter().flat_map(|deal| deal.visits.iter());
        visits.map(|visit| i32::try_from(visit.entered.0.div_euclid(A_DAY)).unwrap_or(0)).collect()
    }

    /// How many stages are open.
    pub fn stages(&self) -> usize {
        self.workspace.stages.rows().iter().filter(|stage| stage.kind == StageKind::Open).count()
    }

    /// How many owners there are.
    pub fn owners(&self) -> usize {
        self.workspace.people.row_count()
    }
}

impl Deals {
    fn told(&self, figures: &Insights) -> Value {
        let stages = &figures.stages;
        let spread = |get: fn(&metrics::Spread) -> f64| {
            stages.iter().map(|row| row.visit_days.as_ref().map(get)).collect::<Vec<_>>()
        };
        let mut owners = vec![[0, 0]; self.owners() + 1];
        for group in &figures.owners {
            if let Key::Owner(owner) = group.key {
                let at = owner.and_then(|id| self.workspace.people.ix(id)).map_or(self.owners(), Ix::index);
                if let Some(row) = owners.get_mut(at) {
                    *row = [group.outcomes.won, group.outcomes.lost];
                }
            }
        }
        let months = figures.months.iter().filter(|row| row.won > 0);
        let months = months.map(|row| {
            let total = row.won_value.total().ok().and_then(|sum| i64::try_from(sum).ok());
            (format!("{}-{:02}", row.month.year, row.month.month), json!(total))
        });
        json!({
            "here": stages.iter().map(|row| row.here).collect::<Vec<_>>(),
            "reached": stages.iter().map(|row| row.furthest.reached).collect::<Vec<_>>(),
            "advanced": stages.iter().map(|row| row.furthest.advanced).collect::<Vec<_>>(),
            "mean": spread(|spread| spread.mean),
            "median": spread(|spread| spread.median),
            "owners": owners,
            "months": months.collect::<Map<_, _>>(),
        })
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
