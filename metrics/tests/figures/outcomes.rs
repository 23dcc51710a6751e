//! Win rate, size, cycle, velocity.

use metrics::{Basis, Behind, Grouping, Key, Rate, Undefined, by};

use super::{Story, story, tell};

const BOARD: &str = "new: a b c d e | won: | lost:";

/// Won after 4, 10 and 30 days, lost after 6; one is open.
fn closed() -> Story {
    story(
        BOARD,
        &[
            "0: value a to 100; value b to 250.01; value c to 400; value d to 1000; give a b to Ada; give d to Bob",
            "4: win a",
            "6: lose d because price",
            "10: win b",
            "30: win c",
        ],
    )
    .asked_on(40)
    .basis(Basis::ClosedIn)
}

#[test]
fn win_rate_is_by_count_and_by_value() {
    let all = closed().insights().all;
    assert_eq!(all.win_rate(), Ok(Rate { hits: 3, of: 4 }));
    assert_eq!(all.win_rate_by_value(), Ok(75_001.0 / 175_001.0));
    assert_eq!(closed().behind(&Behind::Won), "a b c");
    assert_eq!(closed().behind(&Behind::Closed), "a b c d");
}

#[test]
fn only_what_closed_in_the_period_counts() {
    let all = closed().between(5, 10).insights().all;
    assert_eq!(all.win_rate(), Ok(Rate { hits: 1, of: 2 }));
    assert_eq!((all.open, all.created), (2, 0), "c was open still");
    assert_eq!(closed().between(11, 20).insights().all.win_rate(), Err(Undefined::NothingClosed));
    assert_eq!(closed().between(50, 60).insights().all.win_rate(), Err(Undefined::InTheFuture));
}

#[test]
fn sizes_have_a_mean_and_a_median() {
    let all = closed().insights().all;
    assert_eq!(all.mean_size(), Ok(25_000), "750.01 / 3, to the cent");
    assert_eq!(all.median_size(), Ok(25_001));
    let two = closed().until(10).insights().all;
    assert_eq!(two.median_size(), Ok(17_501), "half a cent away from zero");
    assert_eq!(closed().until(3).insights().all.mean_size(), Err(Undefined::NothingClosed));
    assert_eq!(closed().between(6, 6).insights().all.mean_size(), Err(Undefined::NothingWon));
}

#[test]
fn the_cycle_is_days_from_created_to_won() {
    let insights = closed().insights();
    let cycle = insights.all.cycle().unwrap();
    assert_eq!((cycle.count, cycle.median), (3, 10.0));
    assert!((cycle.mean - 44.0 / 3.0).abs() < 1e-12);
    // At risk 5, 4 after a, 3 after d left, 2 after b: 4/5 × 2/3 = 0.53, then c: × 1/2.
    assert_eq!(insights.survival_median(), Ok(30));
    assert_eq!(closed().until(10).insights().survival_median(), Err(Undefined::NeverHalf));
}

#[test]
fn of_a_deal_that_was_re_opened_the_last_close_counts() {
    let story = story("new: a | won: | lost:", &["3: lose a because price", "10: reopen a", "20: win a"])
        .basis(Basis::ClosedIn);
    let at = |story: Story| story.insights().all;
    let then = at(story.clone().until(5));
    assert_eq!((then.won, then.lost, then.open), (0, 1, 0));
    let then = at(story.clone().until(12));
    assert_eq!((then.won, then.lost, then.open), (0, 0, 1));
    let now = at(story.clone());
    assert_eq!((now.won, now.lost, now.cycle().unwrap().mean), (1, 0, 20.0));
    assert_eq!(at(story.between(0, 15)).lost, 0, "by the end of the period it was open again");
}

#[test]
fn velocity_has_four_drivers() {
    let velocity = closed().insights().all.velocity().unwrap();
    let expected = 1.0 * 0.75 * (75_001.0 / 3.0) / (44.0 / 3.0);
    assert!((velocity.per_day - expected).abs() < 1e-9);
    assert!((velocity.monthly() - 30.0 * expected).abs() < 1e-6);
    for more in [velocity.more_deals, velocity.more_wins, velocity.larger_deals] {
        assert!((more / expected - 0.1).abs() < 1e-9);
    }
    assert!((velocity.shorter_cycle / expected - 1.0 / 9.0).abs() < 1e-9);
    let none = story(BOARD, &["0: value a to 5; win a"]).insights().all;
    assert_eq!(none.velocity(), Err(Undefined::NoTime), "won on the day it was created");
    let blank = story(BOARD, &["3: win a"]).insights().all;
    assert_eq!(blank.velocity(), Err(Undefined::NoValue));
    let sure = story(BOARD, &["0: value a to 5", "3: win a"]).insights().all.velocity().unwrap();
    assert!(sure.more_wins.abs() < 1e-9, "no more than all can be won");
}

