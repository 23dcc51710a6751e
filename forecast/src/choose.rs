//! Which way of predicting is best for a workspace: found by trying all of them on deals they have not seen.
//!
//! Closed deals are divided in five parts; each way learns from four and predicts the fifth. A line through the log-odds (Platt, 1999), with a bend at the base rate,
//! drawn through four parts and tried on the fifth as well, draws predictions towards the base rate as far as they promised too much.
//! What is not better than the base rate by more than chance is not used.

use serde::{Deserialize, Serialize};

use crate::bayes::Bayes;
use crate::boosting::Boosting;
use crate::known::{Scale, World, level};
use crate::logistic::Logistic;
use crate::math::{count, logit, sigmoid};
use crate::rates::{Ended, Rates, mean_by_deal, won_share};
use crate::rows::Rows;
use crate::schema::{Encoded, Schema};

/// In how many parts the deals are divided.
pub const PARTS: usize = 5;
/// No more than about so many rows are looked at in order to choose.
pub const MOST_COMPARED: usize = 12_000;
/// Penalties of the logistic regression that are tried.
pub const PENALTIES: [f64; 3] = [3.0, 30.0, 300.0];
/// Numbers of trees that are tried.
pub const TREES: [usize; 3] = [20, 50, 100];
/// How many standard errors better than the base rate a way has to be: one in twenty is so by chance.
pub const SURELY: f64 = 1.645;
/// The penalty on the slope of the line that calibrates.
const LINE_PENALTY: f64 = 1.0;

/// A way of predicting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// The same chance for all deals: the share that was won.
    BaseRate,
    /// The share of the deals that had been in the stage.
    StageRate,
    /// How often each stage, owner, source … came with won deals.
    NaiveBayes,
    /// Regularised logistic regression.
    Logistic,
    /// Gradient boosting of small trees.
    Boosting,
}

/// How a way did on deals it had not seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The way.
    pub method: Method,
    /// Its Brier score.
    pub brier: f64,
    /// How much lower that is than the base rate's.
    pub gain: f64,
    /// The standard error of `gain`, deal by deal.
    pub error: f64,
}

/// A way with its setting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Candidate {
    StageRate,
    NaiveBayes,
    Logistic(f64),
    Boosting(usize),
}

impl Candidate {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::StageRate => Method::StageRate,
            Self::NaiveBayes => Method::NaiveBayes,
            Self::Logistic(_) => Method::Logistic,
            Self::Boosting(_) => Method::Boosting,
        }
    }
}

/// What was learnt.
#[derive(Debug, Clone)]
pub(crate) enum Learnt {
    Stages(Rates),
    Bayes(Bayes),
    Logistic(Logistic),
    Boosting(Boosting),
}

/// The line that log-odds are drawn along: `base + shift + slope · (odds − base)`, with a slope of its own on either side of the base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Line {
    pub(crate) base: f64,
    pub(crate) shift: f64,
    /// The slopes below and above the base.
    pub(crate) slopes: [f64; 2],
}

/// Whether a line may have a bend. Ways are compared with straight ones, which chance fools less; the one that was chosen gets a bend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bend {
    Straight,
    Bent,
}

impl Line {
    pub(crate) fn of(self, odds: f64) -> f64 {
        self.base + self.shift + self.slope(odds) * (odds - self.base)
    }

    pub(crate) fn slope(self, odds: f64) -> f64 {
        self.slopes[usize::from(odds > self.base)]
    }

    fn learn(bend: Bend, base: f64, odds: &[f64], picked: &[u32], won: &[bool], weight: &[f64]) -> Self {
        let at = odds.iter().map(|&odds| u32::from(bend == Bend::Bent && odds > base)).collect();
        let value = odds.iter().map(|odds| crate::math::short(odds - base)).collect();
        let line = Encoded { parts: 1, at, value, bins: Vec::new() };
        let found = Logistic::learn(&line, picked, won, weight, 2, LINE_PENALTY);
        let above = found.weights[usize::from(bend == Bend::Bent)];
        let slopes = [found.weights[0].max(0.0), above.max(0.0)];
        // What pointed the wrong way is not turned round, but not used.
        if slopes[0] + slopes[1] <= 0.0 {
            return Self { base, shift: logit(won_share(won, weight, picked)) - base, slopes };
        }
        Self { base, shift: found.intercept - base, slopes }
    }
}

