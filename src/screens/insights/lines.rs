//! Every figure of two groups, how they differ, and what to make of it.

use exchange::export::Sheet;
use metrics::{Behind, Measure, Mode, Part, StageMeasure, Undefined, gap};
use sales::ids::StageId;

use super::contrast::By;
use super::grid::Cell;
use super::pair::{Half, Pair};
use super::said::{Said, Unit};
use super::source::Source;
use super::tiles::whole;
use crate::text::{fill, t};

/// A figure of both groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What tests and links call it.
    pub(super) key: String,
    pub(super) name: String,
    /// The stage it is about.
    pub(super) stage: Option<StageId>,
    /// The figure of each, with the deals behind it.
    pub(super) cells: [Cell; 2],
    pub(super) said: Said,
}

/// A figure there is to compare.
struct Row {
    key: &'static str,
    name: &'static str,
    measure: Measure,
    unit: Unit,
    behind: Behind,
}

/// Writes the figures of a pair.
struct Writer<'a> {
    pair: &'a Pair,
    source: Source<'a>,
}

/// All figures of a pair.
pub(super) fn lines(pair: &Pair, source: Source<'_>) -> Vec<Line> {
    let writer = Writer { pair, source };
    let is_outcome = pair.contrast.by == By::Outcome;
    let rows = if is_outcome { outcome_rows() } else { group_rows() };
    let mut lines: Vec<Line> = rows.iter().map(|row| writer.line(row, None)).collect();
    for stage in writer.stages() {
        let rows = stage_rows(stage, source.report.query.mode);
        // Whether won and lost deals went on is what told them apart, and all deals of both reached the first stage.
        let is_told = |row: &Row| {
            let is_of_all = row.key == "overall" && writer.reached_by_all(row.measure);
            // What is closed is in no stage any more.
            let is_running = row.key.starts_with("running");
            if is_outcome { row.unit == Unit::Days && !is_running } else { !is_of_all }
        };
        lines.extend(rows.iter().filter(|row| is_told(row)).map(|row| writer.line(row, Some(stage))));
    }
    lines
}

const fn row(key: &'static str, name: &'static str, measure: Measure, unit: Unit, behind: Behind) -> Row {
    Row { key, name, measure, unit, behind }
}

/// Won deals beside lost ones.
fn outcome_rows() -> Vec<Row> {
    let texts = t().insights_compare();
    let closed = || Behind::Closed;
    vec![
        row("deals", texts.deals, Measure::Closed, Unit::Plain, closed()),
        row("value", texts.value, Measure::Value, Unit::Money, closed()),
        row("decided", texts.decided_in, Measure::Decided, Unit::Days, closed()),
        row("activities", texts.activities, Measure::Activities, Unit::Plain, closed()),
        row("moved-back", texts.moved_back, Measure::MovedBack, Unit::Share, Behind::MovedBack),
    ]
}

/// Any two groups.
fn group_rows() -> Vec<Row> {
    let texts = t().insights_compare();
    let (open, won, closed) = (|| Behind::Open, || Behind::Won, || Behind::Closed);
    vec![
        row("open", texts.open, Measure::Open, Unit::Plain, open()),
        row("open-value", texts.open_value, Measure::OpenValue, Unit::Money, open()),
        row("weighted", texts.weighted, Measure::Weighted, Unit::Money, open()),
        row("created", texts.created, Measure::Created, Unit::Plain, Behind::Created),
        row("won", texts.won, Measure::Won, Unit::Plain, won()),
        row("lost", texts.lost, Measure::Lost, Unit::Plain, Behind::Lost),
        row("won-value", texts.won_value, Measure::WonValue, Unit::Money, won()),
        row("lost-value", t().insights_report().lost_value, Measure::LostValue, Unit::Money, Behind::Lost),
        row("win-rate", texts.win_rate, Measure::WinRate, Unit::Share, closed()),
        row("win-rate-value", texts.win_rate_value, Measure::WinRateByValue, Unit::Share, closed()),
        row("size", texts.size, Measure::Size, Unit::Money, won()),
        row("size-median", texts.size_median, Measure::MedianSize, Unit::Money, won()),
        row("cycle", texts.cycle, Measure::Cycle, Unit::Days, won()),
        row("cycle-median", texts.cycle_median, Measure::MedianCycle, Unit::Days, won()),
        row("cycle-expected", texts.cycle_expected, Measure::ExpectedCycle, Unit::Days, Behind::Curve),
        row("velocity", texts.velocity, Measure::Velocity, Unit::Money, Behind::Moving),
        row("activities", texts.activities, Measure::Activities, Unit::Plain, closed()),
        row("moved-back", texts.moved_back, Measure::MovedBack, Unit::Share, Behind::MovedBack),
    ]
}

