//! Ticking several cards.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::ids::{DealId, StageId};

use super::{BoardState, Cell};
use crate::platform::dom;

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

/// The ticked cards in the order they stand on the board.
pub(super) fn chosen(state: BoardState) -> Vec<DealId> {
    state.in_order(&state.ui.selection.get_untracked())
}

/// Takes all ticks away.
pub(super) fn clear(state: BoardState) {
    state.ui.selection.update(BTreeSet::clear);
    // The button that was pressed goes with the ticks.
    dom::focus_soon(".board .card-title[tabindex='0']");
}

/// Keeps only those cards ticked that are on the board: what is out of sight would be changed unseen.
pub(super) fn keep_in_sight(state: BoardState) {
    Effect::new(move || {
        state.track_cards();
        if state.read(|_| ()).is_none() {
            return;
        }
        let kept: BTreeSet<DealId> = chosen(state).into_iter().collect();
        if kept.len() < state.ui.selection.with_untracked(BTreeSet::len) {
            state.ui.selection.set(kept);
        }
    });
}
