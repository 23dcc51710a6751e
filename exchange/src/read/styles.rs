//! What the styles of a workbook say about values.
//!
//! A style names a font, a fill, borders and a format of numbers; only the last says what a value is. So the part of the
//! styles is written anew with nothing else in it, which also keeps its size in bounds: there, each of thousands of
//! styles may refer to one name of a font as long as a book.

use std::collections::HashMap;
use std::fmt::Write;

use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::format::{self, Shows};
use super::problem::ReadErrorKind;
use super::xml;

/// What is known of the styles of cells, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    percent: Vec<bool>,
}

impl Styles {
    /// Whether a style shows numbers as percentages.
    pub(super) fn is_percent(&self, style: usize) -> bool {
        self.percent.get(style).copied().unwrap_or(false)
    }
}

/// Excel has this many styles, and formats of this length.
const MAX_STYLES: usize = 65_490;
const MAX_FORMAT: usize = 255;

/// Writes the styles anew, with the formats of numbers only.
pub(super) fn rewrite(part: &[u8]) -> Result<(Vec<u8>, Styles), ReadErrorKind> {
    let mut parser = xml::parser(part);
    let mut formats: HashMap<u32, String> = HashMap::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut is_of_cells = false;
    loop {
        match parser.read_event().map_err(|_| ReadErrorKind::Damaged)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let format =
                        xml::number(&element, "numFmtId").zip(xml::attribute(&element, "formatCode"));
                    if let Some((id, code)) = format.filter(|(_, code)| code.chars().count() <= MAX_FORMAT) {
                        formats.insert(id, code);
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells && styles.len() < MAX_STYLES => {
                    styles.push(xml::number(&element, "numFmtId").unwrap_or(0));
                }
                _ => (),
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => break,
            _ => (),
        }
    }
    let shows = |id: &u32| format::shows(*id, formats.get(id).map(String::as_str));
    let percent = styles.iter().map(|id| shows(id) == Shows::Percent).collect();
    Ok((write(&formats, &styles), Styles { percent }))
}

fn write(formats: &HashMap<u32, String>, styles: &[u32]) -> Vec<u8> {
    let mut text = String::from("<styleSheet><numFmts>");
    for (id, code) in formats {
        // Writing to a text cannot fail.
        let _ = write!(text, r#"<numFmt numFmtId="{id}" formatCode="{}"/>"#, escape(code));
    }
    text.push_str("</numFmts><cellXfs>");
    for id in styles {
        let _ = write!(text, r#"<xf numFmtId="{id}"/>"#);
    }
    text.push_str("</cellXfs></styleSheet>");
    text.into_bytes()
}
