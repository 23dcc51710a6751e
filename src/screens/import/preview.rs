//! The fourth step: what will happen.

use exchange::setup::OnProblem;
use leptos::prelude::*;

use super::parts::busy;
use super::wizard::{Step, Wizard};
use super::{counts, foot, heading, issues, outlook, running};
use crate::components::icon;
use crate::text::{import_preview, t};

/// The step on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import_preview();
    let is_ready = Memo::new(move |_| wizard.is_planned.get());
    let has_failed = Memo::new(move |_| wizard.failure.with(Option::is_some));
    let waiting = move || {
        (!is_ready.get() && !has_failed.get()).then(|| {
            view! {
                {busy(texts.planning)}
                {running::bar(wizard)}
                {running::line(wizard)}
            }
        })
    };
    let outcome = move || {
        wizard.outcome.get().map(|outcome| {
            view! {
                {counts::view(&outcome.report)}
                {outlook::view(wizard, &outcome)}
                {issues::view(wizard, &outcome)}
            }
        })
    };
    let has_unreadable = Memo::new(move |_| {
        wizard.outcome.with(|outcome| outcome.as_ref().is_some_and(|outcome| outcome.report.has_unreadable))
    });
    let act = Memo::new(move |_| {
        wizard
            .outcome
            .with(|outcome| outcome.as_ref().and_then(|outcome| import_preview::act(&outcome.report)))
    });
    let button = view! {
        <button
            type="button"
            class="button primary"
            data-way="import"
            prop:disabled=move || act.with(Option::is_none) || !is_ready.get()
            on:click=move |_| wizard.import()
        >
            {icon("upload")}
            {move || act.get().unwrap_or_else(|| texts.nothing.to_owned())}
        </button>
    };
    view! {
        <section class="import-step" aria-labelledby="import-heading" aria-busy=move || (!is_ready.get()).to_string()>
            {heading(Step::Preview, texts.preview, texts.preview_lead)}
            {waiting}
            {move || has_unreadable.get().then(|| on_problem(wizard))}
            {outcome}
        </section>
        {foot(wizard, Some(Step::Values), button.into_any())}
    }
    .into_any()
}

/// What becomes of a row with a cell that can't be read.
fn on_problem(wizard: Wizard) -> AnyView {
    let texts = t().import_preview();
    let choice = |what: OnProblem, value: &'static str, title: &'static str, hint: &'static str| {
        let is_chosen =
            move || wizard.setup.with(|setup| setup.as_ref().is_some_and(|setup| setup.on_problem == what));
        view! {
            <label class="choice" class:on=is_chosen>
                <input
                    type="radio"
                    name="import-on-problem"
                    value=value
                    prop:checked=is_chosen
                    on:change=move |_| wizard.decide(|setup| setup.on_problem = what)
                />
                <span>
                    {title}
                    " "
                    <span class="hint">{hint}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="import-question">
            <legend>{texts.on_problem}</legend>
            <div class="choices">
                {choice(OnProblem::LeaveRowOut, "row", texts.row_out, texts.row_out_hint)}
                {choice(OnProblem::LeaveCellOut, "cell", texts.cell_out, texts.cell_out_hint)}
            </div>
        </fieldset>
    }
    .into_any()
}
