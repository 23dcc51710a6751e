//! What an action did, as far as one line can tell it.

use std::collections::HashSet;

use sales::log::{Act, ActivityEdit, Change, RecordRef};

/// What an action did. It becomes words when it is read, in the language that is spoken then.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Deed {
    /// What to call it.
    pub(crate) act: Act,
    /// How many deals it was about.
    pub(crate) deals: usize,
    /// How many activities it was about.
    pub(crate) activities: usize,
    /// The change that tells it.
    pub(crate) change: Change,
}

impl Deed {
    /// What these changes come to; `None` where there are none.
    pub(crate) fn new(act: Act, changes: &[Change]) -> Option<Self> {
        let change = changes.iter().find(|change| tells(act, change)).or(changes.last())?.clone();
        let meant = Change::deals_meant(changes).len();
        // Where cards only changed places with one another, all of them did.
        let deals = if meant > 0 { meant } else { changes.iter().filter_map(Change::deal).count() };
        let activities: HashSet<RecordRef> = changes
            .iter()
            .filter_map(Change::record)
            .filter(|record| matches!(record, RecordRef::Activity(_)))
            .collect();
        Some(Self { act, deals, activities: activities.len(), change })
    }
}

/// Whether a change is what an act is about. What is not said here is told by the last of its changes: what comes before
/// it only makes ready.
fn tells(act: Act, change: &Change) -> bool {
    match act {
        Act::EditDeal => matches!(change, Change::DealEdited { .. }),
        Act::MoveDeal | Act::WinDeal | Act::LoseDeal | Act::NurtureDeal | Act::ReopenDeal => {
            matches!(change, Change::DealMoved { .. }) && !change.only_places()
        }
        // What the checklist of its stage plans comes with a deal; deals are what the rest of an import is for.
        Act::AddDeal | Act::Import => matches!(change, Change::DealAdded(_)),
        Act::CompleteActivity => {
            matches!(change, Change::ActivityEdited { edit: ActivityEdit::Done(_), .. })
        }
        Act::AddPipeline => matches!(change, Change::PipelineAdded { .. }),
        Act::AddStage => matches!(change, Change::StageAdded { .. }),
        // A new kind brings another probability along.
        Act::EditStage => matches!(change, Change::StageEdited { .. }),
        _ => false,
    }
}
