//! What was achieved on which day, by whom and in which pipeline: gathered in one pass, so that any number of goals can be
//! asked about for the price of a few look-ups each.

use std::collections::HashMap;

use super::columns::{Amount, Columns, NO_DAY, NONE, narrow};
use super::days::{Day, Days, date_of, day_of};
use super::facts::Lens;
use super::figure::{Unrated, Worth};
use super::query::{Period, Query, Selection};
use sales::ids::{PersonId, PipelineId};
use sales::model::{StandingKind, Workspace};
use sales::time::{Calendar, Date};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tally {
    /// Deals won, on the day they were. One that was re-opened since is not won any more.
    Won,
    /// Deals created, on the day they were, whatever became of them.
    New,
    /// Activities done, on the day they were.
    Activities,
    /// Open deals, on the day they are expected to close.
    Closing,
}

/// Whose, and in which pipeline. `None` stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// The one who owns the deals, or does the activities; `Some(None)` for what nobody does.
    pub owner: Option<Option<PersonId>>,
    /// The pipeline the deals are in. An activity on no deal is in none.
    pub pipeline: Option<PipelineId>,
}

/// How much of something there was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many.
    pub count: usize,
    /// What the deals are worth; of activities, nothing.
    pub worth: Worth,
}

/// All that goals count, as of the end of a day. Who owns a deal is as it is now, as for all figures.
#[derive(Debug, Clone)]
pub struct Ledger {
    as_of: Date,
    pipelines: Vec<PipelineId>,
    people: Vec<PersonId>,
    accounts: Vec<Account>,
}

/// What one person achieved of one kind in one pipeline.
#[derive(Debug, Clone)]
struct Account {
    tally: Tally,
    /// The place of the pipeline among those of the ledger, or [`NONE`].
    pipeline: u32,
    /// The place of the person in their table, or [`NONE`].
    owner: u32,
    /// By day.
    items: Vec<(Day, Amount)>,
    /// Σ of what has a rate, before each item and behind the last.
    minor: Vec<i128>,
    /// How many of the items before it have a value that counts.
    valued: Vec<u32>,
    /// How many of the items before it are in a currency without a rate.
    unrated: Vec<u32>,
}

impl Ledger {
    /// Gathers what was achieved up to the end of a day, in all pipelines, those out of use too.
    pub fn new(workspace: &Workspace, columns: &Columns, as_of: Date, calendar: &dyn Calendar) -> Self {
        let pipelines: Vec<PipelineId> =
            workspace.pipelines_in_order().iter().map(|pipeline| pipeline.id).collect();
        let mut accounts: HashMap<(Tally, u32, u32), Vec<(Day, Amount)>> = HashMap::new();
        let mut post = |tally, pipeline, owner, day, amount| {
            accounts.entry((tally, pipeline, owner)).or_default().push((day, amount));
        };
        if !pipelines.is_empty() {
            let query = Query::at_end_of(as_of, pipelines.clone());
            let all = Selection::all();
            let lens = Lens::new(workspace, columns, &all, &query);
            for fact in lens.facts() {
                let (pipeline, owner) = (narrow(fact.lane), columns.owner[fact.deal]);
                if fact.created != NO_DAY {
                    post(Tally::New, pipeline, owner, fact.created, fact.amount);
                }
                match fact.standing {
                    StandingKind::Won => post(Tally::Won, pipeline, owner, fact.since, fact.amount),
                    StandingKind::Open => {
                        let expected = columns.expected[fact.deal];
                        if expected != NO_DAY {
                            post(Tally::Closing, pipeline, owner, expected, fact.amount);
                        }
                    }
                    StandingKind::Lost | StandingKind::Nurtured => {}
                }
            }
        }
        let lanes: HashMap<PipelineId, u32> =
            pipelines.iter().enumerate().map(|(place, &id)| (id, narrow(place))).collect();
        let (mut days, last) = (Days::default(), day_of(as_of));
        for activity in workspace.activities.iter() {
            let Some(done) = activity.done else { continue };
            let deal = match activity.deal.map(|deal| workspace.deals.get(deal)) {
                Some(Some(deal)) if !deal.removed => Some(deal),
                Some(_) => continue,
                None => None,
            };
            let day = days.of(done, calendar);
            if day > last {
                continue;
            }
            let pipeline = deal.and_then(|deal| workspace.pipeline_of(deal));
            let pipeline = pipeline.and_then(|id| lanes.get(&id).copied()).unwrap_or(NONE);
            let owner = activity.owner.and_then(|owner| workspace.people.ix(owner));
            post(
                Tally::Activities,
                pipeline,
                owner.map_or(NONE, |ix| narrow(ix.index())),
                day,
                Amount::Missing,
            );
        }
        let accounts = accounts.into_iter().map(|(key, items)| Account::new(key, items)).collect();
        let people = workspace.people.rows().iter().map(|person| person.id).collect();
        Self { as_of, pipelines, people, accounts }
    }

