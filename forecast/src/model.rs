//! The chance to win a deal.

use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::arrivals::whole;
use crate::choose::{Learnt, Lesson, Line, Method, SURELY, Trial, stage_of};
use crate::closing::Closing;
use crate::columns::Column;
use crate::earlier::Earlier;
use crate::known::{Fact, Feature, World, days_between, deals, noon, stood};
use crate::math::{count, logit, share, sigmoid};
use crate::rates::{Rates, ended, every, won_share};
use crate::replay::{Replay, replay};
use crate::rows::{self, Closed, Rows};
use crate::schema::{Encoded, Schema, Unused, Why};
use crate::simulate::Stake;

/// From so many closed deals on, chances are learnt; with fewer, the rate of the stage is used.
pub const LEARNT_FROM: usize = 50;
/// At least so many of them have to be won, and as many lost.
pub const EACH_FROM: usize = 10;
/// How many reasons for, and how many against, are given.
pub const REASONS: usize = 3;

/// What was learnt is learnt anew when this share of as many deals as it was learnt from have been closed, or re-opened, since …
pub const FRESH_SHARE: f64 = 0.02;
/// … and at least so many …
pub const FRESH_UP_TO: usize = 5;
/// … or when it is so many days old.
pub const FRESH_DAYS: f64 = 1.0;

/// What chances rest on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Ground {
    /// Too few deals were closed; see [`LEARNT_FROM`] and [`EACH_FROM`]. The rate of the stage is used.
    TooFew,
    /// Nothing that is known of deals tells better than by chance which will be won: all have the same chance.
    NoSignal,
    /// Something seemed to tell which will be won, but would have been worse than the base rate lately: all have the same chance.
    DidNotHold,
    /// Learnt from closed deals.
    Learnt {
        /// How much lower the Brier score is than that of the base rate, on deals that were not learnt from.
        gain: f64,
        /// The standard error of that.
        error: f64,
    },
}

/// What was learnt from, what was tried, and what was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learning {
    /// How many deals had been won.
    pub won: usize,
    /// How many deals had been lost.
    pub lost: usize,
    /// How many of both came without the day they were closed: they count as closed when they were made, or imported.
    pub undated: usize,
    /// Whether closed deals tell how long it takes to win; if not, a deal is taken to close on the day it is expected to.
    pub tells_time: bool,
    /// The way that is used.
    pub method: Method,
    /// Why that one.
    pub ground: Ground,
    /// How each way did, with its best setting; empty where too few deals were closed.
    pub trials: Vec<Trial>,
    /// How the best way would have done lately; `None` where there are too few deals to tell.
    pub replay: Option<Replay>,
    /// What was not looked at, and why.
    pub unused: Vec<Unused>,
}

/// A way to tell the chance of any open deal.
#[derive(Debug, Clone)]
pub struct Model {
    columns: Vec<Column>,
    schema: Schema,
    learnt: Learnt,
    line: Line,
    /// What each part adds to the log-odds on average.
    usual: Vec<f64>,
    closing: Closing,
    learning: Learning,
    learnt_at: Timestamp,
}

/// The chances of an open deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The deal.
    pub deal: Ix<Deal>,
    /// The chance to be won rather than lost when it is closed, 0 to 1.
    pub win: f64,
    /// The chance to be won by the end of the period, never more than `win`.
    pub by_end: f64,
}

/// A reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is about.
    pub feature: Feature,
    /// What the deal has there.
    pub fact: Fact,
    /// What that adds to the log-odds, compared with deals on average; below zero it speaks against.
    pub contribution: f64,
}

/// The strongest reasons, the strongest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// What speaks for winning.
    pub towards: Vec<Reason>,
    /// What speaks against.
    pub against: Vec<Reason>,
}

impl Model {
    /// Learns from all deals that had been closed by `now`, and from nothing that came later. The same seed gives the same model.
    pub fn learn(workspace: &Workspace, earlier: &Earlier, now: Timestamp, seed: u64) -> Self {
        let world = World::new(workspace, earlier, now);
        let closed = rows::closed(&world);
        let rows = rows::rows(&world, &closed, seed);
        Self::learn_from(&world, &closed, &rows, seed, None)
    }

