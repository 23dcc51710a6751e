//! What a number becomes: money, a chance in percent.

use sales::money::{Currency, MAX_MINOR, Money};
use serde::{Deserialize, Serialize};

use super::style::guess_style;
use super::{Number, NumberError, PLACES, number};
use crate::values::guess::Guess;

/// A value made from a number, and whether the number was a little more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted<T> {
    /// What it became.
    pub value: T,
    /// Whether it had to be rounded.
    pub is_rounded: bool,
}

impl Number {
    /// The number of a column whose header says what its numbers are multiples of: `金额（万元）`.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] for more than a number may be.
    pub fn times_ten_to(self, power: u32) -> Result<Self, NumberError> {
        let factor = 10_i128.checked_pow(power).ok_or(NumberError::TooLarge)?;
        let parts = self.parts.checked_mul(factor).ok_or(NumberError::TooLarge)?;
        Ok(Self { parts, ..self })
    }

    /// So much money, in whole minor units; halves are rounded away from zero.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] for more than the largest value of a deal.
    pub fn to_money(self, currency: Currency) -> Result<Converted<Money>, NumberError> {
        self.money(currency, 0)
    }

    /// As [`Number::to_money`], from a number of millionths.
    ///
    /// # Errors
    /// As there.
    pub fn micros_to_money(self, currency: Currency) -> Result<Converted<Money>, NumberError> {
        self.money(currency, 6)
    }

    fn money(self, currency: Currency, power: u32) -> Result<Converted<Money>, NumberError> {
        let Converted { value, is_rounded } = self.rounded(PLACES + power - currency.minor_digits());
        let minor = i64::try_from(value).map_err(|_| NumberError::TooLarge)?;
        if minor.unsigned_abs() > MAX_MINOR.unsigned_abs() {
            return Err(NumberError::TooLarge);
        }
        Ok(Converted { value: Money { minor, currency }, is_rounded })
    }

    /// So many percent, 0 to 100. A percent sign says more than the style of the column.
    ///
    /// # Errors
    /// [`NumberError::NotAPercent`] for less than 0 and more than 100.
    pub fn to_percent(self, style: PercentStyle) -> Result<Converted<u8>, NumberError> {
        let power = if style == PercentStyle::Fraction && !self.has_percent { 2 } else { 0 };
        let Converted { value, is_rounded } = self.rounded(PLACES - power);
        let is_more = value == 100 && self.parts > 100 * 10_i128.pow(PLACES - power);
        let percent =
            u8::try_from(value).ok().filter(|&percent| percent <= 100 && !is_more && !self.is_negative());
        Ok(Converted { value: percent.ok_or(NumberError::NotAPercent)?, is_rounded })
    }

    /// The number without its last `places` places.
    fn rounded(self, places: u32) -> Converted<i128> {
        let divisor = 10_i128.pow(places);
        let (whole, rest) = (self.parts / divisor, self.parts % divisor);
        let is_half = rest.abs() >= divisor / 2;
        let value = whole + if is_half { rest.signum() } else { 0 };
        Converted { value, is_rounded: rest != 0 || self.is_cut }
    }
}

/// How a column writes chances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentStyle {
    /// 75 is three in four.
    Percent,
    /// 0.75 is.
    Fraction,
}

impl PercentStyle {
    /// Both styles.
    pub const ALL: [Self; 2] = [Self::Percent, Self::Fraction];
}

/// Looks at all cells of a column of chances for whether 1 is the whole or a hundredth.
///
/// More than 1 anywhere makes it percents. Nothing but fractions of 1 makes it fractions. Where there are only zeros and
/// ones, those are likelier no chance and certainty, but a person has to say. Cells with a percent sign are clear by
/// themselves and say nothing about the others.
pub fn guess_percent<'a>(cells: impl IntoIterator<Item = &'a str> + Clone) -> Guess<PercentStyle> {
    let style = guess_style(cells.clone()).best();
    let one = 10_i128.pow(PLACES);
    let (mut any_fraction, mut any_one, mut any_more) = (false, false, false);
    for cell in cells {
        let Ok(number) = number(cell, style) else { continue };
        if number.has_percent {
            continue;
        }
        any_fraction |= number.parts % one != 0;
        any_one |= number.parts == one;
        any_more |= number.parts > one;
    }
    match (any_more, any_fraction, any_one) {
        (true, _, _) | (false, false, false) => Guess::Certain(PercentStyle::Percent),
        (false, true, _) => Guess::Certain(PercentStyle::Fraction),
        (false, false, true) => {
            Guess::Ambiguous { likely: PercentStyle::Fraction, others: vec![PercentStyle::Percent] }
        }
    }
}
