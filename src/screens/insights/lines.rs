//! Every figure of two groups, how they differ, and what to make of it.

use metrics::{Behind, Compared, ENOUGH, Grouping, Key, Rate, Reading, Undefined};
use sales::ids::StageId;
use sales::model::StageKind;

use super::contrast::By;
use super::pair::{Half, Pair};
use super::source::{Figure, Source, Written};
use super::tiles::whole;
use crate::text::{fill, t};

/// A figure of both groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What tests and links call it.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) figures: [Figure; 2],
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
        let is_enough = compared.first.min(compared.second) >= ENOUGH;
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
    source: Source<'a>,
}

/// All figures of a pair.
pub(super) fn lines(pair: &Pair, source: Source<'_>) -> Vec<Line> {
    let writer = Writer { pair, source };
    let mut lines = match pair.contrast.by {
        By::Outcome => writer.outcome(),
        _ => writer.groups(),
    };
    lines.extend(writer.stages());
    lines
}

impl Writer<'_> {
    fn line(
        &self,
        key: &str,
        name: &str,
        figure: impl Fn(&Half) -> Figure,
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

    fn counted(&self, key: &str, name: &str, behind: Behind, count: fn(&Half) -> usize) -> Line {
        Line { behind: Some(behind), ..self.line(key, name, |half| Ok(self.source.count(count(half))), None) }
    }

    fn share(&self, share: Option<f64>) -> Figure {
        self.source.share(share.ok_or(Undefined::NoDeals))
    }

    /// A number of a unit, without its sign.
    fn sized(&self, number: f64, unit: Unit) -> String {
        let number = number.abs();
        match unit {
            Unit::Share => {
                fill(t().insights_compare().points, &[("n", &(self.source.writing.decimal)(number * 100.0))])
            }
            Unit::Money => (self.source.writing.amount)(whole(number), self.source.report.currency),
            Unit::Days => self.source.writing.days(number),
            Unit::Plain => (self.source.writing.decimal)(number),
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
                |half| self.source.amount(half.traits.values.mean().map(whole).ok_or(Undefined::NoValue)),
                of(traits.values, Unit::Money),
            ),
            self.line(
                "decided",
                texts.decided_in,
                |half| self.source.days(mean(half.traits.days.mean())),
                of(traits.days, Unit::Days),
            ),
            self.activities(),
            self.moved_back(traits.moved_back),
        ]
    }

    fn activities(&self) -> Line {
        let compared = self.pair.traits.activities.map(|compared| (compared, Unit::Plain));
        let mean =
            |half: &Half| self.source.number(half.traits.activities.mean().ok_or(Undefined::NothingClosed));
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
        vec![
            self.counted("won", texts.won, Behind::Won, |half| half.insights.all.won),
            self.counted("lost", texts.lost, Behind::Lost, |half| half.insights.all.lost),
            self.counted("open", texts.open, Behind::Open, |half| half.insights.all.open),
            self.line(
                "won-value",
                texts.won_value,
                |half| self.source.worth(half.insights.all.won_value.total()),
                None,
            ),
            self.line(
                "open-value",
                texts.open_value,
                |half| self.source.worth(half.insights.all.open_value.total()),
                None,
            ),
            self.line(
                "win-rate",
                texts.win_rate,
                |half| {
                    let share = |rate: Rate| rate.share().ok_or(Undefined::NoDeals);
                    self.source.share(half.insights.all.win_rate().and_then(share))
                },
                of(compared.win_rate, Unit::Share),
            ),
            self.line(
                "win-rate-value",
                texts.win_rate_value,
                |half| self.source.share(half.insights.all.win_rate_by_value()),
                None,
            ),
            self.line(
                "size",
                texts.size,
                |half| self.source.amount(half.insights.all.mean_size()),
                of(compared.size, Unit::Money),
            ),
            self.line(
                "size-median",
                texts.size_median,
                |half| self.source.amount(half.insights.all.median_size()),
                None,
            ),
            self.line(
                "cycle",
                texts.cycle,
                |half| self.source.days(half.insights.all.cycle().map(|spread| spread.mean)),
                of(compared.cycle_days, Unit::Days),
            ),
            self.line(
                "cycle-median",
                texts.cycle_median,
                |half| self.source.days(half.insights.all.cycle().map(|spread| spread.median)),
                None,
            ),
            self.line(
                "velocity",
                texts.velocity,
                |half| {
                    self.source.amount(half.insights.all.velocity().map(|velocity| whole(velocity.monthly())))
                },
                None,
            ),
            self.activities(),
            self.moved_back(compared.moved_back),
        ]
    }

    /// Conversion of, and time in, the stages that both have.
    fn stages(&self) -> Vec<Line> {
        let (texts, compared) = (t().insights_compare(), &self.pair.compared);
        let (source, workspace) = (self.source, self.source.workspace);
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
                self.source.days(mean.ok_or(Undefined::NoDeals))
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
        return vec![fill(texts.says_too_few, &[("need", &count(ENOUGH))])];
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
                let rate = Rate { hits: closed(Some(*key)), of: closed(None) };
                rate.share().map(writing.share).unwrap_or_default()
            };
            let [won, lost] = pair.halves.each_ref().map(share);
            fill(texts.says_audience, &[("group", &source.key(*key)), ("won", &won), ("lost", &lost)])
        }
    }
}

