//! Choosing the columns and their order.

use leptos::html;
use leptos::prelude::*;

use super::State;
use super::columns::{self, Column, Side};
use crate::components::{Icon, Popup, icon, small_icon};
use crate::platform::dom;
use crate::text::{fill, t};

/// A button, and the list of columns that opens from it. What is changed shows at once.
#[component]
pub(super) fn ColumnsButton(state: State) -> impl IntoView {
    let texts = t().table();
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    view! {
        <button
            type="button"
            class="button"
            node_ref=button
            aria-label=texts.columns_hint
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon("columns")}
            <span class="phone-hide">{texts.columns}</span>
        </button>
        {move || {
            open.get()
                .then(|| {
                    let anchor = button.get_untracked().map(Into::into);
                    view! {
                        <Popup anchor label=texts.columns_hint on_close=Callback::new(move |()| open.set(false))>
                            <Choice state/>
                        </Popup>
                    }
                })
        }}
    }
    .into_any()
}

/// A column and its number among all that are offered, which names its line.
type Line = (usize, Column);

#[component]
fn Choice(state: State) -> impl IntoView {
    let texts = t().table();
    let lines = Memo::new(move |_| {
        let chosen = state.shown_columns.get();
        let offered = state.ui.store.with(columns::offered);
        let number = |column: &Column| offered.iter().position(|known| known == column).unwrap_or(0);
        let rest = offered.iter().filter(|column| !chosen.contains(column));
        chosen.iter().chain(rest).map(|column| (number(column), *column)).collect::<Vec<Line>>()
    });
    view! {
        <div class="popover-body">
            <h2>{texts.columns}</h2>
            <ul class="columns-list">
                <For each=move || lines.get() key=|line| line.0 children=move |line| line_view(state, line)/>
            </ul>
            <div class="popover-foot">
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| state.edit_columns(|chosen, _| *chosen = columns::USUAL.to_vec())
                >
                    {texts.columns_reset}
                </button>
                {super::export::line(state)}
            </div>
        </div>
    }
    .into_any()
}

fn line_view(state: State, (number, column): Line) -> AnyView {
    let texts = t().table();
    let name = StoredValue::new(state.ui.store.with(|workspace| column.name(workspace)));
    let is_shown = Memo::new(move |_| state.shown_columns.with(|shown| shown.contains(&column)));
    let box_id = format!("column-{number}");
    let toggle = {
        let box_id = box_id.clone();
        move |_| {
            state.edit_columns(|chosen, _| columns::toggle(chosen, column));
            // The line may have gone elsewhere, and the focus goes along.
            dom::focus_soon(format!("#{box_id}"));
        }
    };
    let steps = move || {
        is_shown.get().then(|| {
            (
                step(
                    state,
                    (number, column),
                    Side::Left,
                    "chevron-up",
                    fill(texts.column_up, &[("column", &name.get_value())]),
                ),
                step(
                    state,
                    (number, column),
                    Side::Right,
                    "chevron-down",
                    fill(texts.column_down, &[("column", &name.get_value())]),
                ),
            )
        })
    };
    view! {
        <li class="columns-line">
            <label class="check">
                <input type="checkbox" id=box_id prop:checked=move || is_shown.get() on:change=toggle/>
                <span class="truncate" dir="auto">{name.get_value()}</span>
            </label>
            {steps}
        </li>
    }
    .into_any()
}

/// The button that moves a column one place.
fn step(state: State, (number, column): Line, side: Side, picture: Icon, label: String) -> AnyView {
    let id = match side {
        Side::Left => format!("column-left-{number}"),
        Side::Right => format!("column-right-{number}"),
    };
    let is_at_end = move || {
        state.shown_columns.with(|shown| match side {
            Side::Left => shown.first() == Some(&column),
            Side::Right => shown.last() == Some(&column),
        })
    };
    let press = {
        let id = id.clone();
        move |_| {
            state.edit_columns(|chosen, shown| columns::shift(chosen, shown, column, side));
            dom::focus_soon(format!("#{id}"));
        }
    };
    view! {
        <button
            type="button"
            class="icon-button tiny"
            id=id
            aria-label=label
            aria-disabled=move || is_at_end().to_string()
            on:click=press
        >
            {small_icon(picture)}
        </button>
    }
    .into_any()
}
