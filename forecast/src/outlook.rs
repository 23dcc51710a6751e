//! What a month or a quarter will bring, by every way of reckoning, and what it would bring if things were otherwise.
//!
//! A [`Scene`] is what does not depend on the period: whose deals, their chances and values, and what usually comes anew. Any number of
//! periods, and of what-ifs, are then played for little: while somebody drags, only what the dragging changes is reckoned anew.

use metrics::goals::current;
use sales::ids::{DealId, PersonId, PipelineId};
use sales::model::{Deal, Goal, Ix, Measure, Span, StandingKind, Workspace};
use sales::query::{Filter, Matcher};
use sales::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::arrivals::{Arrivals, times};
use crate::earlier::Earlier;
use crate::known::{days_between, deals, is_undated, stood, wide};
use crate::model::Look;
use crate::simulate::{Band, Simulated, Stake, simulate_with};

/// Whose deals, and in which pipeline; `None` for all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// Who owns them.
    pub owner: Option<PersonId>,
    /// The pipeline they are in.
    pub pipeline: Option<PipelineId>,
}

impl Scope {
    /// Whether a deal belongs to it.
    pub fn has(self, workspace: &Workspace, deal: &Deal) -> bool {
        (self.owner.is_none() || deal.owner == self.owner)
            && (self.pipeline.is_none() || workspace.pipeline_of(deal) == self.pipeline)
    }
}

/// A period, and where it begins and ends in the user's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// The period.
    pub span: Span,
    /// When it begins.
    pub from: Timestamp,
    /// When the next one begins.
    pub to: Timestamp,
}

/// What is assumed instead of what is: factors of 1 change nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// So many times the chance to win, of open and of new deals.
    pub win_rate: f64,
    /// So many times the value.
    pub size: f64,
    /// So many times the days until deals are closed.
    pub cycle: f64,
    /// So many times the number of new deals.
    pub new_deals: f64,
    /// Single deals that are taken to be won in the period, or not to be.
    pub fates: Vec<(DealId, Fate)>,
}

impl Default for WhatIf {
    fn default() -> Self {
        Self { win_rate: 1.0, size: 1.0, cycle: 1.0, new_deals: 1.0, fates: Vec::new() }
    }
}

/// What is taken to become of a deal in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It is won.
    Won,
    /// It is not.
    Out,
}

/// How many deals, and what they are worth in minor units of the workspace's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub deals: usize,
    /// Σ of those that have a value with a rate.
    pub minor: i128,
    /// How many of them have a value in a currency without a rate, which is not in the sum.
    pub unrated: usize,
}

/// A tier of the goal, and how likely it is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// What it wants: minor units of the workspace's currency, or a number of deals.
    pub wants: i128,
    /// The share of runs that reach it.
    pub chance: f64,
    /// The same with what was won and the open deals alone.
    pub with_open: f64,
}

/// What the runs of a period came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Played {
    /// Σ chance × value of the open deals.
    pub by_model: i128,
    /// What open deals bring.
    pub open: Band,
    /// What deals bring that are not there yet.
    pub new_deals: Band,
    /// What was won already, and both of them.
    pub total: Band,
    /// How many deals that are not there yet are won on average.
    pub new_won: f64,
    /// Target, stretch and challenge of the goal by value, as far as they are set.
    pub goal: [Option<Reach>; 3],
    /// The same of the goal by number of won deals.
    pub goal_deals: [Option<Reach>; 3],
}

/// An open deal, and what it may bring in the period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The deal.
    pub deal: DealId,
    /// The chance to be won rather than lost.
    pub win: f64,
    /// The chance to be won in the period.
    pub chance: f64,
    /// What it brings.
    pub minor: i64,
}

/// Open deals that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// First those that were asked for by name and are not among the others, then those that most is to be expected of.
    pub rows: Vec<Row>,
    /// How many there are, listed or not.
    pub found: usize,
}

