//! The board by keyboard: arrows go from card to card, Space picks up and drops.
//!
//! The tables that the keys are looked up in are the ones that the list of keys is written from.

use leptos::prelude::*;
use sales::ids::DealId;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::{BoardState, Cell, Drag, Target, drag, geometry, select};
use crate::actions::{DEAL_ACTIONS, chord};
use crate::platform::dom;
use crate::text::{fill, t};

/// When a key of a card counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum When {
    /// While no card is in the air.
    Resting,
    /// While the keyboard holds one in the air.
    Lifted,
    Both,
}

/// Where a key went down.
struct Pressed<'a> {
    state: BoardState,
    cell: Cell,
    deal: DealId,
    key: &'a str,
    is_lifted: bool,
}

/// Keys of a card that only the board knows; what one can do with deals anywhere is in [`DEAL_ACTIONS`].
pub(in crate::screens) struct CardKey {
    /// As [`chord`] writes them.
    pub(in crate::screens) keys: &'static [&'static str],
    pub(in crate::screens) when: When,
    /// What they do, in words.
    pub(in crate::screens) name: fn() -> &'static str,
    /// Does it; answers whether the browser is to do nothing more about the key.
    run: fn(&Pressed) -> bool,
}

/// All of them, in the order they are listed.
pub(in crate::screens) const CARD_KEYS: &[CardKey] = &[
    CardKey {
        keys: &["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
        when: When::Both,
        name: || t().shell().key_arrows,
        run: go,
    },
    CardKey { keys: &["Home", "End"], when: When::Both, name: || t().shell().key_ends, run: go },
    CardKey {
        keys: &["Space"],
        when: When::Both,
        name: || t().shell().key_lift,
        run: |pressed| {
            if pressed.is_lifted {
                drop_lifted(pressed.state);
            } else {
                lift(pressed.state, pressed.cell, pressed.deal);
            }
            true
        },
    },
    CardKey {
        keys: &["Enter"],
        when: When::Lifted,
        name: || t().shell().key_drop,
        run: |pressed| {
            drop_lifted(pressed.state);
            true
        },
    },
    CardKey {
        keys: &["Escape", "Tab", "Shift+Tab"],
        when: When::Lifted,
        name: || t().shell().key_cancel,
        run: |pressed| {
            put_back(pressed.state);
            // The focus may go on, but it must not leave a card that is in the air.
            pressed.key == "Escape"
        },
    },
    CardKey {
        keys: &["Shift+x"],
        when: When::Resting,
        name: || t().shell().key_select_range,
        run: |pressed| {
            select::toggle(pressed.state, pressed.deal, true);
            true
        },
    },
];

fn go(pressed: &Pressed) -> bool {
    if pressed.is_lifted {
        shift(pressed.state, pressed.key);
    } else {
        walk(pressed.state, pressed.deal, pressed.key);
    }
    true
}

/// A key went down on a card.
pub(super) fn press(state: BoardState, cell: Cell, deal: DealId, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    // A button of the card has these two for itself.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let has_focus = target.is_some() && target == dom::document().active_element();
    let on_tool = target.and_then(|target| target.closest(".card-tools, .menu").ok().flatten()).is_some();
    if on_tool && matches!(event.key().as_str(), "Enter" | " ") {
        return;
    }
    let (cell, deal) = if has_focus && !on_tool { meant(state, cell, deal) } else { (cell, deal) };
    let is_lifted = state.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.by_keyboard));
    let key = chord(&event.key(), false, event.shift_key());
    let now = if is_lifted { When::Lifted } else { When::Resting };
    let own = CARD_KEYS
        .iter()
        .find(|own| (own.when == When::Both || own.when == now) && own.keys.contains(&key.as_str()));
    let handled = if let Some(own) = own {
        (own.run)(&Pressed { state, cell, deal, key: &key, is_lifted })
    } else if let Some(action) =
        DEAL_ACTIONS.iter().find(|action| !is_lifted && action.keys.contains(&key.as_str()))
    {
        (action.run)(state.ui, deal, select::taken_with(state, deal));
        true
    } else {
        false
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// The card that a key is for: the one the focus is on its way to, which arrives with the next frame, where there is one. Whoever
/// types faster than the screen draws means that one.
fn meant(state: BoardState, cell: Cell, deal: DealId) -> (Cell, DealId) {
    let on_its_way = state.focus.get_untracked().filter(|heading| *heading != deal);
    on_its_way
        .and_then(|heading| state.find(heading).map(|(cell, _)| (cell, heading)))
        .unwrap_or((cell, deal))
}

fn lift(state: BoardState, cell: Cell, deal: DealId) {
    let Some((_, place)) = state.find(deal) else { return };
    let deals = select::taken_with(state, deal);
    state.drag.set(Some(Drag {
        deals,
        lead: deal,
        over: Some(Target::Slot(cell, place)),
        by_keyboard: true,
    }));
    state.ui.announce(fill(t().board().lifted, &[("title", &state.title(deal))]));
}

fn put_back(state: BoardState) {
    let Some(drag) = state.drag.get_untracked() else { return };
    state.drag.set(None);
    state.ui.announce(fill(t().board().put_back, &[("title", &state.title(drag.lead))]));
    refocus(drag.lead);
}

fn drop_lifted(state: BoardState) {
    let Some(Drag { deals, lead, over: Some(target), .. }) = state.drag.get_untracked() else { return };
    state.drag.set(None);
    // Where the card leaves the board, its neighbour gets the focus.
    let beside = untrack(|| state.listed(lead)).and_then(|listed| listed.below.or(listed.above));
    drag::drop_on(state, &deals, lead, target);
    if state.find(lead).is_some() {
        // A dialog that asks something takes the focus, and gives it back.
        if state.ui.dialog.with_untracked(Option::is_none) {
            show(state, lead);
        }
    } else if let Some(deal) = beside {
        show(state, deal);
    }
}

/// The zones in the order in which they stand beside each other.
const ZONES: [Target; 3] = [Target::Won, Target::Lost, Target::Nurture];

/// Goes from zone to zone, and back to the last column.
fn shift_zone(state: BoardState, zone: Target, key: &str) -> Option<Target> {
    let at = ZONES.iter().position(|known| *known == zone)?;
    match key {
        "ArrowRight" => ZONES.get(at + 1).copied(),
        "ArrowLeft" if at > 0 => ZONES.get(at - 1).copied(),
        "ArrowLeft" => {
            let cell = state.cells().into_iter().flatten().next_back()?;
            Some(Target::Slot(cell, 0))
        }
        _ => None,
    }
}

/// Moves the place where the card in the air would land.
fn shift(state: BoardState, key: &str) {
    let Some(Drag { lead, over: Some(over), .. }) = state.drag.get_untracked() else { return };
    let Target::Slot(cell, at) = over else {
        if let Some(next) = shift_zone(state, over, key) {
            aim(state, lead, next);
        }
        return;
    };
    let count = state.count(cell);
    let home = state.find(lead);
    let next = match key {
        // Before and after the card's own place is the same place: step over it.
        "ArrowUp" => {
            let at = if home == Some((cell, at.wrapping_sub(1))) { at.saturating_sub(1) } else { at };
            Target::Slot(cell, at.saturating_sub(1))
        }
        "ArrowDown" => {
            let at = if home == Some((cell, at)) { at + 1 } else { at };
            Target::Slot(cell, (at + 1).min(count))
        }
        "Home" => Target::Slot(cell, 0),
        "End" => Target::Slot(cell, count),
        key => {
            let is_right = key == "ArrowRight";
            match beside(state, cell, is_right) {
                Some(next) => Target::Slot(next, at.min(state.count(next))),
                // Behind the last column are the ways out.
                None if is_right => Target::Won,
                None => return,
            }
        }
    };
    aim(state, lead, next);
}

/// Says where the card in the air would land, on the board and in words.
fn aim(state: BoardState, lead: DealId, next: Target) {
    let texts = t().board();
    state.drag.update(|drag| {
        if let Some(drag) = drag {
            drag.over = Some(next);
        }
    });
    let zone = match next {
        Target::Slot(..) => None,
        Target::Won => Some(texts.won),
        Target::Lost => Some(texts.lost),
        Target::Nurture => Some(texts.nurture),
    };
    if let Some(zone) = zone {
        state.ui.announce(fill(texts.over_zone, &[("zone", zone.trim_end_matches('…'))]));
    }
    if let Target::Slot(cell, at) = next {
        let home = state.find(lead);
        let within = home.is_some_and(|(home, _)| home == cell);
        let count = state.count(cell) + usize::from(!within);
        let place = (at + 1).min(count);
        let stage = state.stage_name(cell.stage);
        state.ui.announce(fill(
            texts.moving,
            &[("stage", &stage), ("place", &place.to_string()), ("count", &count.to_string())],
        ));
        scroll_to(cell, at);
    }
}

/// The column to the left or right; at the end of a lane, the one of the next lane.
fn beside(state: BoardState, cell: Cell, right: bool) -> Option<Cell> {
    let cells: Vec<Cell> = state.cells().into_iter().flatten().collect();
    let at = cells.iter().position(|known| *known == cell)?;
    let next = if right { at + 1 } else { at.checked_sub(1)? };
    cells.get(next).copied()
}

/// Goes from card to card.
fn walk(state: BoardState, deal: DealId, key: &str) {
    let Some((cell, place)) = state.find(deal) else { return };
    let last = state.count(cell).saturating_sub(1);
    let (cell, place) = match key {
        "ArrowUp" => (cell, place.saturating_sub(1)),
        "ArrowDown" => (cell, (place + 1).min(last)),
        "Home" => (cell, 0),
        "End" => (cell, last),
        key => {
            // Columns without cards are passed over.
            let mut next = cell;
            loop {
                let Some(found) = beside(state, next, key == "ArrowRight") else { return };
                next = found;
                let count = state.count(next);
                if count > 0 {
                    break (next, place.min(count - 1));
                }
            }
        }
    };
    if let Some(ix) = state.cards(cell, place, 1).first() {
        show(state, state.id_of(*ix));
    }
}

/// Scrolls a card into sight and gives it the focus.
fn show(state: BoardState, deal: DealId) {
    if let Some((cell, place)) = state.find(deal) {
        state.focus.set(Some(deal));
        scroll_to(cell, place);
    }
    refocus(deal);
}

fn refocus(deal: DealId) {
    // Once for the cards that are in the page, and once more for those that scrolling brings in.
    dom::soon(move || {
        let selector = format!("[data-deal-id='{deal}'] .card-title");
        if !dom::focus(&selector) {
            dom::focus_soon(selector);
        }
    });
}

#[allow(clippy::cast_possible_truncation, reason = "pixels on a page are small")]
fn scroll_to(cell: Cell, place: usize) {
    let owner =
        cell.owner.map_or_else(|| ":not([data-owner])".to_owned(), |owner| format!("[data-owner='{owner}']"));
    let canvas = dom::query(&format!(".column[data-stage-id='{}'] .column-canvas{owner}", cell.stage));
    let Some(scroller) = canvas.and_then(|canvas| canvas.parent_element()) else { return };
    // While a card is in the air, the ways out lie over the foot of the columns.
    let zones = dom::query(".drop-zones").map_or(0, |zones| zones.offset_height());
    let (top, seen) = (geometry::top(place), f64::from(scroller.client_height() - zones));
    let scrolled = f64::from(scroller.scroll_top());
    if top < scrolled {
        scroller.set_scroll_top(top as i32);
    } else if top + geometry::CARD + geometry::GAP > scrolled + seen {
        scroller.set_scroll_top((top + geometry::CARD + geometry::GAP - seen) as i32);
    }
    dom::reveal(&scroller);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_of_a_card_means_two_things_at_a_time() {
        for now in [When::Resting, When::Lifted] {
            let own = CARD_KEYS.iter().filter(|own| own.when == When::Both || own.when == now);
            let mut keys: Vec<&str> = own.flat_map(|own| own.keys).copied().collect();
            if now == When::Resting {
                keys.extend(DEAL_ACTIONS.iter().flat_map(|action| action.keys));
            }
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), count, "{now:?}");
        }
    }
}
