//! Logs of changes: files with a row for each change of any field of a deal.

use std::collections::HashMap;

use sales::model::StandingKind;
use sales::time::Timestamp;

use super::directory::Directory;
use super::histories::Told;
use super::report::{Came, Effect, Problem, Report};
use super::rows::DealRow;
use super::{Numbers, World};
use crate::recognise;
use crate::setup::FileSetup;
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, DateOrder};

fn order(setup: &FileSetup, column: usize) -> DateOrder {
    setup.columns.get(column).map_or(DateOrder::YearMonthDay, |column| column.order)
}

/// The instant in a cell. What can't be read is reported, and the row is left out.
pub(super) fn instant(
    file: usize,
    table: &Table,
    row: Row<'_>,
    column: usize,
    setup: &FileSetup,
    world: &World<'_>,
    report: &mut Report,
) -> Option<Timestamp> {
    let text = row.cell(column).trim();
    match values::date(text, order(setup, column)) {
        Ok(moment) => Some(world.instant(moment)),
        Err(error) => {
            report.about_cell((file, table), row, column, Problem::Date(error), Effect::RowLeftOut);
            None
        }
    }
}

/// Reads a log of changes, from which the deals follow. A number that gets the field it was made with a second time
/// is the number of a second deal.
pub(super) fn read<'t>(
    file: usize,
    table: &'t Table,
    setup: &FileSetup,
    numbers: &'t Numbers,
    world: &World<'_>,
    rows: &mut Vec<DealRow<'t>>,
    directory: &mut Directory<'_>,
) {
    let (Some(id), Some(at), Some(field), Some(value)) = (
        setup.place(&Target::DealId),
        setup.place(&Target::ChangedAt),
        setup.place(&Target::ChangedField),
        setup.place(&Target::NewValue),
    ) else {
        return;
    };
    let mut open: HashMap<&'t str, usize> = HashMap::new();
    let mut occurrences: HashMap<&'t str, u32> = HashMap::new();
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let report = &mut directory.report;
        let (id, value) = (row.cell(id).trim(), row.cell(value).trim());
        let Some(at) = instant(file, table, row, at, setup, world, report) else { continue };
        let target = setup.fields.get(row.cell(field).trim());
        let is_new = target == Some(&Target::Created) || !open.contains_key(id);
        if is_new {
            let occurrence = occurrences.entry(id).or_default();
            *occurrence += 1;
            open.insert(id, rows.len());
            rows.push(DealRow {
                file,
                line: row.line(),
                external: id,
                occurrence: *occurrence,
                title: id,
                created: Some(at),
                ..DealRow::default()
            });
        }
        let (Some(deal), Some(target)) = (open.get(id).and_then(|place| rows.get_mut(*place)), target) else {
            report.passed((file, row.line()), row.cell(field).trim(), Came::FieldPassedOver);
            continue;
        };
        let name = numbers.name(target, value);
        match target {
            Target::Created => {
                deal.created = values::date(value, DateOrder::YearMonthDay)
                    .ok()
                    .map(|it| world.instant(it))
                    .or(Some(at));
            }
            Target::Stage => {
                deal.steps.push(Told { at, stage: name, pipeline: "", file, line: row.line() });
                deal.stage = name;
            }
            Target::Status => {
                deal.status = recognise::status(name);
                deal.closed = deal.status.filter(|status| *status != StandingKind::Open).map(|_| at);
            }
            Target::LossReason if !name.is_empty() => {
                deal.loss_reason = name;
                deal.status = Some(StandingKind::Lost);
                deal.closed = Some(at);
            }
            Target::Won => (deal.status, deal.closed) = (Some(StandingKind::Won), Some(at)),
            Target::Lost => (deal.status, deal.closed) = (Some(StandingKind::Lost), Some(at)),
            Target::Owner => deal.owner = name,
            Target::Name if !name.is_empty() => deal.title = name,
            Target::Pipeline => deal.pipeline = name,
            Target::Organisation => deal.organisation = name,
            Target::Contact => deal.contact = name,
            Target::Segment => deal.segment = name,
            Target::Source => deal.source = name,
            Target::Product => deal.product = name,
            Target::ExpectedClose => {
                deal.expected = values::date(value, DateOrder::YearMonthDay).ok().map(|moment| moment.date);
            }
            _ => {}
        }
    }
}
