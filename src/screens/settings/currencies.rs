//! The currency that totals are in, and what the others are worth.

use leptos::prelude::*;
use sales::decide::Command;
use sales::money::Currency;

use super::field::{Faults, Outcome, keep};
use super::rates::Rates;
use crate::components::{Pick, PickOption, Picker};
use crate::platform::intl;
use crate::state::Ui;
use crate::text::{fill, t};

/// What most firms deal in; any other is typed by its code.
const COMMON: [&str; 36] = [
    "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "MOP", "SGD", "KRW", "AUD", "NZD", "CAD", "CHF", "INR",
    "IDR", "MYR", "THB", "VND", "PHP", "AED", "SAR", "ILS", "TRY", "ZAR", "NGN", "EGP", "BRL", "MXN", "ARS",
    "CLP", "SEK", "NOK", "DKK", "PLN", "CZK",
];

/// A currency as the user reads it: its code, and its name.
pub(super) fn label(currency: Currency) -> String {
    fill(t().settings().pair, &[("a", currency.code()), ("b", &intl::currency_name(currency))])
}

/// The currencies to choose from, without those that are `taken`.
pub(super) fn options(taken: &[Currency]) -> Vec<PickOption> {
    let currencies = COMMON.into_iter().filter_map(|code| code.parse::<Currency>().ok());
    let free = currencies.filter(|currency| !taken.contains(currency));
    free.map(|currency| PickOption { id: currency.code().to_owned(), text: label(currency), hue: None })
        .collect()
}

/// The currency of a choice; `None` where the choice is nothing.
pub(super) fn picked(pick: Pick) -> Option<Result<Currency, String>> {
    match pick {
        Pick::Nothing => None,
        Pick::Known(code) | Pick::New(code) => {
            Some(code.parse().map_err(|_| t().rejection().bad_currency.to_owned()))
        }
    }
}

/// The currency of the workspace, and the rates.
#[component]
pub(super) fn Currencies() -> impl IntoView {
    const FIELD: &str = "currency";
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new("workspace".to_owned());
    let current = Signal::derive(move || {
        ui.store.track_shape();
        label(ui.store.with(|workspace| workspace.settings.currency))
    });
    let set = move |pick: Pick| -> Outcome {
        match picked(pick) {
            None => Ok(()),
            Some(currency) => keep(ui, &Command::SetCurrency { currency: currency? }),
        }
    };
    let on_pick = Callback::new(move |pick| {
        faults.note(FIELD, set(pick));
    });
    view! {
        <section class="settings-section" aria-labelledby="settings-currency">
            <header>
                <h2 id="settings-currency">{texts.currencies}</h2>
            </header>
            <div class="box">
                <div class="setting">
                    <div class="setting-text">
                        <label class="strong" for=faults.id(FIELD)>
                            {texts.workspace_currency}
                        </label>
                        <span class="hint">{texts.workspace_currency_hint}</span>
                    </div>
                    <Picker
                        id=faults.id(FIELD)
                        label=texts.workspace_currency
                        value=current
                        options=Callback::new(|()| options(&[]))
                        can_create=true
                        can_clear=false
                        on_pick
                    />
                    {faults.view()}
                </div>
            </div>
        </section>
        <Rates/>
    }
    .into_any()
}
