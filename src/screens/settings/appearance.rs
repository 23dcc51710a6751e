//! Language, looks, and the name of the workspace.

use leptos::prelude::*;
use sales::decide::Command;

use super::field::{Faults, LineField, keep};
use crate::components::{Icon, icon};
use crate::platform::clock;
use crate::state::{Theme, Ui};
use crate::text::{self, Language, t};

/// Language, looks, and the name of the workspace.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new("workspace".to_owned());
    let name = Signal::derive(move || {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.settings.name.clone())
    });
    let rename = Callback::new(move |typed| keep(ui, &Command::RenameWorkspace { name: typed }));
    let language = move |language: Language, name: &'static str, tag: &'static str| {
        // Another language builds the screen anew, so what is pressed never changes while it is shown.
        let pressed = (text::language() == language).to_string();
        view! {
            <button type="button" aria-pressed=pressed lang=tag on:click=move |_| choose_language(ui, language)>
                {name}
            </button>
        }
        .into_any()
    };
    let theme = move |theme: Theme, name: Option<Icon>, text: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (ui.theme.get() == theme).to_string()
                on:click=move |_| ui.set_theme(theme)
            >
                {name.map(icon)}
                {text}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="settings-section" aria-labelledby="settings-appearance">
            <header>
                <h2 id="settings-appearance">{texts.appearance}</h2>
            </header>
            <div class="box">
                <div class="setting">
                    <div class="setting-text">
                        <span class="strong" id="setting-language">
                            {t().shell().language}
                        </span>
                        <span class="hint">{texts.language_hint}</span>
                    </div>
                    <div class="segmented" role="group" aria-labelledby="setting-language" data-languages="">
                        {language(Language::Chinese, "中文", "zh-CN")}
                        {language(Language::English, "English", "en")}
                    </div>
                </div>
                <div class="setting">
                    <div class="setting-text">
                        <span class="strong" id="setting-theme">
                            {t().shell().theme}
                        </span>
                    </div>
                    <div class="segmented" role="group" aria-labelledby="setting-theme">
                        {theme(Theme::System, None, t().shell().theme_system)}
                        {theme(Theme::Light, Some("sun"), t().shell().theme_light)}
                        {theme(Theme::Dark, Some("moon"), t().shell().theme_dark)}
                    </div>
                </div>
                <div class="setting" data-setting="zone">
                    <div class="setting-text">
                        <span class="strong">{texts.zone}</span>
                        <span class="hint">{texts.zone_hint}</span>
                    </div>
                    <span translate="no">{clock::zone()}</span>
                </div>
                <div class="setting">
                    <div class="setting-text">
                        <span class="strong">{texts.workspace_name}</span>
                        <span class="hint">{texts.workspace_name_hint}</span>
                    </div>
                    <span class="setting-field">
                        <LineField faults field="name" label=texts.workspace_name value=name on_commit=rename/>
                    </span>
                    {faults.view()}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Speaks another language, with the focus where it was.
fn choose_language(ui: Ui, language: Language) {
    if text::language() != language {
        ui.set_language(language);
        crate::platform::dom::focus_soon("[data-languages] [aria-pressed=true]");
    }
}
