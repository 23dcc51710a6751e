//! Two groups side by side on every figure, and whether they differ by more than chance.
//!
//! | figure | interval of the difference |
//! |---|---|
//! | rates (win rate, conversion, drop-off and its parts, moved back) | Newcombe 1998, method 10 |
//! | means (size, cycle, time in stage by visit and by deal, activities) | Welch |
//! | counts of what happened (created, won, lost, closed) | score intervals of two Poisson rates, MOVER |
//! | value won, value lost | compound Poisson sums on the logarithm, MOVER |
//! | win rate by value | ratio estimators on the log odds, MOVER |
//! | medians (size, cycle, time in stage) | Bonett and Price 2002 |
//! | P90 of time in stage | order statistics (Conover 1999, 3.2) each, MOVER |
//! | median of Kaplan and Meier | Brookmeyer and Crowley 1982 each, MOVER |
//! | velocity | delta method on the logarithm each, with the open deals as they are, MOVER |
//! | what is open at a moment, and how long it has been there | none: it is counted in full |
//!
//! All take it that the two groups know nothing of each other. Where a deal is in both, the difference is given and no interval.

use super::figure::{Difference, Moments, Rate, float, normal};
use super::interval::{Bounds, Middle};
use super::subject::Subject;
use sales::ids::StageId;

/// From how many deals on each side a difference is said to be more than chance: the intervals hold for fewer, but nobody
/// should act on them.
pub const ENOUGH: usize = 10;

/// Where two groups tell of periods of different lengths, what happened in them is compared by so many days.
pub const PACE_DAYS: u32 = 30;

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

    /// Whether there are [`ENOUGH`] cases of each.
    pub fn is_enough(&self) -> bool {
        self.first >= ENOUGH && self.second >= ENOUGH
    }

    /// Whether the difference is more than chance (the 95 % interval leaves out zero), on [`ENOUGH`] cases of each.
    pub fn is_real(&self) -> bool {
        self.is_enough() && self.difference.is_real()
    }
}

/// A figure that two groups are compared by. What each is stands beside it in [`Insights`](super::Insights).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Measure {
    Open,
    OpenValue,
    Weighted,
    Created,
    Won,
    Lost,
    Closed,
    WonValue,
    LostValue,
    WinRate,
    WinRateByValue,
    Size,
    MedianSize,
    Cycle,
    MedianCycle,
    /// The median of Kaplan and Meier.
    ExpectedCycle,
    /// Of thirty days.
    Velocity,
    /// Activities on each deal that was won or lost.
    Activities,
    /// The mean value of those that were won or lost.
    Value,
    /// Their mean days from created to closed.
    Decided,
    MovedBack,
    Stage(StageId, StageMeasure),
}

/// A figure of a stage. Rates are counted as the question says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum StageMeasure {
    /// Open deals in it.
    Here,
    HereValue,
    /// What they are worth, weighted.
    Weighted,
    /// Advanced / reached.
    Step,
    /// Reached / all.
    Cumulative,
    /// Won / reached.
    ToWon,
    /// Lost or nurtured with it as the furthest / reached.
    DropOff,
    /// Lost with it as the furthest / reached.
    Lost,
    /// Nurtured with it as the furthest / reached.
    Nurtured,
    /// Mean days of a finished visit.
    Days,
    MedianDays,
    /// Nine of ten finished visits took no longer (P90).
    NinthDays,
    /// Mean days of a deal over all its visits, of those that are not in it any more.
    DealDays,
    /// The median of the days that running visits have lasted.
    RunningMedian,
    /// The longest of them.
    RunningLongest,
}

/// How a figure differs between two groups: the first minus the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The difference, in the unit of the figure; by [`PACE_DAYS`] days where that is said.
    pub by: f64,
    /// Whether it is by [`PACE_DAYS`] days, since the groups tell of periods of different lengths.
    pub is_pace: bool,
    /// Its interval, or why there is none.
    pub interval: Result<Compared, NoInterval>,
}

/// Why a difference has no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInterval {
    /// So many deals are in both groups, and the intervals are for groups that know nothing of each other.
    Shared(usize),
    /// What is open at a moment is counted in full: there is nothing to estimate.
    Counted,
    /// One of the groups has too few cases for any.
    TooFew,
    /// Around the median of one of the groups so many cases are alike that it can't be told how far it is to be trusted.
    Alike,
    /// In one of the groups it is all or nothing.
    AllOrNothing,
    /// Too few are won yet to tell where the interval of one of the groups ends.
    Endless,
}

