//! Ticking several cards, and what can be done with them.

use leptos::prelude::*;
use sales::decide::{Command, DealPatch};
use sales::ids::{DealId, StageId};

use super::{BoardState, Cell};
use crate::components::{MenuButton, MenuEntry, icon};
use crate::state::Dialog;
use crate::text::t;

/// Ticks a card or takes the tick away; with `range`, all cards from the last ticked one of the same column to it.
pub(super) fn toggle(state: BoardState, deal: DealId, range: bool) {
    let between = if range { up_to(state, deal) } else { Vec::new() };
    state.ui.selection.update(|deals| {
        if between.is_empty() {
            if !deals.remove(&deal) {
                deals.insert(deal);
            }
        } else {
            deals.extend(between);
        }
    });
}

fn up_to(state: BoardState, deal: DealId) -> Vec<DealId> {
    let Some((cell, to)) = state.find(deal) else { return Vec::new() };
    let others = state.ui.selection.get_untracked();
    let nearest = others
        .iter()
        .filter_map(|&other| state.find(other))
        .filter(|(home, _)| *home == cell)
        .map(|(_, place)| place)
        .min_by_key(|place| place.abs_diff(to));
    let Some(from) = nearest else { return Vec::new() };
    let (first, last) = (from.min(to), from.max(to));
    state.cards(cell, first, last - first + 1).into_iter().map(|ix| state.id_of(ix)).collect()
}

/// Ticks all cards of a stage.
pub(super) fn select_stage(state: BoardState, stage: StageId) {
    let cells = state.cells();
    let of_stage = cells.iter().flatten().filter(|cell| cell.stage == stage);
    let cards = |cell: &Cell| state.cards(*cell, 0, state.count(*cell));
    let all: Vec<DealId> = of_stage.flat_map(cards).map(|ix| state.id_of(ix)).collect();
    state.ui.selection.update(|deals| deals.extend(all));
}

/// The deals that move when a card is taken: all ticked ones where it is ticked, otherwise it alone.
pub(super) fn taken_with(state: BoardState, deal: DealId) -> Vec<DealId> {
    let ticked = state.ui.selection.get_untracked();
    if ticked.contains(&deal) {
        let deals = state.in_order(&ticked);
        if !deals.is_empty() {
            return deals;
        }
    }
    vec![deal]
}

/// What can be done with the ticked cards.
#[component]
pub(super) fn SelectionBar(state: BoardState) -> impl IntoView {
    let ui = state.ui;
    let texts = t().board();
    let count = Memo::new(move |_| ui.selection.with(std::collections::BTreeSet::len));
    let deals = move || state.in_order(&ui.selection.get_untracked());
    let owners = Callback::new(move |()| {
        let mut entries: Vec<MenuEntry> = ui.store.with(|workspace| {
            let people = workspace.people.iter().filter(|person| !person.archived);
            people
                .map(|person| {
                    let id = person.id;
                    let give = move || {
                        let patch = DealPatch::Owner(Some(id));
                        ui.act(&Command::EditDeals { deals: deals(), patch });
                    };
                    MenuEntry::choice(Some(person.hue), person.name.clone(), false, give)
                })
                .collect()
        });
        entries.push(MenuEntry::choice(None, t().common().nobody, false, move || {
            ui.act(&Command::EditDeals { deals: deals(), patch: DealPatch::Owner(None) });
        }));
        entries
    });
    let clear = move || ui.selection.update(std::collections::BTreeSet::clear);
    view! {
        {move || {
            (count.get() > 0)
                .then(|| {
                    view! {
                        <div class="bulkbar" role="toolbar" aria-label=texts.selected.of(count.get())>
                            <span class="bulkbar-count num">{texts.selected.of(count.get())}</span>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| ui.open(Dialog::MoveTo(deals()))
                            >
                                {icon("swap")}
                                {texts.move_to}
                            </button>
                            <MenuButton
                                class="button"
                                label=Signal::stored(texts.owner.to_owned())
                                entries=owners
                            >
                                {icon("user")}
                                {texts.owner}
                            </MenuButton>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| {
                                    super::drag::win(state, deals());
                                    clear();
                                }
                            >
                                {icon("trophy")}
                                {texts.won}
                            </button>
                            <button type="button" class="button" on:click=move |_| ui.open(Dialog::Lose(deals()))>
                                {icon("lost")}
                                {texts.lost}
                            </button>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| ui.open(Dialog::Nurture(deals()))
                            >
                                {icon("nurture")}
                                {texts.nurture}
                            </button>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| {
                                    ui.act(&Command::RemoveDeals { deals: deals() });
                                    clear();
                                }
                            >
                                {icon("trash")}
                                {t().common().delete}
                            </button>
                            <button
                                type="button"
                                class="icon-button"
                                aria-label=texts.clear_selection
                                on:click=move |_| clear()
                            >
                                {icon("x")}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
