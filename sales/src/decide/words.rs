//! Texts that people type.

use super::{Rejection, What};

/// The longest title of a deal, in characters.
pub const MAX_TITLE_CHARS: usize = 10_000;
/// The longest name or other single line.
pub const MAX_LINE_CHARS: usize = 500;
/// The longest note or other text of several lines.
pub const MAX_TEXT_CHARS: usize = 100_000;

/// A single line that must not be blank: runs of white space become one space.
pub(super) fn line(typed: &str, what: What, most: usize) -> Result<String, Rejection> {
    let line = optional_line(typed, what, most)?;
    if line.chars().all(is_unseen) { Err(Rejection::Blank(what)) } else { Ok(line) }
}

/// Whether a character leaves no mark: joiners, direction marks and the like, which alone are as good as blank.
fn is_unseen(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || char.is_whitespace()
}

/// A text of several lines that must not be blank.
pub(super) fn full_text(typed: &str, what: What) -> Result<String, Rejection> {
    let text = text(typed, what)?;
    if text.chars().all(is_unseen) { Err(Rejection::Blank(what)) } else { Ok(text) }
}

/// A single line that may be blank.
pub(super) fn optional_line(typed: &str, what: What, most: usize) -> Result<String, Rejection> {
    let mut line = String::with_capacity(typed.len());
    for word in
        typed.split(|char: char| char.is_whitespace() || char.is_control()).filter(|word| !word.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    within(&line, what, most)?;
    Ok(line)
}

/// A text of several lines that may be blank; only its ends are trimmed.
pub(super) fn text(typed: &str, what: What) -> Result<String, Rejection> {
    let text = typed.trim().replace("\r\n", "\n");
    within(&text, what, MAX_TEXT_CHARS)?;
    Ok(text)
}

/// Whether a text, taken as it is, is no longer than it may be.
pub(super) fn within(text: &str, what: What, most: usize) -> Result<(), Rejection> {
    let chars = text.chars().count();
    if chars > most { Err(Rejection::TooLong { what, chars, most }) } else { Ok(()) }
}

/// Whether two names are the same to a reader.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}
