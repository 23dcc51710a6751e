//! How figures are written, and why there is none.
//!
//! Numbers come through [`Writing`], so that what is made of them can be tested without a browser.

use charts::Figure;
use metrics::{Month, NoRate, Rate, Undefined, Worth};
use sales::money::Currency;
use sales::time::Date;

use crate::platform::intl::{self, Length};
use crate::text::{fill, t};

/// How numbers and days are written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) count: fn(usize) -> String,
    /// Minor units, as short as tells the size.
    pub(super) amount: fn(i128, Currency) -> String,
    /// A share, 0 to 1.
    pub(super) share: fn(f64) -> String,
    /// A number with at most one digit behind the point.
    pub(super) decimal: fn(f64) -> String,
    /// A number with all its digits.
    pub(super) number: fn(f64) -> String,
    pub(super) day: fn(Date) -> String,
    pub(super) month: fn(Month) -> String,
}

impl Writing {
    /// As the browser writes them in the language in use.
    pub(super) const INTL: Self = Self {
        count: intl::count,
        amount: |minor, currency| intl::amount(minor, currency, Length::Compact),
        share: |share| intl::percent(share * 100.0),
        decimal: intl::decimal,
        number: intl::number,
        day: intl::day,
        month: |month| intl::month(month.year, month.month),
    };

    /// As tests write them.
    #[cfg(test)]
    pub(super) const PLAIN: Self = Self {
        count: |count| count.to_string(),
        amount: |minor, currency| format!("{currency} {}", minor / i128::from(currency.minor_per_unit())),
        share: |share| format!("{:.1}%", share * 100.0),
        decimal: |number| format!("{number:.1}"),
        number: |number| number.to_string(),
        day: |day| day.to_string(),
        month: |month| format!("{}-{:02}", month.year, month.month),
    };

    /// Days: `12.5 days`.
    pub(super) fn days(self, days: f64) -> String {
        fill(t().insights().days, &[("n", &(self.decimal)(days))])
    }

    /// A rate; with its interval where it stands on few deals: `38 % (20–58 %)`.
    pub(super) fn rate(self, rate: Rate) -> Option<String> {
        let share = (self.share)(rate.share()?);
        Some(match self.interval(rate) {
            Some(interval) => format!("{share} ({interval})"),
            None => share,
        })
    }

    /// The same in a sentence; blank out of nothing.
    pub(super) fn rate_or_blank(self, rate: Rate) -> String {
        self.rate(rate).unwrap_or_default()
    }

    /// The interval of a rate that stands on few deals: `20–58 %`.
    pub(super) fn interval(self, rate: Rate) -> Option<String> {
        let (low, high) = rate.interval_if_few()?;
        let (low, high) = ((self.share)(low), (self.share)(high));
        // One sign for both, where it stands behind.
        let low = low.strip_suffix('%').map_or(low.as_str(), str::trim_end).to_owned();
        Some(format!("{low}–{high}"))
    }

    /// A count for a chart.
    pub(super) fn count_figure(self, count: usize) -> Figure {
        Figure::count(u32::try_from(count).unwrap_or(u32::MAX), (self.count)(count))
    }

    /// A rate for a chart; `None` out of nothing.
    pub(super) fn rate_figure(self, rate: Rate) -> Option<Figure> {
        Figure::new(rate.share()?, self.rate(rate)?)
    }

    /// What deals are worth, for a chart; `None` where it does not add up.
    pub(super) fn worth_figure(self, worth: &Worth, currency: Currency) -> Option<Figure> {
        worth.total().ok().and_then(|minor| self.amount_figure(minor, currency))
    }

    /// An amount for a chart, in whole units of the currency.
    pub(super) fn amount_figure(self, minor: i128, currency: Currency) -> Option<Figure> {
        Figure::new(units(minor, currency), (self.amount)(minor, currency))
    }

    /// Days for a chart.
    pub(super) fn days_figure(self, days: f64) -> Option<Figure> {
        Figure::new(days, self.days(days))
    }

    /// How a number on an axis of money is written.
    pub(super) fn axis_amount(self, units: f64, currency: Currency) -> String {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "ticks of an axis are round numbers"
        )]
        let minor = (units * currency.minor_per_unit() as f64).round() as i128;
        (self.amount)(minor, currency)
    }
}

/// An amount in whole units of its currency, for a chart.
#[allow(clippy::cast_precision_loss, reason = "a chart shows fewer digits than f64 has")]
pub(super) fn units(minor: i128, currency: Currency) -> f64 {
    minor as f64 / currency.minor_per_unit() as f64
}

/// Why there is no figure.
pub(super) fn reason(undefined: &Undefined, writing: Writing) -> String {
    let texts = t().insights();
    match undefined {
        Undefined::NoDeals => texts.no_deals.to_owned(),
        Undefined::InTheFuture => texts.in_the_future.to_owned(),
        Undefined::NothingClosed => texts.nothing_closed.to_owned(),
        Undefined::NothingWon => texts.nothing_won.to_owned(),
        Undefined::NoDates => texts.no_dates.to_owned(),
        Undefined::NothingReached => texts.nothing_reached.to_owned(),
        Undefined::NoValue => texts.no_value.to_owned(),
        Undefined::NoRate(missing) => no_rate(missing),
        Undefined::NeverHalf => texts.never_half.to_owned(),
        Undefined::NoTime => texts.no_time.to_owned(),
        Undefined::TooFew { have, need } => {
            fill(texts.too_few, &[("have", &(writing.count)(*have)), ("need", &(writing.count)(*need))])
        }
    }
}

/// Which rates are missing.
pub(super) fn no_rate(missing: &NoRate) -> String {
    let codes: Vec<&str> = missing.0.iter().map(|row| row.currency.code()).collect();
    fill(t().common().no_rate, &[("currencies", &codes.join(t().common().between))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_few_deals_comes_with_its_interval() {
        let writing = Writing::PLAIN;
        let text = |hits, of| writing.rate(Rate { hits, of });
        assert_eq!(text(9, 10).as_deref(), Some("90.0% (59.6–98.2%)"));
        assert_eq!(text(50, 100).as_deref(), Some("50.0%"));
        assert_eq!(text(0, 0), None);
    }

    #[test]
    fn every_reason_has_words_of_its_own() {
        let currency: Currency = "JPY".parse().expect("a currency");
        let unrated = metrics::Unrated { currency, deals: 3 };
        let all = [
            Undefined::NoDeals,
            Undefined::InTheFuture,
            Undefined::NothingClosed,
            Undefined::NothingWon,
            Undefined::NoDates,
            Undefined::NothingReached,
            Undefined::NoValue,
            Undefined::NoRate(NoRate(vec![unrated])),
            Undefined::NeverHalf,
            Undefined::NoTime,
            Undefined::TooFew { have: 3, need: 10 },
        ];
        let words: std::collections::BTreeSet<String> =
            all.iter().map(|why| reason(why, Writing::PLAIN)).collect();
        assert_eq!(words.len(), all.len());
        assert!(words.iter().any(|text| text.contains("JPY")));
        assert!(words.iter().any(|text| text.contains("10")));
    }
}
