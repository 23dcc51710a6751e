//! The process of a pipeline as a file of its own: one JSON text that people can read, with names in the place of ids, so
//! that it means the same in another workspace.
//!
//! ```text
//! {"fairlead":"process","v":1,"name":"Sales","stages":[
//!   {"name":"Lead","kind":"open","probability":10,"limit_days":14,"guidance":"…",
//!    "checklist":[{"kind":"call","subject":"First call","due_days":1}],
//!    "exit":[{"field":"value","force":"block"}],"from":null,"skipping":true,"back":true}]}
//! ```
//!
//! A later version may add fields, and raises `v` only where an older reader would go wrong. What a reader does not know, such as a kind of
//! requirement, is refused by its name: half a process would be another one.

mod takeover;

use sales::ids::{PipelineId, StageId};
use sales::model::{
    ActivityKind, Criterion, DealField, Force, Requirement, Stage, StageKind, Task, TaskOwner, Workspace,
};
use serde::{Deserialize, Serialize};

pub use self::takeover::{Takeover, as_pipeline, refusal, take_over};

/// The version of the form that this build writes.
pub const FORMAT: u32 = 1;

/// The longest text that is looked at; a process takes a few kilobytes.
const MAX_BYTES: usize = 2_000_000;

/// A process that was read, or is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessFile {
    /// What it is: always `process`.
    fairlead: String,
    /// The version of the form.
    v: u32,
    /// The name of the pipeline.
    pub name: String,
    /// Its stages, in order.
    pub stages: Vec<FileStage>,
}

impl ProcessFile {
    /// Whether a stage names the stages it takes deals from.
    pub fn names_ways(&self) -> bool {
        self.stages.iter().any(|stage| stage.from.is_some())
    }
}

/// A stage in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStage {
    /// Its name.
    pub name: String,
    kind: String,
    #[serde(default)]
    probability: u8,
    #[serde(default)]
    limit_days: Option<u16>,
    #[serde(default)]
    guidance: String,
    #[serde(default)]
    checklist: Vec<FileTask>,
    #[serde(default)]
    exit: Vec<FileRule>,
    /// The names of the stages it takes deals from.
    #[serde(default)]
    from: Option<Vec<String>>,
    #[serde(default = "yes")]
    skipping: bool,
    #[serde(default = "yes")]
    back: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileTask {
    kind: String,
    /// The name of a kind of the team's own, where `kind` is `own`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own: Option<String>,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    due_days: Option<u16>,
    /// `deal`, `nobody` or `person`.
    #[serde(default = "of_the_deal")]
    owner: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<String>,
}

fn of_the_deal() -> String {
    "deal".to_owned()
}

/// What is asked for: one of the first four.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct FileRule {
    /// `value`, `owner` …, or `custom`, which `custom` names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    custom: Option<String>,
    /// A kind of activity, `own` by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    checklist: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    range: Option<FileRange>,
    force: String,
    /// What a newer version wrote besides.
    #[serde(flatten, skip_serializing)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileRange {
    currency: String,
    #[serde(default)]
    at_least: Option<i64>,
    #[serde(default)]
    at_most: Option<i64>,
}

/// Why a text is no process that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessError {
    /// It is something else.
    NotAProcess,
    /// It is of a newer version of the form.
    Newer(u32),
    /// It is a process, and something in it is not as it has to be.
    Damaged(String),
    /// It has something that this version does not know.
    Unknown(String),
}

const KINDS: [(ActivityKind, &str); 6] = [
    (ActivityKind::Call, "call"),
    (ActivityKind::Meeting, "meeting"),
    (ActivityKind::Email, "email"),
    (ActivityKind::Task, "task"),
    (ActivityKind::Visit, "visit"),
    (ActivityKind::Demo, "demo"),
];

/// What the fields that every deal has are called in the file; custom ones apart.
pub const FIELDS: [(DealField, &str); 8] = [
    (DealField::Organisation, "organisation"),
    (DealField::Contact, "contact"),
    (DealField::Segment, "segment"),
    (DealField::Owner, "owner"),
    (DealField::Value, "value"),
    (DealField::ExpectedClose, "expected_close"),
    (DealField::Source, "source"),
    (DealField::Product, "product"),
];

const STAGE_KINDS: [(StageKind, &str); 3] =
    [(StageKind::Open, "open"), (StageKind::Won, "won"), (StageKind::Lost, "lost")];

const FORCES: [(Force, &str); 2] = [(Force::Block, "block"), (Force::Warn, "warn")];

