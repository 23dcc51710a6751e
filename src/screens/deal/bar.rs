//! The bar on top of the panel: closing, the neighbours in the list behind it, the link, and what is seldom done.

use std::cell::Cell;

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::DealId;
use sales::model::{StandingKind, Workspace};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::here::Here;
use crate::components::{MenuButton, MenuEntry, icon, small_icon};
use crate::platform::{dom, intl};
use crate::route::{Route, Screen};
use crate::screens::guide::Chapter;
use crate::screens::help::help_on;
use crate::state::{Dialog, Listed, SaveState, Ui};
use crate::text::{fill, t};

/// Up or down the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the deal above.
    Up,
    /// To the deal below.
    Down,
}

thread_local! {
    static STEPPED: Cell<Option<Way>> = const { Cell::new(None) };
}

/// Which way the last panel was left for this one, if it was: then this one takes its place without a stir.
pub(super) fn stepped() -> Option<Way> {
    STEPPED.take()
}

/// The button that goes a way, for the focus to stay on.
pub(super) fn button(way: Way) -> &'static str {
    match way {
        Way::Up => ".panel-bar [data-step=up]:not(:disabled)",
        Way::Down => ".panel-bar [data-step=down]:not(:disabled)",
    }
}

/// Where a deal stands in the list behind the panel: the rows of the table as they are filtered and sorted, the column of
/// the board. One that left the list meanwhile keeps its neighbours.
fn listed(ui: Ui, deal: DealId) -> Memo<Listed> {
    Memo::new(move |before: Option<&Listed>| {
        let list = ui.listed.get();
        let find = |deal| list.and_then(|list| list.run(deal));
        let left = || before.map(|before| before.left(|deal| find(deal).is_some()));
        find(deal).or_else(left).unwrap_or_default()
    })
}

/// The bar of a deal that is there.
#[component]
pub(super) fn Bar(here: Here) -> impl IntoView {
    let texts = t().deal();
    let ui = here.ui;
    let place = listed(ui, here.id);
    let go = move |way: Way| {
        let listed = place.get_untracked();
        let to = match way {
            Way::Up => listed.above,
            Way::Down => listed.below,
        };
        if to.is_some() {
            STEPPED.set(Some(way));
            // Stepping through a list leaves no trail: "back" leads to where the panel was opened from.
            let route = ui.route.with_untracked(|route| route.with_deal(to));
            ui.replace(&route);
        }
    };
    let spoken = move || {
        let listed = place.get();
        let number = |number: usize| intl::count(number);
        let values = [("n", number(listed.place)), ("count", number(listed.count))];
        let values = [(values[0].0, values[0].1.as_str()), (values[1].0, values[1].1.as_str())];
        (fill(texts.place, &values), fill(texts.place_spoken, &values))
    };
    view! {
        <div class="panel-bar">
            {close_button(ui)}
            <button
                type="button"
                class="icon-button"
                data-step="up"
                aria-label=texts.previous
                title=texts.previous
                disabled=move || place.with(|listed| listed.above.is_none())
                on:click=move |_| go(Way::Up)
            >
                {icon("chevron-up")}
            </button>
            <button
                type="button"
                class="icon-button"
                data-step="down"
                aria-label=texts.next
                title=texts.next
                disabled=move || place.with(|listed| listed.below.is_none())
                on:click=move |_| go(Way::Down)
            >
                {icon("chevron-down")}
            </button>
            {move || {
                (place.with(|listed| listed.place > 0))
                    .then(|| {
                        let (short, long) = spoken();
                        view! {
                            <span class="num" aria-hidden="true">
                                {short}
                            </span>
                            <span class="visually-hidden">{long}</span>
                        }
                    })
            }}
            <span class="spacer"></span>
            {saved(ui)}
            {help_on(ui, Chapter::Team)}
            <button
                type="button"
                class="icon-button"
                aria-label=texts.copy_link
                title=texts.copy_link
                on:click=move |_| copy_link(here)
            >
                {icon("link")}
            </button>
            <MenuButton
                class="icon-button"
                label=Signal::stored(t().common().more.to_owned())
                entries=Callback::new(move |()| more(here))
            >
                {icon("more")}
            </MenuButton>
        </div>
    }
    .into_any()
}

