//! A dashboard as a file: saved from its menu, opened where one begins with one.

use exchange::dashboard::{self, DashboardError, Draft};
use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::DashboardId;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::free_name;
use crate::components::icon;
use crate::platform::{file, ids};
use crate::route::Screen;
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// Hands a dashboard over as a download.
pub(super) fn save(ui: Ui, id: DashboardId) {
    let text = ui.store.with(|workspace| {
        workspace.dashboards.live(id).map(|row| (row.name.clone(), dashboard::write(workspace, row)))
    });
    let Some((name, text)) = text else { return };
    if !file::download(&format!("{name}.dashboard.json"), "application/json", &[text]) {
        ui.warn(|| t().charts().not_saved);
    }
}

/// The button that opens a file, and what came of it.
pub(super) fn opener(ui: Ui, choosing: Option<RwSignal<bool>>) -> AnyView {
    let input = NodeRef::<leptos::html::Input>::new();
    let trouble = RwSignal::new(String::new());
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(field) = input.get_untracked() else { return };
        let file = field.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        field.set_value("");
        let Some(file) = file else { return };
        trouble.set(String::new());
        spawn_local(async move {
            // Something far too long is not even read.
            #[allow(clippy::cast_precision_loss, reason = "a limit")]
            let is_long = file.size() > dashboard::MAX_BYTES as f64;
            let text = if is_long {
                None
            } else {
                JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string())
            };
            let outcome =
                text.map_or_else(|| Err(t().dashboards().not_one.to_owned()), |text| open(ui, &text));
            match outcome {
                Ok(id) => {
                    if let Some(choosing) = choosing {
                        let _ = choosing.try_set(false);
                    }
                    ui.go_to(Screen::Dashboard(id));
                }
                // Who chose it may have gone elsewhere.
                Err(words) => {
                    let _ = trouble.try_set(words);
                }
            }
        });
    };
    view! {
        <div class="dashboard-open">
            <button type="button" class="button" data-dashboard-open="" on:click=press>
                {icon("upload")}
                {t().dashboards().open_file}
            </button>
            <input
                type="file"
                id="dashboard-file"
                hidden
                accept=".json,application/json"
                aria-label=t().dashboards().open_file
                node_ref=input
                on:change=chosen
            />
            {move || {
                let words = trouble.get();
                (!words.is_empty())
                    .then(|| view! { <p class="notice bad boxed" role="alert">{icon("warning")} <span>{words}</span></p> })
            }}
        </div>
    }
    .into_any()
}

/// Makes the dashboard of a file.
fn open(ui: Ui, text: &str) -> Result<DashboardId, String> {
    let texts = t().dashboards();
    let read = ui.store.with(|workspace| dashboard::read(workspace, text, &mut ids::new_id));
    let Draft { name, widgets, unknown } = read.map_err(|error| match error {
        DashboardError::NotOne => texts.not_one.to_owned(),
        DashboardError::Newer(_) => texts.newer.to_owned(),
    })?;
    let id = DashboardId(ids::new_id());
    let name = free_name(ui, if name.trim().is_empty() { texts.blank } else { name.trim() });
    let done = ui
        .store
        .run(&Command::AddDashboard { id, name, widgets })
        .map_err(|refused| rejection::explain(&refused))?;
    ui.tell(&done);
    // Widgets that are not understood say so in their places; this has none.
    if !unknown.is_empty() {
        ui.announce(fill(texts.file_says_more, &[("names", &unknown.join(t().common().between))]));
        ui.warn(|| t().dashboards().file_says_more_note);
    }
    Ok(id)
}
