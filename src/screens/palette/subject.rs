//! The deals that the palette was opened over.

use leptos::prelude::*;
use sales::ids::DealId;
use sales::model::Workspace;

use super::shortened;
use crate::platform::dom;
use crate::state::Ui;
use crate::text::{fill, t};

/// The deals that the palette was opened over: the one that the focus is on, and all that go with it.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) lead: DealId,
    pub(super) deals: Vec<DealId>,
}

impl Subject {
    /// They, where there are any. Asked before the palette takes the focus.
    pub(super) fn find(ui: Ui) -> Option<Self> {
        let focused = dom::document().active_element();
        let focused = focused.and_then(|element| element.closest("[data-deal-id]").ok().flatten());
        let focused = focused.and_then(|element| element.get_attribute("data-deal-id")?.parse().ok());
        let ticked = ui.selection.get_untracked();
        let open = ui.route.with_untracked(|route| route.deal);
        let lead = focused.or_else(|| ticked.first().copied()).or(open)?;
        ui.store.with(|workspace| {
            workspace.deals.live(lead)?;
            let mut deals = vec![lead];
            if ticked.contains(&lead) {
                // In the order in which they stand in their columns.
                let place = |id: &DealId| {
                    let place = &workspace.deals.live(*id)?.position;
                    Some((place.stage, place.rank, *id))
                };
                let mut placed: Vec<_> = ticked.iter().filter_map(place).collect();
                placed.sort_unstable();
                deals = placed.into_iter().map(|(.., id)| id).collect();
            }
            Some(Self { lead, deals })
        })
    }

    /// What the group of what can be done with them is called.
    pub(super) fn heading(&self, workspace: &Workspace) -> String {
        match self.deals.as_slice() {
            [deal] => {
                let title = workspace.deals.get(*deal).map(|deal| shortened(&deal.title)).unwrap_or_default();
                fill(t().palette().with_deal, &[("title", &title)])
            }
            deals => t().palette().with_deals.of(deals.len()),
        }
    }
}
