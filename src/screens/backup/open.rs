//! Opening a backup: choosing the file, its passphrase, what is in it, and what to do with it.

use exchange::backup::{BackupError, Head};
use exchange::merge::{Contents, Difference};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use sales::model::Workspace;
use web_sys::{DragEvent, HtmlInputElement};

use super::restore::{Busy, Restore, Step};
use super::trouble::{can_salvage, explain};
use super::{Passphrase, tick};
use crate::components::{Modal, icon, way};
use crate::platform::intl;
use crate::route::Screen;
use crate::state::Ui;
use crate::text::{fill, t};

/// The ends of names that the browser offers.
const ACCEPTED: &str = ".jsonl,.enc,application/jsonl,application/octet-stream";

/// The dialog.
#[component]
pub(in crate::screens) fn OpenDialog() -> impl IntoView {
    let ui = Ui::get();
    let restore = Restore::get(ui);
    let close = Callback::new(move |()| {
        if !restore.is_merging() {
            ui.dialog.set(None);
            restore.reset();
        }
    });
    let step = move || match restore.step.get() {
        Step::Choose => choose(restore),
        Step::Busy(busy) => working(busy),
        Step::Locked => locked(restore),
        Step::Found(head, difference, contents) => found(restore, &head, difference, contents),
        Step::Broken(error) => broken(restore, &error),
        Step::Salvaged { entries, damaged } => salvaged(restore, entries, damaged),
        Step::Merged(lines) => merged(lines),
        Step::Restored(lines) => restored(ui, lines),
    };
    let trouble = move || {
        restore.trouble.get().map(|trouble| {
            view! {
                <div class="notice bad boxed" role="alert" data-notice="backup-trouble">
                    {icon("warning")}
                    <p>
                        {trouble.text()} " " {t().backup().nothing_changed}
                        {trouble.detail().map(|detail| view! { <span class="hint" lang="en">" " {detail}</span> })}
                    </p>
                </div>
            }
        })
    };
    let name = move || restore.step.with(name_of);
    let is_busy = move || restore.step.with(|step| matches!(step, Step::Busy(_)));
    view! {
        <Modal title=t().backup().open on_close=close>
            <div
                class="dialog-body backup"
                data-step=name
                aria-busy=move || is_busy().then_some("true")
            >
                {trouble}
                {step}
            </div>
            <footer class="dialog-foot">
                {another(restore)} <span class="spacer"></span>
                <button
                    type="button"
                    class="button"
                    data-way="close"
                    prop:disabled=move || restore.step.with(|step| *step == Step::Busy(Busy::Merging))
                    on:click=move |_| close.run(())
                >
                    {t().common().close}
                </button>
                {onward(restore, close)}
            </footer>
        </Modal>
    }
    .into_any()
}

fn name_of(step: &Step) -> &'static str {
    match step {
        Step::Choose => "choose",
        Step::Busy(_) => "busy",
        Step::Locked => "locked",
        Step::Found(..) => "found",
        Step::Broken(_) => "broken",
        Step::Salvaged { .. } => "salvaged",
        Step::Merged(_) | Step::Restored(_) => "merged",
    }
}

/// What goes on from here: opening what is locked, or the board where everything was brought back.
fn onward(restore: Restore, close: Callback<()>) -> AnyView {
    let texts = t().backup();
    let name = Memo::new(move |_| restore.step.with(name_of));
    let is_restored = Memo::new(move |_| restore.step.with(|step| matches!(step, Step::Restored(_))));
    let button = move || match name.get() {
        "locked" => view! {
            <button type="submit" class="button primary" form="backup-unlock-form" data-way="unlock">
                {icon("lock")}
                {texts.unlock}
            </button>
        }
        .into_any(),
        "merged" if is_restored.get() => view! {
            <button
                type="button"
                class="button primary"
                data-way="to-board"
                on:click=move |_| {
                    close.run(());
                    restore.ui.go_to(Screen::Board);
                }
            >
                {icon("board")}
                {texts.to_board}
            </button>
        }
        .into_any(),
        _ => ().into_any(),
    };
    button.into_any()
}

/// The way to another file, once one was chosen.
fn another(restore: Restore) -> AnyView {
    let is_offered = Memo::new(move |_| {
        restore.step.with(|step| {
            matches!(step, Step::Locked | Step::Found(..) | Step::Broken(_) | Step::Salvaged { .. })
        })
    });
    let button = move || {
        is_offered.get().then(|| {
            view! {
                <button type="button" class="button" data-way="another" on:click=move |_| restore.reset()>
                    {icon("upload")}
                    {t().backup().choose_other}
                </button>
            }
        })
    };
    button.into_any()
}

