//! Money: whole minor units of a currency, never a floating-point number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A currency by its ISO 4217 code, such as `CNY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is no currency code of three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCurrency;

impl Currency {
    /// The Chinese yuan.
    pub const CNY: Self = Self(*b"CNY");
    /// The US dollar.
    pub const USD: Self = Self(*b"USD");

    /// The code, three capital letters.
    pub fn code(&self) -> &str {
        // Only capital ASCII letters get in, see `from_str`.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many digits the minor unit has (source: ISO 4217 list one).
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// How many minor units make one unit.
    pub fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.minor_digits())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = BadCurrency;

    fn from_str(text: &str) -> Result<Self, BadCurrency> {
        let bytes: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| BadCurrency)?;
        let code = bytes.map(|byte| byte.to_ascii_uppercase());
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code)).ok_or(BadCurrency)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::written::read(deserializer, "a currency", |code| code.parse().ok())
    }
}

/// An amount of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units (fen, cents).
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// The largest value a deal may have, in minor units: 9 × 10^15, which a browser's number still holds exactly.
pub const MAX_MINOR: i64 = 9_000_000_000_000_000;

/// Why a text is no value of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// The text is no number.
    NotANumber,
    /// A deal's value can't be below zero.
    Negative,
    /// More than [`MAX_MINOR`].
    TooLarge,
    /// More digits behind the point than the currency has.
    TooManyDigits,
}

/// Reads an amount as a person types it: `1234.5`, `1,234.50`, `１２３４`, `¥1,234`, `12.5万元`, `5w`, `3k`, `2m`.
///
/// A comma groups thousands and a point splits off the minor unit; a lone comma in front of one or two
/// digits at the end is read as the point (`1234,5`). Blank text is no amount: the caller
/// decides what an empty field means.
///
/// # Errors
/// [`AmountError`] says which rule the text breaks.
pub fn parse_amount(text: &str, currency: Currency) -> Result<i64, AmountError> {
    let mut plain = String::with_capacity(text.len());
    let mut factor: i128 = 1;
    let mut negative = false;
    for char in text.trim().chars() {
        let char = narrow(char);
        match char {
            '¥' | '$' | '€' | '£' | '₩' | '₹' | '元' | ' ' | '\u{a0}' | '\u{202f}' | '\'' => {}
            _ if factor != 1 => return Err(AmountError::NotANumber),
            '0'..='9' | '.' | ',' => plain.push(char),
            '-' | '−' if plain.is_empty() && !negative => negative = true,
            '+' if plain.is_empty() => {}
            '千' | 'k' | 'K' if !plain.is_empty() => factor = 1_000,
            '万' | '萬' | 'w' | 'W' if !plain.is_empty() => factor = 10_000,
            'm' | 'M' if !plain.is_empty() => factor = 1_000_000,
            '亿' | '億' if !plain.is_empty() => factor = 100_000_000,
            _ => return Err(AmountError::NotANumber),
        }
    }
    let (whole, fraction) = split_decimal(&plain)?;
    if whole.is_empty() && fraction.is_empty() {
        return Err(AmountError::NotANumber);
    }
    if whole.len() + fraction.len() > 30 {
        return Err(AmountError::TooLarge);
    }
    let digits: i128 = format!("{whole}{fraction}").parse().map_err(|_| AmountError::NotANumber)?;
    let minor_per_unit = i128::from(currency.minor_per_unit());
    let scaled = digits
        .checked_mul(factor)
        .and_then(|scaled| scaled.checked_mul(minor_per_unit))
        .ok_or(AmountError::TooLarge)?;
    let divisor = 10_i128.pow(u32::try_from(fraction.len()).unwrap_or(0));
    if negative && digits != 0 {
        return Err(AmountError::Negative);
    }
    if scaled % divisor != 0 {
        return Err(AmountError::TooManyDigits);
    }
    let minor = scaled / divisor;
    if minor > i128::from(MAX_MINOR) {
        return Err(AmountError::TooLarge);
    }
    i64::try_from(minor).map_err(|_| AmountError::TooLarge)
}

/// Full-width digits and signs, as Chinese input methods write them, in their plain form.
fn narrow(char: char) -> char {
    match char {
        '０'..='９' | '．' | '，' | '－' | '＋' | '￥' | '＄' => match char {
            '￥' => '¥',
            _ => char::from_u32(char as u32 - 0xFEE0).unwrap_or(char),
        },
        '。' => '.',
        other => other,
    }
}

