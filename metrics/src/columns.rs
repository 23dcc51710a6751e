//! All that figures are worked out from, a column a property: built once, and kept in step deal by deal.
//!
//! Instants are civil days here, values are in the workspace's currency, records are the places they have in their tables,
//! and the visits of all deals stand in one row, so that a pass over a million of them reads memory from front to back.
//! The order of stages is no part of it: figures look that up, so that moving a stage rebuilds nothing.

use std::collections::{BTreeMap, HashMap};

use super::days::{Day, Days, day_of};
use sales::activities;
use sales::evolve::Touched;
use sales::ids::{ChoiceId, PersonId};
use sales::model::{Deal, Ix, Standing, StandingKind, Workspace};
use sales::money::{Currency, Money, Rate, convert};
use sales::time::Calendar;

/// Stands for no record, or one that is not known.
pub(super) const NONE: u32 = u32::MAX;

/// Stands for a stage that is not known.
pub(super) const NO_STAGE: u16 = u16::MAX;

/// Stands for no day.
pub(super) const NO_DAY: Day = Day::MIN;

/// Stands for no probability of a deal's own.
pub(super) const NO_PERCENT: u8 = u8::MAX;

/// How many visits may lie about that belong to no deal any more, beside as many as there are in use.
const GARBAGE: usize = 1_024;

/// What a deal is worth in the workspace's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// It has no value.
    Missing,
    /// It is in a currency without a rate.
    Unrated(Currency),
    /// Minor units of the workspace's currency; converted deal by deal, each rounded half away from zero, so that sums of
    /// parts are the sum of the whole to the cent.
    Base(i64),
}

/// A time that a deal spent in one stage with one standing. It ends when the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) entered: Day,
    /// The place of the stage in its table.
    pub(super) stage: u16,
    pub(super) standing: StandingKind,
}

/// A value that a deal had before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Earlier {
    pub(super) amount: Amount,
    /// The day it got the next value.
    pub(super) until: Day,
    /// How many stays had begun by then.
    pub(super) stays: u32,
}

/// Where the stays of a deal are.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    len: u32,
}

/// The columns. Places in them are those of the deals in their table.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(super) live: Vec<bool>,
    pub(super) partial: Vec<bool>,
    /// [`NO_DAY`] where nobody knows. Not to be read without [`Columns::there`] for whether a deal was there on a day.
    pub(super) created: Vec<Day>,
    /// It is won or lost, and nobody knows since when.
    pub(super) undated_end: Vec<bool>,
    /// The day somebody last worked on it; see [`Deal::touched`].
    pub(super) touched: Vec<Day>,
    pub(super) expected: Vec<Day>,
    pub(super) owner: Vec<u32>,
    pub(super) segment: Vec<u32>,
    pub(super) source: Vec<u32>,
    pub(super) product: Vec<u32>,
    /// Why it is lost, as long as it is.
    pub(super) reason: Vec<u32>,
    pub(super) percent: Vec<u8>,
    pub(super) amount: Vec<Amount>,
    /// Only of deals that had another value before; most have not.
    earlier: HashMap<u32, Vec<Earlier>>,
    spans: Vec<Span>,
    stays: Vec<Stay>,
    /// Stays that belong to no deal any more.
    garbage: usize,
    days: Days,
    currency: Option<Currency>,
    rates: BTreeMap<Currency, Rate>,
    /// How many stages, people and choices there were when a deal named one that was not there.
    unknown: Option<[usize; 3]>,
}

impl Columns {
    /// Builds the columns.
    pub fn new(workspace: &Workspace, calendar: &dyn Calendar) -> Self {
        let mut columns = Self::default();
        let visits = workspace.deals.rows().iter().map(|deal| deal.visits.len()).sum();
        columns.stays.reserve(visits);
        columns.build(workspace, calendar);
        columns
    }

    /// Follows a change: deal by deal, and anew only where the currency or the rates changed, or a record came that a
    /// deal had named before.
    pub fn follow(&mut self, workspace: &Workspace, touched: &Touched, calendar: &dyn Calendar) {
        let rated =
            self.currency == Some(workspace.settings.currency) && self.rates == workspace.settings.rates;
        let came = self.unknown.is_some_and(|counts| counts != sizes(workspace));
        if !rated || came {
            self.build(workspace, calendar);
            return;
        }
        self.grow(workspace.deals.row_count());
        for &ix in &touched.deals {
            self.put(workspace, ix.index(), calendar);
        }
        if self.garbage > GARBAGE + self.stays.len() / 2 {
            self.compact();
        }
    }

    /// How many deals there are, removed ones too.
    pub(super) fn len(&self) -> usize {
        self.live.len()
    }

    /// The stays of a deal, oldest first.
    #[inline]
    pub(super) fn stays(&self, deal: usize) -> &[Stay] {
        let Span { start, len } = self.spans[deal];
        &self.stays[start as usize..(start + len) as usize]
    }

