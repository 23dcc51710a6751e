//! What a period may bring: played through many times.
//!
//! In each run every open deal is won or not by its chance. Deals do not go their ways alone, though: some months are better for all. So
//! each run has a shift that all chances share; how large shifts are is what the win rates of past months varied beyond
//! chance, and how well the win rate is known at all. What a deal without a value brings is drawn, too: it is one of the values that were won,
//! not their mean, which would make a month of many such deals look surer than it is. New deals come as they usually did, and are shown apart.
//!
//! A run draws the same numbers for the same deals whatever their chances are, so that what changes when a chance is dragged is
//! its effect and not the dice.

use serde::{Deserialize, Serialize};

use crate::arrivals::{Arrivals, whole};
use crate::dice::Dice;
use crate::known::wide;
use crate::math::{count, logit, sigmoid};

/// How many runs are played.
pub const RUNS: usize = 10_000;
/// So many values are drawn one by one in a run; the sum of more of them is near enough to the normal distribution.
const MOST_DRAWN: u32 = 1_000;
/// How many sizes the shared shift has; each comes up equally often.
const SHIFTS: usize = 40;

/// An open deal in the simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stake {
    /// The chance that it is won in the period, 0 to 1.
    pub chance: f64,
    /// What it brings, in minor units of the workspace's currency; `None` where that is not known. Then each run draws it from what deals were
    /// won with, of which [`Arrivals::usual_value`] is the mean.
    pub minor: Option<i64>,
}

/// What came of all runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// What open deals bring, sorted.
    open: Vec<i128>,
    /// What deals bring that were not there yet, sorted.
    new: Vec<i128>,
    /// What both bring together, sorted.
    all: Vec<i128>,
}

/// Quantiles over all runs, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// In nine of ten runs it was at least this.
    pub p10: i128,
    /// In half of the runs it was at least this.
    pub p50: i128,
    /// In one of ten runs it was at least this.
    pub p90: i128,
    /// The mean.
    pub mean: i128,
}

impl Simulated {
    /// What open deals bring.
    pub fn open(&self) -> Band {
        band(&self.open)
    }

    /// What deals bring that are not there yet.
    pub fn new_deals(&self) -> Band {
        band(&self.new)
    }

    /// What both bring.
    pub fn all(&self) -> Band {
        band(&self.all)
    }

    /// The share of runs in which open and new deals brought at least so much: pass what is missing to a target, less what was won.
    pub fn chance_to_reach(&self, minor: i128) -> f64 {
        reached(&self.all, minor)
    }

    /// The same with open deals alone.
    pub fn chance_to_reach_with_open(&self, minor: i128) -> f64 {
        reached(&self.open, minor)
    }
}

/// Plays a period of `days` from now on.
pub fn simulate(stakes: &[Stake], arrivals: &Arrivals, days: f64, seed: u64) -> Simulated {
    simulate_with(stakes, arrivals, arrivals.won_within(days), seed)
}

/// Plays a period in which so many deals that are not there yet are won on average: for a period that begins later, or for another number
/// of new deals than usual.
pub fn simulate_with(stakes: &[Stake], arrivals: &Arrivals, new_won: f64, seed: u64) -> Simulated {
    let open = open_runs(stakes, arrivals, seed);
    let new = new_runs(arrivals, new_won, seed);
    let mut all: Vec<i128> = open.iter().zip(&new).map(|(open, new)| open + new).collect();
    let (mut open, mut new) = (open, new);
    for runs in [&mut open, &mut new, &mut all] {
        runs.sort_unstable();
    }
    Simulated { open, new, all }
}

fn open_runs(stakes: &[Stake], arrivals: &Arrivals, seed: u64) -> Vec<i128> {
    // So many deals of the largest value fit together: what is beyond counts as that much.
    let most = i64::MAX / i64::try_from(stakes.len().max(1)).unwrap_or(i64::MAX);
    let (known, unknown): (Vec<&Stake>, Vec<&Stake>) = stakes.iter().partition(|stake| stake.minor.is_some());
    let row = |stake: &&Stake| {
        let minor = stake.minor.map_or(1, |minor| minor.clamp(-most, most));
        (Odds::new(stake.chance), minor)
    };
    let known: Vec<(Odds, i64)> = known.iter().map(row).collect();
    let unknown: Vec<(Odds, i64)> = unknown.iter().map(row).collect();
    let usual = Values::new(&arrivals.values);
    let sway = arrivals.sway;
    let mut runs = vec![0; RUNS];
    for shift in 0..SHIFTS {
        let size = sway * normal_quantile((count(shift) + 0.5) / count(SHIFTS));
        let shifted = |row: &(Odds, i64)| (row.0.threshold(size, sway), row.1);
        let known: Vec<(u32, i64)> = known.iter().map(shifted).collect();
        let unknown: Vec<(u32, i64)> = unknown.iter().map(shifted).collect();
        for run in (shift..RUNS).step_by(SHIFTS) {
            let mut dice = run_dice(seed, run, 0);
            runs[run] = i128::from(one_run(&known, &mut dice));
            if !unknown.is_empty() {
                let won = u32::try_from(one_run(&unknown, &mut dice)).unwrap_or(0);
                runs[run] += usual.of(won, &mut run_dice(seed, run, 2));
            }
        }
    }
    runs
}

