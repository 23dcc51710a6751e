//! Files beside the deals: people, products, organisations, contacts.

use sales::ids::{ContactId, IdSource, OrganisationId, Uuid};
use sales::log::{Change, ChoiceEdit, ContactEdit, OrganisationEdit, PersonEdit, Swap};
use sales::model::Workspace;
use sales::money::Money;

use super::Numbers;
use super::amounts::{self, Amount};
use super::customers::{Customer, There};
use super::directory::{ById, Directory, Sure, one_line};
use super::externals::{marked, unmarked};
use super::listed::Telling;
use super::numbers::Namesakes;
use super::parts::parts;
use super::report::{Effect, Kind, Problem};
use crate::export::{plain_amount, unguard};
use crate::names::key;
use crate::setup::{FileSetup, NameKind, OWN_SOURCE, RowRef, Setup};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values;

/// The first filled cell of a row that means this.
pub(crate) fn cell<'t>(row: Row<'t>, setup: &FileSetup, target: &Target) -> &'t str {
    cells(row, setup, target).next().unwrap_or_default()
}

/// All filled cells of a row that mean this.
pub(super) fn cells<'t>(row: Row<'t>, setup: &FileSetup, target: &Target) -> impl Iterator<Item = &'t str> {
    setup.places(target).map(move |place| row.cell(place)).filter(|cell| !cell.is_empty())
}

/// The name of a row: in one column, or as first and last name in two.
pub(crate) fn name(row: Row<'_>, setup: &FileSetup) -> String {
    let whole = cell(row, setup, &Target::Name);
    if !whole.is_empty() {
        return one_line(whole);
    }
    let (first, last) = (cell(row, setup, &Target::FirstName), cell(row, setup, &Target::LastName));
    let is_han = |text: &str| text.chars().any(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char));
    if is_han(first) || is_han(last) {
        return one_line(&format!("{last}{first}"));
    }
    one_line(&format!("{first} {last}"))
}

/// The cells of several columns in one text of several lines, each with its header.
fn about(row: Row<'_>, table: &Table, setup: &FileSetup) -> String {
    let mut lines: Vec<String> = cells(row, setup, &Target::Note).map(str::to_owned).collect();
    for (place, column) in setup.columns.iter().enumerate() {
        let text = row.cell(place);
        if matches!(column.target, Target::Custom(_)) && !text.is_empty() {
            let header = table.headers().get(place).map_or("", |header| unguard(header));
            lines.push(format!("{header}: {text}"));
        }
    }
    lines.join("\n")
}

/// A row without a name is left out.
fn nameless(file: usize, row: Row<'_>, kind: Kind, directory: &mut Directory<'_>) {
    directory.report.about_row((file, row.line()), "", Problem::NoName, Effect::RowLeftOut);
    directory.report.count_mut(kind).refused += 1;
}

/// A text that is filled and not what it was.
fn changed(from: &str, to: &str) -> Option<Swap<String>> {
    let to = to.trim();
    (!to.is_empty() && to != from).then(|| Swap { from: from.to_owned(), to: to.to_owned() })
}

/// A row of a list: its table and line, the name in it, and how many records there were before it.
#[derive(Clone, Copy)]
struct Listed<'n> {
    file: usize,
    table: &'n Table,
    setup: &'n FileSetup,
    row: Row<'n>,
    name: &'n str,
    added_before: usize,
}

/// What a row says about a part of a record.
struct Told<E> {
    /// What the column means; `None` where it is nothing to tell that two rows say different things.
    target: Option<Target>,
    /// The text of it, blank where it says nothing.
    text: String,
    /// What has to change for that.
    edit: Option<E>,
}

impl<E> Told<E> {
    fn new(target: Target, text: impl Into<String>, edit: Option<E>) -> Self {
        Self { target: Some(target), text: text.into(), edit }
    }

