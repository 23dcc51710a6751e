//! How long deals stay in each stage.

use charts::{BoxRow, Boxes, BoxesHeadings, Counted, Input, Pick, Scale, Steps};
use metrics::{Behind, Spread};

use super::{Report, Source};
use crate::text::t;

/// A box of fewer visits says nothing.
const LEAST_VISITS: usize = super::LEAST_DEALS;

/// A box a stage, with the limit of the stage.
pub(in super::super) fn time(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, workspace, writing } = source;
    let limit = |stage| Some(f64::from(report.limits.days(workspace.stages.get(stage)?)));
    let enough = |spread: &&Spread| spread.count >= LEAST_VISITS;
    let stages = &report.now.stages;
    let highest = stages.iter().filter_map(|figures| figures.visit_days.as_ref().filter(enough));
    let highest = highest.map(|spread| f64::from(spread.high));
    let limits = stages.iter().filter_map(|figures| limit(figures.stage));
    let scale = Scale::of(highest.chain(limits), Steps::Whole, |days| writing.days(days));
    let row = |figures: &metrics::StageFigures| BoxRow {
        name: source.stage(figures.stage),
        paint: source.paint(figures.stage),
        deals: writing.count_figure(figures.visit_days.as_ref().map_or(0, |spread| spread.count)),
        numbers: figures.visit_days.as_ref().filter(enough).and_then(|spread| {
            let [low, lower, median, upper, high] = [
                f64::from(spread.low),
                spread.lower_quartile,
                spread.median,
                spread.upper_quartile,
                f64::from(spread.high),
            ]
            .map(|days| writing.days_figure(days));
            Some([low?, lower?, median?, upper?, high?])
        }),
        limit: limit(figures.stage).and_then(|days| writing.days_figure(days)),
        more: more(source, figures),
    };
    let visits = stages.iter().filter_map(|figures| Some(figures.visit_days?.count)).max().unwrap_or(0);
    let boxes = Boxes {
        headings: BoxesHeadings {
            name: texts.stage.to_owned(),
            deals: texts.visits.to_owned(),
            low: texts.shortest.to_owned(),
            quarter: texts.quarter.to_owned(),
            median: texts.median.to_owned(),
            three_quarters: texts.three_quarters.to_owned(),
            high: texts.longest.to_owned(),
            limit: texts.limit.to_owned(),
            more: [
                texts.ninth,
                texts.mean_visit,
                texts.mean_deal,
                texts.running,
                texts.running_median,
                texts.running_longest,
            ]
            .map(str::to_owned)
            .to_vec(),
        },
        scale,
        rows: stages.iter().map(row).collect(),
    };
    if visits > 0 && visits < LEAST_VISITS {
        return Input::TooFew { found: visits, needed: LEAST_VISITS, of: Counted::Visits };
    }
    boxes.into()
}

/// What the table tells beside the box: of finished visits, of deals over all their visits, and, apart from both, of those that are
/// there still.
fn more(source: Source, figures: &metrics::StageFigures) -> Vec<Option<charts::Figure>> {
    let writing = source.writing;
    let days = |days: Option<f64>| days.and_then(|days| writing.days_figure(days));
    let running = figures.running_days;
    vec![
        days(figures.visit_days.map(|spread| spread.ninth_decile)),
        days(figures.visit_days.map(|spread| spread.mean)),
        days(figures.deal_days.map(|spread| spread.mean)),
        running.map(|spread| writing.count_figure(spread.count)),
        days(running.map(|spread| spread.median)),
        days(running.map(|spread| f64::from(spread.longest))),
    ]
}

/// The deals behind a box, and behind what the table tells beside it.
pub(in super::super) fn time_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, series } = pick else { return None };
    let stage = report.now.stages.get(row)?.stage;
    Some(match series {
        0..=2 => Behind::Left(stage),
        3 => Behind::Gone(stage),
        _ => Behind::Running(stage),
    })
}
