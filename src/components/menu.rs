//! Menus: a button, and a list of things to do that opens from it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Icon, icon};
use crate::platform::dom;

/// A line of a menu.
#[derive(Clone)]
pub(crate) enum MenuEntry {
    /// Something to do.
    Item {
        icon: Option<Icon>,
        /// Number of a colour to mark it with, in place of an icon.
        hue: Option<u8>,
        text: String,
        /// Ticked or not, for a line that chooses; `None` for one that acts.
        checked: Option<bool>,
        danger: bool,
        run: Callback<()>,
    },
    /// A heading for the lines after it.
    Label(String),
    /// A line between groups.
    Rule,
}

impl MenuEntry {
    /// Something to do.
    pub(crate) fn act(icon: Icon, text: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        let run = Callback::new(move |()| run());
        Self::Item { icon: Some(icon), hue: None, text: text.into(), checked: None, danger: false, run }
    }

    /// Something to do that takes something away.
    pub(crate) fn danger(
        icon: Icon,
        text: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let run = Callback::new(move |()| run());
        Self::Item { icon: Some(icon), hue: None, text: text.into(), checked: None, danger: true, run }
    }

    /// One of several to choose from.
    pub(crate) fn choice(
        hue: Option<u8>,
        text: impl Into<String>,
        checked: bool,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let run = Callback::new(move |()| run());
        Self::Item { icon: None, hue, text: text.into(), checked: Some(checked), danger: false, run }
    }
}

/// A button that opens a menu. The entries are made each time it opens.
#[component]
pub(crate) fn MenuButton(
    /// The class of the button.
    class: &'static str,
    /// The button's name for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    entries: Callback<(), Vec<MenuEntry>>,
    /// What the button shows.
    children: Children,
    /// For keyboard order inside composite widgets.
    #[prop(default = "0")]
    tabindex: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            tabindex=tabindex
            aria-label=label
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            on:click=move |event| {
                event.stop_propagation();
                open.update(|open| *open = !*open);
            }
        >
            {children()}
        </button>
        {move || {
            open.get()
                .then(|| {
                    let anchor: Option<Element> = button.get_untracked().map(JsCast::unchecked_into);
                    view! { <Popover anchor label=label.get_untracked() entries=entries.run(()) on_close=Callback::new(move |()| open.set(false))/> }
                })
        }}
    }
    .into_any()
}

/// An open menu beside an element. Arrows move, letters jump, Enter chooses, Esc and Tab close.
#[component]
pub(crate) fn Popover(
    /// What it opens from; it gets the focus back.
    anchor: Option<Element>,
    label: String,
    entries: Vec<MenuEntry>,
    on_close: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let anchor = StoredValue::new_local(anchor);
    let close = move |refocus: bool| {
        if refocus
            && let Some(anchor) = anchor.get_value()
            && let Ok(anchor) = anchor.dyn_into::<HtmlElement>()
        {
            let _ = anchor.focus();
        }
        on_close.run(());
    };
    Effect::new(move || {
        if let Some(menu) = node.get() {
            place(&menu, anchor.get_value().as_ref());
            move_focus(&menu, Move::First);
        }
    });
    take_away(node);
    // A press anywhere else closes it.
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = node.get_untracked().is_some_and(|menu| menu.contains(target.as_ref()))
            || anchor.get_value().is_some_and(|anchor| anchor.contains(target.as_ref()));
        if !inside {
            close(false);
        }
    });
    on_cleanup(move || outside.remove());

    let pressed = move |event: KeyboardEvent| {
        let Some(menu) = node.get_untracked() else { return };
        let step = match event.key().as_str() {
            "ArrowDown" => Move::Next,
            "ArrowUp" => Move::Previous,
            "Home" => Move::First,
            "End" => Move::Last,
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return close(true);
            }
            "Tab" => return close(true),
            key if key.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() && key != " " => {
                jump(&menu, &key.to_lowercase());
                event.stop_propagation();
                return;
            }
            _ => {
                event.stop_propagation();
                return;
            }
        };
        event.prevent_default();
        event.stop_propagation();
        move_focus(&menu, step);
    };
    let entry = move |entry: MenuEntry| match entry {
        MenuEntry::Label(text) => view! { <p class="menu-label">{text}</p> }.into_any(),
        MenuEntry::Rule => view! { <div class="menu-sep" role="separator"></div> }.into_any(),
        MenuEntry::Item { icon: name, hue, text, checked, danger, run } => view! {
            <button
                type="button"
                class=if danger { "menu-item danger" } else { "menu-item" }
                role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
                aria-checked=checked.map(|checked| checked.to_string())
                tabindex="-1"
                on:click=move |event| {
                    event.stop_propagation();
                    close(true);
                    run.run(());
                }
            >
                {name.map(icon)}
                {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                <span class="truncate" dir="auto">{text}</span>
                {checked.map(|_| view! { <span class="tick">{icon("check")}</span> })}
            </button>
        }
        .into_any(),
    };
    // The menu itself moves away; what stays keeps its place for the next time it opens.
    view! {
        <span class="menu-place">
            <div
                class="menu sheet"
                role="menu"
                aria-label=label
                node_ref=node
                on:keydown=pressed
                on:click=|event| event.stop_propagation()
            >
                {entries.into_iter().map(entry).collect_view()}
            </div>
        </span>
    }
    .into_any()
}

