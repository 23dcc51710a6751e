//! What the dialogs have in common: fields with their errors beside them, the buttons at the foot, and what to call the
//! deals they are about.

use leptos::prelude::*;
use sales::decide::{Command, Context, Rejection, decide};
use sales::ids::DealId;

use crate::components::{Pick, PickOption, Picker, small_icon};
use crate::platform::intl::{self, Length};
use crate::platform::{clock, dom, ids};
use crate::state::Ui;
use crate::text::t;

/// A labelled line of text with its error below.
pub(crate) struct TextField {
    pub(crate) id: &'static str,
    pub(crate) label: String,
    /// A word beside the label: that it is optional, say.
    pub(crate) note: &'static str,
    /// What an empty field hints at.
    pub(crate) placeholder: &'static str,
    /// `text`, or another type of line.
    pub(crate) kind: &'static str,
    /// The id of a list of words to suggest; empty for none.
    pub(crate) suggestions: &'static str,
    pub(crate) value: RwSignal<String>,
    pub(crate) error: RwSignal<String>,
    /// Whether it has the focus when the dialog opens.
    pub(crate) first: bool,
}

impl TextField {
    /// A field of a dialog that must be filled in.
    pub(crate) fn new(
        id: &'static str,
        label: &str,
        value: RwSignal<String>,
        error: RwSignal<String>,
    ) -> Self {
        let label = label.to_owned();
        Self {
            id,
            label,
            note: "",
            placeholder: "",
            kind: "text",
            suggestions: "",
            value,
            error,
            first: false,
        }
    }

    /// The same, to be left empty if one likes.
    pub(crate) fn optional(self) -> Self {
        Self { note: t().common().optional, ..self }
    }

    /// The same, with the focus when the dialog opens.
    pub(crate) fn first(self) -> Self {
        Self { first: true, ..self }
    }

    /// The field on the screen.
    pub(crate) fn view(self) -> AnyView {
        let Self { id, label, note, placeholder, kind, suggestions, value, error, first } = self;
        view! {
            <div class="field">
                {label_line(id, &label, note)}
                <input
                    class="input"
                    id=id
                    type=kind
                    dir="auto"
                    autocomplete="off"
                    autofocus=first
                    placeholder=placeholder
                    list=(!suggestions.is_empty()).then_some(suggestions)
                    prop:value=value
                    aria-invalid=invalid(error)
                    aria-describedby=described(id, error)
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        error.set(String::new());
                    }
                />
                {error_line(id, error)}
            </div>
        }
        .into_any()
    }
}

/// The label of a field.
pub(super) fn label_line(id: impl Into<String>, label: &str, note: &'static str) -> AnyView {
    let (id, label) = (id.into(), label.to_owned());
    view! {
        <label class="label" for=id>
            {label}
            {(!note.is_empty()).then(|| view! { <span class="muted">" " {note}</span> })}
        </label>
    }
    .into_any()
}

/// What `aria-invalid` says about a field with this error.
pub(super) fn invalid(error: RwSignal<String>) -> impl Fn() -> Option<&'static str> + Clone + Send + 'static {
    move || error.with(|error| (!error.is_empty()).then_some("true"))
}

/// The error line of a field, where there is one.
pub(super) fn described(
    id: impl Into<String>,
    error: RwSignal<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let id = id.into();
    move || error.with(|error| (!error.is_empty()).then(|| format!("{id}-error")))
}

/// What is wrong with the field `id`; nothing as long as all is well.
pub(crate) fn error_line(id: impl Into<String>, error: RwSignal<String>) -> AnyView {
    let id = id.into();
    let line = move || {
        let text = error.get();
        (!text.is_empty()).then(|| {
            view! {
                <p class="error" role="alert" id=format!("{id}-error")>
                    {small_icon("warning")}
                    <span dir="auto">{text}</span>
                </p>
            }
        })
    };
    line.into_any()
}

/// Brings the focus to the first field of the open dialog that is wrong, and what it is folded up in open.
pub(crate) fn focus_first_error() {
    dom::soon(|| {
        let Some(field) = dom::query("dialog[open] [aria-invalid=true]") else { return };
        if let Ok(Some(fold)) = field.closest("details") {
            let _ = fold.set_attribute("open", "");
        }
        let _ = field.focus();
    });
}

/// A labelled choice of one of a few.
pub(super) fn select_field(
    id: &'static str,
    label: &'static str,
    options: Vec<PickOption>,
    chosen: RwSignal<String>,
) -> AnyView {
    view! { <div class="field">{label_line(id, label, "")} {select(id, label, options, chosen)}</div> }
        .into_any()
}

