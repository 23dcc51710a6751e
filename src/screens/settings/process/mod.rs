//! The process of a stage while it is written: checklist, criteria, where deals come from. Everything is saved as soon as it is
//! changed; what would lock a stage is refused with what to do.

mod arrivals;
mod checklist;
mod criteria;

use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, Rejection, StagePatch};
use sales::ids::StageId;
use sales::model::{Stage, StageKind, Workspace};

use self::arrivals::{Ways, WaysProps};
use self::checklist::{Checklist, ChecklistProps};
use self::criteria::{Criteria, CriteriaProps};
use super::field::{Faults, LineField, Outcome, keep};
use super::order::Row;
use super::stage_row::limit_days;
use crate::platform::dom;
use crate::screens::activities::kind_options;
use crate::screens::process::{fault, summary};
use crate::state::Ui;
use crate::text::rejection::explain;
use crate::text::{fill, t};

/// Changes the process of a stage. A contradiction is said with the names of the stages.
fn save(ui: Ui, stage: StageId, patch: StagePatch) -> Outcome {
    let command = Command::EditStage { stage, patch };
    ui.store.run(&command).map(|_| ()).map_err(|rejection| said(ui, &rejection))
}

/// The same for what leaves a hole, with a word and Undo.
fn save_and_tell(ui: Ui, stage: StageId, patch: StagePatch) -> Outcome {
    let done =
        ui.store.run(&Command::EditStage { stage, patch }).map_err(|rejection| said(ui, &rejection))?;
    ui.tell(&done);
    Ok(())
}

fn said(ui: Ui, rejection: &Rejection) -> String {
    match rejection {
        // What it is about is in the rules that were refused, so only the stage can be named for these.
        Rejection::ProcessFault(found @ sales::process::Fault::Locked(_)) => {
            ui.store.with(|workspace| fault(workspace, *found))
        }
        Rejection::ProcessFault(found @ sales::process::Fault::NoSuchValue(..)) => {
            ui.store.with(|workspace| fault(workspace, *found))
        }
        other => explain(other),
    }
}

/// Something of a stage, read anew when the shape of the workspace or a name in it changes.
fn read<T: Clone + PartialEq + Send + Sync + 'static>(
    ui: Ui,
    id: StageId,
    part: impl Fn(&Workspace, &Stage) -> T + Send + Sync + 'static,
    none: T,
) -> Memo<T> {
    Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            workspace.stages.live(id).map_or_else(|| none.clone(), |stage| part(workspace, stage))
        })
    })
}

/// A list of the process under its heading, with what it is for, and below it a line for one more.
fn part(
    stage: StageId,
    name: &'static str,
    (heading, hint): (&'static str, &'static str),
    rows: Memo<Vec<Row>>,
    line: impl Fn(Row) -> AnyView + Clone + Send + Sync + 'static,
    new: AnyView,
) -> AnyView {
    let title = format!("{name}-{stage}");
    view! {
        <section class="process-part" aria-labelledby=title.clone() data-part=name>
            <h3 id=title.clone()>{heading}</h3>
            <p class="hint">{hint}</p>
            <div class="box">
                <ul class="rows">
                    <For each=move || rows.get() key=|row| row.id children=line/>
                </ul>
                {new}
            </div>
        </section>
    }
    .into_any()
}

/// A choice among what may change while it is shown.
fn choose(
    faults: Faults,
    field: &'static str,
    label: String,
    value: Signal<String>,
    options: Signal<Vec<(String, String)>>,
    on_choose: Callback<String, Outcome>,
) -> AnyView {
    let node = NodeRef::<html::Select>::new();
    let show = move || {
        if let Some(select) = node.try_get_untracked().flatten() {
            select.set_value(&value.try_get_untracked().unwrap_or_default());
        }
    };
    // The options are drawn after this runs.
    Effect::new(move || {
        value.track();
        options.track();
        node.track();
        dom::soon(show);
    });
    view! {
        <span class="select">
            <select
                class="input"
                id=faults.id(field)
                aria-label=label
                aria-invalid=move || faults.invalid(field)
                aria-describedby=move || faults.described_by(field)
                node_ref=node
                on:change=move |event| {
                    faults.note(field, on_choose.run(event_target_value(&event)));
                    show();
                }
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(value, text)| view! { <option value=value>{text}</option> })
                        .collect_view()
                }}
            </select>
        </span>
    }
    .into_any()
}