/// A period by every way of reckoning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The period.
    pub window: Window,
    /// What was won in it.
    pub won: Tally,
    /// How many of those came without the day they were won, and count on the day they were made or imported.
    pub won_undated: usize,
    /// Open deals that are expected to close in it, each times the probability of its stage, or its own.
    pub weighted: Tally,
    /// Open deals whose expected day is not set, or past: they are in the weighted sum of no coming period.
    pub undated: usize,
    /// How many deals are open.
    pub open: usize,
    /// How many of them have no value that counts, and are taken for the usual one.
    pub usual: usize,
    /// That usual value: what deals are won with on average.
    pub usual_minor: i64,
    /// What the runs came to.
    pub played: Played,
    /// The open deals that most is to be expected of, the best first; those that are not likely to be won in it come last.
    pub rows: Vec<Row>,
}

/// So many deals are listed unless more are asked for; see [`Scene::rows`].
pub const LISTED: usize = 40;

/// The deals of a scope, ready for any period.
#[derive(Debug, Clone)]
pub struct Scene {
    scope: Scope,
    now: Timestamp,
    today: Date,
    arrivals: Arrivals,
    open: Vec<Open>,
    /// The deals that were won, and when.
    won: Vec<(Ix<Deal>, Timestamp)>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    ix: Ix<Deal>,
    id: DealId,
    win: f64,
    /// `None` where the usual value stands in.
    minor: Option<i64>,
}

impl Scene {
    /// Gathers what there is at the instant that is looked at, which is on the day `today`.
    pub fn new(workspace: &Workspace, earlier: &Earlier, look: &Look<'_>, scope: Scope, today: Date) -> Self {
        let now = look.now();
        let wins = look.wins().into_iter();
        let open = wins.filter_map(|(ix, win)| {
            let deal = workspace.deals.at(ix);
            scope.has(workspace, deal).then(|| Open { ix, id: deal.id, win, minor: look.worth(ix) })
        });
        let open = open.collect();
        let arrivals = Arrivals::learn_of(workspace, earlier, now, |deal| scope.has(workspace, deal));
        let won = deals(workspace, earlier, now).filter(|(_, deal)| scope.has(workspace, deal));
        let won = won.filter_map(|(ix, deal)| {
            let stood = stood(earlier, deal, now).filter(|stood| stood.standing == StandingKind::Won)?;
            Some((ix, stood.since))
        });
        Self { scope, now, today, arrivals, open, won: won.collect() }
    }

    /// The chance of each open deal to be won in a period, where deals take so many times as long.
    pub fn chances(&self, look: &Look<'_>, window: Window, cycle: f64) -> Vec<f64> {
        let (from, to) = (self.stretched(window.from, cycle), self.stretched(window.to, cycle));
        let by = |open: &Open, end| if end > self.now { look.by(open.ix, open.win, end) } else { 0.0 };
        self.open.iter().map(|open| (by(open, to) - by(open, from)).max(0.0)).collect()
    }

    /// When as much has happened as would have by an instant, were deals as quick as they are.
    fn stretched(&self, at: Timestamp, cycle: f64) -> Timestamp {
        let millis = wide(i128::from(at.0) - i128::from(self.now.0)) / cycle.max(0.01);
        #[allow(clippy::cast_possible_truncation, reason = "beyond all bounds it is the last instant")]
        Timestamp(self.now.0.saturating_add(millis as i64))
    }