/// How two groups differ in a figure; `None` where one of them has no such figure.
pub fn gap(first: &Subject, second: &Subject, measure: Measure) -> Option<Gap> {
    let (one, two) = (first.figure(measure)?, second.figure(measure)?);
    let is_pace = is_of_period(measure) && is_other_length(first, second);
    let (scale_one, scale_two) = if is_pace { (pace(first.days)?, pace(second.days)?) } else { (1.0, 1.0) };
    let shared = shared(&first.over(measure), &second.over(measure));
    let interval = match shared {
        0 => compared(first, second, measure, (scale_one, scale_two)),
        shared => Err(NoInterval::Shared(shared)),
    };
    Some(Gap { by: one * scale_one - two * scale_two, is_pace, interval })
}

/// Whether a figure grows with the length of the period.
fn is_of_period(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Created
            | Measure::Won
            | Measure::Lost
            | Measure::Closed
            | Measure::WonValue
            | Measure::LostValue
    )
}

fn is_other_length(first: &Subject, second: &Subject) -> bool {
    (first.days - second.days).abs() > 0.5
}

/// What makes a number of a period one of [`PACE_DAYS`] days; `None` of a period without days.
fn pace(days: f64) -> Option<f64> {
    (days > 0.0).then(|| f64::from(PACE_DAYS) / days)
}

/// How many deals are in both of two lists in rising order.
fn shared(one: &[u32], two: &[u32]) -> usize {
    let (mut one, mut two, mut count) = (one.iter().peekable(), two.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
        let order = a.cmp(b);
        count += usize::from(order.is_eq());
        if order.is_le() {
            one.next();
        }
        if order.is_ge() {
            two.next();
        }
    }
    count
}

/// How an interval is had of each side, why there is none where it is not, and how many cases there are.
type Look = (fn(&Subject) -> Option<Bounds>, NoInterval, fn(&Subject) -> usize);

fn compared(
    first: &Subject,
    second: &Subject,
    measure: Measure,
    (scale_one, scale_two): (f64, f64),
) -> Result<Compared, NoInterval> {
    if let (Some(one), Some(two)) = (first.rate(measure), second.rate(measure)) {
        return Compared::rates(one, two).ok_or(NoInterval::TooFew);
    }
    if let (Some(one), Some(two)) = (first.moments(measure), second.moments(measure)) {
        return Compared::means(one, two).ok_or(NoInterval::TooFew);
    }
    if let (Some(one), Some(two)) = (first.count(measure), second.count(measure)) {
        let difference = Bounds::of_count(one).times(scale_one).minus(Bounds::of_count(two).times(scale_two));
        // None of one and many of the other says a lot: what counts is how many there are of both together.
        let cases = usize::midpoint(one, two);
        return Ok(Compared { difference, first: cases, second: cases });
    }
    if let (Some(one), Some(two)) = (first.tail(measure), second.tail(measure)) {
        let (a, b) = match (Bounds::of_ninth(&one), Bounds::of_ninth(&two)) {
            (Ok(a), Ok(b)) => (a, b),
            // The same reason whichever comes first.
            (Err(NoInterval::TooFew), _) | (_, Err(NoInterval::TooFew)) => return Err(NoInterval::TooFew),
            (Err(why), _) | (_, Err(why)) => return Err(why),
        };
        return Ok(Compared { difference: a.minus(b), first: one.len(), second: two.len() });
    }
    if let (Some(one), Some(two)) = (first.cases(measure), second.cases(measure)) {
        if one.len().min(two.len()) < 2 {
            return Err(NoInterval::TooFew);
        }
        let middles = Middle::of(&one).zip(Middle::of(&two));
        let (a, b) = middles.ok_or(NoInterval::Alike)?;
        return Ok(Compared { difference: a.minus(b), first: one.len(), second: two.len() });
    }
    let is_all_won = [first, second].iter().any(|subject| subject.insights.all.lost == 0);
    let decided = |subject: &Subject| subject.insights.all.won + subject.insights.all.lost;
    let won = |subject: &Subject| subject.insights.all.won;
    let lost = |subject: &Subject| subject.insights.all.lost;
    let (look, why, cases): Look = match measure {
        Measure::WonValue => (Subject::won_value, NoInterval::TooFew, won),
        Measure::LostValue => (Subject::lost_value, NoInterval::TooFew, lost),
        Measure::WinRateByValue => (Subject::won_share, NoInterval::AllOrNothing, decided),
        // With nothing lost, the win rate gives no hint of how far it is to be trusted.
        Measure::Velocity if is_all_won => return Err(NoInterval::AllOrNothing),
        Measure::Velocity => (Subject::speed, NoInterval::TooFew, decided),
        Measure::ExpectedCycle => (Subject::expected, NoInterval::Endless, Subject::followed),
        _ => return Err(NoInterval::Counted),
    };
    let (one, two) = look(first).zip(look(second)).ok_or(why)?;
    let difference = one.times(scale_one).minus(two.times(scale_two));
    Ok(Compared { difference, first: cases(first), second: cases(second) })
}
