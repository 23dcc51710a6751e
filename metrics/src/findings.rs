//! What the figures say, as data: at most five findings, each by a stated rule with a least number of cases; none where there
//! is nothing to say.
//!
//! Findings look at the deals closed in the period and in as many days before it, whatever basis the screen shows: those are
//! over, so that a young deal is not taken for a slow one. The rules are told one finding each first, in the order of
//! [`Rule`], and then the next ones of each.

use std::collections::BTreeMap;

use super::behind::{Behind, Part, behind};
use super::columns::Columns;
use super::compare::Compared;
use super::facts::Lens;
use super::figure::{Rate, Worth};
use super::groups::{Group, Grouping, Key};
use super::insights::{Insights, insights};
use super::limits::Limits;
use super::query::{Basis, Query, Selection};
use super::stages::StageFigures;
use sales::ids::{ChoiceId, StageId};
use sales::model::{Deal, Ix, StandingKind, Workspace};

/// How many findings there are at most.
pub const MOST_FINDINGS: usize = 5;

/// From how many deals on each side a rate is looked at.
pub const RATES_FROM: usize = 20;

/// By how much a rate must differ, as a share: ten points.
pub const POINTS: f64 = 0.1;

/// From how many finished visits, or won deals, on each side a time is looked at.
pub const TIMES_FROM: usize = 10;

/// By how much longer a time must be: a quarter.
pub const LONGER: f64 = 1.25;

/// From how many stalled deals on they are told.
pub const STALLED_FROM: usize = 5;

/// From which share of the open value (of the open deals, where values can't be added up) on they are told.
pub const STALLED_SHARE: f64 = 0.2;

/// Something worth saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What, with its numbers.
    pub rule: Rule,
    /// The deals it is about.
    pub deals: Vec<Ix<Deal>>,
    /// What they are worth.
    pub value: Worth,
}

/// What a finding says.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Open deals are idle longer than their stages allow, and they are at least [`STALLED_SHARE`] of the open value.
    AtRisk {
        /// How many, of how many open ones.
        stalled: Rate,
        /// Which share of the open value they hold; `None` where values can't be added up.
        value_share: Option<f64>,
    },
    /// A stage loses at least [`POINTS`] more of its deals than before.
    DropOff {
        /// The stage.
        stage: StageId,
        /// Its drop-off now.
        now: Rate,
        /// Its drop-off before.
        before: Rate,
        /// The reason that most of the deals lost here have, and how many have it; `None` where no reason has
        /// more than half of them.
        main_reason: Option<(ChoiceId, usize)>,
    },
    /// Deals take longer in a stage, by at least a quarter and more than chance.
    SlowerStage {
        /// The stage.
        stage: StageId,
        /// Mean days of a visit now and before.
        days: (f64, f64),
        /// The difference.
        compared: Compared,
    },
    /// Winning takes longer, by at least a quarter and more than chance.
    LongerCycle {
        /// Mean days now and before.
        days: (f64, f64),
        /// The difference.
        compared: Compared,
    },
    /// A group wins more or less often than all others together, by at least [`POINTS`] and more than chance, however many
    /// groups were looked at (the interval is widened after Bonferroni).
    WinRate {
        /// What deals are grouped by.
        grouping: Grouping,
        /// The group.
        key: Key,
        /// Its win rate.
        rate: Rate,
        /// That of all other deals.
        rest: Rate,
    },
}

impl Rule {
    fn order(&self) -> u8 {
        match self {
            Self::AtRisk { .. } => 0,
            Self::DropOff { .. } => 1,
            Self::SlowerStage { .. } => 2,
            Self::LongerCycle { .. } => 3,
            Self::WinRate { .. } => 4,
        }
    }
}

/// All findings, the ones to tell first in front.
pub fn findings(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    limits: &Limits,
) -> Vec<Finding> {
    let asked = Query { basis: Basis::ClosedIn, ..query.clone() };
    let now = insights(workspace, columns, selection, &asked);
    let before = asked.before().map(|query| insights(workspace, columns, selection, &query));
    // Each rule with how strong it is, and what the deals are.
    let mut found: Vec<(f64, Rule, Behind)> = Vec::new();
    if let Some(before) = before {
        for stage in &now.stages {
            if let Some(twin) = before.stages.iter().find(|other| other.stage == stage.stage) {
                found.extend(drop_off(&asked, &now, stage, twin));
                found.extend(slower(stage, twin));
            }
        }
        found.extend(longer_cycle(&now, &before));
    }
    for (grouping, groups) in
        [(Grouping::Source, &now.sources), (Grouping::Owner, &now.owners), (Grouping::Segment, &now.segments)]
    {
        found.extend(win_rates(&now, grouping, groups));
    }
    found.sort_by(|a, b| a.1.order().cmp(&b.1.order()).then(b.0.total_cmp(&a.0)));
    let at_risk = at_risk(workspace, columns, selection, query, limits);
    let at_risk = at_risk.into_iter().map(|(rule, deals)| (rule, About::Deals(deals)));
    let found = found.into_iter().map(|(_, rule, figure)| (rule, About::Figure(figure)));
    let mut all = first_of_each(at_risk.chain(found));
    all.truncate(MOST_FINDINGS);
    let last = super::days::day_of(query.as_of());
    let told = all.into_iter().map(|(rule, about)| {
        let deals = match about {
            About::Deals(deals) => deals,
            About::Figure(figure) => behind(workspace, columns, selection, &asked, &figure),
        };
        let mut value = Worth::default();
        for ix in &deals {
            value.add(columns.amount_at(ix.index(), last));
        }
        Finding { rule, deals, value }
    });
    told.collect()
}