enum Move {
    First,
    Last,
    Next,
    Previous,
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(list) = menu.query_selector_all("[role^=menuitem]") else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

fn move_focus(menu: &HtmlElement, step: Move) {
    let items = items(menu);
    let focused = dom::document().active_element();
    let now = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let last = items.len().saturating_sub(1);
    let next = match (step, now) {
        (Move::First, _) | (Move::Next, None) => 0,
        (Move::Last, _) | (Move::Previous, None) => last,
        (Move::Next, Some(now)) => {
            if now == last {
                0
            } else {
                now + 1
            }
        }
        (Move::Previous, Some(now)) => now.checked_sub(1).unwrap_or(last),
    };
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
}

fn jump(menu: &HtmlElement, letter: &str) {
    let items = items(menu);
    let focused = dom::document().active_element();
    let now = items.iter().position(|item| focused.as_ref() == Some(item.as_ref())).map_or(0, |now| now + 1);
    let starts = |item: &&HtmlElement| item.inner_text().trim().to_lowercase().starts_with(letter);
    if let Some(item) = items.iter().skip(now).chain(&items).find(starts) {
        let _ = item.focus();
    }
}

/// Takes a menu that was [placed](place) out of the page with its owner, whatever became of where it was made.
pub(crate) fn take_away(menu: NodeRef<html::Div>) {
    on_cleanup(move || {
        if let Some(Some(menu)) = menu.try_get_untracked() {
            menu.remove();
        }
    });
}

/// Puts a menu below its anchor, or above or to the left where there is no room.
///
/// It has to stand in an element of its own, which keeps its place. It moves to the end of the screen, or of the dialog it opened from: where it was made, something around it may
/// cut it off or move it along, as a column does with the menus of its cards.
pub(crate) fn place(menu: &HtmlElement, anchor: Option<&Element>) {
    if let Some(home) = menu.closest("dialog, main").ok().flatten() {
        // It only fails for a home that is inside the menu.
        let _ = home.append_child(menu);
    }
    let window = dom::window();
    let size =
        |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    if width <= 700.0 {
        // The style sheet makes it a sheet at the bottom of the screen.
        return;
    }
    let own = menu.get_bounding_client_rect();
    let Some(anchor) = anchor.map(Element::get_bounding_client_rect) else { return };
    let gap = 4.0;
    let below = anchor.bottom() + gap;
    let top = if below + own.height() <= height - gap {
        below
    } else {
        (anchor.top() - gap - own.height()).max(gap)
    };
    let left = anchor.left().min(width - own.width() - 2.0 * gap).max(gap);
    let style = menu.style();
    let _ = style.set_property("--x", &format!("{left}px"));
    let _ = style.set_property("--y", &format!("{top}px"));
}
