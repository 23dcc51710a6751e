//! Deals that are not there yet: how many come, how many of them are won before the end of a period, and what they bring.

use sales::model::{Deal, Workspace};
use sales::time::Timestamp;

use crate::earlier::{Earlier, entered};
use crate::known::{World, cycle, days_between, deals, stood, wide};
use crate::math::{count, share};
use crate::rows::{OldEnough, closed};

/// How many days back the usual number of new deals is counted.
pub const LOOKED_BACK: f64 = 365.0;
/// Days of a stretch of time, of which several are compared.
const STRETCH: f64 = 30.0;
/// Log-odds are never taken to be off by more than this, as a standard deviation.
const MOST_SWAY: f64 = 1.0;
/// No more deals than this are reckoned with in a period.
const MOST: f64 = 1e6;

/// What usually comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrivals {
    /// How many deals came a day, over the last year or as long as there were any.
    pub per_day: f64,
    /// How much the number that comes in a month varies beyond chance: the variance of its factor.
    pub(crate) unsteady: f64,
    /// How far the share that is won may be off, in all deals together: the standard deviation of its log-odds. It varies from month to
    /// month beyond chance, and it is known only as well as the number of closed deals allows.
    pub(crate) sway: f64,
    /// For won deals, days from the first day to the last, and which share of all deals one like it stands for; by days.
    pub(crate) won: Vec<(f64, f64)>,
    /// What deals were won with, in minor units of the workspace's currency.
    pub(crate) values: Vec<i64>,
}

impl Arrivals {
    /// Learns from all that was known at `now`.
    pub fn learn(workspace: &Workspace, earlier: &Earlier, now: Timestamp) -> Self {
        Self::learn_of(workspace, earlier, now, |_| true)
    }

    /// Learns from some of the deals: those of a person or of a pipeline.
    pub fn learn_of(
        workspace: &Workspace,
        earlier: &Earlier,
        now: Timestamp,
        is_asked: impl Fn(&Deal) -> bool,
    ) -> Self {
        let world = World::with(workspace, earlier, now, Vec::new());
        let mut all_closed = closed(&world);
        all_closed.retain(|row| is_asked(row.deal));
        let deals = deals(workspace, earlier, now).map(|row| row.1);
        // What came without its dates seems to have come all at once, on the day it was imported: that is not how deals come.
        let asked: Vec<&Deal> = deals.filter(|deal| is_asked(deal) && !is_dateless(deal)).collect();
        // Of those that nobody knows how long they took, nobody knows what share of them is won within some days either.
        let is_timed = |deal: &&Deal| {
            let ended = stood(earlier, deal, now).filter(|stood| stood.standing.is_closed());
            ended.is_none_or(|ended| cycle(deal, ended.since).is_some())
        };
        let timed: Vec<&Deal> = asked.iter().copied().filter(is_timed).collect();
        let old_enough = OldEnough::of(timed.iter().copied(), now);
        let ages: Vec<f64> = asked.iter().map(|deal| days_between(deal.created, now)).collect();
        let all = count(timed.len());
        let oldest = ages.iter().copied().fold(0.0, f64::max);
        let looked = oldest.clamp(1.0, LOOKED_BACK);
        let per_day = count(ages.iter().filter(|&&age| age < looked).count()) / looked;

        let mut won: Vec<(f64, f64)> = all_closed
            .iter()
            .filter(|row| row.won && !is_dateless(row.deal))
            .filter_map(|row| {
                let days = cycle(row.deal, row.at)?;
                Some((days, share(1.0, all * old_enough.share(days), 0.0)))
            })
            .collect();
        won.sort_by(|a, b| a.0.total_cmp(&b.0));
        let values = all_closed.iter().filter(|row| row.won).filter_map(|row| {
            let value = row.deal.value_at(now).filter(|value| value.minor != 0)?;
            Some(whole(world.minor(value)?))
        });
        let ends: Vec<(f64, bool)> =
            all_closed.iter().map(|row| (days_between(row.at, now), row.won)).collect();
        Self {
            per_day,
            unsteady: unsteady(ages.into_iter(), looked),
            sway: (sway(&ends) + doubt(&ends)).sqrt().min(MOST_SWAY),
            won,
            values: values.collect(),
        }
    }

