//! Choosing the columns and their order.

use leptos::html;
use leptos::prelude::*;

use super::State;
use super::columns::{self, Column, Side};
use crate::components::{Popup, icon, small_icon};
use crate::platform::dom;
use crate::text::{fill, t};

/// A button, and the list of columns that opens from it. What is changed shows at once.
#[component]
pub(super) fn ColumnsButton(state: State) -> impl IntoView {
    let texts = &t().table;
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

#[component]
fn Choice(state: State) -> impl IntoView {
    let texts = &t().table;
    let lines = Memo::new(move |_| {
        let chosen = state.shown_columns.get();
        let offered = state.ui.store.with(columns::offered);
        let rest: Vec<Column> = offered.into_iter().filter(|column| !chosen.contains(column)).collect();
        chosen.into_iter().chain(rest).collect::<Vec<_>>()
    });
    let line = move |(at, column): (usize, Column)| {
        let name = state.ui.store.with(|workspace| column.name(workspace));
        let is_shown = move || state.shown_columns.with(|shown| shown.contains(&column));
        let is_end = move |side: Side| {
            state.shown_columns.with(|shown| match side {
                Side::Left => shown.first() == Some(&column),
                Side::Right => shown.last() == Some(&column),
            })
        };
        let step = |side: Side, picture, text: &str| {
            let class = match side {
                Side::Left => "columns-left",
                Side::Right => "columns-right",
            };
            view! {
                <button
                    type="button"
                    class=format!("icon-button tiny {class}")
                    id=format!("{class}-{at}")
                    aria-label=fill(text, &[("column", &name)])
                    aria-disabled=move || is_end(side).to_string()
                    on:click=move |_| {
                        state.edit_columns(|chosen, shown| columns::shift(chosen, shown, column, side));
                        // The focus goes along with the column.
                        let to = state.shown_columns.with_untracked(|shown| {
                            shown.iter().position(|known| *known == column).unwrap_or(0)
                        });
                        dom::focus_soon(format!("#{class}-{to}"));
                    }
                >
                    {small_icon(picture)}
                </button>
            }
            .into_any()
        };
        let steps = is_shown().then(|| {
            (
                step(Side::Left, "chevron-up", texts.column_up),
                step(Side::Right, "chevron-down", texts.column_down),
            )
        });
        view! {
            <li class="columns-line">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_shown
                        on:change=move |_| {
                            state.edit_columns(|chosen, _| columns::toggle(chosen, column));
                            let to = lines.with_untracked(|lines| lines.iter().position(|known| *known == column));
                            dom::focus_soon(format!(".columns-line:nth-child({}) input", to.unwrap_or(0) + 1));
                        }
                    />
                    <span class="truncate" dir="auto">{name}</span>
                </label>
                {steps}
            </li>
        }
        .into_any()
    };
    view! {
        <div class="popover-body">
            <h2>{texts.columns}</h2>
            <ul class="columns-list">{move || lines.get().into_iter().enumerate().map(line).collect_view()}</ul>
            <div class="popover-foot">
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| state.edit_columns(|chosen, _| *chosen = columns::USUAL.to_vec())
                >
                    {texts.columns_reset}
                </button>
            </div>
        </div>
    }
    .into_any()
}
