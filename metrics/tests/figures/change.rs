//! What changed a pipeline between two days.

use metrics::{Behind, Step};

use super::{Story, story};

/// Each step with count and value in whole units, those that did not happen left out.
#[track_caller]
fn check(story: &Story, expected: &str) {
    let change = story.change().expect("a period with a beginning");
    let mut parts = Vec::new();
    for step in Step::ALL {
        let moved = change.of(step);
        if moved.deals > 0 {
            let value = moved.value.total().expect("one currency") / 100;
            parts.push(format!("{step:?} {} {value}", moved.deals));
        }
    }
    assert_eq!(parts.join(", "), expected);
}

fn told() -> Story {
    story(
        "new: a b c d e | demo: | won: | lost:",
        &[
            "0: value a to 100; value b to 200; value c to 300; value d to 400",
            "2: lose d because price; nurture e",
            "4: value a to 150; win a; value b to 120; reopen d; add f to demo top; value f to 50",
            "6: lose d because price; nurture c; reopen e",
            "8: reopen d",
        ],
    )
}

#[test]
fn every_step_is_told_with_what_it_was_worth_then() {
    check(
        &told().between(3, 9),
        "Start 3 600, New 1 0, Reopened 3 800, Raised 2 100, Lowered 1 80, Won 1 150, Lost 1 400, Nurtured 1 300, End 4 570",
    );
    check(&told().between(1, 3), "Start 5 1000, Lost 1 400, Nurtured 1 0, End 3 600");
    check(&told().between(10, 12), "Start 4 570, End 4 570");
    assert_eq!(told().change(), None, "nothing to start from");
    let story = told().between(3, 9);
    assert_eq!(story.behind(&Behind::Step(Step::Reopened)), "d e");
    assert_eq!(story.behind(&Behind::Step(Step::Start)), "a b c");
}

#[test]
fn deals_that_go_to_another_pipeline_are_accounted_for() {
    let mut story = story("new: a b | won: | lost:", &["0: value a to 100; value b to 10"]);
    crate::notation::lay_out(&mut story.office, "partners", "lead: x | won-2: | lost-2:");
    super::tell(&mut story.office, "3: move a to lead top; move x to new top");
    let mut story = story.asked_on(5);
    story.query.pipelines = vec![story.office.pipeline("sales")];
    check(&story.clone().between(1, 5), "Start 2 110, MovedIn 1 0, MovedOut 1 100, End 2 10");
    story.query.pipelines = Vec::new();
    check(&story.between(1, 5), "Start 3 110, End 3 110");
}

#[test]
fn a_removed_deal_was_never_there() {
    let story = story("new: a b | won: | lost:", &["0: value a b to 100", "3: remove a"]);
    check(&story.between(1, 5), "Start 1 100, End 1 100");
}

#[test]
fn a_deal_won_at_once_came_and_went() {
    let story = story("new: | won: | lost:", &["3: add a to won top"]);
    check(&story.between(1, 5), "New 1 0, Won 1 0");
}

#[test]
fn without_a_rate_the_change_refuses_and_counts_go_on() {
    let story =
        story("new: a b | won: | lost:", &["0: value a to 100; value b to 5 JPY", "3: win b; value a to 70"]);
    let change = story.between(1, 5).change().unwrap();
    assert!(change.of(Step::Start).value.total().is_err() && change.of(Step::Won).value.total().is_err());
    assert_eq!(change.of(Step::Lowered).value.total(), Ok(3_000));
    assert_eq!((change.of(Step::Won).deals, change.of(Step::End).deals), (1, 1));
}
