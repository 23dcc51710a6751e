//! What can be aimed at, and what is refused.

use metrics::goals::{current, left_behind, split, to_come};
use sales::decide::{Command, GoalDraft, PersonPatch, Rejection, ScenarioPatch, What};
use sales::ids::{GoalId, PersonId, PipelineId, ScenarioId, StageId, Uuid};
use sales::log::Device;
use sales::model::{Assumed, Assumption, Measure, Span, Tiers};
use sales::money::{Currency, MAX_MINOR, Money, Rate};
use sales::time::Date;

use super::{JUNE, SECOND, VALUE, draft};
use crate::fixture::{Office, add_pipeline};
use crate::notation::office;

const BOARD: &str = "new: a b | won: | lost:";

fn refused(office: &mut Office, draft: GoalDraft, expected: &Rejection) {
    let id = GoalId(office.uuid());
    office.refuses(&Command::SetGoals { goals: vec![(id, draft)] }, expected);
}

fn yen() -> Currency {
    "JPY".parse().unwrap()
}

#[test]
fn a_goal_is_set_changed_and_taken_away_and_each_can_be_undone() {
    let mut office = office(BOARD);
    let before = office.ws.clone();
    let id = office.aim(draft(JUNE, VALUE, 100));
    let tiers = Tiers { target: 100, stretch: Some(120), challenge: Some(150) };
    office.must(&Command::EditGoal { goal: id, tiers });
    assert_eq!(office.goal(id).tiers, tiers);
    office.unchanged_by(&Command::EditGoal { goal: id, tiers });
    let scenario = ScenarioId(office.uuid());
    office.must(&Command::SaveScenario {
        id: scenario,
        goal: id,
        name: " fast ".into(),
        assumptions: vec![Assumption::CycleDays(30)],
    });
    office.must(&Command::RemoveGoals { goals: vec![id, id] });
    assert!(office.ws.goals.live(id).is_none() && office.ws.scenarios.live(scenario).is_none());
    office.undo().unwrap();
    assert_eq!(office.ws.scenarios.live(scenario).unwrap().name, "fast");
    for _ in 0..3 {
        office.undo().unwrap();
    }
    assert!(office.ws.same_as(&before));
    office.reload();
    assert!(office.ws.same_as(&before));
}

#[test]
fn what_can_not_be_a_goal_is_refused() {
    let mut office = office(BOARD);
    let (ada, nobody) = (office.person("Ada"), PersonId(Uuid::from_u128(9)));
    let whole = draft(JUNE, VALUE, 100);
    let tiers =
        |target, stretch, challenge| GoalDraft { tiers: Tiers { target, stretch, challenge }, ..whole };
    let span = |span| GoalDraft { span, ..whole };
    let cases = [
        (tiers(0, None, None), Rejection::GoalOutOfRange),
        (tiers(-5, None, None), Rejection::GoalOutOfRange),
        (tiers(MAX_MINOR + 1, None, None), Rejection::GoalOutOfRange),
        (tiers(10, Some(-1), None), Rejection::GoalOutOfRange),
        (tiers(10, Some(10), None), Rejection::TiersOutOfOrder),
        (tiers(10, Some(9), Some(20)), Rejection::TiersOutOfOrder),
        (tiers(10, Some(12), Some(11)), Rejection::TiersOutOfOrder),
        (tiers(10, None, Some(9)), Rejection::TiersOutOfOrder),
        (span(Span::Month { year: 2025, month: 0 }), Rejection::NoSuchPeriod),
        (span(Span::Month { year: 2025, month: 13 }), Rejection::NoSuchPeriod),
        (span(Span::Quarter { year: 2025, quarter: 5 }), Rejection::NoSuchPeriod),
        (span(Span::Year { year: 1 }), Rejection::NoSuchPeriod),
        (draft(JUNE, Measure::WonValue(yen()), 100), Rejection::NoRate(yen())),
        (GoalDraft { owner: Some(nobody), ..whole }, Rejection::Gone(What::Person)),
        (GoalDraft { pipeline: Some(PipelineId(Uuid::nil())), ..whole }, Rejection::Gone(What::Pipeline)),
    ];
    for (draft, expected) in cases {
        refused(&mut office, draft, &expected);
    }
    office.must(&Command::EditPerson { person: ada, patch: PersonPatch::Archived(true) });
    refused(&mut office, GoalDraft { owner: Some(ada), ..whole }, &Rejection::Archived(What::Person));
    office.must(&add_pipeline("old", &["start", "won-2", "lost-2"]));
    let old = office.pipeline("old");
    office.must(&Command::ArchivePipeline { pipeline: old, archived: true });
    refused(&mut office, GoalDraft { pipeline: Some(old), ..whole }, &Rejection::Archived(What::Pipeline));
    let id = office.aim(whole);
    office.refuses(
        &Command::EditGoal { goal: id, tiers: Tiers { target: 5, stretch: Some(4), challenge: None } },
        &Rejection::TiersOutOfOrder,
    );
    let gone = GoalId(Uuid::nil());
    office.refuses(&Command::RemoveGoals { goals: vec![id, gone] }, &Rejection::Gone(What::Goal));
}

