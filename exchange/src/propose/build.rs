//! Putting a proposal together.

use std::collections::{BTreeMap, HashMap, HashSet};

use sales::ids::Uuid;
use sales::model::Workspace;
use sales::money::Currency;

use super::{Column, File, NameCount, Near, Proposal, Words, stages};
use crate::names::{self, LegalForms, Likeness, NameIndex};
use crate::recognise::{self, Confidence, Recognised, Source};
use crate::setup::{ColumnSetup, FileSetup, Key, NameKind, NameSetup, OnProblem, Setup};
use crate::table::Table;
use crate::target::{FileKind, Target};
use crate::values::{self, DateOrder, Guess, NumberStyle, PercentStyle};

/// How many samples of a column are shown.
const SAMPLES: usize = 3;
/// How many cells of a column are looked at for its samples.
const CELLS_FOR_SAMPLES: usize = 200;
/// How many cells of a column are looked at for the currency of its amounts.
const CELLS_FOR_CURRENCY: usize = 1_000;
/// More questions than this nobody answers.
const MOST_NEAR: usize = 500;

/// What to do with these tables. `told` has for each of them what a person said its rows are; where it is shorter, nobody
/// said anything.
pub fn propose(
    tables: &[&Table],
    workspace: &Workspace,
    words: &Words,
    remembered: &BTreeMap<String, FileSetup>,
    told: &[Option<FileKind>],
) -> Proposal {
    let told = told.iter().copied().chain(std::iter::repeat(None));
    let recognised: Vec<Recognised> =
        tables.iter().zip(told.clone()).map(|(table, told)| recognise::recognise_as(table, told)).collect();
    let mut files = Vec::with_capacity(tables.len());
    let mut setups = Vec::with_capacity(tables.len());
    for ((table, recognised), told) in tables.iter().zip(&recognised).zip(told) {
        let header_key = recognise::header_key(table.headers().iter().map(String::as_str));
        let known = remembered.get(&header_key).filter(|setup| {
            setup.columns.len() == table.headers().len() && (told.is_none() || setup.kind == told)
        });
        let mut setup = known.cloned().unwrap_or_else(|| file_setup(table, recognised));
        let columns = setup.columns.iter().enumerate();
        let ways: Vec<Ways> =
            columns.map(|(column, decided)| Ways::of(table, column, &decided.target)).collect();
        for (decided, ways) in setup.columns.iter_mut().zip(&ways) {
            ways.settle(decided, known.is_some());
        }
        files.push(file(table, recognised, &setup, ways, header_key));
        setups.push(setup);
    }
    settle_names(&mut setups, tables);
    let places = stages::places(tables, &setups, &recognised, workspace, words);
    let currency = currency(tables, &setups, workspace, words);
    let mut setup = Setup {
        files: setups,
        pipelines: places.pipelines,
        stages: places.stages,
        names: BTreeMap::new(),
        currency,
        key: Key::ExternalId,
        uses_list_price: false,
        on_problem: OnProblem::LeaveRowOut,
    };
    if !setup.files.iter().any(|file| file.columns.iter().any(|it| it.target == Target::ExternalId)) {
        setup.key = Key::Title;
    }
    let (mut near, names) = near(tables, &setup, workspace);
    setup.names = presets(&near);
    near.truncate(MOST_NEAR);
    Proposal { setup, files, stage_rows: places.rows, near, names }
}

/// The decisions about a table to start from.
fn file_setup(table: &Table, recognised: &Recognised) -> FileSetup {
    let columns = recognised.columns.iter().map(|guess| ColumnSetup {
        target: guess.target.clone(),
        order: DateOrder::YearMonthDay,
        style: NumberStyle::Point,
        percent: PercentStyle::Percent,
        mark: guess.mark.and_then(|mark| mark.currencies().next()),
        power: guess.power,
    });
    let fields = if recognised.kind == Some(FileKind::ChangeLog) || is_field_list(recognised) {
        fields_of(table, &recognised.columns.iter().map(|guess| guess.target.clone()).collect::<Vec<_>>())
            .into_iter()
            .map(|(name, _)| (name.clone(), recognise::changed_field(&name)))
            .filter(|(_, target)| *target != Target::Skip)
            .collect()
    } else {
        BTreeMap::new()
    };
    FileSetup {
        source: source_name(recognised.source).to_owned(),
        kind: recognised.kind,
        columns: columns.collect(),
        names_of: recognised.names_of.clone(),
        fields,
    }
}

/// The ways to read a column of dates or numbers: looked at once, since that means reading every cell of it.
struct Ways {
    order: Option<Guess<DateOrder>>,
    style: Option<Guess<NumberStyle>>,
    percent: Option<Guess<PercentStyle>>,
}

