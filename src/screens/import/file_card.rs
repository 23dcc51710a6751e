//! A file that was chosen: what it is, and how it was read.

use std::sync::Arc;

use exchange::protocol::Outline;
use exchange::read::{Encoding, Format, Header};
use exchange::recognise::Source;
use exchange::target::{FileKind, Target};
use leptos::prelude::*;

use super::parts::{BY_ITSELF, Options, Select};
use super::targets::{KINDS, NAMED, code, from_code};
use super::wizard::{Reading, SourceFile, TableId, Wizard, Work};
use super::{delimiter, problems, running};
use crate::components::icon;
use crate::platform::dom;
use crate::text::{fill, import, import_columns, import_problems, t};

/// What stands for leaving out.
const LEAVE_OUT: &str = "";

/// In how many of the first lines the header can be said to be.
const HEADER_LINES: u32 = 12;

/// The file on the screen.
pub(super) fn view(wizard: Wizard, key: u32) -> AnyView {
    let find = move |files: &Vec<SourceFile>| files.iter().find(|file| file.key == key).cloned();
    let Some(SourceFile { name, .. }) = wizard.files.with_untracked(find) else { return ().into_any() };
    let state = Memo::new(move |_| wizard.files.with(find).map(|file| file.state));
    let state_name = move || match state.get() {
        Some(Reading::Read(_)) => "read",
        Some(Reading::Waiting) => "waiting",
        Some(Reading::Backup) => "backup",
        _ => "unreadable",
    };
    let remove = {
        let name = name.clone();
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=fill(t().import().remove, &[("name", &name)])
                on:click=move |_| {
                    wizard.remove(key);
                    dom::focus_soon("#import-choose");
                }
            >
                {icon("trash")}
            </button>
        }
    };
    let body = move || match state.get() {
        Some(Reading::Waiting) => waiting(wizard, key),
        Some(Reading::Read(outline)) => read(wizard, key, &outline),
        Some(Reading::Unreadable(error)) => {
            let place = import_problems::place(&error.place);
            unreadable(wizard, key, import_problems::read_error(&error.kind), place)
        }
        Some(Reading::Backup) => backup(wizard, key),
        Some(Reading::Vanished) => {
            unreadable(wizard, key, t().import_problems().vanished.to_owned(), String::new())
        }
        Some(Reading::TooMuch) => {
            unreadable(wizard, key, t().import_problems().too_much.to_owned(), String::new())
        }
        None => ().into_any(),
    };
    let hook = name.clone();
    view! {
        <li class="box import-file" data-file=hook data-state=state_name>
            <div class="import-file-head">
                {icon("table")}
                <h4 class="truncate" dir="auto" translate="no">
                    {name}
                </h4>
                {remove}
            </div>
            {body}
        </li>
    }
    .into_any()
}

fn waiting(wizard: Wizard, key: u32) -> AnyView {
    let is_this = Memo::new(move |_| wizard.work.get() == Work::Reading(key));
    view! {
        <div class="import-file-body" aria-busy="true">
            <p class="hint">{t().import().reading}</p>
            {move || is_this.get().then(|| view! { {running::bar(wizard)} {running::line(wizard)} })}
        </div>
    }
    .into_any()
}

