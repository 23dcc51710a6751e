//! What this browser remembers of reviews: for how many days one snoozes here. All else is in the workspace; what earlier versions kept in
//! the browser is carried over once.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::DealId;
use sales::model::{Pipeline, Workspace};
use sales::time::Date;
use serde::{Deserialize, Serialize};

use crate::platform::{clock, prefs};
use crate::state::Ui;

/// How many days between reviews one can choose; 0 is never.
pub(super) const INTERVALS: [u16; 5] = [7, 14, 30, 90, 0];

/// For how many days one can snooze.
pub(super) const SNOOZES: [u16; 4] = [3, 7, 14, 30];

const SNOOZE: &str = "review.snooze";

/// For how many days is snoozed.
pub(super) fn snooze_days() -> u16 {
    prefs::get(SNOOZE).unwrap_or(7)
}

/// Snoozes for so many days from now on.
pub(super) fn set_snooze_days(chosen: RwSignal<u16>, days: u16) {
    prefs::set(SNOOZE, &days);
    chosen.set(days);
}

/// Where earlier versions kept what the workspace has now.
const EARLIER: &str = "review";

/// What earlier versions kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Earlier {
    last: Option<Date>,
    every: u16,
    days: u16,
    snoozed: Vec<(DealId, Date)>,
}

impl Default for Earlier {
    fn default() -> Self {
        Self { last: None, every: 7, days: 7, snoozed: Vec::new() }
    }
}

impl Earlier {
    /// What brings it into the workspace, and the day on which that has to be done: the last review was then.
    fn commands(&self, workspace: &Workspace, today: Date) -> Option<(Command, Date)> {
        let mut commands = Vec::new();
        let is_new = |pipeline: &&&Pipeline| pipeline.reviewed.is_none() && pipeline.review_days.is_none();
        let pipelines = workspace.pipelines_in_order();
        for pipeline in pipelines.iter().filter(|pipeline| !pipeline.archived).filter(is_new) {
            let pipeline = pipeline.id;
            commands.push(Command::SetReviewDays { pipeline, days: Some(self.every) });
            if self.last.is_some() {
                commands.push(Command::FinishReview { pipeline });
            }
        }
        let is_there = |row: &&(DealId, Date)| {
            row.1 > today && workspace.deals.live(row.0).is_some_and(|deal| deal.snoozed.is_none())
        };
        for (deal, until) in self.snoozed.iter().filter(is_there) {
            commands.push(Command::SnoozeDeals { deals: vec![*deal], until: Some(*until) });
        }
        let last = commands.pop()?;
        Some((last.after(commands), self.last.unwrap_or(today).min(today)))
    }
}

/// Carries over what an earlier version kept in this browser. There is nothing to be seen of it, and it happens once.
pub(in crate::screens) fn carry_over(ui: Ui) {
    let Some(earlier) = prefs::get::<Earlier>(EARLIER) else { return };
    if ui.store.with(Workspace::is_empty) {
        return;
    }
    let commands = ui.store.with(|workspace| earlier.commands(workspace, clock::today()));
    // What is refused is of a workspace that this is not.
    if let Some((command, day)) = commands {
        let _ = ui.store.run_on(&command, day);
    }
    prefs::set(SNOOZE, &earlier.days);
    prefs::remove(EARLIER);
}

#[cfg(test)]
mod tests {
    use sales::ids::Uuid;

    use super::*;
    use crate::screens::fixture::Fixture;

    #[test]
    fn what_was_kept_in_the_browser_comes_into_the_workspace() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let mut fixture = Fixture::new();
        let pipeline = fixture.workspace.first_pipeline().expect("a pipeline").id;
        fixture.run(&Command::SetReviewDays { pipeline, days: None });
        let nobody = DealId(Uuid::from_u128(99));
        let (today, until) = (day("2026-03-01"), day("2026-03-04"));
        let earlier = Earlier {
            last: Some(day("2026-02-25")),
            every: 14,
            snoozed: vec![(fixture.deal, until), (nobody, until)],
            ..Earlier::default()
        };
        let (command, on) = earlier.commands(&fixture.workspace, today).expect("something to carry over");
        assert_eq!(on, day("2026-02-25"));
        fixture.run(&command);
        let row = fixture.workspace.pipelines.live(pipeline).expect("the pipeline");
        assert_eq!((row.review_days, row.reviewed.is_some()), (Some(14), true));
        assert_eq!(fixture.workspace.deals.live(fixture.deal).and_then(|deal| deal.snoozed), Some(until));
        assert_eq!(earlier.commands(&fixture.workspace, today), None, "what is there already stays as it is");
    }
}
