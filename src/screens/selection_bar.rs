//! What can be done with the ticked deals, on the board and in the table: each change is one step, which Undo takes back as
//! a whole.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, Outcome};
use sales::ids::{ChoiceId, DealId};
use sales::model::{ListKind, Person};

use crate::components::{MenuButton, MenuEntry, Popover, Popup, icon};
use crate::platform::collation::sort_by_name;
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::state::{Dialog, Ui};
use crate::text::t;

/// The ticked deals of a screen.
#[derive(Clone, Copy)]
struct Ticked {
    ui: Ui,
    chosen: Callback<(), Vec<DealId>>,
}

impl Ticked {
    /// They, in the order of the screen.
    fn deals(self) -> Vec<DealId> {
        self.chosen.run(())
    }

    fn edit(self, patch: DealPatch) {
        self.ui.act(&Command::EditDeals { deals: self.deals(), patch });
    }
}

/// The bar over a screen in which deals are ticked.
#[component]
pub(super) fn SelectionBar(
    /// The ticked deals in the order of the screen.
    chosen: Callback<(), Vec<DealId>>,
    /// Takes all ticks away.
    on_clear: Callback<()>,
) -> impl IntoView {
    let ticked = Ticked { ui: Ui::get(), chosen };
    let ui = ticked.ui;
    let texts = t().selection();
    let count = Memo::new(move |_| ui.selection.with(BTreeSet::len));
    let button = |name, text: &'static str, run: Callback<()>| {
        view! {
            <button type="button" class="button" on:click=move |_| run.run(())>
                {icon(name)}
                {text}
            </button>
        }
        .into_any()
    };
    let menu = |name, text: &'static str, entries: fn(Ticked) -> Vec<MenuEntry>| {
        let entries = Callback::new(move |()| entries(ticked));
        view! {
            <MenuButton class="button" label=Signal::stored(text.to_owned()) entries>
                {icon(name)}
                {text}
            </MenuButton>
        }
        .into_any()
    };
    let move_to = Callback::new(move |()| ui.open(Dialog::MoveTo(ticked.deals())));
    let win = Callback::new(move |()| {
        ui.act(&Command::CloseDeals { deals: ticked.deals(), outcome: Outcome::Won });
    });
    let lose = Callback::new(move |()| ui.open(Dialog::Lose(ticked.deals())));
    view! {
        <div class="bulkbar" role="toolbar" aria-label=texts.bar>
            <span class="bulkbar-count num" role="status">
                {move || texts.selected.of(count.get())}
            </span>
            {button("swap", texts.move_to, move_to)}
            {menu("user", texts.owner, owners)}
            <CloseButton ticked/>
            {menu("tag", texts.tags, tags)}
            {button("trophy", texts.won, win)}
            {button("lost", texts.lost, lose)}
            <More ticked/>
            <button
                type="button"
                class="icon-button"
                aria-label=texts.clear
                title=texts.clear
                on:click=move |_| on_clear.run(())
            >
                {icon("x")}
            </button>
        </div>
    }
    .into_any()
}

fn owners(ticked: Ticked) -> Vec<MenuEntry> {
    let mut entries: Vec<MenuEntry> = ticked.ui.store.with(|workspace| {
        let mut people: Vec<&Person> = workspace.people.iter().filter(|person| !person.archived).collect();
        sort_by_name(&mut people, |person| &person.name);
        let entry = |person: &Person| {
            let id = person.id;
            MenuEntry::choice(Some(person.hue), person.name.clone(), false, move || {
                ticked.edit(DealPatch::Owner(Some(id)));
            })
        };
        people.into_iter().map(entry).collect()
    });
    if !entries.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    let give_up = move || ticked.edit(DealPatch::Owner(None));
    entries.push(MenuEntry::act("x", t().common().nobody, give_up));
    entries
}

/// The entries of a list that are offered.
fn listed(
    ticked: Ticked,
    list: ListKind,
    run: impl Fn(ChoiceId) + Copy + Send + Sync + 'static,
) -> Vec<MenuEntry> {
    ticked.ui.store.with(|workspace| {
        let offered = workspace.list(list).into_iter().filter(|choice| !choice.archived);
        offered
            .map(|choice| {
                let id = choice.id;
                MenuEntry::choice(None, choice.name.clone(), false, move || run(id))
            })
            .collect()
    })
}

