//! Which pipelines and stages the files name, and where they lead.

use std::collections::BTreeMap;

use sales::model::{Stage, Workspace};

use super::Words;
use crate::names::key;
use crate::plan::Numbers;
use crate::recognise::{self, Recognised};
use crate::setup::{FileSetup, PipelineSetup, StageRow, StageSetup};
use crate::table::Table;
use crate::target::{FileKind, Target};

/// Where everything leads, to start from.
pub(super) struct Places {
    pub(super) pipelines: BTreeMap<String, PipelineSetup>,
    pub(super) stages: Vec<StageRow>,
    /// How many rows have each stage.
    pub(super) rows: Vec<usize>,
}

pub(super) fn places(
    tables: &[&Table],
    setups: &[FileSetup],
    recognised: &[Recognised],
    workspace: &Workspace,
    words: &Words,
) -> Places {
    let numbers = Numbers::of(setups.iter().zip(tables.iter().copied()));
    let found = found(tables, setups, &numbers);
    let source = recognised
        .iter()
        .find(|file| matches!(file.kind, Some(FileKind::Deals | FileKind::ChangeLog)))
        .map_or(recognise::Source::Other, |file| file.source);
    let mut places = Places { pipelines: BTreeMap::new(), stages: Vec::new(), rows: Vec::new() };
    for (pipeline, stages) in found {
        let names: Vec<&str> = stages.iter().map(|(name, _)| name.as_str()).collect();
        let order = numbers.order(&Target::Stage);
        let names = if order.is_empty() { by_chance(&names, source) } else { by_number(&names, order) };
        let to = if names.is_empty() { called(workspace, &pipeline) } else { like(workspace, &names) };
        let guesses = recognise::guess_stages(names.iter().copied(), source);
        for (name, guess) in names.iter().zip(guesses) {
            let known = to.iter().flatten().find(|stage| key(&stage.name) == key(name));
            let to = match known {
                Some(stage) => StageSetup::Existing(stage.id),
                None => StageSetup::New {
                    name: (*name).to_owned(),
                    kind: guess.kind,
                    probability: guess.probability,
                },
            };
            places.stages.push(StageRow { pipeline: pipeline.clone(), stage: (*name).to_owned(), to });
            places.rows.push(stages.iter().find(|(other, _)| other == name).map_or(0, |(_, rows)| *rows));
        }
        let setup = match to.as_ref().and_then(|stages| stages.first()) {
            Some(stage) => PipelineSetup::Existing(stage.pipeline),
            None => PipelineSetup::New {
                name: if pipeline.is_empty() { words.pipeline.clone() } else { pipeline.clone() },
                stages: words.stages.clone(),
            },
        };
        places.pipelines.insert(pipeline, setup);
    }
    places
}

/// The names in the order that their stages most likely have.
fn by_chance<'n>(names: &[&'n str], source: recognise::Source) -> Vec<&'n str> {
    let guesses = recognise::guess_stages(names.iter().copied(), source);
    recognise::in_order(&guesses).into_iter().map(|place| names[place]).collect()
}

fn by_number<'n>(names: &[&'n str], order: &[String]) -> Vec<&'n str> {
    let mut names = names.to_vec();
    names.sort_by_key(|name| order.iter().position(|other| other == name).unwrap_or(usize::MAX));
    names
}

/// The stages that the files name, by pipeline, with the number of rows that have them, in the order they are met.
fn found(
    tables: &[&Table],
    setups: &[FileSetup],
    numbers: &Numbers,
) -> BTreeMap<String, Vec<(String, usize)>> {
    let mut found: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (setup, table) in setups.iter().zip(tables) {
        let place = |target: Target| setup.place(&target);
        match setup.kind {
            Some(FileKind::Deals) => {
                let (stage, pipeline) = (place(Target::Stage), place(Target::Pipeline));
                for row in table.rows() {
                    let pipeline = pipeline.map_or("", |column| row.cell(column));
                    let stages = stages_of(&mut found, pipeline);
                    count(stages, stage.map_or("", |column| row.cell(column)), numbers, 1);
                }
            }
            // Stages that a history has and the deals no longer do.
            Some(FileKind::StageHistory) => {
                let (stage, pipeline) = (place(Target::Stage), place(Target::Pipeline));
                for row in table.rows() {
                    let pipeline = pipeline.map_or("", |column| row.cell(column));
                    let pipeline = if found.contains_key(pipeline) { pipeline } else { "" };
                    let stages = stages_of(&mut found, pipeline);
                    count(stages, stage.map_or("", |column| row.cell(column)), numbers, 0);
                }
            }
            Some(FileKind::ChangeLog) => {
                let (field, value) = (place(Target::ChangedField), place(Target::NewValue));
                let (Some(field), Some(value)) = (field, value) else { continue };
                let stages = stages_of(&mut found, "");
                for row in table.rows() {
                    if setup.fields.get(row.cell(field)) == Some(&Target::Stage) {
                        count(stages, row.cell(value), numbers, 1);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn stages_of<'f>(
    found: &'f mut BTreeMap<String, Vec<(String, usize)>>,
    pipeline: &str,
) -> &'f mut Vec<(String, usize)> {
    found.entry(pipeline.to_owned()).or_default()
}

fn count(stages: &mut Vec<(String, usize)>, stage: &str, numbers: &Numbers, rows: usize) {
    let name = numbers.name(&Target::Stage, stage);
    if name.is_empty() {
        return;
    }
    match stages.iter_mut().find(|(known, _)| known == name) {
        Some((_, count)) => *count += rows,
        None => stages.push((name.to_owned(), rows)),
    }
}

/// The stages of the pipeline for deals that name no stage: the one of this name, and without a name the first.
fn called<'w>(workspace: &'w Workspace, name: &str) -> Option<Vec<&'w Stage>> {
    let pipelines = workspace.pipelines_in_order();
    let found = pipelines
        .into_iter()
        .filter(|pipeline| !pipeline.archived)
        .find(|pipeline| name.is_empty() || key(&pipeline.name) == key(name))?;
    Some(workspace.usable_stages_of(found.id))
}

/// The stages of the pipeline that has the most of these names, if it has at least half of them.
fn like<'w>(workspace: &'w Workspace, names: &[&str]) -> Option<Vec<&'w Stage>> {
    let best = workspace
        .pipelines_in_order()
        .into_iter()
        .filter(|pipeline| !pipeline.archived)
        .map(|pipeline| {
            let stages = workspace.usable_stages_of(pipeline.id);
            let shared =
                names.iter().filter(|name| stages.iter().any(|stage| key(&stage.name) == key(name))).count();
            (shared, stages)
        })
        .max_by_key(|(shared, _)| *shared)?;
    (best.0 > 0 && best.0 * 2 >= names.len()).then_some(best.1)
}
