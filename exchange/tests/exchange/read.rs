//! Reading files: what they say, in every form in which they say it.
//!
//! Most tests are a line: a file, and the table in it, its header first, written as `a|b` for each row.

use std::ops::ControlFlow;

use exchange::read::{
    Content, Delimiter, Encoding, File, Format, Header, MAX_BYTES, MAX_COLUMNS, Options, Problem, ReadError,
    ReadErrorKind, read,
};
use exchange::table::{Row, Table};

/// Reads a file of some name.
pub(crate) fn open_as(name: &str, bytes: &[u8], options: &Options) -> Result<File, ReadError> {
    read(name, bytes, options, &mut |_| ControlFlow::Continue(()))
}

/// Reads a file.
pub(crate) fn open(bytes: impl AsRef<[u8]>) -> File {
    open_as("deals.csv", bytes.as_ref(), &Options::default()).unwrap()
}

/// Why a file cannot be read.
pub(crate) fn refusal(bytes: impl AsRef<[u8]>) -> ReadErrorKind {
    let error = open_as("deals.csv", bytes.as_ref(), &Options::default()).unwrap_err();
    assert_eq!(error.place.file, "deals.csv");
    error.kind
}

/// A table as rows of cells, its header first.
pub(crate) fn rows(table: &Table) -> Vec<String> {
    let header = table.headers().join("|");
    let rows = table.rows().map(|row| row.cells().collect::<Vec<_>>().join("|"));
    std::iter::once(header).chain(rows).collect()
}

/// What is told of a file: `line:column kind «value»`, as far as there are such.
pub(crate) fn told(file: &File) -> Vec<String> {
    file.problems.iter().map(tell).collect()
}

fn tell(problem: &Problem) -> String {
    let place = &problem.place;
    let line = place.line.map_or(String::new(), |line| line.to_string());
    let column = place.column.map_or(String::new(), |column| format!(":{column}"));
    let value = place.value.as_ref().map_or(String::new(), |value| format!(" «{value}»"));
    format!("{line}{column} {:?}{value}", problem.kind)
}

/// A text has these rows, and there is nothing to tell.
#[track_caller]
fn reads(text: impl AsRef<[u8]>, expected: &[&str]) {
    let file = open(text);
    assert_eq!(rows(&file.sheets[0]), expected);
    assert_eq!(told(&file), [""; 0]);
}

/// A text has these rows, and this is told of it.
#[track_caller]
fn tells(text: impl AsRef<[u8]>, expected: &[&str], problems: &[&str]) {
    let file = open(text);
    assert_eq!(rows(&file.sheets[0]), expected);
    assert_eq!(told(&file), problems);
}

