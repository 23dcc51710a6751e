//! Two groups of deals and all that is compared about them, ready to be shown.

use sales::ids::StageId;
use sales::metrics::{
    Behind, Columns, Compared, Comparison, Grouping, Insights, Key, Mode, Query, Reading, Selection, Traits,
    TraitsCompared, Undefined, by, compare, decided, insights, parted, readings, traits,
};
use sales::model::{StageKind, Workspace};
use sales::time::Calendar;

use super::charts::Source;
use super::contrast::{By, Contrast, Side};
use super::state::Report;
use super::tiles::{Written, range, whole};
use super::writing::{Writing, reason};
use crate::text::{fill, t};

/// One of the two groups.
#[derive(Debug, Clone)]
pub(super) struct Half {
    pub(super) name: String,
    pub(super) query: Query,
    pub(super) selection: Selection,
    pub(super) insights: Insights,
    pub(super) traits: Traits,
}

/// A group there is to choose.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) side: Side,
    key: Key,
    pub(super) name: String,
    /// How many deals it has, whatever the period.
    pub(super) count: usize,
}

/// Two groups.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) contrast: Contrast,
    pub(super) halves: [Half; 2],
    pub(super) compared: Comparison,
    pub(super) traits: TraitsCompared,
    /// What tells won deals from lost ones; where those are compared.
    pub(super) readings: Vec<Reading>,
    mode: Mode,
}

/// Why there are no two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPair {
    /// No deal has anything there.
    NoGroups,
    /// The period has no beginning.
    NoPeriod,
}

/// What everything is counted from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) source: Source<'a>,
    pub(super) columns: &'a Columns,
    pub(super) selection: &'a Selection,
    pub(super) calendar: &'a dyn Calendar,
}

impl Ground<'_> {
    /// The groups there are to choose, the one with the most deals first.
    pub(super) fn choices(self, grouping: Grouping) -> Vec<Choice> {
        let report = self.source.report;
        let mut query = self.query(grouping);
        query.period = sales::metrics::Period::until(report.now.as_of);
        let groups = by(self.source.workspace, self.columns, self.selection, &query, grouping);
        let mut choices: Vec<Choice> = groups
            .iter()
            .map(|group| Choice {
                side: Side::of(group.key),
                key: group.key,
                name: self.source.key(group.key),
                count: group.outcomes.created,
            })
            .collect();
        choices.sort_by_key(|choice| (choice.side == Side::Without, std::cmp::Reverse(choice.count)));
        choices
    }

    /// Pipelines are compared with each other, so that the one in use is none in particular.
    fn query(self, grouping: Grouping) -> Query {
        let query = &self.source.report.query;
        let pipelines = if grouping == Grouping::Pipeline { Vec::new() } else { query.pipelines.clone() };
        Query { pipelines, ..query.clone() }
    }

    fn half(self, name: String, query: &Query, selection: Selection) -> Half {
        let workspace = self.source.workspace;
        Half {
            insights: insights(workspace, self.columns, &selection, query),
            traits: traits(workspace, self.columns, &selection, query, self.calendar),
            name,
            query: query.clone(),
            selection,
        }
    }

    /// The two groups of a contrast.
    pub(super) fn pair(self, contrast: Contrast) -> Result<Pair, NoPair> {
        let report = self.source.report;
        let halves = match contrast.by {
            By::Outcome => self.outcomes(),
            By::Period => self.periods(contrast.two).ok_or(NoPair::NoPeriod)?,
            By::Group(grouping) => self.groups(grouping, contrast).ok_or(NoPair::NoGroups)?,
        };
        let [one, two] = &halves;
        let readings = match contrast.by {
            By::Outcome => readings((&one.insights, &one.traits), (&two.insights, &two.traits)),
            _ => Vec::new(),
        };
        Ok(Pair {
            contrast,
            compared: compare(&one.insights, &two.insights, report.query.mode),
            traits: TraitsCompared::new(&one.traits, &two.traits),
            readings,
            mode: report.query.mode,
            halves,
        })
    }

    fn outcomes(self) -> [Half; 2] {
        let (query, texts) = (&self.source.report.query, t().insights_compare());
        let (won, lost) = decided(self.source.workspace, self.columns, self.selection, query);
        // Only decided deals are in the two; all that is said of stages is then about those.
        [self.half(texts.won.to_owned(), query, won), self.half(texts.lost.to_owned(), query, lost)]
    }

    fn periods(self, two: Side) -> Option<[Half; 2]> {
        let query = &self.source.report.query;
        let period = two.days(query.period, query.today)?;
        let days = |query: &Query| range(query.period.from, query.as_of(), self.source.writing);
        let other = Query { period, ..query.clone() };
        let all = || self.selection.clone();
        Some([self.half(days(query), query, all()), self.half(days(&other), &other, all())])
    }

    fn groups(self, grouping: Grouping, contrast: Contrast) -> Option<[Half; 2]> {
        let query = self.query(grouping);
        let choices = self.choices(grouping);
        let chosen = |side: Side| choices.iter().find(|choice| choice.side == side);
        let one = chosen(contrast.one).or(choices.first())?;
        let split = |key| parted(self.source.workspace, self.columns, self.selection, &query, grouping, key);
        let (within, rest) = split(one.key);
        let two = match chosen(contrast.two).filter(|two| two.key != one.key) {
            Some(two) => self.half(two.name.clone(), &query, split(two.key).0),
            None => self.half(t().insights_compare().rest.to_owned(), &query, rest),
        };
        Some([self.half(one.name.clone(), &query, within), two])
    }
}

