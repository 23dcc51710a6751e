//! What can be done with the ticked deals: each change is one step, which Undo takes back as a whole.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, Outcome};
use sales::ids::ChoiceId;
use sales::model::ListKind;

use super::{State, select};
use crate::components::{MenuButton, MenuEntry, Popover, Popup, icon};
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::state::Dialog;
use crate::text::t;

fn edit(state: State, patch: DealPatch) {
    state.ui.act(&Command::EditDeals { deals: select::chosen(state), patch });
}

/// The bar over the table as long as deals are ticked.
#[component]
pub(super) fn BulkBar(state: State) -> impl IntoView {
    let is_shown = Memo::new(move |_| state.ui.selection.with(|deals| !deals.is_empty()));
    move || is_shown.get().then(|| view! { <Bar state/> })
}

#[component]
fn Bar(state: State) -> impl IntoView {
    let ui = state.ui;
    let texts = t().table();
    let count = Memo::new(move |_| ui.selection.with(BTreeSet::len));
    // The list whose entries a second menu offers.
    let list = RwSignal::new(None::<ListKind>);
    let more = Callback::new(move |()| {
        vec![
            MenuEntry::act("people", texts.set_segment, move || list.set(Some(ListKind::Segment))),
            MenuEntry::act("globe", texts.set_source, move || list.set(Some(ListKind::Source))),
            MenuEntry::act("template", texts.set_product, move || list.set(Some(ListKind::Product))),
            MenuEntry::Rule,
            MenuEntry::act("nurture", texts.to_nurture, move || {
                ui.open(Dialog::Nurture(select::chosen(state)));
            }),
            MenuEntry::danger("trash", t().common().delete, move || {
                ui.act(&Command::RemoveDeals { deals: select::chosen(state) });
            }),
        ]
    });
    let button = |name, text: &'static str, run: Callback<()>| {
        view! {
            <button type="button" class="button" on:click=move |_| run.run(())>
                {icon(name)}
                {text}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="bulkbar" role="toolbar" aria-label=texts.bulk>
            <span class="bulkbar-count num" role="status">
                {move || texts.selected.of(count.get())}
            </span>
            {button("swap", texts.move_to, Callback::new(move |()| ui.open(Dialog::MoveTo(select::chosen(state)))))}
            <MenuButton
                class="button"
                label=Signal::stored(texts.set_owner.to_owned())
                entries=Callback::new(move |()| owners(state))
            >
                {icon("user")}
                {texts.set_owner}
            </MenuButton>
            <CloseButton state/>
            <MenuButton
                class="button"
                label=Signal::stored(texts.set_tags.to_owned())
                entries=Callback::new(move |()| tags(state))
            >
                {icon("tag")}
                {texts.set_tags}
            </MenuButton>
            {button(
                "trophy",
                texts.mark_won,
                Callback::new(move |()| {
                    ui.act(&Command::CloseDeals { deals: select::chosen(state), outcome: Outcome::Won });
                }),
            )}
            {button("lost", texts.mark_lost, Callback::new(move |()| ui.open(Dialog::Lose(select::chosen(state)))))}
            <MenuButton
                class="icon-button bulk-more"
                label=Signal::stored(t().common().more.to_owned())
                entries=more
            >
                {icon("more")}
            </MenuButton>
            {move || {
                list.get()
                    .map(|kind| {
                        let label = match kind {
                            ListKind::Source => texts.set_source,
                            ListKind::Product => texts.set_product,
                            _ => texts.set_segment,
                        };
                        view! {
                            <Popover
                                anchor=dom::query(".bulk-more").map(Into::into)
                                label=label.to_owned()
                                entries=choices(state, kind, label)
                                on_close=Callback::new(move |()| list.set(None))
                            />
                        }
                    })
            }}
            <button
                type="button"
                class="icon-button"
                aria-label=texts.clear_selection
                title=texts.clear_selection
                on:click=move |_| {
                    select::clear(state);
                    dom::focus_soon(".table-wrap");
                }
            >
                {icon("x")}
            </button>
        </div>
    }
    .into_any()
}

fn owners(state: State) -> Vec<MenuEntry> {
    let mut entries: Vec<MenuEntry> = state.ui.store.with(|workspace| {
        let people = workspace.people.iter().filter(|person| !person.archived);
        people
            .map(|person| {
                let id = person.id;
                MenuEntry::choice(Some(person.hue), person.name.clone(), false, move || {
                    edit(state, DealPatch::Owner(Some(id)));
                })
            })
            .collect()
    });
    if !entries.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    entries.push(MenuEntry::act("x", t().common().nobody, move || edit(state, DealPatch::Owner(None))));
    entries
}

