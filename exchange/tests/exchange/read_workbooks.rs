//! Reading workbooks: cells of every kind, several sheets, and files that are locked, damaged or made to harm.

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook};

use exchange::read::{Content, Format, Header, Options, ReadErrorKind};
use exchange::table::Row;

use crate::read::{open, open_as, refusal, rows, told};
use crate::read_archive::{self as archive, Entry};

/// A workbook of Excel with one sheet, filled by a function.
pub(crate) fn xlsx(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A small table of deals.
fn deals() -> Vec<u8> {
    xlsx(|sheet| {
        sheet.write_row(0, 0, ["Deal Name", "Stage"]).unwrap();
        sheet.write_row(1, 0, ["Acme", "New"]).unwrap();
        sheet.write_row(2, 0, ["Apex", "Won"]).unwrap();
    })
}

const DEALS: [&str; 3] = ["Deal Name|Stage", "Acme|New", "Apex|Won"];

/// An `.ods` with this content.
fn ods(content: &str) -> Vec<u8> {
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    archive::zip(&[Entry::stored("mimetype", mime), Entry::packed("content.xml", content)])
}

/// An `.ods` with one sheet of these rows.
pub(crate) fn ods_sheet(rows: &str) -> Vec<u8> {
    ods(&format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Deals\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    ))
}

/// A `.xlsx` made by hand, of one sheet with this XML, and these texts and styles.
fn raw_xlsx(sheet: &str, texts: &str, styles: &str) -> Vec<u8> {
    archive::zip(&raw_parts(sheet, texts, styles))
}

