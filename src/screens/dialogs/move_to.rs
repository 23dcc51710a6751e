//! Where to move deals: the equal of dragging, for one deal or many.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, Rejection};
use sales::ids::{DealId, PipelineId, StageId};
use sales::model::{Stage, StageKind, Workspace};

use super::choose::{Choice, choices, focus_choice};
use super::move_place::Place;
use super::parts::{about, closer, error_line, foot, leave_place};
use crate::components::Modal;
use crate::platform::intl;
use crate::state::{Dialog, Ui};
use crate::text::{rejection, t};

/// The stages of one pipeline to choose from.
struct Group {
    name: String,
    stages: Vec<Choice>,
}

/// Where the deals are now: the pipeline and the stage that they have in common.
fn common(workspace: &Workspace, deals: &[DealId]) -> (Option<PipelineId>, Option<StageId>) {
    let mut places = deals.iter().filter_map(|id| {
        let stage = workspace.deals.live(*id)?.position.stage;
        Some((workspace.stages.get(stage)?.pipeline, stage))
    });
    let Some((pipeline, stage)) = places.next() else { return (None, None) };
    let (mut same_pipeline, mut same_stage) = (true, true);
    for (other_pipeline, other_stage) in places {
        same_pipeline &= other_pipeline == pipeline;
        same_stage &= other_stage == stage;
    }
    (same_pipeline.then_some(pipeline), same_stage.then_some(stage))
}

fn choice(workspace: &Workspace, stage: &Stage) -> Choice {
    let note = match stage.kind {
        StageKind::Lost => t().dialogs().asks_reason.to_owned(),
        _ => intl::count(workspace.column(stage.id).count()),
    };
    Choice { id: stage.id.to_string(), text: stage.name.clone(), hue: Some(stage.hue), note }
}

/// The stages of the deals' own pipeline first, then those of the others. Deals are lost in their own pipeline only.
fn groups(workspace: &Workspace, own: Option<PipelineId>) -> Vec<Group> {
    let mut pipelines = workspace.pipelines_in_order();
    pipelines.retain(|pipeline| !pipeline.archived || Some(pipeline.id) == own);
    pipelines.sort_by_key(|pipeline| Some(pipeline.id) != own);
    let group = |pipeline: &sales::model::Pipeline| {
        let stages = workspace.usable_stages_of(pipeline.id).into_iter();
        let offered = stages.filter(|stage| stage.kind != StageKind::Lost || Some(pipeline.id) == own);
        Group { name: pipeline.name.clone(), stages: offered.map(|stage| choice(workspace, stage)).collect() }
    };
    pipelines.into_iter().map(group).collect()
}

/// The dialog that asks where.
#[component]
pub(super) fn MoveTo(deals: Vec<DealId>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let subtitle = about(ui, &deals);
    let (groups, stage) = ui.store.with(|workspace| {
        let (own, stage) = common(workspace, &deals);
        (groups(workspace, own), stage)
    });
    let deals = StoredValue::new(deals);
    let chosen = RwSignal::new(stage.map(|stage| stage.to_string()).unwrap_or_default());
    let place = Place::new(ui, deals, chosen);
    let error = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(stage) = chosen.with_untracked(|id| id.parse::<StageId>()) else {
            return error.set(texts.no_stage.to_owned());
        };
        let Some(slot) = place.slot() else { return };
        let command = Command::MoveDeals { deals: deals.get_value(), stage, slot, patch: place.patch() };
        if ui.asks_first(&command) {
            return;
        }
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                leave_place(ui, &deals.get_value());
            }
            Err(Rejection::LossReasonNeeded) => ui.open(Dialog::Lose(deals.get_value())),
            Err(refused) => error.set(rejection::explain(&refused)),
        }
    };
    focus_choice("move-to");
    let is_alone = groups.len() == 1;
    let group = move |group: Group| {
        view! {
            <fieldset class="field">
                <legend class=if is_alone { "label visually-hidden" } else { "label" } dir="auto">
                    {group.name}
                </legend>
                {choices("choices", "move-to", group.stages, chosen)}
            </fieldset>
        }
    };
    view! {
        <Modal title=texts.move_to subtitle=subtitle on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {groups.into_iter().map(group).collect::<Vec<_>>()} {error_line("move-to", error)}
                </div>
                {place.view()} {foot(ui, ().into_any(), "button primary", texts.move_act)}
            </form>
        </Modal>
    }
    .into_any()
}