/// A figure of both groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What tests and links call it.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) figures: [Result<Written, String>; 2],
    /// The deals behind it.
    pub(super) behind: Option<Behind>,
    /// The difference; none where there is no way to tell it from chance.
    pub(super) difference: Option<Said>,
}

/// A difference in words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    /// The difference, with its sign.
    pub(super) by: Written,
    /// Its 95 % interval.
    pub(super) ends: String,
    pub(super) verdict: Verdict,
}

/// What to make of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is more than chance.
    Real,
    /// It may be chance.
    Chance,
    /// There are too few deals to tell.
    TooFew,
}

impl Verdict {
    fn of(compared: &Compared) -> Self {
        let is_enough = compared.first.min(compared.second) >= sales::metrics::ENOUGH;
        match compared.is_real() {
            true => Self::Real,
            false if is_enough => Self::Chance,
            false => Self::TooFew,
        }
    }

    /// Its name in the page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Chance => "chance",
            Self::TooFew => "too-few",
        }
    }
}

/// What a difference is of.
#[derive(Clone, Copy)]
enum Unit {
    Share,
    Money,
    Days,
    Plain,
}

/// Writes the figures of a pair.
struct Writer<'a> {
    pair: &'a Pair,
    report: &'a Report,
    writing: Writing,
}

/// All figures of a pair.
pub(super) fn lines(pair: &Pair, source: Source<'_>) -> Vec<Line> {
    let writer = Writer { pair, report: source.report, writing: source.writing };
    let mut lines = match pair.contrast.by {
        By::Outcome => writer.outcome(),
        _ => writer.groups(),
    };
    lines.extend(writer.stages(source.workspace, source));
    lines
}