/// A backup among files to import: it is opened elsewhere.
fn backup(wizard: Wizard, key: u32) -> AnyView {
    let texts = t().import();
    view! {
        <div class="import-file-body">
            <div class="notice boxed" data-notice="is-backup">
                {icon("info")} <p>{texts.is_backup}</p>
                <button
                    type="button"
                    class="button"
                    data-way="open-backup"
                    on:click=move |_| wizard.open_backup(key)
                >
                    {t().backup().open}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn unreadable(wizard: Wizard, key: u32, text: String, place: String) -> AnyView {
    // Another line for the header, or another encoding, may be all it takes.
    let has_options = wizard.files.with_untracked(|files| {
        files.iter().any(|file| file.key == key && file.options != exchange::read::Options::default())
    });
    view! {
        <div class="import-file-body">
            <div class="notice bad boxed" role="alert">
                {icon("warning")}
                <p>
                    <strong>{t().import_problems().unreadable}</strong>
                    {text}
                    {(!place.is_empty()).then(|| view! { <span class="hint">" " {place}</span> })}
                </p>
            </div>
            {has_options.then(|| reread(wizard, key, None))}
        </div>
    }
    .into_any()
}

fn read(wizard: Wizard, key: u32, outline: &Arc<Outline>) -> AnyView {
    let texts = t().import();
    let rows: usize = outline.sheets.iter().map(|(_, rows)| rows).sum();
    let about = [texts.rows.of(rows), import::format(outline.format)].join(" · ");
    let tables = (0..outline.sheets.len()).map(|sheet| table(wizard, (key, sheet), outline.sheets.len() > 1));
    view! {
        <div class="import-file-body">
            <p class="hint" data-metric="import.file.rows" data-value=rows.to_string()>
                {about}
            </p>
            {tables.collect_view()}
            {problems::view(&outline.problems, outline.problems_left_out)}
            {reread(wizard, key, Some(outline.format))}
        </div>
    }
    .into_any()
}

/// What the rows of a table are.
fn table(wizard: Wizard, table: TableId, is_one_of_many: bool) -> AnyView {
    let is_known = Memo::new(move |_| wizard.place(table).is_some());
    (move || is_known.get().then(|| known_table(wizard, table, is_one_of_many))).into_any()
}

fn known_table(wizard: Wizard, table: TableId, is_one_of_many: bool) -> AnyView {
    let texts = t().import();
    let id = format!("import-kind-{}-{}", table.0, table.1);
    let kind = Memo::new(move |_| wizard.table(table, |file| file.kind).flatten());
    let recognised = move || {
        if wizard.as_before.with(|tables| tables.contains(&table)) {
            return view! { <span class="chip good">{icon("check")} {texts.as_before}</span> }.into_any();
        }
        let source =
            wizard.known(table, |file| file.source).flatten().filter(|source| *source != Source::Other);
        let text = match (source, kind.get()) {
            (Some(source), Some(kind)) => {
                fill(texts.recognised, &[("product", product(source)), ("kind", import::kind(kind))])
            }
            (None, Some(kind)) => fill(texts.recognised_rows, &[("kind", import::kind(kind))]),
            (_, None) => texts.not_recognised.to_owned(),
        };
        let class = if kind.get().is_some() { "chip good" } else { "chip warn" };
        view! { <span class=class data-recognised="">{text}</span> }.into_any()
    };
    let sheet = is_one_of_many
        .then(|| {
            let (name, rows) = untrack(|| wizard.known(table, |file| (file.name.clone(), file.rows)))?;
            let rows = texts.rows.of(rows);
            Some(view! {
                <p>
                    <span class="strong" dir="auto">{name}</span> " " <span class="hint">{rows}</span>
                </p>
            })
        })
        .flatten();
    let option = |kind: FileKind| (kind_code(kind), import::kind(kind).to_owned());
    let out = [(LEAVE_OUT.to_owned(), texts.leave_out.to_owned())];
    let select = Select {
        id: id.clone(),
        label: String::new(),
        groups: vec![Options::plain(KINDS.map(option).into_iter().chain(out).collect())],
        chosen: Signal::derive(move || kind.get().map_or(String::new(), kind_code)),
        set: Callback::new(move |code: String| {
            wizard.set_kind(table, KINDS.into_iter().find(|kind| kind_code(*kind) == code));
        }),
    };
    view! {
        <div class="import-table-kind" data-table=format!("{}-{}", table.0, table.1)>
            {sheet} <p>{recognised}</p>
            <div class="import-field">
                <label for=id>{texts.rows_are}</label>
                {select.view()}
            </div>
            {move || (kind.get() == Some(FileKind::Names)).then(|| names_of(wizard, table))}
        </div>
    }
    .into_any()
}

/// What the names of a file are the names of.
fn names_of(wizard: Wizard, table: TableId) -> AnyView {
    let id = format!("import-names-of-{}-{}", table.0, table.1);
    let option = |target: &Target| (code(target), import_columns::target(target, None).to_owned());
    let chosen =
        move || wizard.table(table, |file| file.names_of.as_ref().map(code)).flatten().unwrap_or_default();
    let nothing = [(LEAVE_OUT.to_owned(), t().import().leave_out.to_owned())];
    let select = Select {
        id: id.clone(),
        label: String::new(),
        groups: vec![Options::plain(NAMED.iter().map(option).chain(nothing).collect())],
        chosen: Signal::derive(chosen),
        set: Callback::new(move |code: String| {
            wizard.decide_table(table, |file| file.names_of = from_code(&code, ""));
        }),
    };
    view! {
        <div class="import-field">
            <label for=id>{t().import().names_are}</label>
            {select.view()}
        </div>
    }
    .into_any()
}

fn kind_code(kind: FileKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(code)) => code,
        // A kind is its name and nothing else.
        _ => String::new(),
    }
}

