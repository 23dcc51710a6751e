//! Moving stages, and names that can't be.

use sales::ids::{PipelineId, Uuid};

use super::super::fixture;
use super::*;

fn row(pipeline: &str, stage: &str, name: &str) -> StageRow {
    fixture::row(pipeline, stage, fixture::new_stage(name))
}

fn setup(stages: Vec<StageRow>) -> Setup {
    fixture::setup(&[("a", "A"), ("b", "B")], stages)
}

fn named(pipeline: &str, stage: &str) -> Named {
    (pipeline.to_owned(), stage.to_owned())
}

#[test]
fn a_stage_moves_among_those_of_its_pipeline() {
    let mut setup = setup(vec![row("a", "1", "1"), row("b", "x", "x"), row("a", "2", "2")]);
    let names = |setup: &Setup| setup.stages.iter().map(|row| row.stage.clone()).collect::<Vec<_>>();
    shift(&mut setup, &named("a", "1"), -1);
    assert_eq!(names(&setup), ["1", "x", "2"], "the first has nowhere to go");
    shift(&mut setup, &named("a", "1"), 1);
    assert_eq!(names(&setup), ["2", "x", "1"]);
    shift(&mut setup, &named("b", "x"), 1);
    assert_eq!(names(&setup), ["2", "x", "1"], "it is alone in its pipeline");
    shift(&mut setup, &named("a", "gone"), 1);
    assert_eq!(names(&setup), ["2", "x", "1"]);
}

#[test]
fn new_stages_of_one_pipeline_have_different_names() {
    let workspace = Workspace::default();
    let setup = setup(vec![
        row("a", "1", "Offer"),
        row("b", "1", "Offer"),
        row("a", "2", "offer"),
        row("a", "3", " "),
    ]);
    let cases = [
        (named("a", "1"), None),
        (named("b", "1"), None),
        (named("a", "2"), Some(Fault::Taken)),
        (named("a", "3"), Some(Fault::Blank)),
        (named("a", "gone"), None),
    ];
    for (stage, fault) in cases {
        assert_eq!(fault_of(&setup, &workspace, &stage), fault, "{stage:?}");
    }
}

#[test]
fn a_pipeline_that_is_gone_has_no_stages() {
    let workspace = Workspace::default();
    let mut setup = setup(vec![row("a", "1", "Offer")]);
    let gone = PipelineSetup::Existing(PipelineId(Uuid::from_u128(7)));
    setup.pipelines.insert("a".to_owned(), gone);
    assert_eq!(fault_of(&setup, &workspace, &named("a", "1")), None);
}

#[test]
fn chances_are_read_as_people_type_them() {
    for (typed, expected) in
        [("10", Some(10)), (" 40 % ", Some(40)), ("100％", Some(100)), ("101", None), ("x", None)]
    {
        assert_eq!(percent(typed), expected, "{typed}");
    }
}
