//! What came of the review, and what it changed.

use leptos::prelude::*;
use metrics::Outcomes;
use sales::money::Currency;

use super::state::State;
use crate::components::icon;
use crate::platform::dom;
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::text::{fill, t};

pub(super) fn section(state: State) -> AnyView {
    let texts = t().review();
    dom::focus_soon("#review-end");
    let title = move || {
        let left = state.sheet.with(|sheet| sheet.queue.len());
        if left == 0 {
            texts.end_title.to_owned()
        } else {
            fill(texts.end_early, &[("n", &intl::count(left))])
        }
    };
    let next = move || match state.reminder.get().next {
        Some(day) => fill(texts.end_next, &[("day", &intl::day(day))]),
        None => texts.end_no_next.to_owned(),
    };
    let is_left = Memo::new(move |_| state.sheet.with(|sheet| !sheet.queue.is_empty()));
    let again = move || {
        is_left.get().then(|| {
            view! {
                <button type="button" class="button primary" on:click=move |_| state.ended.set(false)>
                    {texts.again}
                </button>
            }
        })
    };
    view! {
        <section class="review-end" aria-labelledby="review-end">
            <h2 id="review-end" tabindex="-1">
                <span class="empty-icon">{icon("check")}</span>
                {title}
            </h2>
            <p class="muted">{next}</p>
            <div class="review-results">
                {came(state)}
                {changed(state)}
            </div>
            <div class="empty-actions">
                {again}
                <a class="button" href=Route::to(Screen::Nurture).href()>
                    {icon("nurture")}
                    {t().shell().nurture}
                </a>
                <a class="button" href=Route::to(Screen::Today).href()>
                    {icon("task")}
                    {t().today().today}
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// What came of the deals.
fn came(state: State) -> AnyView {
    let texts = t().review();
    let rows = move || {
        let sheet = state.sheet.get();
        let came = &sheet.came;
        let rows = [
            ("planned", texts.planned, came.planned),
            ("nurtured", texts.nurtured, came.nurtured),
            ("lost", texts.lost_deals, came.lost),
            ("won", texts.won, came.won),
            ("removed", texts.removed, came.removed),
            ("worked-on", texts.worked_on, sheet.worked_on),
            ("snoozed", texts.put_off, sheet.put_off),
            ("left", texts.left, sheet.queue.len()),
        ];
        rows.into_iter()
            .filter(|row| row.2 > 0 || matches!(row.0, "planned" | "nurtured" | "lost"))
            .map(|(name, text, count)| {
                view! {
                    <div>
                        <dt>{text}</dt>
                        <dd class="num" data-metric=format!("review.{name}") data-value=count.to_string()>
                            {intl::count(count)}
                        </dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <section class="boxed-part" aria-labelledby="review-came">
            <h3 id="review-came">{texts.came}</h3>
            <dl class="review-figures">{rows}</dl>
        </section>
    }
    .into_any()
}

/// What left the pipeline, and the velocity before and after.
fn changed(state: State) -> AnyView {
    let texts = t().review();
    let content = move || {
        let sheet = state.sheet.get();
        let currency = state.ui.store.with(|workspace| workspace.settings.currency);
        let money = |name: &'static str, text: &'static str, minor: Option<i128>| {
            let said = minor.map_or_else(
                || t().common().no_rate.to_owned(),
                |minor| intl::amount(minor, currency, Length::Full),
            );
            view! {
                <div>
                    <dt>{text}</dt>
                    <dd class="num" data-metric=name data-value=minor.map(|minor| minor.to_string())>
                        {said}
                    </dd>
                </div>
            }
        };
        let footings = state.footings();
        view! {
            {money("review.removed-value", texts.out_of_forecast, sheet.came.value.total().ok())}
            {money("review.removed-weighted", texts.out_weighted, sheet.came.weighted().ok())}
            {footings.map(|(before, after)| beside(&before, &after, currency))}
        }
    };
    view! {
        <section class="boxed-part" aria-labelledby="review-changed">
            <h3 id="review-changed">{texts.changed}</h3>
            <dl class="review-figures">{content}</dl>
            <p class="muted">{texts.velocity_note}</p>
        </section>
    }
    .into_any()
}

/// Open deals and the velocity, before and after.
fn beside(before: &Outcomes, after: &Outcomes, currency: Currency) -> AnyView {
    let texts = t().review();
    let velocity = |outcomes: &Outcomes, name: &'static str| {
        let monthly = outcomes.velocity().ok().map(metrics::Velocity::monthly);
        #[allow(clippy::cast_possible_truncation, reason = "an amount of money far below 2^127")]
        let said = monthly.map_or_else(
            || "–".to_owned(),
            |monthly| intl::amount(monthly.round() as i128, currency, Length::Compact),
        );
        view! {
            <span data-metric=name data-value=monthly.map(|monthly| monthly.to_string())>
                {said}
            </span>
        }
    };
    let is_known = before.velocity().is_ok() || after.velocity().is_ok();
    let pair = |one: AnyView, other: AnyView| {
        view! {
            <span class="visually-hidden">{texts.before} " "</span>
            {one}
            <span class="review-arrow">{icon("arrow-right")}</span>
            <span class="visually-hidden">{texts.after} " "</span>
            {other}
        }
    };
    let count = |count: usize, name: &'static str| {
        view! {
            <span data-metric=name data-value=count.to_string()>
                {intl::count(count)}
            </span>
        }
        .into_any()
    };
    view! {
        <div>
            <dt>{texts.open_deals}</dt>
            <dd class="num">{pair(count(before.open, "review.open-before"), count(after.open, "review.open-after"))}</dd>
        </div>
        <div>
            <dt>{texts.velocity}</dt>
            {if is_known {
                view! {
                    <dd class="num">
                        {pair(
                            velocity(before, "review.velocity-before").into_any(),
                            velocity(after, "review.velocity-after").into_any(),
                        )}
                    </dd>
                }
                    .into_any()
            } else {
                view! { <dd class="muted">{texts.velocity_unknown}</dd> }.into_any()
            }}
        </div>
    }
    .into_any()
}
