//! What a break-down starts from: a slider and a number for each input, with where it comes from.

use leptos::prelude::*;
use metrics::goals::breakdown::{Inputs, Plan, Source, break_down};
use sales::model::{ActivityKind, Assumed, Assumption, Measure};
use sales::money::{Currency, Money};

use super::Down;
use crate::components::{icon, small_icon};
use crate::screens::activities::kind_name;
use crate::text::{fill, t};

/// Asked for where nobody has written any activities down.
const USUAL: [ActivityKind; 3] = [ActivityKind::Call, ActivityKind::Meeting, ActivityKind::Email];

/// The inputs that matter for what is counted, in the order they are reckoned with.
pub(super) fn knobs(inputs: &Inputs, plan: &Plan) -> Vec<Assumed> {
    let needs_deals = matches!(inputs.measure, Measure::WonValue(_) | Measure::WonDeals);
    let mut knobs = Vec::new();
    if matches!(inputs.measure, Measure::WonValue(_)) {
        knobs.push(Assumed::Size);
    }
    if needs_deals {
        knobs.extend(plan.stages.iter().map(|row| Assumed::Step(row.stage)));
        knobs.push(Assumed::CycleDays);
    }
    if inputs.measure != Measure::Activities {
        let kinds: Vec<ActivityKind> = plan.activities.iter().map(|row| row.kind).collect();
        let more = USUAL.into_iter().filter(|kind| inputs.per_lead.is_none() && !kinds.contains(kind));
        knobs.extend(more.chain(kinds.iter().copied()).map(Assumed::PerLead));
    }
    knobs.push(Assumed::People);
    knobs
}

/// The number of an input as it is shown, and where it comes from; `None` where nobody knows.
#[allow(clippy::cast_precision_loss, reason = "a slider shows fewer digits than f64 has")]
pub(super) fn reading(plan: &Plan, about: Assumed, currency: Currency) -> Option<(f64, Source)> {
    match about {
        Assumed::Size => {
            let size = plan.size?;
            Some((size.value as f64 / currency.minor_per_unit() as f64, size.source))
        }
        Assumed::Step(stage) => {
            let step = plan.stages.iter().find(|row| row.stage == stage)?.step?;
            Some((step.value * 100.0, step.source))
        }
        Assumed::CycleDays => plan.cycle_days.map(|days| (f64::from(days.value), days.source)),
        Assumed::PerLead(kind) => {
            let input = plan.activities.iter().find(|row| row.kind == kind)?.per_lead;
            Some((f64::from(input.value) / 100.0, input.source))
        }
        Assumed::People => Some((f64::from(plan.people.value), plan.people.source)),
    }
}

/// What is assumed when an input is set to a number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to what fits before"
)]
fn assumption(about: Assumed, value: f64, currency: Currency) -> Option<Assumption> {
    if !value.is_finite() || value < 0.0 {
        return None;
    }
    let whole = |value: f64, most: f64| value.round().clamp(0.0, most);
    Some(match about {
        Assumed::Size => {
            let minor = whole(value * currency.minor_per_unit() as f64, 1e15) as i64;
            Assumption::Size(Money { minor: minor.max(1), currency })
        }
        Assumed::Step(stage) => {
            Assumption::Step { stage, per_ten_thousand: whole(value * 100.0, 10_000.0).max(1.0) as u16 }
        }
        Assumed::CycleDays => Assumption::CycleDays(whole(value, 3_650.0) as u16),
        Assumed::PerLead(kind) => {
            Assumption::PerLead { kind, hundredths: whole(value * 100.0, 100_000.0) as u32 }
        }
        Assumed::People => Assumption::People(whole(value, 10_000.0).max(1.0) as u16),
    })
}

