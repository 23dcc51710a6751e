//! When and where an entry was made, as a total order over all devices.
//!
//! A hybrid logical clock (Kulkarni et al., *Logical Physical Clocks*, 2014): it follows the wall
//! clock, and where that stands still or is set back it counts on, so that an entry made after another one was
//! seen always comes after it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Timestamp;
use crate::written;

/// The last millisecond of the year 9999. A later reading is none: the clock only goes forward, and one entry at
/// the end of all numbers would leave no stamp for any entry after it.
const LAST_WALL: u64 = 253_402_300_799_999;

/// A reading of the hybrid logical clock: 48 bits of milliseconds since 1970 and a counter of 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(u64);

impl Hlc {
    /// The first reading at or after `now` that comes after `self`.
    ///
    /// ```
    /// use sales::{log::Hlc, time::Timestamp};
    /// let first = Hlc::default().tick(Timestamp(1_000));
    /// assert!(first < first.tick(Timestamp(500)), "even when the wall clock is set back");
    /// ```
    #[must_use]
    pub fn tick(self, now: Timestamp) -> Self {
        let wall = u64::try_from(now.0).unwrap_or(0).min(LAST_WALL) << 16;
        Self(wall.max(self.0.saturating_add(1)))
    }

    /// The wall-clock part.
    pub fn wall(self) -> Timestamp {
        Timestamp(i64::try_from(self.0 >> 16).unwrap_or(i64::MAX))
    }
}

/// A copy of the workspace: a browser profile on a machine. A random number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Device(pub u64);

/// Names an entry, and puts it in order: by clock, then by device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp {
    /// When.
    pub clock: Hlc,
    /// Where.
    pub device: Device,
}

/// A text that is no stamp, or no device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadStamp;

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digits of fixed length, so that the order of the texts is the order of the stamps.
        write!(f, "{:016x}-{}", self.clock.0, self.device)
    }
}

impl FromStr for Stamp {
    type Err = BadStamp;

    fn from_str(text: &str) -> Result<Self, BadStamp> {
        let (clock, device) = text.split_once('-').ok_or(BadStamp)?;
        let (clock, device) = (Hlc(digits(clock)?), device.parse()?);
        if clock.0 >> 16 > LAST_WALL { Err(BadStamp) } else { Ok(Self { clock, device }) }
    }
}

/// Sixteen hexadecimal digits as [`Stamp`] writes them, so that no stamp has two names.
fn digits(text: &str) -> Result<u64, BadStamp> {
    let plain = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if plain { u64::from_str_radix(text, 16).map_err(|_| BadStamp) } else { Err(BadStamp) }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Device {
    type Err = BadStamp;

    fn from_str(text: &str) -> Result<Self, BadStamp> {
        digits(text).map(Self)
    }
}

macro_rules! written_as_text {
    ($($type:ty)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                written::read(deserializer, "a stamp", |text| text.parse().ok())
            }
        }
    )*};
}

// Many readers of JSON hold no number of 64 bits.
written_as_text! { Stamp Device }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_goes_back() {
        let walls = [1_000, 1_000, 999, 5_000, 4_000, i64::MIN, i64::MAX, i64::MAX];
        let mut last = Hlc::default();
        for wall in walls {
            let next = last.tick(Timestamp(wall));
            assert!(last < next, "{last:?} then {wall}");
            last = next;
        }
    }

    #[test]
    fn texts_sort_like_stamps() {
        let stamp = |clock, device| Stamp { clock: Hlc(clock), device: Device(device) };
        let stamps =
            [stamp(0, 9), stamp(1, 0), stamp(255, 3), stamp(256, 2), stamp(LAST_WALL << 16, u64::MAX)];
        assert!(stamps.windows(2).all(|pair| pair[0].to_string() < pair[1].to_string()));
        for stamp in stamps {
            assert_eq!(stamp.to_string().parse(), Ok(stamp));
        }
        let bad = [
            "",
            "-",
            "1-2",
            "zz",
            "00000000000000000-0000000000000000",
            "+000000000000000-0000000000000000",
            "000000000000000A-0000000000000000",
            "ffffffffffffffff-0000000000000000",
        ];
        for text in bad {
            assert_eq!(text.parse::<Stamp>(), Err(BadStamp), "{text}");
        }
    }
}
