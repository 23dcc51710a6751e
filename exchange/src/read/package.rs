//! The archive that a workbook is, and the guard in front of it.
//!
//! An archive says how large its parts are, but need not tell the truth; a part of a few kilobytes may unpack to
//! gigabytes, and parts may overlap so that all of them unpack the same bytes. So what is counted is what comes out. All
//! parts together may not unpack to more than [`Unpacking`] allows, which goes by the size of the file, and a part that
//! is not needed, be it a picture or another archive, is not unpacked at all.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::problem::{Content, ReadErrorKind};

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;
pub(super) type Part<'a, 'b> = ZipFile<'a, Cursor<&'b [u8]>>;

/// What kind of workbook an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workbook {
    Xlsx,
    Ods,
}

/// How many parts an archive may have. A workbook has one a sheet and a dozen more.
const MAX_PARTS: u64 = 0xFFFF;

/// Opens an archive and says which kind of workbook it is.
pub(super) fn open(bytes: &[u8]) -> Result<(Archive<'_>, Workbook), ReadErrorKind> {
    if claims_too_many(bytes) {
        return Err(ReadErrorKind::Damaged);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadErrorKind::Damaged)?;
    let kind = kind(&mut archive)?;
    Ok((archive, kind))
}

/// Whether the directory of an archive in its large form, which no file below 4 GB needs, claims to have more parts than
/// are believable: memory would be set aside for them.
fn claims_too_many(bytes: &[u8]) -> bool {
    let has_large_form = memmem::find(bytes, b"PK\x06\x07").is_some();
    has_large_form
        && memmem::find_iter(bytes, b"PK\x06\x06").any(|at| {
            let claim = bytes.get(at + 32..).and_then(|rest| rest.first_chunk::<8>());
            claim.is_some_and(|claim| u64::from_le_bytes(*claim) > MAX_PARTS)
        })
}

/// What an archive is by its parts.
fn kind(archive: &mut Archive) -> Result<Workbook, ReadErrorKind> {
    let names: Vec<String> = (0..archive.len()).filter_map(|index| name(archive, index)).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if names.iter().any(|name| name == "mimetype") {
        let mut kind = String::new();
        if let Ok(part) = archive.by_name("mimetype") {
            // Not text is no kind that is known.
            let _ = part.take(100).read_to_string(&mut kind);
        }
        return match kind.trim() {
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template" => Ok(Workbook::Ods),
            kind if kind.contains("opendocument") => Err(ReadErrorKind::NotATable(Content::Document)),
            _ => Err(ReadErrorKind::NotATable(Content::Archive)),
        };
    }
    if has("workbook.bin") {
        return Err(ReadErrorKind::NotATable(Content::BinaryWorkbook));
    }
    if has("workbook.xml") {
        return Ok(Workbook::Xlsx);
    }
    if has("word/document.xml")
        || has("ppt/presentation.xml")
        || names.iter().any(|name| name.starts_with("index/"))
    {
        return Err(ReadErrorKind::NotATable(Content::Document));
    }
    // The workbook of an office package may have any name, if its directory of relations says so.
    let is_office = names.iter().any(|name| name == "[content_types].xml") && has("_rels/.rels");
    if is_office { Ok(Workbook::Xlsx) } else { Err(ReadErrorKind::NotATable(Content::Archive)) }
}

/// The name of a part as it is compared: some programs write `XL\Workbook.xml`.
pub(super) fn name(archive: &Archive, index: usize) -> Option<String> {
    let name = archive.name_for_index(index)?.ok()?;
    Some(name.replace('\\', "/").to_ascii_lowercase())
}

/// What an archive may still unpack to.
#[derive(Debug)]
pub(super) struct Unpacking {
    left: u64,
}

/// Workbooks pack well, for each cell is wrapped in the same few words: ten to thirty times is usual, a hundred is seen.
const MAX_RATIO: u64 = 200;
/// A small one may have a sheet of blank rows, which pack better still.
const ALWAYS: u64 = 32 << 20;
/// The unpacked workbook is in memory while it is read.
const AT_MOST: u64 = 512 << 20;

impl Unpacking {
    /// For a file of so many bytes.
    pub(super) fn of(file: usize) -> Self {
        Self { left: (file as u64).saturating_mul(MAX_RATIO).clamp(ALWAYS, AT_MOST) }
    }

    /// Unpacks a part, after what was read of it already.
    pub(super) fn all(&mut self, part: &mut Part, read: Vec<u8>) -> Result<Vec<u8>, ReadErrorKind> {
        match self.as_far_as_possible(part, read)? {
            (all, true) => Ok(all),
            (_, false) => Err(ReadErrorKind::Damaged),
        }
    }

    /// Unpacks a part as far as it is sound, and says whether all of it is.
    pub(super) fn as_far_as_possible(
        &mut self,
        part: &mut Part,
        mut read: Vec<u8>,
    ) -> Result<(Vec<u8>, bool), ReadErrorKind> {
        // What it says of itself may be a lie, but need not be waited for if it is not.
        if part.size() > self.left {
            return Err(ReadErrorKind::Bomb);
        }
        match self.some(part, &mut read, u64::MAX) {
            Ok(()) => Ok((read, true)),
            Err(ReadErrorKind::Damaged) => Ok((read, false)),
            Err(other) => Err(other),
        }
    }

    /// Unpacks up to so many bytes of a part.
    pub(super) fn some(
        &mut self,
        part: &mut Part,
        into: &mut Vec<u8>,
        most: u64,
    ) -> Result<(), ReadErrorKind> {
        let limit = self.left.saturating_add(1).min(most);
        let length = part.take(limit).read_to_end(into).map_err(|_| ReadErrorKind::Damaged)?;
        self.left = self.left.checked_sub(length as u64).ok_or(ReadErrorKind::Bomb)?;
        Ok(())
    }
}

/// What an error of the archive means.
pub(super) fn refusal(error: &ZipError) -> ReadErrorKind {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            ReadErrorKind::Password
        }
        ZipError::InvalidPassword => ReadErrorKind::Password,
        _ => ReadErrorKind::Damaged,
    }
}
