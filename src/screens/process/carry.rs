//! The process as a file: given away, and taken over into a pipeline or as one of its own.

use exchange::process::{ProcessError, ProcessFile, Takeover, as_pipeline, read, refusal, take_over, write};
use leptos::html;
use leptos::prelude::*;
use sales::decide::{Context, Rejection};
use sales::ids::PipelineId;
use sales::model::Workspace;
use sales::process::Fault;
use wasm_bindgen_futures::spawn_local;

use super::words::fault;
use crate::components::{Modal, icon};
use crate::platform::file::{bytes_of, download};
use crate::platform::{clock, ids};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// Hands the process over as a file.
pub(super) fn carry_out(ui: Ui, pipeline: PipelineId) -> AnyView {
    let texts = t().process();
    let save = move |_| {
        let (name, text) = ui.store.with(|workspace| {
            let name = workspace.pipelines.get(pipeline).map(|row| row.name.clone()).unwrap_or_default();
            (name, write(workspace, pipeline))
        });
        // What no disk takes in a name is left out of it.
        let name: String =
            name.chars().map(|char| if "/\\:*?\"<>|".contains(char) { '-' } else { char }).collect();
        let name = format!("{name}.{}.json", texts.title.to_lowercase());
        if !download(&name, "application/json", &[text]) {
            ui.warn(|| t().process().export_failed);
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=texts.export
            title=texts.export
            data-way="export-process"
            on:click=save
        >
            {icon("download")}
        </button>
    }
    .into_any()
}

/// What became of a file that was chosen.
#[derive(Clone)]
enum Found {
    Process(ProcessFile),
    Nothing(String),
}

fn explain(error: &ProcessError) -> String {
    let texts = t().process();
    match error {
        ProcessError::NotAProcess => texts.file_not_process.to_owned(),
        ProcessError::Newer(_) => texts.file_newer.to_owned(),
        ProcessError::Damaged(what) => fill(texts.file_damaged, &[("what", what)]),
        ProcessError::Unknown(what) => fill(texts.file_unknown, &[("what", what)]),
    }
}

/// Chooses a file and says what taking it over does.
pub(super) fn carry_in(pipeline: PipelineId) -> AnyView {
    let texts = t().process();
    let input = NodeRef::<html::Input>::new();
    let found = RwSignal::new(None::<Found>);
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // Or the same file could not be chosen again.
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let bytes = bytes_of(&file).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
            let outcome = match read(&String::from_utf8_lossy(&bytes)) {
                Ok(file) => Found::Process(file),
                Err(error) => Found::Nothing(explain(&error)),
            };
            // The screen may be gone by now.
            let _ = found.try_set(Some(outcome));
        });
    };
    view! {
        <input
            class="visually-hidden"
            type="file"
            accept=".json,application/json"
            tabindex="-1"
            aria-label=texts.read
            data-process-file=""
            node_ref=input
            on:change=chosen
        />
        <button
            type="button"
            class="icon-button"
            aria-label=texts.import
            title=texts.import
            on:click=move |_| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }
        >
            {icon("upload")}
        </button>
        {move || {
            found
                .get()
                .map(|outcome| {
                    let close = Callback::new(move |()| found.set(None));
                    match outcome {
                        Found::Process(file) => {
                            view! { <Offer pipeline file on_close=close/> }.into_any()
                        }
                        Found::Nothing(why) => refused(why, close),
                    }
                })
        }}
    }
    .into_any()
}

fn refused(why: String, close: Callback<()>) -> AnyView {
    view! {
        <Modal title=t().process().read on_close=close>
            <div class="dialog-body">
                <p class="notice bad" role="alert" data-notice="process-file">
                    {icon("warning")}
                    <span>{why}</span>
                </p>
            </div>
            <footer class="dialog-foot">
                <button type="button" class="button primary" autofocus on:click=move |_| close.run(())>
                    {t().common().close}
                </button>
            </footer>
        </Modal>
    }
    .into_any()
}

