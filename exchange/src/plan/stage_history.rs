//! Histories: files with a row for each stage a deal came into.

use std::collections::HashMap;

use sales::time::Timestamp;

use super::report::{Effect, Problem, Report};
use super::{Numbers, World};
use crate::names::key;
use crate::setup::FileSetup;
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, DateOrder};

/// The stages that deals of other files came into, by the id and by the title of the deal.
#[derive(Debug, Default)]
pub(super) struct Histories<'t> {
    by_id: HashMap<&'t str, Vec<(Timestamp, &'t str)>>,
    by_title: HashMap<String, Vec<(Timestamp, &'t str)>>,
}

impl<'t> Histories<'t> {
    /// The steps of a deal, in the order of the file.
    pub(super) fn of(&self, id: &str, title: &str) -> &[(Timestamp, &'t str)] {
        let by_id = self.by_id.get(id).filter(|_| !id.is_empty());
        // Most imports have no history, and taking a title apart is not for nothing.
        let by_title = || if self.by_title.is_empty() { None } else { self.by_title.get(&key(title)) };
        by_id.or_else(by_title).map_or(&[], Vec::as_slice)
    }
}

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
    let text = row.cell(column);
    match values::date(text, order(setup, column)) {
        Ok(moment) => Some(world.instant(moment)),
        Err(error) => {
            report.about_cell((file, table), row, column, Problem::Date(error), Effect::RowLeftOut);
            None
        }
    }
}

/// Reads a file with a row for each stage that a deal came into.
pub(super) fn read<'t>(
    file: usize,
    table: &'t Table,
    setup: &FileSetup,
    numbers: &'t Numbers,
    world: &World<'_>,
    histories: &mut Histories<'t>,
    report: &mut Report,
) {
    let (Some(at), Some(stage)) = (setup.place(&Target::ChangedAt), setup.place(&Target::Stage)) else {
        return;
    };
    let (id, title) = (setup.place(&Target::DealId), setup.place(&Target::Deal));
    for row in table.rows() {
        let text = row.cell(stage);
        if text.is_empty() {
            continue;
        }
        let Some(at) = instant(file, table, row, at, setup, world, report) else { continue };
        let step = (at, numbers.name(&Target::Stage, text));
        if let Some(id) = id.map(|column| row.cell(column)).filter(|id| !id.is_empty()) {
            histories.by_id.entry(id).or_default().push(step);
        } else if let Some(title) = title.map(|column| key(row.cell(column))) {
            histories.by_title.entry(title).or_default().push(step);
        }
    }
}
