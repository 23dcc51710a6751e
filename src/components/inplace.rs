//! Fields edited in place: they read as text and, when pressed, turn into a field.
//!
//! One rule for all. Enter or leaving saves, Esc gives up. What is refused stays as it was typed, with the reason
//! under it. The focus goes back to the text when the keyboard ends the editing.

use leptos::html;
use leptos::prelude::*;
use sales::money::Currency;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusEvent, HtmlElement, HtmlSelectElement, KeyboardEvent};

use super::{Pick, PickOption, Picker, icon, small_icon};
use crate::platform::dom;
use crate::text::{fill, t};

/// What may be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A line of text.
    Line,
    /// A number.
    Number,
    /// A day, `2026-06-30`.
    Date,
    /// A text of several lines.
    Text,
}

/// What happens to a value that was typed; the error is a sentence for the user.
pub(crate) type Save = Callback<String, Result<(), String>>;

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
        Self { id, label, text, blank, view: None, speaks_for_itself: false }
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
        Self { look, open: RwSignal::new(false), error: RwSignal::new(None), ending: StoredValue::new(false) }
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
        if refocus {
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
            let name = look.label.with_value(|field| fill(t().deal.field_is, &[("field", field)]));
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

/// Whether a field holds something half typed that the browser does not hand out, as a day without its year.
fn is_half_typed(target: &JsValue) -> bool {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    get(target, "validity").and_then(|state| get(&state, "badInput")).is_some_and(|bad| bad.is_truthy())
}

/// Scrolls the list of a picker into sight, once it is there.
fn reveal(list: String) {
    dom::later(LIST_MILLISECONDS, move || {
        let list = dom::document().get_element_by_id(&list);
        if let Some(menu) = list.and_then(|list| list.closest(".menu").ok().flatten()) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            menu.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

/// After how long a picker that was put on the screen has the focus and shows its list, in milliseconds.
const LIST_MILLISECONDS: i32 = 60;

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
            if and_select && let Ok(input) = field.dyn_into::<web_sys::HtmlInputElement>() {
                input.select();
            }
        }
    });
}

