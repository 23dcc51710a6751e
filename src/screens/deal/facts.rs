//! The fields of a deal, each edited where it stands.

use leptos::prelude::*;
use sales::decide::{DealPatch, Rejection};
use sales::ids::ChoiceId;
use sales::model::{Deal, ListKind, Workspace};
use sales::money::{AmountError, Currency, Money, parse_amount};

use super::custom::CustomFields;
use super::here::{Here, prop};
use super::tags::Tags;
use super::{options, typed};
use crate::components::{InPlace, InPlaceAmount, InPlacePick, Look, Pick, Typed, icon, initials};
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::text::{fill, rejection, t};

/// Currencies that are offered beside those in use: the ones most trade is in.
const COMMON: [&str; 14] =
    ["CNY", "USD", "EUR", "HKD", "JPY", "GBP", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF", "INR", "MYR"];

/// The section of all fields.
#[component]
pub(super) fn Facts(here: Here) -> impl IntoView {
    let texts = t().deal();
    view! {
        <section class="panel-section" aria-labelledby="deal-facts">
            <h3 id="deal-facts">{texts.details}</h3>
            <dl class="props">
                {prop("money", texts.value, value(here))}
                {prop("trophy", texts.probability, probability(here))}
                {prop("user", texts.owner, owner(here))}
                {prop("organisation", texts.organisation, organisation(here))}
                {prop("contact", texts.contact, contact(here))}
                {prop("people", texts.segment, segment(here))}
                {prop("calendar", texts.expected_close, expected_close(here))}
                {prop("sparkles", texts.source, source(here))}
                {prop("note", texts.product, product(here))}
                {prop("tag", texts.tags, view! { <Tags here/> }.into_any())}
                <CustomFields here/>
            </dl>
        </section>
    }
    .into_any()
}

fn value(here: Here) -> AnyView {
    let text =
        here.text(|_, deal| deal.value.map(|value| intl::money(value, Length::Full)).unwrap_or_default());
    let look = Look::new("deal-value", t().deal().value, text, t().deal().add_field)
        .with(move || view! { <span class="num">{text}</span> }.into_any());
    let start = Callback::new(move |()| {
        here.read(|workspace, deal| match deal.value {
            Some(value) => (intl::plain_amount(value), value.currency),
            None => (String::new(), workspace.settings.currency),
        })
    });
    let save = Callback::new(move |(text, currency): (String, Currency)| {
        here.edit(DealPatch::Value(read_amount(&text, currency)?))
    });
    view! { <InPlaceAmount look value=start currencies=Callback::new(move |()| currencies(here)) save/> }
        .into_any()
}

/// An amount as it was typed; blank is none.
fn read_amount(text: &str, currency: Currency) -> Result<Option<Money>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let texts = t().rejection();
    match parse_amount(text, currency) {
        Ok(minor) => Ok(Some(Money { minor, currency })),
        Err(AmountError::NotANumber) => Err(texts.not_a_number.to_owned()),
        Err(AmountError::Negative) => Err(texts.negative.to_owned()),
        Err(AmountError::TooLarge) => Err(rejection::explain(&Rejection::ValueOutOfRange)),
        Err(AmountError::TooManyDigits) => Err(texts.too_many_digits.to_owned()),
    }
}

/// The workspace's currency, those with a rate, the deal's own, and the common ones, each once.
fn currencies(here: Here) -> Vec<Currency> {
    let mut all = here.read(|workspace, deal| {
        let own = deal.value.map(|value| value.currency);
        let settings = &workspace.settings;
        let mut all = vec![settings.currency];
        all.extend(settings.rates.keys().copied().chain(own));
        all
    });
    all.extend(COMMON.iter().filter_map(|code| code.parse::<Currency>().ok()));
    let mut seen = Vec::with_capacity(all.len());
    for currency in all {
        if !seen.contains(&currency) {
            seen.push(currency);
        }
    }
    seen
}

fn probability(here: Here) -> AnyView {
    let texts = t().deal();
    let text = here.text(|workspace, deal| percent(workspace.probability_of(deal)));
    let is_own = here.holds(|_, deal| deal.probability.is_some());
    let look = Look::new("deal-probability", texts.probability, text, texts.add_field).with(move || {
        view! {
            <span class="num">{text}</span>
            <span class="muted truncate">
                {move || if is_own.get() { texts.own_probability } else { texts.of_the_stage }}
            </span>
        }
        .into_any()
    });
    let start = Callback::new(move |()| {
        here.read(|_, deal| deal.probability.map(|percent| percent.to_string()).unwrap_or_default())
    });
    let save = Callback::new(move |text: String| {
        let percent =
            typed::parse_percent(&text).map_err(|()| rejection::explain(&Rejection::NotAPercentage))?;
        here.edit(DealPatch::Probability(percent))
    });
    let stages = here.text(|workspace, deal| {
        workspace.stages.get(deal.position.stage).map(|stage| percent(stage.probability)).unwrap_or_default()
    });
    view! {
        <InPlace look kind=Typed::Number value=start save/>
        {move || {
            is_own
                .get()
                .then(|| {
                    let clear = move |_| {
                        here.ui.act_quietly(&sales::decide::Command::EditDeals {
                            deals: vec![here.id],
                            patch: DealPatch::Probability(None),
                        });
                        crate::platform::dom::focus_soon("#deal-probability");
                    };
                    view! {
                        <button type="button" class="link" on:click=clear>
                            {move || fill(texts.use_the_stages, &[("percent", &stages.get())])}
                        </button>
                    }
                })
        }}
    }
    .into_any()
}

fn percent(percent: u8) -> String {
    intl::percent(f64::from(percent))
}

