//! What is wrong with which row and cell, and what is done about it.

use std::sync::Arc;

use exchange::plan::report::{Effect, Issue};
use exchange::protocol::Outcome;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::report;
use super::wizard::Wizard;
use crate::components::icon;
use crate::platform::intl;
use crate::text::{fill, import_problems, t};

/// The issues on the screen, those that cost something first.
pub(super) fn view(wizard: Wizard, outcome: &Arc<Outcome>) -> AnyView {
    let texts = t().import_preview();
    let report = &outcome.report;
    let tables: Vec<String> = wizard.proposal.with_untracked(|proposal| {
        let files = proposal.iter().flat_map(|proposal| &proposal.files);
        files.map(|file| file.name.clone()).collect()
    });
    let (all, shown) = (report.issues, report.first.len());
    let body = if all == 0 {
        view! {
            <p class="import-fine">
                {icon("check")}
                {texts.no_issues}
            </p>
        }
        .into_any()
    } else {
        let names = tables.clone();
        let is_busy = RwSignal::new(false);
        let save = move |_| {
            if is_busy.get_untracked() {
                return;
            }
            is_busy.set(true);
            let (issues, names) = (wizard.engine().borrow().issues.clone(), names.clone());
            spawn_local(async move {
                if !report::download(&issues, &names).await {
                    wizard.ui.warn(|| t().import_preview().not_downloaded);
                }
                // The screen may be gone by now.
                let _ = is_busy.try_set(false);
            });
        };
        let hint = (all > shown)
            .then(|| fill(texts.issues_shown, &[("n", &intl::count(shown)), ("all", &intl::count(all))]));
        view! {
            {effects(&report.effects)}
            {table(&report.first, &tables)}
            <p class="import-issues-foot">
                <span class="hint">{hint}</span>
                <button type="button" class="button" data-way="report" aria-busy=move || is_busy.get().then_some("true") on:click=save>
                    {icon("download")}
                    {texts.download}
                </button>
            </p>
        }
        .into_any()
    };
    view! {
        <section class="import-table" aria-labelledby="import-issues">
            <h3 id="import-issues" data-metric="import.issues" data-value=all.to_string()>
                {texts.issues}
            </h3>
            {body}
        </section>
    }
    .into_any()
}

const EFFECTS: [(Effect, &str, &str); 4] = [
    (Effect::RowLeftOut, "row_left_out", "chip bad"),
    (Effect::CellLeftOut, "cell_left_out", "chip warn"),
    (Effect::Changed, "changed", "chip accent"),
    (Effect::Noted, "noted", "chip"),
];

fn place(effect: Effect) -> usize {
    EFFECTS.iter().position(|(known, ..)| *known == effect).unwrap_or(EFFECTS.len())
}

/// How many there are of each effect.
fn effects(counts: &[(Effect, usize)]) -> AnyView {
    let chip = |(effect, code, class): (Effect, &'static str, &'static str)| {
        let count = counts.iter().find(|(known, _)| *known == effect).map_or(0, |(_, count)| *count);
        (count > 0).then(|| {
            view! {
                <li class=class data-metric=format!("import.issues.{code}") data-value=count.to_string()>
                    {import_problems::effect(effect)}
                    " "
                    <span class="num">{intl::count(count)}</span>
                </li>
            }
        })
    };
    view! { <ul class="import-sources">{EFFECTS.into_iter().filter_map(chip).collect_view()}</ul> }.into_any()
}

fn table(issues: &[Issue], tables: &[String]) -> AnyView {
    let texts = t().import_preview();
    let has_many = tables.len() > 1;
    let row = |issue: &Issue| {
        let (_, _, class) = EFFECTS[place(issue.effect).min(EFFECTS.len() - 1)];
        let file = has_many.then(|| {
            let name = tables.get(issue.file).cloned().unwrap_or_default();
            view! { <td dir="auto">{name}</td> }
        });
        view! {
            <tr data-issue-line=issue.line.to_string()>
                {file}
                <td class="num">{issue.line.to_string()}</td>
                <td dir="auto">{issue.column.clone()}</td>
                <td dir="auto" translate="no">
                    {issue.value.clone()}
                </td>
                <td>{import_problems::problem(&issue.problem)}</td>
                <td>
                    <span class=class>{import_problems::effect(issue.effect)}</span>
                </td>
            </tr>
        }
    };
    let head = |name: &'static str| view! { <th scope="col">{name}</th> };
    view! {
        <div class="framed" tabindex="0" role="group" aria-label=texts.issues>
            <table class="table import-issues">
                <thead>
                    <tr>
                        {has_many.then(|| head(texts.file))}
                        <th scope="col" class="num">
                            {texts.line}
                        </th>
                        {[t().import_columns().column, texts.found, texts.what, texts.effect]
                            .map(head)
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{issues.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
