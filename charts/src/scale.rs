//! The numbers on an axis: round ones, few, from the lowest to the highest value and a little beyond.

use crate::figure::Figure;

/// What may stand on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Whole numbers, as for things that are counted.
    Whole,
    /// Any round number.
    Any,
}

/// The numbers on an axis, in order and evenly apart; at least two.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    ticks: Vec<Figure>,
}

/// How many steps an axis has at most.
const MOST_STEPS: f64 = 5.0;

impl Scale {
    /// An axis that has room for these values and for zero. `write` says how a number on it is written.
    pub fn of(values: impl IntoIterator<Item = f64>, steps: Steps, write: impl Fn(f64) -> String) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let high = if low < high { high } else { 1.0 };
        let step = round_step((high - low) / MOST_STEPS, steps);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let mut ticks = Vec::new();
        let mut number = first;
        while number <= last {
            // Dividing keeps 0.1 × 3 at 0.3.
            let value = if step < 1.0 { number / (1.0 / step).round() } else { number * step };
            ticks.extend(Figure::new(value, write(value)));
            number += 1.0;
        }
        Self { ticks }
    }

    pub(crate) fn ticks(&self) -> &[Figure] {
        &self.ticks
    }

    pub(crate) fn low(&self) -> f64 {
        self.ticks.first().map_or(0.0, Figure::value)
    }

    pub(crate) fn high(&self) -> f64 {
        self.ticks.last().map_or(1.0, Figure::value)
    }

    pub(crate) fn step(&self) -> f64 {
        match self.ticks.as_slice() {
            [first, second, ..] => second.value() - first.value(),
            _ => 1.0,
        }
    }
}

/// The smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) that is not below `least`.
fn round_step(least: f64, steps: Steps) -> f64 {
    if steps == Steps::Whole && least <= 1.0 {
        return 1.0;
    }
    let magnitude = 10_f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * magnitude >= least * 0.999_999);
    factor.unwrap_or(10.0) * magnitude
}

#[cfg(test)]
mod tests {
    use super::{Scale, Steps};

    fn ticks(values: &[f64], steps: Steps) -> Vec<f64> {
        let scale = Scale::of(values.iter().copied(), steps, |value| value.to_string());
        scale.ticks().iter().map(super::Figure::value).collect()
    }

    #[test]
    fn numbers_are_round_and_cover_all_values() {
        let cases: [(&[f64], Steps, &[f64]); 8] = [
            (&[], Steps::Whole, &[0.0, 1.0]),
            (&[0.0], Steps::Any, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (&[3.0], Steps::Whole, &[0.0, 1.0, 2.0, 3.0]),
            (&[7.0, 12.0], Steps::Whole, &[0.0, 5.0, 10.0, 15.0]),
            (&[0.3], Steps::Any, &[0.0, 0.1, 0.2, 0.3]),
            (&[-4.0, 6.0], Steps::Whole, &[-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]),
            (&[1_234_000.0], Steps::Any, &[0.0, 500_000.0, 1_000_000.0, 1_500_000.0]),
            (&[f64::NAN, f64::INFINITY, 2.0], Steps::Whole, &[0.0, 1.0, 2.0]),
        ];
        for (values, steps, expected) in cases {
            assert_eq!(ticks(values, steps), expected, "{values:?}");
        }
    }
}