/// The name of a product, the same in all languages.
fn product(source: Source) -> &'static str {
    match source {
        Source::ZohoCrm => "Zoho CRM",
        Source::Bigin => "Bigin",
        Source::Pipedrive => "Pipedrive",
        Source::HubSpot => "HubSpot",
        Source::Salesforce => "Salesforce",
        Source::Odoo => "Odoo",
        Source::Twenty => "Twenty",
        Source::AtomicCrm => "Atomic CRM",
        Source::Cordys => "Cordys",
        Source::Fairlead => "Fairlead",
        Source::Other => "",
    }
}

/// The ways to read a file otherwise.
fn reread(wizard: Wizard, key: u32, format: Option<Format>) -> AnyView {
    let texts = t().import();
    let options = wizard.files.with_untracked(|files| {
        files.iter().find(|file| file.key == key).map(|file| file.options.clone()).unwrap_or_default()
    });
    let by_itself = || (BY_ITSELF.to_owned(), texts.by_itself.to_owned());
    let is_text = matches!(format, None | Some(Format::Text { .. }));
    let encodings = Encoding::ALL.iter().enumerate();
    let encodings = encodings.map(|(place, encoding)| (place.to_string(), encoding.name().to_owned()));
    let chosen = options.encoding.and_then(|chosen| Encoding::ALL.iter().position(|known| *known == chosen));
    let encoding = field(
        format!("import-encoding-{key}"),
        texts.encoding,
        [by_itself()].into_iter().chain(encodings).collect(),
        chosen.map_or(String::new(), |place| place.to_string()),
        Callback::new(move |code: String| {
            let encoding = code.parse().ok().and_then(|place: usize| Encoding::ALL.get(place).copied());
            wizard.reread(key, |options| options.encoding = encoding);
        }),
    );
    let delimiter = delimiter::view(wizard, key, options.delimiter, format);
    let lines = (1..=HEADER_LINES)
        .map(|line| (line.to_string(), fill(texts.header_line, &[("n", &line.to_string())])));
    let none = [("0".to_owned(), texts.header_none.to_owned())];
    let header = field(
        format!("import-header-{key}"),
        texts.header,
        [by_itself()].into_iter().chain(lines).chain(none).collect(),
        match options.header {
            Header::Guess => String::new(),
            Header::Line(line) => line.to_string(),
            Header::Absent => "0".to_owned(),
        },
        Callback::new(move |code: String| {
            let header = match code.parse() {
                Ok(0) => Header::Absent,
                Ok(line) => Header::Line(line),
                Err(_) => Header::Guess,
            };
            wizard.reread(key, |options| options.header = header);
        }),
    );
    view! {
        <details class="import-reread">
            <summary>{texts.reread}</summary>
            <div class="import-fields">{is_text.then_some(encoding)} {is_text.then_some(delimiter)} {header}</div>
        </details>
    }
    .into_any()
}

pub(super) fn field(
    id: String,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
    set: Callback<String>,
) -> AnyView {
    let select = Select {
        id: id.clone(),
        label: String::new(),
        groups: vec![Options::plain(options)],
        chosen: Signal::stored(chosen),
        set,
    };
    view! {
        <div class="field">
            <label class="label" for=id>
                {label}
            </label>
            {select.view()}
        </div>
    }
    .into_any()
}
