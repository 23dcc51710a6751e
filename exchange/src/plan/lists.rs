//! Files beside the deals: people, products, organisations, contacts.

use sales::ids::{ContactId, IdSource, OrganisationId, Uuid};
use sales::log::{Change, ChoiceEdit, ContactEdit, OrganisationEdit, PersonEdit, Swap};
use sales::model::Workspace;
use sales::money::Money;

use super::Numbers;
use super::amounts::{self, Amount};
use super::directory::{Directory, one_line};
use super::numbers::Namesakes;
use super::parts::parts;
use super::report::{Effect, Kind, Problem};
use crate::export::unguard;
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
    at: (usize, u32),
    name: &'n str,
    added_before: usize,
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
        directory.report.about_known(row.at, row.name, parts);
    }
}

/// Takes in what a row tells of a record beyond its name. Of two rows about one record the first counts.
fn learn<E>(
    kind: Kind,
    record: Uuid,
    row: Listed<'_>,
    edits: impl IntoIterator<Item = Option<E>>,
    change: impl Fn(E) -> Change,
    directory: &mut Directory<'_>,
) {
    let mut edits: Vec<(usize, E)> =
        edits.into_iter().enumerate().filter_map(|(part, edit)| Some((part, edit?))).collect();
    edits.retain(|(part, _)| directory.tell(record, *part));
    let edits: Vec<Change> = edits.into_iter().map(|(_, edit)| change(edit)).collect();
    counted(kind, row, &edits, directory);
    directory.changes.extend(edits);
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
        let manager = changed(was(|row| &row.manager), &one_line(manager));
        let region = changed(was(|row| &row.region), &one_line(cell(row, setup, &Target::Region)));
        let renamed = changed(was(|row| &row.name), &name).filter(|_| is_renamed);
        let edits = [
            renamed.map(PersonEdit::Name),
            manager.map(PersonEdit::Manager),
            region.map(PersonEdit::Region),
            new_external(known.and_then(|row| row.external.as_ref()), external).map(PersonEdit::External),
        ];
        let listed = Listed { at: (file, row.line()), name: &name, added_before: before };
        learn(Kind::Person, id.0, listed, edits, |edit| Change::PersonEdited { id, edit }, directory);
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
        let to = price(file, row, table, setup, all, directory).or(from);
        if let Some(price) = to {
            directory.prices.insert(id, price);
        }
        let edit =
            (from != to).then_some(Change::ChoiceEdited { id, edit: ChoiceEdit::Price(Swap { from, to }) });
        let listed = Listed { at: (file, row.line()), name: &name, added_before: before };
        counted(Kind::Product, listed, edit.as_slice(), directory);
        directory.changes.extend(edit);
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
        let id = cell(row, setup, &Target::ExternalId);
        let Ids { own, external } = Ids::of(id, setup);
        let free = own.filter(|own| workspace.organisations.get(OrganisationId(*own)).is_none());
        if let Some(own) = own.filter(|own| workspace.organisations.live(OrganisationId(*own)).is_some()) {
            directory.learn_organisation(id, OrganisationId(own));
        }
        let (at, name) = (RowRef { file, line: row.line() }, name(row, setup));
        let mut free = FreeFirst { free, ids: &mut *ids };
        let Some(found) = directory.listed_organisation(at, &name, id, own.is_some(), &mut free) else {
            nameless(file, row, Kind::Organisation, directory);
            continue;
        };
        directory.learn_organisation(id, found);
        let id = found;
        let known = workspace.organisations.live(id);
        let renamed = own.filter(|own| *own == id.0).and_then(|_| changed(&known?.name, &name));
        if renamed.is_some() {
            directory.call_organisation(&name, id);
        }
        let was =
            |text: fn(&sales::model::Organisation) -> &String| known.map_or("", |row| text(row).as_str());
        let address: Vec<&str> = cells(row, setup, &Target::Address).collect();
        let edits = [
            renamed.map(OrganisationEdit::Name),
            changed(was(|row| &row.website), cell(row, setup, &Target::Website))
                .map(OrganisationEdit::Website),
            changed(was(|row| &row.address), &one_line(&address.join(", "))).map(OrganisationEdit::Address),
            changed(was(|row| &row.industry), &one_line(cell(row, setup, &Target::Industry)))
                .map(OrganisationEdit::Industry),
            changed(was(|row| &row.about), &about(row, table, setup)).map(OrganisationEdit::About),
            new_external(known.and_then(|row| row.external.as_ref()), external)
                .map(OrganisationEdit::External),
        ];
        let listed = Listed { at: (file, row.line()), name: &name, added_before: before };
        learn(
            Kind::Organisation,
            id.0,
            listed,
            edits,
            |edit| Change::OrganisationEdited { id, edit },
            directory,
        );
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
        let by_number = directory.organisation_of(cell(row, setup, &Target::OrganisationId));
        let firm = cell(row, setup, &Target::Organisation);
        // Of two firms of one name, the one that they are at.
        let same = Ids::of(cell(row, setup, &Target::ExternalId), setup).own.and_then(|own| {
            let firm_there = workspace.contacts.live(ContactId(own))?.organisation?;
            workspace.organisations.live(firm_there).filter(|row| row.name == firm).map(|row| row.id)
        });
        let organisation = by_number.or(same).or_else(|| directory.organisation(firm, ids));
        let id = cell(row, setup, &Target::ExternalId);
        let Ids { own, external } = Ids::of(id, setup);
        let free = own.filter(|own| workspace.contacts.get(ContactId(*own)).is_none());
        if let Some(own) = own.filter(|own| workspace.contacts.live(ContactId(*own)).is_some()) {
            directory.learn_contact(id, ContactId(own));
        }
        let (at, name) = (RowRef { file, line: row.line() }, name(row, setup));
        let mut free = FreeFirst { free, ids: &mut *ids };
        let Some(found) = directory.listed_contact(at, &name, organisation, id, own.is_some(), &mut free)
        else {
            nameless(file, row, Kind::Contact, directory);
            continue;
        };
        directory.learn_contact(id, found);
        let id = found;
        let known = workspace.contacts.live(id);
        let renamed = own.filter(|own| *own == id.0).and_then(|_| changed(&known?.name, &name));
        let employed = own.filter(|own| *own == id.0).and_then(|_| {
            let from = known?.organisation;
            (organisation.is_some() && organisation != from).then_some(Swap { from, to: organisation })
        });
        if renamed.is_some() || employed.is_some() {
            let firm = organisation.or_else(|| known?.organisation);
            directory.call_contact(&name, firm, id);
        }
        let was = |text: fn(&sales::model::Contact) -> &String| known.map_or("", |row| text(row).as_str());
        let edits = [
            renamed.map(ContactEdit::Name),
            employed.map(ContactEdit::Organisation),
            changed(was(|row| &row.role), &one_line(cell(row, setup, &Target::Role))).map(ContactEdit::Role),
            changed(was(|row| &row.phone), &one_line(cell(row, setup, &Target::Phone)))
                .map(ContactEdit::Phone),
            changed(was(|row| &row.email), &one_line(cell(row, setup, &Target::Email)))
                .map(ContactEdit::Email),
            changed(was(|row| &row.about), &about(row, table, setup)).map(ContactEdit::About),
            new_external(known.and_then(|row| row.external.as_ref()), external).map(ContactEdit::External),
        ];
        let listed = Listed { at: (file, row.line()), name: &name, added_before: before };
        learn(Kind::Contact, id.0, listed, edits, |edit| Change::ContactEdited { id, edit }, directory);
    }
}

/// The id of a row: an own export has the records' own ids, other files those of the system they come from.
struct Ids<'t> {
    own: Option<Uuid>,
    external: &'t str,
}

impl<'t> Ids<'t> {
    fn of(id: &'t str, setup: &FileSetup) -> Self {
        let own = id.parse().ok().filter(|_| setup.source == OWN_SOURCE);
        Self { own, external: if own.is_some() { "" } else { id } }
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