#[test]
fn groups_have_the_same_figures() {
    let story = closed();
    let owners = story.insights().owners;
    let (ada, bob) = (story.office.person_id("Ada"), story.office.person_id("Bob"));
    let found: Vec<(Key, usize, usize, usize)> = owners
        .iter()
        .map(|group| (group.key, group.outcomes.won, group.outcomes.lost, group.outcomes.open))
        .collect();
    let key = Key::Owner;
    assert_eq!(found, [(key(Some(ada)), 2, 0, 0), (key(Some(bob)), 0, 1, 0), (key(None), 1, 0, 1)]);
    let of_ada = Behind::Group(Grouping::Owner, key(Some(ada)), Box::new(Behind::Won));
    assert_eq!(story.behind(&of_ada), "a b");
    let months =
        by(&story.office.ws, &story.columns(), &story.selection, &story.query, Grouping::MonthClosed);
    assert_eq!(months.len(), 2, "June and July");
}

#[test]
fn a_deal_counts_in_each_of_its_tags() {
    let mut story = closed();
    story.office.entry(sales::model::ListKind::Tag, "big");
    super::tell(&mut story.office, "31: tag a b to hot; tag a to big");
    let groups = by(&story.office.ws, &story.columns(), &story.selection, &story.query, Grouping::Tag);
    let won: Vec<usize> = groups.iter().map(|group| group.outcomes.won).collect();
    assert_eq!(won, [2, 1, 1], "hot, big, none");
}

#[test]
fn months_tell_what_came_and_went() {
    // Day 0 is the ninth of June 2025.
    let months = closed().insights().months;
    let found: Vec<_> = months.iter().map(|row| (row.month.month, row.created, row.won, row.lost)).collect();
    assert_eq!(found, [(6, 5, 2, 1), (7, 0, 1, 0)]);
}

#[test]
fn a_field_of_the_teams_own_groups_and_selects() {
    use metrics::Selection;
    use sales::decide::{Command, DealPatch};
    use sales::model::{FieldKind, FieldValue};
    let mut story = closed();
    let field = story.office.custom("size", FieldKind::Choice, &["small", "large"]);
    let options: Vec<_> =
        story.office.ws.fields.get(field).unwrap().options.iter().map(|row| row.id).collect();
    for (titles, option) in [("a b", options[0]), ("d", options[1])] {
        let deals = story.office.deal_ids(titles);
        let patch = DealPatch::Custom(field, Some(FieldValue::Choice(option)));
        story.office.must(&Command::EditDeals { deals, patch });
    }
    let grouping = Grouping::Field(field);
    let groups = by(&story.office.ws, &story.columns(), &story.selection, &story.query, grouping);
    let found: Vec<_> =
        groups.iter().map(|group| (group.key, group.outcomes.won, group.outcomes.lost)).collect();
    let key = |place: usize| Key::Option(Some(options[place]));
    assert_eq!(found, [(key(0), 2, 0), (key(1), 0, 1), (Key::Option(None), 1, 0)]);
    story.selection =
        Selection::new(&story.office.ws, sales::query::Filter::default(), vec![(field, options[0])]);
    assert_eq!(story.insights().all.win_rate(), Ok(Rate { hits: 2, of: 2 }));
}

/// The won deals of each group, by the name of the group.
fn won_of(story: &Story, grouping: Grouping) -> String {
    let ws = &story.office.ws;
    let groups = by(ws, &story.columns(), &story.selection, &story.query, grouping);
    let name = |key: Key| match key {
        Key::Text(field, deal) => match ws.deals.get(deal).and_then(|deal| deal.custom_value(field)) {
            Some(sales::model::FieldValue::Text(text)) => text.trim().to_owned(),
            other => panic!("{other:?}"),
        },
        Key::Band(band) => match (band.single(), band.from, band.below) {
            (Some(number), ..) => number.to_string(),
            (None, from, below) => {
                let end =
                    |end: Option<sales::number::Number>| end.map(|end| end.to_string()).unwrap_or_default();
                format!("{}..{}", end(from), end(below))
            }
        },
        Key::Month(month) => format!("{}-{:02}", month.year, month.month),
        Key::Manager(Some(person)) => ws.people.get(person).expect("a person").manager.trim().to_owned(),
        Key::Region(Some(person)) => ws.people.get(person).expect("a person").region.trim().to_owned(),
        Key::Without | Key::Manager(None) | Key::Region(None) => "-".to_owned(),
        other => panic!("{other:?}"),
    };
    let row = |group: &metrics::Group| {
        let figure = Behind::Group(grouping, group.key, Box::new(Behind::Won));
        let won = story.behind(&figure);
        assert_eq!(won.split_whitespace().count(), group.outcomes.won, "{:?}", group.key);
        format!("{}: {won}", name(group.key)).trim().to_owned()
    };
    groups.iter().map(row).collect::<Vec<_>>().join(" | ")
}

