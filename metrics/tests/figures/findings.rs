//! What is worth saying: each rule with its least number of cases, the order, the most there are, and nothing where there is
//! nothing to say.

use metrics::{Basis, Finding, MOST_FINDINGS, Rate, Rule};
use sales::decide::{Command, StagePatch};
use sales::evolve::{Touched, apply};
use sales::log::Change;
use sales::model::{Position, Standing, Workspace};

use crate::checks::{found, sellers};
use crate::{Story, column, day, story, tell};

/// The rules that were told, in their order.
fn rules(found: &[Finding]) -> Vec<&'static str> {
    let name = |finding: &Finding| match finding.rule {
        Rule::AtRisk { .. } => "at risk",
        Rule::DropOff { .. } => "drop-off",
        Rule::SlowerStage { .. } => "slower stage",
        Rule::LongerCycle { .. } => "longer cycle",
        Rule::WinRate { .. } => "win rate",
    };
    found.iter().map(name).collect()
}

/// Tells what happened in the order of the days.
fn tell_all(story: &mut Story, mut events: Vec<(i64, String)>) {
    events.sort_by_key(|event| event.0);
    for (number, what) in events {
        tell(&mut story.office, &format!("{number}: {what}"));
    }
}

/// Deals that take twenty days to be won, on day 30 those of before and on day 50 those of now, and stay so many of them in
/// the first stage.
fn staying(before: &[i64], now: &[i64]) -> Story {
    let mut story = story("new: | demo: | won: | lost:", &[]);
    let mut events = Vec::new();
    for (prefix, created, visits) in [("a", 10, before), ("b", 30, now)] {
        for (number, days) in visits.iter().enumerate() {
            events.push((created, format!("add {prefix}{number} to new top")));
            events.push((created + days, format!("move {prefix}{number} to demo top")));
            events.push((created + 20, format!("win {prefix}{number}")));
        }
    }
    tell_all(&mut story, events);
    story.between(40, 59).asked_on(59)
}

/// So many visits of two, three and four days in turn, each longer by so many days.
fn about(count: usize, longer: i64) -> Vec<i64> {
    [2, 3, 4].iter().cycle().take(count).map(|days| days + longer).collect()
}

