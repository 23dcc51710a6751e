//! Measures how fast files are read: `cargo run -p exchange --example measure_read --profile worker`.
//!
//! The figures are for comparing, one run beside another; the parser alone stands beside each text.

#![allow(clippy::unwrap_used, reason = "it may fail loudly")]

use std::fmt::Write;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use exchange::read::{Options, read};

const ROWS: usize = 100_000;
const RUNS: u32 = 7;

/// A table of deals with ten columns, some cells quoted.
fn text(delimiter: char) -> String {
    let mut text = [
        "Deal ID",
        "Deal Name",
        "Account",
        "Owner",
        "Stage",
        "Amount",
        "Currency",
        "Created",
        "Closing",
        "Note",
    ]
    .join(&delimiter.to_string());
    for row in 0..ROWS {
        let day = row % 28 + 1;
        let cells = [
            row.to_string(),
            format!("\"Deal{delimiter} number {row}\""),
            format!("Acme {} GmbH", row % 977),
            format!("Jane Roe {}", row % 30),
            "Proposal".to_owned(),
            format!("{}.50", row * 7),
            "EUR".to_owned(),
            format!("2024-03-{day:02}"),
            format!("2024-06-{day:02}"),
            "\"A note with \"\"quotes\"\" in it\"".to_owned(),
        ];
        write!(text, "\r\n{}", cells.join(&delimiter.to_string())).unwrap();
    }
    text
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for column in 0..10 {
        sheet.write(0, column, format!("Column {column}")).unwrap();
    }
    for row in 1..=u32::try_from(ROWS).unwrap() {
        for column in 0..5 {
            sheet.write(row, column, format!("Acme {}", row % 9_773 * u32::from(column + 1))).unwrap();
        }
        for column in 5..10 {
            sheet.write(row, column, f64::from(row) * 1.25 + f64::from(column)).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The median of some runs.
fn time(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn measure(name: &str, bytes: &[u8]) -> Duration {
    let mut rows = 0;
    let taken = time(|| {
        let file = read(name, bytes, &Options::default(), &mut |_| ControlFlow::Continue(())).unwrap();
        assert!(file.problems.is_empty(), "{:?}", file.problems.first());
        rows = file.sheets[0].len();
    });
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let megabytes = bytes.len() as f64 / 1e6;
    println!(
        "{name:>24}: {megabytes:5.1} MB, {rows} rows, {:6.1} ms, {:5.0} MB/s",
        taken.as_secs_f64() * 1e3,
        megabytes / taken.as_secs_f64()
    );
    taken
}

/// The parser alone: each record read, nothing kept.
fn alone(bytes: &[u8], delimiter: u8) -> Duration {
    time(|| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap() {}
    })
}

fn main() {
    for (name, delimiter) in [("commas.csv", ','), ("tabs.tsv", '\t')] {
        let text = text(delimiter);
        let taken = measure(name, text.as_bytes());
        let alone = alone(text.as_bytes(), u8::try_from(delimiter).unwrap());
        println!(
            "{:>24}  {:.2} × the parser alone ({:.1} ms)",
            "",
            taken.as_secs_f64() / alone.as_secs_f64(),
            alone.as_secs_f64() * 1e3
        );
    }
    let text = text(',');
    measure("utf-16.csv", &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    measure("chinese.csv", &encoding_rs::GB18030.encode(&text.replace("Acme", "北京科技有限公司")).0);
    measure("workbook.xlsx", &workbook());
}
