//! From a goal to deals, leads and activities.

#![allow(clippy::cast_precision_loss, reason = "no test has 2^53 deals")]

use metrics::goals::breakdown::{Ask, Input, Inputs, Line, Plan, Source, break_down, compare, gather};
use proptest::prelude::*;
use sales::decide::{ActivityDraft, Command, GoalDraft, StagePatch};
use sales::ids::{ActivityId, GoalId, StageId, Uuid};
use sales::model::{ActivityKind, Assumption, Measure, Span, Tier, Tiers};
use sales::money::{Currency, Money, Rate};
use sales::time::Date;

use super::{VALUE, draft};
use crate::steps::settings;
use crate::{Story, story};

const THIRD: Span = Span::Quarter { year: 2025, quarter: 3 };

/// Ten deals: eight got to the demo, five were won at a hundred dollars after ten days, all others were lost.
fn past() -> Story {
    let all = (0..10).map(|number| format!("a{number}")).collect::<Vec<_>>();
    let mut story = story(
        &format!("new: {} x | demo: y | won: | lost:", all.join(" ")),
        &[
            &format!("0: value {} to 100", all.join(" ")),
            &format!("3: move {} to demo top", all[..8].join(" ")),
            &format!("10: win {}; lose {} because price", all[..5].join(" "), all[5..].join(" ")),
        ],
    );
    for number in 0..20 {
        let deal = Some(story.office.deal_id(&all[number / 2]));
        let id = ActivityId(story.office.uuid());
        let done = Some(story.office.now);
        let kind = ActivityKind::Call;
        let draft = ActivityDraft { deal, done, kind, ..ActivityDraft::default() };
        story.office.must(&Command::AddActivity { id, draft });
    }
    story
}

thread_local!(static PAST: Story = past());

fn inputs(story: &Story, goal: GoalId, number: i64) -> Inputs {
    let (ws, columns) = (&story.office.ws, story.columns());
    gather(ws, &columns, &story.ledger(number), story.office.goal(goal), Tier::Target, None, None).unwrap()
}

fn needed(plan: &Plan) -> Vec<Option<u64>> {
    plan.stages.iter().map(|row| row.needed).collect()
}

#[allow(clippy::unnecessary_wraps, reason = "inputs are optional")]
fn history<T>(value: T, cases: usize) -> Option<Input<T>> {
    Some(Input { value, source: Source::History { cases, is_own: false } })
}

fn dollars(minor: i64) -> Assumption {
    Assumption::Size(Money { minor, currency: Currency::USD })
}

#[test]
fn revenue_becomes_deals_leads_and_activities() {
    let mut story = past();
    let goal = story.office.aim(draft(THIRD, VALUE, 95_000));
    let inputs = inputs(&story, goal, 20);
    assert_eq!(inputs.remaining, 95_000);
    assert_eq!((inputs.size, inputs.cycle_days), (history(10_000, 5), history(10, 5)));
    assert_eq!(inputs.stages[0].step, history(0.8, 10));
    assert_eq!(inputs.stages[1].step, history(0.625, 8));
    assert_eq!((inputs.stages[0].here, inputs.stages[1].here), (1, 1));
    let plan = break_down(&inputs, &[]);
    // 950 dollars at a hundred a deal are ten deals; half of all leads are won, and five of eight demos.
    assert_eq!((plan.won_deals, needed(&plan), plan.leads), (Some(10), vec![Some(20), Some(16)], Some(20)));
    assert_eq!((plan.leads_by, plan.is_late), (Some("2025-09-20".parse().unwrap()), false));
    assert_eq!((plan.days_left, plan.people.value, plan.asks.clone()), (92, 2, vec![]));
    let calls = plan.activities[0];
    assert_eq!((calls.kind, Some(calls.per_lead)), (ActivityKind::Call, history(200, 10)));
    let effort = calls.effort.unwrap();
    assert_eq!((effort.needed, plan.effort), (40, Some(effort)));
    assert!((effort.per_week.unwrap() - 280.0 / 92.0).abs() < 1e-9);
    assert!((effort.per_person.unwrap() - 140.0 / 92.0).abs() < 1e-9);
}

