//! Activities: as a table, and as a calendar.

use sales::model::{Activity, ActivityKind, Due, Workspace};

use super::deals::time;
use super::{Headers, Sheet};
use crate::plan::Zone;

/// All activities, a row each, planned and done.
pub fn activities(workspace: &Workspace, headers: &Headers, zone: &dyn Zone) -> String {
    let names = [
        &headers.activity_id,
        &headers.subject,
        &headers.activity_kind,
        &headers.due,
        &headers.minutes,
        &headers.done,
        &headers.outcome,
        &headers.deal_id,
        &headers.deal,
        &headers.organisation,
        &headers.contact,
        &headers.owner,
        &headers.created,
        &headers.notes,
    ];
    let mut sheet = Sheet::new(names.into_iter().map(String::as_str));
    for row in workspace.activities.iter() {
        let deal = row.deal.and_then(|id| workspace.deals.live(id));
        sheet.text(&row.id.to_string());
        sheet.text(&row.subject);
        sheet.text(kind(workspace, row, headers));
        sheet.figure(&row.due.map(due).unwrap_or_default());
        sheet.figure(&row.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
        sheet.figure(&row.done.map(|done| time(done, zone)).unwrap_or_default());
        sheet.text(&row.outcome);
        sheet.text(&deal.map(|deal| deal.id.to_string()).unwrap_or_default());
        sheet.text(deal.map_or("", |deal| &deal.title));
        sheet.text(
            row.organisation.and_then(|id| workspace.organisations.get(id)).map_or("", |row| &row.name),
        );
        sheet.text(row.contact.and_then(|id| workspace.contacts.get(id)).map_or("", |row| &row.name));
        sheet.text(row.owner.and_then(|id| workspace.people.get(id)).map_or("", |row| &row.name));
        sheet.figure(&time(row.created, zone));
        sheet.text(&row.note);
        sheet.end_row();
    }
    sheet.finish()
}

/// What the sort of an activity is called.
pub(super) fn kind<'w>(workspace: &'w Workspace, row: &Activity, headers: &'w Headers) -> &'w str {
    let place = match row.kind {
        ActivityKind::Own(id) => return workspace.choices.get(id).map_or("", |choice| &choice.name),
        common => ActivityKind::COMMON.iter().position(|kind| *kind == common),
    };
    place.and_then(|place| headers.activity_kinds.get(place)).map_or("", String::as_str)
}

fn due(due: Due) -> String {
    match due.time {
        None => due.date.to_string(),
        Some(time) => format!("{} {:02}:{:02}", due.date, time.hour(), time.minute()),
    }
}