#[test]
fn the_same_is_aimed_at_once() {
    let mut office = office(BOARD);
    let ada = office.person("Ada");
    let rate = Some(Rate { millionths: 6_700, on: Date::MIN });
    office.must(&Command::SetRate { currency: yen(), rate });
    let id = office.aim(draft(JUNE, VALUE, 100));
    // In another currency it is the same thing all the same.
    refused(&mut office, draft(JUNE, VALUE, 300), &Rejection::GoalTaken(id));
    refused(&mut office, draft(JUNE, Measure::WonValue(yen()), 300), &Rejection::GoalTaken(id));
    let pipeline = Some(office.pipeline("sales"));
    for other in [
        draft(JUNE, Measure::WonDeals, 3),
        draft(SECOND, VALUE, 300),
        draft(Span::Year { year: 2025 }, VALUE, 300),
        GoalDraft { owner: Some(ada), ..draft(JUNE, VALUE, 40) },
        GoalDraft { pipeline, ..draft(JUNE, VALUE, 40) },
    ] {
        office.aim(other);
    }
    // All of several, or none; and two of them must not be the same.
    let july = Span::Month { year: 2025, month: 7 };
    let (one, two) = (GoalId(office.uuid()), GoalId(office.uuid()));
    let goals = vec![(one, draft(july, VALUE, 1)), (two, draft(july, VALUE, 2))];
    office.refuses(&Command::SetGoals { goals }, &Rejection::GoalTaken(one));
    office.must(&Command::RemoveGoals { goals: vec![id] });
    office.aim(draft(JUNE, VALUE, 300));
}

#[test]
fn of_two_goals_for_the_same_made_apart_the_last_counts() {
    let mut here = office(BOARD);
    let mut there = here.copy_on(Device(2));
    let (mine, theirs) = (here.aim(draft(JUNE, VALUE, 100)), there.aim(draft(JUNE, VALUE, 200)));
    here.merge(&there);
    there.merge(&here);
    let last = mine.max(theirs);
    for office in [&here, &there] {
        assert_eq!(current(&office.ws).iter().map(|goal| goal.id).collect::<Vec<_>>(), [last]);
    }
    assert!(here.ws.same_as(&there.ws));
    // Taking that one away leaves the other.
    here.must(&Command::RemoveGoals { goals: vec![last] });
    assert_eq!(current(&here.ws).len(), 1);
}

#[test]
fn a_person_with_a_goal_can_be_put_out_of_use_and_the_goal_waits_for_somebody_else() {
    let mut office = office(BOARD);
    let ada = office.person("Ada");
    let june = office.aim(GoalDraft { owner: Some(ada), ..draft(JUNE, VALUE, 100) });
    office.aim(GoalDraft { owner: Some(ada), ..draft(Span::Month { year: 2025, month: 5 }, VALUE, 100) });
    let names = |office: &Office, today: &str| -> Vec<GoalId> {
        left_behind(&office.ws, today.parse().unwrap()).iter().map(|goal| goal.id).collect()
    };
    assert_eq!(names(&office, "2025-06-30"), []);
    let coming: Vec<GoalId> =
        to_come(&office.ws, ada, "2025-06-30".parse().unwrap()).iter().map(|goal| goal.id).collect();
    assert_eq!(coming, [june], "told before");
    office.must(&Command::EditPerson { person: ada, patch: PersonPatch::Archived(true) });
    assert_eq!(names(&office, "2025-06-30"), [june]);
    assert_eq!(names(&office, "2025-07-01"), [], "what is past is past");
    // The making of somebody with a goal is not undone behind its back.
    let entry = office.log.iter().find(|entry| entry.act == sales::log::Act::AddPerson).unwrap().clone();
    assert_eq!(office.undo_entry(&entry), Err(Rejection::ChangedSince));
}