/// The bar where there is no deal to show.
pub(super) fn empty_bar(ui: Ui) -> AnyView {
    view! { <div class="panel-bar">{close_button(ui)}</div> }.into_any()
}

fn close_button(ui: Ui) -> AnyView {
    view! {
        <button
            type="button"
            class="icon-button"
            data-close=""
            aria-label=t().common().close
            title=format!("{} Esc", t().common().close)
            on:click=move |_| ui.close_deal()
        >
            {icon("x")}
        </button>
    }
    .into_any()
}

/// Whether all is saved. The navigation says it aloud; this is for the eye.
fn saved(ui: Ui) -> AnyView {
    let texts = t().storage();
    let state = ui.store.save_state;
    let look = move || match state.get() {
        SaveState::Saved => ("saved", "check", texts.saved),
        SaveState::Saving => ("saving", "spinner", texts.saving),
        SaveState::Failed(_) => ("failed", "warning", texts.not_saved),
    };
    view! {
        <span class="save-state" data-state=move || look().0>
            {move || small_icon(look().1)}
            <span class="truncate">{move || look().2}</span>
        </span>
    }
    .into_any()
}

fn more(here: Here) -> Vec<MenuEntry> {
    let (ui, id, texts) = (here.ui, here.id, t().deal());
    let standing = here.read(|_, deal| deal.standing());
    let mut entries = vec![MenuEntry::act("swap", texts.move_to, move || ui.open(Dialog::MoveTo(vec![id])))];
    if standing != StandingKind::Open {
        let (icon, text) = match standing {
            StandingKind::Nurtured => ("wake", texts.resume),
            _ => ("refresh", texts.reopen),
        };
        entries.push(MenuEntry::act(icon, text, move || reopen(here)));
    }
    if standing != StandingKind::Nurtured {
        entries.push(MenuEntry::act("nurture", texts.nurture, move || ui.open(Dialog::Nurture(vec![id]))));
    }
    entries.push(MenuEntry::act("link", texts.copy_link, move || copy_link(here)));
    entries.push(MenuEntry::Rule);
    entries.push(MenuEntry::danger("trash", texts.delete, move || {
        if ui.act(&Command::RemoveDeals { deals: vec![id] }).is_some() {
            ui.close_deal();
        }
    }));
    entries
}

/// Takes a deal back into the pipeline, where it was worked on last.
pub(super) fn reopen(here: Here) {
    here.ui.act(&Command::ReopenDeals { deals: vec![here.id], stage: None });
}

/// Puts the deal's address on the board into the clipboard.
fn copy_link(here: Here) {
    let pipeline = here.read(Workspace::pipeline_of);
    let route = Route { pipeline, ..Route::to(Screen::Board) }.with_deal(Some(here.id));
    let page = dom::window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    let link = format!("{page}{}", route.href());
    let ui = here.ui;
    spawn_local(async move {
        match write_clipboard(&link).await {
            Ok(_) => ui.inform(|| t().deal().link_copied),
            Err(_) => ui.warn(|| t().deal().link_not_copied),
        }
    });
}

/// Writes to the clipboard, which a page that is not served securely does not have.
async fn write_clipboard(text: &str) -> Result<JsValue, JsValue> {
    let name = JsValue::from_str;
    let clipboard = js_sys::Reflect::get(&dom::window().navigator(), &name("clipboard"))?;
    let write: js_sys::Function = js_sys::Reflect::get(&clipboard, &name("writeText"))?.dyn_into()?;
    let written: js_sys::Promise = write.call1(&clipboard, &name(text))?.dyn_into()?;
    JsFuture::from(written).await
}
