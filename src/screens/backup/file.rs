//! The file: made by the worker, encrypted by the browser, and what it is called.

use exchange::backup::{self, BackupError, Lock};
use exchange::protocol::{Answer, Export, Request};
use js_sys::Uint8Array;

use super::trouble::Trouble;
use crate::importer::Importer;
use crate::platform::crypto::{self, Recipe, Refused};
use crate::platform::{clock, file, ids};
use crate::state::{Store, backups};
use crate::storage::Seq;
use crate::text::headers::headers;

/// How much of a file its first line can take.
const MOST_FIRST_LINE: u32 = 4_096;
/// And its last one.
const MOST_LAST_LINE: u32 = 1_024;
/// How many characters of a workspace's name go into the name of a file.
const MOST_NAME: usize = 40;

/// Makes a backup of all that is saved, and answers the record it goes up to.
pub(super) async fn make(store: Store) -> Result<(Seq, Uint8Array), Trouble> {
    let worker = Importer::start().await?;
    let (seq, log) = store.log().await?;
    worker.tell(&Request::Log, &log)?;
    let name = store.with(|workspace| workspace.settings.name.clone());
    let request = Request::Backup { at: clock::now(), name, device: store.device() };
    match worker.ask(&request, &[]).await? {
        (Answer::BackedUp, bytes) => {
            let file = bytes.into_iter().next().ok_or_else(|| Trouble::Odd(String::new()))?;
            Ok((seq, file))
        }
        (answer, _) => Err(odd(answer)),
    }
}

/// What to make of an answer that was not asked for.
pub(super) fn odd(answer: Answer) -> Trouble {
    match answer {
        Answer::Failed(detail) => Trouble::Odd(detail),
        _ => Trouble::Odd(String::new()),
    }
}

/// Downloads a backup, and notes that it was made. Answers whether the browser took it.
pub(super) fn hand_over(store: Store, seq: Seq, bytes: &Uint8Array, is_encrypted: bool) -> bool {
    let (end, mime) =
        if is_encrypted { ("jsonl.enc", "application/octet-stream") } else { ("jsonl", "application/jsonl") };
    let is_taken = file::download_bytes(&file_name(store, "", end), mime, std::slice::from_ref(bytes));
    if is_taken {
        backups::note(store, seq);
    }
    is_taken
}

/// Downloads a table with all rows of a kind. Answers whether the browser took it.
pub(in crate::screens) async fn export(store: Store, what: Export, name: &str) -> bool {
    let written = async {
        let worker = Importer::start().await?;
        let snapshot = store.snapshot().await?;
        worker.tell(&Request::Workspace, &snapshot.parts)?;
        let request = Request::Export { what, headers: Box::new(headers()) };
        match worker.ask(&request, &[]).await? {
            (Answer::Exported, bytes) => Ok(bytes),
            (answer, _) => Err(odd(answer)),
        }
    };
    match written.await {
        Ok(bytes) => {
            let (end, kind) = match what {
                Export::Calendar { .. } => ("ics", "text/calendar"),
                _ => ("csv", "text/csv"),
            };
            file::download_bytes(&file_name(store, name, end), kind, &bytes)
        }
        Err(_) => false,
    }
}

/// What a file of this workspace is called: what it is, the name of the workspace, the day.
pub(in crate::screens) fn file_name(store: Store, what: &str, end: &str) -> String {
    let name = store.with(|workspace| tame(&workspace.settings.name));
    let day = clock::today().to_string();
    let parts: Vec<&str> =
        ["fairlead", &name, what, &day].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{end}", parts.join("-"))
}

/// A name without what no file may have in its own, on any system.
fn tame(name: &str) -> String {
    let allowed = |letter: char| !letter.is_control() && !"\\/:*?\"<>|.".contains(letter);
    let words: String =
        name.chars().map(|letter| if allowed(letter) { letter } else { ' ' }).take(MOST_NAME).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Encrypts a backup under a passphrase.
pub(super) async fn lock(passphrase: &str, plain: &Uint8Array) -> Result<Uint8Array, Refused> {
    let (salt, iv) = (ids::random::<16>(), ids::random::<12>());
    let lock = Lock::new(crypto::to_base64(&salt), crypto::to_base64(&iv));
    let line = lock.line();
    let recipe = Recipe { passphrase, salt: &salt, iterations: lock.iterations };
    let sealed = crypto::seal(recipe, &iv, line.as_bytes(), plain).await?;
    let first = Uint8Array::from(format!("{line}\n").as_bytes());
    let whole = Uint8Array::new_with_length(first.length() + sealed.length());
    whole.set(&first, 0);
    whole.set(&sealed, first.length());
    Ok(whole)
}

/// The lock of a file; `None` where it is not encrypted.
///
/// # Errors
/// [`BackupError`] where its first line is damaged, or of a newer version.
pub(super) fn lock_of(file: &Uint8Array) -> Result<Option<Lock>, BackupError> {
    Lock::read(&first_line(file))
}

/// Whether a file is a backup, as far as its first line tells.
pub(in crate::screens) fn is_backup(file: &Uint8Array) -> bool {
    backup::is_backup(&first_line(file))
}

/// Decrypts a file. It can't be told whether the passphrase is wrong or the file was changed.
pub(super) async fn unlock(passphrase: &str, file: &Uint8Array) -> Result<Uint8Array, BackupError> {
    let line = first_line(file);
    let lock = Lock::read(&line)?.ok_or(BackupError::NotABackup)?;
    let bytes = |text: &str| crypto::from_base64(text).ok_or(BackupError::Damaged { line: 1 });
    let (salt, iv) = (bytes(&lock.salt)?, bytes(&lock.iv)?);
    let start = u32::try_from(line.len()).unwrap_or(u32::MAX).saturating_add(1);
    let sealed = file.subarray(start.min(file.length()), file.length());
    let recipe = Recipe { passphrase, salt: &salt, iterations: lock.iterations };
    crypto::unseal(recipe, &iv, line.as_bytes(), &sealed).await.map_err(|Refused| BackupError::Locked)
}

/// What goes to the worker with a backup: the file, and its sum where the browser can work it out, which it does much faster than
/// the worker.
pub(super) async fn with_sum(file: Uint8Array) -> Vec<Uint8Array> {
    let whole = file.length();
    let end = file.subarray(whole.saturating_sub(MOST_LAST_LINE), whole).to_vec();
    let summed = usize::try_from(whole).ok().and_then(|whole| backup::summed(whole, &end));
    let Some(summed) = summed.and_then(|summed| u32::try_from(summed).ok()) else { return vec![file] };
    match crypto::digest(&file.subarray(0, summed)).await {
        Ok(sum) => vec![file, sum],
        Err(Refused) => vec![file],
    }
}

fn first_line(file: &Uint8Array) -> String {
    let beginning = file.subarray(0, MOST_FIRST_LINE.min(file.length())).to_vec();
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    // What is no text is no lock either; a lock is plain ASCII.
    std::str::from_utf8(line).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn a_name_becomes_part_of_a_file_name() {
        let cases = [
            ("", ""),
            ("Acme", "Acme"),
            ("华东 销售部", "华东-销售部"),
            ("  A/B: \"x\"  ", "A-B-x"),
            ("..", ""),
            ("a\tb\u{0}c", "a-b-c"),
        ];
        for (name, expected) in cases {
            assert_eq!(tame(name), expected, "{name:?}");
        }
        assert_eq!(tame(&"长".repeat(100)).chars().count(), 40);
    }
}
