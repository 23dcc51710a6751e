//! What the words of a header mean, for each kind of file.
//!
//! A word may mean one thing in a file of deals and another in a file of products: `product` there is what is sold, here
//! the name of the row. So there is a table for each kind, and a file for each table.

mod activities;
mod deals;
mod directory;
mod history;
mod products;

use super::Confidence;
use crate::target::{FileKind, Target};

/// The words for one meaning.
pub(super) struct Words {
    pub(super) target: Target,
    /// Words that say so, the clearest first.
    pub(super) clear: &'static [&'static str],
    /// Words that may.
    pub(super) vague: &'static [&'static str],
}

/// What a header means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    pub(super) target: &'static Target,
    pub(super) confidence: Confidence,
    /// How clear the word is: of two columns with one meaning, the lower one has it.
    pub(super) rank: usize,
}

/// What a header of these words means in a file of this kind.
pub(super) fn meaning(kind: FileKind, words: &str) -> Option<Meaning> {
    let tables = table(kind);
    let find = |names: fn(&'static Words) -> &'static [&'static str], confidence, rank| {
        tables.iter().find_map(|entry| {
            let at = names(entry).iter().position(|name| *name == words)?;
            Some(Meaning { target: &entry.target, confidence, rank: rank + at })
        })
    };
    find(|entry| entry.clear, Confidence::Likely, 0)
        .or_else(|| find(|entry| entry.vague, Confidence::Guess, 1_000))
}

fn table(kind: FileKind) -> &'static [Words] {
    match kind {
        FileKind::Deals => deals::WORDS,
        FileKind::Organisations => directory::ORGANISATIONS,
        FileKind::Contacts => directory::CONTACTS,
        FileKind::People => directory::PEOPLE,
        FileKind::Products => products::WORDS,
        FileKind::Activities => activities::WORDS,
        FileKind::StageHistory => history::STAGES,
        FileKind::ChangeLog => history::CHANGES,
        FileKind::Names => history::NAMES,
    }
}

/// An entry of a table.
const fn words(target: Target, clear: &'static [&'static str], vague: &'static [&'static str]) -> Words {
    Words { target, clear, vague }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::table;
    use crate::recognise::header;
    use crate::target::FileKind;

    const KINDS: [FileKind; 9] = [
        FileKind::Deals,
        FileKind::Organisations,
        FileKind::Contacts,
        FileKind::Products,
        FileKind::People,
        FileKind::Activities,
        FileKind::StageHistory,
        FileKind::ChangeLog,
        FileKind::Names,
    ];

    #[test]
    fn words_stand_as_they_compare_and_mean_one_thing() {
        for kind in KINDS {
            let mut seen = HashSet::new();
            for word in table(kind).iter().flat_map(|entry| entry.clear.iter().chain(entry.vague)) {
                assert_eq!(&header::words(word), word, "{kind:?}");
                assert!(seen.insert(word), "{kind:?}: {word} means two things");
            }
        }
    }
}
