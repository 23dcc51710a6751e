//! Numbers: amounts, prices, chances.
//!
//! A cell is taken apart from both ends ([`parts`]): brackets and signs that make it negative, a currency before or
//! behind, a unit such as `万` or `k`, a percent sign, an exponent. What stays is digits with marks between them, and
//! what those mean, the column decides ([`style`]). The result is a decimal with a fixed number of places, from which
//! money, percents and plain numbers follow ([`convert`]).

mod convert;
mod parts;
mod style;

use serde::{Deserialize, Serialize};

pub use convert::{Converted, PercentStyle, guess_percent};
pub use style::{NumberStyle, guess_style};

use super::currency::Mark;

/// How many decimal places a [`Number`] keeps: enough for millionths of any minor unit.
const PLACES: u32 = 18;
/// How many digits in front of the point: enough for the largest value of a deal in millionths.
const MAX_WHOLE_DIGITS: i64 = 20;
/// The longest text that can be a number.
const MAX_BYTES: usize = 1_000;

/// An exact number, with what stood beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// In parts of 10^-[`PLACES`].
    parts: i128,
    /// Whether digits that are no zeros had to be cut off behind the last place.
    is_cut: bool,
    /// Whether it had a percent sign.
    pub has_percent: bool,
    /// The currency that stood beside it.
    pub mark: Option<Mark>,
}

/// Why a text is no number, or not one of the kind that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// It does not look like one; so do `NaN`, `#N/A` and infinity.
    NotANumber,
    /// More than any value of a deal may be.
    TooLarge,
    /// It is a number, but commas and points do not stand in it as in its column.
    OtherStyle,
    /// A chance is 0 to 100 percent.
    NotAPercent,
}

/// Reads a number as people and programs write it: `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`, `12,34,567`,
/// `¥1,234`, `1,234 元`, `12.5万`, `3k`, `(1,234)`, `1234-`, `75 %`, `1e5`. `style` says what commas and points mean.
///
/// A negative number is a number: whether it may be one is the caller's to say.
///
/// # Errors
/// [`NumberError`] says what is wrong with it.
pub fn number(text: &str, style: NumberStyle) -> Result<Number, NumberError> {
    let plain = super::text::plain(text);
    let taken = parts::take_apart(&plain).ok_or(NumberError::NotANumber)?;
    let digits = style::digits(taken.body, style).ok_or_else(|| {
        let fits_other = style::digits(taken.body, style.other()).is_some();
        if fits_other { NumberError::OtherStyle } else { NumberError::NotANumber }
    })?;
    let (parts, is_cut) = fixed(&digits.digits, digits.point.saturating_add(taken.power))?;
    let parts = if taken.is_negative { -parts } else { parts };
    Ok(Number { parts, is_cut, has_percent: taken.has_percent, mark: taken.mark })
}

/// Digits with the point behind the one at `point`, as parts of 10^-[`PLACES`]; and whether any were cut off.
fn fixed(digits: &[u8], point: i64) -> Result<(i128, bool), NumberError> {
    let leading = digits.iter().take_while(|&&digit| digit == 0).count();
    let digits = &digits[leading..];
    if digits.is_empty() {
        return Ok((0, false));
    }
    let whole = point.saturating_sub(i64::try_from(leading).unwrap_or(i64::MAX));
    if whole > MAX_WHOLE_DIGITS {
        return Err(NumberError::TooLarge);
    }
    let wanted = usize::try_from(whole.saturating_add(i64::from(PLACES))).unwrap_or(0);
    let value = digits.iter().take(wanted).fold(0_i128, |value, &digit| value * 10 + i128::from(digit));
    let is_cut = digits.iter().skip(wanted).any(|&digit| digit != 0);
    Ok(((digits.len()..wanted).fold(value, |value, _| value * 10), is_cut))
}

impl Number {
    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.parts < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.parts == 0 && !self.is_cut
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { parts: self.parts.abs(), ..self }
    }

    /// The number with a point and no other marks: `-1234.5`.
    pub fn plain(self) -> String {
        let one = 10_u128.pow(PLACES);
        let magnitude = self.parts.unsigned_abs();
        let digits = format!("{}.{:018}", magnitude / one, magnitude % one);
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        let sign = if self.parts < 0 { "-" } else { "" };
        format!("{sign}{digits}")
    }

    /// The number as a custom field keeps it.
    pub fn as_float(self) -> f64 {
        // Decimal digits are the one way to the nearest float that goes through no other.
        self.plain().parse().unwrap_or(0.0)
    }
}
