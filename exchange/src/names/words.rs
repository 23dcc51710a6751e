//! A name, cut into words in their plain form.

use super::LegalForms;
use crate::values::narrow;

/// Legal forms, as they stand at the end of a name, without points and spaces.
const FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "companies",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "pllc",
    "gmbh",
    "ggmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ug",
    "ohg",
    "gbr",
    "ev",
    "eg",
    "se",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "srl",
    "spa",
    "snc",
    "sl",
    "slu",
    "sau",
    "ltda",
    "sadecv",
    "bv",
    "nv",
    "vof",
    "ab",
    "hb",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "ou",
    "sia",
    "uab",
    "doo",
    "dd",
    "ad",
    "ood",
    "kft",
    "zrt",
    "nyrt",
    "spzoo",
    "sro",
    "pty",
    "ptyltd",
    "pte",
    "pteltd",
    "sdnbhd",
    "bhd",
    "sdn",
    "pvt",
    "pvtltd",
    "kk",
    "kabushikikaisha",
];
/// How many forms a name has at most: `GmbH`, `& Co.` and `KG` are three.
const MAX_FORMS: usize = 6;
/// How many words a legal form takes at most: `S. A. de C. V.`.
const MAX_FORM_WORDS: usize = 5;
/// The same in Chinese, longer ones first.
const CHINESE_FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "控股有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "总公司",
    "公司",
    "集团",
    "股份",
    "有限責任公司",
];
/// Numbers as the Romans wrote them; those of one letter count as letters.
const ROMAN: &[&str] =
    &["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xx"];

/// A name, taken apart.
#[derive(Debug)]
pub(super) struct Name {
    /// All its words.
    words: Vec<String>,
    /// Those that are left without the legal form, with what is asked of them often.
    core: Vec<Word>,
    /// The same without spaces.
    joined: Word,
}

/// A word, with what is asked of it for each pair of names.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// How many characters it has.
    pub(super) len: usize,
    /// Which letters are in it: a bit for each of 64 classes.
    pub(super) letters: u64,
    pub(super) has_han: bool,
    /// Whether it counts things, or tells them apart, rather than naming them.
    pub(super) is_number: bool,
}

impl Word {
    fn new(text: String) -> Self {
        let letters = text.chars().fold(0, |set, char| set | 1 << (char as u32 % 64));
        let (has_han, is_number) = (text.chars().any(is_han), is_number(&text));
        Self { len: text.chars().count(), letters, has_han, is_number, text }
    }
}

/// What a word is made of: where it changes, a new word begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Digits,
    Han,
    Letters,
}

impl Name {
    pub(super) fn new(text: &str, legal_forms: LegalForms) -> Self {
        let mut words = cut(text);
        let core = if legal_forms == LegalForms::PassOver { pass_over_form(&mut words) } else { words.len() };
        let joined = Word::new(joined(&words[..core]));
        let core = words[..core].iter().cloned().map(Word::new).collect();
        Self { words, core, joined }
    }

    /// Whether nothing is left of it, as of `???`: such names are like no other.
    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// Its words, without the legal form.
    pub(super) fn core(&self) -> &[Word] {
        &self.core
    }

    /// The same without spaces, but for those between numbers: `1 2` is not `12`.
    pub(super) fn joined(&self) -> &Word {
        &self.joined
    }

    /// The name without spaces, and with its legal form.
    pub(super) fn key(&self) -> String {
        joined(&self.words)
    }

    pub(super) fn sorted_words(&self) -> String {
        let mut words: Vec<&str> = self.core.iter().map(|word| word.text.as_str()).collect();
        words.sort_unstable();
        words.join(" ")
    }

    pub(super) fn first_letter(&self) -> Option<char> {
        self.joined.text.chars().next()
    }

    /// What must be equal in names that are close: digits, Roman numerals, single letters.
    pub(super) fn numbers(&self) -> String {
        let numbers = self.core.iter().filter(|word| word.is_number).map(|word| word.text.as_str());
        numbers.collect::<Vec<_>>().join(" ")
    }
}

fn is_number(word: &str) -> bool {
    let mut chars = word.chars();
    let is_single = chars.next().is_some_and(|char| !is_han(char)) && chars.next().is_none();
    is_single || word.starts_with(|char: char| char.is_numeric()) || ROMAN.contains(&word)
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn joined(words: &[String]) -> String {
    let mut key = String::new();
    let mut was_number = false;
    for word in words {
        let is_number = word.starts_with(|char: char| char.is_numeric());
        if is_number && was_number {
            key.push(' ');
        }
        key.push_str(word);
        was_number = is_number;
    }
    key
}

/// Lower-case words without punctuation. What makes a difference to a reader stays: `C++` is not `C#`.
fn cut(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for char in text.chars().filter_map(narrow) {
        if char == '&' {
            words.push("and".to_owned());
            last = None;
            continue;
        }
        // An apostrophe belongs to its word, a combining accent is as good as none.
        if char == '\'' || matches!(char, '\u{300}'..='\u{36f}') {
            continue;
        }
        let script = match char {
            _ if char.is_numeric() => Script::Digits,
            _ if is_han(char) => Script::Han,
            _ if char.is_alphanumeric() || matches!(char, '+' | '#') => Script::Letters,
            _ => {
                last = None;
                continue;
            }
        };
        match words.last_mut() {
            Some(word) if last == Some(script) => word.extend(lower(char)),
            _ => words.push(lower(char).collect()),
        }
        last = Some(script);
    }
    words
}

/// A letter in lower case; the Greek sigma at the end of a word is a sigma like others.
fn lower(char: char) -> impl Iterator<Item = char> {
    char.to_lowercase().map(|char| if char == 'ς' { 'σ' } else { char })
}

/// Cuts the legal form off the last words, and answers how many words are left, at least one. A Chinese form is part of
/// a word, which is then cut in two.
fn pass_over_form(words: &mut Vec<String>) -> usize {
    let mut core = words.len();
    for _ in 0..MAX_FORMS {
        let is_form = |from: usize| FORMS.contains(&words[from..core].concat().as_str());
        if let Some(from) = (1..core).rev().take(MAX_FORM_WORDS).filter(|&from| is_form(from)).min() {
            core = from;
        } else if core > 1 && core < words.len() && words[core - 1] == "and" {
            // Smith & Co.
            core -= 1;
        } else if let Some((last, at)) =
            core.checked_sub(1).and_then(|last| Some((last, chinese_form(words, last)?)))
        {
            let form = words[last].split_off(at);
            words.insert(core, form);
            if at == 0 {
                words.remove(last);
                core = last;
            }
        } else {
            break;
        }
    }
    core
}

/// Where in a word the Chinese legal form at its end begins. The first word must keep two characters.
fn chinese_form(words: &[String], word: usize) -> Option<usize> {
    let form = CHINESE_FORMS.iter().find(|form| words[word].ends_with(**form))?;
    let at = words[word].len() - form.len();
    (word > 0 || words[word][..at].chars().nth(1).is_some()).then_some(at)
}