#[test]
fn assumptions_must_be_such_as_can_be_reckoned_with() {
    let mut office = office(BOARD);
    let goal = office.aim(draft(JUNE, VALUE, 100));
    let stage = office.stage_id("new");
    let id = ScenarioId(office.uuid());
    let save = |name: &str, assumptions| Command::SaveScenario { id, goal, name: name.into(), assumptions };
    let size = |minor, currency| Assumption::Size(Money { minor, currency });
    let step = |stage, per_ten_thousand| Assumption::Step { stage, per_ten_thousand };
    let cases = [
        (size(0, Currency::USD), Rejection::BadAssumption(Assumed::Size)),
        (size(-1, Currency::USD), Rejection::BadAssumption(Assumed::Size)),
        (size(5, yen()), Rejection::NoRate(yen())),
        (step(stage, 0), Rejection::BadAssumption(Assumed::Step(stage))),
        (step(stage, 10_001), Rejection::BadAssumption(Assumed::Step(stage))),
        (step(StageId(Uuid::nil()), 5), Rejection::Gone(What::Stage)),
        (Assumption::People(0), Rejection::BadAssumption(Assumed::People)),
    ];
    for (assumption, expected) in cases {
        office.refuses(&save("x", vec![assumption]), &expected);
    }
    office.refuses(&save(" ", Vec::new()), &Rejection::Blank(What::Scenario));
    office.must(&save("x", vec![Assumption::People(3), step(stage, 5_000), Assumption::People(4)]));
    let kept = |office: &Office| office.ws.scenarios.live(id).unwrap().assumptions.clone();
    assert_eq!(kept(&office), [Assumption::People(4), step(stage, 5_000)], "of two, the later stands");
    let edit = |patch| Command::EditScenario { scenario: id, patch };
    office.must(&edit(ScenarioPatch::Assume(step(stage, 6_000))));
    office.must(&edit(ScenarioPatch::Forget(Assumed::People)));
    office.unchanged_by(&edit(ScenarioPatch::Forget(Assumed::CycleDays)));
    assert_eq!(kept(&office), [step(stage, 6_000)]);
    let other = ScenarioId(office.uuid());
    let same = Command::SaveScenario { id: other, goal, name: "X".into(), assumptions: Vec::new() };
    office.refuses(&same, &Rejection::NameTaken(What::Scenario, "X".into()));
}

#[test]
fn two_people_change_a_scenario_input_by_input() {
    let mut here = office(BOARD);
    let goal = here.aim(draft(JUNE, VALUE, 100));
    let id = ScenarioId(here.uuid());
    here.must(&Command::SaveScenario { id, goal, name: "x".into(), assumptions: Vec::new() });
    let mut there = here.copy_on(Device(2));
    let assume = |one| Command::EditScenario { scenario: id, patch: ScenarioPatch::Assume(one) };
    here.must(&assume(Assumption::CycleDays(30)));
    there.must(&assume(Assumption::People(2)));
    here.merge(&there);
    there.merge(&here);
    assert!(here.ws.same_as(&there.ws));
    assert_eq!(here.ws.scenarios.live(id).unwrap().assumptions.len(), 2);
}

#[test]
fn spans_begin_and_end_as_the_calendar_has_it() {
    let days = |span: Span| (span.first().to_string(), span.last().to_string());
    let month = |year, month| Span::Month { year, month };
    for (span, from, to) in [
        (month(2024, 2), "2024-02-01", "2024-02-29"),
        (month(2025, 2), "2025-02-01", "2025-02-28"),
        (month(2025, 12), "2025-12-01", "2025-12-31"),
        (Span::Quarter { year: 2024, quarter: 1 }, "2024-01-01", "2024-03-31"),
        (Span::Quarter { year: 2025, quarter: 4 }, "2025-10-01", "2025-12-31"),
        (Span::Year { year: 2024 }, "2024-01-01", "2024-12-31"),
        // Nobody sets these, but a log may hold them.
        (month(2025, 99), "2025-12-01", "2025-12-31"),
        (Span::Quarter { year: 2025, quarter: 0 }, "2025-01-01", "2025-03-31"),
    ] {
        assert_eq!(days(span), (from.to_owned(), to.to_owned()), "{span:?}");
    }
    assert_eq!(month(2025, 1).before(), Some(month(2024, 12)));
    assert_eq!(
        Span::Quarter { year: 2025, quarter: 1 }.before(),
        Some(Span::Quarter { year: 2024, quarter: 4 })
    );
    assert_eq!(Span::Year { year: 1970 }.before(), None);
    assert_eq!(SECOND.by_month(), [month(2025, 4), month(2025, 5), JUNE]);
    assert_eq!(Span::Year { year: 2025 }.by_quarter().len(), 4);
    for far in [Date::MIN, Date::MAX] {
        assert!(Span::month_of(far).is_sound() && Span::quarter_of(far).is_sound());
    }
}

#[test]
fn parts_that_an_amount_is_cut_into_come_to_it() {
    assert_eq!(split(100, &[1, 1, 1]), [33, 33, 34]);
    assert_eq!(split(100, &[22, 21, 0]), [51, 49, 0]);
    assert_eq!(split(7, &[0, 0]), [3, 4]);
    assert_eq!(split(7, &[]), [] as [i64; 0]);
    assert_eq!(split(MAX_MINOR, &[u32::MAX; 12]).iter().sum::<i64>(), MAX_MINOR);
}