#[test]
fn what_is_assumed_takes_the_place_of_an_input_and_says_so() {
    let mut story = past();
    let goal = story.office.aim(draft(THIRD, VALUE, 95_000));
    let inputs = inputs(&story, goal, 20);
    let (new, demo) = (story.office.stage_id("new"), story.office.stage_id("demo"));
    let step = |stage, per_ten_thousand| Assumption::Step { stage, per_ten_thousand };
    let per_lead = |kind, hundredths| Assumption::PerLead { kind, hundredths };
    // (assumptions, won deals, demos, leads, activities)
    let cases = [
        (vec![dollars(20_000)], 5, 8, 10, 20),
        (vec![step(new, 2_500)], 10, 16, 64, 128),
        (vec![step(demo, 10_000)], 10, 10, 13, 26),
        (vec![step(demo, 5_000), dollars(95_000)], 1, 2, 3, 6),
        (vec![dollars(1), dollars(95_000)], 1, 2, 2, 4),
        (vec![per_lead(ActivityKind::Call, 250), per_lead(ActivityKind::Demo, 33)], 10, 16, 20, 57),
        (vec![step(StageId(Uuid::nil()), 1)], 10, 16, 20, 40),
    ];
    for (assumptions, won, demos, leads, activities) in cases {
        let plan = break_down(&inputs, &assumptions);
        let found = (plan.won_deals, plan.stages[1].needed, plan.leads, plan.effort.unwrap().needed);
        assert_eq!(found, (Some(won), Some(demos), Some(leads), activities), "{assumptions:?}");
    }
    let plan = break_down(&inputs, &[Assumption::CycleDays(100), Assumption::People(5), dollars(5)]);
    assert_eq!(plan.leads_by, Some("2025-06-22".parse().unwrap()));
    assert!(plan.is_late, "a hundred days before the end of September the quarter had not begun");
    assert_eq!(plan.size, Some(Input { value: 5, source: Source::Assumed }));
    assert_eq!((plan.people.value, plan.people.source), (5, Source::Assumed));
}

#[test]
fn without_history_what_nobody_knows_is_asked_for() {
    let mut story = story("new: a | demo: | won: | lost:", &[]);
    let goal = story.office.aim(draft(THIRD, VALUE, 95_000));
    let (new, demo) = (story.office.stage_id("new"), story.office.stage_id("demo"));
    let first = inputs(&story, goal, 0);
    // The stages were given 10 and 20 percent.
    assert_eq!(first.stages[0].step, Some(Input { value: 0.5, source: Source::Default }));
    assert_eq!(first.stages[1].step, Some(Input { value: 0.2, source: Source::Default }));
    let plan = break_down(&first, &[]);
    assert_eq!(plan.asks, [Ask::Size, Ask::CycleDays, Ask::Activities]);
    assert_eq!((plan.won_deals, plan.leads, plan.leads_by, plan.effort), (None, None, None, None));
    let answers = [
        dollars(10_000),
        Assumption::CycleDays(30),
        Assumption::PerLead { kind: ActivityKind::Visit, hundredths: 150 },
    ];
    let plan = break_down(&first, &answers);
    assert_eq!((plan.asks.clone(), plan.won_deals, plan.leads), (vec![], Some(10), Some(100)));
    assert_eq!(plan.effort.unwrap().needed, 150);
    // A stage without any chance implies nothing, and neither does one with less than the stage before.
    story.office.must(&Command::EditStage { stage: demo, patch: StagePatch::Probability(5) });
    let plan = break_down(&inputs(&story, goal, 0), &answers);
    assert_eq!((plan.asks.clone(), plan.leads), (vec![Ask::Step(new)], None));
    assert_eq!(needed(&plan), [None, Some(200)]);
    story.office.must(&Command::EditStage { stage: demo, patch: StagePatch::Probability(0) });
    let plan = break_down(&inputs(&story, goal, 0), &answers);
    let mut both = vec![Ask::Step(new), Ask::Step(demo)];
    both.sort_unstable();
    assert_eq!(plan.asks, both);
}

#[test]
fn a_reached_goal_wants_nothing() {
    let mut story = past();
    let goal = story.office.aim(draft(super::JUNE, VALUE, 50_000));
    let plan = break_down(&inputs(&story, goal, 20), &[]);
    assert_eq!((plan.won_deals, plan.leads, plan.is_late), (Some(0), Some(0), false));
    assert_eq!((plan.effort.unwrap().needed, plan.asks.clone()), (0, vec![]));
    // The last day is over: nothing is left to spread activities over.
    let more = story.office.aim(draft(super::SECOND, VALUE, 60_000));
    let plan = break_down(&inputs(&story, more, 60), &[]);
    assert_eq!((plan.days_left, plan.won_deals, plan.is_late), (0, Some(1), true));
    assert_eq!(plan.effort.unwrap().per_week, None);
}

