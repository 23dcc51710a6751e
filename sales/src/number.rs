//! A number as people type it into a field: finite, and with an order.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// A finite number.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(transparent)]
pub struct Number(f64);

/// It is infinite, or no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFinite;

impl Number {
    /// A number; `None` for what is infinite or none.
    pub fn new(number: f64) -> Option<Self> {
        // There is one zero.
        number.is_finite().then_some(Self(number + 0.0))
    }

    /// It as it is.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Number {
    type Err = NotFinite;

    fn from_str(text: &str) -> Result<Self, NotFinite> {
        text.parse().ok().and_then(Self::new).ok_or(NotFinite)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| serde::de::Error::custom("no finite number"))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn only_finite_numbers_are_numbers_and_there_is_one_zero() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Number::new(odd), None);
        }
        assert_eq!(Number::new(-0.0), Number::new(0.0));
        assert_eq!(Number::new(-0.0).map(|zero| zero.to_string()), Some("0".to_owned()));
        assert!(Number::new(-1.5) < Number::new(0.25));
        for text in ["NaN", "inf", "1e999", "many", ""] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
        assert_eq!("2.50".parse().ok(), Number::new(2.5));
    }
}
