//! What the app and its worker say to each other.
//!
//! The worker has the files, the workspace and whatever takes long; the app has the screen. A message is one of these as
//! JSON, with the bytes that belong to it beside it.

use std::collections::BTreeMap;

use sales::ids::StageId;
use sales::log::{Device, Kind, Stamp};
use sales::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::backup::{BackupError, Head};
use crate::export::Headers;
use crate::merge::{Contents, Difference};
use crate::plan::report::Digest;
use crate::preview::Preview;
use crate::propose::{Proposal, Words};
use crate::read;
use crate::setup::Setup;
use crate::target::FileKind;

/// How far the worker has come with what it is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// How much is done, in whatever it is that is counted: bytes of a file, rows.
    pub done: u64,
    /// How much there is.
    pub total: u64,
    /// Rows that are done, and rows that are left, going by what was seen; `None` before the first.
    pub rows: Option<(u64, u64)>,
}

impl From<crate::plan::Progress> for SoFar {
    fn from(progress: crate::plan::Progress) -> Self {
        let (done, total) = (progress.done as u64, progress.total as u64);
        Self { done, total, rows: Some((done, total.saturating_sub(done))) }
    }
}

impl From<read::Progress> for SoFar {
    fn from(progress: read::Progress) -> Self {
        let left = progress.rows_expected().saturating_sub(progress.rows);
        let rows = (progress.rows > 0).then_some((progress.rows, left));
        Self { done: progress.done, total: progress.total, rows }
    }
}

/// What the app asks for. The worker answers in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Take this workspace. Bytes: a checkpoint's head, then its chunks. Answered by nothing.
    Workspace,
    /// Read this file. Bytes: the file. Answered by [`Answer::Read`] or [`Answer::Unreadable`].
    Read {
        /// Its name.
        name: String,
        /// What a person decided about reading it.
        options: read::Options,
    },
    /// Forget the file at this place. Answered by nothing.
    Forget(usize),
    /// Propose what to do with all files. Answered by [`Answer::Proposed`].
    Propose {
        /// Names for what the files may lack.
        words: Words,
        /// Setups that were used before, by [`recognise::header_key`](crate::recognise::header_key).
        remembered: BTreeMap<String, crate::setup::FileSetup>,
        /// What a person said the rows of each table are.
        told: Vec<Option<FileKind>>,
    },
    /// Plan the import. Answered by [`Answer::Planned`].
    Plan {
        /// What was decided.
        setup: Box<Setup>,
        /// What the clock on the wall says.
        now: Timestamp,
    },
    /// Write what was planned as an entry of this name. Answered by [`Answer::Written`].
    Write {
        /// The entry's name.
        stamp: Stamp,
        /// What the clock on the wall says.
        now: Timestamp,
    },
    /// Take an entry of the workspace back, or do it again, as an entry of this name. Bytes: its line. Answered by
    /// [`Answer::Written`] or [`Answer::InTheWay`].
    TakeBack {
        /// The new entry's name.
        stamp: Stamp,
        /// [`Kind::Undo`] or [`Kind::Redo`].
        kind: Kind,
        /// What the clock on the wall says.
        now: Timestamp,
    },
    /// Write all rows of a kind as CSV. Answered by [`Answer::Exported`].
    Export {
        /// The rows.
        what: Export,
        /// What the columns are called.
        headers: Box<Headers>,
    },
    /// Take this log. Bytes: its lines, in pieces of whole lines; the last one of a piece may lack its break. Answered by
    /// nothing.
    Log,
    /// Write the log as a backup. Answered by [`Answer::BackedUp`].
    Backup {
        /// What the clock on the wall says.
        at: Timestamp,
        /// The name of the workspace.
        name: String,
        /// The device that makes it.
        device: Device,
    },
    /// Take this backup and compare it with the log. Bytes: the file, and the SHA-256 of what is
    /// [`summed`](crate::backup::summed) in it where the browser worked it out. Answered by [`Answer::Compared`] or
    /// [`Answer::NoBackup`].
    Compare,
    /// Take what can be read of a damaged backup. Bytes: the file. Answered by [`Answer::Salvaged`].
    Salvage,
    /// Make one log of the log and the backup; or, where it is to stand alone, of the backup. Answered by [`Answer::Merged`].
    Merge {
        /// Whether the log is left out.
        is_alone: bool,
    },
}

/// What can be exported as CSV, all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Export {
    Deals,
    Organisations,
    Contacts,
    StageHistory,
    Activities,
    /// Planned activities, for a calendar.
    Calendar {
        /// What the clock on the wall says.
        now: Timestamp,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is there and listens.
    Ready,
    /// It is at work.
    Progress(SoFar),
    /// A file was read.
    Read(Box<Outline>),
    /// A file can't be read.
    Unreadable(read::ReadError),
    /// What to do with the files.
    Proposed(Box<Proposal>),
    /// What an import would do. Bytes: what the report tells of rows, in [parcels](crate::parcels::pack_report).
    Planned(Box<Outcome>),
    /// The entry. Bytes: its line for the log, then the head and the chunks of the workspace that it leads to.
    Written,
    /// An entry can't be taken back, or done again: something was changed again since, or a deal would go to this stage, which was
    /// archived since.
    InTheWay(Option<StageId>),
    /// A table. Bytes: the file.
    Exported,
    /// A backup. Bytes: the file.
    BackedUp,
    /// A backup can't be read.
    NoBackup(BackupError),
    /// A backup was read.
    Compared {
        /// What it says about itself.
        head: Box<Head>,
        /// How it differs from the log.
        difference: Difference,
        /// What is in it.
        contents: Contents,
    },
    /// A damaged backup was read as far as it could be.
    Salvaged {
        /// How many entries there are.
        entries: usize,
        /// How many lines can't be read.
        damaged: usize,
    },
    /// One log of two. Bytes: the [parcels](crate::parcels::Parcel) of the lines that the log lacks, for each its lines and its
    /// deals; then the head and the chunks of the workspace that all of it leads to.
    Merged {
        /// How many lines the log lacks.
        lines: usize,
        /// How many parcels they are in.
        parcels: usize,
        /// The name of the last entry of all.
        last: Stamp,
        /// Whether there are entries of a newer version among all.
        has_newer: bool,
    },
    /// The worker was given something that it can't work with: a checkpoint of another version, say.
    Failed(String),
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// What it was read as.
    pub format: read::Format,
    /// Its tables, each with its number of rows. They follow the tables of the files read before.
    pub sheets: Vec<(String, usize)>,
    /// What to know about it.
    pub problems: Vec<read::Problem>,
    /// How many more problems there were.
    pub problems_left_out: u64,
}

/// What an import would do, for the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What came of the rows, in short.
    pub report: Digest,
    /// Some of what comes of it.
    pub preview: Preview,
}
