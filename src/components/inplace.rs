//! Fields edited in place: they read as text and, when pressed, turn into a field.
//!
//! One rule for all. Enter or leaving saves, Esc gives up. What is refused stays as it was typed, with the reason
//! under it. The focus goes back to the text when the keyboard ends the editing.
//!
//! A cell of a table has a text of its own. What is edited there is a field from the start, and the table is told when
//! it is one no longer.

mod amount;
mod field;
mod pick;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent};

pub(crate) use self::amount::InPlaceAmount;
pub(crate) use self::field::{InPlace, is_half_typed};
pub(crate) use self::pick::InPlacePick;
use super::small_icon;
use crate::platform::dom;
use crate::text::{fill, t};

/// What may be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A line of text.
    Line,
    /// A line that may be longer than its field is wide, which grows with it.
    Title,
    /// A number.
    Number,
    /// A day, `2026-06-30`.
    Date,
    /// A text of several lines.
    Text,
}

/// How a field reads while nobody edits it.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Its id; unlike any other on the page.
    pub(crate) id: StoredValue<String>,
    /// The name of the field.
    pub(crate) label: StoredValue<String>,
    /// The value as text; blank where there is none.
    pub(crate) text: Signal<String>,
    /// What stands in place of a blank value.
    pub(crate) blank: &'static str,
    /// How the value looks, where it is more than text.
    pub(crate) view: Option<Callback<(), AnyView>>,
    /// The value alone says what it is, as a title does.
    pub(crate) speaks_for_itself: bool,
    /// Where it is a field from the start: what happens when it is one no longer. The answer says whether the keyboard ended
    /// it, and the focus is to go back to where it came from.
    pub(crate) on_end: Option<Callback<bool>>,
}

impl Look {
    /// A field that reads as plain text.
    pub(crate) fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        text: Signal<String>,
        blank: &'static str,
    ) -> Self {
        let (id, label) = (StoredValue::new(id.into()), StoredValue::new(label.into()));
        Self { id, label, text, blank, view: None, speaks_for_itself: false, on_end: None }
    }

    /// The same with a look of its own.
    pub(crate) fn with(self, view: impl Fn() -> AnyView + Send + Sync + 'static) -> Self {
        Self { view: Some(Callback::new(move |()| view())), ..self }
    }
}

/// The editing of one field.
#[derive(Clone, Copy)]
struct Editing {
    look: Look,
    open: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    /// The field is about to go: losing the focus means nothing any more.
    ending: StoredValue<bool>,
}

impl Editing {
    fn new(look: Look) -> Self {
        let is_open = look.on_end.is_some();
        Self {
            look,
            open: RwSignal::new(is_open),
            error: RwSignal::new(None),
            ending: StoredValue::new(false),
        }
    }

    fn start(self) {
        self.ending.set_value(false);
        self.error.set(None);
        self.open.set(true);
    }

    /// Whether events of the field still count. A browser tells a field that goes with its panel that it lost the
    /// focus, when everything about it is gone already.
    fn counts(self) -> bool {
        self.open.try_get_untracked() == Some(true) && self.ending.try_get_value() == Some(false)
    }

    fn end(self, refocus: bool) {
        if !self.counts() {
            return;
        }
        self.ending.set_value(true);
        // The field must not lose the focus by vanishing: browsers differ in what they tell whom then.
        if let Some(focused) = dom::document().active_element()
            && let Ok(focused) = focused.dyn_into::<HtmlElement>()
            && refocus
        {
            let _ = focused.blur();
        }
        self.error.set(None);
        self.open.set(false);
        if let Some(on_end) = self.look.on_end {
            on_end.run(refocus);
        } else if refocus {
            self.look.id.with_value(|id| dom::focus_soon(format!("#{id}")));
        }
    }

    /// Takes an answer: the field closes, or says what is wrong.
    fn take(self, answer: Result<(), String>, refocus: bool) {
        match answer {
            Ok(()) => self.end(refocus),
            Err(error) => self.error.set(Some(error)),
        }
    }

    fn error_id(self) -> String {
        self.look.id.with_value(|id| format!("{id}-error"))
    }

    fn label(self) -> String {
        self.look.label.get_value()
    }

    fn is_wrong(self) -> Option<&'static str> {
        self.error.with(Option::is_some).then_some("true")
    }

    fn described_by(self) -> Option<String> {
        self.error.with(Option::is_some).then(|| self.error_id())
    }

    /// The text that turns into a field.
    fn reading(self) -> AnyView {
        let look = self.look;
        let name = (!look.speaks_for_itself).then(|| {
            let name = look.label.with_value(|field| fill(t().deal().field_is, &[("field", field)]));
            view! { <span class="visually-hidden">{name}</span> }
        });
        let class = move || if look.text.with(String::is_empty) { "inplace blank" } else { "inplace" };
        view! {
            <button
                type="button"
                class=class
                id=look.id.get_value()
                dir="auto"
                on:click=move |_| self.start()
            >
                {name}
                {move || match look.view {
                    Some(view) if !look.text.with(String::is_empty) => view.run(()),
                    _ => {
                        let text = look.text.get();
                        let text = if text.is_empty() { look.blank.to_owned() } else { text };
                        view! { <span class="truncate" dir="auto">{text}</span> }.into_any()
                    }
                }}
            </button>
        }
        .into_any()
    }

    fn error_line(self) -> AnyView {
        view! {
            {move || {
                self.error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="error" role="alert" id=self.error_id()>
                                {small_icon("warning")}
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
        }
        .into_any()
    }

    /// Both faces of the field.
    fn either(self, field: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        view! {
            {move || if self.open.get() { field() } else { self.reading() }}
            {self.error_line()}
        }
        .into_any()
    }
}

/// Whether a key ends the editing: Enter, with Ctrl or ⌘ in a text of several lines. Not while an input method is at work.
fn is_enter(event: &KeyboardEvent, kind: Typed) -> bool {
    event.key() == "Enter"
        && !event.is_composing()
        && (kind != Typed::Text || event.ctrl_key() || event.meta_key())
}

fn swallow(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

/// Whether the focus only goes from one part of a field to another.
fn stays_in(group: NodeRef<html::Span>, event: &FocusEvent) -> bool {
    let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
    let group = group.try_get_untracked().flatten();
    group.is_some_and(|group| to.is_some_and(|to| group.contains(Some(&to))))
}

fn focus_and_select(id: String, and_select: bool) {
    dom::soon(move || {
        if let Some(field) =
            dom::document().get_element_by_id(&id).and_then(|field| field.dyn_into::<HtmlElement>().ok())
        {
            let _ = field.focus();
            if !and_select {
                return;
            }
            match field.dyn_into::<web_sys::HtmlInputElement>() {
                Ok(input) => input.select(),
                Err(field) => {
                    if let Ok(text) = field.dyn_into::<web_sys::HtmlTextAreaElement>() {
                        text.select();
                    }
                }
            }
        }
    });
}
