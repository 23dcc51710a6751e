//! Rules for dashboards and saved reports.

use std::collections::HashSet;

use super::deals::swap;
use super::known::{known, live};
use super::order::reranked;
use super::words::{self, MAX_LINE_CHARS, MAX_TEXT_CHARS, same_name};
use super::{DashboardPatch, Rejection, ReportPatch, What};
use crate::ids::{DashboardId, ReportId};
use crate::log::{Change, DashboardEdit, RecordRef, ReportEdit, Swap};
use crate::model::{Asked, COLUMNS, Dashboard, MAX_ROWS, Report, Widget, Workspace};
use crate::rank::Rank;

/// How many widgets a dashboard may have: more than a person reads, few enough to be drawn.
pub const MAX_WIDGETS: usize = 40;

pub(super) fn add(
    ws: &Workspace,
    id: DashboardId,
    typed: &str,
    widgets: &[Widget],
) -> Result<Vec<Change>, Rejection> {
    let name = name(ws, typed, None)?;
    let widgets = checked(ws, widgets, &[])?;
    let last = ws.dashboards.iter().map(|row| row.rank).max();
    let rank = Rank::between(last, None).unwrap_or(Rank::MIDDLE);
    Ok(vec![Change::DashboardAdded { id, name, rank, widgets }])
}

pub(super) fn edit(
    ws: &Workspace,
    id: DashboardId,
    patch: &DashboardPatch,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.dashboards, id)?;
    let edit = match patch {
        DashboardPatch::Name(typed) => swap(&row.name, name(ws, typed, Some(id))?).map(DashboardEdit::Name),
        DashboardPatch::Widgets(all) => {
            swap(&row.widgets, checked(ws, all, &row.widgets)?).map(DashboardEdit::Widgets)
        }
        DashboardPatch::Before(before) => {
            let order: Vec<(DashboardId, Rank)> =
                ws.dashboards_in_order().iter().map(|row| (row.id, row.rank)).collect();
            let moved = reranked(&order, id, *before).into_iter();
            let edit = |(id, from, to)| {
                let edit = DashboardEdit::Rank(Swap { from, to });
                Change::DashboardEdited { id, edit }
            };
            return Ok(moved.map(edit).collect());
        }
    };
    Ok(edit.map(|edit| Change::DashboardEdited { id, edit }).into_iter().collect())
}

pub(super) fn remove(ws: &Workspace, id: DashboardId) -> Result<Vec<Change>, Rejection> {
    live(&ws.dashboards, id)?;
    Ok(vec![Change::Removed(RecordRef::Dashboard(id))])
}

pub(super) fn save_report(
    ws: &Workspace,
    id: ReportId,
    typed: &str,
    asked: &Asked,
) -> Result<Vec<Change>, Rejection> {
    let name = report_name(ws, typed, None)?;
    let asked = Box::new(question(ws, asked, None)?);
    Ok(vec![Change::ReportAdded { id, name, asked }])
}

pub(super) fn edit_report(
    ws: &Workspace,
    id: ReportId,
    patch: &ReportPatch,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.reports, id)?;
    let edit = match patch {
        ReportPatch::Name(typed) => swap(&row.name, report_name(ws, typed, Some(id))?).map(ReportEdit::Name),
        ReportPatch::Asked(asked) => {
            let to = question(ws, asked, Some(&row.asked))?;
            swap(&Box::new(row.asked.clone()), Box::new(to)).map(ReportEdit::Asked)
        }
    };
    Ok(edit.map(|edit| Change::ReportEdited { id, edit }).into_iter().collect())
}

pub(super) fn remove_report(ws: &Workspace, id: ReportId) -> Result<Vec<Change>, Rejection> {
    live(&ws.reports, id)?;
    Ok(vec![Change::Removed(RecordRef::Report(id))])
}

/// Widgets as they may stand on a dashboard: none twice, none too large, titles in order. What they ask about has to be there, except for what was
/// asked about already.
fn checked(ws: &Workspace, widgets: &[Widget], there: &[Widget]) -> Result<Vec<Widget>, Rejection> {
    if widgets.len() > MAX_WIDGETS {
        return Err(Rejection::TooManyWidgets { most: MAX_WIDGETS });
    }
    let mut seen = HashSet::with_capacity(widgets.len());
    let mut kept = Vec::with_capacity(widgets.len());
    for widget in widgets {
        if !seen.insert(widget.id) {
            continue;
        }
        let before = there.iter().find(|row| row.id == widget.id);
        words::within(&widget.kept, What::Text, MAX_TEXT_CHARS)?;
        kept.push(Widget {
            id: widget.id,
            title: words::optional_line(&widget.title, What::WidgetTitle, MAX_LINE_CHARS)?,
            asked: question(ws, &widget.asked, before.map(|row| &row.asked))?,
            columns: widget.columns.clamp(1, COLUMNS),
            rows: widget.rows.clamp(1, MAX_ROWS),
            kept: widget.kept.clone(),
        });
    }
    Ok(kept)
}

fn question(ws: &Workspace, asked: &Asked, before: Option<&Asked>) -> Result<Asked, Rejection> {
    if before.is_none_or(|before| before.pipeline != asked.pipeline) {
        known(&ws.pipelines, asked.pipeline)?;
    }
    for text in [&asked.shows, &asked.question] {
        words::within(text, What::Text, MAX_TEXT_CHARS)?;
    }
    Ok(asked.clone())
}

fn name(ws: &Workspace, typed: &str, own: Option<DashboardId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Dashboard, MAX_LINE_CHARS)?;
    let taken = |row: &Dashboard| Some(row.id) != own && same_name(&row.name, &name);
    if ws.dashboards.iter().any(taken) { Err(Rejection::NameTaken(What::Dashboard, name)) } else { Ok(name) }
}

fn report_name(ws: &Workspace, typed: &str, own: Option<ReportId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Report, MAX_LINE_CHARS)?;
    let taken = |row: &Report| Some(row.id) != own && same_name(&row.name, &name);
    if ws.reports.iter().any(taken) { Err(Rejection::NameTaken(What::Report, name)) } else { Ok(name) }
}
