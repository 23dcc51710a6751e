//! A dashboard as a file of its own: one JSON text.
//!
//! ```text
//! {"fairlead":"dashboard","v":1,"name":"Monday","widgets":[
//!   {"shows":"funnel","question":"period=quarter","filter":"tag=…","columns":2,"rows":2}]}
//! ```
//!
//! Questions and filters stand in it as in an address. What a widget shows is a name; one that the reader does not know is kept, and the screen says so
//! in its place: a dashboard with a gap is better than none. The same goes for what else of a widget can't be understood here: entries and conditions of
//! a later version, people, tags or a pipeline of another workspace. Such a widget keeps the text of the file, which [`understood`] reads anew and
//! [`write`] gives back. What the question of a widget says, the screens know. A later version raises `v` only where an older reader would go wrong.

use sales::ids::{IdSource, PipelineId, WidgetId};
use sales::model::{Asked, Dashboard, GroupBy, Widget, Workspace};
use sales::query::Filter;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The version of the form that this build writes.
pub const FORMAT: u32 = 1;

/// The longest text that is looked at; a dashboard takes a few kilobytes.
pub const MAX_BYTES: usize = 2_000_000;

/// The most widgets that are read; the rules of the core allow fewer.
const MAX_WIDGETS: usize = 1_000;

#[derive(Serialize, Deserialize)]
struct File {
    fairlead: String,
    v: u32,
    #[serde(default)]
    name: String,
    #[serde(default)]
    widgets: Vec<Value>,
    /// What a later version says of a dashboard.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct FileWidget {
    shows: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    question: String,
    /// The name of the pipeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pipeline: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    filter: String,
    #[serde(default = "one")]
    columns: u8,
    #[serde(default = "one")]
    rows: u8,
    /// What a later version says of a widget.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

fn one() -> u8 {
    1
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The name in the file; blank where there is none.
    pub name: String,
    /// The widgets, with new ids. Those that were not understood wholly have [`Widget::kept`].
    pub widgets: Vec<Widget>,
    /// The names of what the file says of the dashboard as a whole and this version does not know.
    pub unknown: Vec<String>,
}

/// A part of a widget that can't be made sense of here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Puzzle {
    /// An entry that this version does not know, by its name.
    Entry(String),
    /// A condition that this version does not know, as it stands: `mood=good`.
    Condition(String),
    /// A condition on records that are not in this workspace, by its name in an address: `owner`.
    Strangers(&'static str),
    /// A pipeline that is not in this workspace, by its name.
    Pipeline(String),
}

/// Why a text is no dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DashboardError {
    /// It is something else, damaged, or far too long.
    NotOne,
    /// A newer version of the app wrote it in a form that this one cannot read.
    Newer(u32),
}

