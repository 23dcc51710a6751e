//! Reading workbooks of Excel from 1997 to 2003, made here record by record.

use std::io::Cursor;

use calamine::{Reader, Xls};

use exchange::read::{Content, Format, Options, ReadErrorKind};

use crate::read::{open, open_as, refusal, rows, told};
use crate::read_archive::compound;

/// A record.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A place and a style, with which the records of cells begin.
fn place(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row, column, style].iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A cell.
fn cell(kind: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    record(kind, &[&place(row, column, style), value].concat())
}

/// A text: how long it is in two bytes, how wide its characters are, and those.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap();
    let mut bytes = length.to_le_bytes().to_vec();
    if units.iter().all(|unit| *unit < 256) {
        bytes.push(0);
        bytes.extend(units.iter().map(|unit| u8::try_from(*unit).unwrap()));
    } else {
        bytes.push(1);
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    bytes
}

fn bof(kind: u16) -> Vec<u8> {
    let numbers = [0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 6, 0];
    record(0x0809, &numbers.map(u16::to_le_bytes).concat())
}

fn eof() -> Vec<u8> {
    record(0x000A, &[])
}

/// A list of the texts of cells: its head, and texts as they stand in it.
fn list(texts: &[&[u8]]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    [&count[..], &count[..], &texts.concat()].concat()
}

/// A workbook: records before its sheets, and sheets by name, hidden or not.
fn workbook(globals: &[u8], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let bound = |name: &str, hidden: u8, at: usize| {
        let name = text(name);
        let at = u32::try_from(at).unwrap().to_le_bytes();
        // The length of this text is in one byte.
        record(0x0085, &[&at, &[hidden, 0][..], &name[..1], &name[2..]].concat())
    };
    let list_length: usize = sheets.iter().map(|(name, ..)| bound(name, 0, 0).len()).sum();
    let mut at = bof(5).len() + globals.len() + list_length + eof().len();
    let mut head = [bof(5), globals.to_vec()].concat();
    let mut bodies = Vec::new();
    for (name, hidden, records) in sheets {
        let body = [bof(0x10), records.clone(), eof()].concat();
        head.extend(bound(name, *hidden, at));
        at += body.len();
        bodies.extend(body);
    }
    head.extend(eof());
    head.extend(bodies);
    head
}

fn xls(globals: &[u8], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    compound(&[("Workbook", &workbook(globals, sheets))])
}

const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const LABEL_SST: u16 = 0x00FD;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;

/// Styles 0 to 4: plain, a day, a percentage, a length of time, a day in a format of the workbook's own.
fn styles() -> Vec<u8> {
    let format = record(0x041E, &[&164_u16.to_le_bytes()[..], &text("yyyy\"年\"m\"月\"d\"日\"")].concat());
    let styles = [0, 14, 9, 46, 164].map(|id: u16| {
        let mut data = [0; 20];
        data[2..4].copy_from_slice(&id.to_le_bytes());
        record(0x00E0, &data)
    });
    [format, styles.concat()].concat()
}

/// A label for each row, and a value beside it.
fn labelled(values: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let header = [cell(LABEL, 0, 0, 0, &text("Kind")), cell(LABEL, 0, 1, 0, &text("Value"))].concat();
    let rows = values.iter().zip(1..).map(|((kind, value), row)| {
        // Where a value says its place, that is the first row and the second column.
        let mut value = value.clone();
        value[4..6].copy_from_slice(&u16::to_le_bytes(row));
        [cell(LABEL, row, 0, 0, &text(kind)), value].concat()
    });
    [header, rows.collect::<Vec<_>>().concat()].concat()
}

