//! How much is done, by whom, and how much a won deal takes.

use metrics::{Period, efforts, monday_of, per_won};
use sales::decide::{ActivityDraft, Command};
use sales::ids::{ActivityId, PersonId};
use sales::model::ActivityKind;

use super::{Story, UTC, day, story, tell};
use crate::fixture::MONDAY;

impl Story {
    /// Something that was done on a day.
    fn did(&mut self, title: Option<&str>, owner: Option<PersonId>, kind: ActivityKind, number: i64) {
        let draft = ActivityDraft {
            kind,
            owner,
            deal: title.map(|title| self.office.deal_id(title)),
            done: Some(MONDAY.plus_days(number)),
            ..ActivityDraft::default()
        };
        let id = ActivityId(self.office.uuid());
        self.office.must(&Command::AddActivity { id, draft });
    }
}

#[test]
fn what_was_done_is_counted_by_week_person_and_kind() {
    let mut story = story("new: a b | won: | lost:", &["20: value a to 5"]);
    let (ada, bob) = (story.office.person_id("Ada"), story.office.person_id("Bob"));
    for (title, owner, kind, number) in [
        (Some("a"), Some(ada), ActivityKind::Call, 0),
        (Some("a"), Some(ada), ActivityKind::Meeting, 6),
        (Some("b"), Some(bob), ActivityKind::Call, 7),
        (None, Some(ada), ActivityKind::Call, 20),
        (None, None, ActivityKind::Task, 20),
    ] {
        story.did(title, owner, kind, number);
    }
    let now = efforts(&story.office.ws, None, (day(20), 2), &UTC);
    assert_eq!(now.weeks, [day(0), day(7), day(14)]);
    assert_eq!((now.all.total, now.all.weeks.as_slice()), (5, [2, 1, 2].as_slice()));
    let people: Vec<_> = now.people.iter().map(|row| (row.0, row.1.weeks.clone())).collect();
    assert_eq!(people, [(Some(ada), vec![2, 0, 1]), (Some(bob), vec![0, 1, 0]), (None, vec![0, 0, 1])]);
    assert_eq!(now.people[0].1.kinds[&ActivityKind::Call], 2);
    assert_eq!((now.kinds[0].0, now.kinds[0].1.total), (ActivityKind::Call, 3));
    // A week less, and on the pipeline's deals only.
    let pipeline = story.office.ws.pipelines.iter().next().map(|row| row.id);
    let now = efforts(&story.office.ws, pipeline, (day(20), 1), &UTC);
    assert_eq!(now.all.weeks, [1, 0]);
    // Of a removed deal nothing counts; nobody did anything in weeks to come.
    tell(&mut story.office, "20: remove b");
    assert_eq!(efforts(&story.office.ws, None, (day(20), 2), &UTC).all.total, 4);
    assert_eq!(efforts(&story.office.ws, None, (day(13), 1), &UTC).all.total, 2);
    assert_eq!(monday_of(day(6)), day(0));
}

#[test]
fn a_won_deal_takes_what_was_done_until_it_was_won() {
    let mut story = story("new: a b c d | won: | lost:", &["1: value a b c to 5"]);
    for (title, kind, number) in [
        ("a", ActivityKind::Call, 1),
        ("a", ActivityKind::Call, 3),
        ("b", ActivityKind::Demo, 3),
        ("c", ActivityKind::Call, 3),
    ] {
        tell(&mut story.office, &format!("{number}: value {title} to {}", number + 9));
        story.did(Some(title), None, kind, number);
    }
    tell(&mut story.office, "5: win a b d; lose c because price");
    story.did(Some("a"), None, ActivityKind::Call, 5);
    tell(&mut story.office, "9: value a to 50");
    story.did(Some("a"), None, ActivityKind::Visit, 9);
    let period = Period { from: day(0), to: day(30) };
    let now = per_won(&story.office.ws, None, period, &UTC);
    assert_eq!((now.deals, now.silent, now.activities), (2, 1, 4));
    assert_eq!(now.mean(), Some(2.0));
    assert_eq!(now.kinds, [(ActivityKind::Call, 3), (ActivityKind::Demo, 1)]);
    assert_eq!(per_won(&story.office.ws, None, Period { from: day(6), to: day(30) }, &UTC).mean(), None);
}
