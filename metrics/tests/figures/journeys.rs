//! What became of the deals of each group on their way, and the groups that only reports have.

use metrics::{Basis, Behind, Grouping, Journeys, Key, by, journeys};
use sales::decide::{Command, DealPatch};
use sales::model::StandingKind;

use super::{Story, story};

const BOARD: &str = "new: a b c d e f | demo: | offer: | won: | lost:";

/// a goes all the way, b skips and is lost, c moves back, d is lost, e nurtured, f waits.
fn busy() -> Story {
    story(
        BOARD,
        &[
            "2: move a to demo top; move b to offer top; move c to offer top",
            "5: move a to offer top; move c to demo top; lose d because timing",
            "9: win a; nurture e",
            "12: lose b because price",
        ],
    )
    .asked_on(20)
}

fn named(story: &Story, key: Key) -> String {
    let ws = &story.office.ws;
    match key {
        Key::Stage(id) => ws.stages.get(id).unwrap().name.clone(),
        Key::LossReason(Some(id)) => ws.choices.get(id).unwrap().name.clone(),
        Key::Owner(Some(id)) => ws.people.get(id).unwrap().name.clone(),
        Key::Month(month) => format!("{}-{}", month.year, month.month),
        _ => "-".to_owned(),
    }
}

/// `name open won lost` of each group.
fn groups(story: &Story, grouping: Grouping) -> String {
    let groups = by(&story.office.ws, &story.columns(), &story.selection, &story.query, grouping);
    let row = |group: &metrics::Group| {
        let outcomes = &group.outcomes;
        format!("{} {} {} {}", named(story, group.key), outcomes.open, outcomes.won, outcomes.lost)
    };
    groups.iter().map(row).collect::<Vec<_>>().join(" | ")
}

fn found(story: &Story, grouping: Grouping) -> Journeys {
    journeys(&story.office.ws, &story.columns(), &story.selection, &story.query, grouping)
}

#[test]
fn a_lost_deal_is_grouped_by_the_stage_it_got_to_and_by_its_reason() {
    let story = busy();
    // c went back to demo, where it is open; b was lost in offer, d in new; e is nurtured.
    assert_eq!(groups(&story, Grouping::LastStage), "new 1 0 1 | demo 1 0 0 | offer 0 0 1 | won 0 1 0");
    assert_eq!(groups(&story, Grouping::LossReason), "price 0 0 1 | timing 0 0 1");
    let lost = |grouping, name: &str| {
        let groups = by(&story.office.ws, &story.columns(), &story.selection, &story.query, grouping);
        let key = groups.iter().map(|group| group.key).find(|key| named(&story, *key) == name).unwrap();
        story.behind(&Behind::Group(grouping, key, Box::new(Behind::Lost)))
    };
    assert_eq!(lost(Grouping::LastStage, "offer"), "b");
    assert_eq!(lost(Grouping::LossReason, "timing"), "d");
}

#[test]
fn the_way_of_each_group_comes_to_that_of_all() {
    let mut story = busy();
    let (ada, deals) = (story.office.person_id("Ada"), story.office.deal_ids("a b c"));
    story.office.must(&Command::EditDeals { deals, patch: DealPatch::Owner(Some(ada)) });
    let all = found(&story, Grouping::Owner);
    let ends = |journey: &metrics::Journey| {
        let ends = journey.ends;
        format!("{}={}+{}+{}+{}", ends.all(), ends.won, ends.lost, ends.nurtured, ends.still)
    };
    let rows: Vec<String> =
        all.groups.iter().map(|(key, row)| format!("{} {}", named(&story, *key), ends(row))).collect();
    assert_eq!(rows, ["Ada 3=1+1+0+1", "- 3=0+1+1+1"]);
    assert_eq!(ends(&all.all), "6=1+2+1+2");
    let of_ada = &all.groups[0].1;
    assert_eq!((of_ada.ends.to_won().hits, of_ada.ends.drop_off().hits, of_ada.ends.to_won().of), (1, 1, 3));
    // a: 2, 3 and 4 days; b: 2 and 10; c: 2 and 3. The one where c still is has not ended.
    let days = of_ada.visit_days.unwrap();
    assert_eq!((days.count, days.mean), (7, 26.0 / 7.0));
    // Each count has as many deals behind it.
    let key = Key::Owner(Some(ada));
    for (standing, expected) in [
        (StandingKind::Won, "a"),
        (StandingKind::Lost, "b"),
        (StandingKind::Nurtured, ""),
        (StandingKind::Open, "c"),
    ] {
        let figure = Behind::Group(Grouping::Owner, key, Box::new(Behind::Ended(standing)));
        assert_eq!(story.behind(&figure), expected);
    }
    let of_ada = |figure| story.behind(&Behind::Group(Grouping::Owner, key, Box::new(figure)));
    assert_eq!((of_ada(Behind::LeftAny), of_ada(Behind::Dropped)), ("a b c".into(), "b".into()));
    // Of those closed in the days only these count.
    let story = story.between(8, 15).basis(Basis::ClosedIn);
    assert_eq!(ends(&found(&story, Grouping::Owner).all), "2=1+1+0+0");
    assert_eq!(ends(&found(&story.clone().between(1000, 1001), Grouping::Owner).all), "0=0+0+0+0");
}

#[test]
fn a_velocity_is_made_of_what_is_open_and_what_was_closed() {
    let story = busy();
    assert_eq!(story.behind(&Behind::Moving), "a b c d f");
    assert_eq!(story.behind(&Behind::Curve), "a b c d e f");
    assert_eq!(story.clone().between(8, 10).behind(&Behind::Moving), "a b c f");
    let story = story.between(8, 10).basis(Basis::CreatedIn);
    assert_eq!(
        (story.behind(&Behind::Moving), story.behind(&Behind::Curve)),
        ("b c f".into(), String::new())
    );
}

#[test]
fn what_was_won_of_those_that_came_through_a_stage() {
    let story = busy();
    assert_eq!(story.stage("new").furthest.won_value, story.stage("offer").furthest.won_value);
    let pipeline = story.stage("new").pipeline;
    assert_eq!(story.insights().won_value(pipeline), story.insights().all.won_value);
}

#[test]
fn behind_the_time_in_stages_are_no_deals_whose_past_is_not_known() {
    use sales::log::{Change, NewDeal};
    use sales::model::Visit;
    let mut story = busy();
    let before = (story.behind(&Behind::LeftAny), found(&story, Grouping::Owner).all.visit_days);
    let position = story.office.deal("c").position.clone();
    let visit = |name, days| Visit {
        stage: story.office.stage_id(name),
        standing: StandingKind::Open,
        entered: crate::fixture::MONDAY.plus_days(days),
    };
    let visits = vec![visit("new", 1), visit("demo", 4)];
    let id = sales::ids::DealId(story.office.uuid());
    let plain = NewDeal::plain(id, "partial".into(), position, crate::fixture::MONDAY.plus_days(1));
    let change = Change::DealAdded(Box::new(NewDeal { visits, is_partial: true, ..plain }));
    sales::evolve::apply(&mut story.office.ws, &change, &mut sales::evolve::Touched::default());
    assert!(story.behind(&Behind::Cohort).contains("partial"));
    assert_eq!((story.behind(&Behind::LeftAny), found(&story, Grouping::Owner).all.visit_days), before);
}