fn stage_rows(stage: StageId, mode: Mode) -> Vec<Row> {
    let texts = t().insights_compare();
    let of = |measure| Measure::Stage(stage, measure);
    let part = |part| Behind::Passage(stage, mode, part);
    let (here, left, running) = (|| Behind::OpenIn(stage), || Behind::Left(stage), || Behind::Running(stage));
    vec![
        row("here", texts.here, of(StageMeasure::Here), Unit::Plain, here()),
        row("here-value", texts.open_value, of(StageMeasure::HereValue), Unit::Money, here()),
        row("here-weighted", texts.weighted, of(StageMeasure::Weighted), Unit::Money, here()),
        row("step", texts.step, of(StageMeasure::Step), Unit::Share, part(Part::Advanced)),
        row("overall", texts.overall, of(StageMeasure::Cumulative), Unit::Share, part(Part::Reached)),
        row("to-won", texts.to_won, of(StageMeasure::ToWon), Unit::Share, part(Part::Won)),
        row("drop-off", texts.dropped, of(StageMeasure::DropOff), Unit::Share, part(Part::Dropped)),
        row("lost", texts.dropped_lost, of(StageMeasure::Lost), Unit::Share, part(Part::Lost)),
        row(
            "nurtured",
            texts.dropped_nurtured,
            of(StageMeasure::Nurtured),
            Unit::Share,
            part(Part::Nurtured),
        ),
        row("days", texts.stage_days, of(StageMeasure::Days), Unit::Days, left()),
        row("days-median", texts.stage_days_median, of(StageMeasure::MedianDays), Unit::Days, left()),
        row("days-p90", texts.stage_days_ninth, of(StageMeasure::NinthDays), Unit::Days, left()),
        row("days-deal", texts.stage_days_deal, of(StageMeasure::DealDays), Unit::Days, Behind::Gone(stage)),
        row("running-median", texts.running_median, of(StageMeasure::RunningMedian), Unit::Days, running()),
        row(
            "running-longest",
            texts.running_longest,
            of(StageMeasure::RunningLongest),
            Unit::Days,
            running(),
        ),
    ]
}

impl Writer<'_> {
    /// The stages that deals of either group got to, in the order of the pipelines.
    fn stages(&self) -> Vec<StageId> {
        let all = self.pair.halves.iter().flat_map(|half| &half.subject.insights.stages);
        let used = all.filter(|figures| figures.here + figures.furthest.reached > 0);
        let mut stages: Vec<StageId> = used.map(|figures| figures.stage).collect();
        stages.sort_by_key(|stage| self.source.workspace.place_of_stage(*stage));
        stages.dedup();
        stages
    }

    fn reached_by_all(&self, measure: Measure) -> bool {
        let mut rates = self.pair.halves.iter().filter_map(|half| half.subject.rate(measure));
        rates.all(|rate| rate.hits == rate.of)
    }

    fn line(&self, row: &Row, stage: Option<StageId>) -> Line {
        let [one, two] = &self.pair.halves;
        let cell = |half: &Half| {
            let cell = self.cell(half, row.measure);
            let cell = if is_of_none(half, row.measure) { cell.made_of(0) } else { cell };
            Cell { behind: Some(row.behind.clone()), ..cell }
        };
        let key = stage.map_or_else(|| row.key.to_owned(), |stage| format!("{}.{stage}", row.key));
        Line {
            key,
            name: row.name.to_owned(),
            stage,
            cells: [cell(one), cell(two)],
            said: Said::new(self.source, gap(&one.subject, &two.subject, row.measure), row.unit),
        }
    }

    /// The figure of one group.
    fn cell(&self, half: &Half, measure: Measure) -> Cell {
        let (source, subject) = (self.source, &half.subject);
        let (all, traits) = (&subject.insights.all, &subject.traits);
        let decided = |mean: Option<f64>| mean.ok_or(Undefined::NothingClosed);
        match measure {
            Measure::Open => source.count_cell("", all.open),
            Measure::OpenValue => source.worth_cell("", all.open_value.total()),
            Measure::Weighted => source.worth_cell("", all.open_weighted()),
            Measure::Created => source.count_cell("", all.created),
            Measure::Won => source.count_cell("", all.won),
            Measure::Lost => source.count_cell("", all.lost),
            Measure::Closed => source.count_cell("", all.won + all.lost),
            Measure::WonValue => source.worth_cell("", all.won_value.total()),
            Measure::LostValue => source.worth_cell("", all.lost_value.total()),
            Measure::WinRate => source.rate_cell("", all.win_rate()),
            Measure::WinRateByValue => {
                let share = all.win_rate_by_value();
                Cell { figure: source.share(share.clone()), ..source.days_cell("", share) }
            }
            Measure::Size => source.money_cell("", all.mean_size()),
            Measure::MedianSize => source.money_cell("", all.median_size()),
            Measure::Cycle => source.days_cell("", all.cycle().map(|spread| spread.mean)),
            Measure::MedianCycle => source.days_cell("", all.cycle().map(|spread| spread.median)),
            Measure::ExpectedCycle => source.days_cell("", subject.insights.survival_median().map(f64::from)),
            Measure::Velocity => {
                source.money_cell("", all.velocity().map(|velocity| whole(velocity.monthly())))
            }
            Measure::Activities => {
                let mean = decided(traits.activities.mean());
                Cell { figure: source.number(mean.clone()), ..source.days_cell("", mean) }
            }
            Measure::Value => {
                source.money_cell("", traits.values.mean().map(whole).ok_or(Undefined::NoValue))
            }
            Measure::Decided => source.days_cell("", decided(traits.days.mean())),
            Measure::Stage(stage, StageMeasure::Here) => {
                source.count_cell("", subject.stage(stage).map_or(0, |figures| figures.here))
            }
            Measure::Stage(stage, StageMeasure::HereValue) => {
                let worth = subject.stage(stage).map(|figures| figures.value.total());
                source.worth_cell("", worth.unwrap_or(Ok(0)))
            }
            Measure::Stage(stage, StageMeasure::Weighted) => {
                let worth = subject.stage(stage).map(metrics::StageFigures::weighted);
                source.worth_cell("", worth.unwrap_or(Ok(0)))
            }
            Measure::Stage(
                _,
                StageMeasure::Days
                | StageMeasure::MedianDays
                | StageMeasure::NinthDays
                | StageMeasure::DealDays,
            ) => source.stay_cell("", subject.figure(measure)),
            Measure::Stage(_, StageMeasure::RunningMedian | StageMeasure::RunningLongest) => {
                source.days_cell("", subject.figure(measure).ok_or(Undefined::NoDeals))
            }
            Measure::MovedBack | Measure::Stage(..) => {
                source.rate_cell("", subject.rate(measure).ok_or(Undefined::NoDeals))
            }
        }
    }
}

