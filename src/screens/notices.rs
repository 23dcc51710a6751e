//! What has to be said across the top of every screen: that something is not saved, that a newer version waits, that the
//! data are not one's own.

use leptos::prelude::*;
use sales::decide::Command;

use super::storage_failure;
use crate::components::{Icon, icon};
use crate::platform::{dom, prefs};
use crate::state::{SaveState, Ui};
use crate::text::t;

/// All that has to be said now.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let ui = Ui::get();
    let store = ui.store;
    let (stored, shell) = (t().storage(), t().shell());
    let reload = Callback::new(|()| dom::reload());
    let accept_update = Callback::new(|()| {
        if let Ok(event) = web_sys::CustomEvent::new("fairlead-update-accept") {
            let _ = dom::window().dispatch_event(&event);
        }
    });
    let go_back = Callback::new(|()| {
        prefs::set("workspace", &0_u32);
        dom::reload();
    });
    let remove_sample = Callback::new(move |()| {
        ui.act(&Command::RemoveSample);
    });
    let is_separate = crate::app::database_name() != crate::app::DATABASE;
    let has_sample = Memo::new(move |_| {
        store.track_shape();
        store.with(sales::model::Workspace::has_sample)
    });
    view! {
        {move || matches!(store.save_state.get(), SaveState::Failed(_)).then(|| save_failed(ui))}
        {move || {
            store.lost.get().then(|| notice("notice bad", "warning", stored.lost, stored.reload, reload))
        }}
        {move || {
            store
                .has_newer
                .get()
                .then(|| notice("notice warn", "info", stored.newer_entries, stored.reload, reload))
        }}
        {move || {
            ui.update_waiting
                .get()
                .then(|| notice("notice", "refresh", shell.update_waiting, shell.update_now, accept_update))
        }}
        {is_separate.then(|| notice("notice warn", "info", stored.separate_banner, stored.go_back, go_back))}
        {move || {
            has_sample
                .get()
                .then(|| notice("notice", "sparkles", shell.sample_banner, shell.sample_remove, remove_sample))
        }}
    }
    .into_any()
}

/// A line with one thing to do about it.
fn notice(
    class: &'static str,
    name: Icon,
    text: &'static str,
    action: &'static str,
    run: Callback<()>,
) -> AnyView {
    view! {
        <div class=class role="status">
            {icon(name)}
            <p>{text}</p>
            <button type="button" class="button" on:click=move |_| run.run(())>
                {action}
            </button>
        </div>
    }
    .into_any()
}

/// That the last changes are not saved, why, and the two ways out.
fn save_failed(ui: Ui) -> AnyView {
    let texts = t().storage();
    view! {
        <div class="notice bad" role="alert" data-notice="save-failed">
            {icon("warning")} <p>{texts.save_failed} " " {storage_failure::cause(ui.store)}</p>
            <button type="button" class="button" on:click=move |_| ui.store.retry()>
                {texts.retry}
            </button>
            <button type="button" class="button" on:click=move |_| storage_failure::export_all(ui)>
                {texts.export}
            </button>
        </div>
    }
    .into_any()
}
