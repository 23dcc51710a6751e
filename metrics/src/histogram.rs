//! Counts of days: exact means and quantiles without sorting.

use super::columns::narrow;
use super::days::Day;
use super::figure::{Moments, Z, float};

/// Days up to here have a counter of their own; longer ones, which are faults of the data as a rule, are kept one by one.
const COUNTED: usize = 8_192;

/// How many cases took how many days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Histogram {
    counts: Vec<u32>,
    /// Longer than [`COUNTED`].
    long: Vec<u32>,
}

impl Histogram {
    /// Counts a case; days below zero count as none.
    #[inline]
    pub(super) fn add(&mut self, days: Day) {
        let days = u32::try_from(days).unwrap_or(0);
        match self.counts.get_mut(days as usize) {
            Some(counter) => *counter += 1,
            None => self.add_beyond(days, 1),
        }
    }

    #[cold]
    fn add_beyond(&mut self, days: u32, times: u32) {
        let at = days as usize;
        if at < COUNTED {
            self.counts.resize(self.counts.len().max((at + 1).next_power_of_two()).max(64), 0);
            self.counts[at] += times;
        } else {
            self.long.extend((0..times).map(|_| days));
        }
    }

    /// Adds the cases of another.
    pub(super) fn merge(&mut self, other: &Self) {
        for (days, count) in other.iter() {
            self.add_beyond(days, narrow(count));
        }
    }

    /// How many cases there are.
    pub(super) fn count(&self) -> usize {
        self.iter().map(|(_, count)| count).sum()
    }

    /// All days that occur, shortest first, with how often.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        let mut long = self.long.clone();
        long.sort_unstable();
        let short = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        short
            .map(|(days, &count)| (narrow(days), count as usize))
            .chain(long.into_iter().map(|days| (days, 1)))
    }

    pub(super) fn moments(&self) -> Moments {
        let mut moments = Moments::default();
        for (days, count) in self.iter() {
            moments.add_times(f64::from(days), count);
        }
        moments
    }

    /// Mean, quartiles and the rest; `None` of nothing.
    pub(super) fn spread(&self) -> Option<Spread> {
        let moments = self.moments();
        let mean = moments.mean()?;
        let [lower, median, upper, ninth] = self.quantiles(moments.count, [0.25, 0.5, 0.75, 0.9])?;
        let reach = 1.5 * (upper - lower);
        let (mut low, mut high, mut outliers) = (None, 0, 0);
        for (days, count) in self.iter() {
            if f64::from(days) < lower - reach || f64::from(days) > upper + reach {
                outliers += count;
            } else {
                low.get_or_insert(days);
                high = days;
            }
        }
        Some(Spread {
            count: moments.count,
            mean,
            median,
            lower_quartile: lower,
            upper_quartile: upper,
            ninth_decile: ninth,
            low: low.unwrap_or(0),
            high,
            outliers,
            shortest: self.iter().next().map_or(0, |case| case.0),
            longest: self.iter().last().map_or(0, |case| case.0),
        })
    }

    /// Quantiles in rising order, each interpolated between the two cases next to it.
    fn quantiles<const N: usize>(&self, count: usize, shares: [f64; N]) -> Option<[f64; N]> {
        let last = count.checked_sub(1)?;
        let mut found = [0.0; N];
        let mut cases = self.iter().peekable();
        let (mut days, mut passed) = (0, 0);
        for (quantile, share) in found.iter_mut().zip(shares) {
            let place = share * float(last);
            let before = floor(place);
            while passed <= before {
                let Some((next, count)) = cases.next() else { break };
                (days, passed) = (next, passed + count);
            }
            let above = if passed > before + 1 { days } else { cases.peek().map_or(days, |case| case.0) };
            let part = place - float(before);
            *quantile = f64::from(days) + part * (f64::from(above) - f64::from(days));
        }
        Some(found)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among cases, at least zero"
)]
fn floor(place: f64) -> usize {
    place as usize
}

/// How long cases took, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Σ days / count.
    pub mean: f64,
    /// Half took no longer. Quantiles between two cases are interpolated (as `QUARTILE.INC` of spreadsheets does).
    pub median: f64,
    /// A quarter took no longer.
    pub lower_quartile: f64,
    /// Three quarters took no longer.
    pub upper_quartile: f64,
    /// Nine of ten took no longer (P90).
    pub ninth_decile: f64,
    /// The lower whisker of a box plot: the shortest case within 1.5 quartile ranges of the box.
    pub low: u32,
    /// The upper whisker: the longest such case.
    pub high: u32,
    /// How many cases lie beyond the whiskers.
    pub outliers: usize,
    /// The shortest case.
    pub shortest: u32,
    /// The longest case.
    pub longest: u32,
}

