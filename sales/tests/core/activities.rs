//! Activities: planned, done, taken back, and what they tell about their deal.

use sales::activities::{Urgency, agenda, between, done, idle_days, next_step, planned, touched};
use sales::checkpoint::{Reader, chunk_numbers, encode_chunk, encode_head};
use sales::decide::{
    ActivityDraft, ActivityPatch, Command, DealPatch, MAX_MINUTES, Outcome, Rejection, What,
};
use sales::ids::{ActivityId, ChoiceId, DealId};
use sales::model::{Activity, ActivityKind, Due, ListKind, TimeOfDay};
use sales::time::{Date, FixedCalendar};

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b | won: | lost:";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(date: &str, hour: u16) -> Due {
    Due { date: day(date), time: TimeOfDay::new(hour, 30) }
}

impl Office {
    fn plan(&mut self, title: &str, subject: &str, due: impl Into<Option<Due>>) -> ActivityId {
        let (id, deal) = (ActivityId(self.uuid()), self.deal(title).id);
        let draft = ActivityDraft {
            subject: subject.into(),
            deal: Some(deal),
            due: due.into(),
            ..ActivityDraft::default()
        };
        self.must(&Command::AddActivity { id, draft });
        id
    }

    fn activity(&self, id: ActivityId) -> &Activity {
        self.ws.activities.live(id).unwrap()
    }

    fn steps(&self, title: &str) -> Vec<&str> {
        planned(&self.ws, self.deal(title).id).into_iter().map(|step| step.subject.as_str()).collect()
    }
}

#[test]
fn what_is_due_first_comes_first_and_what_has_no_day_last() {
    let mut office = office(BOARD);
    office.plan("a", "some day", None);
    office.plan("a", "afternoon", at("2025-06-12", 15));
    office.plan("a", "that day", Due::from(day("2025-06-12")));
    office.plan("a", "morning", at("2025-06-12", 9));
    office.plan("a", "before", at("2025-06-11", 18));
    assert_eq!(office.steps("a"), ["before", "that day", "morning", "afternoon", "some day"]);
    assert_eq!(next_step(&office.ws, office.deal("a").id).unwrap().subject, "before");
    assert_eq!(next_step(&office.ws, office.deal("b").id), None);
}

#[test]
fn done_tells_when_and_what_came_of_it() {
    let mut office = office(BOARD);
    let (call, visit) = (office.plan("a", "call", None), office.plan("a", "visit", None));
    let now = office.now;
    office.must(&Command::CompleteActivities { activities: vec![call], outcome: " wants a quote\n".into() });
    assert_eq!(
        (office.activity(call).done, office.activity(call).outcome.as_str()),
        (Some(now), "wants a quote")
    );
    assert_eq!(office.steps("a"), ["visit"]);
    // Done once more it keeps its time, and a blank outcome is none.
    office.unchanged_by(&Command::CompleteActivities { activities: vec![call], outcome: "  ".into() });
    office
        .must(&Command::CompleteActivities { activities: vec![call, visit, visit], outcome: String::new() });
    let subjects: Vec<&str> =
        done(&office.ws, office.deal("a").id).into_iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["visit", "call"]);
    office.must(&Command::ReopenActivities { activities: vec![call] });
    assert_eq!(office.steps("a"), ["call"]);
    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(office.steps("a"), ["visit"]);
}

#[test]
fn customer_and_owner_are_the_deals_unless_said() {
    let mut office = office(BOARD);
    let firm = office.organisation("Acme");
    let (eve, bob) = (office.contact("Eve", Some(firm)), office.contact("Bob", Some(firm)));
    let (ada, kim) = (office.person("Ada"), office.person("Kim"));
    let deal = office.deal("a").id;
    for patch in
        [DealPatch::Organisation(Some(firm)), DealPatch::Contact(Some(eve)), DealPatch::Owner(Some(ada))]
    {
        office.must(&Command::EditDeals { deals: vec![deal], patch });
    }
    let plain = office.plan("a", "call", None);
    let row = office.activity(plain);
    assert_eq!((row.organisation, row.contact, row.owner), (Some(firm), Some(eve), Some(ada)));
    let id = ActivityId(office.uuid());
    let draft =
        ActivityDraft { deal: Some(deal), contact: Some(bob), owner: Some(kim), ..ActivityDraft::default() };
    office.must(&Command::AddActivity { id, draft });
    let row = office.activity(id);
    assert_eq!((row.organisation, row.contact, row.owner), (Some(firm), Some(bob), Some(kim)));
}