#[test]
fn goals_of_other_measures_begin_further_down() {
    let mut story = past();
    let plan = |story: &Story, goal| break_down(&inputs(story, goal, 20), &[]);
    let deals = story.office.aim(draft(THIRD, Measure::WonDeals, 5));
    assert_eq!(plan(&story, deals).leads, Some(10));
    let leads = story.office.aim(draft(THIRD, Measure::NewDeals, 7));
    let found = plan(&story, leads);
    assert_eq!((found.leads, found.won_deals, found.effort.unwrap().needed), (Some(7), None, 14));
    assert_eq!(found.leads_by, Some("2025-09-30".parse().unwrap()));
    let calls = story.office.aim(draft(THIRD, Measure::Activities, 184));
    let found = plan(&story, calls);
    assert_eq!((found.leads, found.asks.clone()), (None, vec![]));
    assert!((found.effort.unwrap().per_person.unwrap() - 7.0).abs() < 1e-9);
}

#[test]
fn a_person_is_measured_by_their_own_deals_where_there_are_enough() {
    let mut story = past();
    story.office.do_all("give a0 a1 a2 a3 a4 to Ada; give a5 a6 to Bob");
    let of = |story: &mut Story, name: &str| {
        let owner = Some(story.person(name));
        let goal = story.office.aim(GoalDraft { owner, ..draft(THIRD, VALUE, 10_000) });
        inputs(story, goal, 20)
    };
    let ada = of(&mut story, "Ada");
    let own = |value| Some(Input { value, source: Source::History { cases: 5, is_own: true } });
    assert_eq!((ada.stages[0].step, ada.stages[1].step), (own(1.0), own(1.0)), "she won all of hers");
    assert_eq!((ada.people.value, ada.people.source), (1, Source::Known));
    let bob = of(&mut story, "Bob");
    assert_eq!(bob.stages[0].step, history(0.8, 10), "two deals tell nothing");
}

#[test]
fn tiers_and_currencies_of_what_is_reckoned_with() {
    let mut story = past();
    let tiers = Tiers { target: 20_000, stretch: Some(30_000), challenge: None };
    let goal = story.office.aim(GoalDraft { tiers, ..draft(THIRD, VALUE, 1) });
    let (ws, columns) = (&story.office.ws, story.columns());
    let at = |tier| {
        gather(ws, &columns, &story.ledger(20), story.office.goal(goal), tier, None, None).unwrap().remaining
    };
    assert_eq!(
        (at(Tier::Target), at(Tier::Stretch), at(Tier::Challenge)),
        (20_000, 30_000, 20_000),
        "a tier that is not set is the target"
    );
    let yen: Currency = "JPY".parse().unwrap();
    let rate = Some(Rate { millionths: 10_000, on: Date::MIN });
    story.office.must(&Command::SetRate { currency: yen, rate });
    let size = [Assumption::Size(Money { minor: 5_000, currency: yen })];
    assert_eq!(break_down(&inputs(&story, goal, 20), &size).won_deals, Some(4));
    story.office.must(&Command::SetRate { currency: yen, rate: None });
    assert_eq!(break_down(&inputs(&story, goal, 20), &size).asks, [Ask::Size]);
}

#[test]
fn two_plans_stand_side_by_side() {
    let mut story = past();
    let goal = story.office.aim(draft(THIRD, VALUE, 95_000));
    let inputs = inputs(&story, goal, 20);
    let visits = Assumption::PerLead { kind: ActivityKind::Visit, hundredths: 100 };
    let (one, other) = (break_down(&inputs, &[]), break_down(&inputs, &[dollars(20_000), visits]));
    let lines = compare(&one, &other);
    let line = |wanted| *lines.iter().find(|row| row.line == wanted).unwrap();
    assert_eq!(line(Line::WonDeals).difference(), Some(-5));
    assert_eq!(line(Line::Leads).difference(), Some(-10));
    assert_eq!(line(Line::Effort).difference(), Some(-10));
    let visits = line(Line::Activities(ActivityKind::Visit));
    assert_eq!((visits.one, visits.other, visits.difference()), (None, Some(10), None));
    assert!(compare(&one, &one).iter().all(|row| row.difference() == Some(0)));
}

