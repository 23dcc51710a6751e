//! What commas and points mean in the numbers of a column.

use serde::{Deserialize, Serialize};

use super::parts::take_apart;
use crate::values::guess::{Guess, Tally};
use crate::values::text;

/// Which mark splits off the fraction. Every other mark groups digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// `1,234.56`, as in China and the United States.
    Point,
    /// `1.234,56`, as in most of Europe.
    Comma,
}

impl NumberStyle {
    /// Both styles.
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    pub(super) fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// The mark in front of the fraction, and the one between thousands.
    fn marks(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }
}

/// The digits of a number, and where the point is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) digits: Vec<u8>,
    /// How many of them stand in front of the point.
    pub(super) point: i64,
}

/// Reads digits with marks between them; `None` where they do not stand as this style has them.
pub(super) fn digits(body: &str, style: NumberStyle) -> Option<Digits> {
    let (decimal, _) = style.marks();
    let (whole, fraction) = body.split_once(decimal).unwrap_or((body, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || !is_well_grouped(whole, style) {
        return None;
    }
    let digits =
        |text: &str| text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect::<Vec<u8>>();
    let mut all = digits(whole);
    let point = i64::try_from(all.len()).ok()?;
    all.extend(digits(fraction));
    (!all.is_empty()).then_some(Digits { digits: all, point })
}

/// Whether the digits in front of the point are grouped by one mark, three by three, or as in India: the last three, and
/// those before two by two.
fn is_well_grouped(whole: &str, style: NumberStyle) -> bool {
    let (_, thousands) = style.marks();
    let Some(mark) = whole.chars().find(|char| !char.is_ascii_digit()) else { return true };
    if !matches!(mark, ' ' | '\'') && mark != thousands {
        return false;
    }
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let groups: Vec<&str> = groups.collect();
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let Some((last, middle)) = groups.split_last() else { return false };
    if !are_digits(first) || !groups.iter().all(|group| are_digits(group)) {
        return false;
    }
    // A number does not begin with a group of zeros: `0,123` has a fraction.
    let begins_well = |most: usize| (1..=most).contains(&first.len()) && !first.starts_with('0');
    let by_threes = begins_well(3) && groups.iter().all(|group| group.len() == 3);
    let as_in_india = begins_well(2) && last.len() == 3 && middle.iter().all(|group| group.len() == 2);
    by_threes || as_in_india
}

/// Looks at all cells of a column for what commas and points mean in it.
///
/// `1,234.56`, `1,23` and `1.234.567` settle it; `1,234` alone does not. Then three digits behind a single mark are
/// more often thousands, so the mark that is met more often is taken for theirs; but a person has to say.
pub fn guess_style<'a>(cells: impl IntoIterator<Item = &'a str>) -> Guess<NumberStyle> {
    let mut tally = Tally::new(NumberStyle::ALL);
    let (mut commas, mut points) = (0_usize, 0_usize);
    for cell in cells {
        let plain = text::plain(cell);
        let Some(parts) = take_apart(&plain) else { continue };
        let read = NumberStyle::ALL.map(|style| digits(parts.body, style));
        let differ = matches!(&read, [Some(one), Some(other)] if one != other);
        tally.add(read.map(|digits| digits.is_some()), differ);
        if differ {
            commas += usize::from(parts.body.contains(','));
            points += usize::from(parts.body.contains('.'));
        }
    }
    tally.guess(|style| match style {
        NumberStyle::Point => std::cmp::Reverse(commas),
        NumberStyle::Comma => std::cmp::Reverse(points),
    })
}
