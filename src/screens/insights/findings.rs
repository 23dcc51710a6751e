//! What the figures say, in words.

use leptos::prelude::*;
use metrics::{
    Finding, LONGER, MOST_FINDINGS, POINTS, RATES_FROM, Rule, STALLED_FROM, STALLED_SHARE, TIMES_FROM,
};

use super::drill::Listing;
use super::source::Source;
use super::state::State;
use super::tiles::range;
use super::writing::{Writing, no_rate};
use crate::components::icon;
use crate::text::{fill, t};

/// The findings; nothing where there is nothing to say.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_findings();
    let said = state.made(|source| {
        let said = source.report.findings.iter().map(|finding| {
            let (what, (count, why)) = (sentence(source, finding), behind(source, finding));
            (what, count, why, finding.deals.clone())
        });
        said.collect::<Vec<_>>()
    });
    let on = state.made(basis);
    let list = move || {
        let said = said.get();
        (!said.is_empty()).then(|| {
            let rows = said.into_iter().map(|(what, count, why, deals)| {
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
                        {why.map(|why| view! { " " <span class="muted">{why}</span> })}
                    </li>
                }
            });
            view! {
                <section class="findings" aria-labelledby="insights-says">
                    <h2 id="insights-says">{icon("sparkles")} {texts.says}</h2>
                    <p class="muted" data-findings="basis">{move || on.get()}</p>
                    <ul>{rows.collect_view()}</ul>
                    <details class="findings-rules">
                        <summary>{texts.rules}</summary>
                        <ul>{rules(Writing::INTL).into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul>
                    </details>
                </section>
            }
        })
    };
    list.into_any()
}

/// Which deals they are about, whatever the figures below are about.
fn basis(source: Source) -> String {
    let (texts, query) = (t().insights_findings(), &source.report.query);
    let days = range(query.period.from, query.as_of(), source.writing);
    match query.before() {
        Some(before) => {
            let before = range(before.period.from, before.period.to, source.writing);
            fill(texts.on, &[("range", &days), ("before", &before)])
        }
        None => fill(texts.on_without_before, &[("range", &days)]),
    }
}

/// What has to be true before something is said, rule by rule, and how much is said at most.
fn rules(writing: Writing) -> [String; 6] {
    let texts = t().insights_findings();
    let points = fill(texts.points, &[("n", &(writing.decimal)(100.0 * POINTS))]);
    let longer = (writing.share)(LONGER - 1.0);
    let (rates, times) = ((writing.count)(RATES_FROM), (writing.count)(TIMES_FROM));
    let (stalled, held) = ((writing.count)(STALLED_FROM), (writing.share)(STALLED_SHARE));
    [
        fill(texts.rule_at_risk, &[("n", &stalled), ("share", &held)]),
        fill(texts.rule_drop_off, &[("n", &rates), ("points", &points)]),
        fill(texts.rule_slower, &[("n", &times), ("share", &longer)]),
        fill(texts.rule_longer, &[("n", &times), ("share", &longer)]),
        fill(texts.rule_win_rate, &[("n", &rates), ("points", &points)]),
        fill(texts.rule_most, &[("n", &(writing.count)(MOST_FINDINGS))]),
    ]
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
            let stage = source.lane_and_stage(*stage);
            let now = writing.rate_or_blank(*now);
            fill(
                texts.drop_off,
                &[("stage", &stage), ("now", &now), ("points", &points), ("reason", &reason)],
            )
        }
        Rule::SlowerStage { stage, days, .. } => {
            let (now, before) = (writing.days(days.0), writing.days(days.1));
            fill(
                texts.slower,
                &[("stage", &source.lane_and_stage(*stage)), ("now", &now), ("before", &before)],
            )
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

/// How many deals it is about and what they are worth; where that does not add up, why.
fn behind(source: Source, finding: &Finding) -> (String, Option<String>) {
    let texts = t().insights_findings();
    let (value, why) = match finding.value.total() {
        Ok(minor) => {
            let value = (source.writing.amount)(minor, source.report.currency);
            (fill(texts.behind_value, &[("value", &value)]), None)
        }
        Err(missing) => (String::new(), Some(no_rate(&missing))),
    };
    let count = finding.deals.len();
    let text = if count == 1 { texts.behind.one } else { texts.behind.other };
    (fill(text, &[("n", &(source.writing.count)(count)), ("value", &value)]), why)
}

#[cfg(test)]
mod tests {
    use metrics::{Amount, Rate};

    use super::super::charts::tests::Sample;
    use super::super::question::{Question, Span};
    use super::*;

    #[test]
    fn a_value_that_does_not_add_up_says_which_rate_is_missing() {
        let sample = Sample::new(Question::default());
        let said = |amounts: [Amount; 2]| {
            let rule = Rule::AtRisk { stalled: Rate { hits: 2, of: 5 }, value_share: None };
            let deals = sample.fixture.workspace.deals.iter_ix().map(|row| row.0).take(2).collect();
            behind(sample.source(), &Finding { rule, deals, value: amounts.into_iter().collect() })
        };
        let (count, why) = said([Amount::Base(100), Amount::Base(200)]);
        assert!(count.contains('3') && why.is_none(), "{count}");
        let yen = "JPY".parse().expect("a currency");
        let (count, why) = said([Amount::Base(100), Amount::Unrated(yen)]);
        assert!(count.contains('2') && why.is_some_and(|why| why.contains("JPY")), "{count}");
    }

    #[test]
    fn the_basis_names_both_periods_where_there_are_two() {
        let of = |span| basis(Sample::new(Question { span, ..Question::default() }).source());
        let (two, one) = (of(Span::Last(90)), of(Span::All));
        assert_ne!(two, one);
        assert!(!two.contains('{') && !one.contains('{'), "{two} {one}");
    }

    #[test]
    fn each_rule_says_its_numbers() {
        for rule in rules(Writing::PLAIN) {
            assert!(!rule.contains('{') && rule.contains(|letter: char| letter.is_ascii_digit()), "{rule}");
        }
    }
}
