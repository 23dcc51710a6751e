//! How a deal ended that stands in an open stage and has no state of its own, and what a row says of an end that has no place.
//!
//! Some systems leave a deal that was won or lost in the stage it was worked on in, and say beside it that it is closed. In the
//! others an open stage says that the deal is open: what stands beside it is left from before it was opened again.

use sales::model::{StageKind, StandingKind};
use sales::time::Timestamp;

use super::World;
use super::report::{Effect, Problem, Report};
use super::rows::DealRow;
use super::stages::Places;
use crate::setup::{CLOSED_APART, FileSetup, NO_SOURCE};
use crate::table::Table;
use crate::target::{FileKind, Target};
use crate::values;

/// Whether a cell says anything of an end. A reason called "None" or "No" is one of a deal that has none; one called "Deferred" is
/// a reason.
fn says(text: &str) -> bool {
    let is_no = ["no", "false", "0", "否"].iter().any(|no| no.eq_ignore_ascii_case(text.trim()));
    !text.is_empty() && !is_no && !values::says_nothing(text)
}

/// Whether a row has anything that an end could follow from. Most rows have not.
pub(super) fn may_have_ended(row: &DealRow<'_>) -> bool {
    row.status.is_none()
        && (row.ended.is_some() || row.is_active == Some(false) || !row.loss_reason.is_empty())
}

/// What follows from a row for the end of its deal.
pub(super) struct End {
    pub(super) how: StandingKind,
    /// When, where a day of the past tells it.
    pub(super) at: Option<Timestamp>,
    /// Nothing but a reason in a file of no product tells it. That is enough for a deal that nobody knows yet; one that is here and
    /// open stays so: the reason may be left from before it was opened again.
    pub(super) is_guess: bool,
}

/// How and when the deal of a row ended that has no state and no stage of closed deals, as far as the rest of the row tells it.
pub(super) fn end(row: &DealRow<'_>, file: &FileSetup, places: &Places, world: &World<'_>) -> Option<End> {
    // A log has the end of a deal from its changes already.
    if file.kind != Some(FileKind::Deals) {
        return None;
    }
    let stage_counts = |kind| {
        !row.stage.is_empty()
            && match file.source.as_str() {
                source if CLOSED_APART.contains(&source) => false,
                NO_SOURCE => places.has(row.pipeline, kind),
                _ => true,
            }
    };
    // A day to come is one that the deal is expected to close on.
    let day = |at| world.zone.local(at).date();
    let is_past = |at: &Timestamp| day(*at) <= day(world.now);
    let ended = row.ended.filter(|(_, at)| is_past(at));
    if let Some((how, at)) = ended {
        let kind = if how == StandingKind::Won { StageKind::Won } else { StageKind::Lost };
        return (!stage_counts(kind)).then_some(End { how, at: Some(at), is_guess: false });
    }
    let has_reason = says(row.loss_reason);
    let is_lost = if file.place(&Target::Active).is_some() {
        let is_given_up = has_reason || row.probability == Some(0) || row.closed.is_some();
        row.is_active == Some(false) && is_given_up
    } else {
        has_reason
    };
    let at = row.closed.filter(is_past);
    let is_guess =
        file.source == NO_SOURCE && at.is_none() && row.is_active.is_none() && !row.stage.is_empty();
    (is_lost && !stage_counts(StageKind::Lost)).then_some(End { how: StandingKind::Lost, at, is_guess })
}

/// Tells of the cells of a row that are about an end which its deal has not come to.
pub(super) fn tell_left_over(
    row: &DealRow<'_>,
    standing: StandingKind,
    file: &FileSetup,
    table: &Table,
    report: &mut Report,
) {
    let of_lost = [
        (Target::LossReason, row.loss_reason),
        (Target::Competitor, row.competitor),
        (Target::LossNote, row.loss_note),
    ];
    let (is_lost, rests) = (standing == StandingKind::Lost, standing == StandingKind::Nurtured);
    let mut left: Vec<(Target, &str, Problem)> = Vec::new();
    // Looking up the columns of a target takes longer than reading a row, and most rows say nothing here.
    if !is_lost {
        let said = of_lost.into_iter().filter(|(_, text)| says(text));
        left.extend(said.map(|(target, text)| (target, text, Problem::NotLost)));
    }
    if !rests {
        if says(row.nurture_reason) {
            left.push((Target::NurtureReason, row.nurture_reason, Problem::NotNurtured));
        }
        if row.nurture_until.is_some() {
            left.push((Target::NurtureUntil, "", Problem::NotNurtured));
        }
    }
    if standing == StandingKind::Open && row.closed.is_some() {
        let days = [Target::Closed, Target::Won, Target::Lost];
        left.extend(days.map(|target| (target, "", Problem::NotClosed)));
    }
    if left.is_empty() {
        return;
    }
    let line = table.row_of_line(row.line).filter(|_| file.kind == Some(FileKind::Deals));
    for (target, text, problem) in left {
        let Some(line) = line else {
            // In a log the cell stands in a line of its own.
            if says(text) {
                report.about_row((row.file, row.line), text, problem, Effect::CellLeftOut);
            }
            continue;
        };
        for column in file.places(&target).filter(|column| says(line.cell(*column))) {
            report.about_cell((row.file, table), line, column, problem.clone(), Effect::CellLeftOut);
        }
    }
}
