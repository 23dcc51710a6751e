//! The table of exchange rates.

use leptos::prelude::*;
use sales::decide::Command;
use sales::money::{Currency, Rate, parse_rate};
use sales::time::Date;
use sales::usage;

use super::currencies::{label, options, picked};
use super::field::{AddForm, Faults, FormInput, LineField, Outcome, keep, tell};
use crate::components::{Picker, icon, small_icon};
use crate::platform::clock;
use crate::screens::typed_day::needed_day;
use crate::state::Ui;
use crate::text::{fill, t};

fn read_rate(typed: &str) -> Result<u64, String> {
    let millionths = parse_rate(typed).ok().filter(|millionths| *millionths > 0);
    millionths.ok_or_else(|| t().settings().bad_rate.to_owned())
}

fn read_date(typed: &str) -> Result<Date, String> {
    needed_day(typed).map_err(str::to_owned)
}

fn own(ui: Ui) -> Currency {
    ui.store.track_shape();
    ui.store.with(|workspace| workspace.settings.currency)
}

fn rate_of(ui: Ui, currency: Currency) -> Option<Rate> {
    ui.store.track_shape();
    ui.store.with(|workspace| workspace.settings.rates.get(&currency).copied())
}

/// The rates there are, and a line for each currency that deals use without one.
#[component]
pub(super) fn Rates() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let missing = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.with(usage::without_rate).into_iter().collect::<Vec<(Currency, usize)>>()
    });
    let currencies = Memo::new(move |_| {
        ui.store.track_shape();
        let mut all: Vec<Currency> =
            ui.store.with(|workspace| workspace.settings.rates.keys().copied().collect());
        missing.with(|missing| all.extend(missing.iter().map(|row| row.0)));
        all.sort_unstable();
        all
    });
    let is_empty = Memo::new(move |_| currencies.with(Vec::is_empty));
    let notice = move || {
        missing.with(|missing| {
            let codes: Vec<&str> = missing.iter().map(|(currency, _)| currency.code()).collect();
            (!codes.is_empty()).then(|| {
                let text = fill(texts.rates_missing, &[("currencies", &codes.join(t().common().between))]);
                view! {
                    <div class="notice warn boxed" role="status">
                        {icon("warning")}
                        <p>{text}</p>
                    </div>
                }
            })
        })
    };
    let line = move |currency: Currency| {
        let deals = Signal::derive(move || {
            missing.with(|missing| missing.iter().find(|row| row.0 == currency).map_or(0, |row| row.1))
        });
        view! { <RateRow currency deals/> }.into_any()
    };
    view! {
        <section class="settings-section" aria-labelledby="settings-rates">
            <header>
                <h2 id="settings-rates">{texts.rates}</h2>
                <p>{texts.rates_hint}</p>
            </header>
            {notice}
            <div class="box">
                {move || is_empty.get().then(|| view! { <p class="setting muted">{texts.no_rates}</p> })}
                <ul class="rows plain">
                    <For each=move || currencies.get() key=|currency| *currency children=line/>
                </ul>
                <NewRate/>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn RateRow(
    currency: Currency,
    /// How many deals use it while it has no rate.
    deals: Signal<usize>,
) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new(["rate-", currency.code()].concat());
    let rate = Signal::derive(move || rate_of(ui, currency).map(Rate::plain).unwrap_or_default());
    let date =
        Signal::derive(move || rate_of(ui, currency).map(|rate| rate.on.to_string()).unwrap_or_default());
    let has_none = Signal::derive(move || rate_of(ui, currency).is_none());
    let set = move |millionths: u64, on: Date| {
        keep(ui, &Command::SetRate { currency, rate: Some(Rate { millionths, on }) })
    };
    // A new rate is one of today, until its date is set to another.
    let set_rate = Callback::new(move |typed: String| set(read_rate(&typed)?, clock::today()));
    let set_date = Callback::new(move |typed: String| {
        let on = read_date(&typed)?;
        untrack(|| rate_of(ui, currency)).map_or(Ok(()), |rate| set(rate.millionths, on))
    });
    let remove = move |_| {
        faults.note("remove", tell(ui, &Command::SetRate { currency, rate: None }));
    };
    let code = [("currency", currency.code())];
    let remove_label = fill(texts.remove_named, &[("name", currency.code())]);
    view! {
        <li data-currency=currency.code().to_owned()>
            <span class="truncate">{label(currency)}</span>
            {move || {
                has_none
                    .get()
                    .then(|| {
                        let text = fill(texts.rate_missing, &[("deals", &t().common().deals.of(deals.get()))]);
                        view! { <span class="chip warn">{small_icon("warning")} {text}</span> }
                    })
            }}
            <span class="rate">
                <span class="muted num">{fill(texts.one_equals, &code)}</span>
                <LineField
                    faults
                    field="rate"
                    class="input num"
                    input_mode="decimal"
                    label=fill(texts.rate_of, &code)
                    value=rate
                    on_commit=set_rate
                />
                <span class="muted num">{move || own(ui).code().to_owned()}</span>
            </span>
            <LineField
                faults
                field="date"
                kind="date"
                label=fill(texts.rate_date_of, &code)
                value=date
                on_commit=set_date
                disabled=has_none
            />
            <button
                type="button"
                class="icon-button"
                aria-label=remove_label
                title=t().common().remove
                disabled=has_none
                on:click=remove
            >
                {icon("x")}
            </button>
            {faults.view()}
        </li>
    }
    .into_any()
}

