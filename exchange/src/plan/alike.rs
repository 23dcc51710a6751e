//! Rows that may each be about one of several deals: deals of one title and customer, or of one id.
//!
//! Each row gets a deal of its own, the one that it differs from least; so the same rows again change nothing, in whatever order
//! they come. A row that none is left for is a new deal, as it would be in an empty workspace.

use std::collections::{BTreeMap, HashSet, VecDeque};

use sales::ids::DealId;
use sales::log::NewDeal;
use sales::model::Deal;

use super::known::{Candidates, KnownDeals};
use super::update::Said;

/// With so many deals a row is compared at most: of a title that thousands have, the first ones are looked at.
const MOST_COMPARED: usize = 64;

/// A row that waits for the others of its kind.
pub(super) struct Waiting {
    pub(super) candidates: Candidates,
    /// Where it stands.
    pub(super) at: (usize, u32),
    /// What it would be if it was a new deal.
    pub(super) deal: NewDeal,
    pub(super) said: Said,
    /// It names a pipeline.
    pub(super) names_pipeline: bool,
}

/// The deal of each row, or none where it is a new one. `taken` are the deals that other rows are about already; `distance` tells by
/// how much a row differs from a deal, and is zero where the deal is what the row says and no more.
pub(super) fn pair<'a>(
    rows: &[Waiting],
    known: &KnownDeals<'a>,
    mut taken: HashSet<DealId>,
    distance: impl Fn(&Waiting, &Deal) -> (usize, usize),
) -> Vec<Option<&'a Deal>> {
    let mut deals = vec![None; rows.len()];
    // Those of one id come first: an id says more than a title.
    let mut groups: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        groups.entry((!row.candidates.is_by_id, row.candidates.pool)).or_default().push(place);
    }
    for ((_, pool), places) in groups {
        let mut free: VecDeque<&Deal> = known.pool(pool).filter(|deal| !taken.contains(&deal.id)).collect();
        // A row that a deal is equal to gets that deal, before another one that differs from both may.
        for needs_equal in [true, false] {
            for &place in places.iter().filter(|place| deals[**place].is_none()).collect::<Vec<_>>() {
                let row = &rows[place];
                let fitting = free.iter().enumerate().filter(|(_, deal)| known.fits(deal, row.candidates));
                let mut best: Option<((usize, usize), usize)> = None;
                for (at, deal) in fitting.take(MOST_COMPARED) {
                    let by = distance(row, deal);
                    if (!needs_equal || by.0 == 0) && best.is_none_or(|(least, _)| by < least) {
                        best = Some((by, at));
                    }
                    if by == (0, 0) {
                        break;
                    }
                }
                let Some(deal) = best.and_then(|(_, at)| free.remove(at)) else { continue };
                taken.insert(deal.id);
                deals[place] = Some(deal);
            }
        }
    }
    deals
}
