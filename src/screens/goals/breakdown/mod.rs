//! From a goal to won deals, deals in each stage, leads and activities (拆解); every input can be changed, and kept as a scenario.

mod knobs;
mod result;
mod scenarios;

use std::sync::Arc;

use leptos::prelude::*;
use metrics::goals::breakdown::{Inputs, Plan, break_down, gather};
use metrics::goals::current;
use metrics::{Columns, Ledger};
use sales::ids::{GoalId, PipelineId, ScenarioId};
use sales::model::{Assumption, Tier};

use super::asked::{Asked, View};
use super::sheet::goal_of;
use super::summary::tier_name;
use super::{State, own};
use crate::components::{follow_on, icon, select};
use crate::route::{Route, Screen};
use crate::text::t;

/// What there is to break down.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    NoGoal,
    NoRate,
    Ready(Arc<Inputs>),
}

/// The break-down, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct Down {
    pub(super) state: State,
    pub(super) found: RwSignal<Found>,
    /// What is assumed in the place of inputs.
    pub(super) assumptions: RwSignal<Vec<Assumption>>,
    /// The scenario these came from.
    pub(super) scenario: RwSignal<Option<ScenarioId>>,
    /// What the goal comes to.
    pub(super) plan: Memo<Option<Arc<Plan>>>,
    tier: RwSignal<Tier>,
    pipeline: RwSignal<Option<PipelineId>>,
}

impl Down {
    /// What it starts from.
    pub(super) fn inputs(self) -> Option<Arc<Inputs>> {
        self.found.with(|found| match found {
            Found::Ready(inputs) => Some(Arc::clone(inputs)),
            _ => None,
        })
    }

    /// The goal that is broken down.
    pub(super) fn goal(self) -> Option<GoalId> {
        self.inputs().map(|inputs| inputs.goal)
    }
}

/// The break-down of the goal that is asked about.
pub(super) fn section(state: State, columns: StoredValue<Columns>, ledger: StoredValue<Ledger>) -> AnyView {
    let (ui, asked) = (state.ui, state.asked);
    let tier = RwSignal::new(Tier::Target);
    let pipeline = RwSignal::new(untrack(|| ui.pipeline()));
    let find = move || {
        let asked = asked.get();
        ui.store.with(|workspace| {
            let Some(goal) = goal_of(&current(workspace), asked, asked.owner).cloned() else {
                return Found::NoGoal;
            };
            let tier = if goal.tiers.of(tier.get()).is_some() { tier.get() } else { Tier::Target };
            let gathered = columns.with_value(|columns| {
                ledger.with_value(|ledger| {
                    gather(workspace, columns, ledger, &goal, tier, pipeline.get(), None)
                })
            });
            gathered.map_or(Found::NoRate, |inputs| Found::Ready(Arc::new(inputs)))
        })
    };
    let found = RwSignal::new(untrack(find));
    let assumptions = RwSignal::new(Vec::new());
    let scenario = RwSignal::new(None);
    let plan = Memo::new(move |_| {
        let inputs = found.with(|found| match found {
            Found::Ready(inputs) => Some(Arc::clone(inputs)),
            _ => None,
        })?;
        Some(Arc::new(assumptions.with(|assumptions: &Vec<Assumption>| break_down(&inputs, assumptions))))
    });
    let down = Down { state, found, assumptions, scenario, plan, tier, pipeline };
    let track = move |()| {
        asked.track();
        tier.track();
        pipeline.track();
        // The sheet is made anew when deals, goals or people change, after the ledger.
        state.sheet.track();
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
    };
    let refresh = move |()| {
        let now = find();
        let (goal, known) = (goal_in(&now), found.with(goal_in));
        if goal != known {
            assumptions.set(Vec::new());
            scenario.set(None);
        }
        if found.with(|found| *found != now) {
            found.set(now);
        }
    };
    follow_on(Callback::new(track), Callback::new(refresh));
    let kind = Memo::new(move |_| found.with(std::mem::discriminant));
    let content = move || {
        kind.track();
        match found.get_untracked() {
            Found::NoGoal => no_goal(state),
            Found::NoRate => view! {
                <p class="notice warn boxed" role="status">
                    {icon("warning")}
                    <span>{t().breakdown().no_rate}</span>
                </p>
            }
            .into_any(),
            Found::Ready(_) => view! {
                <div class="breakdown">
                    {knobs::section(down)}
                    {result::section(down)}
                </div>
                {scenarios::section(down)}
            }
            .into_any(),
        }
    };
    view! {
        {choices(down)}
        {own::section(state, columns, ledger)}
        {content}
    }
    .into_any()
}

