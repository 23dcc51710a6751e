//! How far a difference is to be trusted, where a rate or a mean alone does not say: of counts, sums, shares of value, medians,
//! and a product of several figures.
//!
//! Nearly all are made of an interval for each side by [`Bounds::minus`], which is how Newcombe makes his of two Wilson intervals:
//! Zou and Donner 2008, *Construction of confidence limits about effect measures: a general approach*, Statistics in Medicine 27
//! (MOVER). What the intervals of each side are is said beside each.

use super::compare::NoInterval;
use super::figure::{Difference, Z, float, normal, student};

/// A figure with its own 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) at: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Bounds {
    /// How many happened: the score interval of a Poisson mean (Rao; the counterpart of Wilson's for a rate).
    pub(super) fn of_count(count: usize) -> Self {
        let at = float(count);
        let (centre, reach) = (at + Z * Z / 2.0, Z * (at + Z * Z / 4.0).sqrt());
        // Rounding must not leave the end of nothing a hair off.
        let low = if count == 0 { 0.0 } else { centre - reach };
        Self { at, low, high: centre + reach }
    }

    /// A figure above zero, of which the variance of the logarithm is known (by the delta method): the interval of the logarithm,
    /// so that it never reaches below zero.
    pub(super) fn of_log(at: f64, variance: f64) -> Option<Self> {
        let reach = (Z * variance.sqrt()).exp();
        (at > 0.0 && reach.is_finite()).then(|| Self { at, low: at / reach, high: at * reach })
    }

    /// The ninth decile of cases in rising order, between two cases of known rank (the interval of a quantile that asks nothing of
    /// how the cases are spread; Conover 1999, *Practical Nonparametric Statistics*, section 3.2, with the normal curve for the
    /// ranks).
    ///
    /// # Errors
    /// Of fewer than 35 there is no case high enough; where the cases around it are all alike, nobody knows how far it is to be
    /// trusted.
    pub(super) fn of_ninth(sorted: &[f64]) -> Result<Self, NoInterval> {
        let n = float(sorted.len());
        let (centre, reach) = (0.9 * n, Z * (0.09 * n).sqrt());
        let case = |rank: f64| sorted.get(place(rank.ceil())?).copied().ok_or(NoInterval::TooFew);
        let (low, high) = (case(centre - reach)?, case(centre + reach)?);
        // As spreadsheets interpolate it, and `Spread` does.
        let before = 0.9 * (n - 1.0);
        let (under, over) = (case(before.floor() + 1.0)?, case(before.floor() + 2.0)?);
        let at = under + before.fract() * (over - under);
        if low < high { Ok(Self { at, low, high }) } else { Err(NoInterval::Alike) }
    }

    /// A share of which the variance is known: the interval of its log odds, so that it stays between none and all. `None` for
    /// none and for all, of which the variance says nothing. `z` is how many standard errors it reaches.
    fn of_share(at: f64, variance: f64, z: f64) -> Option<Self> {
        let rest = at * (1.0 - at);
        let reach = z * variance.sqrt() / rest;
        let odds = (at / (1.0 - at)).ln();
        let back = |odds: f64| 1.0 / (1.0 + (-odds).exp());
        (rest > 0.0 && reach.is_finite()).then(|| Self {
            at,
            low: back(odds - reach),
            high: back(odds + reach),
        })
    }

    /// The same in another unit.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { at: self.at * factor, low: self.low * factor, high: self.high * factor }
    }

    /// The difference of two figures that know nothing of each other (MOVER).
    pub(super) fn minus(self, other: Self) -> Difference {
        let by = self.at - other.at;
        let low = by - (self.at - self.low).hypot(other.high - other.at);
        let high = by + (self.high - self.at).hypot(other.at - other.low);
        Difference { by, low, high }
    }
}

/// The sum of values: cases come as they do (Poisson), each with a value, so that the variance of their sum is estimated by the sum
/// of their squares (a compound Poisson sum).
pub(super) fn sum(values: impl Iterator<Item = f64>) -> Option<Bounds> {
    let (sum, squares) =
        values.fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value));
    Bounds::of_log(sum, squares / (sum * sum))
}