#[test]
fn an_activity_that_was_done_is_a_sign_of_life() {
    let mut office = office(BOARD);
    let call = office.plan("a", "call", None);
    let planned = touched(&office.ws, office.deal("a"));
    assert_eq!(planned, office.deal("a").created, "a plan moves nothing");
    office.now = office.now.plus_days(5);
    let now = office.now;
    office.must(&Command::CompleteActivities { activities: vec![call], outcome: String::new() });
    assert_eq!(touched(&office.ws, office.deal("a")), now);
    let utc = FixedCalendar::default();
    assert_eq!(idle_days(&office.ws, office.deal("a"), now.plus_days(2), &utc), 2);
    assert_eq!(idle_days(&office.ws, office.deal("b"), now.plus_days(2), &utc), 7);
}

#[test]
fn a_deal_is_told_when_something_on_it_changes() {
    let mut office = office(BOARD);
    let ix = |office: &Office, title: &str| office.ws.deals.ix(office.deal(title).id).unwrap();
    let (a, b) = (ix(&office, "a"), ix(&office, "b"));
    let call = office.plan("a", "call", None);
    assert_eq!(office.touched.deals, [a]);
    let to_b = ActivityPatch::Deal(Some(office.deal("b").id));
    office.must(&Command::EditActivities { activities: vec![call], patch: to_b });
    assert_eq!(office.touched.deals, [a, b], "both the one it left and the one it came to");
    assert_eq!((office.steps("a").len(), office.steps("b")), (0, vec!["call"]));
    office.must(&Command::RemoveActivities { activities: vec![call] });
    assert_eq!((office.touched.deals.as_slice(), office.steps("b").len()), ([b].as_slice(), 0));
    office.undo().unwrap();
    assert_eq!(office.steps("b"), ["call"]);
    assert_eq!(
        office.log.last().unwrap().deals(),
        [office.deal("b").id],
        "the history of the deal tells of it"
    );
}

#[test]
fn what_can_not_be_is_refused() {
    let mut office = office(BOARD);
    let call = office.plan("a", "call", None);
    let edit = |patch| Command::EditActivities { activities: vec![call], patch };
    let tag = office.entry(ListKind::Tag, "hot");
    let nobody = sales::ids::Uuid::from_u128(99);
    let add = |draft| Command::AddActivity { id: ActivityId(nobody), draft };
    let cases = [
        (edit(ActivityPatch::Kind(ActivityKind::Own(tag))), Rejection::Gone(What::Choice)),
        (edit(ActivityPatch::Kind(ActivityKind::Own(ChoiceId(nobody)))), Rejection::Gone(What::Choice)),
        (edit(ActivityPatch::Deal(Some(DealId(nobody)))), Rejection::Gone(What::Deal)),
        (
            edit(ActivityPatch::Minutes(Some(MAX_MINUTES + 1))),
            Rejection::LastsTooLong { most_minutes: MAX_MINUTES },
        ),
        (
            edit(ActivityPatch::Subject("x".repeat(501))),
            Rejection::TooLong { what: What::Text, chars: 501, most: 500 },
        ),
        (
            add(ActivityDraft { deal: Some(DealId(nobody)), ..ActivityDraft::default() }),
            Rejection::Gone(What::Deal),
        ),
        (Command::RemoveActivities { activities: vec![ActivityId(nobody)] }, Rejection::Gone(What::Activity)),
    ];
    for (command, rejection) in cases {
        office.refuses(&command, &rejection);
    }
    office.must(&edit(ActivityPatch::Minutes(Some(MAX_MINUTES))));
    office.must(&edit(ActivityPatch::Minutes(Some(0))));
    assert_eq!(office.activity(call).minutes, None, "no time at all is no time given");
}

