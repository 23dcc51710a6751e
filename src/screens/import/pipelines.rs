//! Where the deals of a pipeline go.

use exchange::names::key;
use exchange::setup::{PipelineSetup, Setup, StageRow, StageSetup};
use leptos::prelude::*;
use sales::ids::PipelineId;
use sales::model::{Stage, StageKind, Workspace};

use super::parts::{NameInput, Options, Select, fault, fault_id};
use super::stages;
use super::wizard::Wizard;
use crate::text::{fill, t};

/// What stands for a new one in a choice of those that are there.
pub(super) const NEW: &str = "new";

/// A pipeline of the files on the screen, with its stages.
pub(super) fn view(wizard: Wizard, value: String) -> AnyView {
    let texts = t().import_values();
    let title = if value.is_empty() {
        texts.stages.to_owned()
    } else {
        fill(texts.stages_of, &[("pipeline", &value)])
    };
    let hook = value.clone();
    let goes_to = {
        let value = value.clone();
        Memo::new(move |_| to(wizard, &value))
    };
    let id = field_id(&value);
    let mut options: Vec<(String, String)> = wizard.ui.store.with(|workspace| {
        let rows = workspace.pipelines_in_order().into_iter().filter(|row| !row.archived);
        rows.map(|row| (row.id.to_string(), row.name.clone())).collect()
    });
    options.push((NEW.to_owned(), texts.new_pipeline.to_owned()));
    let select = {
        let value = value.clone();
        Select {
            id: id.clone(),
            label: String::new(),
            groups: vec![Options::plain(options)],
            chosen: Signal::derive(move || {
                goes_to.with(|to| match to {
                    Some(PipelineSetup::Existing(id)) => id.to_string(),
                    _ => NEW.to_owned(),
                })
            }),
            set: Callback::new(move |code: String| choose(wizard, &value, code.parse().ok())),
        }
    };
    let is_new = Memo::new(move |_| goes_to.with(|to| matches!(to, Some(PipelineSetup::New { .. }))));
    let name = {
        let value = value.clone();
        move || is_new.get().then(|| new_name(wizard, value.clone()))
    };
    let heading = format!("{id}-heading");
    let labelled_by = heading.clone();
    view! {
        <section class="import-table" aria-labelledby=labelled_by data-pipeline=hook>
            <h3 id=heading dir="auto">
                {title}
            </h3>
            <div class="box">
                <div class="setting">
                    <label class="setting-text strong" for=id>
                        {texts.goes_to}
                    </label>
                    {select.view()}
                    {name}
                </div>
                {stages::view(wizard, value)}
            </div>
        </section>
    }
    .into_any()
}

/// The id of the field of a pipeline. Names may hold anything, so their letters stand in it as numbers.
fn field_id(value: &str) -> String {
    let letters: Vec<String> = value.chars().map(|letter| format!("{:x}", u32::from(letter))).collect();
    format!("import-pipeline-{}", letters.join("-"))
}

fn to(wizard: Wizard, value: &str) -> Option<PipelineSetup> {
    wizard.setup.with(|setup| setup.as_ref()?.pipelines.get(value).cloned())
}

/// The name of a new pipeline.
fn new_name(wizard: Wizard, value: String) -> AnyView {
    let texts = t().import_values();
    let id = format!("{}-name", field_id(&value));
    let name = {
        let value = value.clone();
        Memo::new(move |_| match to(wizard, &value) {
            Some(PipelineSetup::New { name, .. }) => name,
            _ => String::new(),
        })
    };
    let is_blank = move || name.with(|name| name.trim().is_empty());
    let error = Signal::derive(move || is_blank().then_some(texts.blank_name));
    let error_id = fault_id(&id);
    let input = NameInput {
        id,
        label: texts.pipeline_name,
        placeholder: None,
        name: name.into(),
        error,
        set: Callback::new(move |typed| {
            wizard.decide(|setup| {
                if let Some(PipelineSetup::New { name, .. }) = setup.pipelines.get_mut(&value) {
                    *name = typed;
                }
            });
        }),
    };
    view! {
        {input.view()}
        {fault(error_id, error)}
    }
    .into_any()
}

/// Lets the deals of a pipeline go into one that is there, or into a new one.
fn choose(wizard: Wizard, value: &str, pipeline: Option<PipelineId>) {
    let [name, open, won, lost] = t().import().new_names.map(str::to_owned);
    let name = if value.is_empty() { name } else { value.to_owned() };
    let to = pipeline.map_or(PipelineSetup::New { name, stages: [open, won, lost] }, PipelineSetup::Existing);
    wizard.ui.store.with(|workspace| wizard.decide(|setup| redirect(setup, workspace, value, to)));
}

/// Lets a pipeline lead elsewhere: stages of the same name are found there, the others become new ones.
pub(super) fn redirect(setup: &mut Setup, workspace: &Workspace, value: &str, to: PipelineSetup) {
    let there = match &to {
        PipelineSetup::Existing(id) => workspace.usable_stages_of(*id),
        PipelineSetup::New { .. } => Vec::new(),
    };
    for row in setup.stages.iter_mut().filter(|row| row.pipeline == value) {
        row.to = among(&there, row, workspace);
    }
    setup.pipelines.insert(value.to_owned(), to);
}

/// The stage of a row's name among these; or else a new one.
fn among(there: &[&Stage], row: &StageRow, workspace: &Workspace) -> StageSetup {
    let same = there.iter().find(|stage| key(&stage.name) == key(&row.stage));
    same.map_or_else(|| as_new(row, workspace), |stage| StageSetup::Existing(stage.id))
}

/// Leads stages that go to another pipeline than their deals do into that of the deals.
pub(super) fn keep_in_pipelines(setup: &mut Setup, workspace: &Workspace) {
    let Setup { pipelines, stages, .. } = setup;
    for row in stages {
        let (StageSetup::Existing(id), Some(to)) = (&row.to, pipelines.get(&row.pipeline)) else { continue };
        let pipeline = match to {
            PipelineSetup::Existing(pipeline) => Some(*pipeline),
            PipelineSetup::New { .. } => None,
        };
        let of_stage = workspace.stages.get(*id).map(|stage| stage.pipeline);
        if pipeline.is_none() || of_stage != pipeline {
            let there = pipeline.map_or_else(Vec::new, |pipeline| workspace.usable_stages_of(pipeline));
            row.to = among(&there, row, workspace);
        }
    }
}

/// A new stage for a row, like the one that it led to.
pub(super) fn as_new(row: &StageRow, workspace: &Workspace) -> StageSetup {
    match &row.to {
        StageSetup::Existing(id) => {
            let stage = workspace.stages.get(*id);
            StageSetup::New {
                name: row.stage.clone(),
                kind: stage.map_or(StageKind::Open, |stage| stage.kind),
                probability: stage.map_or(50, |stage| stage.probability),
            }
        }
        new @ StageSetup::New { .. } => new.clone(),
    }
}
