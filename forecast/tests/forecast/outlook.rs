//! Periods by every way of reckoning, what-ifs, focus, and looking back.

use forecast::accuracy::{Accuracy, CLOSED_FROM, look_back, past_days};
use forecast::focus::{Sign, focus, gain};
use forecast::outlook::{Fate, LISTED, Outlook, Scene, Scope, WhatIf, Window};
use forecast::{Earlier, Model};
use sales::decide::{Command, GoalDraft};
use sales::evolve::{Touched, apply};
use sales::ids::{GoalId, PersonId};
use sales::model::{Goal, Measure, Span, StandingKind, Tiers, Workspace};
use sales::money::{Currency, Money};
use sales::time::{Calendar, FixedCalendar, Timestamp};

use crate::made::{Dice, Made, Team, add, day, deal, deal_id, empty, id};

const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };

fn window(now: Timestamp, months_ahead: u32) -> Window {
    let first = UTC.date_of(now).checked_add_months(chrono::Months::new(months_ahead)).expect("a month");
    let span = Span::month_of(first);
    let at = |date: sales::time::Date| {
        Timestamp(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis())
    };
    Window { span, from: at(span.first()), to: at(span.last().succ_opt().expect("a day")) }
}

struct Played {
    workspace: Workspace,
    earlier: Earlier,
    model: Model,
    now: Timestamp,
}

impl Played {
    fn new() -> Self {
        let made = Made::new(Team { deals: 1_500, days: 400, strength: 1.0, seed: 4 });
        let earlier = Earlier::default();
        let model = made.learn();
        Self { workspace: made.workspace, earlier, model, now: made.now }
    }