/// The digits in front of and behind the decimal point, grouping marks left out.
fn split_decimal(plain: &str) -> Result<(String, String), AmountError> {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    if let Some((whole, fraction)) = plain.rsplit_once('.') {
        if whole.contains('.') || fraction.contains(',') {
            return Err(AmountError::NotANumber);
        }
        return Ok((digits(whole), fraction.to_owned()));
    }
    match plain.rsplit_once(',') {
        Some((whole, tail)) if !whole.contains(',') && (1..=2).contains(&tail.len()) => {
            Ok((digits(whole), tail.to_owned()))
        }
        _ => Ok((digits(plain), String::new())),
    }
}

/// How many digits a rate keeps behind the point.
const RATE_DIGITS: usize = 6;

/// Reads an exchange rate as a person types it, in millionths: `7.12`, `0.046`, `１６，１３５．５`.
///
/// A point splits off the fraction; a lone comma does too, unless three digits follow it: whether `7,125` means seven
/// or seven thousand nobody can tell, and a rate that is a thousand times too high would pass unseen.
///
/// # Errors
/// [`AmountError`] says which rule the text breaks.
pub fn parse_rate(text: &str) -> Result<u64, AmountError> {
    let mut plain = String::with_capacity(text.len());
    for char in text.trim().chars().map(narrow) {
        match char {
            '0'..='9' | '.' | ',' => plain.push(char),
            ' ' | '\u{a0}' | '\u{202f}' | '\'' => {}
            '-' | '−' if plain.is_empty() => return Err(AmountError::Negative),
            _ => return Err(AmountError::NotANumber),
        }
    }
    if !plain.contains('.')
        && let Some((whole, tail)) = plain.split_once(',')
        && !tail.contains(',')
    {
        if tail.len() == 3 && !whole.trim_start_matches('0').is_empty() {
            return Err(AmountError::NotANumber);
        }
        plain = [whole, tail].join(".");
    }
    let (whole, fraction) = split_decimal(&plain)?;
    let fraction = fraction.trim_end_matches('0');
    if !plain.contains(|char: char| char.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    if fraction.len() > RATE_DIGITS {
        return Err(AmountError::TooManyDigits);
    }
    format!("{whole}{fraction:0<RATE_DIGITS$}").parse().map_err(|_| AmountError::TooLarge)
}

/// How much of the workspace's currency one unit of another is worth, in millionths.
///
/// A table, not a feed: the team says which rate it reckons with, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Millionths of a unit of the workspace's currency.
    pub millionths: u64,
    /// The day the rate was set for.
    pub on: crate::time::Date,
}