#[test]
fn a_kind_of_the_teams_own_comes_from_its_list() {
    let mut office = office(BOARD);
    let tasting = office.entry(ListKind::ActivityKind, "tasting");
    let call = office.plan("a", "", None);
    let patch = ActivityPatch::Kind(ActivityKind::Own(tasting));
    office.must(&Command::EditActivities { activities: vec![call], patch });
    assert_eq!(office.activity(call).kind, ActivityKind::Own(tasting));
    let added = office.log.iter().rev().nth(2).unwrap().clone();
    assert_eq!(office.undo_entry(&added), Err(Rejection::ChangedSince), "the kind is in use");
}

#[test]
fn adding_a_deal_is_not_undone_under_what_was_planned_on_it() {
    let mut office = office(BOARD);
    let add = Command::AddDeal {
        stage: office.stage_id("new"),
        title: "c".into(),
        patches: Vec::new(),
        end: sales::decide::End::Top,
    };
    office.must(&add);
    let added = office.log.last().unwrap().clone();
    office.plan("c", "call", None);
    assert_eq!(office.undo_entry(&added), Err(Rejection::ChangedSince));
    office.undo().unwrap();
    assert_eq!(office.undo_entry(&added), Ok(()));
}

#[test]
fn urgency_is_a_matter_of_days() {
    let today = day("2025-06-12");
    let cases = [
        (None, Urgency::Someday),
        (Some(at("2025-06-11", 23)), Urgency::Overdue),
        (Some(at("2025-06-12", 0)), Urgency::Today),
        (Some(at("2025-06-13", 0)), Urgency::Later),
    ];
    for (due, urgency) in cases {
        assert_eq!(Urgency::of(due, today), urgency, "{due:?}");
    }
}

#[test]
fn a_clock_has_no_other_hours() {
    let cases = [(0, 0, true), (23, 59, true), (24, 0, false), (12, 60, false)];
    for (hour, minute, is_time) in cases {
        let time = TimeOfDay::new(hour, minute);
        assert_eq!(time.map(|time| (time.hour(), time.minute())), is_time.then_some((hour, minute)));
    }
}

#[test]
fn a_checkpoint_holds_activities_beside_the_deals() {
    let mut office = office(BOARD);
    for number in 0..1_100 {
        let draft = ActivityDraft { subject: number.to_string(), ..ActivityDraft::default() };
        let id = ActivityId(office.uuid());
        // The log is of no interest here, and checking the workspace after each entry takes long.
        let decision = office.decide(&Command::AddActivity { id, draft }).unwrap();
        for change in &decision.changes {
            sales::evolve::apply(&mut office.ws, change, &mut sales::evolve::Touched::default());
        }
    }
    office.plan("a", "call", None);
    assert_eq!(chunk_numbers(&office.ws), [0, 1, 3, 5]);
    let read = |numbers: &[usize]| {
        let mut reader = Reader::new(&encode_head(&office.ws)).unwrap();
        for &number in numbers {
            reader.chunk(&encode_chunk(&office.ws, number))?;
        }
        reader.finish()
    };
    let again = read(&[0, 1, 3, 5]).unwrap();
    assert!(again.same_as(&office.ws));
    assert_eq!(planned(&again, office.deal("a").id).len(), 1, "what is derived is there too");
    for broken in [&[0, 1, 3][..], &[1, 3, 5], &[0, 1, 5], &[0, 3, 1, 5], &[0, 1, 1, 3, 5]] {
        assert!(read(broken).is_err(), "{broken:?}");
    }
}

