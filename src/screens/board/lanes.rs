//! The board by owner: a band across all stages for each of them, and one for nobody.

use leptos::prelude::*;
use sales::board::Totals;
use sales::ids::{PersonId, StageId};

use super::column::{self, Column, ColumnHead};
use super::{BoardState, Cell, card, printed_sum};
use crate::components::small_icon;
use crate::platform::intl;
use crate::text::t;

/// The heads of the stages, and a band of cards for each owner.
#[component]
pub(super) fn Lanes(state: BoardState) -> impl IntoView {
    let stages = state.read(|board| board.stages().to_vec()).unwrap_or_default();
    let owners: Vec<Option<PersonId>> =
        state.read(|board| board.lanes().iter().map(|lane| lane.owner).collect()).unwrap_or_default();
    let heads = stages.clone();
    view! {
        <div class="lanes" tabindex="0" role="group" aria-label=t().board().grouped>
            <div class="lanes-head">
                {heads
                    .into_iter()
                    .map(|stage| {
                        view! {
                            <div class=format!("column hue-{}", state.hue(stage)) data-stage-head="">
                                <ColumnHead state stage/>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
            {owners
                .into_iter()
                .map(|owner| view! { <LaneBand state owner stages=stages.clone()/> })
                .collect_view()}
        </div>
    }
    .into_any()
}

/// The cards of one owner, or of nobody.
#[component]
fn LaneBand(state: BoardState, owner: Option<PersonId>, stages: Vec<StageId>) -> impl IntoView {
    let ui = state.ui;
    let open = RwSignal::new(true);
    let name = ui.store.with(|workspace| {
        let person = owner.and_then(|id| workspace.people.get(id));
        person.map_or_else(|| t().common().nobody.to_owned(), |person| person.name.clone())
    });
    let id = owner.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
    let figures = move || {
        state.track_cards();
        let totals = state
            .read(|board| {
                let mut totals = Totals::default();
                for column in
                    board.lanes().iter().filter(|lane| lane.owner == owner).flat_map(|lane| &lane.columns)
                {
                    totals.merge(column.totals());
                }
                totals
            })
            .unwrap_or_default();
        let (sum, ..) = ui.store.with(|workspace| printed_sum(workspace, totals.value(workspace)));
        format!("{} · {sum}", intl::count(totals.count))
    };
    let cells = {
        let name = name.clone();
        move || {
            open.get().then(|| {
                let name = name.clone();
                let column = |stage: StageId| {
                    let cell = Cell { owner, stage };
                    let label = format!("{name}, {}", state.stage_name(stage));
                    view! {
                        <div
                            class="column"
                            data-stage-id=stage.to_string()
                            data-stage-kind="open"
                            data-over=move || column::is_over(state, cell)
                        >
                            <Column state cell label/>
                        </div>
                    }
                };
                view! { <div class="lane-cells">{stages.iter().map(|stage| column(*stage)).collect_view()}</div> }
            })
        }
    };
    view! {
        <section class="lane" aria-labelledby=format!("lane-{id}") data-owner-id=id.clone()>
            <h2 class="lane-head">
                <button
                    type="button"
                    class="lane-toggle"
                    id=format!("lane-{id}")
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {small_icon("chevron-right")}
                    {ui.store.with(|workspace| card::avatar(workspace, owner))}
                    <span dir="auto">{name}</span>
                    <span class="lane-figures num">{figures}</span>
                </button>
            </h2>
            {cells}
        </section>
    }
    .into_any()
}