    /// Plays a period. `chances` are those of [`Scene::chances`] for the cycle of the what-if.
    pub fn play(
        &self,
        workspace: &Workspace,
        chances: &[f64],
        window: Window,
        what_if: &WhatIf,
        seed: u64,
    ) -> Played {
        let mut stakes: Vec<Stake> = (self.open.iter().zip(chances))
            .map(|(open, &chance)| Stake {
                chance: (chance * what_if.win_rate).clamp(0.0, 1.0),
                minor: open.minor.map(|minor| times(minor, what_if.size)),
            })
            .collect();
        for (stake, open) in stakes.iter_mut().zip(&self.open) {
            match what_if.fates.iter().find(|fate| fate.0 == open.id) {
                Some((_, Fate::Won)) => stake.chance = 1.0,
                Some((_, Fate::Out)) => stake.chance = 0.0,
                None => {}
            }
        }
        let usual = times(self.arrivals.usual_value(), what_if.size);
        let worth = |stake: &Stake| wide(i128::from(stake.minor.unwrap_or(usual)));
        let by_model = stakes.iter().map(|stake| stake.chance * worth(stake)).sum::<f64>();
        let days = |at| days_between(self.now, self.stretched(at, what_if.cycle).max(self.now));
        let new_won = self.arrivals.won_within(days(window.to)) - self.arrivals.won_within(days(window.from));
        let new_won = (new_won * what_if.new_deals * what_if.win_rate).max(0.0);
        let arrivals = self.arrivals.clone().sized(what_if.size);
        let found = simulate_with(&stakes, &arrivals, new_won, seed);
        let won = self.won(workspace, window);
        let all = found.all();
        let [p10, p50, p90, mean] = [all.p10, all.p50, all.p90, all.mean].map(|minor| minor + won.minor);
        let by_value = self.goal(workspace, window.span, |measure| matches!(measure, Measure::WonValue(_)));
        let goal = reach(by_value, won.minor, &found, |goal, tier| match goal.measure {
            Measure::WonValue(currency) => workspace.settings.in_base(tier.into(), currency),
            _ => None,
        });
        // Deals are only counted where somebody wants to know: it is the same work once more.
        let by_number = self.goal(workspace, window.span, |measure| measure == Measure::WonDeals);
        let goal_deals = by_number.map_or([None; 3], |goal| {
            for stake in &mut stakes {
                stake.minor = Some(1);
            }
            let counted = simulate_with(&stakes, &arrivals.counted(), new_won, seed);
            let won = i128::try_from(won.deals).unwrap_or(i128::MAX);
            reach(Some(goal), won, &counted, |_, tier| Some(tier.into()))
        });
        #[allow(clippy::cast_possible_truncation, reason = "rounded; beyond all bounds it is the largest")]
        let by_model = by_model.round() as i128;
        Played {
            by_model,
            open: found.open(),
            new_deals: found.new_deals(),
            total: Band { p10, p50, p90, mean },
            new_won,
            goal,
            goal_deals,
        }
    }

    /// A period by every way of reckoning.
    pub fn outlook(&self, workspace: &Workspace, look: &Look<'_>, window: Window, seed: u64) -> Outlook {
        let chances = self.chances(look, window, 1.0);
        let played = self.play(workspace, &chances, window, &WhatIf::default(), seed);
        let usual = self.arrivals.usual_value();
        let rows = self.rows(workspace, &chances, "", &[], LISTED).rows;
        let (weighted, undated) = self.weighted(workspace, window);
        Outlook {
            window,
            won: self.won(workspace, window),
            won_undated: self.won_undated(workspace, window),
            weighted,
            undated,
            open: self.open.len(),
            usual: self.open.iter().filter(|open| open.minor.is_none()).count(),
            usual_minor: usual,
            played,
            rows,
        }
    }

    /// Open deals that match what was typed, those first that most is to be expected of, and always those that are named. `chances` are
    /// those of [`Scene::chances`].
    pub fn rows(
        &self,
        workspace: &Workspace,
        chances: &[f64],
        find: &str,
        named: &[DealId],
        limit: usize,
    ) -> Rows {
        let filter = Filter { text: find.to_owned(), ..Filter::default() };
        let matcher = Matcher::new(&filter);
        let usual = self.arrivals.usual_value();
        let is_found =
            |open: &Open| find.is_empty() || matcher.matches(workspace, workspace.deals.at(open.ix));
        let (mut rows, mut others) = (Vec::new(), Vec::new());
        for (open, &chance) in self.open.iter().zip(chances) {
            let row = Row { deal: open.id, win: open.win, chance, minor: open.minor.unwrap_or(usual) };
            if is_found(open) {
                rows.push(row);
            } else if named.contains(&row.deal) {
                others.push(row);
            }
        }
        let found = rows.len();
        let expected = |row: &Row| row.chance * wide(i128::from(row.minor));
        rows.sort_by(|a, b| {
            let by_expected = expected(b).total_cmp(&expected(a));
            by_expected.then(b.minor.cmp(&a.minor)).then(a.deal.cmp(&b.deal))
        });
        let beyond = rows.split_off(limit.min(found));
        others.extend(beyond.into_iter().filter(|row| named.contains(&row.deal)));
        others.extend(rows);
        Rows { rows: others, found }
    }

