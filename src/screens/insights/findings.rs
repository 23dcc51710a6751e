//! What the figures say, in words.

use leptos::prelude::*;
use metrics::{Finding, Rule};

use super::drill::Listing;
use super::source::Source;
use super::state::State;
use crate::components::icon;
use crate::text::{fill, t};

/// The findings; nothing where there is nothing to say.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_findings();
    let said = state.made(|source| {
        let said = source.report.findings.iter().map(|finding| {
            let (what, deals) = (sentence(source, finding), behind(source, finding));
            (what, deals, finding.deals.clone())
        });
        said.collect::<Vec<_>>()
    });
    let list = move || {
        let said = said.get();
        (!said.is_empty()).then(|| {
            let rows = said.into_iter().map(|(what, count, deals)| {
                let title = what.clone();
                let exact = deals.len().to_string();
                let open = move |_| state.list(title.clone(), Listing::These(deals.clone()));
                view! {
                    <li>
                        <span dir="auto">{what}</span>
                        " "
                        <button
                            type="button"
                            class="figure-link"
                            aria-haspopup="dialog"
                            data-metric="finding.deals"
                            data-value=exact
                            on:click=open
                        >
                            {count}
                        </button>
                    </li>
                }
            });
            view! {
                <section class="findings" aria-labelledby="insights-says">
                    <h2 id="insights-says">{icon("sparkles")} {texts.says}</h2>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    list.into_any()
}

/// What a finding says.
fn sentence(source: Source, finding: &Finding) -> String {
    let texts = t().insights_findings();
    let Source { workspace, writing, .. } = source;
    match &finding.rule {
        Rule::AtRisk { stalled, value_share } => {
            let held =
                value_share.map(|held| fill(texts.at_risk_share, &[("share", &(writing.share)(held))]));
            let text = if stalled.hits == 1 { texts.at_risk.one } else { texts.at_risk.other };
            let (n, open) = ((writing.count)(stalled.hits), (writing.count)(stalled.of));
            fill(text, &[("n", &n), ("open", &open), ("share", &held.unwrap_or_default())])
        }
        Rule::DropOff { stage, now, before, main_reason } => {
            let points = now.share().zip(before.share()).map_or(0.0, |(now, before)| 100.0 * (now - before));
            let points = fill(texts.points, &[("n", &(writing.decimal)(points))]);
            let reason = main_reason.and_then(|(reason, _)| workspace.choices.get(reason));
            let reason = reason.map(|row| fill(texts.mostly, &[("reason", &row.name)])).unwrap_or_default();
            let stage = source.stage(*stage);
            let now = writing.rate_or_blank(*now);
            fill(
                texts.drop_off,
                &[("stage", &stage), ("now", &now), ("points", &points), ("reason", &reason)],
            )
        }
        Rule::SlowerStage { stage, days, .. } => {
            let (now, before) = (writing.days(days.0), writing.days(days.1));
            fill(texts.slower, &[("stage", &source.stage(*stage)), ("now", &now), ("before", &before)])
        }
        Rule::LongerCycle { days, .. } => {
            fill(texts.longer, &[("now", &writing.days(days.0)), ("before", &writing.days(days.1))])
        }
        Rule::WinRate { key, rate, rest, .. } => {
            let text = if rate.share() > rest.share() { texts.wins_more } else { texts.wins_less };
            let (one, others) = (writing.rate_or_blank(*rate), writing.rate_or_blank(*rest));
            fill(text, &[("group", &source.key(*key)), ("rate", &one), ("rest", &others)])
        }
    }
}

/// How many deals it is about, and what they are worth.
fn behind(source: Source, finding: &Finding) -> String {
    let texts = t().insights_findings();
    let value = finding.value.total().ok().map(|minor| {
        let value = (source.writing.amount)(minor, source.report.currency);
        fill(texts.behind_value, &[("value", &value)])
    });
    let count = finding.deals.len();
    let text = if count == 1 { texts.behind.one } else { texts.behind.other };
    fill(text, &[("n", &(source.writing.count)(count)), ("value", &value.unwrap_or_default())])
}
