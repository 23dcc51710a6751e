//! The last stretch of time once more: what would have been said before it, and what came.
//!
//! Deals that are put aside by lot are like those that are learnt from; the deals of tomorrow may not be. So what was chosen is tried on
//! them as well: everything is learnt anew from what had been closed by a day in the past, and predicted is what was open then
//! and has ended since. Deals that have not ended are allowed for as in `rows`.
//!
//! The same tells which base rate is to be trusted: that of all closed deals, or that of the deals one meets open on a day. The latter
//! is right as long as deals end as they did; where old deals are hardly ever closed, or times have changed, the former is often closer. It stays with the former
//! unless the latter is better by more than chance.

use sales::model::StandingKind;
use sales::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::choose::{Candidate, Lesson, Line, MOST_COMPARED, SURELY};
use crate::dice::place_of;
use crate::known::{World, days_between, stood};
use crate::math::{count, logit, share, sigmoid};
use crate::model::{EACH_FROM, LEARNT_FROM, open_facts};
use crate::rates::{Rates, ended, every, mean_by_deal, won_share};
use crate::rows::{Closed, OldEnough, closed, rows};
use crate::schema::Schema;

/// The share of the closed deals that had been closed on the day in the past.
pub const REPLAYED_FROM: f64 = 0.7;
/// With fewer deals to compare nothing is concluded.
pub const REPLAYED_DEALS: usize = 30;

/// What came of predictions from a day in the past: Brier scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Replay {
    /// When they were made.
    pub at: Timestamp,
    /// How many deals were open then and have ended since.
    pub deals: usize,
    /// With the share of all closed deals that had been won.
    pub all_closed: f64,
    /// With the share of those that were met open.
    pub met_open: f64,
    /// With the best way of predicting.
    pub best: f64,
    /// How much lower `met_open` is than `all_closed`, in standard errors of that.
    pub surely_met_open: f64,
}

impl Replay {
    /// Whether the share of the deals that were met open was closer, by more than chance.
    pub fn trusts_met_open(&self) -> bool {
        self.surely_met_open > SURELY
    }

    /// The Brier score of the base rate that is to be trusted.
    pub fn base(&self) -> f64 {
        if self.trusts_met_open() { self.met_open } else { self.all_closed }
    }
}

/// Replays the last stretch; `None` where that has too few deals.
pub(crate) fn replay(
    world: &World<'_>,
    all: &[Closed<'_>],
    candidate: Candidate,
    line: Line,
    seed: u64,
) -> Option<Replay> {
    let mut ends: Vec<Timestamp> = all.iter().map(|row| row.at).collect();
    ends.sort_unstable();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a number")]
    let at = *ends.get((count(ends.len()) * REPLAYED_FROM) as usize)?;
    let past = World::new(world.workspace, world.earlier, at);
    let mut then = closed(&past);
    let kept = count(MOST_COMPARED) / count(then.len().max(1));
    then.retain(|row| place_of(row.deal.id.0, seed.rotate_left(32)) < kept);
    let won = then.iter().filter(|row| row.won).count();
    if then.len() < LEARNT_FROM || won.min(then.len() - won) < EACH_FROM {
        return None;
    }

    let known = rows(&past, &then, seed);
    let schema = Schema::new(&past, &then, &known, &open_facts(&past));
    let encoded = schema.encode(&known.facts, known.width);
    let ended = ended(&past, &then, seed);
    let lesson =
        Lesson { world: &past, schema: &schema, rows: &known, encoded: &encoded, ended: &ended, seed };
    let picked = every(known.len());
    let learnt = lesson.learn(candidate, &picked, |_| true);
    let all_closed = Rates::new(&past, ended.iter()).base_odds();
    let met_open = logit(won_share(&known.won, &known.weight, &picked));
    let line = Line { base: met_open, ..line };

    let old_enough = OldEnough::new(world);
    let (mut facts, mut came) = (Vec::new(), Vec::new());
    for row in all {
        let open = stood(world.earlier, row.deal, at).filter(|stood| stood.standing == StandingKind::Open);
        if open.is_some() && place_of(row.deal.id.0, seed.rotate_left(16)) < kept {
            past.facts(row.deal, at, &mut facts);
            let days = |at| days_between(row.deal.created, at);
            came.push((row.won, old_enough.weight(days(at), days(row.at))));
        }
    }
    if came.len() < REPLAYED_DEALS {
        return None;
    }
    let encoded = schema.encode(&facts, known.width);
    let error = |said: f64, row: usize| {
        let error = sigmoid(said) - f64::from(came[row].0);
        error * error
    };
    let mean = |value: &dyn Fn(usize) -> f64| {
        mean_by_deal((0..).zip(&came).map(|(deal, row)| (deal, value(deal as usize), row.1)))
    };
    let best = |row: usize| {
        let facts = &facts[row * known.width..(row + 1) * known.width];
        line.of(learnt.odds(&past, facts, &encoded, row))
    };
    let (gain, wrong) = mean(&|row| error(all_closed, row) - error(met_open, row));
    Some(Replay {
        at,
        deals: came.len(),
        all_closed: mean(&|row| error(all_closed, row)).0,
        met_open: mean(&|row| error(met_open, row)).0,
        best: mean(&|row| error(best(row), row)).0,
        surely_met_open: share(gain, wrong, 0.0),
    })
}