/// A choice of one of a few, without its label on the screen.
pub(super) fn select(
    id: &'static str,
    label: &'static str,
    options: Vec<PickOption>,
    chosen: RwSignal<String>,
) -> AnyView {
    let option = |option: PickOption| {
        let id = option.id.clone();
        view! {
            <option value=option.id selected=move || chosen.with(|chosen| *chosen == id)>
                {option.text}
            </option>
        }
    };
    view! {
        <span class="select">
            <select
                class="input"
                id=id
                aria-label=label
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {options.into_iter().map(option).collect::<Vec<_>>()}
            </select>
        </span>
    }
    .into_any()
}

/// A record that a field chooses, or the name of one to be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Chosen {
    /// The record; `None` for one to be made, or for none where the name is empty too.
    pub(super) id: Option<String>,
    pub(super) name: String,
}

impl Chosen {
    /// The choice as a picker makes it.
    pub(super) fn pick(&self) -> Pick {
        match &self.id {
            Some(id) => Pick::Known(id.clone()),
            None if self.name.is_empty() => Pick::Nothing,
            None => Pick::New(self.name.clone()),
        }
    }
}

/// A labelled field that chooses a record by typing, or names a new one.
pub(super) fn pick_field(
    id: impl Into<String>,
    label: impl Into<String>,
    chosen: RwSignal<Chosen>,
    error: RwSignal<String>,
    options: Callback<(), Vec<PickOption>>,
    can_create: bool,
    on_pick: Callback<Chosen>,
) -> AnyView {
    let (id, label): (String, String) = (id.into(), label.into());
    let picked = Callback::new(move |pick: Pick| {
        let pick = match pick {
            Pick::Nothing => Chosen::default(),
            Pick::New(name) => Chosen { id: None, name },
            Pick::Known(id) => {
                let name =
                    options.run(()).into_iter().find(|option| option.id == id).map(|option| option.text);
                Chosen { id: Some(id), name: name.unwrap_or_default() }
            }
        };
        error.set(String::new());
        on_pick.run(pick);
    });
    view! {
        <div class="field">
            {label_line(id.clone(), &label, "")}
            <Picker
                id=id.clone()
                label=label
                value=Signal::derive(move || chosen.with(|chosen| chosen.name.clone()))
                options=options
                can_create=can_create
                keeps_typed=can_create
                error_id=Signal::derive(described(id.clone(), error))
                on_pick=picked
            /> {error_line(id, error)}
        </div>
    }
    .into_any()
}

/// The buttons at the foot: Cancel, and the one that does it, after what stands at their side.
pub(super) fn foot(ui: Ui, side: AnyView, act_class: &'static str, act: &'static str) -> AnyView {
    view! {
        <footer class="dialog-foot">
            {side} <span class="spacer"></span>
            <button type="button" class="button" on:click=move |_| ui.dialog.set(None)>
                {t().common().cancel}
            </button>
            <button type="submit" class=act_class>
                {act}
            </button>
        </footer>
    }
    .into_any()
}

/// Closes the open dialog.
pub(super) fn closer(ui: Ui) -> Callback<()> {
    Callback::new(move |()| ui.dialog.set(None))
}

/// What a dialog about these deals says below its heading: the one deal and its value, or how many they are.
pub(super) fn about(ui: Ui, deals: &[DealId]) -> String {
    let [deal] = deals else { return t().common().deals.of(deals.len()) };
    ui.store.with(|workspace| {
        workspace.deals.live(*deal).map_or_else(String::new, |deal| match deal.value {
            Some(value) => format!("{} · {}", deal.title, intl::money(value, Length::Full)),
            None => deal.title.clone(),
        })
    })
}

/// Closes the dialog of deals that have left their place: they are selected no longer.
pub(super) fn leave_place(ui: Ui, deals: &[DealId]) {
    ui.dialog.set(None);
    if ui.selection.with_untracked(|selection| deals.iter().any(|deal| selection.contains(deal))) {
        ui.selection.update(|selection| selection.retain(|deal| !deals.contains(deal)));
    }
    keep_focus(deals.first().copied());
}

/// Brings the focus to a deal's card where what had the focus before is gone, as a card is that was moved.
pub(super) fn keep_focus(deal: Option<DealId>) {
    // The dialog goes with the next frame, and a card in another column comes with the one after it.
    dom::soon(move || {
        dom::soon(move || {
            let focused = dom::document().active_element();
            if focused.is_some_and(|element| !matches!(element.tag_name().as_str(), "BODY" | "MAIN")) {
                return;
            }
            let card = deal.is_some_and(|deal| dom::focus(&format!(".card[data-deal-id=\"{deal}\"] a")));
            let _ = card || dom::focus("#main");
        });
    });
}

/// What the core would refuse a command with, without doing it.
pub(super) fn refusal(ui: Ui, command: &Command) -> Option<Rejection> {
    let mut new_ids = ids::new_id;
    let mut context = Context { now: clock::now(), today: clock::today(), ids: &mut new_ids };
    ui.store.with(|workspace| decide(workspace, command, &mut context).err())
}
