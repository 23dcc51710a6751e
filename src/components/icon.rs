//! Icons, from one sprite that is drawn once and used by name.

use leptos::prelude::*;

/// The name of an icon in `public/icons.svg`.
pub(crate) type Icon = &'static str;

/// An icon. It alone never carries meaning: the button around it has a name.
pub(crate) fn icon(name: Icon) -> AnyView {
    sized(name, "icon")
}

/// A small icon, for use inside a line.
pub(crate) fn small_icon(name: Icon) -> AnyView {
    sized(name, "icon small")
}

fn sized(name: Icon, class: &'static str) -> AnyView {
    view! {
        <svg class=class aria-hidden="true">
            <use href=format!("icons.svg#i-{name}")></use>
        </svg>
    }
    .into_any()
}