/// What deals were won with.
struct Values {
    all: Vec<i64>,
    number: u32,
    mean: f64,
    deviation: f64,
}

impl Values {
    fn new(all: &[i64]) -> Self {
        let (mean, deviation) = moments(all);
        let most = i64::MAX / i64::from(MOST_DRAWN);
        let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
        Self { all: all.iter().map(|minor| (*minor).clamp(-most, most)).collect(), number, mean, deviation }
    }

    /// What so many deals bring, of which nothing is known. With the same dice, one more brings one more of these values.
    fn of(&self, won: u32, dice: &mut Dice) -> i128 {
        if self.number == 0 {
            return 0;
        }
        if won <= MOST_DRAWN {
            // So many of the largest values fit together.
            return i128::from(dice.some_below(self.number, won).map(|at| self.all[at]).sum::<i64>());
        }
        let won = f64::from(won);
        i128::from(whole(won * self.mean + won.sqrt() * self.deviation * dice.normal()))
    }
}

/// Sixteen bits decide about a deal, so four deals share a number: chances are exact to 1 / 65,536, far below what the number of runs shows.
#[inline]
fn one_run(stakes: &[(u32, i64)], dice: &mut Dice) -> i64 {
    let mut sum = 0_i64;
    let mut won = |stake: &(u32, i64), bits: u64| {
        sum += if bits & 0xFFFF < u64::from(stake.0) { stake.1 } else { 0 };
    };
    let mut fours = stakes.chunks_exact(4);
    for four in &mut fours {
        let bits = dice.next();
        won(&four[0], bits);
        won(&four[1], bits >> 16);
        won(&four[2], bits >> 32);
        won(&four[3], bits >> 48);
    }
    let bits = dice.next();
    for (number, last) in fours.remainder().iter().enumerate() {
        won(last, bits >> (16 * number));
    }
    sum
}

/// A chance, and what it is on the scale that shifts are added on.
#[derive(Debug, Clone, Copy)]
struct Odds {
    chance: f64,
    logit: f64,
}

impl Odds {
    fn new(chance: f64) -> Self {
        let chance = if chance > 0.0 { chance.min(1.0) } else { 0.0 };
        Self { chance, logit: logit(chance) }
    }

    /// Below which of 2^16 numbers a deal is won; with 2^16 it always is.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 2^16")]
    fn threshold(self, shift: f64, sway: f64) -> u32 {
        if self.chance <= 0.0 {
            return 0;
        }
        // A shift to both sides moves the mean towards one half; to second order, this takes it back.
        let back = sway * sway * (0.5 - self.chance);
        let shifted = if sway > 0.0 { sigmoid(self.logit + shift - back) } else { self.chance };
        (shifted * 65_536.0 + 0.5) as u32
    }
}

fn new_runs(arrivals: &Arrivals, mean: f64, seed: u64) -> Vec<i128> {
    let values = Values::new(&arrivals.values);
    let mut runs = vec![0; RUNS];
    if mean <= 0.0 || values.number == 0 {
        return runs;
    }
    // The factor of a month has a log-normal distribution with mean 1 and the variance that was seen.
    let sigma = libm::log1p(arrivals.unsteady).sqrt();
    for (place, run) in runs.iter_mut().enumerate() {
        let mut dice = run_dice(seed, place, 1);
        let factor = libm::exp(sigma * dice.normal() - sigma * sigma / 2.0);
        let won = dice.poisson(mean * factor);
        *run = values.of(won, &mut dice);
    }
    runs
}

fn moments(values: &[i64]) -> (f64, f64) {
    let number = count(values.len().max(1));
    let value = |value: i64| wide(i128::from(value));
    let mean = values.iter().map(|&row| value(row)).sum::<f64>() / number;
    let variance = values.iter().map(|&row| (value(row) - mean) * (value(row) - mean)).sum::<f64>() / number;
    (mean, variance.sqrt())
}

