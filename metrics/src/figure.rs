//! What figures are made of: sums of money, rates, and reasons why there is none.

use super::columns::Amount;
use super::interval::Bounds;
use sales::money::Currency;

/// Why a figure is undefined. It is shown as a dash with the reason, never as zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undefined {
    /// There is no deal it could be about.
    NoDeals,
    /// The period lies in the future.
    InTheFuture,
    /// Nothing was won or lost.
    NothingClosed,
    /// Nothing was won.
    NothingWon,
    /// Deals were won, but of each the day it was created or closed is not known, or can't be.
    NoDates,
    /// No deal reached the stage.
    NothingReached,
    /// None of the deals has a value, or all values are zero.
    NoValue,
    /// Values in a currency without a rate can't be added up.
    NoRate(NoRate),
    /// Less than half of the deals are expected to be won, however long one waits: there is no day by which half are.
    NeverHalf,
    /// Everything was won on the day it was created, so that no speed follows.
    NoTime,
    /// Fewer cases than the figure needs.
    TooFew {
        /// How many there are.
        have: usize,
        /// How many it takes.
        need: usize,
    },
}

/// Currencies without a rate, in order, each with how many of the deals are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoRate(pub Vec<Unrated>);

/// A currency without a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unrated {
    /// The currency.
    pub currency: Currency,
    /// How many of the deals are in it.
    pub deals: usize,
}

/// What deals are worth together, in minor units of the workspace's currency; exact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worth {
    minor: i128,
    /// How many of the deals have a value in a currency with a rate.
    pub valued: usize,
    unrated: Vec<Unrated>,
}

impl Worth {
    /// Adds a deal.
    #[inline]
    pub(super) fn add(&mut self, amount: Amount) {
        match amount {
            Amount::Missing => {}
            Amount::Base(minor) => {
                self.minor += i128::from(minor);
                self.valued += 1;
            }
            Amount::Unrated(currency) => self.add_unrated(Unrated { currency, deals: 1 }),
        }
    }

    /// Adds a deal's value that many times.
    #[inline]
    pub(super) fn add_times(&mut self, amount: Amount, times: u8) {
        let Amount::Base(minor) = amount else { return self.add(amount) };
        self.minor += match minor.checked_mul(i64::from(times)) {
            // What a deal can be worth fits; 128 bits are slow in a browser.
            Some(product) => i128::from(product),
            None => i128::from(minor) * i128::from(times),
        };
        self.valued += 1;
    }

    fn add_unrated(&mut self, more: Unrated) {
        match self.unrated.binary_search_by_key(&more.currency, |row| row.currency) {
            Ok(at) => self.unrated[at].deals += more.deals,
            Err(at) => self.unrated.insert(at, more),
        }
    }

    /// Adds as many deals at once.
    pub(super) fn add_many(&mut self, minor: i128, valued: usize, unrated: &[Unrated]) {
        self.minor += minor;
        self.valued += valued;
        for &more in unrated {
            self.add_unrated(more);
        }
    }

    /// Adds what others are worth.
    pub(super) fn merge(&mut self, other: &Self) {
        self.minor += other.minor;
        self.valued += other.valued;
        other.unrated.iter().for_each(|&more| self.add_unrated(more));
    }

    /// The total: Σ value, in minor units. Deals without a value add nothing.
    ///
    /// # Errors
    /// [`NoRate`] where some of the deals are in a currency without a rate.
    pub fn total(&self) -> Result<i128, NoRate> {
        if self.unrated.is_empty() { Ok(self.minor) } else { Err(NoRate(self.unrated.clone())) }
    }

    /// The mean over the deals that have a value, in minor units, rounded half away from zero.
    ///
    /// # Errors
    /// Says why there is none.
    pub fn mean(&self) -> Result<i128, Undefined> {
        let total = self.total().map_err(Undefined::NoRate)?;
        if self.valued == 0 {
            return Err(Undefined::NoValue);
        }
        Ok(divided(total, whole(self.valued)))
    }
}

/// Rounded half away from zero; the divisor is above zero.
pub(crate) fn divided(number: i128, by: i128) -> i128 {
    (number + by / 2 * number.signum()) / by
}

