//! Goals: how far one is, whether that is on time, whether the open deals will do, and whether parts come to the whole.
//!
//! - [`progress`] measures one goal, [`attainment`] all people beside one another.
//! - [`sums`] compares months with their quarter, quarters with their year and people with the team; [`split`] cuts a goal into
//!   parts that come to it.
//! - [`breakdown`] turns a goal into deals, leads and activities.
//!
//! All are asked of a [`Ledger`], which is gathered once. Money is in minor units of the workspace's currency: goals in another one are
//! converted at its table, and refuse where it has no rate. Which choices that leaves, and why, is in
//! `docs/decisions/0021-goals.md` (docs: goals).

pub mod breakdown;

use chrono::{Datelike, Weekday};

use crate::{Ledger, NoRate, Period, Scope, Tally, Undefined, Unrated, divided, minor_float, whole};
use sales::ids::{GoalId, PersonId, PipelineId};
use sales::model::{Goal, Measure, Span, Tier, Workspace};
use sales::money::Currency;
use sales::time::Date;

/// From how many periods the usual course of one is learnt.
pub const CURVE_FROM: usize = 3;

/// How time is counted where a goal is compared with the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Clock {
    /// All days alike.
    Days,
    /// Mondays to Fridays only. Which of them are holidays nobody has told.
    #[default]
    Workdays,
}

impl Clock {
    /// How many days count, from the first to the last, both included; none where the last is before the first.
    pub fn count(self, period: Period) -> u32 {
        let all = period.days();
        let counted = match self {
            Self::Days => all,
            Self::Workdays => {
                let (weeks, rest) = (all / 7, all % 7);
                let counts = |day: Date| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                let days = period.from.iter_days().take(usize::try_from(rest).unwrap_or(0));
                weeks * 5 + i64::try_from(days.filter(|&day| counts(day)).count()).unwrap_or(0)
            }
        };
        u32::try_from(counted).unwrap_or(u32::MAX)
    }
}

/// How far a goal is. Amounts are minor units of the workspace's currency where value is measured, otherwise counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The period, all of it.
    pub period: Period,
    /// The tiers that are set, lowest first.
    pub tiers: Vec<(Tier, i128)>,
    /// What was achieved up to the day that was asked about.
    pub achieved: i128,
    /// How many days, or workdays, of the period are over, that day included.
    pub passed: u32,
    /// How many it has.
    pub whole: u32,
    /// Against the calendar: as if as much were achieved every day.
    pub by_calendar: Pace,
    /// Against how such periods usually go: many teams win most at the end of a quarter.
    ///
    /// [`Undefined::TooFew`] where there were fewer than [`CURVE_FROM`] whole ones, [`Undefined::NothingWon`] where nothing was
    /// achieved in them.
    pub by_curve: Result<Pace, Undefined>,
    /// What is open and expected to close in the period, beside what is still to be won. `None` where the goal is reached, or counts
    /// what open deals don't bring.
    pub coverage: Option<Result<Coverage, NoRate>>,
}

/// How far one should be by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Target × the share of the period that is over, or usually achieved by now; rounded half away from zero.
    pub expected: i128,
    /// Achieved − expected: below zero is behind.
    pub ahead: i128,
    /// How many earlier periods that share was learnt from; none where it is the calendar's.
    pub periods: usize,
}

/// Open value closing in the period / remaining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// What the open deals that are expected to close in the period come to, whatever their chance.
    pub open: i128,
    /// Target − achieved, above zero.
    pub remaining: i128,
}

impl Coverage {
    /// How many times the open deals cover what remains.
    pub fn ratio(self) -> f64 {
        minor_float(self.open) / minor_float(self.remaining)
    }
}

impl Progress {
    /// The target.
    pub fn target(&self) -> i128 {
        self.tiers.first().map_or(0, |tier| tier.1)
    }

    /// Attainment: achieved / target.
    pub fn share(&self) -> f64 {
        let target = self.target();
        if target > 0 { minor_float(self.achieved) / minor_float(target) } else { 0.0 }
    }

    /// The highest tier that is reached.
    pub fn reached(&self) -> Option<Tier> {
        self.tiers.iter().rev().find(|tier| tier.1 <= self.achieved).map(|tier| tier.0)
    }

    /// Target − achieved, at least zero.
    pub fn remaining(&self) -> i128 {
        (self.target() - self.achieved).max(0)
    }

