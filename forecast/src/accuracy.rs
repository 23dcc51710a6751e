//! The forecast put to the test in front of its user: what it would have said on past days, against what came.
//!
//! Each past day is replayed with what was known on it: everything is learnt anew from what had been closed by then. Nobody has to have
//! looked at a forecast on that day.

use sales::model::{Deal, StandingKind, Workspace};
use sales::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::arrivals::Arrivals;
use crate::choose::Method;
use crate::earlier::Earlier;
use crate::known::{days_between, stood, wide};
use crate::math::{count, share};
use crate::model::Model;
use crate::score::{CalibrationGroup, GROUPS, Scores, calibration_in, coverage, scores};
use crate::simulate::{Band, Stake, simulate};

/// How many days ahead is forecast.
pub const HORIZONS: [u16; 3] = [30, 60, 90];
/// Days from one past day to the one before it.
pub const APART_DAYS: i64 = 30;
/// No more past days than this are looked at.
pub const MOST_DAYS: usize = 12;
/// A day is looked at if so many deals had been closed by then.
pub const CLOSED_FROM: usize = 20;

/// A group of chances has so many of them, unless all are the same.
pub const GROUP_FROM: usize = 15;

/// What was said on a past day, and what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The day.
    pub at: Timestamp,
    /// The way that was used.
    pub method: Method,
    /// For each of the [`HORIZONS`] that is over: days, what was said, what came.
    pub rows: Vec<(u16, Band, i128)>,
    /// For deals that were open and have ended since: the chance to win that was said, and whether they were won.
    pub told: Vec<(f64, bool)>,
}

/// How good forecasts so many days ahead were.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Horizon {
    /// How many days ahead.
    pub days: u16,
    /// How many forecasts.
    pub forecasts: usize,
    /// Σ |P50 − what came| / Σ what came; `None` where nothing came.
    pub error: Option<f64>,
    /// Σ P50 / Σ what came; above one too much was promised.
    pub bias: Option<f64>,
    /// The share of forecasts of which what came lay between P10 and P90; eight of ten should.
    pub within: f64,
}

/// How good forecasts were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// By how far ahead.
    pub horizons: Vec<Horizon>,
    /// The chances that were said, in groups, against the share that was won.
    pub calibration: Vec<CalibrationGroup>,
    /// Scores of these chances.
    pub scores: Option<Scores>,
    /// The Brier score of saying the share that was won in the end of all of them: what chances have to beat that tell deals apart.
    pub base_brier: Option<f64>,
    /// The days, the earliest first.
    pub days: Vec<Past>,
}

/// The past days to look at, the latest first: those by which enough deals had been closed.
pub fn past_days(workspace: &Workspace, now: Timestamp) -> Vec<Timestamp> {
    let mut ends: Vec<Timestamp> = Vec::new();
    for deal in workspace.deals.iter() {
        if deal.standing().is_closed() && deal.entered() <= now {
            ends.push(deal.entered());
        }
    }
    ends.sort_unstable();
    let Some(&enough) = ends.get(CLOSED_FROM - 1) else { return Vec::new() };
    let days = (1..=MOST_DAYS).map(|back| now.plus_days(-APART_DAYS * i64::try_from(back).unwrap_or(0)));
    days.take_while(|&day| day >= enough).collect()
}

/// Looks back at a day.
pub fn look_back(workspace: &Workspace, earlier: &Earlier, at: Timestamp, now: Timestamp, seed: u64) -> Past {
    let model = Model::learn(workspace, earlier, at, seed);
    let arrivals = Arrivals::learn(workspace, earlier, at);
    let look = model.at(workspace, earlier, at);
    let mut rows = Vec::new();
    for days in HORIZONS {
        let end = at.plus_days(i64::from(days));
        if end > now {
            continue;
        }
        let stakes: Vec<Stake> = look.stakes(end).into_iter().map(|row| row.1).collect();
        let said = simulate(&stakes, &arrivals, f64::from(days), seed).all();
        let won =
            workspace.deals.iter().filter_map(|deal| won_between(workspace, earlier, deal, at, end, now));
        rows.push((days, said, won.sum()));
    }
    let told = look.wins().into_iter().filter_map(|(ix, win)| {
        let stood = stood(earlier, workspace.deals.at(ix), now)?;
        match stood.standing {
            StandingKind::Won => Some((win, true)),
            StandingKind::Lost => Some((win, false)),
            StandingKind::Open | StandingKind::Nurtured => None,
        }
    });
    let told = told.collect();
    Past { at, method: model.learning().method, rows, told }
}

/// What a deal brought that was won in between.
fn won_between(
    workspace: &Workspace,
    earlier: &Earlier,
    deal: &Deal,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> Option<i128> {
    let stood = stood(earlier, deal, now).filter(|stood| stood.standing == StandingKind::Won)?;
    let is_in = days_between(from, stood.since) > 0.0 && stood.since <= to;
    let value = deal.value.filter(|_| is_in)?;
    workspace.settings.in_base(value.minor.into(), value.currency)
}

impl Accuracy {
    /// What several days come to, in whatever order they come.
    pub fn new(mut days: Vec<Past>) -> Self {
        days.sort_by_key(|day| day.at);
        let horizons = HORIZONS.iter().filter_map(|&horizon| {
            let rows = days.iter().flat_map(|day| &day.rows).filter(|row| row.0 == horizon);
            let (bands, came): (Vec<(i128, i128)>, Vec<i128>) =
                rows.clone().map(|row| ((row.1.p10, row.1.p90), row.2)).unzip();
            let within = coverage(&bands, &came)?;
            let sum = |value: fn(&(u16, Band, i128)) -> i128| wide(rows.clone().map(value).sum());
            let all = sum(|row| row.2);
            let of_all = |part: f64| (all > 0.0).then(|| share(part, all, 0.0));
            Some(Horizon {
                days: horizon,
                forecasts: came.len(),
                error: of_all(sum(|row| (row.1.p50 - row.2).abs())),
                bias: of_all(sum(|row| row.1.p50)),
                within,
            })
        });
        let horizons = horizons.collect();
        let told: Vec<(f64, bool)> = days.iter().flat_map(|day| day.told.iter().copied()).collect();
        let won = share(count(told.iter().filter(|row| row.1).count()), count(told.len()), 0.0);
        let base_brier = (!told.is_empty()).then_some(won * (1.0 - won));
        let groups = (told.len() / GROUP_FROM).clamp(1, GROUPS);
        // All of them are in the groups and the scores now.
        for day in &mut days {
            day.told.clear();
        }
        Self { horizons, calibration: calibration_in(&told, groups), scores: scores(&told), base_brier, days }
    }
}