/// The entries of a list that are offered, and the way to its settings.
fn listed(
    state: State,
    list: ListKind,
    run: impl Fn(ChoiceId) + Copy + Send + Sync + 'static,
) -> Vec<MenuEntry> {
    state.ui.store.with(|workspace| {
        let offered = workspace.list(list).into_iter().filter(|choice| !choice.archived);
        offered
            .map(|choice| {
                let id = choice.id;
                MenuEntry::choice(None, choice.name.clone(), false, move || run(id))
            })
            .collect()
    })
}

fn to_settings(state: State) -> MenuEntry {
    MenuEntry::act("settings", t().table().edit_list, move || {
        state.ui.go(&Route::to(Screen::Settings(Section::Lists)));
    })
}

fn choices(state: State, list: ListKind, label: &str) -> Vec<MenuEntry> {
    let patch = move |id: Option<ChoiceId>| match list {
        ListKind::Source => DealPatch::Source(id),
        ListKind::Product => DealPatch::Product(id),
        _ => DealPatch::Segment(id),
    };
    let mut entries = vec![MenuEntry::Label(label.to_owned())];
    entries.extend(listed(state, list, move |id| edit(state, patch(Some(id)))));
    entries.push(MenuEntry::Rule);
    entries.push(MenuEntry::act("x", t().common().none, move || edit(state, patch(None))));
    entries.push(to_settings(state));
    entries
}

/// The tags to put on, and those of the ticked deals to take off.
fn tags(state: State) -> Vec<MenuEntry> {
    let texts = t().table();
    let mut entries = vec![MenuEntry::Label(texts.put_on.to_owned())];
    entries.extend(listed(state, ListKind::Tag, move |id| edit(state, DealPatch::AddTag(id))));
    entries.push(to_settings(state));
    let worn: Vec<(ChoiceId, String)> = state.ui.store.with(|workspace| {
        let deals = select::chosen(state);
        let worn: BTreeSet<ChoiceId> = deals
            .iter()
            .filter_map(|id| workspace.deals.live(*id))
            .flat_map(|deal| deal.tags.iter().copied())
            .collect();
        let rows = workspace.list(ListKind::Tag).into_iter().filter(|choice| worn.contains(&choice.id));
        rows.map(|choice| (choice.id, choice.name.clone())).collect()
    });
    if !worn.is_empty() {
        entries.push(MenuEntry::Rule);
        entries.push(MenuEntry::Label(texts.take_off.to_owned()));
        entries.extend(worn.into_iter().map(|(id, name)| {
            MenuEntry::choice(None, name, false, move || edit(state, DealPatch::DropTag(id)))
        }));
    }
    entries
}

/// Sets the day the ticked deals are expected to close.
#[component]
fn CloseButton(state: State) -> impl IntoView {
    let texts = t().table();
    let open = RwSignal::new(false);
    let wrong = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        match typed.parse() {
            Ok(day) => {
                open.set(false);
                edit(state, DealPatch::ExpectedClose(Some(day)));
            }
            Err(_) => wrong.set(true),
        }
    };
    view! {
        <button
            type="button"
            class="button"
            node_ref=button
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| {
                wrong.set(false);
                open.update(|open| *open = !*open);
            }
        >
            {icon("calendar")}
            {texts.set_close}
        </button>
        {move || {
            open.get()
                .then(|| {
                    let anchor = button.get_untracked().map(Into::into);
                    view! {
                        <Popup anchor label=texts.set_close on_close=Callback::new(move |()| open.set(false))>
                            <form class="popover-body" novalidate="" on:submit=submit>
                                <div class="field">
                                    <label class="label" for="bulk-close">
                                        {t().board().close}
                                    </label>
                                    <input
                                        class="input"
                                        id="bulk-close"
                                        type="date"
                                        node_ref=input
                                        aria-describedby="bulk-close-error"
                                        aria-invalid=move || wrong.get().then_some("true")
                                    />
                                    <p class="error" role="alert" id="bulk-close-error">
                                        {move || wrong.get().then_some(t().rejection().bad_date)}
                                    </p>
                                </div>
                                <div class="popover-foot">
                                    <button
                                        type="button"
                                        class="button quiet"
                                        on:click=move |_| {
                                            open.set(false);
                                            edit(state, DealPatch::ExpectedClose(None));
                                        }
                                    >
                                        {texts.no_day}
                                    </button>
                                    <button type="submit" class="button primary">
                                        {texts.set}
                                    </button>
                                </div>
                            </form>
                        </Popup>
                    }
                })
        }}
    }
    .into_any()
}
