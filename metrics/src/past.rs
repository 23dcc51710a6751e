//! The board as it stood at the end of a past day.

use super::columns::{Amount, Columns};
use super::days::date_of;
use super::facts::Lens;
use super::query::{Query, Selection};
use sales::ids::StageId;
use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::money::Money;
use sales::time::Date;

/// A deal as it stood: its stage, standing and value are those of the day. All else (owner, title, tags, its place in the
/// column) is as it is now: nothing keeps when that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stood {
    /// The deal.
    pub deal: Ix<Deal>,
    /// The stage it was in; a nurtured deal keeps the one it left.
    pub stage: StageId,
    /// Whether it was being worked on, or how it had ended.
    pub standing: StandingKind,
    /// The day it got that standing.
    pub since: Date,
    /// What it was worth in the workspace's currency.
    pub amount: Amount,
    /// The same as it was put down, in its own currency; `None` for a deal without a value.
    pub value: Option<Money>,
}

/// The deals that were there at the end of the period, in the order they came. Those that were removed since were never there.
pub fn as_of(workspace: &Workspace, columns: &Columns, selection: &Selection, query: &Query) -> Vec<Stood> {
    let lens = Lens::new(workspace, columns, selection, query);
    let stood = lens.facts().filter_map(|fact| {
        let stage = workspace.stages.rows().get(usize::from(fact.stage))?;
        Some(Stood {
            deal: fact.ix(),
            stage: stage.id,
            standing: fact.standing,
            since: date_of(fact.since),
            amount: fact.amount,
            value: columns.value_at(workspace.deals.at(fact.ix()), fact.deal, lens.last),
        })
    });
    stood.collect()
}
