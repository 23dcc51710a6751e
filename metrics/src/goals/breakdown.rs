//! From a goal to deals, leads and activities (拆解): what has to be done, by when, by whom.
//!
//! [`gather`] reads the pipeline's own history, which takes passes over all deals and is done once. [`break_down`] computes from that and
//! from what a person assumes instead, and reads nothing else, so that it answers while a slider is dragged.

mod inputs;

use std::collections::BTreeMap;

use crate::{Period, minor_float};
use sales::ids::{IdMap, StageId};
use sales::model::{ActivityKind, Assumption, Measure};
use sales::money::Money;
use sales::time::Date;

pub use inputs::{Ask, HISTORY_DAYS, HISTORY_FROM, Input, Inputs, Source, StageInput, gather};

/// What a goal comes to, step by step. Where something is asked for, what depends on it is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The average deal size that was reckoned with.
    pub size: Option<Input<i128>>,
    /// ⌈remaining / average deal size⌉; of a goal of won deals, what remains.
    pub won_deals: Option<u64>,
    /// Stage by stage.
    pub stages: Vec<StagePlan>,
    /// New leads: the deals needed in the first stage; of a goal of new deals, what remains.
    pub leads: Option<u64>,
    /// The sales cycle that was reckoned with, in days.
    pub cycle_days: Option<Input<u32>>,
    /// The day the leads must be in by: that many days before the last day of the period.
    pub leads_by: Option<Date>,
    /// That day is over: leads that come now are won after the period as a rule.
    pub is_late: bool,
    /// Kind by kind.
    pub activities: Vec<ActivityPlan>,
    /// All activities together.
    pub effort: Option<Effort>,
    /// How many people share the work.
    pub people: Input<u32>,
    /// How many days are left of the period.
    pub days_left: u32,
    /// What nobody knows. Nothing where nothing remains to be achieved.
    pub asks: Vec<Ask>,
}

/// A stage of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StagePlan {
    /// The stage.
    pub stage: StageId,
    /// The share that goes on, 0 to 1.
    pub step: Option<Input<f64>>,
    /// Cumulative conversion from here to won: the product of the steps from here on.
    pub to_won: Option<f64>,
    /// ⌈won deals needed / cumulative conversion⌉.
    pub needed: Option<u64>,
    /// Open deals that are in it now.
    pub here: usize,
}

/// The activities of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityPlan {
    /// The kind.
    pub kind: ActivityKind,
    /// Hundredths of an activity for each new deal.
    pub per_lead: Input<u32>,
    /// What that comes to.
    pub effort: Option<Effort>,
}

/// Activities, and how many that is a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// ⌈leads × activities a lead⌉.
    pub needed: u64,
    /// Needed × 7 / days left; `None` where no day is left.
    pub per_week: Option<f64>,
    /// The same, divided by the people.
    pub per_person: Option<f64>,
}

/// What a goal comes to with these assumptions in the place of inputs. Of two about the same input the later counts; one about a stage
/// that is not among them changes nothing.
pub fn break_down(inputs: &Inputs, assumptions: &[Assumption]) -> Plan {
    let mut asks = Vec::new();
    let assumed = Assumed::read(assumptions);
    let needs_deals = matches!(inputs.measure, Measure::WonValue(_) | Measure::WonDeals);
    let needs_leads = needs_deals || inputs.measure == Measure::NewDeals;
    let remaining = count(inputs.remaining);

    let size = match assumed.size {
        // One whose currency has no rate any more is asked for again.
        Some(size) => inputs
            .settings
            .in_base(size.minor.into(), size.currency)
            .filter(|&base| base > 0)
            .map(Input::assumed),
        None => inputs.size,
    };
    let won_deals = match inputs.measure {
        Measure::WonValue(_) => {
            if size.is_none() {
                asks.push(Ask::Size);
            }
            size.map(|size| count(ceiling(inputs.remaining, size.value)))
        }
        Measure::WonDeals => Some(remaining),
        Measure::NewDeals | Measure::Activities => None,
    };

    let mut stages: Vec<StagePlan> = Vec::with_capacity(inputs.stages.len());
    let mut to_won = Some(1.0);
    for row in inputs.stages.iter().rev() {
        let step = assumed.steps.get(&row.stage).copied().or(row.step);
        // Where nothing ever went on, no number of deals is enough.
        let usable = step.filter(|step| step.value > 0.0);
        if needs_deals && usable.is_none() {
            asks.push(Ask::Step(row.stage));
        }
        to_won = to_won.zip(usable).map(|(rest, step): (f64, _)| rest * step.value);
        let needed = won_deals.zip(to_won).map(|(won, share)| over(won, share));
        stages.push(StagePlan { stage: row.stage, step, to_won, needed, here: row.here });
    }
    stages.reverse();

    let leads = match inputs.measure {
        Measure::WonValue(_) | Measure::WonDeals => stages.first().map_or(won_deals, |first| first.needed),
        Measure::NewDeals => Some(remaining),
        Measure::Activities => None,
    };
    let cycle_days = assumed.cycle_days.or(inputs.cycle_days);
    if needs_deals && cycle_days.is_none() {
        asks.push(Ask::CycleDays);
    }
    let leads_by = match cycle_days.filter(|_| needs_deals) {
        Some(days) => inputs.period.to.checked_sub_days(chrono::Days::new(days.value.into())),
        None => (inputs.measure == Measure::NewDeals).then_some(inputs.period.to),
    };

    let people = assumed.people.unwrap_or(inputs.people);
    let from = inputs.as_of.succ_opt().unwrap_or(Date::MAX).max(inputs.period.from);
    let days_left = u32::try_from(Period { from, to: inputs.period.to }.days()).unwrap_or(0);
    let effort = |needed: u64| {
        let per_week = (days_left > 0).then(|| minor_float(needed.into()) * 7.0 / f64::from(days_left));
        let per_person = per_week.map(|all| all / f64::from(people.value.max(1)));
        Effort { needed, per_week, per_person }
    };
    let mut kinds: BTreeMap<ActivityKind, Input<u32>> = inputs.per_lead.iter().flatten().copied().collect();
    kinds.extend(assumed.per_lead);
    if needs_leads && kinds.is_empty() {
        asks.push(Ask::Activities);
    }
    let each = |per_lead: Input<u32>| {
        leads.map(|leads| count(ceiling(i128::from(leads) * i128::from(per_lead.value), 100)))
    };
    let activities: Vec<ActivityPlan> = kinds
        .into_iter()
        .filter(|_| needs_leads)
        .map(|(kind, per_lead)| ActivityPlan { kind, per_lead, effort: each(per_lead).map(effort) })
        .collect();
    let all = activities.iter().map(|row| row.effort.map(|effort| effort.needed)).sum::<Option<u64>>();
    let all = if needs_leads { all.filter(|_| !activities.is_empty()) } else { Some(remaining) };

    asks.sort_unstable();
    asks.dedup();
    if inputs.remaining <= 0 {
        asks.clear();
    }
    let is_late = leads.is_some_and(|leads| leads > 0) && leads_by.is_some_and(|by| by <= inputs.as_of);
    Plan {
        size,
        won_deals,
        stages,
        leads,
        cycle_days,
        leads_by,
        is_late,
        activities,
        effort: all.map(effort),
        people,
        days_left,
        asks,
    }
}

