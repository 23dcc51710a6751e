//! Sound inputs to begin with, and the words of each format.

use super::archives::{self, Entry};

pub(crate) const SHEET: &[u8] = br#"<worksheet><dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>45356.5</v></c><c r="B2" t="b"><v>1</v></c></row><row r="3"><c t="str"><f>A1</f><v>x&amp;_x000D_</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#;

pub(crate) const TEXTS: &[u8] = br#"<sst count="2" uniqueCount="2"><si><t>Value</t></si><si><r><t xml:space="preserve"> a</t></r><rPh><t>b</t></rPh></si></sst>"#;

pub(crate) const STYLES: &[u8] = br#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;x&quot;mm;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="9"/></cellXfs></styleSheet>"#;

pub(crate) const WORKBOOK: &[u8] = br#"<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" state="hidden" r:id="r1"/></sheets></workbook>"#;

pub(crate) const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

pub(crate) const ROOT: &[u8] = br#"<Relationships><Relationship Id="r" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const CONTENT: &[u8] = br#"<office:document-content><office:automatic-styles><style:style style:name="t"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="S" table:style-name="t"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1.5"><text:p>1<text:s text:c="2"/>5</text:p></table:table-cell><table:table-cell table:number-columns-repeated="3" office:value-type="date" office:date-value="2024-03-05"/></table:table-row><table:table-row><table:covered-table-cell office:value-type="time" office:time-value="PT1H2M3S"/><table:table-cell calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;

/// Sound inputs for a reader.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "text" => texts(),
        "xlsx" => vec![[SHEET, TEXTS, STYLES, WORKBOOK, RELATIONS].join(&0xFF)],
        "ods" => vec![CONTENT.to_vec()],
        "xls" => vec![records()],
        "backup" => super::logs::backups(),
        "setup" => super::logs::setups(),
        "compound" => vec![archives::compound(&[("Workbook", &records())])],
        _ => archives(),
    }
}

fn texts() -> Vec<Vec<u8>> {
    [
        "Name,Value\r\nAcme,\"1,5\"\r\n\"A \"\"B\"\"\",2\r\n",
        "sep=;\nName;Value\nAcme;1\n",
        "Title\n\nA\tB\tC\n1\t2\t3\n4\t\"5\n6\"\t7\n",
        "A,B\n1,\"2\n3,4\n5,\"6, 7\"\n\"8\"x,9\n",
        "\u{feff}商机名称|金额\r华为|1\r",
    ]
    .iter()
    .flat_map(|text| {
        let bytes = |said: u8, bytes: Vec<u8>| [vec![said], bytes].concat();
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [bytes(15, text.as_bytes().to_vec()), bytes(15, wide), bytes(1, text.as_bytes().to_vec())]
    })
    .collect()
}

fn archives() -> Vec<Vec<u8>> {
    let parts = |is_packed| {
        let part = |name, content| Entry { name, content, is_packed };
        archives::zip(&[
            part("_rels/.rels", ROOT),
            part("xl/workbook.xml", WORKBOOK),
            part("xl/_rels/workbook.xml.rels", RELATIONS),
            part("xl/worksheets/sheet1.xml", SHEET),
            part("xl/sharedStrings.xml", TEXTS),
            part("xl/styles.xml", STYLES),
        ])
    };
    let kind = Entry::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    let ods = archives::zip(&[kind, Entry { name: "content.xml", content: CONTENT, is_packed: true }]);
    vec![parts(true), parts(false), ods]
}

/// The records of a small workbook with a cell of each kind.
fn records() -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap_or(0);
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    };
    let bof = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let before = [
        bof.clone(),
        record(0x041E, b"\xa4\0\x04\0\0yyyy"),
        record(0x00E0, &[0; 20]),
        record(0x00E0, &[0, 0, 14, 0]),
        record(0x00FC, b"\x02\0\0\0\x02\0\0\0\x04\0\0Acme\x03\0\x0d\x01\0\x02\0\0\0a\0"),
        record(0x003C, b"\x01b\0c\0xxxxxx"),
    ]
    .concat();
    let end = record(0x000A, &[]);
    let at = u8::try_from(before.len() + 4 + 9 + end.len()).unwrap_or(0);
    let sheet = record(0x0085, &[at, 0, 0, 0, 0, 0, 1, 0, b'S']);
    let cells = [
        bof,
        record(0x0204, b"\0\0\0\0\0\0\x04\0\0Name"),
        record(0x00FD, &[0, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
        record(0x0203, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x80, 0x25, 0xE6, 0x40]),
        record(0x027E, &[1, 0, 1, 0, 0, 0, 7, 1, 0, 0]),
        record(0x00BD, &[2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 1, 0, 6, 0, 0, 0, 1, 0]),
        record(0x0205, &[3, 0, 0, 0, 0, 0, 0x2A, 1]),
        record(0x0006, &[3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x0207, b"\x01\0\0x"),
        end.clone(),
    ];
    [before, sheet, end, cells.concat()].concat()
}

/// Pieces that mean something in some format.
pub const WORDS: &[&[u8]] = &[
    b"{\"fairlead\":\"backup\",\"v\":1,",
    b"\"kind\":{\"undo\":",
    b"\"changes\":[]",
    b"\"removed\":",
    b"\"restored\":",
    b"null",
    b"-9223372036854775808",
    b"9223372036854775807",
    b"18446744073709551615",
    b"\"9999-12-31\"",
    b"\"USD\"",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\n",
    b"\r",
    b"sep=;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\0",
    b"<row r=\"1048576\">",
    b"</row>",
    b"<c r=\"XFD1\" t=\"s\">",
    b"</c>",
    b"<v>0</v>",
    b"<v>1e308</v>",
    b"<v>NaN</v>",
    b"<v>-1</v>",
    b"<is><t>",
    b"</t></is>",
    b"t=\"e\"",
    b"t=\"d\"",
    b"t=\"inlineStr\"",
    b"s=\"1\"",
    b"s=\"2\"",
    b"<sheetData>",
    b"</sheetData>",
    b"<sheetData/>",
    b"<sst",
    b"uniqueCount=\"99999999999\"",
    b"<si>",
    b"</si>",
    b"_xD83D_",
    b"_x0041_",
    b"&#x10FFFF;",
    b"&#0;",
    b"&lt;",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?xml",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"state=\"veryHidden\"",
    b"numFmtId=\"46\"",
    b"<xf numFmtId=\"10\"/>",
    b"table:number-columns-repeated=\"4294967295\"",
    b"table:number-rows-repeated=\"1048576\"",
    b"<table:table-cell/>",
    b"<table:table-row/>",
    b"<text:p>",
    b"</text:p>",
    b"<text:s text:c=\"99\"/>",
    b"office:value=\"1e400\"",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"\xff\xff\xff\xff",
    b"\xfe\xff\xff\xff",
    b"\x3c\0",
    b"\x09\x08",
    b"\x0a\0\0\0",
    b"\xfc\0",
    b"\xfd\0\x0a\0",
    b"\x03\x02\x0e\0",
    b"\xbd\0",
    b"\x06\0",
    b"\x85\0",
];
