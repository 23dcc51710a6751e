//! Bringing data in: says what is coming, and offers what works today.

use leptos::prelude::*;

use super::first_run::load_sample;
use crate::components::{Icon, icon, way};
use crate::route::{Route, Screen};
use crate::state::{Dialog, Ui};
use crate::text::t;

/// What is coming, and what one can do until then.
#[component]
pub(crate) fn ImportScreen() -> impl IntoView {
    let texts = t().import();
    let coming: [(Icon, &'static str, &'static str); 4] = [
        ("upload", texts.files, texts.files_hint),
        ("search", texts.preview, texts.preview_hint),
        ("table", texts.rows, texts.rows_hint),
        ("undo", texts.undo, texts.undo_hint),
    ];
    let source = |name: &'static str| view! { <li class="chip">{name}</li> };
    let point = |(name, title, hint): (Icon, &'static str, &'static str)| {
        view! {
            <li class="setting">
                {icon(name)}
                <div class="setting-text">
                    <span class="strong">{title}</span>
                    <span class="hint">{hint}</span>
                </div>
            </li>
        }
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().shell().import}</span>
            </h1>
        </header>
        <div class="screen">
            <div class="page import">
                <section class="import-head">
                    <span class="empty-icon">{icon("upload")}</span>
                    <h2>{texts.heading}</h2>
                    <p>{texts.lead}</p>
                </section>
                <section aria-labelledby="import-now">
                    <h3 id="import-now">{texts.now}</h3>
                    <ul class="box">{ways()}</ul>
                </section>
                <section aria-labelledby="import-coming">
                    <h3 id="import-coming">{texts.coming}</h3>
                    <ul class="import-sources">{texts.sources.map(source).into_iter().collect::<Vec<_>>()}</ul>
                    <ul class="box">{coming.map(point).into_iter().collect::<Vec<_>>()}</ul>
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// What works today: by template, by hand, on sample data.
fn ways() -> AnyView {
    let ui = Ui::get();
    let texts = t().import();
    let state = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| (workspace.is_empty(), workspace.has_sample()))
    });
    let offered = move || {
        let (is_empty, has_sample) = state.get();
        let template_class = if is_empty { "button primary" } else { "button" };
        let template = view! {
            <a class=template_class href=Route::to(Screen::Start).href()>
                {icon("template")}
                {texts.template_act}
            </a>
        };
        let by_hand = (!is_empty).then(|| {
            let button = view! {
                <button type="button" class="button primary" on:click=move |_| ui.open(Dialog::NewDeal(None))>
                    {icon("plus")}
                    {t().shell().new_deal}
                </button>
            };
            way(texts.by_hand, texts.by_hand_hint, button.into_any())
        });
        let sample = (!has_sample).then(|| {
            let button = view! {
                <button type="button" class="button" on:click=move |_| load_sample(ui)>
                    {icon("sparkles")}
                    {texts.sample_act}
                </button>
            };
            way(texts.sample, texts.sample_hint, button.into_any())
        });
        vec![Some(way(texts.template, texts.template_hint, template.into_any())), by_hand, sample]
    };
    offered.into_any()
}