#[test]
fn a_stage_in_which_deals_stay_longer_than_before_is_told() {
    let story = staying(&about(12, 0), &about(12, 4));
    let found = found(&story);
    let [Finding { rule: Rule::SlowerStage { stage, days, compared }, deals, .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*stage, story.office.stage_id("new"), "demo became faster, which is no finding");
    assert_eq!((compared.first, compared.second, deals.len()), (12, 12, 12));
    assert!((days.0 - 7.0).abs() < 1e-12 && (days.1 - 3.0).abs() < 1e-12, "{days:?}");
    assert!((compared.difference.by - 4.0).abs() < 1e-12 && compared.difference.low > 0.0);
    let titles: Vec<&str> = deals.iter().map(|ix| story.office.ws.deals.at(*ix).title.as_str()).collect();
    assert!(titles.iter().all(|title| title.starts_with('b')), "those of now: {titles:?}");
}

#[test]
fn a_slower_stage_takes_ten_visits_on_each_side_a_quarter_more_and_more_than_chance() {
    let told = |before: &[i64], now: &[i64]| rules(&found(&staying(before, now)));
    assert_eq!(told(&about(10, 0), &about(10, 4)), ["slower stage"], "just enough");
    assert_eq!(told(&about(9, 0), &about(12, 4)), [""; 0], "nine before");
    assert_eq!(told(&about(12, 0), &about(9, 4)), [""; 0], "nine now");
    // Ten days and then twelve: more than chance, but not by a quarter.
    assert_eq!(told(&about(12, 7), &about(12, 9)), [""; 0], "a fifth more");
    assert_eq!(told(&about(12, 5), &about(12, 7)), ["slower stage"], "a quarter more");
    // One deal that stays long makes the mean longer by two fifths, which is chance.
    let one = |days| [vec![1; 9], vec![days]].concat();
    assert_eq!(told(&one(11), &one(19)), [""; 0], "one of ten");
    assert_eq!(told(&about(12, 2), &about(12, 0)), [""; 0], "faster is no finding");
}

#[test]
fn a_rate_takes_twenty_deals_on_each_side() {
    let of = |count: usize| {
        let board = format!("new: {} {} | won: | lost:", column("a", count), column("b", count));
        let mut story = story(&board, &[]);
        for number in 0..count {
            tell(&mut story.office, &format!("5: give a{number} to Ada; win a{number}"));
            tell(&mut story.office, &format!("5: give b{number} to Bob; lose b{number} because price"));
        }
        found(&story.basis(Basis::ClosedIn).asked_on(6))
    };
    assert_eq!(rules(&of(19)), [""; 0], "19 that Ada won and 19 that Bob lost");
    let found = of(20);
    assert_eq!(rules(&found), ["win rate", "win rate"]);
    let Rule::WinRate { rate, rest, .. } = found[0].rule else { panic!("{found:?}") };
    assert_eq!((rate, rest), (Rate { hits: 20, of: 20 }, Rate { hits: 0, of: 20 }));
}

#[test]
fn a_drop_off_takes_twenty_deals_in_both_periods() {
    let told = |before: usize, now: usize| {
        let board = format!("new: {} {} | won: | lost:", column("a", before), column("b", now));
        let mut story = story(&board, &[]);
        for (day, prefix, count, lost) in [(8, "a", before, 2), (15, "b", now, 10)] {
            for number in 0..count {
                let end = if number < lost { "lose" } else { "win" };
                let because = if number < lost { "because price" } else { "" };
                tell(&mut story.office, &format!("{day}: {end} {prefix}{number} {because}"));
            }
        }
        let found = found(&story.between(14, 20).asked_on(20));
        rules(&found).contains(&"drop-off")
    };
    assert!(told(20, 20));
    assert!(!told(19, 20), "too few before");
    assert!(!told(20, 19), "too few now");
}

/// A lost deal as some imports bring it: nobody said why.
fn forget_the_reason(ws: &mut Workspace, title: &str) {
    let deal = ws.deals.iter().find(|deal| deal.title == title).expect("a deal");
    let (id, from, at) = (deal.id, deal.position.clone(), deal.entered());
    let to = Position { standing: Standing::Lost(Box::default()), ..from.clone() };
    apply(ws, &Change::DealMoved { id, from, to, at }, &mut Touched::default());
}

#[test]
fn a_reason_is_named_only_where_most_are_lost_for_it() {
    let named = |with_reason: usize| {
        let board = format!("new: {} {} | won: | lost:", column("a", 20), column("b", 20));
        let mut story = story(&board, &[]);
        for number in 0..20 {
            let end =
                if number < 2 { format!("lose a{number} because price") } else { format!("win a{number}") };
            tell(&mut story.office, &format!("8: {end}"));
        }
        for number in 0..20 {
            let end =
                if number < 10 { format!("lose b{number} because price") } else { format!("win b{number}") };
            tell(&mut story.office, &format!("15: {end}"));
            if (with_reason..10).contains(&number) {
                forget_the_reason(&mut story.office.ws, &format!("b{number}"));
            }
        }
        let found = found(&story.between(14, 20).asked_on(20));
        let reason = |finding: &Finding| match finding.rule {
            Rule::DropOff { main_reason, .. } => Some(main_reason.map(|(_, deals)| deals)),
            _ => None,
        };
        found.iter().find_map(reason)
    };
    assert_eq!(named(6), Some(Some(6)), "six of ten");
    assert_eq!(named(5), Some(None), "half of them are not most");
    assert_eq!(named(1), Some(None), "of the others nobody knows");
    assert_eq!(named(0), Some(None));
}

/// Everything at once. Before: 24 deals, two of them lost. Now: 40, of which Ada wins 18 of 20 and Bob 4 of 20, each after
/// longer. And six that nobody has touched for weeks.
fn much_to_say() -> Story {
    let mut story = story("new: | demo: | won: | lost:", &[]);
    let mut events: Vec<(i64, String)> =
        (0..6).map(|number| (1, format!("add z{number} to new top"))).collect();
    let mut deal = |title: String, owner: &str, [created, left, closed]: [i64; 3], is_won: bool| {
        events.push((created, format!("add {title} to new top; give {title} to {owner}")));
        if is_won {
            events.push((left, format!("move {title} to demo top")));
            events.push((closed, format!("win {title}")));
        } else {
            events.push((closed, format!("lose {title} because price")));
        }
    };
    for number in 0..24 {
        deal(format!("a{number}"), if number % 2 == 0 { "Ada" } else { "Bob" }, [10, 12, 30], number > 1);
    }
    for (prefix, owner, won) in [("b", "Ada", 18), ("c", "Bob", 4)] {
        for number in 0..20 {
            deal(format!("{prefix}{number}"), owner, [20, 40, 50], number < won);
        }
    }
    tell_all(&mut story, events);
    let patch = StagePatch::LimitDays(Some(14));
    story.office.must(&Command::EditStage { stage: story.office.stage_id("new"), patch });
    story.between(40, 59).asked_on(59)
}

#[test]
fn there_are_five_at_most_and_each_rule_comes_first_once() {
    assert_eq!(MOST_FINDINGS, 5);
    let found = found(&much_to_say());
    // Bob's win rate would be the sixth.
    assert_eq!(rules(&found), ["at risk", "drop-off", "slower stage", "longer cycle", "win rate"]);
    let [_, drop_off, .., rate] = found.as_slice() else { panic!("{found:?}") };
    let Rule::DropOff { now, before, .. } = drop_off.rule else { panic!("{drop_off:?}") };
    assert_eq!((now, before), (Rate { hits: 18, of: 40 }, Rate { hits: 2, of: 24 }));
    let Rule::WinRate { rate, rest, .. } = rate.rule else { panic!("{rate:?}") };
    assert_eq!((rate, rest), (Rate { hits: 18, of: 20 }, Rate { hits: 4, of: 20 }));
}

#[test]
fn of_one_rule_there_are_no_more_than_five_either_the_strongest_first() {
    // Ada's deals come from the web and are repeat business, Bob's are neither: six rates differ by the same.
    let mut story = sellers(25, 8);
    for number in 0..30 {
        tell(&mut story.office, &format!("6: source a{number} to web; segment a{number} to repeat"));
    }
    let found = found(&story);
    assert_eq!(rules(&found), ["win rate"; 5]);
    let by = |finding: &Finding| match &finding.rule {
        Rule::WinRate { rate, rest, .. } => {
            let share = |rate: &Rate| rate.share().unwrap_or_default();
            (share(rate) - share(rest)).abs()
        }
        _ => 0.0,
    };
    let strength: Vec<f64> = found.iter().map(by).collect();
    assert!(strength.is_sorted_by(|one, other| one >= other), "{strength:?}");
    for finding in &found {
        assert_eq!(finding.deals.len(), 30);
    }
}

#[test]
fn where_there_is_nothing_to_say_nothing_is_said() {
    assert_eq!(found(&story("new: | won: | lost:", &[])), [], "no deals at all");
    assert_eq!(found(&story("new: a | won: | lost:", &[]).asked_on(3)), [], "one that has just come");
    let board = format!("new: {} | won: | lost:", column("a", 40));
    let mut all_won = story(&board, &[]);
    let deals = column("a", 40);
    for title in deals.split(' ') {
        tell(&mut all_won.office, &format!("5: win {title}"));
    }
    let all_won = all_won.basis(Basis::ClosedIn).asked_on(6);
    assert_eq!(found(&all_won), [], "all won alike");
    assert_eq!(found(&staying(&about(12, 4), &about(12, 4))), [], "as before");
    // Without a time before there is nothing to compare with; what stands for itself is told all the same.
    let mut since_ever = much_to_say();
    since_ever.query.period = metrics::Period::until(day(59));
    assert_eq!(rules(&found(&since_ever)), ["at risk", "win rate", "win rate"]);
}
