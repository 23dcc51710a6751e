//! Backups: downloading one, opening one, and being reminded.

use leptos::prelude::*;

use super::data::setting;
use crate::components::icon;
use crate::platform::disk;
use crate::screens::backup::{Keeper, Kept, last_made};
use crate::state::{Dialog, Ui, backups};
use crate::text::{fill, t};

/// After how many days one can be reminded; 0 stands for never.
const CHOICES: [u32; 4] = [7, 14, 30, 0];

/// The section on the screen.
pub(super) fn section(ui: Ui) -> AnyView {
    let texts = t().backup();
    let make_hint = view! {
        {texts.make_hint}
        " "
        <span data-backup-made="">{move || last_made(ui)}</span>
    };
    let make = view! {
        <button type="button" class="button" data-way="backup" on:click=move |_| ui.open(Dialog::Backup)>
            {icon("download")}
            {texts.make_button}
        </button>
    };
    let open = view! {
        <button type="button" class="button" data-way="open-backup" on:click=move |_| ui.open(Dialog::OpenBackup)>
            {icon("archive")}
            {texts.open_button}
        </button>
    };
    view! {
        <section class="settings-section" aria-labelledby="settings-backup">
            <header>
                <h2 id="settings-backup">{t().settings().backup}</h2>
            </header>
            <div class="box">
                {setting(texts.make, make_hint, make.into_any())}
                {setting(texts.open, texts.open_hint, open.into_any())}
                {setting(texts.remind, texts.remind_hint, remind(ui))}
                {disk::is_there().then(|| kept(ui))}
            </div>
        </section>
    }
    .into_any()
}

/// A file on the disk that is kept up to date.
fn kept(ui: Ui) -> AnyView {
    let texts = t().backup();
    let keeper = Keeper::get(ui);
    let state = move || {
        let (template, name, why) = match keeper.kept.get() {
            Kept::Nothing => return String::new(),
            Kept::Current(name) => (texts.kept_current, name, String::new()),
            Kept::Writing(name) => (texts.kept_writing, name, String::new()),
            Kept::Waiting(name) => (texts.kept_waiting, name, String::new()),
            Kept::Failed(name, why) => (texts.kept_failed, name, why),
        };
        fill(template, &[("name", &name), ("why", &why)])
    };
    let button = move |way: &'static str, text: &'static str, run: fn(Keeper)| {
        view! {
            <button type="button" class="button" data-way=way on:click=move |_| run(keeper)>
                {text}
            </button>
        }
        .into_any()
    };
    let buttons = move || match keeper.kept.get() {
        Kept::Nothing => vec![button("keep", texts.kept_choose, Keeper::choose)],
        Kept::Waiting(_) | Kept::Failed(..) => vec![
            button("allow", texts.kept_allow, Keeper::allow),
            button("stop", texts.kept_stop, Keeper::stop),
        ],
        Kept::Current(_) | Kept::Writing(_) => vec![button("stop", texts.kept_stop, Keeper::stop)],
    };
    let hint = view! {
        {texts.kept_hint}
        " "
        <span role="status" dir="auto" data-kept="">{state}</span>
    };
    setting(texts.kept, hint, view! { <div class="tools">{buttons}</div> }.into_any())
}

fn remind(ui: Ui) -> AnyView {
    let texts = t().backup();
    let now = backups::every_days();
    let option = |days: u32| {
        let text = match usize::try_from(days) {
            Ok(0) | Err(_) => texts.remind_never.to_owned(),
            Ok(days) => texts.remind_after.of(days),
        };
        view! {
            <option value=days.to_string() selected=days == now>
                {text}
            </option>
        }
    };
    let chosen = move |event| {
        if let Ok(days) = event_target_value(&event).parse() {
            backups::remind_every(days);
            ui.backups.update(|count| *count += 1);
        }
    };
    view! {
        <span class="select">
            <select class="input" id="backup-remind" aria-label=texts.remind on:change=chosen>
                {CHOICES.map(option).into_iter().collect_view()}
            </select>
        </span>
    }
    .into_any()
}
