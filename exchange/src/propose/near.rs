//! Names that are near to others.

use std::collections::{BTreeMap, HashMap, HashSet};

use sales::ids::Uuid;
use sales::model::Workspace;

use super::{NameCount, Near};
use crate::names::{self, LegalForms, Likeness, NameIndex};
use crate::plan::{Externals, Numbers, cell, name};
use crate::setup::{NameKind, NameSetup, OWN_SOURCE, Setup};
use crate::table::Table;
use crate::target::{FileKind, Target};

/// Which kind of name a column holds.
fn name_kind(file: FileKind, target: &Target) -> Option<NameKind> {
    Some(match (file, target) {
        (FileKind::Deals | FileKind::Activities, Target::Owner) | (FileKind::People, Target::Name) => {
            NameKind::Person
        }
        (FileKind::Deals | FileKind::Contacts | FileKind::Activities, Target::Organisation)
        | (FileKind::Organisations, Target::Name) => NameKind::Organisation,
        (FileKind::Deals, Target::Product) | (FileKind::Products, Target::Name) => NameKind::Product,
        (FileKind::Deals, Target::Segment) => NameKind::Segment,
        (FileKind::Deals, Target::Source) => NameKind::Source,
        (FileKind::Deals, Target::LossReason) => NameKind::LossReason,
        (FileKind::Deals | FileKind::Activities, Target::Contact) => NameKind::Contact,
        (FileKind::Activities, Target::ActivityKind) => NameKind::ActivityKind,
        _ => return None,
    })
}

/// Which names are near to others, and how many there are of each kind.
pub(super) fn near(
    tables: &[&Table],
    setup: &Setup,
    workspace: &Workspace,
) -> (Vec<Near>, Vec<(NameKind, NameCount)>) {
    let mut found: BTreeMap<NameKind, BTreeMap<String, Found>> = BTreeMap::new();
    let numbers = Numbers::of(setup.files.iter().zip(tables.iter().copied()));
    let people: HashSet<&str> =
        workspace.people.iter().filter_map(|person| person.external.as_deref()).collect();
    for (file, table) in setup.files.iter().zip(tables) {
        let Some(kind) = file.kind else { continue };
        for (column, decided) in file.columns.iter().enumerate() {
            let Some(name_kind) = name_kind(kind, &decided.target) else { continue };
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for cell in table.column(column).filter(|cell| !cell.is_empty()) {
                *counts.entry(cell).or_default() += 1;
            }
            let names = found.entry(name_kind).or_default();
            for (cell, rows) in counts {
                // People and products may be named by their ids.
                let name = numbers.name(&decided.target, cell);
                if name_kind == NameKind::Person && people.contains(name) {
                    continue;
                }
                let entry = names.entry(names::exact_key(name)).or_insert_with(|| Found::new(name));
                entry.rows += rows;
                entry.is_listed |= kind != FileKind::Deals;
            }
        }
    }
    let (renamed, of_one_id) = by_id(tables, setup, workspace);
    let mut near = Vec::new();
    let mut all = Vec::new();
    for (kind, names) in found {
        let known = records(kind, workspace);
        let mut keys: HashSet<String> = known.iter().map(|(name, _)| names::exact_key(name)).collect();
        keys.extend(renamed.iter().filter(|(of, _)| *of == kind).map(|(_, key)| key.clone()));
        let new: Vec<&Found> =
            names.iter().filter(|(key, _)| !keys.contains(*key)).map(|(_, name)| name).collect();
        let count = if kind == NameKind::Contact {
            contacts(tables, setup, workspace)
        } else {
            NameCount { all: names.len(), known: names.len() - new.len() }
        };
        all.push((kind, count));
        near.extend(near_of(kind, &new, &known));
    }
    let mut asked: HashSet<(NameKind, String)> =
        near.iter().map(|near| (near.kind, near.name.clone())).collect();
    near.extend(of_one_id.into_iter().filter(|pair| asked.insert((pair.kind, pair.name.clone()))));
    near.sort_by(|a, b| (a.kind, b.rows).cmp(&(b.kind, a.rows)));
    (near, all)
}

/// Of so many rows the most may have an id that is here another's, before the ids of a file are taken for those of another system.
const MOST_OTHERS: usize = 3;

/// Rows of organisations and contacts that go by another name than the record with their id. First the names of those of which the id
/// says enough: they are renamed. Then the others, which may be those of another system: they are asked about.
fn by_id(
    tables: &[&Table],
    setup: &Setup,
    workspace: &Workspace,
) -> (HashSet<(NameKind, String)>, Vec<Near>) {
    let (mut renamed, mut of_one_id) = (HashSet::new(), Vec::new());
    for (file, table) in setup.files.iter().zip(tables) {
        let kind = match file.kind {
            Some(FileKind::Organisations) => NameKind::Organisation,
            Some(FileKind::Contacts) => NameKind::Contact,
            _ => continue,
        };
        if file.source == OWN_SOURCE || file.place(&Target::ExternalId).is_none() {
            continue;
        }
        let records: HashMap<Uuid, &str> =
            records(kind, workspace).into_iter().map(|(name, id)| (id, name)).collect();
        let externals = match kind {
            NameKind::Contact => {
                Externals::of(workspace.contacts.iter().map(|row| (row.external.as_ref(), row.id.0)))
            }
            _ => Externals::of(workspace.organisations.iter().map(|row| (row.external.as_ref(), row.id.0))),
        };
        let names: HashSet<String> = records.values().map(|name| names::exact_key(name)).collect();
        let (mut same, mut others) = (0_usize, Vec::new());
        for row in table.rows() {
            let (id, name) = (cell(row, file, &Target::ExternalId), name(row, file));
            let (exact, found) = (externals.exact(&file.source, id), externals.find(&file.source, id));
            let Some((record, called)) = found.and_then(|id| Some((id, *records.get(&id)?))) else {
                continue;
            };
            let key = names::exact_key(&name);
            if names::key(&name) == names::key(called) {
                same += 1;
            } else if exact.is_some() {
                renamed.insert((kind, key));
            } else if !name.is_empty() && externals.is_open(&file.source, id) && !names.contains(&key) {
                let (other, record) = (called.to_owned(), Some(record));
                others.push(Near { kind, name, rows: 1, other, record, is_same: false, twin: None });
            }
        }
        if others.len() <= same.max(MOST_OTHERS) {
            of_one_id.append(&mut others);
        }
    }
    (renamed, of_one_id)
}

