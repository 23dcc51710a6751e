//! The panel of one deal, beside whatever screen it was opened from.
//!
//! Each part watches the deal and draws anew only what changed, so that the focus and what is being typed stay.

mod activities;
mod bar;
mod chance;
mod custom;
mod days;
mod describe;
mod ending;
mod facts;
mod head;
mod here;
mod history;
mod mend;
mod missing;
mod notes;
mod options;
mod path;
mod reasons;
mod tags;
mod timeline;
mod typed;
mod words;

use leptos::html;
use leptos::prelude::*;
use sales::ids::DealId;
use sales::model::{Deal, Ix};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::activities::NextStep;
pub(super) use self::activities::{PlanForm, Planned};
use self::bar::{Bar, empty_bar, stepped};
use self::chance::Chance;
pub(super) use self::custom::read as read_custom;
use self::ending::Ending;
use self::facts::Facts;
pub(super) use self::facts::{cell_field, currencies_for};
use self::head::{Actions, Head, StagePath};
pub(super) use self::here::Here;
use self::history::History;
pub(super) use self::mend::Mend;
use self::missing::{Gone, Removed};
pub(super) use self::reasons::feature_name;
use crate::platform::dom;
use crate::state::Ui;

/// Whether there is a deal to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Here(Ix<Deal>),
    Removed,
    Unknown,
}

/// The panel at the side of the screen.
#[component]
pub(crate) fn DealPanel(id: DealId) -> impl IntoView {
    let ui = Ui::get();
    let presence = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.with(|workspace| match workspace.deals.ix(id) {
            None => Presence::Unknown,
            Some(ix) if workspace.deals.at(ix).removed => Presence::Removed,
            Some(ix) => Presence::Here(ix),
        })
    });
    let node = NodeRef::<html::Div>::new();
    let way = stepped();
    keep_focus(ui, id, node, way);
    view! {
        <div
            class="panel"
            role="dialog"
            aria-modal="false"
            aria-labelledby="deal-title"
            data-screen="deal"
            data-deal-id=id.to_string()
            data-still=way.map(|_| "")
            tabindex="-1"
            node_ref=node
        >
            {move || match presence.get() {
                Presence::Here(ix) => view! { <Opened id ix/> }.into_any(),
                Presence::Removed => view! { {empty_bar(ui)} <Removed id/> }.into_any(),
                Presence::Unknown => view! { {empty_bar(ui)} <Gone/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Opened(id: DealId, ix: Ix<Deal>) -> impl IntoView {
    let here = Here::new(Ui::get(), id, ix);
    let standing = Memo::new(move |_| {
        here.track();
        here.read(|_, deal| deal.standing())
    });
    view! {
        <Bar here/>
        <div class="panel-body" tabindex="0" role="group" aria-labelledby="deal-title">
            <Head here/>
            <Actions here standing/>
            <StagePath here standing/>
            <Ending here standing/>
            <NextStep here/>
            <Chance here standing/>
            <Facts here/>
            <History here/>
        </div>
    }
    .into_any()
}

/// Takes the focus into the panel, and back to where it came from when the panel closes.
fn keep_focus(ui: Ui, id: DealId, node: NodeRef<html::Div>, way: Option<bar::Way>) {
    let before = StoredValue::new_local(dom::document().active_element());
    Effect::new(move || {
        let Some(panel) = node.get() else { return };
        // Whoever steps through a column stays on the button that steps.
        dom::soon(move || {
            if !way.is_some_and(|way| dom::focus(bar::button(way))) {
                let _ = panel.focus();
            }
        });
    });
    on_cleanup(move || {
        let before = before.try_get_value().flatten();
        dom::soon(move || {
            let is_closed = ui.route.try_with_untracked(|route| route.deal.is_none()) == Some(true);
            if is_closed && dom::focus_is_lost() {
                give_focus_back(before, id);
            }
        });
    });
}

fn give_focus_back(before: Option<Element>, id: DealId) {
    let before = before.filter(|element| element.is_connected() && element.tag_name() != "BODY");
    match before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => {
            let _ = element.focus();
        }
        // Where it was drawn anew, or the panel was opened by its address: the deal's card or row, else the screen.
        None => {
            let _ = dom::focus(&format!("[data-deal-id=\"{id}\"] a")) || dom::focus("#main");
        }
    }
}