    fn scene<T>(&self, scope: Scope, read: impl FnOnce(&Scene, &forecast::Look<'_>) -> T) -> T {
        let look = self.model.at(&self.workspace, &self.earlier, self.now);
        let scene = Scene::new(&self.workspace, &self.earlier, &look, scope, UTC.date_of(self.now));
        read(&scene, &look)
    }

    fn outlook(&self, scope: Scope, window: Window) -> Outlook {
        self.scene(scope, |scene, look| scene.outlook(&self.workspace, look, window, 1))
    }

    fn what_if(&self, window: Window, what_if: &WhatIf) -> forecast::outlook::Played {
        self.scene(Scope::default(), |scene, look| {
            let chances = scene.chances(look, window, what_if.cycle);
            scene.play(&self.workspace, &chances, window, what_if, 1)
        })
    }
}

#[test]
fn what_is_won_is_in_every_sum_and_bands_are_in_order() {
    let made = Played::new();
    let all = made.outlook(Scope::default(), window(made.now, 0));
    let total = all.played.total;
    assert!(all.won.deals > 0 && all.won.minor > 0);
    assert!(all.won.minor <= total.p10 && total.p10 < total.p50 && total.p50 < total.p90);
    assert!(all.played.by_model > 0 && all.open > 100);
    // The middle of what open deals bring is near what their chances come to.
    let (middle, sum) = (all.played.open.mean as f64, all.played.by_model as f64);
    assert!((middle - sum).abs() < 0.05 * sum, "{middle} {sum}");
    assert!(all.rows.is_sorted_by(|a, b| a.chance * a.minor as f64 >= b.chance * b.minor as f64));

    let past = Window { to: window(made.now, 0).from, ..window(made.now, 0) };
    let over = made.outlook(Scope::default(), Window { from: past.from.plus_days(-31), ..past });
    assert_eq!(over.played.total.p10, over.won.minor, "nothing comes to what is over");
    assert_eq!(over.played.total.p90, over.won.minor);
}

#[test]
fn sellers_come_to_the_team() {
    let made = Played::new();
    let window = window(made.now, 0);
    let all = made.outlook(Scope::default(), window);
    let each: Vec<Outlook> = (made.workspace.people.iter())
        .map(|person| made.outlook(Scope { owner: Some(person.id), pipeline: None }, window))
        .collect();
    assert_eq!(each.iter().map(|row| row.won.minor).sum::<i128>(), all.won.minor);
    assert_eq!(each.iter().map(|row| row.open).sum::<usize>(), all.open);
    let by_model: i128 = each.iter().map(|row| row.played.by_model).sum();
    assert!((by_model - all.played.by_model).abs() <= each.len() as i128, "up to rounding");
}

#[test]
fn months_one_after_the_other_come_to_their_whole_time() {
    let made = Played::new();
    let (this, next) = (window(made.now, 0), window(made.now, 1));
    let both = Window { to: next.to, ..this };
    let chances = |window| made.scene(Scope::default(), |scene, look| scene.chances(look, window, 1.0));
    for ((one, two), both) in chances(this).iter().zip(chances(next)).zip(chances(both)) {
        assert!((one + two - both).abs() < 1e-12);
    }
}

#[test]
fn each_slider_goes_its_way_and_none_changes_nothing() {
    let made = Played::new();
    // What comes anew now is won in a month or two.
    let window = window(made.now, 2);
    let plain = made.what_if(window, &WhatIf::default());
    assert_eq!(plain, made.outlook(Scope::default(), window).played);
    let more = [
        WhatIf { win_rate: 1.3, ..WhatIf::default() },
        WhatIf { size: 1.3, ..WhatIf::default() },
        WhatIf { cycle: 0.7, ..WhatIf::default() },
        WhatIf { new_deals: 2.0, ..WhatIf::default() },
    ];
    for what_if in more {
        let played = made.what_if(window, &what_if);
        assert!(played.total.mean > plain.total.mean, "{what_if:?}");
        assert!(played.total.p10 >= plain.total.p10 && played.total.p90 >= plain.total.p90, "{what_if:?}");
    }
    let size = made.what_if(window, &WhatIf { size: 2.0, ..WhatIf::default() });
    let (twice, once) = (size.open.mean as f64, plain.open.mean as f64);
    assert!((twice - 2.0 * once).abs() < 0.001 * twice, "{twice} {once}");
}

#[test]
fn a_single_deal_in_or_out_counts_as_that() {
    let made = Played::new();
    let window = window(made.now, 0);
    let row = made.outlook(Scope::default(), window).rows[0];
    let with = |fate| WhatIf { fates: vec![(row.deal, fate)], ..WhatIf::default() };
    let (won, out) = (made.what_if(window, &with(Fate::Won)), made.what_if(window, &with(Fate::Out)));
    assert_eq!(won.open.mean - out.open.mean, i128::from(row.minor), "in every run");
    assert!((won.by_model - out.by_model - i128::from(row.minor)).abs() <= 1);
}

#[test]
fn any_open_deal_can_be_found_and_taken_to_be_won() {
    let made = Played::new();
    let window = window(made.now, 0);
    let outlook = made.outlook(Scope::default(), window);
    let rows = |find: &str, named: &[sales::ids::DealId], limit| {
        made.scene(Scope::default(), |scene, look| {
            scene.rows(&made.workspace, &scene.chances(look, window, 1.0), find, named, limit)
        })
    };
    assert_eq!(outlook.rows, rows("", &[], LISTED).rows, "the list goes on where that of the outlook ends");
    let all = rows("", &[], usize::MAX);
    assert!(outlook.open > LISTED && all.found == outlook.open && all.rows.len() == outlook.open);
    let mut ids: Vec<_> = all.rows.iter().map(|row| row.deal).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), outlook.open, "each of them once");

    // Found by its title, kept whatever is looked for, and won although that was not likely in this period.
    let last = *all.rows.last().unwrap();
    let title = made.workspace.deals.get(last.deal).unwrap().title.clone();
    let found = rows(&title, &[], 10);
    assert!(found.rows.contains(&last) && found.found < outlook.open, "{found:?}");
    let kept = rows("no such deal", &[last.deal], 10);
    assert_eq!((kept.rows, kept.found), (vec![last], 0));
    let kept = rows("", &[last.deal], 3);
    assert_eq!((kept.rows[0], kept.rows.len(), kept.found), (last, 4, outlook.open));
    let won = made.what_if(window, &WhatIf { fates: vec![(last.deal, Fate::Won)], ..WhatIf::default() });
    let more = won.by_model - outlook.played.by_model;
    assert!((more as f64 - last.minor as f64 * (1.0 - last.chance)).abs() <= 1.0, "{more} {last:?}");
}