fn raw_parts<'a>(sheet: &'a str, texts: &'a str, styles: &'a str) -> Vec<Entry<'a>> {
    vec![
        Entry::packed("[Content_Types].xml", "<Types/>"),
        Entry::packed(
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        Entry::packed(
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        Entry::packed(
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        Entry::packed("xl/worksheets/sheet1.xml", sheet),
        Entry::packed("xl/sharedStrings.xml", texts),
        Entry::packed("xl/styles.xml", styles),
    ]
}

fn inline(cell: &str, text: &str) -> String {
    format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn cells_of_every_kind() {
    let bytes = xlsx(|sheet| {
        let style = |code: &str| Style::new().set_num_format(code);
        sheet.write_row(0, 0, ["Kind", "Value"]).unwrap();
        let mut row = 0;
        let mut next = |sheet: &mut rust_xlsxwriter::Worksheet, kind: &str| {
            row += 1;
            sheet.write(row, 0, kind).unwrap();
            row
        };
        let at = next(sheet, "text");
        sheet.write(at, 1, " 华为 & <Söhne>\nzwei ").unwrap();
        let at = next(sheet, "whole");
        sheet.write(at, 1, 120_000).unwrap();
        let at = next(sheet, "part");
        sheet.write(at, 1, 1234.5).unwrap();
        let at = next(sheet, "noise");
        sheet.write(at, 1, 0.1 + 0.2).unwrap();
        let at = next(sheet, "negative");
        sheet.write(at, 1, -0.000_125).unwrap();
        let at = next(sheet, "huge");
        sheet.write(at, 1, 1e20).unwrap();
        let at = next(sheet, "percent");
        sheet.write_with_format(at, 1, 0.75, &style("0%")).unwrap();
        let at = next(sheet, "percent, own format");
        sheet.write_with_format(at, 1, 0.071, &style("0.0\" of \"%;[Red]-0.0%")).unwrap();
        let at = next(sheet, "day");
        let day = ExcelDateTime::from_ymd(2024, 3, 5).unwrap();
        sheet.write_with_format(at, 1, &day, &style("yyyy\"年\"m\"月\"d\"日\"")).unwrap();
        let at = next(sheet, "day and time");
        let time = ExcelDateTime::from_ymd(2024, 3, 5).unwrap().and_hms(14, 30, 0).unwrap();
        sheet.write_with_format(at, 1, &time, &style("dd.mm.yyyy hh:mm")).unwrap();
        let at = next(sheet, "time");
        sheet.write_with_format(at, 1, 0.604_166_666_666_666_7, &style("hh:mm")).unwrap();
        let at = next(sheet, "length");
        sheet.write_with_format(at, 1, 26.5 / 24.0, &style("[h]:mm:ss")).unwrap();
        let at = next(sheet, "truth");
        sheet.write(at, 1, true).unwrap();
        let at = next(sheet, "formula");
        sheet.write(at, 1, Formula::new("1+1").set_result("2")).unwrap();
        let at = next(sheet, "formula of a text");
        sheet.write(at, 1, Formula::new("A1&\"!\"").set_result("Kind!")).unwrap();
        let at = next(sheet, "error");
        sheet.write(at, 1, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
        let at = next(sheet, "day that is none");
        sheet.write_with_format(at, 1, 9_999_999, &style("yyyy-mm-dd")).unwrap();
        let at = next(sheet, "leap day of 1900");
        sheet.write_with_format(at, 1, 60, &style("yyyy-mm-dd")).unwrap();
    });
    let file = open(bytes);
    assert_eq!(file.format, Format::Xlsx);
    let table = &file.sheets[0];
    assert_eq!((table.name.as_str(), table.sheet.as_deref()), ("deals.csv", Some("Sheet1")));
    assert_eq!(
        rows(table),
        [
            "Kind|Value",
            "text| 华为 & <Söhne>\nzwei ",
            "whole|120000",
            "part|1234.5",
            "noise|0.3",
            "negative|-0.000125",
            "huge|100000000000000000000",
            "percent|75%",
            "percent, own format|7.1%",
            "day|2024-03-05",
            "day and time|2024-03-05T14:30:00",
            "time|14:30:00",
            "length|26:30:00",
            "truth|TRUE",
            "formula|2",
            "formula of a text|Kind!",
            "error|",
            "day that is none|9999999",
            "leap day of 1900|60",
        ]
    );
    assert_eq!(told(&file), ["17:1 CellError «#DIV/0!»", "18:1 BadDate «9999999»", "19:1 BadDate «60»"]);
}

#[test]
fn sheets() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Deals 2024").unwrap();
    sheet.write_row(2, 1, ["Name", "Value"]).unwrap();
    sheet.write_row(4, 1, ["Acme", "1"]).unwrap();
    workbook.add_worksheet().set_name("Blank").unwrap();
    let sheet = workbook.add_worksheet().set_name("产品").unwrap().set_hidden(true);
    sheet.write_row(0, 0, ["Product", "Price"]).unwrap();
    sheet.write_row(1, 0, ["GTX", "55"]).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();

    let file = open(&bytes);
    let names: Vec<_> = file.sheets.iter().map(|table| table.sheet.as_deref().unwrap()).collect();
    assert_eq!(names, ["Deals 2024", "产品"]);
    // A table need not begin in the corner, and its rows are numbered as the spreadsheet does.
    assert_eq!(rows(&file.sheets[0]), ["|Name|Value", "|Acme|1"]);
    assert_eq!(file.sheets[0].row(0).unwrap().line(), 5);
    assert_eq!(rows(&file.sheets[1]), ["Product|Price", "GTX|55"]);
    assert_eq!(told(&file), [" HiddenSheet"]);
    assert_eq!(file.problems[0].place.sheet.as_deref(), Some("产品"));

    let only =
        |name: &str| open_as("x.xlsx", &bytes, &Options { sheet: Some(name.into()), ..Options::default() });
    assert_eq!(only("产品").unwrap().sheets.len(), 1);
    assert_eq!(only("Blank").unwrap_err().kind, ReadErrorKind::Empty);
    assert_eq!(only("Nowhere").unwrap_err().kind, ReadErrorKind::NoSuchPlace);

    // A line that not every sheet reaches.
    let from =
        |line| open_as("x.xlsx", &bytes, &Options { header: Header::Line(line), ..Options::default() });
    assert_eq!(rows(&from(5).unwrap().sheets[0]), ["|Acme|1"]);
    assert_eq!(from(5).unwrap().sheets.len(), 1);
    assert_eq!(from(9).unwrap_err().kind, ReadErrorKind::NoSuchPlace);
}

#[test]
fn merged_cells_and_rows_that_do_not_fit() {
    let bytes = xlsx(|sheet| {
        sheet.merge_range(0, 0, 0, 2, "Pipeline of March", &Style::new()).unwrap();
        sheet.write_row(1, 0, ["Name", "Value", "Name"]).unwrap();
        sheet.write_row(2, 0, ["Acme", "1", "x"]).unwrap();
        sheet.write(3, 0, "Apex").unwrap();
        sheet.write(4, 4, "beyond").unwrap();
    });
    let file = open(bytes);
    assert_eq!(rows(&file.sheets[0]), ["Name|Value|Name (2)||", "Acme|1|x||", "Apex||||", "||||beyond"]);
    assert_eq!(
        told(&file),
        [
            "1 RowsAboveHeader { rows: 1 } «Pipeline of March»",
            "2:4 BlankHeader «beyond»",
            "2:2 DuplicateHeader { renamed: \"Name (2)\" } «Name»",
        ]
    );
}

#[test]
fn the_days_of_a_mac() {
    let workbook = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1">{}</row><row r="2"><c r="A2" s="1"><v>43894</v></c></row>
        <row r="3"><c r="A3" t="d"><v>2024-03-05T14:30:00Z</v></c></row></sheetData></worksheet>"#,
        inline("A1", "Day")
    );
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let mut parts = raw_parts(&sheet, "<sst/>", styles);
    parts[2] = Entry::packed("xl/workbook.xml", workbook);
    let file = open(archive::zip(&parts));
    assert_eq!(rows(&file.sheets[0]), ["Day", "2024-03-05", "2024-03-05T14:30:00"]);
}

#[test]
fn open_document() {
    let bytes = ods_sheet(
        r#"<table:table-column table:number-columns-repeated="16384"/>
        <table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Value</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell office:value-type="string"><text:p>Acme<text:s text:c="2"/>&amp;
           <text:span>S&#246;hne</text:span></text:p><text:p>two</text:p><office:annotation><text:p>not me</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="1234.50"><text:p>1.234,50 €</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="date" office:date-value="2024-03-05T14:30:00.000000000"><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
        <table:table-row><table:table-cell office:value-type="time" office:time-value="PT26H30M00S"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
        <table:table-row><table:table-cell calcext:value-type="error" office:value-type="string"><text:p>#N/A</text:p></table:table-cell><table:table-cell><text:p>ok</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    let file = open(bytes);
    assert_eq!(file.format, Format::Ods);
    assert_eq!(
        rows(&file.sheets[0]),
        [
            "Name|Value",
            "Acme  & Söhne\ntwo|1234.5",
            "50%|50%",
            "50%|50%",
            "2024-03-05T14:30:00|",
            "26:30:00|TRUE",
            "|ok",
        ]
    );
    let lines: Vec<u32> = file.sheets[0].rows().map(Row::line).collect();
    assert_eq!(lines, [2, 6, 7, 8, 9, 10]);
    assert_eq!(told(&file), ["10:0 CellError «#N/A»"]);
    assert_eq!(refusal(ods("<office:document-content/>")), ReadErrorKind::Damaged);
    assert_eq!(refusal(ods_sheet("")), ReadErrorKind::Empty);
}

#[test]
fn locked_workbooks() {
    // A locked `.xlsx` is a file of files with these two streams.
    let locked = archive::compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", &[7; 5000])]);
    assert_eq!(refusal(locked), ReadErrorKind::Password);
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    let locked = archive::zip(&[
        Entry::stored("mimetype", mime),
        Entry::packed("content.xml", "\u{1}\u{2}"),
        Entry::packed("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(refusal(locked), ReadErrorKind::Password);
}

#[test]
fn archives_that_are_no_workbooks() {
    let content = |entries: &[Entry]| refusal(archive::zip(entries));
    assert_eq!(content(&[Entry::packed("deals.csv", "A,B")]), ReadErrorKind::NotATable(Content::Archive));
    assert_eq!(content(&[]), ReadErrorKind::NotATable(Content::Archive));
    assert_eq!(
        content(&[Entry::packed("[Content_Types].xml", ""), Entry::packed("word/document.xml", "")]),
        ReadErrorKind::NotATable(Content::Document)
    );
    assert_eq!(
        content(&[Entry::packed("xl/workbook.bin", "")]),
        ReadErrorKind::NotATable(Content::BinaryWorkbook)
    );
    assert_eq!(
        content(&[Entry::stored("mimetype", "application/vnd.oasis.opendocument.text")]),
        ReadErrorKind::NotATable(Content::Document)
    );
}

#[test]
fn damaged_workbooks() {
    let whole = deals();
    assert_eq!(rows(&open(&whole).sheets[0]), DEALS);
    // Cut off anywhere: no end of an archive has its directory.
    for length in (4..whole.len()).step_by(97) {
        assert_eq!(refusal(&whole[..length]), ReadErrorKind::Damaged, "{length}");
    }
    // A bit that fell over: refused, or read with what is wrong told, or read as it was.
    for at in (0..whole.len()).step_by(53) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        if let Ok(file) = open_as("x.xlsx", &bytes, &Options::default()) {
            assert!(!file.problems.is_empty() || rows(&file.sheets[0]) == DEALS, "{at}");
        }
    }
}

#[test]
fn what_is_whole_of_a_damaged_sheet_is_read() {
    let cut = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}</row><row r=\"3\"><c r=\"A3\"><v>1",
        inline("A1", "Name"),
        inline("B1", "Value"),
        inline("A2", "Acme")
    );
    let file = open(raw_xlsx(&cut, "<sst/>", "<styleSheet/>"));
    assert_eq!(rows(&file.sheets[0]), ["Name|Value", "Acme|"]);
    assert_eq!(told(&file), ["2 DamagedSheet"]);

    // The same where the packed bytes are damaged.
    let rows_of = (2..2000).map(|row| {
        format!("<row r=\"{row}\">{}</row>", inline(&format!("A{row}"), &format!("{:x}", row * row)))
    });
    let rows_of = rows_of.collect::<Vec<_>>().concat();
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}</row>{rows_of}</sheetData></worksheet>",
        inline("A1", "Name")
    );
    let mut bytes = raw_xlsx(&sheet, "<sst/>", "<styleSheet/>");
    let at = archive::middle_of(&bytes, "xl/worksheets/sheet1.xml");
    bytes[at..at + 8].fill(0xFF);
    let file = open(bytes);
    assert!((100..1998).contains(&file.sheets[0].len()), "{}", file.sheets[0].len());
    assert!(told(&file).iter().any(|problem| problem.ends_with("DamagedSheet")), "{:?}", told(&file));

    let cut = ods_sheet(
        r"<table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Acme</text:p></table:table-cell></table:table-row>",
    );
    let content = archive::part(&cut, "content.xml");
    let end = content.find("</table:table>").unwrap();
    let file = open(ods(&content[..end]));
    assert_eq!(
        (rows(&file.sheets[0]), told(&file)),
        (vec!["Name".into(), "Acme".into()], vec!["3 DamagedSheet".into()])
    );
}

#[test]
fn cells_that_a_newer_program_wrote() {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"2\"><c r=\"A2\" t=\"e\"><v>#SPILL!</v></c>{}</row>\
         <row r=\"3\"><c r=\"A3\" t=\"s\"><v>77</v></c><c r=\"B3\"><v>5</v></c></row></sheetData></worksheet>",
        inline("A1", "Name"),
        inline("B1", "Value"),
        inline("B2", "1")
    );
    let file = open(raw_xlsx(&sheet, "<sst/>", "<styleSheet/>"));
    assert_eq!(rows(&file.sheets[0]), ["Name|Value", "|1", "|5"]);
    assert_eq!(told(&file), ["1 CellError «#SPILL!»", "2 BadCell"]);
}