    fn learn_from(
        world: &World<'_>,
        closed: &[Closed<'_>],
        rows: &Rows,
        seed: u64,
        wanted: Option<Method>,
    ) -> Self {
        let won = closed.iter().filter(|row| row.won).count();
        let lost = closed.len() - won;
        let ended = ended(world, closed, seed);
        let rates = Rates::new(world, ended.iter());
        let base = rates.base_odds();
        let closing = Closing::learn(world, seed);
        let mut model = Self {
            columns: world.columns.clone(),
            schema: Schema::default(),
            learnt: Learnt::Stages(rates),
            line: Line { base, shift: 0.0, slopes: [1.0; 2] },
            usual: Vec::new(),
            learnt_at: world.now,
            learning: Learning {
                won,
                lost,
                undated: closed.iter().filter(|row| row.is_undated()).count(),
                tells_time: closing.tells(),
                method: Method::StageRate,
                ground: Ground::TooFew,
                trials: Vec::new(),
                replay: None,
                unused: Vec::new(),
            },
            closing,
        };
        if won + lost < LEARNT_FROM || won.min(lost) < EACH_FROM {
            return model;
        }
        let open = open_facts(world);
        model.schema = Schema::new(world, closed, rows, &open);
        model.learning.unused.clone_from(&model.schema.unused);
        let encoded = model.schema.encode(&rows.facts, rows.width);
        let lesson = Lesson { world, schema: &model.schema, rows, encoded: &encoded, ended: &ended, seed };
        let Some(choice) = lesson.choose(wanted) else { return model };
        let replay = replay(world, closed, choice.candidate, choice.line, seed);
        let (gain, error) = (choice.trial.gain, choice.trial.error);
        let is_better = gain > SURELY * error;
        let holds = replay.is_none_or(|replay| replay.best <= replay.base());
        model.learning.trials = choice.trials;
        model.learning.replay = replay;
        model.learning.ground = match (is_better, holds) {
            (false, _) => Ground::NoSignal,
            (true, false) => Ground::DidNotHold,
            (true, true) => Ground::Learnt { gain, error },
        };
        let ours = if is_better && holds { choice.candidate.method() } else { Method::BaseRate };
        model.learning.method = wanted.unwrap_or(ours);
        if model.learning.method == Method::BaseRate {
            model.line.slopes = [0.0; 2];
            // As others are compared with, it is the plain share of all closed deals.
            if wanted.is_none() && replay.is_some_and(|replay| replay.trusts_met_open()) {
                model.line.base = logit(won_share(&rows.won, &rows.weight, &every(rows.len())));
            }
            return model;
        }
        model.learnt = lesson.learn(choice.candidate, &every(rows.len()), |_| true);
        if wanted.is_none() || matches!(wanted, Some(Method::Logistic | Method::Boosting)) {
            model.line = choice.line;
        }
        model.usual = usual(&model.learnt, &encoded, &rows.weight);
        model
    }

    /// Learns one way of predicting, whether it is better than the base rate or not, as what others are compared with. With too few
    /// closed deals it is the rate of the stage all the same. The first three are plain: nothing draws them towards the base rate.
    pub fn learn_as(
        workspace: &Workspace,
        earlier: &Earlier,
        now: Timestamp,
        seed: u64,
        method: Method,
    ) -> Self {
        let world = World::new(workspace, earlier, now);
        let closed = rows::closed(&world);
        let rows = rows::rows(&world, &closed, seed);
        Self::learn_from(&world, &closed, &rows, seed, Some(method))
    }

    /// What was learnt from, tried and chosen.
    pub fn learning(&self) -> &Learning {
        &self.learning
    }

    /// When it was learnt.
    pub fn learnt_at(&self) -> Timestamp {
        self.learnt_at
    }

    /// Whether enough has changed to learn anew: see [`FRESH_SHARE`].
    pub fn is_outdated(&self, workspace: &Workspace, earlier: &Earlier, now: Timestamp) -> bool {
        let (mut won, mut lost) = (0, 0);
        for deal in workspace.deals.rows() {
            match stood(earlier, deal, now).map(|stood| stood.standing) {
                Some(StandingKind::Won) => won += 1,
                Some(StandingKind::Lost) => lost += 1,
                _ => {}
            }
        }
        let (before, all) = (&self.learning, self.learning.won + self.learning.lost);
        let changed = before.won.abs_diff(won) + before.lost.abs_diff(lost);
        let allowed = match before.ground {
            // Counting costs nothing, and the count is shown.
            Ground::TooFew => 1.0,
            _ => (count(all) * FRESH_SHARE).max(count(FRESH_UP_TO)),
        };
        count(changed) >= allowed || days_between(self.learnt_at, now).abs() >= FRESH_DAYS
    }

    /// Looks at a workspace as it was known at an instant.
    pub fn at<'w>(&'w self, workspace: &'w Workspace, earlier: &'w Earlier, at: Timestamp) -> Look<'w> {
        Look { model: self, world: World::with(workspace, earlier, at, self.columns.clone()) }
    }
}

