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
use crate::text::{fill, t};

/// The cell of a deal in a column.
pub(super) fn cell(workspace: &Workspace, deal: &Deal, column: Column) -> AnyView {
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
        SortKey::Stage => view! { <td>{stage(workspace, deal)}</td> }.into_any(),
        SortKey::Value => value(deal, "num"),
        SortKey::Probability => {
            let shown = (deal.standing() != StandingKind::Nurtured)
                .then(|| intl::percent(f64::from(chance(workspace, deal))));
            number(shown.unwrap_or_default())
        }
        SortKey::Owner => owner(workspace, deal),
        SortKey::Segment => choice(workspace, deal.segment),
        SortKey::Source => choice(workspace, deal.source),
        SortKey::Product => choice(workspace, deal.product),
        SortKey::ExpectedClose => close(deal),
        SortKey::Created => plain(intl::day(LocalCalendar.date_of(deal.created))),
        SortKey::InStageSince => age(workspace, deal),
        SortKey::Custom(field) => match deal.custom_value(field) {
            None => plain(String::new()),
            Some(FieldValue::Text(typed)) => text(typed.clone()),
            Some(FieldValue::Number(value)) => number(intl::number(*value)),
            Some(FieldValue::Date(day)) => plain(intl::day(*day)),
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
        <td dir="auto" title=title>
            {text}
        </td>
    }
    .into_any()
}

fn plain(text: String) -> AnyView {
    view! { <td>{text}</td> }.into_any()
}

fn number(text: String) -> AnyView {
    view! { <td class="num">{text}</td> }.into_any()
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
pub(crate) fn value(deal: &Deal, class: &'static str) -> AnyView {
    let minor = deal.value.map(|value| value.minor.to_string());
    view! {
        <td class=class data-metric=minor.is_some().then_some("deal.value") data-value=minor>
            {deal.value.map(|value| intl::money(value, Length::Full))}
        </td>
    }
    .into_any()
}

/// The owner, by face and name.
pub(crate) fn owner(workspace: &Workspace, deal: &Deal) -> AnyView {
    let person = deal.owner.and_then(|id| workspace.people.live(id));
    let face = person.map(|person| {
        view! {
            <span class="cell">
                {initials(person, "")}
                <span class="truncate" dir="auto">{person.name.clone()}</span>
            </span>
        }
    });
    view! { <td>{face}</td> }.into_any()
}

fn choice(workspace: &Workspace, id: Option<ChoiceId>) -> AnyView {
    text(id.and_then(|id| workspace.choices.live(id)).map(|row| row.name.clone()).unwrap_or_default())
}

fn tags(workspace: &Workspace, deal: &Deal) -> AnyView {
    let chip = |id: &ChoiceId| {
        let name = workspace.choices.live(*id)?.name.clone();
        Some(view! { <span class="chip"><span class="truncate" dir="auto">{name}</span></span> })
    };
    view! {
        <td>
            <span class="cell">{deal.tags.iter().filter_map(chip).collect_view()}</span>
        </td>
    }
    .into_any()
}

/// The day it is expected to close; a mark where an open deal is past it.
fn close(deal: &Deal) -> AnyView {
    let Some(day) = deal.expected_close else { return plain(String::new()) };
    if !deal.is_open() || day >= clock::today() {
        return plain(intl::day(day));
    }
    view! {
        <td>
            <span class="cell late-day" title=t().table().overdue>
                {small_icon("warning")}
                {intl::day(day)}
                <span class="visually-hidden">{t().table().overdue}</span>
            </span>
        </td>
    }
    .into_any()
}

/// How long it has been where it is; a mark where an open deal is there for longer than its stage allows.
fn age(workspace: &Workspace, deal: &Deal) -> AnyView {
    let texts = t().board();
    let days = usize::try_from(LocalCalendar.days_between(deal.entered(), clock::now())).unwrap_or(0);
    let limit = workspace.stages.get(deal.position.stage).and_then(|stage| stage.limit_days).map(usize::from);
    let late = limit.filter(|limit| deal.is_open() && days > *limit);
    let title = late.map(|limit| {
        [texts.here_for.of(days), fill(texts.here_limit, &[("n", &intl::count(limit))])].join(" · ")
    });
    view! {
        <td class="num" data-metric="deal.age" data-value=days.to_string()>
            <span class=if late.is_some() { "age late" } else { "age" } title=title>
                {late.map(|_| small_icon("clock"))}
                {fill(texts.age_short, &[("n", &intl::count(days))])}
                {late.map(|_| view! { <span class="visually-hidden">{texts.stalled}</span> })}
            </span>
        </td>
    }
    .into_any()
}
