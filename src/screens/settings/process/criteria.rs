//! What a stage asks for before a deal goes on.

use exchange::process::FIELDS;
use leptos::prelude::*;
use sales::decide::{Command, StagePatch};
use sales::ids::{RuleId, StageId, Uuid};
use sales::model::{Criterion, DealField, Force, Requirement, Workspace};
use sales::money::{Currency, parse_amount};

use super::super::field::{AddForm, Choose, Faults, FormInput, LineField, Outcome};
use super::super::order::Row;
use super::super::sort::Sorting;
use super::{kind_options, part, read, reordered, save, save_and_tell};
use crate::components::{Icon, icon};
use crate::platform::{dom, ids, intl};
use crate::screens::activities::kind_icon;
use crate::screens::activities::read_kind;
use crate::screens::lacks::field_name;
use crate::screens::process::{fields, requirement};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

fn list(ui: Ui, stage: StageId) -> Vec<Criterion> {
    ui.store.with(|workspace| workspace.stages.live(stage).map(|row| row.exit.clone()).unwrap_or_default())
}

fn edit(ui: Ui, stage: StageId, id: RuleId, change: impl FnOnce(&mut Criterion)) -> Outcome {
    let mut rules = list(ui, stage);
    if let Some(rule) = rules.iter_mut().find(|rule| rule.id == id) {
        change(rule);
    }
    save(ui, stage, StagePatch::Exit(rules))
}

fn force_value(force: Force) -> &'static str {
    match force {
        Force::Block => "block",
        Force::Warn => "warn",
    }
}

fn force_of(value: &str) -> Force {
    if value == "block" { Force::Block } else { Force::Warn }
}

fn forces() -> Vec<(&'static str, &'static str)> {
    vec![("warn", t().process().warn), ("block", t().process().block)]
}

fn sign(wants: Requirement) -> Icon {
    match wants {
        Requirement::Checklist => "check",
        Requirement::Done(kind) => kind_icon(kind),
        Requirement::Value { .. } | Requirement::Field(DealField::Value) => "money",
        Requirement::Field(DealField::Owner) => "user",
        Requirement::Field(DealField::Organisation) => "organisation",
        Requirement::Field(DealField::Contact) => "contact",
        Requirement::Field(DealField::ExpectedClose) => "calendar",
        Requirement::Field(_) => "edit",
    }
}

/// An end of a range as it was typed; blank is none.
fn end(typed: &str, currency: Currency) -> Result<Option<i64>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    parse_amount(typed, currency).map(Some).map_err(rejection::amount)
}

/// What a stage can ask for, in groups: value and name.
fn offered(workspace: &Workspace) -> Vec<(&'static str, Vec<(String, String)>)> {
    let texts = t().process();
    let fields =
        fields(workspace).into_iter().map(|field| (field_value(field), field_name(workspace, field)));
    let kinds =
        kind_options(workspace, None).into_iter().map(|(value, name)| (format!("done:{value}"), name));
    vec![
        (texts.group_fields, fields.collect()),
        (texts.group_done, kinds.collect()),
        (
            texts.group_other,
            vec![
                ("checklist".to_owned(), texts.checklist_done.to_owned()),
                ("value".to_owned(), texts.value_range.to_owned()),
            ],
        ),
    ]
}

fn field_value(field: DealField) -> String {
    match field {
        DealField::Custom(id) => format!("field:{id}"),
        field => {
            let name = FIELDS.iter().find(|row| row.0 == field).map_or("", |row| row.1);
            format!("field:{name}")
        }
    }
}

/// What an option stands for; nothing for a range, which has ends besides.
fn plain_requirement(value: &str) -> Option<Requirement> {
    if value == "checklist" {
        return Some(Requirement::Checklist);
    }
    let (kind, rest) = value.split_once(':')?;
    if kind == "done" {
        return Some(Requirement::Done(read_kind(rest)));
    }
    let field = FIELDS.iter().find(|row| row.1 == rest).map(|row| row.0);
    field.or_else(|| rest.parse().ok().map(DealField::Custom)).map(Requirement::Field)
}

