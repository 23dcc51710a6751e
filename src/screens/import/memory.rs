//! Setups of files that were imported, remembered by their headers.

use std::collections::BTreeMap;

use exchange::setup::FileSetup;

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
    prefs::set(KEY, &joined(old, new));
}

/// What was decided beside the columns about imports with any of these headers, the newest last.
pub(super) fn recall_decisions(headers: &[String]) -> Vec<Decisions> {
    let all = prefs::get::<Vec<(Vec<String>, Decisions)>>(DECISIONS).unwrap_or_default();
    let is_about = |known: &[String]| known.iter().any(|header| headers.contains(header));
    all.into_iter().filter(|(known, _)| is_about(known)).map(|(_, decisions)| decisions).collect()
}

/// Remembers what was decided about an import with these headers from now on.
pub(super) fn remember_decisions(mut headers: Vec<String>, decisions: Decisions) {
    headers.sort();
    let mut all = prefs::get::<Vec<(Vec<String>, Decisions)>>(DECISIONS).unwrap_or_default();
    all.retain(|(known, _)| *known != headers);
    all.push((headers, decisions));
    all.drain(..all.len().saturating_sub(IMPORTS_KEPT));
    prefs::set(DECISIONS, &all);
}

/// The newest last; of each header the newest only.
fn joined(old: Vec<Remembered>, new: Vec<Remembered>) -> Vec<Remembered> {
    let mut all: Vec<Remembered> = old;
    for (header, setup) in new {
        all.retain(|(known, _)| *known != header);
        all.push((header, setup));
    }
    all.drain(..all.len().saturating_sub(KEPT));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(source: &str) -> FileSetup {
        FileSetup {
            source: source.to_owned(),
            kind: None,
            columns: Vec::new(),
            names_of: None,
            fields: BTreeMap::new(),
        }
    }

    #[test]
    fn the_newest_of_each_header_is_kept() {
        let old = vec![("a".to_owned(), setup("old")), ("b".to_owned(), setup("b"))];
        let all = joined(old, vec![("a".to_owned(), setup("new"))]);
        let all: Vec<(&str, &str)> =
            all.iter().map(|(header, setup)| (header.as_str(), setup.source.as_str())).collect();
        assert_eq!(all, [("b", "b"), ("a", "new")]);
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let many: Vec<Remembered> = (0..60).map(|number| (format!("{number:02}"), setup(""))).collect();
        let kept = joined(many, vec![("new".to_owned(), setup(""))]);
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|(header, _)| header.as_str()), Some("11"));
        assert_eq!(kept.last().map(|(header, _)| header.as_str()), Some("new"));
    }
}
