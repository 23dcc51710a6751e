//! Where the chances come from, in words: what was learnt from, what was tried, what is used and why.

use forecast::protocol::Basis;
use forecast::{EACH_FROM, Feature, Ground, LEARNT_FROM, Learning, Method, Why};
use leptos::prelude::*;
use sales::model::Workspace;

use super::state::State;
use crate::platform::intl;
use crate::screens::deal::feature_name;
use crate::text::{fill, t};

/// The section.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().forecast();
    let basis = Memo::new(move |_| state.data.with(|data| data.as_ref().map(|data| data.basis.clone())));
    let content = move || {
        let basis = basis.get()?;
        Some(view! {
            <section class="fc-basis" aria-labelledby="forecast-basis" data-method=method_key(&basis)>
                <h2 id="forecast-basis">{texts.basis}</h2>
                <p>{ground(&basis.learning)}</p>
                {timing(&basis.learning)}
                {details(state, &basis)}
                <p class="hint">
                    {fill(t().forecast_why().learnt_at, &[("when", &intl::moment(basis.at))])} " "
                    {t().forecast_why().fresh}
                </p>
            </section>
        })
    };
    content.into_any()
}

fn method_key(basis: &Basis) -> &'static str {
    match basis.learning.method {
        Method::BaseRate => "base-rate",
        Method::StageRate => "stage-rate",
        Method::NaiveBayes => "naive-bayes",
        Method::Logistic => "logistic",
        Method::Boosting => "boosting",
    }
}

/// What a way is called.
pub(super) fn method_name(method: Method) -> &'static str {
    let texts = t().forecast_why();
    match method {
        Method::BaseRate => texts.base_rate,
        Method::StageRate => texts.stage_rate,
        Method::NaiveBayes => texts.naive_bayes,
        Method::Logistic => texts.logistic,
        Method::Boosting => texts.boosting,
    }
}

/// An error or a difference of errors: four digits tell ways apart.
pub(super) fn error(number: f64) -> String {
    format!("{number:.4}")
}

/// What chances rest on.
fn ground(learning: &Learning) -> String {
    let texts = t().forecast_why();
    let count = intl::count;
    let closed = count(learning.won + learning.lost);
    match learning.ground {
        Ground::TooFew => fill(
            texts.too_few,
            &[
                ("won", &count(learning.won)),
                ("lost", &count(learning.lost)),
                ("from", &count(LEARNT_FROM)),
                ("each", &count(EACH_FROM)),
            ],
        ),
        Ground::NoSignal => fill(texts.no_signal, &[("closed", &closed)]),
        Ground::DidNotHold => fill(texts.did_not_hold, &[("closed", &closed)]),
        Ground::Learnt { gain, error: wrong } => fill(
            texts.learnt,
            &[
                ("closed", &closed),
                ("method", method_name(learning.method)),
                ("gain", &error(gain)),
                ("error", &error(wrong)),
            ],
        ),
    }
}

/// How it is known when deals close, where that is not as usual.
fn timing(learning: &Learning) -> Option<AnyView> {
    let texts = t().forecast_why();
    let closed = learning.won + learning.lost;
    let (name, said) = match learning.tells_time {
        false if closed == 0 => ("never-closed", texts.never_closed.to_owned()),
        false => ("without-dates", texts.without_dates.of(closed)),
        true if learning.undated > 0 => ("some-without-dates", texts.some_without_dates.of(learning.undated)),
        true => return None,
    };
    let on_its_day = (!learning.tells_time).then_some(texts.on_its_day);
    Some(view! { <p data-timing=name>{said} " " {on_its_day}</p> }.into_any())
}

fn details(state: State, basis: &Basis) -> AnyView {
    let texts = t().forecast_why();
    let learning = &basis.learning;
    if learning.trials.is_empty() {
        return ().into_any();
    }
    let rows = learning.trials.iter().map(|trial| {
        let is_used = trial.method == learning.method;
        view! {
            <tr>
                <th scope="row">
                    {method_name(trial.method)}
                    {is_used.then(|| view! { " " <span class="fc-used">{texts.used}</span> })}
                </th>
                <td class="num">{error(trial.brier)}</td>
                <td class="num">{format!("{:+.4} ± {:.4}", trial.gain, trial.error)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let replayed = learning.replay.map(|replay| {
        use sales::time::Calendar;
        let day = intl::day(crate::platform::clock::LocalCalendar.date_of(replay.at));
        let values = [
            ("day", day),
            ("deals", intl::count(replay.deals)),
            ("best", error(replay.best)),
            ("base", error(replay.base())),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        view! { <p>{fill(texts.replayed, &values)}</p> }
    });
    view! {
        <details class="fc-details">
            <summary>{texts.compared}</summary>
            <div class="framed" tabindex="0" role="group" aria-label=texts.compared>
                <table class="table fc-ways">
                    <thead>
                        <tr>
                            <th scope="col">{texts.method}</th>
                            <th scope="col" class="num">
                                {texts.brier}
                            </th>
                            <th scope="col" class="num">
                                {texts.better}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {replayed}
            {left_out(state, learning)}
        </details>
    }
    .into_any()
}

fn left_out(state: State, learning: &Learning) -> AnyView {
    let texts = t().forecast_why();
    let filled_in = learning.unused.iter().filter(|unused| unused.why == Why::FilledInAtTheEnd);
    let name = |workspace: &Workspace, feature: Feature| feature_name(workspace, feature);
    let names: Vec<String> =
        state.ui.store.with(|workspace| filled_in.map(|unused| name(workspace, unused.feature)).collect());
    (!names.is_empty())
        .then(|| view! { <p>{fill(texts.unused, &[("fields", &names.join(t().common().between))])}</p> })
        .into_any()
}