/// A model, looking at a workspace as it was known at an instant.
pub struct Look<'w> {
    model: &'w Model,
    world: World<'w>,
}

impl Look<'_> {
    /// The instant that is looked at.
    pub fn now(&self) -> Timestamp {
        self.world.now
    }

    /// What the model has learnt.
    pub fn learning(&self) -> &Learning {
        &self.model.learning
    }

    /// The chances of each deal that was open, in the order they came: to be won rather than lost, and to be won before `end`.
    ///
    /// Where no deal was ever closed, or none with its dates ([`Learning::tells_time`]), nothing tells how long it takes: then a deal is taken to close on the day it is expected to.
    pub fn chances(&self, end: Timestamp) -> Vec<Chance> {
        let chances = self.wins().into_iter();
        chances.map(|(deal, win)| Chance { deal, win, by_end: self.by(deal, win, end) }).collect()
    }

    /// The chance of each deal that was open to be won rather than lost, in the order they came.
    pub fn wins(&self) -> Vec<(Ix<Deal>, f64)> {
        let world = &self.world;
        let open: Vec<(Ix<Deal>, &Deal)> = open(world).collect();
        let mut facts = Vec::with_capacity(open.len() * world.columns.len());
        for (_, deal) in &open {
            world.facts(deal, world.now, &mut facts);
        }
        let odds = self.odds(&facts);
        open.iter().zip(odds).map(|(&(ix, _), odds)| (ix, sigmoid(odds))).collect()
    }

    /// The chance of one open deal to be won rather than lost.
    pub fn win(&self, deal: Ix<Deal>) -> f64 {
        let mut facts = Vec::new();
        self.world.facts(self.world.workspace.deals.at(deal), self.world.now, &mut facts);
        self.odds(&facts).first().map_or(0.5, |&odds| sigmoid(odds))
    }

    /// The chance of an open deal to be won before `end`, where that to be won at all is `win`.
    pub fn by(&self, deal: Ix<Deal>, win: f64, end: Timestamp) -> f64 {
        let world = &self.world;
        let deal = world.workspace.deals.at(deal);
        let days = days_between(world.now, end);
        match self.model.closing.within(world, deal, world.now, days) {
            _ if days <= 0.0 => 0.0,
            // What deals like it brought, whatever the base rate says.
            Some(within) if self.model.learning.method == Method::BaseRate => within.won.min(win),
            // The same, for a deal that is better or worse than those like it.
            Some(within) => win * share(within.won, within.win_rate, 0.0).min(1.0),
            None if world.earlier.expected(deal, world.now).is_some_and(|date| noon(date) < end) => win,
            None => 0.0,
        }
    }

    /// The open deals as a simulation needs them: the chance to be won before `end`, and what it brings, as far as that is known.
    pub fn stakes(&self, end: Timestamp) -> Vec<(Ix<Deal>, Stake)> {
        let chances = self.chances(end).into_iter();
        let stake = |chance: Chance| Stake { chance: chance.by_end, minor: self.worth(chance.deal) };
        chances.map(|chance| (chance.deal, stake(chance))).collect()
    }

    /// What a deal is worth, in minor units of the workspace's currency; `None` where it has no value, none with a rate, or
    /// values look as if they were filled in when deals are closed.
    pub fn worth(&self, deal: Ix<Deal>) -> Option<i64> {
        let filled_in = Unused { feature: Feature::Value, why: Why::FilledInAtTheEnd };
        let value = self.world.workspace.deals.at(deal).value_at(self.world.now)?;
        let is_known = value.minor != 0 && !self.model.learning.unused.contains(&filled_in);
        self.world.minor(value).filter(|_| is_known).map(whole)
    }

    fn odds(&self, facts: &[f32]) -> Vec<f64> {
        let model = self.model;
        let width = self.world.columns.len();
        let encoded = model.schema.encode(facts, width);
        let rows = facts.chunks_exact(width).enumerate();
        rows.map(|(row, facts)| model.line.of(model.learnt.odds(&self.world, facts, &encoded, row))).collect()
    }

    /// Why a deal has its chance: the three strongest reasons for and against.
    pub fn reasons(&self, deal: Ix<Deal>) -> Reasons {
        let mut reasons = Reasons::default();
        for reason in self.contributions(deal) {
            if reason.contribution > 0.0 {
                reasons.towards.push(reason);
            } else if reason.contribution < 0.0 {
                reasons.against.push(reason);
            }
        }
        for side in [&mut reasons.towards, &mut reasons.against] {
            side.sort_by(|a, b| {
                b.contribution.abs().total_cmp(&a.contribution.abs()).then(a.feature.cmp(&b.feature))
            });
            side.truncate(REASONS);
        }
        reasons
    }

    /// What each feature adds to the log-odds of a deal, compared with deals on average, in no order.
    fn contributions(&self, deal: Ix<Deal>) -> Vec<Reason> {
        let (model, world) = (self.model, &self.world);
        let mut facts = Vec::new();
        world.facts(world.workspace.deals.at(deal), world.now, &mut facts);
        if let Learnt::Stages(rates) = &model.learnt {
            let odds = logit(rates.of(stage_of(world, &facts)));
            let contribution = model.line.slope(odds) * (odds - rates.base_odds());
            let stage = world.columns.iter().zip(&facts).find(|(column, _)| column.feature == Feature::Stage);
            let fact = stage.map_or(Fact::Missing, |(column, &fact)| world.said(column, fact));
            return vec![Reason { feature: Feature::Stage, fact, contribution }];
        }
        let encoded = model.schema.encode(&facts, facts.len());
        let slope = model.line.slope(model.learnt.odds(world, &facts, &encoded, 0));
        let mut sums = vec![0.0; model.schema.parts.len()];
        model.learnt.explain(&encoded, 0, &mut sums);
        let parts = model.schema.parts.iter().zip(sums.iter().zip(&model.usual));
        let reasons = parts.map(|(part, (sum, usual))| Reason {
            feature: part.feature,
            fact: world.said(&world.columns[part.column], facts[part.column]),
            contribution: slope * (sum - usual),
        });
        reasons.collect()
    }
}