/// The encoding and the delimiter that a text was found to have.
#[track_caller]
fn form(text: impl AsRef<[u8]>) -> (Encoding, char) {
    match open(text).format {
        Format::Text { encoding, delimiter } => (encoding, delimiter.into()),
        other => panic!("{other:?}"),
    }
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

#[test]
fn line_ends() {
    let expected = ["Name|Value", "Acme|1", "Apex|2"];
    reads("Name,Value\nAcme,1\nApex,2\n", &expected);
    reads("Name,Value\r\nAcme,1\r\nApex,2\r\n", &expected);
    reads("Name,Value\rAcme,1\rApex,2\r", &expected);
    reads("Name,Value\nAcme,1\r\nApex,2", &expected);
    reads("\n\r\n\nName,Value\n\n\nAcme,1\n   \n,\nApex,2\n\n", &expected);
    reads("Name,Value\r\nAcme,1\r\nApex,2\r\n\u{1a}", &expected);
}

#[test]
fn quotes() {
    reads("Name,Note\nAcme,\"a, b\"\n", &["Name|Note", "Acme|a, b"]);
    reads("Name,Note\nAcme,\"say \"\"hi\"\"\"\n", &["Name|Note", "Acme|say \"hi\""]);
    reads(
        "Name,Note\nAcme,\"one\ntwo\r\nthree\"\nApex,x",
        &["Name|Note", "Acme|one\ntwo\r\nthree", "Apex|x"],
    );
    reads("Name,Note\n\"\",\"x\"\n", &["Name|Note", "|x"]);
    reads("Name,Note\n5\" pipe,6\"\n", &["Name|Note", "5\" pipe|6\""]);
    reads("\"Deal\nName\",\" Value \"\nAcme,1\n", &["Deal Name|Value", "Acme|1"]);
}

#[test]
fn a_header_is_tidied_and_a_cell_is_not() {
    reads(" Deal Name ,\tValue\u{feff}\n  Acme , 1 \n", &["Deal Name|Value", "  Acme | 1 "]);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let lines = |text: &str| open(text).sheets[0].rows().map(Row::line).collect::<Vec<_>>();
    assert_eq!(lines("\n\nA,B\n1,2\n\n3,4\n"), [4, 6]);
    assert_eq!(lines("A,B\r\n\"x\r\ny\",2\r\n3,4"), [2, 4]);
    assert_eq!(lines("A,B\r\"x\ry\",2\r3,4"), [2, 4]);
    assert_eq!(lines("sep=;\r\nA;B\r\n1;2\r\n"), [3]);
}

#[test]
fn delimiters() {
    for delimiter in [',', ';', '\t', '|', '^', '~'] {
        let text = "Deal Name,Value,Close Date\nAcme,1,2024-03-05\nApex,2,2024-03-06\n"
            .replace(',', &delimiter.to_string());
        assert_eq!(form(&text), (Encoding::Utf8, delimiter));
        reads(&text, &["Deal Name|Value|Close Date", "Acme|1|2024-03-05", "Apex|2|2024-03-06"]);
    }
    // Decimal commas between semicolons, thousands between tabs, a list within a cell.
    reads("Name;Value\nAcme;1,5\nApex;2,25\n", &["Name|Value", "Acme|1,5", "Apex|2,25"]);
    reads("Name\tValue\nAcme\t1,234,567\nApex\t2,5\n", &["Name|Value", "Acme|1,234,567", "Apex|2,5"]);
    reads("Name,Tags\nAcme,a;b;c\nApex,d;e\n", &["Name|Tags", "Acme|a;b;c", "Apex|d;e"]);
    // One column, in whose rows there are commas and times.
    reads("Name\n\"Doe, Jane\"\nRoe\n", &["Name", "Doe, Jane", "Roe"]);
    reads("When\n12:30\n13:45\n", &["When", "12:30", "13:45"]);
    // One row in which something is wrong does not change what the others say.
    assert_eq!(form("A;B;C\n1;2;3\n4;5;6\n7,8\n").1, ';');
}

#[test]
fn what_excel_announces() {
    reads("sep=;\r\nName;Value\r\nAcme;1,5\r\n", &["Name|Value", "Acme|1,5"]);
    reads("\"sep=|\"\nName|Value\nAcme|1\n", &["Name|Value", "Acme|1"]);
    reads("SEP=,\nName,Value\nA;B;C,1\n", &["Name|Value", "A;B;C|1"]);
}

#[test]
fn a_name_decides_where_nothing_else_does() {
    let format = |name| open_as(name, b"Name\nAcme\n", &Options::default()).unwrap().format;
    assert_eq!(format("a.tsv"), Format::Text { encoding: Encoding::Utf8, delimiter: Delimiter::TAB });
    assert_eq!(format("a.csv"), Format::Text { encoding: Encoding::Utf8, delimiter: Delimiter::COMMA });
}

#[test]
fn encodings() {
    let text = "商机名称,金额\n华为,1\nMüller,2\n";
    let expected = ["商机名称|金额", "华为|1", "Müller|2"];
    reads(text, &expected);
    reads(format!("\u{feff}{text}"), &expected);
    reads(utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), &expected);
    reads(utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), &expected);
    reads(utf16(text, u16::to_le_bytes), &expected);
    reads(utf16(text, u16::to_be_bytes), &expected);
    assert_eq!(form(utf16(text, u16::to_le_bytes)).0, Encoding::Utf16Le);
    assert_eq!(form(utf16(text, u16::to_be_bytes)).0, Encoding::Utf16Be);
}

