//! A group of deals with all that comparing it with another needs: its figures, and what their intervals are made of.

use std::borrow::Cow;

use super::behind::{Part, is_part, place_of};
use super::columns::{Amount, Columns, narrow};
use super::compare::{Measure, StageMeasure};
use super::contrast::{Traits, traits};
use super::facts::{End, Fact, Lens};
use super::figure::{Moments, Rate, float, minor_float};
use super::histogram::{Half, Histogram};
use super::insights::{Insights, Survival, insights};
use super::interval::{Bounds, share_of_value, speed_variance, sum};
use super::query::{Mode, Query, Selection};
use super::stages::StageFigures;
use sales::ids::StageId;
use sales::model::{StandingKind, Workspace};
use sales::time::Calendar;

/// A group of deals, to compare with another.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its figures.
    pub insights: Insights,
    /// What is typical of those that were won or lost.
    pub traits: Traits,
    mode: Mode,
    /// How many days it tells of: those of the period up to its end, from the first there is any deal on.
    pub(super) days: f64,
    open: Vec<u32>,
    created: Vec<u32>,
    cohort: Vec<u32>,
    /// Those that the curve of Kaplan and Meier is over.
    followed: Vec<u32>,
    decided: Vec<Decided>,
    stages: Vec<Stage>,
}

/// A deal that was won or lost.
#[derive(Debug, Clone, Copy)]
struct Decided {
    deal: u32,
    is_won: bool,
    /// Its value in minor units, where it has one that converts.
    value: Option<f64>,
    /// Days from created to closed.
    days: Option<f64>,
}

/// The deals of a stage.
#[derive(Debug, Clone, Default)]
struct Stage {
    id: Option<StageId>,
    here: Vec<u32>,
    reached: Vec<u32>,
    left: Vec<u32>,
    /// Of those that left, the ones that are not in it again.
    gone: Vec<u32>,
    /// Those whose visit goes on.
    running: Vec<u32>,
    visit_days: Histogram,
}

impl Stage {
    /// The days of each finished visit, in rising order.
    fn visits(&self) -> Vec<f64> {
        let days = self.visit_days.iter();
        days.flat_map(|(days, count)| std::iter::repeat_n(f64::from(days), count)).collect()
    }
}

impl Subject {
    /// Looks at a group.
    pub fn new(
        workspace: &Workspace,
        columns: &Columns,
        selection: &Selection,
        query: &Query,
        calendar: &dyn Calendar,
    ) -> Self {
        let lens = Lens::new(workspace, columns, selection, query);
        let first = lens.first_there();
        let insights = insights(workspace, columns, selection, query);
        let stage = |figures: &StageFigures| Stage { id: Some(figures.stage), ..Stage::default() };
        let mut subject = Self {
            traits: traits(workspace, columns, selection, query, calendar),
            mode: query.mode,
            days: f64::from(lens.last.saturating_sub(first).saturating_add(1).max(0)),
            open: Vec::new(),
            created: Vec::new(),
            cohort: Vec::new(),
            followed: Vec::new(),
            decided: Vec::new(),
            stages: insights.stages.iter().map(stage).collect(),
            insights,
        };
        let places: Vec<Option<usize>> = subject.stages.iter().map(|row| place_of(&lens, row.id?)).collect();
        for fact in lens.facts() {
            subject.add(&lens, &fact, &places);
            if Survival::case(&lens, &fact).is_some() {
                subject.followed.push(narrow(fact.deal));
            }
        }
        subject
    }

    fn add(&mut self, lens: &Lens<'_>, fact: &Fact, places: &[Option<usize>]) {
        let deal = narrow(fact.deal);
        let is_open = fact.standing == StandingKind::Open;
        if is_open {
            self.open.push(deal);
        }
        if fact.created >= lens.first {
            self.created.push(deal);
        }
        if let Some(end) = lens.end(fact) {
            let value = match fact.amount {
                Amount::Base(minor) => Some(minor_float(i128::from(minor))),
                Amount::Missing | Amount::Unrated(_) => None,
            };
            self.decided.push(Decided {
                deal,
                is_won: end == End::Won,
                value,
                days: fact.cycle().map(f64::from),
            });
        }
        let is_asked = lens.in_cohort(fact);
        if is_asked {
            self.cohort.push(deal);
        }
        let is_known = !lens.columns.partial[fact.deal];
        for (row, place) in self.stages.iter_mut().zip(places) {
            let Some(place) = *place else { continue };
            if is_open && fact.place == Some(place) {
                row.here.push(deal);
            }
            if is_asked && is_part(lens, fact, place, self.mode, Part::Reached) {
                row.reached.push(deal);
            }
            if is_asked && is_known {
                let (mut has_left, mut is_running) = (false, false);
                for visit in lens.visits(fact).filter(|visit| visit.place == place) {
                    if visit.is_running {
                        is_running = true;
                    } else {
                        has_left = true;
                        row.visit_days.add(visit.days);
                    }
                }
                row.left.extend(has_left.then_some(deal));
                row.gone.extend((has_left && !is_running).then_some(deal));
                row.running.extend(is_running.then_some(deal));
            }
        }
    }