    /// The end of this day is what it is as of.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// How much of it there was in a period.
    pub fn sum(&self, tally: Tally, scope: Scope, period: Period) -> Sum {
        let mut sum = Sum::default();
        for account in self.accounts(tally, scope) {
            account.add(day_of(period.from), day_of(period.to), &mut sum);
        }
        sum
    }

    /// The first day on which there was any of it.
    pub fn first_day(&self, tally: Tally, scope: Scope) -> Option<Date> {
        let firsts = self.accounts(tally, scope).filter_map(|account| account.items.first());
        firsts.map(|item| item.0).min().map(date_of)
    }

    /// All who have any of it in a period; `None` for what nobody does.
    pub fn owners(
        &self,
        tally: Tally,
        pipeline: Option<PipelineId>,
        period: Period,
    ) -> Vec<Option<PersonId>> {
        let (from, to) = (day_of(period.from), day_of(period.to));
        let scope = Scope { owner: None, pipeline };
        let busy = self.accounts(tally, scope).filter(|account| !account.range(from, to).is_empty());
        let mut owners: Vec<Option<PersonId>> =
            busy.map(|account| self.people.get(account.owner as usize).copied()).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    fn accounts(&self, tally: Tally, scope: Scope) -> impl Iterator<Item = &Account> {
        let place = |found: Option<usize>| found.map_or(u32::MAX - 1, narrow);
        let pipeline = scope.pipeline.map(|id| place(self.pipelines.iter().position(|&own| own == id)));
        let owner = scope
            .owner
            .map(|owner| owner.map_or(NONE, |id| place(self.people.iter().position(|&person| person == id))));
        self.accounts.iter().filter(move |account| {
            account.tally == tally
                && pipeline.is_none_or(|pipeline| account.pipeline == pipeline)
                && owner.is_none_or(|owner| account.owner == owner)
        })
    }
}

impl Account {
    fn new((tally, pipeline, owner): (Tally, u32, u32), mut items: Vec<(Day, Amount)>) -> Self {
        items.sort_by_key(|item| item.0);
        let (mut minor, mut valued, mut unrated) = (vec![0], vec![0], vec![0]);
        let (mut total, mut with_value, mut without_rate) = (0_i128, 0_u32, 0_u32);
        for (_, amount) in &items {
            match amount {
                Amount::Missing => {}
                Amount::Base(base) => {
                    total += i128::from(*base);
                    with_value += 1;
                }
                Amount::Unrated(_) => without_rate += 1,
            }
            minor.push(total);
            valued.push(with_value);
            unrated.push(without_rate);
        }
        Self { tally, pipeline, owner, items, minor, valued, unrated }
    }

    fn range(&self, from: Day, to: Day) -> std::ops::Range<usize> {
        let start = self.items.partition_point(|item| item.0 < from);
        let end = self.items.partition_point(|item| item.0 <= to);
        start..end.max(start)
    }

    fn add(&self, from: Day, to: Day, sum: &mut Sum) {
        let range = self.range(from, to);
        let (start, end) = (range.start, range.end);
        sum.count += range.len();
        let valued = self.valued[end] - self.valued[start];
        let mut unrated: Vec<Unrated> = Vec::new();
        if self.unrated[end] > self.unrated[start] {
            for (_, amount) in &self.items[range] {
                if let Amount::Unrated(currency) = *amount {
                    unrated.push(Unrated { currency, deals: 1 });
                }
            }
        }
        sum.worth.add_many(self.minor[end] - self.minor[start], valued as usize, &unrated);
    }
}