    /// The lowest tier that is not reached, and what is missing of it.
    pub fn next(&self) -> Option<(Tier, i128)> {
        let next = self.tiers.iter().find(|tier| tier.1 > self.achieved)?;
        Some((next.0, next.1 - self.achieved))
    }

    /// What it comes to at the end of the period if it goes on as up to now: achieved / passed × whole. `None` before it began.
    pub fn projected(&self) -> Option<i128> {
        let projected = |passed| divided(self.achieved.saturating_mul(self.whole.into()), passed);
        (self.passed > 0).then(|| projected(self.passed.into()))
    }
}

/// The days of a span.
pub fn period(span: Span) -> Period {
    Period { from: span.first(), to: span.last() }
}

/// How far a goal is at the end of the ledger's day.
///
/// # Errors
/// [`NoRate`] where the goal, or something that was won, is in a currency without a rate.
pub fn progress(
    workspace: &Workspace,
    ledger: &Ledger,
    goal: &Goal,
    clock: Clock,
) -> Result<Progress, NoRate> {
    let period = period(goal.span);
    let (tally, scope) = (tally(goal.measure), scope(goal));
    let mut tiers = Vec::with_capacity(3);
    for (tier, amount) in goal.tiers.each() {
        tiers.push((tier, in_base(workspace, goal.measure, amount)?));
    }
    let target = tiers.first().map_or(0, |tier| tier.1);
    let achieved = amount(ledger, goal.measure, tally, scope, period)?;
    let whole = clock.count(period);
    let passed = clock.count(Period { to: period.to.min(ledger.as_of()), ..period });
    let expected = divided(target.saturating_mul(passed.into()), i128::from(whole.max(1)));
    let remaining = target - achieved;
    let brings = matches!(goal.measure, Measure::WonValue(_) | Measure::WonDeals);
    let coverage = (brings && remaining > 0).then(|| {
        let open = amount(ledger, goal.measure, Tally::Closing, scope, period)?;
        Ok(Coverage { open, remaining })
    });
    Ok(Progress {
        period,
        tiers,
        achieved,
        passed,
        whole,
        by_calendar: Pace { expected, ahead: achieved - expected, periods: 0 },
        by_curve: usual(ledger, goal, target, achieved),
        coverage,
    })
}

/// How far one usually is by now: Σ achieved up to the same part of earlier periods / Σ achieved in all of them. Periods are of the
/// same length, and over which the ledger knows all; a large one weighs more than a small one.
fn usual(ledger: &Ledger, goal: &Goal, target: i128, achieved: i128) -> Result<Pace, Undefined> {
    let (tally, scope) = (tally(goal.measure), scope(goal));
    let look_back = match goal.span {
        Span::Month { .. } => 12,
        Span::Quarter { .. } => 8,
        Span::Year { .. } => 5,
    };
    let own = period(goal.span);
    let days = own.days();
    let passed = Period { to: own.to.min(ledger.as_of()), ..own }.days();
    let first = ledger.first_day(tally, scope);
    let (mut until_now, mut whole, mut periods) = (0_i128, 0_i128, 0);
    let earlier = std::iter::successors(goal.span.before(), |span| span.before()).take(look_back);
    for span in earlier.take_while(|span| first.is_some_and(|first| first <= span.first())) {
        let all = period(span);
        // What is not over yet, as for a goal of next year, tells nothing of how such a period goes.
        if all.to > ledger.as_of() {
            continue;
        }
        // The same part of a period of another length, February's 28 days among them.
        let part = (passed * all.days() + days / 2) / days.max(1);
        let sum = |period| amount(ledger, goal.measure, tally, scope, period).map_err(Undefined::NoRate);
        whole += sum(all)?;
        if let Some(to) =
            chrono::TimeDelta::try_days(part - 1).and_then(|days| all.from.checked_add_signed(days))
        {
            until_now += sum(Period { to, ..all })?;
        }
        periods += 1;
    }
    if periods < CURVE_FROM {
        return Err(Undefined::TooFew { have: periods, need: CURVE_FROM });
    }
    if whole == 0 {
        return Err(Undefined::NothingWon);
    }
    let expected = divided(target.saturating_mul(until_now), whole);
    Ok(Pace { expected, ahead: achieved - expected, periods })
}

