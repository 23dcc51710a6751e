//! What is asked of the figures, and how it stands in the address: `period=last-quarter&basis=created&mode=visited&day=2026-03-31`.
//!
//! What is usual is left out. Reading is total: what makes no sense is taken for what is usual.

use chrono::{Datelike, Days, Months};
use metrics::{Basis, Mode, Period, Query};
use sales::ids::PipelineId;
use sales::time::Date;

use super::breakdown::Breakdown;
use super::contrast::{By, Contrast, Side};
use super::groupings;

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// The calendar month, quarter or year that the day is in, or the one before it.
    Unit(Unit, Which),
    /// So many days up to the day.
    Last(u32),
    /// All that was.
    All,
    /// Days of one's own.
    Own(Date, Date),
}

/// A part of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Unit {
    Month,
    Quarter,
    Year,
}

/// The running part of the calendar or the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Which {
    This,
    Last,
}

/// All spans there are to choose from, with their names in an address; own days apart.
pub(super) const SPANS: [(Span, &str); 10] = [
    (Span::Unit(Unit::Month, Which::This), "month"),
    (Span::Unit(Unit::Month, Which::Last), "last-month"),
    (Span::Unit(Unit::Quarter, Which::This), "quarter"),
    (Span::Unit(Unit::Quarter, Which::Last), "last-quarter"),
    (Span::Unit(Unit::Year, Which::This), "year"),
    (Span::Unit(Unit::Year, Which::Last), "last-year"),
    (Span::Last(30), "30"),
    (Span::Last(90), "90"),
    (Span::Last(365), "365"),
    (Span::All, "all"),
];

pub(super) const BASES: [(Basis, &str); 3] =
    [(Basis::Snapshot, "snapshot"), (Basis::CreatedIn, "created"), (Basis::ClosedIn, "closed")];

/// What all pipelines are called in an address.
const ALL: &str = "all";

/// What the comparison is called in an address.
const COMPARE: &str = "compare";
/// And the report.
const REPORT: &str = "report";
/// And the board of a past day.
const REPLAY: &str = "replay";

pub(super) const MODES: [(Mode, &str); 2] = [(Mode::Furthest, "furthest"), (Mode::Visited, "visited")];

impl View {
    /// Its name in the address and in the page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Compare(_) => COMPARE,
            Self::Report(_) => REPORT,
            Self::Replay => REPLAY,
        }
    }
}

/// What is asked, the pipeline and the filter apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    /// Which days.
    pub(super) span: Span,
    /// Which deals.
    pub(super) basis: Basis,
    /// How skipped stages count.
    pub(super) mode: Mode,
    /// The day that everything is as of; `None` for today.
    pub(super) day: Option<Date>,
    /// Whether all pipelines are asked about, and not only the one in use.
    pub(super) everywhere: bool,
    /// What is shown of it.
    pub(super) view: View,
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// All figures.
    Overview,
    /// Two groups side by side.
    Compare(Contrast),
    /// Figures group by group.
    Report(Breakdown),
    /// The board as it stood on the day.
    Replay,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            span: Span::Last(90),
            basis: Basis::Snapshot,
            mode: Mode::Furthest,
            day: None,
            everywhere: false,
            view: View::Overview,
        }
    }
}

impl Question {
    /// Reads what stands in an address.
    pub(super) fn parse(text: &str) -> Self {
        let mut reading = Reading::default();
        for (key, value) in parts(text) {
            reading.take(key, value);
        }
        let Reading { mut question, contrast, breakdown, view } = reading;
        question.view = match view {
            COMPARE => View::Compare(contrast),
            REPORT => View::Report(breakdown),
            REPLAY => View::Replay,
            _ => View::Overview,
        };
        question
    }

    /// The parts of what is asked of a widget or a report that are not understood, each with its key and what it says. [`Question::parse`] takes them
    /// for what is usual.
    pub(super) fn unread(text: &str) -> Vec<(&str, &str)> {
        parts(text).filter(|(key, value)| !Reading::default().take(key, value)).collect()
    }

