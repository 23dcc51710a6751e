//! Getting tables in and out: the import, and CSV files for other programs.

use exchange::protocol::Export;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::data::setting;
use crate::components::icon;
use crate::platform::clock;
use crate::route::{Route, Screen};
use crate::screens::backup::export;
use crate::state::Ui;
use crate::text::t;

/// The section on the screen.
pub(super) fn section(ui: Ui) -> AnyView {
    let (texts, settings) = (t().backup(), t().settings());
    let import = view! {
        <a class="button" href=Route::to(Screen::Import).href()>
            {icon("upload")}
            {settings.import_button}
        </a>
    };
    let is_busy = RwSignal::new(false);
    let button = move |what: Export, way: &'static str, name: &'static str| {
        let press = move |_| {
            if is_busy.get_untracked() {
                return;
            }
            is_busy.set(true);
            spawn_local(async move {
                let is_made = export(ui.store, what, name).await;
                // The screen may be gone by now.
                let _ = is_busy.try_set(false);
                if !is_made {
                    ui.warn(|| t().backup().tables_failed);
                }
            });
        };
        view! {
            <button type="button" class="button" data-export=way on:click=press>
                {icon("table")}
                {name}
            </button>
        }
        .into_any()
    };
    let exports = view! {
        <div class="tools" aria-busy=move || is_busy.get().then_some("true")>
            {button(Export::Deals, "deals", texts.deals)}
            {button(Export::Organisations, "organisations", texts.organisations)}
            {button(Export::Contacts, "contacts", texts.contacts)}
            {button(Export::Activities, "activities", texts.activities)}
            {button(Export::StageHistory, "history", texts.history)}
            {button(Export::Calendar { now: clock::now() }, "calendar", texts.calendar)}
        </div>
    };
    view! {
        <section class="settings-section" aria-labelledby="settings-tables">
            <header>
                <h2 id="settings-tables">{settings.tables}</h2>
            </header>
            <div class="box">
                {setting(settings.import, settings.import_hint, import.into_any())}
                {setting(texts.tables, texts.tables_hint, exports.into_any())}
            </div>
        </section>
    }
    .into_any()
}
