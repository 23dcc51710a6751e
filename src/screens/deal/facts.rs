//! The fields of a deal, each edited where it stands: in the panel, and in the cells of the table.

use leptos::prelude::*;
use sales::decide::{DealPatch, Rejection};
use sales::ids::{ChoiceId, DealId};
use sales::model::{Deal, ListKind, Workspace};
use sales::money::{AmountError, Currency, Money, parse_amount};
use sales::query::SortKey;

use super::custom::{CustomFields, custom_field};
use super::here::{Here, prop};
use super::tags::Tags;
use super::{days, options, typed};
use crate::components::{InPlace, InPlaceAmount, InPlacePick, Look, Pick, Typed, icon, initials};
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::screens::offered;
use crate::screens::typed_day::read_day;
use crate::text::{fill, rejection, t};

/// Where a field is edited.
#[derive(Clone, Copy)]
pub(super) enum Surface {
    /// In the panel, where it reads as text until it is pressed.
    Panel,
    /// In a cell of the table. It is a field from the start; the callback hears when it is one no longer, and whether
    /// the focus is to go back to the cell.
    Cell(Callback<bool>),
    /// In the line of this deal in a list, where it reads as text until it is pressed.
    Line(DealId),
}

impl Surface {
    /// How a field reads here.
    pub(super) fn look(
        self,
        name: &str,
        label: impl Into<String>,
        text: Signal<String>,
        blank: &'static str,
    ) -> Look {
        match self {
            Self::Panel => Look::new(format!("deal-{name}"), label, text, blank),
            Self::Line(deal) => Look::new(format!("line-{name}-{deal}"), label, text, blank),
            Self::Cell(on_end) => {
                Look { on_end: Some(on_end), ..Look::new(format!("cell-{name}"), label, text, blank) }
            }
        }
    }
}

/// The field of a column of the table, to be edited in a cell; nothing for what is not edited as a field.
pub(in crate::screens) fn cell_field(here: Here, column: SortKey, on_end: Callback<bool>) -> AnyView {
    let surface = Surface::Cell(on_end);
    match column {
        SortKey::Title => title(here, surface),
        SortKey::Value => value(here, surface),
        SortKey::Probability => probability(here, surface),
        SortKey::Owner => owner(here, surface),
        SortKey::Organisation => organisation(here, surface),
        SortKey::Contact => contact(here, surface),
        SortKey::Segment => segment(here, surface),
        SortKey::Source => source(here, surface),
        SortKey::Product => product(here, surface),
        SortKey::ExpectedClose => expected_close(here, surface),
        SortKey::Custom(field) => custom_field(here, surface, field),
        SortKey::Stage | SortKey::Created | SortKey::InStageSince => ().into_any(),
    }
}

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
                {prop("money", texts.value, value(here, Surface::Panel))}
                {prop("trophy", texts.probability, probability_with_way_back(here))}
                {prop("user", texts.owner, owner(here, Surface::Panel))}
                {prop("organisation", texts.organisation, organisation_with_link(here))}
                {prop("contact", texts.contact, contact_with_link(here))}
                {prop("people", texts.segment, segment(here, Surface::Panel))}
                {prop("calendar", texts.expected_close, expected_close(here, Surface::Panel))}
                {prop("sparkles", texts.source, source(here, Surface::Panel))}
                {prop("note", texts.product, product(here, Surface::Panel))}
                {prop("tag", texts.tags, view! { <Tags here/> }.into_any())}
                {prop("plus", texts.created, days::created(here, Surface::Panel))}
                {days::closed_prop(here)}
                <CustomFields here/>
            </dl>
        </section>
    }
    .into_any()
}

