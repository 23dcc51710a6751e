//! A name for the copy of a pipeline.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::PipelineId;

use super::parts::{TextField, closer, focus_first_error, foot};
use crate::components::Modal;
use crate::route::{Route, Screen, Section};
use crate::screens::first_run::free_name;
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// The dialog that asks for the name.
#[component]
pub(super) fn DuplicatePipeline(pipeline: PipelineId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let original = ui
        .store
        .with(|workspace| workspace.pipelines.live(pipeline).map(|row| row.name.clone()).unwrap_or_default());
    let name = RwSignal::new(free_name(ui, &fill(texts.copy_of, &[("name", &original)])));
    let error = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match ui.store.run(&Command::DuplicatePipeline { pipeline, name: name.get_untracked() }) {
            Ok(done) => {
                ui.tell(&done);
                ui.dialog.set(None);
                show_copy(ui);
            }
            Err(refused) => {
                error.set(rejection::explain(&refused));
                focus_first_error();
            }
        }
    };
    view! {
        <Modal title=texts.duplicate subtitle=original on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {TextField::new("duplicate-name", t().first_run().pipeline_name, name, error).first().view()}
                    <p class="hint">{texts.duplicate_hint}</p>
                </div>
                {foot(ui, ().into_any(), "button primary", t().common().duplicate)}
            </form>
        </Modal>
    }
    .into_any()
}

/// Goes to the copy: in the settings where one is there, otherwise on the board.
fn show_copy(ui: Ui) {
    let newest = ui.store.with(|workspace| workspace.pipelines.rows().last().map(|row| row.id));
    let Some(copy) = newest else { return };
    let settings = Screen::Settings(Section::Pipelines);
    if ui.route.with_untracked(|route| matches!(route.screen, Screen::Settings(_))) {
        ui.go(&Route { pipeline: Some(copy), ..Route::to(settings) });
    } else {
        ui.use_pipeline(copy);
    }
}