    /// Writes it for an address; empty where all is as usual.
    pub(super) fn write(&self) -> String {
        let usual = Self::default();
        let mut parts = Vec::new();
        if self.span != usual.span {
            parts.push(format!("period={}", self.span.name()));
        }
        if self.basis != usual.basis {
            parts.push(format!("basis={}", name_of(&BASES, self.basis)));
        }
        if self.mode != usual.mode {
            parts.push(format!("mode={}", name_of(&MODES, self.mode)));
        }
        parts.extend(self.day.map(|day| format!("day={day}")));
        if self.everywhere {
            parts.push(format!("pipelines={ALL}"));
        }
        match self.view {
            View::Overview => {}
            View::Replay => parts.push(format!("view={REPLAY}")),
            View::Compare(Contrast { by, one, two }) => {
                parts.push(format!("view={COMPARE}"));
                let choices = [("by", by.name()), ("one", one.name()), ("two", two.name())];
                let chosen = choices.iter().filter(|row| !row.1.is_empty() && row.1 != By::Outcome.name());
                parts.extend(chosen.map(|(key, name)| format!("{key}={name}")));
            }
            View::Report(breakdown) => {
                parts.push(format!("view={REPORT}"));
                parts.push(format!("by={}", groupings::name(breakdown.by)));
                parts.extend(breakdown.column_names().map(|names| format!("columns={names}")));
                parts.extend(breakdown.split.map(|split| format!("split={}", groupings::name(split))));
            }
        }
        parts.join("&")
    }

    /// The day that everything is as of. It is never in the future: nothing is known of that.
    pub(super) fn as_of(&self, today: Date) -> Date {
        self.day.map_or(today, |day| day.min(today))
    }

    /// What the core is asked.
    pub(super) fn query(&self, pipeline: Option<PipelineId>, today: Date) -> Query {
        let today = self.as_of(today);
        Query {
            period: self.span.period(today),
            today,
            basis: self.basis,
            mode: self.mode,
            pipelines: pipeline.filter(|_| !self.everywhere).into_iter().collect(),
        }
    }
}

impl Span {
    /// Its name in an address.
    pub(super) fn name(self) -> String {
        match self {
            Self::Own(from, to) => format!("{from}..{to}"),
            span => name_of(&SPANS, span).to_owned(),
        }
    }

    /// Reads a name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
            return Some(Self::Own(from.min(to), from.max(to)));
        }
        known(&SPANS, text)
    }

    /// The days it stands for on a day.
    pub(super) fn period(self, day: Date) -> Period {
        match self {
            Self::Unit(unit, which) => unit.period(day, which),
            Self::Last(days) => {
                let before = Days::new(u64::from(days.saturating_sub(1)));
                Period { from: day.checked_sub_days(before).unwrap_or(day), to: day }
            }
            Self::All => Period::until(day),
            Self::Own(from, to) => Period { from, to },
        }
    }
}

impl Unit {
    fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    fn period(self, day: Date, which: Which) -> Period {
        let months = self.months();
        let start = day.with_day(1).unwrap_or(day);
        let start = start.checked_sub_months(Months::new(start.month0() % months)).unwrap_or(start);
        let from = match which {
            Which::This => start,
            Which::Last => start.checked_sub_months(Months::new(months)).unwrap_or(start),
        };
        let next = from.checked_add_months(Months::new(months));
        Period { from, to: next.and_then(|next| next.pred_opt()).unwrap_or(day) }
    }
}

/// The parts of what is asked, each a key and what it says.
fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&').map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'a> {
    question: Question,
    contrast: Contrast,
    breakdown: Breakdown,
    view: &'a str,
}

impl<'a> Reading<'a> {
    /// Takes a part in; what makes no sense is taken for what is usual. Answers whether a widget or a report can ask it and it is understood.
    fn take(&mut self, key: &str, value: &'a str) -> bool {
        let question = &mut self.question;
        match key {
            // Between two signs, or nothing at all.
            "" => value.is_empty(),
            "period" => put(&mut question.span, Span::parse(value)),
            "basis" => put(&mut question.basis, known(&BASES, value)),
            "mode" => put(&mut question.mode, known(&MODES, value)),
            "day" => {
                question.day = value.parse().ok();
                question.day.is_some()
            }
            "pipelines" => {
                question.everywhere = value == ALL;
                question.everywhere
            }
            "view" => {
                self.view = value;
                value == REPORT
            }
            "by" => {
                put(&mut self.contrast.by, By::parse(value));
                put(&mut self.breakdown.by, groupings::parse(value))
            }
            "columns" => self.breakdown.show(value),
            "split" => {
                self.breakdown.split = groupings::parse(value);
                self.breakdown.split.is_some()
            }
            "one" => {
                self.contrast.one = Side::parse(value);
                false
            }
            "two" => {
                self.contrast.two = Side::parse(value);
                false
            }
            _ => false,
        }
    }
}

