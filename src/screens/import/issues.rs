//! What is wrong with which row and cell, and what is done about it.

use std::sync::Arc;

use exchange::plan::report::{Came, Digest, Effect, Issue, RowReport};
use exchange::protocol::{Outcome, Outline};
use exchange::target::FileKind;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::problems;
use super::report::{self, Named};
use super::wizard::{Reading, Wizard};
use crate::components::icon;
use crate::platform::intl;
use crate::text::{fill, import_preview, import_problems, t};

/// The issues on the screen, those that cost something first; the other rows that there is something to say of; and the way
/// to all of them as a file.
pub(super) fn view(wizard: Wizard, outcome: &Arc<Outcome>) -> AnyView {
    let texts = t().import_preview();
    let report = &outcome.report;
    let kinds: Vec<Option<FileKind>> = wizard
        .setup
        .with_untracked(|setup| setup.iter().flat_map(|setup| &setup.files).map(|file| file.kind).collect());
    let tables: Vec<Named> = wizard.proposal.with_untracked(|proposal| {
        let files = proposal.iter().flat_map(|proposal| &proposal.files);
        files.map(|file| file.name.clone()).zip(kinds).collect()
    });
    let all = report.issues;
    let outlines = outlines(wizard);
    let is_fine = outlines.iter().all(|outline| outline.problems.is_empty());
    let body = if all == 0 && !is_fine {
        ().into_any()
    } else if all == 0 {
        view! {
            <p class="import-fine">
                {icon("check")}
                {texts.no_issues}
            </p>
        }
        .into_any()
    } else {
        view! {
            {effects(&report.effects)}
            {table(&report.first, &tables)}
        }
        .into_any()
    };
    view! {
        <section class="import-table" aria-labelledby="import-issues">
            <h3 id="import-issues" data-metric="import.issues" data-value=all.to_string()>
                {texts.issues}
            </h3>
            {outlines.iter().map(|outline| problems::view(&outline.problems, outline.problems_left_out)).collect_view()}
            {body}
            {shown(all, report.first.len())}
            {others(&outcome.report, &tables)}
            <p class="import-issues-foot">{save(wizard, outcome, tables, outlines)}</p>
        </section>
    }
    .into_any()
}

/// What reading the files found.
fn outlines(wizard: Wizard) -> Vec<Arc<Outline>> {
    wizard.files.with_untracked(|files| {
        let read = files.iter().filter_map(|file| match &file.state {
            Reading::Read(outline) => Some(Arc::clone(outline)),
            _ => None,
        });
        read.collect()
    })
}

/// That there are more than those on the screen.
fn shown(all: usize, shown: usize) -> Option<AnyView> {
    let text = || {
        let (shown, all) = (intl::count(shown), intl::count(all));
        fill(t().import_preview().issues_shown, &[("n", &shown), ("all", &all)])
    };
    (all > shown).then(|| view! { <p class="hint">{text()}</p> }.into_any())
}

/// The button that hands the whole report over.
fn save(wizard: Wizard, outcome: &Arc<Outcome>, tables: Vec<Named>, outlines: Vec<Arc<Outline>>) -> AnyView {
    let texts = t().import_preview();
    let is_busy = RwSignal::new(false);
    let outcome = Arc::clone(outcome);
    let save = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let told = wizard.engine().borrow().told.clone();
        let (tables, outcome, outlines) = (tables.clone(), Arc::clone(&outcome), outlines.clone());
        spawn_local(async move {
            if !report::download(&outlines, &told, &tables, &outcome.report.counts).await {
                wizard.ui.warn(|| t().import_preview().not_downloaded);
            }
            // The screen may be gone by now.
            let _ = is_busy.try_set(false);
        });
    };
    view! {
        <button
            type="button"
            class="button"
            data-way="report"
            aria-busy=move || is_busy.get().then_some("true")
            on:click=save
        >
            {icon("download")}
            {texts.download}
        </button>
    }
    .into_any()
}

/// The rows that nothing is wrong with, folded up: those about what is here already, and those that are passed over.
fn others(report: &Digest, tables: &[Named]) -> Option<AnyView> {
    if report.rows == 0 {
        return None;
    }
    let texts = t().import_preview();
    let has_many = tables.len() > 1;
    let row = |row: &RowReport| {
        let (name, kind) = tables.get(row.file).cloned().unwrap_or_default();
        let (fields, what, effect) = import_preview::came(&row.came, kind);
        let class = if matches!(row.came, Came::Changed(_)) { "chip accent" } else { "chip" };
        let line = if row.line == 0 { texts.whole_table.to_owned() } else { row.line.to_string() };
        view! {
            <tr data-row-line=row.line.to_string()>
                {has_many.then(|| view! { <td dir="auto">{name}</td> })}
                <td class="num">{line}</td>
                <td dir="auto" translate="no">
                    {row.value.clone()}
                </td>
                <td dir="auto">{fields}</td>
                <td>{what}</td>
                <td>
                    <span class=class>{effect}</span>
                </td>
            </tr>
        }
    };
    let heads = [texts.found, texts.fields, texts.what, texts.effect];
    let view = view! {
        <details class="import-problems import-others" data-outlook="rows">
            <summary data-metric="import.rows.told" data-value=report.rows.to_string()>
                {texts.other_rows}
                " "
                <span class="hint num">{intl::count(report.rows)}</span>
            </summary>
            <div class="framed" tabindex="0" role="group" aria-label=texts.other_rows>
                <table class="table import-issues">
                    {head(has_many, &heads)} <tbody>{report.first_rows.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            {shown(report.rows, report.first_rows.len())}
        </details>
    };
    Some(view.into_any())
}

/// The head of a table of rows: the file where there are several, the line, and more.
fn head(has_many: bool, names: &[&'static str]) -> AnyView {
    let texts = t().import_preview();
    let cell = |name: &'static str| view! { <th scope="col">{name}</th> };
    view! {
        <thead>
            <tr>
                {has_many.then(|| cell(texts.file))}
                <th scope="col" class="num">
                    {texts.line}
                </th>
                {names.iter().copied().map(cell).collect_view()}
            </tr>
        </thead>
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

fn table(issues: &[Issue], tables: &[Named]) -> AnyView {
    let texts = t().import_preview();
    let has_many = tables.len() > 1;
    let called = |file: usize| tables.get(file).map_or("", |(name, _)| name.as_str());
    let row = |issue: &Issue| {
        let (_, _, class) = EFFECTS[place(issue.effect).min(EFFECTS.len() - 1)];
        let file = has_many.then(|| {
            let name = called(issue.file).to_owned();
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
                <td>{import_problems::problem(&issue.problem, called)}</td>
                <td>
                    <span class=class>{import_problems::effect(issue.effect)}</span>
                </td>
            </tr>
        }
    };
    let heads = [t().import_columns().column, texts.found, texts.what, texts.effect];
    view! {
        <div class="framed" tabindex="0" role="group" aria-label=texts.issues>
            <table class="table import-issues">
                {head(has_many, &heads)}
                <tbody>{issues.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
