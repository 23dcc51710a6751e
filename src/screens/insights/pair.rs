//! Two groups of deals, and all that is counted about them.

use metrics::{Columns, Grouping, Key, Query, Reading, Selection, Subject, by, decided, parted, readings};
use sales::time::Calendar;

use super::contrast::{By, Contrast, Side};
use super::source::Source;
use super::tiles::range;
use crate::text::t;

/// One of the two groups.
#[derive(Debug, Clone)]
pub(super) struct Half {
    pub(super) name: String,
    pub(super) query: Query,
    pub(super) selection: Selection,
    pub(super) subject: Subject,
}

/// A group there is to choose.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) side: Side,
    key: Key,
    pub(super) name: String,
    /// How many deals it has, whatever the period.
    pub(super) count: usize,
}

/// Two groups.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) contrast: Contrast,
    pub(super) halves: [Half; 2],
    /// What tells won deals from lost ones; where those are compared.
    pub(super) readings: Vec<Reading>,
}

/// Why there are no two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPair {
    /// No deal has anything there.
    NoGroups,
    /// The period has no beginning.
    NoPeriod,
}

/// What everything is counted from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) source: Source<'a>,
    pub(super) columns: &'a Columns,
    pub(super) selection: &'a Selection,
    pub(super) calendar: &'a dyn Calendar,
}

impl Ground<'_> {
    /// The groups there are to choose, the one with the most deals first; none where groups are not chosen.
    pub(super) fn choices(self, by_what: By) -> Vec<Choice> {
        let By::Group(grouping) = by_what else { return Vec::new() };
        let report = self.source.report;
        let mut query = self.query(grouping);
        query.period = metrics::Period::until(report.now.as_of);
        let groups = by(self.source.workspace, self.columns, self.selection, &query, grouping);
        let mut choices: Vec<Choice> = groups
            .iter()
            .map(|group| Choice {
                side: Side::of(group.key),
                key: group.key,
                name: self.source.key(group.key),
                count: group.outcomes.created,
            })
            .collect();
        choices.sort_by_key(|choice| (choice.side == Side::Without, std::cmp::Reverse(choice.count)));
        choices
    }

    /// Pipelines are compared with each other, so that the one in use is none in particular.
    fn query(self, grouping: Grouping) -> Query {
        let query = &self.source.report.query;
        let pipelines = if grouping == Grouping::Pipeline { Vec::new() } else { query.pipelines.clone() };
        Query { pipelines, ..query.clone() }
    }

    fn half(self, name: String, query: &Query, selection: Selection) -> Half {
        let workspace = self.source.workspace;
        Half {
            subject: Subject::new(workspace, self.columns, &selection, query, self.calendar),
            name,
            query: query.clone(),
            selection,
        }
    }

    /// The two groups of a contrast, from these choices.
    pub(super) fn pair(self, contrast: Contrast, choices: &[Choice]) -> Result<Pair, NoPair> {
        let halves = match contrast.by {
            By::Outcome => self.outcomes(),
            By::Period => self.periods(contrast.two).ok_or(NoPair::NoPeriod)?,
            By::Group(grouping) => self.groups(grouping, contrast, choices).ok_or(NoPair::NoGroups)?,
        };
        let [one, two] = &halves;
        let readings = match contrast.by {
            By::Outcome => readings(
                (&one.subject.insights, &one.subject.traits),
                (&two.subject.insights, &two.subject.traits),
            ),
            _ => Vec::new(),
        };
        Ok(Pair { contrast, halves, readings })
    }

    fn outcomes(self) -> [Half; 2] {
        let (query, texts) = (&self.source.report.query, t().insights_compare());
        let (won, lost) = decided(self.source.workspace, self.columns, self.selection, query);
        // Only decided deals are in the two; all that is said of stages is then about those.
        [self.half(texts.won.to_owned(), query, won), self.half(texts.lost.to_owned(), query, lost)]
    }

    fn periods(self, two: Side) -> Option<[Half; 2]> {
        let query = &self.source.report.query;
        let period = two.days(query.period, query.today)?;
        let days = |query: &Query| range(query.period.from, query.as_of(), self.source.writing);
        let other = Query { period, ..query.clone() };
        let all = || self.selection.clone();
        Some([self.half(days(query), query, all()), self.half(days(&other), &other, all())])
    }

    fn groups(self, grouping: Grouping, contrast: Contrast, choices: &[Choice]) -> Option<[Half; 2]> {
        let query = self.query(grouping);
        let chosen = |side: Side| choices.iter().find(|choice| choice.side == side);
        let one = chosen(contrast.one).or(choices.first())?;
        let split = |key| parted(self.source.workspace, self.columns, self.selection, &query, grouping, key);
        let (within, rest) = split(one.key);
        let two = match chosen(contrast.two).filter(|two| two.key != one.key) {
            Some(two) => self.half(two.name.clone(), &query, split(two.key).0),
            None => self.half(t().insights_compare().rest.to_owned(), &query, rest),
        };
        Some([self.half(one.name.clone(), &query, within), two])
    }
}
