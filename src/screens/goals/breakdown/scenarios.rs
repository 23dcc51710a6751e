//! What is assumed, kept under a name; two of them side by side.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use metrics::goals::breakdown::{Beside, Line, Plan, break_down, compare};
use sales::decide::{Command, ScenarioPatch};
use sales::ids::ScenarioId;
use sales::model::{Assumption, Scenario};

use super::Down;
use crate::components::{icon, select};
use crate::platform::intl::{self, Length};
use crate::platform::{dom, ids};
use crate::screens::activities::kind_name;
use crate::text::{fill, rejection, t};

/// Stands for what is assumed at the moment.
const NOW: &str = "now";

fn saved(down: Down) -> Vec<Scenario> {
    let Some(goal) = down.goal() else { return Vec::new() };
    down.state
        .ui
        .store
        .with(|workspace| workspace.scenarios.iter().filter(|row| row.goal == goal).cloned().collect())
}

pub(super) fn section(down: Down) -> AnyView {
    let texts = t().breakdown();
    let ui = down.state.ui;
    let list = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.track_shape();
        down.found.track();
        saved(down)
    });
    let chips = move || {
        let chip = |row: Scenario| {
            let id = row.id;
            let assumptions = StoredValue::new(row.assumptions);
            let load = move |_| {
                down.assumptions.set(assumptions.get_value());
                down.scenario.set(Some(id));
            };
            let remove = move |_| {
                if ui.act(&Command::RemoveScenario { scenario: id }).is_some() {
                    if down.scenario.get_untracked() == Some(id) {
                        down.scenario.set(None);
                    }
                    dom::focus_soon("#scenario-name");
                }
            };
            let (use_it, away) =
                (fill(texts.load, &[("name", &row.name)]), fill(texts.remove, &[("name", &row.name)]));
            view! {
                <li class="scenario" data-scenario=id.to_string()>
                    <button
                        type="button"
                        class="view-tab"
                        aria-pressed=move || (down.scenario.get() == Some(id)).to_string()
                        aria-label=use_it
                        on:click=load
                    >
                        <span class="truncate" dir="auto">
                            {row.name.clone()}
                        </span>
                    </button>
                    <button type="button" class="icon-button tiny" aria-label=away.clone() title=away on:click=remove>
                        {icon("trash")}
                    </button>
                </li>
            }
        };
        list.get().into_iter().map(chip).collect_view()
    };
    let has_some = Memo::new(move |_| list.with(|list| !list.is_empty()));
    let beside = move || has_some.get().then(|| beside(down, list));
    view! {
        <section class="boxed-part" aria-labelledby="breakdown-scenarios" data-part="scenarios">
            <h2 id="breakdown-scenarios">{texts.scenarios}</h2>
            <p class="muted">{texts.scenarios_note}</p>
            <ul class="scenarios">{chips}</ul>
            {save_form(down)}
            {beside}
        </section>
    }
    .into_any()
}

fn save_form(down: Down) -> AnyView {
    let texts = t().breakdown();
    let ui = down.state.ui;
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(goal) = down.goal() else { return };
        let id = ScenarioId(ids::new_id());
        let command = Command::SaveScenario {
            id,
            goal,
            name: name.get_untracked(),
            assumptions: down.assumptions.get_untracked(),
        };
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                name.set(String::new());
                error.set(None);
                down.scenario.set(Some(id));
            }
            Err(refused) => {
                error.set(Some(rejection::explain(&refused)));
                dom::focus_soon("#scenario-name");
            }
        }
    };
    let changed = Memo::new(move |_| {
        ui.store.track_catalogue();
        let id = down.scenario.get()?;
        let known =
            ui.store.with(|workspace| workspace.scenarios.live(id).map(|row| row.assumptions.clone()))?;
        (down.assumptions.get() != known).then_some(id)
    });
    let save_changes = move || {
        changed.get().map(|scenario| {
            let save = move |_| {
                let patch = ScenarioPatch::Assumptions(down.assumptions.get_untracked());
                ui.act(&Command::EditScenario { scenario, patch });
            };
            view! {
                <button type="button" class="button" data-act="save-changes" on:click=save>
                    {texts.save_changes}
                </button>
            }
        })
    };
    let is_assuming = Memo::new(move |_| down.assumptions.with(|all| !all.is_empty()));
    let clear = move |_| {
        down.assumptions.set(Vec::new());
        down.scenario.set(None);
    };
    view! {
        <form class="scenario-form" novalidate="" on:submit=submit>
            <label class="visually-hidden" for="scenario-name">
                {texts.name}
            </label>
            <input
                class="input"
                id="scenario-name"
                dir="auto"
                placeholder=texts.name
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby="scenario-error"
                prop:value=name
                on:input=move |event| {
                    error.set(None);
                    name.set(event_target_value(&event));
                }
            />
            <button type="submit" class="button primary">
                {texts.save}
            </button>
            {save_changes}
            <button type="button" class="button quiet" hidden=move || !is_assuming.get() on:click=clear>
                {texts.clear}
            </button>
            <p class="error" role="alert" id="scenario-error">
                {move || error.get()}
            </p>
        </form>
    }
    .into_any()
}

