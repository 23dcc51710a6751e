//! The manual order of cards in a column, of stages in a pipeline, of entries in a list.
//!
//! A rank is a point on a long line; a card dropped between two others takes the point in
//! the middle. A write is a single field of a single record, so that two people who sort
//! the same column at once still agree after merging. New cards are put a whole step apart, which leaves
//! room for at least 64 drops into the very same gap before neighbours need spreading.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in a manual order; smaller comes first.
///
/// Packed to the alignment of a `u64`: next to it stands mostly something small, and 16-byte alignment would pad each
/// entry of a column from 24 to 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(Rust, packed(8))]
pub struct Rank(pub u128);

const STEP: u128 = 1 << 64;

impl Rank {
    /// The place of the first record of an empty list.
    pub const MIDDLE: Self = Self(1 << 127);

    /// The place of number `index` of a list that is made in one go.
    pub fn nth(index: usize) -> Self {
        Self(Self::MIDDLE.0 + STEP * index as u128)
    }

    /// A place strictly between two neighbours, where `None` stands for the end of the list.
    ///
    /// Answers `None` where no place is left; [`spread`] then makes room.
    pub fn between(before: Option<Self>, after: Option<Self>) -> Option<Self> {
        match (before, after) {
            (None, None) => Some(Self::MIDDLE),
            (Some(before), None) => middle(before.0, before.0.saturating_add(2 * STEP)),
            (None, Some(after)) => middle(after.0.saturating_sub(2 * STEP), after.0),
            (Some(before), Some(after)) => middle(before.0, after.0),
        }
    }
}

fn middle(low: u128, high: u128) -> Option<Rank> {
    let gap = high.checked_sub(low)?;
    (gap >= 2).then(|| Rank(low + gap / 2))
}

/// `count` places in order strictly between two neighbours, evenly spread; `None` where they don't fit.
pub fn spread(before: Option<Rank>, after: Option<Rank>, count: usize) -> Option<Vec<Rank>> {
    evenly(before, after, count, 1)
}

/// The same with room between any two for at least 32 drops into the same gap.
pub fn spread_wide(before: Option<Rank>, after: Option<Rank>, count: usize) -> Option<Vec<Rank>> {
    evenly(before, after, count, 1 << 32)
}

fn evenly(before: Option<Rank>, after: Option<Rank>, count: usize, least: u128) -> Option<Vec<Rank>> {
    let count = count as u128;
    let room = STEP.checked_mul(count + 1)?;
    let (low, high) = match (before, after) {
        (None, None) => (Rank::MIDDLE.0, Rank::MIDDLE.0.checked_add(room)?),
        (Some(before), None) => (before.0, before.0.checked_add(room)?),
        (None, Some(after)) => (after.0.checked_sub(room)?, after.0),
        (Some(before), Some(after)) => (before.0, after.0),
    };
    let step = high.checked_sub(low)? / (count + 1);
    (step >= least).then(|| (1..=count).map(|index| Rank(low + step * index)).collect())
}

// JSON has no integers of this size, so the log writes a rank as hexadecimal digits.
impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{:x}", { self.0 }))
        } else {
            serializer.serialize_u128(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let parse = |digits: &str| u128::from_str_radix(digits, 16).ok().map(Self);
            crate::written::read(deserializer, "a rank", parse)
        } else {
            u128::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_can_be_dropped_into_the_same_gap_sixty_times() {
        let (first, mut second) = (Rank::nth(0), Rank::nth(1));
        for _ in 0..60 {
            second = Rank::between(Some(first), Some(second)).expect("room is left");
        }
        assert!(first < second);
    }

    #[test]
    fn a_full_gap_says_so() {
        assert_eq!(Rank::between(Some(Rank(7)), Some(Rank(8))), None);
        assert_eq!(Rank::between(Some(Rank(8)), Some(Rank(7))), None, "neighbours in the wrong order");
        assert_eq!(spread(Some(Rank(7)), Some(Rank(9)), 2), None);
    }

    #[test]
    fn the_ends_of_the_line_are_no_trap() {
        assert_eq!(Rank::between(Some(Rank(u128::MAX)), None), None);
        assert_eq!(Rank::between(None, Some(Rank(0))), None);
        assert_eq!(spread(Some(Rank(u128::MAX)), None, 3), None);
    }

    #[test]
    fn spread_keeps_the_order() {
        assert_eq!(spread_wide(Some(Rank(10)), Some(Rank(1000)), 5), None, "room, but not for more");
        let ranks = spread(Some(Rank(10)), Some(Rank(1000)), 5).expect("room is left");
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(Rank(10) < ranks[0] && ranks[4] < Rank(1000));
    }
}