/// The criteria, to be added, changed, put in order, taken away.
#[component]
pub(super) fn Criteria(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let rows = read(
        ui,
        stage,
        |_, stage| stage.exit.iter().map(|rule| Row::plain(rule.id.0)).collect::<Vec<_>>(),
        Vec::new(),
    );
    let name = Callback::new(move |id: Uuid| {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let rules = workspace.stages.live(stage).map_or(&[][..], |row| &row.exit);
            let rule = rules.iter().find(|rule| rule.id.0 == id);
            rule.map(|rule| requirement(workspace, rule.wants)).unwrap_or_default()
        })
    });
    let command = Callback::new(move |(id, before): (Uuid, Option<Uuid>)| {
        let rules = reordered(&list(ui, stage), |row| row.id.0 == id, |row| Some(row.id.0) == before);
        Command::EditStage { stage, patch: StagePatch::Exit(rules) }
    });
    let sorting = Sorting::new(ui, rows, name, command);
    let line = move |row: Row| view! { <RuleRow stage id=RuleId(row.id) sorting name/> }.into_any();
    let words = (texts.exit, texts.exit_hint);
    part(stage, "exit", words, rows, line, view! { <NewRule stage/> }.into_any())
}

#[component]
fn RuleRow(stage: StageId, id: RuleId, sorting: Sorting, name: Callback<Uuid, String>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let faults = Faults::new(format!("rule-{id}"));
    let rule = read(ui, stage, move |_, stage| stage.exit.iter().find(|rule| rule.id == id).cloned(), None);
    let force = Signal::derive(move || rule.get().map_or("", |rule| force_value(rule.force)).to_owned());
    let set_force =
        Callback::new(move |value: String| edit(ui, stage, id, |rule| rule.force = force_of(&value)));
    let is_range = Memo::new(move |_| {
        rule.with(|rule| matches!(rule, Some(Criterion { wants: Requirement::Value { .. }, .. })))
    });
    let remove = move |_| {
        let mut rules = list(ui, stage);
        rules.retain(|rule| rule.id != id);
        faults.note("remove", save_and_tell(ui, stage, StagePatch::Exit(rules)));
        dom::focus_soon(format!("#new-rule-{stage}-what"));
    };
    view! {
        <li class="rule-row" data-rule-id=id.to_string()>
            {sorting.grip(id.0)}
            <span class="rule-what">
                {move || rule.get().map(|rule| icon(sign(rule.wants)))}
                <span dir="auto">{move || name.run(id.0)}</span>
            </span>
            {move || is_range.get().then(|| ends(ui, stage, id, rule, faults))}
            <Choose
                faults
                field="force"
                label=texts.force
                value=force
                options=forces()
                on_choose=set_force
            />
            <button
                type="button"
                class="icon-button"
                aria-label=move || fill(texts.remove_named, &[("name", &name.run(id.0))])
                title=t().common().remove
                on:click=remove
            >
                {icon("trash")}
            </button>
            {faults.view()}
        </li>
    }
    .into_any()
}

/// The ends of a range, edited where they stand.
fn ends(ui: Ui, stage: StageId, id: RuleId, rule: Memo<Option<Criterion>>, faults: Faults) -> AnyView {
    let texts = t().process();
    let part = move |is_least: bool| {
        Signal::derive(move || match rule.get().map(|rule| rule.wants) {
            Some(Requirement::Value { currency, at_least, at_most }) => {
                let minor = if is_least { at_least } else { at_most };
                minor
                    .map(|minor| intl::plain_amount(sales::money::Money { minor, currency }))
                    .unwrap_or_default()
            }
            _ => String::new(),
        })
    };
    let set = move |is_least: bool| {
        Callback::new(move |typed: String| {
            let Some(Requirement::Value { currency, .. }) = rule.get_untracked().map(|rule| rule.wants)
            else {
                return Ok(());
            };
            let minor = end(&typed, currency)?;
            edit(ui, stage, id, |rule| {
                if let Requirement::Value { at_least, at_most, .. } = &mut rule.wants {
                    *(if is_least { at_least } else { at_most }) = minor;
                }
            })
        })
    };
    view! {
        <LineField
            faults
            field="least"
            class="input num"
            input_mode="decimal"
            label=texts.least
            placeholder=texts.least
            value=part(true)
            on_commit=set(true)
        />
        <LineField
            faults
            field="most"
            class="input num"
            input_mode="decimal"
            label=texts.most
            placeholder=texts.most
            value=part(false)
            on_commit=set(false)
        />
    }
    .into_any()
}

