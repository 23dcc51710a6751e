//! The eight figures: what each says, what it is compared with, and which deals are behind it.

use metrics::{Basis, Behind, Insights, Part, Passage, Rate, StageFigures, Undefined};
use sales::ids::StageId;
use sales::time::Date;

use super::source::{Figure, Source};
use super::writing::Writing;
use crate::text::insights::Metric;
use crate::text::{fill, t};

/// A figure with all that stands around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tile {
    /// What tests and links call it.
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    /// The figure itself; none where the lines are all there is.
    pub(super) main: Option<Line>,
    pub(super) lines: Vec<Line>,
    pub(super) trend: Option<Trend>,
    pub(super) what: &'static str,
    pub(super) formula: &'static str,
    pub(super) basis: String,
}

/// A figure, written and exact, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What it is; for a main figure, what stands beside it.
    pub(super) name: String,
    /// Number of its colour.
    pub(super) hue: Option<u8>,
    pub(super) metric: &'static str,
    pub(super) figure: Figure,
    /// What else there is to say of it.
    pub(super) note: Option<String>,
    /// Further figures of the same deals, each with what it is called.
    pub(super) more: Vec<More>,
    pub(super) trend: Option<Trend>,
    /// The deals behind it.
    pub(super) behind: Option<Behind>,
}

/// A further figure of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct More {
    pub(super) name: &'static str,
    pub(super) metric: &'static str,
    pub(super) figure: Figure,
}

/// How a figure differs from that of the period before.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trend {
    pub(super) direction: Direction,
    /// Whether that is good; `None` where it is neither.
    pub(super) is_good: Option<bool>,
    pub(super) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
    Level,
    /// There is nothing to compare with.
    Unknown,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// A figure to compare.
type Compared = Option<Size>;

/// How large a figure is, and how it reads.
struct Size {
    number: f64,
    text: String,
    /// Its interval, where it stands on few deals.
    interval: Option<String>,
}

impl Size {
    fn new(number: f64, text: String) -> Self {
        Self { number, text, interval: None }
    }
}

struct Maker<'a> {
    source: Source<'a>,
}

/// The eight.
pub(super) fn tiles(source: Source<'_>) -> Vec<Tile> {
    let maker = Maker { source };
    vec![
        maker.deals(),
        maker.conversion(),
        maker.drop_off(),
        maker.win_rate(),
        maker.size(),
        maker.cycle(),
        maker.velocity(),
        maker.per_stage(),
    ]
}

/// What one of them is called.
pub(super) fn name_of(key: &str) -> &'static str {
    let texts = t().insights();
    match key {
        "deals" => texts.deals.name,
        "conversion" => texts.conversion.name,
        "drop-off" => texts.drop_off.name,
        "win-rate" => texts.win_rate.name,
        "size" => texts.size.name,
        "cycle" => texts.cycle.name,
        "velocity" => texts.velocity.name,
        "stages" => texts.per_stage.name,
        _ => "",
    }
}

/// The days of the report: `1 Jul – 30 Sep`.
pub(super) fn range(from: Date, to: Date, writing: Writing) -> String {
    let texts = t().insights();
    let to = (writing.day)(to);
    if from == Date::MIN {
        fill(texts.until, &[("to", &to)])
    } else {
        fill(texts.range, &[("from", &(writing.day)(from)), ("to", &to)])
    }
}

impl Tile {
    /// A tile with nothing on it yet.
    fn of(key: &'static str, metric: &Metric, basis: String) -> Self {
        Self {
            key,
            name: metric.name,
            main: None,
            lines: Vec::new(),
            trend: None,
            what: metric.what,
            formula: metric.formula,
            basis,
        }
    }

    /// The lines, each with a reason only where the figure itself does not give it already.
    pub(super) fn lines_to_say(&self) -> Vec<Line> {
        let said = self.main.as_ref().and_then(|main| main.figure.as_ref().err());
        let mut lines = self.lines.clone();
        for line in &mut lines {
            if line.figure.as_ref().err().is_some_and(|why| Some(why) == said) {
                line.figure = Err(String::new());
            }
        }
        lines
    }
}

impl Line {
    fn new(name: impl Into<String>, metric: &'static str, figure: Figure) -> Self {
        let (more, trend) = (Vec::new(), None);
        Self { name: name.into(), hue: None, metric, figure, note: None, more, trend, behind: None }
    }

    fn of(self, behind: Behind) -> Self {
        Self { behind: Some(behind), ..self }
    }

    /// The same figure, made of so many deals.
    fn made_of(self, deals: usize) -> Self {
        Self { figure: self.figure.map(|written| written.made_of(deals)), ..self }
    }