    /// The figures of a stage.
    pub fn stage(&self, stage: StageId) -> Option<&StageFigures> {
        self.insights.stages.iter().find(|figures| figures.stage == stage)
    }

    fn row(&self, stage: StageId) -> Option<&Stage> {
        self.stages.iter().find(|row| row.id == Some(stage))
    }

    /// The deals that a figure is over, in rising order.
    pub(super) fn over(&self, measure: Measure) -> Cow<'_, [u32]> {
        let decided = |wanted: fn(&Decided) -> bool| {
            Cow::Owned(self.decided.iter().filter(|row| wanted(row)).map(|row| row.deal).collect())
        };
        match measure {
            Measure::Open | Measure::OpenValue | Measure::Weighted => Cow::Borrowed(&self.open),
            Measure::Created => Cow::Borrowed(&self.created),
            Measure::Won
            | Measure::WonValue
            | Measure::Size
            | Measure::MedianSize
            | Measure::Cycle
            | Measure::MedianCycle => decided(|row| row.is_won),
            Measure::Lost | Measure::LostValue => decided(|row| !row.is_won),
            Measure::Closed
            | Measure::WinRate
            | Measure::WinRateByValue
            | Measure::Velocity
            | Measure::Activities
            | Measure::Value
            | Measure::Decided => decided(|_| true),
            Measure::ExpectedCycle => Cow::Borrowed(&self.followed),
            Measure::MovedBack | Measure::Stage(_, StageMeasure::Cumulative) => Cow::Borrowed(&self.cohort),
            Measure::Stage(stage, measure) => {
                let row = self.row(stage);
                let deals = row.map(|row| match measure {
                    StageMeasure::Here | StageMeasure::HereValue | StageMeasure::Weighted => &row.here,
                    StageMeasure::Days | StageMeasure::MedianDays | StageMeasure::NinthDays => &row.left,
                    StageMeasure::DealDays => &row.gone,
                    StageMeasure::RunningMedian | StageMeasure::RunningLongest => &row.running,
                    _ => &row.reached,
                });
                deals.map_or(Cow::Borrowed(&[]), |deals| Cow::Borrowed(deals.as_slice()))
            }
        }
    }

    /// A figure as a number; of money in minor units, of shares 0 to 1. `None` where it is undefined.
    pub fn figure(&self, measure: Measure) -> Option<f64> {
        let all = &self.insights.all;
        let count = |count: usize| Some(float(count));
        let money = |minor: Option<i128>| minor.map(minor_float);
        match measure {
            Measure::Open => count(all.open),
            Measure::OpenValue => money(all.open_value.total().ok()),
            Measure::Weighted => money(all.open_weighted().ok()),
            Measure::Created => count(all.created),
            Measure::Won => count(all.won),
            Measure::Lost => count(all.lost),
            Measure::Closed => count(all.won + all.lost),
            Measure::WonValue => money(all.won_value.total().ok()),
            Measure::LostValue => money(all.lost_value.total().ok()),
            Measure::WinRate | Measure::MovedBack => self.rate(measure)?.share(),
            Measure::WinRateByValue => all.win_rate_by_value().ok(),
            Measure::Size => money(all.mean_size().ok()),
            Measure::MedianSize => money(all.median_size().ok()),
            Measure::Cycle => all.cycle().ok().map(|spread| spread.mean),
            Measure::MedianCycle => all.cycle().ok().map(|spread| spread.median),
            Measure::ExpectedCycle => self.insights.survival_median().ok().map(f64::from),
            Measure::Velocity => all.velocity().ok().map(super::outcomes::Velocity::monthly),
            Measure::Activities | Measure::Value | Measure::Decided => self.moments(measure)?.mean(),
            Measure::Stage(stage, measure_there) => {
                let figures = self.stage(stage)?;
                match measure_there {
                    StageMeasure::Here => count(figures.here),
                    StageMeasure::HereValue => money(figures.value.total().ok()),
                    StageMeasure::Weighted => money(figures.weighted().ok()),
                    StageMeasure::Days => figures.visit_days.map(|spread| spread.mean),
                    StageMeasure::MedianDays => figures.visit_days.map(|spread| spread.median),
                    StageMeasure::NinthDays => figures.visit_days.map(|spread| spread.ninth_decile),
                    StageMeasure::DealDays => figures.deal_days.map(|spread| spread.mean),
                    StageMeasure::RunningMedian => figures.running_days.map(|spread| spread.median),
                    StageMeasure::RunningLongest => {
                        figures.running_days.map(|spread| f64::from(spread.longest))
                    }
                    _ => self.rate(measure)?.share(),
                }
            }
        }
    }

    /// A figure that is a rate.
    pub fn rate(&self, measure: Measure) -> Option<Rate> {
        let (stage, measure) = match measure {
            Measure::WinRate => return self.insights.all.win_rate().ok(),
            Measure::MovedBack => return Some(self.insights.moved_back),
            Measure::Stage(stage, measure) => (stage, measure),
            _ => return None,
        };
        let passage = self.stage(stage)?.passage(self.mode);
        match measure {
            StageMeasure::Step => Some(passage.step()),
            StageMeasure::Cumulative => Some(passage.cumulative()),
            StageMeasure::ToWon => Some(passage.to_won()),
            StageMeasure::DropOff => Some(passage.drop_off()),
            StageMeasure::Lost => Some(passage.dropped_lost()),
            StageMeasure::Nurtured => Some(passage.dropped_nurtured()),
            _ => None,
        }
    }

    /// Mean and variance of a figure that is a mean.
    pub(super) fn moments(&self, measure: Measure) -> Option<Moments> {
        match measure {
            Measure::Size => Some(self.insights.all.size_moments()),
            Measure::Cycle => Some(self.insights.all.cycle_moments()),
            Measure::Activities => Some(self.traits.activities),
            Measure::Value => Some(self.traits.values),
            Measure::Decided => Some(self.traits.days),
            Measure::Stage(stage, StageMeasure::Days) => Some(self.stage(stage)?.visit_moments),
            Measure::Stage(stage, StageMeasure::DealDays) => Some(self.stage(stage)?.deal_moments),
            _ => None,
        }
    }

    /// A figure that is a count of what happened in the period.
    pub(super) fn count(&self, measure: Measure) -> Option<usize> {
        let all = &self.insights.all;
        match measure {
            Measure::Created => Some(all.created),
            Measure::Won => Some(all.won),
            Measure::Lost => Some(all.lost),
            Measure::Closed => Some(all.won + all.lost),
            _ => None,
        }
    }

    /// The cases of a figure that is a median, in rising order.
    pub(super) fn cases(&self, measure: Measure) -> Option<Vec<f64>> {
        let of_won = |case: fn(&Decided) -> Option<f64>| {
            let mut cases: Vec<f64> = self.decided.iter().filter(|row| row.is_won).filter_map(case).collect();
            cases.sort_unstable_by(f64::total_cmp);
            cases
        };
        match measure {
            Measure::MedianSize => Some(of_won(|row| row.value)),
            Measure::MedianCycle => Some(of_won(|row| row.days)),
            Measure::Stage(stage, StageMeasure::MedianDays) => Some(self.row(stage)?.visits()),
            _ => None,
        }
    }

    /// The cases of a figure that is a ninth decile, in rising order.
    pub(super) fn tail(&self, measure: Measure) -> Option<Vec<f64>> {
        match measure {
            Measure::Stage(stage, StageMeasure::NinthDays) => Some(self.row(stage)?.visits()),
            _ => None,
        }
    }

    /// The median of Kaplan and Meier with its interval; `None` where the upper end is not known yet.
    pub(super) fn expected(&self) -> Option<Bounds> {
        let Half { at: Some(at), low: Some(low), high: Some(high) } = self.insights.half else { return None };
        Some(Bounds { at: f64::from(at), low: f64::from(low), high: f64::from(high) })
    }

    /// How many the curve of Kaplan and Meier is over.
    pub(super) fn followed(&self) -> usize {
        self.followed.len()
    }

    fn won(&self) -> impl Iterator<Item = &Decided> {
        self.decided.iter().filter(|row| row.is_won)
    }

    /// The sum of won values.
    pub(super) fn won_value(&self) -> Option<Bounds> {
        sum(self.won().filter_map(|row| row.value))
    }

    /// The sum of lost values.
    pub(super) fn lost_value(&self) -> Option<Bounds> {
        sum(self.decided.iter().filter(|row| !row.is_won).filter_map(|row| row.value))
    }

    /// The win rate by value.
    pub(super) fn won_share(&self) -> Option<Bounds> {
        let valued = self.decided.iter().filter_map(|row| Some((row.value?, row.is_won)));
        share_of_value(&valued.collect::<Vec<_>>())
    }

    /// The velocity, with the open deals as they are.
    pub(super) fn speed(&self) -> Option<Bounds> {
        let velocity = self.insights.all.velocity().ok()?;
        let won: Vec<_> = self.won().map(|row| (row.value, row.days)).collect();
        Bounds::of_log(velocity.monthly(), speed_variance(&won, self.insights.all.lost)?)
    }
}