#[test]
fn an_agenda_tells_what_is_late_what_is_due_and_what_has_no_next_step() {
    let mut office = office("new: a b c d | proposal: e | won: f | lost:");
    office.person("Ada");
    office.person("Bob");
    office.do_all("give a b to Ada; give c to Bob; value d to 5; value c to 100; value e to 100 JPY");
    office.plan("a", "late", at("2025-06-10", 9));
    office.plan("a", "also late", Due::from(day("2025-06-09")));
    office.plan("b", "now", Due::from(day("2025-06-12")));
    office.plan("a", "at noon", at("2025-06-12", 12));
    office.plan("f", "deliver", Due::from(day("2025-06-19")));
    office.plan("a", "far off", Due::from(day("2025-06-20")));
    office.plan("b", "some day", None);
    let deals = vec![office.deal("e").id];
    let outcome = Outcome::Nurtured { until: Some(day("2025-06-11")), reason: "budget".into() };
    office.must(&Command::CloseDeals { deals, outcome });
    let today = day("2025-06-12");
    let said = |office: &Office, person: Option<&str>| {
        let found = agenda(&office.ws, person.map(|name| office.person_id(name)), today);
        let subjects = |ids: &[ActivityId]| {
            ids.iter().map(|&id| office.activity(id).subject.as_str()).collect::<Vec<_>>().join(", ")
        };
        let titles = |deals: &[sales::model::Ix<sales::model::Deal>]| {
            deals.iter().map(|&ix| office.ws.deals.at(ix).title.as_str()).collect::<Vec<_>>().join(" ")
        };
        format!(
            "{} | {} | {} | {} | {} | {} | {}",
            subjects(&found.overdue),
            subjects(&found.today),
            subjects(&found.soon),
            subjects(&found.someday),
            found.later,
            titles(&found.without),
            titles(&found.waking),
        )
    };
    assert_eq!(said(&office, None), "also late, late | now, at noon | deliver | some day | 1 | c d | e");
    assert_eq!(said(&office, Some("Ada")), "also late, late | now, at noon |  | some day | 1 |  | ");
    assert_eq!(said(&office, Some("Bob")), " |  |  |  | 0 | c | ");
    // What somebody else does on a deal is on that person's agenda.
    let now = office.ws.activities.iter().find(|row| row.subject == "now").map(|row| row.id).unwrap();
    let patch = ActivityPatch::Owner(Some(office.person_id("Bob")));
    office.must(&Command::EditActivities { activities: vec![now], patch });
    assert_eq!(said(&office, Some("Bob")), " | now |  |  | 0 | c | ");
    // A deal that is removed takes what was planned on it along.
    office.do_all("remove a");
    assert_eq!(said(&office, None), " | now | deliver | some day | 0 | c d | e");
}

#[test]
fn a_calendar_has_what_is_planned_for_each_of_its_days() {
    let mut office = office("new: a b | won: | lost:");
    office.person("Ada");
    office.do_all("give a to Ada");
    let late = office.plan("a", "at noon", at("2028-02-29", 12));
    let early = office.plan("a", "some time", Due::from(day("2028-02-29")));
    let last = office.plan("b", "last", Due::from(day("2028-03-05")));
    office.plan("b", "after", Due::from(day("2028-03-06")));
    office.plan("a", "some day", None);
    let span = (day("2028-02-28"), day("2028-03-05"));
    let all = between(&office.ws, None, span);
    assert_eq!(
        all.into_iter().collect::<Vec<_>>(),
        [(day("2028-02-29"), vec![early, late]), (day("2028-03-05"), vec![last]),]
    );
    let ada = office.person_id("Ada");
    assert_eq!(between(&office.ws, Some(ada), span).len(), 1);
    // What is done, or on a deal that was removed, is not planned.
    office.must(&Command::CompleteActivities { activities: vec![early, late], outcome: String::new() });
    office.do_all("remove b");
    assert!(between(&office.ws, None, span).is_empty());
}
