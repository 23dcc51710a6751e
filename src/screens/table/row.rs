//! A row: one deal of the table.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::ids::DealId;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::{State, cells, columns, select};
use crate::components::{Row, sort_head};
use crate::platform::dom;
use crate::text::{fill, t};

/// What a press on these does is theirs.
const CONTROLS: &str = "a, button, input, label, select, textarea";

/// Draws a deal. It draws itself anew when the deal changes, or the name of something it shows.
pub(super) fn draw(state: State, row: Row) -> AnyView {
    let ui = state.ui;
    let id = DealId(row.id);
    let Some(ix) = ui.store.with(|workspace| workspace.deals.ix(id)) else { return ().into_any() };
    let changed = StoredValue::new(ui.store.watch_deal(ix));
    let title = Memo::new(move |_| {
        changed.with_value(ArcTrigger::track);
        ui.store.with(|workspace| workspace.deals.at(ix).title.clone())
    });
    let is_ticked = Memo::new(move |_| ui.selection.with(|deals| deals.contains(&id)));
    let is_open = Memo::new(move |_| ui.route.with(|route| route.deal == Some(id)));
    let rest = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.track_shape();
        ui.store.track_catalogue();
        let shown = state.shown_columns.get();
        ui.store.with(|workspace| {
            let deal = workspace.deals.at(ix);
            shown.iter().map(|column| cells::cell(workspace, deal, *column)).collect_view()
        })
    };
    let pressed = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_control = target.and_then(|target| target.closest(CONTROLS).ok().flatten()).is_some();
        if event.shift_key() {
            event.prevent_default();
            select::extend(state, row.id);
        } else if event.ctrl_key() || event.meta_key() {
            if !on_control {
                select::toggle(state, row.id);
            }
        } else if !on_control && !is_text_selected() {
            state.rows.active.set(Some(row.id));
            ui.open_deal(id);
        }
    };
    view! {
        <tr
            id=row.dom_id()
            class=move || if is_open.get() { "open" } else { "" }
            aria-rowindex=move || row.aria_index()
            aria-selected=move || is_ticked.get().to_string()
            data-deal-id=id.to_string()
            on:click=pressed
        >
            <td class="cell-check">
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
            </td>
            <th scope="row" class="pin">
                <a
                    class="cell-link"
                    href=move || ui.deal_href(id)
                    dir="auto"
                    tabindex=row.tabindex
                    title=move || title.get()
                    aria-describedby="table-keys"
                    draggable="false"
                >
                    {move || title.get()}
                </a>
            </th>
            {rest}
        </tr>
    }
    .into_any()
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
                <input
                    type="checkbox"
                    aria-label=texts.select_all
                    prop:checked=move || ticked.get() == Ticked::All
                    prop:indeterminate=move || ticked.get() == Ticked::Some
                    on:change=move |_| select::toggle_all(state)
                />
            </th>
            {head_cell(state, columns::TITLE, texts.title.to_owned(), false)}
            {cells}
        </tr>
    }
    .into_any()
}

fn head_cell(state: State, column: columns::Column, name: String, is_number: bool) -> AnyView {
    let class = match (column == columns::TITLE, is_number) {
        (true, _) => "pin",
        (_, true) => "num",
        _ => "",
    };
    let columns::Column::By(key) = column else {
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