impl Writer<'_> {
    fn line(
        &self,
        key: &str,
        name: &str,
        figure: impl Fn(&Half) -> Result<Written, String>,
        difference: Option<(Compared, Unit)>,
    ) -> Line {
        let [one, two] = &self.pair.halves;
        Line {
            key: key.to_owned(),
            name: name.to_owned(),
            figures: [figure(one), figure(two)],
            behind: None,
            difference: difference.map(|(compared, unit)| self.said(&compared, unit)),
        }
    }

    fn count(&self, count: usize) -> Written {
        Written { text: (self.writing.count)(count), exact: count.to_string() }
    }

    fn counted(&self, key: &str, name: &str, behind: Behind, count: fn(&Half) -> usize) -> Line {
        Line { behind: Some(behind), ..self.line(key, name, |half| Ok(self.count(count(half))), None) }
    }

    fn share(&self, share: Option<f64>) -> Result<Written, String> {
        let written =
            share.map(|share| Written { text: (self.writing.share)(share), exact: share.to_string() });
        written.ok_or_else(|| self.why(&Undefined::NoDeals))
    }

    fn amount(&self, minor: Result<i128, Undefined>) -> Result<Written, String> {
        let written = minor.map(|minor| Written {
            text: (self.writing.amount)(minor, self.report.currency),
            exact: minor.to_string(),
        });
        written.map_err(|why| self.why(&why))
    }

    fn days(&self, days: Result<f64, Undefined>) -> Result<Written, String> {
        let written = days.map(|days| Written { text: self.writing.days(days), exact: days.to_string() });
        written.map_err(|why| self.why(&why))
    }

    fn number(&self, number: Option<f64>) -> Result<Written, String> {
        let written =
            number.map(|number| Written { text: (self.writing.decimal)(number), exact: number.to_string() });
        written.ok_or_else(|| self.why(&Undefined::NothingClosed))
    }

    fn why(&self, why: &Undefined) -> String {
        reason(why, self.writing)
    }

    /// A number of a unit, without its sign.
    fn sized(&self, number: f64, unit: Unit) -> String {
        let number = number.abs();
        match unit {
            Unit::Share => {
                fill(t().insights_compare().points, &[("n", &(self.writing.decimal)(number * 100.0))])
            }
            Unit::Money => (self.writing.amount)(whole(number), self.report.currency),
            Unit::Days => self.writing.days(number),
            Unit::Plain => (self.writing.decimal)(number),
        }
    }

    fn signed(&self, number: f64, unit: Unit) -> String {
        let sized = self.sized(number, unit);
        let is_zero = sized == self.sized(0.0, unit);
        let sign = if is_zero {
            ""
        } else if number < 0.0 {
            "−"
        } else {
            "+"
        };
        format!("{sign}{sized}")
    }

    fn said(&self, compared: &Compared, unit: Unit) -> Said {
        let difference = compared.difference;
        let ends = [("low", self.signed(difference.low, unit)), ("high", self.signed(difference.high, unit))];
        let ends: Vec<(&str, &str)> = ends.iter().map(|(name, text)| (*name, text.as_str())).collect();
        Said {
            by: Written { text: self.signed(difference.by, unit), exact: difference.by.to_string() },
            ends: fill(t().insights_compare().ends, &ends),
            verdict: Verdict::of(compared),
        }
    }

    /// Won deals beside lost ones.
    fn outcome(&self) -> Vec<Line> {
        let (texts, traits) = (t().insights_compare(), &self.pair.traits);
        let of = |compared: Option<Compared>, unit| compared.map(|compared| (compared, unit));
        let mean = |mean: Option<f64>| mean.ok_or(Undefined::NoDeals);
        vec![
            self.counted("deals", texts.deals, Behind::Closed, |half| {
                half.insights.all.won + half.insights.all.lost
            }),
            self.line(
                "value",
                texts.value,
                |half| self.amount(half.traits.values.mean().map(whole).ok_or(Undefined::NoValue)),
                of(traits.values, Unit::Money),
            ),
            self.line(
                "decided",
                texts.decided_in,
                |half| self.days(mean(half.traits.days.mean())),
                of(traits.days, Unit::Days),
            ),
            self.activities(),
            self.moved_back(traits.moved_back),
        ]
    }

    fn activities(&self) -> Line {
        let compared = self.pair.traits.activities.map(|compared| (compared, Unit::Plain));
        let mean = |half: &Half| self.number(half.traits.activities.mean());
        self.line("activities", t().insights_compare().activities, mean, compared)
    }

    fn moved_back(&self, compared: Option<Compared>) -> Line {
        let share = |half: &Half| self.share(half.insights.moved_back.share());
        let compared = compared.map(|compared| (compared, Unit::Share));
        self.line("moved-back", t().insights_compare().moved_back, share, compared)
    }

    /// Any two groups.
    fn groups(&self) -> Vec<Line> {
        let (texts, compared) = (t().insights_compare(), &self.pair.compared);
        let of = |compared: Option<Compared>, unit| compared.map(|compared| (compared, unit));
        let worth = |total: Result<i128, sales::metrics::NoRate>| total.map_err(Undefined::NoRate);
        vec![
            self.counted("won", texts.won, Behind::Won, |half| half.insights.all.won),
            self.counted("lost", texts.lost, Behind::Lost, |half| half.insights.all.lost),
            self.counted("open", texts.open, Behind::Open, |half| half.insights.all.open),
            self.line(
                "won-value",
                texts.won_value,
                |half| self.amount(worth(half.insights.all.won_value.total())),
                None,
            ),
            self.line(
                "open-value",
                texts.open_value,
                |half| self.amount(worth(half.insights.all.open_value.total())),
                None,
            ),
            self.line(
                "win-rate",
                texts.win_rate,
                |half| match half.insights.all.win_rate() {
                    Ok(rate) => self.share(rate.share()),
                    Err(why) => Err(self.why(&why)),
                },
                of(compared.win_rate, Unit::Share),
            ),
            self.line(
                "win-rate-value",
                texts.win_rate_value,
                |half| match half.insights.all.win_rate_by_value() {
                    Ok(share) => self.share(Some(share)),
                    Err(why) => Err(self.why(&why)),
                },
                None,
            ),
            self.line(
                "size",
                texts.size,
                |half| self.amount(half.insights.all.mean_size()),
                of(compared.size, Unit::Money),
            ),
            self.line(
                "size-median",
                texts.size_median,
                |half| self.amount(half.insights.all.median_size()),
                None,
            ),
            self.line(
                "cycle",
                texts.cycle,
                |half| self.days(half.insights.all.cycle().map(|spread| spread.mean)),
                of(compared.cycle_days, Unit::Days),
            ),
            self.line(
                "cycle-median",
                texts.cycle_median,
                |half| self.days(half.insights.all.cycle().map(|spread| spread.median)),
                None,
            ),
            self.line(
                "velocity",
                texts.velocity,
                |half| self.amount(half.insights.all.velocity().map(|velocity| whole(velocity.monthly()))),
                None,
            ),
            self.activities(),
            self.moved_back(compared.moved_back),
        ]
    }

    /// Conversion of, and time in, the stages that both have.
    fn stages(&self, workspace: &Workspace, source: Source<'_>) -> Vec<Line> {
        let (texts, compared) = (t().insights_compare(), &self.pair.compared);
        let is_outcome = self.pair.contrast.by == By::Outcome;
        let find = |half: &Half, stage: StageId| {
            half.insights.stages.iter().find(|figures| figures.stage == stage).cloned()
        };
        let is_open =
            |stage: StageId| workspace.stages.get(stage).is_some_and(|row| row.kind == StageKind::Open);
        let named = |text: &str, stage| fill(text, &[("stage", &source.stage(stage))]);
        // Whether won and lost deals went on is what told them apart.
        let steps = compared.stages.iter().filter(|_| !is_outcome).map(|&(stage, difference)| {
            let rate = |half: &Half| {
                self.share(
                    find(half, stage).and_then(|figures| figures.passage(self.pair.mode).step().share()),
                )
            };
            let name = named(texts.step, stage);
            self.line(&format!("step.{stage}"), &name, rate, Some((difference, Unit::Share)))
        });
        let days = compared.stage_days.iter().filter(|row| is_open(row.0)).map(|&(stage, difference)| {
            let mean = |half: &Half| {
                let mean = find(half, stage).and_then(|figures| figures.visit_moments.mean());
                self.days(mean.ok_or(Undefined::NoDeals))
            };
            let name = named(texts.stage_days, stage);
            self.line(&format!("days.{stage}"), &name, mean, Some((difference, Unit::Days)))
        });
        steps.chain(days).collect()
    }
}