/// What the file has, and what it can become.
#[component]
fn Offer(pipeline: PipelineId, file: ProcessFile, on_close: Callback<()>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let mut new_ids = ids::new_id;
    let plan = ui.store.with(|workspace| take_over(workspace, pipeline, &file, &mut new_ids));
    let Takeover { stages, missing, left_out, .. } = plan.clone();
    let between = t().common().between;
    let error = RwSignal::new(String::new());
    // One that speaks of what is not there yet, as in a pipeline that is to be made, has no names to tell.
    let explain = |workspace: &Workspace, refused: &Rejection| match refused {
        Rejection::ProcessFault(found) if named(workspace, *found) => fault(workspace, *found),
        other => rejection::explain(other),
    };
    let refuse = move |refused: &Rejection| {
        error.set(ui.store.with(|workspace| explain(workspace, refused)));
    };
    let take = move |_| {
        let Some(command) = plan.command() else { return };
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                on_close.run(());
            }
            Err(refused) => refuse(&refused),
        }
    };
    let name = file.name.clone();
    let add = move |_| {
        let name = free_name(ui, &file.name);
        let mut new_ids = ids::new_id;
        let mut context = Context { now: clock::now(), today: clock::today(), ids: &mut new_ids };
        let found = ui.store.with(|workspace| refusal(workspace, &file, &name, &mut context));
        if let Some((refused, seen)) = found {
            return error.set(explain(&seen, &refused));
        }
        let (command, _) =
            ui.store.with(|workspace| as_pipeline(workspace, &file, name.clone(), &mut new_ids));
        match ui.store.run(&command) {
            Ok(done) => {
                ui.tell(&done);
                let made = ui.store.with(|workspace| {
                    workspace.pipelines.iter().find(|row| row.name == name).map(|row| row.id)
                });
                if let Some(made) = made {
                    // Where deals come from can be said once the stages are there.
                    if file.names_ways() {
                        let plan = ui.store.with(|workspace| take_over(workspace, made, &file, &mut new_ids));
                        if let Some(command) = plan.command() {
                            ui.act_quietly(&command);
                        }
                    }
                    ui.use_pipeline(made);
                }
                on_close.run(());
            }
            Err(refused) => refuse(&refused),
        }
    };
    let has_stages = !stages.is_empty();
    view! {
        <Modal title=texts.read subtitle=name.clone() on_close=on_close>
            <div class="dialog-body" data-dialog="process-file">
                <p>
                    {if has_stages {
                        fill(texts.read_into, &[("name", &name), ("stages", &stages.join(between))])
                    } else {
                        texts.file_no_stages.to_owned()
                    }}
                </p>
                {(has_stages && !missing.is_empty())
                    .then(|| {
                        let names = missing.join(between);
                        view! {
                            <p class="hint">
                                {texts.read_new_stages.with(missing.len(), &[("names", &names)])}
                            </p>
                        }
                    })}
                {(!left_out.is_empty())
                    .then(|| {
                        view! {
                            <p class="hint">
                                {fill(texts.left_out, &[("names", &left_out.join(between))])}
                            </p>
                        }
                    })}
                <p class="error" role="alert">{error}</p>
            </div>
            <footer class="dialog-foot">
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    {t().common().cancel}
                </button>
                <button type="button" class="button" class:primary=!has_stages on:click=add>
                    {texts.read_as_new}
                </button>
                {has_stages
                    .then(|| {
                        view! {
                            <button type="button" class="button primary" autofocus on:click=take>
                                {texts.read_done}
                            </button>
                        }
                    })}
            </footer>
        </Modal>
    }
    .into_any()
}

/// Whether the stage that a fault is about is there to be named.
fn named(workspace: &Workspace, fault: Fault) -> bool {
    let (Fault::Locked(stage)
    | Fault::NoSuchValue(stage, _)
    | Fault::OutOfUse(stage, _)
    | Fault::Twice(stage, _)
    | Fault::OwnerGone(stage, _)) = fault;
    workspace.stages.get(stage).is_some()
}

/// The name, with a number where it is taken.
fn free_name(ui: Ui, wanted: &str) -> String {
    let wanted = if wanted.trim().is_empty() { t().process().title } else { wanted.trim() };
    ui.store.with(|workspace| {
        let is_free =
            |name: &str| workspace.pipelines.iter().all(|row| row.name.to_lowercase() != name.to_lowercase());
        let numbered = (2..).map(|number| format!("{wanted} {number}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
    })
}
