//! Month by month.

use charts::{Figure, Input, Paint, Pick, Scale, Side, Steps, Trend, TrendSeries};
use metrics::{Behind, Grouping, Key, MonthFigures};

use super::super::writing::units;
use super::{Report, Source};
use crate::text::t;

fn line(name: &str, paint: Paint, points: Vec<Option<Figure>>) -> TrendSeries {
    TrendSeries { name: name.to_owned(), paint, side: Side::Left, points }
}

/// A line through one point is none.
const LEAST_MONTHS: usize = 2;

fn of_months(source: Source, chart: Trend) -> Input {
    let months = &source.report.now.months;
    let is_blank = months.iter().all(|month| [month.created, month.won, month.lost] == [0; 3]);
    if is_blank { Input::Empty } else { Input::of_at_least(LEAST_MONTHS, months.len(), chart) }
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
    of_months(source, Trend { heading: texts.month.to_owned(), spans, series, left, right: None })
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
    of_months(source, Trend { heading: texts.month.to_owned(), spans, series, left, right: None })
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