fn goal_in(found: &Found) -> Option<GoalId> {
    match found {
        Found::Ready(inputs) => Some(inputs.goal),
        _ => None,
    }
}

fn no_goal(state: State) -> AnyView {
    let texts = t().breakdown();
    let href = move || {
        let question = Asked { view: View::Table, ..state.asked.get() }.write();
        Route { question, ..Route::to(Screen::Goals) }.href()
    };
    view! {
        <section class="empty" data-part="no-goal">
            <span class="empty-icon">{icon("flag")}</span>
            <h2>{texts.no_goal}</h2>
            <p>{texts.no_goal_text}</p>
            <div class="empty-actions">
                <a class="button primary" href=href>
                    {texts.set_goal}
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// Whose goal, which tier of it, and by the stages of which pipeline.
fn choices(down: Down) -> AnyView {
    let texts = t().breakdown();
    let (state, ui) = (down.state, down.state.ui);
    let people = Signal::derive(move || {
        state.sheet.with(|sheet| {
            let people =
                sheet.people.iter().filter_map(|line| Some((line.owner?.to_string(), line.name.clone())));
            std::iter::once((String::new(), t().goals().team.to_owned())).chain(people).collect::<Vec<_>>()
        })
    });
    let owner = Signal::derive(move || state.asked.get().owner.map(|id| id.to_string()).unwrap_or_default());
    let set_owner = move |id: String| {
        state.ask(Asked { owner: id.parse().ok(), ..state.asked.get_untracked() });
    };
    let tiers = [Tier::Target, Tier::Stretch, Tier::Challenge];
    let tier_options: Vec<_> =
        tiers.iter().enumerate().map(|(at, tier)| (at.to_string(), tier_name(*tier).to_owned())).collect();
    let tier = Signal::derive(move || {
        let tier = down.tier.get();
        tiers.iter().position(|known| *known == tier).unwrap_or(0).to_string()
    });
    let set_tier = move |at: String| {
        let tier = at.parse().ok().and_then(|at: usize| tiers.get(at).copied());
        down.tier.set(tier.unwrap_or(Tier::Target));
    };
    let pipelines = Signal::derive(move || {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let rows = workspace.pipelines_in_order().into_iter().filter(|row| !row.archived);
            rows.map(|row| (row.id.to_string(), row.name.clone())).collect::<Vec<_>>()
        })
    });
    let several = Memo::new(move |_| pipelines.with(Vec::len) > 1);
    let pipeline = Signal::derive(move || down.pipeline.get().map(|id| id.to_string()).unwrap_or_default());
    let set_pipeline = move |id: String| down.pipeline.set(id.parse().ok());
    view! {
        <form class="goal-choices" aria-label=texts.breakdown on:submit=|event| event.prevent_default()>
            <div class="field">
                <label class="label" for="breakdown-owner">
                    {texts.whose}
                </label>
                {select("breakdown-owner", None, people, owner, set_owner)}
            </div>
            <div class="field">
                <label class="label" for="breakdown-tier">
                    {texts.tier}
                </label>
                {select("breakdown-tier", None, tier_options, tier, set_tier)}
            </div>
            {move || {
                several
                    .get()
                    .then(|| {
                        view! {
                            <div class="field">
                                <label class="label" for="breakdown-pipeline">
                                    {texts.pipeline}
                                </label>
                                {select("breakdown-pipeline", None, pipelines, pipeline, set_pipeline)}
                            </div>
                        }
                    })
            }}
        </form>
    }
    .into_any()
}