/// All that ways of predicting learn from.
pub(crate) struct Lesson<'l> {
    pub(crate) world: &'l World<'l>,
    pub(crate) schema: &'l Schema,
    pub(crate) rows: &'l Rows,
    pub(crate) encoded: &'l Encoded,
    pub(crate) ended: &'l [Ended],
    pub(crate) seed: u64,
}

/// The best way, and how all did.
pub(crate) struct Choice {
    pub(crate) candidate: Candidate,
    pub(crate) line: Line,
    pub(crate) trial: Trial,
    pub(crate) trials: Vec<Trial>,
}

impl Lesson<'_> {
    pub(crate) fn learn(
        &self,
        candidate: Candidate,
        picked: &[u32],
        ended: impl Fn(&Ended) -> bool,
    ) -> Learnt {
        let (won, weight) = (&self.rows.won, &self.rows.weight);
        match candidate {
            Candidate::StageRate => {
                Learnt::Stages(Rates::new(self.world, self.ended.iter().filter(|row| ended(row))))
            }
            Candidate::NaiveBayes => {
                Learnt::Bayes(Bayes::learn(self.schema, self.encoded, picked, won, weight))
            }
            Candidate::Logistic(penalty) => {
                let weights = self.schema.weights;
                Learnt::Logistic(Logistic::learn(self.encoded, picked, won, weight, weights, penalty))
            }
            Candidate::Boosting(trees) => {
                let schema = self.schema;
                Learnt::Boosting(Boosting::learn(schema, self.encoded, picked, won, weight, trees, self.seed))
            }
        }
    }

    /// Tries all ways on deals they have not seen, and chooses the best, or the best setting of the wanted one.
    pub(crate) fn choose(&self, wanted: Option<Method>) -> Option<Choice> {
        let part = |place: f64| part_of(place, count(MOST_COMPARED) / count(self.rows.len().max(1)));
        let rows = 0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let rows: Vec<(u32, usize)> =
            rows.filter_map(|row| Some((row, part(self.rows.place[row as usize])?))).collect();
        let picked: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let (won, weight) = (&self.rows.won, &self.rows.weight);

        let most_trees = TREES[TREES.len() - 1];
        let mut candidates = vec![Candidate::StageRate, Candidate::NaiveBayes];
        candidates.extend(PENALTIES.map(Candidate::Logistic));
        let first_boosting = candidates.len();
        candidates.extend(TREES.map(Candidate::Boosting));
        let mut odds = vec![vec![0.0; self.rows.len()]; candidates.len()];
        let mut bases = [0.0; PARTS];
        for (number, base) in bases.iter_mut().enumerate() {
            let others: Vec<u32> = rows.iter().filter(|row| row.1 != number).map(|row| row.0).collect();
            *base = logit(won_share(won, weight, &others));
            let is_other = |ended: &Ended| part(ended.place).is_some_and(|other| other != number);
            for (candidate, odds) in candidates.iter().zip(&mut odds).take(first_boosting) {
                let learnt = self.learn(*candidate, &others, is_other);
                for &(row, _) in rows.iter().filter(|row| row.1 == number) {
                    odds[row as usize] = self.odds(&learnt, row as usize);
                }
            }
            let learnt = self.learn(Candidate::Boosting(most_trees), &others, is_other);
            if let Learnt::Boosting(boosting) = &learnt {
                for &(row, _) in rows.iter().filter(|row| row.1 == number) {
                    boosting.odds_after(self.encoded.bins(row as usize), &TREES, |place, found| {
                        odds[first_boosting + place][row as usize] = found;
                    });
                }
            }
        }

        let outcome = |row: u32| f64::from(won[row as usize]);
        let error = |p: f64, row: u32| (p - outcome(row)) * (p - outcome(row));
        let mut trials = Vec::new();
        for (candidate, odds) in candidates.iter().zip(&odds) {
            let mut lines = Vec::new();
            for (number, &base) in bases.iter().enumerate() {
                let others: Vec<u32> = rows.iter().filter(|row| row.1 != number).map(|row| row.0).collect();
                lines.push(Line::learn(Bend::Straight, base, odds, &others, won, weight));
            }
            let mean = |value: &dyn Fn(u32, usize) -> f64| {
                let values = rows.iter().map(|&(row, part)| {
                    (self.rows.deal[row as usize], value(row, part), weight[row as usize])
                });
                mean_by_deal(values)
            };
            let said = |row: u32, part: usize| sigmoid(lines[part].of(odds[row as usize]));
            let brier = mean(&|row, part| error(said(row, part), row)).0;
            let (gain, wrong) =
                mean(&|row, part| error(sigmoid(bases[part]), row) - error(said(row, part), row));
            trials.push(Trial { method: candidate.method(), brier, gain, error: wrong });
        }
        let is_wanted = |place: &usize| {
            wanted.is_none_or(|method| method == Method::BaseRate || method == trials[*place].method)
        };
        let places = (0..trials.len()).filter(is_wanted);
        let best = places.min_by(|&a, &b| trials[a].brier.total_cmp(&trials[b].brier))?;
        let base = logit(won_share(won, weight, &picked));
        Some(Choice {
            candidate: candidates[best],
            line: Line::learn(Bend::Bent, base, &odds[best], &picked, won, weight),
            trial: trials[best],
            trials: best_of_each(&trials),
        })
    }

    fn odds(&self, learnt: &Learnt, row: usize) -> f64 {
        learnt.odds(self.world, self.rows.row(row), self.encoded, row)
    }
}

