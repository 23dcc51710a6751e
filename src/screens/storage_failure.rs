//! What is shown when the workspace can't be opened, and the ways out of it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::{icon, way};
use crate::platform::{clock, file};
use crate::state::{SaveState, Store, Ui, workspaces};
use crate::storage::{Database, StorageError};
use crate::text::t;

/// A failure in words.
pub(super) fn explain(error: &StorageError) -> String {
    let texts = t().storage();
    match error {
        StorageError::Unavailable(_) => texts.unavailable.to_owned(),
        StorageError::Blocked => texts.blocked.to_owned(),
        StorageError::Newer => texts.newer.to_owned(),
        StorageError::Full => texts.full.to_owned(),
        StorageError::Damaged { records, .. } => {
            let numbers: Vec<String> = records.iter().map(u64::to_string).collect();
            texts.damaged.with(records.len(), &[("records", &numbers.join(t().common().between))])
        }
        StorageError::Other(_) => texts.other.to_owned(),
    }
}

/// What the browser said, for those who can make use of it.
fn detail(error: &StorageError) -> Option<String> {
    match error {
        StorageError::Unavailable(detail)
        | StorageError::Other(detail)
        | StorageError::Damaged { detail, .. } => (!detail.is_empty()).then(|| detail.clone()),
        StorageError::Blocked | StorageError::Newer | StorageError::Full => None,
    }
}

/// Why the last changes are not saved.
pub(super) fn cause(store: Store) -> String {
    match store.save_state.get() {
        SaveState::Failed(error) => explain(&error),
        SaveState::Saved | SaveState::Saving => String::new(),
    }
}

fn file_name() -> String {
    format!("fairlead-{}.jsonl", clock::today())
}

fn hand_over(lines: Vec<String>) -> bool {
    let parts: Vec<String> = lines.into_iter().map(|line| line + "\n").collect();
    !parts.is_empty() && file::download(&file_name(), "application/jsonl", &parts)
}

/// Hands over the whole log, with what is not saved yet.
pub(super) fn export_all(ui: Ui) {
    spawn_local(async move {
        let mut lines = ui.store.database().all_texts().await.unwrap_or_default();
        lines.extend(ui.store.pending().iter().map(sales::log::Entry::to_text));
        if !hand_over(lines) {
            ui.warn(|| t().storage().export_none);
        }
    });
}

/// The page in place of everything else.
#[component]
pub(crate) fn StorageFailure(
    error: StorageError,
    database: Option<Rc<Database>>,
    on_retry: Callback<()>,
) -> impl IntoView {
    let texts = t().storage();
    let nothing = RwSignal::new(false);
    let database = StoredValue::new_local(database);
    let export = move |_| {
        let Some(database) = database.get_value() else { return nothing.set(true) };
        spawn_local(async move {
            let lines = database.all_texts().await.unwrap_or_default();
            nothing.set(!hand_over(lines));
        });
    };
    let separate = move |_| {
        // One that is there already is to be gone to, not to be begun with.
        spawn_local(async { workspaces::open(workspaces::free().await) });
    };
    let can_separate = !matches!(error, StorageError::Unavailable(_));
    let can_export = database.with_value(Option::is_some);
    let retry = view! {
        <button type="button" class="button primary" data-way="retry" on:click=move |_| on_retry.run(())>
            {icon("refresh")}
            {texts.retry}
        </button>
    };
    let export = can_export.then(|| {
        let button = view! {
            <button type="button" class="button" data-way="export" on:click=export>
                {icon("download")}
                {texts.export_short}
            </button>
        };
        way(texts.export, texts.export_hint, button.into_any())
    });
    let separate = can_separate.then(|| {
        let button = view! {
            <button type="button" class="button" data-way="separate" on:click=separate>
                {texts.separate_short}
            </button>
        };
        way(texts.separate, texts.separate_hint, button.into_any())
    });
    view! {
        <main class="error-page" id="main" data-screen="storage-failure">
            <div>
                <span class="empty-icon">{icon("lock")}</span>
                <div role="alert">
                    <h1>{texts.failed_title}</h1>
                    <p>{explain(&error)}</p>
                    <p>{texts.untouched}</p>
                </div>
                <ul class="box">{way(texts.retry, texts.retry_hint, retry.into_any())} {export} {separate}</ul>
                <p class="error" role="alert">
                    {move || nothing.get().then_some(texts.export_none)}
                </p>
                {detail(&error)
                    .map(|detail| {
                        view! {
                            <details>
                                <summary>{texts.details}</summary>
                                <pre tabindex="0">{detail}</pre>
                            </details>
                        }
                    })}
            </div>
        </main>
    }
    .into_any()
}
