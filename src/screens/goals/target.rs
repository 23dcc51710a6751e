//! How far a goal is, as a widget of a dashboard: of the running month, quarter or year, whichever that is by then.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::Ledger;
use sales::ids::PersonId;

use super::asked::{Asked, MEASURES, Measured, View};
use super::period::Kind;
use super::sheet::Sheet;
use super::summary::{bar, tier_name};
use super::{measure_name, period_name};
use crate::components::icon;
use crate::platform::clock;
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// The period and the measure that a widget asks for, as they stand in its question: `span=quarter&measure=value`.
pub(in crate::screens) fn target_names(question: &str) -> (String, String) {
    let find = |key: &str, all: &[&'static str], usual: &'static str| {
        let mut parts = question.split('&').filter_map(|part| part.split_once('='));
        let found =
            parts.find(|part| part.0 == key).and_then(|part| all.iter().find(|name| **name == part.1));
        (*found.unwrap_or(&usual)).to_owned()
    };
    let measures: Vec<&'static str> = MEASURES.iter().map(|row| row.1).collect();
    (
        find("span", &Kind::ALL.map(Kind::name), Kind::Quarter.name()),
        find("measure", &measures, Measured::Value.name()),
    )
}

/// The parts of a question that are not understood.
pub(in crate::screens) fn target_unread(question: &str) -> Vec<(&str, &str)> {
    let is_read = |key: &str, value: &str| match key {
        "" => value.is_empty(),
        "span" => Kind::named(value).is_some(),
        "measure" => MEASURES.iter().any(|row| row.1 == value),
        _ => false,
    };
    let parts = question.split('&').map(|part| part.split_once('=').unwrap_or((part, "")));
    parts.filter(|(key, value)| !is_read(key, value)).collect()
}

/// The same, written.
pub(in crate::screens) fn target_question(span: &str, measure: &str) -> String {
    ["span=", span, "&measure=", measure].concat()
}

/// The measures to choose from.
pub(in crate::screens) fn measure_options() -> Vec<(String, String)> {
    MEASURES.iter().map(|row| (row.1.to_owned(), measure_name(row.0).to_owned())).collect()
}

fn asked(question: &str) -> Asked {
    let (span, measure) = target_names(question);
    let today = clock::today();
    let span = Kind::named(&span).unwrap_or(Kind::Quarter).span(today);
    let measure = MEASURES.iter().find(|row| row.1 == measure).map_or(Measured::Value, |row| row.0);
    Asked { span, measure, view: View::default(), owner: None }
}

/// How far the team or a person is.
pub(in crate::screens) fn target(
    ui: Ui,
    ledger: RwSignal<Arc<Ledger>>,
    question: &str,
    owner: Option<PersonId>,
    title: String,
) -> AnyView {
    let texts = t().goals();
    let asked = asked(question);
    let line = Memo::new(move |_| {
        ui.store.track_catalogue();
        let sheet = ledger
            .with(|ledger| ui.store.with(|workspace| Sheet::new(workspace, ledger, asked, clock::today())));
        match owner {
            None => Some(sheet.team),
            Some(owner) => sheet.people.into_iter().find(|line| line.owner == Some(owner)),
        }
    });
    let currency = move || ui.store.with(|workspace| workspace.settings.currency);
    let amount = move |amount: i128| {
        if asked.is_money() {
            intl::amount(amount, currency(), Length::Compact)
        } else {
            #[allow(clippy::cast_precision_loss, reason = "a count is far below 2^53")]
            intl::number(amount as f64)
        }
    };
    let body = move || {
        let line = line.get();
        let Some(progress) = line.as_ref().and_then(|line| line.progress.clone()) else {
            return view! { <p class="muted">{texts.no_rate}</p> }.into_any();
        };
        let has_goal = line.is_some_and(|line| line.goal.is_some());
        let words = if !has_goal {
            texts.no_goal.to_owned()
        } else if let Some((tier, missing)) = progress.next() {
            fill(texts.to_next, &[("amount", &amount(missing)), ("tier", tier_name(tier))])
        } else {
            progress
                .reached()
                .map(|tier| fill(texts.reached, &[("tier", tier_name(tier))]))
                .unwrap_or_default()
        };
        let share =
            has_goal.then(|| fill(texts.of_target, &[("share", &intl::percent(progress.share() * 100.0))]));
        let exact = progress.achieved.to_string();
        view! {
            <p class="goal-main">
                <strong class="num" data-metric="target.achieved" data-value=exact>
                    {amount(progress.achieved)}
                </strong>
                <span>{share}</span>
            </p>
            {has_goal.then(|| bar(&progress))}
            <p class="muted">{words}</p>
        }
        .into_any()
    };
    let href = move || Route { question: asked.write(), ..Route::to(Screen::Goals) }.href();
    let subtitle = format!("{} · {}", measure_name(asked.measure), period_name(asked.span));
    view! {
        <section class="figures-card target">
            <header class="figures-head">
                <h3 class="chart-title" dir="auto">{title}</h3>
                <a class="icon-button" href=href aria-label=texts.goals title=texts.goals>
                    {icon("flag")}
                </a>
            </header>
            <p class="muted">{subtitle}</p>
            {body}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_reads_back_and_is_usual_where_it_makes_no_sense() {
        for span in Kind::ALL.map(Kind::name) {
            for (_, measure) in MEASURES {
                let names = target_names(&target_question(span, measure));
                assert_eq!(names, (span.to_owned(), measure.to_owned()));
            }
        }
        for text in ["", "span=week&measure=fame", "period=quarter", "span"] {
            assert_eq!(target_names(text), ("quarter".to_owned(), "value".to_owned()), "{text}");
        }
    }
}
