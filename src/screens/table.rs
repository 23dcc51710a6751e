//! The table of deals.

use leptos::prelude::*;

/// The deals of the pipeline as a table.
#[component]
pub(crate) fn TableScreen() -> impl IntoView {}
