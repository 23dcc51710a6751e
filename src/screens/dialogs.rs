//! Dialogs that several screens open.

use leptos::prelude::*;

use super::keys::KeysDialog;
use super::palette::Palette;
use crate::state::{Dialog, Ui};

/// The dialog that is open, if one is.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let ui = Ui::get();
    move || {
        ui.dialog.get().map(|dialog| match dialog {
            Dialog::Keys => view! { <KeysDialog/> }.into_any(),
            Dialog::Palette => view! { <Palette/> }.into_any(),
            _ => ().into_any(),
        })
    }
}
