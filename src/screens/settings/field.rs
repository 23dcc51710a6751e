//! Fields that are saved as soon as they are left, and say under themselves what is wrong.
//!
//! What was typed stays until it is right, or Esc brings back what is saved.

use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, Rejection};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::components::small_icon;
use crate::platform::dom;
use crate::state::Ui;
use crate::text::rejection::explain;
use crate::text::t;

/// Whether a value was taken; otherwise why not, in words.
pub(super) type Outcome = Result<(), String>;

/// Does what a command wants without a word, as the field shows its new value itself.
pub(super) fn keep(ui: Ui, command: &Command) -> Outcome {
    ui.store.run(command).map(|_| ()).map_err(|rejection: Rejection| explain(&rejection))
}

/// Does what a command wants and says so, with Undo.
pub(super) fn tell(ui: Ui, command: &Command) -> Outcome {
    let done = ui.store.run(command).map_err(|rejection| explain(&rejection))?;
    ui.tell(&done);
    Ok(())
}

/// What was refused and left nothing typed behind: told until something else in the row succeeds.
const PASSING: [&str; 4] = ["archive", "kind", "remove", "restore"];

/// What is wrong with the fields of a row.
#[derive(Clone, Copy)]
pub(super) struct Faults {
    /// What the ids of the row's fields begin with.
    base: StoredValue<String>,
    faults: RwSignal<Vec<(&'static str, String)>>,
}

impl Faults {
    /// Nothing is wrong yet. `base` must be unlike that of any other row on the screen.
    pub(super) fn new(base: String) -> Self {
        Self { base: StoredValue::new(base), faults: RwSignal::default() }
    }

    /// The id of a field.
    pub(super) fn id(self, field: &'static str) -> String {
        self.base.with_value(|base| [base, "-", field].concat())
    }

    fn error_id(self, field: &'static str) -> String {
        self.base.with_value(|base| [base, "-", field, "-error"].concat())
    }