/// What one person achieved, beside their goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Attainment {
    /// The person; `None` for what nobody owns.
    pub owner: Option<PersonId>,
    /// What they achieved.
    pub achieved: Result<i128, NoRate>,
    /// Their goal, where they have one.
    pub goal: Option<GoalId>,
    /// What it wants of them.
    pub target: Option<Result<i128, NoRate>>,
}

impl Attainment {
    /// Achieved / target; `None` without a goal, or where a rate is missing.
    pub fn share(&self) -> Option<f64> {
        match (&self.achieved, &self.target) {
            (Ok(achieved), Some(Ok(target))) if *target > 0 => {
                Some(minor_float(*achieved) / minor_float(*target))
            }
            _ => None,
        }
    }
}

/// Person by person: who has a goal for the period, or achieved anything in it. What they achieved comes to what the team did.
/// Those who achieved most come first.
pub fn attainment(
    workspace: &Workspace,
    ledger: &Ledger,
    span: Span,
    pipeline: Option<PipelineId>,
    measure: Measure,
) -> Vec<Attainment> {
    let (tally, all) = (tally(measure), period(span));
    let goals = current(workspace);
    let mine = goals.iter().filter(|goal| {
        goal.owner.is_some()
            && (goal.span, goal.pipeline) == (span, pipeline)
            && goal.measure.is_like(measure)
    });
    let mut owners = ledger.owners(tally, pipeline, all);
    owners.extend(mine.clone().map(|goal| goal.owner));
    owners.sort_unstable();
    owners.dedup();
    let row = |owner: Option<PersonId>| {
        let goal = mine.clone().find(|goal| owner.is_some() && goal.owner == owner);
        Attainment {
            owner,
            achieved: amount(ledger, measure, tally, Scope { owner: Some(owner), pipeline }, all),
            goal: goal.map(|goal| goal.id),
            target: goal.map(|goal| in_base(workspace, goal.measure, goal.tiers.target)),
        }
    };
    let mut rows: Vec<Attainment> = owners.into_iter().map(row).collect();
    rows.sort_by_key(|row| {
        (row.owner.is_none(), std::cmp::Reverse(row.achieved.as_ref().ok().copied()), row.owner)
    });
    rows
}

/// What parts of a goal are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// The months of a quarter or a year.
    Months,
    /// The quarters of a year.
    Quarters,
    /// The people of the team.
    People,
}

/// A goal, and what its parts come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// What the parts are.
    pub by: By,
    /// The parts that have a goal, in order of time, or of the people.
    pub parts: Vec<GoalId>,
    /// How many months or quarters have none; of people nobody knows how many should have one.
    pub missing: usize,
    /// Σ of their targets.
    pub sum: Result<i128, NoRate>,
    /// The target of the whole − that sum: above zero where parts are missing or too small.
    pub difference: Result<i128, NoRate>,
}

/// What the parts of a goal come to, for each way to cut it of which there is any part.
pub fn sums(workspace: &Workspace, goal: &Goal) -> Vec<Parts> {
    let goals = current(workspace);
    let alike = |other: &Goal| other.pipeline == goal.pipeline && other.measure.is_like(goal.measure);
    let in_time = |spans: Vec<Span>| {
        let found = |span: &Span| {
            goals.iter().copied().find(|other| {
                other.span == *span && other.owner == goal.owner && alike(other) && other.id != goal.id
            })
        };
        let count = spans.len();
        (spans.iter().filter_map(found).collect::<Vec<&Goal>>(), count)
    };
    let mut people: Vec<&Goal> = goals.iter().copied().filter(|other| other.owner.is_some()).collect();
    people.retain(|other| goal.owner.is_none() && other.span == goal.span && alike(other));
    people.sort_by_key(|other| other.owner);
    let own = people.len();
    let cuts = [
        (By::Quarters, in_time(goal.span.by_quarter())),
        (By::Months, in_time(goal.span.by_month())),
        (By::People, (people, own)),
    ];
    let target = |goal: &Goal| in_base(workspace, goal.measure, goal.tiers.target);
    let cuts = cuts.into_iter().filter(|(_, (parts, _))| !parts.is_empty());
    cuts.map(|(by, (parts, wanted))| {
        let sum = add_up(parts.iter().map(|part| target(part)));
        let difference = sum.clone().and_then(|sum| Ok(target(goal)? - sum));
        let missing = wanted - parts.len();
        Parts { by, parts: parts.iter().map(|part| part.id).collect(), missing, sum, difference }
    })
    .collect()
}

