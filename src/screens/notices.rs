//! What has to be said across the top of every screen: that something is not saved, that a newer version waits, that the
//! data are not one's own.

use leptos::prelude::*;
use sales::decide::Command;
use sales::log::Kind;

use super::storage_failure;
use crate::components::{Icon, icon};
use crate::platform::{dom, prefs};
use crate::route::Route;
use crate::state::{Dialog, LongStep, SaveState, Ui, backups, workspaces};
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
    let go_back = Callback::new(move |()| {
        workspaces::note(store);
        // The address may name what the first one has not.
        ui.replace(&Route::default());
        workspaces::open(0);
    });
    let remove_sample = Callback::new(move |()| {
        ui.act(&Command::RemoveSample);
    });
    let is_separate = workspaces::number_of(store) != 0;
    let has_sample = Memo::new(move |_| {
        store.track_shape();
        store.with(sales::model::Workspace::has_sample)
    });
    let is_hidden = RwSignal::new(prefs::get(SAMPLE_HIDDEN).unwrap_or(false));
    let is_backup_due = Memo::new(move |_| {
        store.save_state.track();
        ui.backups.track();
        backups::is_due(store)
    });
    view! {
        {move || ui.long_step.get().map(long_step)}
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
        {move || is_backup_due.get().then(|| backup_due(ui))}
        {is_separate.then(|| notice("notice warn", "info", stored.separate_banner, stored.go_back, go_back))}
        {move || (has_sample.get() && !is_hidden.get()).then(|| sample(remove_sample, is_hidden))}
    }
    .into_any()
}

/// The preference of those who know by now that it is a sample.
const SAMPLE_HIDDEN: &str = "sample-hidden";

/// That the data are not one's own. Whoever knows it can have it away.
fn sample(remove: Callback<()>, is_hidden: RwSignal<bool>) -> AnyView {
    let shell = t().shell();
    let hide = move |_| {
        prefs::set(SAMPLE_HIDDEN, &true);
        is_hidden.set(true);
        dom::focus("#main");
    };
    view! {
        <div class="notice" role="status" data-notice="sample">
            {icon("sparkles")} <p>{shell.sample_banner}</p>
            <button type="button" class="button" on:click=move |_| remove.run(())>
                {shell.sample_remove}
            </button>
            <button
                type="button"
                class="icon-button"
                data-way="hide"
                aria-label=shell.dismiss
                title=shell.dismiss
                on:click=hide
            >
                {icon("x")}
            </button>
        </div>
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

/// What is being undone or done again.
fn long_step(step: LongStep) -> AnyView {
    let texts = t().shell();
    let (LongStep::Wanted(kind) | LongStep::UnderWay(kind)) = step;
    let text = if matches!(kind, Kind::Redo(_)) { texts.redoing_import } else { texts.undoing_import };
    view! {
        <div class="notice" role="status" aria-busy="true" data-notice="long-step">
            <span class="busy">{icon("spinner")}</span>
            <p>{text}</p>
        </div>
    }
    .into_any()
}

/// That it is time for a backup.
fn backup_due(ui: Ui) -> AnyView {
    let texts = t().shell();
    let later = move |_| {
        backups::later(ui.store);
        ui.backups.update(|count| *count += 1);
        dom::focus("#main");
    };
    view! {
        <div class="notice" role="status" data-notice="backup-due">
            {icon("download")} <p>{texts.backup_due}</p>
            <button type="button" class="button" on:click=move |_| ui.open(Dialog::Backup)>
                {texts.backup_now}
            </button>
            <button type="button" class="button" data-way="later" on:click=later>
                {texts.backup_later}
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
