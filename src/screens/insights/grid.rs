//! A small table of figures: sorted by any column, with the deals behind each figure.

use exchange::export::Sheet;
use leptos::prelude::*;
use metrics::Behind;
use sales::query::Direction;

use super::source::{Figure, Source};
use super::state::State;
use crate::components::{
    LARGEST_FIRST, MenuButton, MenuEntry, NAMES_FIRST, Sort, icon, sort_by_figure, turn_head,
};
use crate::platform::collation::sort_by_name;
use crate::platform::file;
use crate::text::{fill, t};

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Grid {
    /// The names of the columns; the first is that of the names of the rows.
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// A row for all of them, below; it is not sorted.
    pub(super) total: Option<Row>,
    /// Whether the rows come in an order of their own, as stages and months do, which is then that of their names.
    pub(super) is_in_order: bool,
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
    pub(super) figure: Figure,
    /// What it is sorted by.
    pub(super) order: Option<f64>,
    /// How it stands in a file: the exact number, of money in whole units.
    pub(super) plain: String,
    pub(super) behind: Option<Behind>,
}

impl Cell {
    /// A figure that there is not, and why.
    pub(super) fn none(metric: &'static str, why: &str) -> Self {
        Self { metric, figure: Err(why.to_owned()), order: None, plain: String::new(), behind: None }
    }
}

/// Shows a table that is made from the report.
pub(super) fn table(
    state: State,
    name: &'static str,
    title: &'static str,
    note: &'static str,
    make: fn(Source) -> Grid,
) -> AnyView {
    let (title, note) = (Signal::stored(title.to_owned()), Signal::stored(note.to_owned()));
    show(state, name, title, note, state.made(make))
}

/// Shows a table.
pub(super) fn show(
    state: State,
    name: &'static str,
    title: Signal<String>,
    note: Signal<String>,
    grid: Memo<Grid>,
) -> AnyView {
    // The first column is that of the names.
    let sort: Sort = RwSignal::new(None);
    let labelled_by = heading_id(name);
    let rows = move || {
        let (mut rows, is_in_order) = grid.with(|grid| (grid.rows.clone(), grid.is_in_order));
        match sort.get() {
            Some((0, direction)) => {
                if !is_in_order {
                    sort_by_name(&mut rows, |row| &row.name);
                }
                if direction == Direction::Descending {
                    rows.reverse();
                }
            }
            Some((heading, direction)) => sort_rows(&mut rows, heading - 1, direction),
            None => {}
        }
        rows.into_iter().map(|cells| row(state, title, cells)).collect_view()
    };
    let total = move || {
        let total = grid.with(|grid| grid.total.clone())?;
        Some(view! { <tfoot>{row(state, title, total)}</tfoot> })
    };
    let is_empty = Memo::new(move |_| grid.with(|grid| grid.rows.is_empty()));
    let headings = Memo::new(move |_| grid.with(|grid| grid.headings.clone()));
    let heads = move || {
        let names = headings.get().into_iter().enumerate();
        names.map(|(column, name)| head(sort, column, name)).collect_view()
    };
    let body = move || {
        if is_empty.get() {
            let why = move || grid.with(|grid| grid.empty.clone());
            return view! { <p class="chart-state">{why}</p> }.into_any();
        }
        let labelled_by = labelled_by.clone();
        view! {
            <div class="framed" tabindex="0" role="group" aria-labelledby=labelled_by>
                <table class="table figures-table">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {total}
                </table>
            </div>
            {move || grid.with(reasons_of)}
        }
        .into_any()
    };
    card(state, name, title, note, move || grid.with_untracked(csv), body.into_any())
}

/// The id of the title of a card.
fn heading_id(name: &str) -> String {
    format!("insights-{name}")
}

/// A card with a table in it, and the menu that saves it. `name` is what tests know it by; its title has the id `insights-{name}`. `text` makes the file
/// once somebody wants it.
pub(super) fn card(
    state: State,
    name: &'static str,
    title: Signal<String>,
    note: Signal<String>,
    text: impl Fn() -> String + Clone + Send + Sync + 'static,
    body: AnyView,
) -> AnyView {
    let save = move || {
        if !file::download(&format!("{}.csv", title.get_untracked()), "text/csv", &[text()]) {
            state.ui.warn(|| t().charts().not_saved);
        }
    };
    let entries =
        Callback::new(move |()| vec![MenuEntry::act("table", t().charts().save_table, save.clone())]);
    let label = Signal::derive(move || fill(t().charts().menu, &[("title", &title.read())]));
    view! {
        <section class="figures-card" data-grid=name>
            <header class="figures-head">
                <h3 class="chart-title" id=heading_id(name) dir="auto">
                    {title}
                </h3>
                <span class="chart-menu">
                    <MenuButton class="icon-button" label entries>
                        {icon("more")}
                    </MenuButton>
                </span>
            </header>
            {move || {
                let note = note.get();
                (!note.is_empty()).then(|| view! { <p class="chart-note" dir="auto">{note}</p> })
            }}
            {body}
        </section>
    }
    .into_any()
}

fn reasons_of(grid: &Grid) -> AnyView {
    let rows = grid.rows.iter().chain(&grid.total);
    let headings = grid.headings.iter().skip(1).map(String::as_str);
    reasons(rows.flat_map(|row| headings.clone().zip(row.cells.iter().map(|cell| &cell.figure))))
}