    /// The day since which a deal was there: when it was created, or in a stage for the first time, where the data have that
    /// earlier or the other is not known.
    #[inline]
    pub(super) fn there(&self, deal: usize, stays: &[Stay]) -> Day {
        let created = self.created[deal];
        match stays.first() {
            Some(first) if created == NO_DAY => first.entered,
            Some(first) => created.min(first.entered),
            None => created,
        }
    }

    /// The values a deal had before, oldest first.
    #[inline]
    pub(super) fn earlier(&self, deal: usize) -> &[Earlier] {
        if self.earlier.is_empty() {
            return &[];
        }
        u32::try_from(deal).ok().and_then(|deal| self.earlier.get(&deal)).map_or(&[], Vec::as_slice)
    }

    /// What a deal was worth at the end of a day.
    #[inline]
    pub(super) fn amount_at(&self, deal: usize, day: Day) -> Amount {
        let earlier = self.earlier(deal);
        let later = earlier.partition_point(|past| past.until <= day);
        earlier.get(later).map_or(self.amount[deal], |past| past.amount)
    }

    /// The value that a deal had at the end of a day, as it was put down. `at` is the place of the deal in its table.
    pub(super) fn value_at(&self, deal: &Deal, at: usize, day: Day) -> Option<Money> {
        // The values before are kept one for one.
        let later = self.earlier(at).partition_point(|past| past.until <= day);
        deal.past_values.get(later).map_or(deal.value, |past| past.value)
    }

    fn build(&mut self, workspace: &Workspace, calendar: &dyn Calendar) {
        self.currency = Some(workspace.settings.currency);
        self.rates.clone_from(&workspace.settings.rates);
        self.unknown = None;
        self.stays.clear();
        self.spans.clear();
        self.earlier.clear();
        self.garbage = 0;
        self.grow(workspace.deals.row_count());
        for deal in 0..workspace.deals.row_count() {
            self.put(workspace, deal, calendar);
        }
    }

    fn grow(&mut self, deals: usize) {
        self.live.resize(deals, false);
        self.partial.resize(deals, false);
        self.created.resize(deals, 0);
        self.undated_end.resize(deals, false);
        self.touched.resize(deals, 0);
        self.expected.resize(deals, NO_DAY);
        self.owner.resize(deals, NONE);
        self.segment.resize(deals, NONE);
        self.source.resize(deals, NONE);
        self.product.resize(deals, NONE);
        self.reason.resize(deals, NONE);
        self.percent.resize(deals, NO_PERCENT);
        self.amount.resize(deals, Amount::Missing);
        self.spans.resize(deals, Span::default());
    }

    /// Writes down a deal as it is.
    fn put(&mut self, workspace: &Workspace, at: usize, calendar: &dyn Calendar) {
        let deal = &workspace.deals.rows()[at];
        self.live[at] = !deal.removed;
        self.partial[at] = deal.is_partial;
        self.created[at] = deal.known_created().map_or(NO_DAY, |created| self.days.of(created, calendar));
        self.undated_end[at] = deal.closing_is_guessed();
        self.touched[at] = self.days.of(activities::touched(workspace, deal), calendar);
        self.expected[at] = deal.expected_close.map_or(NO_DAY, day_of);
        self.owner[at] = self.person(workspace, deal.owner);
        self.segment[at] = self.choice(workspace, deal.segment);
        self.source[at] = self.choice(workspace, deal.source);
        self.product[at] = self.choice(workspace, deal.product);
        self.reason[at] = match &deal.position.standing {
            Standing::Lost(loss) => self.choice(workspace, loss.reason),
            _ => NONE,
        };
        self.percent[at] = deal.probability.map_or(NO_PERCENT, |percent| percent.min(100));
        self.amount[at] = self.converted(deal.value);
        self.put_stays(workspace, at, deal, calendar);
        self.put_earlier(at, deal, calendar);
    }

    fn put_stays(&mut self, workspace: &Workspace, at: usize, deal: &Deal, calendar: &dyn Calendar) {
        let Span { start, len } = self.spans[at];
        let (start, len) = (start as usize, len as usize);
        let needed = deal.visits.len();
        let start = if needed <= len {
            self.garbage += len - needed;
            start
        } else if start + len == self.stays.len() {
            self.stays.truncate(start);
            start
        } else {
            self.garbage += len;
            self.stays.len()
        };
        for (place, visit) in deal.visits.iter().enumerate() {
            let stay = Stay {
                entered: self.days.of(visit.entered, calendar),
                stage: self.stage(workspace, visit.stage),
                standing: visit.standing,
            };
            match self.stays.get_mut(start + place) {
                Some(slot) => *slot = stay,
                None => self.stays.push(stay),
            }
        }
        self.spans[at] = Span { start: narrow(start), len: narrow(needed) };
    }

