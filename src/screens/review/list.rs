//! All deals of the review in rows, to decide about many at once.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::ids::DealId;

use super::one::{WAYS, Way};
use super::plan;
use super::reasons::reasons;
use super::state::{State, View};
use crate::components::{Row, RowTable, Rows, follow, icon};
use crate::platform::dom;
use crate::screens::deal::Here;
use crate::screens::table::{owner_cell, stage_mark, value_cell};
use crate::state::Dialog;
use crate::text::{fill, t};

/// The ticked deals that still wait, in the order of the review.
fn chosen(state: State) -> Vec<DealId> {
    let ticked = state.ticked.get_untracked();
    state
        .sheet
        .with_untracked(|sheet| sheet.queue.iter().copied().filter(|deal| ticked.contains(deal)).collect())
}

pub(super) fn section(state: State) -> AnyView {
    let texts = t().review();
    let rows = Rows::new();
    let queue = Memo::new(move |_| state.sheet.with(|sheet| sheet.queue.clone()));
    let fill_rows = move |()| {
        let queue = queue.get();
        rows.set(queue.iter().map(|deal| deal.0).collect());
        let gone = state.ticked.with(|ticked| ticked.iter().any(|deal| !queue.contains(deal)));
        if gone {
            let left: BTreeSet<DealId> = queue.iter().copied().collect();
            state.ticked.update(|ticked| ticked.retain(|deal| left.contains(deal)));
        }
    };
    follow(Callback::new(move |()| queue.track()), Callback::new(fill_rows));
    let is_all = Memo::new(move |_| {
        let count = state.sheet.with(|sheet| sheet.queue.len());
        count > 0 && state.ticked.with(BTreeSet::len) == count
    });
    let toggle_all = move |_| {
        let all = state.sheet.with_untracked(|sheet| sheet.queue.iter().copied().collect::<BTreeSet<_>>());
        state.ticked.update(|ticked| *ticked = if ticked.len() == all.len() { BTreeSet::new() } else { all });
    };
    let head = view! {
        <tr aria-rowindex="1">
            <th class="cell-check" scope="col">
                <label>
                    <input
                        type="checkbox"
                        aria-label=texts.select_all
                        prop:checked=move || is_all.get()
                        on:change=toggle_all
                    />
                </label>
            </th>
            <th scope="col" class="pin">
                {texts.title}
            </th>
            <th scope="col" class="num">
                {texts.value}
            </th>
            <th scope="col">{texts.why}</th>
            <th scope="col">{texts.stage}</th>
            <th scope="col">{texts.owner}</th>
        </tr>
    }
    .into_any();
    let columns = vec!["col-check", "col-title", "col-num", "col-why", "col-stage", "col-owner"];
    view! {
        <div class="review-list">
            <RowTable
                rows
                label=texts.list
                class="table review-table selecting"
                columns=Signal::stored(columns)
                min_width=Signal::stored(1_080)
                head
                row=Callback::new(move |row| draw(state, row))
            />
        </div>
    }
    .into_any()
}

fn draw(state: State, row: Row) -> AnyView {
    let ui = state.ui;
    let id = DealId(row.id);
    let Some(ix) = ui.store.with(|workspace| workspace.deals.ix(id)) else { return ().into_any() };
    let here = Here::new(ui, id, ix);
    let title = here.text(|_, deal| deal.title.clone());
    let is_ticked = Memo::new(move |_| state.ticked.with(|ticked| ticked.contains(&id)));
    let toggle = move |_| {
        state.ticked.update(|ticked| {
            if !ticked.remove(&id) {
                ticked.insert(id);
            }
        });
    };
    let cells = move || {
        here.track();
        let suspect = state.sheet.with(|sheet| sheet.suspects.get(&id).copied());
        here.read(|workspace, deal| {
            let why = suspect.map(|suspect| reasons(workspace, deal, &suspect)).unwrap_or_default();
            let why = why.into_iter().map(|row| row.1).collect::<Vec<_>>().join(t().common().between);
            view! {
                {value_cell(deal, "num")}
                <td dir="auto" title=why.clone()>
                    {why.clone()}
                </td>
                <td>{stage_mark(workspace, deal)}</td>
                {owner_cell(workspace, deal)}
            }
        })
    };
    view! {
        <tr
            id=row.dom_id()
            aria-rowindex=move || row.aria_index()
            aria-selected=move || is_ticked.get().to_string()
            class=move || if ui.route.with(|route| route.deal == Some(id)) { "open" } else { "" }
            data-deal-id=id.to_string()
        >
            <td class="cell-check">
                <label>
                    <input
                        type="checkbox"
                        aria-label=move || fill(t().review().select_deal, &[("title", &title.get())])
                        prop:checked=move || is_ticked.get()
                        on:change=toggle
                    />
                </label>
            </td>
            <th scope="row" class="pin">
                <a
                    class="cell-link"
                    href=move || ui.deal_href(id)
                    dir="auto"
                    tabindex=row.tabindex
                    title=move || title.get()
                >
                    {move || title.get()}
                </a>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// What can be done with the ticked deals.
pub(super) fn bar(state: State) -> AnyView {
    let texts = t().review();
    let count = Memo::new(move |_| state.ticked.with(BTreeSet::len));
    let is_shown =
        Memo::new(move |_| count.get() > 0 && state.view.get() == View::List && !state.ended.get());
    let is_planning = RwSignal::new(false);
    let decide = move |way: Way| match way {
        Way::Plan => is_planning.update(|open| *open = !*open),
        Way::Nurture => state.ui.open(Dialog::Nurture(chosen(state))),
        Way::Lose => state.ui.open(Dialog::Lose(chosen(state))),
        Way::Snooze => state.snooze(chosen(state)),
    };
    let clear = move || {
        is_planning.set(false);
        state.ticked.update(BTreeSet::clear);
        let _ = dom::focus(".review-list .table-wrap");
    };
    let content = move || {
        let ways = WAYS.map(|(way, key, sign)| {
            view! {
                <button
                    type="button"
                    class=if way == Way::Plan { "button review-bulk-plan" } else { "button" }
                    data-way=key
                    on:click=move |_| decide(way)
                >
                    {icon(sign)}
                    {way.name()}
                </button>
            }
        });
        view! {
            <div
                class="bulkbar"
                role="toolbar"
                aria-label=texts.bar
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        event.stop_propagation();
                        clear();
                    }
                }
            >
                <span class="bulkbar-count num" role="status">
                    {move || t().selection().selected.of(count.get())}
                </span>
                {ways.into_iter().collect_view()}
                {move || {
                    is_planning
                        .get()
                        .then(|| plan::form(state, is_planning, Callback::new(move |()| chosen(state))))
                }}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t().selection().clear
                    title=t().selection().clear
                    on:click=move |_| clear()
                >
                    {icon("x")}
                </button>
            </div>
        }
    };
    (move || is_shown.get().then(content)).into_any()
}
