//! Archives made by hand, sound and otherwise.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A part of an archive.
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a str,
    pub(crate) content: &'a [u8],
    pub(crate) is_packed: bool,
}

impl<'a> Entry<'a> {
    pub(crate) fn packed(name: &'a str, content: &'a str) -> Self {
        Self { name, content: content.as_bytes(), is_packed: true }
    }

    pub(crate) fn stored(name: &'a str, content: &'a str) -> Self {
        Self { name, content: content.as_bytes(), is_packed: false }
    }
}

/// An archive of some parts.
pub(crate) fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let method = if entry.is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(entry.name, options).unwrap();
        zip.write_all(entry.content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The content of a part.
pub(crate) fn part(archive: &[u8], name: &str) -> String {
    let mut content = String::new();
    let mut zip = ZipArchive::new(Cursor::new(archive)).unwrap();
    zip.by_name(name).unwrap().read_to_string(&mut content).unwrap();
    content
}

/// The place in the middle of the packed bytes of a part.
pub(crate) fn middle_of(archive: &[u8], name: &str) -> usize {
    let mut zip = ZipArchive::new(Cursor::new(archive)).unwrap();
    let part = zip.by_name(name).unwrap();
    usize::try_from(part.data_start().unwrap() + part.compressed_size() / 2).unwrap()
}

/// The archive with a lie about how large a part is when unpacked, wherever that is stated.
pub(crate) fn understate(archive: &[u8], name: &str, size: u32) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    for (signature, size_at, name_at) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let place = (0..bytes.len() - name_at - name.len()).find(|at| {
            bytes[*at..].starts_with(signature) && bytes[at + name_at..].starts_with(name.as_bytes())
        });
        let at = place.unwrap() + size_at;
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

/// A file of files with some streams, each at least 4096 bytes long once it is padded with zeros.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    let padded: Vec<Vec<u8>> = streams
        .iter()
        .map(|(_, bytes)| {
            let length = bytes.len().max(4096).next_multiple_of(SECTOR);
            let mut bytes = bytes.to_vec();
            bytes.resize(length, 0);
            bytes
        })
        .collect();
    let directory_sectors = (streams.len() + 1).div_ceil(4);
    let data_sectors: usize = padded.iter().map(|bytes| bytes.len() / SECTOR).sum();
    let sectors = directory_sectors + data_sectors;
    let table_sectors = (1..=sectors).find(|count| (count + sectors) * 4 <= count * SECTOR).unwrap();

    let chain = |start: usize, count: usize| {
        (1..=count).map(move |n| if n == count { END } else { u32::try_from(start + n).unwrap() })
    };
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; table_sectors];
    table.extend(chain(table_sectors, directory_sectors));
    let mut directory = entry("Root Entry", 5, END, 0);
    let mut at = table_sectors + directory_sectors;
    for ((name, bytes), padded) in streams.iter().zip(&padded) {
        let count = padded.len() / SECTOR;
        table.extend(chain(at, count));
        directory.extend(entry(
            name,
            2,
            u32::try_from(at).unwrap(),
            u32::try_from(bytes.len().max(4096)).unwrap(),
        ));
        at += count;
    }
    table.resize(table_sectors * SECTOR / 4, 0xFFFF_FFFF);
    directory.resize(directory_sectors * SECTOR, 0);

    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &u32::try_from(table_sectors).unwrap().to_le_bytes());
    put(48, &u32::try_from(table_sectors).unwrap().to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for place in 0..109 {
        let sector = if place < table_sectors { u32::try_from(place).unwrap() } else { 0xFFFF_FFFF };
        put(76 + place * 4, &sector.to_le_bytes());
    }
    file.extend(table.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(directory);
    file.extend(padded.concat());
    file
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0; 128];
    for (place, unit) in name.encode_utf16().enumerate() {
        entry[place * 2..place * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}
