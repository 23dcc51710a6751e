//! Choosing one of many by typing: a combobox after the ARIA pattern, which can also make a new entry.

use std::str::FromStr;

use leptos::html;
use leptos::prelude::*;
use sales::decide::Command;
use sales::query::contains;
use web_sys::KeyboardEvent;

use super::{icon, small_icon};
use crate::platform::collation::sort_by_name;
use crate::platform::dom;
use crate::text::{fill, t};

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PickOption {
    /// What [`Pick::Known`] names it by.
    pub(crate) id: String,
    /// What the user reads.
    pub(crate) text: String,
    /// Number of its colour, where it has one.
    pub(crate) hue: Option<u8>,
}

/// Options in the order of their names.
pub(crate) fn by_name(mut options: Vec<PickOption>) -> Vec<PickOption> {
    sort_by_name(&mut options, |option| &option.text);
    options
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Nothing: the field is to be empty.
    Nothing,
    /// One of the options.
    Known(String),
    /// A name that is not among the options.
    New(String),
}

/// The record that was picked, if one was, and what makes it where it is new.
pub(crate) type Picked<Id> = (Option<Id>, Vec<Command>);

impl Pick {
    /// The record that was picked. One that is new is yet to be made, by what `make` answers for its name: together with
    /// what it was picked for, so that one undo takes back both.
    pub(crate) fn record<Id: FromStr>(self, make: impl FnOnce(String) -> (Id, Command)) -> Picked<Id> {
        match self {
            Self::Nothing => (None, Vec::new()),
            // The options carry ids as text, so what comes back is one.
            Self::Known(id) => (id.parse().ok(), Vec::new()),
            Self::New(name) => {
                let (id, command) = make(name);
                (Some(id), vec![command])
            }
        }
    }
}

/// How many options are shown; typing finds the others.
const SHOWN: usize = 50;

/// No option is active.
const NONE: usize = usize::MAX;

