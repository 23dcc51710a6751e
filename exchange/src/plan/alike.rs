//! Rows that may each be about one of several deals: deals of one title and customer, or of one id.
//!
//! Each row gets a deal of its own, and those that differ least come together first, whatever the order of the rows; so the same
//! rows again change nothing. A row that none is left for is a new deal, as it would be in an empty workspace.
//!
//! Of a few, each row is compared with each deal. Of thousands, those that agree in all or in much are looked up, and what is left
//! is compared in their order, some at a time.

mod facts;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet, VecDeque};

use sales::ids::DealId;
use sales::log::NewDeal;
use sales::model::Deal;

use self::facts::{ALL, CREATED, Facts, Kinds, PLAIN, TITLE, VALUE};
use super::known::{Candidates, KnownDeals};
use super::update::Said;

/// With so many deals a row is compared at a time.
const MOST_COMPARED: usize = 64;

/// With so many at least, where there are very many rows.
const LEAST_COMPARED: usize = 8;

/// So many comparisons are made at a time for the rows of one title.
const ENOUGH: usize = 1 << 18;

/// Rows that leave different things open are looked up apart; in a file with more sorts of rows, only the fullest are.
const MOST_SORTS: usize = 32;

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

/// By how much a row differs from a deal: the changes that it makes, then what it leaves open.
pub(super) type Distance = (usize, usize);

/// The deal of each row, or none where it is a new one. `taken` are the deals that other rows are about already; `distance` tells by
/// how much a row differs from a deal, and is zero where the deal is what the row says and no more.
pub(super) fn pair<'a>(
    rows: &[Waiting],
    known: &KnownDeals<'a>,
    mut taken: HashSet<DealId>,
    distance: impl Fn(&Waiting, &Deal) -> Distance,
) -> Vec<Option<&'a Deal>> {
    let mut deals = vec![None; rows.len()];
    // Those of one id come first: an id says more than a title.
    let mut groups: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        groups.entry((!row.candidates.is_by_id, row.candidates.pool)).or_default().push(place);
    }
    for ((_, pool), places) in groups {
        let free: Vec<&'a Deal> = known.pool(pool).filter(|deal| !taken.contains(&deal.id)).collect();
        let of_rows = Group::new(places.iter().map(|place| &rows[*place]).collect(), &free, &distance).pair();
        for (place, deal) in places.into_iter().zip(of_rows) {
            deals[place] = deal.map(|deal| free[deal]);
            taken.extend(deals[place].map(|deal| deal.id));
        }
    }
    deals
}

/// What rows and deals have to agree in to be compared.
#[derive(Clone, Copy)]
enum Agree {
    /// Whatever is known of a deal, and the row changes nothing.
    InAll,
    /// What the row says of these, and it changes nothing.
    AsSaid(Kinds),
    /// All of these.
    In(Kinds),
}

/// From those that surely belong together to those that probably do.
const STEPS: [Agree; 7] = [
    Agree::InAll,
    Agree::AsSaid(ALL),
    Agree::AsSaid(PLAIN),
    Agree::In(TITLE | CREATED | VALUE),
    Agree::In(TITLE | CREATED),
    Agree::In(TITLE | VALUE),
    Agree::In(TITLE),
];

/// The rows that may be about the deals of one pool.
struct Group<'g, D> {
    rows: Vec<&'g Waiting>,
    /// The oldest first.
    deals: &'g [&'g Deal],
    of_rows: Vec<Facts>,
    of_deals: Vec<Facts>,
    distance: D,
    /// The place of the deal that a row got.
    got: Vec<Option<usize>>,
    is_free: Vec<bool>,
}

