//! The day at the beginning of a cell.

use chrono::{DateTime, Datelike, NaiveTime};
use sales::time::Date;

use super::tokens::{Digits, Token, Unit};
use super::{DateError, DateOrder, FIRST_YEAR, LAST_YEAR, Moment, date_from_serial};

/// Years of two digits below this one are of this century.
const PIVOT: i32 = 70;

/// A day, or three numbers that are one once the order is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Day {
    /// The text leaves no choice.
    Fixed(Date),
    /// The order does.
    Open(Triple),
}

impl Day {
    pub(super) fn in_order(self, order: DateOrder) -> Result<Date, DateError> {
        match self {
            Self::Fixed(date) => Ok(date),
            Self::Open(triple) => triple.in_order(order),
        }
    }
}

/// Three numbers of which any may be the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triple {
    parts: [Digits; 3],
    /// What stands between them.
    pub(super) mark: char,
}

impl Triple {
    /// Whether the year has its four digits, and so stands at the end.
    pub(super) fn has_long_year(&self) -> bool {
        self.parts[2].count > 2
    }

    /// The day in this order, whatever the others say.
    pub(super) fn strictly(&self, order: DateOrder) -> Result<Date, DateError> {
        let [a, b, c] = self.parts;
        match order {
            DateOrder::YearMonthDay => civil(a, b, c),
            DateOrder::DayMonthYear => civil(c, b, a),
            DateOrder::MonthDayYear => civil(c, a, b),
        }
    }

    fn in_order(&self, order: DateOrder) -> Result<Date, DateError> {
        self.strictly(order).map_err(|error| {
            let fits_another = DateOrder::ALL.into_iter().any(|other| self.strictly(other).is_ok());
            // What has the year at its end can't be wrong about the year for standing in a column of another order.
            let closest = if order == DateOrder::YearMonthDay && self.has_long_year() {
                self.strictly(DateOrder::DayMonthYear).err().unwrap_or(error)
            } else {
                error
            };
            if fits_another { DateError::OtherOrder } else { closest }
        })
    }
}

/// Whether a day can be one of sales data.
pub(super) fn is_in_range(date: Date) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

/// The day of a year, month and day as they are written.
fn civil(year: Digits, month: Digits, day: Digits) -> Result<Date, DateError> {
    if month.count > 2 || day.count > 2 {
        return Err(DateError::NotADate);
    }
    let (month, day) = (month.small(), day.small());
    if year.value == 0 && month == 0 && day == 0 {
        return Err(DateError::Zero);
    }
    let year = match (year.count, i32::try_from(year.value)) {
        (2, Ok(short)) => short + if short < PIVOT { 2_000 } else { 1_900 },
        (4, Ok(long)) => long,
        // A slip of the finger; longer ones are numbers of something else.
        (5 | 6, _) => return Err(DateError::YearOutOfRange),
        _ => return Err(DateError::NotADate),
    };
    // The same, year first, and the day that some programs reckon from.
    if matches!((year, month, day), (1900, 1, 0) | (1899, 12, 30 | 31)) {
        return Err(DateError::Zero);
    }
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(DateError::YearOutOfRange);
    }
    Date::from_ymd_opt(year, month, day).ok_or(DateError::Impossible)
}

/// Reads the day at the beginning of `tokens`, and returns what comes after it.
pub(super) fn read(tokens: &[Token]) -> Result<(Day, &[Token]), DateError> {
    let fixed = |year, month, day, rest| Ok((Day::Fixed(civil(year, month, day)?), rest));
    match *tokens {
        // 2024年3月5日, with or without the last sign.
        [
            Token::Number(year),
            Token::Unit(Unit::Year),
            Token::Number(month),
            Token::Unit(Unit::Month),
            Token::Number(day),
            ref rest @ ..,
        ] => {
            let rest = if let [Token::Unit(Unit::Day), rest @ ..] = rest { rest } else { rest };
            fixed(year, month, day, rest)
        }
        [Token::Number(_), Token::Unit(Unit::Year), Token::Number(_), ref rest @ ..] => {
            Err(if matches!(rest, [] | [Token::Unit(Unit::Month)]) {
                DateError::NoDay
            } else {
                DateError::NotADate
            })
        }
        [
            Token::Number(a),
            Token::Mark(mark),
            Token::Number(b),
            Token::Mark(again),
            Token::Number(c),
            ref rest @ ..,
        ] if mark == again && matches!(mark, '/' | '-' | '.') => {
            triple([a, b, c], mark).map(|day| (day, rest))
        }
        [Token::Number(a), Token::Space, Token::Number(b), Token::Space, Token::Number(c), ref rest @ ..]
            if a.count == 4 || c.count == 4 =>
        {
            triple([a, b, c], ' ').map(|day| (day, rest))
        }
        // 20240305T143000: what follows is not the number's own business.
        [Token::Number(digits), Token::T | Token::Space | Token::Half(_), ..] if digits.count == 8 => {
            let (year, month, day) = cut_compact(digits.value);
            fixed(year, month, day, &tokens[1..])
        }
        [Token::Number(month), Token::Mark('/' | '-' | '.'), Token::Number(year)]
        | [Token::Number(year), Token::Mark('/' | '-' | '.'), Token::Number(month)]
            if year.count == 4 && month.count <= 2 && (1..=12).contains(&month.value) =>
        {
            Err(DateError::NoDay)
        }
        _ => with_month_name(tokens),
    }
}

