//! How two groups differ, in words.

use exchange::export::plain_amount;
use metrics::{Basis, ENOUGH, Gap, Grouping, Key, NoInterval, PACE_DAYS, Rate, Reading};
use sales::money::Money;

use super::contrast::By;
use super::lines::Line;
use super::pair::{Half, Pair};
use super::source::{Source, Written};
use super::tiles::whole;
use crate::text::{Plural, fill, t};

/// A difference in words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    /// The difference, with its sign; none where one of the groups has no such figure.
    pub(super) by: Option<Written>,
    /// Its 95 % interval.
    pub(super) ends: Option<Ends>,
    pub(super) verdict: Verdict,
    /// What to make of it, or why nothing is made of it.
    pub(super) words: String,
    /// The difference and the ends of its interval as they stand in a file.
    pub(super) plain: [String; 3],
}

/// The ends of an interval.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ends {
    pub(super) text: String,
    pub(super) low: f64,
    pub(super) high: f64,
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
    /// So many deals are in both groups, and nothing is said.
    Shared(usize),
    /// There is no interval, and nothing is said.
    Open,
    /// There is no difference.
    Nothing,
}

impl Verdict {
    pub(super) fn of(gap: &Gap) -> Self {
        match gap.interval {
            Ok(compared) if compared.is_real() => Self::Real,
            Ok(compared) if compared.is_enough() => Self::Chance,
            Ok(_) | Err(NoInterval::TooFew) => Self::TooFew,
            Err(NoInterval::Shared(deals)) => Self::Shared(deals),
            Err(_) => Self::Open,
        }
    }

    /// Its name in the page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Chance => "chance",
            Self::TooFew => "too-few",
            Self::Shared(_) => "shared",
            Self::Open => "open",
            Self::Nothing => "nothing",
        }
    }

    /// Whether chance was asked about.
    pub(super) fn is_judged(self) -> bool {
        matches!(self, Self::Real | Self::Chance | Self::TooFew)
    }
}

/// What a figure is counted in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unit {
    Share,
    Money,
    Days,
    /// A count or a mean of counts.
    Plain,
}

impl Said {
    /// A number of a unit, without its sign.
    fn sized(source: Source<'_>, number: f64, unit: Unit) -> String {
        let (number, writing) = (number.abs(), source.writing);
        match unit {
            Unit::Share => fill(t().insights_compare().points, &[("n", &(writing.decimal)(number * 100.0))]),
            Unit::Money => (writing.amount)(whole(number), source.report.currency),
            Unit::Days => writing.days(number),
            Unit::Plain => (writing.decimal)(number),
        }
    }

    fn signed(source: Source<'_>, number: f64, unit: Unit) -> String {
        let sized = Self::sized(source, number, unit);
        let is_zero = sized == Self::sized(source, 0.0, unit);
        let sign = if is_zero {
            ""
        } else if number < 0.0 {
            "−"
        } else {
            "+"
        };
        format!("{sign}{sized}")
    }

    /// A number as it stands in a file.
    fn plain(source: Source<'_>, number: f64, unit: Unit) -> String {
        match unit {
            Unit::Money => i64::try_from(whole(number)).map_or_else(
                |_| String::new(),
                |minor| plain_amount(Money { minor, currency: source.report.currency }),
            ),
            _ => number.to_string(),
        }
    }

    /// Says how two groups differ in a figure.
    pub(super) fn new(source: Source<'_>, gap: Option<Gap>, unit: Unit) -> Self {
        let texts = t().insights_compare();
        let Some(gap) = gap else {
            let words = texts.no_figure.to_owned();
            return Self {
                by: None,
                ends: None,
                verdict: Verdict::Nothing,
                words,
                plain: <[String; 3]>::default(),
            };
        };
        let verdict = Verdict::of(&gap);
        let by = Self::signed(source, gap.by, unit);
        let pace = || {
            let days = (source.writing.count)(usize::try_from(PACE_DAYS).unwrap_or_default());
            fill(texts.pace, &[("by", &by), ("n", &days)])
        };
        let ends = gap.interval.ok().map(|compared| {
            let (low, high) = (compared.difference.low, compared.difference.high);
            let texts =
                [("low", Self::signed(source, low, unit)), ("high", Self::signed(source, high, unit))];
            let filled: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            Ends { text: fill(t().insights_compare().ends, &filled), low, high }
        });
        let end = |of: fn(&Ends) -> f64| {
            ends.as_ref().map(|ends| Self::plain(source, of(ends), unit)).unwrap_or_default()
        };
        Self {
            by: Some(Written::new(if gap.is_pace { pace() } else { by.clone() }, gap.by)),
            plain: [Self::plain(source, gap.by, unit), end(|ends| ends.low), end(|ends| ends.high)],
            ends,
            verdict,
            words: Self::words(source, &gap, verdict),
        }
    }

