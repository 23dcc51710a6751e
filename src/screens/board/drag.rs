//! Dragging by mouse, pen and touch, and what a drop does.
//!
//! One set of pointer events serves all three. A mouse drags once it has moved a little; a finger after it
//! has rested on the card, so that swiping still scrolls. While something is dragged only a
//! ghost follows the pointer and a slot shows where it would land: the cards move when it is dropped, so cancelling
//! has nothing to take back.

use std::cell::RefCell;

use leptos::prelude::*;
use sales::decide::{Command, DealPatch, Outcome, Slot};
use sales::ids::{DealId, PersonId, StageId};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, PointerEvent};

use super::{BoardState, Cell, Drag, Target, geometry, select};
use crate::platform::dom;
use crate::state::Dialog;
use crate::text::{fill, t};

/// How far a mouse must move before it drags, in pixels.
const MOUSE_SLACK: f64 = 5.0;
/// How far a resting finger may tremble.
const TOUCH_SLACK: f64 = 10.0;
/// How long a finger must rest on a card, in milliseconds.
const LONG_PRESS: i32 = 280;
/// How near an edge scrolls a column, and the board.
const COLUMN_EDGE: f64 = 56.0;
const BOARD_EDGE: f64 = 64.0;
/// How small the ghost is over the zones, and how far above them.
const AWAY_SCALE: f64 = 0.5;
const AWAY_GAP: f64 = 8.0;

/// A pointer that is down on a card.
struct Press {
    deal: DealId,
    pointer: i32,
    is_touch: bool,
    start: (f64, f64),
    at: (f64, f64),
    /// From the pointer to the corner of the card.
    grip: (f64, f64),
    card: HtmlElement,
    ghost: Option<HtmlElement>,
    timer: Option<i32>,
}

thread_local! {
    /// There is one pointer that drags, however many boards were shown before.
    static PRESS: RefCell<Option<Press>> = const { RefCell::new(None) };
}

/// A pointer went down on a card.
pub(super) fn press(state: BoardState, deal: DealId, event: &PointerEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on_tool =
        target.as_ref().and_then(|target| target.closest(".card-tools, .menu").ok().flatten()).is_some();
    if event.button() != 0 || !event.is_primary() || on_tool || state.drag.with_untracked(Option::is_some) {
        return;
    }
    let card = event.current_target().and_then(|card| card.dyn_into::<HtmlElement>().ok());
    let Some(card) = card else { return };
    let corner = card.get_bounding_client_rect();
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    let is_touch = event.pointer_type() == "touch";
    let timer = is_touch.then(|| dom::later(LONG_PRESS, move || begin(state)));
    let press = Press {
        deal,
        pointer: event.pointer_id(),
        is_touch,
        start,
        at: start,
        grip: (start.0 - corner.left(), start.1 - corner.top()),
        card,
        ghost: None,
        timer,
    };
    PRESS.with_borrow_mut(|slot| *slot = Some(press));
}

/// Follows the pointer wherever it goes while the board is shown.
pub(super) fn follow_pointer(state: BoardState) {
    let moved = window_event_listener(leptos::ev::pointermove, move |event| {
        let is_ours = PRESS.with_borrow_mut(|press| {
            let Some(press) = press.as_mut().filter(|press| press.pointer == event.pointer_id()) else {
                return false;
            };
            press.at = (f64::from(event.client_x()), f64::from(event.client_y()));
            true
        });
        if is_ours {
            on_move(state);
        }
    });
    let up = window_event_listener(leptos::ev::pointerup, move |event| {
        if PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.pointer == event.pointer_id()))
        {
            finish(state);
        }
    });
    let cancelled = window_event_listener(leptos::ev::pointercancel, move |event| {
        if PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.pointer == event.pointer_id()))
        {
            cancel(state);
        }
    });
    let key = window_event_listener(leptos::ev::keydown, move |event| {
        let dragging = PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.ghost.is_some()));
        if dragging && event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            cancel(state);
        }
    });
    // Kept as long as the board's owner is.
    StoredValue::new_local([swallow_clicks(), hold_scrolling(), hold_menu()]);
    on_cleanup(move || {
        moved.remove();
        up.remove();
        cancelled.remove();
        key.remove();
        cancel(state);
    });
}

