//! The chance to win a deal.

use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::time::Timestamp;

use crate::choose::{Learnt, Lesson, Line, Method, SURELY, Trial, stage_of};
use crate::earlier::Earlier;
use crate::known::{Column, Fact, Feature, World, stood};
use crate::math::{logit, share, sigmoid};
use crate::rates::{Rates, ended, every};
use crate::rows::{self, Closed, Rows};
use crate::schema::{Encoded, Schema, Unused};

/// From so many closed deals on, chances are learnt; with fewer, the rate of the stage is used.
pub const LEARNT_FROM: usize = 50;
/// At least so many of them have to be won, and as many lost.
pub const EACH_FROM: usize = 10;
/// How many reasons for, and how many against, are given.
pub const REASONS: usize = 3;

/// What chances rest on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground {
    /// Too few deals were closed; see [`LEARNT_FROM`] and [`EACH_FROM`]. The rate of the stage is used.
    TooFew,
    /// Nothing that is known of deals tells better than by chance which will be won: all have the same chance.
    NoSignal,
    /// Learnt from closed deals.
    Learnt {
        /// How much lower the Brier score is than that of the base rate, on deals that were not learnt from.
        gain: f64,
        /// The standard error of that.
        error: f64,
    },
}

/// What was learnt from, what was tried, and what was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Learning {
    /// How many deals had been won.
    pub won: usize,
    /// How many deals had been lost.
    pub lost: usize,
    /// The way that is used.
    pub method: Method,
    /// Why that one.
    pub ground: Ground,
    /// How each way did, with its best setting; empty where too few deals were closed.
    pub trials: Vec<Trial>,
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
    learning: Learning,
}

/// A reason for or against.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it is about.
    pub feature: Feature,
    /// What the deal has there.
    pub fact: Fact,
    /// What that adds to the log-odds, compared with deals on average; below zero it speaks against.
    pub contribution: f64,
}

/// The strongest reasons, the strongest first.
#[derive(Debug, Clone, Default, PartialEq)]
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
        Self::learn_from(&world, &closed, &rows, seed)
    }

    pub(crate) fn learn_from(world: &World<'_>, closed: &[Closed<'_>], rows: &Rows, seed: u64) -> Self {
        let won = closed.iter().filter(|row| row.won).count();
        let lost = closed.len() - won;
        let ended = ended(world, closed, seed);
        let rates = Rates::new(world, ended.iter());
        let base = rates.base_odds();
        let mut model = Self {
            columns: world.columns.clone(),
            schema: Schema::default(),
            learnt: Learnt::Stages(rates),
            line: Line { base, shift: 0.0, slope: 1.0 },
            usual: Vec::new(),
            learning: Learning {
                won,
                lost,
                method: Method::StageRate,
                ground: Ground::TooFew,
                trials: Vec::new(),
                unused: Vec::new(),
            },
        };
        if won + lost < LEARNT_FROM || won.min(lost) < EACH_FROM {
            return model;
        }
        let open = open_facts(world);
        model.schema = Schema::new(world, closed, rows, &open);
        model.learning.unused.clone_from(&model.schema.unused);
        let encoded = model.schema.encode(&rows.facts, rows.width);
        let lesson = Lesson { world, schema: &model.schema, rows, encoded: &encoded, ended: &ended, seed };
        let picked = every(rows.len());
        let Some(choice) = lesson.choose() else { return model };
        let (gain, error) = (choice.trial.gain, choice.trial.error);
        model.learning.trials = choice.trials;
        if gain <= SURELY * error || gain.is_nan() {
            // The plain share of all closed deals: what one would say without looking at them at all.
            model.line = Line { base, shift: 0.0, slope: 0.0 };
            (model.learning.method, model.learning.ground) = (Method::BaseRate, Ground::NoSignal);
            return model;
        }
        model.learnt = lesson.learn(choice.candidate, &picked, |_| true);
        model.line = choice.line;
        model.usual = usual(&model.learnt, &encoded, &rows.weight);
        model.learning.method = choice.candidate.method();
        model.learning.ground = Ground::Learnt { gain, error };
        model
    }

    /// What was learnt from, tried and chosen.
    pub fn learning(&self) -> &Learning {
        &self.learning
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
    /// The chance to win each deal that was open, in the order they came.
    pub fn chances(&self) -> Vec<(Ix<Deal>, f64)> {
        let open: Vec<(Ix<Deal>, &Deal)> = open(&self.world).collect();
        let mut facts = Vec::with_capacity(open.len() * self.world.columns.len());
        for (_, deal) in &open {
            self.world.facts(deal, self.world.now, &mut facts);
        }
        let odds = self.odds(&facts);
        open.iter().zip(odds).map(|(&(ix, _), odds)| (ix, sigmoid(odds))).collect()
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
            let contribution = model.line.slope * (odds - rates.base_odds());
            let stage = world.columns.iter().zip(&facts).find(|(column, _)| column.feature == Feature::Stage);
            let fact = stage.map_or(Fact::Missing, |(column, &fact)| world.said(column, fact));
            return vec![Reason { feature: Feature::Stage, fact, contribution }];
        }
        let encoded = model.schema.encode(&facts, facts.len());
        let mut sums = vec![0.0; model.schema.parts.len()];
        model.learnt.explain(&encoded, 0, &mut sums);
        let parts = model.schema.parts.iter().zip(sums.iter().zip(&model.usual));
        let reasons = parts.map(|(part, (sum, usual))| Reason {
            feature: part.feature,
            fact: world.said(&world.columns[part.column], facts[part.column]),
            contribution: model.line.slope * (sum - usual),
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

fn open<'w>(world: &World<'w>) -> impl Iterator<Item = (Ix<Deal>, &'w Deal)> {
    let now = world.now;
    let is_open =
        move |deal: &Deal| stood(deal, now).is_some_and(|stood| stood.standing == StandingKind::Open);
    world.workspace.deals.iter_ix().filter(move |(_, deal)| is_open(deal))
}

pub(crate) fn open_facts(world: &World<'_>) -> Vec<f32> {
    let mut facts = Vec::new();
    for (_, deal) in open(world) {
        world.facts(deal, world.now, &mut facts);
    }
    facts
}