#[test]
fn a_deal_without_a_chance_in_the_period_is_listed_and_can_be_won() {
    // None was ever closed, so a deal is taken to close on its day, and this one has none.
    let mut ws = empty();
    let mut made = deal(1, &[(0, 1)], None);
    made.value = Some(Money { minor: 5_000, currency: Currency::USD });
    add(&mut ws, made);
    let (earlier, now) = (Earlier::default(), day(250));
    let model = Model::learn(&ws, &earlier, now, 1);
    let look = model.at(&ws, &earlier, now);
    let window = window(now, 0);
    let scene = Scene::new(&ws, &earlier, &look, Scope::default(), UTC.date_of(now));
    let row = scene.outlook(&ws, &look, window, 1).rows[0];
    assert_eq!((row.deal, row.minor), (deal_id(1), 5_000));
    assert!(row.chance.abs() < 1e-12, "{row:?}");
    let what_if = WhatIf { fates: vec![(row.deal, Fate::Won)], ..WhatIf::default() };
    let played = scene.play(&ws, &scene.chances(&look, window, 1.0), window, &what_if, 1);
    assert_eq!(played.total.p10, 5_000);
}

#[test]
fn the_chance_to_reach_a_goal_counts_what_was_won() {
    let mut made = Played::new();
    let window = window(made.now, 0);
    let (won, p90) = {
        let all = made.outlook(Scope::default(), window);
        (all.won.minor as i64, all.played.total.p90 as i64)
    };
    let goal = Goal {
        id: GoalId(id(50, 0)),
        span: window.span,
        owner: None,
        pipeline: None,
        measure: Measure::WonValue(Currency::USD),
        tiers: Tiers { target: won, stretch: Some(p90), challenge: Some(p90.saturating_mul(100)) },
        removed: false,
    };
    set_goal(&mut made.workspace, &goal);
    let [target, stretch, challenge] = made.outlook(Scope::default(), window).played.goal;
    assert_eq!(target.unwrap().wants, i128::from(won));
    assert!((target.unwrap().chance - 1.0).abs() < 1e-12, "it is reached");
    assert!((stretch.unwrap().chance - 0.1).abs() < 0.02, "{stretch:?}");
    assert!(stretch.unwrap().with_open <= stretch.unwrap().chance);
    assert!(challenge.unwrap().chance < 1e-9);
    let of_one = Scope { owner: Some(PersonId(id(3, 0))), pipeline: None };
    assert_eq!(made.outlook(of_one, window).played.goal, [None; 3], "a goal of the team is nobody's");
}