/// The deals a finding is about: themselves, or the figure that they are looked up for once it is told.
enum About {
    Deals(Vec<Ix<Deal>>),
    Figure(Behind),
}

/// The first of each rule in front, then the second ones, and so on.
fn first_of_each(all: impl Iterator<Item = (Rule, About)>) -> Vec<(Rule, About)> {
    let mut rounds: BTreeMap<u8, usize> = BTreeMap::new();
    let mut ranked = Vec::new();
    for finding in all {
        let round = rounds.entry(finding.0.order()).or_default();
        ranked.push((*round, finding));
        *round += 1;
    }
    ranked.sort_by_key(|(round, _)| *round);
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

fn drop_off(
    query: &Query,
    now: &Insights,
    stage: &StageFigures,
    before: &StageFigures,
) -> Option<(f64, Rule, Behind)> {
    let (rate, then) = (stage.passage(query.mode).drop_off(), before.passage(query.mode).drop_off());
    let more = rate.share()? - then.share()?;
    if rate.of < RATES_FROM || then.of < RATES_FROM || more < POINTS - 1e-12 {
        return None;
    }
    let reasons = now.losses.reasons.iter().zip(&stage.lost_by_reason);
    let lost = stage.passage(query.mode).lost;
    let named = reasons.filter_map(|(reason, &deals)| Some(((*reason)?, deals)));
    let main_reason = named.max_by_key(|named| named.1).filter(|named| 2 * named.1 > lost);
    let rule = Rule::DropOff { stage: stage.stage, now: rate, before: then, main_reason };
    Some((more, rule, Behind::Passage(stage.stage, query.mode, Part::Lost)))
}

/// Whether a mean is longer than before by enough, and by more than chance.
fn is_longer(days: (f64, f64), compared: &Compared) -> bool {
    let is_enough = compared.first >= TIMES_FROM && compared.second >= TIMES_FROM;
    is_enough && compared.difference.low > 0.0 && days.0 >= LONGER * days.1
}

fn slower(stage: &StageFigures, before: &StageFigures) -> Option<(f64, Rule, Behind)> {
    let compared = Compared::means(stage.visit_moments, before.visit_moments)?;
    let days = (stage.visit_moments.mean()?, before.visit_moments.mean()?);
    let rule = Rule::SlowerStage { stage: stage.stage, days, compared };
    is_longer(days, &compared).then_some((compared.difference.by, rule, Behind::Left(stage.stage)))
}

fn longer_cycle(now: &Insights, before: &Insights) -> Option<(f64, Rule, Behind)> {
    let (one, other) = (now.all.cycle_moments(), before.all.cycle_moments());
    let compared = Compared::means(one, other)?;
    let days = (one.mean()?, other.mean()?);
    is_longer(days, &compared).then_some((
        compared.difference.by,
        Rule::LongerCycle { days, compared },
        Behind::Won,
    ))
}

fn win_rates(now: &Insights, grouping: Grouping, groups: &[Group]) -> Vec<(f64, Rule, Behind)> {
    let closed = |group: &&Group| group.outcomes.won + group.outcomes.lost >= RATES_FROM;
    let looked_at: Vec<&Group> = groups.iter().filter(closed).collect();
    let whole = Rate { hits: now.all.won, of: now.all.won + now.all.lost };
    let finding = |group: &&Group| {
        let rate = Rate { hits: group.outcomes.won, of: group.outcomes.won + group.outcomes.lost };
        let rest = Rate { hits: whole.hits - rate.hits, of: whole.of - rate.of };
        let by = Compared::one_of(rate, rest, looked_at.len())?.difference;
        let is_real = rest.of >= RATES_FROM && by.is_real() && by.by.abs() >= POINTS - 1e-12;
        let key = group.key;
        let figure = Behind::Group(grouping, key, Box::new(Behind::Closed));
        is_real.then_some((by.by.abs(), Rule::WinRate { grouping, key, rate, rest }, figure))
    };
    looked_at.iter().filter_map(finding).collect()
}

/// Stalled deals as of today; what somebody did since a past day hides how idle a deal was then.
fn at_risk(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    limits: &Limits,
) -> Option<(Rule, Vec<Ix<Deal>>)> {
    if query.period.to < query.today {
        return None;
    }
    let lens = Lens::new(workspace, columns, selection, query);
    let (mut open, mut open_value) = (0, Worth::default());
    let (mut deals, mut value) = (Vec::new(), Worth::default());
    for fact in lens.facts().filter(|fact| fact.standing == StandingKind::Open) {
        open += 1;
        open_value.add(fact.amount);
        let idle_days = lens.last.saturating_sub(columns.touched[fact.deal]);
        let stage = workspace.stages.rows().get(usize::from(fact.stage))?;
        if limits.stalled(stage, idle_days.into()).is_some() {
            deals.push(fact.ix());
            value.add(fact.amount);
        }
    }
    let stalled = Rate { hits: deals.len(), of: open };
    let totals = value.total().ok().zip(open_value.total().ok()).filter(|totals| totals.1 > 0);
    let value_share =
        totals.map(|(part, whole)| super::figure::minor_float(part) / super::figure::minor_float(whole));
    let share = value_share.or(stalled.share())?;
    let is_told = deals.len() >= STALLED_FROM && share >= STALLED_SHARE;
    is_told.then_some((Rule::AtRisk { stalled, value_share }, deals))
}
