//! Logs: writing one as a backup, reading one that was, and making one of two.

use exchange::backup::{self, BackupError, Writer};
use exchange::merge::{self, Contents, compare};
use exchange::parcels;
use exchange::protocol::{Answer, Request};
use js_sys::Uint8Array;
use sales::log::{Device, Line, Log};
use sales::time::Timestamp;

use crate::desk::{Say, pack};

/// A log and a backup on the worker's desk.
#[derive(Default)]
pub(crate) struct Archive {
    /// The log, in pieces of whole lines.
    log: Vec<Vec<u8>>,
    /// The entries of the backup.
    there: Vec<Line>,
}

/// A line of the log that is none: the app had it open, so it can't be.
fn odd() -> Answer {
    Answer::Failed("the log cannot be read".to_owned())
}

impl Archive {
    /// Does what is asked.
    pub(crate) fn take(&mut self, request: Request, bytes: &[Uint8Array], say: Say<'_>) {
        let done = match request {
            Request::Log => {
                self.log = bytes.iter().map(Uint8Array::to_vec).collect();
                return;
            }
            Request::Backup { at, name, device } => self.backup(at, &name, device),
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

    fn texts(&self) -> impl Iterator<Item = Result<&str, Answer>> {
        self.log.iter().flat_map(|piece| match std::str::from_utf8(piece) {
            Ok(text) => text.lines().map(Ok).collect::<Vec<_>>(),
            Err(_) => vec![Err(odd())],
        })
    }

    fn lines(&self) -> Result<Vec<Line>, Answer> {
        self.texts().map(|text| Line::parse(text?).map_err(|_| odd())).collect()
    }

    fn backup(&self, at: Timestamp, name: &str, device: Device) -> Result<(Answer, Vec<Uint8Array>), Answer> {
        let (mut writer, first) = Writer::begin(at, name, device);
        let size = self.log.iter().map(Vec::len).sum::<usize>();
        let mut file = String::with_capacity(size + first.len() + 200);
        file.push_str(&first);
        for text in self.texts() {
            file.push_str(&writer.entry(text?));
        }
        file.push_str(&writer.end());
        Ok((Answer::BackedUp, vec![Uint8Array::from(file.as_bytes())]))
    }

    fn compare(&mut self, bytes: &[Uint8Array]) -> Result<Answer, Answer> {
        let file = bytes.first().map(Uint8Array::to_vec).unwrap_or_default();
        let read = match std::str::from_utf8(&file) {
            Ok(text) => backup::read(text),
            // What is no text at all is something else; a backup with a few bytes changed is still to be told apart.
            Err(_) => match backup::read(&String::from_utf8_lossy(&file)) {
                Ok(_) => Err(BackupError::Altered),
                error => error,
            },
        };
        let backup = read.map_err(Answer::NoBackup)?;
        drop(file);
        let difference = compare(&self.lines()?, &backup.lines);
        self.there = backup.lines;
        let contents = Contents::of(&self.there.iter().cloned().collect::<Log>().replay());
        Ok(Answer::Compared { head: Box::new(backup.head), difference, contents })
    }

    fn salvage(&mut self, bytes: &[Uint8Array]) -> Answer {
        let file = bytes.first().map(Uint8Array::to_vec).unwrap_or_default();
        let (lines, damaged) = backup::salvage(&String::from_utf8_lossy(&file));
        self.there = lines;
        Answer::Salvaged { entries: self.there.len(), damaged }
    }

    fn merge(&mut self, is_alone: bool) -> Result<(Answer, Vec<Uint8Array>), Answer> {
        let here = if is_alone { Vec::new() } else { self.lines()? };
        let (log, new): (Log, Vec<Line>) = merge::merge(here, self.there.clone());
        let has_newer = log.lines().any(|line| line.known().is_none());
        let last = log.last().unwrap_or_default();
        let parcels = parcels::pack(&new);
        let answer = Answer::Merged { lines: new.len(), parcels: parcels.len(), last, has_newer };
        drop(new);
        let mut parts = Vec::with_capacity(parcels.len() * 2 + 1);
        for parcel in parcels {
            parts.push(Uint8Array::from(parcel.lines.as_bytes()));
            parts.push(Uint8Array::from(parcel.deals.as_bytes()));
        }
        pack(&log.replay(), &mut parts);
        Ok((answer, parts))
    }
}
