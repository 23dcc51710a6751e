//! What lies on the worker's desk, and what it does with it.

use std::ops::ControlFlow;

use exchange::export;
use exchange::parcels;
use exchange::plan::{self, Plan, World};
use exchange::preview;
use exchange::propose;
use exchange::protocol::{Answer, Export, Outcome, Outline, Request};
use exchange::read;
use exchange::table::Table;
use js_sys::Uint8Array;
use sales::checkpoint::{Reader, chunk_numbers, encode_chunk, encode_head};
use sales::decide::Rejection;
use sales::evolve::{self, Touched};
use sales::log::{Act, Entry, FORMAT, Kind, Line, Stamp};
use sales::model::Workspace;
use sales::time::Timestamp;
use sales::undo::{can_redo, can_undo};

use crate::archive::Archive;
use crate::world::{Dice, Local};

/// How many issues, and how many other rows, the app gets to show at once.
const REPORTED: usize = 200;

/// Says an answer, with the bytes that go along.
pub(crate) type Say<'a> = &'a dyn Fn(&Answer, Vec<Uint8Array>);

/// The worker's desk.
#[derive(Default)]
pub(crate) struct Desk {
    workspace: Workspace,
    /// The tables of each file that was read.
    files: Vec<Vec<Table>>,
    plan: Plan,
    zone: Local,
    archive: Archive,
}

impl Desk {
    /// Does what is asked.
    pub(crate) fn take(&mut self, request: Request, bytes: &[Uint8Array], say: Say<'_>) {
        match request {
            Request::Workspace => match unpack(bytes) {
                Some(workspace) => self.workspace = workspace,
                None => say(&Answer::Failed("the workspace cannot be read".to_owned()), Vec::new()),
            },
            Request::Read { name, options } => self.read(&name, &options, bytes, say),
            Request::Forget(place) => {
                if place < self.files.len() {
                    self.files.remove(place);
                }
            }
            Request::Propose { words, remembered, told } => {
                let tables = self.tables();
                let proposal = propose::propose(&tables, &self.workspace, &words, &remembered, &told);
                say(&Answer::Proposed(Box::new(proposal)), Vec::new());
            }
            Request::Plan { setup, now } => {
                let mut dice = Dice::new(now);
                let tables = self.tables();
                let world = World { now, zone: &self.zone };
                let mut watch = |progress: plan::Progress| {
                    say(&Answer::Progress(progress.into()), Vec::new());
                    ControlFlow::Continue(())
                };
                let mut ids = || dice.next();
                let plan = plan::plan(&tables, &setup, &self.workspace, &world, &mut ids, &mut watch);
                // The watch never breaks off: who cancels ends the worker.
                let plan = plan.unwrap_or_default();
                let preview = preview::preview(&plan, &tables, &setup, &self.workspace);
                self.plan = plan;
                let report = &self.plan.report;
                let told = parcels::pack_report(report);
                let told = told.map(|parcel| Uint8Array::from(parcel.as_slice())).collect();
                let outcome = Outcome { report: report.digest(REPORTED), preview };
                say(&Answer::Planned(Box::new(outcome)), told);
            }
            Request::Write { stamp, now } => {
                let bytes = self.write(stamp, now);
                say(&Answer::Written, bytes);
            }
            Request::TakeBack { stamp, kind, now } => match self.take_back(stamp, kind, now, bytes) {
                Ok(bytes) => say(&Answer::Written, bytes),
                Err(answer) => say(&answer, Vec::new()),
            },
            Request::Export { what, headers } => {
                let text = match what {
                    Export::Deals => export::deals(&self.workspace, &headers, &self.zone),
                    Export::Organisations => export::organisations(&self.workspace, &headers),
                    Export::Contacts => export::contacts(&self.workspace, &headers),
                    Export::Activities => export::activities(&self.workspace, &headers, &self.zone),
                    Export::Calendar { now } => export::calendar(&self.workspace, &headers, now),
                    Export::StageHistory => export::stage_history(&self.workspace, &headers, &self.zone),
                };
                say(&Answer::Exported, vec![Uint8Array::from(text.as_bytes())]);
            }
            request => self.archive.take(request, bytes, say),
        }
    }

