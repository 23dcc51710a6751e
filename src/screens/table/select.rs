//! Ticking rows: one, a range, all.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::ids::{DealId, Uuid};
use web_sys::KeyboardEvent;

use super::State;
use crate::platform::dom;

/// The rows from one to another, both included, whichever comes first.
fn range(ids: &[Uuid], from: Uuid, to: Uuid) -> &[Uuid] {
    let place = |id: Uuid| ids.iter().position(|known| *known == id);
    match (place(from), place(to)) {
        (Some(from), Some(to)) => &ids[from.min(to)..=from.max(to)],
        (None, Some(to)) => &ids[to..=to],
        _ => &[],
    }
}

/// Ticks a row or takes its tick away; the next range begins here.
pub(super) fn toggle(state: State, id: Uuid) {
    state.anchor.set_value(Some(id));
    state.ui.selection.update(|deals| {
        if !deals.remove(&DealId(id)) {
            deals.insert(DealId(id));
        }
    });
}

/// Ticks all rows from the last one that was ticked up to this one.
pub(super) fn extend(state: State, id: Uuid) {
    let from = state.anchor.get_value().unwrap_or(id);
    state.anchor.set_value(Some(from));
    let more: Vec<DealId> =
        state.rows.ids.with_untracked(|ids| range(ids, from, id).iter().map(|id| DealId(*id)).collect());
    state.ui.selection.update(|deals| deals.extend(more));
}

/// Ticks all rows, or none where all are.
pub(super) fn toggle_all(state: State) {
    let all = state.rows.ids.with_untracked(|ids| ids.iter().map(|id| DealId(*id)).collect::<BTreeSet<_>>());
    state.ui.selection.update(|deals| {
        if deals.len() == all.len() {
            deals.clear();
        } else {
            *deals = all;
        }
    });
}

/// Begins to tick rows by pressing them, or ends it, which takes all ticks away.
pub(super) fn switch(state: State) {
    if state.selecting.get_untracked() {
        clear(state);
    } else {
        state.selecting.set(true);
    }
}

/// Takes all ticks away.
pub(super) fn clear(state: State) {
    state.selecting.set(false);
    state.anchor.set_value(None);
    state.ui.selection.update(BTreeSet::clear);
}

/// The ticked deals in the order of the table.
pub(super) fn chosen(state: State) -> Vec<DealId> {
    let deals = state.ui.selection.get_untracked();
    state
        .rows
        .ids
        .with_untracked(|ids| ids.iter().map(|id| DealId(*id)).filter(|id| deals.contains(id)).collect())
}

/// What a key ticks.
pub(super) fn press(state: State, event: &KeyboardEvent) {
    let target = event.target().map(wasm_bindgen::JsCast::unchecked_into::<web_sys::Element>);
    if dom::is_typing(target.as_ref()) || event.alt_key() {
        return;
    }
    let active = state.rows.active.get_untracked();
    let modifier = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "x" | "X" if !modifier => {
            if let Some(id) = active {
                toggle(state, id);
            }
        }
        "a" | "A" if modifier => {
            let all = state.rows.ids.with_untracked(|ids| ids.len());
            if state.ui.selection.with_untracked(BTreeSet::len) < all {
                toggle_all(state);
            }
        }
        "ArrowDown" | "ArrowUp" if event.shift_key() && !modifier => {
            let Some(place) = state.rows.place_for(&event.key()) else { return };
            if let Some(id) = active {
                if state.ui.selection.with_untracked(|deals| !deals.contains(&DealId(id))) {
                    state.anchor.set_value(Some(id));
                }
                extend(state, id);
            }
            state.rows.focus(place);
            if let Some(id) = state.rows.active.get_untracked() {
                extend(state, id);
            }
        }
        "Escape" if state.ui.selection.with_untracked(|deals| !deals.is_empty()) => {
            clear(state);
            event.stop_propagation();
        }
        _ => return,
    }
    event.prevent_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_both_ends_whichever_comes_first() {
        let ids: Vec<Uuid> = (0..5).map(Uuid::from_u128).collect();
        let range = |from: u128, to: u128| {
            range(&ids, Uuid::from_u128(from), Uuid::from_u128(to))
                .iter()
                .map(Uuid::as_u128)
                .collect::<Vec<_>>()
        };
        assert_eq!(range(1, 3), [1, 2, 3]);
        assert_eq!(range(3, 1), [1, 2, 3]);
        assert_eq!(range(2, 2), [2]);
        assert_eq!(range(9, 2), [2], "where it began is no longer shown");
        assert_eq!(range(2, 9), [0_u128; 0]);
    }
}