    fn words(source: Source<'_>, gap: &Gap, verdict: Verdict) -> String {
        let texts = t().insights_compare();
        let why = match gap.interval {
            Err(NoInterval::Shared(deals)) => return counted(&texts.shared, deals, source),
            Err(NoInterval::Counted) => texts.counted_in_full,
            Err(NoInterval::Alike) => texts.alike,
            Err(NoInterval::AllOrNothing) => texts.all_or_nothing,
            Err(NoInterval::Endless) => texts.endless,
            Err(NoInterval::TooFew) => texts.too_few,
            Ok(_) => match verdict {
                Verdict::Real => texts.real,
                Verdict::Chance => texts.chance,
                _ => texts.too_few,
            },
        };
        why.to_owned()
    }
}

/// A text for so many deals.
fn counted(text: &Plural, deals: usize, source: Source<'_>) -> String {
    let text = if deals == 1 { text.one } else { text.other };
    fill(text, &[("n", &(source.writing.count)(deals))])
}

/// What is to be made of it all, in words.
pub(super) fn sentences(pair: &Pair, lines: &[Line], source: Source<'_>) -> Vec<String> {
    let (texts, writing) = (t().insights_compare(), source.writing);
    let count = |number: usize| (writing.count)(number);
    let said: Vec<Verdict> = lines.iter().map(|line| line.said.verdict).collect();
    let judged: Vec<Verdict> = said.iter().copied().filter(|verdict| verdict.is_judged()).collect();
    let mut sentences = if judged.iter().all(|verdict| *verdict == Verdict::TooFew) {
        vec![fill(texts.says_too_few, &[("need", &count(ENOUGH))])]
    } else if pair.contrast.by == By::Outcome {
        let readings: Vec<String> = pair.readings.iter().map(|reading| read(pair, reading, source)).collect();
        if readings.is_empty() { vec![texts.says_nothing.to_owned()] } else { readings }
    } else {
        let real = judged.iter().filter(|verdict| **verdict == Verdict::Real).count();
        let text = if real == 0 { texts.says_none_real } else { texts.says_real };
        vec![fill(text, &[("real", &count(real)), ("all", &count(judged.len()))])]
    };
    let shared = said.iter().filter_map(|verdict| match verdict {
        Verdict::Shared(deals) => Some(*deals),
        _ => None,
    });
    if let Some(shared) = shared.max() {
        if judged.is_empty() {
            sentences.clear();
        }
        sentences.push(counted(&texts.says_shared, shared, source));
        if pair.contrast.by == By::Period && source.report.query.basis == Basis::Snapshot {
            sentences.push(texts.says_other_basis.to_owned());
        }
    }
    sentences
}

fn read(pair: &Pair, reading: &Reading, source: Source<'_>) -> String {
    let (texts, writing) = (t().insights_compare(), source.writing);
    match reading {
        Reading::Engagement(_) => {
            let [won, lost] = pair
                .halves
                .each_ref()
                .map(|half| half.subject.traits.activities.mean().map(writing.decimal).unwrap_or_default());
            fill(texts.says_engagement, &[("won", &won), ("lost", &lost)])
        }
        Reading::Audience(grouping, key, _) => {
            let share = |half: &Half| {
                let groups = if *grouping == Grouping::Segment {
                    &half.subject.insights.segments
                } else {
                    &half.subject.insights.sources
                };
                let closed = |key: Option<Key>| -> usize {
                    let own = groups.iter().filter(|group| key.is_none_or(|key| group.key == key));
                    own.map(|group| group.outcomes.won + group.outcomes.lost).sum()
                };
                let rate = Rate { hits: closed(Some(*key)), of: closed(None) };
                writing.rate_or_blank(rate)
            };
            let [won, lost] = pair.halves.each_ref().map(share);
            fill(texts.says_audience, &[("group", &source.key(*key)), ("won", &won), ("lost", &lost)])
        }
    }
}
