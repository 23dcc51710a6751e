//! From bytes to text.
//!
//! A byte order mark decides. Without one: zeros at every other place are UTF-16; bytes that are valid UTF-8, or nearly
//! so, are UTF-8, for hardly anything else is by chance. What is left is from a spreadsheet that saved in the encoding
//! of its country. Nearly every sequence of bytes is valid there, so it is plausibility that decides: in Chinese both
//! bytes of a character are high and most characters are of the few thousand common ones, while in the languages of
//! western Europe a high byte stands alone among ASCII letters.

use std::borrow::Cow;

use encoding_rs as rs;
use serde::{Deserialize, Serialize};

/// How a text is written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first, as "Unicode text" of Excel is.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Simplified Chinese, with GBK and GB2312.
    Gb18030,
    /// Traditional Chinese.
    Big5,
    /// Japanese.
    ShiftJis,
    /// Korean.
    EucKr,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Western European.
    Windows1252,
}

impl Encoding {
    /// All there are, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Utf8,
        Self::Gb18030,
        Self::Windows1252,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Big5,
        Self::ShiftJis,
        Self::EucKr,
        Self::Windows1250,
        Self::Windows1251,
    ];

    /// Its name, the same in all languages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift_JIS",
            Self::EucKr => "EUC-KR",
            Self::Windows1250 => "Windows-1250",
            Self::Windows1251 => "Windows-1251",
            Self::Windows1252 => "Windows-1252",
        }
    }

    fn coding(self) -> &'static rs::Encoding {
        match self {
            Self::Utf8 => rs::UTF_8,
            Self::Utf16Le => rs::UTF_16LE,
            Self::Utf16Be => rs::UTF_16BE,
            Self::Gb18030 => rs::GB18030,
            Self::Big5 => rs::BIG5,
            Self::ShiftJis => rs::SHIFT_JIS,
            Self::EucKr => rs::EUC_KR,
            Self::Windows1250 => rs::WINDOWS_1250,
            Self::Windows1251 => rs::WINDOWS_1251,
            Self::Windows1252 => rs::WINDOWS_1252,
        }
    }

    fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Gb18030 => b"\x84\x31\x95\x33",
            _ => b"",
        }
    }
}

/// A text and how it was written.
pub(super) struct Decoded<'a> {
    pub(super) encoding: Encoding,
    /// Without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Whether some bytes meant nothing and stand there as `�`.
    pub(super) broken: bool,
}

/// Reads bytes as text, in the encoding that they are in or the one that the user says. Answers nothing where they are
/// no text.
pub(super) fn decode(bytes: &[u8], said: Option<Encoding>) -> Option<Decoded<'_>> {
    let encoding = said.or_else(|| detect(bytes))?;
    let bytes = bytes.strip_prefix(encoding.mark()).unwrap_or(bytes);
    // The decoder of `encoding_rs` is as fast for valid UTF-8, but this borrows it.
    if encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(Decoded { encoding, text: Cow::Borrowed(text), broken: false });
    }
    let (text, broken) = encoding.coding().decode_without_bom_handling(bytes);
    Some(Decoded { encoding, text, broken })
}

/// Which encoding bytes are in; nothing where they are no text.
fn detect(bytes: &[u8]) -> Option<Encoding> {
    let marked = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030];
    if let Some(encoding) = marked.into_iter().find(|each| bytes.starts_with(each.mark())) {
        return Some(encoding);
    }
    if memchr::memchr(0, bytes).is_some() {
        return utf16(bytes);
    }
    if is_binary(bytes) {
        return None;
    }
    Some(if is_utf8(bytes) {
        Encoding::Utf8
    } else if is_chinese(bytes) {
        Encoding::Gb18030
    } else {
        Encoding::Windows1252
    })
}

/// How many bytes are looked at where a part tells as much as the whole.
const SAMPLE: usize = 1 << 20;

/// UTF-16 without a mark: its delimiters, digits and line ends have a zero byte each, always on the same side. A zero in
/// some other file joins two bytes that have nothing to do with each other; then there are no lines.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let encoding = match (first, second) {
        (0, 1..) => Encoding::Utf16Le,
        (1.., 0) => Encoding::Utf16Be,
        _ => return None,
    };
    let (text, broken) = encoding.coding().decode_without_bom_handling(&sample[..pairs.len() * 2]);
    // A sample may end within a character, which then is broken; nothing else may be.
    let is_lines = text.contains(['\n', '\r']) || first.max(second) * 3 > pairs.len();
    let odd = text.chars().filter(|each| is_odd(*each)).count()
        + usize::from(broken && sample.len() == bytes.len());
    (odd == 0 && is_lines).then_some(encoding)
}

/// A character that no table holds.
fn is_odd(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{1f}' | '\u{1e}' | '\u{85}')
}

/// Whether so many bytes are control characters that it can be no text.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Not 0x1A, with which texts of DOS end, nor 0x1E and 0x1F, which are made to stand between rows and cells.
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=25 | 27..=29 | 127)).count();
    controls * 50 > sample.len()
}

/// Valid UTF-8, or with so few mistakes that they are mistakes: a cell cut within a character, an end cut off.
fn is_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut characters, mut mistakes) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        // Of each character beyond ASCII the first byte, and no other, is of this form.
        characters += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        mistakes += usize::from(!chunk.invalid().is_empty());
    }
    mistakes * 10 <= characters
}

/// Whether bytes that are no UTF-8 are plausible as Chinese.
fn is_chinese(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().copied().take(SAMPLE);
    let (mut common, mut rare, mut mistakes) = (0_usize, 0_usize, 0_usize);
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        let Some(trail) = bytes.next() else { break };
        match (lead, trail) {
            // Punctuation and full-width forms, and the 3,755 characters that make up nearly all of a text.
            (0xA1..=0xA3 | 0xB0..=0xD7, 0xA1..=0xFE) => common += 1,
            (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => rare += 1,
            // A character of four bytes: the last two repeat the form of the first two.
            (0x81..=0xFE, b'0'..=b'9') => {
                rare += 1;
                bytes.nth(1);
            }
            _ => mistakes += 1,
        }
    }
    common > rare && mistakes * 50 <= common
}
