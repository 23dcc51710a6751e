//! What has no key and is found in the palette only.

use exchange::protocol::Export;
use wasm_bindgen_futures::spawn_local;

use crate::actions::{Action, always, go, has_pipeline};
use crate::platform::clock;
use crate::route::{Screen, Section};
use crate::screens::backup::export;
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// A section of the settings, as the palette calls it.
fn section(name: &str) -> String {
    fill(t().palette().section, &[("section", name)])
}

/// A table for other programs, as the palette calls it.
fn exporting(what: &str) -> String {
    fill(t().palette().export, &[("what", what)])
}

/// Hands a table over as a file.
fn hand_over(ui: Ui, what: Export, name: &'static str) {
    spawn_local(async move {
        if !export(ui.store, what, name).await {
            ui.warn(|| t().backup().tables_failed);
        }
    });
}

/// Screens, and sections of the settings.
pub(crate) const PLACES: &[Action] = &[
    Action {
        name: || go(t().palette().dashboards),
        icon: "chart",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Dashboards),
    },
    Action {
        name: || section(t().palette().pipelines),
        icon: "stage",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Pipelines)),
    },
    Action {
        name: || section(t().palette().lists),
        icon: "tag",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Lists)),
    },
    Action {
        name: || section(t().palette().fields),
        icon: "edit",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Fields)),
    },
    Action {
        name: || section(t().palette().currencies),
        icon: "money",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Currencies)),
    },
    Action {
        name: || section(t().palette().appearance),
        icon: "globe",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Appearance)),
    },
    Action {
        name: || section(t().palette().data),
        icon: "archive",
        keys: &[],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::Data)),
    },
];

/// Everything else.
pub(crate) const DEEDS: &[Action] = &[
    Action {
        name: || t().palette().backup.to_owned(),
        icon: "download",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| ui.open(Dialog::Backup),
    },
    Action {
        name: || t().palette().open_backup.to_owned(),
        icon: "archive",
        keys: &[],
        enabled: always,
        run: |ui| ui.open(Dialog::OpenBackup),
    },
    Action {
        name: || exporting(t().backup().deals),
        icon: "table",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::Deals, t().backup().deals),
    },
    Action {
        name: || exporting(t().backup().organisations),
        icon: "table",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::Organisations, t().backup().organisations),
    },
    Action {
        name: || exporting(t().backup().contacts),
        icon: "table",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::Contacts, t().backup().contacts),
    },
    Action {
        name: || exporting(t().backup().activities),
        icon: "table",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::Activities, t().backup().activities),
    },
    Action {
        name: || exporting(t().backup().history),
        icon: "table",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::StageHistory, t().backup().history),
    },
    Action {
        name: || exporting(t().backup().calendar),
        icon: "task",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| hand_over(ui, Export::Calendar { now: clock::now() }, t().backup().calendar),
    },
    Action {
        name: || t().palette().save_view.to_owned(),
        icon: "save",
        keys: &[],
        enabled: |ui| {
            leptos::prelude::WithUntracked::with_untracked(&ui.view, |(filter, _)| !filter.is_empty())
        },
        run: |ui| ui.open(Dialog::SaveView),
    },
    Action {
        name: || t().palette().erase.to_owned(),
        icon: "trash",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| ui.open(Dialog::Erase),
    },
];
