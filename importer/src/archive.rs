//! Logs: writing one as a backup, reading one that was, and making one of two.

use std::rc::Rc;

use exchange::backup::{self, BackupError, LogCopy, Writer};
use exchange::merge::{Contents, compare, merge};
use exchange::parcels;
use exchange::protocol::{Answer, Request};
use exchange::rows::{Row, outlines};
use js_sys::Uint8Array;
use sales::log::{Device, LineError};
use sales::time::Timestamp;

use crate::desk::{Say, pack};

/// A log and a backup on the worker's desk.
#[derive(Default)]
pub(crate) struct Archive {
    /// The log, in pieces of whole lines.
    log: Vec<Rc<String>>,
    /// The log of the backup.
    there: LogCopy,
}

/// A line of the log that is none: the app had it open, so it can't be.
fn odd(_: LineError) -> Answer {
    Answer::Failed("the log cannot be read".to_owned())
}

fn first(bytes: &[Uint8Array]) -> Vec<u8> {
    bytes.first().map(Uint8Array::to_vec).unwrap_or_default()
}

impl Archive {
    /// Does what is asked.
    pub(crate) fn take(&mut self, request: Request, bytes: &[Uint8Array], say: Say<'_>) {
        let done = match request {
            Request::Log => {
                let texts = bytes.iter().map(|piece| String::from_utf8(piece.to_vec()).map(Rc::new));
                match texts.collect() {
                    Ok(log) => self.log = log,
                    Err(_) => say(&Answer::Failed("the log is no text".to_owned()), Vec::new()),
                }
                return;
            }
            Request::Backup { at, name, device } => Ok(self.backup(at, &name, device)),
            Request::Compare => self.compare(bytes).map(|answer| (answer, Vec::new())),
            Request::Salvage => Ok((self.salvage(bytes), Vec::new())),
            Request::Merge { is_alone } => self.merge(is_alone),
            _ => Err(Answer::Failed("not for the archive".to_owned())),
        };
        match done {
            Ok((answer, bytes)) => say(&answer, bytes),
            Err(answer) => say(&answer, Vec::new()),
        }
    }

    /// The lines of the log, unread but for what names them.
    fn here(&self) -> Result<Vec<Row>, Answer> {
        let mut rows = Vec::new();
        for text in &self.log {
            rows.append(&mut outlines(text).map_err(odd)?);
        }
        Ok(rows)
    }

    fn backup(&self, at: Timestamp, name: &str, device: Device) -> (Answer, Vec<Uint8Array>) {
        let size = self.log.iter().map(|text| text.len()).sum();
        let mut writer = Writer::begin(at, name, device, size);
        for line in self.log.iter().flat_map(|text| text.lines()) {
            writer.entry(line);
        }
        (Answer::BackedUp, vec![Uint8Array::from(writer.end().as_bytes())])
    }

    fn compare(&mut self, bytes: &[Uint8Array]) -> Result<Answer, Answer> {
        let read = match String::from_utf8(first(bytes)) {
            Ok(text) => backup::read_beside(text, bytes.get(1).map(Uint8Array::to_vec).as_deref()),
            // What is no text at all is something else; a backup with a few bytes changed is still to be told apart.
            Err(error) => match backup::read(String::from_utf8_lossy(error.as_bytes()).into_owned()) {
                Ok(_) => Err(BackupError::Altered),
                error => error,
            },
        };
        let backup = read.map_err(Answer::NoBackup)?;
        let difference = compare(&self.here()?, &backup.log.rows);
        self.there = backup.log;
        let contents = Contents::of(&self.there.workspace);
        Ok(Answer::Compared { head: Box::new(backup.head), difference, contents })
    }

    fn salvage(&mut self, bytes: &[Uint8Array]) -> Answer {
        let (log, damaged) = backup::salvage(String::from_utf8_lossy(&first(bytes)).into_owned());
        self.there = log;
        Answer::Salvaged { entries: self.there.rows.len(), damaged }
    }

    fn merge(&self, is_alone: bool) -> Result<(Answer, Vec<Uint8Array>), Answer> {
        let here = if is_alone { Vec::new() } else { self.here()? };
        let union = merge(&here, &self.there.rows);
        let parcels = parcels::pack(union.new.iter().copied());
        let answer = Answer::Merged {
            lines: union.new.len(),
            parcels: parcels.len(),
            last: union.last(),
            has_newer: union.has_newer(),
        };
        let mut parts = Vec::with_capacity(parcels.len() * 2 + 1);
        for parcel in parcels {
            parts.push(Uint8Array::from(parcel.lines.as_bytes()));
            parts.push(Uint8Array::from(parcel.deals.as_bytes()));
        }
        if union.is_second {
            pack(&self.there.workspace, &mut parts);
        } else {
            pack(&union.fold().map_err(odd)?, &mut parts);
        }
        Ok((answer, parts))
    }
}
