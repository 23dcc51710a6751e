//! What a file is, by its first bytes: names lie.

use super::problem::Content;

/// What the bytes of a file are.
pub(super) enum Kind {
    /// An archive, of which workbooks are a kind.
    Zip,
    /// A file of files, of which old workbooks are a kind, and locked new ones.
    Compound,
    /// Something that holds no table.
    Other(Content),
    /// None of these: text, as far as the first bytes tell.
    Text,
}

/// The beginnings of files that are no text.
const BEGINNINGS: &[(&[u8], Content)] = &[
    (b"\x89PNG\r\n\x1a\n", Content::Picture),
    (b"\xff\xd8\xff", Content::Picture),
    (b"GIF87a", Content::Picture),
    (b"GIF89a", Content::Picture),
    (b"BM", Content::Picture),
    (b"RIFF", Content::Picture),
    (b"II*\0", Content::Picture),
    (b"MM\0*", Content::Picture),
    (b"%PDF-", Content::Pdf),
    (b"MZ", Content::Program),
    (b"\x7fELF", Content::Program),
    (b"\xcf\xfa\xed\xfe", Content::Program),
    (b"\xca\xfe\xba\xbe", Content::Program),
    (b"\0asm", Content::Program),
    (b"\x1f\x8b", Content::Archive),
    (b"7z\xbc\xaf\x27\x1c", Content::Archive),
    (b"Rar!\x1a\x07", Content::Archive),
    (b"\xfd7zXZ\0", Content::Archive),
    (b"BZh", Content::Archive),
    (b"\x28\xb5\x2f\xfd", Content::Archive),
    (b"{\\rtf", Content::Document),
    (b"SQLite format 3\0", Content::Unknown),
];

/// What a file is by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08")
    {
        return Kind::Zip;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::Compound;
    }
    // A table may begin with the letters of a beginning as short as `BM`; then it has no bytes that are no text.
    let printable = || !bytes.iter().take(64).any(|byte| matches!(byte, 0..=8 | 14..=31));
    for (beginning, content) in BEGINNINGS {
        if bytes.starts_with(beginning) && (beginning.len() > 4 || !printable()) {
            return Kind::Other(*content);
        }
    }
    markup(bytes).map_or(Kind::Text, Kind::Other)
}

/// Texts that are no tables: markup and JSON.
fn markup(bytes: &[u8]) -> Option<Content> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |with: &str| bytes.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()));
    if ["<!doctype html", "<html", "<head", "<meta", "<table", "<style"].iter().any(|tag| begins(tag)) {
        return Some(Content::Html);
    }
    if begins("<?xml") {
        return Some(Content::Xml);
    }
    let (first, rest) = bytes.split_first()?;
    let second = rest.trim_ascii_start().first();
    match (first, second) {
        (b'{', Some(b'"')) | (b'[', Some(b'{')) => Some(Content::Json),
        _ => None,
    }
}