fn owner(here: Here) -> AnyView {
    let texts = t().deal();
    let text = here.text(|workspace, deal| {
        deal.owner.and_then(|id| workspace.people.live(id)).map(|row| row.name.clone()).unwrap_or_default()
    });
    let look = Look::new("deal-owner", texts.owner, text, t().common().nobody).with(move || {
        here.track();
        let mark = here.read(|workspace, deal| {
            let person = deal.owner.and_then(|id| workspace.people.live(id));
            person.map(|person| initials(person, ""))
        });
        view! {
            {mark}
            <span class="truncate" dir="auto">{text}</span>
        }
        .into_any()
    });
    let pick = move |pick: Pick| here.edit(DealPatch::Owner(options::picked_person(here, pick)?));
    picked(look, Callback::new(move |()| options::people(here)), Callback::new(pick))
}

fn organisation(here: Here) -> AnyView {
    let texts = t().deal();
    let text = here.text(organisation_name);
    let look = Look::new("deal-organisation", texts.organisation, text, texts.add_field);
    let pick =
        move |pick: Pick| here.edit(DealPatch::Organisation(options::picked_organisation(here, pick)?));
    let open = move || {
        let id = here.read(|workspace, deal| {
            deal.organisation.filter(|id| workspace.organisations.live(*id).is_some())
        });
        id.map(|id| Route::to(Screen::Organisation(id)).href())
    };
    view! {
        {picked(look, Callback::new(move |()| options::organisations(here)), Callback::new(pick))}
        {record_link(text, open)}
    }
    .into_any()
}

/// The name of a deal's firm, blank where it has none.
pub(super) fn organisation_name(workspace: &Workspace, deal: &Deal) -> String {
    let row = deal.organisation.and_then(|id| workspace.organisations.live(id));
    row.map(|row| row.name.clone()).unwrap_or_default()
}

fn contact(here: Here) -> AnyView {
    let texts = t().deal();
    let text = here.text(|workspace, deal| {
        let row = deal.contact.and_then(|id| workspace.contacts.live(id));
        row.map(|row| options::named(&row.name, &row.role)).unwrap_or_default()
    });
    let look = Look::new("deal-contact", texts.contact, text, texts.add_field);
    let pick = move |pick: Pick| here.edit(DealPatch::Contact(options::picked_contact(here, pick)?));
    let open = move || {
        let id =
            here.read(|workspace, deal| deal.contact.filter(|id| workspace.contacts.live(*id).is_some()));
        id.map(|id| Route::to(Screen::Contact(id)).href())
    };
    view! {
        {picked(look, Callback::new(move |()| options::contacts(here)), Callback::new(pick))}
        {record_link(text, open)}
    }
    .into_any()
}

/// The way to the page of what a field names, as long as it names something.
fn record_link(name: Signal<String>, href: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    view! {
        {move || {
            let name = name.get();
            href()
                .map(|href| {
                    let label = fill(t().deal().open_record, &[("name", &name)]);
                    view! {
                        <a class="icon-button" href=href aria-label=label.clone() title=label>
                            {icon("arrow-right")}
                        </a>
                    }
                })
        }}
    }
    .into_any()
}

fn picked(
    look: Look,
    options: Callback<(), Vec<crate::components::PickOption>>,
    on_pick: Callback<Pick, Result<(), String>>,
) -> AnyView {
    view! { <InPlacePick look options can_create=true on_pick/> }.into_any()
}

fn segment(here: Here) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.segment);
    entry(here, "deal-segment", t().deal().segment, ListKind::Segment, here.text(name), DealPatch::Segment)
}

fn source(here: Here) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.source);
    entry(here, "deal-source", t().deal().source, ListKind::Source, here.text(name), DealPatch::Source)
}

fn product(here: Here) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.product);
    entry(here, "deal-product", t().deal().product, ListKind::Product, here.text(name), DealPatch::Product)
}

/// The name of an entry of a list, blank for none.
pub(super) fn entry_name(workspace: &Workspace, id: Option<ChoiceId>) -> String {
    id.and_then(|id| workspace.choices.live(id)).map(|row| row.name.clone()).unwrap_or_default()
}

/// A field that holds an entry of a list.
fn entry(
    here: Here,
    id: &'static str,
    label: &'static str,
    list: ListKind,
    text: Signal<String>,
    patch: fn(Option<ChoiceId>) -> DealPatch,
) -> AnyView {
    let mut look = Look::new(id, label, text, t().deal().add_field);
    if list == ListKind::Segment {
        look = look.with(move || {
            view! { <span class="chip"><span class="truncate" dir="auto">{text}</span></span> }.into_any()
        });
    }
    let pick = move |pick: Pick| here.edit(patch(options::picked_entry(here, list, pick)?));
    picked(look, Callback::new(move |()| options::list(here, list)), Callback::new(pick))
}

fn expected_close(here: Here) -> AnyView {
    let texts = t().deal();
    let text = here.text(|_, deal| deal.expected_close.map(intl::day).unwrap_or_default());
    let look = Look::new("deal-expected-close", texts.expected_close, text, texts.add_field)
        .with(move || view! { <span class="num">{text}</span> }.into_any());
    let start = Callback::new(move |()| {
        here.read(|_, deal| deal.expected_close.map(|day| day.to_string()).unwrap_or_default())
    });
    let save = Callback::new(move |text: String| {
        let day = typed::parse_date(&text).map_err(|()| t().rejection().bad_date.to_owned())?;
        here.edit(DealPatch::ExpectedClose(day))
    });
    view! { <InPlace look kind=Typed::Date value=start save/> }.into_any()
}
