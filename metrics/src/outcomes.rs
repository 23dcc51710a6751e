//! How deals ended: win rate, size, cycle, velocity.

use super::columns::Amount;
use super::days::Day;
use super::facts::{End, Fact, Lens};
use super::figure::{Moments, Rate, Undefined, Worth, divided, float, minor_float, whole};
use super::histogram::{Histogram, Spread};
use sales::model::StandingKind;

/// What came of the deals of a group. Won and lost are those closed in the period, or those created in it that are closed by
/// its end, as the basis says; open and created are of all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcomes {
    /// Deals won.
    pub won: usize,
    /// Deals lost.
    pub lost: usize,
    /// What the won ones are worth.
    pub won_value: Worth,
    /// What the lost ones are worth.
    pub lost_value: Worth,
    /// Open deals at the end of the period.
    pub open: usize,
    /// What the open ones are worth.
    pub open_value: Worth,
    /// Σ value × percent of the open ones.
    percents: Worth,
    /// Deals created in the period.
    pub created: usize,
    /// Won deals that no cycle has: the data have them closed before they were created, or don't have one of the two days.
    pub misdated: usize,
    cycle: Option<Spread>,
    lost_cycle: Option<Spread>,
    cycle_days: Moments,
    median_size: Option<i128>,
    sizes: Moments,
    in_the_future: bool,
}

/// How fast a pipeline turns deals into money, in minor units of the workspace's currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Velocity {
    /// Open deals × win rate × mean size / mean cycle.
    pub per_day: f64,
    /// Open deals at the end of the period.
    pub deals: usize,
    /// Won / (won + lost).
    pub win_rate: Rate,
    /// Mean value of won deals, exactly: not rounded to minor units.
    pub size: f64,
    /// Mean days from created to won.
    pub cycle_days: f64,
    /// What 10 % more deals would bring a day.
    pub more_deals: f64,
    /// What a win rate 10 % higher would bring a day; it is not taken above 100 %.
    pub more_wins: f64,
    /// What deals 10 % larger would bring a day.
    pub larger_deals: f64,
    /// What a cycle 10 % shorter would bring a day.
    pub shorter_cycle: f64,
}

impl Velocity {
    /// The velocity of thirty days.
    pub fn monthly(self) -> f64 {
        self.per_day * 30.0
    }
}

impl Outcomes {
    /// Win rate by count: won / (won + lost).
    ///
    /// # Errors
    /// [`Undefined::NothingClosed`]
    pub fn win_rate(&self) -> Result<Rate, Undefined> {
        let rate = Rate { hits: self.won, of: self.won + self.lost };
        if rate.of == 0 { Err(self.none(Undefined::NothingClosed)) } else { Ok(rate) }
    }

    /// Win rate by value: value won / (value won + value lost), 0 to 1.
    ///
    /// # Errors
    /// Nothing closed, no value, or a currency without a rate.
    pub fn win_rate_by_value(&self) -> Result<f64, Undefined> {
        self.win_rate()?;
        let mut both = self.won_value.clone();
        both.merge(&self.lost_value);
        let both = both.total().map_err(Undefined::NoRate)?;
        let won = self.won_value.total().map_err(Undefined::NoRate)?;
        if both == 0 { Err(Undefined::NoValue) } else { Ok(minor_float(won) / minor_float(both)) }
    }

    /// Average deal size: the mean value of won deals that have one, in minor units, rounded half away from zero.
    ///
    /// # Errors
    /// Nothing won, no value, or a currency without a rate.
    pub fn mean_size(&self) -> Result<i128, Undefined> {
        self.some_won()?;
        self.won_value.mean()
    }

    /// The median value of won deals that have one; of an even number the mean of the middle two, rounded half away from zero.
    ///
    /// # Errors
    /// As [`Outcomes::mean_size`].
    pub fn median_size(&self) -> Result<i128, Undefined> {
        self.mean_size()?;
        self.median_size.ok_or(Undefined::NoValue)
    }

    /// Sales cycle: calendar days from created to won.
    ///
    /// # Errors
    /// Nothing won, or nothing with dates that make sense.
    pub fn cycle(&self) -> Result<Spread, Undefined> {
        self.some_won()?;
        self.cycle.ok_or(Undefined::NoDates)
    }

    /// Calendar days from created to lost; `None` where nothing was lost.
    pub fn lost_cycle(&self) -> Option<Spread> {
        self.lost_cycle
    }

    /// The weighted value of the open deals, in minor units: Σ value × probability, rounded once.
    ///
    /// # Errors
    /// [`NoRate`](super::NoRate) where a currency has no rate.
    pub fn open_weighted(&self) -> Result<i128, super::NoRate> {
        super::stages::weighted(&self.percents)
    }

