//! The team's own fields of a deal.

use leptos::prelude::*;
use sales::decide::DealPatch;
use sales::ids::{FieldId, OptionId};
use sales::model::{FieldKind, FieldValue};

use super::facts::Surface;
use super::here::{Here, prop};
use super::typed;
use crate::components::{InPlace, InPlacePick, Pick, PickOption, Typed};
use crate::screens::typed_day::read_day;
use crate::screens::values::Figures;
use crate::text::t;

/// A field for each custom field in use, in their order.
#[component]
pub(super) fn CustomFields(here: Here) -> impl IntoView {
    let store = here.ui.store;
    // A field is drawn anew when its name or kind changes, and never because its value does.
    let fields = move || {
        store.track_catalogue();
        store.with(|workspace| {
            let fields = workspace.fields_in_order().into_iter().filter(|field| !field.archived);
            fields.map(|field| (field.id, field.kind, field.name.clone())).collect::<Vec<_>>()
        })
    };
    view! {
        <For
            each=fields
            key=|(id, kind, name)| (*id, *kind as u8, name.clone())
            children=move |(id, kind, name)| prop("edit", name.clone(), field(here, Surface::Panel, id, kind, name))
        />
    }
    .into_any()
}

/// A custom field by its id, nothing where it is gone.
pub(super) fn custom_field(here: Here, surface: Surface, id: FieldId) -> AnyView {
    let known = here.ui.store.with(|workspace| {
        let field = workspace.fields.live(id)?;
        Some((field.kind, field.name.clone()))
    });
    known.map(|(kind, name)| field(here, surface, id, kind, name)).into_any()
}

fn field(here: Here, surface: Surface, id: FieldId, kind: FieldKind, name: String) -> AnyView {
    let text = Signal::derive(move || {
        here.track();
        here.read(|workspace, deal| {
            let value = deal.custom_value(id);
            value.map(|value| Figures::INTL.custom(workspace, id, value)).unwrap_or_default()
        })
    });
    let mut look = surface.look(&format!("field-{id}"), name, text, t().deal().add_field);
    if matches!(kind, FieldKind::Number | FieldKind::Date) {
        look = look.with(move || view! { <span class="num">{text}</span> }.into_any());
    }
    if kind == FieldKind::Choice {
        let pick = move |pick: Pick| {
            let option = match pick {
                Pick::Known(option) => option.parse::<OptionId>().ok(),
                Pick::Nothing | Pick::New(_) => None,
            };
            here.edit(DealPatch::Custom(id, option.map(FieldValue::Choice)))
        };
        let options = Callback::new(move |()| options(here, id));
        return view! { <InPlacePick look options on_pick=Callback::new(pick)/> }.into_any();
    }
    let start =
        Callback::new(move |()| here.read(|_, deal| deal.custom_value(id).map(as_typed).unwrap_or_default()));
    let save = Callback::new(move |text: String| here.edit(DealPatch::Custom(id, read(kind, &text)?)));
    let kind = match kind {
        FieldKind::Number => Typed::Number,
        FieldKind::Date => Typed::Date,
        FieldKind::Text | FieldKind::Choice => Typed::Line,
    };
    view! { <InPlace look kind value=start save/> }.into_any()
}

fn options(here: Here, id: FieldId) -> Vec<PickOption> {
    here.ui.store.with(|workspace| {
        let options = workspace.fields.live(id).map_or(&[][..], |field| &field.options);
        let option = |option: &sales::model::FieldOption| PickOption {
            id: option.id.to_string(),
            text: option.name.clone(),
            hue: None,
        };
        options.iter().map(option).collect()
    })
}

fn as_typed(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Date(date) => date.to_string(),
        FieldValue::Choice(_) => String::new(),
    }
}

/// The value that was typed; blank is none.
pub(in crate::screens) fn read(kind: FieldKind, text: &str) -> Result<Option<FieldValue>, String> {
    let texts = t().rejection();
    if text.trim().is_empty() {
        return Ok(None);
    }
    match kind {
        FieldKind::Number => match typed::parse_number(text) {
            Some(number) => Ok(Some(FieldValue::Number(number))),
            None => Err(texts.not_a_number.to_owned()),
        },
        FieldKind::Date => read_day(text).map(|day| day.map(FieldValue::Date)).map_err(str::to_owned),
        FieldKind::Text | FieldKind::Choice => Ok(Some(FieldValue::Text(text.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_holds_a_day_that_can_be_meant() {
        let day = "2026-06-30".parse().expect("a day");
        assert_eq!(read(FieldKind::Date, "2026-06-30"), Ok(Some(FieldValue::Date(day))));
        assert_eq!(read(FieldKind::Date, ""), Ok(None));
        assert_eq!(read(FieldKind::Date, "0024-06-30"), Err(t().rejection().bad_date.to_owned()));
    }
}