    fn tables(&self) -> Vec<&Table> {
        self.files.iter().flatten().collect()
    }

    fn read(&mut self, name: &str, options: &read::Options, bytes: &[Uint8Array], say: Say<'_>) {
        let bytes = bytes.first().map(Uint8Array::to_vec).unwrap_or_default();
        let mut watch = |progress: read::Progress| {
            say(&Answer::Progress(progress.into()), Vec::new());
            ControlFlow::Continue(())
        };
        match read::read(name, &bytes, options, &mut watch) {
            Ok(file) => {
                let outline = Outline {
                    format: file.format,
                    sheets: file.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.len())).collect(),
                    problems: file.problems,
                    problems_left_out: file.problems_left_out,
                };
                self.files.push(file.sheets);
                say(&Answer::Read(Box::new(outline)), Vec::new());
            }
            Err(error) => say(&Answer::Unreadable(error), Vec::new()),
        }
    }

    /// Makes the planned changes and packs up the line of the entry and the workspace it leads to.
    fn write(&mut self, stamp: Stamp, now: Timestamp) -> Vec<Uint8Array> {
        let changes = std::mem::take(&mut self.plan.changes);
        self.make(Entry { format: FORMAT, stamp, at: now, act: Act::Import, kind: Kind::Do, changes })
    }

    /// Takes an entry back, or does it again, if that is possible.
    fn take_back(
        &mut self,
        stamp: Stamp,
        kind: Kind,
        now: Timestamp,
        bytes: &[Uint8Array],
    ) -> Result<Vec<Uint8Array>, Answer> {
        let text = bytes.first().map(Uint8Array::to_vec).unwrap_or_default();
        let line = std::str::from_utf8(&text).ok().and_then(|text| Line::parse(text).ok());
        let Some(Line::Known(entry)) = line else {
            return Err(Answer::Failed("the entry cannot be read".to_owned()));
        };
        drop(text);
        let possible = match kind {
            Kind::Redo(_) => can_redo(&self.workspace, &entry),
            Kind::Do | Kind::Undo(_) => can_undo(&self.workspace, &entry),
        };
        match possible {
            Ok(()) => Ok(self.make(Entry { format: FORMAT, stamp, at: now, kind, ..entry })),
            Err(Rejection::StageArchived(stage)) => Err(Answer::InTheWay(Some(stage))),
            Err(_) => Err(Answer::InTheWay(None)),
        }
    }

    /// Folds an entry in, and packs up its line and the workspace it leads to.
    fn make(&mut self, entry: Entry) -> Vec<Uint8Array> {
        evolve::evolve(&mut self.workspace, &entry, &mut Touched::default());
        let line = Uint8Array::from(entry.to_text().as_bytes());
        drop(entry);
        let mut parts = vec![line];
        pack(&self.workspace, &mut parts);
        parts
    }
}

/// Packs a workspace up: its head, then its chunks.
pub(crate) fn pack(workspace: &Workspace, parts: &mut Vec<Uint8Array>) {
    parts.push(Uint8Array::from(encode_head(workspace).as_slice()));
    let chunk = |chunk| Uint8Array::from(encode_chunk(workspace, chunk).as_slice());
    parts.extend(chunk_numbers(workspace).into_iter().map(chunk));
}

fn unpack(parts: &[Uint8Array]) -> Option<Workspace> {
    let (head, chunks) = parts.split_first()?;
    let mut reader = Reader::new(&head.to_vec()).ok()?;
    for chunk in chunks {
        reader.chunk(&chunk.to_vec()).ok()?;
    }
    reader.finish().ok()
}
