//! Adding a deal right in its column: a title, a value, Enter.

use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, End};
use sales::ids::StageId;
use sales::money::Money;

use super::BoardState;
use crate::components::small_icon;
use crate::platform::dom;
use crate::text::{fill, rejection, t};

/// The form on top of a column. It stays open for the next deal until Esc.
#[component]
pub(super) fn QuickAdd(state: BoardState, stage: StageId) -> impl IntoView {
    let ui = state.ui;
    let texts = t().board();
    let title = RwSignal::new(String::new());
    let value = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let field = NodeRef::<html::Input>::new();
    let focus = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    Effect::new(move || {
        if field.get().is_some() {
            dom::soon(focus);
        }
    });
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let currency = ui.store.with(|workspace| workspace.settings.currency);
        let mut patches = Vec::new();
        let typed = value.get_untracked();
        if !typed.trim().is_empty() {
            match sales::money::parse_amount(&typed, currency) {
                Ok(minor) => patches.push(DealPatch::Value(Some(Money { minor, currency }))),
                Err(wrong) => return error.set(Some(rejection::amount(wrong))),
            }
        }
        let command = Command::AddDeal { stage, title: title.get_untracked(), patches, end: End::Top };
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                title.set(String::new());
                value.set(String::new());
                error.set(None);
                focus();
            }
            Err(refused) => error.set(Some(rejection::explain(&refused))),
        }
    };
    let label = fill(texts.add_to, &[("stage", &state.stage_name(stage))]);
    view! {
        <form
            class="quick-add"
            aria-label=label
            on:submit=add
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    state.adding.set(None);
                }
            }
        >
            <input
                class="input"
                type="text"
                dir="auto"
                node_ref=field
                aria-label=texts.quick_title
                placeholder=texts.quick_title
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=move || title.get()
                on:input=move |event| title.set(event_target_value(&event))
            />
            <div class="quick-add-row">
                <input
                    class="input num"
                    type="text"
                    inputmode="decimal"
                    aria-label=texts.quick_value
                    placeholder=texts.quick_value
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button type="submit" class="button primary">
                    {t().common().add}
                </button>
            </div>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="error" role="alert">
                                {small_icon("warning")}
                                {error}
                            </p>
                        }
                    })
            }}
            <p class="hint">{texts.quick_hint}</p>
        </form>
    }
    .into_any()
}
