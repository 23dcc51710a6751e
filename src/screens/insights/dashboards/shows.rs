//! What a widget can show, by the names that dashboards and their files keep.

use super::super::section::drawing;
use super::super::tiles;
use crate::text::t;

/// What a widget shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// One of the eight figures, by its key.
    Figure(&'static str),
    /// A chart of the overview, by its name.
    Chart(&'static str),
    /// A figure group by group, as bars.
    Bars,
    /// A figure month by month, as a line.
    Line,
    /// Figures group by group, as a table.
    Report,
    /// How far a goal is.
    Target,
    /// Deals, one by one.
    Deals,
}

/// All there are, in the order they are offered.
pub(super) const ALL: [Shows; 24] = [
    Shows::Figure("deals"),
    Shows::Figure("conversion"),
    Shows::Figure("drop-off"),
    Shows::Figure("win-rate"),
    Shows::Figure("size"),
    Shows::Figure("cycle"),
    Shows::Figure("velocity"),
    Shows::Figure("stages"),
    Shows::Target,
    Shows::Deals,
    Shows::Report,
    Shows::Bars,
    Shows::Line,
    Shows::Chart("funnel"),
    Shows::Chart("flow"),
    Shows::Chart("time-in-stage"),
    Shows::Chart("losses"),
    Shows::Chart("months"),
    Shows::Chart("won-value"),
    Shows::Chart("change"),
    Shows::Chart("by-owner"),
    Shows::Chart("by-source"),
    Shows::Chart("sizes"),
    Shows::Chart("workload"),
];

impl Shows {
    /// Reads a name; `None` for what this version does not know.
    pub(super) fn parse(name: &str) -> Option<Self> {
        ALL.into_iter().find(|shows| shows.name() == name)
    }

    /// Its name in a dashboard.
    pub(super) fn name(self) -> &'static str {
        match self {
            // Two figures are called like charts or lists.
            Self::Figure("deals") => "open-deals",
            Self::Figure("stages") => "deals-per-stage",
            Self::Figure(name) | Self::Chart(name) => name,
            Self::Bars => "bars",
            Self::Line => "line",
            Self::Report => "report",
            Self::Target => "target",
            Self::Deals => "deals",
        }
    }

    /// What it is called on the screen.
    pub(super) fn title(self) -> &'static str {
        let texts = t().dashboards();
        match self {
            Self::Figure(key) => tiles::name_of(key),
            Self::Chart(name) => drawing(name).map_or("", |drawing| (drawing.title)()),
            Self::Bars => texts.bars,
            Self::Line => texts.line,
            Self::Report => t().insights_report().report,
            Self::Target => texts.target,
            Self::Deals => texts.deals,
        }
    }

    /// How many columns and rows it takes at first.
    pub(super) fn size(self) -> (u8, u8) {
        match self {
            Self::Figure(_) => (1, 1),
            Self::Target => (2, 1),
            Self::Report | Self::Chart("change") => (4, 2),
            Self::Chart(_) | Self::Bars | Self::Line | Self::Deals => (2, 2),
        }
    }

    /// Whether it answers to a grouping.
    pub(super) fn is_grouped(self) -> bool {
        matches!(self, Self::Bars | Self::Report)
    }

    /// Whether it shows one figure of many to choose from.
    pub(super) fn is_of_a_figure(self) -> bool {
        matches!(self, Self::Bars | Self::Line)
    }

    /// Whether it tells of stages, and so of how skipped ones count.
    pub(super) fn is_of_stages(self) -> bool {
        match self {
            Self::Figure(name) => matches!(name, "conversion" | "drop-off"),
            Self::Chart(name) => matches!(name, "funnel" | "flow"),
            Self::Bars | Self::Line | Self::Report => true,
            Self::Target | Self::Deals => false,
        }
    }

    /// Whether it answers to days and to which deals count.
    pub(super) fn is_of_a_period(self) -> bool {
        !matches!(self, Self::Target | Self::Deals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_read_back() {
        for shows in ALL {
            assert_eq!(Shows::parse(shows.name()), Some(shows));
            assert!(!shows.title().is_empty(), "{shows:?}");
            let (columns, rows) = shows.size();
            assert!((1..=4).contains(&columns) && (1..=4).contains(&rows));
        }
        for unknown in ["", "weather", "Funnel"] {
            assert_eq!(Shows::parse(unknown), None, "{unknown}");
        }
    }
}
