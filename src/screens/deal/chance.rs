//! The chance to win, as it was learnt, beside what the stage or a person says; and the reasons for and against.

use forecast::protocol::{Answer, DealChances, Request};
use forecast::{Ground, Reason};
use leptos::prelude::*;
use sales::model::{Span, StandingKind};
use wasm_bindgen_futures::spawn_local;

use super::here::Here;
use super::reasons::words;
use crate::components::{icon, small_icon};
use crate::forecaster::{Forecaster, now};
use crate::platform::intl::{self, chance};
use crate::platform::{clock, dom};
use crate::route::{Route, Screen};
use crate::text::{fill, t};

/// How far the answer has come.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    UnderWay,
    /// The chances, and whether they were learnt.
    Here(Box<DealChances>, Ground),
    /// It is not open any more.
    Nothing,
    Stopped,
}

/// The section, for an open deal.
#[component]
pub(super) fn Chance(here: Here, standing: Memo<StandingKind>) -> impl IntoView {
    let is_open = Memo::new(move |_| standing.get() == StandingKind::Open);
    let section = move || is_open.get().then(|| open(here));
    section.into_any()
}

/// The end of the quarter: what a chance is told for beside that to be won at all.
fn horizon() -> Span {
    Span::quarter_of(clock::today())
}

fn open(here: Here) -> AnyView {
    let texts = t().forecast_why();
    let forecaster = Forecaster::get(here.ui);
    let stage = RwSignal::new(Stage::UnderWay);
    let number = StoredValue::new(0_u32);
    let ask = move || {
        number.update_value(|number| *number += 1);
        let asked = number.get_value();
        spawn_local(async move {
            let by = clock::start_of(horizon().last().succ_opt().unwrap_or_default());
            let request = Request::Deal { deal: here.id, by, now: now() };
            let answer = forecaster.ask(&request).await;
            // Another panel may be open by now, or the deal have changed.
            if number.try_get_value() != Some(asked) {
                return;
            }
            let next = match answer {
                Ok(Answer::Deal { chances: Some(chances), basis }) => {
                    Stage::Here(Box::new(chances), basis.learning.ground)
                }
                Ok(Answer::Deal { chances: None, .. }) => Stage::Nothing,
                _ => Stage::Stopped,
            };
            let _ = stage.try_set(next);
        });
    };
    Effect::new(move |before: Option<()>| {
        forecaster.changes.track();
        if before.is_some() {
            ask();
        } else {
            // The panel comes first.
            dom::when_idle(move || {
                if number.try_get_value() == Some(0) {
                    ask();
                }
            });
        }
    });
    let content = move || match stage.get() {
        Stage::Nothing => ().into_any(),
        Stage::UnderWay => {
            view! { <p class="muted" aria-busy="true">{small_icon("spinner")} " " {texts.working}</p> }
                .into_any()
        }
        Stage::Stopped => view! {
            <p class="notice bad boxed" role="alert">
                {icon("warning")} <span>{texts.stopped}</span>
                <button type="button" class="button" on:click=move |_| ask()>
                    {t().shell().try_again}
                </button>
            </p>
        }
        .into_any(),
        Stage::Here(chances, ground) => known(here, &chances, ground),
    };
    view! {
        <section class="panel-section" aria-labelledby="deal-chance" data-part="chance">
            <h3 id="deal-chance">{texts.chance}</h3>
            <div class="fc-chance">{content}</div>
        </section>
    }
    .into_any()
}

fn known(here: Here, chances: &DealChances, ground: Ground) -> AnyView {
    let texts = t().forecast_why();
    let (win, by) = (chances.win, chances.by);
    let by_day = fill(texts.by_day, &[("share", &chance(by)), ("day", &intl::day(horizon().last()))]);
    let beside = here.text(|workspace, deal| {
        let texts = t().forecast_why();
        let stage = workspace.stages.get(deal.position.stage).map_or(0, |stage| stage.probability);
        let percent = |percent: u8| intl::percent(f64::from(percent));
        let mut said = vec![fill(texts.stage_says, &[("share", &percent(stage))])];
        said.extend(deal.probability.map(|own| fill(texts.own_says, &[("share", &percent(own))])));
        said.join(" · ")
    });
    let reasons = &chances.reasons;
    let has_reasons = !(reasons.towards.is_empty() && reasons.against.is_empty());
    let none = match ground {
        Ground::Learnt { .. } => texts.no_reasons,
        // Said above, with reasons or without.
        Ground::TooFew => "",
        Ground::NoSignal | Ground::DidNotHold => texts.same_for_all,
    };
    let stage_only = (ground == Ground::TooFew)
        .then(|| view! { <p class="muted" data-ground="stage-rate">{texts.stage_only}</p> });
    let why = if has_reasons {
        view! {
            {side(here, "towards", texts.towards, &reasons.towards)}
            {side(here, "against", texts.against, &reasons.against)}
        }
        .into_any()
    } else {
        (!none.is_empty()).then(|| view! { <p class="muted">{none}</p> }).into_any()
    };
    view! {
        <p class="fc-chance-main">
            <strong class="num" data-metric="deal.win" data-value=win.to_string()>
                {chance(win)}
            </strong>
            <span class="num" data-metric="deal.by" data-value=by.to_string()>
                {by_day}
            </span>
        </p>
        <p class="muted" data-part="beside">{beside}</p>
        {stage_only}
        {why}
        <p>
            <a class="link" href=Route::to(Screen::Forecast).href()>
                {texts.more}
            </a>
        </p>
    }
    .into_any()
}

fn side(here: Here, name: &'static str, title: &'static str, reasons: &[Reason]) -> AnyView {
    if reasons.is_empty() {
        return ().into_any();
    }
    let sign = if name == "towards" { "arrow-up" } else { "arrow-down" };
    let rows = reasons.iter().map(|reason| {
        let said = here.read(|workspace, _| words(workspace, reason));
        // Log-odds of 1.5 are much; beyond that bars are no longer told apart.
        let width = format!("{:.0}%", (reason.contribution.abs() / 1.5 * 100.0).clamp(4.0, 100.0));
        view! {
            <li>
                {small_icon(sign)}
                <span dir="auto">{said}</span>
                <span class="fc-weight" aria-hidden="true">
                    <span style:width=width></span>
                </span>
            </li>
        }
    });
    let id = format!("deal-{name}");
    view! {
        <h4 id=id.clone()>{title}</h4>
        <ul class=format!("fc-reasons {name}") aria-labelledby=id>
            {rows.collect_view()}
        </ul>
    }
    .into_any()
}
