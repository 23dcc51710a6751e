//! The funnel: how far deals get.

use charts::{Funnel, FunnelHeadings, FunnelStage, Input, Paint, Pick};
use metrics::{Behind, Mode, Part, Rate};
use sales::hue;

use super::{Report, Source};
use crate::text::t;

/// The stages of the pipeline from the first to won.
pub(in super::super) fn funnel(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, writing, .. } = source;
    let mut stages = Vec::new();
    let mut before: Option<Rate> = None;
    for figures in &report.now.stages {
        let passage = figures.passage(report.query.mode);
        stages.push(FunnelStage {
            name: source.stage(figures.stage),
            paint: source.paint(figures.stage),
            deals: writing.count_figure(passage.reached),
            value: writing.worth_figure(&passage.value, report.currency),
            step: before.and_then(|rate| writing.rate_figure(rate)),
            cumulative: writing.rate_figure(passage.cumulative()),
        });
        before = Some(passage.step());
    }
    if let Some(last) = report.now.stages.last() {
        let ends = report.now.ends(last.pipeline);
        stages.push(FunnelStage {
            name: texts.won.to_owned(),
            paint: Paint::Hue(hue::WON),
            deals: writing.count_figure(ends.won),
            value: writing.worth_figure(&report.now.won_value(last.pipeline), report.currency),
            step: before.and_then(|rate| writing.rate_figure(rate)),
            cumulative: writing
                .rate_figure(Rate { hits: ends.won, of: last.passage(report.query.mode).cohort }),
        });
    }
    let headings = FunnelHeadings {
        stage: texts.stage.to_owned(),
        deals: texts.reached.to_owned(),
        value: texts.value.to_owned(),
        step: texts.step.to_owned(),
        cumulative: texts.cumulative.to_owned(),
    };
    super::of_deals(came(report), Funnel { headings, stages })
}

/// How many deals came into the stages.
pub(super) fn came(report: &Report) -> usize {
    report.now.stages.first().map_or(0, |first| first.passage(report.query.mode).cohort)
}

/// The deals behind a row of the funnel.
pub(in super::super) fn funnel_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    let stages = &report.now.stages;
    match stages.get(row) {
        Some(figures) => Some(Behind::Passage(figures.stage, report.query.mode, Part::Reached)),
        // All that was won, whether or not it was ever in the first stage.
        None => stages.first().map(|first| Behind::Passage(first.stage, Mode::Furthest, Part::Won)),
    }
}
