//! The command palette.

use leptos::prelude::*;

/// Every deal, screen and action by name.
#[component]
pub(crate) fn Palette() -> impl IntoView {}
