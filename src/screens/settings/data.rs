//! Where the data are, getting them in and out, and getting rid of them.

use leptos::prelude::*;
use sales::decide::Command;
use sales::model::Workspace;
use wasm_bindgen_futures::spawn_local;

use super::{backup, numbers, tables, workspaces};
use crate::components::icon;
use crate::platform::{intl, quota};
use crate::state::{Dialog, Ui};
use crate::text::{self, fill, t};

/// A line: what it is about, more about it, and what can be done.
pub(super) fn setting(title: &'static str, hint: impl IntoView + 'static, control: AnyView) -> AnyView {
    let hint = hint.into_any();
    view! {
        <div class="setting">
            <div class="setting-text">
                <span class="strong">{title}</span>
                <span class="hint">{hint}</span>
            </div>
            {control}
        </div>
    }
    .into_any()
}

fn size_text(bytes: f64) -> String {
    let (number, unit) = numbers::size(bytes);
    [&intl::number(number), "\u{a0}", unit].concat()
}

/// What the browser says about keeping the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lasting {
    /// The browser was not heard yet, or does not say.
    Unknown,
    Yes,
    No,
    /// It was asked to, and would not.
    Refused,
}

/// Where the data are, backups, tables, sample data, erasing.
#[component]
pub(super) fn Data() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    view! {
        <section class="settings-section" aria-labelledby="settings-data">
            <header>
                <h2 id="settings-data">{texts.data}</h2>
            </header>
            <div class="box">
                {setting(
                    texts.where_kept,
                    fill(texts.where_kept_hint, &[("database", &ui.store.database_name())]),
                    ().into_any(),
                )}
                {lasting()}
                {room(ui)}
            </div>
        </section>
        {backup::section(ui)}
        {tables::section(ui)}
        {workspaces::section(ui)}
        <section class="settings-section" aria-labelledby="settings-sample">
            <header>
                <h2 id="settings-sample">{texts.sample}</h2>
            </header>
            <div class="box">{sample(ui)}</div>
        </section>
        <section class="settings-section" aria-labelledby="settings-erase">
            <header>
                <h2 id="settings-erase">{texts.erase}</h2>
            </header>
            <div class="box">
                <div class="setting">
                    <p class="setting-text hint">{texts.erase_hint}</p>
                    <button type="button" class="button danger" on:click=move |_| ui.open(Dialog::Erase)>
                        {icon("trash")}
                        {texts.erase_button}
                    </button>
                </div>
            </div>
        </section>
        <p class="muted">{fill(texts.version, &[("version", env!("CARGO_PKG_VERSION"))])}</p>
    }
    .into_any()
}

/// Whether the browser may throw the data away, and asking it not to.
fn lasting() -> AnyView {
    let texts = t().settings();
    let state = RwSignal::new(Lasting::Unknown);
    let hear = move |answer: Option<bool>, no: Lasting| {
        let heard = match answer {
            Some(true) => Lasting::Yes,
            Some(false) => no,
            None => Lasting::Unknown,
        };
        // The screen may be gone by now.
        let _ = state.try_set(heard);
    };
    spawn_local(async move { hear(quota::is_persistent().await, Lasting::No) });
    let ask = move |_| spawn_local(async move { hear(quota::persist().await, Lasting::Refused) });
    let hint = move || match state.get() {
        Lasting::Unknown => texts.lasting_unknown,
        Lasting::Yes => texts.lasting_yes,
        Lasting::No => texts.lasting_no,
        Lasting::Refused => texts.lasting_refused,
    };
    let control = move || match state.get() {
        Lasting::Unknown => ().into_any(),
        Lasting::Yes => view! { <span class="chip good">{icon("check")}</span> }.into_any(),
        Lasting::No | Lasting::Refused => view! {
            <button type="button" class="button" on:click=ask>
                {icon("lock")}
                {texts.ask_lasting}
            </button>
        }
        .into_any(),
    };
    setting(texts.lasting, view! { <span role="status">{hint}</span> }, control.into_any())
}

/// How much room the data take.
fn room(ui: Ui) -> AnyView {
    let texts = t().settings();
    let estimate = RwSignal::new(None::<quota::Estimate>);
    Effect::new(move || {
        // What is saved takes room.
        ui.store.save_state.track();
        spawn_local(async move {
            let _ = estimate.try_set(quota::estimate().await);
        });
    });
    let line = move || {
        estimate.get().map(|estimate| {
            let (used, granted) = (size_text(estimate.used_bytes), size_text(estimate.granted_bytes));
            let text = fill(texts.room_used, &[("used", &used), ("granted", &granted)]);
            let control = view! { <span class="num">{text}</span> }.into_any();
            setting(texts.room, (), control)
        })
    };
    line.into_any()
}

/// Loading the sample data, or removing them.
fn sample(ui: Ui) -> AnyView {
    let texts = t().settings();
    let has_sample = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_deals();
        ui.store.with(Workspace::has_sample)
    });
    let button = move |name: &'static str, text: &'static str, command: Callback<(), Command>| {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    ui.act(&command.run(()));
                }
            >
                {icon(name)}
                {text}
            </button>
        }
        .into_any()
    };
    let line = move || {
        let (hint, control) = if has_sample.get() {
            (
                texts.sample_there,
                button("trash", texts.sample_remove, Callback::new(|()| Command::RemoveSample)),
            )
        } else {
            let load = Callback::new(|()| Command::LoadSample { language: text::language() });
            (texts.sample_hint, button("sparkles", texts.sample_load, load))
        };
        view! {
            <div class="setting">
                <p class="setting-text hint">{hint}</p>
                {control}
            </div>
        }
    };
    line.into_any()
}
