//! The team's own fields.

use leptos::prelude::*;
use sales::decide::{Command, FieldPatch};
use sales::ids::{FieldId, IdMap, OptionId, Uuid};
use sales::model::{Field, FieldKind};

use super::archive::{Archived, ArchivedProps};
use super::field::{AddForm, AddLine, Choose, Faults, FormInput, LineField, keep, tell};
use super::order::Row;
use super::pipelines::{deal_counts, deals_text};
use super::sort::Sorting;
use crate::components::icon;
use crate::state::Ui;
use crate::text::{fill, t};

/// The kinds of field: value, and what the user reads.
fn kinds() -> Vec<(&'static str, &'static str)> {
    let texts = t().settings();
    vec![
        ("text", texts.kind_text),
        ("number", texts.kind_number),
        ("date", texts.kind_date),
        ("choice", texts.kind_choice),
    ]
}

fn kind_of(value: &str) -> FieldKind {
    match value {
        "number" => FieldKind::Number,
        "date" => FieldKind::Date,
        "choice" => FieldKind::Choice,
        _ => FieldKind::Text,
    }
}

fn kind_text(kind: FieldKind) -> &'static str {
    let texts = t().settings();
    match kind {
        FieldKind::Text => texts.kind_text,
        FieldKind::Number => texts.kind_number,
        FieldKind::Date => texts.kind_date,
        FieldKind::Choice => texts.kind_choice,
    }
}

fn rows(ui: Ui, wanted: fn(&Field) -> bool) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let fields = workspace.fields_in_order().into_iter().filter(|field| wanted(field));
            fields.map(|field| Row::plain(field.id.0)).collect()
        })
    })
}

/// The custom fields: added, renamed, put in order, their options changed, archived.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let counts = deal_counts(ui);
    let in_use = rows(ui, |field| !field.archived);
    let archived = rows(ui, |field| field.archived);
    let is_empty = Memo::new(move |_| in_use.with(Vec::is_empty));
    let name = Callback::new(move |id: Uuid| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            workspace.fields.get(FieldId(id)).map(|row| row.name.clone()).unwrap_or_default()
        })
    });
    let command = Callback::new(|(id, before): (Uuid, Option<Uuid>)| {
        let patch = FieldPatch::Before(before.map(FieldId));
        Command::EditField { field: FieldId(id), patch }
    });
    let sorting = Sorting::new(ui, in_use, name, command);
    let restore =
        Callback::new(|id| Command::EditField { field: FieldId(id), patch: FieldPatch::Archived(false) });
    let line = move |row: Row| view! { <FieldRow id=FieldId(row.id) sorting name counts/> }.into_any();
    view! {
        <section class="settings-section" aria-labelledby="settings-fields">
            <header>
                <h2 id="settings-fields">{texts.fields}</h2>
                <p>{texts.fields_hint}</p>
            </header>
            <div class="box">
                {move || is_empty.get().then(|| view! { <p class="setting muted">{texts.no_fields}</p> })}
                <ul class="rows">
                    <For each=move || in_use.get() key=|row| row.id children=line/>
                </ul>
                <NewField/>
            </div>
            {Archived(ArchivedProps { rows: archived, name, restore })}
        </section>
    }
    .into_any()
}

#[component]
fn FieldRow(
    id: FieldId,
    sorting: Sorting,
    name: Callback<Uuid, String>,
    counts: Memo<IdMap<Uuid, usize>>,
) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new(["field-", &id.to_string()].concat());
    let name = Signal::derive(move || name.run(id.0));
    // What a field holds never changes.
    let kind = ui.store.with(|workspace| workspace.fields.get(id).map_or(FieldKind::Text, |row| row.kind));
    let edit = move |patch| keep(ui, &Command::EditField { field: id, patch });
    let rename = Callback::new(move |typed| edit(FieldPatch::Name(typed)));
    let archive = move |_| {
        let outcome = tell(ui, &Command::EditField { field: id, patch: FieldPatch::Archived(true) });
        faults.note("archive", outcome);
    };
    view! {
        <li data-field-id=id.to_string()>
            {sorting.grip(id.0)}
            <LineField faults field="name" label=texts.field_name value=name on_commit=rename/>
            <span class="chip">{kind_text(kind)}</span>
            <span class="muted num">{move || deals_text(counts, id.0)}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=move || fill(texts.archive_named, &[("name", &name.get())])
                title=t().common().archive
                on:click=archive
            >
                {icon("archive")}
            </button>
            {faults.view()}
            {(kind == FieldKind::Choice).then(|| view! { <Options id name/> })}
        </li>
    }
    .into_any()
}

