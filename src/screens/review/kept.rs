//! What this browser remembers of reviews: what is snoozed, when the last one was, how often one is wanted.
//!
//! It is about the habits of whoever sits here, and nothing that the workspace says of its deals.

use leptos::prelude::*;
use sales::ids::DealId;
use sales::model::Workspace;
use sales::time::Date;
use serde::{Deserialize, Serialize};

use crate::platform::{clock, prefs};

const KEY: &str = "review";

/// How many days between reviews one can choose; 0 is never.
pub(super) const INTERVALS: [u16; 5] = [7, 14, 30, 90, 0];

/// For how many days one can snooze.
pub(super) const SNOOZES: [u16; 4] = [3, 7, 14, 30];

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::screens) struct Kept {
    /// The day of the last review.
    pub(super) last: Option<Date>,
    /// A review is due so many days after the last one; 0 for never.
    pub(super) every: u16,
    /// For how many days is snoozed.
    pub(super) days: u16,
    /// Deals that are not asked about before a day.
    pub(super) snoozed: Vec<(DealId, Date)>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { last: None, every: 7, days: 7, snoozed: Vec::new() }
    }
}

/// Why it is time for a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Due {
    /// The last one was so many days ago.
    After(i64),
    /// There never was one, although there are open deals that old.
    First,
}

impl Kept {
    /// Reads it; what has woken up since is forgotten.
    pub(in crate::screens) fn read(today: Date) -> Self {
        let mut kept: Self = prefs::get(KEY).unwrap_or_default();
        kept.snoozed.retain(|row| row.1 > today);
        kept
    }

    /// The day the next review is due on; `None` where there was none yet, or none is wanted.
    pub(super) fn next(&self) -> Option<Date> {
        let days = chrono::Days::new(self.every.into());
        self.last.filter(|_| self.every > 0)?.checked_add_days(days)
    }

    /// Whether it is time for a review, and why.
    pub(in crate::screens) fn due(&self, workspace: &Workspace, today: Date) -> Option<Due> {
        if self.every == 0 {
            return None;
        }
        if let Some(last) = self.last {
            let days = (today - last).num_days();
            return (days >= i64::from(self.every)).then_some(Due::After(days));
        }
        let oldest = clock::now().plus_days(-i64::from(self.every));
        let is_old = workspace.deals.iter().any(|deal| deal.is_open() && deal.created <= oldest);
        is_old.then_some(Due::First)
    }

    /// Does not ask about deals for so many days.
    pub(super) fn snooze(&mut self, deals: &[DealId], until: Date) {
        self.snoozed.retain(|row| !deals.contains(&row.0));
        self.snoozed.extend(deals.iter().map(|deal| (*deal, until)));
    }
}

/// Changes what is remembered, here and on the device.
pub(super) fn change(kept: RwSignal<Kept>, change: impl FnOnce(&mut Kept)) {
    kept.update(change);
    kept.with_untracked(|kept| prefs::set(KEY, kept));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_due_as_many_days_after_the_last() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let workspace = Workspace::default();
        let kept = Kept { last: Some(day("2026-02-25")), ..Kept::default() };
        assert_eq!(kept.next(), Some(day("2026-03-04")));
        assert_eq!(kept.due(&workspace, day("2026-03-03")), None);
        assert_eq!(kept.due(&workspace, day("2026-03-04")), Some(Due::After(7)));
        let never = Kept { every: 0, ..kept };
        assert_eq!((never.next(), never.due(&workspace, day("2027-03-04"))), (None, None));
    }

    #[test]
    fn what_is_snoozed_again_is_snoozed_once() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let deal = |number| DealId(sales::ids::Uuid::from_u128(number));
        let mut kept = Kept::default();
        kept.snooze(&[deal(1), deal(2)], day("2026-03-04"));
        kept.snooze(&[deal(1)], day("2026-03-05"));
        assert_eq!(kept.snoozed, [(deal(2), day("2026-03-04")), (deal(1), day("2026-03-05"))]);
    }
}
