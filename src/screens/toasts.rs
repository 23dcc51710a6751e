//! Messages that go away by themselves: what was done, with Undo, and why something was not.

mod words;

use leptos::prelude::*;

use self::words::Teller;
use super::values::Figures;
use crate::components::icon;
use crate::state::{Offer, Toast, Tone, Ui};
use crate::text::t;

/// The messages that are shown now.
#[component]
pub(super) fn Toasts() -> impl IntoView {
    let ui = Ui::get();
    view! {
        <div class="toasts" role="region" aria-label=t().shell().notifications>
            <For each=move || ui.toasts.get() key=|toast| toast.number children=move |toast| message(ui, &toast)/>
        </div>
    }
    .into_any()
}

fn message(ui: Ui, toast: &Toast) -> AnyView {
    let Toast { number, tone, offer, .. } = *toast;
    let (role, sign) = if tone == Tone::Bad { ("alert", "warning") } else { ("status", "check") };
    let device = ui.store.device();
    let text =
        ui.store.with(|workspace| Teller::new(workspace, Figures::INTL).message(&toast.message, device));
    view! {
        <div class="toast" role=role>
            {icon(sign)}
            <p class="toast-text" dir="auto">
                {text}
            </p>
            {move || offer.filter(|offer| ui.stands(*offer)).map(|offer| button(ui, offer))}
            <button
                type="button"
                class="icon-button"
                aria-label=t().shell().dismiss
                on:click=move |_| ui.dismiss(number)
            >
                {icon("x")}
            </button>
        </div>
    }
    .into_any()
}

fn button(ui: Ui, offer: Offer) -> AnyView {
    let name = match offer {
        Offer::Undo(_) => t().common().undo,
        Offer::Redo(_) => t().common().redo,
    };
    view! {
        <button type="button" class="toast-action" on:click=move |_| ui.take(offer)>
            {name}
        </button>
    }
    .into_any()
}
