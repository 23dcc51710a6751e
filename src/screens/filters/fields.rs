//! The conditions on custom fields, whatever their kind, and on whom the owner of a deal reports to.

use leptos::prelude::*;
use sales::ids::{FieldId, OptionId};
use sales::model::{Field, FieldKind, FieldOption, FieldValue, Person};
use sales::number::Number;
use sales::query::{Filter, Holds};

use super::dialog::{Kind, Target, entry, select, select_one};
use crate::platform::collation::sort_by_name;
use crate::screens::deal::read_custom;
use crate::text::{fill, t};

/// What the choice of owners without a manager or a region is called in the form.
const NONE: &str = "-";
/// A name is told from that, and from several, by what stands before it.
const NAMED: &str = "=";

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

impl End {
    /// Both ends, this one another.
    fn set<T>(self, (from, to): (Option<T>, Option<T>), value: Option<T>) -> (Option<T>, Option<T>) {
        match self {
            Self::From => (value, to),
            Self::To => (from, value),
        }
    }
}

/// The managers and the regions of the team, where anybody has one.
pub(super) fn of_owners(target: Target, filter: &Filter) -> AnyView {
    let texts = t().board();
    view! {
        {of_owner(
            target,
            "filter-manager",
            (texts.manager, texts.no_manager),
            &filter.managers,
            |person| &person.manager,
            |filter, names| filter.managers = names,
        )}
        {of_owner(
            target,
            "filter-region",
            (texts.region, texts.no_region),
            &filter.regions,
            |person| &person.region,
            |filter, names| filter.regions = names,
        )}
    }
    .into_any()
}

fn of_owner(
    target: Target,
    id: &'static str,
    (title, without): (&'static str, &'static str),
    asked: &[String],
    of: fn(&Person) -> &str,
    set: fn(&mut Filter, Vec<String>),
) -> Option<AnyView> {
    let mut names: Vec<String> = target.ui().store.with(|workspace| {
        let typed = workspace.people.iter().map(|person| of(person).trim().to_owned());
        // One that nobody has any more is offered as long as it is asked for.
        typed.chain(asked.iter().cloned()).filter(|name| !name.is_empty()).collect()
    });
    if names.is_empty() && asked.is_empty() {
        return None;
    }
    names.sort_unstable();
    names.dedup();
    sort_by_name(&mut names, |name| name);
    let value = |name: &str| if name.is_empty() { NONE.to_owned() } else { [NAMED, name].concat() };
    let mut options: Vec<(String, String)> = names.into_iter().map(|name| (value(&name), name)).collect();
    options.push((NONE.to_owned(), without.to_owned()));
    let chosen: Vec<String> = asked.iter().map(|name| value(name)).collect();
    let choose = Callback::new(move |value: String| {
        let name = match value.as_str() {
            NONE => Some(String::new()),
            value => value.strip_prefix(NAMED).map(str::to_owned),
        };
        if name.is_some() || value.is_empty() {
            target.change(|filter| set(filter, name.into_iter().collect()));
        }
    });
    Some(select_one(id, title, &chosen, options, choose))
}

/// The custom fields that are in use and asked for one thing: options and words.
pub(super) fn own_fields(target: Target, filter: &Filter) -> AnyView {
    of_fields(target, |Field { id, name, kind, options, .. }| match kind {
        FieldKind::Choice => Some(choice(target, filter, id, name, options)),
        FieldKind::Text => Some(words(target, filter, id, &name)),
        FieldKind::Number | FieldKind::Date => None,
    })
}

/// Those that are asked for a range, each in a row of its own.
pub(super) fn own_ranges(target: Target, filter: &Filter) -> AnyView {
    of_fields(target, |Field { id, name, kind, .. }| match kind {
        FieldKind::Number | FieldKind::Date => Some(range(target, filter, id, &name, kind)),
        FieldKind::Choice | FieldKind::Text => None,
    })
}

