//! A small table of figures: sorted by any column, with the deals behind each figure.

use leptos::prelude::*;
use sales::metrics::Behind;
use sales::query::Direction;

use super::charts::Source;
use super::state::State;
use super::tiles::Written;
use crate::components::small_icon;
use crate::text::{fill, t};

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Grid {
    /// The names of the columns; the first is that of the names of the rows.
    pub(super) headings: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
    /// What is said where there is no row.
    pub(super) empty: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// What tests know it by.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) hue: Option<u8>,
    pub(super) cells: Vec<Cell>,
}

/// A figure of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) metric: &'static str,
    /// How it reads, or why there is none.
    pub(super) figure: Result<Written, String>,
    /// What it is sorted by.
    pub(super) order: Option<f64>,
    pub(super) behind: Option<Behind>,
}

/// The column that a table is sorted by, where it is not in its own order.
type Sort = RwSignal<Option<(usize, Direction)>>;

/// Shows a table that is made from the report.
pub(super) fn table(
    state: State,
    name: &'static str,
    title: &'static str,
    note: &'static str,
    make: fn(Source) -> Grid,
) -> AnyView {
    let grid = state.made(make);
    let sort: Sort = RwSignal::new(None);
    let heading_id = format!("insights-{name}");
    let labelled_by = heading_id.clone();
    let rows = move || {
        let mut rows = grid.with(|grid| grid.rows.clone());
        if let Some((column, direction)) = sort.get() {
            sort_rows(&mut rows, column, direction);
        }
        rows.into_iter().map(|cells| row(state, title, cells)).collect_view()
    };
    let is_empty = Memo::new(move |_| grid.with(|grid| grid.rows.is_empty()));
    let headings = grid.with_untracked(|grid| grid.headings.clone());
    let body = move || {
        if is_empty.get() {
            let why = move || grid.with(|grid| grid.empty.clone());
            return view! { <p class="chart-state">{why}</p> }.into_any();
        }
        let labelled_by = labelled_by.clone();
        let head = headings.iter().enumerate().map(|(column, name)| head(sort, column, name));
        view! {
            <div class="framed" tabindex="0" role="group" aria-labelledby=labelled_by>
                <table class="table figures-table">
                    <thead>
                        <tr>{head.collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="figures-card" data-grid=name>
            <h3 class="chart-title" id=heading_id>
                {title}
            </h3>
            {(!note.is_empty()).then(|| view! { <p class="chart-note">{note}</p> })}
            {body}
        </section>
    }
    .into_any()
}

fn sort_rows(rows: &mut [Row], column: usize, direction: Direction) {
    let order = |row: &Row| row.cells.get(column)?.order;
    // What has no figure comes last either way.
    rows.sort_by(|one, other| match (order(one), order(other)) {
        (Some(one), Some(other)) if direction == Direction::Ascending => one.total_cmp(&other),
        (Some(one), Some(other)) => other.total_cmp(&one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
}

fn head(sort: Sort, column: usize, name: &'static str) -> AnyView {
    let Some(figure) = column.checked_sub(1) else {
        return view! { <th scope="col">{name}</th> }.into_any();
    };
    let now = move || sort.get().filter(|sort| sort.0 == figure).map(|sort| sort.1);
    let turn = move |_| {
        sort.update(|sort| {
            *sort = match *sort {
                Some((known, Direction::Descending)) if known == figure => {
                    Some((figure, Direction::Ascending))
                }
                Some((known, Direction::Ascending)) if known == figure => None,
                _ => Some((figure, Direction::Descending)),
            };
        });
    };
    view! {
        <th
            scope="col"
            class="num"
            aria-sort=move || {
                now().map(|direction| match direction {
                    Direction::Ascending => "ascending",
                    Direction::Descending => "descending",
                })
            }
        >
            <button type="button" class="sort" on:click=turn>
                {name}
                {move || small_icon(if now() == Some(Direction::Ascending) { "chevron-up" } else { "chevron-down" })}
            </button>
        </th>
    }
    .into_any()
}

fn row(state: State, title: &'static str, row: Row) -> AnyView {
    let Row { key, name, hue, cells } = row;
    let cells = cells.into_iter().map(|figure| cell(state, title, &name, figure)).collect_view();
    view! {
        <tr data-row=key>
            <th scope="row">
                <span class="cell">
                    {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                    <span class="truncate" dir="auto">{name.clone()}</span>
                </span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(state: State, title: &'static str, name: &str, cell: Cell) -> AnyView {
    let Cell { metric, figure, behind, .. } = cell;
    let (text, exact, why) = match figure {
        Ok(written) => (written.text, Some(written.exact), None),
        Err(why) => ("–".to_owned(), None, Some(why)),
    };
    let has_deals = exact.as_deref().is_some_and(|exact| exact != "0");
    let content = if let Some(behind) = behind.filter(|_| has_deals) {
        let title = format!("{title}: {name}");
        let hidden = fill(t().insights().show_deals, &[("name", &title)]);
        view! {
            <button
                type="button"
                class="figure-link"
                aria-haspopup="dialog"
                on:click=move |_| state.open(title.clone(), behind.clone())
            >
                {text}
                <span class="visually-hidden">" " {hidden}</span>
            </button>
        }
        .into_any()
    } else {
        let hidden = why.clone().map(|why| view! { <span class="visually-hidden">" " {why}</span> });
        view! {
            {text}
            {hidden}
        }
        .into_any()
    };
    view! {
        <td class="num" data-metric=metric data-value=exact title=why>
            {content}
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_figure_comes_last_either_way() {
        let row = |name: &str, order| Row {
            key: name.to_owned(),
            name: name.to_owned(),
            hue: None,
            cells: vec![Cell { metric: "", figure: Err(String::new()), order, behind: None }],
        };
        let names = |direction| {
            let mut rows = vec![row("a", Some(1.0)), row("b", None), row("c", Some(2.0))];
            sort_rows(&mut rows, 0, direction);
            rows.into_iter().map(|row| row.name).collect::<String>()
        };
        assert_eq!(names(Direction::Ascending), "acb");
        assert_eq!(names(Direction::Descending), "cab");
    }
}