    fn put_earlier(&mut self, at: usize, deal: &Deal, calendar: &dyn Calendar) {
        let key = narrow(at);
        if deal.past_values.is_empty() {
            self.earlier.remove(&key);
            return;
        }
        let past = deal.past_values.iter().map(|past| Earlier {
            amount: self.converted(past.value),
            until: self.days.of(past.until, calendar),
            stays: narrow(deal.visits.partition_point(|visit| visit.entered <= past.until)),
        });
        let past = past.collect();
        self.earlier.insert(key, past);
    }

    /// Puts the stays side by side again.
    fn compact(&mut self) {
        let mut stays = Vec::with_capacity(self.stays.len() - self.garbage);
        for deal in 0..self.spans.len() {
            let start = narrow(stays.len());
            stays.extend_from_slice(self.stays(deal));
            self.spans[deal].start = start;
        }
        self.stays = stays;
        self.garbage = 0;
    }

    fn converted(&self, value: Option<Money>) -> Amount {
        let Some(value) = value else { return Amount::Missing };
        let Some(base) = self.currency.filter(|&base| base != value.currency) else {
            return Amount::Base(value.minor);
        };
        self.rates.get(&value.currency).map_or(Amount::Unrated(value.currency), |&rate| {
            let minor = convert(i128::from(value.minor), value.currency, base, rate);
            Amount::Base(i64::try_from(minor).unwrap_or(if minor < 0 { i64::MIN } else { i64::MAX }))
        })
    }

    fn stage(&mut self, workspace: &Workspace, id: sales::ids::StageId) -> u16 {
        let known = workspace.stages.ix(id).and_then(|ix| u16::try_from(ix.index()).ok());
        known.unwrap_or_else(|| {
            self.unknown = Some(sizes(workspace));
            NO_STAGE
        })
    }

    fn person(&mut self, workspace: &Workspace, id: Option<PersonId>) -> u32 {
        id.map_or(NONE, |id| self.place(workspace, workspace.people.ix(id).map(Ix::index)))
    }

    fn choice(&mut self, workspace: &Workspace, id: Option<ChoiceId>) -> u32 {
        id.map_or(NONE, |id| self.place(workspace, workspace.choices.ix(id).map(Ix::index)))
    }

    fn place(&mut self, workspace: &Workspace, found: Option<usize>) -> u32 {
        if found.is_none() {
            self.unknown = Some(sizes(workspace));
        }
        found.map_or(NONE, narrow)
    }
}

/// Whether both say the same of every deal, wherever they keep it.
impl PartialEq for Columns {
    fn eq(&self, other: &Self) -> bool {
        self.live == other.live
            && self.partial == other.partial
            && self.created == other.created
            && self.undated_end == other.undated_end
            && self.touched == other.touched
            && self.expected == other.expected
            && self.owner == other.owner
            && self.segment == other.segment
            && self.source == other.source
            && self.product == other.product
            && self.reason == other.reason
            && self.percent == other.percent
            && self.amount == other.amount
            && self.earlier == other.earlier
            && (0..self.len()).all(|deal| self.stays(deal) == other.stays(deal))
    }
}

fn sizes(workspace: &Workspace) -> [usize; 3] {
    [workspace.stages.row_count(), workspace.people.row_count(), workspace.choices.row_count()]
}

/// Four thousand million do not fit the memory of a browser.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sales::ids::{DealId, StageId, Uuid};
    use sales::log::{Change, NewDeal};
    use sales::model::{Position, Visit};
    use sales::rank::Rank;
    use sales::time::{FixedCalendar, Timestamp};

    #[test]
    fn a_deal_whose_visits_grow_is_placed_anew_and_what_it_leaves_is_used_again() {
        let calendar = FixedCalendar::default();
        let mut workspace = Workspace::default();
        let stage = |number| StageId(Uuid::from_u128(number));
        let position =
            |number| Position { stage: stage(number), rank: Rank::MIDDLE, standing: Standing::Open };
        let id = |number| DealId(Uuid::from_u128(number));
        for number in 0..50 {
            let deal = NewDeal::plain(id(number), "a".into(), position(0), Timestamp(0));
            sales::evolve::apply(&mut workspace, &Change::DealAdded(Box::new(deal)), &mut Touched::default());
        }
        let mut columns = Columns::new(&workspace, &calendar);
        for step in 0..20_000_u32 {
            let (deal, from) = (id(u128::from(step % 50)), position(u128::from(step / 50 % 3)));
            let (to, at) =
                (position(u128::from((step / 50 + 1) % 3)), Timestamp(i64::from(step) * 1_000_000));
            let change = Change::DealMoved { id: deal, from, to, at };
            let mut touched = Touched::default();
            sales::evolve::apply(&mut workspace, &change, &mut touched);
            columns.follow(&workspace, &touched, &calendar);
        }
        assert!(columns == Columns::new(&workspace, &calendar));
        let visits: Vec<&Visit> = workspace.deals.iter().flat_map(|deal| &deal.visits).collect();
        assert_eq!(visits.len(), 20_050);
        assert!(columns.stays.len() < 2 * visits.len() + 2 * GARBAGE, "{}", columns.stays.len());
    }
}
