//! Every figure of the sample data side by side.

use metrics::{Basis, Gap, Grouping, NoInterval, Selection, behind};
use sales::ids::PersonId;

use super::super::super::fixture::UTC;
use super::super::charts::tests::Sample;
use super::super::contrast::{BYS, Contrast, Side};
use super::super::pair::{Ground, NoPair};
use super::super::question::{Question, SPANS, Span};
use super::super::said::{Verdict, sentences};
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
                let counts = ["open", "created", "won", "lost", "deals", "here"];
                for line in &lines {
                    assert_eq!(line.said.by.is_none(), line.said.verdict == Verdict::Nothing, "{}", line.key);
                    assert!(!line.said.words.is_empty(), "{}", line.key);
                    let (name, _) = line.key.split_once('.').unwrap_or((&line.key, ""));
                    let is_count = counts.contains(&name) && (name != "lost" || line.stage.is_none());
                    for (half, cell) in pair.halves.iter().zip(&line.cells).filter(|_| is_count) {
                        let (ws, figure) = (ground.source.workspace, cell.behind.as_ref());
                        let figure = figure.expect("the deals of a count");
                        let deals = behind(ws, ground.columns, &half.selection, &half.query, figure);
                        let exact = cell.figure.as_ref().map(|written| written.exact.clone());
                        assert_eq!(exact, Ok(deals.len().to_string()), "{by:?} {}", line.key);
                    }
                    for (half, cell) in pair.halves.iter().zip(&line.cells) {
                        let (ws, Ok(written)) = (ground.source.workspace, &cell.figure) else { continue };
                        let figure = cell.behind.as_ref().expect("the deals of a figure");
                        let deals = behind(ws, ground.columns, &half.selection, &half.query, figure);
                        let (key, exact) = (&line.key, &written.exact);
                        assert_eq!(written.has_deals, !deals.is_empty(), "{by:?} {span:?} {key}: {exact}");
                    }
                }
                // As on the tile of the velocity, which open deals are a part of.
                for line in lines.iter().filter(|line| line.key == "velocity") {
                    let is_moving = |cell: &Cell| cell.behind == Some(metrics::Behind::Moving);
                    assert!(line.cells.iter().all(is_moving), "{by:?}");
                }
                let file = csv(&pair, &lines, ground.source);
                assert_eq!(file.trim_end().lines().count(), lines.len() + 1);
                assert!(!file.contains("NaN") && !file.contains("inf,"), "{file}");
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
        assert_eq!(one.subject.insights.all.won + two.subject.insights.all.won, whole.won);
        assert_eq!(one.subject.insights.all.lost + two.subject.insights.all.lost, whole.lost);
        assert_eq!(one.subject.insights.all.open + two.subject.insights.all.open, whole.open);
        assert_eq!(two.name, t().insights_compare().rest);
    });
}

#[test]
fn won_and_lost_are_those_of_the_overview() {
    let sample = year();
    look(&sample, |ground| {
        let pair = pair_of(ground, Contrast::default()).expect("decided deals");
        let [won, lost] = pair
            .halves
            .each_ref()
            .map(|half| (half.subject.insights.all.won, half.subject.insights.all.lost));
        assert_eq!((won, lost), ((sample.report.now.all.won, 0), (0, sample.report.now.all.lost)));
        let lines = lines(&pair, ground.source);
        assert!(lines.iter().any(|line| line.key == "activities" && line.said.by.is_some()));
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

/// What is open on two days is much the same, and nothing is said of it; what was closed in two periods is not.
#[test]
fn where_deals_are_in_both_groups_nothing_is_said_of_chance() {
    let verdicts = |basis| {
        let sample = Sample::new(Question { span: Span::Last(90), basis, ..Question::default() });
        look(&sample, |ground| {
            let pair = pair_of(ground, Contrast::by(By::Period)).expect("a period before");
            let lines = lines(&pair, ground.source);
            let of = |key: &str| {
                let line = lines.iter().find(|line| line.key.split('.').next() == Some(key));
                line.expect("a line").said.verdict
            };
            let hint = t().insights_compare().says_other_basis;
            let is_hinted = sentences(&pair, &lines, ground.source).iter().any(|said| said == hint);
            (of("won"), of("step"), is_hinted)
        })
    };
    let (won, step, is_hinted) = verdicts(Basis::Snapshot);
    assert!(won.is_judged() && matches!(step, Verdict::Shared(1..)) && is_hinted, "{won:?} {step:?}");
    let (won, step, is_hinted) = verdicts(Basis::CreatedIn);
    assert!(won.is_judged() && step.is_judged() && !is_hinted, "{won:?} {step:?}");
}

/// What happened in periods of different lengths is compared by as many days.
#[test]
fn periods_of_other_lengths_are_compared_by_their_pace() {
    let sample = Sample::new(Question { span: Span::Last(90), ..Question::default() });
    look(&sample, |ground| {
        let contrast = Contrast { two: Side::Span(Span::Last(30)), ..Contrast::by(By::Period) };
        let pair = pair_of(ground, contrast).expect("two periods");
        let lines = lines(&pair, ground.source);
        let line = lines.iter().find(|line| line.key == "created").expect("a line");
        let text = line.said.by.as_ref().map(|by| by.text.clone()).unwrap_or_default();
        assert!(text.contains("30"), "{text}");
        assert!(matches!(line.said.verdict, Verdict::Shared(_)), "the last 30 days are among the last 90");
    });
}

#[test]
fn few_deals_are_no_reason_for_a_verdict() {
    let rate = |hits, of| metrics::Rate { hits, of };
    let of = |one, two| {
        let interval = metrics::Compared::rates(one, two).ok_or(NoInterval::TooFew);
        Verdict::of(&Gap { by: 0.0, is_pace: false, interval })
    };
    assert_eq!(of(rate(9, 9), rate(0, 9)), Verdict::TooFew);
    assert_eq!(of(rate(9, 10), rate(1, 10)), Verdict::Real);
    assert_eq!(of(rate(5, 10), rate(6, 10)), Verdict::Chance);
}
