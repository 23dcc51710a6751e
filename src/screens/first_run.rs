//! Choosing how to start: a template, a pipeline of one's own, a file, or sample data.
//!
//! [`FirstRun`] is all there is in an empty workspace; [`NewPipeline`] offers the same ways inside the frame.

mod draft;
mod scratch;
mod template;

use leptos::prelude::*;
use sales::decide::{Command, Rejection, StageDraft};
use sales::hue;
use sales::model::StageKind;
use sales::sample::SEGMENTS;
use sales::templates::{self, Bilingual, Template, TemplateStage};

use self::scratch::ScratchDialog;
use self::template::TemplateDialog;
use crate::components::Icon;
use crate::platform::dom;
use crate::route::{Route, Screen};
use crate::state::{Dialog, Ui, current_route};
use crate::text::{self, Language, t};

/// The dialog that is open over the ways to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A look at a template.
    Template(&'static Template),
    /// A pipeline of one's own.
    Scratch,
}

/// The first screen of an empty workspace.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().first_run();
    let language = move |language: Language, tag: &'static str, name: &'static str| {
        view! {
            <button
                type="button"
                lang=tag
                data-language=tag
                aria-pressed=(text::language() == language).to_string()
                on:click=move |_| {
                    ui.set_language(language);
                    // The buttons are made anew in the other language.
                    dom::focus_soon(format!("[data-language={tag}]"));
                }
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="welcome-inner">
            <div class="welcome-bar">
                <span class="brand">
                    <svg class="brand-mark" aria-hidden="true">
                        <use href="icons.svg#i-mark"></use>
                    </svg>
                    {t().shell().app}
                </span>
                <div class="segmented" role="group" aria-label=t().shell().language>
                    {language(Language::Chinese, "zh-CN", "中文")} {language(Language::English, "en", "English")}
                </div>
            </div>
            <h1>{texts.title}</h1>
            <p class="welcome-lead">{texts.lead}</p>
            <Ways/>
        </div>
    }
    .into_any()
}

/// The ways to start one more pipeline.
#[component]
pub(crate) fn NewPipeline() -> impl IntoView {
    let texts = t().first_run();
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{texts.more_title}</span>
            </h1>
        </header>
        <div class="screen">
            <div class="welcome-inner more">
                <p class="welcome-lead">{texts.more_lead}</p>
                <Ways/>
            </div>
        </div>
    }
    .into_any()
}

/// The templates, and the other ways.
#[component]
fn Ways() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().first_run();
    let step = RwSignal::new(None::<Step>);
    let close = Callback::new(move |()| step.set(None));
    let option =
        |name: Icon, title: &'static str, hint: &'static str, key: &'static str, run: Callback<()>| {
            view! {
                <button type="button" class="option-card" data-start=key on:click=move |_| run.run(())>
                    {large_icon(name)}
                    <strong>{title}</strong>
                    <span class="hint">{hint}</span>
                </button>
            }
            .into_any()
        };
    let explore = Callback::new(move |()| load_sample(ui));
    let scratch = Callback::new(move |()| step.set(Some(Step::Scratch)));
    let import = Callback::new(move |()| ui.go_to(Screen::Import));
    let backup = Callback::new(move |()| ui.open(Dialog::OpenBackup));
    let has_sample = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(sales::model::Workspace::has_sample)
    });
    view! {
        <div class="options" role="group" aria-label=texts.ways>
            {move || {
                (!has_sample.get())
                    .then(|| option("sparkles", texts.sample, texts.sample_hint, "sample", explore))
            }}
            {option("plus", texts.scratch, texts.scratch_hint, "scratch", scratch)}
            {option("upload", texts.import, texts.import_hint, "import", import)}
            {option("archive", texts.backup, texts.backup_hint, "backup", backup)}
        </div>
        <h2 id="templates">{texts.templates}</h2>
        <ul class="templates" aria-labelledby="templates">
            {templates::ALL.iter().map(|template| template_card(template, step)).collect::<Vec<_>>()}
        </ul>
        {move || {
            step.get()
                .map(|step| match step {
                    Step::Template(template) => view! { <TemplateDialog template on_close=close/> }.into_any(),
                    Step::Scratch => view! { <ScratchDialog on_close=close/> }.into_any(),
                })
        }}
    }
    .into_any()
}