    /// A text, which changes where it is filled and not what it was.
    fn text(target: Target, from: &str, to: &str, edit: impl FnOnce(Swap<String>) -> E) -> Self {
        Self::new(target, to.trim(), changed(from, to).map(edit))
    }
}

/// Counts what a row of a directory came to: whether a record was made for it, and the edits it needs.
fn counted(kind: Kind, row: Listed<'_>, edits: &[Change], directory: &mut Directory<'_>) {
    let count = directory.report.count_mut(kind);
    if count.added == row.added_before {
        if edits.is_empty() {
            count.unchanged += 1;
        } else {
            count.changed += 1;
        }
        let parts = parts(edits, &|_| String::new());
        directory.report.about_known((row.file, row.row.line()), row.name, parts);
    }
}

/// Takes in what a row tells of a record beyond its name. Of two rows about one record the first counts, and what the other says
/// otherwise is reported. Answers whether the row is the first that says something.
fn learn<E>(
    kind: Kind,
    record: Uuid,
    row: Listed<'_>,
    told: impl IntoIterator<Item = Told<E>>,
    change: impl Fn(E) -> Change,
    directory: &mut Directory<'_>,
) -> bool {
    let mut edits: Vec<Change> = Vec::new();
    let mut is_first = false;
    let line = row.row.line();
    for (part, Told { target, text, edit }) in told.into_iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        match directory.tell(record, part, RowRef { file: row.file, line }, &text) {
            Telling::First => {
                is_first = true;
                edits.extend(edit.map(&change));
            }
            Telling::Again => {}
            Telling::Otherwise(first) => {
                let Some(target) = target else { continue };
                let (problem, effect) = (Problem::otherwise(row.file, first), Effect::CellLeftOut);
                match row.setup.place(&target) {
                    Some(column) => directory.report.about_text(
                        (row.file, row.table),
                        line,
                        column,
                        &text,
                        problem,
                        effect,
                    ),
                    None => directory.report.about_row((row.file, line), &text, problem, effect),
                }
            }
        }
    }
    counted(kind, row, &edits, directory);
    directory.changes.extend(edits);
    is_first
}

pub(super) fn people(
    file: usize,
    table: &Table,
    setup: &FileSetup,
    workspace: &Workspace,
    numbers: &Numbers,
    directory: &mut Directory<'_>,
    ids: &mut dyn IdSource,
) {
    let namesakes = Namesakes::of(setup, table);
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let before = directory.report.count(Kind::Person).added;
        let (name, external) = (namesakes.name(row, setup), cell(row, setup, &Target::ExternalId));
        let Some((id, is_renamed)) = directory.listed_person(&name, external, ids) else {
            nameless(file, row, Kind::Person, directory);
            continue;
        };
        let known = workspace.people.live(id);
        let was =
            |text: fn(&sales::model::Person) -> &String| known.map_or("", |person| text(person).as_str());
        // Who reports to whom is often told by ids.
        let manager = numbers.name(&Target::Owner, cell(row, setup, &Target::Manager));
        let (manager, region) = (one_line(manager), one_line(cell(row, setup, &Target::Region)));
        let called = if is_renamed { name.as_str() } else { "" };
        let told = [
            Told::text(Target::Name, was(|row| &row.name), called, PersonEdit::Name),
            Told::text(Target::Manager, was(|row| &row.manager), &manager, PersonEdit::Manager),
            Told::text(Target::Region, was(|row| &row.region), &region, PersonEdit::Region),
            Told {
                target: None,
                text: external.to_owned(),
                edit: new_external(known.and_then(|row| row.external.as_ref()), external)
                    .map(PersonEdit::External),
            },
        ];
        let listed = Listed { file, table, setup, row, name: &name, added_before: before };
        learn(Kind::Person, id.0, listed, told, |edit| Change::PersonEdited { id, edit }, directory);
    }
}

