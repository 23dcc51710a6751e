//! How to work with a pipeline.

use leptos::prelude::*;

/// The guide.
#[component]
pub(crate) fn GuideScreen() -> impl IntoView {
    ().into_any()
}
