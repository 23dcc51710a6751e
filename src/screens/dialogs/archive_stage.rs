//! A stage to archive, and where its deals go.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::StageId;

use super::choose::{Choice, choices, focus_choice};
use super::parts::{closer, error_line, foot, refusal};
use crate::components::Modal;
use crate::platform::{dom, intl};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// The dialog that asks where the deals go.
#[component]
pub(super) fn ArchiveStage(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let (name, count, targets) = ui.store.with(|workspace| {
        let Some(row) = workspace.stages.live(stage) else { return (String::new(), 0, Vec::new()) };
        let mut others = workspace.usable_stages_of(row.pipeline);
        others.retain(|other| other.id != stage && other.kind == row.kind);
        let choice = |other: &sales::model::Stage| Choice {
            id: other.id.to_string(),
            text: other.name.clone(),
            hue: Some(other.hue),
            note: intl::count(workspace.column(other.id).count()),
        };
        let targets: Vec<Choice> = others.into_iter().map(choice).collect();
        (row.name.clone(), workspace.deals_in(stage).count(), targets)
    });
    let target = RwSignal::new(targets.first().map(|choice| choice.id.clone()).unwrap_or_default());
    let error = RwSignal::new(String::new());
    let command = move || {
        // Without deals there is nothing to move.
        let move_to = if count == 0 { None } else { target.with_untracked(|id| id.parse().ok()) };
        Command::ArchiveStage { stage, move_to }
    };
    if let Some(refused) = refusal(ui, &command()) {
        return refused_view(ui, fill(texts.archive_last, &[("name", &name)]), rejection::explain(&refused));
    }
    if count == 0 {
        // Nothing to ask: it is done at once, and undone from the toast.
        dom::soon(move || {
            ui.dialog.set(None);
            ui.act(&command());
        });
        return ().into_any();
    }
    focus_choice("archive-target");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match ui.store.run(&command()) {
            Ok(done) => {
                ui.tell(&done);
                ui.dialog.set(None);
            }
            Err(refused) => error.set(rejection::explain(&refused)),
        }
    };
    view! {
        <Modal title=fill(texts.archive_stage, &[("name", &name)]) on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    <p>{texts.archive_holds.of(count)}</p>
                    <fieldset class="field">
                        <legend class="label">{texts.archive_where}</legend>
                        {choices("choices", "archive-target", targets, target)}
                    </fieldset>
                    {error_line("archive-target", error)}
                </div>
                {foot(ui, ().into_any(), "button primary", texts.archive_act)}
            </form>
        </Modal>
    }
    .into_any()
}

/// What is shown where the stage can't be archived: why, and what to do.
fn refused_view(ui: Ui, title: String, why: String) -> AnyView {
    view! {
        <Modal title=title on_close=closer(ui)>
            <div class="dialog-body">
                <p>{why}</p>
            </div>
            <footer class="dialog-foot">
                <button type="button" class="button primary" autofocus on:click=move |_| ui.dialog.set(None)>
                    {t().common().close}
                </button>
            </footer>
        </Modal>
    }
    .into_any()
}