#[test]
fn chinese_and_western_files_without_a_mark() {
    for text in [
        "客户名称\n王芳\n",
        "商机名称,金额,阶段,预计成交日期\n华为云项目,120000,谈判,2024年3月5日\n",
        "Deal Name,Account\nOrder 7,北京科技有限公司\n",
        "名称,备注\n“引号”,全角（括号）！\n",
        "负责人\n张鑫\n李睿昊\n",
    ] {
        assert_eq!(form(encoded(text, encoding_rs::GB18030)), (Encoding::Gb18030, ','), "{text}");
        assert_eq!(rows(&open(encoded(text, encoding_rs::GB18030)).sheets[0]), rows(&open(text).sheets[0]));
    }
    for text in [
        "Name,City\nMüller,Köln\nJosé,Málaga\n",
        "Name,Note\nCafé,“Acme” – 12 €\n",
        "Name,Value\nÅsa Öberg,£12\n",
        "Société,Montant\nGénérale,12\n",
        "Name,Größe\nÄÖÜ,1\n",
    ] {
        assert_eq!(form(encoded(text, encoding_rs::WINDOWS_1252)), (Encoding::Windows1252, ','), "{text}");
        assert_eq!(
            rows(&open(encoded(text, encoding_rs::WINDOWS_1252)).sheets[0]),
            rows(&open(text).sheets[0])
        );
    }
    // Four bytes a character.
    let rare = "名称,城市\n㐂屋有限公司,上海\n";
    assert_eq!(rows(&open(encoded(rare, encoding_rs::GB18030)).sheets[0]), rows(&open(rare).sheets[0]));
}

#[test]
fn the_user_knows_better() {
    let said = |encoding, delimiter: Option<char>| Options {
        encoding,
        delimiter: delimiter.and_then(Delimiter::new),
        ..Options::default()
    };
    let rows_of =
        |bytes: &[u8], options: &Options| rows(&open_as("x.csv", bytes, options).unwrap().sheets[0]);
    let russian = encoded("Имя,Сумма\nИванов,12\n", encoding_rs::WINDOWS_1251);
    assert_eq!(rows_of(&russian, &said(Some(Encoding::Windows1251), None)), ["Имя|Сумма", "Иванов|12"]);
    for (encoding, coding) in [
        (Encoding::Big5, encoding_rs::BIG5),
        (Encoding::ShiftJis, encoding_rs::SHIFT_JIS),
        (Encoding::Gb18030, encoding_rs::GB18030),
    ] {
        assert_eq!(
            rows_of(&encoded("名,金\n日本,12\n", coding), &said(Some(encoding), None)),
            ["名|金", "日本|12"]
        );
    }
    assert_eq!(rows_of(b"A,B;C\n1,2;3\n", &said(None, Some(';'))), ["A,B|C", "1,2|3"]);
    assert_eq!(rows_of(b"A B\n1 2\n", &said(None, Some(' '))), ["A|B", "1|2"]);
    assert_eq!(rows_of(b"sep=,\nA;B\n1;2\n", &said(None, Some(';'))), ["A|B", "1|2"]);
    for impossible in ['"', '\n', '\r', 'a', '7', '，', '\0'] {
        assert_eq!(Delimiter::new(impossible), None, "{impossible:?}");
    }
}

