//! The figures of a chart as a table: to be read aloud, to be looked at, to be taken along.

use charts::{Cell, Input, NOTHING, Pick, Table};
use exchange::export::Sheet;
use leptos::prelude::*;
use sales::query::Direction;

use crate::components::{LARGEST_FIRST, NAMES_FIRST, Sort, sort_by_figure, turn_head};
use crate::platform::collation::sort_by_name;

/// The table of a chart, sorted by any column. Where it is not shown it is there for screen readers only, and nothing in it takes the focus.
pub(super) fn table(
    input: &Input,
    title: Signal<String>,
    on_select: Option<Callback<Pick>>,
    is_shown: bool,
    sort: Sort,
) -> AnyView {
    let Input::Ready(chart) = input else { return ().into_any() };
    let Table { headings, rows } = chart.table();
    let columns = headings.len();
    let on_select = on_select.filter(|_| is_shown);
    // A column is one of figures where a row has one.
    let figures: Vec<bool> = (0..headings.len())
        .map(|column| rows.iter().any(|row| row.get(column).is_some_and(|cell| cell.value.is_some())))
        .collect();
    let class = move |column: usize| figures.get(column).copied().unwrap_or_default().then_some("num");
    let head = headings.into_iter().enumerate().map(|(column, heading)| {
        let class = class(column);
        if is_shown {
            sort_head(sort, column, class, heading)
        } else {
            view! { <th scope="col" class=class>{heading}</th> }.into_any()
        }
    });
    let head = head.collect_view();
    let row = move |cells: Vec<Cell>| {
        let cells = cells.into_iter().enumerate().map(|(column, cell)| {
            let value = cell.value.map(|value| value.to_string());
            if column == 0 {
                view! { <th scope="row" dir="auto">{content(cell, on_select)}</th> }.into_any()
            } else {
                view! { <td class=class(column) data-value=value>{content(cell, on_select)}</td> }.into_any()
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    // Only the rows are made anew where the order changes, so that what was pressed keeps the focus.
    let rows = move || {
        let mut rows = rows.clone();
        // A column may be gone since.
        let is_there = |sorted: &(usize, Direction)| is_shown && sorted.0 < columns;
        if let Some((column, direction)) = sort.get().filter(is_there) {
            sort_rows(&mut rows, column, direction);
        }
        rows.into_iter().map(&row).collect_view()
    };
    view! {
        <div
            class=if is_shown { "chart-table" } else { "visually-hidden" }
            // What is scrolled has to be reached by keyboard.
            tabindex=is_shown.then_some("0")
            role=is_shown.then_some("group")
            aria-label=is_shown.then(|| title.get())
        >
            <table>
                <caption class="visually-hidden">{title}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Sorts by the figures of a column, or by its names. The rows of a chart have an order of their own, as stages and months do: the
/// first column is in that order, or backwards.
fn sort_rows(rows: &mut [Vec<Cell>], column: usize, direction: Direction) {
    let value = |row: &Vec<Cell>| row.get(column).and_then(|cell| cell.value);
    if column > 0 && rows.iter().any(|row| value(row).is_some()) {
        sort_by_figure(rows, direction, value);
        return;
    }
    if column > 0 {
        sort_by_name(rows, |row| row.get(column).map_or("", |cell| cell.text.as_str()));
    }
    if direction == Direction::Descending {
        rows.reverse();
    }
}

fn sort_head(sort: Sort, column: usize, class: Option<&'static str>, heading: String) -> AnyView {
    let ways = match class {
        // Of what is in order already there is only the other way.
        _ if column == 0 => &[Direction::Descending],
        Some(_) => LARGEST_FIRST,
        None => NAMES_FIRST,
    };
    turn_head(sort, column, ways, class, heading)
}

fn content(cell: Cell, on_select: Option<Callback<Pick>>) -> AnyView {
    match (cell.pick, on_select) {
        (Some(pick), Some(on_select)) => view! {
            <button type="button" class="chart-pick" on:click=move |_| on_select.run(pick)>
                {cell.text}
            </button>
        }
        .into_any(),
        _ => cell.text.into_any(),
    }
}

/// The table as a file: exact numbers, and blanks where there are none.
pub(super) fn csv(table: &Table) -> String {
    let mut sheet = Sheet::new(table.headings.iter().map(String::as_str));
    for row in &table.rows {
        for cell in row {
            match cell.value {
                Some(value) => sheet.figure(&value.to_string()),
                None if cell.text == NOTHING => sheet.figure(""),
                None => sheet.text(&cell.text),
            }
        }
        sheet.end_row();
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::{csv, sort_rows};
    use charts::{Cell, NOTHING, Table};
    use sales::query::Direction;

    #[test]
    fn a_table_is_sorted_by_its_figures_and_what_has_none_comes_last() {
        let row = |name: &str, value: Option<f64>| {
            let cell = |text: &str, value| Cell { text: text.to_owned(), value, pick: None };
            vec![cell(name, None), cell("", value)]
        };
        let sorted = |column, direction| {
            let mut rows = vec![row("b", Some(1.0)), row("a", None), row("c", Some(2.0))];
            sort_rows(&mut rows, column, direction);
            rows.iter().map(|row| row[0].text.as_str()).collect::<String>()
        };
        assert_eq!(sorted(1, Direction::Descending), "cba");
        assert_eq!(sorted(1, Direction::Ascending), "bca");
        // The order of the chart, and backwards.
        assert_eq!(sorted(0, Direction::Ascending), "bac");
        assert_eq!(sorted(0, Direction::Descending), "cab");
    }

    #[test]
    fn a_file_holds_exact_numbers_and_no_formulas() {
        let cell = |text: &str, value| Cell { text: text.to_owned(), value, pick: None };
        let table = Table {
            headings: vec!["Owner".to_owned(), "Value".to_owned()],
            rows: vec![
                vec![cell("=1+1", None), cell("$1.2M", Some(1_234_567.89))],
                vec![cell("Anna, Tom", None), cell(NOTHING, None)],
            ],
        };
        assert_eq!(csv(&table), "\u{feff}Owner,Value\r\n'=1+1,1234567.89\r\n\"Anna, Tom\",\r\n");
    }
}
