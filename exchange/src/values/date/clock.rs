//! The time of day behind a day, and the offset from UTC behind a time.

use chrono::{FixedOffset, NaiveTime};

use super::DateError;
use super::tokens::{Digits, Half, MAX_DIGITS, Token, Unit};

/// The offsets that exist reach from -12:00 to +14:00.
const MAX_OFFSET_SECONDS: i32 = 14 * 3_600;

type Parsed<'a, T> = Result<(Option<T>, &'a [Token]), DateError>;

/// Reads the time at the beginning of `tokens`, if there is one.
pub(super) fn time(tokens: &[Token]) -> Parsed<'_, NaiveTime> {
    let start = match tokens {
        [Token::Space | Token::T | Token::Mark(','), rest @ ..] => rest,
        _ => tokens,
    };
    let (before, rest) = half(start);
    let [Token::Number(hour), rest @ ..] = rest else {
        let is_promised = start.len() < tokens.len() || before.is_some();
        return if is_promised { Err(DateError::NotADate) } else { Ok((None, tokens)) };
    };
    let (clock, rest) = match rest {
        [Token::Mark(':'), Token::Number(minute), rest @ ..] => with_colons(*hour, *minute, rest)?,
        [Token::Unit(Unit::Hour), rest @ ..] => chinese(*hour, rest),
        _ if matches!(hour.count, 4 | 6) => (compact(*hour), rest),
        // `3 PM`; a mere `3` could be anything.
        [Token::Half(_), ..] => (Clock { hour: *hour, ..Clock::default() }, rest),
        _ if before.is_some() => (Clock { hour: *hour, ..Clock::default() }, rest),
        _ => return Err(DateError::NotADate),
    };
    let (after, rest) = half(rest);
    if before.is_some() && after.is_some() {
        return Err(DateError::NotADate);
    }
    Ok((Some(clock.time(before.or(after))?), rest))
}

/// Reads the offset from UTC at the beginning of `tokens`, if there is one. `time` is what stands in front of it: behind
/// a mere day, one more number would not be told from an offset without minutes.
pub(super) fn offset(tokens: &[Token], time: Option<NaiveTime>) -> Parsed<'_, FixedOffset> {
    let (is_utc, rest) = match tokens {
        [Token::Utc, rest @ ..] => (true, rest),
        _ => (false, tokens),
    };
    let (sign, rest) = match rest {
        [Token::Mark('+'), rest @ ..] => (1, rest),
        [Token::Mark('-'), rest @ ..] => (-1, rest),
        _ => return Ok((if is_utc { FixedOffset::east_opt(0) } else { None }, rest)),
    };
    let (hours, minutes, rest) = match *rest {
        [Token::Number(hours), Token::Mark(':'), Token::Number(minutes), ref rest @ ..]
            if hours.count <= 2 && minutes.count == 2 =>
        {
            (hours.small(), minutes.small(), rest)
        }
        [Token::Number(both), ref rest @ ..] if both.count == 4 && time.is_some() => {
            (both.small() / 100, both.small() % 100, rest)
        }
        [Token::Number(hours), ref rest @ ..] if hours.count <= 2 && time.is_some() => {
            (hours.small(), 0, rest)
        }
        _ => return Err(DateError::NotADate),
    };
    let seconds = i32::try_from((hours * 60 + minutes) * 60).ok();
    let seconds = seconds.filter(|&seconds| seconds <= MAX_OFFSET_SECONDS && minutes < 60);
    let seconds_east = sign * seconds.ok_or(DateError::Impossible)?;
    Ok((FixedOffset::east_opt(seconds_east), rest))
}

fn half(tokens: &[Token]) -> (Option<Half>, &[Token]) {
    match tokens {
        [Token::Half(half), rest @ ..] => (Some(*half), rest),
        _ => (None, tokens),
    }
}

/// A time as it is written.
#[derive(Debug, Clone, Copy, Default)]
struct Clock {
    hour: Digits,
    minute: Digits,
    second: Digits,
    fraction: Digits,
}

impl Default for Digits {
    fn default() -> Self {
        Self { value: 0, count: 1 }
    }
}

impl Clock {
    fn time(self, half: Option<Half>) -> Result<NaiveTime, DateError> {
        let parts = [self.hour, self.minute, self.second];
        if parts.iter().any(|part| part.count > 2) {
            return Err(DateError::NotADate);
        }
        let [hour, minute, second] = parts.map(Digits::small);
        let hour = match (half, hour) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Afternoon), 1..12) | (Some(Half::Noon), 1..3) => hour + 12,
            // Some write 下午14:30, or 14:30 PM, and mean it.
            (None, _)
            | (Some(Half::Morning), 0..12)
            | (Some(Half::Afternoon), 12..24)
            | (Some(Half::Noon), 11..14) => hour,
            _ => return Err(DateError::Impossible),
        };
        let nanos = scaled(self.fraction, 9);
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanos).ok_or(DateError::Impossible)
    }
}

fn with_colons(hour: Digits, minute: Digits, rest: &[Token]) -> Result<(Clock, &[Token]), DateError> {
    let clock = Clock { hour, minute, ..Clock::default() };
    let [Token::Mark(':'), Token::Number(second), rest @ ..] = rest else { return Ok((clock, rest)) };
    let clock = Clock { second: *second, ..clock };
    match rest {
        [Token::Mark('.' | ','), Token::Number(fraction), rest @ ..] => {
            Ok((Clock { fraction: *fraction, ..clock }, rest))
        }
        [Token::Mark(':'), ..] => Err(DateError::NotADate),
        _ => Ok((clock, rest)),
    }
}

/// 15时30分20秒, and its beginnings; the last sign may be missing.
fn chinese(hour: Digits, rest: &[Token]) -> (Clock, &[Token]) {
    let clock = Clock { hour, ..Clock::default() };
    let [Token::Number(minute), rest @ ..] = rest else { return (clock, rest) };
    let clock = Clock { minute: *minute, ..clock };
    let [Token::Unit(Unit::Minute), rest @ ..] = rest else { return (clock, rest) };
    let [Token::Number(second), rest @ ..] = rest else { return (clock, rest) };
    let rest = if let [Token::Unit(Unit::Second), rest @ ..] = rest { rest } else { rest };
    (Clock { second: *second, ..clock }, rest)
}

/// `1430` and `143000`.
fn compact(digits: Digits) -> Clock {
    let part = |value| Digits { value, count: 2 };
    let value = digits.value * if digits.count == 4 { 100 } else { 1 };
    Clock {
        hour: part(value / 10_000),
        minute: part(value / 100 % 100),
        second: part(value % 100),
        ..Clock::default()
    }
}

/// A fraction as its first `digits` digits; later ones are cut off.
pub(super) fn scaled(fraction: Digits, digits: usize) -> u32 {
    let Digits { mut value, .. } = fraction;
    let count = fraction.count.min(MAX_DIGITS);
    for _ in digits..count {
        value /= 10;
    }
    for _ in count..digits {
        value *= 10;
    }
    u32::try_from(value).unwrap_or(u32::MAX)
}