/// What a choice field offers.
#[component]
fn Options(id: FieldId, name: Signal<String>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let options = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let field = workspace.fields.get(id);
            field
                .map_or_else(Vec::new, |field| field.options.iter().map(|row| Row::plain(row.id.0)).collect())
        })
    });
    let option_name = Callback::new(move |option| option_name(ui, id, OptionId(option)));
    let command = Callback::new(move |(option, before): (Uuid, Option<Uuid>)| {
        let patch = FieldPatch::MoveOption(OptionId(option), before.map(OptionId));
        Command::EditField { field: id, patch }
    });
    let sorting = Sorting::new(ui, options, option_name, command);
    let line = move |row: Row| view! { <OptionRow field=id option=OptionId(row.id) sorting/> }.into_any();
    let label = move || fill(texts.options_of, &[("name", &name.get())]);
    let add = Callback::new(move |typed| {
        keep(ui, &Command::EditField { field: id, patch: FieldPatch::AddOption(typed) })
    });
    view! {
        <div class="field-options" role="group" aria-label=label>
            <ul>
                <For each=move || options.get() key=|row| row.id children=line/>
            </ul>
            <AddLine
                faults=Faults::new(["options-", &id.to_string()].concat())
                label=texts.new_option
                placeholder=texts.new_option
                on_add=add
            />
        </div>
    }
    .into_any()
}

/// The name of an option. Tracks it.
fn option_name(ui: Ui, field: FieldId, option: OptionId) -> String {
    ui.store.track_catalogue();
    ui.store.with(|workspace| {
        let options = workspace.fields.get(field).map(|row| row.options.as_slice()).unwrap_or_default();
        options.iter().find(|row| row.id == option).map(|row| row.name.clone()).unwrap_or_default()
    })
}

#[component]
fn OptionRow(field: FieldId, option: OptionId, sorting: Sorting) -> impl IntoView {
    let ui = Ui::get();
    let faults = Faults::new(["option-", &option.to_string()].concat());
    let name = Signal::derive(move || option_name(ui, field, option));
    let rename = Callback::new(move |typed| {
        keep(ui, &Command::EditField { field, patch: FieldPatch::RenameOption(option, typed) })
    });
    let remove = move |_| {
        faults.note("remove", tell(ui, &Command::EditField { field, patch: FieldPatch::DropOption(option) }));
    };
    view! {
        <li>
            {sorting.grip(option.0)}
            <LineField faults field="name" label=t().settings().option_name value=name on_commit=rename/>
            <button
                type="button"
                class="icon-button"
                aria-label=move || fill(t().settings().remove_named, &[("name", &name.get())])
                title=t().common().remove
                on:click=remove
            >
                {icon("x")}
            </button>
            {faults.view()}
        </li>
    }
    .into_any()
}

/// A field to be added.
#[component]
fn NewField() -> impl IntoView {
    const NAME: &str = "name";
    const OPTIONS: &str = "options";
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new("new-field".to_owned());
    let (name, options) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kind = RwSignal::new("text".to_owned());
    let is_choice = Memo::new(move |_| kind.with(|kind| kind == "choice"));
    let choose = Callback::new(move |value| {
        kind.set(value);
        Ok(())
    });
    let clear = move || {
        name.set(String::new());
        options.set(String::new());
    };
    let submit = move || {
        let lines = options.get_untracked();
        let options =
            lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let kind = kind.with_untracked(|kind| kind_of(kind));
        if faults.note(NAME, tell(ui, &Command::AddField { name: name.get_untracked(), kind, options })) {
            clear();
        }
    };
    view! {
        <AddForm faults on_submit=Callback::new(move |()| submit()) on_escape=Callback::new(move |()| clear())>
            <FormInput
                faults
                field=NAME
                label=texts.field_name
                placeholder=texts.field_name
                text=name
            />
            <Choose
                faults
                field="kind"
                label=texts.field_kind
                value=Signal::from(kind)
                options=kinds()
                on_choose=choose
            />
            <button class="button">{icon("plus")} {texts.add_field}</button>
            {move || {
                is_choice
                    .get()
                    .then(|| {
                        view! {
                            <div class="field add-options">
                                <label class="label" for=faults.id(OPTIONS)>
                                    {texts.options} " " <span class="muted">{texts.options_hint}</span>
                                </label>
                                <textarea
                                    class="input"
                                    id=faults.id(OPTIONS)
                                    dir="auto"
                                    rows="4"
                                    prop:value=options
                                    on:input=move |event| options.set(event_target_value(&event))
                                ></textarea>
                            </div>
                        }
                    })
            }}
        </AddForm>
    }
    .into_any()
}
