//! The stages of the pipeline that is chosen.

use leptos::prelude::*;
use sales::decide::{Command, ProcessDraft, Rejection, StageDraft};
use sales::ids::{PipelineId, StageId, Uuid};
use sales::model::{Stage, StageKind};

use super::archive::{Archived, ArchivedProps};
use super::field::{AddForm, Faults, FormInput, tell};
use super::numbers;
use super::order::Row;
use super::pipelines::chosen;
use super::sort::Sorting;
use super::stage_row::{StageRow, StageRowProps, kind_of, kinds};
use crate::components::icon;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::rejection::explain;
use crate::text::{fill, t};

fn rows(ui: Ui, pipeline: Memo<Option<PipelineId>>, wanted: fn(&Stage) -> bool) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        ui.store.track_shape();
        let Some(pipeline) = pipeline.get() else { return Vec::new() };
        ui.store.with(|workspace| {
            let stages = workspace.stages_of(pipeline).into_iter().filter(|stage| wanted(stage));
            stages.map(|stage| Row { id: stage.id.0, group: stage.kind as u8 }).collect()
        })
    })
}

/// A percentage that was typed.
pub(super) fn percentage(typed: &str) -> Result<u8, String> {
    let number = numbers::whole(typed).and_then(|number| u8::try_from(number).ok());
    number.filter(|percent| *percent <= 100).ok_or_else(|| explain(&Rejection::NotAPercentage))
}

/// The stages: added, renamed, put in order, archived, and what each asks for.
#[component]
pub(super) fn Stages() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let pipeline = Memo::new(move |_| chosen(ui));
    let in_use = rows(ui, pipeline, |stage| !stage.archived);
    let archived = rows(ui, pipeline, |stage| stage.archived);
    let name = Callback::new(move |id: Uuid| {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            workspace.stages.get(StageId(id)).map(|row| row.name.clone()).unwrap_or_default()
        })
    });
    let command = Callback::new(|(id, before): (Uuid, Option<Uuid>)| Command::MoveStage {
        stage: StageId(id),
        before: before.map(StageId),
    });
    let sorting = Sorting::new(ui, in_use, name, command);
    let restore = Callback::new(|id| Command::RestoreStage { stage: StageId(id) });
    let adding = RwSignal::new(false);
    let title = move || {
        ui.store.track_shape();
        let name = ui.store.with(|workspace| {
            pipeline
                .get()
                .and_then(|id| workspace.pipelines.get(id))
                .map(|row| row.name.clone())
                .unwrap_or_default()
        });
        fill(texts.stages_of, &[("name", &name)])
    };
    let line = move |row: Row| StageRow(StageRowProps { id: StageId(row.id), sorting });
    // Another pipeline, another form.
    Effect::new(move || {
        pipeline.track();
        adding.set(false);
    });
    let is_chosen = Memo::new(move |_| pipeline.get().is_some());
    let process_href = move || Route { pipeline: pipeline.get(), ..Route::to(Screen::Process) }.href();
    let section = move || {
        view! {
            <section class="settings-section" aria-labelledby="settings-stages">
                <header>
                    <h2 class="clamp" id="settings-stages" dir="auto">
                        {title}
                    </h2>
                    <a class="button" href=process_href>
                        {icon("stage")}
                        {t().process().title}
                    </a>
                    <button
                        type="button"
                        class="button"
                        aria-expanded=move || adding.get().to_string()
                        on:click=move |_| adding.update(|adding| *adding = !*adding)
                    >
                        {icon("plus")}
                        {texts.add_stage}
                    </button>
                </header>
                <div class="box">
                    <div class="stage-grid" aria-hidden="true">
                        <span></span>
                        <span></span>
                        <span>{texts.stage_name}</span>
                        <span>{texts.kind}</span>
                        <span>{texts.probability}</span>
                        <span>{texts.limit}</span>
                        <span></span>
                    </div>
                    <ol>
                        <For each=move || in_use.get() key=|row| row.id children=line/>
                    </ol>
                    {move || {
                        adding
                            .get()
                            .then(|| {
                                let on_close = Callback::new(move |()| adding.set(false));
                                pipeline.get_untracked().map(|id| view! { <NewStage pipeline=id on_close/> })
                            })
                    }}
                </div>
                <p class="hint">{texts.limit_hint}</p>
                {Archived(ArchivedProps { rows: archived, name, restore })}
            </section>
        }
    };
    view! { {move || is_chosen.get().then(section)} }.into_any()
}

/// The probability to begin with: that of the last open stage, as stages are mostly added towards the end.
fn likely(ui: Ui, pipeline: PipelineId) -> String {
    ui.store.with(|workspace| {
        let stages = workspace.usable_stages_of(pipeline);
        let last = stages.into_iter().rfind(|stage| stage.kind == StageKind::Open);
        last.map_or(50, |stage| stage.probability).to_string()
    })
}

/// A stage to be added. It stays open for the next one.
#[component]
fn NewStage(pipeline: PipelineId, on_close: Callback<()>) -> impl IntoView {
    const NAME: &str = "name";
    const PROBABILITY: &str = "probability";
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new("new-stage".to_owned());
    let (name, probability) = (RwSignal::new(String::new()), RwSignal::new(likely(ui, pipeline)));
    let kind = RwSignal::new(StageKind::Open);
    let is_closed = Signal::derive(move || kind.get() != StageKind::Open);
    let submit = move || {
        let kind = kind.get_untracked();
        let percent = match kind {
            StageKind::Open => percentage(&probability.get_untracked()),
            StageKind::Won | StageKind::Lost => Ok(0),
        };
        faults.note(PROBABILITY, percent.as_ref().map(|_| ()).map_err(Clone::clone));
        let Ok(probability) = percent else { return };
        let (limit_days, guidance, process) = (None, String::new(), ProcessDraft::default());
        let name_typed = name.get_untracked();
        let stage = StageDraft { name: name_typed, kind, probability, limit_days, guidance, process };
        if faults.note(NAME, tell(ui, &Command::AddStage { pipeline, stage, before: None })) {
            name.set(String::new());
        }
    };
    let options = kinds().into_iter().map(|(value, text)| view! { <option value=value>{text}</option> });
    view! {
        <AddForm
            faults
            class="stage-new"
            takes_focus=true
            on_submit=Callback::new(move |()| submit())
            on_escape=on_close
        >
            <FormInput
                faults
                field=NAME
                label=texts.stage_name
                placeholder=texts.stage_name
                text=name
            />
            <span class="select">
                <select
                    class="input"
                    aria-label=texts.kind
                    on:change=move |event| kind.set(kind_of(&event_target_value(&event)))
                >
                    {options.collect_view()}
                </select>
            </span>
            <span class="unit">
                <FormInput
                    faults
                    field=PROBABILITY
                    class="input num"
                    input_mode="numeric"
                    label=texts.probability
                    text=probability
                    disabled=is_closed
                />
                <span aria-hidden="true">"%"</span>
            </span>
            <button class="button primary">{t().common().add}</button>
            <button type="button" class="button" on:click=move |_| on_close.run(())>
                {t().common().done}
            </button>
            <p class="hint">{texts.stage_hint}</p>
        </AddForm>
    }
    .into_any()
}
