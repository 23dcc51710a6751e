//! Fields of the team's own: columns go into those that are there, or into new ones.

use std::collections::HashMap;

use sales::ids::{FieldId, IdSource, OptionId};
use sales::log::{Change, FieldEdit, Swap};
use sales::model::{Field, FieldKind, FieldOption, FieldValue, Workspace};
use sales::rank::Rank;

use super::directory::one_line;
use super::report::{Count, Effect, Kind, Problem, Report};
use super::rows::{Custom, DealRow};
use crate::names::{exact_key, key};
use crate::setup::{ColumnSetup, Setup};
use crate::table::Table;
use crate::target::Target;
use crate::values::{self, DateOrder};

/// The fields that columns go into.
pub(super) struct Fields<'a> {
    workspace: &'a Workspace,
    setup: &'a Setup,
    tables: &'a [&'a Table],
    known: HashMap<(usize, usize), (FieldId, FieldKind)>,
    /// The changes that make new ones, and these by name.
    made: Vec<Change>,
    by_name: HashMap<String, (FieldId, FieldKind)>,
    /// Fields of choices that get new options, with all they have then.
    options: Vec<(FieldId, Vec<FieldOption>)>,
    /// The options that cells came to.
    chosen: HashMap<FieldId, HashMap<String, OptionId>>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(workspace: &'a Workspace, setup: &'a Setup, tables: &'a [&'a Table]) -> Self {
        Self {
            workspace,
            setup,
            tables,
            known: HashMap::new(),
            made: Vec::new(),
            by_name: HashMap::new(),
            options: Vec::new(),
            chosen: HashMap::new(),
        }
    }

    /// The changes of fields.
    pub(super) fn finish(self, report: &mut Report) -> Vec<Change> {
        let (added, changed) = (self.made.len(), self.options.len());
        if added + changed > 0 {
            let count = report.count_mut(Kind::Field);
            *count = Count { added: count.added + added, changed: count.changed + changed, ..*count };
        }
        let mut changes = self.made;
        for (id, to) in self.options {
            let from = self.workspace.fields.live(id).map(|field| field.options.clone()).unwrap_or_default();
            changes.push(Change::FieldEdited { id, edit: FieldEdit::Options(Swap { from, to }) });
        }
        changes
    }

    /// What a row says about fields of the team's own; `None` where a cell can't be read and the row is left out for it.
    pub(super) fn values(
        &mut self,
        row: &DealRow<'_>,
        ids: &mut dyn IdSource,
        report: &mut Report,
    ) -> Option<Vec<(FieldId, FieldValue)>> {
        let mut values: Vec<(FieldId, FieldValue)> = Vec::with_capacity(row.custom.len());
        let mut is_out = false;
        for cell in &row.custom {
            let (field, kind) = self.field(cell.file, cell.column, ids);
            // Where two columns have one meaning, the first that is filled counts.
            if values.iter().any(|(known, _)| *known == field) {
                continue;
            }
            match self.value(field, kind, cell, ids) {
                Ok(value) => values.extend(value.map(|value| (field, value))),
                Err(problem) => {
                    let effect = self.setup.on_problem.effect();
                    is_out |= effect == Effect::RowLeftOut;
                    if let Some(table) = self.tables.get(cell.file) {
                        report.about_text(
                            (cell.file, table),
                            cell.line,
                            cell.column,
                            cell.text,
                            problem,
                            effect,
                        );
                    }
                }
            }
        }
        (!is_out).then_some(values)
    }

    /// What a cell says in a field of this kind.
    fn value(
        &mut self,
        field: FieldId,
        kind: FieldKind,
        cell: &Custom<'_>,
        ids: &mut dyn IdSource,
    ) -> Result<Option<FieldValue>, Problem> {
        let is_figure = matches!(kind, FieldKind::Date | FieldKind::Number);
        if is_figure && values::says_nothing(cell.text) {
            return Ok(None);
        }
        Ok(Some(match kind {
            FieldKind::Date => {
                let order = self
                    .column(cell.file, cell.column)
                    .map_or(DateOrder::YearMonthDay, |column| column.order);
                FieldValue::Date(values::date(cell.text, order).map_err(Problem::Date)?.date)
            }
            FieldKind::Number => {
                let number = values::number(cell.text, cell.style).map_err(Problem::Number)?;
                FieldValue::Number(number.as_float())
            }
            FieldKind::Text => FieldValue::Text(cell.text.to_owned()),
            FieldKind::Choice => FieldValue::Choice(self.option(field, cell.text, ids)),
        }))
    }

    /// The option of this name; made where there is none.
    fn option(&mut self, field: FieldId, text: &str, ids: &mut dyn IdSource) -> OptionId {
        if let Some(id) = self.chosen.get(&field).and_then(|options| options.get(text)) {
            return *id;
        }
        let name = one_line(text);
        let was = self.workspace.fields.live(field).map_or(&[][..], |field| &field.options);
        let now = self.options.iter().find(|(id, _)| *id == field).map_or(was, |(_, options)| options);
        let known =
            now.iter().find(|option| exact_key(&option.name) == exact_key(&name)).map(|option| option.id);
        let id = known.unwrap_or_else(|| {
            let id = OptionId(ids.next_id());
            let option = FieldOption { id, name };
            match self.options.iter_mut().find(|(id, _)| *id == field) {
                Some((_, options)) => options.push(option),
                None => self.options.push((field, was.iter().cloned().chain([option]).collect())),
            }
            id
        });
        self.chosen.entry(field).or_default().insert(text.to_owned(), id);
        id
    }

    fn column(&self, file: usize, column: usize) -> Option<&'a ColumnSetup> {
        self.setup.files.get(file)?.columns.get(column)
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
        let name = match self.column(file, column).map(|column| &column.target) {
            Some(Target::Custom(name)) => one_line(name),
            _ => String::new(),
        };
        let find = |same: &dyn Fn(&Field) -> bool| {
            self.workspace.fields.iter().find(|field| same(field)).map(|field| (field.id, field.kind))
        };
        let known = find(&|field| exact_key(&field.name) == exact_key(&name))
            .or_else(|| find(&|field| key(&field.name) == key(&name)))
            .or_else(|| self.by_name.get(&key(&name)).copied());
        let field = known.unwrap_or_else(|| {
            let id = FieldId(ids.next_id());
            let kind = self.kind_of(file, column);
            let last = self.workspace.fields.iter().map(|field| field.rank).max();
            let place = self.made.len();
            let rank =
                Rank(last.map_or(Rank::nth(0), |last| Rank::between(Some(last), None).unwrap_or(last)).0)
                    .max(Rank::nth(place));
            self.by_name.insert(key(&name), (id, kind));
            self.made.push(Change::FieldAdded { id, name, kind, options: Vec::new(), rank });
            (id, kind)
        });
        self.known.insert((file, column), field);
        field
    }

    /// What a column holds: days or numbers where all of its cells are, otherwise texts.
    fn kind_of(&self, file: usize, column: usize) -> FieldKind {
        let (Some(table), Some(decided)) = (self.tables.get(file), self.column(file, column)) else {
            return FieldKind::Text;
        };
        let mut cells = table.column(column).filter(|cell| !values::says_nothing(cell)).peekable();
        if cells.peek().is_none() {
            FieldKind::Text
        } else if cells.all(|cell| values::is_written_date(cell) && values::date(cell, decided.order).is_ok())
        {
            FieldKind::Date
        } else if table.rows().all(|row| {
            let cell = row.cell(column);
            values::says_nothing(cell)
                || (!is_code(cell) && values::number(cell, row.style(column, decided.style)).is_ok())
        }) {
            FieldKind::Number
        } else {
            FieldKind::Text
        }
    }
}

/// The most digits that a number of a custom field keeps.
const MOST_DIGITS: usize = 15;

/// Whether digits are no number that one reckons with, and would not come back as they stand: `007`, `+86 138 …`, the number of
/// an account.
fn is_code(cell: &str) -> bool {
    let mut bytes = cell.bytes();
    let begins_with_zero =
        bytes.next() == Some(b'0') && bytes.next().is_some_and(|byte| byte.is_ascii_digit());
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = !cell.contains(['.', ',']);
    begins_with_zero || cell.starts_with('+') || (is_whole && digits > MOST_DIGITS)
}
