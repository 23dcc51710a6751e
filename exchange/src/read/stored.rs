//! An archive whose parts stand in it as they are: it will be read at once.
//!
//! The writer of `zip` could make it too, but brings the packing of files with it: an eighth of all that reads files.

use super::problem::ReadErrorKind;

/// See the top of the file.
#[derive(Default)]
pub(super) struct Stored {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

impl Stored {
    /// Adds a part, put together from pieces.
    pub(super) fn add(&mut self, name: &str, pieces: &[&[u8]]) -> Result<(), ReadErrorKind> {
        let mut checksum = crc32fast::Hasher::new();
        for piece in pieces {
            checksum.update(piece);
        }
        let number = |length: usize| u32::try_from(length).map_err(|_| ReadErrorKind::Bomb);
        let length = number(pieces.iter().map(|piece| piece.len()).sum())?.to_le_bytes();
        let at = number(self.bytes.len())?.to_le_bytes();
        let name_length = u16::try_from(name.len()).map_err(|_| ReadErrorKind::Damaged)?.to_le_bytes();
        // Version 2.0, names in UTF-8, not packed, no time; then what the directory repeats.
        let head = [
            &[20, 0, 0, 8, 0, 0, 0, 0, 0, 0][..],
            &checksum.finalize().to_le_bytes(),
            &length,
            &length,
            &name_length,
            &[0; 2],
        ]
        .concat();
        self.bytes.extend([b"PK\x03\x04", &head[..], name.as_bytes()].concat());
        for piece in pieces {
            self.bytes.extend_from_slice(piece);
        }
        self.directory.extend([b"PK\x01\x02\x14\0", &head[..], &[0; 10], &at, name.as_bytes()].concat());
        self.parts = self.parts.checked_add(1).ok_or(ReadErrorKind::Damaged)?;
        Ok(())
    }

    /// The archive with its directory.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ReadErrorKind> {
        let number = |length: usize| u32::try_from(length).map_err(|_| ReadErrorKind::Bomb);
        let (at, length) = (number(self.bytes.len())?, number(self.directory.len())?);
        let parts = self.parts.to_le_bytes();
        let end =
            [b"PK\x05\x06\0\0\0\0", &parts[..], &parts, &length.to_le_bytes(), &at.to_le_bytes(), &[0; 2]]
                .concat();
        self.bytes.append(&mut self.directory);
        self.bytes.extend(end);
        Ok(self.bytes)
    }
}
