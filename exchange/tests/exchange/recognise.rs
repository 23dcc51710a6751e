//! Where files come from and what their columns mean. The rows here are made up; the headers are those of the products.

mod plain;
mod products;
mod sets;
mod stages;

use exchange::recognise::{Confidence, Recognised, Source, header_key, recognise};
use exchange::table::Table;
use exchange::target::FileKind;
use proptest::prelude::*;

/// Cells separated by bars.
fn cells(text: &str) -> Vec<String> {
    text.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// A table of a header and rows, cells separated by bars.
fn table(name: &str, header: &str, rows: &[&str]) -> Table {
    let mut table = Table::new(name, cells(header));
    for (line, row) in (2..).zip(rows) {
        assert!(table.push(line, cells(row).iter().map(String::as_str)));
    }
    table
}

/// What the columns were taken for: `Value` is known, `Value~` likely, `Value?` a guess, `-` of no use, `.` unknown.
fn columns(found: &Recognised) -> String {
    let column = |guess: &exchange::recognise::ColumnGuess| {
        let name = format!("{:?}", guess.target).replace("Skip", "-");
        match guess.confidence {
            Confidence::Known => name,
            Confidence::Likely => format!("{name}~"),
            Confidence::Guess => format!("{name}?"),
            Confidence::Unknown => ".".to_owned(),
        }
    };
    found.columns.iter().map(column).collect::<Vec<_>>().join(" | ")
}

/// Checks a file: its name and header, some rows, and what is found.
fn check(
    name: &str,
    header: &str,
    rows: &[&str],
    source: Source,
    kind: FileKind,
    expected: &str,
) -> Recognised {
    let found = recognise(&table(name, header, rows));
    assert_eq!((found.source, found.kind), (source, Some(kind)), "{name}: {header}");
    assert_eq!(columns(&found), expected, "{name}: {header}");
    found
}

#[test]
fn a_header_has_a_key_of_its_own() {
    let key = |header: &str| header_key(cells(header).iter().map(String::as_str));
    assert_eq!(key("Deal Name | Amount"), key(" DEAL  NAME |\u{feff}amount"));
    assert_eq!(key("金额（元） | 阶段"), key("金额(元) | 阶段"));
    let others = [
        "Deal Name",
        "Deal Name | Amount | Amount",
        "Amount | Deal Name",
        "Deal | Name Amount",
        "Deal Name | Value",
        "",
    ];
    for other in others {
        assert_ne!(key("Deal Name | Amount"), key(other), "{other}");
    }
    // Kept with what was decided about a file, so it must never change.
    assert_eq!(key("Deal Name | Amount"), "2-9fe78d9bc3e4a602");
}

#[test]
fn units_in_a_header() {
    let unit = |header: &str| {
        let found = recognise(&table("deals.csv", &format!("阶段 | {header}"), &[]));
        let column = &found.columns[1];
        (column.mark.and_then(|mark| mark.currencies().next()).map(|it| it.to_string()), column.power)
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(unit("金额（元）"), (code("CNY"), 0));
    assert_eq!(unit("金额（万元）"), (code("CNY"), 4));
    assert_eq!(unit("金额（单位：万元）"), (code("CNY"), 4));
    assert_eq!(unit("金额(万)"), (None, 4));
    assert_eq!(unit("Amount (USD)"), (code("USD"), 0));
    assert_eq!(unit("Amount [k€]"), (code("EUR"), 3));
    assert_eq!(unit("Amount ($M)"), (code("USD"), 6));
    assert_eq!(unit("Amount (000)"), (None, 3));
    for header in [
        "Amount",
        "Amount (net)",
        "Probability (%)",
        "Amount ()",
        "Amount (2)",
        "Amount (10)",
        "(USD) Amount",
        "Ask (e5)",
    ] {
        assert_eq!(unit(header), (None, 0), "{header}");
    }
}

#[test]
fn files_without_anything_to_recognise() {
    for header in ["", "A | B | C", " | | ", "Table | Field | Description", "🦀 | ??? | \u{0}"] {
        let found = recognise(&table("data.csv", header, &["x | y | z", "1 | 2 | 3"]));
        assert_eq!(
            (found.source, found.kind, found.names_of.clone()),
            (Source::Other, None, None),
            "{header}"
        );
        assert_eq!(found.columns.len(), cells(header).len());
    }
}

proptest! {
    #[test]
    fn no_table_brings_it_down(name: String, header in proptest::collection::vec(any::<String>(), 0..8), rows in proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..8), 0..8)) {
        let mut table = Table::new(name, header.clone());
        for (line, row) in (2..).zip(&rows) {
            table.push(line, row.iter().map(String::as_str));
        }
        let found = recognise(&table);
        prop_assert_eq!(found.columns.len(), header.len());
        let _ = header_key(header.iter().map(String::as_str));
    }
}