impl FromIterator<Amount> for Worth {
    fn from_iter<I: IntoIterator<Item = Amount>>(amounts: I) -> Self {
        let mut worth = Self::default();
        amounts.into_iter().for_each(|amount| worth.add(amount));
        worth
    }
}

/// A part of a whole, as a count of deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// How many did.
    pub hits: usize,
    /// Out of how many.
    pub of: usize,
}

/// From this many deals on, a rate is shown without an interval.
pub const SURE: usize = 100;

/// The standard normal quantile of 97.5 %: intervals are 95 % ones.
pub(super) const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// The share, 0 to 1; `None` out of nothing.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| float(self.hits) / float(self.of))
    }

    /// Wilson's 95 % interval of the share; `None` out of nothing. Screens show it below [`SURE`] deals.
    pub fn interval(self) -> Option<(f64, f64)> {
        self.interval_within(Z)
    }

    /// The same where the rate is of so few deals that it says how sure it is, fewer than [`SURE`].
    pub fn interval_if_few(self) -> Option<(f64, f64)> {
        self.interval().filter(|_| self.of < SURE)
    }

    /// Wilson's interval that reaches as many standard errors.
    fn interval_within(self, z: f64) -> Option<(f64, f64)> {
        let (share, n) = (self.share()?, float(self.of));
        let centre = share + z * z / (2.0 * n);
        let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        // At the ends the bound is the end itself; rounding must not leave it a hair off.
        let low = if self.hits == 0 { 0.0 } else { (centre - spread) / scale };
        let high = if self.hits == self.of { 1.0 } else { (centre + spread) / scale };
        Some((low, high))
    }
}

/// A difference, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first minus the second.
    pub by: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Difference {
    /// Whether it is more than chance: zero is not in the interval.
    pub fn is_real(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// The difference of two rates, with Newcombe's hybrid score interval; `None` where one is out of nothing.
    pub fn of_rates(one: Rate, other: Rate) -> Option<Self> {
        Self::of_rates_within(one, other, Z)
    }

    /// The same with an interval that reaches as many standard errors.
    pub(super) fn of_rates_within(one: Rate, other: Rate, z: f64) -> Option<Self> {
        let bounds = |rate: Rate| {
            let (low, high) = rate.interval_within(z)?;
            Some(Bounds { at: rate.share()?, low, high })
        };
        Some(bounds(one)?.minus(bounds(other)?))
    }

    /// The difference of two means, with Welch's interval; `None` where one has fewer than two cases.
    pub fn of_means(one: Moments, other: Moments) -> Option<Self> {
        let (a, b) = (one.squared_error()?, other.squared_error()?);
        let by = one.mean()? - other.mean()?;
        let error = (a + b).sqrt();
        let freedom = (a + b).powi(2)
            / (a * a / (float(one.count) - 1.0) + b * b / (float(other.count) - 1.0)).max(f64::MIN_POSITIVE);
        let reach = if error > 0.0 { student(freedom) * error } else { 0.0 };
        Some(Self { by, low: by - reach, high: by + reach })
    }
}

/// Count, sum and sum of squares: enough for a mean and how far it is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many there are.
    pub count: usize,
    sum: f64,
    squares: f64,
}

impl Moments {
    pub(super) fn add(&mut self, value: f64) {
        self.add_times(value, 1);
    }

    pub(super) fn add_times(&mut self, value: f64, times: usize) {
        self.count += times;
        self.sum += value * float(times);
        self.squares += value * value * float(times);
    }

    /// The mean; `None` of nothing.
    pub fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / float(self.count))
    }

    fn squared_error(self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.count > 1)?;
        let variance = (self.squares - self.sum * mean) / (float(self.count) - 1.0);
        Some(variance.max(0.0) / float(self.count))
    }
}

/// The standard normal quantile that leaves so much above it, below one half; to 0.0005 (Abramowitz and Stegun 26.2.23).
pub(super) fn normal(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let above = (0.010_328 * t + 0.802_853) * t + 2.515_517;
    let below = ((0.001_308 * t + 0.189_269) * t + 1.432_788) * t + 1.0;
    t - above / below
}

/// Student's 97.5 % quantile, by the Cornish–Fisher series: within 0.3 % from four degrees of freedom on. With fewer, four
/// are taken, and figures of so few deals say that they are few.
pub(super) fn student(freedom: f64) -> f64 {
    let n = freedom.max(4.0);
    let z2 = Z * Z;
    let terms = [
        (z2 + 1.0) / 4.0,
        ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0,
    ];
    let series = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / n);
    Z * (1.0 + series)
}

