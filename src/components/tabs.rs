//! The ways to look at one screen: a row of links, one of which leads to where one is.

use leptos::prelude::*;

/// One of the ways.
pub(crate) struct Tab {
    name: &'static str,
    href: Signal<String>,
    is_here: Signal<bool>,
}

impl Tab {
    /// A link of this name to an address, and whether that is where one is.
    pub(crate) fn new(
        name: &'static str,
        href: impl Fn() -> String + Send + Sync + 'static,
        is_here: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        Self { name, href: Signal::derive(href), is_here: Signal::derive(is_here) }
    }
}

/// The row. `label` is what those who don't see it hear.
pub(crate) fn tabs(label: &'static str, ways: impl IntoIterator<Item = Tab>) -> AnyView {
    let link = |Tab { name, href, is_here }: Tab| {
        view! {
            <li>
                <a href=move || href.get() aria-current=move || is_here.get().then_some("page")>
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="insights-views" aria-label=label>
            <ul>{ways.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
