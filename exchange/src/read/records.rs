//! The records of an old workbook, and the texts in them.

use super::bytes;

/// A record goes on in records of this number where it is longer than one can be.
const CONTINUE: u16 = 0x003C;

/// A record.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    /// The records that it goes on in.
    more: Vec<&'a [u8]>,
    /// Where it begins.
    pub(super) at: usize,
}

impl Record<'_> {
    /// The data of a record that holds one text, put together. Where a text is cut, its second piece begins with a
    /// byte of its own that says how wide its characters are; both pieces are taken to be of one width.
    pub(super) fn joined(&self) -> Vec<u8> {
        let mut all = self.data.to_vec();
        for piece in &self.more {
            all.extend_from_slice(piece.get(1..).unwrap_or_default());
        }
        all
    }
}

/// The records of a stream, up to where it ends or is cut off.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn of(stream: &'a [u8]) -> Self {
        Self { stream, at: 0 }
    }

    fn peek(&self) -> Option<(u16, &'a [u8])> {
        let kind = bytes::u16(self.stream, self.at)?;
        let length = usize::from(bytes::u16(self.stream, self.at + 2)?);
        let start = self.at + 4;
        Some((kind, self.stream.get(start..start + length)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let at = self.at;
        let (kind, data) = self.peek()?;
        self.at += 4 + data.len();
        let mut more = Vec::new();
        while let Some((CONTINUE, data)) = self.peek() {
            more.push(data);
            self.at += 4 + data.len();
        }
        Some(Record { kind, data, more, at })
    }
}

/// The texts that cells refer to, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// The texts of the record that lists them, up to where it breaks off.
    pub(super) fn of(record: &Record) -> Self {
        let mut texts = Self::default();
        let mut pieces = Pieces { now: record.data.get(8..).unwrap_or_default(), later: record.more.iter() };
        while pieces.text(&mut texts.text).is_some() {
            texts.ends.push(texts.text.len());
        }
        texts
    }

    pub(super) fn get(&self, index: u32) -> Option<&str> {
        let index = index as usize;
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }
}

/// The data of a record and those that it goes on in.
struct Pieces<'a, 'b> {
    now: &'a [u8],
    later: std::slice::Iter<'b, &'a [u8]>,
}

/// How a text is written, besides its characters.
const WIDE: u8 = 1;
const WITH_PHONETICS: u8 = 4;
const WITH_FONTS: u8 = 8;

impl<'a> Pieces<'a, '_> {
    /// Some bytes that lie together.
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        while self.now.is_empty() {
            self.now = self.later.next()?;
        }
        let (taken, rest) = self.now.split_at_checked(length)?;
        self.now = rest;
        Some(taken)
    }

    /// Passes over some bytes, wherever they lie.
    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            while self.now.is_empty() {
                self.now = self.later.next()?;
            }
            let step = length.min(self.now.len());
            self.now = self.now.get(step..)?;
            length -= step;
        }
        Some(())
    }

    /// Reads one text.
    fn text(&mut self, into: &mut String) -> Option<()> {
        let head = self.take(3)?;
        let mut left = usize::from(bytes::u16(head, 0)?);
        let mut flags = bytes::u8(head, 2)?;
        let fonts = if flags & WITH_FONTS == 0 { 0 } else { usize::from(bytes::u16(self.take(2)?, 0)?) };
        let phonetics = if flags & WITH_PHONETICS == 0 { 0 } else { bytes::u32(self.take(4)?, 0)? as usize };
        while left > 0 {
            if self.now.is_empty() {
                // The next piece begins with a byte that says how wide its characters are.
                self.now = self.later.next()?;
                flags = bytes::u8(self.take(1)?, 0)?;
            }
            let width = if flags & WIDE == 0 { 1 } else { 2 };
            let count = left.min(self.now.len() / width);
            if count == 0 {
                return None;
            }
            decode(self.take(count * width)?, width == 2, into);
            left -= count;
        }
        self.skip(fonts * 4)?;
        self.skip(phonetics)
    }
}

/// Characters of one byte are the first 256 of Unicode, those of two are UTF-16.
fn decode(bytes: &[u8], is_wide: bool, into: &mut String) {
    if is_wide {
        let units = bytes.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
        into.extend(char::decode_utf16(units).map(|each| each.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        into.extend(bytes.iter().map(|byte| char::from(*byte)));
    }
}

/// A text with its length in two bytes; as much of it as is there.
pub(super) fn text(data: &[u8]) -> Option<String> {
    characters(usize::from(bytes::u16(data, 0)?), data.get(2..)?)
}

/// A text with its length in one byte.
pub(super) fn short_text(data: &[u8]) -> Option<String> {
    characters(usize::from(bytes::u8(data, 0)?), data.get(1..)?)
}

fn characters(count: usize, data: &[u8]) -> Option<String> {
    let (flags, data) = data.split_first()?;
    let is_wide = flags & WIDE != 0;
    let length = (if is_wide { count * 2 } else { count }).min(data.len());
    let mut text = String::new();
    decode(data.get(..length)?, is_wide, &mut text);
    Some(text)
}
