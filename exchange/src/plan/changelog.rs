//! Logs of changes: files with a row for each change of any field of a deal, in any order. The deals follow from them.

use std::collections::{BTreeMap, HashMap, HashSet};

use sales::model::StandingKind;
use sales::time::Timestamp;

use super::amounts::{self, Amount};
use super::directory::Directory;
use super::histories::{Told, instant};
use super::report::{Came, Effect, Problem, Report};
use super::rows::{DealRow, too_long};
use super::succession::{Dated, arrange};
use super::{Numbers, World};
use crate::recognise;
use crate::setup::{FileSetup, Setup};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, DateOrder, NumberStyle};

/// What a log is read with.
#[derive(Clone, Copy)]
pub(super) struct Log<'a, 't> {
    pub(super) file: usize,
    pub(super) table: &'t Table,
    pub(super) decided: &'a FileSetup,
    pub(super) setup: &'a Setup,
    pub(super) numbers: &'t Numbers,
    pub(super) world: &'a World<'a>,
}

/// What of a deal can be told only when all of its changes are known.
#[derive(Debug, Clone, Copy, Default)]
struct Pending<'t> {
    /// The row with its last value, and whether that is in millionths.
    value: Option<(Row<'t>, bool)>,
    /// The row with its last currency.
    currency: Option<Row<'t>>,
    /// The time of closing that a field of its own tells. It says more than the time at which someone wrote down that the deal was
    /// closed.
    closed: Option<Timestamp>,
}

/// What is told once, however often it is met.
#[derive(Debug, Default)]
struct Once<'t> {
    /// Fields that nothing here can hold, with the line that each is met in first, and how often it is.
    left_out: BTreeMap<&'t str, (u32, usize)>,
    /// Numbers that no file has a name for.
    nameless: HashSet<&'t str>,
}

/// One change.
#[derive(Clone, Copy)]
struct Changed<'r, 't> {
    row: Row<'t>,
    at: Timestamp,
    field: &'t str,
    target: &'r Target,
    /// The column that it was changed to stands in.
    column: usize,
    value: &'t str,
}

/// A row that says of a deal when which field was changed.
#[derive(Clone, Copy)]
struct Written<'t> {
    row: Row<'t>,
    at: Timestamp,
    field: &'t str,
    /// The field is the one that deals are made with.
    begins: bool,
}

impl Dated for Written<'_> {
    fn at(&self) -> Timestamp {
        self.at
    }

    fn begins(&self) -> bool {
        self.begins
    }
}

/// The changes of each number.
type Numbered<'t> = Vec<(&'t str, Vec<Written<'t>>)>;