#[test]
fn cells_of_every_kind() {
    let number = |value: f64, style| cell(NUMBER, 0, 1, style, &value.to_le_bytes());
    let rk = |packed: u32| cell(RK, 0, 1, 0, &packed.to_le_bytes());
    let formula = |result: [u8; 8]| cell(FORMULA, 0, 1, 0, &[&result[..], &[0; 8]].concat());
    let sst = |index: u32| cell(LABEL_SST, 0, 1, 0, &index.to_le_bytes());
    let records = labelled(&[
        ("number", number(1234.5, 0)),
        ("day", number(45_356.0, 1)),
        ("day, own format", number(45_356.604_166_666_664, 4)),
        ("percent", number(0.75, 2)),
        ("length", number(26.5 / 24.0, 3)),
        ("whole", rk(120_000 << 2 | 2)),
        ("negative", rk((-7_i32 << 2 | 2).cast_unsigned())),
        ("hundredths", rk(1_250 << 2 | 3)),
        ("half", rk(0x3FE0_0000)),
        ("text", sst(0)),
        ("text, wide", sst(1)),
        ("true", cell(BOOL_ERR, 0, 1, 0, &[1, 0])),
        ("error", cell(BOOL_ERR, 0, 1, 0, &[0x2A, 1])),
        ("formula", formula(2.5_f64.to_le_bytes())),
        ("formula, truth", formula([1, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        ("formula, error", formula([2, 0, 7, 0, 0, 0, 0xFF, 0xFF])),
        ("formula, blank", formula([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        ("formula, text", [formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), record(STRING, &text("Söhne"))].concat()),
        ("no such text", sst(9)),
    ]);
    let texts = record(0x00FC, &list(&[&text("Acme"), &text("华为")]));
    let bytes = xls(&[styles(), texts].concat(), &[("Deals", 0, records)]);
    let file = open(&bytes);
    assert_eq!(file.format, Format::Xls);
    assert_eq!(file.sheets[0].sheet.as_deref(), Some("Deals"));
    assert_eq!(
        rows(&file.sheets[0]),
        [
            "Kind|Value",
            "number|1234.5",
            "day|2024-03-05",
            "day, own format|2024-03-05T14:30:00",
            "percent|75%",
            "length|26:30:00",
            "whole|120000",
            "negative|-7",
            "hundredths|12.5",
            "half|0.5",
            "text|Acme",
            "text, wide|华为",
            "true|TRUE",
            "error|",
            "formula|2.5",
            "formula, truth|FALSE",
            "formula, error|",
            "formula, blank|",
            "formula, text|Söhne",
            "no such text|",
        ]
    );
    assert_eq!(told(&file), ["14:1 CellError «#N/A»", "17:1 CellError «#DIV/0!»", "20:1 BadCell"]);

    // Another reader sees the same file.
    let mut other = Xls::new(Cursor::new(bytes)).unwrap();
    let range = other.worksheet_range("Deals").unwrap();
    assert_eq!((range.get_size(), range.get((11, 1)).unwrap().to_string()), ((20, 2), "华为".to_owned()));
}

#[test]
fn numbers_in_one_record() {
    let mut data = [1_u16, 0].map(u16::to_le_bytes).concat();
    for whole in [1_u32, 2, 3] {
        data.extend(0_u16.to_le_bytes());
        data.extend((whole << 2 | 2).to_le_bytes());
    }
    data.extend(2_u16.to_le_bytes());
    let header = ["A", "B", "C"].iter().zip(0..).map(|(name, column)| cell(LABEL, 0, column, 0, &text(name)));
    let records = [header.collect::<Vec<_>>().concat(), record(MUL_RK, &data)].concat();
    assert_eq!(rows(&open(xls(&styles(), &[("S", 0, records)])).sheets[0]), ["A|B|C", "1|2|3"]);
}

#[test]
fn texts_over_several_records() {
    // A text with phonetics and fonts, one that is cut and goes on wide, and one after it.
    let decorated = [&[4, 0, 0x0C, 1, 0, 5, 0, 0, 0][..], b"Acme", &[0; 4], &[9; 5]].concat();
    let cut = [&[6, 0, 0][..], b"Apex"].concat();
    let head = list(&[&decorated, &cut, &[]]);
    let rest = [&[1][..], &u16::to_le_bytes(0x534E), &u16::to_le_bytes(0x4E3A), &text("Last")].concat();
    let texts = [record(0x00FC, &head), record(0x003C, &rest)].concat();
    let cells = (0..3_u16).map(|row| cell(LABEL_SST, row, 0, 0, &u32::from(row).to_le_bytes()));
    let bytes = xls(&texts, &[("S", 0, cells.collect::<Vec<_>>().concat())]);
    assert_eq!(rows(&open(bytes).sheets[0]), ["Acme", "Apex华为", "Last"]);
}

#[test]
fn sheets_charts_and_the_days_of_a_mac() {
    let day = cell(NUMBER, 1, 0, 1, &43_894_f64.to_le_bytes());
    let chart = [bof(0x20), cell(LABEL, 9, 9, 0, &text("chart")), eof()].concat();
    let first = [cell(LABEL, 0, 0, 0, &text("Day")), chart, day].concat();
    let second = [cell(LABEL, 1, 0, 0, &text("x")), cell(LABEL, 0, 0, 0, &text("Name"))].concat();
    let globals = [styles(), record(0x0022, &1_u16.to_le_bytes())].concat();
    let bytes = xls(&globals, &[("S", 0, first), ("产品", 1, second), ("Blank", 0, Vec::new())]);
    let file = open(&bytes);
    assert_eq!(rows(&file.sheets[0]), ["Day", "2024-03-05"]);
    assert_eq!(rows(&file.sheets[1]), ["Name", "x"]);
    assert_eq!((file.sheets.len(), told(&file)), (2, vec![" HiddenSheet".to_owned()]));
    let only = Options { sheet: Some("产品".into()), ..Options::default() };
    assert_eq!(open_as("x.xls", &bytes, &only).unwrap().sheets.len(), 1);
}

#[test]
fn locked_and_older_ones() {
    let locked = xls(&record(0x002F, &[1, 0, 1, 0, 1, 0]), &[]);
    assert_eq!(refusal(locked), ReadErrorKind::Password);
    let mut stream = workbook(&[], &[]);
    stream[4..6].copy_from_slice(&[0, 5]);
    let old = ReadErrorKind::NotATable(Content::OldWorkbook);
    assert_eq!(refusal(compound(&[("Workbook", &stream)])), old);
    assert_eq!(refusal(compound(&[("Book", &stream)])), old);
    let document = compound(&[("WordDocument", b"x")]);
    assert_eq!(refusal(document), ReadErrorKind::NotATable(Content::Document));
    assert_eq!(refusal(compound(&[("Other", b"x")])), ReadErrorKind::Damaged);
    assert_eq!(refusal(xls(&[], &[])), ReadErrorKind::Damaged);
}

#[test]
fn damaged_ones() {
    let many: Vec<u8> =
        (0..2000_u16).flat_map(|row| cell(LABEL, row, 0, 0, &text(&format!("Row {row}")))).collect();
    let whole = xls(&styles(), &[("S", 0, many)]);
    assert_eq!(open(&whole).sheets[0].len(), 1999);
    // Cut off anywhere: as far as it goes.
    for length in (8..whole.len()).step_by(997) {
        match open_as("x.xls", &whole[..length], &Options::default()) {
            Ok(file) => {
                let is_told = told(&file).iter().any(|problem| problem.ends_with("DamagedSheet"));
                // Behind the last record there are zeros to the end of the sector.
                assert!(is_told || file.sheets[0].len() == 1999, "{length}");
            }
            Err(error) => assert_eq!(error.kind, ReadErrorKind::Damaged, "{length}"),
        }
    }
    // Chains of sectors that lead in a circle or out of the file come to an end.
    for next in [4_u32, 0, 0x00FF_FFFF] {
        let mut bytes = whole.clone();
        for entry in (512..1024).step_by(4) {
            bytes[entry..entry + 4].copy_from_slice(&next.to_le_bytes());
        }
        if let Ok(file) = open_as("x.xls", &bytes, &Options::default()) {
            assert!(file.sheets[0].len() < 1999);
        }
    }
    // Records shorter than what they are to hold.
    for kind in [NUMBER, LABEL, LABEL_SST, BOOL_ERR, RK, MUL_RK, FORMULA, STRING] {
        for length in 0..12 {
            let records = [cell(LABEL, 0, 0, 0, &text("Name")), record(kind, &vec![0; length])].concat();
            let file = open_as("x.xls", &xls(&styles(), &[("S", 0, records)]), &Options::default());
            assert!(file.is_ok(), "{kind:x} {length}");
        }
    }
}

/// A sound workbook, to tamper with.
pub(crate) fn seed() -> Vec<u8> {
    let texts = [record(0x00FC, &list(&[&text("Acme"), &text("华")])), record(0x003C, &[1, 2, 3])].concat();
    let records = [
        cell(LABEL, 0, 0, 0, &text("Name")),
        cell(LABEL_SST, 0, 1, 0, &1_u32.to_le_bytes()),
        cell(NUMBER, 1, 0, 1, &45_356_f64.to_le_bytes()),
        cell(FORMULA, 1, 1, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]),
        record(STRING, &text("x")),
    ];
    xls(&[styles(), texts].concat(), &[("S", 0, records.concat())])
}
