//! The report on every row as CSV.

use exchange::parcels::unpack_issues;
use exchange::plan::report::Issue;
use js_sys::Uint8Array;

use crate::platform::{clock, dom, file};
use crate::text::{import_problems, t};

/// What programs for tables know the encoding by.
const MARK: &str = "\u{feff}";

/// Hands all issues over as a file, parcel by parcel, so that the page stays at hand meanwhile. Answers whether the browser
/// took it.
pub(super) async fn download(issues: &[Uint8Array], tables: &[String]) -> bool {
    let texts = t().import_preview();
    let head = [texts.file, texts.line, t().import_columns().column, texts.found, texts.what, texts.effect];
    let mut parts = vec![format!("{MARK}{}", line(head))];
    for parcel in issues {
        let Some(issues) = unpack_issues(&parcel.to_vec()) else { return false };
        parts.push(issues.iter().map(|issue| row(issue, tables)).collect());
        dom::pause(0).await;
    }
    let name = format!("{}-{}.csv", texts.file_name, clock::today());
    file::download(&name, "text/csv;charset=utf-8", &parts)
}

fn row(issue: &Issue, tables: &[String]) -> String {
    line([
        tables.get(issue.file).map_or("", String::as_str),
        &issue.line.to_string(),
        issue.column.as_deref().unwrap_or_default(),
        &issue.value,
        &import_problems::problem(&issue.problem),
        import_problems::effect(issue.effect),
    ])
}

/// A line of a CSV file.
fn line<const CELLS: usize>(cells: [&str; CELLS]) -> String {
    let mut line = cells.map(cell).join(",");
    line.push_str("\r\n");
    line
}

/// A cell, in quotes where it needs them. One that a program for tables would take for a formula gets an apostrophe in
/// front, which makes it a text.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let harmless = if is_formula { format!("'{text}") } else { text.to_owned() };
    if harmless.contains([',', '"', '\n', '\r']) || harmless.trim() != harmless {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_need_it() {
        let cases = [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" space ", "\" space \""),
            ("中文", "中文"),
        ];
        for (text, written) in cases {
            assert_eq!(cell(text), written, "{text}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"] {
            assert!(cell(text).trim_start_matches('"').starts_with('\''), "{text}");
        }
        assert_eq!(cell("a=b"), "a=b");
    }

    #[test]
    fn a_line_has_all_its_cells() {
        assert_eq!(line(["a", "b,c", ""]), "a,\"b,c\",\r\n");
    }
}
