//! Two groups side by side, and whether they differ by more than chance.

use super::figure::{Difference, Moments, Rate, float, normal};
use super::insights::Insights;
use super::outcomes::Outcomes;
use super::query::Mode;
use super::stages::StageFigures;
use sales::ids::StageId;

/// From how many deals on each side a difference is said to be more than chance: the intervals hold for fewer, but nobody
/// should act on them.
pub const ENOUGH: usize = 10;

/// How two groups differ: always the first minus the second. `None` where one of them has no such figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Of win rates, as shares; Newcombe's interval.
    pub win_rate: Option<Compared>,
    /// Of mean sales cycles, in days; Welch's interval.
    pub cycle_days: Option<Compared>,
    /// Of mean deal sizes, in minor units; Welch's interval.
    pub size: Option<Compared>,
    /// Of the conversion of each stage that both have, in the order of the first.
    pub stages: Vec<(StageId, Compared)>,
    /// Of the mean days of a visit to each of those stages.
    pub stage_days: Vec<(StageId, Compared)>,
    /// Of the shares of deals that went back to an earlier stage; see [`Insights::moved_back`].
    pub moved_back: Option<Compared>,
}

/// A difference, and the cases it is from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The difference.
    pub difference: Difference,
    /// How many cases the first has.
    pub first: usize,
    /// How many cases the second has.
    pub second: usize,
}

impl Compared {
    /// The difference of two rates.
    pub fn rates(first: Rate, second: Rate) -> Option<Self> {
        let difference = Difference::of_rates(first, second)?;
        Some(Self { difference, first: first.of, second: second.of })
    }

    /// The difference of two rates that is the largest of as many: its interval is so much wider that one of them all misses
    /// the truth in 5 % of cases (Bonferroni).
    pub(super) fn one_of(first: Rate, second: Rate, of: usize) -> Option<Self> {
        let z = normal(0.025 / float(of.max(1)));
        let difference = Difference::of_rates_within(first, second, z)?;
        Some(Self { difference, first: first.of, second: second.of })
    }

    /// The difference of two means.
    pub fn means(first: Moments, second: Moments) -> Option<Self> {
        let difference = Difference::of_means(first, second)?;
        Some(Self { difference, first: first.count, second: second.count })
    }

    /// Whether the difference is more than chance (the 95 % interval leaves out zero), on [`ENOUGH`] cases of each.
    pub fn is_real(&self) -> bool {
        self.first >= ENOUGH && self.second >= ENOUGH && self.difference.is_real()
    }
}

/// Compares outcomes alone.
pub fn compare_outcomes(first: &Outcomes, second: &Outcomes) -> Comparison {
    let rates = first.win_rate().ok().zip(second.win_rate().ok());
    Comparison {
        win_rate: rates.and_then(|(first, second)| Compared::rates(first, second)),
        cycle_days: Compared::means(first.cycle_moments(), second.cycle_moments()),
        size: Compared::means(first.size_moments(), second.size_moments()),
        stages: Vec::new(),
        stage_days: Vec::new(),
        moved_back: None,
    }
}

/// Compares all figures of two groups: of two selections, or of one in two periods.
pub fn compare(first: &Insights, second: &Insights, mode: Mode) -> Comparison {
    let twin = |figures: &StageFigures| second.stages.iter().find(|other| other.stage == figures.stage);
    let stages = first.stages.iter().filter_map(|figures| {
        let (one, other) = (figures.passage(mode).step(), twin(figures)?.passage(mode).step());
        Some((figures.stage, Compared::rates(one, other)?))
    });
    let stage_days = first.stages.iter().filter_map(|figures| {
        Some((figures.stage, Compared::means(figures.visit_moments, twin(figures)?.visit_moments)?))
    });
    Comparison {
        stages: stages.collect(),
        stage_days: stage_days.collect(),
        moved_back: Compared::rates(first.moved_back, second.moved_back),
        ..compare_outcomes(&first.all, &second.all)
    }
}
