//! Going from cell to cell, and editing where the value stands.
//!
//! A cell is edited by the fields of the deal's panel, under the same rules: Enter or leaving saves, Esc gives up, what is
//! refused stays. A field lies over its cell, so that all rows keep their height.

use leptos::prelude::*;
use sales::ids::DealId;
use sales::query::SortKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::columns::{self, Column};
use super::{State, select};
use crate::components::{cell_css, row_of};
use crate::platform::dom;
use crate::screens::deal::{Here, cell_field};
use crate::state::Dialog;

/// A cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) deal: DealId,
    /// Its number in the row; the title has 0.
    pub(super) number: usize,
    pub(super) column: Column,
}

/// Gives a cell the focus.
pub(super) fn focus(deal: DealId, number: usize) -> bool {
    dom::focus(&cell_css(deal.0, number))
}

/// Turns a cell into a field. What is not edited in a cell is edited with the deal, which opens then.
pub(super) fn enter(state: State, deal: DealId, number: usize) {
    let column = match number.checked_sub(1) {
        None => Some(columns::TITLE),
        Some(at) => state.shown_columns.with_untracked(|shown| shown.get(at).copied()),
    };
    let Some(column) = column else { return };
    if column == Column::By(SortKey::Stage) {
        return state.ui.open(Dialog::MoveTo(vec![deal]));
    }
    if column.field().is_none() {
        return state.ui.open_deal(deal);
    }
    // A field that is still there holds something that was refused: nothing else begins before that is put right.
    if !dom::focus(".cell-editor :is(input, textarea)") {
        state.editing.set(Some(Cell { deal, number, column }));
    }
}

/// The field that a cell has turned into.
pub(super) fn field(state: State, here: Here, cell: Cell) -> AnyView {
    let leave = move || {
        if state.editing.try_get_untracked().flatten() == Some(cell) {
            let _ = state.editing.try_set(None);
        }
    };
    let on_end = Callback::new(move |refocus: bool| {
        leave();
        if refocus {
            dom::focus_soon(cell_css(cell.deal.0, cell.number));
        }
    });
    // A row that is scrolled out of sight takes its field along.
    on_cleanup(leave);
    let field = cell.column.field().map(|column| cell_field(here, column, on_end));
    view! { <div class="cell-editor">{field}</div> }.into_any()
}

/// A key went down in the table.
pub(super) fn press(state: State, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let is_in = |css: &str| target.closest(css).ok().flatten().is_some();
    if is_in(".cell-editor") {
        return;
    }
    let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    if is_plain
        && let Some((deal, number)) = place_of(&target)
        && act(state, deal, number, &event.key(), is_in("a, button"))
    {
        event.prevent_default();
    } else {
        select::press(state, event);
    }
}

/// Where an element stands: the deal of its row, and the number of its cell.
fn place_of(element: &Element) -> Option<(DealId, usize)> {
    let cell = element.closest("[data-cell]").ok().flatten()?;
    Some((DealId(row_of(element)?), cell.get_attribute("data-cell")?.parse().ok()?))
}

/// Does what a key does in a cell. Answers whether it does anything there.
fn act(state: State, deal: DealId, number: usize, key: &str, is_on_control: bool) -> bool {
    match key {
        "ArrowLeft" => number.checked_sub(1).is_some_and(|number| focus(deal, number)),
        "ArrowRight" => focus(deal, number + 1),
        "F2" => {
            enter(state, deal, number);
            true
        }
        // On the title it opens the deal, as on any link.
        "Enter" if !is_on_control => {
            enter(state, deal, number);
            true
        }
        _ => false,
    }
}
