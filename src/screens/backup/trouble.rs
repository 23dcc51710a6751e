//! What can go wrong with backups, in words that say what to do.

use exchange::backup::BackupError;

use crate::importer::Gone;
use crate::platform::intl;
use crate::screens::storage_failure;
use crate::storage::StorageError;
use crate::text::{fill, t};

/// Why it does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The worker could not be started, or stopped.
    NoWorker,
    /// The browser can't read the file.
    Unreadable,
    /// The workspace keeps changing.
    Contended,
    /// What can't be saved, or read from the database.
    Storage(StorageError),
    /// Something that does not happen, with what there is to know about it.
    Odd(String),
}

impl From<Gone> for Trouble {
    fn from(Gone: Gone) -> Self {
        Self::NoWorker
    }
}

impl From<StorageError> for Trouble {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl Trouble {
    /// What to say.
    pub(super) fn text(&self) -> String {
        let texts = t().backup();
        match self {
            Self::NoWorker => texts.no_worker.to_owned(),
            Self::Unreadable => texts.unreadable.to_owned(),
            Self::Contended => texts.contended.to_owned(),
            Self::Storage(error) => [texts.not_stored, &storage_failure::explain(error)].join(" "),
            Self::Odd(_) => texts.odd.to_owned(),
        }
    }

    /// What only those can make use of who know the app.
    pub(super) fn detail(&self) -> Option<String> {
        match self {
            Self::Odd(detail) if !detail.is_empty() => Some(detail.clone()),
            _ => None,
        }
    }
}

/// What is wrong with a file, and what to do about it.
pub(super) fn explain(error: &BackupError) -> String {
    let texts = t().backup();
    match error {
        BackupError::NotABackup => texts.not_a_backup.to_owned(),
        BackupError::Encrypted => texts.encrypted.to_owned(),
        BackupError::Locked => texts.locked.to_owned(),
        BackupError::Newer(_) => texts.format_newer.to_owned(),
        BackupError::Bare => texts.bare.to_owned(),
        BackupError::CutShort { found, expected: None } => {
            fill(texts.cut_short, &[("found", &intl::count(*found))])
        }
        BackupError::CutShort { found, expected: Some(expected) } => fill(
            texts.cut_short_of,
            &[("found", &intl::count(*found)), ("expected", &intl::count(*expected))],
        ),
        BackupError::Damaged { line } => fill(texts.damaged, &[("line", &intl::count(*line))]),
        BackupError::Altered => texts.altered.to_owned(),
    }
}

/// Whether something of the file may be of use all the same.
pub(super) fn can_salvage(error: &BackupError) -> bool {
    match error {
        BackupError::Bare
        | BackupError::CutShort { .. }
        | BackupError::Damaged { .. }
        | BackupError::Altered => true,
        BackupError::NotABackup | BackupError::Encrypted | BackupError::Locked | BackupError::Newer(_) => {
            false
        }
    }
}