    /// Keeps what is wrong with a field, or that nothing is. Answers whether nothing is.
    pub(super) fn note(self, field: &'static str, outcome: Outcome) -> bool {
        let fine = outcome.is_ok();
        let goes = move |row: &(&'static str, String)| row.0 == field || (fine && PASSING.contains(&row.0));
        if fine && !self.faults.try_with_untracked(|faults| faults.iter().any(goes)).unwrap_or(false) {
            return true;
        }
        self.faults.try_update(|faults| {
            faults.retain(|row| !goes(row));
            if let Err(text) = outcome {
                faults.push((field, text));
            }
        });
        fine
    }

    /// Forgets everything.
    pub(super) fn clear(self) {
        self.faults.update(Vec::clear);
    }

    /// For `aria-invalid` of a field.
    pub(super) fn invalid(self, field: &'static str) -> Option<&'static str> {
        self.faults.with(|faults| faults.iter().any(|row| row.0 == field)).then_some("true")
    }

    /// For `aria-describedby` of a field.
    pub(super) fn described_by(self, field: &'static str) -> Option<String> {
        self.invalid(field).map(|_| self.error_id(field))
    }

    /// The lines that say it.
    pub(super) fn view(self) -> AnyView {
        let line = move |(field, text): (&'static str, String)| {
            view! {
                <p class="error" role="alert" id=self.error_id(field)>
                    {small_icon("warning")}
                    <span>{text}</span>
                </p>
            }
            .into_any()
        };
        (move || self.faults.get().into_iter().map(line).collect_view()).into_any()
    }
}

/// A one-line field.
#[component]
pub(super) fn LineField(
    faults: Faults,
    field: &'static str,
    #[prop(into)] label: Signal<String>,
    /// What is saved.
    value: Signal<String>,
    on_commit: Callback<String, Outcome>,
    #[prop(default = "input")] class: &'static str,
    /// `text` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a phone shows.
    #[prop(default = "text")]
    input_mode: &'static str,
    #[prop(optional)] placeholder: &'static str,
    #[prop(default = Signal::stored(false))] disabled: Signal<bool>,
    /// Makes it a field that is only there while something is edited: it takes the focus, and this is called when it
    /// has nothing more to do.
    #[prop(optional)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let done = move || {
        if let Some(on_done) = on_done {
            on_done.run(());
        }
    };
    let commit = move || {
        // An event may still come while the field is on its way out.
        let Some(input) = node.try_get_untracked().flatten() else { return };
        let typed = input.value();
        if value.try_get_untracked().is_none_or(|value| value == typed) {
            faults.note(field, Ok(()));
            return done();
        }
        if faults.note(field, on_commit.run(typed)) {
            // What is saved may differ from what was typed by its blanks, and equal what was saved before.
            input.set_value(&value.try_get_untracked().unwrap_or_default());
            done();
        }
    };
    let pressed = move |event: &KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => commit(),
        "Escape" => {
            event.stop_propagation();
            if let Some(input) = node.try_get_untracked().flatten() {
                input.set_value(&value.get_untracked());
            }
            faults.note(field, Ok(()));
            done();
        }
        _ => {}
    };
    if on_done.is_some() {
        Effect::new(move || {
            if let Some(input) = node.get() {
                dom::soon(move || {
                    let _ = input.focus();
                    input.select();
                });
            }
        });
    }
    let look = Look { faults, field, label, class, kind, input_mode, placeholder, disabled, value };
    look.view(node, move |heard| match heard {
        Heard::Changed => commit(),
        Heard::Left if on_done.is_some() && faults.invalid(field).is_none() => commit(),
        Heard::Pressed(event) => pressed(&event),
        Heard::Typed(_) | Heard::Left => {}
    })
}

/// What becomes of a one-line field.
enum Heard {
    /// Something was typed; this is all of it now.
    Typed(String),
    /// It was left, with something else in it than before.
    Changed,
    /// It was left.
    Left,
    /// A key was pressed.
    Pressed(KeyboardEvent),
}

/// A one-line field as it looks.
struct Look {
    faults: Faults,
    field: &'static str,
    label: Signal<String>,
    class: &'static str,
    kind: &'static str,
    input_mode: &'static str,
    placeholder: &'static str,
    disabled: Signal<bool>,
    value: Signal<String>,
}

impl Look {
    fn view(self, node: NodeRef<html::Input>, hear: impl Fn(Heard) + Copy + 'static) -> AnyView {
        let Self { faults, field, label, class, kind, input_mode, placeholder, disabled, value } = self;
        view! {
            <input
                class=class
                type=kind
                id=faults.id(field)
                dir=if kind == "text" && input_mode == "text" { Some("auto") } else { None }
                inputmode=input_mode
                autocomplete="off"
                placeholder=placeholder
                aria-label=label
                aria-invalid=move || faults.invalid(field)
                aria-describedby=move || faults.described_by(field)
                disabled=disabled
                node_ref=node
                prop:value=value
                on:input=move |event| hear(Heard::Typed(event_target_value(&event)))
                on:change=move |_| hear(Heard::Changed)
                on:blur=move |_| hear(Heard::Left)
                on:keydown=move |event| hear(Heard::Pressed(event))
            />
        }
        .into_any()
    }
}

/// A native choice among a few.
#[component]
pub(super) fn Choose(
    faults: Faults,
    field: &'static str,
    #[prop(into)] label: String,
    /// The value chosen.
    value: Signal<String>,
    /// Values and what the user reads.
    options: Vec<(&'static str, &'static str)>,
    on_choose: Callback<String, Outcome>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let show = move || {
        if let Some(select) = node.get_untracked() {
            select.set_value(&value.try_get_untracked().unwrap_or_default());
        }
    };
    // Not a property: it would be set before the options are there.
    Effect::new(move || {
        value.track();
        node.track();
        show();
    });
    let options = options.into_iter().map(|(value, text)| view! { <option value=value>{text}</option> });
    view! {
        <span class="select">
            <select
                class="input"
                id=faults.id(field)
                aria-label=label
                aria-invalid=move || faults.invalid(field)
                aria-describedby=move || faults.described_by(field)
                node_ref=node
                on:change=move |event| {
                    faults.note(field, on_choose.run(event_target_value(&event)));
                    show();
                }
                on:blur=move |_| {
                    faults.note(field, Ok(()));
                }
            >
                {options.collect_view()}
            </select>
        </span>
    }
    .into_any()
}

/// A form at the end of a list that adds to it, and is ready for the next.
#[component]
pub(super) fn AddForm(
    faults: Faults,
    #[prop(default = "add-line")] class: &'static str,
    /// Whether it takes the focus when it appears.
    #[prop(default = false)]
    takes_focus: bool,
    on_submit: Callback<()>,
    /// Called when Esc is pressed.
    on_escape: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    // The list above may have grown, or the form by the line that says what is wrong with it.
    let enter = move || {
        dom::soon(move || {
            let Some(form) = node.try_get_untracked().flatten() else { return };
            dom::reveal(&form);
            let find = |selector| form.query_selector(selector).ok().flatten();
            let field = find("[aria-invalid=true]").or_else(|| find("input:not([role=combobox])"));
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    };
    if takes_focus {
        enter();
    }
    view! {
        <form
            class=class
            node_ref=node
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
                enter();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.stop_propagation();
                    faults.clear();
                    on_escape.run(());
                }
            }
        >
            {children()}
            {faults.view()}
        </form>
    }
    .into_any()
}

/// A field of a form that is sent as a whole.
#[component]
pub(super) fn FormInput(
    faults: Faults,
    field: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] placeholder: &'static str,
    /// What is typed.
    text: RwSignal<String>,
    #[prop(default = "input")] class: &'static str,
    /// `text` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a phone shows.
    #[prop(default = "text")]
    input_mode: &'static str,
    #[prop(default = Signal::stored(false))] disabled: Signal<bool>,
) -> impl IntoView {
    let value = text.into();
    let label = Signal::stored(label);
    let look = Look { faults, field, label, class, kind, input_mode, placeholder, disabled, value };
    look.view(NodeRef::new(), move |heard| {
        if let Heard::Typed(typed) = heard {
            text.set(typed);
        }
    })
}

/// A form of one field, for lists whose entries are only a name.
#[component]
pub(super) fn AddLine(
    faults: Faults,
    #[prop(into)] label: String,
    placeholder: &'static str,
    on_add: Callback<String, Outcome>,
) -> impl IntoView {
    const FIELD: &str = "add";
    let text = RwSignal::new(String::new());
    let clear = move || text.set(String::new());
    let submit = move || {
        if faults.note(FIELD, on_add.run(text.get_untracked())) {
            clear();
        }
    };
    view! {
        <AddForm faults on_submit=Callback::new(move |()| submit()) on_escape=Callback::new(move |()| clear())>
            <FormInput faults field=FIELD label placeholder text/>
            <button class="button">{t().common().add}</button>
        </AddForm>
    }
    .into_any()
}
