//! One line of the log.

use serde::{Deserialize, Serialize};

use super::change::Change;
use super::stamp::Stamp;
use crate::ids::DealId;
use crate::time::Timestamp;

/// The version of the format that this build writes. Every older one is still read.
///
/// 2 told who makes the entries of a device, and put the options of a field in another order. 3 brought what an import
/// knows: ids of other systems, the past of deals, list prices, managers, regions, trades. 4 brought activities. 5 brought
/// goals with their scenarios, and the process of stages. 6 brought dashboards, saved reports, what a person can look after, reviews, and filters by
/// options of custom fields. 7 brought filters by custom fields of all kinds, and by manager and region of the owner; which days of a
/// deal nobody has said, and days that are put right; and what widgets of a dashboard file keep where it was not understood.
pub const FORMAT: u32 = 7;

/// What a person did, as far as one word can say it: for the timeline, and for "Undo …".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it.
pub enum Act {
    AddDeal,
    EditDeal,
    MoveDeal,
    WinDeal,
    LoseDeal,
    NurtureDeal,
    ReopenDeal,
    RemoveDeal,
    AddNote,
    EditNote,
    RemoveNote,
    AddPipeline,
    EditPipeline,
    ArchivePipeline,
    AddStage,
    EditStage,
    MoveStage,
    ArchiveStage,
    AddPerson,
    EditPerson,
    AddOrganisation,
    EditOrganisation,
    AddContact,
    EditContact,
    EditList,
    EditFields,
    EditViews,
    EditSettings,
    LoadSample,
    RemoveSample,
    Import,
    AddActivity,
    EditActivity,
    CompleteActivity,
    RemoveActivity,
    SetGoal,
    RemoveGoal,
    EditScenario,
    EditDashboards,
    EditReports,
    SnoozeDeal,
    ReviewPipeline,
}

/// Whether an entry does something, takes an earlier entry back, or does it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Its changes are applied.
    Do,
    /// Its changes are those of an earlier entry, and are reverted.
    Undo(Stamp),
    /// Its changes are those of an earlier entry that was undone, and are applied again.
    Redo(Stamp),
}

/// Everything that one action changed, saved together or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of the format it was written in.
    #[serde(rename = "v")]
    pub format: u32,
    /// Its name and its place in the order.
    pub stamp: Stamp,
    /// What the clock on the wall said.
    pub at: Timestamp,
    /// What the person did.
    pub act: Act,
    /// Does, undoes or redoes.
    pub kind: Kind,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// What every version of the format has: enough to keep an entry, put it in order and pass it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Head {
    /// The version of the format.
    #[serde(rename = "v")]
    pub format: u32,
    /// Name and place in the order.
    pub stamp: Stamp,
}

/// A line of the log as it was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// An entry this build understands.
    Known(Entry),
    /// An entry of a newer version: kept word for word and passed on, without effect here.
    Newer(Head, String),
}

/// Why a line is no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// What the reader stumbled over.
    pub detail: String,
}

impl Line {
    /// Reads one line.
    ///
    /// # Errors
    /// [`LineError`] where the text is no entry of any version: damaged, cut short, or something else.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let error = |error: serde_json::Error| LineError { detail: error.to_string() };
        let entry = serde_json::from_str::<Entry>(text);
        match entry {
            Ok(entry) if entry.format <= FORMAT => Ok(Self::Known(entry)),
            known => {
                let head: Head = serde_json::from_str(text).map_err(error)?;
                match known {
                    Err(cause) if head.format <= FORMAT => Err(error(cause)),
                    _ => Ok(Self::Newer(head, text.to_owned())),
                }
            }
        }
    }

    /// Reads one line without its changes: enough to name it, and quick however long it is.
    ///
    /// # Errors
    /// As for [`Line::parse`].
    pub fn outline(text: &str) -> Result<Self, LineError> {
        #[derive(Deserialize)]
        struct Outline {
            #[serde(rename = "v")]
            format: u32,
            stamp: Stamp,
            at: Timestamp,
            act: Act,
            kind: Kind,
        }
        match serde_json::from_str(text) {
            Ok(Outline { format, stamp, at, act, kind }) if format <= FORMAT => {
                Ok(Self::Known(Entry { format, stamp, at, act, kind, changes: Vec::new() }))
            }
            _ => Self::parse(text),
        }
    }

    /// The stamp of the entry.
    pub fn stamp(&self) -> Stamp {
        match self {
            Self::Known(entry) => entry.stamp,
            Self::Newer(head, _) => head.stamp,
        }
    }

    /// The entry, where this build understands it.
    pub fn known(&self) -> Option<&Entry> {
        match self {
            Self::Known(entry) => Some(entry),
            Self::Newer(..) => None,
        }
    }

    /// The line as text: one line of JSON.
    pub fn to_text(&self) -> String {
        match self {
            Self::Known(entry) => entry.to_text(),
            Self::Newer(_, text) => text.clone(),
        }
    }
}

impl Entry {
    /// The entry as one line of JSON.
    pub fn to_text(&self) -> String {
        // Writing to a String cannot fail, and no map here has keys that are not texts.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The deals it is about, each once, in order of id.
    pub fn deals(&self) -> Vec<DealId> {
        let mut deals: Vec<DealId> = self.changes.iter().filter_map(Change::deal).collect();
        deals.sort_unstable();
        deals.dedup();
        deals
    }
}
