//! What is done with bytes of any kind, one function for each reader. None of them may panic, whatever the bytes are.
//!
//! With a nightly compiler and `cargo install cargo-fuzz`, guided by coverage:
//!
//! ```text
//! cd exchange && cargo +nightly fuzz run -O text -- -max_total_time=600
//! ```
//!
//! `-O`, because `calamine` relies on the numbers of cells wrapping around, as they do in the program. With any compiler,
//! all readers in turn:
//!
//! ```text
//! cargo run -p exchange --example fuzz_read --profile worker -- 600
//! ```

#[path = "../../tests/exchange/read_archive.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "shared with the tests")]
mod archives;
mod logs;
mod seeds;

use std::ops::ControlFlow;

use archives::Entry;
use exchange::read::{Delimiter, Encoding, File, Header, MAX_COLUMNS, Options, ReadError, read};

pub use seeds::{WORDS, seeds};

/// A reader, by its name.
pub type Target = (&'static str, fn(&[u8]) -> Outcome);

/// All readers.
pub const TARGETS: [Target; 8] = [
    ("text", text),
    ("archive", archive),
    ("xlsx", xlsx),
    ("ods", ods),
    ("xls", xls),
    ("compound", compound),
    ("backup", backup),
    ("setup", setup),
];

/// What came of it, for those who want to know whether it is anything new.
pub enum Outcome {
    /// Of a table.
    File(Result<File, ReadError>),
    /// Of anything else, in words.
    Other(String),
}

/// Reads a file and looks at every cell of it.
fn look(bytes: &[u8], options: &Options) -> Outcome {
    let outcome = read("fuzz", bytes, options, &mut |_| ControlFlow::Continue(()));
    if let Ok(file) = &outcome {
        assert!(!file.sheets.is_empty());
        for table in &file.sheets {
            assert!(table.headers().len() <= MAX_COLUMNS);
            for row in table.rows() {
                assert!(row.line() > 0);
                assert_eq!(row.cells().count(), table.headers().len());
            }
        }
    }
    Outcome::File(outcome)
}

/// A backup or a bare log: read, salvaged, merged and folded.
pub fn backup(data: &[u8]) -> Outcome {
    Outcome::Other(logs::backup(data))
}

/// A process or a dashboard out of a file, and what it does to a workspace.
pub fn setup(data: &[u8]) -> Outcome {
    Outcome::Other(logs::setup(data))
}

/// A text. The first byte is what the user says about it.
pub fn text(data: &[u8]) -> Outcome {
    let (said, bytes) = data.split_first().unwrap_or((&0, data));
    let encoding = Encoding::ALL.get(usize::from(said & 15)).copied();
    let delimiter =
        [None, Delimiter::new(','), Delimiter::new(';'), Delimiter::new(' ')][usize::from(said >> 4 & 3)];
    let header = [Header::Guess, Header::Absent, Header::Line(3), Header::Line(0)][usize::from(said >> 6)];
    look(bytes, &Options { encoding, delimiter, header, sheet: None })
}

/// A file as it is.
pub fn archive(data: &[u8]) -> Outcome {
    look(data, &Options::default())
}

/// Parts of a `.xlsx`, in an archive that is sound: sheet, texts, styles, workbook, relations, with a byte between them
/// that is in no text.
pub fn xlsx(data: &[u8]) -> Outcome {
    let mut parts = data.split(|byte| *byte == 0xFF);
    let mut next = |name, usual| {
        let content = parts.next().filter(|content| !content.is_empty()).unwrap_or(usual);
        Entry { name, content, is_packed: false }
    };
    let sheet = next("xl/worksheets/sheet1.xml", seeds::SHEET);
    let texts = next("xl/sharedStrings.xml", seeds::TEXTS);
    let styles = next("xl/styles.xml", seeds::STYLES);
    let workbook = next("xl/workbook.xml", seeds::WORKBOOK);
    let relations = next("xl/_rels/workbook.xml.rels", seeds::RELATIONS);
    let root = Entry { name: "_rels/.rels", content: seeds::ROOT, is_packed: false };
    look(&archives::zip(&[sheet, texts, styles, workbook, relations, root]), &Options::default())
}

/// The content of an `.ods`.
pub fn ods(data: &[u8]) -> Outcome {
    let kind = Entry::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    let content = Entry { name: "content.xml", content: data, is_packed: false };
    look(&archives::zip(&[kind, content]), &Options::default())
}

/// The records of a `.xls`.
pub fn xls(data: &[u8]) -> Outcome {
    look(&archives::compound(&[("Workbook", data)]), &Options::default())
}

/// A file of files, from its beginning on.
pub fn compound(data: &[u8]) -> Outcome {
    let mut bytes = data.to_vec();
    bytes.splice(..bytes.len().min(8), *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    look(&bytes, &Options::default())
}