/// A field that shows what is chosen and, while it has the focus, the options that contain what is typed.
#[component]
#[allow(clippy::fn_params_excessive_bools, reason = "each is a prop that is named where it is used")]
pub(crate) fn Picker(
    /// The id of the field, for its label.
    #[prop(into)]
    id: String,
    /// The name of the field for those who do not see its label.
    #[prop(into)]
    label: String,
    /// What is chosen now, as text; empty for nothing.
    #[prop(into)]
    value: Signal<String>,
    /// The options; asked for when the list opens.
    options: Callback<(), Vec<PickOption>>,
    /// Whether a name that is not among the options makes a new one.
    #[prop(default = false)]
    can_create: bool,
    /// Whether choosing nothing is allowed.
    #[prop(default = true)]
    can_clear: bool,
    /// Whether a new name that is still in the field when the focus leaves is taken, as in a form that is sent later.
    #[prop(default = false)]
    keeps_typed: bool,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional, into)] placeholder: String,
    /// Whether it takes the focus when it appears.
    #[prop(default = false)]
    autofocus: bool,
    /// The id of the line that says what is wrong with it, as long as something is.
    #[prop(optional)]
    error_id: Option<Signal<Option<String>>>,
    on_pick: Callback<Pick>,
    /// Called when the focus leaves without a choice, or Esc is pressed.
    #[prop(optional)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let open = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>);
    // None until something is typed or an arrow pressed: Enter alone must not choose what nobody looked for.
    let active = RwSignal::new(NONE);
    let all = RwSignal::new(Vec::<PickOption>::new());
    let list_id = format!("{id}-list");
    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };

    let shown = Memo::new(move |_| {
        let word = typed.get().unwrap_or_default().trim().to_lowercase();
        let fits = |option: &&PickOption| word.is_empty() || contains(&option.text, &word);
        all.with(|all| all.iter().filter(fits).take(SHOWN).cloned().collect::<Vec<_>>())
    });
    let new_name = Memo::new(move |_| {
        let name = typed.get().unwrap_or_default().trim().to_owned();
        let known =
            all.with(|all| all.iter().any(|option| option.text.to_lowercase() == name.to_lowercase()));
        (can_create && !name.is_empty() && !known).then_some(name)
    });
    let show = move || {
        if !open.get_untracked() {
            all.set(options.run(()));
            typed.set(None);
            active.set(NONE);
            open.set(true);
        }
    };
    let choose = move |pick: Pick| {
        open.set(false);
        typed.set(None);
        on_pick.run(pick);
    };
    let choose_active = move || {
        let at = active.get_untracked();
        let options = shown.get_untracked();
        let pick = match options.get(at) {
            Some(option) => Pick::Known(option.id.clone()),
            None => match new_name.get_untracked() {
                Some(name) => Pick::New(name),
                None => return,
            },
        };
        choose(pick);
    };
    let leave = move || {
        if let Some(on_leave) = on_leave {
            on_leave.run(());
        }
    };
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        // The input method's own keys: Enter takes what was spelt.
        _ if event.is_composing() => {}
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            if !open.get_untracked() {
                return show();
            }
            let count =
                shown.with_untracked(Vec::len) + usize::from(new_name.with_untracked(Option::is_some));
            active.update(|active| {
                *active = match (event.key() == "ArrowDown", *active) {
                    _ if count == 0 => NONE,
                    (true, NONE) => 0,
                    (true, at) => (at + 1) % count,
                    (false, 0 | NONE) => count - 1,
                    (false, at) => at - 1,
                };
            });
        }
        "Enter" if open.get_untracked() && active.get_untracked() == NONE => {
            open.set(false);
            leave();
        }
        "Enter" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            choose_active();
        }
        "Escape" => {
            if open.get_untracked() {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
                typed.set(None);
            }
            leave();
        }
        _ => {}
    };
    let left = move |_| {
        // A browser tells a field that goes with its screen that it lost the focus, when its signals are gone already.
        if open.try_get_untracked().is_none() {
            return;
        }
        // A press on an option is handled before the focus moves, so whatever leaves here has chosen nothing. A
        // name that is typed in full is as good as a choice.
        if open.get_untracked() {
            let word = typed.get_untracked().unwrap_or_default().trim().to_lowercase();
            let same = all.with_untracked(|all| {
                all.iter().find(|option| !word.is_empty() && option.text.to_lowercase() == word).cloned()
            });
            let new = new_name.get_untracked().filter(|_| keeps_typed);
            let emptied =
                keeps_typed && typed.with_untracked(|typed| typed.as_deref().is_some_and(str::is_empty));
            open.set(false);
            typed.set(None);
            match (same, new) {
                (Some(option), _) => on_pick.run(Pick::Known(option.id)),
                (None, Some(name)) => on_pick.run(Pick::New(name)),
                (None, None) if emptied && can_clear => on_pick.run(Pick::Nothing),
                (None, None) => {}
            }
        }
        leave();
    };
    // In a panel or a dialog that scrolls, the list may open below its edge.
    Effect::new(move || {
        if open.get() {
            dom::soon(move || {
                let list = input.try_get_untracked().flatten().and_then(|input| input.next_element_sibling());
                if let Some(list) = list {
                    dom::reveal(&list);
                }
            });
        }
    });
    if autofocus {
        Effect::new(move || {
            if let Some(input) = input.get() {
                dom::soon(move || {
                    let _ = input.focus();
                    input.select();
                });
            }
        });
    }
    let active_id = option_id.clone();
    view! {
        <div class="combo">
            <input
                class=class
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                dir="auto"
                node_ref=input
                placeholder=placeholder
                aria-label=label.clone()
                aria-autocomplete="list"
                aria-invalid=move || error_id.and_then(|id| id.get()).map(|_| "true")
                aria-describedby=move || error_id.and_then(|id| id.get())
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || {
                    (open.get() && active.get() != NONE).then(|| active_id(active.get()))
                }
                prop:value=move || typed.get().unwrap_or_else(|| value.get())
                on:focus=move |_| show()
                on:click=move |_| show()
                on:input=move |event| {
                    show();
                    active.set(0);
                    typed.set(Some(event_target_value(&event)));
                }
                on:keydown=pressed
                on:blur=left
            />
            {move || {
                let option_id = option_id.clone();
                open.get()
                    .then(|| {
                        let row = move |at: usize, text: String, hue: Option<u8>, is_new: bool, pick: Pick| {
                            let class = move || if active.get() == at { "option active" } else { "option" };
                            view! {
                                <li
                                    class=class
                                    role="option"
                                    id=option_id(at)
                                    aria-selected=move || (active.get() == at).to_string()
                                    on:pointerdown=move |event| {
                                        event.prevent_default();
                                        choose(pick.clone());
                                    }
                                >
                                    {is_new.then(|| small_icon("plus"))}
                                    {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                                    <span class="truncate" dir="auto">{text}</span>
                                </li>
                            }
                                .into_any()
                        };
                        let options = shown.get();
                        let count = options.len();
                        let mut rows: Vec<AnyView> = options
                            .into_iter()
                            .enumerate()
                            .map(|(at, option)| {
                                row(at, option.text, option.hue, false, Pick::Known(option.id))
                            })
                            .collect();
                        if let Some(name) = new_name.get() {
                            let text = fill(t().common().create_named, &[("name", &name)]);
                            rows.push(row(count, text, None, true, Pick::New(name)));
                        }
                        let clear = (can_clear && !value.get_untracked().is_empty())
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="menu-item"
                                        tabindex="-1"
                                        on:pointerdown=move |event| {
                                            event.prevent_default();
                                            choose(Pick::Nothing);
                                        }
                                    >
                                        {icon("x")}
                                        {t().common().clear}
                                    </button>
                                }
                            });
                        view! {
                            <div class="menu">
                                {clear}
                                <ul class="listbox" id=list_id.clone() role="listbox" aria-label=label.clone()>
                                    {rows}
                                </ul>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
