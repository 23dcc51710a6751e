//! A card: one deal on the board.

use leptos::prelude::*;
use sales::ids::PersonId;
use sales::model::{Deal, Ix, Workspace};
use sales::time::Calendar;

use super::next::Next;
use super::{BoardState, Cell, drag, geometry, keys};
use crate::components::{MenuButton, MenuEntry, icon, small_icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl::{self, Length};
use crate::state::Dialog;
use crate::text::{common, fill, t};

/// What a card shows; two equal ones need no redrawing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Face {
    title: String,
    organisation: String,
    value: String,
    minor: Option<String>,
    /// Days in this stage.
    days: usize,
    /// Why it counts as stalled, where it does.
    late: Option<String>,
    owner: Option<PersonId>,
    /// What comes next.
    next: Option<Next>,
}

fn face(workspace: &Workspace, deal: &Deal) -> Face {
    let organisation = deal.organisation.and_then(|id| workspace.organisations.live(id));
    let now = clock::now();
    let days = LocalCalendar.days_between(deal.entered(), now);
    Face {
        title: deal.title.clone(),
        organisation: organisation.map(|row| row.name.clone()).unwrap_or_default(),
        value: deal.value.map(|value| intl::money(value, Length::Compact)).unwrap_or_default(),
        minor: deal.value.map(|value| value.minor.to_string()),
        days: usize::try_from(days).unwrap_or(0),
        late: common::stalled(workspace, deal),
        owner: deal.owner,
        next: Next::of(workspace, deal, LocalCalendar.date_of(now)),
    }
}

/// The round mark of a person; nothing for nobody.
pub(crate) fn avatar(workspace: &Workspace, owner: Option<PersonId>) -> AnyView {
    let person = owner.and_then(|id| workspace.people.live(id));
    person
        .map(|person| {
            view! {
                <span class=format!("avatar hue-{}", person.hue) title=person.name.clone()>
                    <span aria-hidden="true">{person.initials.clone()}</span>
                    <span class="visually-hidden">{person.name.clone()}</span>
                </span>
            }
        })
        .into_any()
}