/// So many rows are enough to know what is usual.
const USUAL_FROM: usize = 5_000;

fn usual(learnt: &Learnt, encoded: &Encoded, weight: &[f64]) -> Vec<f64> {
    let (mut usual, mut all) = (vec![0.0; encoded.parts], 0.0);
    for row in (0..encoded.len()).step_by(encoded.len() / USUAL_FROM + 1) {
        let mut sums = vec![0.0; encoded.parts];
        learnt.explain(encoded, row, &mut sums);
        usual.iter_mut().zip(sums).for_each(|(usual, sum)| *usual += weight[row] * sum);
        all += weight[row];
    }
    usual.into_iter().map(|usual| share(usual, all, 0.0)).collect()
}

pub(crate) fn open<'w>(world: &World<'w>) -> impl Iterator<Item = (Ix<Deal>, &'w Deal)> {
    let (earlier, now) = (world.earlier, world.now);
    let is_open = move |deal: &Deal| {
        stood(earlier, deal, now).is_some_and(|stood| stood.standing == StandingKind::Open)
    };
    deals(world.workspace, earlier, now).filter(move |(_, deal)| is_open(deal))
}

pub(crate) fn open_facts(world: &World<'_>) -> Vec<f32> {
    let mut facts = Vec::new();
    for (_, deal) in open(world) {
        world.facts(deal, world.now, &mut facts);
    }
    facts
}
