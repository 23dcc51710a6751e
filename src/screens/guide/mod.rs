//! How to work with a pipeline: short chapters that open the screen they speak of, and tick themselves off as the workspace
//! gets there.

mod reached;

use leptos::prelude::*;

use self::reached::{Chapter, Reached};
use crate::components::icon;
use crate::platform::intl;
use crate::route::{Route, Screen, Section};
use crate::state::Ui;
use crate::text::guide::Part;
use crate::text::{fill, t};

/// Where a chapter leads.
fn place(chapter: Chapter) -> Screen {
    match chapter {
        Chapter::Pipeline => Screen::Board,
        Chapter::Stages => Screen::Settings(Section::Pipelines),
        Chapter::Deals => Screen::Import,
        Chapter::Process => Screen::Process,
        Chapter::Goals => Screen::Goals,
        Chapter::Team => Screen::Today,
        Chapter::Clean => Screen::Review,
        Chapter::Figures => Screen::Insights,
        Chapter::Safe => Screen::Settings(Section::Data),
    }
}

/// The guide.
#[component]
pub(crate) fn GuideScreen() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().guide();
    let reached = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.track_deals();
        ui.store.track_activities();
        ui.backups.track();
        ui.store.with(|workspace| Reached::new(workspace, reached::has_backup(ui)))
    });
    let count = move || reached.with(Reached::count);
    let all = Chapter::ALL.len();
    let contents = Chapter::ALL.into_iter().zip(&texts.parts).map(|(chapter, part)| {
        let jump = move |_| {
            if let Some(target) = crate::platform::dom::query(&format!("#{}", id_of(chapter))) {
                target.scroll_into_view();
                let _ = target.focus();
            }
        };
        view! {
            <li>
                <button type="button" on:click=jump>
                    <span class="guide-mark" class:on=move || reached.with(|reached| reached.is(chapter))>
                        {icon("check")}
                    </span>
                    <span>{part.title}</span>
                </button>
            </li>
        }
    });
    let chapters = Chapter::ALL.into_iter().zip(&texts.parts);
    let chapters = chapters.map(|(chapter, part)| chapter_view(chapter, part, reached));
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{texts.title}</span>
                <span class="topbar-count" data-metric="guide.done" data-value=move || count().to_string()>
                    {move || {
                        let values = [("done", &*intl::count(count())), ("all", &*intl::count(all))];
                        fill(texts.progress, &values)
                    }}
                </span>
            </h1>
        </header>
        <div class="screen" tabindex="0" role="group" aria-label=texts.title>
            <div class="guide">
                <nav class="guide-contents" aria-label=texts.contents>
                    <ol>{contents.collect_view()}</ol>
                </nav>
                <div class="guide-body">
                    <p class="guide-lead">{texts.lead}</p>
                    {chapters.collect_view()}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn id_of(chapter: Chapter) -> String {
    format!("guide-{}", chapter.name())
}

fn chapter_view(chapter: Chapter, part: &'static Part, reached: Memo<Reached>) -> AnyView {
    let texts = t().guide();
    let is_done = Memo::new(move |_| reached.with(|reached| reached.is(chapter)));
    let figures = (chapter == Chapter::Figures).then(|| {
        let row = |[name, how]: &'static [&'static str; 2]| {
            view! {
                <div>
                    <dt>{*name}</dt>
                    <dd>{*how}</dd>
                </div>
            }
        };
        view! { <dl class="guide-figures">{texts.figures.iter().map(row).collect_view()}</dl> }
    });
    view! {
        <section
            class="guide-chapter"
            id=id_of(chapter)
            tabindex="-1"
            data-chapter=chapter.name()
            data-done=move || is_done.get().to_string()
        >
            <h2>{part.title}</h2>
            {part.text.iter().map(|text| view! { <p>{*text}</p> }).collect_view()}
            {figures}
            <p class="guide-foot">
                <a class="button" href=Route::to(place(chapter)).href()>
                    {part.go}
                    {icon("arrow-right")}
                </a>
                <span class="guide-tick" class:on=is_done>
                    <span class="guide-mark" class:on=is_done>
                        {icon("check")}
                    </span>
                    <span>
                        <span class="visually-hidden">
                            {move || if is_done.get() { texts.done } else { texts.open }} ": "
                        </span>
                        {part.tick}
                    </span>
                </span>
            </p>
        </section>
    }
    .into_any()
}