/// How far a slider goes, and in which steps.
fn reach(about: Assumed, base: Option<f64>) -> (f64, f64) {
    match about {
        Assumed::Size => {
            let most = base.filter(|base| *base > 0.0).map_or(1_000_000.0, |base| base * 3.0);
            let step = 10_f64.powf((most / 200.0).log10().floor()).max(0.01);
            ((most / step).ceil() * step, step)
        }
        Assumed::Step(_) => (100.0, 0.5),
        Assumed::CycleDays => ((base.unwrap_or(0.0) * 3.0).max(90.0).ceil(), 1.0),
        Assumed::PerLead(_) => ((base.unwrap_or(0.0) * 3.0).max(10.0).ceil(), 0.1),
        Assumed::People => ((base.unwrap_or(0.0) * 3.0).max(20.0).ceil(), 1.0),
    }
}

/// A number as a field writes it: without more digits than it has.
fn written(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn name_of(down: Down, about: Assumed) -> String {
    let texts = t().breakdown();
    down.state.ui.store.with(|workspace| match about {
        Assumed::Size => texts.size.to_owned(),
        Assumed::Step(stage) => {
            let name = workspace.stages.get(stage).map_or("", |stage| stage.name.as_str());
            fill(texts.step, &[("stage", name)])
        }
        Assumed::CycleDays => texts.cycle.to_owned(),
        Assumed::PerLead(kind) => fill(texts.per_lead, &[("kind", &kind_name(workspace, kind))]),
        Assumed::People => texts.people.to_owned(),
    })
}

fn key_of(about: Assumed) -> String {
    match about {
        Assumed::Size => "size".to_owned(),
        Assumed::Step(stage) => format!("step-{stage}"),
        Assumed::CycleDays => "cycle".to_owned(),
        Assumed::PerLead(ActivityKind::Own(choice)) => format!("kind-{choice}"),
        Assumed::PerLead(kind) => {
            format!("kind-{}", ActivityKind::COMMON.iter().position(|known| *known == kind).unwrap_or(0))
        }
        Assumed::People => "people".to_owned(),
    }
}

pub(super) fn section(down: Down) -> AnyView {
    let texts = t().breakdown();
    let list = Memo::new(move |_| {
        let (inputs, plan) = (down.inputs()?, down.plan.get()?);
        Some(knobs(&inputs, &plan))
    });
    let asks = Memo::new(move |_| down.plan.get().map_or(0, |plan| plan.asks.len()));
    let asked = move || {
        (asks.get() > 0).then(|| {
            view! {
                <p class="notice warn boxed" role="status" data-metric="breakdown.asks" data-value=asks.get().to_string()>
                    {icon("info")}
                    <span>{texts.asks.of(asks.get())}</span>
                </p>
            }
        })
    };
    view! {
        <section class="boxed-part" aria-labelledby="breakdown-inputs">
            <h2 id="breakdown-inputs">{texts.inputs}</h2>
            <p class="muted">{texts.inputs_note}</p>
            {asked}
            <div class="knobs">
                <For
                    each=move || list.get().unwrap_or_default()
                    key=|about| *about
                    children=move |about| knob(down, about)
                />
            </div>
        </section>
    }
    .into_any()
}

fn knob(down: Down, about: Assumed) -> AnyView {
    let texts = t().breakdown();
    let currency = down.state.currency();
    let name = name_of(down, about);
    let now = Memo::new(move |_| reading(&*down.plan.get()?, about, currency));
    let base = Memo::new(move |_| {
        let inputs = down.inputs()?;
        reading(&break_down(&inputs, &[]), about, currency).map(|row| row.0)
    });
    let limits = Memo::new(move |_| reach(about, base.get()));
    let set = move |typed: String| {
        let Some(assumption) = typed.parse().ok().and_then(|value| assumption(about, value, currency)) else {
            return;
        };
        down.assumptions.update(|all| match all.iter_mut().find(|own| own.about() == about) {
            Some(own) => *own = assumption,
            None => all.push(assumption),
        });
    };
    let reset = move |_| down.assumptions.update(|all| all.retain(|own| own.about() != about));
    let shown = move || now.get().map(|row| written(row.0)).unwrap_or_default();
    let source = move || match now.get().map(|row| row.1) {
        None => texts.asked.to_owned(),
        Some(Source::History { cases, is_own: true }) => texts.history_own.of(cases),
        Some(Source::History { cases, is_own: false }) => texts.history.of(cases),
        Some(Source::Default) => texts.by_chances.to_owned(),
        Some(Source::Known) => texts.known.to_owned(),
        Some(Source::Assumed) => texts.assumed.to_owned(),
    };
    let kind = move || match now.get().map(|row| row.1) {
        None => "asked",
        Some(Source::History { .. }) => "history",
        Some(Source::Default) => "default",
        Some(Source::Known) => "known",
        Some(Source::Assumed) => "assumed",
    };
    let is_assumed =
        Memo::new(move |_| down.assumptions.with(|all| all.iter().any(|own| own.about() == about)));
    let unit = match about {
        Assumed::Size => currency.code().to_owned(),
        Assumed::Step(_) => "%".to_owned(),
        Assumed::CycleDays => texts.unit_days.to_owned(),
        Assumed::PerLead(_) | Assumed::People => String::new(),
    };
    let key = key_of(about);
    let (id, source_id) = (format!("knob-{key}"), format!("knob-{key}-source"));
    let back = fill(texts.reset, &[("name", &name)]);
    view! {
        <div class="knob" data-knob=key data-source=kind>
            <label for=id.clone() dir="auto">{name.clone()}</label>
            <span class="knob-value">
                <input
                    class="input num"
                    id=id
                    type="number"
                    min="0"
                    step="any"
                    inputmode="decimal"
                    aria-describedby=source_id.clone()
                    prop:value=shown
                    on:change=move |event| set(event_target_value(&event))
                />
                <span class="muted">{unit}</span>
            </span>
            <input
                class="slider"
                type="range"
                min="0"
                max=move || limits.get().0.to_string()
                step=move || limits.get().1.to_string()
                aria-label=fill(texts.slider, &[("name", &name)])
                prop:value=move || now.get().map_or(0.0, |row| row.0).to_string()
                on:input=move |event| set(event_target_value(&event))
            />
            <span class="knob-source" id=source_id>
                {move || (kind() == "asked").then(|| small_icon("warning"))}
                {source}
            </span>
            <button
                type="button"
                class="icon-button tiny"
                aria-label=back.clone()
                title=back
                hidden=move || !is_assumed.get()
                on:click=reset
            >
                {icon("undo")}
            </button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_what_is_assumed() {
        let dollars: Currency = "USD".parse().expect("a currency");
        let size = |value| assumption(Assumed::Size, value, dollars);
        assert_eq!(size(12.345), Some(Assumption::Size(Money { minor: 1_235, currency: dollars })));
        assert_eq!(
            size(0.0),
            Some(Assumption::Size(Money { minor: 1, currency: dollars })),
            "no deal is worth nothing"
        );
        assert_eq!(size(-1.0), None);
        assert_eq!(size(f64::NAN), None);
        assert_eq!(assumption(Assumed::People, 0.2, dollars), Some(Assumption::People(1)));
        let kind = ActivityKind::Call;
        let calls = assumption(Assumed::PerLead(kind), 2.5, dollars);
        assert_eq!(calls, Some(Assumption::PerLead { kind, hundredths: 250 }));
        assert_eq!(assumption(Assumed::CycleDays, 1e9, dollars), Some(Assumption::CycleDays(3_650)));
    }

    #[test]
    fn a_slider_has_room_on_both_sides() {
        assert_eq!(reach(Assumed::Size, Some(20_000.0)), (60_000.0, 100.0));
        assert_eq!(reach(Assumed::CycleDays, Some(60.0)), (180.0, 1.0));
        assert_eq!(reach(Assumed::CycleDays, None), (90.0, 1.0));
        assert_eq!(written(2.50), "2.5");
        assert_eq!(written(60_000.0), "60000");
    }
}
