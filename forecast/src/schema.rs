//! From facts to what models read: which features are used, on what scale, in which bins.
//!
//! A feature is left out where it cannot tell anything about open deals, or would tell what was not known:
//!
//! - *filled in at the end*: nearly only won deals have it, or nearly only lost ones, or closed deals have it and open ones have not
//!   (or the other way round). Values that are written down when the deal is won, or loss reasons in a custom field;
//! - *the day of the end*: the expected close of closed deals is often just the day they closed;
//! - *nothing to tell*: it is the same for all deals.

use serde::{Deserialize, Serialize};

use crate::known::{Feature, Scale, World, level};
use crate::math::{count, share, slow};
use crate::rows::{Closed, Rows};

/// A level (an owner, a stage, an option …) counts by itself from this many closed deals on.
pub const LEVEL_FROM: usize = 5;
/// So many levels of a feature count by themselves, the most frequent ones.
pub const MOST_LEVELS: usize = 200;
/// Numbers are read in about so many steps by boosted trees.
const BINS: usize = 32;
/// A feature is left out where the shares of won and lost deals that have it, or of closed and open ones, differ by more.
pub const PRESENCE_APART: f64 = 0.5;
/// With fewer open deals, what they have is not compared.
pub const OPEN_FROM: usize = 10;
/// Expected days are left out where they are, for a greater share of closed deals, just the day of the close.
pub const SAME_DAY: f64 = 0.2;
/// How many standard deviations from the mean a number counts at most.
const FURTHEST: f64 = 3.0;
/// Stands for no place.
const NOWHERE: u32 = u32::MAX;

/// A feature that is not learnt from, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unused {
    /// The feature.
    pub feature: Feature,
    /// Why.
    pub why: Why,
}

/// Why a feature is not learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It looks as if it were filled in when deals are closed.
    FilledInAtTheEnd,
    /// It is the same for all deals, or known of none.
    TellsNothing,
}

/// How facts are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schema {
    pub(crate) parts: Vec<Part>,
    /// How many weights a linear model has.
    pub(crate) weights: usize,
    pub(crate) unused: Vec<Unused>,
}

/// One feature that is used.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its place among the columns.
    pub(crate) column: usize,
    pub(crate) feature: Feature,
    pub(crate) reads: Reads,
    /// How many bins it has; the first is for what is not known.
    pub(crate) bins: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Reads {
    Number { mean: f64, deviation: f64, at: u32, missing: u32, cuts: Vec<f32> },
    Level { places: Vec<(u32, u8)> },
}

/// Rows as models read them: for each part the place of a weight, what it is multiplied with, and a bin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Encoded {
    pub(crate) parts: usize,
    pub(crate) at: Vec<u32>,
    pub(crate) value: Vec<f32>,
    pub(crate) bins: Vec<u8>,
}

impl Encoded {
    pub(crate) fn len(&self) -> usize {
        self.at.len().checked_div(self.parts).unwrap_or(0)
    }

    /// The places and factors of a row.
    pub(crate) fn line(&self, row: usize) -> (&[u32], &[f32]) {
        let range = row * self.parts..(row + 1) * self.parts;
        (&self.at[range.clone()], &self.value[range])
    }

    pub(crate) fn bins(&self, row: usize) -> &[u8] {
        &self.bins[row * self.parts..(row + 1) * self.parts]
    }
}

impl Schema {
    /// Looks at the rows that are to be learnt from, and at the open deals that are to be predicted.
    pub(crate) fn new(world: &World<'_>, closed: &[Closed<'_>], rows: &Rows, open: &[f32]) -> Self {
        let mut schema = Self::default();
        for (column, about) in world.columns.iter().enumerate() {
            let why = if is_filled_in(rows, open, column)
                || about.feature == Feature::ExpectedDays && is_day_of_close(world, closed)
            {
                Some(Why::FilledInAtTheEnd)
            } else {
                let reads = match about.scale {
                    Scale::Number | Scale::Flag => numbers(rows, column, schema.weights),
                    Scale::Level => levels(rows, column, schema.weights),
                };
                match reads {
                    Some((reads, weights, bins)) => {
                        schema.weights += weights;
                        schema.parts.push(Part { column, feature: about.feature, reads, bins });
                        None
                    }
                    None => Some(Why::TellsNothing),
                }
            };
            schema.unused.extend(why.map(|why| Unused { feature: about.feature, why }));
        }
        schema
    }

    /// Facts as models read them, row by row.
    pub(crate) fn encode(&self, facts: &[f32], width: usize) -> Encoded {
        let rows = facts.len().checked_div(width).unwrap_or(0);
        let cells = rows * self.parts.len();
        let mut encoded = Encoded {
            parts: self.parts.len(),
            at: Vec::with_capacity(cells),
            value: Vec::with_capacity(cells),
            bins: Vec::with_capacity(cells),
        };
        for row in 0..rows {
            for part in &self.parts {
                let (at, value, bin) = part.reads.read(facts[row * width + part.column]);
                encoded.at.push(at);
                encoded.value.push(value);
                encoded.bins.push(bin);
            }
        }
        encoded
    }
}