/// The day by which half of the deals are won, by Kaplan and Meier: won ones are events, all others leave the count when
/// they were last known, so that they are not taken for slow wins nor left out. `None` where the curve stays above one half.
pub(super) fn survival_median(won: &Histogram, others: &Histogram) -> Option<u32> {
    survival(won, others).at
}

/// The median of a curve of Kaplan and Meier, and the 95 % interval of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Half {
    pub(super) at: Option<u32>,
    /// Where the lower band of the curve comes to one half.
    pub(super) low: Option<u32>,
    /// Where the upper one does; `None` where it stays above.
    pub(super) high: Option<u32>,
}

/// The median and its interval (Brookmeyer and Crowley 1982): the days on which the bands of the curve, by Greenwood's formula
/// on the logarithm as `survfit` of R has it, come to one half.
pub(super) fn survival(won: &Histogram, others: &Histogram) -> Half {
    // A curve that comes to just one half must not miss it by a rounding.
    let is_half = |share: f64| share <= 0.5 + 1e-12;
    let mut at_risk = won.count() + others.count();
    let mut left = others.iter().peekable();
    let (mut share, mut variance) = (1.0, 0.0);
    let mut half = Half::default();
    for (days, events) in won.iter() {
        // Who left on the same day was still there when it was won.
        while let Some((_, count)) = left.next_if(|&(day, _)| day < days) {
            at_risk -= count;
        }
        share *= 1.0 - float(events) / float(at_risk);
        variance += float(events) / (float(at_risk) * float(at_risk - events));
        at_risk -= events;
        let reach = (Z * variance.sqrt()).exp();
        for (found, band) in
            [(&mut half.low, share / reach), (&mut half.at, share), (&mut half.high, share * reach)]
        {
            // Where the last deal was won, the bands know nothing any more.
            if found.is_none() && is_half(band) {
                *found = Some(days);
            }
        }
        if half.high.is_some() {
            break;
        }
    }
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[Day]) -> Histogram {
        let mut histogram = Histogram::default();
        for &days in days {
            histogram.add(days);
        }
        histogram
    }

    #[test]
    fn quantiles_are_those_of_a_sorted_list() {
        let days = [3, 3, 9, 100, 4, 8_191, 8_192, 70_000, 0, 9, 12, 13];
        let mut sorted = days;
        sorted.sort_unstable();
        let spread = of(&days).spread().unwrap();
        let quantile = |share: f64| {
            let place = share * 11.0;
            let (at, part) = (floor(place), place.fract());
            let value = |at: usize| f64::from(sorted[at.min(11)]);
            value(at) + part * (value(at + 1) - value(at))
        };
        let found = [spread.lower_quartile, spread.median, spread.upper_quartile, spread.ninth_decile];
        for (found, share) in found.into_iter().zip([0.25, 0.5, 0.75, 0.9]) {
            assert!((found - quantile(share)).abs() < 1e-9, "{share}: {found} is not {}", quantile(share));
        }
        assert_eq!((spread.low, spread.high, spread.outliers), (0, 100, 3));
        assert_eq!(of(&[7]).spread().map(|spread| spread.ninth_decile), Some(7.0));
        assert_eq!(of(&[]).spread(), None);
    }

    /// The drug group of Freireich 1963 (as in Kaplan–Meier lectures): the median is 23 weeks.
    #[test]
    fn the_median_of_kaplan_and_meier() {
        let won = of(&[6, 6, 6, 7, 10, 13, 16, 22, 23]);
        let others = of(&[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        assert_eq!(survival_median(&won, &others), Some(23));
        // As `survfit` of R has them for both groups, the treated and the others.
        assert_eq!(survival(&won, &others), Half { at: Some(23), low: Some(16), high: None });
        let placebo = of(&[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
        assert_eq!(survival(&placebo, &of(&[])), Half { at: Some(8), low: Some(4), high: Some(12) });
        assert_eq!(survival_median(&of(&[5, 7]), &of(&[])), Some(5));
        assert_eq!(survival_median(&of(&[5]), &of(&[9, 9])), None);
        assert_eq!(survival_median(&of(&[]), &of(&[9])), None);
    }
}