fn to_settings(ticked: Ticked) -> MenuEntry {
    MenuEntry::act("settings", t().selection().edit_list, move || {
        ticked.ui.go(&Route::to(Screen::Settings(Section::Lists)));
    })
}

/// The tags to put on, and those of the ticked deals to take off.
fn tags(ticked: Ticked) -> Vec<MenuEntry> {
    let texts = t().selection();
    let mut entries = vec![MenuEntry::Label(texts.put_on.to_owned())];
    entries.extend(listed(ticked, ListKind::Tag, move |id| ticked.edit(DealPatch::AddTag(id))));
    entries.push(to_settings(ticked));
    let worn: Vec<(ChoiceId, String)> = ticked.ui.store.with(|workspace| {
        let deals = ticked.deals();
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
            MenuEntry::choice(None, name, false, move || ticked.edit(DealPatch::DropTag(id)))
        }));
    }
    entries
}

/// What is seldom done, and the lists that a second menu offers.
#[component]
fn More(ticked: Ticked) -> impl IntoView {
    let ui = ticked.ui;
    let texts = t().selection();
    // The list whose entries the second menu offers.
    let list = RwSignal::new(None::<ListKind>);
    let entries = Callback::new(move |()| {
        vec![
            MenuEntry::act("people", texts.segment, move || list.set(Some(ListKind::Segment))),
            MenuEntry::act("globe", texts.source, move || list.set(Some(ListKind::Source))),
            MenuEntry::act("template", texts.product, move || list.set(Some(ListKind::Product))),
            MenuEntry::Rule,
            MenuEntry::act("nurture", texts.nurture, move || ui.open(Dialog::Nurture(ticked.deals()))),
            MenuEntry::danger("trash", t().common().delete, move || {
                ui.act(&Command::RemoveDeals { deals: ticked.deals() });
            }),
        ]
    });
    let second = move |list_of: ListKind| {
        let label = match list_of {
            ListKind::Source => texts.source,
            ListKind::Product => texts.product,
            _ => texts.segment,
        };
        view! {
            <Popover
                anchor=dom::query(".bulk-more").map(Into::into)
                label=label.to_owned()
                entries=choices(ticked, list_of, label)
                on_close=Callback::new(move |()| list.set(None))
            />
        }
    };
    view! {
        <MenuButton
            class="icon-button bulk-more"
            label=Signal::stored(t().common().more.to_owned())
            entries
        >
            {icon("more")}
        </MenuButton>
        {move || list.get().map(second)}
    }
    .into_any()
}

fn choices(ticked: Ticked, list: ListKind, label: &str) -> Vec<MenuEntry> {
    let patch = move |id: Option<ChoiceId>| match list {
        ListKind::Source => DealPatch::Source(id),
        ListKind::Product => DealPatch::Product(id),
        _ => DealPatch::Segment(id),
    };
    let mut entries = vec![MenuEntry::Label(label.to_owned())];
    entries.extend(listed(ticked, list, move |id| ticked.edit(patch(Some(id)))));
    entries.push(MenuEntry::Rule);
    entries.push(MenuEntry::act("x", t().common().none, move || ticked.edit(patch(None))));
    entries.push(to_settings(ticked));
    entries
}

/// Sets the day the ticked deals are expected to close.
#[component]
fn CloseButton(ticked: Ticked) -> impl IntoView {
    let texts = t().selection();
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
                ticked.edit(DealPatch::ExpectedClose(Some(day)));
            }
            Err(_) => wrong.set(true),
        }
    };
    let clear = move |_| {
        open.set(false);
        ticked.edit(DealPatch::ExpectedClose(None));
    };
    let form = move || {
        let anchor = button.get_untracked().map(Into::into);
        view! {
            <Popup anchor label=texts.close on_close=Callback::new(move |()| open.set(false))>
                <form class="popover-body" novalidate="" on:submit=submit>
                    <div class="field">
                        <label class="label" for="bulk-close">
                            {texts.close_day}
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
                        <button type="button" class="button quiet" on:click=clear>
                            {texts.no_day}
                        </button>
                        <button type="submit" class="button primary">
                            {texts.set}
                        </button>
                    </div>
                </form>
            </Popup>
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
            {texts.close}
        </button>
        {move || open.get().then(form)}
    }
    .into_any()
}
