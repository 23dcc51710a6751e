//! A dashboard as a file of its own: one JSON text.
//!
//! ```text
//! {"fairlead":"dashboard","v":1,"name":"Monday","widgets":[
//!   {"shows":"funnel","question":"period=quarter","filter":"tag=…","columns":2,"rows":2}]}
//! ```
//!
//! Questions and filters stand in it as in an address. What a widget shows is a name; one that the reader does not know is kept, and the screen says so
//! in its place: a dashboard with a gap is better than none. Conditions that name records of another workspace find nothing there, so they are
//! left out and counted. A later version raises `v` only where an older reader would go wrong.

use sales::ids::{IdSource, PipelineId, WidgetId};
use sales::model::{Asked, Dashboard, GroupBy, Widget, Workspace};
use sales::query::Filter;
use serde::{Deserialize, Serialize};

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
    widgets: Vec<FileWidget>,
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
}

fn one() -> u8 {
    1
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The name in the file; blank where there is none.
    pub name: String,
    /// The widgets, with new ids.
    pub widgets: Vec<Widget>,
    /// How many widgets lost conditions or their pipeline, because what they name is not in this workspace.
    pub loosened: usize,
}

/// Why a text is no dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DashboardError {
    /// It is something else, damaged, or far too long.
    NotOne,
    /// A newer version of the app wrote it in a form that this one cannot read.
    Newer(u32),
}

/// A dashboard as a text.
pub fn write(workspace: &Workspace, dashboard: &Dashboard) -> String {
    let widget = |row: &Widget| FileWidget {
        shows: row.asked.shows.clone(),
        title: row.title.clone(),
        question: row.asked.question.clone(),
        pipeline: row.asked.pipeline.and_then(|id| workspace.pipelines.live(id)).map(|row| row.name.clone()),
        filter: row.asked.filter.to_address(GroupBy::Nothing),
        columns: row.columns,
        rows: row.rows,
    };
    let file = File {
        fairlead: "dashboard".to_owned(),
        v: FORMAT,
        name: dashboard.name.clone(),
        widgets: dashboard.widgets.iter().map(widget).collect(),
    };
    // Texts and numbers only: there is nothing that JSON could not say.
    serde_json::to_string_pretty(&file).unwrap_or_default()
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
    let mut loosened = 0;
    let widgets = file.widgets.into_iter().take(MAX_WIDGETS).map(|row| {
        let (wanted, _) = Filter::from_address(&row.filter);
        let filter = known(workspace, wanted.clone());
        let pipeline = row.pipeline.as_deref().and_then(|name| pipeline(workspace, name));
        loosened += usize::from(filter != wanted || pipeline.is_some() != row.pipeline.is_some());
        Widget {
            id: WidgetId(ids.next_id()),
            title: row.title,
            asked: Asked { shows: row.shows, question: row.question, pipeline, filter },
            columns: row.columns,
            rows: row.rows,
        }
    });
    let widgets = widgets.collect();
    Ok(Draft { name: file.name, widgets, loosened })
}

fn pipeline(workspace: &Workspace, name: &str) -> Option<PipelineId> {
    workspace.pipelines.iter().find(|row| row.name == name).map(|row| row.id)
}

/// A filter without what names records that are not there.
fn known(workspace: &Workspace, filter: Filter) -> Filter {
    let choice = |id: &_| workspace.choices.live(*id).is_some();
    let has_option = |id: &_| workspace.fields.iter().any(|row| row.options.iter().any(|own| own.id == *id));
    let mut filter = filter;
    filter.owners.retain(|owner| owner.is_none_or(|id| workspace.people.live(id).is_some()));
    filter.segments.retain(choice);
    filter.sources.retain(choice);
    filter.products.retain(choice);
    filter.tags.retain(choice);
    filter.stages.retain(|id| workspace.stages.live(*id).is_some());
    filter.options.retain(has_option);
    filter
        .fields
        .retain(|row| workspace.fields.live(row.field).is_some_and(|field| field.kind == row.holds.kind()));
    filter
}
