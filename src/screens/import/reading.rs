//! Taking files in, and having them read.

use std::sync::Arc;

use exchange::protocol::{Answer, Request};
use exchange::read::{MAX_BYTES, Options, Place, ReadError, ReadErrorKind};
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::wizard::{Failure, Reading, SourceFile, Step, Wizard, Work};
use super::work::Stop;
use crate::screens::backup;
use crate::text::{fill, import_problems, t};

impl Wizard {
    /// Takes files in. Those that are here already are told of.
    pub(super) fn add(self, chosen: Vec<web_sys::File>) {
        let engine = self.engine();
        let mut refused = Vec::new();
        for handle in chosen {
            let name = handle.name();
            let mut engine = engine.borrow_mut();
            if engine.handles.values().any(|known| mark(known) == mark(&handle)) {
                refused.push(fill(t().import().none_taken, &[("name", &name)]));
                continue;
            }
            engine.last_key += 1;
            let key = engine.last_key;
            // A backup may be larger than a table.
            let too_large = too_large(&name, handle.size()).filter(|_| !is_named_backup(&name));
            let state = too_large.map_or(Reading::Waiting, Reading::Unreadable);
            engine.handles.insert(key, handle);
            let options = Options::default();
            self.files.update(|files| files.push(SourceFile { key, name, options, state }));
        }
        self.notice.set((!refused.is_empty()).then(|| refused.join(" ")));
        self.begin();
    }

    /// Takes a file out again.
    pub(super) fn remove(self, key: u32) {
        if self.work.get_untracked() == Work::Reading(key) {
            self.discard_worker();
        }
        self.engine().borrow_mut().handles.remove(&key);
        self.files.update(|files| files.retain(|file| file.key != key));
        self.keep_findings_of_files();
        self.files_changed();
    }

    /// Without a file that can be read nothing is known.
    fn keep_findings_of_files(self) {
        let is_usable = |file: &SourceFile| matches!(file.state, Reading::Waiting | Reading::Read(_));
        if !self.files.with_untracked(|files| files.iter().any(is_usable)) {
            self.forget_findings();
        }
    }

    /// Reads a file anew, in another way.
    pub(super) fn reread(self, key: u32, change: impl FnOnce(&mut Options)) {
        self.files.update(|files| {
            if let Some(file) = files.iter_mut().find(|file| file.key == key) {
                change(&mut file.options);
                file.state = Reading::Waiting;
            }
        });
        self.files_changed();
    }

    pub(super) async fn read(self, key: u32) -> Result<(), Stop> {
        self.work.set(Work::Reading(key));
        let engine = self.engine();
        let file = self.files.with_untracked(|files| files.iter().find(|file| file.key == key).cloned());
        let handle = engine.borrow().handles.get(&key).cloned();
        let (Some(SourceFile { name, options, .. }), Some(handle)) = (file, handle) else { return Ok(()) };
        let generation = engine.borrow().generation;
        let bytes = JsFuture::from(handle.array_buffer()).await.ok();
        self.unless_ended(generation)?;
        let bytes = bytes.and_then(|bytes| bytes.dyn_into::<ArrayBuffer>().ok());
        let Some(bytes) = bytes.map(|bytes| Uint8Array::new(&bytes)) else {
            self.has_read(key, &name, Reading::Vanished);
            return Ok(());
        };
        if backup::is_backup(&bytes) {
            self.has_read(key, &name, Reading::Backup);
            return Ok(());
        }
        let request = Request::Read { name: name.clone(), options };
        let state = match self.ask(&request, &[bytes]).await {
            Ok((Answer::Read(outline), _)) => {
                engine.borrow_mut().loaded.push(key);
                Reading::Read(Arc::from(outline))
            }
            Ok((Answer::Unreadable(error), _)) => Reading::Unreadable(error),
            Ok(_) => return Err(self.odd()),
            // It was this file: the others are read again without it.
            Err(Stop::Failed(Failure::Stopped)) => Reading::TooMuch,
            Err(stop) => return Err(stop),
        };
        self.has_read(key, &name, state);
        Ok(())
    }

    /// Notes what came of reading a file, and says it.
    fn has_read(self, key: u32, name: &str, state: Reading) {
        let texts = t().import();
        let said = match &state {
            Reading::Read(outline) => {
                let rows = outline.sheets.iter().map(|(_, rows)| rows).sum();
                fill(texts.was_read, &[("name", name), ("rows", &texts.rows.of(rows))])
            }
            Reading::Unreadable(error) => format!("{name}: {}", import_problems::read_error(&error.kind)),
            Reading::Vanished => format!("{name}: {}", t().import_problems().vanished),
            Reading::TooMuch => format!("{name}: {}", t().import_problems().too_much),
            Reading::Backup => [name, ": ", texts.is_backup].concat(),
            Reading::Waiting => String::new(),
        };
        let is_backup = state == Reading::Backup;
        self.files.update(|files| {
            if let Some(file) = files.iter_mut().find(|file| file.key == key) {
                file.state = state;
            }
        });
        self.say(said);
        self.keep_findings_of_files();
        let engine = self.engine();
        engine.borrow_mut().files.0 += 1;
        self.is_proposed.set(false);
        let is_alone = self.files.with_untracked(|files| files.len() == 1);
        if is_backup && is_alone && self.step.get_untracked() == Step::Files {
            self.open_backup(key);
        }
    }

    /// Hands a backup over to where backups are opened.
    pub(super) fn open_backup(self, key: u32) {
        let handle = self.engine().borrow().handles.get(&key).cloned();
        self.remove(key);
        if let Some(handle) = handle {
            backup::open_file(self.ui, handle);
        }
    }
}

/// Whether a file is called as backups are.
fn is_named_backup(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".jsonl", ".enc", ".fairlead"].iter().any(|end| name.ends_with(end))
}

/// What two files that are the same have in common: name, size and age.
fn mark(file: &web_sys::File) -> (String, u64, u64) {
    (file.name(), file.size().to_bits(), file.last_modified().to_bits())
}

/// A file that is not even tried to be read.
fn too_large(name: &str, bytes: f64) -> Option<ReadError> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size of a file is whole and not negative"
    )]
    let bytes = bytes as u64;
    let place = Place { file: name.to_owned(), ..Place::default() };
    let limit = MAX_BYTES as u64;
    (bytes > limit).then_some(ReadError { place, kind: ReadErrorKind::TooLarge { bytes, limit } })
}