/// `5 Mar 2024`, `Mar 5, 2024`, `05-Mar-24`, `2024-Mar-05`.
fn with_month_name(tokens: &[Token]) -> Result<(Day, &[Token]), DateError> {
    let (first, rest) = number(tokens);
    let [Token::Month(month), rest @ ..] = past_mark(rest) else { return Err(DateError::NotADate) };
    let month = Digits { value: u64::from(*month), count: 2 };
    let (second, rest) = number(past_mark(rest));
    match (first, second) {
        (Some(year), Some(day)) if year.count >= 4 => Ok((Day::Fixed(civil(year, month, day)?), rest)),
        (Some(day), Some(year)) => Ok((Day::Fixed(civil(year, month, day)?), rest)),
        (None, Some(day)) if day.count <= 2 => {
            let (year, rest) = number(past_mark(rest));
            let year = year.ok_or(DateError::NotADate)?;
            Ok((Day::Fixed(civil(year, month, day)?), rest))
        }
        (None, Some(year)) | (Some(year), None) if year.count == 4 && rest.is_empty() => {
            Err(DateError::NoDay)
        }
        _ => Err(DateError::NotADate),
    }
}

/// A number at the beginning, if there is one.
fn number(tokens: &[Token]) -> (Option<Digits>, &[Token]) {
    match tokens {
        [Token::Number(digits), rest @ ..] => (Some(*digits), rest),
        _ => (None, tokens),
    }
}

/// What comes after a mark between the parts of a day.
fn past_mark(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Mark('/' | '-' | '.' | ',') | Token::Space, rest @ ..] => rest,
        _ => tokens,
    }
}

fn triple(parts: [Digits; 3], mark: char) -> Result<Day, DateError> {
    let [a, b, c] = parts;
    if a.count > 3 {
        return civil(a, b, c).map(Day::Fixed);
    }
    if a.count > 2 || b.count > 2 || (a.count < 2 && c.count < 2) || c.count == 3 {
        return Err(DateError::NotADate);
    }
    // The last of these is how spreadsheets show a cell that holds 0 in the form of a date.
    let values = parts.map(|part| part.value);
    if matches!(values, [0, 0, 0] | [1, 0, 1900] | [0, 1, 1900]) {
        return Err(DateError::Zero);
    }
    Ok(Day::Open(Triple { parts, mark }))
}

/// `20240305` as year, month and day.
fn cut_compact(value: u64) -> (Digits, Digits, Digits) {
    let part = |value, count| Digits { value, count };
    (part(value / 10_000, 4), part(value / 100 % 100, 2), part(value % 100, 2))
}

/// Reads a cell that is a number and nothing else; `None` where it is more than that.
///
/// A spreadsheet that lost the form of its cells shows days as their serial numbers, tables of a data analysis add `.0`
/// to whole numbers, computers count seconds since 1970. A number is taken for one of these only where it has the length
/// that days of our time have: a mere `2024` is more likely a year.
pub(super) fn bare_number(tokens: &[Token]) -> Option<Result<Moment, DateError>> {
    let (number, fraction) = match *tokens {
        [Token::Number(number)] => (number, Digits { value: 0, count: 1 }),
        [Token::Number(number), Token::Mark('.' | ','), Token::Number(fraction)] => (number, fraction),
        _ => return None,
    };
    let is_whole = fraction.value == 0;
    let value = number.value;
    Some(match number.count {
        5 | 6 => date_from_serial(i64::try_from(value).unwrap_or(i64::MAX), billionths(fraction)).map_err(
            |error| {
                // A six-digit number that is too large counts something else.
                if error == DateError::YearOutOfRange { DateError::NotADate } else { error }
            },
        ),
        8 if is_whole => compact_day(value).map(Moment::day),
        12 if is_whole => compact(value / 10_000, value % 10_000 * 100),
        14 if is_whole => compact(value / 1_000_000, value % 1_000_000),
        10 if (1_000_000_000..4_102_444_800).contains(&value) => since_1970(
            value.saturating_mul(1_000).saturating_add(u64::from(billionths(fraction) / 1_000_000)),
        ),
        13 if is_whole && (1_000_000_000_000..4_102_444_800_000).contains(&value) => since_1970(value),
        _ if is_whole && value == 0 => Err(DateError::Zero),
        // `03.2024` is a month; it is for the reader of days to say so.
        _ if !is_whole && number.count <= 4 => return None,
        _ => Err(DateError::NotADate),
    })
}

/// Eight digits; what is no day of our time is a number of something else.
fn compact_day(value: u64) -> Result<Date, DateError> {
    let (year, month, day) = cut_compact(value);
    civil(year, month, day)
        .map_err(|error| if error == DateError::YearOutOfRange { DateError::NotADate } else { error })
}

fn compact(day: u64, time: u64) -> Result<Moment, DateError> {
    let date = compact_day(day)?;
    let time = u32::try_from(time).map_err(|_| DateError::NotADate)?;
    let time =
        NaiveTime::from_hms_opt(time / 10_000, time / 100 % 100, time % 100).ok_or(DateError::Impossible)?;
    Ok(Moment { time: Some(time), ..Moment::day(date) })
}

fn since_1970(millis: u64) -> Result<Moment, DateError> {
    let instant =
        i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis).ok_or(DateError::NotADate)?;
    let utc = chrono::FixedOffset::east_opt(0);
    Ok(Moment { date: instant.date_naive(), time: Some(instant.time()), offset: utc })
}

/// A fraction as its first nine digits.
fn billionths(fraction: Digits) -> u32 {
    super::clock::scaled(fraction, 9)
}