#[test]
fn nothing_that_a_log_may_hold_leads_astray() {
    let mut story = past();
    let goal = GoalId(story.office.uuid());
    let tiers = [
        Tiers::only(i64::MIN),
        Tiers { target: i64::MAX, stretch: Some(-1), challenge: Some(0) },
        Tiers::only(0),
    ];
    let spans = [
        Span::Month { year: 0, month: 0 },
        Span::Month { year: u16::MAX, month: u8::MAX },
        Span::Quarter { year: 9_999, quarter: 0 },
        Span::Year { year: u16::MAX },
        THIRD,
    ];
    let assumptions = [
        dollars(i64::MIN),
        dollars(i64::MAX),
        Assumption::Step { stage: story.office.stage_id("new"), per_ten_thousand: u16::MAX },
        Assumption::Step { stage: story.office.stage_id("demo"), per_ten_thousand: 0 },
        Assumption::CycleDays(u16::MAX),
        Assumption::PerLead { kind: ActivityKind::Call, hundredths: u32::MAX },
        Assumption::People(0),
    ];
    for span in spans {
        for tiers in tiers {
            for measure in [VALUE, Measure::WonDeals, Measure::NewDeals, Measure::Activities] {
                let mut copy = story.clone();
                let (owner, pipeline) = (None, None);
                let change =
                    sales::log::Change::GoalAdded { id: goal, span, owner, pipeline, measure, tiers };
                let mut touched = sales::evolve::Touched::default();
                sales::evolve::apply(&mut copy.office.ws, &change, &mut touched);
                for number in [-100_000, 0, 20, 2_000_000] {
                    let inputs = inputs(&copy, goal, number);
                    for assumption in assumptions {
                        break_down(&inputs, &[assumption]);
                    }
                    break_down(&inputs, &assumptions);
                    let row = copy.office.goal(goal);
                    metrics::goals::sums(&copy.office.ws, row);
                    let at = copy.progress(goal, number);
                    let _ = (at.projected(), at.share(), at.next(), at.reached());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(settings(200))]

    /// Whatever is assumed: no stage needs fewer deals than a later one, leads are those of the first, and a week's work adds up.
    #[test]
    fn stages_need_fewer_deals_as_they_go(
        target in 1_i64..100_000_000,
        minor in 1_i64..50_000_000,
        steps in (1_u16..=10_000, 1_u16..=10_000),
        (people, days) in (1_u16..50, 0_u16..500),
        day in 0_i64..150,
    ) {
        let mut story = PAST.with(Clone::clone);
        let goal = story.office.aim(draft(THIRD, VALUE, target));
        let inputs = inputs(&story, goal, day);
        let step = |name, per_ten_thousand| {
            Assumption::Step { stage: story.office.stage_id(name), per_ten_thousand }
        };
        let mut assumptions = vec![dollars(minor), Assumption::People(people), Assumption::CycleDays(days)];
        assumptions.extend([step("new", steps.0), step("demo", steps.1)]);
        let plan = break_down(&inputs, &assumptions);
        let won = plan.won_deals.unwrap();
        prop_assert!(i128::from(won) * i128::from(minor) >= inputs.remaining);
        prop_assert!(won == 0 || i128::from(won - 1) * i128::from(minor) < inputs.remaining);
        let [new, demo] = [plan.stages[0].needed.unwrap(), plan.stages[1].needed.unwrap()];
        prop_assert!(new >= demo && demo >= won && plan.leads == Some(new));
        // Enough deals, and not one too many.
        let brings = |deals: u64| deals as f64 * f64::from(steps.0) * f64::from(steps.1) / 1e8;
        prop_assert!(brings(new) >= won as f64 * (1.0 - 1e-6));
        prop_assert!(new == 0 || brings(new - 1) < won as f64);
        if let Some(effort) = plan.effort {
            prop_assert_eq!(effort.per_week.is_some(), plan.days_left > 0);
            if let Some(week) = effort.per_week {
                let all = week * f64::from(plan.days_left) / 7.0;
                prop_assert!((all - effort.needed as f64).abs() <= 1e-6 * all.max(1.0));
            }
        }
        // Before anything was closed, nobody knows how many activities a lead takes.
        prop_assert!(plan.asks.iter().all(|ask| *ask == Ask::Activities && day < 10));
    }
}
