//! Backups: downloading one, and opening one to restore it, to merge it, or to have a look at it beside the workspace.
//!
//! [`file`] makes the file and encrypts it, [`restore`] knows what was opened and what comes of it, and each dialog has a file
//! that shows it. What takes long is done by the worker or the browser's cryptography, so that nothing stands still.

mod download;
mod file;
mod keeper;
mod open;
mod restore;
mod trouble;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub(super) use self::download::BackupDialog;
pub(super) use self::file::{export, file_name, is_backup};
pub(super) use self::keeper::{Keeper, Kept};
pub(super) use self::open::OpenDialog;
use self::restore::Restore;
use crate::components::small_icon;
use crate::state::{Dialog, Ui, backups};
use crate::text::t;

/// Downloads a backup that is not encrypted, without asking.
pub(super) fn download_plainly(ui: Ui) {
    spawn_local(async move {
        let is_made = match file::make(ui.store).await {
            Ok((seq, bytes)) => file::hand_over(ui.store, seq, &bytes, false),
            Err(_) => false,
        };
        noted(ui, is_made);
    });
}

/// Opens a backup that was chosen elsewhere: says what is in it, and what can be done with it.
pub(super) fn open_file(ui: Ui, file: web_sys::File) {
    Restore::get(ui).open(file);
    ui.open(Dialog::OpenBackup);
}

/// Says whether a backup was downloaded.
fn noted(ui: Ui, is_made: bool) {
    if is_made {
        ui.backups.update(|count| *count += 1);
        ui.inform(|| t().backup().made);
    } else {
        ui.warn(|| t().backup().not_saved);
    }
}

/// When the last backup was made.
pub(super) fn last_made(ui: Ui) -> String {
    ui.backups.track();
    match backups::last(ui.store) {
        None => t().backup().never_made.to_owned(),
        Some(made) => {
            let time = crate::platform::intl::moment(made.at);
            crate::text::fill(t().backup().made_at, &[("time", &time)])
        }
    }
}

/// A passphrase that is typed.
struct Passphrase {
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    error: RwSignal<String>,
    /// Whether what is typed can be seen.
    is_shown: RwSignal<bool>,
    /// Whether it has the focus when it appears.
    is_first: bool,
}

impl Passphrase {
    fn view(self) -> AnyView {
        let Self { id, label, value, error, is_shown, is_first } = self;
        let has_error = move || error.with(|error| !error.is_empty());
        let error_id = format!("{id}-error");
        let described = {
            let error_id = error_id.clone();
            move || has_error().then(|| error_id.clone())
        };
        let line = move || {
            has_error().then(|| {
                view! {
                    <p class="error" role="alert" id=error_id.clone()>
                        {small_icon("warning")}
                        <span>{error.get()}</span>
                    </p>
                }
            })
        };
        view! {
            <div class="field">
                <label class="label" for=id>
                    {label}
                </label>
                <input
                    class="input"
                    id=id
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    autofocus=is_first
                    prop:value=value
                    aria-invalid=move || has_error().then_some("true")
                    aria-describedby=described
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        error.set(String::new());
                    }
                />
                {line}
            </div>
        }
        .into_any()
    }
}

/// A box to tick.
fn tick(id: &'static str, text: &'static str, is_on: RwSignal<bool>) -> AnyView {
    view! {
        <label class="tick" for=id>
            <input
                type="checkbox"
                id=id
                prop:checked=is_on
                on:change=move |event| is_on.set(event_target_checked(&event))
            />
            <span>{text}</span>
        </label>
    }
    .into_any()
}
