//! Why deals were lost, and how far they had got.

use charts::{Heat, Input, Paint, Pick};
use metrics::{Behind, StageFigures};
use sales::ids::ChoiceId;

use super::{Report, Source, of_deals};
use crate::text::t;

/// The reasons that occur, by their places among all.
fn reasons(report: &Report) -> Vec<(usize, Option<ChoiceId>)> {
    let losses = &report.now.losses;
    let counted = losses.reasons.iter().zip(&losses.deals).enumerate();
    counted.filter(|(_, (_, deals))| **deals > 0).map(|(at, (reason, _))| (at, *reason)).collect()
}

/// The stages at which any deal was lost.
fn rows(report: &Report) -> Vec<&StageFigures> {
    report.now.stages.iter().filter(|figures| figures.furthest.lost > 0).collect()
}

/// Reasons against stages.
pub(in super::super) fn losses(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, workspace, writing } = source;
    let reasons = reasons(report);
    let name = |(_, reason): &(usize, Option<ChoiceId>)| {
        let row = reason.and_then(|id| workspace.choices.get(id));
        row.map_or_else(|| texts.no_reason.to_owned(), |row| row.name.clone())
    };
    let row = |figures: &StageFigures| {
        let lost = |&(at, _): &(usize, Option<ChoiceId>)| {
            let deals = figures.lost_by_reason.get(at).copied().unwrap_or_default();
            (deals > 0).then(|| writing.count_figure(deals))
        };
        (source.stage(figures.stage), reasons.iter().map(lost).collect())
    };
    let lost = report.now.losses.deals.iter().sum();
    let heat = Heat {
        heading: texts.stage.to_owned(),
        columns: reasons.iter().map(name).collect(),
        rows: rows(report).into_iter().map(row).collect(),
        paint: Paint::Bad,
    };
    of_deals(lost, heat)
}

/// The deals behind a cell.
pub(in super::super) fn losses_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, series } = pick else { return None };
    let stage = rows(report).get(row)?.stage;
    let (_, reason) = *reasons(report).get(series)?;
    Some(Behind::LostFor(Some(stage), reason))
}
