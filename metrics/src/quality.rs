//! What is wrong with the data: deals that figures have to leave out, or that say what can't be.

use super::columns::{Amount, Columns, NO_DAY, NONE};
use super::facts::{Fact, Lens};
use super::query::{Query, Selection};
use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::money::Currency;

/// What is wrong with a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It is closed before it was created: no cycle has it.
    ClosedBeforeCreated,
    /// Nobody knows when it was created: no cycle and no cohort of a period has it.
    NoCreated,
    /// It is closed, and nobody knows since when: no cycle has it, and it counts in the period that is guessed.
    NoClosed,
    /// Its value is in a currency without a rate: no total has it, and totals with it refuse to add up.
    NoRate(Currency),
    /// Open, won or lost, and has no value.
    NoValue,
    /// Open, won or lost, and nobody's.
    NoOwner,
    /// Open, and was expected to close before today.
    ExpectedCloseOver,
    /// Lost, and nobody said why.
    NoLossReason,
    /// When it came into which stage is not fully known: no time in a stage has it.
    PastNotKnown,
}

/// Deals with the same fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// What is wrong.
    pub fault: Fault,
    /// The deals, in the order they came.
    pub deals: Vec<Ix<Deal>>,
}

/// All faults that deals have, the gravest first, each with its deals; of the day that is asked about.
pub fn quality(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
) -> Vec<Faulty> {
    let lens = Lens::new(workspace, columns, selection, query);
    let mut found: Vec<Faulty> = Vec::new();
    for fact in lens.facts() {
        faults(&lens, &fact, |fault| match found.binary_search_by_key(&fault, |row| row.fault) {
            Ok(at) => found[at].deals.push(fact.ix()),
            Err(at) => found.insert(at, Faulty { fault, deals: vec![fact.ix()] }),
        });
    }
    found
}

fn faults(lens: &Lens<'_>, fact: &Fact, mut tell: impl FnMut(Fault)) {
    let columns = lens.columns;
    let is_open = fact.standing == StandingKind::Open;
    let is_closed = fact.standing.is_closed();
    let created = columns.created[fact.deal];
    if created == NO_DAY {
        tell(Fault::NoCreated);
    } else if is_closed && !fact.is_undated_end && fact.since < created {
        tell(Fault::ClosedBeforeCreated);
    }
    if fact.is_undated_end {
        tell(Fault::NoClosed);
    }
    match fact.amount {
        Amount::Unrated(currency) => tell(Fault::NoRate(currency)),
        Amount::Missing if is_open || is_closed => tell(Fault::NoValue),
        _ => {}
    }
    if (is_open || is_closed) && columns.owner[fact.deal] == NONE {
        tell(Fault::NoOwner);
    }
    let expected = columns.expected[fact.deal];
    if is_open && expected != NO_DAY && expected < lens.last {
        tell(Fault::ExpectedCloseOver);
    }
    if lens.reason(fact) == Some(NONE) {
        tell(Fault::NoLossReason);
    }
    if columns.partial[fact.deal] {
        tell(Fault::PastNotKnown);
    }
}
