//! Bringing data in, step by step: files, columns, values, a preview, the import, what came of it.
//!
//! [`wizard`] knows what was chosen and decided, [`work`] has the worker do what follows from it, and each step has a file
//! that shows it.

mod carry;
mod columns;
mod counts;
mod deals;
mod decisions;
mod delimiter;
mod file_card;
mod files;
mod findings;
#[cfg(test)]
mod fixture;
mod issues;
mod memory;
mod names;
mod outlook;
mod parts;
mod pipelines;
mod preview;
mod problems;
mod questions;
mod reading;
mod report;
mod run;
mod running;
mod stages;
mod summary;
mod targets;
mod values;
mod wizard;
mod work;

use leptos::prelude::*;
use web_sys::DragEvent;

use self::wizard::{Failure, Step, Wizard};
use super::help::help;
use super::storage_failure;
use crate::components::{icon, small_icon};
use crate::platform::dom;
use crate::state::Ui;
use crate::text::{fill, t};

/// The import at the step where it is.
#[component]
pub(crate) fn ImportScreen() -> impl IntoView {
    let ui = Ui::get();
    let wizard = Wizard::get(ui);
    // Something else may have been done since the worker got its copy.
    wizard.workspace_changed();
    ui.store.on_change(move |_, _| wizard.workspace_changed());
    let is_over = RwSignal::new(false);
    follow_drags(wizard, is_over);
    let step = Memo::new(move |_| wizard.step.get());
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().shell().import}</span>
            </h1>
            {help(ui)}
        </header>
        <div class="screen">
            <div class="page import" data-step=move || step.get().name()>
                {line_of_steps(wizard)} {notices(wizard)}
                {move || match step.get() {
                    Step::Files => files::view(wizard, is_over),
                    Step::Columns => columns::view(wizard),
                    Step::Values => values::view(wizard),
                    Step::Preview => preview::view(wizard),
                    Step::Importing => running::view(wizard),
                    Step::Summary => summary::view(wizard),
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Files may be dropped anywhere on the page, as long as files are being chosen. At other times the browser would leave the app
/// to show them.
fn follow_drags(wizard: Wizard, is_over: RwSignal<bool>) {
    let has_files = |event: &DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let is_choosing = move || wizard.step.get_untracked() == Step::Files;
    let over = window_event_listener(leptos::ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
            is_over.set(is_choosing());
        }
    });
    let left = window_event_listener(leptos::ev::dragleave, move |event| {
        // Between two elements of the page it comes as well, and then names the other one.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event| {
        is_over.set(false);
        if !has_files(&event) {
            return;
        }
        event.prevent_default();
        if is_choosing() {
            wizard.add(files::listed(event.data_transfer().and_then(|data| data.files())));
        }
    });
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
    });
}

/// Which step this is, and the way back to those before.
fn line_of_steps(wizard: Wizard) -> AnyView {
    let texts = t().import();
    let step = |(place, name): (usize, &'static str)| {
        let now = move || wizard.step.get().place();
        let current = move || (now() == place).then_some("step");
        let can_go = move || place < now() && wizard.step.get() <= Step::Preview;
        let number =
            move || if place < now() { small_icon("check") } else { (place + 1).to_string().into_any() };
        let content = move || {
            let number = view! { <span class="import-step-number num">{number()}</span> };
            match Step::at(place).filter(|_| can_go()) {
                Some(step) => view! {
                    <button type="button" on:click=move |_| wizard.go(step)>
                        {number} <span>{name}</span>
                    </button>
                }
                .into_any(),
                None => view! { <span>{number} <span>{name}</span></span> }.into_any(),
            }
        };
        view! {
            <li aria-current=current data-done=move || (place < now()).then_some("")>
                {content}
            </li>
        }
    };
    view! {
        <ol class="import-steps" aria-label=texts.steps>
            {texts.step_names.into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
    .into_any()
}

/// What has to be said whatever the step is: that it does not go on, and why.
fn notices(wizard: Wizard) -> AnyView {
    let texts = t().import();
    let failure = move || {
        wizard.failure.get().map(|failure| {
            let text = match &failure {
                Failure::NoWorker => texts.no_worker.to_owned(),
                Failure::Stopped => texts.stopped.to_owned(),
                Failure::Odd(_) => texts.odd.to_owned(),
                Failure::Contended => texts.contended.to_owned(),
                Failure::Storage(error) => [texts.not_stored, &storage_failure::explain(error)].join(" "),
            };
            let detail = match failure {
                Failure::Odd(detail) if !detail.is_empty() => {
                    Some(view! { <p class="hint" lang="en">{detail}</p> })
                }
                _ => None,
            };
            view! {
                <div class="notice bad boxed" role="alert" data-notice="import-failed">
                    {icon("warning")} <p>{text} " " {texts.all_kept}</p> {detail}
                    <button type="button" class="button" on:click=move |_| wizard.begin()>
                        {t().shell().try_again}
                    </button>
                </div>
            }
        })
    };
    let notice = move || {
        wizard.notice.get().map(|text| {
            view! {
                <div class="notice boxed" role="status" data-notice="import">
                    {icon("info")} <p dir="auto">{text}</p>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=t().shell().dismiss
                        on:click=move |_| {
                            wizard.notice.set(None);
                            dom::focus("#import-heading");
                        }
                    >
                        {icon("x")}
                    </button>
                </div>
            }
        })
    };
    view! {
        {failure}
        {notice}
    }
    .into_any()
}

/// The heading of a step, where the focus goes when the step begins.
fn heading(step: Step, title: &'static str, lead: &'static str) -> AnyView {
    let texts = t().import();
    let place = (step.place() + 1).to_string();
    let of = fill(texts.step_of, &[("at", &place), ("all", &texts.step_names.len().to_string())]);
    view! {
        <header class="import-head">
            <h2 id="import-heading" tabindex="-1">
                {title}
                <span class="visually-hidden">" · " {of}</span>
            </h2>
            <p>{lead}</p>
        </header>
    }
    .into_any()
}

/// What stands below a step: the way back, what keeps from going on, and the way on.
fn foot(wizard: Wizard, back: Option<Step>, next: AnyView) -> AnyView {
    let back = back.map(|step| {
        view! {
            <button type="button" class="button" data-way="back" on:click=move |_| wizard.go(step)>
                {icon("chevron-left")}
                {t().import().back}
            </button>
        }
    });
    view! { <footer class="import-foot">{back} <span class="spacer"></span> {next}</footer> }.into_any()
}

/// The button to the next step. `check` says what is still to be done first, and brings the focus there.
fn next_button(wizard: Wizard, step: Step, check: Callback<(), Option<String>>) -> AnyView {
    let error = RwSignal::new(String::new());
    let go = move |_| match check.run(()) {
        None => wizard.go(step),
        Some(text) => {
            error.set(String::new());
            error.set(text);
        }
    };
    let line = move || {
        let text = error.get();
        (!text.is_empty())
            .then(|| view! { <p class="error" role="alert">{small_icon("warning")} <span>{text}</span></p> })
    };
    view! {
        {line}
        <button type="button" class="button primary" data-way="next" on:click=go>
            {t().import().next}
            {icon("chevron-right")}
        </button>
    }
    .into_any()
}
