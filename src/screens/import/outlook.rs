//! Some of the deals of an import: new ones as they will be, what changes of others, and what is passed over.

use std::sync::Arc;

use exchange::plan::report::Kind;
use exchange::preview::{Added, Against, Changed, Edit, Part, Refused, Shown, Unready};
use exchange::protocol::Outcome;
use exchange::target::FileKind;
use leptos::prelude::*;
use sales::time::Calendar;

use super::targets::code;
use super::wizard::Wizard;
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, Length};
use crate::screens::lacks::lack;
use crate::text::{fill, headers, import_columns, import_problems, t};

/// The deals on the screen, those that nothing happens to folded up.
pub(super) fn view(wizard: Wizard, outcome: &Arc<Outcome>) -> AnyView {
    let (texts, preview) = (t().import_preview(), &outcome.preview);
    let count = outcome.report.count(Kind::Deal);
    let unchanged = preview.unchanged.iter().map(|title| view! { <li dir="auto">{title.clone()}</li> });
    let refused = preview.refused.iter().map(refused);
    view! {
        {(!preview.added.is_empty())
            .then(|| section("added", texts.deals_added, count.added, preview.added.len(), added(&preview.added)))}
        {changed_deals(outcome, texts.deals_changed)}
        {folded("unchanged", texts.deals_unchanged, count.unchanged, unchanged.collect())}
        {folded("refused", texts.deals_refused, count.refused, refused.collect())}
        {against(wizard, &preview.against)}
    }
    .into_any()
}

/// The deals that change, and how.
pub(super) fn changed_deals(outcome: &Outcome, title: &'static str) -> Option<AnyView> {
    let deals = &outcome.preview.changed;
    let list = || {
        let list = deals.iter().map(changed).collect_view();
        view! { <ul class="box import-changes">{list}</ul> }.into_any()
    };
    let all = outcome.report.count(Kind::Deal).changed;
    (!deals.is_empty()).then(|| section("changed", title, all, deals.len(), list()))
}

/// Moves that the process here would not have let be, or would have asked about.
pub(super) fn against(wizard: Wizard, found: &Against) -> Option<AnyView> {
    let texts = t().import_preview();
    let line = |deal: &Unready| {
        let lacks: Vec<String> = wizard
            .ui
            .store
            .with(|workspace| deal.lacks.iter().map(|missing| lack(workspace, missing)).collect());
        let mark = if deal.is_blocked { texts.against_blocked } else { texts.against_warned };
        let lacks = lacks.join(t().common().between);
        view! {
            <li>
                <span dir="auto">{deal.title.clone()}</span>
                " "
                <span class="hint">{fill(mark, &[("lacks", &lacks)])}</span>
            </li>
        }
    };
    let lines = found.deals.iter().map(line).collect();
    folded("against", texts.against, found.blocked + found.warned, lines)
}

/// That there are more than those on the screen.
fn more(all: usize, shown: usize) -> Option<AnyView> {
    let more = all.saturating_sub(shown);
    (more > 0).then(|| {
        view! { <p class="hint" data-more=more.to_string()>{t().import_preview().and_more.of(more)}</p> }
            .into_any()
    })
}

fn section(what: &'static str, title: &'static str, all: usize, shown: usize, body: AnyView) -> AnyView {
    let id = format!("import-deals-{what}");
    let labelled_by = id.clone();
    view! {
        <section class="import-table" aria-labelledby=labelled_by data-outlook=what>
            <h3 id=id>{title} " " <span class="hint num">{intl::count(all)}</span></h3>
            {body}
            {more(all, shown)}
        </section>
    }
    .into_any()
}

fn folded<V: IntoView + 'static>(
    what: &'static str,
    title: &'static str,
    all: usize,
    lines: Vec<V>,
) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let more = more(all, lines.len());
    let view = view! {
        <details class="import-problems import-passed" data-outlook=what>
            <summary>{title} " " <span class="hint num">{intl::count(all)}</span></summary>
            <ul>{lines.into_iter().collect_view()}</ul>
            {more}
        </details>
    };
    Some(view.into_any())
}

