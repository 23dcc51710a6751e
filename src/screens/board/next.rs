//! The sign of a card's next step: overdue, due today, later, or missing.

use leptos::prelude::*;
use sales::activities::{Urgency, next_step};
use sales::model::{Deal, Workspace};
use sales::time::Date;

use crate::components::{Icon, small_icon};
use crate::screens::activities::{called, due_words, kind_icon, urgency_name};
use crate::screens::values::Figures;
use crate::text::{fill, t};

/// What the sign shows; two equal ones need no redrawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Next {
    state: &'static str,
    icon: Icon,
    /// What stands beside the icon; blank where the icon is all.
    short: String,
    /// All of it in words.
    label: String,
}

impl Next {
    /// The sign of a deal on a day; none for a deal that is not worked on.
    pub(super) fn of(workspace: &Workspace, deal: &Deal, today: Date) -> Option<Self> {
        if !deal.is_open() {
            return None;
        }
        let texts = t().activities();
        let Some(activity) = next_step(workspace, deal.id) else {
            let label = texts.card_none.to_owned();
            return Some(Self { state: "none", icon: "no-step", short: String::new(), label });
        };
        let urgency = Urgency::of(activity.due, today);
        // The icon tells what is overdue from what is not to those who don't see the colour.
        let icon = if urgency == Urgency::Overdue { "warning" } else { kind_icon(activity.kind) };
        let short = match (urgency, activity.due) {
            (Urgency::Today, _) => texts.today.to_owned(),
            (_, Some(due)) => (Figures::INTL.day)(due.date),
            (_, None) => String::new(),
        };
        let what = called(workspace, activity);
        let due = due_words(activity.due, today, Figures::INTL);
        let label = fill(texts.card_next, &[("what", &what), ("due", &due)]);
        // Of what has no day it is enough to know that it is planned.
        let state = if urgency == Urgency::Someday { "later" } else { urgency_name(urgency) };
        Some(Self { state, icon, short, label })
    }

    /// The sign on the card.
    pub(super) fn view(self) -> AnyView {
        let Self { state, icon, short, label } = self;
        let title = label.clone();
        view! {
            <span class=format!("next {state}") data-next=state title=title>
                {small_icon(icon)}
                <span class="num" aria-hidden="true">{short}</span>
                <span class="visually-hidden">{label}</span>
            </span>
        }
        .into_any()
    }
}
