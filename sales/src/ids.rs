//! Identifiers: one type a kind of record, so that a deal's id is never taken for a stage's.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
pub use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::try_parse(text).map(Self).map_err(|_| BadId)
            }
        }
    )*};
}

ids! {
    /// Names a pipeline.
    PipelineId
    /// Names a stage of a pipeline.
    StageId
    /// Names a deal.
    DealId
    /// Names a person of the team.
    PersonId
    /// Names a customer's firm.
    OrganisationId
    /// Names a person at a customer's.
    ContactId
    /// Names an entry of one of the workspace's lists (segment, source, product, tag, loss reason).
    ChoiceId
    /// Names a custom field.
    FieldId
    /// Names an option of a custom choice field.
    OptionId
    /// Names a saved view.
    ViewId
    /// Names a note on a deal.
    NoteId
    /// Names an activity.
    ActivityId
    /// Names an item of a stage's checklist.
    TaskId
    /// Names a criterion of a stage.
    RuleId
    /// Names a goal.
    GoalId
    /// Names a scenario of a goal's break-down.
    ScenarioId
    /// Names a dashboard.
    DashboardId
    /// Names a widget of a dashboard.
    WidgetId
    /// Names a saved report.
    ReportId
}

/// A text that is no id, as in a mistyped address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadId;

/// Makes the id of a new record from the time (milliseconds since 1970) and 80 random bits:
/// a UUID of version 7, so that ids sort by age.
pub fn new_uuid(unix_millis: u64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid()
}

/// Where [`decide`](crate::decide::decide) takes new ids from.
pub trait IdSource {
    /// An id never given before.
    fn next_id(&mut self) -> Uuid;
}

impl<F: FnMut() -> Uuid> IdSource for F {
    fn next_id(&mut self) -> Uuid {
        self()
    }
}

/// Hashes an id by its random tail: ids are already well spread.
#[derive(Debug, Default, Clone, Copy)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut tail = [0; 8];
        let take = bytes.len().min(8);
        tail[..take].copy_from_slice(&bytes[bytes.len() - take..]);
        self.0 = (self.0 ^ u64::from_le_bytes(tail)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }

    fn write_usize(&mut self, _length: usize) {
        // The length prefix of a fixed-size id says nothing.
    }
}

/// A map whose keys are ids.
pub type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;