    /// What was won in a period, up to now.
    pub fn won(&self, workspace: &Workspace, window: Window) -> Tally {
        let mut tally = Tally::default();
        for (deal, _) in self.won_in(workspace, window) {
            tally.add(workspace, deal, 100);
        }
        tally.settled()
    }

    fn won_in<'a>(
        &'a self,
        workspace: &'a Workspace,
        window: Window,
    ) -> impl Iterator<Item = (&'a Deal, Timestamp)> {
        let won = self.won.iter().filter(move |row| window.from <= row.1 && row.1 < window.to);
        won.map(|&(ix, at)| (workspace.deals.at(ix), at))
    }

    fn won_undated(&self, workspace: &Workspace, window: Window) -> usize {
        self.won_in(workspace, window).filter(|(deal, at)| is_undated(deal, *at)).count()
    }

    fn weighted(&self, workspace: &Workspace, window: Window) -> (Tally, usize) {
        let (first, last) = (window.span.first(), window.span.last());
        let mut tally = Tally::default();
        let mut undated = 0;
        for open in &self.open {
            let deal = workspace.deals.at(open.ix);
            match deal.expected_close {
                Some(day) if (first..=last).contains(&day) => {
                    tally.add(workspace, deal, workspace.probability_of(deal).min(100));
                }
                Some(day) if day >= self.today => {}
                _ => undated += 1,
            }
        }
        (tally.settled(), undated)
    }

    /// The goal for what is won in the period, by value or by number.
    fn goal<'w>(
        &self,
        workspace: &'w Workspace,
        span: Span,
        is_measure: impl Fn(Measure) -> bool,
    ) -> Option<&'w Goal> {
        let is_asked = |goal: &&Goal| {
            is_measure(goal.measure)
                && (goal.span, goal.owner, goal.pipeline) == (span, self.scope.owner, self.scope.pipeline)
        };
        current(workspace).into_iter().find(is_asked)
    }
}

/// How likely each tier of a goal is to be reached, where so much was won already.
fn reach(
    goal: Option<&Goal>,
    won: i128,
    found: &Simulated,
    wants: impl Fn(&Goal, i64) -> Option<i128>,
) -> [Option<Reach>; 3] {
    let Some(goal) = goal else { return [None; 3] };
    [Some(goal.tiers.target), goal.tiers.stretch, goal.tiers.challenge].map(|tier| {
        let wants = wants(goal, tier?)?;
        let missing = wants.saturating_sub(won);
        let (chance, with_open) = (found.chance_to_reach(missing), found.chance_to_reach_with_open(missing));
        Some(Reach { wants, chance, with_open })
    })
}

impl Tally {
    /// Adds so many hundredths of a deal's value; [`Tally::settled`] takes the hundredths out again.
    fn add(&mut self, workspace: &Workspace, deal: &Deal, percent: u8) {
        self.deals += 1;
        let Some(value) = deal.value else { return };
        match workspace.settings.in_base(i128::from(value.minor), value.currency) {
            Some(minor) => self.minor += minor * i128::from(percent),
            None => self.unrated += 1,
        }
    }

    fn settled(self) -> Self {
        // Half away from zero, as everywhere; values are not negative.
        Self { minor: (self.minor + 50) / 100, ..self }
    }
}
