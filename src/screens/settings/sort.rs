//! Lists that people put in order: by dragging a row's grip, by the arrow keys on it, or from its menu.
//!
//! While a row is dragged, rows only look moved. Where it would land is plain geometry, in [`order`](super::order);
//! the list itself changes once, when the row is dropped.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use super::order::{Row, Span, group_of, in_front_of, landing};
use crate::components::{MenuEntry, Popover, icon};
use crate::platform::dom;
use crate::state::Ui;
use crate::text::{fill, t};

/// A row that is held by the pointer.
struct Drag {
    list: Element,
    /// The rows of the group and where they were when the drag began.
    rows: Vec<HtmlElement>,
    spans: Vec<Span>,
    /// Place of the held row in the group, and of the group in the list.
    from: usize,
    first: usize,
    /// Where the pointer was, from the top of the list, so that scrolling does no harm.
    start: f64,
    /// Where the pointer is, from the top of the window.
    pointer: f64,
    /// Whether it has moved far enough to be no click.
    lifted: bool,
    to: usize,
}

/// How far the pointer moves before a press becomes a drag, in pixels.
const SLACK: f64 = 4.0;
/// How close to the edge of the screen the list begins to scroll, and by how much each time.
const EDGE: f64 = 48.0;
const SCROLL_STEP: f64 = 8.0;

/// A list that people put in order.
#[derive(Clone, Copy)]
pub(super) struct Sorting {
    ui: Ui,
    pub(super) rows: Memo<Vec<Row>>,
    name: Callback<Uuid, String>,
    /// Makes the command that puts a row in front of another, or at the end.
    command: Callback<(Uuid, Option<Uuid>), Command>,
    drag: StoredValue<Option<Drag>, LocalStorage>,
}

impl Sorting {
    pub(super) fn new(
        ui: Ui,
        rows: Memo<Vec<Row>>,
        name: Callback<Uuid, String>,
        command: Callback<(Uuid, Option<Uuid>), Command>,
    ) -> Self {
        Self { ui, rows, name, command, drag: StoredValue::new_local(None) }
    }

    /// The place of a row, and the first and last place it can go to.
    fn places(self, id: Uuid) -> Option<(usize, usize, usize)> {
        self.rows.with_untracked(|rows| {
            let at = rows.iter().position(|row| row.id == id)?;
            let (first, last) = group_of(rows, at);
            Some((at, first, last))
        })
    }

    /// Moves a row to a place in the list, and says so.
    fn move_to(self, id: Uuid, to: usize) {
        let Some((from, first, last)) = self.places(id) else { return };
        let to = to.clamp(first, last);
        if from == to {
            return;
        }
        let before = self.rows.with_untracked(|rows| in_front_of(rows, from, to));
        if self.ui.act_quietly(&self.command.run((id, before))).is_some() {
            let (place, count) = ((to - first + 1).to_string(), (last - first + 1).to_string());
            let values = [("name", &*self.name.run(id)), ("place", &place), ("count", &count)];
            self.ui.announce(fill(t().settings().moved, &values));
        }
    }

    /// The same, from the keyboard or a menu: the focus stays with the row.
    fn step(self, id: Uuid, to: usize) {
        self.move_to(id, to);
        dom::focus_soon(["[data-grip='", &id.to_string(), "']"].concat());
    }

    /// What a row's menu offers.
    pub(super) fn entries(self, id: Uuid) -> Vec<MenuEntry> {
        let Some((at, first, last)) = self.places(id) else { return Vec::new() };
        let mut entries = Vec::new();
        if at > first {
            entries.push(MenuEntry::act("arrow-up", t().common().move_up, move || self.step(id, at - 1)));
        }
        if at < last {
            entries.push(MenuEntry::act("arrow-down", t().common().move_down, move || self.step(id, at + 1)));
        }
        if at > first + 1 {
            entries.push(MenuEntry::act("chevron-up", t().settings().to_top, move || self.step(id, first)));
        }
        if at + 1 < last {
            entries
                .push(MenuEntry::act("chevron-down", t().settings().to_bottom, move || self.step(id, last)));
        }
        entries
    }

    /// Takes a row by its grip.
    fn take(self, id: Uuid, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some((at, first, last)) = self.places(id) else { return };
        let grip = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(grip) = grip else { return };
        let list = grip.closest("li").ok().flatten().and_then(|row| row.parent_element());
        let Some(list) = list else { return };
        let mut rows = Vec::new();
        let mut next = list.first_element_child();
        while let Some(row) = next {
            next = row.next_element_sibling();
            rows.extend(row.dyn_into::<HtmlElement>());
        }
        if rows.len() <= last {
            return;
        }
        let top = list.get_bounding_client_rect().top();
        let span = |row: &HtmlElement| {
            let own = row.get_bounding_client_rect();
            Span { top: own.top() - top, height: own.height() }
        };
        let rows = rows[first..=last].to_vec();
        let spans = rows.iter().map(span).collect();
        let pointer = f64::from(event.client_y());
        // Without capture the drag ends where the pointer leaves the grip; it is refused only when the pointer is gone.
        let _ = grip.set_pointer_capture(event.pointer_id());
        let from = at - first;
        let start = pointer - top;
        self.drag.set_value(Some(Drag {
            list,
            rows,
            spans,
            from,
            first,
            start,
            pointer,
            lifted: false,
            to: from,
        }));
    }