/// One deal.
#[component]
pub(super) fn Card(
    state: BoardState,
    cell: Cell,
    ix: Ix<Deal>,
    /// The number of the first card that is drawn, and the cards.
    shown: Memo<(usize, Vec<Ix<Deal>>)>,
    /// Where a drop would land in this column.
    gap: Memo<Option<usize>>,
    count: Memo<usize>,
) -> impl IntoView {
    let ui = state.ui;
    let texts = t().board();
    let id = state.id_of(ix);
    let changed = ui.store.watch_deal(ix);
    let face = Memo::new(move |_| {
        changed.track();
        ui.store.track_catalogue();
        ui.store.with(|workspace| face(workspace, workspace.deals.at(ix)))
    });
    let index = Memo::new(move |_| {
        shown.with(|(first, cards)| first + cards.iter().position(|card| *card == ix).unwrap_or(0))
    });
    let place = move || {
        let index = index.get();
        let shifted = gap.get().is_some_and(|gap| index >= gap);
        format!("translateY({}px)", geometry::top(index + usize::from(shifted)))
    };
    let is_selected = move || ui.selection.with(|deals| deals.contains(&id));
    let is_open = Memo::new(move |_| state.opened.get() == Some(id));
    let class = move || {
        let open = if is_open.get() { " open" } else { "" };
        let selected = if is_selected() { " selected" } else { "" };
        format!("card{open}{selected}")
    };
    let dragged = move |by_keyboard: bool| {
        state
            .taken
            .with(|taken| taken.as_ref().is_some_and(|taken| taken.0 == by_keyboard && taken.1.contains(&id)))
            .then_some("")
    };
    let tabindex = move || {
        let focused = state.focus.get();
        let here = focused.is_some_and(|focused| focused == id);
        // One stop a column: the card the keyboard is at, or the first one drawn.
        let elsewhere = focused.is_none_or(|focused| {
            let ix = ui.store.with(|workspace| workspace.deals.ix(focused));
            shown.with(|(_, cards)| ix.is_none_or(|ix| !cards.contains(&ix)))
        });
        let first = shown.with(|(_, cards)| cards.first() == Some(&ix));
        if here || (elsewhere && first) { "0" } else { "-1" }
    };
    let late = move || face.with(|face| face.late.clone());
    let is_late = move || face.with(|face| face.late.is_some());
    let age_title = move || {
        face.with(|face| {
            let days = texts.here_for.of(face.days);
            face.late.as_ref().map_or_else(|| days.clone(), |late| format!("{days} · {late}"))
        })
    };
    view! {
        <li
            class=class
            data-deal-id=id.to_string()
            aria-setsize=move || count.get().to_string()
            aria-posinset=move || (index.get() + 1).to_string()
            data-dragging=move || dragged(false)
            data-lifted=move || dragged(true)
            style:transform=place
            on:pointerdown=move |event| drag::press(state, id, &event)
            on:keydown=move |event| keys::press(state, cell, id, &event)
        >
            <a
                class="card-title"
                href=move || state.href(id)
                draggable="false"
                dir="auto"
                tabindex=tabindex
                aria-describedby="board-keys"
                on:focus=move |_| state.focus.set(Some(id))
                on:click=move |event| {
                    if event.shift_key() || event.ctrl_key() || event.meta_key() {
                        event.prevent_default();
                        super::select::toggle(state, id, event.shift_key());
                    }
                }
            >
                {move || face.with(|face| face.title.clone())}
            </a>
            <p class="card-org">
                <span class="truncate" dir="auto">
                    {move || face.with(|face| face.organisation.clone())}
                </span>
                {move || face.with(|face| face.next.clone()).map(Next::view)}
            </p>
            <div class="card-foot">
                <span
                    class="card-value num"
                    data-metric="deal.value"
                    data-value=move || face.with(|face| face.minor.clone())
                >
                    {move || face.with(|face| face.value.clone())}
                </span>
                <span class=move || if is_late() { "age late" } else { "age" } title=age_title>
                    {move || is_late().then(|| small_icon("clock"))}
                    {move || {
                        fill(texts.age_short, &[("n", &intl::count(face.with(|face| face.days)))])
                    }}
                    {move || late().map(|late| view! { <span class="visually-hidden">" " {late}</span> })}
                </span>
                {move || {
                    let owner = face.with(|face| face.owner);
                    ui.store.with(|workspace| avatar(workspace, owner))
                }}
            </div>
            <div class="card-tools">
                <label class="card-tick">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=move || face.with(|face| fill(texts.select_card, &[("title", &face.title)]))
                        prop:checked=is_selected
                        on:click=move |event| super::select::toggle(state, id, event.shift_key())
                    />
                </label>
                <MenuButton
                    class="icon-button tiny"
                    tabindex="-1"
                    label=Signal::derive(move || {
                        face.with(|face| fill(texts.card_menu, &[("title", &face.title)]))
                    })
                    entries=Callback::new(move |()| menu(state, id))
                >
                    {icon("more")}
                </MenuButton>
            </div>
        </li>
    }
    .into_any()
}

/// What one can do with a card: the equal of everything one can do by dragging it.
pub(super) fn menu(state: BoardState, id: sales::ids::DealId) -> Vec<MenuEntry> {
    let ui = state.ui;
    let texts = t().board();
    let deals = move || super::select::taken_with(state, id);
    vec![
        MenuEntry::act("edit", texts.open_deal, move || ui.open_deal(id)),
        // A finger has no other way to begin with.
        MenuEntry::act("check", texts.select, move || super::select::toggle(state, id, false)),
        MenuEntry::act("swap", texts.move_to, move || ui.open(Dialog::MoveTo(deals()))),
        MenuEntry::Rule,
        MenuEntry::act("trophy", texts.won, move || super::drag::win(state, deals())),
        MenuEntry::act("lost", texts.lost, move || ui.open(Dialog::Lose(deals()))),
        MenuEntry::act("nurture", texts.nurture, move || ui.open(Dialog::Nurture(deals()))),
        MenuEntry::Rule,
        MenuEntry::danger("trash", t().common().delete, move || {
            ui.act(&sales::decide::Command::RemoveDeals { deals: deals() });
        }),
    ]
}
