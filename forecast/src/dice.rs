//! Chance from a seed: the same numbers for the same seed, everywhere.

use sales::ids::Uuid;

/// A row of random numbers (`SplitMix64`, by Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The row of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// From 0 up to, and without, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        unit(self.next())
    }

    /// So many numbers from 0 up to, and without, a number below 2^32; two share 64 bits.
    #[allow(clippy::cast_possible_truncation, reason = "less than the number")]
    pub(crate) fn some_below(&mut self, number: u32, count: u32) -> impl Iterator<Item = usize> + '_ {
        let below = move |bits: u64| (((bits & 0xFFFF_FFFF) * u64::from(number)) >> 32) as usize;
        let mut left = None;
        (0..count).map(move |_| {
            if let Some(bits) = left.take() {
                return below(bits);
            }
            let bits = self.next();
            left = Some(bits >> 32);
            below(bits)
        })
    }

    /// From the normal distribution (Box and Muller, 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.unit())
    }

    /// From the Poisson distribution with a mean: by counting (Knuth) where that is small, by the normal distribution where it is large.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; what is too much is the most"
    )]
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        if mean > 60.0 {
            return (mean + mean.sqrt() * self.normal() + 0.5).max(0.0) as u32;
        }
        let end = libm::exp(-mean.max(0.0));
        let (mut number, mut product) = (0, self.unit());
        while product > end {
            number += 1;
            product *= self.unit();
        }
        number
    }
}

/// A number from 0 up to, and without, 1 that belongs to an id: what is made of it stays when other records come.
pub(crate) fn place_of(id: Uuid, seed: u64) -> f64 {
    let (high, low) = id.as_u64_pair();
    unit(mixed(mixed(high ^ seed).wrapping_add(low)))
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / 9_007_199_254_740_992.0
}
