//! Whether checklists are kept, and whether that goes with winning.

use metrics::{Followed, Rate, followed};
use sales::decide::{Command, StagePatch};
use sales::ids::TaskId;
use sales::model::{ActivityKind, Task, TaskOwner};
use sales::sample::Language;

use crate::fixture::Office;
use crate::notation;

impl Office {
    fn ask_in(&mut self, stage: &str, subjects: &[&str]) {
        let task = |subject: &&str| Task {
            id: TaskId(self.uuid()),
            kind: ActivityKind::Task,
            subject: (*subject).into(),
            due_days: None,
            owner: TaskOwner::Deal,
        };
        let tasks = subjects.iter().map(task).collect();
        let stage = self.stage_id(stage);
        self.must(&Command::EditStage { stage, patch: StagePatch::Checklist(tasks) });
    }

    fn tick(&mut self, title: &str, subject: &str) {
        let deal = self.deal_id(title);
        let row = self.ws.activities_on(deal).find(|row| row.subject == subject).unwrap().id;
        self.must(&Command::CompleteActivities { activities: vec![row], outcome: String::new() });
    }
}

#[test]
fn whether_a_checklist_is_kept_is_laid_beside_winning() {
    let mut office = notation::office("new: a b c d e | proposal: | won: | lost:");
    office.ask_in("proposal", &["Quote", "Send"]);
    office.ask_in("won", &["Thank"]);
    office.do_all("move a b c d to proposal bottom");
    for (title, subjects) in [("a", "Quote Send"), ("b", "Quote Send"), ("c", "Quote")] {
        subjects.split(' ').for_each(|subject| office.tick(title, subject));
    }
    assert_eq!(followed(&office.ws), [], "nothing is closed");
    office.do_all("win a c; lose b d e because price");
    let expected = Followed {
        stage: office.stage_id("proposal"),
        items: Rate { hits: 5, of: 8 },
        all_done: Rate { hits: 1, of: 2 },
        not_all_done: Rate { hits: 1, of: 2 },
    };
    assert_eq!(followed(&office.ws), [expected]);
}

#[test]
fn the_process_of_the_sample_was_followed() {
    let mut office = Office::new();
    office.must(&Command::LoadSample { language: Language::English });
    let ws = &office.ws;
    let followed = followed(ws);
    assert_eq!(followed.len(), ws.board_stages(ws.first_pipeline().unwrap().id).len());
    assert!(followed.iter().any(|row| row.not_all_done.of > 0), "some left something undone");
    assert!(followed.iter().all(|row| row.items.hits * 2 > row.items.of), "most did what was asked");
}
