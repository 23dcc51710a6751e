//! Which two groups are compared, and how that stands in the address: `view=compare&by=owner&one=…&two=rest`.

use metrics::{Grouping, Key, Period};
use sales::ids::Uuid;
use sales::time::Date;

use super::groupings;
use super::question::Span;

/// What the two groups are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Deals won, and deals lost.
    Outcome,
    /// The period that is asked about, and another one.
    Period,
    /// Something that deals have in common.
    Group(Grouping),
}

/// One of the two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing was chosen yet: of the first, the group with the most deals; of the second, all others.
    Usual,
    /// Those with this record.
    Of(Uuid),
    /// Those with nothing there.
    Without,
    /// All but the first.
    Rest,
    /// As many days right before the period.
    Before,
    /// The same days a year before.
    YearAgo,
    /// Days of their own.
    Span(Span),
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contrast {
    pub(super) by: By,
    pub(super) one: Side,
    pub(super) two: Side,
}

impl Default for Contrast {
    fn default() -> Self {
        Self::by(By::Outcome)
    }
}

/// What there is to tell groups apart by; custom fields apart.
pub(super) const BYS: [By; 8] = [
    By::Outcome,
    By::Period,
    By::Group(Grouping::Tag),
    By::Group(Grouping::Owner),
    By::Group(Grouping::Source),
    By::Group(Grouping::Segment),
    By::Group(Grouping::Product),
    By::Group(Grouping::Pipeline),
];

const SIDES: [(Side, &str); 4] =
    [(Side::Without, "none"), (Side::Rest, "rest"), (Side::Before, "before"), (Side::YearAgo, "year-ago")];

impl By {
    /// Reads a name; `None` for one that is not known.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let by = match text {
            "outcome" => Self::Outcome,
            "period" => Self::Period,
            text => Self::Group(groupings::parse(text)?),
        };
        let is_field = matches!(by, Self::Group(Grouping::Field(_)));
        (is_field || BYS.contains(&by)).then_some(by)
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        match self {
            Self::Outcome => "outcome".to_owned(),
            Self::Period => "period".to_owned(),
            Self::Group(grouping) => groupings::name(grouping),
        }
    }
}

impl Side {
    /// Reads a name; what is not known is as usual.
    pub(super) fn parse(text: &str) -> Self {
        let known = SIDES.iter().find(|row| row.1 == text).map(|row| row.0);
        let span = || Span::parse(text).map(Self::Span);
        let id = || text.parse().ok().map(Self::Of);
        known.or_else(span).or_else(id).unwrap_or(Self::Usual)
    }

    /// Its name; empty where it is as usual.
    pub(super) fn name(self) -> String {
        match self {
            Self::Of(id) => id.to_string(),
            Self::Span(span) => span.name(),
            side => SIDES.iter().find(|row| row.0 == side).map_or("", |row| row.1).to_owned(),
        }
    }

    /// The side of a key.
    pub(super) fn of(key: Key) -> Self {
        groupings::record(key).map_or(Self::Without, Self::Of)
    }

    /// The days that a period is compared with; `None` where it has no beginning.
    pub(super) fn days(self, period: Period, today: Date) -> Option<Period> {
        let known = Period { to: period.to.min(today), ..period };
        match self {
            Self::Span(span) => Some(span.period(today)),
            Self::YearAgo => {
                let ago = |day: Date| day.checked_sub_months(chrono::Months::new(12));
                let from = if known.from == Date::MIN { None } else { ago(known.from) };
                Some(Period { from: from?, to: ago(known.to)? })
            }
            _ => known.before(),
        }
    }
}

impl Contrast {
    /// The usual groups of a kind.
    pub(super) fn by(by: By) -> Self {
        Self { by, one: Side::Usual, two: Side::Usual }
    }
}

#[cfg(test)]
mod tests {
    use sales::ids::FieldId;

    use super::super::question::SPANS;
    use super::*;

    #[test]
    fn names_read_back_as_they_were_written() {
        let id = Uuid::from_u128(7);
        let field = By::Group(Grouping::Field(FieldId(id)));
        for by in BYS.into_iter().chain([field]) {
            assert_eq!(By::parse(&by.name()), Some(by));
        }
        let sides = SIDES.iter().map(|row| row.0).chain(SPANS.iter().map(|row| Side::Span(row.0)));
        let own = Side::Span(Span::Own(Date::MIN, Date::MAX));
        for side in sides.chain([Side::Usual, Side::Of(id), own]) {
            assert_eq!(Side::parse(&side.name()), side);
        }
        for text in ["", "everything", "organisation", "field-", "field-x"] {
            assert_eq!(By::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_days_a_period_is_compared_with() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let period = |from: &str, to: &str| Period { from: day(from), to: day(to) };
        let march = period("2024-02-01", "2024-02-29");
        let today = day("2024-03-31");
        assert_eq!(Side::Usual.days(march, today), Some(period("2024-01-03", "2024-01-31")));
        assert_eq!(Side::YearAgo.days(march, today), Some(period("2023-02-01", "2023-02-28")));
        // Of a period that is not over, as much as has passed.
        assert_eq!(Side::Before.days(march, day("2024-02-02")), Some(period("2024-01-30", "2024-01-31")));
        assert_eq!(Side::YearAgo.days(Period::until(today), today), None);
        assert_eq!(Side::Before.days(Period::until(today), today), None);
    }
}
