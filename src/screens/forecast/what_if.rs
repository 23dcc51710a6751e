//! What if: sliders, and single deals taken to be won or not. Played anew while one drags; nothing is saved.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use forecast::outlook::{Fate, Played, WhatIf};
use forecast::protocol::{Answer, Request};
use leptos::prelude::*;
use sales::ids::DealId;
use sales::model::Tier;
use wasm_bindgen_futures::spawn_local;

use super::super::goals::tier_name;
use super::asked::window;
use super::figures::deals_wanted;
use super::state::State;
use crate::platform::intl::{self, chance};
use crate::text::{fill, t};

/// The ends of the sliders, in percent.
const ENDS: (u32, u32) = (50, 200);

/// What is assumed, and what that comes to.
#[derive(Clone, Copy)]
pub(super) struct Play {
    pub(super) state: State,
    /// In percent: chance to win, size, cycle, number of new deals.
    percent: [RwSignal<u32>; 4],
    pub(super) fates: RwSignal<Vec<(DealId, Fate)>>,
    played: RwSignal<Option<Played>>,
}

impl Play {
    fn what_if(self) -> WhatIf {
        let [win_rate, size, cycle, new_deals] = self.percent.map(|percent| f64::from(percent.get()) / 100.0);
        WhatIf { win_rate, size, cycle, new_deals, fates: self.fates.get() }
    }

    fn reset(self) {
        self.percent.iter().for_each(|percent| percent.set(100));
        self.fates.set(Vec::new());
    }

    /// Has the worker play what is assumed now, and again as long as that has changed meanwhile: never more than one question is on
    /// its way, so the worker keeps up with the hand.
    fn follow(self) {
        let is_playing = Rc::new(Cell::new(false));
        let wanted = Memo::new(move |_| self.what_if());
        Effect::new(move || {
            let plain = wanted.get() == WhatIf::default();
            self.state.data.track();
            if plain {
                self.played.set(None);
            }
            if plain || is_playing.replace(true) {
                return;
            }
            let is_playing = Rc::clone(&is_playing);
            spawn_local(async move {
                self.play(wanted).await;
                is_playing.set(false);
            });
        });
    }

    async fn play(self, wanted: Memo<WhatIf>) {
        loop {
            let Some(Some(data)) = self.state.data.try_get_untracked() else { return };
            let Some(what_if) = wanted.try_get_untracked() else { return };
            if what_if == WhatIf::default() {
                return;
            }
            let request = Request::WhatIf {
                scope: data.asked.scope,
                window: window(data.asked.span),
                what_if: what_if.clone(),
                now: data.now,
            };
            // Where the worker stopped, the screen says so when it asks again.
            let Ok(Answer::Played(played)) = self.state.forecaster.ask(&request).await else { return };
            let is_last = wanted.try_get_untracked() == Some(what_if);
            let is_same = matches!(
                self.state.data.try_get_untracked().flatten(),
                Some(now) if Arc::ptr_eq(&now, &data)
            );
            if is_same && wanted.try_get_untracked() != Some(WhatIf::default()) {
                let _ = self.played.try_set(Some(*played));
            }
            if is_last && is_same {
                return;
            }
        }
    }
}

/// The section.
pub(super) fn section(state: State) -> AnyView {
    let play = Play {
        state,
        percent: [(); 4].map(|()| RwSignal::new(100)),
        fates: RwSignal::default(),
        played: RwSignal::new(None),
    };
    play.follow();
    // Another period begins as it is.
    let about = Memo::new(move |_| (state.asked.get().span, state.asked.get().scope));
    Effect::new(move |before: Option<()>| {
        about.get();
        if before.is_some() {
            play.reset();
        }
    });
    let is_ahead = Memo::new(move |_| {
        state.data.with(|data| {
            data.as_ref().and_then(|data| Some(data.outlook()?.window.to > data.now.at)).unwrap_or_default()
        })
    });
    let content = move || is_ahead.get().then(|| shown(play));
    content.into_any()
}