fn choose(restore: Restore) -> AnyView {
    let texts = t().backup();
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            let input: &HtmlInputElement = &input;
            let file = input.files().and_then(|files| files.get(0));
            // Or the same file could not be chosen again.
            input.set_value("");
            if let Some(file) = file {
                restore.open(file);
            }
        }
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0))
        {
            restore.open(file);
        }
    };
    view! {
        <p id="backup-step" tabindex="-1">
            {texts.choose_lead}
        </p>
        <div
            class="import-drop"
            data-over=move || is_over.get().then_some("")
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            {icon("upload")} <p>{move || if is_over.get() { texts.drop_now } else { texts.drop }}</p>
            <button type="button" class="button primary" autofocus on:click=press>
                {texts.choose}
            </button>
            <input
                type="file"
                id="backup-file"
                hidden
                accept=ACCEPTED
                aria-label=texts.choose
                node_ref=input
                on:change=chosen
            />
        </div>
    }
    .into_any()
}

fn working(busy: Busy) -> AnyView {
    let texts = t().backup();
    let text = match busy {
        Busy::Reading => texts.reading,
        Busy::Unlocking => texts.unlocking,
        Busy::Merging => texts.merging,
    };
    view! {
        <p class="backup-busy" role="status" id="backup-step" tabindex="-1">
            {icon("spinner")}
            <span>{text}</span>
        </p>
    }
    .into_any()
}

fn locked(restore: Restore) -> AnyView {
    let texts = t().backup();
    let is_shown = RwSignal::new(false);
    let field = Passphrase {
        id: "backup-unlock",
        label: texts.passphrase,
        value: restore.passphrase,
        error: restore.passphrase_error,
        is_shown,
        is_first: true,
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        restore.unlock();
    };
    crate::platform::dom::focus_soon("#backup-unlock");
    view! {
        <form class="backup-form" id="backup-unlock-form" novalidate on:submit=submit>
            <p>{texts.unlock_lead}</p>
            {field.view()}
            {tick("backup-show", texts.passphrase_show, is_shown)}
        </form>
    }
    .into_any()
}

/// Whose backup it is, and from when.
fn origin(ui: Ui, head: &Head) -> AnyView {
    let texts = t().backup();
    let title = if head.name.is_empty() {
        texts.backup_unnamed.to_owned()
    } else {
        fill(texts.backup_of, &[("name", &head.name)])
    };
    let author = ui.store.with(|workspace| workspace.author(head.device).map(|person| person.name.clone()));
    let who = match author {
        Some(name) => fill(texts.by, &[("name", &name)]),
        None if head.device == ui.store.device() => texts.by_this_browser.to_owned(),
        None => texts.by_another_browser.to_owned(),
    };
    let line = fill(texts.from, &[("time", &intl::moment(head.at)), ("who", &who)]);
    view! {
        <div id="backup-step" tabindex="-1">
            <p class="strong" dir="auto">
                {title}
            </p>
            <p class="hint" dir="auto">
                {line}
            </p>
        </div>
    }
    .into_any()
}

/// What a workspace holds, as a list: its deals, organisations and contacts.
fn listing(contents: Contents) -> String {
    let texts = t().backup();
    let counts = [
        (t().common().deals, contents.deals),
        (texts.count_organisations, contents.organisations),
        (texts.count_contacts, contents.contacts),
    ];
    counts.map(|(plural, count)| plural.of(count)).join(t().common().between)
}

fn found(restore: Restore, head: &Head, difference: Difference, contents: Contents) -> AnyView {
    let texts = t().backup();
    let count = |name: &'static str, metric: &'static str, count: usize| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="num" data-metric=metric data-value=count.to_string()>
                    {texts.count_actions.of(count)}
                </dd>
            </div>
        }
    };
    let newer = (difference.newer > 0).then(|| {
        view! {
            <div class="notice warn boxed" data-notice="backup-newer">
                {icon("info")} <p>{texts.newer.of(difference.newer)}</p>
            </div>
        }
    });
    let nothing_new = (difference.only_there == 0).then(|| {
        view! {
            <div class="notice boxed" role="status" data-notice="backup-nothing-new">
                {icon("check")} <p>{texts.nothing_new}</p>
            </div>
        }
    });
    let unrelated = is_doubtful(restore, difference).then(|| {
        view! {
            <div class="notice warn boxed" role="alert" data-notice="backup-unrelated">
                {icon("warning")} <p>{texts.unrelated}</p>
            </div>
            {tick("backup-confirm", texts.unrelated_confirm, restore.is_confirmed)}
        }
    });
    let merge = (difference.only_there > 0).then(|| merge_way(restore, difference));
    view! {
        {origin(restore.ui, head)}
        <p data-metric="backup.deals" data-value=contents.deals.to_string()>
            {fill(texts.holds, &[("what", &listing(contents))])}
        </p>
        <section aria-label=texts.actions>
            <dl class="backup-counts">
                {count(texts.in_both, "backup.common", difference.common)}
                {count(texts.only_here, "backup.only_here", difference.only_here)}
                {count(texts.only_there, "backup.only_there", difference.only_there)}
            </dl>
        </section>
        {nothing_new}
        {newer}
        {unrelated}
        <ul class="box">{merge} {separate_way(restore)}</ul>
    }
    .into_any()
}

