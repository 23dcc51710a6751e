//! What the tests of the import begin with.

use std::collections::BTreeMap;

use exchange::setup::{FileSetup, Key, OnProblem, PipelineSetup, Setup, StageRow, StageSetup};
use exchange::target::FileKind;
use sales::model::StageKind;
use sales::money::Currency;

/// A new open stage.
pub(super) fn new_stage(name: &str) -> StageSetup {
    StageSetup::New { name: name.to_owned(), kind: StageKind::Open, probability: 50 }
}

/// Where a stage of a file leads.
pub(super) fn row(pipeline: &str, stage: &str, to: StageSetup) -> StageRow {
    StageRow { pipeline: pipeline.to_owned(), stage: stage.to_owned(), to }
}

/// A new pipeline, without stages of its own.
pub(super) fn new_pipeline(name: &str) -> PipelineSetup {
    PipelineSetup::New { name: name.to_owned(), stages: Default::default() }
}

/// A file without columns.
pub(super) fn file(kind: Option<FileKind>) -> FileSetup {
    FileSetup { source: String::new(), kind, columns: Vec::new(), names_of: None, fields: BTreeMap::new() }
}

/// What is decided about no files: pipelines by what they are called there and here, and stages.
pub(super) fn setup(pipelines: &[(&str, &str)], stages: Vec<StageRow>) -> Setup {
    let pipelines = pipelines.iter().map(|(there, here)| ((*there).to_owned(), new_pipeline(here)));
    Setup {
        files: Vec::new(),
        pipelines: pipelines.collect(),
        stages,
        names: BTreeMap::new(),
        twins: Vec::new(),
        currency: Currency::CNY,
        key: Key::ExternalId,
        uses_list_price: false,
        on_problem: OnProblem::LeaveRowOut,
    }
}