#[test]
fn a_goal_by_number_of_deals_counts_deals() {
    let mut made = Played::new();
    let window = window(made.now, 0);
    let won = made.outlook(Scope::default(), window).won.deals as i64;
    let expected = made.scene(Scope::default(), |scene, look| {
        scene.chances(look, window, 1.0).iter().sum::<f64>()
            + scene.play(&made.workspace, &[], window, &WhatIf::default(), 1).new_won
    });
    let middle = won + expected.round() as i64;
    let goal = Goal {
        id: GoalId(id(50, 0)),
        span: window.span,
        owner: None,
        pipeline: None,
        measure: Measure::WonDeals,
        tiers: Tiers { target: won, stretch: Some(middle), challenge: Some(won + 3_000) },
        removed: false,
    };
    set_goal(&mut made.workspace, &goal);
    let played = made.outlook(Scope::default(), window).played;
    assert_eq!(played.goal, [None; 3], "none by value");
    let [target, stretch, challenge] = played.goal_deals.map(Option::unwrap);
    assert_eq!((target.wants, stretch.wants), (won.into(), middle.into()));
    assert!((target.chance - 1.0).abs() < 1e-12 && challenge.chance < 1e-9);
    assert!((0.3..0.7).contains(&stretch.chance), "about one half for what is expected: {stretch:?}");
    assert!(stretch.with_open <= stretch.chance);
    let more = made.what_if(window, &WhatIf { win_rate: 1.5, ..WhatIf::default() });
    assert!(more.goal_deals[1].unwrap().chance > stretch.chance + 0.2, "{more:?}");
    let size = made.what_if(window, &WhatIf { size: 2.0, ..WhatIf::default() });
    assert_eq!(size.goal_deals, played.goal_deals, "how much deals bring changes no number of them");
}

fn set_goal(workspace: &mut Workspace, goal: &Goal) {
    let draft = GoalDraft {
        span: goal.span,
        owner: goal.owner,
        pipeline: goal.pipeline,
        measure: goal.measure,
        tiers: goal.tiers,
    };
    let command = Command::SetGoals { goals: vec![(goal.id, draft)] };
    let mut ids = || id(60, 0);
    let now = day(0);
    let mut context = sales::decide::Context { now, today: UTC.date_of(now), ids: &mut ids };
    let decision = sales::decide::decide(workspace, &command, &mut context).expect("allowed");
    for change in &decision.changes {
        apply(workspace, change, &mut Touched::default());
    }
}

/// A team of 120 closed deals, and what is given open on top.
fn team(open: impl FnOnce(&mut Workspace)) -> Workspace {
    let (mut ws, mut dice) = (empty(), Dice(3));
    for number in 0..120 {
        let from = dice.day(200);
        let won = dice.unit() < 0.4;
        let mut made = deal(number, &[(0, from)], Some((won, from + 10 + dice.day(20))));
        made.value = Some(Money { minor: 100_000, currency: Currency::USD });
        add(&mut ws, made);
    }
    open(&mut ws);
    ws
}

#[test]
fn an_hour_goes_where_it_gains_most_and_hopeless_deals_are_let_go() {
    let now = day(250);
    let ws = team(|ws| {
        for (number, minor, from) in [(200, 100_000, 240), (201, 900_000, 240), (202, 500_000, 30)] {
            let mut made = deal(number, &[(0, from)], None);
            made.value = Some(Money { minor, currency: Currency::USD });
            add(ws, made);
        }
    });
    let earlier = Earlier::default();
    let model = Model::learn(&ws, &earlier, now, 1);
    let look = model.at(&ws, &earlier, now);
    let found = focus(&ws, &earlier, &look, None, &UTC);
    let order: Vec<_> = found.worth.iter().map(|row| row.deal).collect();
    assert_eq!(order, [deal_id(201), deal_id(200)], "the one worth more comes first");
    let row = &found.worth[0];
    assert_eq!(row.signs, [Sign::NoNextStep]);
    assert_eq!(row.gain, (900_000.0 * row.win * (1.0 - row.win) * 0.5 * 0.4).round() as i128);
    // Open for 220 days, where all others were closed within 30.
    assert_eq!(found.let_go.iter().map(|row| row.deal).collect::<Vec<_>>(), [deal_id(202)]);
    assert_eq!(found.let_go[0].idle_days, 220);
    let (age, usual) = found.let_go[0].old.unwrap();
    assert!(age == 220 && (20..30).contains(&usual), "{age} {usual}");
    let of_other = focus(&ws, &earlier, &look, Some(PersonId(id(3, 1))), &UTC);
    assert!(of_other.worth.is_empty() && of_other.let_go.is_empty());
}

