//! Goals: setting them, how far they are, and what their parts come to.
//!
//! Day 0 of a story is Monday the ninth of June 2025, so day 21 is the last of the quarter.

mod breakdown;
mod progress;
mod rules;

use metrics::Ledger;
use metrics::goals::{self, Clock, Progress};
use sales::decide::{Command, GoalDraft};
use sales::ids::{GoalId, PersonId};
use sales::model::{Goal, Measure, Span, Tiers};
use sales::money::Currency;

use crate::fixture::Office;
use crate::{Story, UTC, day};

pub(crate) const VALUE: Measure = Measure::WonValue(Currency::USD);

pub(crate) const JUNE: Span = Span::Month { year: 2025, month: 6 };

pub(crate) const SECOND: Span = Span::Quarter { year: 2025, quarter: 2 };

/// A goal of the team in all pipelines.
pub(crate) fn draft(span: Span, measure: Measure, target: i64) -> GoalDraft {
    GoalDraft { span, owner: None, pipeline: None, measure, tiers: Tiers::only(target) }
}

impl Office {
    pub(crate) fn aim(&mut self, draft: GoalDraft) -> GoalId {
        let id = GoalId(self.uuid());
        self.must(&Command::SetGoals { goals: vec![(id, draft)] });
        id
    }

    pub(crate) fn goal(&self, id: GoalId) -> &Goal {
        self.ws.goals.live(id).unwrap()
    }
}

impl Story {
    /// As of the end of a day.
    pub(crate) fn ledger(&self, number: i64) -> Ledger {
        Ledger::new(&self.office.ws, &self.columns(), day(number), &UTC)
    }

    pub(crate) fn progress(&self, id: GoalId, number: i64) -> Progress {
        goals::progress(&self.office.ws, &self.ledger(number), self.office.goal(id), Clock::Days).unwrap()
    }

    pub(crate) fn person(&self, name: &str) -> PersonId {
        self.office.person_id(name)
    }
}