/// Whether no deal is behind a figure that is no count: behind a sum of money are the deals that it is of, and behind a rate
/// those that did.
fn is_of_none(half: &Half, measure: Measure) -> bool {
    let (subject, all) = (&half.subject, &half.subject.insights.all);
    match measure {
        Measure::OpenValue | Measure::Weighted => all.open == 0,
        Measure::WonValue => all.won == 0,
        Measure::LostValue => all.lost == 0,
        Measure::Stage(stage, StageMeasure::HereValue | StageMeasure::Weighted) => {
            subject.stage(stage).is_none_or(|figures| figures.here == 0)
        }
        // Behind the rates of won deals are those that were lost, too.
        Measure::WinRate => false,
        _ => subject.rate(measure).is_some_and(|rate| rate.hits == 0),
    }
}

/// The name of a stage in a table of these lines: with its pipeline, where they are of several.
pub(super) fn stage_name(lines: &[Line], stage: StageId, source: Source<'_>) -> String {
    let lane = |stage: StageId| source.workspace.stages.get(stage).map(|row| row.pipeline);
    let mut others = lines.iter().filter_map(|line| line.stage);
    if others.any(|other| lane(other) != lane(stage)) {
        source.stage_of_lane(stage)
    } else {
        source.stage(stage)
    }
}

/// The table as a file: exact numbers, and blanks where there are none.
pub(super) fn csv(pair: &Pair, lines: &[Line], source: Source<'_>) -> String {
    let texts = t().insights_compare();
    let [one, two] = pair.halves.each_ref().map(|half| half.name.as_str());
    let mut sheet =
        Sheet::new([texts.figure, one, two, texts.difference, texts.low, texts.high, texts.meaning]);
    for line in lines {
        let name = match line.stage {
            Some(stage) => {
                fill(texts.of_stage, &[("stage", &stage_name(lines, stage, source)), ("figure", &line.name)])
            }
            None => line.name.clone(),
        };
        sheet.text(&name);
        line.cells.iter().for_each(|cell| sheet.figure(&cell.plain));
        line.said.plain.iter().for_each(|plain| sheet.figure(plain));
        sheet.text(&line.said.words);
        sheet.end_row();
    }
    sheet.finish()
}

#[cfg(test)]
mod tests;
