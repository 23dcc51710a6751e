//! Finding words in texts, whatever their case.
//!
//! A search looks through a hundred thousand titles at each key press, so nothing here copies a text.

/// Whether `text` contains `word`, whatever the case of either.
pub fn contains(text: &str, word: &str) -> bool {
    Word::new(word).is_in(text)
}

/// A word that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The word as [`fold`] makes it.
    folded: String,
    /// Whether it has letters in two cases; a Chinese word has none, and is looked for as it is.
    has_case: bool,
}

impl Word {
    pub(super) fn new(typed: &str) -> Self {
        let folded: String = typed.chars().flat_map(fold).collect();
        let has_case = folded.chars().any(|char| char.is_alphabetic() && char.to_uppercase().ne([char]));
        Self { folded, has_case }
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        if !self.has_case {
            return text.contains(&self.folded);
        }
        if self.folded.is_ascii() && text.is_ascii() {
            return contains_ascii(text.as_bytes(), self.folded.as_bytes());
        }
        text.char_indices().any(|(at, _)| starts_with(&text[at..], &self.folded))
    }
}

/// `word` is in lower case.
fn contains_ascii(text: &[u8], word: &[u8]) -> bool {
    let Some((&first, rest)) = word.split_first() else { return true };
    let Some(last) = text.len().checked_sub(word.len()) else { return false };
    text[..=last].iter().enumerate().any(|(at, byte)| {
        byte.to_ascii_lowercase() == first && text[at + 1..at + word.len()].eq_ignore_ascii_case(rest)
    })
}

fn starts_with(text: &str, folded: &str) -> bool {
    let mut letters = text.chars().flat_map(fold);
    folded.chars().all(|wanted| letters.next() == Some(wanted))
}

/// A letter in lower case; the Greek sigma at the end of a word is a sigma like others.
fn fold(char: char) -> impl Iterator<Item = char> {
    char.to_lowercase().map(|char| if char == 'ς' { 'σ' } else { char })
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn words_are_found_whatever_their_case() {
        let cases = [
            ("Renewal for ACME", "acme", true),
            ("Renewal for acme", "ACME", true),
            ("ac", "acme", false),
            ("", "a", false),
            ("anything", "", true),
            ("升级 ERP 系统", "erp", true),
            ("升级 ERP 系统", "系统", true),
            ("升级 ERP 系统", "升統", false),
            ("ΟΔΟΣ", "οδος", true),
            ("Ärzte", "ärz", true),
            ("straße", "STRAẞE", true),
            ("İstanbul", "istanbul", false),
            ("İstanbul", "İstanbul", true),
            ("مشروع ١", "مشروع", true),
            ("🚀 launch", "🚀", true),
            ("aab", "ab", true),
            ("é", "é", true),
        ];
        for (text, word, found) in cases {
            assert_eq!(contains(text, word), found, "{word} in {text}");
        }
    }
}
