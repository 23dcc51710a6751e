//! The root: language, opening the workspace, and what is shown while or when that does not work.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::platform::{dom, prefs};
use crate::screens::{Frame, StorageFailure};
use crate::state::{Store, Ui, workspaces};
use crate::storage::{Database, Opened, StorageError};
use crate::text::{self, Language, t};

/// How far opening the workspace has come.
#[derive(Clone)]
enum Opening {
    Busy,
    Ready(Store),
    /// It failed; where a database is there, what can be read can be exported.
    Failed(StorageError, Option<Rc<Database>>),
}

/// Puts the app into the page.
pub(crate) fn mount() {
    let preferred = dom::window().navigator().languages();
    let preferred: Vec<String> = preferred.iter().filter_map(|tag| tag.as_string()).collect();
    let chosen = prefs::get::<bool>("language")
        .map(|is_chinese| if is_chinese { Language::Chinese } else { Language::English });
    let language = chosen.unwrap_or_else(|| text::language_for(preferred.iter().map(String::as_str)));
    text::set_language(language);
    leptos::mount::mount_to_body(move || view! { <App language/> });
}

/// The name of the first workspace's database. Others have a number behind it.
pub(crate) const DATABASE: &str = "fairlead";

/// The name of the database in use.
pub(crate) fn database_name() -> String {
    database_named(workspaces::current())
}

/// The name of the database of the workspace with this number; the first is 0.
pub(crate) fn database_named(number: u32) -> String {
    if number == 0 { DATABASE.to_owned() } else { format!("{DATABASE}-{number}") }
}

async fn open(blocked: impl FnOnce() + 'static) -> Opening {
    match Database::open(&database_name(), blocked).await {
        Ok(Opened::Ready(database)) => match Store::load(database_name(), database).await {
            Ok(store) => Opening::Ready(store),
            Err((error, database)) => Opening::Failed(error, Some(database)),
        },
        Ok(Opened::ReadOnly(database)) => Opening::Failed(StorageError::Newer, Some(Rc::new(database))),
        Err(error) => Opening::Failed(error, None),
    }
}

#[component]
fn App(language: Language) -> impl IntoView {
    let language = RwSignal::new(language);
    let opening = RwSignal::new_local(Opening::Busy);
    let try_open = move || {
        opening.set(Opening::Busy);
        let owner = Owner::current();
        spawn_local(async move {
            let blocked = move || opening.set(Opening::Failed(StorageError::Blocked, None));
            let opened = open(blocked).await;
            match owner {
                Some(owner) => owner.with(|| opening.set(opened)),
                None => opening.set(opened),
            }
        });
    };
    try_open();
    Effect::new(move || {
        language.track();
        if let Some(html) = dom::document().document_element() {
            let _ = html.set_attribute("lang", text::language_tag());
        }
    });
    view! {
        {move || {
            match opening.get() {
                Opening::Busy => {
                    view! {
                        <main class="boot" aria-busy="true" data-screen="opening">
                            <p class="visually-hidden" role="status">{t().storage().opening}</p>
                        </main>
                    }
                        .into_any()
                }
                Opening::Failed(error, database) => {
                    language.track();
                    view! { <StorageFailure error database on_retry=Callback::new(move |()| try_open())/> }
                        .into_any()
                }
                Opening::Ready(store) => {
                    let ui = Ui::new(store, language);
                    provide_context(ui);
                    // Texts are read where views are built, and places of deals remembered: another language, or other places,
                    // build them anew.
                    view! {
                        {move || {
                            language.track();
                            store.track_layout();
                            view! { <Frame/> }
                        }}
                    }
                        .into_any()
                }
            }
        }}
    }
}