    /// How many of the deals that come within some days are won within them, on average.
    pub fn won_within(&self, days: f64) -> f64 {
        let chance =
            self.won.iter().take_while(|row| row.0 < days).map(|row| (days - row.0) * row.1).sum::<f64>();
        (self.per_day * chance).clamp(0.0, MOST)
    }

    /// The same where deals are worth so many times as much.
    #[must_use]
    pub fn sized(mut self, factor: f64) -> Self {
        self.values.iter_mut().for_each(|value| *value = times(*value, factor));
        self
    }

    /// The same where each deal counts as one, whatever it is worth.
    #[must_use]
    pub fn counted(mut self) -> Self {
        self.values = vec![1];
        self
    }

    /// What a deal is usually won with, in minor units: the mean; 0 where none was.
    pub fn usual_value(&self) -> i64 {
        let sum: i128 = self.values.iter().map(|&value| i128::from(value)).sum();
        let number = i128::try_from(self.values.len()).unwrap_or(1).max(1);
        i64::try_from(sum / number).unwrap_or(0)
    }
}

/// Whether nobody knows when a deal was made, or it was made on the day it was imported because its file had no other.
fn is_dateless(deal: &Deal) -> bool {
    let is_that_day = |entered| days_between(deal.created, entered).abs() < 1.0;
    deal.guessed.created || (deal.is_partial && entered(deal.id).is_some_and(is_that_day))
}

/// By how much the numbers of deals that came in stretches of time vary beyond chance.
fn unsteady(ages: impl Iterator<Item = f64>, looked: f64) -> f64 {
    let stretches = stretches(looked);
    let mut numbers = vec![0.0; stretches];
    for age in ages {
        if let Some(number) = stretch(age).and_then(|stretch| numbers.get_mut(stretch)) {
            *number += 1.0;
        }
    }
    if stretches < 3 {
        return 0.0;
    }
    let mean = numbers.iter().sum::<f64>() / count(stretches);
    let variance = numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>()
        / (count(stretches) - 1.0);
    share((variance - mean).max(0.0), mean * mean, 0.0).min(1.0)
}

/// By how much the shares that were won in stretches of time vary beyond chance: the variance of their log-odds (method of moments).
fn sway(ends: &[(f64, bool)]) -> f64 {
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    let number = stretches_of_year();
    stretches.resize(number, (0.0, 0.0));
    for &(ago, won) in ends {
        if let Some(row) = stretch(ago).and_then(|stretch| stretches.get_mut(stretch)) {
            *row = (row.0 + 1.0, row.1 + f64::from(won));
        }
    }
    stretches.retain(|row| row.0 > 0.0);
    let (all, won) = stretches.iter().fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    if stretches.len() < 3 {
        return 0.0;
    }
    let p = won / all;
    let (mut beyond, mut scale) = (0.0, 0.0);
    for (number, won) in stretches {
        let chance = number * p * (1.0 - p);
        beyond += (won - number * p) * (won - number * p) - chance;
        scale += chance * chance;
    }
    share(beyond.max(0.0), scale, 0.0)
}

/// How well the share that is won is known: the variance of its log-odds, with half a deal more on each side; none where no deal was closed, of which
/// there is nothing to say.
fn doubt(ends: &[(f64, bool)]) -> f64 {
    let won = count(ends.iter().filter(|end| end.1).count()) + 0.5;
    let lost = count(ends.len()) + 1.0 - won;
    if ends.is_empty() { 0.0 } else { 1.0 / won + 1.0 / lost }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few months")]
fn stretches(days: f64) -> usize {
    (days / STRETCH) as usize
}

fn stretches_of_year() -> usize {
    stretches(LOOKED_BACK)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be none below zero")]
fn stretch(ago: f64) -> Option<usize> {
    (ago >= 0.0).then(|| (ago / STRETCH) as usize)
}

/// So many times an amount.
pub(crate) fn times(minor: i64, factor: f64) -> i64 {
    whole(wide(i128::from(minor)) * factor)
}

#[allow(clippy::cast_possible_truncation, reason = "rounded; beyond all bounds it is the largest")]
pub(crate) fn whole(number: f64) -> i64 {
    number.round() as i64
}