#[test]
fn a_sure_deal_and_a_hopeless_one_gain_nothing_and_more_reasons_gain_more() {
    let signs = [Sign::NoNextStep, Sign::Idle(40, 14)];
    assert_eq!(gain(1_000_000, 1.0, &signs), 0);
    assert_eq!(gain(1_000_000, 0.0, &signs), 0);
    assert!(gain(1_000_000, 0.5, &signs) > gain(1_000_000, 0.5, &signs[..1]));
    assert_eq!(gain(1_000_000, 0.5, &signs), 72_500, "1,000,000 × 0.25 × 0.5 × (1 − 0.6 × 0.7)");
    assert_eq!(gain(1_000_000, 0.5, &[]), 0);
}

#[test]
fn with_too_little_history_nothing_is_to_be_let_go() {
    let mut ws = empty();
    add(&mut ws, deal(1, &[(0, 1)], None));
    let (earlier, now) = (Earlier::default(), day(400));
    let model = Model::learn(&ws, &earlier, now, 1);
    let found = focus(&ws, &earlier, &model.at(&ws, &earlier, now), None, &UTC);
    assert!(found.let_go.is_empty());
    assert_eq!(found.worth.len(), 1);
}

#[test]
fn looking_back_knows_what_came_and_not_more_than_was_known() {
    let made = Made::new(Team { deals: 1_500, days: 400, strength: 1.0, seed: 4 });
    let (ws, earlier, now) = (&made.workspace, Earlier::default(), made.now);
    let days = past_days(ws, now);
    assert_eq!(days.first(), Some(&now.plus_days(-30)));
    assert!(days.len() >= 6 && days.is_sorted_by(|a, b| a > b));
    let closed_by = |at: Timestamp| {
        let is_closed =
            |deal: &&sales::model::Deal| deal.standing() != StandingKind::Open && deal.entered() <= at;
        ws.deals.iter().filter(is_closed).count()
    };
    assert!(closed_by(*days.last().unwrap()) >= CLOSED_FROM);

    let past: Vec<_> = days[..3].iter().map(|&at| look_back(ws, &earlier, at, now, 1)).collect();
    assert_eq!(past[0].rows.len(), 1, "only 30 days are over");
    assert_eq!(past[2].rows.len(), 3);
    assert!(!past[2].told.is_empty());
    // What came later changes nothing of what was said.
    let later = look_back(ws, &earlier, days[2], now.plus_days(200), 1);
    let said =
        |rows: &[(u16, forecast::Band, i128)]| rows.iter().map(|row| (row.0, row.1)).collect::<Vec<_>>();
    assert_eq!(said(&later.rows), said(&past[2].rows));

    let accuracy = Accuracy::new(past);
    assert!(accuracy.days.is_sorted_by_key(|day| day.at));
    let horizon = accuracy.horizons[0];
    assert_eq!((horizon.days, horizon.forecasts), (30, 3));
    assert!(horizon.error.unwrap() < 1.0 && (0.3..3.0).contains(&horizon.bias.unwrap()), "{horizon:?}");
    assert!(accuracy.scores.unwrap().brier < accuracy.base_brier.unwrap(), "there is a signal");
    assert_eq!(past_days(&empty(), now), []);
    assert_eq!(Accuracy::new(Vec::new()), Accuracy::default());
}

#[test]
fn it_is_learnt_anew_when_enough_was_closed_or_a_day_has_passed() {
    let mut ws = team(|_| ());
    let (earlier, now) = (Earlier::default(), day(250));
    let model = Model::learn(&ws, &earlier, now, 1);
    assert!(!model.is_outdated(&ws, &earlier, now));
    for number in 300..304 {
        add(&mut ws, deal(number, &[(0, 240)], Some((true, 249))));
    }
    assert!(!model.is_outdated(&ws, &earlier, now), "four are too few");
    add(&mut ws, deal(304, &[(0, 240)], Some((false, 249))));
    assert!(model.is_outdated(&ws, &earlier, now));
    assert!(model.is_outdated(&team(|_| ()), &earlier, now.plus_days(1)));
}