    fn noted(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}

impl Maker<'_> {
    fn now(&self) -> &Insights {
        &self.source.report.now
    }

    /// The basis of what is open.
    fn on_snapshot(&self) -> String {
        fill(t().insights().on_snapshot, &[("day", &(self.source.writing.day)(self.now().as_of))])
    }

    /// The basis of win rate, size, cycle and velocity.
    fn on_outcomes(&self) -> String {
        let (texts, period) = (t().insights(), self.source.report.query.period);
        let basis = if self.now().basis == Basis::CreatedIn { texts.on_created } else { texts.on_closed };
        fill(basis, &[("range", &range(period.from, self.now().as_of, self.source.writing))])
    }

    /// The basis of conversion and drop-off.
    fn on_cohort(&self) -> String {
        let texts = t().insights();
        let basis = match self.now().basis {
            Basis::Snapshot => texts.snapshot,
            Basis::CreatedIn => texts.created_in,
            Basis::ClosedIn => texts.closed_in,
        };
        let count = fill(texts.cohort.other, &[("n", &(self.source.writing.count)(self.now().cohort))]);
        fill(texts.on_cohort, &[("basis", basis), ("n", &count)])
    }

    /// A rate with the deals that did behind it.
    fn rate(&self, rate: Rate) -> Figure {
        let share = self.source.known(rate).map(|rate| rate.share().unwrap_or_default());
        self.source.share(share).map(|written| written.made_of(rate.hits))
    }

    fn interval(&self, rate: Rate) -> Option<String> {
        let interval = self.source.writing.interval(rate)?;
        Some(fill(t().insights().interval, &[("interval", &interval)]))
    }

    /// What a figure was in the period before, where there is one to compare with.
    fn trend(&self, better: Better, figure: impl Fn(&Insights) -> Compared) -> Option<Trend> {
        let texts = t().insights();
        let now = figure(self.now())?;
        let before = self.source.report.before.as_ref()?;
        let Some(before) = figure(before) else {
            let text = texts.none_before.to_owned();
            return Some(Trend { direction: Direction::Unknown, is_good: None, text });
        };
        // What reads alike is alike.
        if before.text == now.text {
            let text = texts.as_before.to_owned();
            return Some(Trend { direction: Direction::Level, is_good: None, text });
        }
        let is_more = now.number > before.number;
        let (direction, words) =
            if is_more { (Direction::Up, texts.up_from) } else { (Direction::Down, texts.down_from) };
        let is_good = Some(is_more == (better == Better::More));
        let value = match before.interval {
            Some(interval) => format!("{} ({interval})", before.text),
            None => before.text,
        };
        Some(Trend { direction, is_good, text: fill(words, &[("value", &value)]) })
    }

    fn compared_share(&self, rate: Option<Rate>) -> Compared {
        let (rate, writing) = (rate?, self.source.writing);
        let share = rate.share()?;
        Some(Size { interval: writing.interval(rate), ..Size::new(share, (writing.share)(share)) })
    }

    #[allow(clippy::cast_precision_loss, reason = "only compared")]
    fn compared_amount(&self, minor: Option<i128>) -> Compared {
        let amount = |minor| (self.source.writing.amount)(minor, self.source.report.currency);
        minor.map(|minor| Size::new(minor as f64, amount(minor)))
    }

    fn deals(&self) -> Tile {
        let (texts, all) = (t().insights(), &self.now().all);
        #[allow(clippy::cast_precision_loss, reason = "only compared")]
        let open = |insights: &Insights| {
            Some(Size::new(insights.all.open as f64, (self.source.writing.count)(insights.all.open)))
        };
        Tile {
            main: Some(Line::new("", "deals.count", Ok(self.source.count(all.open))).of(Behind::Open)),
            lines: vec![
                Line::new(texts.value, "deals.value", self.source.worth(all.open_value.total()))
                    .made_of(all.open)
                    .of(Behind::Open),
                Line::new(texts.weighted, "deals.weighted", self.source.worth(all.open_weighted()))
                    .made_of(all.open)
                    .of(Behind::Open),
            ],
            trend: self.trend(Better::More, open),
            ..Tile::of("deals", &texts.deals, self.on_snapshot())
        }
    }

