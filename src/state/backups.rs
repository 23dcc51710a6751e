//! When the last backup was made, and when it is time to say so.
//!
//! It is a matter of this browser, not of the workspace: another copy has its own backups.

use sales::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::store::Store;
use crate::platform::{clock, prefs};
use crate::storage::Seq;

const DAY: i64 = 24 * 60 * 60 * 1_000;
/// How long "Later" lasts.
const QUIET: i64 = 3 * DAY;
/// After how many days one is reminded, as long as nobody chose otherwise.
const USUAL_DAYS: u32 = 14;
/// Where that is remembered; 0 stands for never.
const EVERY: &str = "backup.every";

/// A backup that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) at: Timestamp,
    /// The record of the log that it goes up to.
    seq: Seq,
}

/// What is known of the backups of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Known {
    made: Option<Made>,
    /// When there was something to back up for the first time.
    since: Option<Timestamp>,
    /// Nothing is said before this.
    quiet_until: Option<Timestamp>,
    /// Whether a file on the disk is kept up to date.
    #[serde(default)]
    has_kept_file: bool,
}

impl Known {
    /// Whether it is time for the next one.
    fn is_due(&self, now: Timestamp, seq: Seq, every_days: u32) -> bool {
        let Some(last) = self.made.map(|made| made.at).or(self.since) else { return false };
        let is_changed = self.made.is_none_or(|made| made.seq != seq);
        let is_old = now.0 - last.0 >= i64::from(every_days) * DAY;
        let is_quiet = self.quiet_until.is_some_and(|until| now < until);
        every_days > 0 && is_changed && is_old && !is_quiet
    }
}

fn key(database: &str) -> String {
    format!("backup.{database}")
}

fn known(store: Store) -> Known {
    prefs::get(&key(&store.database_name())).unwrap_or_default()
}

fn keep(store: Store, change: impl FnOnce(&mut Known)) {
    let mut known = known(store);
    change(&mut known);
    prefs::set(&key(&store.database_name()), &known);
}

/// The last backup.
pub(crate) fn last(store: Store) -> Option<Made> {
    known(store).made
}

/// Notes that a backup was made that goes up to this record.
pub(crate) fn note(store: Store, seq: Seq) {
    let at = clock::now();
    keep(store, |known| {
        known.made = Some(Made { at, seq });
        known.quiet_until = None;
    });
}

/// Whether a file on the disk is kept up to date; which one is known elsewhere.
pub(crate) fn has_kept_file(store: Store) -> bool {
    known(store).has_kept_file
}

/// Keeps a file on the disk up to date from now on, or does so no longer.
pub(crate) fn keep_file(store: Store, has_kept_file: bool) {
    keep(store, |known| known.has_kept_file = has_kept_file);
}

/// Says nothing for a while.
pub(crate) fn later(store: Store) {
    let until = Timestamp(clock::now().0 + QUIET);
    keep(store, |known| known.quiet_until = Some(until));
}

/// Forgets the backups of a workspace that is erased.
pub(super) fn forget(store: Store) {
    keep(store, |known| *known = Known::default());
}

/// After how many days one is reminded; 0 for never.
pub(crate) fn every_days() -> u32 {
    prefs::get(EVERY).unwrap_or(USUAL_DAYS)
}

/// Reminds after this many days from now on; 0 for never.
pub(crate) fn remind_every(days: u32) {
    prefs::set(EVERY, &days);
}

/// Whether it is time for a backup.
pub(crate) fn is_due(store: Store) -> bool {
    // Sample data can be had again.
    if !store.with(|workspace| workspace.deals.iter().any(|deal| !deal.sample)) {
        return false;
    }
    let now = clock::now();
    let known = known(store);
    if known.made.is_none() && known.since.is_none() {
        keep(store, |known| known.since = Some(now));
    }
    known.is_due(now, store.seq(), every_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_reminded_when_there_are_changes_and_the_last_backup_is_old() {
        let day = |day: i64| Timestamp(day * DAY);
        let made = Some(Made { at: day(10), seq: 5 });
        let fresh = Known { since: Some(day(10)), ..Known::default() };
        let backed_up = Known { made, since: Some(day(1)), ..Known::default() };
        let quiet = Known { quiet_until: Some(day(40)), ..backed_up };
        let cases = [
            ("nothing is known", Known::default(), 100, 5, 14, false),
            ("never backed up, too early", fresh, 23, 5, 14, false),
            ("never backed up", fresh, 24, 5, 14, true),
            ("nothing changed", backed_up, 100, 5, 14, false),
            ("changed, too early", backed_up, 23, 6, 14, false),
            ("changed", backed_up, 24, 6, 14, true),
            ("changed, sooner", backed_up, 17, 6, 7, true),
            ("never", backed_up, 1_000, 6, 0, false),
            ("later", quiet, 39, 6, 14, false),
            ("later is now", quiet, 40, 6, 14, true),
        ];
        for (what, known, now, seq, every, expected) in cases {
            assert_eq!(known.is_due(day(now), seq, every), expected, "{what}");
        }
    }
}