/// A criterion to be added. It stays open for the next one.
#[component]
fn NewRule(stage: StageId) -> impl IntoView {
    const WHAT: &str = "what";
    const LEAST: &str = "least";
    let ui = Ui::get();
    let texts = t().process();
    let faults = Faults::new(format!("new-rule-{stage}"));
    let what = RwSignal::new(String::new());
    let force = RwSignal::new("warn".to_owned());
    let (least, most) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let node = NodeRef::<leptos::html::Select>::new();
    let clear = move || {
        what.set(String::new());
        least.set(String::new());
        most.set(String::new());
        if let Some(select) = node.get_untracked() {
            select.set_value("");
        }
    };
    let wanted = move || -> Result<Requirement, (&'static str, String)> {
        let chosen = what.get_untracked();
        if chosen == "value" {
            let currency = ui.store.with(|workspace| workspace.settings.currency);
            let [at_least, at_most] = [least, most].map(|typed| end(&typed.get_untracked(), currency));
            return Ok(Requirement::Value {
                currency,
                at_least: at_least.map_err(|text| (LEAST, text))?,
                at_most: at_most.map_err(|text| (LEAST, text))?,
            });
        }
        plain_requirement(&chosen).ok_or_else(|| (WHAT, texts.choose_rule.trim_end_matches('…').to_owned()))
    };
    let submit = move || {
        faults.clear();
        let wants = match wanted() {
            Ok(wants) => wants,
            Err((field, text)) => {
                faults.note(field, Err(text));
                return;
            }
        };
        let mut rules = list(ui, stage);
        let force = force_of(&force.get_untracked());
        rules.push(Criterion { id: RuleId(ids::new_id()), wants, force });
        let is_range = matches!(wants, Requirement::Value { .. });
        if faults.note(if is_range { LEAST } else { WHAT }, save(ui, stage, StagePatch::Exit(rules))) {
            clear();
        }
    };
    let options = move || {
        ui.store.track_catalogue();
        let groups = ui.store.with(offered);
        groups
            .into_iter()
            .map(|(name, rows)| {
                let rows =
                    rows.into_iter().map(|(value, text)| view! { <option value=value>{text}</option> });
                view! { <optgroup label=name>{rows.collect_view()}</optgroup> }
            })
            .collect_view()
    };
    let set_force = Callback::new(move |value| {
        force.set(value);
        Ok(())
    });
    let is_range = Memo::new(move |_| what.with(|what| what == "value"));
    view! {
        <AddForm faults on_submit=Callback::new(move |()| submit()) on_escape=Callback::new(move |()| clear())>
            <span class="select rule-new">
                <select
                    class="input"
                    id=faults.id(WHAT)
                    aria-label=texts.add_rule
                    aria-invalid=move || faults.invalid(WHAT)
                    aria-describedby=move || faults.described_by(WHAT)
                    node_ref=node
                    on:change=move |event| {
                        faults.clear();
                        what.set(event_target_value(&event));
                    }
                >
                    <option value="">{texts.choose_rule}</option>
                    {options}
                </select>
            </span>
            {move || {
                is_range
                    .get()
                    .then(|| {
                        view! {
                            <FormInput
                                faults
                                field=LEAST
                                class="input num"
                                input_mode="decimal"
                                label=texts.least
                                placeholder=texts.least
                                text=least
                            />
                            <FormInput
                                faults
                                field="most"
                                class="input num"
                                input_mode="decimal"
                                label=texts.most
                                placeholder=texts.most
                                text=most
                            />
                        }
                    })
            }}
            <Choose
                faults
                field="force"
                label=texts.force
                value=force.into()
                options=forces()
                on_choose=set_force
            />
            <button class="button">{t().common().add}</button>
        </AddForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::activities::kind_value;
    use sales::ids::{ChoiceId, FieldId};
    use sales::model::ActivityKind;

    #[test]
    fn what_is_asked_for_survives_the_list() {
        let own = Uuid::from_u128(7);
        for (field, _) in FIELDS {
            assert_eq!(plain_requirement(&field_value(field)), Some(Requirement::Field(field)));
        }
        let custom = DealField::Custom(FieldId(own));
        assert_eq!(plain_requirement(&field_value(custom)), Some(Requirement::Field(custom)));
        for kind in ActivityKind::COMMON.into_iter().chain([ActivityKind::Own(ChoiceId(own))]) {
            let value = format!("done:{}", kind_value(kind));
            assert_eq!(plain_requirement(&value), Some(Requirement::Done(kind)));
        }
        assert_eq!(plain_requirement("checklist"), Some(Requirement::Checklist));
        assert_eq!(plain_requirement("value"), None);
        assert_eq!(plain_requirement(""), None);
    }
}
