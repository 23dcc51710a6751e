//! What can be done with the ticked deals, on the board and in the table: each change is one step, which Undo takes back as
//! a whole.

use std::collections::BTreeSet;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, Outcome};
use sales::ids::{ChoiceId, DealId};
use sales::model::{ListKind, Person};

use crate::components::{MenuButton, MenuEntry, Popover, Popup, icon};
use crate::platform::collation::sort_by_name;
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::screens::typed_day::needed_day;
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
        ui.carry(Command::CloseDeals { deals: ticked.deals(), outcome: Outcome::Won });
    });
    let lose = Callback::new(move |()| ui.open(Dialog::Lose(ticked.deals())));
    let is_dating = RwSignal::new(false);
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_clear.run(());
        }
    };
    view! {
        <div class="bulkbar" role="toolbar" aria-label=texts.bar on:keydown=pressed>
            <span class="bulkbar-count num" role="status">
                {move || texts.selected.of(count.get())}
            </span>
            {button("swap", texts.move_to, move_to)}
            // A phone has no room for these: there they stand in the menu.
            <span class="bulkbar-more phone-hide">
                {menu("user", texts.owner, owners)} <CloseButton open=is_dating/> {menu("tag", texts.tags, tags)}
                {button("trophy", texts.won, win)} {button("lost", texts.lost, lose)}
            </span>
            {move || is_dating.get().then(|| close_form(ticked, is_dating))}
            <More ticked is_dating win lose/>
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

/// What a second menu offers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Second {
    Owner,
    Tags,
    List(ListKind),
}

/// What is seldom done, what a phone has no room for, and the lists that a second menu offers.
#[component]
fn More(
    ticked: Ticked,
    /// Whether the form for the expected close is open.
    is_dating: RwSignal<bool>,
    win: Callback<()>,
    lose: Callback<()>,
) -> impl IntoView {
    let ui = ticked.ui;
    let texts = t().selection();
    // What the second menu offers.
    let second = RwSignal::new(None::<Second>);
    let list = move |name, text: &'static str, list: ListKind| {
        MenuEntry::act(name, text, move || second.set(Some(Second::List(list))))
    };
    let entries = Callback::new(move |()| {
        let mut entries = Vec::new();
        if dom::media("(max-width: 700px)") {
            entries.extend([
                MenuEntry::act("trophy", texts.won, move || win.run(())),
                MenuEntry::act("lost", texts.lost, move || lose.run(())),
                MenuEntry::act("user", texts.owner, move || second.set(Some(Second::Owner))),
                MenuEntry::act("calendar", texts.close, move || is_dating.set(true)),
                MenuEntry::act("tag", texts.tags, move || second.set(Some(Second::Tags))),
            ]);
        }
        entries.extend([
            list("people", texts.segment, ListKind::Segment),
            list("globe", texts.source, ListKind::Source),
            list("template", texts.product, ListKind::Product),
            MenuEntry::Rule,
            MenuEntry::act("nurture", texts.nurture, move || ui.open(Dialog::Nurture(ticked.deals()))),
            MenuEntry::danger("trash", t().common().delete, move || {
                ui.act(&Command::RemoveDeals { deals: ticked.deals() });
            }),
        ]);
        entries
    });
    let menu = move |of: Second| {
        let (label, entries) = match of {
            Second::Owner => (texts.owner, owners(ticked)),
            Second::Tags => (texts.tags, tags(ticked)),
            Second::List(list) => {
                let label = match list {
                    ListKind::Source => texts.source,
                    ListKind::Product => texts.product,
                    _ => texts.segment,
                };
                (label, choices(ticked, list, label))
            }
        };
        view! {
            <Popover
                anchor=dom::query(".bulk-more").map(Into::into)
                label=label.to_owned()
                entries
                on_close=Callback::new(move |()| second.set(None))
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
        {move || second.get().map(menu)}
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
fn close_form(ticked: Ticked, open: RwSignal<bool>) -> AnyView {
    let texts = t().selection();
    let wrong = RwSignal::new(None::<&'static str>);
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        match needed_day(&typed) {
            Ok(day) => {
                open.set(false);
                ticked.edit(DealPatch::ExpectedClose(Some(day)));
            }
            Err(why) => wrong.set(Some(why)),
        }
    };
    let clear = move |_| {
        open.set(false);
        ticked.edit(DealPatch::ExpectedClose(None));
    };
    // Where its button is not there, it came from the menu.
    let seen = |button: &web_sys::HtmlElement| button.offset_width() > 0;
    let anchor = dom::query(".bulk-close").filter(seen).or_else(|| dom::query(".bulk-more")).map(Into::into);
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
                            aria-invalid=move || wrong.get().map(|_| "true")
                        />
                        <p class="error" role="alert" id="bulk-close-error">
                            {move || wrong.get()}
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
    .into_any()
}

#[component]
fn CloseButton(open: RwSignal<bool>) -> impl IntoView {
    let texts = t().selection();
    view! {
        <button
            type="button"
            class="button bulk-close"
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon("calendar")}
            {texts.close}
        </button>
    }
    .into_any()
}