fn run_dice(seed: u64, run: usize, row: u64) -> Dice {
    let mut start = Dice::new(seed ^ (row << 62));
    Dice::new(start.next().wrapping_add((run as u64).wrapping_mul(0xD134_2543_DE82_EF95)))
}

/// Where a share of the normal distribution lies below: by halving, exact to ten digits.
fn normal_quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-10.0, 10.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let below = 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2);
        if below < share { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

fn band(sorted: &[i128]) -> Band {
    let at = |tenths: usize| sorted.get((sorted.len() * tenths / 10).min(sorted.len().saturating_sub(1)));
    let quantile = |tenths| at(tenths).copied().unwrap_or(0);
    let number = i128::try_from(sorted.len()).unwrap_or(1).max(1);
    Band { p10: quantile(1), p50: quantile(5), p90: quantile(9), mean: sorted.iter().sum::<i128>() / number }
}

fn reached(sorted: &[i128], minor: i128) -> f64 {
    let below = sorted.partition_point(|&sum| sum < minor);
    count(sorted.len() - below) / count(sorted.len().max(1))
}

#[cfg(test)]
mod tests {
    use sales::model::Workspace;
    use sales::time::Timestamp;

    use super::*;
    use crate::earlier::Earlier;

    fn none() -> Arrivals {
        Arrivals::learn(&Workspace::default(), &Earlier::default(), Timestamp(0))
    }

    #[test]
    fn quantiles_of_the_normal_distribution() {
        for (share, there) in [(0.5, 0.0), (0.9, 1.281_551_565_5), (0.025, -1.959_963_984_5)] {
            assert!((normal_quantile(share) - there).abs() < 1e-9, "{share}");
        }
    }

    #[test]
    fn sure_deals_are_sure_and_hopeless_ones_hopeless() {
        let stakes = [Stake { chance: 1.0, minor: Some(500) }, Stake { chance: 0.0, minor: Some(7_000) }];
        let found = simulate(&stakes, &none(), 30.0, 3);
        assert_eq!(found.open(), Band { p10: 500, p50: 500, p90: 500, mean: 500 });
        assert_eq!(found.new_deals(), Band { p10: 0, p50: 0, p90: 0, mean: 0 });
        assert!((found.chance_to_reach(500) - 1.0).abs() < 1e-12 && found.chance_to_reach(501) < 1e-12);
    }

    #[test]
    fn what_all_deals_share_widens_the_band_and_leaves_the_mean() {
        for chance in [0.05, 0.3, 0.7] {
            let stakes = [Stake { chance, minor: Some(100) }; 400];
            let alone = simulate(&stakes, &none(), 30.0, 9).open();
            let together = simulate(&stakes, &Arrivals { sway: 0.4, ..none() }, 30.0, 9).open();
            assert!(together.p90 - together.p10 > 3 * (alone.p90 - alone.p10) / 2, "{alone:?} {together:?}");
            assert!((together.mean - alone.mean).abs() * 100 < alone.mean, "{alone:?} {together:?}");
        }
    }

    #[test]
    fn the_mean_is_the_expected_value_and_the_spread_that_of_the_binomial() {
        let stakes = [Stake { chance: 0.3, minor: Some(100) }; 400];
        let band = simulate(&stakes, &none(), 30.0, 9).open();
        // 400 deals of 100 with 0.3: mean 12,000, standard deviation 917.
        assert!((band.mean - 12_000).abs() < 40, "{band:?}");
        assert!((band.p90 - band.p10 - 2_350).abs() < 150, "{band:?}");
    }

    #[test]
    fn what_is_not_known_of_values_widens_the_band_and_leaves_the_mean() {
        for (number, chance) in [(400, 0.3), (4_000, 0.5)] {
            let arrivals = Arrivals { values: vec![10, 10, 10, 10, 60], ..none() };
            let at = |minor| simulate(&vec![Stake { chance, minor }; number], &arrivals, 30.0, 9).open();
            let (usual, drawn) = (at(Some(arrivals.usual_value())), at(None));
            assert!((usual.mean - drawn.mean).abs() * 200 < usual.mean, "{usual:?} {drawn:?}");
            // The variance of what n such deals bring is n · p · (σ² + (1 − p) μ²); here σ = μ = 20.
            let width = |band: Band| wide(band.p90 - band.p10);
            let expected = ((2.0 - chance) / (1.0 - chance)).sqrt();
            assert!((width(drawn) / width(usual) - expected).abs() < 0.1, "{usual:?} {drawn:?}");
        }
        let nothing = simulate(&[Stake { chance: 1.0, minor: None }], &none(), 30.0, 9);
        assert_eq!(nothing.all().p90, 0, "nobody knows what deals bring where none was won");
    }
}
