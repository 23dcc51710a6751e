//! What is decided for all deals: their currency, how they are recognised, list prices.

use exchange::setup::Key;
use leptos::prelude::*;
use sales::money::Currency;

use super::parts::{Options, Select};
use super::wizard::Wizard;
use crate::platform::intl;
use crate::text::{import_columns, t};

/// Currencies that are offered besides the workspace's own and those with a rate.
const CURRENCIES: [&str; 13] =
    ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF", "INR"];

/// The ways to recognise a deal that is there, with their names in the page.
const KEYS: [(Key, &str); 3] =
    [(Key::ExternalId, "external_id"), (Key::Title, "title"), (Key::Nothing, "nothing")];

/// The decisions on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import_columns();
    let currency = Select {
        id: "import-currency".to_owned(),
        label: String::new(),
        groups: vec![Options::plain(currencies(wizard))],
        chosen: Signal::derive(move || {
            wizard
                .setup
                .with(|setup| setup.as_ref().map_or(String::new(), |setup| setup.currency.to_string()))
        }),
        set: Callback::new(move |code: String| {
            if let Ok(currency) = code.parse() {
                wizard.decide(|setup| setup.currency = currency);
            }
        }),
    };
    let name_of = |key: Key| KEYS.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| *name);
    let key = Select {
        id: "import-key".to_owned(),
        label: String::new(),
        groups: vec![Options::plain(
            KEYS.iter()
                .map(|(key, name)| ((*name).to_owned(), import_columns::key(*key).to_owned()))
                .collect(),
        )],
        chosen: Signal::derive(move || {
            wizard.setup.with(|setup| setup.as_ref().map_or("", |setup| name_of(setup.key))).to_owned()
        }),
        set: Callback::new(move |name: String| {
            if let Some((key, _)) = KEYS.iter().find(|(_, known)| *known == name) {
                wizard.decide(|setup| setup.key = *key);
            }
        }),
    };
    let uses_list_price =
        move || wizard.setup.with(|setup| setup.as_ref().is_some_and(|setup| setup.uses_list_price));
    let line = |id: &'static str, title: &'static str, hint: &'static str, control: AnyView| {
        view! {
            <div class="setting">
                <div class="setting-text">
                    <label class="strong" for=id>
                        {title}
                    </label>
                    <span class="hint">{hint}</span>
                </div>
                {control}
            </div>
        }
    };
    let list_price = view! {
        <input
            type="checkbox"
            id="import-list-price"
            prop:checked=uses_list_price
            on:change=move |event| {
                let is_on = event_target_checked(&event);
                wizard.decide(|setup| setup.uses_list_price = is_on);
            }
        />
    };
    view! {
        <section class="import-table" aria-labelledby="import-for-all">
            <h3 id="import-for-all">{texts.deals_settings}</h3>
            <div class="box">
                {line("import-currency", texts.currency, texts.currency_hint, currency.view())}
                {line("import-key", texts.key, texts.key_hint, key.view())}
                {line("import-list-price", texts.list_price, texts.list_price_hint, list_price.into_any())}
            </div>
        </section>
    }
    .into_any()
}

/// The currencies to choose from, the one in use among them.
fn currencies(wizard: Wizard) -> Vec<(String, String)> {
    let chosen = wizard.setup.with_untracked(|setup| setup.as_ref().map(|setup| setup.currency));
    let mut all: Vec<Currency> = wizard.ui.store.with(|workspace| {
        let rated = workspace.settings.rates.keys().copied();
        [workspace.settings.currency].into_iter().chain(chosen).chain(rated).collect()
    });
    all.extend(CURRENCIES.iter().filter_map(|code| code.parse::<Currency>().ok()));
    let mut options: Vec<(String, String)> = Vec::new();
    for currency in all {
        let code = currency.to_string();
        if options.iter().all(|(known, _)| *known != code) {
            let text = [&code, " · ", &intl::currency_name(currency)].concat();
            options.push((code, text));
        }
    }
    options
}
