//! A backup: the log itself, one entry a line, between a first line that says what it is and a last one that says how much
//! there must be.
//!
//! ```text
//! {"fairlead":"backup","v":1,"at":1790000000000,"name":"Acme","device":"d0d0…"}
//! {"v":3,"stamp":"…","at":…,"act":"add_deal","kind":"do","changes":[…]}
//! …
//! {"end":2,"sum":"9f86d081884c7d65…"}
//! ```
//!
//! The lines between are those of the log, word for word, those of newer versions too. The sum is SHA-256 over all bytes
//! before the last line, so a file that was cut short or changed by accident on its way is noticed; whoever wants
//! protection from more encrypts it. The form is for ever: a later version may add fields, and raises `v` only
//! where an older reader would go wrong.

use std::rc::Rc;

use sales::log::{Device, Line};
use sales::model::Workspace;
use sales::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::merge::merge;
use crate::rows::{Reading, Row, places};

/// The version of the form that this build writes.
pub const FORMAT: u32 = 1;

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// What it is: always `backup`.
    fairlead: String,
    /// The version of the form.
    v: u32,
    /// When it was made.
    pub at: Timestamp,
    /// The name of the workspace, blank where it has none.
    #[serde(default)]
    pub name: String,
    /// The device that made it.
    pub device: Device,
}

/// What the last line says.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    end: usize,
    sum: String,
}

/// A backup that was read.
#[derive(Debug)]
pub struct Backup {
    /// What it says about itself.
    pub head: Head,
    /// The log in it.
    pub log: LogCopy,
}

/// A copy of a log, out of a file.
#[derive(Debug, Default)]
pub struct LogCopy {
    /// The entries, in the order of the file.
    pub rows: Vec<Row>,
    /// What they come to.
    pub workspace: Workspace,
}

impl From<Reading> for LogCopy {
    fn from(reading: Reading) -> Self {
        let (rows, workspace) = reading.finish();
        // They were all read once, so they can be read again.
        let workspace = workspace.unwrap_or_else(|| merge(&[], &rows).fold().unwrap_or_default());
        Self { rows, workspace }
    }
}

/// Why a file is no backup that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupError {
    /// It is something else.
    NotABackup,
    /// It is encrypted: a passphrase is wanted first.
    Encrypted,
    /// The passphrase is wrong, or the file was changed: which of the two can't be told.
    Locked,
    /// It was written in a form of a newer version.
    Newer(u32),
    /// It is a log without a beginning and an end, as it is saved when a workspace can't be opened: nothing tells whether
    /// all of it is there.
    Bare,
    /// It ends too early: the last line is missing, or entries are.
    CutShort {
        /// How many entries there are.
        found: usize,
        /// How many there should be, where that is known.
        expected: Option<usize>,
    },
    /// An entry can't be read; the number is that of its line in the file.
    Damaged {
        /// The line, from 1.
        line: usize,
    },
    /// Every entry can be read, but they are not what was written.
    Altered,
}

/// The first line of an encrypted backup. Behind it and its line break lie the bytes of the backup, encrypted with AES-256-GCM
/// under a key that follows from the passphrase; the line itself is authenticated along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// What it is: always `encrypted-backup`.
    fairlead: String,
    /// The version of the form.
    v: u32,
    /// How the key follows from the passphrase: always `PBKDF2-SHA-256`.
    kdf: String,
    /// How many rounds that takes.
    pub iterations: u32,
    /// The salt, in base 64.
    pub salt: String,
    /// The initialisation vector, in base 64.
    pub iv: String,
}

/// How a key follows from a passphrase.
const KDF: &str = "PBKDF2-SHA-256";

/// How many rounds that takes for a new backup; see the Password Storage Cheat Sheet of OWASP.
const ITERATIONS: u32 = 600_000;

/// No file may ask for more rounds: it would keep the browser busy for minutes.
const MOST_ITERATIONS: u32 = 20_000_000;

impl Lock {
    /// The lock of a new backup.
    pub fn new(salt: String, iv: String) -> Self {
        let (fairlead, kdf) = ("encrypted-backup".to_owned(), KDF.to_owned());
        Self { fairlead, v: FORMAT, kdf, iterations: ITERATIONS, salt, iv }
    }

    /// The line, without its break.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the first line of a file. `None` where the file is not encrypted, whatever else it is.
    ///
    /// # Errors
    /// [`BackupError`] where it is, and in a form that is not known or damaged.
    pub fn read(line: &str) -> Result<Option<Self>, BackupError> {
        if head(line) != Err(BackupError::Encrypted) {
            return Ok(None);
        }
        let damaged = BackupError::Damaged { line: 1 };
        let version = serde_json::from_str(line).map(|Kind { v, .. }| v);
        if let Some(newer) = version.ok().filter(|version| *version > FORMAT) {
            return Err(BackupError::Newer(newer));
        }
        let lock: Self = serde_json::from_str(line).map_err(|_| damaged.clone())?;
        let is_sound = lock.kdf == KDF && (1..=MOST_ITERATIONS).contains(&lock.iterations);
        if is_sound { Ok(Some(lock)) } else { Err(damaged) }
    }
}

/// Writes a backup, a line at a time.
#[derive(Debug)]
pub struct Writer {
    file: String,
    sum: Sha256,
    entries: usize,
}

