//! The page.

use leptos::prelude::*;
use sales::ids::{PipelineId, StageId};
use sales::model::{Criterion, Force, Stage, StageKind, Task, Workspace};
use sales::process::faults;

use super::super::help::help;
use super::carry::{carry_in, carry_out};
use super::followed::Followed;
use super::words::{arrivals, fault, requirement, task_details, task_name};
use crate::components::{Icon, MenuButton, icon, small_icon};
use crate::platform::{dom, intl};
use crate::route::{Route, Screen, Section};
use crate::screens::activities::kind_icon;
use crate::screens::pipeline_bar::{pipeline_menu, pipeline_name};
use crate::screens::settings::ProcessEditor;
use crate::state::Ui;
use crate::text::{fill, t};

/// All of a pipeline's process.
#[component]
pub(crate) fn ProcessScreen() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let pipeline = Memo::new(move |_| ui.pipeline());
    let stages = Memo::new(move |_| {
        ui.store.track_shape();
        let Some(pipeline) = pipeline.get() else { return Vec::new() };
        ui.store.with(|workspace| {
            workspace.usable_stages_of(pipeline).iter().map(|stage| stage.id).collect::<Vec<_>>()
        })
    });
    let body = move || match pipeline.get() {
        None => nothing_yet(),
        Some(pipeline) => view! {
            {wrong(ui, pipeline)}
            <p class="process-lead">{texts.lead}</p>
            {unwritten(ui, pipeline)}
            <ol class="process-stages">
                <For each=move || stages.get() key=|id| *id children=move |id| view! { <StageCard id/> }/>
            </ol>
            <Followed pipeline/>
        }
        .into_any(),
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="phone-hide">{texts.title}</span>
                <MenuButton
                    class="title-switch"
                    label=Signal::derive(move || fill(texts.of_stage, &[("name", &pipeline_name(ui))]))
                    entries=pipeline_menu(ui)
                >
                    <span class="truncate" dir="auto">
                        {move || pipeline_name(ui)}
                    </span>
                    {small_icon("chevron-down")}
                </MenuButton>
            </h1>
            {help(ui)}
            <div class="topbar-actions">
                {move || {
                    pipeline
                        .get()
                        .map(|pipeline| view! { {carry_in(pipeline)} {carry_out(ui, pipeline)} })
                }}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=texts.print
                    title=texts.print
                    on:click=|_| dom::print()
                >
                    {icon("print")}
                </button>
            </div>
        </header>
        <div class="screen" tabindex="0" role="group" aria-label=texts.title>
            <div class="process">{body}</div>
        </div>
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty-icon">{icon("stage")}</span>
            <h2>{t().settings().no_pipelines}</h2>
            <div class="empty-actions">
                <a class="button primary" href=Route::to(Screen::Start).href()>
                    {t().settings().choose_template}
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// What in the rules does not work any more.
fn wrong(ui: Ui, pipeline: PipelineId) -> AnyView {
    let found = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let faults = faults(workspace, pipeline).into_iter();
            faults.map(|found| fault(workspace, found)).collect::<Vec<_>>()
        })
    });
    (move || {
        found.with(|found| {
            (!found.is_empty()).then(|| {
                let lines = found.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
                view! {
                    <div class="notice warn" role="status" data-notice="process-faults">
                        {icon("warning")}
                        <div>
                            <p>{t().process().faults.of(found.len())}</p>
                            <ul>{lines}</ul>
                        </div>
                    </div>
                }
            })
        })
    })
    .into_any()
}

/// Where nothing is written at all: how to begin.
fn unwritten(ui: Ui, pipeline: PipelineId) -> AnyView {
    let texts = t().process();
    let is_blank = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let mut stages = workspace.usable_stages_of(pipeline).into_iter();
            stages.all(|stage| stage.checklist.is_empty() && stage.exit.is_empty())
        })
    });
    (move || {
        is_blank.get().then(|| {
            view! {
                <div class="notice" data-notice="process-blank">
                    {icon("info")}
                    <div>
                        <p class="strong">{texts.empty_title}</p>
                        <p>{texts.empty_text}</p>
                    </div>
                </div>
            }
        })
    })
    .into_any()
}

/// What there is to read about a stage.
#[derive(Clone, PartialEq)]
struct Page {
    name: String,
    hue: u8,
    kind: StageKind,
    facts: String,
    guidance: String,
    tasks: Vec<Line>,
    rules: Vec<Line>,
    ways: Vec<String>,
}

#[derive(Clone, PartialEq)]
struct Line {
    icon: Icon,
    text: String,
    note: String,
    is_block: bool,
}