/// A count as a number to reckon with.
#[allow(clippy::cast_precision_loss, reason = "counts of deals are far below 2^53")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

/// Minor units as a number to reckon with; only ratios and speeds are made of it, never sums.
#[allow(clippy::cast_precision_loss, reason = "ratios are given to fewer digits than f64 has")]
pub(crate) fn minor_float(minor: i128) -> f64 {
    minor as f64
}

/// A count among minor units.
pub(crate) fn whole(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(here: f64, there: f64) {
        assert!((here - there).abs() < 5e-4, "{here} is not {there}");
    }

    /// Newcombe 1998, table II, and the intervals of Wilson that go into it.
    #[test]
    fn intervals_are_those_of_the_books() {
        let (low, high) = Rate { hits: 56, of: 70 }.interval().unwrap();
        close(low, 0.6917);
        close(high, 0.8768);
        let cases = [
            ((56, 70), (48, 80), (0.0524, 0.3339)),
            ((9, 10), (3, 10), (0.1705, 0.8090)),
            ((10, 10), (0, 20), (0.6791, 1.0)),
            ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ];
        for ((a, n), (b, m), (low, high)) in cases {
            let found = Difference::of_rates(Rate { hits: a, of: n }, Rate { hits: b, of: m }).unwrap();
            close(found.low, low);
            close(found.high, high);
        }
        assert_eq!(Rate { hits: 0, of: 5 }.interval().map(|bounds| bounds.0), Some(0.0));
        assert_eq!(Rate { hits: 5, of: 5 }.interval().map(|bounds| bounds.1), Some(1.0));
        assert_eq!(Rate::default().interval(), None);
        let few = Rate { hits: 50, of: 99 };
        assert_eq!(few.interval_if_few(), few.interval());
        assert_eq!(Rate { hits: 50, of: SURE }.interval_if_few(), None);
    }

    #[test]
    fn normal_quantiles_are_those_of_the_tables() {
        for (tail, quantile) in [(0.025, Z), (0.005, 2.5758), (0.0005, 3.2905), (0.2, 0.8416)] {
            close(normal(tail), quantile);
        }
    }

    #[test]
    fn quantiles_of_student_are_those_of_the_tables() {
        for (freedom, quantile) in [(4.0, 2.776), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (1e9, 1.960)] {
            assert!((student(freedom) / quantile - 1.0).abs() < 0.003, "{freedom}: {}", student(freedom));
        }
    }

    #[test]
    fn means_differ_by_more_than_chance_or_not() {
        let moments = |values: &[f64]| {
            let mut moments = Moments::default();
            for &value in values {
                moments.add(value);
            }
            moments
        };
        let short = moments(&[10.0, 12.0, 11.0, 13.0, 9.0]);
        let long = moments(&[20.0, 22.0, 25.0, 19.0, 24.0]);
        let found = Difference::of_means(long, short).unwrap();
        close(found.by, 11.0);
        // Worked by hand: variances 6.5 and 2.5, error √1.8, 6.68 degrees of freedom, t = 2.387.
        assert!((found.low - 7.797).abs() < 0.02 && found.is_real(), "{found:?}");
        assert_eq!(Difference::of_means(moments(&[1.0]), short), None);
        let same = Difference::of_means(moments(&[5.0; 4]), moments(&[5.0; 4])).unwrap();
        assert_eq!((same.by, same.is_real()), (0.0, false));
    }

    #[test]
    fn a_currency_without_a_rate_refuses_to_be_added_up() {
        let mut worth = Worth::default();
        worth.add(Amount::Base(100));
        worth.add(Amount::Missing);
        assert_eq!((worth.total(), worth.valued), (Ok(100), 1));
        let yen: Currency = "JPY".parse().unwrap();
        worth.add(Amount::Unrated(yen));
        worth.add(Amount::Unrated(Currency::CNY));
        worth.add(Amount::Unrated(yen));
        let missing =
            vec![Unrated { currency: Currency::CNY, deals: 1 }, Unrated { currency: yen, deals: 2 }];
        assert_eq!(worth.total(), Err(NoRate(missing)));
    }
}
