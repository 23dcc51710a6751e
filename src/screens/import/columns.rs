//! The second step: what the columns mean.

use exchange::propose;
use exchange::target::{FileKind, Group, Target, makes_sense, targets};
use leptos::prelude::*;

use super::parts::{NameInput, Options, Select, busy, fault, fault_id};
use super::questions::{self, questions};
use super::targets::{LOGGED, code, from_code, missing};
use super::wizard::{Step, TableId, Wizard};
use super::{deals, foot, heading, next_button};
use crate::components::icon;
use crate::platform::dom;
use crate::text::{fill, import, import_columns, t};

/// The step on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import_columns();
    // A table of another kind has other meanings to offer, and one that was read anew other columns.
    let tables = Memo::new(move |_| {
        let shape = |id| {
            let kind = wizard.table(id, |file| file.kind)??;
            Some((id, kind, wizard.known(id, |file| file.header_key.clone())?))
        };
        wizard.taken().into_iter().filter_map(shape).collect::<Vec<(TableId, FileKind, String)>>()
    });
    let is_ready = Memo::new(move |_| wizard.proposal.with(Option::is_some));
    let has_deals = Memo::new(move |_| {
        tables.with(|tables| {
            tables.iter().any(|(_, kind, _)| matches!(kind, FileKind::Deals | FileKind::ChangeLog))
        })
    });
    let check = Callback::new(move |()| {
        if dom::query(".import [aria-invalid=true]").is_some() {
            dom::focus(".import [aria-invalid=true]");
            return Some(texts.field_name_missing.to_owned());
        }
        let open = untrack(|| questions::open(wizard)).len();
        if open > 0 {
            dom::focus(".import-question[data-open]");
            return Some(texts.unanswered.of(open));
        }
        None
    });
    view! {
        <section class="import-step" aria-labelledby="import-heading">
            {heading(Step::Columns, texts.columns, texts.columns_lead)}
            {move || (!is_ready.get()).then(|| busy(t().import_preview().proposing))}
            <For
                each=move || tables.get()
                key=Clone::clone
                children=move |(id, kind, _)| table(wizard, id, kind)
            />
            {move || has_deals.get().then(|| deals::view(wizard))}
        </section>
        {foot(wizard, Some(Step::Files), next_button(wizard, Step::Values, check))}
    }
    .into_any()
}

fn table(wizard: Wizard, id: TableId, kind: FileKind) -> AnyView {
    let texts = t().import_columns();
    let known = untrack(|| wizard.known(id, Clone::clone));
    let Some(propose::File { name, columns, fields, .. }) = known else { return ().into_any() };
    let lack = Memo::new(move |_| wizard.table(id, missing).unwrap_or_default());
    let lacking = move || {
        lack.get()
            .into_iter()
            .map(|one_of| {
                let what: Vec<&str> =
                    one_of.iter().take(2).map(|target| import_columns::target(target, Some(kind))).collect();
                let text = fill(texts.missing, &[("what", &what.join(" / "))]);
                view! {
                    <div class="notice warn boxed" role="status" data-missing=one_of.first().map(code)>
                        {icon("warning")} <p>{text}</p>
                    </div>
                }
            })
            .collect_view()
    };
    let heading_id = format!("import-table-{}-{}", id.0, id.1);
    let labelled_by = heading_id.clone();
    let lines =
        columns.into_iter().enumerate().map(|(place, known)| column(wizard, (id, place), kind, known));
    let fields =
        (kind == FileKind::ChangeLog && !fields.is_empty()).then(|| changed_fields(wizard, id, fields));
    view! {
        <section class="import-table" aria-labelledby=labelled_by>
            <h3 id=heading_id>
                <span dir="auto">{name}</span>
                " "
                <span class="chip">{import::kind(kind)}</span>
            </h3>
            {lacking}
            <div class="import-column import-columns-head" aria-hidden="true">
                <span>{texts.column}</span>
                <span>{texts.samples}</span>
                <span>{texts.means}</span>
            </div>
            <ul class="box import-columns">{lines.collect_view()}</ul>
            {fields}
        </section>
    }
    .into_any()
}

