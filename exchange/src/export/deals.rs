//! Deals, and the stages they have been in.

use chrono::Timelike as _;
use sales::model::{Deal, FieldKind, FieldValue, Standing, StandingKind, Workspace};
use sales::time::Timestamp;

use super::{Headers, Sheet};
use crate::plan::{BETWEEN_NOTES, Zone};

/// All deals, a row each, with a column for each custom field.
pub fn deals(workspace: &Workspace, headers: &Headers, zone: &dyn Zone) -> String {
    let fields = workspace.fields_in_order();
    let first = [
        &headers.id,
        &headers.title,
        &headers.pipeline,
        &headers.stage,
        &headers.status,
        &headers.value,
        &headers.currency,
        &headers.probability,
        &headers.owner,
        &headers.organisation,
        &headers.contact,
        &headers.segment,
        &headers.source,
        &headers.product,
        &headers.tags,
        &headers.created,
        &headers.expected_close,
        &headers.closed,
        &headers.loss_reason,
        &headers.competitor,
        &headers.loss_note,
        &headers.nurture_until,
        &headers.nurture_reason,
        &headers.notes,
    ];
    let names = first.into_iter().map(String::as_str).chain(fields.iter().map(|field| field.name.as_str()));
    let mut sheet = Sheet::new(names);
    for deal in workspace.deals.iter() {
        sheet.text(&deal.id.to_string());
        sheet.text(&deal.title);
        let pipeline = workspace.pipeline_of(deal).and_then(|id| workspace.pipelines.get(id));
        sheet.text(pipeline.map_or("", |row| &row.name));
        sheet.text(stage_worked_in(workspace, deal));
        sheet.text(status(deal.standing(), headers));
        sheet.money(deal.value);
        sheet.figure(&deal.probability.map(|percent| percent.to_string()).unwrap_or_default());
        sheet.text(deal.owner.and_then(|id| workspace.people.get(id)).map_or("", |row| &row.name));
        sheet.text(
            deal.organisation.and_then(|id| workspace.organisations.get(id)).map_or("", |row| &row.name),
        );
        sheet.text(deal.contact.and_then(|id| workspace.contacts.get(id)).map_or("", |row| &row.name));
        let choice = |id: Option<sales::ids::ChoiceId>| {
            id.and_then(|id| workspace.choices.get(id)).map_or("", |row| row.name.as_str())
        };
        sheet.text(choice(deal.segment));
        sheet.text(choice(deal.source));
        sheet.text(choice(deal.product));
        let tags: Vec<&str> = deal.tags.iter().map(|tag| choice(Some(*tag))).collect();
        sheet.text(&tags.join("; "));
        sheet.figure(&deal.known_created().map(|created| time(created, zone)).unwrap_or_default());
        sheet.figure(&deal.expected_close.map(|day| day.to_string()).unwrap_or_default());
        sheet.figure(&deal.known_closed().map(|closed| time(closed, zone)).unwrap_or_default());
        let loss = match &deal.position.standing {
            Standing::Lost(loss) => Some(loss),
            _ => None,
        };
        sheet.text(choice(loss.and_then(|loss| loss.reason)));
        sheet.text(loss.map_or("", |loss| &loss.competitor));
        sheet.text(loss.map_or("", |loss| &loss.note));
        let (until, reason) = match &deal.position.standing {
            Standing::Nurtured { until, reason } => (*until, reason.as_str()),
            _ => (None, ""),
        };
        sheet.figure(&until.map(|day| day.to_string()).unwrap_or_default());
        sheet.text(reason);
        let notes: Vec<&str> = deal.notes.iter().map(|note| note.text.as_str()).collect();
        sheet.text(&notes.join(BETWEEN_NOTES));
        for field in &fields {
            match deal.custom_value(field.id) {
                Some(FieldValue::Text(text)) => sheet.text(text),
                Some(FieldValue::Number(number)) => sheet.figure(&number.to_string()),
                Some(FieldValue::Date(day)) => sheet.figure(&day.to_string()),
                Some(FieldValue::Choice(id)) => {
                    let option = field.options.iter().find(|option| option.id == *id);
                    sheet.text(option.filter(|_| field.kind == FieldKind::Choice).map_or("", |it| &it.name));
                }
                None => sheet.figure(""),
            }
        }
        sheet.end_row();
    }
    sheet.finish()
}

/// A row for each stage that a deal came into. Those of a past that is partial say so, or it would be taken for one that was seen.
pub fn stage_history(workspace: &Workspace, headers: &Headers, zone: &dyn Zone) -> String {
    let names = [
        &headers.deal_id,
        &headers.deal,
        &headers.pipeline,
        &headers.changed_at,
        &headers.stage,
        &headers.status,
        &headers.from_dates,
    ];
    let mut sheet = Sheet::new(names.into_iter().map(String::as_str));
    for deal in workspace.deals.iter() {
        for visit in &deal.visits {
            let stage = workspace.stages.get(visit.stage);
            let pipeline = stage.and_then(|stage| workspace.pipelines.get(stage.pipeline));
            sheet.text(&deal.id.to_string());
            sheet.text(&deal.title);
            sheet.text(pipeline.map_or("", |row| &row.name));
            sheet.figure(&time(visit.entered, zone));
            sheet.text(stage.map_or("", |row| &row.name));
            sheet.text(status(visit.standing, headers));
            sheet.text(if deal.is_partial { &headers.yes } else { "" });
            sheet.end_row();
        }
    }
    sheet.finish()
}

/// The stage a deal is in; of a closed one the stage it was worked on in last, since the status says the rest.
fn stage_worked_in<'w>(workspace: &'w Workspace, deal: &Deal) -> &'w str {
    let id = deal.last_open_stage().unwrap_or(deal.position.stage);
    workspace.stages.get(id).map_or("", |stage| &stage.name)
}

fn status(standing: StandingKind, headers: &Headers) -> &str {
    match standing {
        StandingKind::Open => &headers.open,
        StandingKind::Won => &headers.won,
        StandingKind::Lost => &headers.lost,
        StandingKind::Nurtured => &headers.nurtured,
    }
}

/// A time on the wall, as spreadsheets read it.
pub(super) fn time(instant: Timestamp, zone: &dyn Zone) -> String {
    let local = zone.local(instant);
    let second = local.time().with_nanosecond(0).unwrap_or_default();
    format!("{} {second}", local.date())
}
