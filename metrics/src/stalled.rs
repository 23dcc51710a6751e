//! Deals on which nothing happens: how long, and whether that is longer than their stage allows.

use crate::{LEARNT_FROM, Limit, Limits, Spread};
use sales::activities::idle_days;
use sales::model::{Deal, Workspace};
use sales::time::{Calendar, Timestamp};

/// Why a deal counts as stalled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stalled {
    /// Calendar days since somebody last worked on it.
    pub idle_days: i64,
    /// How many its stage allows, and where that comes from.
    pub limit: Limit,
}

/// Whether an open deal is idle longer than the limit that a person set for its stage. What is learnt from other deals takes a look at all of
/// them, which is too much for a card: reviews and figures do that, and know the default as well.
pub fn stalled(
    workspace: &Workspace,
    deal: &Deal,
    now: Timestamp,
    calendar: &impl Calendar,
) -> Option<Stalled> {
    let stage = workspace.stages.get(deal.position.stage)?;
    stage.limit_days?;
    stalled_by(workspace, &Limits::default(), deal, now, calendar)
}

/// Whether an open deal is idle longer than its stage allows: the limit a person set, otherwise the one learnt from deals
/// that went on, otherwise the default.
pub fn stalled_by(
    workspace: &Workspace,
    limits: &Limits,
    deal: &Deal,
    now: Timestamp,
    calendar: &impl Calendar,
) -> Option<Stalled> {
    if !deal.is_open() {
        return None;
    }
    let stage = workspace.stages.get(deal.position.stage)?;
    limits.stalled(stage, idle_days(workspace, deal, now, calendar))
}

/// Why an open deal counts as overdue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Overdue {
    /// The day it was expected to close is past.
    ExpectedClose {
        /// Days since then.
        days: i64,
    },
    /// It is older than nine of ten won deals were when they were won.
    Age {
        /// Days since it was created.
        days: i64,
        /// The ninth decile (P90) of the won deals' cycle.
        ninth_decile: f64,
    },
}

/// Whether an open deal is overdue. `cycle` is that of the won deals, where enough were won to tell.
pub fn overdue(
    deal: &Deal,
    cycle: Option<&Spread>,
    now: Timestamp,
    calendar: &impl Calendar,
) -> Option<Overdue> {
    if !deal.is_open() {
        return None;
    }
    let today = calendar.date_of(now);
    if let Some(expected) = deal.expected_close.filter(|expected| *expected < today) {
        return Some(Overdue::ExpectedClose { days: (today - expected).num_days() });
    }
    aged(calendar.days_between(deal.known_created()?, now), cycle)
}

/// Whether an age is beyond that of nine of ten won deals when they were won.
pub(crate) fn aged(days: i64, cycle: Option<&Spread>) -> Option<Overdue> {
    let ninth_decile = cycle.filter(|cycle| cycle.count >= LEARNT_FROM)?.ninth_decile;
    #[allow(clippy::cast_precision_loss, reason = "days are far below 2^53")]
    let is_old = days as f64 > ninth_decile;
    is_old.then_some(Overdue::Age { days, ninth_decile })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sales::decide::{Command, Context, End, StageDraft, decide};
    use sales::evolve::{Touched, apply};
    use sales::ids::Uuid;
    use sales::model::StageKind;
    use sales::time::FixedCalendar;

    const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };

    fn run(workspace: &mut Workspace, command: &Command, now: Timestamp) {
        let mut next = u64::try_from(workspace.stages.row_count()).unwrap() * 100;
        let mut ids = || {
            next += 1;
            Uuid::from_u64_pair(1, next)
        };
        let decision =
            decide(workspace, command, &mut Context { now, today: UTC.date_of(now), ids: &mut ids }).unwrap();
        for change in &decision.changes {
            apply(workspace, change, &mut Touched::default());
        }
    }

    #[test]
    fn a_deal_is_stalled_when_it_was_idle_longer_than_its_stage_allows() {
        let mut workspace = Workspace::default();
        let start = Timestamp(0).plus_days(20_000);
        let stage = |name: &str, kind, limit_days| StageDraft {
            name: name.to_owned(),
            kind,
            probability: 10,
            limit_days,
            guidance: String::new(),
            process: sales::decide::ProcessDraft::default(),
        };
        let pipeline = Command::AddPipeline {
            name: "sales".to_owned(),
            stages: vec![
                stage("new", StageKind::Open, Some(7)),
                stage("won", StageKind::Won, None),
                stage("lost", StageKind::Lost, None),
            ],
            sources: Vec::new(),
            loss_reasons: Vec::new(),
            segments: Vec::new(),
            currency: None,
        };
        run(&mut workspace, &pipeline, start);
        let stage = workspace.stages.iter().next().unwrap().id;
        let add = Command::AddDeal { stage, title: "a".to_owned(), patches: Vec::new(), end: End::Top };
        run(&mut workspace, &add, start);
        let deal = workspace.deals.iter().next().unwrap().id;
        let after = |workspace: &Workspace, days| {
            stalled(workspace, workspace.deals.get(deal).unwrap(), start.plus_days(days), &UTC)
        };
        assert_eq!(after(&workspace, 7), None, "the limit is the last day that is allowed");
        assert_eq!(after(&workspace, 8), Some(Stalled { idle_days: 8, limit: Limit::Set(7) }));

        let note = Command::AddNote { deal, text: "called".to_owned() };
        run(&mut workspace, &note, start.plus_days(6));
        assert_eq!(after(&workspace, 8), None, "a note is a sign of life");
        assert_eq!(after(&workspace, 14), Some(Stalled { idle_days: 8, limit: Limit::Set(7) }));
        assert_eq!(after(&workspace, -5), None, "a clock that was set back makes nothing stalled");

        let won = Command::CloseDeals { deals: vec![deal], outcome: sales::decide::Outcome::Won };
        run(&mut workspace, &won, start.plus_days(7));
        assert_eq!(after(&workspace, 90), None, "what is closed does not wait");
    }
}