/// A dashboard as a text. Widgets that were not understood stand in it as they did in the file they came from.
pub fn write(workspace: &Workspace, dashboard: &Dashboard) -> String {
    let file = File {
        fairlead: "dashboard".to_owned(),
        v: FORMAT,
        name: dashboard.name.clone(),
        widgets: dashboard.widgets.iter().map(|row| entry(workspace, row)).collect(),
        rest: Map::new(),
    };
    // Texts and numbers only: there is nothing that JSON could not say.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// A widget in a file.
fn entry(workspace: &Workspace, row: &Widget) -> Value {
    if let Ok(Value::Object(mut kept)) = serde_json::from_str::<Value>(&row.kept) {
        // Title and size may have been changed here since.
        let as_it_came = serde_json::from_value::<FileWidget>(Value::Object(kept.clone())).ok();
        let differs = |is_same: fn(&FileWidget, &Widget) -> bool| {
            as_it_came.as_ref().is_none_or(|before| !is_same(before, row))
        };
        if differs(|before, row| before.title == row.title) {
            kept.insert("title".to_owned(), row.title.clone().into());
        }
        if differs(|before, row| before.columns == row.columns) {
            kept.insert("columns".to_owned(), row.columns.into());
        }
        if differs(|before, row| before.rows == row.rows) {
            kept.insert("rows".to_owned(), row.rows.into());
        }
        return Value::Object(kept);
    }
    let widget = FileWidget {
        shows: row.asked.shows.clone(),
        title: row.title.clone(),
        question: row.asked.question.clone(),
        pipeline: row.asked.pipeline.and_then(|id| workspace.pipelines.live(id)).map(|row| row.name.clone()),
        filter: row.asked.filter.to_address(GroupBy::Nothing),
        columns: row.columns,
        rows: row.rows,
        rest: Map::new(),
    };
    serde_json::to_value(widget).unwrap_or_default()
}

/// Reads what [`write`] wrote, here or in another workspace.
///
/// # Errors
/// [`DashboardError`] where the text is none, or of a form that is newer.
pub fn read(workspace: &Workspace, text: &str, ids: &mut dyn IdSource) -> Result<Draft, DashboardError> {
    #[derive(Deserialize)]
    struct Head {
        fairlead: String,
        v: u32,
    }
    if text.len() > MAX_BYTES {
        return Err(DashboardError::NotOne);
    }
    let text = text.trim_start_matches('\u{feff}');
    let head: Head = serde_json::from_str(text).map_err(|_| DashboardError::NotOne)?;
    if head.fairlead != "dashboard" {
        return Err(DashboardError::NotOne);
    }
    if head.v > FORMAT {
        return Err(DashboardError::Newer(head.v));
    }
    let file: File = serde_json::from_str(text).map_err(|_| DashboardError::NotOne)?;
    let mut widgets = Vec::new();
    for entry in file.widgets.into_iter().take(MAX_WIDGETS) {
        let kept = entry.to_string();
        let row: FileWidget = serde_json::from_value(entry).map_err(|_| DashboardError::NotOne)?;
        let (asked, puzzles) = read_widget(workspace, &row);
        widgets.push(Widget {
            id: WidgetId(ids.next_id()),
            title: row.title,
            asked,
            columns: row.columns,
            rows: row.rows,
            kept: if puzzles.is_empty() { String::new() } else { kept },
        });
    }
    Ok(Draft { name: file.name, widgets, unknown: file.rest.into_iter().map(|row| row.0).collect() })
}

/// A widget as it is understood here and now, in what it keeps of a file too.
///
/// # Errors
/// What of it can't be understood.
pub fn understood(workspace: &Workspace, widget: &Widget) -> Result<Widget, Vec<Puzzle>> {
    if widget.kept.is_empty() {
        return Ok(widget.clone());
    }
    let row = serde_json::from_str::<FileWidget>(&widget.kept);
    // Only a version to come keeps what has no such form.
    let row = row.map_err(|_| vec![Puzzle::Entry(widget.asked.shows.clone())])?;
    match read_widget(workspace, &row) {
        (asked, puzzles) if puzzles.is_empty() => Ok(Widget { asked, kept: String::new(), ..widget.clone() }),
        (_, puzzles) => Err(puzzles),
    }
}

/// What a widget asks as far as it is understood, and what is not.
fn read_widget(workspace: &Workspace, row: &FileWidget) -> (Asked, Vec<Puzzle>) {
    let mut puzzles: Vec<Puzzle> = row.rest.keys().cloned().map(Puzzle::Entry).collect();
    puzzles.extend(Filter::unread(&row.filter).into_iter().map(|part| Puzzle::Condition(part.to_owned())));
    let (filter, strangers) = known(workspace, Filter::from_address(&row.filter).0);
    puzzles.extend(strangers.into_iter().map(Puzzle::Strangers));
    let wanted = row.pipeline.as_deref();
    let pipeline = wanted.and_then(|name| pipeline(workspace, name));
    if let (Some(name), None) = (wanted, pipeline) {
        puzzles.push(Puzzle::Pipeline(name.to_owned()));
    }
    (Asked { shows: row.shows.clone(), question: row.question.clone(), pipeline, filter }, puzzles)
}

fn pipeline(workspace: &Workspace, name: &str) -> Option<PipelineId> {
    workspace.pipelines.iter().find(|row| row.name == name).map(|row| row.id)
}

/// A filter without what names records that are not there, and which of its conditions do.
fn known(workspace: &Workspace, mut filter: Filter) -> (Filter, Vec<&'static str>) {
    let choice = |id: &_| workspace.choices.live(*id).is_some();
    let has_option = |id: &_| workspace.fields.iter().any(|row| row.options.iter().any(|own| own.id == *id));
    let mut strangers = Vec::new();
    let mut look = |name, before: usize, after: usize| {
        if after < before {
            strangers.push(name);
        }
    };
    let before = filter.owners.len();
    filter.owners.retain(|owner| owner.is_none_or(|id| workspace.people.live(id).is_some()));
    look("owner", before, filter.owners.len());
    for (name, list) in [
        ("segment", &mut filter.segments),
        ("source", &mut filter.sources),
        ("product", &mut filter.products),
        ("tag", &mut filter.tags),
    ] {
        let before = list.len();
        list.retain(choice);
        look(name, before, list.len());
    }
    let before = filter.stages.len();
    filter.stages.retain(|id| workspace.stages.live(*id).is_some());
    look("stage", before, filter.stages.len());
    let before = filter.options.len() + filter.fields.len();
    filter.options.retain(has_option);
    filter
        .fields
        .retain(|row| workspace.fields.live(row.field).is_some_and(|field| field.kind == row.holds.kind()));
    look("option", before, filter.options.len() + filter.fields.len());
    (filter, strangers)
}
