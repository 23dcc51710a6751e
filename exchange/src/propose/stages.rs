//! Which pipelines and stages the files name, and where they lead.

use std::collections::{BTreeMap, HashMap};

use sales::ids::PipelineId;
use sales::model::{Stage, Workspace};

use super::Words;
use crate::names::key;
use crate::plan::{Found, Numbers, stage_of};
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
    let (found, home) = found(tables, setups, &numbers, workspace);
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
        let to = to.or_else(|| {
            // Histories of deals that are there lead into the pipeline that those are in.
            let home = home.filter(|_| pipeline.is_empty())?;
            Some(workspace.usable_stages_of(home)).filter(|stages| !stages.is_empty())
        });
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

/// The stages of each pipeline, with the number of rows that have them, in the order they are met.
type Stages = BTreeMap<String, Vec<(String, usize)>>;

/// The stages that the files name; and the pipeline of deals that are there and that a history tells stages of which are
/// not in their pipeline.
fn found(
    tables: &[&Table],
    setups: &[FileSetup],
    numbers: &Numbers,
    workspace: &Workspace,
) -> (Stages, Option<PipelineId>) {
    let mut found = Stages::new();
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
    let home = of_histories(tables, setups, numbers, workspace, &mut found);
    (found, home)
}

/// Adds the stages that a history has and the deals no longer do, in the pipelines that the deals are in. Stages that are
/// in the pipeline of a deal that is there leave nothing to decide.
fn of_histories(
    tables: &[&Table],
    setups: &[FileSetup],
    numbers: &Numbers,
    workspace: &Workspace,
    found: &mut Stages,
) -> Option<PipelineId> {
    let is_history = |setup: &&FileSetup| setup.kind == Some(FileKind::StageHistory);
    if !setups.iter().any(|setup| is_history(&setup)) {
        return None;
    }
    let pipelines = Pipelines::of(tables, setups);
    let there = Found::new(workspace, &[]);
    let mut home = None;
    let mut known: HashMap<(PipelineId, String), bool> = HashMap::new();
    for (setup, table) in setups.iter().zip(tables).filter(|(setup, _)| is_history(setup)) {
        let places =
            [Target::DealId, Target::Deal, Target::Pipeline, Target::Stage].map(|of| setup.place(&of));
        for row in table.rows() {
            let [id, title, pipeline, stage] =
                places.map(|column| column.map_or("", |column| row.cell(column)));
            if stage.is_empty() {
                continue;
            }
            let named = Some(pipeline).filter(|name| !name.is_empty() && found.contains_key(*name));
            if let Some(pipeline) = named.or_else(|| pipelines.find(id, title)) {
                count(stages_of(found, pipeline), stage, numbers, 0);
                continue;
            }
            let deal = there.deal(&setup.source, id, title).ok().flatten();
            let deal = deal.and_then(|deal| workspace.deals.live(deal.id));
            let of = deal.and_then(|deal| workspace.pipeline_of(deal));
            if let Some(of) = of {
                let name = numbers.name(&Target::Stage, stage);
                let is_there = known
                    .entry((of, name.to_owned()))
                    .or_insert_with(|| stage_of(workspace, of, name).is_some());
                if !*is_there {
                    home = home.or(Some(of));
                    count(stages_of(found, ""), stage, numbers, 0);
                }
            } else if let Some(stages) = found.get_mut("") {
                count(stages, stage, numbers, 0);
            }
        }
    }
    home
}

/// The pipelines of the deals of the files.
#[derive(Default)]
struct Pipelines<'t> {
    by_id: HashMap<&'t str, &'t str>,
    by_title: HashMap<String, &'t str>,
}

impl<'t> Pipelines<'t> {
    fn of(tables: &[&'t Table], setups: &[FileSetup]) -> Self {
        let mut all = Self::default();
        let files = setups.iter().zip(tables).filter(|(setup, _)| setup.kind == Some(FileKind::Deals));
        for (setup, table) in files {
            let places = [Target::ExternalId, Target::Name, Target::Pipeline].map(|of| setup.place(&of));
            for row in table.rows() {
                let [id, title, pipeline] = places.map(|column| column.map_or("", |column| row.cell(column)));
                if !id.is_empty() {
                    all.by_id.entry(id).or_insert(pipeline);
                }
                if !title.is_empty() {
                    all.by_title.entry(key(title)).or_insert(pipeline);
                }
            }
        }
        all
    }

    fn find(&self, id: &str, title: &str) -> Option<&'t str> {
        let by_title = || if title.is_empty() { None } else { self.by_title.get(&key(title)) };
        self.by_id.get(id).filter(|_| !id.is_empty()).or_else(by_title).copied()
    }
}

fn stages_of<'f>(found: &'f mut Stages, pipeline: &str) -> &'f mut Vec<(String, usize)> {
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
