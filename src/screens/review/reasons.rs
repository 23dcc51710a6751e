//! Why a deal is looked at, in words with the numbers.

use metrics::stalled::{Overdue, Stalled};
use metrics::{Limit, Suspect};
use sales::model::{Deal, Workspace};

use crate::components::Icon;
use crate::platform::intl;
use crate::text::t;

/// The reasons, each with its icon.
pub(super) fn reasons(workspace: &Workspace, deal: &Deal, suspect: &Suspect) -> Vec<(Icon, String)> {
    let stalled = suspect.stalled.map(|stalled| ("clock", stalled_words(workspace, deal, &stalled)));
    let overdue = suspect.overdue.map(|overdue| ("calendar", overdue_words(deal, overdue)));
    stalled.into_iter().chain(overdue).collect()
}

fn stalled_words(workspace: &Workspace, deal: &Deal, stalled: &Stalled) -> String {
    let texts = t().review();
    let stage = workspace.stages.get(deal.position.stage).map_or("", |stage| stage.name.as_str());
    let (days, limit) = (whole(stalled.idle_days), t().common().days.of(usize::from(stalled.limit.days())));
    let values = [("stage", stage), ("limit", limit.as_str())];
    match stalled.limit {
        Limit::Set(_) => texts.stalled.with(days, &values),
        Limit::Default => texts.stalled_default.with(days, &values),
        Limit::Learnt(learnt) => {
            let deals = t().common().deals.of(learnt.deals);
            let [stage, limit] = values;
            texts.stalled_learnt.with(days, &[stage, limit, ("deals", &deals)])
        }
    }
}

fn overdue_words(deal: &Deal, overdue: Overdue) -> String {
    let texts = t().review();
    match overdue {
        Overdue::ExpectedClose { days } => {
            let day = deal.expected_close.map(intl::day).unwrap_or_default();
            texts.close_past.with(whole(days), &[("day", &day)])
        }
        Overdue::Age { days, ninth_decile } => {
            #[allow(clippy::cast_possible_truncation, reason = "days, far below 2^53")]
            let limit = t().common().days.of(whole(ninth_decile.round() as i64));
            texts.aged.with(whole(days), &[("limit", &limit)])
        }
    }
}

fn whole(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}
