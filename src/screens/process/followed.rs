//! How well the checklists are kept, and whether that goes with winning.

use leptos::prelude::*;
use metrics::Rate;
use metrics::followed;
use sales::ids::PipelineId;

use super::page::settings_href;
use crate::platform::intl;
use crate::screens::values::name_of;
use crate::state::Ui;
use crate::text::{fill, t};

#[derive(Clone, PartialEq)]
struct Row {
    stage: String,
    counts: metrics::Followed,
}

/// The table of the stages, for deals that ended.
#[component]
pub(super) fn Followed(pipeline: PipelineId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let rows = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_deals();
        ui.store.track_activities();
        ui.store.with(|workspace| {
            let rows = followed(workspace).into_iter();
            let own = rows.filter(|row| {
                workspace.stages.get(row.stage).is_some_and(|stage| stage.pipeline == pipeline)
            });
            own.map(|counts| {
                let stage = name_of(&workspace.stages, counts.stage, |row| &row.name);
                Row { stage, counts }
            })
            .collect::<Vec<_>>()
        })
    });
    let line = |row: &Row| {
        view! {
            <tr data-stage-id=row.counts.stage.to_string()>
                <th scope="row" dir="auto">
                    {row.stage.clone()}
                </th>
                {cell("process.items", row.counts.items, false)}
                {cell("process.won-all-done", row.counts.all_done, true)}
                {cell("process.won-others", row.counts.not_all_done, true)}
            </tr>
        }
    };
    let table = move || {
        rows.with(|rows| {
            if rows.is_empty() {
                return view! { <p class="hint">{texts.followed_none}</p> }.into_any();
            }
            view! {
                <div class="framed" tabindex="0" role="group" aria-label=texts.followed>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{texts.stage}</th>
                                <th scope="col">{texts.items_done}</th>
                                <th scope="col">{texts.won_all_done}</th>
                                <th scope="col">{texts.won_others}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.iter().map(line).collect_view()}</tbody>
                    </table>
                </div>
                <p class="hint">{texts.followed_hint}</p>
            }
            .into_any()
        })
    };
    view! {
        <section class="process-followed" aria-labelledby="process-followed">
            <h2 id="process-followed">{texts.followed}</h2>
            {table}
        </section>
        <p class="no-print">
            <a class="link" href=settings_href(pipeline)>
                {t().settings().pipelines_and_stages}
            </a>
        </p>
    }
    .into_any()
}

/// A rate with what it is made of, and its interval where it is of deals that are few.
fn cell(metric: &'static str, rate: Rate, of_deals: bool) -> AnyView {
    let texts = t().process();
    let percent = |share: f64| intl::percent((share * 100.0).round());
    let Some(share) = rate.share() else {
        return view! { <td class="muted" data-metric=metric data-value="">{texts.no_deals}</td> }.into_any();
    };
    let values =
        [("percent", percent(share)), ("hits", intl::count(rate.hits)), ("of", intl::count(rate.of))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let interval = rate
        .interval_if_few()
        .filter(|_| of_deals)
        .map(|(low, high)| fill(texts.between, &[("low", &percent(low)), ("high", &percent(high))]));
    view! {
        <td data-metric=metric data-value=format!("{}/{}", rate.hits, rate.of)>
            <span class="num">{fill(texts.rate_of, &values)}</span>
            {interval.map(|text| view! { " " <span class="muted num">{text}</span> })}
        </td>
    }
    .into_any()
}