/// The process of a stage, to be opened below its row.
#[component]
pub(super) fn StageProcess(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let open = RwSignal::new(false);
    let name = read(ui, stage, |_, stage| stage.name.clone(), String::new());
    let short = read(ui, stage, |_, stage| summary(stage), String::new());
    view! {
        <div class="stage-process">
            <button
                type="button"
                class="link"
                aria-expanded=move || open.get().to_string()
                aria-label=move || fill(texts.of_row, &[("name", &name.get()), ("summary", &short.get())])
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {texts.title}
            </button>
            <span class="muted">{short}</span>
        </div>
        {move || open.get().then(|| view! { <ProcessEditor stage/> })}
    }
    .into_any()
}

/// What is written about a stage: all that its process is.
#[component]
pub(in crate::screens) fn ProcessEditor(
    stage: StageId,
    /// Whether guidance and limit are edited here too, where no row of the stage does.
    #[prop(default = false)]
    whole: bool,
) -> impl IntoView {
    let ui = Ui::get();
    let kind = read(ui, stage, |_, stage| stage.kind, StageKind::Open);
    view! {
        <div class="process-editor" data-editor=stage.to_string()>
            {whole.then(|| view! { <Plain stage/> })}
            {Checklist(ChecklistProps { stage })}
            {move || (kind.get() == StageKind::Open).then(|| Criteria(CriteriaProps { stage }))}
            {move || (kind.get() != StageKind::Lost).then(|| Ways(WaysProps { stage }))}
        </div>
    }
    .into_any()
}

/// Guidance and limit.
#[component]
fn Plain(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new(format!("process-{stage}"));
    let guidance = read(ui, stage, |_, stage| stage.guidance.clone(), String::new());
    let limit = read(
        ui,
        stage,
        |_, stage| stage.limit_days.map(|days| days.to_string()).unwrap_or_default(),
        String::new(),
    );
    let is_open = read(ui, stage, |_, stage| stage.kind == StageKind::Open, true);
    let edit = move |patch| keep(ui, &Command::EditStage { stage, patch });
    let set_guidance = Callback::new(move |typed| edit(StagePatch::Guidance(typed)));
    let set_limit = Callback::new(move |typed: String| edit(StagePatch::LimitDays(limit_days(&typed)?)));
    view! {
        <div class="process-plain">
            <label class="field">
                <span class="label">{texts.guidance}</span>
                <LineField
                    faults
                    field="guidance"
                    label=texts.guidance
                    placeholder=texts.guidance_hint
                    value=Signal::from(guidance)
                    on_commit=set_guidance
                />
            </label>
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <label class="field">
                                <span class="label">{texts.limit_long}</span>
                                <LineField
                                    faults
                                    field="limit"
                                    class="input num"
                                    input_mode="numeric"
                                    label=texts.limit_long
                                    placeholder=texts.limit_blank
                                    value=Signal::from(limit)
                                    on_commit=set_limit
                                />
                            </label>
                        }
                    })
            }}
            {faults.view()}
        </div>
    }
    .into_any()
}

/// Puts a row of a list in front of another, or at the end.
fn reordered<T: Clone>(list: &[T], moved: impl Fn(&T) -> bool, before: impl Fn(&T) -> bool) -> Vec<T> {
    let Some(at) = list.iter().position(&moved) else { return list.to_vec() };
    let mut list = list.to_vec();
    let row = list.remove(at);
    let place = list.iter().position(before).unwrap_or(list.len());
    list.insert(place, row);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_in_front_of_another_or_to_the_end() {
        let list = ["a", "b", "c"];
        let cases =
            [("a", "c", "bac"), ("c", "a", "cab"), ("a", "", "bca"), ("b", "b", "acb"), ("x", "a", "abc")];
        for (row, before, all) in cases {
            let put = reordered(&list, |own| *own == row, |own| *own == before);
            assert_eq!(put.concat(), all, "{row} before {before}");
        }
    }
}
