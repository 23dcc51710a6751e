//! Bringing data in.

use leptos::prelude::*;

/// What is coming.
#[component]
pub(crate) fn ImportScreen() -> impl IntoView {}
