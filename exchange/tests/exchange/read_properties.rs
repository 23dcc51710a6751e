//! Whatever is written is read back, and whatever is read does no harm.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use exchange::read::{Delimiter, Encoding, Header, Options};
use exchange::table::Row;

use crate::read::{open_as, told};

/// How a table is written as a text.
#[derive(Debug, Clone)]
struct Hand {
    delimiter: char,
    line_end: &'static str,
    quotes: QuoteStyle,
    encoding: Encoding,
    has_mark: bool,
    ends_with_line_end: bool,
}

fn hand() -> impl Strategy<Value = Hand> {
    let quotes = || prop_oneof![Just(QuoteStyle::Necessary), Just(QuoteStyle::Always)];
    let encodings = select(vec![Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030]);
    (
        select(vec![',', ';', '\t', '|']),
        select(vec!["\n", "\r\n", "\r"]),
        quotes(),
        encodings,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(delimiter, line_end, quotes, encoding, has_mark, ends_with_line_end)| Hand {
            delimiter,
            line_end,
            quotes,
            encoding,
            has_mark,
            ends_with_line_end,
        })
}

impl Hand {
    fn write(&self, rows: &[Vec<String>]) -> Vec<u8> {
        let terminator = match self.line_end {
            "\r\n" => Terminator::CRLF,
            line_end => Terminator::Any(line_end.as_bytes()[0]),
        };
        let delimiter = u8::try_from(self.delimiter).unwrap();
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .quote_style(self.quotes)
            .flexible(true)
            .from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        let mut text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        if !self.ends_with_line_end {
            text.truncate(text.len() - self.line_end.len());
        }
        if self.has_mark {
            text.insert(0, '\u{feff}');
        }
        match self.encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            _ => text.into_bytes(),
        }
    }
}

/// Cells with everything in them that makes trouble.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 .,;|\t\"'-]{0,12}",
        "[华为有限公司商机名称金额üöß€]{0,6}",
        "[ab\"\n\r,;]{0,8}",
        "\\PC{0,8}",
        Just(String::new()),
    ]
}

/// Cells as they are in tables of deals.
fn usual_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?",
        "[0-9]{1,6}(\\.[0-9]{2})?",
        "2024-[01][0-9]-[0-2][0-9]",
        "[华为有限公司商机名称金额北京上海]{2,6}",
        "[A-Z][a-z]{2,6}, \"[a-z]{3}\"",
        Just(String::new()),
    ]
}

/// A header of distinct names, and rows of that many cells, in each of them something.
fn table(
    cell: impl Strategy<Value = String>,
    columns: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Vec<String>>> {
    let cells = vec(cell, 0..120);
    (columns, cells).prop_map(|(columns, cells)| {
        let header = (0..columns).map(|column| format!("Name {column}")).collect();
        let rows = cells.chunks_exact(columns).enumerate().map(|(row, cells)| {
            let mut cells = cells.to_vec();
            cells[0].insert_str(0, &format!("r{row}"));
            cells
        });
        std::iter::once(header).chain(rows).collect()
    })
}

#[track_caller]
fn comes_back(rows: &[Vec<String>], bytes: &[u8], options: &Options) -> Result<(), TestCaseError> {
    let file =
        open_as("deals.csv", bytes, options).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    let read = &file.sheets[0];
    prop_assert_eq!(read.headers(), &rows[0]);
    prop_assert_eq!(read.len(), rows.len() - 1);
    for (read, written) in read.rows().zip(&rows[1..]) {
        prop_assert!(read.cells().eq(written.iter().map(String::as_str)), "{:?}", written);
    }
    let unexpected = told(&file).into_iter().find(|problem| !problem.ends_with("NoRows"));
    prop_assert_eq!(unexpected, None);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// What the user says of the form suffices for any content.
    #[test]
    fn any_table_comes_back(rows in table(any_cell(), 1..6), hand in hand()) {
        let options = Options {
            encoding: Some(hand.encoding),
            delimiter: Delimiter::new(hand.delimiter),
            header: Header::Line(1),
            ..Options::default()
        };
        comes_back(&rows, &hand.write(&rows), &options)?;
    }

    /// Of a usual table nothing need be said.
    #[test]
    fn a_usual_table_comes_back_by_itself(rows in table(usual_cell(), 3..8), hand in hand()) {
        prop_assume!(rows.len() > 3);
        // A few Chinese characters among much else are no evidence.
        let mut rows = rows;
        for row in &mut rows[1..] {
            row[1].insert_str(0, "北京科技有限公司");
        }
        comes_back(&rows, &hand.write(&rows), &Options::default())?;
    }

    /// Bytes of any kind are read or refused.
    #[test]
    fn any_bytes_do_no_harm(bytes in vec(any::<u8>(), 0..2000), name in select(vec!["a.csv", "a.xlsx", "a.tsv"])) {
        let _ = open_as(name, &bytes, &Options::default());
    }

    /// So are texts of the characters that mean something; and each row has as many cells as the header.
    #[test]
    fn any_text_does_no_harm(text in "[ab,;\t\"\n\r]{0,200}", delimiter in select(vec![None, Delimiter::new(',')])) {
        let options = Options { delimiter, ..Options::default() };
        if let Ok(file) = open_as("a.csv", text.as_bytes(), &options) {
            let table = &file.sheets[0];
            for row in table.rows() {
                prop_assert_eq!(row.cells().count(), table.headers().len());
                prop_assert!(row.cells().any(|cell| !cell.trim().is_empty()));
            }
            let lines: Vec<u32> = table.rows().map(Row::line).collect();
            prop_assert!(lines.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", lines);
        }
    }

    /// No character of a text is lost: what is in no cell is a delimiter, a quote, a line end, or was told of.
    #[test]
    fn nothing_is_lost(text in "[abc,\"\n]{1,120}") {
        let options = Options { delimiter: Delimiter::new(','), header: Header::Absent, ..Options::default() };
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let file = open_as("a.csv", text.as_bytes(), &options);
        let tables = file.map(|file| file.sheets).unwrap_or_default();
        let cells: String = tables.iter().flat_map(|table| table.rows().flat_map(Row::cells)).collect();
        prop_assert_eq!(letters(&cells), letters(&text));
    }
}

/// Changes to the bytes of a file.
fn changes() -> impl Strategy<Value = Vec<(Index, Vec<u8>, u8)>> {
    vec((any::<Index>(), vec(any::<u8>(), 0..6), 0..6_u8), 1..8)
}

fn change(mut bytes: Vec<u8>, changes: &[(Index, Vec<u8>, u8)]) -> Vec<u8> {
    for (at, with, removed) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        let end = (at + usize::from(*removed)).min(bytes.len());
        bytes.splice(at..end, with.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Workbooks that were tampered with are read or refused.
    #[test]
    fn tampered_workbooks_do_no_harm(changes in changes(), which in any::<Index>()) {
        let seeds = crate::read_workbooks::seeds();
        let seed = &seeds[which.index(seeds.len())];
        let _ = open_as("a.xlsx", &change(seed.clone(), &changes), &Options::default());
    }

    /// The same where the archive is sound and what is in it is not.
    #[test]
    fn tampered_parts_do_no_harm(changes in changes(), part in 0..4_usize) {
        let bytes = crate::read_workbooks::with_part(part, |content| change(content, &changes));
        let _ = open_as("a.xlsx", &bytes, &Options::default());
    }
}
