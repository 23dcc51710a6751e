//! The tags of a deal: chips to take off, and a picker to put more on.

use leptos::prelude::*;
use sales::decide::{Command, DealPatch};
use sales::ids::ChoiceId;
use sales::model::ListKind;

use super::here::Here;
use super::options;
use crate::components::{Pick, PickOption, Picker, small_icon};
use crate::platform::dom;
use crate::text::{fill, t};

/// The id of the button that adds a tag.
const ADD: &str = "deal-add-tag";

/// The tags.
#[component]
pub(super) fn Tags(here: Here) -> impl IntoView {
    let texts = t().deal();
    let adding = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let tags = move || {
        here.track();
        here.read(|workspace, deal| {
            let name = |id: &ChoiceId| workspace.choices.get(*id).map(|row| (*id, row.name.clone()));
            deal.tags.iter().filter_map(name).collect::<Vec<_>>()
        })
    };
    let is_bare = here.holds(|_, deal| deal.tags.is_empty());
    let drop = move |tag: ChoiceId| {
        here.ui.act_quietly(&Command::EditDeals { deals: vec![here.id], patch: DealPatch::DropTag(tag) });
        dom::focus_soon(format!("#{ADD}"));
    };
    let chip = move |(id, name): (ChoiceId, String)| {
        let label = fill(texts.drop_tag, &[("tag", &name)]);
        view! {
            <span class="chip">
                <span class="truncate" dir="auto">{name}</span>
                <button type="button" class="chip-remove" aria-label=label on:click=move |_| drop(id)>
                    {small_icon("x")}
                </button>
            </span>
        }
    };
    // Tags that are on already are not offered again.
    let offered = Callback::new(move |()| {
        let on = here.read(|_, deal| deal.tags.clone());
        let is_on = |option: &PickOption| option.id.parse().is_ok_and(|id: ChoiceId| on.contains(&id));
        let mut all = options::list(here, ListKind::Tag);
        all.retain(|option| !is_on(option));
        all
    });
    let picked = Callback::new(move |pick: Pick| {
        let (tag, first) = options::picked_entry(ListKind::Tag, pick);
        let refused = tag.and_then(|tag| here.edit_after(first, DealPatch::AddTag(tag)).err());
        // The picker stays: tags seldom come alone.
        error.set(refused);
    });
    let left = Callback::new(move |()| {
        if adding.try_get_untracked() == Some(true) {
            error.set(None);
            adding.set(false);
            // With the focus still in the field it was the keyboard that gave up. The field must not go with it.
            let field = dom::query("#deal-tag-field").filter(|field| {
                let field: &web_sys::Element = field;
                dom::document().active_element().as_ref() == Some(field)
            });
            if let Some(field) = field {
                let _ = field.blur();
                dom::focus_soon(format!("#{ADD}"));
            }
        }
    });
    view! {
        <span class="inplace tags-field">
            <span class="tags">
                <For each=tags key=|tag| tag.clone() children=chip/>
                {move || {
                    if adding.get() {
                        view! {
                            <Picker
                                id="deal-tag-field"
                                label=texts.add_tag
                                value=Signal::stored(String::new())
                                options=offered
                                can_create=true
                                can_clear=false
                                class="input tight"
                                placeholder=texts.type_to_add
                                autofocus=true
                                on_pick=picked
                                on_leave=left
                            />
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="button"
                                class=move || if is_bare.get() { "tags-blank" } else { "icon-button tiny" }
                                id=ADD
                                aria-label=texts.add_tag
                                title=texts.add_tag
                                on:click=move |_| adding.set(true)
                            >
                                {move || {
                                    if is_bare.get() { texts.add_field.into_any() } else { small_icon("plus").into_any() }
                                }}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </span>
        </span>
        {move || {
            error
                .get()
                .map(|error| {
                    view! {
                        <p class="error" role="alert">
                            {small_icon("warning")}
                            <span>{error}</span>
                        </p>
                    }
                })
        }}
    }
    .into_any()
}
