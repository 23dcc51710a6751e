//! Settings: how a team shapes its workspace. Everything is saved as soon as it is changed, and can be undone.

mod appearance;
mod archive;
mod author;
mod backup;
mod currencies;
mod data;
mod field;
mod fields;
mod hue;
mod lists;
mod numbers;
mod order;
mod pipelines;
mod process;
mod rates;
mod sort;
mod stage_row;
mod stages;
mod tables;
mod workspaces;

use leptos::prelude::*;

pub(super) use self::hue::HueButton;
pub(super) use self::process::ProcessEditor;
use super::help::help;
use crate::components::{Icon, icon};
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::state::Ui;
use crate::text::t;

/// The settings, opened at a section.
#[component]
pub(crate) fn SettingsScreen(section: Section) -> impl IntoView {
    let texts = t().settings();
    show_current();
    let part = match section {
        Section::Pipelines => view! { <pipelines::Pipelines/> <stages::Stages/> }.into_any(),
        Section::Lists => view! { <lists::Lists/> }.into_any(),
        Section::Fields => view! { <fields::Fields/> }.into_any(),
        Section::Currencies => view! { <currencies::Currencies/> }.into_any(),
        Section::Appearance => view! { <author::Author/> <appearance::Appearance/> }.into_any(),
        Section::Data => view! { <data::Data/> }.into_any(),
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{texts.title}</span>
            </h1>
            {help(Ui::get())}
        </header>
        <div class="screen">
            <div class="settings">
                <nav class="settings-nav" aria-label=texts.sections>
                    <ul class="nav">{places(section)}</ul>
                </nav>
                <div>{part}</div>
            </div>
        </div>
    }
    .into_any()
}

/// The links to the sections, and to the team, which has a screen of its own.
fn places(current: Section) -> Vec<AnyView> {
    let texts = t().settings();
    let link = |screen: Screen, name: Icon, text: &'static str| {
        let is_current = screen == Screen::Settings(current);
        view! {
            <li>
                <a
                    class="nav-item"
                    href=Route::to(screen).href()
                    aria-current=is_current.then_some("page")
                >
                    {icon(name)}
                    <span class="truncate">{text}</span>
                </a>
            </li>
        }
        .into_any()
    };
    vec![
        link(Screen::Settings(Section::Pipelines), "stage", texts.pipelines_and_stages),
        link(Screen::People, "people", t().shell().people),
        link(Screen::Settings(Section::Lists), "tag", texts.lists),
        link(Screen::Settings(Section::Fields), "edit", texts.fields),
        link(Screen::Settings(Section::Currencies), "money", texts.currencies),
        link(Screen::Settings(Section::Appearance), "globe", texts.personal),
        link(Screen::Settings(Section::Data), "archive", texts.data),
    ]
}

/// Brings the current section's link into sight: on a phone the links are a line that scrolls.
fn show_current() {
    dom::soon(|| {
        if let Some(link) = dom::query(".settings-nav [aria-current]") {
            dom::reveal(&link);
        }
    });
}