fn added(deals: &[Added]) -> AnyView {
    let (texts, columns) = (t().import_preview(), t().import_columns());
    let head = |name: &'static str| view! { <th scope="col">{name}</th> };
    let number = |name: &'static str| {
        view! {
            <th scope="col" class="num">
                {name}
            </th>
        }
    };
    view! {
        <div class="framed import-deals" tabindex="0" role="group" aria-label=texts.deals_added>
            <table class="table">
                <thead>
                    <tr>
                        {head(texts.deal)} {head(columns.stage)} {number(columns.value)} {head(columns.owner)}
                        {head(columns.organisation)} {head(columns.created)} {head(columns.expected)}
                    </tr>
                </thead>
                <tbody>{deals.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(deal: &Added) -> AnyView {
    view! {
        <tr data-preview=deal.title.clone()>
            <th scope="row">
                <span class="truncate" dir="auto">
                    {deal.title.clone()}
                </span>
            </th>
            <td dir="auto">{deal.stage.clone()}</td>
            <td
                class="num"
                data-metric="import.preview.value"
                data-value=deal.value.map(|value| value.minor.to_string())
            >
                {deal.value.map(|value| intl::money(value, Length::Full))}
            </td>
            <td dir="auto">{deal.owner.clone()}</td>
            <td dir="auto">{deal.organisation.clone()}</td>
            <td>{deal.created.map(|created| intl::day(LocalCalendar.date_of(created)))}</td>
            <td>{deal.expected_close.map(intl::day)}</td>
        </tr>
    }
    .into_any()
}

fn changed(deal: &Changed) -> AnyView {
    view! {
        <li class="import-change" data-changed=deal.title.clone()>
            <span class="strong" dir="auto">
                {deal.title.clone()}
            </span>
            <dl>{deal.edits.iter().map(edit).collect_view()}</dl>
        </li>
    }
    .into_any()
}

fn edit(edit: &Edit) -> AnyView {
    let texts = t().import_preview();
    let name = import_columns::part(&edit.part, Some(FileKind::Deals));
    let hook = match &edit.part {
        Part::Field(target) => code(target),
        Part::History => {
            let text = t().deal().said_past;
            return view! {
                <dt data-edit="history">{name}</dt>
                <dd>{text}</dd>
            }
            .into_any();
        }
    };
    let value = |value: &Option<Shown>| value.as_ref().map_or_else(|| texts.was_empty.to_owned(), shown);
    let text = fill(texts.change, &[("from", &value(&edit.from)), ("to", &value(&edit.to))]);
    view! {
        <dt data-edit=hook>{name}</dt>
        <dd dir="auto">{text}</dd>
    }
    .into_any()
}

fn shown(value: &Shown) -> String {
    match value {
        Shown::Text(text) => text.clone(),
        Shown::Money(money) => intl::money(*money, Length::Full),
        Shown::Percent(percent) => intl::percent(f64::from(*percent)),
        Shown::Number(number) => intl::number(*number),
        Shown::Day(day) => intl::day(*day),
        Shown::Moment(at) => intl::day(LocalCalendar.date_of(*at)),
        Shown::Standing(kind) => headers::standing(*kind).to_owned(),
    }
}

fn refused(row: &Refused) -> AnyView {
    let texts = t().import_preview();
    let title = if row.title.is_empty() { texts.untitled.to_owned() } else { row.title.clone() };
    let place = [texts.line, " ", &row.issue.line.to_string()].concat();
    view! {
        <li>
            <span dir="auto">{title}</span> " "
            <span class="hint">
                {place} " · " {import_problems::problem(&row.issue.problem, |_| "")}
            </span>
        </li>
    }
    .into_any()
}
