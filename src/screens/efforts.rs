//! What was done: activities by person, type and week, and how many of them a won deal takes.

use leptos::prelude::*;
use metrics::goals::breakdown::HISTORY_DAYS;
use metrics::{Efforts, PerWon, Period, Row, efforts, per_won};
use sales::time::Date;

use super::activities::{kind_icon, kind_name};
use crate::components::{follow_on, initials, small_icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl;
use crate::state::Ui;
use crate::text::{fill, t};

/// How many weeks before the present one are shown.
const WEEKS: u16 = 7;

pub(super) fn section(ui: Ui) -> AnyView {
    let texts = t().calendar();
    let make = move || {
        let pipeline = ui.pipeline();
        let today = clock::today();
        let from = today.checked_sub_days(chrono::Days::new(HISTORY_DAYS - 1)).unwrap_or(Date::MIN);
        ui.store.with(|workspace| {
            let done = efforts(workspace, None, (today, WEEKS), &LocalCalendar);
            (done, per_won(workspace, pipeline, Period { from, to: today }, &LocalCalendar))
        })
    };
    let sheet = RwSignal::new(untrack(make));
    let track = move |()| {
        ui.pipeline();
        ui.store.track_activities();
        ui.store.track_deals();
        ui.store.track_catalogue();
    };
    follow_on(Callback::new(track), Callback::new(move |()| sheet.set(make())));
    let content = move || {
        sheet.with(|(done, won)| {
            let tables = if done.all.total == 0 {
                view! { <p class="muted" data-part="none-done">{texts.none_done}</p> }.into_any()
            } else {
                view! {
                    {people(ui, done)}
                    {kinds(ui, done)}
                    <p class="muted">{texts.done_note}</p>
                }
                .into_any()
            };
            view! {
                {takes(ui, won)}
                {tables}
            }
        })
    };
    content.into_any()
}

/// How many activities a won deal takes.
fn takes(ui: Ui, won: &PerWon) -> AnyView {
    let texts = t().calendar();
    let Some(mean) = won.mean() else {
        return view! {
            <section class="boxed-part" aria-labelledby="per-won">
                <h2 id="per-won">{texts.per_won}</h2>
                <p class="muted">{texts.per_won_none}</p>
            </section>
        }
        .into_any();
    };
    let said = texts.per_won_is.with(won.deals, &[("mean", &intl::decimal(mean))]);
    let kinds = won.kinds.iter().map(|(kind, count)| {
        let name = ui.store.with(|workspace| kind_name(workspace, *kind));
        let each = won.of(*count).map(intl::decimal).unwrap_or_default();
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="num">{each}</dd>
            </div>
        }
    });
    view! {
        <section class="boxed-part" aria-labelledby="per-won">
            <h2 id="per-won">{texts.per_won}</h2>
            <p>
                <strong data-metric="activities.per-won" data-value=mean.to_string()>
                    {said}
                </strong>
            </p>
            <dl class="review-figures wide" aria-label=texts.each>
                {kinds.collect_view()}
            </dl>
            {(won.silent > 0).then(|| view! { <p class="muted">{texts.silent.of(won.silent)}</p> })}
        </section>
    }
    .into_any()
}

fn table(
    id: &'static str,
    title: &'static str,
    first: &'static str,
    done: &Efforts,
    rows: AnyView,
) -> AnyView {
    let texts = t().calendar();
    let heads = done.weeks.iter().map(|week| {
        let day = intl::day(*week);
        view! {
            <th scope="col" class="num" aria-label=fill(texts.week_of, &[("day", &day)])>
                {day.clone()}
            </th>
        }
    });
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div class="framed" tabindex="0" role="group" aria-label=title>
                <table class="table efforts-table">
                    <thead>
                        <tr>
                            <th scope="col">{first}</th>
                            {heads.collect_view()}
                            <th scope="col" class="num">
                                {texts.all}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn cells(row: &Row) -> AnyView {
    let weeks = row.weeks.iter().map(|count| {
        let said = if *count == 0 { "–".to_owned() } else { intl::count(*count) };
        view! { <td class="num">{said}</td> }
    });
    view! {
        {weeks.collect_view()}
        <td class="num strong" data-metric="activities.done" data-value=row.total.to_string()>
            {intl::count(row.total)}
        </td>
    }
    .into_any()
}

fn people(ui: Ui, done: &Efforts) -> AnyView {
    let texts = t().calendar();
    let rows = done.people.iter().map(|(person, row)| {
        let name = ui.store.with(|workspace| {
            person.and_then(|id| workspace.people.get(id)).map_or_else(
                || view! { <span class="muted">{t().common().nobody}</span> }.into_any(),
                |person| {
                    view! {
                        <span class="cell">
                            {initials(person, "")}
                            <span class="truncate" dir="auto">{person.name.clone()}</span>
                        </span>
                    }
                    .into_any()
                },
            )
        });
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells(row)}
            </tr>
        }
    });
    let all = view! {
        <tr data-row="all">
            <th scope="row">{texts.all}</th>
            {cells(&done.all)}
        </tr>
    };
    let rows = view! {
        {rows.collect_view()}
        {all}
    };
    table("done-people", texts.by_person, texts.who, done, rows.into_any())
}

fn kinds(ui: Ui, done: &Efforts) -> AnyView {
    let texts = t().calendar();
    let rows = done.kinds.iter().map(|(kind, row)| {
        let name = ui.store.with(|workspace| kind_name(workspace, *kind));
        view! {
            <tr>
                <th scope="row">
                    <span class="cell">
                        {small_icon(kind_icon(*kind))}
                        <span class="truncate" dir="auto">{name}</span>
                    </span>
                </th>
                {cells(row)}
            </tr>
        }
    });
    table("done-kinds", texts.by_kind, texts.kind, done, rows.collect_view().into_any())
}
