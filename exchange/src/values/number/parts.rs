//! Everything about a number but its digits: what stands in front of them and behind.

use crate::values::currency::{self, Mark};
use crate::values::text::strip_prefix;

/// A number, taken apart.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// Digits, and marks between them.
    pub(super) body: &'a str,
    /// By which power of ten the unit and the exponent raise it.
    pub(super) power: i64,
    pub(super) is_negative: bool,
    pub(super) has_percent: bool,
    pub(super) mark: Option<Mark>,
}

/// Units that stand behind a number, as powers of ten. Longer ones win over their own beginnings.
const UNITS: &[(&str, i64)] = &[
    ("千", 3),
    ("k", 3),
    ("thousand", 3),
    ("tsd", 3),
    ("万", 4),
    ("萬", 4),
    ("w", 4),
    ("十万", 5),
    ("百万", 6),
    ("m", 6),
    ("mm", 6),
    ("mn", 6),
    ("mio", 6),
    ("mio.", 6),
    ("mln", 6),
    ("mil", 6),
    ("million", 6),
    ("millions", 6),
    ("千万", 7),
    ("亿", 8),
    ("億", 8),
    ("b", 9),
    ("bn", 9),
    ("mrd", 9),
    ("mrd.", 9),
    ("billion", 9),
    ("十亿", 9),
    ("百亿", 10),
    ("千亿", 11),
    ("万亿", 12),
];

/// The largest power that an exponent may have without being nonsense; what is too large is said later.
const MAX_EXPONENT: i64 = 9_999;

/// Takes a text in its plain form apart; `None` where anything in it belongs to no number.
pub(super) fn take_apart(text: &str) -> Option<Parts<'_>> {
    if text.len() > super::MAX_BYTES {
        return None;
    }
    let mut parts = Parts { body: "", power: 0, is_negative: false, has_percent: false, mark: None };
    let mut sign = Sign::default();
    // A lone apostrophe in front keeps spreadsheets from reading the cell their own way.
    let mut rest = text.strip_prefix('\'').unwrap_or(text);
    while !rest.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '.' | ',')) {
        rest = front(rest, &mut parts, &mut sign)?;
    }
    let after_body = end_of_body(rest);
    parts.body = &rest[..after_body];
    rest = &rest[after_body..];
    if let Some((exponent, after)) = exponent(rest) {
        parts.power = exponent;
        rest = after;
    } else if let Some(after) = whole_amount(parts.body, rest) {
        parts.body = &parts.body[..parts.body.len() - 1];
        rest = after;
    }
    let mut has_unit = false;
    while !rest.is_empty() {
        rest = back(rest, &mut parts, &mut sign, &mut has_unit)?;
    }
    parts.is_negative = matches!(sign, Sign::Minus | Sign::Closed);
    (sign != Sign::Opened).then_some(parts)
}

/// What says whether a number is negative. A number has one of these at most.
#[derive(Debug, Default, PartialEq, Eq)]
enum Sign {
    #[default]
    None,
    Plus,
    Minus,
    /// A bracket that is still open.
    Opened,
    /// A pair of them around the number: as accountants write a minus.
    Closed,
}

impl Sign {
    /// Goes on to the sign that a character is, if it may stand here.
    fn read(&mut self, char: char) -> Option<()> {
        *self = match (char, &self) {
            ('-', Self::None) => Self::Minus,
            ('+', Self::None) => Self::Plus,
            ('(', Self::None) => Self::Opened,
            (')', Self::Opened) => Self::Closed,
            _ => return None,
        };
        Some(())
    }
}

/// Takes one thing from the front of the digits.
fn front<'a>(text: &'a str, parts: &mut Parts<'_>, sign: &mut Sign) -> Option<&'a str> {
    let first = text.chars().next()?;
    match first {
        ' ' => {}
        '-' | '+' | '(' => sign.read(first)?,
        _ => return mark(text, parts),
    }
    Some(&text[1..])
}

/// Takes one thing from behind the digits.
fn back<'a>(text: &'a str, parts: &mut Parts<'_>, sign: &mut Sign, has_unit: &mut bool) -> Option<&'a str> {
    let first = text.chars().next()?;
    match first {
        ' ' => return Some(&text[1..]),
        '-' | '+' | ')' => {
            sign.read(first)?;
            return Some(&text[1..]);
        }
        '%' if !parts.has_percent => {
            parts.has_percent = true;
            return Some(&text[1..]);
        }
        // 1,234 元整: that and no more.
        '整' => return text.strip_prefix('整'),
        _ => {}
    }
    let unit = UNITS.iter().filter_map(|&(unit, power)| Some((power, strip_prefix(text, unit)?)));
    let unit = unit.filter(|_| !*has_unit).min_by_key(|(_, rest)| rest.len());
    let currency = currency::at_start(text);
    match (unit, currency) {
        // `kr` is a currency, though `k` is a unit.
        (Some((power, rest)), currency) if currency.is_none_or(|(_, other)| rest.len() < other.len()) => {
            *has_unit = true;
            parts.power = parts.power.saturating_add(power);
            Some(rest)
        }
        _ => mark(text, parts),
    }
}

/// Takes a currency; a second one must go with the first.
fn mark<'a>(text: &'a str, parts: &mut Parts<'_>) -> Option<&'a str> {
    let (mark, rest) = currency::at_start(text)?;
    parts.mark = Some(parts.mark.map_or(Some(mark), |first| first.and(mark))?);
    Some(rest)
}

/// Where the digits and the marks between them end.
fn end_of_body(text: &str) -> usize {
    let bytes = text.as_bytes();
    let belongs = |at: usize| match bytes[at] {
        b'0'..=b'9' | b'.' | b',' | b'\'' => true,
        b' ' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    (0..bytes.len()).find(|&at| !belongs(at)).unwrap_or(bytes.len())
}

/// `e5`, `E+06`.
fn exponent(text: &str) -> Option<(i64, &str)> {
    let text = text.strip_prefix(['e', 'E'])?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(|char: char| !char.is_ascii_digit()).unwrap_or(digits.len());
    let (exponent, rest) = digits.split_at(end);
    if exponent.is_empty() {
        return None;
    }
    let exponent = exponent.parse().unwrap_or(MAX_EXPONENT).min(MAX_EXPONENT);
    Some((sign * exponent, rest))
}

/// `1.234,-` and `1'234.--`, as whole amounts are written in parts of Europe: what comes after the dashes.
fn whole_amount<'a>(body: &str, rest: &'a str) -> Option<&'a str> {
    let after = rest.strip_prefix('-')?;
    body.ends_with(['.', ',']).then(|| after.trim_start_matches('-'))
}
