//! What is forecast, and how that stands in the address: `span=2026-q4&who=…&in=…&view=accuracy`.

use forecast::outlook::{Scope, Window};
use sales::model::Span;
use sales::time::Date;

use super::super::goals::{next, span, span_name};
use crate::platform::clock;

/// What is forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) span: Span,
    pub(super) scope: Scope,
    pub(super) view: View,
}

/// A way to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Outlook,
    Accuracy,
}

impl Asked {
    /// This month, of all.
    pub(super) fn usual(today: Date) -> Self {
        Self { span: Span::month_of(today), scope: Scope::default(), view: View::Outlook }
    }

    /// Reads what stands in an address; what makes no sense is taken for what is usual.
    pub(super) fn parse(text: &str, today: Date) -> Self {
        let mut asked = Self::usual(today);
        for part in text.split('&') {
            match part.split_once('=') {
                Some(("span", value)) => {
                    let short = span(value).filter(|span| !matches!(span, Span::Year { .. }));
                    asked.span = short.unwrap_or(asked.span);
                }
                Some(("who", value)) => asked.scope.owner = value.parse().ok(),
                Some(("in", value)) => asked.scope.pipeline = value.parse().ok(),
                Some(("view", "accuracy")) => asked.view = View::Accuracy,
                _ => {}
            }
        }
        asked
    }

    /// Writes it for an address.
    pub(super) fn write(self) -> String {
        let mut text = format!("span={}", span_name(self.span));
        if let Some(owner) = self.scope.owner {
            text.push_str("&who=");
            text.push_str(&owner.to_string());
        }
        if let Some(pipeline) = self.scope.pipeline {
            text.push_str("&in=");
            text.push_str(&pipeline.to_string());
        }
        if self.view == View::Accuracy {
            text.push_str("&view=accuracy");
        }
        text
    }

    /// The periods that are shown side by side: some before, the one asked about, some after.
    pub(super) fn spans(self) -> Vec<Span> {
        let (before, after) = if self.span.months() == 1 { (3, 4) } else { (2, 3) };
        let mut spans: Vec<Span> =
            std::iter::successors(self.span.before(), |span| span.before()).take(before).collect();
        spans.reverse();
        spans.push(self.span);
        spans.extend(std::iter::successors(next(self.span), |span| next(*span)).take(after));
        spans
    }
}

/// A period as the calendar here cuts it.
pub(super) fn window(span: Span) -> Window {
    let end = span.last().succ_opt().unwrap_or(Date::MAX);
    Window { span, from: clock::start_of(span.first()), to: clock::start_of(end) }
}

#[cfg(test)]
mod tests {
    use sales::ids::{PersonId, PipelineId, Uuid};

    use super::*;

    #[test]
    fn what_is_asked_reads_back_as_it_was_written() {
        let today: Date = "2026-11-27".parse().expect("a day");
        let scope = Scope {
            owner: Some(PersonId(Uuid::from_u128(1))),
            pipeline: Some(PipelineId(Uuid::from_u128(2))),
        };
        for span in [Span::Month { year: 2026, month: 2 }, Span::Quarter { year: 2027, quarter: 4 }] {
            for (scope, view) in [(scope, View::Accuracy), (Scope::default(), View::Outlook)] {
                let asked = Asked { span, scope, view };
                assert_eq!(Asked::parse(&asked.write(), today), asked);
            }
        }
        for text in ["", "span=2026", "span=x&who=y&in=&view=z"] {
            assert_eq!(Asked::parse(text, today), Asked::usual(today), "{text}");
        }
    }

    #[test]
    fn the_period_that_is_asked_about_stands_among_its_neighbours() {
        let asked = Asked::usual("2026-12-05".parse().expect("a day"));
        let spans = asked.spans();
        assert_eq!(spans.first(), Some(&Span::Month { year: 2026, month: 9 }));
        assert_eq!(spans.get(3), Some(&asked.span));
        assert_eq!(spans.last(), Some(&Span::Month { year: 2027, month: 4 }));
    }
}