    /// Sales pipeline velocity.
    ///
    /// # Errors
    /// Where one of its four drivers is undefined, why that one is.
    pub fn velocity(&self) -> Result<Velocity, Undefined> {
        let win_rate = self.win_rate()?;
        self.mean_size()?;
        let won = self.won_value.total().map_err(Undefined::NoRate)?;
        let size = minor_float(won) / float(self.won_value.valued);
        let cycle_days = self.cycle()?.mean;
        if cycle_days <= 0.0 {
            return Err(Undefined::NoTime);
        }
        let share = win_rate.share().unwrap_or(0.0);
        let speed = |deals: f64, share: f64, size: f64, days: f64| deals * share * size / days;
        let deals = float(self.open);
        let per_day = speed(deals, share, size, cycle_days);
        Ok(Velocity {
            per_day,
            deals: self.open,
            win_rate,
            size,
            cycle_days,
            more_deals: speed(deals * 1.1, share, size, cycle_days) - per_day,
            more_wins: speed(deals, (share * 1.1).min(1.0), size, cycle_days) - per_day,
            larger_deals: speed(deals, share, size * 1.1, cycle_days) - per_day,
            shorter_cycle: speed(deals, share, size, cycle_days * 0.9) - per_day,
        })
    }

    /// Days from created to won, for comparing.
    pub fn cycle_moments(&self) -> Moments {
        self.cycle_days
    }

    /// Values of won deals in minor units, for comparing; those in a currency without a rate are left out.
    pub fn size_moments(&self) -> Moments {
        self.sizes
    }

    /// Whether there is nothing in it at all.
    pub fn is_empty(&self) -> bool {
        self.won + self.lost + self.open + self.created == 0
    }

    fn some_won(&self) -> Result<(), Undefined> {
        let reason = if self.lost == 0 { Undefined::NothingClosed } else { Undefined::NothingWon };
        if self.won == 0 { Err(self.none(reason)) } else { Ok(()) }
    }

    fn none(&self, reason: Undefined) -> Undefined {
        if self.in_the_future { Undefined::InTheFuture } else { reason }
    }
}

/// Counts while the deals go by.
#[derive(Debug, Clone, Default)]
pub(super) struct OutcomeTally {
    counts: Outcomes,
    cycle: Histogram,
    lost_cycle: Histogram,
    sizes: Vec<i64>,
}

/// What a deal adds to outcomes: looked up once, and counted in all groups that it is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    amount: Amount,
    percent: u8,
    is_new: bool,
    is_open: bool,
    end: Option<End>,
    cycle: Option<Day>,
}

impl Share {
    #[inline]
    pub(super) fn new(lens: &Lens<'_>, fact: &Fact) -> Self {
        let is_open = fact.standing == StandingKind::Open;
        Self {
            amount: fact.amount,
            percent: if is_open { lens.percent(fact) } else { 0 },
            is_new: fact.created >= lens.first,
            is_open,
            end: lens.end(fact),
            cycle: fact.cycle(),
        }
    }
}

impl OutcomeTally {
    pub(super) fn add(&mut self, share: &Share) {
        let counts = &mut self.counts;
        if share.is_new {
            counts.created += 1;
        }
        if share.is_open {
            counts.open += 1;
            counts.open_value.add(share.amount);
            counts.percents.add_times(share.amount, share.percent);
        }
        match share.end {
            Some(End::Won) => {
                counts.won += 1;
                counts.won_value.add(share.amount);
                if let Amount::Base(minor) = share.amount {
                    self.sizes.push(minor);
                }
                match share.cycle {
                    Some(days) => self.cycle.add(days),
                    None => counts.misdated += 1,
                }
            }
            Some(End::Lost) => {
                counts.lost += 1;
                counts.lost_value.add(share.amount);
                share.cycle.into_iter().for_each(|days| self.lost_cycle.add(days));
            }
            None => {}
        }
    }

    /// Adds the deals of another group.
    pub(super) fn merge(&mut self, other: &Self) {
        let (counts, more) = (&mut self.counts, &other.counts);
        counts.won += more.won;
        counts.lost += more.lost;
        counts.won_value.merge(&more.won_value);
        counts.lost_value.merge(&more.lost_value);
        counts.open += more.open;
        counts.open_value.merge(&more.open_value);
        counts.percents.merge(&more.percents);
        counts.created += more.created;
        counts.misdated += more.misdated;
        self.cycle.merge(&other.cycle);
        self.lost_cycle.merge(&other.lost_cycle);
        self.sizes.extend_from_slice(&other.sizes);
    }

    pub(super) fn finish(mut self, lens: &Lens<'_>) -> Outcomes {
        let mut sizes = Moments::default();
        for &minor in &self.sizes {
            sizes.add(minor_float(i128::from(minor)));
        }
        Outcomes {
            cycle: self.cycle.spread(),
            lost_cycle: self.lost_cycle.spread(),
            cycle_days: self.cycle.moments(),
            median_size: median(&mut self.sizes),
            sizes,
            in_the_future: lens.in_the_future(),
            ..self.counts
        }
    }
}

fn median(values: &mut [i64]) -> Option<i128> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable(middle);
    let lower = if is_odd { Some(upper) } else { below.iter().copied().max() };
    Some(divided(i128::from(upper) + i128::from(lower?), whole(2)))
}
