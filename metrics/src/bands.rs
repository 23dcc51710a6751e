//! Numbers in bands, to be grouped by.
//!
//! Where there are few different numbers, as with marks from 1 to 5, each is a band of its own. Otherwise there are four bands at
//! most, about a quarter of the numbers in each: their limits are the quartiles, rounded so that they can be said, to one digit that counts, but
//! never so coarsely that limits fall together only for that. Limits of whole numbers are whole. See
//! `docs/decisions/0017-metrics.md`.

use sales::number::Number;

/// Up to how many different numbers each is a band of its own.
const SINGLE_UP_TO: usize = 6;

/// Numbers from one on to below another; a single one where both are the same. An end that is not there is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Band {
    /// The least number in it.
    pub from: Option<Number>,
    /// The first number that is not in it any more.
    pub below: Option<Number>,
}

impl Band {
    /// Whether it is one number.
    pub fn single(self) -> Option<Number> {
        self.from.filter(|_| self.from == self.below)
    }

    /// Whether a number is in it.
    pub fn has(self, number: f64) -> bool {
        if let Some(single) = self.single() {
            return Number::new(number) == Some(single);
        }
        self.from.is_none_or(|from| number >= from.get())
            && self.below.is_none_or(|below| number < below.get())
    }
}

/// The bands of some numbers, from the least on; those that are not finite have none.
pub(super) fn bands(numbers: Vec<f64>) -> Vec<Band> {
    let mut numbers: Vec<Number> = numbers.into_iter().filter_map(Number::new).collect();
    numbers.sort_unstable();
    let mut different = numbers.clone();
    different.dedup();
    if different.len() <= SINGLE_UP_TO {
        return different
            .into_iter()
            .map(|number| Band { from: Some(number), below: Some(number) })
            .collect();
    }
    let mut limits: Vec<Option<Number>> = vec![None];
    limits.extend(limits_of(&numbers).into_iter().map(Some));
    limits.push(None);
    limits.windows(2).map(|ends| Band { from: ends[0], below: ends[1] }).collect()
}

/// The quartiles, rounded; without those that leave a band empty.
fn limits_of(numbers: &[Number]) -> Vec<Number> {
    let (Some(least), Some(greatest)) = (numbers.first(), numbers.last()) else { return Vec::new() };
    let are_whole = numbers.iter().all(|number| number.get().fract() == 0.0);
    // A quarter of the way from the least to the greatest. Halves first, so that nothing becomes infinite.
    let quarter = (greatest.get() / 4.0) - (least.get() / 4.0);
    let rounded = |share: usize| {
        let number = numbers.get(numbers.len() * share / 4).map_or(0.0, |number| number.get());
        let exponent = exponent(number).min(exponent(quarter));
        Number::new(round(number, if are_whole { exponent.max(0) } else { exponent }))
    };
    let mut limits: Vec<Number> = [1, 2, 3].into_iter().filter_map(rounded).collect();
    limits.dedup();
    limits.retain(|limit| limit > least && limit <= greatest);
    limits
}

/// The power of ten of the first digit that counts.
fn exponent(number: f64) -> i32 {
    // Zero has none.
    if number == 0.0 {
        return i32::MAX;
    }
    #[allow(clippy::cast_possible_truncation, reason = "finite numbers reach from 1e-324 to 1e308")]
    let exponent = number.abs().log10().floor() as i32;
    exponent
}

fn round(number: f64, exponent: i32) -> f64 {
    let unit = 10_f64.powi(exponent.abs().min(300));
    let rounded = if exponent < 0 { (number * unit).round() / unit } else { (number / unit).round() * unit };
    if rounded.is_finite() { rounded } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(numbers: &[f64]) -> String {
        let end = |end: Option<Number>| end.map(|end| end.to_string()).unwrap_or_default();
        let band = |band: Band| match band.single() {
            Some(number) => number.to_string(),
            None => format!("{}..{}", end(band.from), end(band.below)),
        };
        bands(numbers.to_vec()).into_iter().map(band).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn few_different_numbers_stand_for_themselves() {
        assert_eq!(written(&[]), "");
        assert_eq!(written(&[3.0, 1.0, 3.0, 0.0, -0.0]), "0 1 3");
        assert_eq!(written(&[0.5, f64::NAN, f64::INFINITY]), "0.5");
    }

    #[test]
    fn limits_are_round_and_whole_for_whole_numbers() {
        let up_to = |last: i32| (1..=last).map(f64::from).collect::<Vec<_>>();
        assert_eq!(written(&up_to(100)), "..30 30..50 50..80 80..");
        assert_eq!(written(&up_to(8)), "..3 3..5 5..7 7..");
        let years: Vec<f64> = (0..40).map(|number| 2018.0 + f64::from(number % 8)).collect();
        assert_eq!(written(&years), "..2020 2020..2022 2022..2024 2024..");
        // Seats of a licence: many small, few large.
        let seats = [3.0, 5.0, 8.0, 12.0, 15.0, 20.0, 35.0, 60.0, 80.0, 120.0, 400.0, 48_000.0];
        assert_eq!(written(&seats), "..10 10..40 40..100 100..");
        let shares: Vec<f64> = (1..=20).map(|number| f64::from(number) / 100.0).collect();
        assert_eq!(written(&shares), "..0.06 0.06..0.11 0.11..0.16 0.16..");
        let losses: Vec<f64> = (-10..10).map(f64::from).collect();
        assert_eq!(written(&losses), "..-5 -5..0 0..5 5..");
        // Nearly all the same: what would leave a band empty is no limit.
        let same = [[7.0; 30].as_slice(), &up_to(9)].concat();
        assert_eq!(written(&same), "..7 7..");
    }

    #[test]
    fn every_number_is_in_just_one_band() {
        let odd = [f64::MAX, f64::MIN, 1e-320, -1e-320, 0.0, 1.0, 1e15, 1e15 + 1.0, -7.25, 3.5];
        for numbers in [odd.to_vec(), (0..1000).map(|number| f64::from(number * number)).collect()] {
            let bands = bands(numbers.clone());
            for number in numbers {
                assert_eq!(bands.iter().filter(|band| band.has(number)).count(), 1, "{number}: {bands:?}");
            }
        }
    }
}