/// A listener on the window, for what leptos has no words for: capturing, and not passive.
struct Listener {
    name: &'static str,
    callback: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _ = dom::window().remove_event_listener_with_callback_and_bool(self.name, callback, true);
    }
}

fn listen(name: &'static str, run: impl FnMut(web_sys::Event) + 'static) -> Listener {
    let callback = Closure::<dyn FnMut(web_sys::Event)>::new(run);
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"capture".into(), &JsValue::TRUE);
    let _ = js_sys::Reflect::set(&options, &"passive".into(), &JsValue::FALSE);
    let window = dom::window();
    let add: js_sys::Function = js_sys::Reflect::get(&window, &"addEventListener".into())
        .ok()
        .and_then(|add| add.dyn_into().ok())
        .unwrap_or_default();
    let _ = add.call3(&window, &name.into(), callback.as_ref(), &options);
    Listener { name, callback }
}

thread_local! {
    static JUST_DRAGGED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// The click that ends a drag must not open the card.
fn swallow_clicks() -> Listener {
    listen("click", |event| {
        if JUST_DRAGGED.replace(false) {
            event.prevent_default();
            event.stop_propagation();
        }
    })
}

/// While a finger drags a card, it must not scroll.
fn hold_scrolling() -> Listener {
    listen("touchmove", |event| {
        let dragging = PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.ghost.is_some()));
        if dragging && event.cancelable() {
            event.prevent_default();
        }
    })
}

/// Resting on a card must not open the browser's menu.
fn hold_menu() -> Listener {
    listen("contextmenu", |event| {
        if PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.is_touch)) {
            event.prevent_default();
        }
    })
}

fn on_move(state: BoardState) {
    enum Next {
        Wait,
        GiveUp,
        Begin,
        Go,
    }
    let next = PRESS.with_borrow(|press| {
        let Some(press) = press else { return Next::Wait };
        let way = (press.at.0 - press.start.0).hypot(press.at.1 - press.start.1);
        match (press.ghost.is_some(), press.is_touch) {
            (true, _) => Next::Go,
            (false, false) if way > MOUSE_SLACK => Next::Begin,
            (false, true) if way > TOUCH_SLACK => Next::GiveUp,
            _ => Next::Wait,
        }
    });
    match next {
        Next::Wait => {}
        // A finger that moves at once wants to scroll.
        Next::GiveUp => cancel(state),
        Next::Begin => begin(state),
        Next::Go => aim(state),
    }
}

/// Takes the card up.
fn begin(state: BoardState) {
    let taken = PRESS.with_borrow_mut(|press| {
        let press = press.as_mut()?;
        press.timer = None;
        let deals = select::taken_with(state, press.deal);
        press.ghost = ghost(&press.card, deals.len());
        Some(Drag { deals, lead: press.deal, over: None, by_keyboard: false })
    });
    if taken.is_some() {
        state.drag.set(taken);
        aim(state);
        scroll_at_edges(state);
    }
}

/// A copy of the card that follows the pointer.
fn ghost(card: &HtmlElement, count: usize) -> Option<HtmlElement> {
    let document = dom::document();
    let list = document.create_element("ul").ok()?.dyn_into::<HtmlElement>().ok()?;
    list.set_class_name("drag-ghost");
    list.set_attribute("aria-hidden", "true").ok()?;
    if count > 1 {
        let badge = document.create_element("li").ok()?;
        badge.set_class_name("drag-count");
        badge.set_text_content(Some(&crate::platform::intl::count(count)));
        list.append_child(&badge).ok()?;
    }
    let copy = card.clone_node_with_deep(true).ok()?.dyn_into::<HtmlElement>().ok()?;
    let _ = copy.style().remove_property("transform");
    // The copy is only a picture: nothing in it is found by name or reached by key.
    for name in ["data-deal-id", "data-dragging", "id"] {
        let _ = copy.remove_attribute(name);
    }
    let _ = list.set_attribute("inert", "");
    list.append_child(&copy).ok()?;
    let _ = list.style().set_property("width", &format!("{}px", card.offset_width()));
    document.body()?.append_child(&list).ok()?;
    Some(list)
}

