//! The first step: choosing files.

use leptos::html;
use leptos::prelude::*;
use web_sys::{FileList, HtmlInputElement};

use super::file_card;
use super::wizard::{Reading, Step, Wizard};
use super::{foot, heading, next_button};
use crate::components::icon;
use crate::route::{Route, Screen};
use crate::text::t;

/// The ends of names that the browser offers.
const ACCEPTED: &str =
    ".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.ods,.jsonl,.enc,text/csv,text/tab-separated-values,text/plain";

/// Products whose exports are known.
const KNOWN: [&str; 9] =
    ["Zoho CRM", "Bigin", "HubSpot", "Pipedrive", "Salesforce", "Odoo", "Twenty", "Atomic CRM", "Cordys"];

/// The files of a list.
pub(super) fn listed(list: Option<FileList>) -> Vec<web_sys::File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)).collect()
}

/// The step on the screen.
pub(super) fn view(wizard: Wizard, is_over: RwSignal<bool>) -> AnyView {
    let texts = t().import();
    let keys =
        Memo::new(move |_| wizard.files.with(|files| files.iter().map(|file| file.key).collect::<Vec<_>>()));
    let has_files = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    let list = move || {
        has_files.get().then(|| {
            view! {
                <section aria-labelledby="import-chosen">
                    <h3 id="import-chosen">{texts.chosen_files}</h3>
                    <ul class="import-files">
                        <For each=move || keys.get() key=|key| *key children=move |key| file_card::view(wizard, key)/>
                    </ul>
                </section>
            }
        })
    };
    let is_first = wizard.ui.store.with(sales::model::Workspace::is_empty);
    let instead = is_first.then(|| {
        view! {
            <a class="link" href=Route::to(Screen::Start).href()>
                {texts.start_instead}
            </a>
        }
    });
    let check = Callback::new(move |()| {
        let is_reading =
            wizard.files.with_untracked(|files| files.iter().any(|file| file.state == Reading::Waiting));
        let is_ready = !is_reading && !untrack(|| wizard.taken()).is_empty();
        (!is_ready).then(|| if is_reading { texts.reading } else { texts.no_file }.to_owned())
    });
    view! {
        <section class="import-step" aria-labelledby="import-heading">
            {heading(Step::Files, texts.files, texts.files_lead)} {drop_zone(wizard, is_over)} {list} {hints()} {instead}
        </section>
        {foot(wizard, None, next_button(wizard, Step::Columns, check))}
    }
    .into_any()
}

fn drop_zone(wizard: Wizard, is_over: RwSignal<bool>) -> AnyView {
    let texts = t().import();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            let input: &HtmlInputElement = &input;
            wizard.add(listed(input.files()));
            // Or the same file could not be chosen again.
            input.set_value("");
        }
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div class="import-drop" data-over=move || is_over.get().then_some("")>
            {icon("upload")} <p>{move || if is_over.get() { texts.drop_now } else { texts.drop }}</p>
            <button type="button" class="button primary" id="import-choose" on:click=open>
                {texts.choose}
            </button>
            <p class="hint">{texts.formats}</p>
            <input
                type="file"
                id="import-files"
                multiple
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

/// What can be brought in.
fn hints() -> AnyView {
    let texts = t().import();
    let product = |name: &'static str| {
        view! {
            <li class="chip" lang="en" translate="no">
                {name}
            </li>
        }
    };
    view! {
        <section class="import-hints" aria-labelledby="import-known">
            <h3 id="import-known">{texts.known}</h3>
            <ul class="import-sources">{KNOWN.map(product).into_iter().collect_view()}</ul>
            <p class="hint">{texts.others}</p>
            <p class="hint">{texts.together}</p>
        </section>
    }
    .into_any()
}