    fn per_stage(&self) -> Tile {
        let texts = t().insights();
        #[allow(clippy::cast_precision_loss, reason = "only compared")]
        let here = |insights: &Insights, stage: StageId| {
            let here = insights.stages.iter().find(|row| row.stage == stage).map_or(0, |row| row.here);
            Some(Size::new(here as f64, (self.source.writing.count)(here)))
        };
        let line = |stage: &StageFigures| {
            let row = self.source.workspace.stages.get(stage.stage);
            let count = Ok(self.source.count(stage.here));
            let line = Line::new(self.source.lane_and_stage(stage.stage), "stage.here", count);
            let more = |name, metric, figure| More { name, metric, figure };
            Line {
                hue: row.map(|row| row.hue),
                more: vec![
                    more(texts.value, "stage.value", self.source.worth(stage.value.total())),
                    more(texts.weighted, "stage.weighted", self.source.worth(stage.weighted())),
                ],
                // More deals in a stage are neither good nor bad by themselves.
                trend: self
                    .trend(Better::More, |insights| here(insights, stage.stage))
                    .map(|trend| Trend { is_good: None, ..trend }),
                ..line
            }
            .of(Behind::OpenIn(stage.stage))
        };
        Tile {
            lines: self.now().stages.iter().map(line).collect(),
            ..Tile::of("stages", &texts.per_stage, self.on_snapshot())
        }
    }