impl Ways {
    fn of(table: &Table, column: usize, target: &Target) -> Self {
        let cells = || table.column(column);
        Self {
            order: is_date(target).then(|| values::guess_order(cells())),
            style: is_number(target).then(|| values::guess_style(table.written(column))),
            percent: (*target == Target::Probability)
                .then(|| values::guess_percent(cells().collect::<Vec<_>>())),
        }
    }

    /// Reads the column in the likeliest way. What was decided for another file with this header gives way only where this
    /// one can't be read like that.
    fn settle(&self, decided: &mut ColumnSetup, was_decided: bool) {
        fn set<T: Copy>(value: &mut T, guess: Option<&Guess<T>>, was_decided: bool) {
            if let Some(guess) = guess.filter(|guess| !was_decided || guess.is_certain()) {
                *value = guess.best();
            }
        }
        set(&mut decided.order, self.order.as_ref(), was_decided);
        set(&mut decided.style, self.style.as_ref(), was_decided);
        set(&mut decided.percent, self.percent.as_ref(), was_decided);
    }
}

/// A file that lists the options of fields has them by the field's name.
fn is_field_list(recognised: &Recognised) -> bool {
    recognised.kind == Some(FileKind::Names)
        && recognised.columns.iter().any(|guess| guess.target == Target::ChangedField)
}

/// Files of names that say not whose: those whose numbers are the stages or the people of the other files.
fn settle_names(setups: &mut [FileSetup], tables: &[&Table]) {
    let mut used: HashMap<Target, HashSet<String>> = HashMap::new();
    for (setup, table) in setups.iter().zip(tables) {
        for (column, decided) in setup.columns.iter().enumerate() {
            if matches!(setup.kind, Some(FileKind::Deals | FileKind::StageHistory))
                && matches!(
                    decided.target,
                    Target::Stage | Target::Owner | Target::Product | Target::LossReason
                )
            {
                let cells = table.column(column).map(|cell| cell.trim().to_owned());
                used.entry(decided.target.clone()).or_default().extend(cells);
            }
        }
    }
    for (setup, table) in setups.iter_mut().zip(tables) {
        if setup.kind != Some(FileKind::Names) || setup.names_of.is_some() || !setup.fields.is_empty() {
            continue;
        }
        let Some(id) = setup.columns.iter().position(|column| column.target == Target::ExternalId) else {
            continue;
        };
        let mut best: Option<(usize, &Target)> = None;
        for (target, numbers) in &used {
            let found = table.column(id).filter(|cell| numbers.contains(cell.trim())).count();
            if found * 2 > table.len() && best.is_none_or(|(most, _)| found > most) {
                best = Some((found, target));
            }
        }
        setup.names_of = best.map(|(_, target)| target.clone());
    }
}

/// What to know about a table.
fn file(
    table: &Table,
    recognised: &Recognised,
    setup: &FileSetup,
    ways: Vec<Ways>,
    header_key: String,
) -> File {
    let columns = ways.into_iter().enumerate().map(|(column, ways)| Column {
        header: table.headers().get(column).cloned().unwrap_or_default(),
        samples: samples(table, column),
        is_sure: recognised.columns.get(column).is_some_and(|guess| guess.confidence >= Confidence::Likely),
        orders: choices(ways.order),
        styles: choices(ways.style),
        percents: choices(ways.percent),
    });
    let targets: Vec<Target> = setup.columns.iter().map(|column| column.target.clone()).collect();
    File {
        name: match &table.sheet {
            Some(sheet) => format!("{} · {sheet}", table.name),
            None => table.name.clone(),
        },
        source: Some(recognised.source).filter(|source| *source != Source::Other),
        rows: table.len(),
        header_key,
        columns: columns.collect(),
        fields: if setup.kind == Some(FileKind::ChangeLog) { fields_of(table, &targets) } else { Vec::new() },
    }
}

/// The ways to read a column, where a person has to choose.
fn choices<T: Copy>(guess: Option<Guess<T>>) -> Vec<T> {
    match guess {
        Some(Guess::Ambiguous { likely, others }) => [vec![likely], others].concat(),
        Some(Guess::Contradictory { best, fits })
            if fits.iter().filter(|(_, count)| *count > 0).count() > 1 =>
        {
            let others = fits.iter().filter(|(_, count)| *count > 0).map(|(way, _)| *way);
            std::iter::once(best).chain(others.skip(1)).collect()
        }
        _ => Vec::new(),
    }
}

fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in table.column(column).take(CELLS_FOR_SAMPLES).map(str::trim).filter(|cell| !cell.is_empty()) {
        if samples.len() == SAMPLES {
            break;
        }
        let cell: String = cell.chars().take(60).collect();
        if !samples.contains(&cell) {
            samples.push(cell);
        }
    }
    samples
}

