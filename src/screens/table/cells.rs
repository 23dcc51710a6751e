//! What stands in a cell.

use leptos::prelude::*;
use sales::board::chance;
use sales::ids::ChoiceId;
use sales::model::{Deal, FieldValue, Standing, StandingKind, Workspace};
use sales::query::SortKey;
use sales::time::Calendar;

use super::columns::Column;
use crate::components::{initials, small_icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl::{self, Length};
use crate::text::{common, fill, t};

/// What the cell of a deal says in a column.
pub(super) fn content(workspace: &Workspace, deal: &Deal, column: Column) -> AnyView {
    let Column::By(key) = column else { return tags(workspace, deal) };
    match key {
        SortKey::Title => text(deal.title.clone()),
        SortKey::Organisation => {
            let row = deal.organisation.and_then(|id| workspace.organisations.live(id));
            text(row.map(|row| row.name.clone()).unwrap_or_default())
        }
        SortKey::Contact => {
            let row = deal.contact.and_then(|id| workspace.contacts.live(id));
            text(row.map(|row| row.name.clone()).unwrap_or_default())
        }
        SortKey::Stage => stage(workspace, deal),
        SortKey::Value => value(deal),
        SortKey::Probability => {
            let shown = (deal.standing() != StandingKind::Nurtured)
                .then(|| intl::percent(f64::from(chance(workspace, deal))));
            shown.unwrap_or_default().into_any()
        }
        SortKey::Owner => owner(workspace, deal),
        SortKey::Segment => choice(workspace, deal.segment),
        SortKey::Source => choice(workspace, deal.source),
        SortKey::Product => choice(workspace, deal.product),
        SortKey::ExpectedClose => close(deal),
        SortKey::Created => {
            deal.known_created().map(|created| intl::day(LocalCalendar.date_of(created))).into_any()
        }
        SortKey::InStageSince => age(workspace, deal),
        SortKey::Custom(field) => match deal.custom_value(field) {
            None => ().into_any(),
            Some(FieldValue::Text(typed)) => text(typed.clone()),
            Some(FieldValue::Number(value)) => intl::number(*value).into_any(),
            Some(FieldValue::Date(day)) => intl::day(*day).into_any(),
            Some(FieldValue::Choice(option)) => {
                let field = workspace.fields.get(field);
                let option = field.and_then(|field| field.options.iter().find(|row| row.id == *option));
                text(option.map(|option| option.name.clone()).unwrap_or_default())
            }
        },
    }
}

/// A user's text. All of it shows on hover where it is cut.
fn text(text: String) -> AnyView {
    let title = text.clone();
    view! {
        <div class="truncate" dir="auto" title=title>
            {text}
        </div>
    }
    .into_any()
}

/// The stage with its colour, and a mark where the deal rests.
pub(crate) fn stage(workspace: &Workspace, deal: &Deal) -> AnyView {
    let stage = workspace.stages.get(deal.position.stage);
    let (name, hue) = stage.map_or((String::new(), 0), |stage| (stage.name.clone(), stage.hue));
    let rests = match &deal.position.standing {
        Standing::Nurtured { until, .. } => {
            let title = until.map(|day| fill(t().table().nurtured_until, &[("day", &intl::day(day))]));
            Some(view! {
                <span class="chip nurture" title=title.unwrap_or_else(|| t().table().nurtured.to_owned())>
                    {small_icon("nurture")}
                    <span class="visually-hidden">{t().table().nurtured}</span>
                </span>
            })
        }
        _ => None,
    };
    view! {
        <span class="cell">
            <span class=format!("dot hue-{hue}")></span>
            <span class="truncate" dir="auto">{name}</span>
            {rests}
        </span>
    }
    .into_any()
}

/// The value, exact for machines.
fn value(deal: &Deal) -> AnyView {
    let value = deal.value.map(|value| {
        view! {
            <span data-metric="deal.value" data-value=value.minor.to_string()>
                {intl::money(value, Length::Full)}
            </span>
        }
    });
    value.into_any()
}

/// The owner, by face and name.
fn owner(workspace: &Workspace, deal: &Deal) -> AnyView {
    let person = deal.owner.and_then(|id| workspace.people.live(id));
    let face = person.map(|person| {
        view! {
            <span class="cell">
                {initials(person, "")}
                <span class="truncate" dir="auto">{person.name.clone()}</span>
            </span>
        }
    });
    face.into_any()
}

/// A cell of another table with the value of a deal.
pub(crate) fn value_cell(deal: &Deal, class: &'static str) -> AnyView {
    view! { <td class=class>{value(deal)}</td> }.into_any()
}

/// A cell of another table with the owner of a deal.
pub(crate) fn owner_cell(workspace: &Workspace, deal: &Deal) -> AnyView {
    view! { <td>{owner(workspace, deal)}</td> }.into_any()
}

fn choice(workspace: &Workspace, id: Option<ChoiceId>) -> AnyView {
    text(id.and_then(|id| workspace.choices.live(id)).map(|row| row.name.clone()).unwrap_or_default())
}

fn tags(workspace: &Workspace, deal: &Deal) -> AnyView {
    let chip = |id: &ChoiceId| {
        let name = workspace.choices.live(*id)?.name.clone();
        Some(view! { <span class="chip"><span class="truncate" dir="auto">{name}</span></span> })
    };
    view! { <span class="cell">{deal.tags.iter().filter_map(chip).collect_view()}</span> }.into_any()
}

/// The day it is expected to close; a mark where an open deal is past it.
fn close(deal: &Deal) -> AnyView {
    let Some(day) = deal.expected_close else { return ().into_any() };
    if !deal.is_open() || day >= clock::today() {
        return intl::day(day).into_any();
    }
    view! {
        <span class="cell late-day" title=t().table().overdue>
            {small_icon("warning")}
            {intl::day(day)}
            <span class="visually-hidden">{t().table().overdue}</span>
        </span>
    }
    .into_any()
}

/// How long it has been where it is; a mark where nothing happened for longer than its stage allows.
fn age(workspace: &Workspace, deal: &Deal) -> AnyView {
    let days = usize::try_from(LocalCalendar.days_between(deal.entered(), clock::now())).unwrap_or(0);
    let late = common::stalled(workspace, deal);
    view! {
        <span
            class=if late.is_some() { "age late" } else { "age" }
            title=late.clone()
            data-metric="deal.age"
            data-value=days.to_string()
        >
            {late.as_ref().map(|_| small_icon("clock"))}
            {fill(t().board().age_short, &[("n", &intl::count(days))])}
            {late.clone().map(|late| view! { <span class="visually-hidden">" " {late}</span> })}
        </span>
    }
    .into_any()
}