pub(super) fn products(
    file: usize,
    table: &Table,
    setup: &FileSetup,
    all: &Setup,
    workspace: &Workspace,
    directory: &mut Directory<'_>,
    ids: &mut dyn IdSource,
) {
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let before = directory.report.count(Kind::Product).added;
        let name = name(row, setup);
        let Some(id) = directory.choice(NameKind::Product, &name, ids) else {
            nameless(file, row, Kind::Product, directory);
            continue;
        };
        let from = workspace.choices.live(id).and_then(|choice| choice.price);
        let price = price(file, row, table, setup, all, directory);
        let text = price.map_or(String::new(), |price| format!("{} {}", plain_amount(price), price.currency));
        let edit =
            price.filter(|to| from != Some(*to)).map(|to| ChoiceEdit::Price(Swap { from, to: Some(to) }));
        let told = [Told::new(Target::Value, text, edit)];
        let listed = Listed { file, table, setup, row, name: &name, added_before: before };
        let is_first =
            learn(Kind::Product, id.0, listed, told, |edit| Change::ChoiceEdited { id, edit }, directory);
        directory.prices.extend(price.filter(|_| is_first).map(|price| (id, price)));
    }
}

fn price(
    file: usize,
    row: Row<'_>,
    table: &Table,
    setup: &FileSetup,
    all: &Setup,
    directory: &mut Directory<'_>,
) -> Option<Money> {
    let filled = |target: &Target| {
        setup
            .places(target)
            .map(|place| (place, row.cell(place)))
            .find(|(_, cell)| !values::says_nothing(cell))
    };
    let micros = || Some((filled(&Target::ValueMicros)?, true));
    let ((column, text), is_micros) = filled(&Target::Value).map(|cell| (cell, false)).or_else(micros)?;
    let mut complain = |column: usize, problem: Problem, effect: Effect| {
        directory.report.about_cell((file, table), row, column, problem, effect);
    };
    let currency = match filled(&Target::Currency).map(|(column, text)| (column, amounts::currency(text))) {
        Some((_, Ok(mark))) => Some(mark),
        Some((column, Err(problem))) => {
            // So much of what nobody can tell is no price.
            complain(column, problem, Effect::CellLeftOut);
            return None;
        }
        None => None,
    };
    let decided = &setup.columns[column];
    let amount = Amount { text, style: row.style(column, decided.style), is_micros, currency };
    match amount.read(Some(decided), all.currency) {
        Ok((price, note)) => {
            if let Some((problem, effect)) = note {
                complain(column, problem, effect);
            }
            Some(price)
        }
        Err(problem) => {
            complain(column, problem, Effect::CellLeftOut);
            None
        }
    }
}

pub(super) fn organisations(
    file: usize,
    table: &Table,
    setup: &FileSetup,
    workspace: &Workspace,
    directory: &mut Directory<'_>,
    ids: &mut dyn IdSource,
) {
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let before = directory.report.count(Kind::Organisation).added;
        let kind = NameKind::Organisation;
        let (at, name) = (RowRef { file, line: row.line() }, name(row, setup));
        let ids_of = Ids::of(
            row,
            setup,
            (kind, &name),
            |own| workspace.organisations.get(OrganisationId(own)).map(|row| row.removed),
            directory,
        );
        let mut free = FreeFirst { free: ids_of.free, ids: &mut *ids };
        let Some(id) = directory.listed_organisation(at, &name, ids_of.by_id, &mut free) else {
            nameless(file, row, Kind::Organisation, directory);
            continue;
        };
        directory.learn(kind, &setup.source, ids_of.id, id.0);
        let known = workspace.organisations.live(id);
        let called = known.map_or("", |known| ids_of.new_name(id.0, &known.name, &name));
        if known.is_some_and(|known| !called.is_empty() && called != known.name) {
            directory.call_organisation(called, id);
        }
        let was =
            |text: fn(&sales::model::Organisation) -> &String| known.map_or("", |row| text(row).as_str());
        let address: Vec<&str> = cells(row, setup, &Target::Address).collect();
        let industry = one_line(cell(row, setup, &Target::Industry));
        let website = cell(row, setup, &Target::Website);
        let about = about(row, table, setup);
        let told = [
            Told::text(Target::Name, was(|row| &row.name), called, OrganisationEdit::Name),
            Told::text(Target::Website, was(|row| &row.website), website, OrganisationEdit::Website),
            Told::text(
                Target::Address,
                was(|row| &row.address),
                &one_line(&address.join(", ")),
                OrganisationEdit::Address,
            ),
            Told::text(Target::Industry, was(|row| &row.industry), &industry, OrganisationEdit::Industry),
            Told::text(Target::Note, was(|row| &row.about), &about, OrganisationEdit::About),
            ids_of.told(known.and_then(|row| row.external.as_ref()), OrganisationEdit::External),
        ];
        let listed = Listed { file, table, setup, row, name: &name, added_before: before };
        let change = |edit| Change::OrganisationEdited { id, edit };
        learn(Kind::Organisation, id.0, listed, told, change, directory);
    }
}