/// A text, number or day that is edited in place.
#[component]
pub(crate) fn InPlace(
    look: Look,
    kind: Typed,
    /// The value as one types it; asked for when the editing begins.
    value: Callback<(), String>,
    save: Save,
) -> impl IntoView {
    let editing = Editing::new(look);
    let group = NodeRef::<html::Span>::new();
    let typed = StoredValue::new(String::new());
    let before = StoredValue::new(String::new());
    let answer = move |text: String| {
        if text == before.get_value() { Ok(()) } else { save.run(text) }
    };
    // Whoever goes elsewhere while typing has not given up what was typed.
    on_cleanup(move || {
        if editing.counts() {
            let _ = answer(typed.get_value());
        }
    });
    let changed = move |event: &web_sys::Event| typed.set_value(event_target_value(event));
    let leave = move |event: FocusEvent| {
        if editing.counts() && !stays_in(group, &event) {
            let half = event.target().is_some_and(|target| is_half_typed(&target));
            let answer =
                if half { Err(t().rejection.bad_date.to_owned()) } else { answer(typed.get_value()) };
            editing.take(answer, false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if is_enter(&event, kind) {
            swallow(&event);
            let half = event.target().is_some_and(|target| is_half_typed(&target));
            let answer =
                if half { Err(t().rejection.bad_date.to_owned()) } else { answer(typed.get_value()) };
            editing.take(answer, true);
        } else if event.key() == "Escape" && !event.is_composing() {
            swallow(&event);
            editing.end(true);
        }
    };
    editing.either(move || {
        let text = value.run(());
        before.set_value(text.clone());
        typed.set_value(text.clone());
        let id = look.id.with_value(|id| format!("{id}-field"));
        focus_and_select(id.clone(), kind != Typed::Text);
        if kind == Typed::Text {
            return view! {
                <textarea
                    class="input tight grows"
                    id=id
                    dir="auto"
                    aria-label=editing.label()
                    aria-invalid=move || editing.is_wrong()
                    aria-describedby=move || editing.described_by()
                    prop:value=text
                    on:input=move |event| changed(&event)
                    on:blur=leave
                    on:keydown=pressed
                ></textarea>
            }
            .into_any();
        }
        let clear = (kind == Typed::Date && !text.is_empty()).then(|| {
            let name = editing.label();
            view! {
                <button
                    type="button"
                    class="icon-button"
                    aria-label=fill(t().deal.clear_field, &[("field", &name)])
                    // A press must not take the focus from the field first.
                    on:pointerdown=|event| event.prevent_default()
                    on:keydown=|event: KeyboardEvent| {
                        if event.key() == "Enter" {
                            // It is pressed, and does not save the field.
                            event.stop_propagation();
                        }
                    }
                    on:click=move |_| editing.take(answer(String::new()), true)
                >
                    {icon("x")}
                </button>
            }
        });
        let field = view! {
            <input
                class="input tight"
                id=id
                type=if kind == Typed::Date { "date" } else { "text" }
                inputmode=(kind == Typed::Number).then_some("decimal")
                autocomplete="off"
                dir="auto"
                aria-label=editing.label()
                aria-invalid=move || editing.is_wrong()
                aria-describedby=move || editing.described_by()
                prop:value=text
                on:input=move |event| changed(&event)
            />
        };
        view! { <span class="with-clear" node_ref=group on:focusout=leave on:keydown=pressed>{field}{clear}</span> }
            .into_any()
    })
}

/// An amount and its currency, edited in place.
#[component]
pub(crate) fn InPlaceAmount(
    look: Look,
    /// The amount as one types it and its currency; asked for when the editing begins.
    value: Callback<(), (String, Currency)>,
    /// The currencies to choose from.
    currencies: Callback<(), Vec<Currency>>,
    save: Callback<(String, Currency), Result<(), String>>,
) -> impl IntoView {
    let editing = Editing::new(look);
    let group = NodeRef::<html::Span>::new();
    let typed = StoredValue::new(String::new());
    let currency = StoredValue::new(Currency::USD);
    let before = StoredValue::new((String::new(), Currency::USD));
    let answer = move || {
        let now = (typed.get_value(), currency.get_value());
        if now == before.get_value() { Ok(()) } else { save.run(now) }
    };
    on_cleanup(move || {
        if editing.counts() {
            let _ = answer();
        }
    });
    let leave = move |event: FocusEvent| {
        if editing.counts() && !stays_in(group, &event) {
            editing.take(answer(), false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if is_enter(&event, Typed::Line) {
            swallow(&event);
            editing.take(answer(), true);
        } else if event.key() == "Escape" && !event.is_composing() {
            swallow(&event);
            editing.end(true);
        }
    };
    editing.either(move || {
        let start = value.run(());
        typed.set_value(start.0.clone());
        currency.set_value(start.1);
        before.set_value(start.clone());
        let id = look.id.with_value(|id| format!("{id}-field"));
        focus_and_select(id.clone(), true);
        let option = |known: Currency| {
            let code = known.code().to_owned();
            view! { <option value=code.clone() selected=known == start.1>{code.clone()}</option> }
        };
        let options = currencies.run(()).into_iter().map(option).collect_view();
        view! {
            <span class="joined" node_ref=group on:focusout=leave on:keydown=pressed>
                <input
                    class="input tight num"
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=editing.label()
                    aria-invalid=move || editing.is_wrong()
                    aria-describedby=move || editing.described_by()
                    prop:value=start.0
                    on:input=move |event| typed.set_value(event_target_value(&event))
                />
                <span class="select">
                    <select
                        class="input tight"
                        aria-label=t().deal.currency
                        on:change=move |event| {
                            let code = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                            if let Some(Ok(code)) = code.map(|select| select.value().parse()) {
                                currency.set_value(code);
                            }
                        }
                    >
                        {options}
                    </select>
                </span>
            </span>
        }
        .into_any()
    })
}

/// One of many, edited in place; where it is allowed, a name that is new makes one more.
#[component]
pub(crate) fn InPlacePick(
    look: Look,
    /// What to choose from; asked for when the list opens.
    options: Callback<(), Vec<PickOption>>,
    #[prop(default = false)] can_create: bool,
    on_pick: Callback<Pick, Result<(), String>>,
) -> impl IntoView {
    let editing = Editing::new(look);
    editing.either(move || {
        let texts = &t().deal;
        let picked = Callback::new(move |pick: Pick| editing.take(on_pick.run(pick), true));
        // With the focus still in the field it was the keyboard that gave up.
        let left = Callback::new(move |()| {
            let focused = dom::document().active_element().map(|element| element.id());
            editing.end(focused == Some(look.id.with_value(|id| format!("{id}-field"))));
        });
        reveal(look.id.with_value(|id| format!("{id}-field-list")));
        view! {
            <Picker
                id=look.id.with_value(|id| format!("{id}-field"))
                label=editing.label()
                value=look.text
                options=options
                can_create=can_create
                class="input tight"
                placeholder=if can_create { texts.type_to_add } else { texts.type_to_find }
                autofocus=true
                on_pick=picked
                on_leave=left
            />
        }
        .into_any()
    })
}