impl<'t> Log<'_, 't> {
    /// Reads all changes, in the order in which they were made. A number that gets the field it was made with a second time is the
    /// number of a second deal.
    pub(super) fn read(self, rows: &mut Vec<DealRow<'t>>, directory: &mut Directory<'_>) {
        let (Some(column), Some(numbered)) =
            (self.decided.place(&Target::NewValue), self.numbered(directory))
        else {
            return;
        };
        let report = &mut directory.report;
        let first = rows.len();
        let mut pending: Vec<Pending<'t>> = Vec::new();
        let mut once = Once::default();
        for (id, mut changes) in numbered {
            arrange(&mut changes);
            let mut occurrence = 0;
            for Written { row, at, field, begins } in changes {
                if begins || occurrence == 0 {
                    occurrence += 1;
                    pending.push(Pending::default());
                    rows.push(DealRow {
                        file: self.file,
                        line: row.line(),
                        external: id,
                        occurrence,
                        title: id,
                        created: Some(at),
                        ..DealRow::default()
                    });
                }
                let Some(target) = self.decided.fields.get(field) else {
                    self.pass_over(row.line(), field, report);
                    continue;
                };
                let (Some(deal), Some(pending)) = (rows.last_mut(), pending.last_mut()) else { continue };
                let changed = Changed { row, at, field, target, column, value: row.cell(column) };
                self.apply(changed, deal, pending, &mut once, report);
            }
        }
        for (deal, pending) in rows.iter_mut().skip(first).zip(&pending) {
            self.settle(deal, pending, column, report);
        }
        // So that they stand on the board in one order, whatever the order of the file is.
        rows[first..].sort_by_key(|deal| (deal.created, deal.external, deal.occurrence));
        for (field, (line, changes)) in once.left_out {
            let problem = Problem::FieldLeftOut(changes);
            report.about_row((self.file, line), field, problem, Effect::CellLeftOut);
        }
    }

    /// The changes of each number, in the order of the file. `None` where the file is no log, or reading was broken off.
    fn numbered(self, directory: &mut Directory<'_>) -> Option<Numbered<'t>> {
        let decided = self.decided;
        let [id, at, field] =
            [Target::DealId, Target::ChangedAt, Target::ChangedField].map(|target| decided.place(&target));
        let (id, at, field) = (id?, at?, field?);
        let mut numbered: Numbered<'t> = Vec::new();
        let mut places: HashMap<&'t str, usize> = HashMap::new();
        for row in self.table.rows() {
            if directory.ticker.row() {
                return None;
            }
            let report = &mut directory.report;
            let (id, field) = (row.cell(id), row.cell(field));
            if id.is_empty() {
                report.about_row((self.file, row.line()), field, Problem::NoDeal, Effect::RowLeftOut);
                continue;
            }
            let Some(at) = instant(self.file, self.table, row, at, decided, self.world, report) else {
                continue;
            };
            let place = *places.entry(id).or_insert_with(|| {
                numbered.push((id, Vec::new()));
                numbered.len() - 1
            });
            let begins = decided.fields.get(field) == Some(&Target::Created);
            numbered[place].1.push(Written { row, at, field, begins });
        }
        Some(numbered)
    }

    fn apply(
        self,
        changed: Changed<'_, 't>,
        deal: &mut DealRow<'t>,
        pending: &mut Pending<'t>,
        once: &mut Once<'t>,
        report: &mut Report,
    ) {
        let Changed { row, at, field, target, value, .. } = changed;
        let name = self.numbers.name(target, value);
        match target {
            Target::Created => {
                deal.created =
                    self.moment(changed, report).map(|moment| self.world.instant(moment)).or(Some(at));
            }
            Target::Stage => {
                let (file, line) = (self.file, row.line());
                let (pipeline, status, is_guess) = ("", None, false);
                deal.steps.push(Told { at, stage: name, pipeline, status, is_guess, file, line });
                deal.stage = name;
            }
            Target::Status => {
                let status = recognise::status(name);
                // What nobody here knows is told, and the deal stays what it was.
                if status.is_none() && !values::says_nothing(name) {
                    self.complain(changed, Problem::Status, report);
                    return;
                }
                deal.status = status;
                deal.closed = status.filter(|status| *status != StandingKind::Open).map(|_| at);
                if deal.closed.is_none() {
                    pending.closed = None;
                }
            }
            Target::LossReason if !name.is_empty() => {
                deal.loss_reason = name;
                deal.status = Some(StandingKind::Lost);
                deal.closed = Some(at);
            }
            Target::LossReason => deal.loss_reason = "",
            Target::Won => self.ended(StandingKind::Won, changed, deal, report),
            Target::Lost => self.ended(StandingKind::Lost, changed, deal, report),
            Target::Closed => pending.closed = self.closing(changed, report),
            Target::Owner => deal.owner = name,
            Target::Name if name.is_empty() => {}
            Target::Name => match too_long(name) {
                // It keeps the title that it had.
                Some(problem) => self.complain(changed, problem, report),
                None => deal.title = name,
            },
            Target::Skip => self.pass_over(row.line(), field, report),
            Target::Pipeline => deal.pipeline = name,
            Target::Organisation => deal.organisation = name,
            Target::OrganisationId => deal.organisation_id = value,
            Target::Contact => deal.contact = name,
            Target::ContactId => deal.contact_id = value,
            Target::Segment => deal.segment = name,
            Target::Source => deal.source = name,
            Target::Product => deal.product = name,
            Target::Competitor => deal.competitor = name,
            Target::Note if value.is_empty() => {}
            Target::Note => deal.notes.push(value),
            Target::Tags => deal.tags = self.tags(changed, once, report),
            Target::Value | Target::ValueMicros => {
                let is_micros = *target == Target::ValueMicros;
                pending.value = (!values::says_nothing(value)).then_some((row, is_micros));
            }
            Target::Currency => {
                pending.currency = (!values::says_nothing(value)).then_some(row);
            }
            Target::Probability if values::says_nothing(value) => deal.probability = None,
            Target::Probability => match amounts::percent(value, style(row, changed.column), None) {
                Ok((percent, note)) => {
                    deal.probability = Some(percent);
                    if let Some((problem, effect)) = note {
                        let column = changed.column;
                        report.about_cell((self.file, self.table), row, column, problem, effect);
                    }
                }
                Err(problem) => self.complain(changed, problem, report),
            },
            Target::ExpectedClose if values::says_nothing(value) => deal.expected = None,
            Target::ExpectedClose => {
                deal.expected = self.moment(changed, report).map(|moment| moment.date).or(deal.expected);
            }
            _ => {
                let (line, changes) = once.left_out.entry(field).or_insert((row.line(), 0));
                *changes += 1;
                // The first line of them tells how many there are.
                if *changes > 1 {
                    self.pass_over(row.line().max(*line), field, report);
                    *line = row.line().min(*line);
                }
            }
        }
    }

    /// Reads what had to wait for the last change.
    fn settle(self, deal: &mut DealRow<'t>, pending: &Pending<'t>, column: usize, report: &mut Report) {
        deal.closed = pending.closed.or(deal.closed);
        let mut complain = |row: Row<'t>, problem, effect| {
            report.about_cell((self.file, self.table), row, column, problem, effect);
        };
        let currency = pending.currency.and_then(|row| match amounts::currency(row.cell(column)) {
            Ok(mark) => Some(mark),
            Err(problem) => {
                complain(row, problem, Effect::CellLeftOut);
                None
            }
        });
        let Some((row, is_micros)) = pending.value else { return };
        let amount = Amount { text: row.cell(column), style: style(row, column), is_micros, currency };
        match amount.read(None, self.setup.currency) {
            Ok((value, note)) => {
                deal.value = Some(value);
                if let Some((problem, effect)) = note {
                    complain(row, problem, effect);
                }
            }
            Err(problem) => complain(row, problem, Effect::CellLeftOut),
        }
    }

    /// A row tells of a field that is not taken over.
    fn pass_over(self, line: u32, field: &str, report: &mut Report) {
        report.passed((self.file, line), field, Came::FieldPassedOver);
    }

    fn complain(self, changed: Changed<'_, 't>, problem: Problem, report: &mut Report) {
        let Changed { row, column, .. } = changed;
        report.about_cell((self.file, self.table), row, column, problem, Effect::CellLeftOut);
    }

    /// The day or time that a field was changed to; `None` where it says nothing, or can't be read, which is reported.
    fn moment(self, changed: Changed<'_, 't>, report: &mut Report) -> Option<values::Moment> {
        if values::says_nothing(changed.value) {
            return None;
        }
        match values::date(changed.value, DateOrder::YearMonthDay) {
            Ok(moment) => Some(moment),
            Err(error) => {
                self.complain(changed, Problem::Date(error), report);
                None
            }
        }
    }

    /// The time of closing that a field was changed to. Of the day of the change itself, the change tells the time.
    fn closing(self, changed: Changed<'_, 't>, report: &mut Report) -> Option<Timestamp> {
        let moment = self.moment(changed, report)?;
        let is_today = moment.time.is_none() && self.world.zone.local(changed.at).date() == moment.date;
        Some(if is_today { changed.at } else { self.world.instant(moment) })
    }

    /// A deal was won or lost, at the time that the field says, or else at that of the change. Where the field was emptied, it is no
    /// longer.
    fn ended(self, how: StandingKind, changed: Changed<'_, 't>, deal: &mut DealRow<'t>, report: &mut Report) {
        let flag = values::flag(changed.value);
        if flag == Some(false) || values::says_nothing(changed.value) {
            if deal.status == Some(how) {
                (deal.status, deal.closed) = (None, None);
            }
            return;
        }
        let at = if flag == Some(true) { None } else { self.closing(changed, report) };
        (deal.status, deal.closed) = (Some(how), Some(at.unwrap_or(changed.at)));
    }

    /// The tags that a field was changed to: their names, or numbers that a file has names for.
    fn tags(self, changed: Changed<'_, 't>, once: &mut Once<'t>, report: &mut Report) -> Vec<&'t str> {
        let mut tags = Vec::new();
        for text in changed.value.split(',').map(str::trim).filter(|text| !text.is_empty()) {
            let name = self.numbers.name(changed.target, text);
            let is_number = name == text && name.bytes().all(|byte| byte.is_ascii_digit());
            if !is_number {
                tags.push(name);
            } else if once.nameless.insert(name) {
                self.complain(changed, Problem::UnknownNumber, report);
            }
        }
        tags
    }
}

/// Values of a log are written by a program: in the one form of those.
fn style(row: Row<'_>, column: usize) -> NumberStyle {
    row.style(column, NumberStyle::Point)
}
