//! The tables: stages, the leaderboard, the drivers of the velocity.

use exchange::export::plain_amount;
use metrics::{Behind, Group, Grouping, Key, NoRate, Part, Rate, StageFigures, Undefined};
use sales::ids::PersonId;
use sales::money::Money;

use super::grid::{Cell, Grid, Row};
use super::groupings;
use super::source::Source;
use super::source::Written;
use super::tiles::whole;
use super::writing::reason;
use crate::text::t;

impl Source<'_> {
    pub(super) fn count_cell(self, metric: &'static str, count: usize) -> Cell {
        #[allow(clippy::cast_precision_loss, reason = "only to sort by")]
        let order = Some(count as f64);
        Cell { metric, figure: Ok(self.count(count)), order, plain: count.to_string(), behind: None }
    }

    pub(super) fn rate_cell(self, metric: &'static str, rate: Result<Rate, Undefined>) -> Cell {
        let known = rate.and_then(|rate| self.known(rate));
        let share = known.clone().ok().and_then(Rate::share);
        let figure =
            known.map(|rate| Written::new(self.writing.rate_or_blank(rate), share.unwrap_or_default()));
        let figure = figure.map_err(|why| reason(&why, self.writing));
        Cell { metric, figure, order: share, plain: plain(share), behind: None }
    }

    pub(super) fn money_cell(self, metric: &'static str, minor: Result<i128, Undefined>) -> Cell {
        let known = minor.clone().ok();
        #[allow(clippy::cast_precision_loss, reason = "only to sort by")]
        let order = known.map(|minor| minor as f64);
        let money = known.and_then(|minor| i64::try_from(minor).ok());
        let money = money.map(|minor| Money { minor, currency: self.report.currency });
        let plain = money.map(plain_amount).unwrap_or_default();
        Cell { metric, figure: self.amount(minor), order, plain, behind: None }
    }

    pub(super) fn worth_cell(self, metric: &'static str, minor: Result<i128, NoRate>) -> Cell {
        self.money_cell(metric, minor.map_err(Undefined::NoRate))
    }

    pub(super) fn days_cell(self, metric: &'static str, days: Result<f64, Undefined>) -> Cell {
        let order = days.clone().ok();
        Cell { metric, figure: self.days(days), order, plain: plain(order), behind: None }
    }

    /// Days that deals spent in stages which they have left; `None` where none has left one yet.
    pub(super) fn stay_cell(self, metric: &'static str, days: Option<f64>) -> Cell {
        match days {
            Some(days) => self.days_cell(metric, Ok(days)),
            None => Cell::none(metric, t().insights_report().no_visit_ended),
        }
    }
}