/// A rate to be added.
#[component]
fn NewRate() -> impl IntoView {
    const CURRENCY: &str = "currency";
    const RATE: &str = "rate";
    const DATE: &str = "date";
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new("new-rate".to_owned());
    let currency = RwSignal::new(None::<Currency>);
    let (rate, date) = (RwSignal::new(String::new()), RwSignal::new(clock::today().to_string()));
    let free = Callback::new(move |()| {
        let taken = ui.store.with(|workspace| {
            let settings = &workspace.settings;
            settings.rates.keys().copied().chain([settings.currency]).collect::<Vec<_>>()
        });
        options(&taken)
    });
    let on_pick = Callback::new(move |pick| {
        let outcome = match picked(pick) {
            None => Ok(None),
            Some(picked) => picked.map(Some),
        };
        let outcome = outcome.map(|picked| currency.set(picked));
        faults.note(CURRENCY, outcome);
    });
    let chosen = Signal::derive(move || currency.get().map(label).unwrap_or_default());
    let clear = move || {
        currency.set(None);
        rate.set(String::new());
    };
    let add = move |code: Currency| -> Outcome {
        let millionths = read_rate(&rate.get_untracked());
        let on = read_date(&date.get_untracked());
        let mut fine = faults.note(RATE, millionths.as_ref().map(|_| ()).map_err(Clone::clone));
        fine &= faults.note(DATE, on.as_ref().map(|_| ()).map_err(Clone::clone));
        if !fine {
            return Ok(());
        }
        if untrack(|| own(ui)) == code {
            return Err(fill(texts.own_currency, &[("currency", code.code())]));
        }
        tell(
            ui,
            &Command::SetRate { currency: code, rate: Some(Rate { millionths: millionths?, on: on? }) },
        )?;
        clear();
        Ok(())
    };
    let submit = move || {
        let outcome = currency.get_untracked().ok_or_else(|| texts.choose_currency.to_owned()).and_then(add);
        faults.note(CURRENCY, outcome);
    };
    view! {
        <AddForm
            faults
            class="add-line rates"
            on_submit=Callback::new(move |()| submit())
            on_escape=Callback::new(move |()| clear())
        >
            <Picker
                id=faults.id(CURRENCY)
                label=texts.currency
                placeholder=texts.currency
                value=chosen
                options=free
                can_create=true
                error_id=Signal::derive(move || faults.described_by(CURRENCY))
                on_pick
            />
            <FormInput
                faults
                field=RATE
                class="input num"
                input_mode="decimal"
                label=texts.rate
                placeholder=texts.rate
                text=rate
            />
            <FormInput faults field=DATE kind="date" label=texts.rate_date text=date/>
            <button class="button">{texts.add_rate}</button>
        </AddForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_a_day_that_can_be_meant() {
        assert_eq!(read_date("2026-06-30"), Ok(Date::from_ymd_opt(2026, 6, 30).expect("a day")));
        for typed in ["", "0024-06-30", "20024-06-30"] {
            assert_eq!(read_date(typed), Err(t().rejection().bad_date.to_owned()), "{typed}");
        }
    }
}