/// Moves the ghost to the pointer and looks what is under it.
fn aim(state: BoardState) {
    let at = PRESS.with_borrow(|press| {
        let press = press.as_ref()?;
        let ghost = press.ghost.as_ref()?;
        let (left, top) = (press.at.0 - press.grip.0, press.at.1 - press.grip.1);
        let _ = ghost.style().set_property("transform", &format!("translate({left}px, {top}px)"));
        Some(press.at)
    });
    let Some(at) = at else { return };
    let over = under(state, at);
    if matches!(over, Some(Target::Won | Target::Lost | Target::Nurture)) {
        clear_zones(at);
    } else {
        with_ghost(|ghost| {
            let _ = ghost.remove_attribute("data-away");
        });
    }
    if state.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.over != over)) {
        state.drag.update(|drag| {
            if let Some(drag) = drag {
                drag.over = over;
            }
        });
    }
}

fn with_ghost(run: impl FnOnce(&HtmlElement)) {
    PRESS.with_borrow(|press| {
        if let Some(ghost) = press.as_ref().and_then(|press| press.ghost.as_ref()) {
            run(ghost);
        }
    });
}

/// Makes the ghost small and puts it above the zones, so that what they say can be read.
fn clear_zones(at: (f64, f64)) {
    let Some(zones) = dom::query(".drop-zones").map(|zones| zones.get_bounding_client_rect()) else { return };
    with_ghost(|ghost| {
        let (width, height) = (f64::from(ghost.offset_width()), f64::from(ghost.offset_height()));
        let room = dom::document().body().map_or(0.0, |body| f64::from(body.client_width()));
        let furthest = (room - width * AWAY_SCALE - AWAY_GAP).max(AWAY_GAP);
        let left = (at.0 - width * AWAY_SCALE / 2.0).clamp(AWAY_GAP, furthest);
        let top = zones.top() - height * AWAY_SCALE - AWAY_GAP;
        let _ = ghost.set_attribute("data-away", "");
        let shift = format!("translate({left}px, {top}px) scale({AWAY_SCALE})");
        let _ = ghost.style().set_property("transform", &shift);
    });
}

#[allow(clippy::cast_possible_truncation, reason = "positions on a screen are small")]
fn element_at(at: (f64, f64)) -> Option<Element> {
    dom::document().element_from_point(at.0 as f32, at.1 as f32)
}

/// What a drop at a point of the screen would do.
fn under(state: BoardState, at: (f64, f64)) -> Option<Target> {
    let element = element_at(at)?;
    if let Some(zone) = element.closest("[data-zone]").ok().flatten() {
        return match zone.get_attribute("data-zone")?.as_str() {
            "won" => Some(Target::Won),
            "lost" => Some(Target::Lost),
            _ => Some(Target::Nurture),
        };
    }
    let column = element.closest(".board .column[data-stage-id]").ok().flatten()?;
    let stage: StageId = column.get_attribute("data-stage-id")?.parse().ok()?;
    let canvas = column.query_selector(".column-canvas").ok().flatten()?;
    let owner: Option<PersonId> = canvas.get_attribute("data-owner").and_then(|id| id.parse().ok());
    let cell = Cell { owner, stage };
    let y = at.1 - canvas.get_bounding_client_rect().top();
    Some(Target::Slot(cell, geometry::slot(y, state.count(cell))))
}

/// Scrolls the column and the board while the pointer is held near an edge.
fn scroll_at_edges(state: BoardState) {
    dom::soon(move || {
        let at = PRESS
            .with_borrow(|press| press.as_ref().filter(|press| press.ghost.is_some()).map(|press| press.at));
        let Some(at) = at else { return };
        let element = element_at(at);
        let near =
            |selector: &str| element.as_ref().and_then(|element| element.closest(selector).ok().flatten());
        let mut scrolled = false;
        if let Some(column) =
            near(".column").and_then(|column| column.query_selector(".column-scroll").ok().flatten())
        {
            let rect = column.get_bounding_client_rect();
            // The zones lie over the foot of the columns: what can be pointed at ends above them.
            let zones = dom::query(".drop-zones").map(|zones| zones.get_bounding_client_rect().top());
            let bottom = zones.map_or(rect.bottom(), |top| top.min(rect.bottom()));
            scrolled |= scroll(&column, 0.0, geometry::edge_scroll(at.1, rect.top(), bottom, COLUMN_EDGE));
        }
        if let Some(board) = near(".board-columns, .lanes") {
            let rect = board.get_bounding_client_rect();
            scrolled |=
                scroll(&board, geometry::edge_scroll(at.0, rect.left(), rect.right(), BOARD_EDGE), 0.0);
        }
        if scrolled {
            aim(state);
        }
        scroll_at_edges(state);
    });
}

