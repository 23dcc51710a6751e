//! Which goals are shown and how, as that stands in the address: `span=2026-q4&measure=deals&view=breakdown`.

use sales::ids::PersonId;
use sales::model::{Goal, Measure, Span};
use sales::money::Currency;
use sales::time::Date;

/// Which goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) span: Span,
    pub(super) measure: Measured,
    pub(super) view: View,
    /// Whose goal is broken down; `None` for the team's.
    pub(super) owner: Option<PersonId>,
}

/// The ways to look at goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum View {
    #[default]
    Table,
    Breakdown,
}

/// What is counted, in whatever currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in `Measure`")]
pub(super) enum Measured {
    Value,
    Deals,
    New,
    Activities,
}

pub(super) const MEASURES: [(Measured, &str); 4] = [
    (Measured::Value, "value"),
    (Measured::Deals, "deals"),
    (Measured::New, "new"),
    (Measured::Activities, "activities"),
];

impl Measured {
    pub(super) fn name(self) -> &'static str {
        MEASURES.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// Whether this is what a goal counts.
    pub(super) fn is_of(self, measure: Measure) -> bool {
        match self {
            Self::Value => matches!(measure, Measure::WonValue(_)),
            Self::Deals => measure == Measure::WonDeals,
            Self::New => measure == Measure::NewDeals,
            Self::Activities => measure == Measure::Activities,
        }
    }

    /// The measure of a new goal.
    pub(super) fn measure(self, currency: Currency) -> Measure {
        match self {
            Self::Value => Measure::WonValue(currency),
            Self::Deals => Measure::WonDeals,
            Self::New => Measure::NewDeals,
            Self::Activities => Measure::Activities,
        }
    }
}

impl Asked {
    /// Where a goal is to be found.
    pub(super) fn of(goal: &Goal) -> Self {
        let is_it = |row: &&(Measured, &str)| row.0.is_of(goal.measure);
        let measure = MEASURES.iter().find(is_it).map_or(Measured::Value, |row| row.0);
        Self { span: goal.span, measure, view: View::Table, owner: None }
    }

    /// The quarter of a day, by value.
    pub(super) fn usual(today: Date) -> Self {
        Self { span: Span::quarter_of(today), measure: Measured::Value, view: View::Table, owner: None }
    }

    /// Reads what stands in an address; what makes no sense is taken for what is usual.
    pub(super) fn parse(text: &str, today: Date) -> Self {
        let mut asked = Self::usual(today);
        for part in text.split('&') {
            match part.split_once('=') {
                Some(("span", value)) => asked.span = span(value).unwrap_or(asked.span),
                Some(("measure", value)) => {
                    let known = MEASURES.iter().find(|row| row.1 == value);
                    asked.measure = known.map_or(asked.measure, |row| row.0);
                }
                Some(("view", "breakdown")) => asked.view = View::Breakdown,
                Some(("one", id)) => asked.owner = id.parse().ok(),
                _ => {}
            }
        }
        asked
    }

    /// Whether amounts are money, and no counts.
    pub(super) fn is_money(self) -> bool {
        self.measure == Measured::Value
    }

    /// Writes it for an address.
    pub(super) fn write(self) -> String {
        let view = if self.view == View::Breakdown { "&view=breakdown" } else { "" };
        let owner = self.owner.map(|id| format!("&one={id}")).unwrap_or_default();
        format!("span={}&measure={}{view}{owner}", span_name(self.span), self.measure.name())
    }
}

/// A span as it stands in an address: `2026-10`, `2026-q4`, `2026`.
pub(in crate::screens) fn span_name(span: Span) -> String {
    match span {
        Span::Month { year, month } => format!("{year}-{month:02}"),
        Span::Quarter { year, quarter } => format!("{year}-q{quarter}"),
        Span::Year { year } => year.to_string(),
    }
}

/// Reads a span as it stands in an address.
pub(in crate::screens) fn span(text: &str) -> Option<Span> {
    let span = match text.split_once('-') {
        None => Span::Year { year: text.parse().ok()? },
        Some((year, rest)) => {
            let year = year.parse().ok()?;
            match rest.strip_prefix('q') {
                Some(quarter) => Span::Quarter { year, quarter: quarter.parse().ok()? },
                None => Span::Month { year, month: rest.parse().ok()? },
            }
        }
    };
    span.is_sound().then_some(span)
}

/// The same length of time right after; `None` behind the last year that goals are made for.
pub(in crate::screens) fn next(span: Span) -> Option<Span> {
    let after = span.last().succ_opt()?;
    let next = match span {
        Span::Month { .. } => Span::month_of(after),
        Span::Quarter { .. } => Span::quarter_of(after),
        Span::Year { .. } => Span::year_of(after),
    };
    (next.is_sound() && next != span).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn what_is_asked_reads_back_as_it_was_written() {
        let today = day("2026-11-27");
        let spans = [
            Span::Month { year: 2024, month: 2 },
            Span::Quarter { year: 2026, quarter: 4 },
            Span::Year { year: 2030 },
        ];
        for span in spans {
            for (measure, _) in MEASURES {
                let owner = Some(PersonId(sales::ids::Uuid::from_u128(7)));
                for (view, owner) in [(View::Table, None), (View::Breakdown, None), (View::Breakdown, owner)]
                {
                    let asked = Asked { span, measure, view, owner };
                    assert_eq!(Asked::parse(&asked.write(), today), asked);
                }
            }
        }
        for text in ["", "span=", "span=2026-13&measure=x", "span=2026-q0", "span=1200", "span=2026-02-03"] {
            assert_eq!(Asked::parse(text, today), Asked::usual(today), "{text}");
        }
    }

    #[test]
    fn periods_follow_each_other() {
        let span = |text| span(text).expect("a span");
        for (one, two) in [("2026-12", "2027-01"), ("2026-q4", "2027-q1"), ("2026", "2027")] {
            assert_eq!(next(span(one)), Some(span(two)));
            assert_eq!(span(two).before(), Some(span(one)));
        }
        assert_eq!(next(span("2200")), None);
    }
}
