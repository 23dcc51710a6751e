//! The list of keys.

use leptos::prelude::*;

/// The dialog with all keys.
#[component]
pub(crate) fn KeysDialog() -> impl IntoView {}