/// The fields that a log of changes names, with how often, the most frequent first.
fn fields_of(table: &Table, targets: &[Target]) -> Vec<(String, usize)> {
    let Some(column) = targets.iter().position(|target| *target == Target::ChangedField) else {
        return Vec::new();
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in table.column(column) {
        *counts.entry(cell.trim()).or_default() += 1;
    }
    let mut fields: Vec<(String, usize)> = counts
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    fields.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    fields
}

fn is_date(target: &Target) -> bool {
    matches!(
        target,
        Target::Created
            | Target::ExpectedClose
            | Target::Closed
            | Target::Won
            | Target::Lost
            | Target::Due
            | Target::ChangedAt
            | Target::Custom(_)
    )
}

fn is_number(target: &Target) -> bool {
    matches!(target, Target::Value | Target::ValueMicros | Target::Probability | Target::Custom(_))
}

/// How ids of a product are marked.
fn source_name(source: Source) -> &'static str {
    match source {
        Source::ZohoCrm => "zoho",
        Source::Bigin => "bigin",
        Source::Pipedrive => "pipedrive",
        Source::HubSpot => "hubspot",
        Source::Salesforce => "salesforce",
        Source::Odoo => "odoo",
        Source::Twenty => "twenty",
        Source::AtomicCrm => "atomic",
        Source::Cordys => "cordys",
        Source::Fairlead => crate::setup::OWN_SOURCE,
        Source::Other => "file",
    }
}

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
fn near(tables: &[&Table], setup: &Setup, workspace: &Workspace) -> (Vec<Near>, Vec<(NameKind, NameCount)>) {
    let mut found: BTreeMap<NameKind, BTreeMap<String, Found>> = BTreeMap::new();
    for (file, table) in setup.files.iter().zip(tables) {
        let Some(kind) = file.kind else { continue };
        for (column, decided) in file.columns.iter().enumerate() {
            let Some(name_kind) = name_kind(kind, &decided.target) else { continue };
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for cell in table.column(column).map(str::trim).filter(|cell| !cell.is_empty()) {
                *counts.entry(cell).or_default() += 1;
            }
            let names = found.entry(name_kind).or_default();
            for (name, rows) in counts {
                let entry = names.entry(names::exact_key(name)).or_insert_with(|| Found::new(name));
                entry.rows += rows;
                entry.is_listed |= kind != FileKind::Deals;
            }
        }
    }
    let mut near = Vec::new();
    let mut all = Vec::new();
    for (kind, names) in found {
        let known = records(kind, workspace);
        let keys: HashSet<String> = known.iter().map(|(name, _)| names::exact_key(name)).collect();
        let new: Vec<&Found> =
            names.iter().filter(|(key, _)| !keys.contains(*key)).map(|(_, name)| name).collect();
        all.push((kind, NameCount { all: names.len(), known: names.len() - new.len() }));
        near.extend(near_of(kind, &new, &known));
    }
    near.sort_by(|a, b| (a.kind, b.rows).cmp(&(b.kind, a.rows)));
    (near, all)
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
            });
        }
    }
    near
}

/// The names that differ in spaces, case or punctuation only stand for one, unless a person says otherwise.
fn presets(near: &[Near]) -> BTreeMap<NameKind, BTreeMap<String, NameSetup>> {
    let mut names: BTreeMap<NameKind, BTreeMap<String, NameSetup>> = BTreeMap::new();
    for near in near.iter().filter(|near| near.is_same) {
        let to = near.record.map_or_else(|| NameSetup::SameAs(near.other.clone()), NameSetup::Existing);
        names.entry(near.kind).or_default().insert(near.name.clone(), to);
    }
    names
}

/// The currency that most amounts of the files have. A workspace that has deals keeps its own.
fn currency(tables: &[&Table], setups: &[FileSetup], workspace: &Workspace, words: &Words) -> Currency {
    let own = workspace.settings.currency;
    if workspace.deals.iter().next().is_some() {
        return own;
    }
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for (setup, table) in setups.iter().zip(tables).filter(|(setup, _)| setup.kind == Some(FileKind::Deals)) {
        for (column, decided) in setup.columns.iter().enumerate() {
            match decided.target {
                Target::Currency => {
                    for mark in table.column(column).take(CELLS_FOR_CURRENCY).filter_map(values::currency) {
                        *counts.entry(mark.settle(words.currency)).or_default() += 1;
                    }
                }
                Target::Value => {
                    let cells = table.written(column).take(CELLS_FOR_CURRENCY);
                    let marks = cells.filter_map(|cell| values::number(cell, decided.style).ok()?.mark);
                    for mark in marks {
                        *counts.entry(mark.settle(words.currency)).or_default() += 1;
                    }
                    *counts.entry(decided.mark.unwrap_or(words.currency)).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(words.currency, |(currency, _)| currency)
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
