//! The report on every row as CSV.

use exchange::parcels::{Told, unpack_report};
use exchange::plan::report::{Count, Effect, Issue, Kind, RowReport};
use exchange::protocol::Outline;
use exchange::read;
use exchange::target::FileKind;
use js_sys::Uint8Array;
use std::sync::Arc;

use crate::platform::{clock, dom, file};
use crate::text::{import_preview, import_problems, t};

/// What programs for tables know the encoding by.
const MARK: &str = "\u{feff}";

/// What a table is called, and what its rows are.
pub(super) type Named = (String, Option<FileKind>);

/// Hands the report on all rows over as a file, parcel by parcel, so that the page stays at hand meanwhile. What reading the
/// files found stands above, the counts of each kind of record below. Answers whether the browser took it.
pub(super) async fn download(
    outlines: &[Arc<Outline>],
    told: &[Uint8Array],
    tables: &[Named],
    counts: &[(Kind, Count)],
) -> bool {
    let texts = t().import_preview();
    let head = [texts.file, texts.line, t().import_columns().column, texts.found, texts.what, texts.effect];
    let mut parts = vec![format!("{MARK}{}", line(head))];
    parts.push(outlines.iter().map(|outline| found(outline)).collect());
    for parcel in told {
        let Some(told) = unpack_report(&parcel.to_vec()) else { return false };
        let line = |told: &Told| match told {
            Told::Issue(told) => issue(told, tables),
            Told::Row(told) => row(told, tables),
        };
        parts.push(told.iter().map(line).collect());
        dom::pause(0).await;
    }
    let counts = counts.iter().map(|(kind, count)| {
        let (name, text) = import_preview::in_all(*kind, *count);
        line(["", "", "", name, &text, ""])
    });
    parts.push(counts.collect());
    let name = format!("{}-{}.csv", texts.file_name, clock::today());
    file::download(&name, "text/csv;charset=utf-8", &parts)
}

/// What reading a file found: most of it is about a row that came in otherwise than it stands there.
fn found(outline: &Outline) -> String {
    let effect = import_problems::effect(Effect::Noted);
    let told = |problem: &read::Problem| {
        let place = &problem.place;
        let name =
            [Some(place.file.as_str()), place.sheet.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        line([
            &name.join(" · "),
            &place.line.map(|line| line.to_string()).unwrap_or_default(),
            &place.column.map(|column| (column + 1).to_string()).unwrap_or_default(),
            place.value.as_deref().unwrap_or_default(),
            &import_problems::read_problem(&problem.kind),
            effect,
        ])
    };
    let mut lines: String = outline.problems.iter().map(told).collect();
    if let Some(more) = usize::try_from(outline.problems_left_out).ok().filter(|more| *more > 0) {
        lines.push_str(&line(["", "", "", "", &t().import_problems().more_problems.of(more), effect]));
    }
    lines
}

fn row(row: &RowReport, tables: &[Named]) -> String {
    let (name, kind) = tables.get(row.file).map_or(("", None), |(name, kind)| (name.as_str(), *kind));
    let (fields, what, effect) = import_preview::came(&row.came, kind);
    let at = if row.line == 0 { String::new() } else { row.line.to_string() };
    line([name, &at, &fields, &row.value, &what, effect])
}

fn issue(issue: &Issue, tables: &[Named]) -> String {
    let name = |file: usize| tables.get(file).map_or("", |(name, _)| name.as_str());
    line([
        name(issue.file),
        &issue.line.to_string(),
        issue.column.as_deref().unwrap_or_default(),
        &issue.value,
        &import_problems::problem(&issue.problem, name),
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