fn shown(play: Play) -> AnyView {
    let texts = t().forecast();
    let names = [texts.win_rate, texts.size, texts.cycle, texts.number];
    let ids = ["win-rate", "size", "cycle", "number"];
    let sliders = (0..4).map(|at| slider(ids[at], names[at], play.percent[at]));
    let is_plain =
        move || play.percent.iter().all(|percent| percent.get() == 100) && play.fates.with(Vec::is_empty);
    view! {
        <section class="fc-what-if" aria-labelledby="forecast-what-if">
            <div class="fc-head">
                <h2 id="forecast-what-if">{texts.what_if}</h2>
                <button type="button" class="button" disabled=is_plain on:click=move |_| play.reset()>
                    {texts.reset}
                </button>
            </div>
            <p class="hint">{texts.what_if_note}</p>
            <div class="fc-play">
                <div class="fc-sliders">{sliders.collect_view()}</div>
                {outcome(play)}
            </div>
            {super::deals::section(play)}
        </section>
    }
    .into_any()
}

fn slider(id: &'static str, name: &'static str, percent: RwSignal<u32>) -> AnyView {
    let id = format!("what-if-{id}");
    let said = move || match percent.get() {
        100 => t().forecast().as_is.to_owned(),
        more if more > 100 => format!("+{}", intl::percent(f64::from(more) - 100.0)),
        less => format!("−{}", intl::percent(100.0 - f64::from(less))),
    };
    let drag = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            percent.set(value);
        }
    };
    view! {
        <div class="fc-slider">
            <label class="label" for=id.clone()>
                {name}
            </label>
            <output class="num" for=id.clone()>
                {said}
            </output>
            <input
                class="slider"
                id=id
                type="range"
                min=ENDS.0.to_string()
                max=ENDS.1.to_string()
                step="5"
                prop:value=move || percent.get().to_string()
                aria-valuetext=said
                on:input=drag
            />
        </div>
    }
    .into_any()
}

/// What it comes to, beside what it came to as it is.
fn outcome(play: Play) -> AnyView {
    let state = play.state;
    let texts = t().forecast();
    let rows = move || {
        let data = state.data.get()?;
        let plain = &data.outlook()?.played;
        let played = play.played.get();
        let shown = played.as_ref().unwrap_or(plain);
        let pairs = [
            ("p10", texts.p10, shown.total.p10, plain.total.p10),
            ("p50", texts.p50, shown.total.p50, plain.total.p50),
            ("p90", texts.p90, shown.total.p90, plain.total.p90),
        ];
        let amounts = pairs.map(|(name, text, minor, before)| {
            let change = minor - before;
            let said = match change {
                0 => texts.same.to_owned(),
                more if more > 0 => fill(texts.up, &[("amount", &state.amount(intl::rough(more)))]),
                less => fill(texts.down, &[("amount", &state.amount(intl::rough(-less)))]),
            };
            row(name, text.to_owned(), minor.to_string(), state.amount(minor), said)
        });
        let tiers = [
            (Tier::Target, "target"),
            (Tier::Stretch, "stretch"),
            (Tier::Challenge, "challenge"),
            (Tier::Target, "deals.target"),
            (Tier::Stretch, "deals.stretch"),
            (Tier::Challenge, "deals.challenge"),
        ];
        let all = |played: &Played| played.goal.into_iter().chain(played.goal_deals);
        let reached = tiers.into_iter().zip(all(shown)).zip(all(plain)).enumerate();
        let reached = reached.filter_map(|(place, (((tier, name), now), before))| {
            let (now, before) = (now?, before?);
            let said = if chance(now.chance) == chance(before.chance) {
                texts.same.to_owned()
            } else {
                format!("{} → {}", chance(before.chance), chance(now.chance))
            };
            let wanted = if place < plain.goal.len() { state.amount(now.wants) } else { deals_wanted(now) };
            let text = format!("{} {wanted}", tier_name(tier));
            Some(row(name, text, now.chance.to_string(), chance(now.chance), said))
        });
        Some(amounts.into_iter().chain(reached).collect_view())
    };
    view! { <dl class="fc-outcome">{rows}</dl> }.into_any()
}

fn row(name: &str, text: String, value: String, said: String, change: String) -> AnyView {
    view! {
        <div>
            <dt>{text}</dt>
            <dd>
                <strong class="num" data-metric=format!("what-if.{name}") data-value=value>
                    {said}
                </strong>
                <span class="hint num">{change}</span>
            </dd>
        </div>
    }
    .into_any()
}