/// Puts what was read in its place. Answers whether there is anything.
fn put<T>(place: &mut T, read: Option<T>) -> bool {
    let is_there = read.is_some();
    if let Some(read) = read {
        *place = read;
    }
    is_there
}

fn known<T: Copy>(all: &[(T, &str)], name: &str) -> Option<T> {
    all.iter().find(|row| row.1 == name).map(|row| row.0)
}

pub(super) fn name_of<T: Copy + PartialEq>(all: &[(T, &'static str)], wanted: T) -> &'static str {
    all.iter().find(|row| row.0 == wanted).map_or("", |row| row.1)
}

#[cfg(test)]
mod tests {
    use metrics::Grouping;
    use sales::ids::Uuid;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn what_is_asked_reads_back_as_it_was_written() {
        let report = Breakdown { by: Grouping::MonthClosed, columns: 0b11, split: Some(Grouping::Tag) };
        let groups =
            Contrast { by: By::Group(Grouping::Owner), one: Side::Of(Uuid::from_u128(5)), two: Side::Rest };
        let own = Side::Span(Span::Own(day("2025-01-05"), day("2025-02-28")));
        let periods = Contrast { by: By::Period, one: Side::Usual, two: own };
        let spans = SPANS.iter().map(|row| row.0).chain([Span::Own(day("2026-01-05"), day("2026-02-28"))]);
        for span in spans {
            for (basis, _) in BASES {
                for (mode, _) in MODES {
                    for as_of in [None, Some(day("2026-03-31"))] {
                        for view in [
                            View::Overview,
                            View::Compare(Contrast::default()),
                            View::Compare(groups),
                            View::Compare(periods),
                            View::Report(Breakdown::default()),
                            View::Report(report),
                            View::Replay,
                        ] {
                            let everywhere = mode == Mode::Visited;
                            let question = Question { span, basis, mode, day: as_of, everywhere, view };
                            assert_eq!(Question::parse(&question.write()), question);
                        }
                    }
                }
            }
        }
        assert_eq!(Question::default().write(), "");
    }

    #[test]
    fn what_makes_no_sense_is_taken_for_what_is_usual() {
        for text in ["", "period=", "period=tomorrow&basis=x&mode=&day=42", "period=2026-01-05..", "&&=&"] {
            assert_eq!(Question::parse(text), Question::default(), "{text}");
        }
        let turned = Question::parse("period=2026-02-28..2026-01-05").span;
        assert_eq!(turned, Span::Own(day("2026-01-05"), day("2026-02-28")));
    }

    #[test]
    fn spans_are_those_of_the_calendar() {
        let on = day("2024-03-31");
        let cases = [
            ("month", "2024-03-01", "2024-03-31"),
            ("last-month", "2024-02-01", "2024-02-29"),
            ("quarter", "2024-01-01", "2024-03-31"),
            ("last-quarter", "2023-10-01", "2023-12-31"),
            ("year", "2024-01-01", "2024-12-31"),
            ("last-year", "2023-01-01", "2023-12-31"),
            ("30", "2024-03-02", "2024-03-31"),
        ];
        for (name, from, to) in cases {
            let period = known(&SPANS, name).expect("a span").period(on);
            assert_eq!(period, Period { from: day(from), to: day(to) }, "{name}");
        }
        assert_eq!(Span::All.period(on), Period::until(on));
    }

    #[test]
    fn nothing_is_known_of_the_future() {
        let (today, later) = (day("2026-05-01"), day("2027-01-01"));
        let question = Question { day: Some(later), ..Question::default() };
        assert_eq!(question.as_of(today), today);
        let past = Question { day: Some(day("2025-05-20")), span: SPANS[0].0, ..Question::default() };
        assert_eq!(past.query(None, today).period, Period { from: day("2025-05-01"), to: day("2025-05-31") });
        assert_eq!(past.query(None, today).as_of(), day("2025-05-20"));
    }
}