#[test]
fn bombs() {
    let bomb = " ".repeat(48 << 20);
    let small_sheet =
        format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", inline("A1", "Name"));
    // A sheet, the texts or the styles that unpack to far more than they have reason to, with sizes stated truly and not.
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"] {
        let content = format!("<worksheet>{bomb}");
        let mut parts = raw_parts(&small_sheet, "<sst/>", "<styleSheet/>");
        parts.retain(|entry| entry.name != part);
        parts.push(Entry::packed(part, &content));
        let bytes = archive::zip(&parts);
        assert!(bytes.len() < 1 << 18);
        assert_eq!(refusal(&bytes), ReadErrorKind::Bomb, "{part}");
        let refused = refusal(archive::understate(&bytes, part, 100));
        assert!(
            matches!(refused, ReadErrorKind::Bomb | ReadErrorKind::Damaged),
            "{part}, understated: {refused:?}"
        );
    }
    // The same among parts that are not needed is never unpacked: an archive within, a picture.
    let mut parts = raw_parts(&small_sheet, "<sst/>", "<styleSheet/>");
    let nested = archive::zip(&[Entry::packed("bomb", &bomb)]);
    parts.push(Entry { name: "xl/media/image1.png", content: bomb.as_bytes(), is_packed: true });
    parts.push(Entry { name: "xl/embeddings/package.zip", content: &nested, is_packed: false });
    assert_eq!(rows(&open(archive::zip(&parts)).sheets[0]), ["Name"]);

    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    let bytes = archive::zip(&[Entry::stored("mimetype", mime), Entry::packed("content.xml", &bomb)]);
    assert_eq!(refusal(&bytes), ReadErrorKind::Bomb);
    assert_eq!(refusal(archive::understate(&bytes, "content.xml", 100)), ReadErrorKind::Damaged);
}

