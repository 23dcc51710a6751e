//! Putting a proposal together.

use std::collections::{BTreeMap, HashMap, HashSet};

use sales::model::Workspace;
use sales::money::Currency;

use super::{Column, File, Proposal, Words, near, stages, twins};
use crate::recognise::{self, Confidence, Recognised, Source};
use crate::setup::{ColumnSetup, FileSetup, Key, OnProblem, Setup};
use crate::table::Table;
use crate::target::{FileKind, Target, makes_sense};
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
    let fields: Vec<&str> = workspace.fields_in_order().iter().map(|field| field.name.as_str()).collect();
    let recognised: Vec<Recognised> = tables
        .iter()
        .zip(told.clone())
        .map(|(table, told)| recognise::recognise_as(table, told, &fields))
        .collect();
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
        twins: Vec::new(),
        currency,
        key: Key::ExternalId,
        uses_list_price: false,
        on_problem: OnProblem::LeaveRowOut,
    };
    if setup.files.iter().all(|file| file.place(&Target::ExternalId).is_none()) {
        setup.key = Key::Title;
    }
    let (mut near, names) = near::near(tables, &setup, workspace);
    setup.names = near::presets(&near);
    near.truncate(MOST_NEAR);
    let mut twins = twins::twins(tables, &setup, workspace);
    setup.twins = twins::presets(&twins);
    // What is open is asked about first.
    twins.sort_by_key(|pair| (pair.is_same, pair.kind));
    twins.truncate(MOST_NEAR);
    near.extend(twins);
    Proposal { setup, files, stage_rows: places.rows, near, names }
}

/// The decisions about a table to start from.
fn file_setup(table: &Table, recognised: &Recognised) -> FileSetup {
    let columns = recognised.columns.iter().map(|guess| ColumnSetup {
        // What is recognised and goes nowhere is told as left out, and not as taken.
        target: recognised
            .kind
            .filter(|kind| !makes_sense(*kind, &guess.target))
            .map_or_else(|| guess.target.clone(), |_| Target::Skip),
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
        source: recognised.source.mark().to_owned(),
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
                let cells = table.column(column).map(str::to_owned);
                used.entry(decided.target.clone()).or_default().extend(cells);
            }
        }
    }
    for (setup, table) in setups.iter_mut().zip(tables) {
        if setup.kind != Some(FileKind::Names) || setup.names_of.is_some() || !setup.fields.is_empty() {
            continue;
        }
        let Some(id) = setup.place(&Target::ExternalId) else { continue };
        let mut best: Option<(usize, &Target)> = None;
        for (target, numbers) in &used {
            let found = table.column(id).filter(|cell| numbers.contains(*cell)).count();
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
    for cell in table.column(column).take(CELLS_FOR_SAMPLES).filter(|cell| !cell.is_empty()) {
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
        *counts.entry(cell).or_default() += 1;
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
            | Target::Done
            | Target::NurtureUntil
            | Target::ChangedAt
            | Target::Custom(_)
    )
}

fn is_number(target: &Target) -> bool {
    matches!(target, Target::Value | Target::ValueMicros | Target::Probability | Target::Custom(_))
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