#[test]
fn where_the_header_is() {
    let header = |header| Options { header, ..Options::default() };
    let rows_of =
        |text: &str, options: &Options| rows(&open_as("x.csv", text.as_bytes(), options).unwrap().sheets[0]);
    let report = "Opportunity Report,,\nas of,2024-03-05,\n\nName,Value,Stage\nAcme,1,New\nApex,2,Won\n";
    tells(
        report,
        &["Name|Value|Stage", "Acme|1|New", "Apex|2|Won"],
        &["1 RowsAboveHeader { rows: 2 } «Opportunity Report»"],
    );
    assert_eq!(rows_of(report, &header(Header::Line(5))), ["Acme|1|New", "Apex|2|Won"]);
    assert_eq!(rows_of("A,B\n1,2\n", &header(Header::Absent)), ["|", "A|B", "1|2"]);
    let beyond = open_as("x.csv", b"A,B\n1,2\n", &header(Header::Line(9))).unwrap_err();
    assert_eq!(beyond.kind, ReadErrorKind::NoSuchPlace);
    // A header of two names is no title, even where one row is wide.
    let wide = open("Name,Note\nAcme,a\nApex,b,c,d,e,f,g,h,i\nAtom,x\n");
    assert_eq!(wide.sheets[0].row(0).unwrap().cells().collect::<Vec<_>>()[..2], ["Acme", "a"]);
    reads("Id,Name\n1,a\n2,b\n", &["Id|Name", "1|a", "2|b"]);
}

