//! Settings.

use leptos::prelude::*;

use crate::route::Section;

/// The settings, opened at a section.
#[component]
pub(crate) fn SettingsScreen(section: Section) -> impl IntoView {
    let _ = section;
}
