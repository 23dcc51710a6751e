//! The panel of one deal.

use leptos::prelude::*;
use sales::ids::DealId;

/// The panel at the side of the screen.
#[component]
pub(crate) fn DealPanel(id: DealId) -> impl IntoView {
    view! { <div class="panel">{id.to_string()}</div> }
}
