//! How far a workspace has come.

use sales::model::{StageKind, StandingKind, Workspace};

use super::chapter::Chapter;
use crate::state::{Ui, backups};

/// Whether a backup was made or restored in this browser.
pub(super) fn has_backup(ui: Ui) -> bool {
    backups::last(ui.store).is_some() || backups::has_kept_file(ui.store)
}

/// Which chapters are done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reached(Vec<Chapter>);

/// How many deals and activities make a beginning.
const TEN: usize = 10;

impl Reached {
    pub(super) fn new(workspace: &Workspace, has_backup: bool) -> Self {
        let is_done = |chapter: &Chapter| match chapter {
            Chapter::Pipeline => !workspace.is_empty(),
            Chapter::Stages => workspace.pipelines.iter().any(|pipeline| {
                let stages = workspace.usable_stages_of(pipeline.id).into_iter();
                (3..=9).contains(&stages.filter(|stage| stage.kind == StageKind::Open).count())
            }),
            Chapter::Deals => workspace.deals.iter().take(TEN).count() == TEN,
            Chapter::Process => workspace
                .stages
                .iter()
                .any(|stage| stage.usable() && !(stage.checklist.is_empty() && stage.exit.is_empty())),
            Chapter::Goals => workspace.goals.iter().next().is_some(),
            Chapter::Team => {
                let people = workspace.people.iter().filter(|person| !person.archived).take(2).count();
                let done = workspace.activities.iter().filter(|activity| !activity.is_planned());
                people == 2 && done.take(TEN).count() == TEN
            }
            Chapter::Clean => workspace.pipelines.iter().any(|pipeline| pipeline.reviewed.is_some()),
            Chapter::Figures => {
                let has = |kind| workspace.deals.iter().any(|deal| deal.standing() == kind);
                has(StandingKind::Won) && has(StandingKind::Lost)
            }
            Chapter::Safe => has_backup,
        };
        Self(Chapter::ALL.into_iter().filter(is_done).collect())
    }

    pub(super) fn is(&self, chapter: Chapter) -> bool {
        self.0.contains(&chapter)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use sales::decide::{Command, StagePatch};
    use sales::ids::{TaskId, Uuid};
    use sales::model::{ActivityKind, Task, TaskOwner};

    use super::*;
    use crate::screens::fixture::Fixture;

    fn done(fixture: &Fixture) -> String {
        let reached = Reached::new(&fixture.workspace, false);
        reached.0.iter().map(|chapter| chapter.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn chapters_tick_themselves_off() {
        assert_eq!(Reached::new(&Workspace::default(), false), Reached::default());
        let mut fixture = Fixture::new();
        assert_eq!(done(&fixture), "pipeline stages");
        let stage = fixture.workspace.stages.iter().next().expect("a stage").id;
        let task = Task {
            id: TaskId(Uuid::from_u128(1)),
            kind: ActivityKind::Call,
            subject: String::new(),
            due_days: None,
            owner: TaskOwner::Deal,
        };
        fixture.run(&Command::EditStage { stage, patch: StagePatch::Checklist(vec![task]) });
        assert_eq!(done(&fixture), "pipeline stages process");
        let pipeline = fixture.workspace.first_pipeline().expect("a pipeline").id;
        fixture.run(&Command::FinishReview { pipeline });
        assert_eq!(done(&fixture), "pipeline stages process clean");
        for at in 0..9 {
            fixture.add(&format!("Deal {at}"));
        }
        assert_eq!(done(&fixture), "pipeline stages deals process clean");
        assert!(Reached::new(&fixture.workspace, true).is(Chapter::Safe));
    }
}
