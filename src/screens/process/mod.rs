//! The process of a pipeline on one page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn ProcessScreen() -> impl IntoView {
    ().into_any()
}
