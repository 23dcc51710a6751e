//! The fifth step: waiting for the import.

use leptos::prelude::*;

use super::heading;
use super::wizard::{Step, Wizard, Work};
use crate::components::icon;
use crate::platform::intl;
use crate::text::{fill, t};

/// How much of the whole is done, from 0 to 1.
pub(super) fn share(done: usize, total: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a part of a bar is a few pixels wide")]
    let share = done as f64 / total.max(1) as f64;
    share.min(1.0)
}

/// How far the worker is with what it is doing, for the eyes.
pub(super) fn bar(wizard: Wizard) -> AnyView {
    let so_far = move || {
        let progress = wizard.progress.get().and_then(|progress| progress.get());
        progress.map_or(0.0, |progress| share(progress.done, progress.total))
    };
    view! {
        <div class="progress" aria-hidden="true">
            <span style:transform=move || format!("scaleX({:.3})", so_far())></span>
        </div>
    }
    .into_any()
}

/// The step on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import();
    let progress = Memo::new(move |_| {
        let progress = wizard.progress.get().and_then(|progress| progress.get());
        progress.map(|progress| (progress.done, progress.total))
    });
    let is_saving = Memo::new(move |_| wizard.work.get() == Work::Saving);
    let so_far = move || match wizard.work.get() {
        // The end of it has no rows to count.
        Work::Writing | Work::Saving => 1.0,
        _ => progress.get().map_or(0.0, |(done, total)| share(done, total)),
    };
    let percent = move || format!("{:.0}", so_far() * 100.0);
    let text = move || match (wizard.work.get(), progress.get()) {
        (Work::Writing | Work::Saving, _) => texts.saving.to_owned(),
        (_, Some((done, total))) => {
            fill(texts.rows_done, &[("done", &intl::count(done)), ("all", &intl::count(total))])
        }
        (_, None) => String::new(),
    };
    view! {
        <section class="import-step" aria-labelledby="import-heading" aria-busy="true">
            {heading(Step::Importing, texts.importing, texts.importing_lead)}
            <div
                class="progress import-progress"
                role="progressbar"
                aria-labelledby="import-heading"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=percent
                aria-valuetext=text
            >
                <span style:transform=move || format!("scaleX({:.3})", so_far())></span>
            </div>
            <p
                class="num muted"
                data-metric="import.rows.done"
                data-value=move || progress.get().map_or(0, |(done, _)| done).to_string()
            >
                {text}
            </p>
            <p>
                <button
                    type="button"
                    class="button"
                    data-way="cancel"
                    prop:disabled=move || is_saving.get()
                    on:click=move |_| wizard.cancel()
                >
                    {icon("x")}
                    {texts.cancel}
                </button>
            </p>
        </section>
    }
    .into_any()
}
