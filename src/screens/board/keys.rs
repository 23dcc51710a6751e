//! The board by keyboard: arrows go from card to card, Space picks up and drops.

use leptos::prelude::*;
use sales::ids::DealId;
use web_sys::KeyboardEvent;

use super::{BoardState, Cell, Drag, Target, drag, geometry, select};
use crate::platform::dom;
use crate::state::Dialog;
use crate::text::{fill, t};

/// A key went down on a card.
pub(super) fn press(state: BoardState, cell: Cell, deal: DealId, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let lifted = state.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.by_keyboard));
    let handled = match (event.key().as_str(), lifted) {
        (" ", false) => {
            lift(state, cell, deal);
            true
        }
        (" " | "Enter", true) => {
            drop_lifted(state);
            true
        }
        ("Escape", true) => {
            put_back(state);
            true
        }
        ("Tab", true) => {
            // The focus must not leave a card that is in the air.
            put_back(state);
            false
        }
        (key @ ("ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End"), true) => {
            shift(state, key);
            true
        }
        (key @ ("ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End"), false) => {
            walk(state, deal, key);
            true
        }
        ("x" | "X", false) => {
            select::toggle(state, deal, event.shift_key());
            true
        }
        ("m" | "M", false) => {
            state.ui.open(Dialog::MoveTo(select::taken_with(state, deal)));
            true
        }
        ("Delete", false) => {
            let deals = select::taken_with(state, deal);
            state.ui.act(&sales::decide::Command::RemoveDeals { deals });
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
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