fn column(wizard: Wizard, place: (TableId, usize), kind: FileKind, known: propose::Column) -> AnyView {
    let texts = t().import_columns();
    let (table, column) = place;
    let number = (column + 1).to_string();
    let name = match known.header.as_str() {
        "" => fill(texts.unnamed, &[("n", &number)]),
        header => header.to_owned(),
    };
    let sample = |sample: String| {
        view! {
            <li class="truncate" dir="auto">
                {sample}
            </li>
        }
    };
    let samples = if known.samples.is_empty() {
        view! { <span class="import-samples muted">{texts.no_samples}</span> }.into_any()
    } else {
        let samples = known.samples.into_iter().take(SAMPLES).map(sample).collect_view();
        view! { <ul class="import-samples" translate="no">{samples}</ul> }.into_any()
    };
    let target =
        Memo::new(move |_| wizard.column(table, column).map_or(Target::Skip, |column| column.target));
    let skipped = move || (target.get() == Target::Skip).then_some("");
    // Whoever has looked at it and chosen something else is sure.
    let guess = (!known.is_sure).then(|| target.get_untracked()).filter(|guess| *guess != Target::Skip);
    let is_guess = move || guess.as_ref().is_some_and(|guess| target.with(|target| target == guess));
    let check = move || is_guess().then(|| view! { <span class="chip warn">{texts.check}</span> });
    let own_name = name.clone();
    let select = Select {
        id: format!("import-means-{}-{}-{column}", table.0, table.1),
        label: fill(texts.means_of, &[("name", &name)]),
        groups: options(kind, &target.get_untracked()),
        chosen: Signal::derive(move || target.with(code)),
        set: Callback::new(move |code: String| {
            if let Some(target) = from_code(&code, &own_name) {
                wizard.decide_column(table, column, |column| column.target = target);
            }
        }),
    };
    let is_custom = Memo::new(move |_| target.with(|target| matches!(target, Target::Custom(_))));
    view! {
        <li class="import-column" data-column=known.header data-skipped=skipped>
            <span class="strong import-column-name" dir="auto">
                {name.clone()}
                " "
                {check}
            </span>
            {samples}
            <div class="import-means">
                {select.view()} {move || is_custom.get().then(|| custom_name(wizard, table, column))}
            </div>
            {questions(wizard, table, column, &name)}
        </li>
    }
    .into_any()
}

/// How many examples are shown.
const SAMPLES: usize = 4;

/// What a column can mean; and what it means now, should that be something else.
fn options(kind: FileKind, now: &Target) -> Vec<Options> {
    let [deal, customer, days, details] = t().import_columns().groups;
    let option = |target: &Target| (code(target), import_columns::target(target, Some(kind)).to_owned());
    let mut groups = vec![Options::plain(vec![option(&Target::Skip)])];
    if !makes_sense(kind, now) {
        groups.push(Options::plain(vec![option(now)]));
    }
    groups.extend(targets(kind).into_iter().map(|(group, targets)| {
        let heading = match group {
            Group::Deal => deal,
            Group::Customer => customer,
            Group::Days => days,
            Group::Details => details,
        };
        Options { heading: Some(heading), options: targets.iter().map(option).collect() }
    }));
    groups
}

/// The name of the field of one's own that a column goes into.
fn custom_name(wizard: Wizard, table: TableId, column: usize) -> AnyView {
    let texts = t().import_columns();
    let id = format!("import-own-{}-{}-{column}", table.0, table.1);
    let name = Memo::new(move |_| match wizard.column(table, column).map(|column| column.target) {
        Some(Target::Custom(name)) => name,
        _ => String::new(),
    });
    let is_blank = move || name.with(|name| name.trim().is_empty());
    let error = Signal::derive(move || is_blank().then_some(texts.field_name_missing));
    let error_id = fault_id(&id);
    let input = NameInput {
        id,
        label: texts.field_name,
        placeholder: Some(texts.field_name),
        name: name.into(),
        error,
        set: Callback::new(move |name| {
            wizard.decide_column(table, column, |column| column.target = Target::Custom(name));
        }),
    };
    view! {
        {input.view()}
        {fault(error_id, error)}
    }
    .into_any()
}

/// What the fields mean that a log of changes names.
fn changed_fields(wizard: Wizard, table: TableId, fields: Vec<(String, usize)>) -> AnyView {
    let texts = t().import_columns();
    let line = |(field, changes): (String, usize)| {
        let name = field.clone();
        let chosen = move || {
            wizard
                .table(table, |file| file.fields.get(&name).map(code))
                .flatten()
                .unwrap_or(code(&Target::Skip))
        };
        let option = |target: &Target| {
            (code(target), import_columns::target(target, Some(FileKind::Deals)).to_owned())
        };
        let name = field.clone();
        let select = Select {
            id: format!("import-field-{}-{}-{field}", table.0, table.1),
            label: fill(texts.means_of, &[("name", &field)]),
            groups: vec![Options::plain([Target::Skip].iter().chain(&LOGGED).map(option).collect())],
            chosen: Signal::derive(chosen),
            set: Callback::new(move |code: String| {
                let Some(target) = from_code(&code, "") else { return };
                wizard.decide_table(table, |file| {
                    if target == Target::Skip {
                        file.fields.remove(&name);
                    } else {
                        file.fields.insert(name.clone(), target);
                    }
                });
            }),
        };
        let hook = field.clone();
        view! {
            <li class="import-column" data-changed-field=hook>
                <span class="strong import-column-name" dir="auto">
                    {field}
                </span>
                <span class="import-samples muted num">{texts.changes.of(changes)}</span>
                <div class="import-means">{select.view()}</div>
            </li>
        }
    };
    view! {
        <h4>{texts.changed_fields}</h4>
        <ul class="box import-columns">{fields.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}
