//! Functions of numbers, the same to the last bit natively and in a browser.
//!
//! Adding, multiplying, dividing and square roots are exact everywhere. Exponentials and logarithms are not: the standard library
//! takes those of the system, so that the same seed would not give the same forecast on two machines. `libm` does.

/// Probabilities stay this far from 0 and 1, so that their log-odds are finite.
const SURE: f64 = 1e-9;

/// The probability of some log-odds.
pub(crate) fn sigmoid(odds: f64) -> f64 {
    if odds >= 0.0 {
        1.0 / (1.0 + libm::exp(-odds))
    } else {
        let part = libm::exp(odds);
        part / (1.0 + part)
    }
}

/// The log-odds of a probability, finite for 0 and 1 too.
pub(crate) fn logit(probability: f64) -> f64 {
    let probability = probability.clamp(SURE, 1.0 - SURE);
    libm::log(probability) - libm::log1p(-probability)
}

/// A number on a scale where ten times as much is one step further, also below zero: ln(1 + |x|) with the sign of x.
pub(crate) fn slow(number: f64) -> f64 {
    libm::copysign(libm::log1p(number.abs()), number)
}

/// A count as a number; exact below 2^53.
#[allow(clippy::cast_precision_loss, reason = "no memory holds 2^53 of anything")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

/// A number as precise as facts are kept, and finite: what is beyond all bounds is the largest there is.
#[allow(clippy::cast_possible_truncation, reason = "facts are kept in half the memory")]
pub(crate) fn short(number: f64) -> f32 {
    number.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32
}

/// The share, or `otherwise` of nothing.
pub(crate) fn share(part: f64, whole: f64, otherwise: f64) -> f64 {
    if whole > 0.0 { part / whole } else { otherwise }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_and_probabilities_are_each_others_inverse_and_finite() {
        for odds in [-15.0, -3.0, 0.0, 0.5, 15.0] {
            assert!((logit(sigmoid(odds)) - odds).abs() < 1e-6, "{odds}");
        }
        for probability in [0.0, 1.0] {
            assert!(logit(probability).is_finite());
        }
        assert!((sigmoid(-1e9)).abs() < 1e-300 && (sigmoid(1e9) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn functions_give_the_same_bits_everywhere() {
        assert_eq!(sigmoid(0.3).to_bits(), 0x3FE2_61D5_45E4_6A8B);
        assert_eq!(slow(12_345.0).to_bits(), 0x4022_D798_C4A0_E37E);
    }
}