    fn passage<'a>(&self, stage: &'a StageFigures) -> &'a Passage {
        stage.passage(self.source.report.query.mode)
    }

    fn conversion(&self) -> Tile {
        let texts = t().insights();
        let mode = self.source.report.query.mode;
        let tile = Tile::of("conversion", &texts.conversion, self.on_cohort());
        if self.source.report.is_mixed() {
            return Tile { main: Some(Self::of_several("conversion.total")), ..tile };
        }
        let Some(first) = self.source.report.first_stage() else {
            return Tile { main: Some(self.without("conversion.total")), ..tile };
        };
        let rate = self.passage(first).to_won();
        let from_to = fill(texts.from_to_won, &[("stage", &self.source.lane_and_stage(first.stage))]);
        let weakest = self.ranked(Passage::step).into_iter().next();
        let weakest = weakest.map(|(stage, step)| {
            let line = Line::new(texts.weakest, "conversion.weakest", self.rate(step));
            let name = self.source.lane_and_stage(stage.stage);
            let note = self.source.writing.interval(step).map(|interval| format!("{name} · {interval}"));
            line.noted(Some(note.unwrap_or(name))).of(Behind::Passage(stage.stage, mode, Part::Advanced))
        });
        let same = |insights: &Insights| {
            let stage = insights.stages.iter().find(|stage| stage.stage == first.stage);
            self.compared_share(stage.map(|stage| stage.passage(mode).to_won()))
        };
        Tile {
            main: Some(
                Line::new(from_to, "conversion.total", self.rate(rate))
                    .noted(self.interval(rate))
                    .of(Behind::Passage(first.stage, mode, Part::Won)),
            ),
            lines: weakest.into_iter().collect(),
            trend: self.trend(Better::More, same),
            ..tile
        }
    }

    /// A main figure that there is not.
    fn without(&self, metric: &'static str) -> Line {
        Line::new("", metric, self.rate(Rate::default()))
    }

    /// A main figure that several pipelines do not have in common.
    fn of_several(metric: &'static str) -> Line {
        Line::new("", metric, Err(t().insights().of_several.to_owned()))
    }

    /// The stages with a rate that they have, from the lowest to the highest; those without are left out.
    fn ranked(&self, rate: impl Fn(&Passage) -> Rate) -> Vec<(&StageFigures, Rate)> {
        let rates = self.now().stages.iter().map(|stage| (stage, rate(self.passage(stage))));
        let mut known: Vec<_> = rates.filter(|(_, rate)| rate.of > 0).collect();
        let share = |rate: Rate| rate.share().unwrap_or_default();
        known.sort_by(|one, other| share(one.1).total_cmp(&share(other.1)));
        known
    }

    fn drop_off(&self) -> Tile {
        let texts = t().insights();
        let mode = self.source.report.query.mode;
        let tile = Tile::of("drop-off", &texts.drop_off, self.on_cohort());
        if self.source.report.is_mixed() {
            return Tile { main: Some(Self::of_several("dropoff.highest")), ..tile };
        }
        let Some((stage, rate)) = self.ranked(Passage::drop_off).into_iter().next_back() else {
            return Tile { main: Some(self.without("dropoff.highest")), ..tile };
        };
        let passage = self.passage(stage);
        let at = fill(texts.highest_at, &[("stage", &self.source.lane_and_stage(stage.stage))]);
        let part = |name: &str, metric, count, part| {
            Line::new(name, metric, Ok(self.source.count(count))).of(Behind::Passage(stage.stage, mode, part))
        };
        let same = |insights: &Insights| {
            let twin = insights.stages.iter().find(|twin| twin.stage == stage.stage);
            self.compared_share(twin.map(|twin| twin.passage(mode).drop_off()))
        };
        Tile {
            main: Some(
                Line::new(at, "dropoff.highest", self.rate(rate))
                    .noted(self.interval(rate))
                    .of(Behind::Passage(stage.stage, mode, Part::Dropped)),
            ),
            lines: vec![
                part(texts.lost, "dropoff.lost", passage.lost, Part::Lost),
                part(texts.nurtured, "dropoff.nurtured", passage.nurtured, Part::Nurtured),
            ],
            trend: self.trend(Better::Less, same),
            ..tile
        }
    }

    fn win_rate(&self) -> Tile {
        let (texts, all) = (t().insights(), &self.now().all);
        let rate = all.win_rate();
        let share = rate.clone().and_then(|rate| rate.share().ok_or(Undefined::NothingClosed));
        Tile {
            main: Some(
                Line::new("", "winrate.count", self.source.share(share))
                    .noted(rate.ok().and_then(|rate| self.interval(rate)))
                    .of(Behind::Closed),
            ),
            lines: vec![
                Line::new(texts.by_value, "winrate.value", self.source.share(all.win_rate_by_value()))
                    .of(Behind::Closed),
                Line::new(texts.won, "won.count", Ok(self.source.count(all.won))).of(Behind::Won),
                Line::new(texts.lost, "lost.count", Ok(self.source.count(all.lost))).of(Behind::Lost),
            ],
            trend: self.trend(Better::More, |insights| self.compared_share(insights.all.win_rate().ok())),
            ..Tile::of("win-rate", &texts.win_rate, self.on_outcomes())
        }
    }

    fn size(&self) -> Tile {
        let (texts, all) = (t().insights(), &self.now().all);
        Tile {
            main: Some(Line::new("", "size.mean", self.source.amount(all.mean_size())).of(Behind::Won)),
            lines: vec![
                Line::new(texts.median, "size.median", self.source.amount(all.median_size())).of(Behind::Won),
            ],
            trend: self.trend(Better::More, |insights| self.compared_amount(insights.all.mean_size().ok())),
            ..Tile::of("size", &texts.size, self.on_outcomes())
        }
    }

    fn cycle(&self) -> Tile {
        let (texts, all) = (t().insights(), &self.now().all);
        let cycle = all.cycle();
        let expected = self.now().survival_median().map(f64::from);
        let misdated = (all.misdated > 0).then(|| {
            Line::new(texts.misdated, "cycle.misdated", Ok(self.source.count(all.misdated)))
                .of(Behind::Misdated)
        });
        let mean = |insights: &Insights| {
            let mean = insights.all.cycle().ok()?.mean;
            Some(Size::new(mean, self.source.writing.days(mean)))
        };
        let median = Line::new(
            texts.median,
            "cycle.median",
            self.source.days(cycle.clone().map(|spread| spread.median)),
        )
        .of(Behind::Won);
        let expected =
            Line::new(texts.expected_median, "cycle.expected", self.source.days(expected)).of(Behind::Curve);
        Tile {
            main: Some(
                Line::new("", "cycle.mean", self.source.days(cycle.map(|spread| spread.mean)))
                    .of(Behind::Won),
            ),
            lines: [Some(median), Some(expected), misdated].into_iter().flatten().collect(),
            trend: self.trend(Better::Less, mean),
            ..Tile::of("cycle", &texts.cycle, self.on_outcomes())
        }
    }

    fn velocity(&self) -> Tile {
        let (texts, all) = (t().insights(), &self.now().all);
        let velocity = all.velocity();
        let closed = all.win_rate().map_or(0, |rate| rate.of);
        let monthly = velocity.clone().map(|velocity| whole(velocity.monthly()));
        let daily = velocity.map(|velocity| whole(velocity.per_day));
        let same = |insights: &Insights| {
            let monthly = insights.all.velocity().ok().map(|velocity| whole(velocity.monthly()));
            self.compared_amount(monthly)
        };
        Tile {
            main: Some(
                Line::new(texts.per_month, "velocity.month", self.source.amount(monthly)).of(Behind::Moving),
            ),
            lines: vec![
                Line::new(texts.per_day, "velocity.day", self.source.amount(daily)).of(Behind::Moving),
                Line::new(texts.open, "velocity.open", Ok(self.source.count(all.open))).of(Behind::Open),
                Line::new(texts.closed, "velocity.closed", Ok(self.source.count(closed))).of(Behind::Closed),
            ],
            trend: self.trend(Better::More, same),
            ..Tile::of("velocity", &texts.velocity, self.on_outcomes())
        }
    }
}

/// A speed, rounded to minor units.
#[allow(clippy::cast_possible_truncation, reason = "what does not fit is the largest number that does")]
pub(super) fn whole(minor: f64) -> i128 {
    minor.round() as i128
}