#[test]
fn rows_that_do_not_fit() {
    tells(
        "A,B,C\n1,2,3\n4,5\n6\n7,8,9\n",
        &["A|B|C", "1|2|3", "4|5|", "6||", "7|8|9"],
        &["3 TooFewCells { expected: 3, found: 2 } «4»", "4 TooFewCells { expected: 3, found: 1 } «6»"],
    );
    // Nothing is lost: what is too much stands in columns without a name.
    tells(
        "A,B\n1,2\n3,4,5,6\n7,8,,\n",
        &["A|B||", "1|2||", "3|4|5|6", "7|8||"],
        &["3:2 TooManyCells { expected: 2, found: 4 } «5»"],
    );
    // Blank columns at the end, as spreadsheets leave them.
    reads("A,B,,\n1,2,,\n3,4,,\n", &["A|B", "1|2", "3|4"]);
    tells("A,,C\n1,2,3\n", &["A||C", "1|2|3"], &["1:1 BlankHeader «2»"]);
    reads("A,,C\n1,,3\n", &["A||C", "1||3"]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    tells(
        "A,B\n1,2\n3,\"4\n5,6\n7,8\n",
        &["A|B", "1|2", "3|\"4", "5|6", "7|8"],
        &["3:1 UnbalancedQuote «\"4»"],
    );
    // The next quote is far below and was meant to open a cell.
    tells(
        "A,B\n1,\"2\n3,4\n5,\"6, 7\"\n8,9\n",
        &["A|B", "1|\"2", "3|4", "5|6, 7", "8|9"],
        &["2:1 UnbalancedQuote «\"2»"],
    );
    // After a cell of several lines in the same row.
    let file = open("A,B,C\n\"x\ny\",1,\"2\n3,4,5\n");
    assert!(told(&file).contains(&"3:2 UnbalancedQuote «\"2»".to_owned()), "{:?}", told(&file));
    assert_eq!(rows(&file.sheets[0]).last().unwrap(), "3|4|5");
    tells("\"A,B\n1,2\n", &["\"A|B", "1|2"], &["1:0 UnbalancedQuote «\"A,B»"]);
    tells("A,B\r1,\"2\r3,4", &["A|B", "1|\"2", "3|4"], &["2:1 UnbalancedQuote «\"2»"]);
    assert_eq!(told(&open("A\n\"")), ["2:0 UnbalancedQuote «\"»"]);
}

#[test]
fn quotes_take_time_in_proportion() {
    // Each line was once read to the end of the file, because after each quote that closed a cell another one opened.
    for unit in ["\r;\"a,\",,", "\"a\n", ",\"", "\"\"\n\"", "x,\"\n"] {
        let file = open(format!("A,B\n1,2\n{}", unit.repeat(60_000)));
        assert!(!file.sheets[0].is_empty(), "{unit:?}");
    }
}

#[test]
fn a_cell_that_goes_on_after_its_quote() {
    tells("A,B\n\"Acme\" Inc,1\n2,3\n", &["A|B", "Acme Inc|1", "2|3"], &["2:0 StrayQuote «\"Acme\" Inc»"]);
}

#[test]
fn headers_that_are_the_same() {
    tells(
        "Name,Value,Name,name,Name\n1,2,3,4,5\n",
        &["Name|Value|Name (2)|name|Name (3)", "1|2|3|4|5"],
        &[
            "1:2 DuplicateHeader { renamed: \"Name (2)\" } «Name»",
            "1:4 DuplicateHeader { renamed: \"Name (3)\" } «Name»",
        ],
    );
    let taken = open("A,A (2),A\n1,2,3\n");
    assert_eq!(rows(&taken.sheets[0])[0], "A|A (2)|A (3)");
    let all = vec!["A"; MAX_COLUMNS].join(",");
    assert_eq!(open(format!("{all}\n")).sheets[0].headers()[999], "A (1000)");
}

#[test]
fn nothing_in_it() {
    for nothing in
        ["", "\n", "\r\n\r\n", "  \n", ",,,\n,,,\n", "\u{feff}", "\u{feff}\n", "\"\"", "sep=;\n", "sep=;"]
    {
        assert_eq!(refusal(nothing), ReadErrorKind::Empty, "{nothing:?}");
    }
    tells("Name,Value\n", &["Name|Value"], &["1 NoRows"]);
    tells("Name,Value", &["Name|Value"], &["1 NoRows"]);
    tells("\nName,Value\n,\n\n", &["Name|Value"], &["2 NoRows"]);
}

#[test]
fn too_large() {
    let mut bytes = vec![b'x'; MAX_BYTES + 1];
    bytes[1] = b'\n';
    let (large, limit) = (MAX_BYTES as u64 + 1, MAX_BYTES as u64);
    assert_eq!(refusal(&bytes), ReadErrorKind::TooLarge { bytes: large, limit });
    bytes.pop();
    assert_eq!(open(&bytes).sheets[0].len(), 1);
}

#[test]
fn no_tables() {
    let contents: &[(&[u8], Content)] = &[
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Content::Picture),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Content::Picture),
        (b"GIF89a\x01\0", Content::Picture),
        (b"%PDF-1.7\n%\xe2\xe3", Content::Pdf),
        (b"MZ\x90\0\x03\0\0\0", Content::Program),
        (b"\x7fELF\x02\x01\x01\0", Content::Program),
        (b"\x1f\x8b\x08\0\0\0\0\0", Content::Archive),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Content::Archive),
        (b"{\\rtf1\\ansi", Content::Document),
        (b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>", Content::Html),
        (b"\xef\xbb\xbf  <HTML><body>", Content::Html),
        (b"<?xml version=\"1.0\"?><Workbook>", Content::Xml),
        (b"{\"deals\": []}", Content::Json),
        (b"[\n  {\"name\": \"Acme\"}]", Content::Json),
        (b"Name,Value\nAc\0me,1\n", Content::Unknown),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", Content::Unknown),
        (b"\0\0\0\0\0\0\0\0", Content::Unknown),
    ];
    for (bytes, content) in contents {
        assert_eq!(refusal(bytes), ReadErrorKind::NotATable(*content), "{}", String::from_utf8_lossy(bytes));
    }
    // Letters that some files begin with are letters.
    reads("BM,MZ\n1,2\n", &["BM|MZ", "1|2"]);
    reads("[Deal ID],[Name]\n1,a\n", &["[Deal ID]|[Name]", "1|a"]);
}

#[test]
fn three_hundred_columns_and_more() {
    let line =
        |count: usize, prefix: &str| (0..count).map(|n| format!("{prefix}{n}")).collect::<Vec<_>>().join(",");
    let file = open(format!("{}\n{}\n", line(300, "c"), line(300, "v")));
    assert_eq!((file.sheets[0].headers().len(), told(&file).len()), (300, 0));
    assert_eq!(file.sheets[0].row(0).unwrap().cell(299), "v299");

    let file = open(format!("{}\n{}\n", line(1200, "c"), line(1200, "v")));
    assert_eq!(file.sheets[0].headers().len(), MAX_COLUMNS);
    assert_eq!(
        told(&file),
        [
            "1:1000 TooManyColumns { kept: 1000, found: 1200 } «c1000c1001c1002c1003c1004c1005c1006c1007c1008c1009c1010c1011c1012c1013c1014c1015…»",
            "2:1000 TooManyColumns { kept: 1000, found: 1200 } «v1000v1001v1002v1003v1004v1005v1006v1007v1008v1009v1010v1011v1012v1013v1014v1015…»",
        ]
    );
    // A row of delimiters only takes no room.
    assert_eq!(open(format!("A,B\n{}1\n", ",".repeat(500_000))).sheets[0].len(), 0);
}