/// Whether it is most likely another workspace's; into an empty one it comes all the same.
fn is_doubtful(restore: Restore, difference: Difference) -> bool {
    difference.is_unrelated() && !restore.ui.store.with(Workspace::is_empty)
}

/// Merging it into this workspace; into an empty one it is a restoring.
fn merge_way(restore: Restore, difference: Difference) -> AnyView {
    let texts = t().backup();
    let is_restore = restore.ui.store.with(Workspace::is_empty);
    let (title, hint, button) = if is_restore {
        (texts.restore, texts.restore_hint, texts.restore_button)
    } else {
        (texts.merge, texts.merge_hint, texts.merge_button)
    };
    let error = RwSignal::new(false);
    let press = move |_| {
        if is_doubtful(restore, difference) && !restore.is_confirmed.get_untracked() {
            error.set(true);
            crate::platform::dom::focus("#backup-confirm");
        } else {
            restore.merge();
        }
    };
    let line = move || {
        (error.get() && !restore.is_confirmed.get()).then(
            || view! { <li class="setting"><p class="error" role="alert">{texts.unrelated_first}</p></li> },
        )
    };
    let button = view! {
        <button type="button" class="button primary" data-way="merge" on:click=press>
            {icon("swap")}
            {button}
        </button>
    };
    view! {
        {way(title, hint, button.into_any())}
        {line}
    }
    .into_any()
}

fn separate_way(restore: Restore) -> AnyView {
    let texts = t().backup();
    let button = view! {
        <button type="button" class="button" data-way="separate" on:click=move |_| restore.separate()>
            {icon("duplicate")}
            {texts.separate_button}
        </button>
    };
    way(texts.separate, texts.separate_hint, button.into_any())
}

fn broken(restore: Restore, error: &BackupError) -> AnyView {
    let texts = t().backup();
    let salvage = can_salvage(error).then(|| {
        let button = view! {
            <button type="button" class="button" data-way="salvage" on:click=move |_| restore.salvage()>
                {icon("search")}
                {texts.salvage_button}
            </button>
        };
        view! { <ul class="box">{way(texts.salvage, texts.salvage_hint, button.into_any())}</ul> }
    });
    view! {
        <div class="notice bad boxed" role="alert" data-notice="backup-broken" id="backup-step" tabindex="-1">
            {icon("warning")} <p>{explain(error)} " " {texts.nothing_changed}</p>
        </div>
        {salvage}
    }
    .into_any()
}

fn salvaged(restore: Restore, entries: usize, damaged: usize) -> AnyView {
    let texts = t().backup();
    let found = if entries == 0 { texts.salvaged_none.to_owned() } else { texts.salvaged.of(entries) };
    let lost = (damaged > 0).then(|| texts.salvaged_damaged.of(damaged));
    view! {
        <p
            id="backup-step"
            tabindex="-1"
            data-metric="backup.salvaged"
            data-value=entries.to_string()
        >
            {found} " " {lost}
        </p>
        {(entries > 0).then(|| view! { <ul class="box">{separate_way(restore)}</ul> })}
    }
    .into_any()
}

/// That everything is there again.
fn restored(ui: Ui, lines: usize) -> AnyView {
    let contents = ui.store.with(Contents::of);
    let text = fill(t().backup().restored, &[("what", &listing(contents))]);
    view! {
        <div class="notice boxed" role="status" data-notice="backup-restored" id="backup-step" tabindex="-1">
            {icon("check")}
            <p data-metric="backup.merged" data-value=lines.to_string()>
                {text}
            </p>
        </div>
    }
    .into_any()
}

fn merged(lines: usize) -> AnyView {
    let texts = t().backup();
    view! {
        <div class="notice boxed" role="status" data-notice="backup-merged" id="backup-step" tabindex="-1">
            {icon("check")}
            <p data-metric="backup.merged" data-value=lines.to_string()>
                {texts.merged.of(lines)} " " {texts.merged_hint}
            </p>
        </div>
    }
    .into_any()
}
