//! Month by month.

use charts::{Counted, Figure, Input, Paint, Pick, Scale, Side, Steps, Trend, TrendSeries};
use metrics::{Behind, Grouping, Key, MonthFigures};

use super::super::writing::units;
use super::{Report, Source, of_deals};
use crate::text::t;

fn line(name: &str, paint: Paint, points: Vec<Option<Figure>>) -> TrendSeries {
    TrendSeries { name: name.to_owned(), paint, side: Side::Left, points }
}

/// A line through one point is none.
const LEAST_MONTHS: usize = 2;

/// A chart of so many deals.
fn of_months(source: Source, deals: usize, chart: Trend) -> Input {
    let months = source.report.now.months.len();
    match of_deals(deals, chart) {
        Input::Ready(chart) => {
            Input::of_at_least(LEAST_MONTHS, months, Input::Ready(chart)).counting(Counted::Months)
        }
        other => other,
    }
}

/// Deals created, won and lost.
pub(in super::super) fn months(source: Source) -> Input {
    let texts = t().insights_charts();
    let writing = source.writing;
    let months = &source.report.now.months;
    let counts = |count: fn(&MonthFigures) -> usize| {
        months.iter().map(|month| Some(writing.count_figure(count(month)))).collect::<Vec<_>>()
    };
    let series = vec![
        line(texts.created, Paint::of_series(0), counts(|month| month.created)),
        line(texts.won, Paint::Good, counts(|month| month.won)),
        line(texts.lost, Paint::Bad, counts(|month| month.lost)),
    ];
    let values = series.iter().flat_map(|line| line.points.iter().flatten().map(Figure::value));
    let left = Scale::of(values, Steps::Whole, writing.decimal);
    let spans = months.iter().map(|month| (writing.month)(month.month)).collect();
    let sum = |count: fn(&MonthFigures) -> usize| months.iter().map(count).sum::<usize>();
    // A deal may be among both.
    let deals = sum(|month| month.created).max(sum(|month| month.won + month.lost));
    of_months(source, deals, Trend { heading: texts.month.to_owned(), spans, series, left, right: None })
}

/// What the won deals are worth.
pub(in super::super) fn won_values(source: Source) -> Input {
    let texts = t().insights_charts();
    let (writing, currency) = (source.writing, source.report.currency);
    let months = &source.report.now.months;
    let points = months.iter().map(|month| writing.worth_figure(&month.won_value, currency)).collect();
    let totals = months.iter().filter_map(|month| month.won_value.total().ok());
    let values = totals.map(|minor| units(minor, currency));
    let left = Scale::of(values, Steps::Any, |value| writing.axis_amount(value, currency));
    let spans = months.iter().map(|month| (writing.month)(month.month)).collect();
    let series = vec![line(texts.won_value, Paint::Good, points)];
    let deals = months.iter().map(|month| month.won).sum();
    of_months(source, deals, Trend { heading: texts.month.to_owned(), spans, series, left, right: None })
}

fn of_month(report: &Report, row: usize, grouping: Grouping, figure: Behind) -> Option<Behind> {
    let month = report.now.months.get(row)?.month;
    Some(Behind::Group(grouping, Key::Month(month), Box::new(figure)))
}

/// The deals behind a month of [`months`].
pub(in super::super) fn months_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, series } = pick else { return None };
    match series {
        0 => of_month(report, row, Grouping::MonthCreated, Behind::Created),
        1 => of_month(report, row, Grouping::MonthClosed, Behind::Won),
        _ => of_month(report, row, Grouping::MonthClosed, Behind::Lost),
    }
}

/// The deals behind a month of [`won_values`].
pub(in super::super) fn won_values_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    of_month(report, row, Grouping::MonthClosed, Behind::Won)
}
