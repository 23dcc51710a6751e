//! How to work with a pipeline: short chapters that open the screen they speak of, and tick themselves off as the workspace
//! gets there.

mod chapter;
mod help;
mod reached;

use leptos::prelude::*;

pub(super) use self::chapter::Chapter;
pub(super) use self::help::help;
use self::reached::Reached;
use crate::components::icon;
use crate::platform::dom;
use crate::platform::intl;
use crate::route::Route;
use crate::state::Ui;
use crate::text::guide::Part;
use crate::text::{fill, t};

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
    // Whoever comes from the help of a screen reads on where that is; the frame has moved the focus by then.
    let asked = Memo::new(move |_| ui.route.with(|route| Chapter::asked(&route.question)));
    Effect::new(move || {
        if let Some(chapter) = asked.get() {
            dom::soon(move || dom::soon(move || jump(chapter)));
        }
    });
    let count = move || reached.with(Reached::count);
    let all = Chapter::ALL.len();
    let contents = Chapter::ALL.into_iter().zip(&texts.parts).map(|(chapter, part)| {
        view! {
            <li>
                <button type="button" on:click=move |_| jump(chapter)>
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

fn jump(chapter: Chapter) {
    if let Some(target) = dom::query(&format!("#{}", id_of(chapter))) {
        target.scroll_into_view();
        let _ = target.focus();
    }
}

fn id_of(chapter: Chapter) -> String {
    format!("guide-{}", chapter.name())
}

/// How each figure is read.
fn figures() -> AnyView {
    let row = |[name, how]: &'static [&'static str; 2]| {
        view! {
            <div>
                <dt>{*name}</dt>
                <dd>{*how}</dd>
            </div>
        }
    };
    let rows = t().guide().figures.iter().map(row).collect_view();
    view! { <dl class="guide-figures">{rows}</dl> }.into_any()
}

fn chapter_view(chapter: Chapter, part: &'static Part, reached: Memo<Reached>) -> AnyView {
    let texts = t().guide();
    let is_done = Memo::new(move |_| reached.with(|reached| reached.is(chapter)));
    let figures = (chapter == Chapter::Figures).then(figures);
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
                <a class="button" href=Route::to(chapter.place()).href()>
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
