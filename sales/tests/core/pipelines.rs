//! Pipelines, and the templates they are made from.

use sales::decide::{Command, Rejection, StageDraft, What};
use sales::hue;
use sales::ids::{PipelineId, Uuid};
use sales::model::{ListKind, StageKind};
use sales::money::{Currency, Rate};
use sales::sample::{Language, SEGMENTS, drafts};
use sales::templates;
use sales::time::Date;

use crate::fixture::{Office, add_pipeline, draft};
use crate::notation::office;

fn names(office: &Office) -> Vec<&str> {
    office.ws.pipelines_in_order().iter().map(|row| row.name.as_str()).collect()
}

fn three() -> Office {
    let mut office = Office::new();
    for name in ["one", "two", "three"] {
        office.must(&add_pipeline(name, &["new", "won", "lost"]));
    }
    office
}

#[test]
fn every_template_makes_a_pipeline_in_either_language() {
    for template in templates::ALL {
        for language in [Language::English, Language::Chinese] {
            let texts = |rows: &[templates::Bilingual]| -> Vec<String> {
                rows.iter().map(|text| language.pick(text).to_owned()).collect()
            };
            let mut office = Office::new();
            office.must(&Command::AddPipeline {
                name: language.pick(&template.name).into(),
                stages: drafts(template, language),
                sources: texts(template.sources),
                loss_reasons: texts(template.loss_reasons),
                segments: texts(&SEGMENTS),
                currency: Some(language.currency()),
            });
            let pipeline = office.ws.first_pipeline().unwrap();
            let stages = office.ws.usable_stages_of(pipeline.id);
            assert_eq!(stages.len(), template.stages.len(), "{}", template.key);
            for (stage, model) in stages.iter().zip(template.stages) {
                assert_eq!(stage.name, language.pick(&model.name));
                assert_eq!((stage.kind, stage.probability), (model.kind, model.probability));
                let is_end = [hue::WON, hue::LOST].contains(&stage.hue);
                assert_eq!(is_end, stage.kind != StageKind::Open, "{} stands out by its colour", stage.name);
                assert_eq!(
                    (stage.limit_days, stage.guidance.as_str()),
                    (model.limit_days, language.pick(&model.guidance))
                );
            }
            assert_eq!(office.ws.list(ListKind::Source).len(), template.sources.len());
            assert_eq!(office.ws.list(ListKind::LossReason).len(), template.loss_reasons.len());
            assert_eq!(office.ws.list(ListKind::Segment).len(), 3);
            assert_eq!(office.ws.settings.currency, language.currency());
            office.do_all("undo");
            assert!(office.ws.is_empty());
            assert!(office.ws.same_as(&sales::model::Workspace::default()));
        }
    }
}

#[test]
fn a_second_template_adds_only_what_the_lists_lack() {
    let mut office = Office::new();
    office.must(&add_pipeline("one", &["new", "won", "lost"]));
    office.must(&Command::AddPipeline {
        name: "two".into(),
        stages: ["new", "won", "lost"].map(|name| draft(name, 10)).to_vec(),
        sources: vec!["WEB".into(), "ads".into(), " Ads ".into(), String::new()],
        loss_reasons: vec!["price".into()],
        segments: Vec::new(),
        currency: None,
    });
    let sources: Vec<&str> = office.ws.list(ListKind::Source).iter().map(|row| row.name.as_str()).collect();
    assert_eq!(sources, ["web", "fair", "ads"]);
    assert_eq!(office.ws.list(ListKind::LossReason).len(), 2);
}

#[test]
fn a_pipeline_needs_a_stage_of_each_kind() {
    let cases: [(&[&str], Rejection); 5] = [
        (&[], Rejection::NoOpenStage),
        (&["won", "lost"], Rejection::NoOpenStage),
        (&["new", "lost"], Rejection::NoWonStage),
        (&["new", "won"], Rejection::NoLostStage),
        (&["new", "won", "lost", "NEW"], Rejection::NameTaken(What::Stage, "NEW".into())),
    ];
    for (stages, expected) in cases {
        Office::new().refuses(&add_pipeline("one", stages), &expected);
    }
    let mut office = Office::new();
    office.refuses(&add_pipeline(" ", &["new", "won", "lost"]), &Rejection::Blank(What::Pipeline));
    office.refuses(&add_pipeline("one", &["new", "won", "lost", ""]), &Rejection::Blank(What::Stage));
    let wild = |probability| Command::AddPipeline {
        name: "one".into(),
        stages: vec![draft("new", probability), draft("won", 0), draft("lost", 200)],
        sources: Vec::new(),
        loss_reasons: Vec::new(),
        segments: Vec::new(),
        currency: None,
    };
    office.refuses(&wild(101), &Rejection::NotAPercentage);
    office.must(&wild(100));
    assert_eq!(office.stage("won").probability, 100, "what is won is certain");
    assert_eq!(office.stage("lost").probability, 0);
}

#[test]
fn names_are_taken_once() {
    let mut office = three();
    let taken = |name: &str| Rejection::NameTaken(What::Pipeline, name.to_owned());
    let (one, two) = (office.pipeline("one"), office.pipeline("two"));
    office.refuses(&add_pipeline("ONE", &["new", "won", "lost"]), &taken("ONE"));
    office.refuses(&Command::RenamePipeline { pipeline: one, name: "two".into() }, &taken("two"));
    office.refuses(&Command::DuplicatePipeline { pipeline: one, name: "Three".into() }, &taken("Three"));
    office.must(&Command::RenamePipeline { pipeline: one, name: "ONE".into() });
    office.must(&Command::RenamePipeline { pipeline: two, name: "one more".into() });
    office.unchanged_by(&Command::RenamePipeline { pipeline: two, name: " one more ".into() });
    assert_eq!(names(&office), ["ONE", "one more", "three"]);
}

