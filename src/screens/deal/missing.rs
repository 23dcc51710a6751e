//! What the panel says where there is no deal: it never was, or it was deleted.

use leptos::prelude::*;
use sales::ids::DealId;
use sales::log::Stamp;
use wasm_bindgen_futures::spawn_local;

use super::{history, timeline};
use crate::components::icon;
use crate::platform::dom;
use crate::screens::values::clipped;
use crate::state::Ui;
use crate::text::{fill, t};

fn message(icon_name: &'static str, title: &'static str, text: String, actions: AnyView) -> AnyView {
    view! {
        <div class="panel-body">
            <section class="empty">
                <span class="empty-icon">{icon(icon_name)}</span>
                <h2 id="deal-title">{title}</h2>
                <p dir="auto">{text}</p>
                <div class="empty-actions">{actions}</div>
            </section>
        </div>
    }
    .into_any()
}

fn back(ui: Ui) -> AnyView {
    view! {
        <button type="button" class="button" on:click=move |_| ui.close_deal()>
            {t().common().close}
        </button>
    }
    .into_any()
}

/// The address names no deal of this workspace.
#[component]
pub(super) fn Gone() -> impl IntoView {
    let texts = t().deal();
    message("help", texts.gone_title, texts.gone_text.to_owned(), back(Ui::get()))
}

/// The deal was deleted; it comes back by undoing that, as long as that can be undone.
#[component]
pub(super) fn Removed(id: DealId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().deal();
    let removal = RwSignal::new(None::<(Stamp, usize)>);
    let pending = ui.store.pending();
    spawn_local(async move {
        let lines = history::read(ui, id).await.unwrap_or_default();
        // The panel may be closed by now.
        removal.try_set(timeline::removed_by(&lines, &pending, id));
    });
    let title =
        ui.store.with(|workspace| workspace.deals.get(id).map(|deal| deal.title.clone()).unwrap_or_default());
    let title = clipped(&title);
    let can_restore = move || removal.get().filter(|(stamp, _)| ui.store.is_undoable(*stamp));
    let restore = move || {
        can_restore().map(|(stamp, others)| {
            let text = if others == 0 { texts.restore.to_owned() } else { texts.restore_with.of(others) };
            view! {
                <button
                    type="button"
                    class="button primary"
                    on:click=move |_| {
                        ui.undo(Some(stamp));
                        dom::focus_soon(".panel");
                    }
                >
                    {icon("undo")}
                    {text}
                </button>
            }
        })
    };
    view! {
        {move || {
            let template = if can_restore().is_some() { texts.removed_text } else { texts.removed_for_good };
            let text = fill(template, &[("title", &title)]);
            message("trash", texts.removed_title, text, view! { {restore} {back(ui)} }.into_any())
        }}
    }
    .into_any()
}