/// What is to be made of it all, in words.
pub(super) fn sentences(pair: &Pair, lines: &[Line], source: Source<'_>) -> Vec<String> {
    let (texts, writing) = (t().insights_compare(), source.writing);
    let count = |number: usize| (writing.count)(number);
    let said: Vec<Verdict> =
        lines.iter().filter_map(|line| line.difference.as_ref()).map(|said| said.verdict).collect();
    let is_enough = said.iter().any(|verdict| *verdict != Verdict::TooFew);
    if !is_enough {
        return vec![fill(texts.says_too_few, &[("need", &count(sales::metrics::ENOUGH))])];
    }
    if pair.contrast.by == By::Outcome {
        let readings: Vec<String> = pair.readings.iter().map(|reading| read(pair, reading, source)).collect();
        return if readings.is_empty() { vec![texts.says_nothing.to_owned()] } else { readings };
    }
    let real = said.iter().filter(|verdict| **verdict == Verdict::Real).count();
    let text = if real == 0 { texts.says_none_real } else { texts.says_real };
    vec![fill(text, &[("real", &count(real)), ("all", &count(said.len()))])]
}

fn read(pair: &Pair, reading: &Reading, source: Source<'_>) -> String {
    let (texts, writing) = (t().insights_compare(), source.writing);
    match reading {
        Reading::Engagement(_) => {
            let [won, lost] = pair
                .halves
                .each_ref()
                .map(|half| half.traits.activities.mean().map(writing.decimal).unwrap_or_default());
            fill(texts.says_engagement, &[("won", &won), ("lost", &lost)])
        }
        Reading::Audience(grouping, key, _) => {
            let share = |half: &Half| {
                let groups = if *grouping == Grouping::Segment {
                    &half.insights.segments
                } else {
                    &half.insights.sources
                };
                let closed = |key: Option<Key>| -> usize {
                    let own = groups.iter().filter(|group| key.is_none_or(|key| group.key == key));
                    own.map(|group| group.outcomes.won + group.outcomes.lost).sum()
                };
                let rate = sales::metrics::Rate { hits: closed(Some(*key)), of: closed(None) };
                rate.share().map(writing.share).unwrap_or_default()
            };
            let [won, lost] = pair.halves.each_ref().map(share);
            fill(texts.says_audience, &[("group", &source.key(*key)), ("won", &won), ("lost", &lost)])
        }
    }
}