#[test]
fn a_duplicate_has_the_stages_and_not_the_deals() {
    let mut office = office("new: a | proposal: b | won: | lost:");
    office.do_all("archive new to proposal");
    let pipeline = office.pipeline("sales");
    office.must(&Command::DuplicatePipeline { pipeline, name: "copy".into() });
    let copy = office.pipeline("copy");
    let stages: Vec<(&str, StageKind, u8)> = office
        .ws
        .stages_of(copy)
        .iter()
        .map(|stage| (stage.name.as_str(), stage.kind, stage.probability))
        .collect();
    let expected =
        [("proposal", StageKind::Open, 20), ("won", StageKind::Won, 100), ("lost", StageKind::Lost, 0)];
    assert_eq!(stages, expected);
    assert_eq!(office.board_of("copy"), "proposal: | won: | lost:");
}

#[test]
fn pipelines_are_put_in_order() {
    let cases: [(&str, Option<&str>, [&str; 3]); 6] = [
        ("three", Some("one"), ["three", "one", "two"]),
        ("three", Some("two"), ["one", "three", "two"]),
        ("one", None, ["two", "three", "one"]),
        ("one", Some("three"), ["two", "one", "three"]),
        ("two", Some("one"), ["two", "one", "three"]),
        ("two", None, ["one", "three", "two"]),
    ];
    for (moving, before, expected) in cases {
        let mut office = three();
        let before = before.map(|name| office.pipeline(name));
        office.must(&Command::MovePipeline { pipeline: office.pipeline(moving), before });
        assert_eq!(names(&office), expected);
        office.do_all("undo");
        assert_eq!(names(&office), ["one", "two", "three"]);
    }
    let mut office = three();
    for (moving, before) in [("one", Some("one")), ("one", Some("two")), ("three", None)] {
        let before = before.map(|name| office.pipeline(name));
        let command = Command::MovePipeline { pipeline: office.pipeline(moving), before };
        office.unchanged_by(&command);
    }
    for _ in 0..100 {
        office.must(&Command::MovePipeline {
            pipeline: office.pipeline("three"),
            before: Some(office.pipeline("two")),
        });
        office.must(&Command::MovePipeline {
            pipeline: office.pipeline("two"),
            before: Some(office.pipeline("three")),
        });
    }
    assert_eq!(names(&office), ["one", "two", "three"]);
    for number in 0..80 {
        let pipeline = office.pipeline("one");
        office.must(&Command::DuplicatePipeline { pipeline, name: format!("copy {number}") });
    }
    assert_eq!(office.ws.pipelines_in_order()[0].name, "one");
    assert_eq!(office.ws.pipelines_in_order()[1].name, "copy 79", "a copy follows its original");
}

#[test]
fn the_last_pipeline_in_sight_stays() {
    let mut office = three();
    let archive = |office: &Office, name: &str, archived| Command::ArchivePipeline {
        pipeline: office.pipeline(name),
        archived,
    };
    for name in ["one", "three"] {
        let command = archive(&office, name, true);
        office.must(&command);
        office.unchanged_by(&command);
    }
    let last = archive(&office, "two", true);
    office.refuses(&last, &Rejection::LastPipeline);
    assert_eq!(office.ws.first_pipeline().unwrap().name, "two");
    let restore = archive(&office, "one", false);
    office.must(&restore);
    assert_eq!(office.ws.first_pipeline().unwrap().name, "one");
}

#[test]
fn a_pipeline_that_is_not_there() {
    let mut office = three();
    let pipeline = PipelineId(Uuid::from_u128(1));
    let gone = Rejection::Gone(What::Pipeline);
    office.refuses(&Command::RenamePipeline { pipeline, name: "x".into() }, &gone);
    office.refuses(&Command::DuplicatePipeline { pipeline, name: "x".into() }, &gone);
    office.refuses(&Command::MovePipeline { pipeline, before: None }, &gone);
    office.refuses(&Command::ArchivePipeline { pipeline, archived: true }, &gone);
    let stage: StageDraft = draft("x", 5);
    office.refuses(&Command::AddStage { pipeline, stage, before: None }, &gone);
}

#[test]
fn another_currency_makes_the_rates_stale() {
    let mut office = three();
    let euro: Currency = "EUR".parse().unwrap();
    let rate = Some(Rate { millionths: 1_080_000, on: Date::from_ymd_opt(2025, 6, 1).unwrap() });
    office.must(&Command::SetRate { currency: euro, rate });
    office.must(&Command::SetRate { currency: Currency::CNY, rate });
    office.must(&Command::SetCurrency { currency: Currency::CNY });
    assert!(office.ws.settings.rates.is_empty(), "they said what something is worth in dollars");
    office.do_all("undo");
    assert_eq!(office.ws.settings.currency, Currency::USD);
    assert_eq!(office.ws.settings.rates.len(), 2);
    office.unchanged_by(&Command::SetCurrency { currency: Currency::USD });
}
