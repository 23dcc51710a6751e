//! Fields of the team's own: columns go into those that are there, or into new ones.

use std::collections::HashMap;

use sales::ids::{FieldId, IdSource};
use sales::log::Change;
use sales::model::{Field, FieldKind, FieldValue, Workspace};
use sales::rank::Rank;

use super::directory::one_line;
use super::rows::{Custom, DealRow};
use crate::names::key;
use crate::setup::Setup;
use crate::table::Table;
use crate::target::Target;
use crate::values;

/// The fields that columns go into.
pub(super) struct Fields<'a> {
    workspace: &'a Workspace,
    setup: &'a Setup,
    tables: &'a [&'a Table],
    known: HashMap<(usize, usize), (FieldId, FieldKind)>,
    /// The changes that make new ones.
    pub(super) made: Vec<Change>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(workspace: &'a Workspace, setup: &'a Setup, tables: &'a [&'a Table]) -> Self {
        Self { workspace, setup, tables, known: HashMap::new(), made: Vec::new() }
    }

    /// What a row says about fields of the team's own.
    pub(super) fn values(&mut self, row: &DealRow<'_>, ids: &mut dyn IdSource) -> Vec<(FieldId, FieldValue)> {
        let mut values = Vec::with_capacity(row.custom.len());
        for &Custom { file, column, text, style } in &row.custom {
            let (field, kind) = self.field(file, column, ids);
            let value = self.setup.files.get(file).and_then(|file| {
                let column = file.columns.get(column)?;
                Some(match kind {
                    FieldKind::Date => FieldValue::Date(values::date(text, column.order).ok()?.date),
                    FieldKind::Number => FieldValue::Number(values::number(text, style).ok()?.as_float()),
                    FieldKind::Text | FieldKind::Choice => FieldValue::Text(text.to_owned()),
                })
            });
            values.extend(value.map(|value| (field, value)));
        }
        values
    }

    /// The name of a field that is there, or that is made.
    pub(super) fn name(&self, field: FieldId) -> String {
        let known = self.workspace.fields.get(field).map(|field| field.name.clone());
        let made = || {
            self.made.iter().find_map(|change| match change {
                Change::FieldAdded { id, name, .. } if *id == field => Some(name.clone()),
                _ => None,
            })
        };
        known.or_else(made).unwrap_or_default()
    }

    /// The field of the team's own that a column goes into; made where there is none of that name.
    fn field(&mut self, file: usize, column: usize, ids: &mut dyn IdSource) -> (FieldId, FieldKind) {
        if let Some(known) = self.known.get(&(file, column)) {
            return *known;
        }
        let decided = self.setup.files.get(file).and_then(|file| file.columns.get(column));
        let name = match decided.map(|column| &column.target) {
            Some(Target::Custom(name)) => one_line(name),
            _ => String::new(),
        };
        let same = |field: &&Field| key(&field.name) == key(&name) && field.kind != FieldKind::Choice;
        let known = self.workspace.fields.iter().find(same).map(|field| (field.id, field.kind));
        let field = known.unwrap_or_else(|| {
            let id = FieldId(ids.next_id());
            let kind = self.kind_of(file, column);
            let last = self.workspace.fields.iter().map(|field| field.rank).max();
            let place = self.made.len();
            let rank =
                Rank(last.map_or(Rank::nth(0), |last| Rank::between(Some(last), None).unwrap_or(last)).0)
                    .max(Rank::nth(place));
            self.made.push(Change::FieldAdded { id, name, kind, options: Vec::new(), rank });
            (id, kind)
        });
        self.known.insert((file, column), field);
        field
    }

    /// What a column holds: days or numbers where all of its cells are, otherwise texts.
    fn kind_of(&self, file: usize, column: usize) -> FieldKind {
        let decided = self.setup.files.get(file).and_then(|file| file.columns.get(column));
        let (Some(table), Some(decided)) = (self.tables.get(file), decided) else { return FieldKind::Text };
        let cells = || table.column(column).map(str::trim).filter(|cell| !values::says_nothing(cell));
        if cells().all(|cell| values::is_written_date(cell) && values::date(cell, decided.order).is_ok()) {
            FieldKind::Date
        } else if table.rows().all(|row| {
            let cell = row.cell(column).trim();
            values::says_nothing(cell) || values::number(cell, row.style(column, decided.style)).is_ok()
        }) {
            FieldKind::Number
        } else {
            FieldKind::Text
        }
    }
}