/// What part of the value of cases the chosen ones have: a ratio of two sums over the same cases (the ratio estimator; Cochran 1977,
/// Sampling Techniques, chapter 6), with Student's quantile.
pub(super) fn share_of_value(cases: &[(f64, bool)]) -> Option<Bounds> {
    let all: f64 = cases.iter().map(|case| case.0).sum();
    let chosen: f64 = cases.iter().filter(|case| case.1).map(|case| case.0).sum();
    let (count, share) = (float(cases.len()), chosen / all);
    let off = |&(value, is_chosen): &(f64, bool)| value * if is_chosen { 1.0 - share } else { share };
    let squares: f64 = cases.iter().map(|case| off(case).powi(2)).sum();
    Bounds::of_share(share, count / (count - 1.0) * squares / (all * all), student(count - 1.0))
}

/// The value of a won deal, and the days it took, as far as they are known.
pub(super) type Sold = (Option<f64>, Option<f64>);

/// The variance of the logarithm of win rate × mean size / mean cycle, by the delta method. Size and cycle are of the same won
/// deals, so what each of those adds to both is squared together. `None` with fewer than two won.
pub(super) fn speed_variance(won: &[Sold], lost: usize) -> Option<f64> {
    let part = |cases: Vec<Option<f64>>| -> Vec<f64> {
        let known: Vec<f64> = cases.iter().copied().flatten().collect();
        let (count, sum) = (float(known.len()), known.iter().sum::<f64>());
        cases.into_iter().map(|case| case.map_or(0.0, |case| case / sum - 1.0 / count)).collect()
    };
    let sizes = part(won.iter().map(|row| row.0).collect());
    let days = part(won.iter().map(|row| row.1).collect());
    let squares: f64 = sizes.iter().zip(&days).map(|(size, days)| (size - days).powi(2)).sum();
    let count = float(won.len());
    let rate = float(lost) / (count * (count + float(lost)));
    (won.len() > 1).then_some(rate + squares * count / (count - 1.0))
}

/// A median and its standard error, free of any assumption on how the cases are spread: from how far apart two cases of known
/// rank are (Price and Bonett 2001, 2002).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Middle {
    pub(super) at: f64,
    error: f64,
}

impl Middle {
    /// Of cases in rising order. `None` of fewer than two, and where so many are alike around the middle that their order says
    /// nothing of how far it is to be trusted.
    pub(super) fn of(sorted: &[f64]) -> Option<Self> {
        let n = sorted.len();
        let at = median(sorted)?;
        let place = rank(n);
        let (low, high) = (sorted.get(place - 1)?, sorted.get(n.checked_sub(place)?)?);
        let error = (high - low) / (2.0 * depth(n, place));
        (n > 1 && error > 0.0 && error.is_finite()).then_some(Self { at, error })
    }

    /// The difference of two medians (Bonett and Price 2002, Psychological Methods 7).
    pub(super) fn minus(self, other: Self) -> Difference {
        let (by, reach) = (self.at - other.at, Z * self.error.hypot(other.error));
        Difference { by, low: by - reach, high: by + reach }
    }
}

/// The median of cases in rising order; of an even number the mean of the middle two.
pub(super) fn median(sorted: &[f64]) -> Option<f64> {
    let n = sorted.len();
    let upper = *sorted.get(n / 2)?;
    if n % 2 == 1 { Some(upper) } else { Some(f64::midpoint(upper, *sorted.get(n / 2 - 1)?)) }
}

/// Where the case of a rank is, which counts from one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be at least one")]
fn place(rank: f64) -> Result<usize, NoInterval> {
    if rank >= 1.0 { Ok(rank as usize - 1) } else { Err(NoInterval::TooFew) }
}

/// The rank of the lower of the two cases: (n + 1) / 2 − √n, and at least the first.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among cases, at least one"
)]
fn rank(n: usize) -> usize {
    (f64::midpoint(float(n), 1.0) - float(n).sqrt()).round().max(1.0) as usize
}

/// How many standard deviations of the normal curve the two cases are from the median: the quantile of how likely fewer than so many
/// of n cases lie below the true median.
fn depth(n: usize, place: usize) -> f64 {
    /// From here on a half to the power of n is no number any more; the normal curve is as good by then.
    const MOST: usize = 1_000;
    if n > MOST {
        return (float(n) / 2.0 - float(place) + 0.5) / (float(n).sqrt() / 2.0);
    }
    let mut term = (0.5_f64).powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut sum = term;
    for hits in 1..place {
        term *= float(n - hits + 1) / float(hits);
        sum += term;
    }
    normal(sum)
}

#[cfg(test)]
mod tests;
