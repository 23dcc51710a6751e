//! One plain form of characters, before anything is read.
//!
//! Chinese input methods write digits and signs in full width, spreadsheets put narrow and unbreakable spaces between
//! thousands, word processors turn a minus into a dash. None of that changes what a cell says.

use std::borrow::Cow;

/// A character in its plain form; `None` for those without width, which some programs put in front of a cell to keep it
/// from being run as a formula.
pub(crate) fn narrow(char: char) -> Option<char> {
    let plain = match char {
        '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        ' '..='~' => char,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        '。' => '.',
        '￥' => '¥',
        '￡' => '£',
        '￦' => '₩',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{660}'..='\u{669}' => digit(char, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(char, 0x6f0),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => return None,
        _ if char.is_whitespace() => ' ',
        _ => char,
    };
    Some(plain)
}

/// The digit that stands `char - zero` places behind the zero of its script.
fn digit(char: char, zero: u32) -> char {
    char::from_digit(char as u32 - zero, 10).unwrap_or(char)
}

/// A text in its plain form, without the spaces around it.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'`') {
        return Cow::Borrowed(text.trim());
    }
    let narrowed: String = text.chars().filter_map(narrow).collect();
    Cow::Owned(narrowed.trim().to_owned())
}

/// `text` without `prefix`, whatever the case of ASCII letters.
pub(super) fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}
