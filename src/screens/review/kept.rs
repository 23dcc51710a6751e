//! What this browser remembers of reviews: for how many days one snoozes here. All else is in the workspace.

use leptos::prelude::*;

use crate::platform::prefs;

/// How many days between reviews one can choose; 0 is never.
pub(super) const INTERVALS: [u16; 5] = [7, 14, 30, 90, 0];

/// For how many days one can snooze.
pub(super) const SNOOZES: [u16; 4] = [3, 7, 14, 30];

const SNOOZE: &str = "review.snooze";

/// For how many days is snoozed.
pub(super) fn snooze_days() -> u16 {
    prefs::get(SNOOZE).unwrap_or(7)
}

/// Snoozes for so many days from now on.
pub(super) fn set_snooze_days(chosen: RwSignal<u16>, days: u16) {
    prefs::set(SNOOZE, &days);
    chosen.set(days);
}