/// The title, which says what it is by itself.
pub(super) fn title(here: Here, surface: Surface) -> AnyView {
    let title = here.text(|_, deal| deal.title.clone());
    let look = Look { speaks_for_itself: true, ..surface.look("title-text", t().deal().title, title, "") };
    let look = look.with(move || view! { <span class="clamp" dir="auto">{title}</span> }.into_any());
    let start = Callback::new(move |()| here.read(|_, deal| deal.title.clone()));
    // A title is one line, however it was pasted.
    let save = Callback::new(move |text: String| {
        here.edit(DealPatch::Title(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    });
    // In the panel all of it is seen while it is changed; a cell has no room for that.
    let kind = if matches!(surface, Surface::Panel) { Typed::Title } else { Typed::Line };
    view! { <InPlace look kind value=start save/> }.into_any()
}

pub(super) fn value(here: Here, surface: Surface) -> AnyView {
    let text =
        here.text(|_, deal| deal.value.map(|value| intl::money(value, Length::Full)).unwrap_or_default());
    let look = surface
        .look("value", t().deal().value, text, t().deal().add_field)
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

fn currencies(here: Here) -> Vec<Currency> {
    here.read(|workspace, deal| currencies_for(workspace, deal.value.map(|value| value.currency)))
}

/// The workspace's currency, those with a rate, the deal's own, and the common ones, each once.
pub(in crate::screens) fn currencies_for(workspace: &Workspace, own: Option<Currency>) -> Vec<Currency> {
    let settings = &workspace.settings;
    let mut all = vec![settings.currency];
    all.extend(settings.rates.keys().copied().chain(own));
    all.extend(COMMON.iter().filter_map(|code| code.parse::<Currency>().ok()));
    let mut seen = Vec::with_capacity(all.len());
    for currency in all {
        if !seen.contains(&currency) {
            seen.push(currency);
        }
    }
    seen
}

fn probability(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let text = here.text(|workspace, deal| percent(workspace.probability_of(deal)));
    let is_own = here.holds(|_, deal| deal.probability.is_some());
    let look = surface.look("probability", texts.probability, text, texts.add_field).with(move || {
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
    view! { <InPlace look kind=Typed::Number value=start save/> }.into_any()
}

/// The probability, and the way back to the stage's where the deal has one of its own.
fn probability_with_way_back(here: Here) -> AnyView {
    let texts = t().deal();
    let is_own = here.holds(|_, deal| deal.probability.is_some());
    let stages = here.text(|workspace, deal| {
        workspace.stages.get(deal.position.stage).map(|stage| percent(stage.probability)).unwrap_or_default()
    });
    view! {
        {probability(here, Surface::Panel)}
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

pub(super) fn owner(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let text = here.text(|workspace, deal| {
        deal.owner.and_then(|id| workspace.people.live(id)).map(|row| row.name.clone()).unwrap_or_default()
    });
    let look = surface.look("owner", texts.owner, text, t().common().nobody).with(move || {
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
    let pick = move |pick: Pick| here.put(options::picked_person(pick), DealPatch::Owner);
    picked(look, Callback::new(move |()| offered::people(here.ui)), Callback::new(pick))
}

fn organisation(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let look =
        surface.look("organisation", texts.organisation, here.text(organisation_name), texts.add_field);
    let pick = move |pick: Pick| here.put(options::picked_organisation(pick), DealPatch::Organisation);
    picked(look, Callback::new(move |()| offered::organisations(here.ui)), Callback::new(pick))
}

fn organisation_with_link(here: Here) -> AnyView {
    let open = move || {
        let id = here.read(|workspace, deal| {
            deal.organisation.filter(|id| workspace.organisations.live(*id).is_some())
        });
        id.map(|id| Route::to(Screen::Organisation(id)).href())
    };
    view! { {organisation(here, Surface::Panel)} {record_link(here.text(organisation_name), open)} }
        .into_any()
}

/// The name of a deal's firm, blank where it has none.
pub(super) fn organisation_name(workspace: &Workspace, deal: &Deal) -> String {
    let row = deal.organisation.and_then(|id| workspace.organisations.live(id));
    row.map(|row| row.name.clone()).unwrap_or_default()
}

fn contact(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let look = surface.look("contact", texts.contact, here.text(contact_name), texts.add_field);
    let pick = move |pick: Pick| here.put(options::picked_contact(here, pick), DealPatch::Contact);
    picked(look, Callback::new(move |()| options::contacts(here)), Callback::new(pick))
}

/// The name of a deal's contact with what they do, blank where it has none.
fn contact_name(workspace: &Workspace, deal: &Deal) -> String {
    let row = deal.contact.and_then(|id| workspace.contacts.live(id));
    row.map(|row| options::named(&row.name, &row.role)).unwrap_or_default()
}

fn contact_with_link(here: Here) -> AnyView {
    let open = move || {
        let id =
            here.read(|workspace, deal| deal.contact.filter(|id| workspace.contacts.live(*id).is_some()));
        id.map(|id| Route::to(Screen::Contact(id)).href())
    };
    view! { {contact(here, Surface::Panel)} {record_link(here.text(contact_name), open)} }.into_any()
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

fn segment(here: Here, surface: Surface) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.segment);
    let look = surface.look("segment", t().deal().segment, here.text(name), t().deal().add_field);
    let text = look.text;
    let look = look.with(move || {
        view! { <span class="chip"><span class="truncate" dir="auto">{text}</span></span> }.into_any()
    });
    entry(here, look, ListKind::Segment, DealPatch::Segment)
}

fn source(here: Here, surface: Surface) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.source);
    let look = surface.look("source", t().deal().source, here.text(name), t().deal().add_field);
    entry(here, look, ListKind::Source, DealPatch::Source)
}

fn product(here: Here, surface: Surface) -> AnyView {
    let name = |workspace: &Workspace, deal: &Deal| entry_name(workspace, deal.product);
    let look = surface.look("product", t().deal().product, here.text(name), t().deal().add_field);
    entry(here, look, ListKind::Product, DealPatch::Product)
}

/// The name of an entry of a list, blank for none.
pub(super) fn entry_name(workspace: &Workspace, id: Option<ChoiceId>) -> String {
    id.and_then(|id| workspace.choices.live(id)).map(|row| row.name.clone()).unwrap_or_default()
}

/// A field that holds an entry of a list.
fn entry(here: Here, look: Look, list: ListKind, patch: fn(Option<ChoiceId>) -> DealPatch) -> AnyView {
    let pick = move |pick: Pick| here.put(options::picked_entry(list, pick), patch);
    picked(look, Callback::new(move |()| options::list(here, list)), Callback::new(pick))
}

pub(super) fn expected_close(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let text = here.text(|_, deal| deal.expected_close.map(intl::day).unwrap_or_default());
    let look = surface
        .look("expected-close", texts.expected_close, text, texts.add_field)
        .with(move || view! { <span class="num">{text}</span> }.into_any());
    let start = Callback::new(move |()| {
        here.read(|_, deal| deal.expected_close.map(|day| day.to_string()).unwrap_or_default())
    });
    let save = Callback::new(move |text: String| {
        let day = read_day(&text)?;
        here.edit(DealPatch::ExpectedClose(day))
    });
    view! { <InPlace look kind=Typed::Date value=start save/> }.into_any()
}
