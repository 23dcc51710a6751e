//! What one can do with deals wherever they are shown: the ticked ones, or the one that the focus is on.

use leptos::prelude::Update;
use sales::decide::{Command, Outcome};
use sales::ids::DealId;

use crate::components::Icon;
use crate::state::{Dialog, Ui};
use crate::text::t;

/// Something one can do with deals.
#[derive(Clone, Copy)]
pub(crate) struct DealAction {
    /// What it is called.
    pub(crate) name: fn() -> &'static str,
    pub(crate) icon: Icon,
    /// Its keys on a card of the board, as [`chord`](super::chord) writes them.
    pub(crate) keys: &'static [&'static str],
    /// Whether only open deals can go that way.
    pub(crate) needs_open: bool,
    /// Does it with the deals; the first of the two is the one that the focus is on, which is among them.
    pub(crate) run: fn(Ui, DealId, Vec<DealId>),
}

/// All of them, in the order they are listed.
pub(crate) const DEAL_ACTIONS: &[DealAction] = &[
    DealAction {
        name: || t().board().open_deal,
        icon: "edit",
        keys: &["Enter"],
        needs_open: false,
        run: |ui, deal, _| ui.open_deal(deal),
    },
    DealAction {
        name: || t().board().select,
        icon: "check",
        keys: &["x"],
        needs_open: false,
        run: |ui, deal, _| {
            ui.selection.update(|deals| {
                if !deals.remove(&deal) {
                    deals.insert(deal);
                }
            });
        },
    },
    DealAction {
        name: || t().board().move_to,
        icon: "swap",
        keys: &["m"],
        needs_open: false,
        run: |ui, _, deals| ui.open(Dialog::MoveTo(deals)),
    },
    DealAction {
        name: || t().board().won,
        icon: "trophy",
        keys: &[],
        needs_open: true,
        run: |ui, _, deals| {
            ui.carry(Command::CloseDeals { deals, outcome: Outcome::Won });
        },
    },
    DealAction {
        name: || t().board().lost,
        icon: "lost",
        keys: &[],
        needs_open: true,
        run: |ui, _, deals| ui.open(Dialog::Lose(deals)),
    },
    DealAction {
        name: || t().board().nurture,
        icon: "nurture",
        keys: &[],
        needs_open: true,
        run: |ui, _, deals| ui.open(Dialog::Nurture(deals)),
    },
    DealAction {
        name: || t().common().delete,
        icon: "trash",
        keys: &["Delete"],
        needs_open: false,
        run: |ui, _, deals| {
            ui.act(&Command::RemoveDeals { deals });
        },
    },
];
