//! How the pipeline came from what it was worth to what it is worth.

use charts::{Input, Pick, Step as Bar, StepKind, Waterfall};
use metrics::{Behind, Moved, Step};
use sales::time::Date;

use super::{Report, Source, of_deals};
use crate::text::{fill, t};

/// The steps that changed something, with the start and the end.
fn steps(report: &Report) -> Vec<(Step, &Moved)> {
    let Some(change) = &report.change else { return Vec::new() };
    let all = Step::ALL.into_iter().map(|step| (step, change.of(step)));
    all.filter(|(step, moved)| is_sum(*step) || moved.deals > 0).collect()
}

fn is_sum(step: Step) -> bool {
    matches!(step, Step::Start | Step::End)
}

fn name(source: Source, step: Step) -> String {
    let texts = t().insights_charts();
    let on = |day: Option<Date>| {
        let day = day.map(source.writing.day).unwrap_or_default();
        fill(texts.on_day, &[("day", &day)])
    };
    let name = match step {
        Step::Start => return on(source.report.query.period.from.pred_opt()),
        Step::End => return on(Some(source.report.now.as_of)),
        Step::New => texts.new,
        Step::Reopened => texts.reopened,
        Step::MovedIn => texts.moved_in,
        Step::Raised => texts.raised,
        Step::Lowered => texts.lowered,
        Step::Won => texts.won,
        Step::Lost => texts.lost,
        Step::Nurtured => texts.nurtured,
        Step::MovedOut => texts.moved_out,
    };
    name.to_owned()
}

/// What a step does to the value: the core gives how much, not which way.
fn sign(step: Step) -> i128 {
    match step {
        Step::Start | Step::New | Step::Reopened | Step::MovedIn | Step::Raised | Step::End => 1,
        Step::Lowered | Step::Won | Step::Lost | Step::Nurtured | Step::MovedOut => -1,
    }
}

/// A bar a step. Nothing where there is no start, or where values do not add up.
pub(in super::super) fn waterfall(source: Source) -> Input {
    let texts = t().insights_charts();
    let currency = source.report.currency;
    let bar = |(step, moved): (Step, &Moved)| {
        let minor = moved.value.total().ok()? * sign(step);
        let kind = if is_sum(step) { StepKind::Sum } else { StepKind::Change };
        let amount = source.writing.amount_figure(minor, currency)?;
        Some(Bar { name: name(source, step), amount, kind })
    };
    let Some(steps) = steps(source.report).into_iter().map(bar).collect::<Option<Vec<Bar>>>() else {
        return Input::Empty;
    };
    // Whatever else happened, it happened to deals that were there or came.
    let came = [Step::Start, Step::New, Step::Reopened, Step::MovedIn];
    let deals = source.report.change.iter().flat_map(|change| came.map(|step| change.of(step).deals)).sum();
    let chart = Waterfall { heading: texts.step_of.to_owned(), amounts: texts.value.to_owned(), steps };
    of_deals(deals, chart)
}

/// The deals behind a step.
pub(in super::super) fn waterfall_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    steps(report).get(row).map(|(step, _)| Behind::Step(*step))
}
