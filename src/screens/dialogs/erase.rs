//! Erasing a workspace: with merging a backup the only action that can't be undone, and the only one that wants a word typed.
//!
//! What goes is the workspace that is open, with its history, in all tabs. What this browser keeps beside it is taken along as far as
//! it may hold names: the file that was kept up to date, and, where no other workspace is left that could use it, what
//! imports remembered and who was looked at last. Language, looks and columns stay.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::parts::{TextField, closer, focus_first_error, foot};
use crate::components::{Modal, icon};
use crate::platform::{disk, prefs};
use crate::route::Route;
use crate::screens::{backup, storage_failure};
use crate::state::{Ui, workspaces};
use crate::text::{fill, t};

/// Whether the word was typed that confirms it.
fn confirms(typed: &str, word: &str) -> bool {
    typed.trim().to_lowercase() == word.to_lowercase()
}

/// Preferences that may hold names or say what was looked at.
const TRACES: [&str; 5] = ["import-setups", "import-decisions", "pipeline", "today", "sample-hidden"];

/// Forgets what this browser keeps beside the workspace. The page is about to load anew.
fn forget_traces(ui: Ui, is_only: bool) {
    workspaces::forget(ui.store);
    if is_only {
        TRACES.into_iter().for_each(prefs::forget);
    }
}

/// The dialog that offers a backup and wants a word typed.
#[component]
pub(super) fn Erase() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let word = [("word", texts.erase_word)];
    let (typed, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_busy = RwSignal::new(false);
    let mismatch = fill(texts.erase_mismatch, &word);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if !typed.with_untracked(|typed| confirms(typed, texts.erase_word)) {
            error.set(mismatch.clone());
            return focus_first_error();
        }
        is_busy.set(true);
        // The page loads anew once all is gone; it is to begin where everything begins.
        ui.replace(&Route::default());
        spawn_local(async move {
            let is_only = workspaces::numbers().await.len() == 1;
            disk::forget(&ui.store.database_name()).await;
            let erased = ui.store.erase().await;
            if erased.is_ok() {
                forget_traces(ui, is_only);
            }
            if let Err(refused) = erased {
                is_busy.set(false);
                error.set(storage_failure::explain(&refused));
                focus_first_error();
            }
        });
    };
    let label = fill(texts.erase_confirm, &word);
    view! {
        <Modal title=texts.erase on_close=closer(ui)>
            <form novalidate on:submit=submit aria-busy=move || is_busy.get().then_some("true")>
                <div class="dialog-body">
                    <p>{texts.erase_what}</p>
                    <div class="notice boxed">
                        {icon("download")} <p>{texts.erase_export_hint}</p>
                        <button
                            type="button"
                            class="button"
                            autofocus
                            on:click=move |_| backup::download_plainly(ui)
                        >
                            {texts.erase_export}
                        </button>
                    </div>
                    {TextField::new("erase-word", &label, typed, error).view()}
                </div>
                {foot(ui, ().into_any(), "button danger", texts.erase_act)}
            </form>
        </Modal>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::confirms;

    #[test]
    fn the_word_must_be_typed_in_full() {
        let cases = [("ERASE", true), (" erase ", true), ("eras", false), ("", false), ("erase all", false)];
        for (typed, expected) in cases {
            assert_eq!(confirms(typed, "ERASE"), expected, "{typed}");
        }
    }
}
