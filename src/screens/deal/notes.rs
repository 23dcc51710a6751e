//! Notes: writing one, and changing or deleting one that was written.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::{DealId, NoteId};
use web_sys::KeyboardEvent;

use super::here::Here;
use crate::components::{icon, small_icon};
use crate::platform::dom;
use crate::screens::keys::is_mac;
use crate::text::t;

thread_local! {
    /// What was typed and not saved yet, by deal: closing the panel throws nothing away.
    static DRAFTS: RefCell<HashMap<DealId, String>> = RefCell::default();
}

fn keep_draft(deal: DealId, text: &str) {
    DRAFTS.with_borrow_mut(|drafts| {
        if text.trim().is_empty() {
            drafts.remove(&deal);
        } else {
            drafts.insert(deal, text.to_owned());
        }
    });
}

/// Whether a key saves a text of several lines.
fn is_save(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing()
}

fn error_line(error: RwSignal<Option<String>>, id: &'static str) -> AnyView {
    view! {
        {move || {
            error
                .get()
                .map(|error| {
                    view! {
                        <p class="error" role="alert" id=id>
                            {small_icon("warning")}
                            <span>{error}</span>
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// The place to write a note.
#[component]
pub(super) fn Composer(here: Here) -> impl IntoView {
    let texts = t().deal();
    let typed = RwSignal::new(DRAFTS.with_borrow(|drafts| drafts.get(&here.id).cloned().unwrap_or_default()));
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let text = typed.get_untracked();
        match here.run(&Command::AddNote { deal: here.id, text }) {
            Ok(()) => {
                keep_draft(here.id, "");
                typed.set(String::new());
                error.set(None);
            }
            Err(reason) => error.set(Some(reason)),
        }
        dom::focus("#deal-note");
    };
    let pressed = move |event: KeyboardEvent| {
        if is_save(&event) {
            event.prevent_default();
            event.stop_propagation();
            save();
        } else if event.key() == "Escape" && !event.is_composing() {
            // The first Esc leaves the field, the next one closes the panel.
            event.prevent_default();
            event.stop_propagation();
            dom::focus(".panel-body");
        }
    };
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <textarea
                id="deal-note"
                dir="auto"
                aria-label=texts.write_note
                placeholder=texts.note_hint
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then_some("deal-note-error")
                prop:value=typed
                on:input=move |event| {
                    let text = event_target_value(&event);
                    keep_draft(here.id, &text);
                    typed.set(text);
                    error.set(None);
                }
                on:keydown=pressed
            ></textarea>
            <div class="composer-bar">
                {error_line(error, "deal-note-error")}
                <span class="kbd" aria-hidden="true">
                    {if is_mac() { "⌘ ↵" } else { "Ctrl ↵" }}
                </span>
                <button class="button">{texts.save_note}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The text of a note in the timeline; where the note is still there, it can be changed and deleted.
#[component]
pub(super) fn NoteBody(here: Here, note: NoteId, text: String) -> impl IntoView {
    let texts = t().deal();
    let editing = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let id = format!("note-{note}");
    let stop = {
        let id = id.clone();
        move || {
            editing.set(false);
            error.set(None);
            dom::focus_soon(format!("#{id}"));
        }
    };
    let start = {
        let text = text.clone();
        move |_| {
            typed.set(text.clone());
            editing.set(true);
            dom::focus_soon(format!("#note-{note}-field"));
        }
    };
    let save = {
        let stop = stop.clone();
        move || {
            let answer = here.run(&Command::EditNote { deal: here.id, note, text: typed.get_untracked() });
            match answer {
                Ok(()) => stop(),
                Err(reason) => error.set(Some(reason)),
            }
        }
    };
    let remove = move |_| {
        here.ui.act(&Command::RemoveNote { deal: here.id, note });
        dom::focus_soon("#deal-timeline");
    };
    let (save_by_key, stop_by_key) = (save.clone(), stop.clone());
    let pressed = move |event: KeyboardEvent| {
        if is_save(&event) {
            event.prevent_default();
            event.stop_propagation();
            save_by_key();
        } else if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            stop_by_key();
        }
    };
    let field = move || {
        let (save, stop) = (save.clone(), stop.clone());
        view! {
            <div class="note-editor">
                <textarea
                    class="input grows"
                    id=format!("note-{note}-field")
                    dir="auto"
                    aria-label=texts.edit_note
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then_some("note-error")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:keydown=pressed.clone()
                ></textarea>
                {error_line(error, "note-error")}
                <div class="note-tools">
                    <button type="button" class="button primary" on:click=move |_| save()>
                        {t().common().save}
                    </button>
                    <button type="button" class="button" on:click=move |_| stop()>
                        {t().common().cancel}
                    </button>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        {move || {
            if editing.get() {
                return field();
            }
            let start = start.clone();
            view! {
                <div class="event-body note" dir="auto">
                    {text.clone()}
                    <span class="note-tools">
                        <button
                            type="button"
                            class="icon-button tiny"
                            id=id.clone()
                            aria-label=texts.edit_note
                            title=texts.edit_note
                            on:click=start
                        >
                            {icon("edit")}
                        </button>
                        <button
                            type="button"
                            class="icon-button tiny"
                            aria-label=texts.delete_note
                            title=texts.delete_note
                            on:click=remove
                        >
                            {icon("trash")}
                        </button>
                    </span>
                </div>
            }
                .into_any()
        }}
    }
    .into_any()
}