#[allow(clippy::cast_possible_truncation, reason = "at most a few pixels")]
fn scroll(element: &Element, right: f64, down: f64) -> bool {
    let (right, down) = (right as i32, down as i32);
    if right == 0 && down == 0 {
        return false;
    }
    element.set_scroll_left(element.scroll_left() + right);
    element.set_scroll_top(element.scroll_top() + down);
    true
}

fn release() -> Option<Press> {
    let press = PRESS.with_borrow_mut(Option::take)?;
    if let Some(timer) = press.timer {
        dom::cancel_later(timer);
    }
    if let Some(ghost) = &press.ghost {
        ghost.remove();
    }
    Some(press)
}

/// Puts everything back as it was.
fn cancel(state: BoardState) {
    if release().is_some_and(|press| press.ghost.is_some()) {
        JUST_DRAGGED.set(false);
        let _ = state.drag.try_set(None);
    }
}

/// The pointer was lifted: a drop, or just a click.
fn finish(state: BoardState) {
    let Some(press) = release() else { return };
    if press.ghost.is_none() {
        return;
    }
    JUST_DRAGGED.set(true);
    // A click follows at once, if one follows at all.
    dom::later(0, || JUST_DRAGGED.set(false));
    let drag = state.drag.get_untracked();
    state.drag.set(None);
    if let Some(Drag { deals, lead, over: Some(target), .. }) = drag {
        drop_on(state, &deals, lead, target);
    }
}

/// What a drop does, whatever it was made by. Answers whether the cards moved.
pub(super) fn drop_on(state: BoardState, deals: &[DealId], lead: DealId, target: Target) -> bool {
    let ui = state.ui;
    match target {
        Target::Won => {
            win(state, deals.to_vec());
            ui.dialog.with_untracked(Option::is_none)
        }
        Target::Lost => {
            ui.open(Dialog::Lose(deals.to_vec()));
            false
        }
        Target::Nurture => {
            ui.open(Dialog::Nurture(deals.to_vec()));
            false
        }
        Target::Slot(cell, at) => {
            let title = state.title(lead);
            let slot = slot_at(state, cell, at, deals);
            let patch = lane_of(state, deals, cell.owner);
            let moved =
                ui.carry(Command::MoveDeals { deals: deals.to_vec(), stage: cell.stage, slot, patch });
            if moved.is_none() {
                return false;
            }
            if let Some((cell, place)) = state.find(lead) {
                let stage = state.stage_name(cell.stage);
                let place = (place + 1).to_string();
                ui.announce(fill(
                    t().board().dropped,
                    &[("title", &title), ("stage", &stage), ("place", &place)],
                ));
            }
            true
        }
    }
}

/// What a drop changes besides the place: deals from other lanes get the owner of this one.
fn lane_of(state: BoardState, deals: &[DealId], owner: Option<PersonId>) -> Option<DealPatch> {
    let is_elsewhere = |deal: &DealId| state.find(*deal).is_some_and(|(home, _)| home.owner != owner);
    deals.iter().any(is_elsewhere).then_some(DealPatch::Owner(owner))
}

/// The place before the card with number `at`, named by a card that stays where it is.
fn slot_at(state: BoardState, cell: Cell, at: usize, moving: &[DealId]) -> Slot {
    let stays = |deal: &DealId| !moving.contains(deal);
    let below = state.cards(cell, at, moving.len() + 1).into_iter().map(|ix| state.id_of(ix)).find(stays);
    if let Some(deal) = below {
        return Slot::Before(deal);
    }
    let first = at.saturating_sub(moving.len() + 1);
    let above = state.cards(cell, first, at - first).into_iter().rev().map(|ix| state.id_of(ix)).find(stays);
    above.map_or(Slot::Bottom, Slot::After)
}

/// Closes deals as won.
pub(super) fn win(state: BoardState, deals: Vec<DealId>) {
    state.ui.carry(Command::CloseDeals { deals, outcome: Outcome::Won });
}