pub(super) fn contacts(
    file: usize,
    table: &Table,
    setup: &FileSetup,
    workspace: &Workspace,
    directory: &mut Directory<'_>,
    ids: &mut dyn IdSource,
) {
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let before = directory.report.count(Kind::Contact).added;
        let kind = NameKind::Contact;
        let (at, name) = (RowRef { file, line: row.line() }, name(row, setup));
        let ids_of = Ids::of(
            row,
            setup,
            (kind, &name),
            |own| workspace.contacts.get(ContactId(own)).map(|row| row.removed),
            directory,
        );
        let (firm, firm_id) =
            (cell(row, setup, &Target::Organisation), cell(row, setup, &Target::OrganisationId));
        // Where they are, for those that the id of the row is surely of.
        let there = ids_of.by_id.filter(|by_id| by_id.sure != Sure::No).and_then(|by_id| {
            let organisation = workspace.contacts.live(ContactId(by_id.record))?.organisation;
            Some(There { organisation, contact: None })
        });
        let customer = Customer {
            source: &setup.source,
            organisation: firm,
            organisation_id: firm_id,
            contact: "",
            contact_id: "",
        };
        let organisation = directory
            .sure_organisation_of(&setup.source, firm_id)
            .or_else(|| customer.organisation(there.as_slice(), workspace, directory, ids));
        let mut free = FreeFirst { free: ids_of.free, ids: &mut *ids };
        let Some(id) = directory.listed_contact(at, &name, organisation, ids_of.by_id, &mut free) else {
            nameless(file, row, Kind::Contact, directory);
            continue;
        };
        directory.learn(kind, &setup.source, ids_of.id, id.0);
        let known = workspace.contacts.live(id);
        let called = known.map_or("", |known| ids_of.new_name(id.0, &known.name, &name));
        let from = known.and_then(|known| known.organisation);
        let employer = organisation.filter(|_| known.is_some() && ids_of.says(id.0));
        let at_firm = if firm.is_empty() { firm_id } else { firm };
        let at_firm = employer.map_or("", |_| at_firm);
        let employed = employer.filter(|to| Some(*to) != from).map(|to| Swap { from, to: Some(to) });
        let is_renamed = known.is_some_and(|known| !called.is_empty() && called != known.name);
        if is_renamed || employed.is_some() {
            directory.call_contact(&name, organisation.or(from), id);
        }
        let was = |text: fn(&sales::model::Contact) -> &String| known.map_or("", |row| text(row).as_str());
        let of = |target: Target| one_line(cell(row, setup, &target));
        let about = about(row, table, setup);
        let told = [
            Told::text(Target::Name, was(|row| &row.name), called, ContactEdit::Name),
            Told::new(Target::Organisation, at_firm, employed.map(ContactEdit::Organisation)),
            Told::text(Target::Role, was(|row| &row.role), &of(Target::Role), ContactEdit::Role),
            Told::text(Target::Phone, was(|row| &row.phone), &of(Target::Phone), ContactEdit::Phone),
            Told::text(Target::Email, was(|row| &row.email), &of(Target::Email), ContactEdit::Email),
            Told::text(Target::Note, was(|row| &row.about), &about, ContactEdit::About),
            ids_of.told(known.and_then(|row| row.external.as_ref()), ContactEdit::External),
        ];
        let listed = Listed { file, table, setup, row, name: &name, added_before: before };
        learn(Kind::Contact, id.0, listed, told, |edit| Change::ContactEdited { id, edit }, directory);
    }
}

