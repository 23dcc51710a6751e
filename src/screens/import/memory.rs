//! Setups of files that were imported, remembered by their headers.

use std::collections::{BTreeMap, BTreeSet};

use exchange::setup::FileSetup;
use exchange::target::FileKind;

use super::decisions::Decisions;
use crate::platform::prefs;

const KEY: &str = "import-setups";
const DECISIONS: &str = "import-decisions";

/// How many are kept.
const KEPT: usize = 50;

/// Of how many imports the other decisions are kept: they can be about hundreds of names.
const IMPORTS_KEPT: usize = 12;

/// A header, and what was decided about files with it.
type Remembered = (String, FileSetup);

/// All that are remembered.
pub(super) fn recall() -> BTreeMap<String, FileSetup> {
    prefs::get::<Vec<Remembered>>(KEY).unwrap_or_default().into_iter().collect()
}

/// Remembers these from now on.
pub(super) fn remember(new: Vec<Remembered>) {
    let old = prefs::get::<Vec<Remembered>>(KEY).unwrap_or_default();
    prefs::set(KEY, &joined(old, new, KEPT));
}

/// The headers of those files that tell of deals. Which those are tells one import from another: a list of customers may come along with
/// the deals of any system.
pub(super) fn headers_of_deals<'f>(
    files: impl Iterator<Item = (&'f str, Option<FileKind>)>,
) -> BTreeSet<String> {
    let tells_deals =
        |kind| matches!(kind, Some(FileKind::Deals | FileKind::StageHistory | FileKind::ChangeLog));
    files.filter(|(_, kind)| tells_deals(*kind)).map(|(header, _)| header.to_owned()).collect()
}

/// What was decided beside the columns about an import with just these headers.
pub(super) fn recall_decisions(headers: &BTreeSet<String>) -> Option<Decisions> {
    let all = prefs::get::<Vec<(BTreeSet<String>, Decisions)>>(DECISIONS).unwrap_or_default();
    all.into_iter().rev().find(|(known, _)| known == headers).map(|(_, decisions)| decisions)
}

/// Remembers what was decided about an import with these headers from now on.
pub(super) fn remember_decisions(headers: BTreeSet<String>, decisions: Decisions) {
    let old = prefs::get::<Vec<(BTreeSet<String>, Decisions)>>(DECISIONS).unwrap_or_default();
    prefs::set(DECISIONS, &joined(old, vec![(headers, decisions)], IMPORTS_KEPT));
}

/// The newest last, at most `kept` of them; of each key the newest only.
fn joined<K: PartialEq, V>(old: Vec<(K, V)>, new: Vec<(K, V)>, kept: usize) -> Vec<(K, V)> {
    let mut all = old;
    for (key, value) in new {
        all.retain(|(known, _)| *known != key);
        all.push((key, value));
    }
    all.drain(..all.len().saturating_sub(kept));
    all
}

#[cfg(test)]
mod tests {
    use super::super::fixture::file;
    use super::*;

    fn setup(source: &str) -> FileSetup {
        FileSetup { source: source.to_owned(), ..file(None) }
    }

    #[test]
    fn the_newest_of_each_header_is_kept() {
        let old = vec![("a".to_owned(), setup("old")), ("b".to_owned(), setup("b"))];
        let all = joined(old, vec![("a".to_owned(), setup("new"))], KEPT);
        let all: Vec<(&str, &str)> =
            all.iter().map(|(header, setup)| (header.as_str(), setup.source.as_str())).collect();
        assert_eq!(all, [("b", "b"), ("a", "new")]);
    }

    #[test]
    fn an_import_is_known_by_its_files_of_deals() {
        let files = [
            ("b", Some(FileKind::StageHistory)),
            ("firms", Some(FileKind::Organisations)),
            ("a", Some(FileKind::Deals)),
            ("out", None),
            ("a", Some(FileKind::Deals)),
        ];
        let headers = headers_of_deals(files.into_iter());
        assert_eq!(headers.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let many: Vec<Remembered> = (0..60).map(|number| (format!("{number:02}"), setup(""))).collect();
        let kept = joined(many, vec![("new".to_owned(), setup(""))], KEPT);
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|(header, _)| header.as_str()), Some("11"));
        assert_eq!(kept.last().map(|(header, _)| header.as_str()), Some("new"));
    }
}