impl Reads {
    #[inline]
    fn read(&self, fact: f32) -> (u32, f32, u8) {
        match self {
            Self::Number { missing, .. } if fact.is_nan() => {
                if *missing == NOWHERE {
                    (0, 0.0, 0)
                } else {
                    (*missing, 1.0, 0)
                }
            }
            Self::Number { mean, deviation, at, cuts, .. } => {
                let value = ((slow(f64::from(fact)) - mean) / deviation).clamp(-FURTHEST, FURTHEST);
                let bin = 1 + cuts.partition_point(|&cut| cut < fact);
                (*at, crate::math::short(value), u8::try_from(bin).unwrap_or(u8::MAX))
            }
            Self::Level { places } => {
                let place = if fact.is_nan() { None } else { places.get(level(fact) as usize) };
                match place {
                    Some(&(at, bin)) if at != NOWHERE => (at, 1.0, bin),
                    _ => (0, 0.0, 0),
                }
            }
        }
    }
}

/// Whether having the feature at all says how a deal ended, or that it ended.
fn is_filled_in(rows: &Rows, open: &[f32], column: usize) -> bool {
    let (mut has, mut all) = ([0.0; 2], [0.0; 2]);
    for row in 0..rows.len() {
        let side = usize::from(rows.won[row]);
        all[side] += rows.weight[row];
        if !rows.row(row)[column].is_nan() {
            has[side] += rows.weight[row];
        }
    }
    let closed = share(has[0] + has[1], all[0] + all[1], 0.0);
    let of = |side: usize| share(has[side], all[side], closed);
    let facts = || open.iter().skip(column).step_by(rows.width.max(1));
    let open_count = facts().count();
    let open = share(count(facts().filter(|fact| !fact.is_nan()).count()), count(open_count), closed);
    (of(0) - of(1)).abs() > PRESENCE_APART
        || open_count >= OPEN_FROM && (open - closed).abs() > PRESENCE_APART
}

fn is_day_of_close(world: &World<'_>, closed: &[Closed<'_>]) -> bool {
    let days = |closed: &Closed<'_>| {
        let expected = world.earlier.expected(closed.deal, world.now)?;
        Some(crate::known::days_between(closed.at, crate::known::noon(expected)).abs() <= 1.0)
    };
    let known: Vec<bool> = closed.iter().filter_map(days).collect();
    let same = known.iter().filter(|&&same| same).count();
    count(same) > SAME_DAY * count(known.len())
}

fn numbers(rows: &Rows, column: usize, next: usize) -> Option<(Reads, usize, usize)> {
    let mut known: Vec<f32> =
        (0..rows.len()).map(|row| rows.row(row)[column]).filter(|fact| !fact.is_nan()).collect();
    known.sort_by(f32::total_cmp);
    let (first, last) = (*known.first()?, *known.last()?);
    let missing = rows.len() - known.len();
    let tells_by_missing = missing * 100 > rows.len() && missing * 100 < 99 * rows.len();
    if first.total_cmp(&last).is_eq() && !tells_by_missing {
        return None;
    }
    let slow_known = known.iter().map(|&fact| slow(f64::from(fact)));
    let mean = slow_known.clone().sum::<f64>() / count(known.len());
    let variance = slow_known.map(|fact| (fact - mean) * (fact - mean)).sum::<f64>() / count(known.len());
    let deviation = if variance > 1e-12 { variance.sqrt() } else { 1.0 };
    let mut cuts: Vec<f32> =
        (1..BINS).map(|bin| known[(known.len() * bin / BINS).min(known.len() - 1)]).collect();
    cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
    cuts.retain(|cut| cut.total_cmp(&last).is_lt());
    let at = u32::try_from(next).ok()?;
    let (missing, weights) = if tells_by_missing { (at + 1, 2) } else { (NOWHERE, 1) };
    let bins = cuts.len() + 2;
    Some((Reads::Number { mean, deviation, at, missing, cuts }, weights, bins))
}

fn levels(rows: &Rows, column: usize, next: usize) -> Option<(Reads, usize, usize)> {
    let mut deals: Vec<(usize, u32)> = Vec::new();
    for row in 0..rows.len() {
        let fact = rows.row(row)[column];
        if fact.is_nan() {
            continue;
        }
        let place = level(fact) as usize;
        if deals.len() <= place {
            deals.resize(place + 1, (0, NOWHERE));
        }
        let (count, last) = deals[place];
        deals[place] = (count + usize::from(last != rows.deal[row]), rows.deal[row]);
    }
    let mut frequent: Vec<usize> = (0..deals.len()).filter(|&place| deals[place].0 >= LEVEL_FROM).collect();
    frequent.sort_by_key(|&place| (std::cmp::Reverse(deals[place].0), place));
    frequent.truncate(MOST_LEVELS);
    let is_all = frequent.len() == 1 && deals[frequent[0]].0 == rows.deals;
    if frequent.is_empty() || is_all {
        return None;
    }
    let mut places = vec![(NOWHERE, 0); deals.len()];
    for (number, &place) in frequent.iter().enumerate() {
        places[place] = (u32::try_from(next + number).ok()?, u8::try_from(number + 1).ok()?);
    }
    Some((Reads::Level { places }, frequent.len(), frequent.len() + 1))
}
