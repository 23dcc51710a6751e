//! The tables behind the charts.

use crate::samples::{self, Language};

/// A table as its texts, a line a row.
fn lines(name: &str, language: Language) -> String {
    let (_, chart) =
        samples::all(language).into_iter().find(|(known, _)| *known == name).expect("a chart of this name");
    let table = chart.table();
    let rows = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | "));
    std::iter::once(table.headings.join(" | ")).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_row_is_as_long_as_the_header_and_begins_with_a_name() {
    for (name, chart) in samples::all(Language::English) {
        let table = chart.table();
        for row in &table.rows {
            assert_eq!(row.len(), table.headings.len(), "{name}");
            assert_eq!(row[0].value, None, "{name}");
        }
    }
}

#[test]
fn the_funnel_has_a_row_a_stage() {
    insta::assert_snapshot!("table-funnel", lines("funnel", Language::Chinese));
}

#[test]
fn the_flow_has_a_row_a_link() {
    insta::assert_snapshot!("table-flow", lines("flow", Language::English));
}

#[test]
fn a_box_of_too_few_deals_has_no_numbers() {
    insta::assert_snapshot!("table-boxes", lines("boxes", Language::English));
}

#[test]
fn lines_are_columns() {
    insta::assert_snapshot!("table-trend-two-units", lines("trend-two-units", Language::English));
}

#[test]
fn bars_are_rows() {
    insta::assert_snapshot!("table-bars-stacked", lines("bars-stacked", Language::English));
}

#[test]
fn heat_is_a_table_already() {
    insta::assert_snapshot!("table-heat", lines("heat", Language::Chinese));
}

#[test]
fn steps_are_rows() {
    insta::assert_snapshot!("table-waterfall", lines("waterfall", Language::English));
}

#[test]
fn cells_carry_exact_numbers() {
    let (_, chart) = samples::all(Language::English).remove(0);
    let rows = chart.table().rows;
    let values = |row: usize| rows[row].iter().map(|cell| cell.value).collect::<Vec<_>>();
    assert_eq!(values(0), [None, Some(148.0), Some(2_960_000.0), None, Some(1.0)]);
    assert_eq!(values(1)[3], Some(121.0 / 148.0));
}