/// Two of them side by side.
fn beside(down: Down, list: Memo<Vec<Scenario>>) -> AnyView {
    let texts = t().breakdown();
    let options = Signal::derive(move || {
        let saved = list.get().into_iter().map(|row| (row.id.to_string(), row.name));
        let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        [own("", texts.plain), own(NOW, texts.now)].into_iter().chain(saved).collect::<Vec<_>>()
    });
    let first = list.with_untracked(|list| list.first().map(|row| row.id.to_string()));
    let second = list.with_untracked(|list| list.get(1).map(|row| row.id.to_string()));
    let (one, other) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (first, _) => (String::new(), first.unwrap_or_default()),
    };
    let (one, other) = (RwSignal::new(one), RwSignal::new(other));
    let plan_of = move |chosen: &str| -> Option<Plan> {
        let inputs = down.inputs()?;
        let assumptions: Vec<Assumption> = if chosen == NOW {
            down.assumptions.get()
        } else {
            list.with(|list| {
                list.iter().find(|row| row.id.to_string() == chosen).map(|row| row.assumptions.clone())
            })
            .unwrap_or_default()
        };
        Some(break_down(&inputs, &assumptions))
    };
    let rows = move || {
        let (one, other) = (plan_of(&one.get())?, plan_of(&other.get())?);
        let lines = compare(&one, &other).into_iter().filter(|row| row.one.is_some() || row.other.is_some());
        Some(lines.map(|row| line(down, row)).collect_view())
    };
    view! {
        <h3>{texts.beside}</h3>
        <div class="framed" tabindex="0" role="group" aria-label=texts.beside>
            <table class="table chain-table" data-part="beside">
                <thead>
                    <tr>
                        <th scope="col">{texts.what}</th>
                        <th scope="col" class="num">
                            <label class="visually-hidden" for="scenario-one">
                                {texts.one}
                            </label>
                            {select("scenario-one", None, options, one.into(), move |id| one.set(id))}
                        </th>
                        <th scope="col" class="num">
                            <label class="visually-hidden" for="scenario-other">
                                {texts.other}
                            </label>
                            {select("scenario-other", None, options, other.into(), move |id| other.set(id))}
                        </th>
                        <th scope="col" class="num">
                            {texts.difference}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(down: Down, row: Beside) -> AnyView {
    let texts = t().breakdown();
    let currency = down.state.currency();
    let name = down.state.ui.store.with(|workspace| match row.line {
        Line::Size => texts.size.to_owned(),
        Line::WonDeals => texts.won_deals.to_owned(),
        Line::Stage(stage) => {
            let name = workspace.stages.get(stage).map_or("", |stage| stage.name.as_str());
            fill(texts.in_stage, &[("stage", name)])
        }
        Line::Leads => texts.leads.to_owned(),
        Line::CycleDays => texts.cycle.to_owned(),
        Line::Activities(kind) => kind_name(workspace, kind),
        Line::Effort => texts.all_activities.to_owned(),
        Line::People => texts.people.to_owned(),
    });
    let write = |number: Option<i128>| {
        number.map_or_else(
            || texts.unknown.to_owned(),
            |number| match row.line {
                Line::Size => intl::amount(number, currency, Length::Compact),
                #[allow(clippy::cast_precision_loss, reason = "counts and days are far below 2^53")]
                _ => intl::number(number as f64),
            },
        )
    };
    let difference = row.difference();
    let said = difference.map_or_else(
        || "–".to_owned(),
        |difference| {
            let sign = if difference > 0 { "+" } else { "" };
            format!("{sign}{}", write(Some(difference)))
        },
    );
    let cell = |number: Option<i128>| {
        view! {
            <td class="num" data-value=number.map(|number| number.to_string())>
                {write(number)}
            </td>
        }
    };
    let is_same = difference == Some(0);
    view! {
        <tr class=if is_same { "muted" } else { "" }>
            <th scope="row" dir="auto">
                {name}
            </th>
            {cell(row.one)}
            {cell(row.other)}
            <td class="num" data-value=difference.map(|difference| difference.to_string())>
                {said}
            </td>
        </tr>
    }
    .into_any()
}