impl<'g, D: Fn(&Waiting, &Deal) -> Distance> Group<'g, D> {
    fn new(rows: Vec<&'g Waiting>, deals: &'g [&'g Deal], distance: D) -> Self {
        Self {
            of_rows: rows.iter().map(|row| Facts::of_row(row)).collect(),
            of_deals: deals.iter().map(|deal| Facts::of_deal(deal)).collect(),
            got: vec![None; rows.len()],
            is_free: vec![true; deals.len()],
            rows,
            deals,
            distance,
        }
    }

    /// The place of the deal of each row.
    fn pair(mut self) -> Vec<Option<usize>> {
        for (step, agree) in STEPS.into_iter().enumerate() {
            let is_few = self.open().len() <= MOST_COMPARED && self.free().len() <= MOST_COMPARED;
            if is_few && step > 0 {
                break;
            }
            self.look_up(agree);
        }
        let (open, free) = (self.open(), self.free());
        self.compare(&open, &free, false, most_compared(open.len()));
        self.got
    }

    /// The rows that have no deal.
    fn open(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| self.got[*row].is_none()).collect()
    }

    /// The deals that no row has.
    fn free(&self) -> Vec<usize> {
        (0..self.deals.len()).filter(|deal| self.is_free[*deal]).collect()
    }

    /// Pairs those that agree.
    fn look_up(&mut self, agree: Agree) {
        // The rows that say most come first.
        let mut sorts: BTreeMap<(Reverse<u32>, Kinds), Vec<usize>> = BTreeMap::new();
        let open = self.open();
        let most = most_compared(open.len());
        let is_equal = !matches!(agree, Agree::In(_));
        for row in open {
            // A deal without an id is not equal to a row that has one.
            if is_equal && self.rows[row].candidates.has_id {
                continue;
            }
            let said = self.of_rows[row].said;
            let kinds = match agree {
                Agree::InAll => ALL,
                Agree::AsSaid(kinds) => said & kinds,
                Agree::In(kinds) if said & kinds == kinds => kinds,
                Agree::In(_) => continue,
            };
            sorts.entry((Reverse(kinds.count_ones()), kinds)).or_default().push(row);
        }
        for ((_, kinds), rows) in sorts.into_iter().take(MOST_SORTS) {
            let mut alike: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
            for row in rows {
                alike.entry(self.of_rows[row].of(kinds)).or_default().0.push(row);
            }
            for deal in self.free() {
                if let Some((_, deals)) = alike.get_mut(&self.of_deals[deal].of(kinds)) {
                    deals.push(deal);
                }
            }
            for (rows, deals) in alike.into_values() {
                self.compare(&rows, &deals, is_equal, most);
            }
        }
    }

    /// Pairs rows with deals, those that differ least first; of several that do, the first. So many are compared at a time.
    fn compare(&mut self, rows: &[usize], deals: &[usize], needs_equal: bool, most: usize) {
        // What a row may not be about is not in its way.
        let (mut with_id, mut without): (VecDeque<usize>, VecDeque<usize>) =
            deals.iter().partition(|deal| self.deals[**deal].external.is_some());
        for rows in rows.chunks(most) {
            let first = |queue: &mut VecDeque<usize>| -> Vec<usize> {
                queue.drain(..most.min(queue.len())).collect()
            };
            let here = [first(&mut with_id), first(&mut without)];
            let mut pairs: Vec<(Distance, usize, usize)> = Vec::new();
            for &row in rows {
                for &deal in here.iter().flatten() {
                    if self.rows[row].candidates.fits(self.deals[deal]) {
                        let by = (self.distance)(self.rows[row], self.deals[deal]);
                        if by.0 == 0 || !needs_equal {
                            pairs.push((by, row, deal));
                        }
                    }
                }
            }
            pairs.sort_unstable();
            for (_, row, deal) in pairs {
                if self.got[row].is_none() && self.is_free[deal] {
                    (self.got[row], self.is_free[deal]) = (Some(deal), false);
                }
            }
            for (queue, here) in [&mut with_id, &mut without].into_iter().zip(here) {
                for deal in here.into_iter().rev().filter(|deal| self.is_free[*deal]) {
                    queue.push_front(deal);
                }
            }
        }
    }
}

/// With how many deals each of so many rows is compared.
fn most_compared(rows: usize) -> usize {
    (ENOUGH / rows.max(1)).clamp(LEAST_COMPARED, MOST_COMPARED)
}
