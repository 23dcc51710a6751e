//! How many names there are, how many of them are known, and which are almost the same.

use exchange::propose::Near;
use exchange::setup::{NameKind, NameSetup, RowRef, Setup, Twin};
use leptos::prelude::*;

use super::wizard::Wizard;
use crate::platform::intl;
use crate::text::{fill, import_values, t};

/// How many names that are almost the same are asked about.
const SHOWN: usize = 200;

/// The names on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import_values();
    let near = Memo::new(move |_| {
        wizard
            .proposal
            .with(|proposal| proposal.as_ref().map(|proposal| proposal.near.clone()).unwrap_or_default())
    });
    let shown = move || near.with(|near| near.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let more = move || {
        let more = near.with(Vec::len).saturating_sub(SHOWN);
        (more > 0).then(|| view! { <p class="hint">{texts.near_more.of(more)}</p> })
    };
    let has_near = Memo::new(move |_| near.with(|near| !near.is_empty()));
    let nears = move || {
        has_near.get().then(|| {
            view! {
                <section class="import-table" aria-labelledby="import-near">
                    <h3 id="import-near">{texts.near}</h3>
                    <p class="hint">{texts.near_lead}</p>
                    <ul class="box">
                        <For
                            each=shown
                            key=|near| (near.kind, near.name.clone(), near.other.clone(), near.twin)
                            children=move |near| line(wizard, near)
                        />
                    </ul>
                    {more}
                </section>
            }
        })
    };
    let has_names = Memo::new(move |_| {
        wizard.proposal.with(|proposal| {
            proposal.as_ref().is_some_and(|proposal| proposal.names.iter().any(|(_, count)| count.all > 0))
        })
    });
    let counted = move || {
        has_names.get().then(|| {
            view! {
                <section class="import-table" aria-labelledby="import-names">
                    <h3 id="import-names">{texts.names}</h3>
                    {move || counts(wizard)}
                </section>
            }
        })
    };
    view! {
        {counted}
        {nears}
    }
    .into_any()
}

/// The name of a kind in the page.
fn code(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Organisation => "organisation",
        NameKind::Contact => "contact",
        NameKind::Product => "product",
        NameKind::Segment => "segment",
        NameKind::Source => "source",
        NameKind::Tag => "tag",
        NameKind::LossReason => "loss_reason",
        NameKind::ActivityKind => "activity_kind",
        NameKind::Deal => "deal",
    }
}

fn counts(wizard: Wizard) -> AnyView {
    let texts = t().import_values();
    let names = wizard
        .proposal
        .with(|proposal| proposal.as_ref().map(|proposal| proposal.names.clone()).unwrap_or_default());
    let row = |kind: NameKind, all: usize, known: usize| {
        let cell = |what: &str, count: usize| {
            view! {
                <td
                    class="num"
                    data-metric=format!("import.names.{}.{what}", code(kind))
                    data-value=count.to_string()
                >
                    {intl::count(count)}
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{import_values::name_kind(kind)}</th>
                {cell("all", all)}
                {cell("known", known)}
                {cell("new", all.saturating_sub(known))}
            </tr>
        }
    };
    let rows = names.iter().filter(|(_, count)| count.all > 0);
    let rows = rows.map(|(kind, count)| row(*kind, count.all, count.known)).collect_view();
    view! {
        <div class="framed" tabindex="0" role="group" aria-label=texts.names>
            <table class="table import-counts">
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="visually-hidden">{texts.names}</span>
                        </th>
                        <th scope="col" class="num">
                            {texts.names_all}
                        </th>
                        <th scope="col" class="num">
                            {texts.names_known}
                        </th>
                        <th scope="col" class="num">
                            {texts.names_new}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Whether a name stands for the other one, or a row for the other.
fn is_same(setup: &Setup, near: &Near) -> bool {
    if let Some(twin) = near.twin {
        return setup.twins.contains(&twin);
    }
    setup.names.get(&near.kind).is_some_and(|names| names.contains_key(&near.name))
}

/// Where a row of a pair is, with its file where the two are in different ones.
fn place(wizard: Wizard, pair: Twin, row: RowRef) -> String {
    let texts = t().import_values();
    let line = row.line.to_string();
    if pair.row.file == pair.into.file {
        return fill(texts.row, &[("line", &line)]);
    }
    let file = wizard.proposal.with_untracked(|proposal| {
        let file = proposal.as_ref().and_then(|proposal| proposal.files.get(row.file));
        file.map(|file| file.name.clone()).unwrap_or_default()
    });
    fill(texts.row_of, &[("file", &file), ("line", &line)])
}

fn line(wizard: Wizard, near: Near) -> AnyView {
    let texts = t().import_values();
    let text = if let Some(twin) = near.twin {
        let (first, second) = (place(wizard, twin, twin.into), place(wizard, twin, twin.row));
        let text = if near.name == near.other { texts.near_rows } else { texts.near_rows_of_one_id };
        fill(text, &[("name", &near.name), ("other", &near.other), ("first", &first), ("second", &second)])
    } else {
        let text = if near.record.is_some() { texts.near_record } else { texts.near_file };
        fill(text, &[("name", &near.name), ("other", &near.other)])
    };
    let (kind, name) = (import_values::name_kind(near.kind), near.name.clone());
    let row = near.twin.map_or(String::new(), |twin| format!("-{}-{}", twin.row.file, twin.row.line));
    let group = format!("import-near-{}-{}-{}{row}", code(near.kind), near.name, near.other);
    let label = text.clone();
    let near = StoredValue::new(near);
    let same = Memo::new(move |_| {
        wizard
            .setup
            .with(|setup| setup.as_ref().is_some_and(|setup| near.with_value(|near| is_same(setup, near))))
    });
    let set = move |is_same: bool| {
        let Near { kind, name, other, record, twin, .. } = near.get_value();
        wizard.decide(|setup| {
            if let Some(twin) = twin {
                setup.twins.retain(|known| *known != twin);
                setup.twins.extend(is_same.then_some(twin));
                return;
            }
            let names = setup.names.entry(kind).or_default();
            if is_same {
                names.insert(name, record.map_or(NameSetup::SameAs(other), NameSetup::Existing));
            } else {
                names.remove(&name);
            }
        });
    };
    let choice = |is_same: bool, value: &'static str, text: &'static str| {
        let is_chosen = move || same.get() == is_same;
        view! {
            <label class="choice" class:on=is_chosen>
                <input
                    type="radio"
                    name=group.clone()
                    value=value
                    prop:checked=is_chosen
                    on:change=move |_| set(is_same)
                />
                {text}
            </label>
        }
    };
    view! {
        <li class="setting" data-near=name data-row=row>
            <div class="setting-text">
                <span dir="auto">{text}</span>
                <span class="hint">
                    {kind} " · "
                    {near
                        .with_value(|near| match near.twin {
                            Some(_) => texts.near_rows_hint.to_owned(),
                            None => t().import().rows.of(near.rows),
                        })}
                </span>
            </div>
            <div class="import-two" role="radiogroup" aria-label=label>
                {choice(true, "same", texts.same)} {choice(false, "different", texts.different)}
            </div>
        </li>
    }
    .into_any()
}