/// Assumptions, each where it belongs.
#[derive(Default)]
struct Assumed {
    size: Option<Money>,
    steps: IdMap<StageId, Input<f64>>,
    cycle_days: Option<Input<u32>>,
    per_lead: BTreeMap<ActivityKind, Input<u32>>,
    people: Option<Input<u32>>,
}

impl Assumed {
    fn read(assumptions: &[Assumption]) -> Self {
        let mut read = Self::default();
        for assumption in assumptions {
            match *assumption {
                Assumption::Size(size) => read.size = Some(size),
                Assumption::Step { stage, per_ten_thousand } => {
                    let share = f64::from(per_ten_thousand.min(10_000)) / 10_000.0;
                    read.steps.insert(stage, Input::assumed(share));
                }
                Assumption::CycleDays(days) => read.cycle_days = Some(Input::assumed(days.into())),
                Assumption::PerLead { kind, hundredths } => {
                    read.per_lead.insert(kind, Input::assumed(hundredths));
                }
                Assumption::People(people) => read.people = Some(Input::assumed(people.into())),
            }
        }
        read
    }
}

/// A line of two plans side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// The average deal size, in minor units of the workspace's currency.
    Size,
    /// Won deals needed.
    WonDeals,
    /// Deals needed in a stage.
    Stage(StageId),
    /// New leads needed.
    Leads,
    /// Days of the sales cycle.
    CycleDays,
    /// Activities of a kind.
    Activities(ActivityKind),
    /// All activities.
    Effort,
    /// How many people share the work.
    People,
}

/// What two plans say of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// What it is about.
    pub line: Line,
    /// What the one says.
    pub one: Option<i128>,
    /// What the other says.
    pub other: Option<i128>,
}

impl Beside {
    /// The other − the one; `None` where one of them says nothing.
    pub fn difference(self) -> Option<i128> {
        Some(self.other? - self.one?)
    }
}

/// Two plans side by side, line by line; kinds and stages that only one has are there as well.
pub fn compare(one: &Plan, other: &Plan) -> Vec<Beside> {
    let (these, mut lines) = (lines(one), Vec::new());
    let mut those = self::lines(other);
    for (line, one) in these {
        let at = those.iter().position(|row| row.0 == line);
        let other = at.and_then(|at| those.remove(at).1);
        lines.push(Beside { line, one, other });
    }
    lines.extend(those.into_iter().map(|(line, other)| Beside { line, one: None, other }));
    lines
}

fn lines(plan: &Plan) -> Vec<(Line, Option<i128>)> {
    let number = |count: Option<u64>| count.map(i128::from);
    let mut lines = vec![
        (Line::Size, plan.size.map(|size| size.value)),
        (Line::CycleDays, plan.cycle_days.map(|days| days.value.into())),
        (Line::People, Some(plan.people.value.into())),
        (Line::WonDeals, number(plan.won_deals)),
    ];
    lines.extend(plan.stages.iter().map(|row| (Line::Stage(row.stage), number(row.needed))));
    lines.push((Line::Leads, number(plan.leads)));
    lines.extend(
        plan.activities
            .iter()
            .map(|row| (Line::Activities(row.kind), number(row.effort.map(|effort| effort.needed)))),
    );
    lines.push((Line::Effort, number(plan.effort.map(|effort| effort.needed))));
    lines
}

/// ⌈number / by⌉ of numbers that are not below zero, the divisor above.
fn ceiling(number: i128, by: i128) -> i128 {
    let by = by.max(1);
    number / by + i128::from(number % by > 0)
}

fn count(number: i128) -> u64 {
    u64::try_from(number.max(0)).unwrap_or(u64::MAX)
}

/// ⌈deals / share⌉. A product of shares is a hair off what it stands for; a thousand-millionth is not a deal more.
fn over(deals: u64, share: f64) -> u64 {
    whole_above(minor_float(deals.into()) / share)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it ends at the largest number, and none is below zero"
)]
fn whole_above(number: f64) -> u64 {
    (number * (1.0 - 1e-9)).ceil().max(0.0) as u64
}