    fn follow(self, event: &PointerEvent) {
        let mut lifted_now = false;
        self.drag.update_value(|drag| {
            let Some(drag) = drag else { return };
            drag.pointer = f64::from(event.client_y());
            let top = drag.list.get_bounding_client_rect().top();
            if !drag.lifted && (drag.pointer - top - drag.start).abs() >= SLACK {
                drag.lifted = true;
                lifted_now = true;
                let _ = drag.list.set_attribute("data-sorting", "");
                let _ = drag.rows[drag.from].set_attribute("data-dragging", "");
            }
            drag.show();
        });
        if lifted_now {
            self.scroll_along();
        }
    }

    /// Scrolls as long as a row is held at the edge of the screen.
    fn scroll_along(self) {
        let mut goes_on = false;
        let alive = self.drag.try_update_value(|drag| {
            let Some(drag) = drag else { return };
            goes_on = drag.lifted;
            let Ok(Some(scroller)) = drag.list.closest(".screen") else { return };
            let own = scroller.get_bounding_client_rect();
            let step = if drag.pointer < own.top() + EDGE {
                -SCROLL_STEP
            } else if drag.pointer > own.bottom() - EDGE {
                SCROLL_STEP
            } else {
                return;
            };
            scroller.scroll_by_with_x_and_y(0.0, step);
            drag.show();
        });
        if alive.is_some() && goes_on {
            dom::soon(move || self.scroll_along());
        }
    }

    /// Ends a drag. Answers whether there was one.
    fn let_go(self, id: Uuid, is_drop: bool) -> bool {
        let mut landed = None;
        self.drag.update_value(|drag| {
            landed = drag.take().filter(|drag| drag.lifted).map(|drag| {
                drag.clear();
                (drag.from, drag.to, drag.first)
            });
        });
        let Some((from, to, first)) = landed else { return false };
        if is_drop && from != to {
            self.move_to(id, first + to);
        }
        true
    }

    /// The grip of a row.
    pub(super) fn grip(self, id: Uuid) -> AnyView {
        view! { <Grip sorting=self id/> }.into_any()
    }
}

impl Drag {
    /// Shows the held row under the pointer, and the others out of its way.
    fn show(&mut self) {
        if !self.lifted {
            return;
        }
        let own = self.spans[self.from];
        let top = self.list.get_bounding_client_rect().top();
        let least = self.spans[0].top - own.top;
        let most = self.spans[self.spans.len() - 1].bottom() - own.bottom();
        let dy = (self.pointer - top - self.start).clamp(least, most);
        self.to = landing(&self.spans, self.from, dy);
        for (at, row) in self.rows.iter().enumerate() {
            let by = if at == self.from {
                dy
            } else if at > self.from && at <= self.to {
                -own.height
            } else if at < self.from && at >= self.to {
                own.height
            } else {
                0.0
            };
            let _ = row.style().set_property("transform", &["translateY(", &by.to_string(), "px)"].concat());
        }
    }

    fn clear(&self) {
        let _ = self.list.remove_attribute("data-sorting");
        for row in &self.rows {
            let _ = row.style().remove_property("transform");
            let _ = row.remove_attribute("data-dragging");
        }
    }
}

/// The handle of a row: dragged by the pointer, moved by the arrow keys, and a menu when pressed.
#[component]
fn Grip(sorting: Sorting, id: Uuid) -> impl IntoView {
    let open = RwSignal::new(None::<Vec<MenuEntry>>);
    let node = NodeRef::<leptos::html::Button>::new();
    // A click follows a drop; it is none.
    let dropped = StoredValue::new(false);
    let label = move || fill(t().settings().move_named, &[("name", &sorting.name.run(id))]);
    let pressed = move |event: KeyboardEvent| {
        let Some((at, ..)) = sorting.places(id) else { return };
        match event.key().as_str() {
            "ArrowUp" => sorting.step(id, at.saturating_sub(1)),
            "ArrowDown" => sorting.step(id, at + 1),
            "Escape" if sorting.let_go(id, false) => dropped.set_value(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <button
            type="button"
            class="grip"
            node_ref=node
            data-grip=id.to_string()
            aria-label=label
            title=move || t().settings().drag_hint
            aria-haspopup="menu"
            aria-expanded=move || open.with(Option::is_some).to_string()
            on:pointerdown=move |event| {
                dropped.set_value(false);
                sorting.take(id, &event);
            }
            on:pointermove=move |event| sorting.follow(&event)
            on:pointerup=move |_| {
                if sorting.let_go(id, true) {
                    dropped.set_value(true);
                }
            }
            on:pointercancel=move |_| {
                sorting.let_go(id, false);
            }
            on:click=move |event| {
                // A click from the keyboard has no detail.
                if dropped.get_value() && event.detail() != 0 {
                    return;
                }
                open.update(|open| {
                    *open = if open.is_some() { None } else { Some(sorting.entries(id)).filter(|list| !list.is_empty()) };
                });
            }
            on:keydown=pressed
        >
            {icon("grip")}
        </button>
        {move || {
            open.get()
                .map(|entries| {
                    let anchor = node.get_untracked().map(JsCast::unchecked_into::<Element>);
                    view! { <Popover anchor label=untrack(label) entries on_close=Callback::new(move |()| open.set(None))/> }
                })
        }}
    }
    .into_any()
}