/// The id of a row: an own export has the records' own ids, other files those of the system they come from.
struct Ids<'t> {
    id: &'t str,
    /// Its own id, where no record has had it yet.
    free: Option<Uuid>,
    /// As a record keeps it; blank where it is the record's own.
    external: String,
    /// The record that has it.
    by_id: Option<ById>,
}

impl<'t> Ids<'t> {
    /// Reads the id of a row. `is_removed` tells whether the record of an own id was removed; `None` where there is none.
    fn of(
        row: Row<'t>,
        setup: &FileSetup,
        (kind, name): (NameKind, &str),
        is_removed: impl FnOnce(Uuid) -> Option<bool>,
        directory: &mut Directory<'_>,
    ) -> Self {
        let id = cell(row, setup, &Target::ExternalId);
        let own: Option<Uuid> = id.parse().ok().filter(|_| setup.source == OWN_SOURCE);
        let there = own.and_then(is_removed);
        if let Some(own) = own.filter(|_| there == Some(false)) {
            directory.own(kind, id, own);
        }
        Self {
            id,
            free: own.filter(|_| there.is_none()),
            external: if own.is_some() || id.is_empty() { String::new() } else { marked(&setup.source, id) },
            by_id: directory.by_id(kind, &setup.source, id, name, own.is_some()),
        }
    }

    /// Whether the id says that a row is about this record.
    fn says(&self, record: Uuid) -> bool {
        self.by_id.is_some_and(|by_id| by_id.sure != Sure::No && by_id.record == record)
    }

    /// What a row calls a record that it is about by its id. What only differs in spaces, case and punctuation is a new name only
    /// where the row is one of our own: another system may have written it otherwise all along.
    fn new_name<'n>(&self, record: Uuid, was: &'n str, name: &'n str) -> &'n str {
        let is_own = self.by_id.is_some_and(|by_id| by_id.sure == Sure::Own);
        match self.says(record) {
            true if is_own || key(was) != key(name) => name,
            true => was,
            false => "",
        }
    }

    /// What the row says of the id that its record has in another system. An id that is known stays, but for the system that it is of.
    fn told<E>(&self, from: Option<&String>, edit: impl FnOnce(Swap<Option<String>>) -> E) -> Told<E> {
        let is_known = from.is_some_and(|from| {
            let ((here, is_marked), (there, marks)) = (unmarked(from), unmarked(&self.external));
            here == there && (is_marked || !marks)
        });
        let swap = new_external(from, &self.external).filter(|_| !is_known);
        Told { target: None, text: self.external.clone(), edit: swap.map(edit) }
    }
}

/// A record that was taken to another workspace keeps its id, as deals do, so that it is known there the next time.
struct FreeFirst<'a> {
    free: Option<Uuid>,
    ids: &'a mut dyn IdSource,
}

impl IdSource for FreeFirst<'_> {
    fn next_id(&mut self) -> Uuid {
        self.free.take().unwrap_or_else(|| self.ids.next_id())
    }
}

fn new_external(from: Option<&String>, to: &str) -> Option<Swap<Option<String>>> {
    let is_new = !to.is_empty() && from.is_none_or(|from| from != to);
    is_new.then(|| Swap { from: from.cloned(), to: Some(to.to_owned()) })
}