/// Why there are dashes in a table: each reason once, with the names of the figures that it is about. A hint under the pointer is
/// no help to a finger, nor on paper.
pub(super) fn reasons<'a>(figures: impl Iterator<Item = (&'a str, &'a Figure)>) -> AnyView {
    let lines: Vec<String> = whys(figures)
        .into_iter()
        .map(|(why, names)| {
            fill(t().insights_charts().without, &[("name", &names.join(" · ")), ("why", why)])
        })
        .collect();
    let rows = lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| view! { <ul class="figures-why" data-notice="reasons">{rows}</ul> }).into_any()
}

fn whys<'a>(figures: impl Iterator<Item = (&'a str, &'a Figure)>) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut whys: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, figure) in figures {
        let Some(why) = figure.as_ref().err().map(String::as_str).filter(|why| !why.is_empty()) else {
            continue;
        };
        match whys.iter_mut().find(|row| row.0 == why) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => whys.push((why, vec![name])),
        }
    }
    whys
}

/// The table as a file: exact numbers, and blanks where there are none.
fn csv(grid: &Grid) -> String {
    let mut sheet = Sheet::new(grid.headings.iter().map(String::as_str));
    for row in grid.rows.iter().chain(&grid.total) {
        sheet.text(&row.name);
        row.cells.iter().for_each(|cell| sheet.figure(&cell.plain));
        sheet.end_row();
    }
    sheet.finish()
}

fn sort_rows(rows: &mut [Row], column: usize, direction: Direction) {
    sort_by_figure(rows, direction, |row| row.cells.get(column)?.order);
}

fn head(sort: Sort, heading: usize, name: String) -> AnyView {
    if heading == 0 {
        turn_head(sort, heading, NAMES_FIRST, None, name)
    } else {
        turn_head(sort, heading, LARGEST_FIRST, Some("num"), name)
    }
}

fn row(state: State, title: Signal<String>, row: Row) -> AnyView {
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

fn cell(state: State, title: Signal<String>, name: &str, cell: Cell) -> AnyView {
    let Cell { metric, figure, behind, .. } = cell;
    let title = format!("{}: {name}", title.get_untracked());
    let open = behind.map(|behind| {
        let title = title.clone();
        Callback::new(move |()| state.open(title.clone(), behind.clone()))
    });
    figure_cell(metric, figure, &title, open)
}

/// A figure in a table. `open` lists the deals behind it, which `title` names.
pub(super) fn figure_cell(
    metric: impl Into<String>,
    figure: Figure,
    title: &str,
    open: Option<Callback<()>>,
) -> AnyView {
    let has_deals = figure.as_ref().is_ok_and(|written| written.has_deals);
    let (text, exact, why) = match figure {
        Ok(written) => (written.text, Some(written.exact), None),
        Err(why) => ("–".to_owned(), None, Some(why)),
    };
    let content = if let Some(open) = open.filter(|_| has_deals) {
        let hidden = fill(t().insights().show_deals, &[("name", title)]);
        view! {
            <button type="button" class="figure-link" aria-haspopup="dialog" on:click=move |_| open.run(())>
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
    let metric: String = metric.into();
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
            cells: vec![Cell {
                metric: "",
                figure: Err(String::new()),
                order,
                plain: String::new(),
                behind: None,
            }],
        };
        let names = |direction| {
            let mut rows = vec![row("a", Some(1.0)), row("b", None), row("c", Some(2.0))];
            sort_rows(&mut rows, 0, direction);
            rows.into_iter().map(|row| row.name).collect::<String>()
        };
        assert_eq!(names(Direction::Ascending), "acb");
        assert_eq!(names(Direction::Descending), "cab");
    }

    #[test]
    fn a_reason_stands_once_with_all_that_it_is_about() {
        let why = |text: &str| -> Figure { Err(text.to_owned()) };
        let (none, few, silent) = (why("nothing won"), why("too few"), why(""));
        let figures = [("Size", &none), ("Cycle", &none), ("Rate", &few), ("Size", &none), ("Open", &silent)];
        let expected = vec![("nothing won", vec!["Size", "Cycle"]), ("too few", vec!["Rate"])];
        assert_eq!(whys(figures.into_iter()), expected);
    }

    #[test]
    fn a_file_holds_exact_numbers_blanks_and_no_formulas() {
        let cell = |plain: &str| Cell {
            metric: "",
            figure: Err(String::new()),
            order: None,
            plain: plain.to_owned(),
            behind: None,
        };
        let row = |name: &str, plain: &str| Row {
            key: String::new(),
            name: name.to_owned(),
            hue: None,
            cells: vec![cell(plain), cell("")],
        };
        let grid = Grid {
            headings: ["Owner", "Won value", "Cycle"].map(str::to_owned).to_vec(),
            rows: vec![row("=cmd()", "1234.50")],
            total: Some(row("All", "1234.50")),
            is_in_order: false,
            empty: String::new(),
        };
        let expected = "\u{feff}Owner,Won value,Cycle\r\n'=cmd(),1234.50,\r\nAll,1234.50,\r\n";
        assert_eq!(csv(&grid), expected);
    }
}