fn word<T: PartialEq>(table: &[(T, &'static str)], of: &T) -> String {
    table.iter().find(|row| row.0 == *of).map_or("", |row| row.1).to_owned()
}

fn known<T: Copy>(table: &[(T, &'static str)], word: &str) -> Result<T, ProcessError> {
    let row = table.iter().find(|row| row.1 == word);
    row.map(|row| row.0).ok_or_else(|| ProcessError::Unknown(word.to_owned()))
}

/// The process of a pipeline as the text of a file.
pub fn write(workspace: &Workspace, pipeline: PipelineId) -> String {
    let name = workspace.pipelines.get(pipeline).map(|row| row.name.clone()).unwrap_or_default();
    let stages = workspace.usable_stages_of(pipeline);
    let file = ProcessFile {
        fairlead: "process".to_owned(),
        v: FORMAT,
        name,
        stages: stages.into_iter().map(|stage| write_stage(workspace, stage)).collect(),
    };
    // Strings and numbers alone always become a text.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

fn write_stage(workspace: &Workspace, stage: &Stage) -> FileStage {
    let kind = |kind: ActivityKind| match kind {
        ActivityKind::Own(id) => ("own".to_owned(), workspace.choices.get(id).map(|row| row.name.clone())),
        kind => (word(&KINDS, &kind), None),
    };
    let task = |task: &Task| {
        let (kind, own) = kind(task.kind);
        let (owner, person) = match task.owner {
            TaskOwner::Deal => ("deal", None),
            TaskOwner::Nobody => ("nobody", None),
            TaskOwner::Person(id) => ("person", workspace.people.get(id).map(|row| row.name.clone())),
        };
        FileTask {
            kind,
            own,
            subject: task.subject.clone(),
            due_days: task.due_days,
            owner: owner.to_owned(),
            person,
        }
    };
    let rule = |rule: &Criterion| {
        let mut row = FileRule { force: word(&FORCES, &rule.force), ..FileRule::default() };
        match rule.wants {
            Requirement::Field(DealField::Custom(id)) => {
                row.field = Some("custom".to_owned());
                row.custom = workspace.fields.get(id).map(|row| row.name.clone());
            }
            Requirement::Field(field) => row.field = Some(word(&FIELDS, &field)),
            Requirement::Checklist => row.checklist = true,
            Requirement::Done(own) => {
                let (kind, own) = kind(own);
                (row.done, row.own) = (Some(kind), own);
            }
            Requirement::Value { currency, at_least, at_most } => {
                row.range = Some(FileRange { currency: currency.to_string(), at_least, at_most });
            }
        }
        row
    };
    let named = |from: &Vec<StageId>| {
        let stages = from.iter().filter_map(|id| workspace.stages.live(*id));
        stages.map(|stage| stage.name.clone()).collect()
    };
    FileStage {
        name: stage.name.clone(),
        kind: word(&STAGE_KINDS, &stage.kind),
        probability: stage.probability,
        limit_days: stage.limit_days,
        guidance: stage.guidance.clone(),
        checklist: stage.checklist.iter().map(task).collect(),
        exit: stage.exit.iter().map(rule).collect(),
        from: stage.arrivals.from.as_ref().map(named),
        skipping: stage.arrivals.skipping,
        back: stage.arrivals.back,
    }
}

/// Reads the text of a file.
///
/// # Errors
/// Where it is none, of a newer version, damaged, or has something in it that this version does not know.
pub fn read(text: &str) -> Result<ProcessFile, ProcessError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MAX_BYTES {
        return Err(ProcessError::NotAProcess);
    }
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| ProcessError::NotAProcess)?;
    if value.get("fairlead").and_then(|what| what.as_str()) != Some("process") {
        return Err(ProcessError::NotAProcess);
    }
    let version = value.get("v").and_then(serde_json::Value::as_u64).unwrap_or(0);
    let version = u32::try_from(version).unwrap_or(u32::MAX);
    if version > FORMAT {
        return Err(ProcessError::Newer(version));
    }
    let file: ProcessFile =
        serde_json::from_value(value).map_err(|error| ProcessError::Damaged(error.to_string()))?;
    for stage in &file.stages {
        known(&STAGE_KINDS, &stage.kind)?;
        for task in &stage.checklist {
            Word::of(&task.kind, task.own.as_ref())?;
            if !["deal", "nobody", "person"].contains(&task.owner.as_str()) {
                return Err(ProcessError::Unknown(task.owner.clone()));
            }
        }
        for rule in &stage.exit {
            known(&FORCES, &rule.force)?;
            rule.check()?;
        }
    }
    Ok(file)
}

/// A kind of activity as the file names it.
enum Word<'a> {
    Common(ActivityKind),
    Own(&'a str),
}

impl<'a> Word<'a> {
    fn of(kind: &str, own: Option<&'a String>) -> Result<Self, ProcessError> {
        match own {
            Some(name) if kind == "own" && !name.trim().is_empty() => Ok(Self::Own(name.trim())),
            _ => known(&KINDS, kind).map(Self::Common),
        }
    }
}

impl FileRule {
    /// Whether it asks for one thing that is known.
    fn check(&self) -> Result<(), ProcessError> {
        if let Some(name) = self.more.keys().next() {
            return Err(ProcessError::Unknown(name.clone()));
        }
        match (&self.field, &self.done, self.checklist, &self.range) {
            (Some(field), None, false, None) => {
                if field != "custom" {
                    known(&FIELDS, field)?;
                }
                Ok(())
            }
            (None, Some(done), false, None) => Word::of(done, self.own.as_ref()).map(|_| ()),
            (None, None, true, None) => Ok(()),
            (None, None, false, Some(range)) => match range.currency.parse::<sales::money::Currency>() {
                Ok(_) => Ok(()),
                Err(_) => Err(ProcessError::Unknown(range.currency.clone())),
            },
            _ => Err(ProcessError::Damaged("exit".to_owned())),
        }
    }
}
