//! The fifth step: waiting for the import.

use leptos::prelude::*;

use super::heading;
use super::wizard::{Step, Wizard, Work};
use crate::components::icon;
use crate::platform::intl;
use crate::text::{fill, t};

/// How much of the whole is done, from 0 to 1.
pub(super) fn share(done: u64, total: u64) -> f64 {
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

/// How many rows are done and how many are left; empty while the worker does something else. While the changes are written all
/// rows are done.
fn rows(wizard: Wizard) -> Option<(u64, u64)> {
    match wizard.work.get() {
        Work::Planning | Work::Reading(_) => wizard.progress.get().and_then(|progress| progress.get())?.rows,
        Work::Writing | Work::Saving => Some((all_rows(wizard) as u64, 0)),
        Work::Nothing | Work::Starting | Work::Proposing => None,
    }
}

/// The rows of all tables that are imported.
fn all_rows(wizard: Wizard) -> usize {
    wizard.proposal.with(|proposal| {
        wizard.setup.with(|setup| {
            let files = proposal.iter().flat_map(|proposal| &proposal.files);
            let setups = setup.iter().flat_map(|setup| &setup.files);
            files.zip(setups).filter(|(_, setup)| setup.kind.is_some()).map(|(file, _)| file.rows).sum()
        })
    })
}

fn said((done, left): (u64, u64)) -> String {
    let count = |rows: u64| intl::count(usize::try_from(rows).unwrap_or(usize::MAX));
    fill(t().import().rows_done, &[("done", &count(done)), ("left", &count(left))])
}

/// How far the worker is, in rows.
pub(super) fn line(wizard: Wizard) -> AnyView {
    let rows = Memo::new(move |_| rows(wizard));
    let figure = move || {
        rows.get().map(|(done, left)| {
            view! {
                <span data-metric="import.rows.done" data-value=done.to_string()>
                    <span data-metric="import.rows.left" data-value=left.to_string()>
                        {said((done, left))}
                    </span>
                </span>
            }
        })
    };
    view! { <p class="num muted">{figure}</p> }.into_any()
}

/// The step on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import();
    let progress = Memo::new(move |_| rows(wizard));
    let is_saving = Memo::new(move |_| wizard.work.get() == Work::Saving);
    let so_far = move || progress.get().map_or(0.0, |(done, left)| share(done, done + left));
    let percent = move || format!("{:.0}", so_far() * 100.0);
    let text = move || match wizard.work.get() {
        Work::Writing | Work::Saving => texts.saving.to_owned(),
        _ => progress.get().map(said).unwrap_or_default(),
    };
    let saving = move || matches!(wizard.work.get(), Work::Writing | Work::Saving).then_some(texts.saving);
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
            {line(wizard)}
            <p class="muted">{saving}</p>
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