/// A number in a file; blank where there is none.
fn plain(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

impl Cell {
    fn of(self, behind: Behind) -> Self {
        Self { behind: Some(behind), ..self }
    }

    /// The same figure, made of so many deals.
    pub(super) fn made_of(self, deals: usize) -> Self {
        Self { figure: self.figure.map(|written| written.made_of(deals)), ..self }
    }
}

/// What became of the deals that reached each stage.
pub(super) fn stages(source: Source) -> Grid {
    let texts = t().insights_charts();
    let (report, mode) = (source.report, source.report.query.mode);
    let row = |figures: &StageFigures| {
        let passage = figures.passage(mode);
        let part = |metric, count, part| {
            source.count_cell(metric, count).of(Behind::Passage(figures.stage, mode, part))
        };
        // Behind a rate are those that did.
        let rate = |metric, rate: Rate, part| {
            let cell = source.rate_cell(metric, Ok(rate)).made_of(rate.hits);
            cell.of(Behind::Passage(figures.stage, mode, part))
        };
        Row {
            key: figures.stage.to_string(),
            name: source.stage(figures.stage),
            hue: source.workspace.stages.get(figures.stage).map(|row| row.hue),
            cells: vec![
                part("stage.reached", passage.reached, Part::Reached),
                part("stage.advanced", passage.advanced, Part::Advanced),
                part("stage.lost", passage.lost, Part::Lost),
                part("stage.nurtured", passage.nurtured, Part::Nurtured),
                part("stage.still", passage.still, Part::Still),
                rate("stage.step", passage.step(), Part::Advanced),
                rate("stage.towon", passage.to_won(), Part::Won),
                rate("stage.dropoff", passage.drop_off(), Part::Dropped),
            ],
        }
    };
    Grid {
        headings: [
            texts.stage,
            texts.reached,
            texts.advanced,
            texts.lost,
            texts.nurtured,
            texts.still,
            texts.step,
            texts.to_won,
            texts.drop_off,
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: report.now.stages.iter().map(row).collect(),
        total: None,
        is_in_order: true,
        empty: t().board().no_stages.to_owned(),
    }
}

/// How long deals were in each stage. What goes on is apart from what is over, never mixed in.
pub(super) fn times(source: Source) -> Grid {
    let texts = t().insights_charts();
    let row = |figures: &StageFigures| {
        let stage = figures.stage;
        let (visits, deals, running) = (figures.visit_days, figures.deal_days, figures.running_days);
        let over = |metric, days, behind| source.stay_cell(metric, days).of(behind);
        let on = |metric, days: Option<f64>| {
            source.days_cell(metric, days.ok_or(Undefined::NoDeals)).of(Behind::Running(stage))
        };
        let left = || Behind::Left(stage);
        let limit = source.workspace.stages.get(stage).map(|row| source.report.limits.days(row));
        Row {
            key: stage.to_string(),
            name: source.stage(stage),
            hue: source.workspace.stages.get(stage).map(|row| row.hue),
            cells: vec![
                source.count_cell("time.visits", visits.map_or(0, |spread| spread.count)).of(left()),
                over("time.mean.days", visits.map(|spread| spread.mean), left()),
                over("time.median.days", visits.map(|spread| spread.median), left()),
                over("time.p90.days", visits.map(|spread| spread.ninth_decile), left()),
                over("time.deal.days", deals.map(|spread| spread.mean), Behind::Gone(stage)),
                source
                    .count_cell("time.running", running.map_or(0, |spread| spread.count))
                    .of(Behind::Running(stage)),
                on("time.running.median.days", running.map(|spread| spread.median)),
                on("time.running.longest.days", running.map(|spread| f64::from(spread.longest))),
                source.days_cell("time.limit", limit.map(f64::from).ok_or(Undefined::NoDeals)),
            ],
        }
    };
    Grid {
        headings: [
            texts.stage,
            texts.visits,
            texts.mean_visit,
            texts.median,
            texts.ninth,
            texts.mean_deal,
            texts.running,
            texts.running_median,
            texts.running_longest,
            texts.limit,
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: source.report.now.stages.iter().map(row).collect(),
        total: None,
        is_in_order: true,
        empty: t().board().no_stages.to_owned(),
    }
}

/// The owners, the one who won most on top.
pub(super) fn leaders(source: Source) -> Grid {
    let texts = t().insights_charts();
    let mut owners: Vec<&Group> = source.report.now.owners.iter().collect();
    owners.sort_by_key(|group| {
        let won = group.outcomes.won_value.total().ok();
        (std::cmp::Reverse(won), std::cmp::Reverse(group.outcomes.won))
    });
    let row = |group: &&Group| {
        let outcomes = &group.outcomes;
        let of = |figure: Behind| Behind::Group(Grouping::Owner, group.key, Box::new(figure));
        let person: Option<PersonId> = match group.key {
            Key::Owner(person) => person,
            _ => None,
        };
        Row {
            key: groupings::row_key(group.key),
            name: source.key(group.key),
            hue: person.and_then(|id| source.workspace.people.get(id)).map(|row| row.hue),
            cells: vec![
                source
                    .worth_cell("owner.wonvalue", outcomes.won_value.total())
                    .made_of(outcomes.won)
                    .of(of(Behind::Won)),
                source.count_cell("owner.won", outcomes.won).of(of(Behind::Won)),
                source.count_cell("owner.lost", outcomes.lost).of(of(Behind::Lost)),
                source.rate_cell("owner.winrate", outcomes.win_rate()).of(of(Behind::Closed)),
                source.money_cell("owner.size", outcomes.mean_size()).of(of(Behind::Won)),
                source
                    .days_cell("owner.cycle", outcomes.cycle().map(|spread| spread.mean))
                    .of(of(Behind::Won)),
                source.count_cell("owner.open", outcomes.open).of(of(Behind::Open)),
                source
                    .worth_cell("owner.openvalue", outcomes.open_value.total())
                    .made_of(outcomes.open)
                    .of(of(Behind::Open)),
            ],
        }
    };
    Grid {
        headings: [
            texts.owner,
            texts.won_value,
            texts.won,
            texts.lost,
            texts.win_rate,
            texts.size,
            texts.cycle,
            texts.open,
            texts.open_value,
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: owners.iter().map(row).collect(),
        total: None,
        is_in_order: false,
        empty: t().insights().no_deals.to_owned(),
    }
}

/// What the velocity is made of, and what each of it would bring if it were a tenth better.
pub(super) fn drivers(source: Source) -> Grid {
    let texts = t().insights_charts();
    let headings = [texts.driver, texts.now, texts.more_brings].map(str::to_owned).to_vec();
    let velocity = match source.report.now.all.velocity() {
        Ok(velocity) => velocity,
        Err(why) => {
            return Grid { headings, empty: reason(&why, source.writing), ..Grid::default() };
        }
    };
    let row = |key: &str, name: String, now: Cell, gain: f64| {
        let gain = source.money_cell("driver.gain", Ok(whole(gain))).of(Behind::Moving);
        Row { key: key.to_owned(), name, hue: None, cells: vec![now, gain] }
    };
    Grid {
        headings,
        rows: vec![
            row(
                "open",
                texts.open.to_owned(),
                source.count_cell("driver.open", velocity.deals).of(Behind::Open),
                velocity.more_deals,
            ),
            row(
                "winrate",
                texts.win_rate.to_owned(),
                source.rate_cell("driver.winrate", Ok(velocity.win_rate)).of(Behind::Closed),
                velocity.more_wins,
            ),
            row(
                "size",
                texts.size.to_owned(),
                source.money_cell("driver.size", Ok(whole(velocity.size))).of(Behind::Won),
                velocity.larger_deals,
            ),
            row(
                "cycle",
                texts.cycle.to_owned(),
                source.days_cell("driver.cycle", Ok(velocity.cycle_days)).of(Behind::Won),
                velocity.shorter_cycle,
            ),
        ],
        total: None,
        is_in_order: true,
        empty: String::new(),
    }
}