#[test]
fn fields_of_every_kind_group() {
    use sales::decide::{Command, DealPatch};
    use sales::model::{FieldKind, FieldValue};
    let board = format!("new: {} | won: | lost:", crate::column("a", 9));
    let mut story = story(&board, &["3: win a0 a1 a2 a3 a4 a5 a6 a7 a8"]).asked_on(9);
    let [town, seats, renewal] =
        [("town", FieldKind::Text), ("seats", FieldKind::Number), ("renewal", FieldKind::Date)]
            .map(|(name, kind)| story.office.custom(name, kind, &[]));
    let mut set = |title: &str, field, value| {
        let deals = story.office.deal_ids(title);
        story.office.must(&Command::EditDeals { deals, patch: DealPatch::Custom(field, Some(value)) });
    };
    for (titles, text) in [("a0 a3", "Oslo"), ("a1", " Bern "), ("a2", "Bern")] {
        set(titles, town, FieldValue::Text(text.into()));
    }
    for (title, number) in [("a0", 3.0), ("a1", 8.0), ("a2", 3.0)] {
        set(title, seats, FieldValue::Number(number));
    }
    for (titles, on) in [("a0", "2026-01-31"), ("a4 a1", "2025-12-01"), ("a2", "2026-01-01")] {
        set(titles, renewal, FieldValue::Date(on.parse().expect("a day")));
    }
    assert_eq!(won_of(&story, Grouping::Field(town)), "Bern: a1 a2 | Oslo: a0 a3 | -: a4 a5 a6 a7 a8");
    assert_eq!(won_of(&story, Grouping::Field(seats)), "3: a0 a2 | 8: a1 | -: a3 a4 a5 a6 a7 a8");
    assert_eq!(
        won_of(&story, Grouping::Field(renewal)),
        "2025-12: a1 a4 | 2026-01: a0 a2 | -: a3 a5 a6 a7 a8"
    );
    // With more than a handful of different numbers there are bands.
    for number in 0..9 {
        let value = FieldValue::Number(f64::from(10 * number + 5));
        let deals = story.office.deal_ids(&format!("a{number}"));
        story.office.must(&Command::EditDeals { deals, patch: DealPatch::Custom(seats, Some(value)) });
    }
    assert_eq!(
        won_of(&story, Grouping::Field(seats)),
        "..30: a0 a1 a2 | 30..50: a3 a4 | 50..70: a5 a6 | 70..: a7 a8"
    );
}

#[test]
fn the_manager_and_the_region_of_the_owner_group() {
    use sales::decide::{Command, PersonPatch};
    let mut story =
        story("new: a b c d e | won: | lost:", &["1: give a b to Ada; give c to Bob", "2: win a b c d e"])
            .asked_on(9);
    story.office.person("Cid");
    tell(&mut story.office, "3: give d to Cid");
    let manager = |name: &str| PersonPatch::Manager(name.into());
    let region = |name: &str| PersonPatch::Region(name.into());
    for (name, patch) in
        [("Ada", manager("Zoe")), ("Ada", region("North")), ("Bob", manager("Zoe ")), ("Cid", region("East"))]
    {
        let person = story.office.person_id(name);
        story.office.must(&Command::EditPerson { person, patch });
    }
    assert_eq!(won_of(&story, Grouping::Manager), "Zoe: a b c | -: d e");
    assert_eq!(won_of(&story, Grouping::Region), "East: d | North: a b | -: c e");
}

#[test]
fn lost_deals_are_compared_with_won_ones_as_two_selections() {
    use metrics::Selection;
    let story = closed();
    let columns = story.columns();
    let of = |figure| {
        let ws = &story.office.ws;
        let deals = metrics::behind(ws, &columns, &story.selection, &story.query, &figure);
        metrics::insights(ws, &columns, &Selection::of(&deals), &story.query)
    };
    let (won, lost) = (of(Behind::Won), of(Behind::Lost));
    assert_eq!((won.all.won, won.all.lost, lost.all.lost), (3, 0, 1));
    assert_eq!(lost.all.lost_cycle().map(|cycle| cycle.median), Some(6.0));
    assert_eq!((won.stages[0].visit_days.unwrap().count, lost.stages[0].visit_days.unwrap().count), (3, 1));
}

#[test]
fn a_selection_follows_a_field_that_its_filter_asks() {
    use metrics::Selection;
    use sales::model::FieldKind;
    use sales::query::{FieldCondition, Filter, Holds};
    let mut story = story("new: a b | won: | lost:", &[]);
    let field = story.office.custom("remark", FieldKind::Text, &[]);
    let holds = Holds::Words("beta".into());
    let filter = Filter { fields: vec![FieldCondition { field, holds }], ..Filter::default() };
    let mut selection = Selection::new(&story.office.ws, filter, Vec::new());
    let deal = story.office.deal_ix("a");
    assert!(!selection.has(deal));
    // What is not there any more is not asked.
    story.office.do_all("undo");
    selection.follow(&story.office.ws, &story.office.touched);
    assert!(selection.has(deal));
}