impl Page {
    fn new(workspace: &Workspace, stage: &Stage) -> Self {
        let texts = t().process();
        let task = |task: &Task| Line {
            icon: kind_icon(task.kind),
            text: task_name(workspace, task),
            note: task_details(workspace, task),
            is_block: false,
        };
        let rule = |rule: &Criterion| {
            let is_block = rule.force == Force::Block;
            Line {
                icon: if is_block { "lock" } else { "info" },
                text: requirement(workspace, rule.wants),
                note: (if is_block { texts.block } else { texts.warn }).to_owned(),
                is_block,
            }
        };
        let facts = if stage.kind == StageKind::Open {
            let chance = intl::percent(f64::from(stage.probability));
            let chance = fill(texts.chance, &[("percent", &chance)]);
            let limit = stage.limit_days.map(|days| texts.limit.of(usize::from(days)));
            [chance].into_iter().chain(limit).collect::<Vec<_>>().join(t().common().between)
        } else {
            String::new()
        };
        Self {
            name: stage.name.clone(),
            hue: stage.hue,
            kind: stage.kind,
            facts,
            guidance: stage.guidance.clone(),
            tasks: stage.checklist.iter().map(task).collect(),
            rules: stage.exit.iter().map(rule).collect(),
            ways: arrivals(workspace, stage),
        }
    }
}

#[component]
fn StageCard(id: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let is_edited = RwSignal::new(false);
    let page = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.stages.live(id).map(|stage| Page::new(workspace, stage)))
    });
    let name =
        Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.name.clone()).unwrap_or_default()));
    let hue = Memo::new(move |_| page.with(|page| page.as_ref().map_or(0, |page| page.hue)));
    let facts = Memo::new(move |_| {
        page.with(|page| page.as_ref().map(|page| page.facts.clone()).unwrap_or_default())
    });
    let title = format!("process-stage-{id}");
    view! {
        <li class="process-stage" data-stage-id=id.to_string() aria-labelledby=title.clone()>
            <header>
                <h2 id=title.clone()>
                    <span class=move || format!("dot hue-{}", hue.get())></span>
                    <span dir="auto">{name}</span>
                </h2>
                <span class="muted">{facts}</span>
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || is_edited.get().to_string()
                    aria-label=move || {
                        if is_edited.get() {
                            t().common().done.to_owned()
                        } else {
                            fill(texts.edit_named, &[("name", &name.get())])
                        }
                    }
                    on:click=move |_| is_edited.update(|edited| *edited = !*edited)
                >
                    {move || if is_edited.get() { t().common().done } else { texts.edit }}
                </button>
            </header>
            {move || {
                if is_edited.get() {
                    view! { <ProcessEditor stage=id whole=true/> }.into_any()
                } else {
                    (move || page.get().map(reading)).into_any()
                }
            }}
        </li>
    }
    .into_any()
}

/// A stage as it is read.
fn reading(page: Page) -> AnyView {
    let texts = t().process();
    let is_blank = page.tasks.is_empty() && page.rules.is_empty() && page.ways.is_empty();
    let guidance = match (page.guidance.is_empty(), page.kind) {
        (false, _) => Some(view! { <p class="process-guidance" dir="auto">{page.guidance}</p> }.into_any()),
        (true, StageKind::Open) => {
            Some(view! { <p class="process-guidance muted">{texts.no_guidance}</p> }.into_any())
        }
        (true, _) => None,
    };
    let line = |line: Line| {
        view! {
            <li class:block=line.is_block>
                {icon(line.icon)}
                <span>
                    <span dir="auto">{line.text}</span>
                    {(!line.note.is_empty()).then(|| view! { <span class="muted">{line.note}</span> })}
                </span>
            </li>
        }
    };
    let part = move |title: &'static str, lines: Vec<Line>| {
        (!lines.is_empty()).then(|| {
            view! {
                <div>
                    <h3>{title}</h3>
                    <ul>{lines.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    };
    let ways = page.ways.into_iter().map(|text| Line {
        icon: "arrow-right",
        text,
        note: String::new(),
        is_block: false,
    });
    view! {
        {guidance}
        {(is_blank && page.kind == StageKind::Open)
            .then(|| view! { <p class="hint">{texts.nothing_written}</p> })}
        {(!is_blank)
            .then(|| {
                view! {
                    <div class="process-columns">
                        {part(texts.checklist, page.tasks)} {part(texts.exit, page.rules)}
                        {part(texts.arrivals, ways.collect())}
                    </div>
                }
            })}
    }
    .into_any()
}

/// The settings of the pipeline's stages.
pub(super) fn settings_href(pipeline: PipelineId) -> String {
    Route { pipeline: Some(pipeline), ..Route::to(Screen::Settings(Section::Pipelines)) }.href()
}
