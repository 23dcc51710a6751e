//! The file of files that workbooks before 2007 are, and locked ones since.
//!
//! It is cut into sectors of one size; a table says for each sector which one follows it. Small streams lie together in
//! one large stream, cut into sectors of 64 bytes with a table of their own. A table may lead in a circle or out of the
//! file, so no chain is followed for longer than the file has sectors.

use super::bytes;

/// See the top of the file.
pub(super) struct Compound<'a> {
    sectors: Sectors<'a>,
    next: Vec<u32>,
    entries: Vec<Entry>,
    small: Vec<u8>,
    small_next: Vec<u32>,
}

/// A stream as the directory has it.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

/// A piece of memory as sectors.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    /// How many bytes stand before the first one.
    before: usize,
}

impl<'a> Sectors<'a> {
    /// A sector; the last one of a file that was cut off is short.
    fn get(&self, index: u32) -> Option<&'a [u8]> {
        let start = (index as usize).checked_mul(self.size)?.checked_add(self.before)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.size).unwrap_or(rest))
    }

    fn count(&self) -> usize {
        self.bytes.len().saturating_sub(self.before).div_ceil(self.size)
    }

    /// The bytes of a chain of sectors, up to a length; shorter where the chain breaks.
    fn chain(&self, start: u32, next: &[u32], length: usize) -> Vec<u8> {
        let mut all = Vec::new();
        let mut index = start;
        for _ in 0..self.count() {
            let Some(sector) = self.get(index).filter(|_| all.len() < length) else { break };
            all.extend_from_slice(sector);
            match next.get(index as usize) {
                Some(following) => index = *following,
                None => break,
            }
        }
        all.truncate(length);
        all
    }
}

/// A stream shorter than this is among the small ones.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// The kinds of entries.
const STREAM: u8 = 2;
const ROOT: u8 = 5;

impl<'a> Compound<'a> {
    /// Opens a file; nothing where its head is no such file's.
    pub(super) fn open(file: &'a [u8]) -> Option<Self> {
        let shift = bytes::u16(file, 30).filter(|shift| matches!(shift, 9 | 12))?;
        let size = 1_usize << shift;
        let sectors = Sectors { bytes: file, size, before: size };
        let next = table(&sectors, file)?;
        let directory = sectors.chain(bytes::u32(file, 48)?, &next, usize::MAX);
        let entries: Vec<Entry> = directory.chunks_exact(128).filter_map(entry).collect();
        let root = entries.iter().find(|entry| entry.kind == ROOT)?;
        let small = sectors.chain(root.start, &next, root.size);
        let small_table = sectors.chain(bytes::u32(file, 60)?, &next, usize::MAX);
        Some(Self { small, small_next: numbers(&small_table), sectors, next, entries })
    }

    /// Whether there is a stream of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, as far as they are there, and whether all of them are.
    pub(super) fn stream(&self, name: &str) -> Option<(Vec<u8>, bool)> {
        let entry = self.entry(name)?;
        let bytes = if entry.size < SMALL {
            let sectors = Sectors { bytes: &self.small, size: SMALL_SECTOR, before: 0 };
            sectors.chain(entry.start, &self.small_next, entry.size)
        } else {
            self.sectors.chain(entry.start, &self.next, entry.size)
        };
        let is_whole = bytes.len() == entry.size;
        Some((bytes, is_whole))
    }
}

/// The table of sectors. Which sectors hold it stands in the head, and for large files goes on in sectors of its own.
fn table(sectors: &Sectors, file: &[u8]) -> Option<Vec<u32>> {
    let mut holders = numbers(file.get(76..512)?);
    let mut more = bytes::u32(file, 68)?;
    for _ in 0..sectors.count() {
        let Some(sector) = sectors.get(more) else { break };
        let mut list = numbers(sector);
        let Some(following) = list.pop() else { break };
        holders.append(&mut list);
        more = following;
    }
    let mut next = Vec::new();
    // The same sector may be named again and again; a table has no more entries than the file has sectors.
    for holder in holders {
        if next.len() >= sectors.count() {
            break;
        }
        if let Some(sector) = sectors.get(holder) {
            next.extend(numbers(sector));
        }
    }
    Some(next)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect()
}

fn entry(record: &[u8]) -> Option<Entry> {
    // The length of the name counts bytes and the zero at its end.
    let length = usize::from(bytes::u16(record, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> =
        record.get(..length)?.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: bytes::u8(record, 66)?,
        start: bytes::u32(record, 116)?,
        size: bytes::u32(record, 120)? as usize,
    })
}
