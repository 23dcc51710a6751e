//! Stages: who reached them, what became of them, how long it took.

use metrics::{Basis, Behind, Mode, Rate};

use super::{Story, story};

const BOARD: &str = "new: a b c d e f | demo: | offer: | won: | lost:";

/// a goes all the way, b skips, c moves back, d is lost, e nurtured, f waits.
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

#[test]
fn a_skipped_stage_counts_as_passed_unless_visits_are_asked_for() {
    busy().check_stages(Mode::Furthest, "new 6=3+1+1+1 | demo 3=3+0+0+0 | offer 3=1+1+0+1");
    busy().check_stages(Mode::Visited, "new 6=3+1+1+1 | demo 2=2+0+0+0 | offer 3=1+1+0+1");
}

#[test]
fn the_same_on_a_past_day() {
    busy().until(1).check_stages(Mode::Furthest, "new 6=0+0+0+6 | demo 0=0+0+0+0 | offer 0=0+0+0+0");
    busy().until(4).check_stages(Mode::Furthest, "new 6=3+0+0+3 | demo 3=2+0+0+1 | offer 2=0+0+0+2");
    busy().until(9).check_stages(Mode::Furthest, "new 6=3+1+1+1 | demo 3=3+0+0+0 | offer 3=1+0+0+2");
}

#[test]
fn rates_are_steps_and_cumulative() {
    let demo = busy().stage("demo").furthest;
    assert_eq!((demo.step(), demo.cumulative()), (Rate { hits: 3, of: 3 }, Rate { hits: 3, of: 6 }));
    let new = busy().stage("new").furthest;
    assert_eq!((new.drop_off(), new.to_won()), (Rate { hits: 2, of: 6 }, Rate { hits: 1, of: 6 }));
}

#[test]
fn a_deal_moved_back_is_counted_where_it_is_and_where_it_got_to() {
    let story = busy();
    let here: Vec<usize> = story.insights().stages.iter().map(|row| row.here).collect();
    assert_eq!(here, [1, 1, 0], "f, and c where it went back to");
    assert_eq!(story.behind(&Behind::OpenIn(story.office.stage_id("demo"))), "c");
}

#[test]
fn bases_say_which_deals_are_looked_at() {
    let story = busy().between(5, 9);
    story
        .clone()
        .basis(Basis::ClosedIn)
        .check_stages(Mode::Furthest, "new 2=1+1+0+0 | demo 1=1+0+0+0 | offer 1=1+0+0+0");
    story
        .clone()
        .basis(Basis::CreatedIn)
        .check_stages(Mode::Furthest, "new 0=0+0+0+0 | demo 0=0+0+0+0 | offer 0=0+0+0+0");
    assert_eq!(story.basis(Basis::CreatedIn).stage("new").furthest.step().share(), None);
}

#[test]
fn losses_tell_where_and_why() {
    let story = busy();
    let insights = story.insights();
    let timing = story.office.choice(sales::model::ListKind::LossReason, "timing");
    let place = insights.losses.reasons.iter().position(|reason| *reason == Some(timing)).unwrap();
    assert_eq!(insights.losses.deals[place], 1);
    let by_stage: Vec<usize> = insights.stages.iter().map(|row| row.lost_by_reason[place]).collect();
    assert_eq!(by_stage, [1, 0, 0]);
    let new = story.office.stage_id("new");
    assert_eq!(story.behind(&Behind::LostFor(Some(new), Some(timing))), "d");
    assert_eq!(story.behind(&Behind::LostFor(None, Some(timing))), "d");
}

