//! The figures of a chart as a table: to be read aloud, to be looked at, to be taken along.

use charts::{Cell, Input, NOTHING, Pick, Table};
use exchange::export::Sheet;
use leptos::prelude::*;

/// The table of a chart. Where it is not shown it is there for screen readers only, and nothing in it takes the focus.
pub(super) fn table(
    input: &Input,
    title: Signal<String>,
    on_select: Option<Callback<Pick>>,
    is_shown: bool,
) -> AnyView {
    let Input::Ready(chart) = input else { return ().into_any() };
    let Table { headings, rows } = chart.table();
    let on_select = on_select.filter(|_| is_shown);
    // A column is one of figures where a row has one.
    let figures: Vec<bool> = (0..headings.len())
        .map(|column| rows.iter().any(|row| row.get(column).is_some_and(|cell| cell.value.is_some())))
        .collect();
    let class = |column: usize| figures.get(column).copied().unwrap_or_default().then_some("num");
    let head = headings.into_iter().enumerate().map(|(column, heading)| {
        view! { <th scope="col" class=class(column)>{heading}</th> }
    });
    let row = |cells: Vec<Cell>| {
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
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
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
    use super::csv;
    use charts::{Cell, NOTHING, Table};

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