impl Writer {
    /// Begins a backup with its first line. `room` is about how many bytes the entries have.
    pub fn begin(at: Timestamp, name: &str, device: Device, room: usize) -> Self {
        let head = Head { fairlead: "backup".to_owned(), v: FORMAT, at, name: name.to_owned(), device };
        let file = String::with_capacity(room + name.len() + MOST_FRAME);
        let mut writer = Self { file, sum: Sha256::new(), entries: 0 };
        writer.line(&serde_json::to_string(&head).unwrap_or_default());
        writer
    }

    /// The next line, for the text of an entry.
    pub fn entry(&mut self, text: &str) {
        self.entries += 1;
        self.line(text);
    }

    /// The whole of it, with its last line.
    pub fn end(self) -> String {
        let Self { mut file, sum, entries } = self;
        let end = End { end: entries, sum: hex(&sum.finalize()) };
        file.push_str(&serde_json::to_string(&end).unwrap_or_default());
        file.push('\n');
        file
    }

    fn line(&mut self, text: &str) {
        for part in [text, "\n"] {
            self.sum.update(part.as_bytes());
            self.file.push_str(part);
        }
    }
}

/// More than first and last line of a backup take, but for the name.
const MOST_FRAME: usize = 300;

/// How many bytes stand before the last line of a file, whose end is at hand: what the sum in the last line is of. `None` where
/// the line does not begin in there.
pub fn summed(file: usize, end: &[u8]) -> Option<usize> {
    let breaks = end.trim_ascii_end().iter().rposition(|byte| *byte == b'\n')?;
    file.checked_sub(end.len() - breaks - 1)
}

/// Reads a backup.
///
/// # Errors
/// [`BackupError`] says what is wrong with it. Nothing of a damaged backup is handed out: see [`salvage`].
pub fn read(text: String) -> Result<Backup, BackupError> {
    read_beside(text, None)
}

/// [`read`], where the SHA-256 of what is [`summed`] may be known already: the browser works it out several times as fast.
/// Where it is the one that the last line names, the lines are those that were written. Another one proves nothing.
///
/// # Errors
/// As [`read`].
pub fn read_beside(text: String, known: Option<&[u8]>) -> Result<Backup, BackupError> {
    let text = Rc::new(unmarked(text));
    let head = head(&text)?;
    let (body, end) = body_and_end(&text);
    let is_proven = known.zip(end.as_ref()).is_some_and(|(known, end)| hex(known) == end.sum);
    let mut reading = Reading::new(&text);
    // A file that went through an editor may have other line ends; what counts is what the lines say.
    let mut sum = Sha256::new();
    for (number, place) in places(body).enumerate() {
        let line = &body[place.clone()];
        if !is_proven {
            sum.update(line.as_bytes());
            sum.update(b"\n");
        }
        if number > 0 && !line.trim().is_empty() {
            reading.take(place).map_err(|_| BackupError::Damaged { line: number + 1 })?;
        }
    }
    let found = reading.len();
    let Some(end) = end else {
        return Err(BackupError::CutShort { found, expected: None });
    };
    if found < end.end {
        return Err(BackupError::CutShort { found, expected: Some(end.end) });
    }
    if found != end.end || !(is_proven || hex(&sum.finalize()) == end.sum) {
        return Err(BackupError::Altered);
    }
    Ok(Backup { head, log: reading.into() })
}

/// All entries of a damaged backup, or of a bare log, that can be read, and how many lines can't be.
pub fn salvage(text: String) -> (LogCopy, usize) {
    let text = Rc::new(unmarked(text));
    let (body, _) = body_and_end(&text);
    let mut reading = Reading::new(&text);
    let mut damaged = 0;
    for place in places(body).skip(usize::from(head(&text) != Err(BackupError::Bare))) {
        if !body[place.clone()].trim().is_empty() {
            damaged += usize::from(reading.take(place).is_err());
        }
    }
    (reading.into(), damaged)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(half.into(), 16));
        }
        text
    })
}

/// A text without the mark that some systems put in front.
fn unmarked(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    text
}

/// Whether a first line is that of a backup, encrypted or not, of whatever version, or of a bare log: for telling it from a
/// table before it is read in full.
pub fn is_backup(line: &str) -> bool {
    head(line.strip_prefix('\u{feff}').unwrap_or(line)) != Err(BackupError::NotABackup)
}

/// What every version of the first line says.
#[derive(Deserialize)]
struct Kind {
    fairlead: String,
    v: u32,
}

fn head(text: &str) -> Result<Head, BackupError> {
    let first = text.lines().next().unwrap_or_default();
    let Ok(kind) = serde_json::from_str::<Kind>(first) else {
        return Err(if Line::parse(first).is_ok() { BackupError::Bare } else { BackupError::NotABackup });
    };
    match (kind.fairlead.as_str(), kind.v) {
        ("backup", v) if v > FORMAT => Err(BackupError::Newer(v)),
        ("backup", _) => serde_json::from_str(first).map_err(|_| BackupError::Damaged { line: 1 }),
        ("encrypted-backup", _) => Err(BackupError::Encrypted),
        _ => Err(BackupError::NotABackup),
    }
}

/// The text before the last line, and what the last line says.
fn body_and_end(text: &str) -> (&str, Option<End>) {
    let trimmed = text.trim_end();
    let start = trimmed.rfind('\n').map_or(0, |place| place + 1);
    match serde_json::from_str(&trimmed[start..]) {
        Ok(end) => (&trimmed[..start], Some(end)),
        Err(_) => (text, None),
    }
}
