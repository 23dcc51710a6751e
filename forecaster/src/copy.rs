//! The worker's copy of the workspace, and what its fields held before.

use std::collections::BTreeMap;

use forecast::Earlier;
use js_sys::Uint8Array;
use sales::checkpoint::{Reader, number_of};
use sales::log::{Entry, Line};
use sales::model::Workspace;

/// A copy of the workspace, kept up to date by what changed of it.
#[derive(Default)]
pub(crate) struct Copy {
    pub(crate) workspace: Workspace,
    pub(crate) earlier: Earlier,
    chunks: BTreeMap<usize, Vec<u8>>,
    /// What the log tells of the past of deals, in its order.
    edits: Vec<Entry>,
}

impl Copy {
    /// Takes a head and the chunks that changed. `None` where that makes no workspace.
    pub(crate) fn take(&mut self, parts: &[Uint8Array], all: &[usize]) -> Option<()> {
        let (head, chunks) = parts.split_first()?;
        for chunk in chunks {
            let bytes = chunk.to_vec();
            self.chunks.insert(number_of(&bytes)?, bytes);
        }
        self.chunks.retain(|number, _| all.binary_search(number).is_ok());
        let mut reader = Reader::new(&head.to_vec()).ok()?;
        for chunk in self.chunks.values() {
            reader.chunk(chunk).ok()?;
        }
        self.workspace = reader.finish().ok()?;
        Some(())
    }

    /// Takes a part of the log. Of lines that cannot be read nothing is known.
    pub(crate) fn read(&mut self, pieces: &[Uint8Array], is_anew: bool) {
        if is_anew {
            self.edits.clear();
        }
        for piece in pieces {
            let bytes = piece.to_vec();
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            // Most lines, and the long ones of imports, edit and remove no deal: they need not be read.
            let tells =
                |line: &&str| line.contains("\"deal_edited\"") || line.contains("\"removed\":{\"deal\"");
            for line in text.lines().filter(tells) {
                let Ok(Line::Known(mut entry)) = Line::parse(line) else { continue };
                entry.changes.retain(Earlier::is_told_by);
                self.edits.push(entry);
            }
        }
        // The log of a device that was merged comes behind entries that are later.
        self.edits.sort_by_key(|entry| entry.stamp);
        let mut earlier = Earlier::default();
        for entry in &self.edits {
            earlier.read(entry);
        }
        self.earlier = earlier;
    }
}
