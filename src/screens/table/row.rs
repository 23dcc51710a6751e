//! A row: one deal of the table.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::ids::DealId;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

use super::columns::{self, Column};
use super::grid::{self, Cell};
use super::{State, cells, select};
use crate::components::{Row, icon, sort_head};
use crate::platform::dom;
use crate::screens::deal::Here;
use crate::text::{fill, t};

/// What a press on these does is theirs.
const CONTROLS: &str = "a, button, input, label, select, textarea";
/// What stands in these minds nothing of the row.
const APART: &str = ".cell-check, .cell-editor";

/// Draws a deal. Each cell draws itself anew when the deal changes, or the name of something it shows.
pub(super) fn draw(state: State, row: Row) -> AnyView {
    let ui = state.ui;
    let id = DealId(row.id);
    let Some(ix) = ui.store.with(|workspace| workspace.deals.ix(id)) else { return ().into_any() };
    let here = Here::new(ui, id, ix);
    let title = Memo::new(move |_| {
        here.track();
        here.read(|_, deal| deal.title.clone())
    });
    let is_ticked = Memo::new(move |_| ui.selection.with(|deals| deals.contains(&id)));
    let is_open = Memo::new(move |_| ui.route.with(|route| route.deal == Some(id)));
    let editing = Memo::new(move |_| state.editing.get().filter(|cell| cell.deal == id));
    let cells = move || {
        let shown = state.shown_columns.get();
        let cell = |(at, column)| cell(state, here, editing, Cell { deal: id, number: at + 1, column });
        shown.into_iter().enumerate().map(cell).collect_view()
    };
    view! {
        <tr
            id=row.dom_id()
            class=move || if is_open.get() { "open" } else { "" }
            aria-rowindex=move || row.aria_index()
            aria-selected=move || is_ticked.get().to_string()
            data-deal-id=id.to_string()
            on:click=move |event| pressed(state, id, &event)
            on:dblclick=move |event| pressed_twice(state, id, &event)
        >
            <td class="cell-check">
                <label>
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=move || fill(t().table().select, &[("title", &title.get())])
                        prop:checked=move || is_ticked.get()
                        on:click=move |event: MouseEvent| {
                            event.stop_propagation();
                            if event.shift_key() {
                                select::extend(state, row.id);
                                // The press itself may have taken the tick away.
                                event_target::<web_sys::HtmlInputElement>(&event).set_checked(true);
                            } else {
                                select::toggle(state, row.id);
                            }
                        }
                    />
                </label>
            </td>
            <th scope="row" class="pin">
                {move || match editing.get() {
                    Some(cell) if cell.number == 0 => grid::field(state, here, cell),
                    _ => title_cell(state, row, title),
                }}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The title, which is the way to the deal, and a button to change it.
fn title_cell(state: State, row: Row, title: Memo<String>) -> AnyView {
    let id = DealId(row.id);
    let edit = move || fill(t().table().edit_title, &[("title", &title.get())]);
    view! {
        <span class="cell">
            <a
                class="cell-link"
                href=move || state.ui.deal_href(id)
                dir="auto"
                tabindex=row.tabindex
                data-cell="0"
                title=move || title.get()
                aria-describedby="table-keys"
                draggable="false"
            >
                {move || title.get()}
            </a>
            <button
                type="button"
                class="icon-button tiny cell-edit"
                tabindex="-1"
                aria-label=edit
                title=edit
                on:click=move |_| grid::enter(state, id, 0)
            >
                {icon("edit")}
            </button>
        </span>
    }
    .into_any()
}

/// Any other cell: what it says, or a field while somebody edits it.
fn cell(state: State, here: Here, editing: Memo<Option<Cell>>, cell: Cell) -> AnyView {
    let is_number = state.ui.store.with(|workspace| cell.column.is_number(workspace));
    let content = move || {
        if editing.get() == Some(cell) {
            return grid::field(state, here, cell);
        }
        here.track();
        here.read(|workspace, deal| cells::content(workspace, deal, cell.column))
    };
    view! {
        <td
            class=if is_number { "num" } else { "" }
            tabindex="-1"
            data-cell=cell.number.to_string()
            aria-readonly=cell.column.field().is_none().then_some("true")
        >
            {content}
        </td>
    }
    .into_any()
}

/// A row was pressed. A mouse goes to the cell, as an arrow key does, and the title leads to the deal; a finger has nothing
/// to do in a cell, so all of the row leads there.
fn pressed(state: State, id: DealId, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let is_in = |css: &str| target.closest(css).ok().flatten().is_some();
    if is_in(APART) {
        return;
    }
    if state.selecting.get_untracked() {
        event.prevent_default();
        return select::toggle(state, id.0);
    }
    if event.shift_key() {
        event.prevent_default();
        return select::extend(state, id.0);
    }
    if is_in(CONTROLS) {
        return;
    }
    if event.ctrl_key() || event.meta_key() {
        select::toggle(state, id.0);
    } else if is_finger(event) {
        if !is_text_selected() {
            state.rows.active.set(Some(id.0));
            state.ui.open_deal(id);
        }
    } else if is_in("th") {
        grid::focus(id, 0);
    }
}

/// A row was pressed twice, which edits the cell.
fn pressed_twice(state: State, id: DealId, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let is_in = |css: &str| target.closest(css).ok().flatten().is_some();
    if is_in(APART) || is_in(CONTROLS) || is_finger(event) || state.selecting.get_untracked() {
        return;
    }
    let cell = target.closest("[data-cell]").ok().flatten();
    let number = cell.and_then(|cell| cell.get_attribute("data-cell")?.parse().ok());
    grid::enter(state, id, number.unwrap_or(0));
}

/// Whether it was a finger that pressed. Browsers that do not say so are asked what is used with them mostly.
fn is_finger(event: &MouseEvent) -> bool {
    match event.dyn_ref::<PointerEvent>() {
        Some(event) => event.pointer_type() == "touch",
        None => dom::media("(pointer: coarse)"),
    }
}

/// Whether the press ended in marking text, which is no wish to open anything.
fn is_text_selected() -> bool {
    let window = dom::window();
    let get = js_sys::Reflect::get(&window, &"getSelection".into()).ok();
    let selection = get.and_then(|get| get.dyn_into::<js_sys::Function>().ok()?.call0(&window).ok());
    selection
        .and_then(|selection| js_sys::Reflect::get(&selection, &"isCollapsed".into()).ok())
        .is_some_and(|is_collapsed| is_collapsed.is_falsy())
}

/// How many rows are ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ticked {
    None,
    Some,
    All,
}

/// The head: a box that ticks all, and a button for each column that sorts by it.
pub(super) fn head(state: State) -> AnyView {
    let texts = t().table();
    let ui = state.ui;
    let ticked = Memo::new(move |_| {
        let (ticked, all) = (ui.selection.with(BTreeSet::len), state.rows.count());
        if ticked == 0 {
            Ticked::None
        } else if ticked < all {
            Ticked::Some
        } else {
            Ticked::All
        }
    });
    let named = Memo::new(move |_| {
        ui.store.track_catalogue();
        let shown = state.shown_columns.get();
        ui.store.with(|workspace| {
            shown
                .into_iter()
                .map(|column| (column, column.name(workspace), column.is_number(workspace)))
                .collect::<Vec<_>>()
        })
    });
    let cells = move || {
        named
            .get()
            .into_iter()
            .map(|(column, name, is_number)| head_cell(state, column, name, is_number))
            .collect_view()
    };
    view! {
        <tr aria-rowindex="1">
            <th class="cell-check" scope="col">
                <label>
                    <input
                        type="checkbox"
                        aria-label=texts.select_all
                        prop:checked=move || ticked.get() == Ticked::All
                        prop:indeterminate=move || ticked.get() == Ticked::Some
                        on:change=move |_| select::toggle_all(state)
                    />
                </label>
            </th>
            {head_cell(state, columns::TITLE, texts.title.to_owned(), false)}
            {cells}
        </tr>
    }
    .into_any()
}

fn head_cell(state: State, column: Column, name: String, is_number: bool) -> AnyView {
    let class = match (column == columns::TITLE, is_number) {
        (true, _) => "pin",
        (_, true) => "num",
        _ => "",
    };
    let Column::By(key) = column else {
        return view! {
            <th scope="col" class=class>
                {name}
            </th>
        }
        .into_any();
    };
    let shown = Signal::derive(move || {
        let sort = state.sort.get();
        (sort.0 == key).then(|| columns::shown_direction(sort))
    });
    sort_head(class, name, shown, Callback::new(move |()| state.sort_by(key)))
}