impl Rate {
    /// The rate as a person types it: `7.12`. [`parse_rate`] reads it back.
    pub fn plain(self) -> String {
        let digits = format!("{}.{:06}", self.millionths / 1_000_000, self.millionths % 1_000_000);
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// The highest rate: a thousand million units of the workspace's currency for one of another.
pub const MAX_MILLIONTHS: u64 = 1_000_000_000_000_000;

/// Turns minor units of one currency into minor units of another at `rate`, rounded half away from zero.
///
/// What would not even fit 128 bits, which no sum of deals reaches, ends at the largest number instead of wrapping.
pub fn convert(minor: i128, from: Currency, to: Currency, rate: Rate) -> i128 {
    let factor = i128::from(rate.millionths) * i128::from(to.minor_per_unit());
    let divisor = 1_000_000 * i128::from(from.minor_per_unit());
    // The whole part and the rest apart, so that the product stays small.
    let (whole, rest) = (minor / divisor, minor % divisor);
    let scaled = rest * factor;
    let rounded = (scaled + divisor / 2 * scaled.signum()) / divisor;
    whole.saturating_mul(factor).saturating_add(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let cases = [
            ("1234", 123_400),
            ("1,234.50", 123_450),
            ("1234,5", 123_450),
            ("1,234", 123_400),
            ("12,345,678", 1_234_567_800),
            ("¥1,234", 123_400),
            ("￥１２３４．５", 123_450),
            ("12.5万", 12_500_000),
            ("12.5万元", 12_500_000),
            ("5w", 5_000_000),
            ("3k €", 300_000),
            ("1.2亿", 12_000_000_000),
            ("3k", 300_000),
            ("0", 0),
            ("-0", 0),
            (".5", 50),
            ("1 234", 123_400),
            ("90000000000000", MAX_MINOR),
        ];
        for (text, minor) in cases {
            assert_eq!(parse_amount(text, Currency::CNY), Ok(minor), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        let cases = [
            ("", AmountError::NotANumber),
            ("abc", AmountError::NotANumber),
            ("12abc", AmountError::NotANumber),
            ("1.2.3", AmountError::NotANumber),
            ("NaN", AmountError::NotANumber),
            ("1e400", AmountError::NotANumber),
            ("万", AmountError::NotANumber),
            ("3kk", AmountError::NotANumber),
            ("3k5", AmountError::NotANumber),
            ("-5", AmountError::Negative),
            ("90000000000000.01", AmountError::TooLarge),
            ("99999999999999999999999999999999999999999", AmountError::TooLarge),
            ("9999999999999999999999亿", AmountError::TooLarge),
            ("1.005", AmountError::TooManyDigits),
        ];
        for (text, error) in cases {
            assert_eq!(parse_amount(text, Currency::CNY), Err(error), "{text}");
        }
    }

    #[test]
    fn yen_have_no_minor_unit() {
        let yen: Currency = "jpy".parse().expect("a code");
        assert_eq!(parse_amount("1,500", yen), Ok(1_500));
        assert_eq!(parse_amount("1.5", yen), Err(AmountError::TooManyDigits));
    }

    #[test]
    fn rates_are_read_as_people_type_them() {
        let cases = [
            ("7.12", 7_120_000),
            (" 7.123456 ", 7_123_456),
            ("7.1200000", 7_120_000),
            ("7,12", 7_120_000),
            ("7,1234", 7_123_400),
            ("0,123", 123_000),
            (",5", 500_000),
            (".5", 500_000),
            ("7.", 7_000_000),
            ("0.000041", 41),
            ("25400", 25_400_000_000),
            ("25,400.5", 25_400_500_000),
            ("1,254,000", 1_254_000_000_000),
            ("１６，１３５．５", 16_135_500_000),
            ("16 135", 16_135_000_000),
            ("0", 0),
        ];
        for (text, millionths) in cases {
            assert_eq!(parse_rate(text), Ok(millionths), "{text}");
            let rate = Rate { millionths, on: Date::MIN };
            assert_eq!(parse_rate(&rate.plain()), Ok(millionths), "{text} and back");
        }
        assert_eq!(Rate { millionths: 7_120_000, on: Date::MIN }.plain(), "7.12");
        assert_eq!(Rate { millionths: 10_000_000, on: Date::MIN }.plain(), "10");
        assert_eq!(Rate { millionths: 41, on: Date::MIN }.plain(), "0.000041");
    }

    #[test]
    fn what_is_no_rate_says_why() {
        let cases = [
            ("", AmountError::NotANumber),
            (".", AmountError::NotANumber),
            (",", AmountError::NotANumber),
            ("abc", AmountError::NotANumber),
            ("7.1.2", AmountError::NotANumber),
            ("7.1,2", AmountError::NotANumber),
            ("1e3", AmountError::NotANumber),
            ("¥7", AmountError::NotANumber),
            ("7,125", AmountError::NotANumber),
            ("-7", AmountError::Negative),
            ("0.0000001", AmountError::TooManyDigits),
            ("99999999999999999999999", AmountError::TooLarge),
        ];
        for (text, error) in cases {
            assert_eq!(parse_rate(text), Err(error), "{text}");
        }
    }

    #[test]
    fn conversion_rounds_to_the_nearest_minor_unit() {
        let rate = Rate { millionths: 7_123_456, on: Date::MIN };
        assert_eq!(convert(100, Currency::USD, Currency::CNY, rate), 712);
        assert_eq!(convert(-100, Currency::USD, Currency::CNY, rate), -712);
        let yen: Currency = "JPY".parse().expect("a code");
        let rate = Rate { millionths: 50_000, on: Date::MIN };
        assert_eq!(convert(1_000, yen, Currency::CNY, rate), 5_000);
    }

    #[test]
    fn the_largest_sums_convert_exactly() {
        // A hundred thousand deals of the largest value, weighted by percent, at the highest rate.
        let sum = i128::from(MAX_MINOR) * 100_000 * 100 + 1;
        let rate = Rate { millionths: MAX_MILLIONTHS, on: Date::MIN };
        assert_eq!(convert(sum, Currency::USD, Currency::CNY, rate), sum * 1_000_000_000);
        let rate = Rate { millionths: u64::MAX, on: Date::MIN };
        assert_eq!(convert(i128::MAX, Currency::USD, Currency::CNY, rate), i128::MAX, "a limit, not a panic");
    }
}