/// How many contacts there are: two firms may each have one of the same name.
fn contacts(tables: &[&Table], setup: &Setup, workspace: &Workspace) -> NameCount {
    let mut found: HashSet<(String, String)> = HashSet::new();
    for (file, table) in setup.files.iter().zip(tables) {
        let is_named = |target: &Target| file.kind.and_then(|kind| name_kind(kind, target)).is_some();
        let Some(contact) = file.place(&Target::Contact).filter(|_| is_named(&Target::Contact)) else {
            continue;
        };
        let firm = file.place(&Target::Organisation).or_else(|| file.place(&Target::OrganisationId));
        let firms = firm.map(|firm| table.column(firm).collect::<Vec<_>>());
        for (row, name) in table.column(contact).enumerate().filter(|(_, name)| !name.is_empty()) {
            let firm = firms.as_ref().and_then(|firms| firms.get(row)).copied().unwrap_or_default();
            found.insert((names::exact_key(firm), names::exact_key(name)));
        }
    }
    let firm = |id| workspace.organisations.live(id).map(|row| names::exact_key(&row.name));
    let known: HashSet<(String, String)> = workspace
        .contacts
        .iter()
        .map(|row| (row.organisation.and_then(firm).unwrap_or_default(), names::exact_key(&row.name)))
        .collect();
    NameCount { all: found.len(), known: found.intersection(&known).count() }
}

/// A name in the files.
struct Found {
    name: String,
    rows: usize,
    /// It stands in a file of its kind: that is how it is written.
    is_listed: bool,
}

impl Found {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: 0, is_listed: false }
    }
}

fn near_of(kind: NameKind, new: &[&Found], known: &[(&str, Uuid)]) -> Vec<Near> {
    let legal_forms = if kind == NameKind::Organisation { LegalForms::PassOver } else { LegalForms::Count };
    let index = NameIndex::new(known.iter().map(|(name, _)| *name), legal_forms);
    let mut near = Vec::new();
    let mut settled = HashSet::new();
    for Found { name, rows, .. } in new {
        if let Some(best) = index.like(name).into_iter().next() {
            let (other, record) = known[best.index];
            settled.insert(name.as_str());
            near.push(Near {
                kind,
                name: name.clone(),
                rows: *rows,
                other: other.to_owned(),
                record: Some(record),
                is_same: best.likeness == Likeness::Same,
                twin: None,
            });
        }
    }
    // Two spellings within the files: the one that is listed in a file of its kind stands, or else the more frequent one.
    let among = NameIndex::new(new.iter().map(|found| found.name.as_str()), legal_forms);
    for (place, other) in among.duplicates() {
        let (a, b) = (new[place], new[other.index]);
        let weight = |found: &Found| (found.is_listed, found.rows);
        let (rare, common) = if weight(a) <= weight(b) { (a, b) } else { (b, a) };
        if !settled.contains(common.name.as_str()) && settled.insert(&rare.name) {
            near.push(Near {
                kind,
                name: rare.name.clone(),
                rows: rare.rows,
                other: common.name.clone(),
                record: None,
                is_same: other.likeness == Likeness::Same,
                twin: None,
            });
        }
    }
    near
}

/// The names that differ in spaces, case or punctuation only stand for one, unless a person says otherwise.
pub(super) fn presets(near: &[Near]) -> BTreeMap<NameKind, BTreeMap<String, NameSetup>> {
    let mut names: BTreeMap<NameKind, BTreeMap<String, NameSetup>> = BTreeMap::new();
    for near in near.iter().filter(|near| near.is_same) {
        let to = near.record.map_or_else(|| NameSetup::SameAs(near.other.clone()), NameSetup::Existing);
        names.entry(near.kind).or_default().insert(near.name.clone(), to);
    }
    names
}

/// The records of a kind by name.
fn records(kind: NameKind, workspace: &Workspace) -> Vec<(&str, Uuid)> {
    match kind {
        NameKind::Person => workspace.people.iter().map(|row| (row.name.as_str(), row.id.0)).collect(),
        NameKind::Organisation => {
            workspace.organisations.iter().map(|row| (row.name.as_str(), row.id.0)).collect()
        }
        NameKind::Contact => workspace.contacts.iter().map(|row| (row.name.as_str(), row.id.0)).collect(),
        _ => workspace
            .choices
            .iter()
            .filter(|row| Some(row.list) == kind.list())
            .map(|row| (row.name.as_str(), row.id.0))
            .collect(),
    }
}