#[test]
fn a_cell_of_a_megabyte() {
    let megabyte = "x".repeat(1 << 20);
    reads(format!("A,B\n1,{megabyte}\n"), &["A|B", &format!("1|{megabyte}")]);
    let file = open(format!("A,B\n1,\"{megabyte}\ny\"\n"));
    assert_eq!(told(&file), [format!("2:1 LargeCell {{ bytes: {} }} «{}…»", (1 << 20) + 2, "x".repeat(80))]);
}

#[test]
fn bytes_that_mean_nothing() {
    let broken = b"Name,City\nM\xc3\xbcller,K\xc3\xb6ln,\nJos\xc3\xa9,\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\nX,a\xffb\n";
    tells(
        broken,
        &["Name|City", "Müller|Köln", "José|éééééééé", "X|a\u{fffd}b"],
        &["4:1 BadCharacters «a\u{fffd}b»"],
    );
    // Cut off within a character.
    let text = "名称,城市\n华为有限公司,深圳市南山区\n";
    let file = open(&text.as_bytes()[..text.len() - 2]);
    assert_eq!(form(&text.as_bytes()[..text.len() - 2]).0, Encoding::Utf8);
    assert_eq!(told(&file), ["2:1 BadCharacters «深圳市南山\u{fffd}»"]);
    // The wrong encoding, as the user said.
    let options = Options { encoding: Some(Encoding::Utf8), ..Options::default() };
    let wrong = open_as("x.csv", &encoded("名称\n华为\n", encoding_rs::GB18030), &options).unwrap();
    assert!(told(&wrong)[0].starts_with("2:0 BadCharacters"));
}

#[test]
fn progress_and_cancelling() {
    let text = format!("A,B\n{}", "1,2\n".repeat(100_000));
    let mut reports = Vec::new();
    let file = read("x.csv", text.as_bytes(), &Options::default(), &mut |progress| {
        reports.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(file.unwrap().sheets[0].len(), 100_000);
    assert!(reports.len() > 10);
    assert!(reports.windows(2).all(|pair| pair[0].done < pair[1].done && pair[0].rows <= pair[1].rows));
    assert!(reports.iter().all(|report| report.total == text.len() as u64));
    assert!((99_000..101_000).contains(&reports[0].rows_expected()), "{:?}", reports[0]);
    assert_eq!(reports.last().map(|last| last.done), Some(text.len() as u64));

    let mut calls = 0;
    let cancelled = read("x.csv", text.as_bytes(), &Options::default(), &mut |_| {
        calls += 1;
        if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((cancelled.unwrap_err().kind, calls), (ReadErrorKind::Cancelled, 3));
}

#[test]
fn problems_are_counted_where_they_are_too_many_to_keep() {
    let file = open(format!("A,B\n{}", "1\n".repeat(25_000)));
    assert_eq!((file.problems.len(), file.problems_left_out), (10_000, 15_000));
    assert_eq!(file.sheets[0].len(), 25_000);
}

#[test]
fn what_is_told_can_be_sent_to_another_thread() {
    let file = open("A,A\n1,\"2\n3\n");
    let sent = serde_json::to_string(&file.problems).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Problem>>(&sent).unwrap(), file.problems);
    let options = Options { delimiter: Some(Delimiter::TAB), ..Options::default() };
    let sent = serde_json::to_string(&options).unwrap();
    assert_eq!(serde_json::from_str::<Options>(&sent).unwrap(), options);
    assert!(serde_json::from_str::<Delimiter>("\"a\"").is_err());
}