#[test]
fn time_in_a_stage_is_that_of_real_visits() {
    let story = story(
        "new: a b c | demo: | won: | lost:",
        &[
            "4: move a to demo top",
            "6: move a to new top; move b to demo top",
            "7: move a to demo top",
            "8: lose b because price",
            "18: reopen b",
            "20: win a b",
        ],
    )
    .asked_on(30);
    let new = story.stage("new");
    // a: 4 and 1 days, b: 6; c is still there.
    let visits = new.visit_days.unwrap();
    assert_eq!((visits.count, visits.mean, visits.median), (3, 11.0 / 3.0, 4.0));
    let deals = new.deal_days.unwrap();
    assert_eq!((deals.count, deals.mean), (2, 5.5), "5 and 6 days in all");
    let running = new.running_days.unwrap();
    assert_eq!((running.count, running.mean), (1, 30.0));
    // b was away from day 8 to day 18: that time belongs to no stage.
    let demo = story.stage("demo");
    let visits = demo.visit_days.unwrap();
    assert_eq!((visits.count, visits.mean), (4, 19.0 / 4.0), "a 2 and 13, b 2 and 2");
    assert_eq!((demo.deal_days.unwrap().count, demo.deal_days.unwrap().mean), (2, 9.5));
    assert_eq!(demo.running_days, None);
    assert_eq!(story.behind(&Behind::Left(story.office.stage_id("new"))), "a b");
}

#[test]
fn on_a_past_day_a_visit_that_ended_since_was_running() {
    let story = story("new: a | demo: | won: | lost:", &["10: move a to demo top"]).until(4);
    let new = story.stage("new");
    assert_eq!(new.visit_days, None);
    assert_eq!(new.running_days.map(|days| (days.count, days.high)), Some((1, 4)));
}

#[test]
fn a_stage_that_is_no_longer_in_use_is_shown_where_deals_were_in_it() {
    let mut story = busy();
    super::tell(&mut story.office, "13: archive demo to offer");
    story.check_stages(Mode::Furthest, "new 6=3+1+1+1 | demo 3=3+0+0+0 | offer 3=1+1+0+1");
    assert!(story.stage("demo").is_archived);
    let unused = super::story(BOARD, &["1: archive demo"]);
    unused.check_stages(Mode::Furthest, "new 6=0+0+0+6 | offer 0=0+0+0+0");
}

#[test]
fn the_flow_leads_from_each_stage_to_the_next_one_a_deal_came_to() {
    let story = busy();
    let name = |id: Option<sales::ids::StageId>| {
        id.map_or("-".to_owned(), |id| story.office.ws.stages.get(id).unwrap().name.clone())
    };
    let insights = story.insights();
    let links: Vec<String> = insights
        .links
        .iter()
        .map(|link| format!("{}>{} {}", name(link.from), name(link.to), link.deals))
        .collect();
    assert_eq!(links.join(", "), "->new 6, new>demo 1, new>offer 2, demo>offer 1, offer>- 1");
    for link in &insights.links {
        let behind = story.behind(&Behind::Link(*link));
        assert_eq!(behind.split_whitespace().count(), link.deals, "{behind}");
    }
}

#[test]
fn a_deal_won_at_once_passed_all_stages_and_was_in_none() {
    let story = story("new: a | demo: | won: | lost:", &["0: add b to won top"]);
    story.check_stages(Mode::Furthest, "new 2=1+0+0+1 | demo 1=1+0+0+0");
    story.check_stages(Mode::Visited, "new 1=0+0+0+1 | demo 0=0+0+0+0");
}

#[test]
fn another_order_of_stages_is_the_one_that_counts_from_then_on() {
    let mut story = busy();
    let (demo, offer) = (story.office.stage_id("demo"), story.office.stage_id("offer"));
    story.office.must(&sales::decide::Command::MoveStage { stage: offer, before: Some(demo) });
    // a went to offer after demo, and c back to demo: furthest of both is demo now.
    story.check_stages(Mode::Furthest, "new 6=3+1+1+1 | offer 3=2+1+0+0 | demo 2=1+0+0+1");
    assert_eq!(story.insights().moved_back, Rate { hits: 1, of: 6 }, "a, by today's order");
    assert_eq!(story.behind(&Behind::MovedBack), "a");
}
