//! One of many, from a list that opens.

use leptos::prelude::*;

use super::{Editing, Look};
use crate::components::{Pick, PickOption, Picker};
use crate::platform::dom;
use crate::text::t;

/// Scrolls the list of a picker into sight, once it is there.
fn reveal(list: String) {
    dom::later(LIST_MILLISECONDS, move || {
        let list = dom::document().get_element_by_id(&list);
        if let Some(menu) = list.and_then(|list| list.closest(".menu").ok().flatten()) {
            dom::reveal(&menu);
        }
    });
}

/// After how long a picker that was put on the screen has the focus and shows its list, in milliseconds.
const LIST_MILLISECONDS: i32 = 60;

/// One of many, edited in place; where it is allowed, a name that is new makes one more.
#[component]
pub(crate) fn InPlacePick(
    look: Look,
    /// What to choose from; asked for when the list opens.
    options: Callback<(), Vec<PickOption>>,
    #[prop(default = false)] can_create: bool,
    on_pick: Callback<Pick, Result<(), String>>,
) -> impl IntoView {
    let editing = Editing::new(look);
    editing.either(move || {
        let texts = t().deal();
        let picked = Callback::new(move |pick: Pick| editing.take(on_pick.run(pick), true));
        // With the focus still in the field it was the keyboard that gave up.
        let left = Callback::new(move |()| {
            let focused = dom::document().active_element().map(|element| element.id());
            editing.end(focused == Some(look.id.with_value(|id| format!("{id}-field"))));
        });
        reveal(look.id.with_value(|id| format!("{id}-field-list")));
        view! {
            <Picker
                id=look.id.with_value(|id| format!("{id}-field"))
                label=editing.label()
                value=look.text
                options=options
                can_create=can_create
                class="input tight"
                placeholder=if can_create { texts.type_to_add } else { texts.type_to_find }
                autofocus=true
                on_pick=picked
                on_leave=left
            />
        }
        .into_any()
    })
}