#[test]
fn claims_that_would_take_memory() {
    // More texts than there is memory for.
    let sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let texts = r#"<sst uniqueCount="18446744073709551615"><si><t>Name</t></si></sst>"#;
    assert_eq!(rows(&open(raw_xlsx(sheet, texts, "<styleSheet/>")).sheets[0]), ["Name"]);

    // Cells in two corners of the largest sheet, and a dimension to match.
    let corners = format!(
        "<worksheet><dimension ref=\"XFD1048576:A1\"/><sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData></worksheet>",
        inline("A1", "Name"),
        inline("XFD1048576", "far")
    );
    let file = open(raw_xlsx(&corners, "<sst/>", "<styleSheet/>"));
    assert_eq!(rows(&file.sheets[0]), ["Name"]);
    assert_eq!(told(&file), ["1 NoRows", "1048576:16383 TooManyColumns { kept: 1000, found: 16384 } «far»"]);

    // One long text in very many cells.
    let long = "x".repeat(1 << 20);
    let texts = format!("<sst><si><t>{long}</t></si></sst>");
    let rows_of = (1..2000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"));
    let rows_of = rows_of.collect::<Vec<_>>().concat();
    let sheet = format!("<worksheet><sheetData>{rows_of}</sheetData></worksheet>");
    assert_eq!(refusal(raw_xlsx(&sheet, &texts, "<styleSheet/>")), ReadErrorKind::TooManyCells);

    // One font with a long name in very many styles.
    let styles = format!(
        "<styleSheet><fonts><font><name val=\"{long}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        "<xf fontId=\"0\"/>".repeat(50_000)
    );
    let sheet =
        format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", inline("A1", "Name"));
    assert_eq!(rows(&open(raw_xlsx(&sheet, "<sst/>", &styles)).sheets[0]), ["Name"]);

    // One cell repeated over a whole sheet, in a kilobyte.
    let cell = r#"<table:table-cell table:number-columns-repeated="4294967295"><text:p>x</text:p></table:table-cell>"#;
    let row = format!("<table:table-row table:number-rows-repeated=\"4294967295\">{cell}</table:table-row>");
    assert_eq!(refusal(ods_sheet(&row)), ReadErrorKind::TooManyCells);
    let spaces = ods_sheet(
        "<table:table-row><table:table-cell><text:p>a<text:s text:c=\"4294967295\"/>b</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(open(spaces).sheets[0].headers(), ["a b"]);
}

#[test]
fn an_archive_that_claims_billions_of_parts() {
    let mut bytes = deals();
    let end = bytes.len() - 22;
    let directory = bytes[end + 12..end + 20].to_vec();
    let mut large = Vec::new();
    large.extend(b"PK\x06\x06");
    large.extend(44_u64.to_le_bytes());
    large.extend([45, 0, 45, 0]);
    large.extend([0; 8]);
    large.extend((1_u64 << 40).to_le_bytes());
    large.extend((1_u64 << 40).to_le_bytes());
    large.extend((1_u64 << 46).to_le_bytes());
    large.extend(&directory[4..8]);
    large.extend([0; 4]);
    large.extend(b"PK\x06\x07\0\0\0\0");
    large.extend((end as u64).to_le_bytes());
    large.extend(1_u32.to_le_bytes());
    bytes.splice(end..end, large);
    let tail = bytes.len() - 22;
    bytes[tail + 8..tail + 20].fill(0xFF);
    assert_eq!(refusal(bytes), ReadErrorKind::Damaged);
}

#[test]
fn more_sheets_than_are_read() {
    let mut workbook = Workbook::new();
    for number in 0..300 {
        let sheet = workbook.add_worksheet().set_name(format!("S{number}")).unwrap();
        sheet.write_column(0, 0, ["Name", "x"]).unwrap();
    }
    let file = open(workbook.save_to_buffer().unwrap());
    assert_eq!(file.sheets.len(), 256);
    assert_eq!(told(&file), [" TooManySheets { kept: 256, found: 300 }"]);
}

/// Sound workbooks, to tamper with.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let row = "<table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row>";
    vec![deals(), ods_sheet(&row.repeat(3)), crate::read_xls::seed(), with_part(9, |part| part)]
}

/// A sound workbook, one part of which a function changed: its sheet, texts, styles, or the content of an `.ods`.
pub(crate) fn with_part(part: usize, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:B3\"/><sheetData><row r=\"1\">{}<c r=\"B1\" t=\"s\"><v>0</v></c></row>\
         <row r=\"2\"><c r=\"A2\" s=\"1\"><v>45356.5</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"str\"><f>A1</f><v>x&amp;y_x000D_</v></c><c r=\"B3\" t=\"e\"><v>#N/A</v></c></row>\
         </sheetData></worksheet>",
        inline("A1", "Name")
    );
    let texts = r#"<sst count="2" uniqueCount="2"><si><t>Value</t></si><si><r><t xml:space="preserve"> a</t></r></si></sst>"#;
    let styles = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
    if part == 3 {
        let content = archive::part(
            &ods_sheet(
                "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"1.5\"><text:p>1<text:s text:c=\"2\"/>5</text:p></table:table-cell></table:table-row>",
            ),
            "content.xml",
        );
        let changed = change(content.into_bytes());
        let mime = "application/vnd.oasis.opendocument.spreadsheet";
        return archive::zip(&[
            Entry::stored("mimetype", mime),
            Entry { name: "content.xml", content: &changed, is_packed: true },
        ]);
    }
    let mut parts = raw_parts(&sheet, texts, styles);
    let mut changed = Vec::new();
    if let Some(entry) = parts.get(4 + part) {
        changed = change(entry.content.to_vec());
    }
    if let Some(entry) = parts.get_mut(4 + part) {
        entry.content = &changed;
    }
    archive::zip(&parts)
}
