//! Dashboards to begin with.

use sales::ids::WidgetId;
use sales::model::{Asked, Widget};

use super::shows::Shows;
use crate::platform::ids;
use crate::text::t;

/// A dashboard to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Starter {
    /// What a team goes through once a week.
    Week,
    /// Where deals are lost and how long they take.
    Leaks,
    /// Nothing yet.
    Blank,
}

pub(super) const ALL: [Starter; 3] = [Starter::Week, Starter::Leaks, Starter::Blank];

impl Starter {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Leaks => "leaks",
            Self::Blank => "blank",
        }
    }

    /// Its name, and what it is for.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        let texts = t().dashboards();
        match self {
            Self::Week => (texts.week, texts.week_note),
            Self::Leaks => (texts.leaks, texts.leaks_note),
            Self::Blank => (texts.blank, texts.blank_note),
        }
    }

    /// What is on it.
    pub(super) fn widgets(self) -> Vec<Widget> {
        let all: &[(Shows, &str)] = match self {
            Self::Week => &[
                (Shows::Figure("deals"), ""),
                (Shows::Figure("win-rate"), ""),
                (Shows::Figure("velocity"), ""),
                (Shows::Figure("cycle"), ""),
                (Shows::Target, "span=quarter&measure=value"),
                (Shows::Target, "span=month&measure=value"),
                (Shows::Chart("funnel"), ""),
                (Shows::Deals, ""),
                (Shows::Chart("months"), "period=365"),
                (Shows::Chart("workload"), ""),
                (Shows::Report, "period=quarter&view=report&by=owner"),
            ],
            Self::Leaks => &[
                (Shows::Figure("conversion"), "period=365"),
                (Shows::Figure("drop-off"), "period=365"),
                (Shows::Figure("win-rate"), "period=365"),
                (Shows::Figure("cycle"), "period=365"),
                (Shows::Chart("flow"), "period=365"),
                (Shows::Chart("losses"), "period=365"),
                (Shows::Chart("time-in-stage"), "period=365"),
                (Shows::Bars, "period=365&view=report&by=source&columns=win-rate"),
            ],
            Self::Blank => &[],
        };
        all.iter().map(|(shows, question)| widget(*shows, question)).collect()
    }
}

/// A widget that shows this, as large as it usually is.
pub(super) fn widget(shows: Shows, question: &str) -> Widget {
    let (columns, rows) = shows.size();
    Widget {
        id: WidgetId(ids::new_id()),
        title: String::new(),
        asked: Asked { shows: shows.name().to_owned(), question: question.to_owned(), ..Asked::default() },
        columns,
        rows,
        kept: String::new(),
    }
}