/// The sum, or all that has no rate to add it up with, each currency once.
fn add_up(amounts: impl Iterator<Item = Result<i128, NoRate>>) -> Result<i128, NoRate> {
    let (mut sum, mut unrated) = (0, Vec::new());
    for amount in amounts {
        match amount {
            Ok(amount) => sum += amount,
            Err(NoRate(rows)) => {
                for row in rows {
                    if unrated.iter().all(|known: &Unrated| known.currency != row.currency) {
                        unrated.push(row);
                    }
                }
            }
        }
    }
    if unrated.is_empty() { Ok(sum) } else { Err(NoRate(unrated)) }
}

/// Cuts an amount into parts by weight, as the months of a quarter by their workdays, that come to it exactly. Without any
/// weight they are alike; into no parts it can't be cut.
pub fn split(amount: i64, weights: &[u32]) -> Vec<i64> {
    let even = weights.iter().all(|&weight| weight == 0);
    let weight = |weight: u32| if even { 1 } else { i128::from(weight) };
    let whole: i128 = weights.iter().map(|&own| weight(own)).sum();
    let (mut passed, mut given) = (0, 0);
    weights
        .iter()
        .map(|&own| {
            passed += weight(own);
            let until = i64::try_from(i128::from(amount) * passed / whole.max(1)).unwrap_or(amount);
            let part = until - given;
            given = until;
            part
        })
        .collect()
}

/// The goals that count, in the order they were made. Two people who were apart may have set a goal for the same thing; then
/// the one that was made last does.
pub fn current(workspace: &Workspace) -> Vec<&Goal> {
    let key = |goal: &Goal| (goal.span, goal.owner, goal.pipeline, std::mem::discriminant(&goal.measure));
    let mut last = std::collections::HashMap::new();
    for goal in workspace.goals.iter() {
        let slot = last.entry(key(goal)).or_insert(goal);
        if goal.id > slot.id {
            *slot = goal;
        }
    }
    let mut goals: Vec<&Goal> = last.into_values().collect();
    goals.sort_by_key(|goal| goal.id);
    goals
}

/// The goals of a person for a running or a coming period: what is left behind when the person goes.
pub fn to_come(workspace: &Workspace, person: PersonId, today: Date) -> Vec<&Goal> {
    let mut goals = current(workspace);
    goals.retain(|goal| goal.owner == Some(person) && goal.span.last() >= today);
    goals
}

/// The goals of a running or a coming period whose person is out of use: somebody else has to take them over.
pub fn left_behind(workspace: &Workspace, today: Date) -> Vec<&Goal> {
    let mut goals = current(workspace);
    goals.retain(|goal| {
        let is_gone = |owner| workspace.people.live(owner).is_none_or(|person| person.archived);
        goal.span.last() >= today && goal.owner.is_some_and(is_gone)
    });
    goals
}

fn tally(measure: Measure) -> Tally {
    match measure {
        Measure::WonValue(_) | Measure::WonDeals => Tally::Won,
        Measure::NewDeals => Tally::New,
        Measure::Activities => Tally::Activities,
    }
}

fn scope(goal: &Goal) -> Scope {
    Scope { owner: goal.owner.map(Some), pipeline: goal.pipeline }
}

fn amount(
    ledger: &Ledger,
    measure: Measure,
    tally: Tally,
    scope: Scope,
    period: Period,
) -> Result<i128, NoRate> {
    let sum = ledger.sum(tally, scope, period);
    match measure {
        Measure::WonValue(_) => sum.worth.total(),
        Measure::WonDeals | Measure::NewDeals | Measure::Activities => Ok(whole(sum.count)),
    }
}

/// An amount of a measure: money in the workspace's currency, counts as they are.
fn in_base(workspace: &Workspace, measure: Measure, amount: i64) -> Result<i128, NoRate> {
    match measure {
        Measure::WonValue(currency) => money_in_base(workspace, amount, currency),
        Measure::WonDeals | Measure::NewDeals | Measure::Activities => Ok(amount.into()),
    }
}

fn money_in_base(workspace: &Workspace, minor: i64, currency: Currency) -> Result<i128, NoRate> {
    let no_rate = || NoRate(vec![Unrated { currency, deals: 0 }]);
    workspace.settings.in_base(minor.into(), currency).ok_or_else(no_rate)
}