fn of_fields(target: Target, view: impl FnMut(Field) -> Option<AnyView>) -> AnyView {
    let fields: Vec<Field> = target.ui().store.with(|workspace| {
        workspace.fields_in_order().into_iter().filter(|row| !row.archived).cloned().collect()
    });
    fields.into_iter().filter_map(view).collect_view().into_any()
}

fn choice(target: Target, filter: &Filter, id: FieldId, name: String, options: Vec<FieldOption>) -> AnyView {
    let own: Vec<OptionId> = options.iter().map(|option| option.id).collect();
    let chosen = filter.options.iter().find(|option| own.contains(option));
    let chosen = chosen.map(OptionId::to_string).unwrap_or_default();
    let set = Callback::new(move |value: String| {
        target.change(|filter| {
            filter.options.retain(|option| !own.contains(option));
            filter.options.extend(value.parse::<OptionId>());
        });
    });
    let options = options.into_iter().map(|option| (option.id.to_string(), option.name)).collect();
    select(format!("filter-field-{id}"), name, &chosen, options, set)
}

fn words(target: Target, filter: &Filter, field: FieldId, name: &str) -> AnyView {
    let id = format!("filter-field-{field}");
    let label = fill(t().board().field_contains, &[("name", name)]);
    let value = match filter.of_field(field) {
        Some(Holds::Words(text)) => text.clone(),
        _ => String::new(),
    };
    let changed = move |event| {
        let text = event_target_value(&event);
        target.change(|filter| filter.ask_of_field(field, Holds::Words(text)));
    };
    view! {
        <div class="field">
            <label class="label" for=id.clone() dir="auto">
                {label}
            </label>
            <input class="input" id=id type="text" dir="auto" autocomplete="off" value=value on:change=changed/>
        </div>
    }
    .into_any()
}

/// Two ends, each of them open where nothing stands.
fn range(target: Target, filter: &Filter, field: FieldId, name: &str, kind: FieldKind) -> AnyView {
    let texts = t().board();
    let asked = filter.of_field(field);
    let labels = [(End::From, texts.field_from), (End::To, texts.field_to)];
    let ends = labels.map(|(end, label)| {
        let value = match (asked, end) {
            (Some(Holds::Number { from, .. }), End::From) => from.map(|number| number.to_string()),
            (Some(Holds::Number { to, .. }), End::To) => to.map(|number| number.to_string()),
            (Some(Holds::Day { from, .. }), End::From) => from.map(|day| day.to_string()),
            (Some(Holds::Day { to, .. }), End::To) => to.map(|day| day.to_string()),
            _ => None,
        };
        range_end(target, field, kind, end, fill(label, &[("name", name)]), value.unwrap_or_default())
    });
    ends.into_iter().collect_view().into_any()
}

fn range_end(
    target: Target,
    field: FieldId,
    kind: FieldKind,
    end: End,
    label: String,
    value: String,
) -> AnyView {
    let id = format!("filter-field-{field}-{}", if end == End::From { "from" } else { "to" });
    let look = if kind == FieldKind::Number { Kind::Number } else { Kind::Day };
    entry(id, label, look, value, move |typed| {
        let value = read_custom(kind, typed)?;
        target.change(|filter| {
            let holds = with_end(filter.of_field(field), kind, end, value.as_ref());
            filter.ask_of_field(field, holds);
        });
        Ok(())
    })
}

/// What is asked with another end; nothing that was typed takes an end away.
fn with_end(asked: Option<&Holds>, kind: FieldKind, end: End, value: Option<&FieldValue>) -> Holds {
    if kind == FieldKind::Number {
        let number = match value {
            Some(FieldValue::Number(number)) => Number::new(*number),
            _ => None,
        };
        let ends = match asked {
            Some(Holds::Number { from, to }) => (*from, *to),
            _ => (None, None),
        };
        let (from, to) = end.set(ends, number);
        return Holds::Number { from, to };
    }
    let day = match value {
        Some(FieldValue::Date(day)) => Some(*day),
        _ => None,
    };
    let ends = match asked {
        Some(Holds::Day { from, to }) => (*from, *to),
        _ => (None, None),
    };
    let (from, to) = end.set(ends, day);
    Holds::Day { from, to }
}