#[cfg(test)]
mod tests {
    use sales::ids::PersonId;
    use sales::metrics::behind;

    use super::super::super::fixture::UTC;
    use super::super::charts::tests::Sample;
    use super::super::question::{Question, SPANS, Span};
    use super::*;

    fn look<T>(sample: &Sample, act: impl FnOnce(Ground<'_>) -> T) -> T {
        let selection = Selection::all();
        let (source, columns) = (sample.source(), &sample.columns);
        act(Ground { source, columns, selection: &selection, calendar: &UTC })
    }

    fn year() -> Sample {
        Sample::new(Question { span: Span::Last(365), ..Question::default() })
    }

    #[test]
    fn every_contrast_has_figures_and_the_deals_behind_them() {
        for span in SPANS.iter().map(|row| row.0) {
            let sample = Sample::new(Question { span, ..Question::default() });
            for by in super::super::contrast::BYS.iter().map(|row| row.0) {
                look(&sample, |ground| {
                    let pair = match ground.pair(Contrast::by(by)) {
                        Ok(pair) => pair,
                        Err(why) => {
                            assert!(by == By::Period || why == NoPair::NoGroups, "{by:?} {span:?}: {why:?}");
                            return;
                        }
                    };
                    let lines = lines(&pair, ground.source);
                    let shown = format!("{lines:?} {:?}", sentences(&pair, &lines, ground.source));
                    assert!(!shown.contains("NaN") && !shown.contains("inf"), "{by:?} {span:?}: {shown}");
                    for line in &lines {
                        let Some(figure) = &line.behind else { continue };
                        for (half, written) in pair.halves.iter().zip(&line.figures) {
                            let ws = ground.source.workspace;
                            let deals = behind(ws, ground.columns, &half.selection, &half.query, figure);
                            let exact = written.as_ref().map(|written| written.exact.clone());
                            assert_eq!(exact, Ok(deals.len().to_string()), "{by:?} {}", line.key);
                        }
                    }
                });
            }
        }
    }

    #[test]
    fn a_group_and_all_others_come_to_the_whole() {
        let sample = year();
        look(&sample, |ground| {
            let pair = ground.pair(Contrast::by(By::Group(Grouping::Owner))).expect("owners");
            let whole = &sample.report.now.all;
            let [one, two] = &pair.halves;
            assert_eq!(one.insights.all.won + two.insights.all.won, whole.won);
            assert_eq!(one.insights.all.lost + two.insights.all.lost, whole.lost);
            assert_eq!(one.insights.all.open + two.insights.all.open, whole.open);
            assert_eq!(two.name, t().insights_compare().rest);
        });
    }

    #[test]
    fn won_and_lost_are_those_of_the_overview() {
        let sample = year();
        look(&sample, |ground| {
            let pair = ground.pair(Contrast::default()).expect("decided deals");
            let [won, lost] =
                pair.halves.each_ref().map(|half| (half.insights.all.won, half.insights.all.lost));
            assert_eq!((won, lost), ((sample.report.now.all.won, 0), (0, sample.report.now.all.lost)));
            let lines = lines(&pair, ground.source);
            assert!(lines.iter().any(|line| line.key == "activities" && line.difference.is_some()));
            assert!(lines.iter().all(|line| !line.key.starts_with("step.")), "they cannot differ by chance");
        });
    }

    #[test]
    fn what_is_chosen_and_gone_is_as_usual() {
        let sample = year();
        look(&sample, |ground| {
            let gone = Side::Of(PersonId(sales::ids::Uuid::from_u128(99)).0);
            let contrast = Contrast { by: By::Group(Grouping::Owner), one: gone, two: gone };
            let names = |contrast| ground.pair(contrast).expect("owners").halves.map(|half| half.name);
            assert_eq!(names(contrast), names(Contrast::by(By::Group(Grouping::Owner))));
            // The same twice is the same as all others.
            let first = ground.choices(Grouping::Owner)[0].side;
            let twice = Contrast { by: By::Group(Grouping::Owner), one: first, two: first };
            assert_eq!(names(twice)[1], t().insights_compare().rest);
        });
    }

    #[test]
    fn few_deals_are_no_reason_for_a_verdict() {
        let rate = |hits, of| sales::metrics::Rate { hits, of };
        let of = |one, two| Verdict::of(&Compared::rates(one, two).expect("rates"));
        assert_eq!(of(rate(9, 9), rate(0, 9)), Verdict::TooFew);
        assert_eq!(of(rate(9, 10), rate(1, 10)), Verdict::Real);
        assert_eq!(of(rate(5, 10), rate(6, 10)), Verdict::Chance);
    }
}
