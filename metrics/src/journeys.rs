//! What became of the deals of each group on their way through the stages, and how long they stayed in one: for reports, which set owners, sources and
//! loss reasons side by side. Stage by stage it is [`StageFigures`](super::StageFigures) that say it.

use super::columns::Columns;
use super::ends::Ends;
use super::facts::{Fact, Lens};
use super::groups::{Grouping, Groups, Key};
use super::histogram::{Histogram, Spread, survival_median};
use super::insights::Survival;
use super::query::{Query, Selection};
use sales::model::Workspace;

/// The way of the deals of a group: of those that conversion, drop-off and time in stage are over.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journey {
    /// What became of them, each once.
    pub ends: Ends,
    /// Days of each finished visit to any stage; `None` where there is none. Visits of deals whose past is not fully known are left out.
    pub visit_days: Option<Spread>,
    /// The day by which half are won, by Kaplan and Meier; `None` where the curve stays above one half. It is over the deals of
    /// [`Behind::Curve`](super::Behind::Curve), and means nothing where none was won.
    pub expected: Option<u32>,
}

/// The ways of all groups that have any deals, and of all deals together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journeys {
    /// Group by group.
    pub groups: Vec<(Key, Journey)>,
    /// Of all deals, each counted once.
    pub all: Journey,
}

#[derive(Clone, Default)]
struct Tally {
    ends: Ends,
    days: Histogram,
    curve: Survival,
}

impl Tally {
    fn add(&mut self, lens: &Lens<'_>, fact: &Fact) {
        self.curve.add(lens, fact);
        if !lens.in_cohort(fact) {
            return;
        }
        self.ends.add(fact.standing);
        if !lens.columns.partial[fact.deal] {
            let ended = lens.visits(fact).filter(|visit| !visit.is_running);
            ended.for_each(|visit| self.days.add(visit.days));
        }
    }

    fn finish(self) -> Journey {
        let expected = survival_median(&self.curve.won, &self.curve.others);
        Journey { ends: self.ends, visit_days: self.days.spread(), expected }
    }
}

/// The ways of the deals of each group.
pub fn journeys(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    grouping: Grouping,
) -> Journeys {
    let lens = Lens::new(workspace, columns, selection, query);
    let groups = Groups::new(&lens, grouping);
    let mut all = Tally::default();
    let mut tallies = vec![Tally::default(); groups.len()];
    for fact in lens.facts() {
        all.add(&lens, &fact);
        groups.each(&lens, &fact, |place| {
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(&lens, &fact);
            }
        });
    }
    let groups = groups.keys().iter().copied().zip(tallies).filter(|(_, tally)| tally.ends.all() > 0);
    Journeys { groups: groups.map(|(key, tally)| (key, tally.finish())).collect(), all: all.finish() }
}