#[cfg(test)]
mod tests {
    use metrics::{Selection, behind};
    use sales::ids::PersonId;

    use super::super::super::fixture::UTC;
    use super::super::charts::tests::Sample;
    use super::super::contrast::{BYS, Contrast, Side};
    use super::super::pair::{Ground, NoPair};
    use super::super::question::{Question, SPANS, Span};
    use super::*;

    fn look<T>(sample: &Sample, act: impl FnOnce(Ground<'_>) -> T) -> T {
        let selection = Selection::all();
        let (source, columns) = (sample.source(), &sample.columns);
        act(Ground { source, columns, selection: &selection, calendar: &UTC })
    }

    fn pair_of(ground: Ground<'_>, contrast: Contrast) -> Result<Pair, NoPair> {
        ground.pair(contrast, &ground.choices(contrast.by))
    }

    fn year() -> Sample {
        Sample::new(Question { span: Span::Last(365), ..Question::default() })
    }

    #[test]
    fn every_contrast_has_figures_and_the_deals_behind_them() {
        for span in SPANS.iter().map(|row| row.0) {
            let sample = Sample::new(Question { span, ..Question::default() });
            for by in BYS {
                look(&sample, |ground| {
                    let pair = match pair_of(ground, Contrast::by(by)) {
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
            let pair = pair_of(ground, Contrast::by(By::Group(Grouping::Owner))).expect("owners");
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
            let pair = pair_of(ground, Contrast::default()).expect("decided deals");
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
            let names = |contrast| pair_of(ground, contrast).expect("owners").halves.map(|half| half.name);
            assert_eq!(names(contrast), names(Contrast::by(By::Group(Grouping::Owner))));
            // The same twice is the same as all others.
            let first = ground.choices(By::Group(Grouping::Owner))[0].side;
            let twice = Contrast { by: By::Group(Grouping::Owner), one: first, two: first };
            assert_eq!(names(twice)[1], t().insights_compare().rest);
        });
    }

    #[test]
    fn few_deals_are_no_reason_for_a_verdict() {
        let rate = |hits, of| metrics::Rate { hits, of };
        let of = |one, two| Verdict::of(&Compared::rates(one, two).expect("rates"));
        assert_eq!(of(rate(9, 9), rate(0, 9)), Verdict::TooFew);
        assert_eq!(of(rate(9, 10), rate(1, 10)), Verdict::Real);
        assert_eq!(of(rate(5, 10), rate(6, 10)), Verdict::Chance);
    }
}
