//! Which names mean the same thing, though they are not written the same: `GTXPro` and `GTX Pro`, `Acme Inc.` and `ACME`.
//!
//! What is proposed here is proposed only: a person decides, since two names that differ in a letter may well be two
//! customers. So it is better to miss a slip of the pen than to propose nonsense, and some differences never count as
//! slips, whatever their size: digits, Roman numerals and single letters (`ACME 1` is not `ACME 2`, `Plan A` is not
//! `Plan B`), and one Chinese character for another.
//!
//! A [`NameIndex`] takes a list of names apart once ([`words`]). Names with the same key are found at once; those that
//! are only close are compared ([`close`]) within buckets of the same first letter and the same numbers, so that ten
//! thousand names against ten thousand take a moment.

mod close;
mod words;

use std::collections::HashMap;

use words::Name;

use crate::values::narrow;

/// Whether `Inc.`, `GmbH`, `有限公司` and the like count as part of a name: they do for products and people, not for firms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegalForms {
    /// They do.
    Count,
    /// They are passed over.
    PassOver,
}

/// How two names are alike, the most alike first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// But for case, width, spaces and punctuation they are the same.
    Same,
    /// But for the legal form they are.
    SameCore,
    /// They are the same words in another order: `Smith, John`.
    Reordered,
    /// They differ in a few letters.
    Close,
}

/// A name of a list that is like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Match {
    /// Its place in the list.
    pub index: usize,
    /// How it is alike.
    pub likeness: Likeness,
    /// How much, up to 100.
    pub score: u8,
}

/// The most matches for a name that are worth showing.
pub const MAX_MATCHES: usize = 5;

/// Names, prepared for finding those that are like a given one.
#[derive(Debug)]
pub struct NameIndex {
    legal_forms: LegalForms,
    names: Vec<Name>,
    /// By key, and by key without legal form.
    by_key: HashMap<String, Vec<usize>>,
    by_core: HashMap<String, Vec<usize>>,
    /// By the words in alphabetical order.
    by_sorted_words: HashMap<String, Vec<usize>>,
    /// By first letter and numbers, each sorted by length.
    by_bucket: HashMap<Bucket, Vec<usize>>,
}

/// What names that are close have in common.
type Bucket = (Option<char>, String);

impl NameIndex {
    /// Prepares a list of names.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, legal_forms: LegalForms) -> Self {
        let mut index = Self {
            legal_forms,
            names: Vec::new(),
            by_key: HashMap::new(),
            by_core: HashMap::new(),
            by_sorted_words: HashMap::new(),
            by_bucket: HashMap::new(),
        };
        for (at, text) in names.into_iter().enumerate() {
            let name = Name::new(text, legal_forms);
            if !name.is_blank() {
                index.by_key.entry(name.key()).or_default().push(at);
                index.by_core.entry(name.joined().text.clone()).or_default().push(at);
                index.by_sorted_words.entry(name.sorted_words()).or_default().push(at);
                index.by_bucket.entry(bucket(&name)).or_default().push(at);
            }
            index.names.push(name);
        }
        let names = &index.names;
        for bucket in index.by_bucket.values_mut() {
            bucket.sort_by_key(|&at| names[at].joined().len);
        }
        index
    }

    /// The names of the list that are like this one, the most alike first; [`MAX_MATCHES`] at most.
    pub fn like(&self, text: &str) -> Vec<Match> {
        self.matches(&Name::new(text, self.legal_forms), |_| true)
    }

    /// The pairs of names within the list that are alike: the place of one, and the match that comes after it.
    pub fn duplicates(&self) -> Vec<(usize, Match)> {
        let names = self.names.iter().enumerate();
        let pairs = names.flat_map(|(at, name)| {
            let later = self.matches(name, |other| other > at);
            later.into_iter().map(move |found| (at, found))
        });
        pairs.collect()
    }

    fn matches(&self, name: &Name, is_wanted: impl Fn(usize) -> bool) -> Vec<Match> {
        if name.is_blank() {
            return Vec::new();
        }
        let mut found: Vec<Match> = Vec::new();
        let mut add = |index: usize, likeness, score| {
            if is_wanted(index) && found.iter().all(|other| other.index != index) {
                found.push(Match { index, likeness, score });
            }
        };
        // As many as can be shown, and some more for those that are not wanted, so that a thousand names of one key
        // stay a thousand steps and not a million.
        let exact = [
            (&self.by_key, name.key(), Likeness::Same, 100),
            (&self.by_core, name.joined().text.clone(), Likeness::SameCore, 96),
            (&self.by_sorted_words, name.sorted_words(), Likeness::Reordered, 92),
        ];
        for (map, key, likeness, score) in exact {
            let places = map.get(&key).into_iter().flatten().filter(|&&at| is_wanted(at));
            places.take(MAX_MATCHES).for_each(|&at| add(at, likeness, score));
        }
        if let Some(bucket) = self.by_bucket.get(&bucket(name)) {
            let (least, most) = close::lengths(name.joined().len);
            let start = bucket.partition_point(|&at| self.names[at].joined().len < least);
            for &at in bucket[start..].iter().take_while(|&&at| self.names[at].joined().len <= most) {
                if is_wanted(at)
                    && let Some(score) = close::score(name, &self.names[at])
                {
                    add(at, Likeness::Close, score);
                }
            }
        }
        found.sort_by_key(|one| (std::cmp::Reverse(one.score), one.index));
        found.truncate(MAX_MATCHES);
        found
    }
}

/// What is the same for two names that differ in case, width, spaces and punctuation only. A name of nothing but
/// punctuation is the same as itself only.
pub fn key(text: &str) -> String {
    let key = near_key(text, LegalForms::Count);
    if key.is_empty() { exact_key(text) } else { key }
}

/// What is the same for two names that a reader takes for the very same: case, width and the number of spaces make no
/// difference, everything else does.
pub fn exact_key(text: &str) -> String {
    let narrowed: String = text.chars().filter_map(narrow).collect();
    let words: Vec<&str> = narrowed.split(' ').filter(|word| !word.is_empty()).collect();
    // The Greek sigma at the end of a word is a sigma like others.
    words.join(" ").to_lowercase().replace('ς', "σ")
}

/// The plain form of a name that is shared by all names that are [`Likeness::Same`], or, legal forms passed over,
/// [`Likeness::SameCore`].
pub fn near_key(text: &str, legal_forms: LegalForms) -> String {
    Name::new(text, legal_forms).joined().text.clone()
}

fn bucket(name: &Name) -> Bucket {
    (name.first_letter(), name.numbers())
}