impl Learnt {
    /// The log-odds of a row, before they are calibrated.
    pub(crate) fn odds(&self, world: &World<'_>, facts: &[f32], encoded: &Encoded, row: usize) -> f64 {
        match self {
            Self::Stages(rates) => logit(rates.of(stage_of(world, facts))),
            Self::Bayes(bayes) => bayes.odds(encoded.bins(row)),
            Self::Logistic(logistic) => {
                let (at, value) = encoded.line(row);
                logistic.odds(at, value)
            }
            Self::Boosting(boosting) => boosting.odds(encoded.bins(row)),
        }
    }
}

impl Learnt {
    /// Adds to each part what it adds to the log-odds of a row.
    pub(crate) fn explain(&self, encoded: &Encoded, row: usize, sums: &mut [f64]) {
        match self {
            Self::Stages(_) => {}
            Self::Bayes(bayes) => {
                for (part, (sum, &bin)) in sums.iter_mut().zip(encoded.bins(row)).enumerate() {
                    *sum += bayes.part(part, bin);
                }
            }
            Self::Logistic(logistic) => {
                let (at, value) = encoded.line(row);
                for (sum, (&at, &value)) in sums.iter_mut().zip(at.iter().zip(value)) {
                    *sum += logistic.part(at, value);
                }
            }
            Self::Boosting(boosting) => boosting.explain(encoded.bins(row), sums),
        }
    }
}

/// The place of the stage that a row is in, where it is known.
pub(crate) fn stage_of(world: &World<'_>, facts: &[f32]) -> Option<usize> {
    let column = world
        .columns
        .iter()
        .position(|column| column.feature == crate::known::Feature::Stage && column.scale == Scale::Level)?;
    let fact = facts[column];
    (!fact.is_nan()).then(|| level(fact) as usize)
}

fn best_of_each(trials: &[Trial]) -> Vec<Trial> {
    let mut best: Vec<Trial> = Vec::new();
    for trial in trials {
        match best.iter_mut().find(|other| other.method == trial.method) {
            Some(other) if trial.brier < other.brier => *other = *trial,
            Some(_) => {}
            None => best.push(*trial),
        }
    }
    best
}

/// The part that a deal belongs to; `None` where it is not among the share that is looked at.
fn part_of(place: f64, share: f64) -> Option<usize> {
    let within = place / share.min(1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
    let part = (within * count(PARTS)) as usize;
    (within < 1.0).then_some(part.min(PARTS - 1))
}