fn large_icon(name: Icon) -> AnyView {
    view! {
        <svg class="icon large" aria-hidden="true">
            <use href=format!("icons.svg#i-{name}")></use>
        </svg>
    }
    .into_any()
}

fn template_card(template: &'static Template, step: RwSignal<Option<Step>>) -> AnyView {
    let language = text::language();
    let is_picked = move || step.get() == Some(Step::Template(template));
    let stages: Vec<_> = coloured(template).filter(|(stage, _)| stage.kind == StageKind::Open).collect();
    let mini = stages.iter().map(|(_, hue)| view! { <span class=format!("hue-{hue}")></span> });
    // A card has no room for all their names: where it begins, and where it ends.
    let name = |stage: Option<&(&TemplateStage, u8)>| stage.map(|(stage, _)| language.pick(&stage.name));
    let (first, last) = (name(stages.first()), name(stages.last()));
    view! {
        <li>
            <button
                type="button"
                class="template"
                class:picked=is_picked
                data-template=template.key
                aria-haspopup="dialog"
                on:click=move |_| step.set(Some(Step::Template(template)))
            >
                <strong>{language.pick(&template.name)}</strong>
                <span class="hint">{language.pick(&template.about)}</span>
                <span class="mini" aria-hidden="true">
                    {mini.collect::<Vec<_>>()}
                </span>
                <span class="mini-ends" aria-hidden="true">
                    <span>{first}</span>
                    <span>{last}</span>
                </span>
            </button>
        </li>
    }
    .into_any()
}

/// The stages of a template, with the colours that they get.
fn coloured(template: &'static Template) -> impl Iterator<Item = (&'static TemplateStage, u8)> {
    template.stages.iter().zip(hue::of_stages(template.stages.iter().map(|stage| stage.kind)))
}

/// What a new pipeline brings along for the lists.
#[derive(Default)]
struct Lists {
    sources: Vec<String>,
    loss_reasons: Vec<String>,
}

impl Lists {
    /// Those of a template, in the user's language.
    fn of(template: &Template) -> Self {
        let names =
            |list: &[Bilingual]| list.iter().map(|text| text::language().pick(text).to_owned()).collect();
        Self { sources: names(template.sources), loss_reasons: names(template.loss_reasons) }
    }
}

/// Makes a pipeline and goes to its board. In an empty workspace the way to the first deal opens at once.
fn create(ui: Ui, name: String, stages: Vec<StageDraft>, lists: Lists) -> Result<(), Rejection> {
    let language = text::language();
    let is_first = ui.store.with(sales::model::Workspace::is_empty);
    let done = ui.store.run(&Command::AddPipeline {
        name,
        stages,
        sources: lists.sources,
        loss_reasons: lists.loss_reasons,
        segments: SEGMENTS.iter().map(|segment| language.pick(segment).to_owned()).collect(),
        currency: is_first.then(|| language.currency()),
    })?;
    ui.tell(&done);
    go_to_newest(ui);
    // The board is there a moment later.
    dom::soon(move || {
        dom::focus("#main");
        if is_first {
            ui.open(Dialog::NewDeal(None));
        }
    });
    Ok(())
}

/// Loads the sample data and goes to their board.
pub(super) fn load_sample(ui: Ui) {
    if ui.act(&Command::LoadSample { language: text::language() }).is_some() {
        go_to_newest(ui);
        dom::soon(|| {
            dom::focus("#main");
        });
    }
}

fn go_to_newest(ui: Ui) {
    let newest = ui.store.with(|workspace| workspace.pipelines.rows().last().map(|row| row.id));
    if let Some(pipeline) = newest {
        ui.use_pipeline(pipeline);
        ui.go(&Route { pipeline: Some(pipeline), ..Route::to(Screen::Board) });
        // A new address is only heard of later; until then another screen would show for a moment.
        ui.route.set(current_route());
    }
}

/// A name for a new pipeline: the wanted one, with a number behind it where it is taken.
pub(super) fn free_name(ui: Ui, wanted: &str) -> String {
    ui.store.with(|workspace| {
        draft::free_name(wanted, |name| {
            workspace.pipelines.iter().any(|row| row.name.to_lowercase() == name.to_lowercase())
        })
    })
}
