//! The rules every template holds, checked over the whole table.

use std::collections::HashSet;

use super::{ALL, Bilingual, Template, TemplateStage, by_key};
use crate::model::StageKind;

/// The templates in the order they are offered, with the probabilities of their open stages.
const EXPECTED: &[(&str, &[u8])] = &[
    ("general-b2b", &[10, 25, 50, 70, 90]),
    ("project-sales", &[10, 30, 50, 70, 90]),
    ("zoho", &[10, 20, 40, 60, 75, 90]),
    ("hubspot", &[20, 40, 60, 80, 90]),
    ("salesforce", &[10, 10, 20, 50, 60, 70, 75, 90]),
    ("pipedrive", &[10, 25, 40, 60, 80]),
    ("software-subscription", &[10, 20, 35, 55, 70, 90]),
    ("property", &[10, 20, 35, 50, 70, 85, 95]),
    ("consulting", &[10, 25, 45, 60, 75, 90]),
    ("wholesale-distribution", &[10, 20, 35, 55, 75, 90]),
    ("manufacturing", &[10, 20, 35, 50, 65, 80, 90]),
    ("education-training", &[10, 25, 40, 60, 75, 90]),
];

/// The longest texts that fit where they are shown, in characters.
struct Limit {
    zh: usize,
    en: usize,
}

const NAME: Limit = Limit { zh: 20, en: 28 };
const LINE: Limit = Limit { zh: 40, en: 90 };

fn open_stages(template: &Template) -> impl Iterator<Item = &TemplateStage> {
    template.stages.iter().filter(|stage| stage.kind == StageKind::Open)
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn assert_text(text: Bilingual, limit: &Limit, place: &str) {
    for (language, value, most) in [("zh", text.zh, limit.zh), ("en", text.en, limit.en)] {
        let length = value.chars().count();
        assert!(length > 0, "{place}: {language} is empty");
        assert!(length <= most, "{place}: {language} has {length} of {most} characters: {value}");
        assert_eq!(value.trim(), value, "{place}: {language} has outer space");
        assert!(
            !value.contains("  ") && !value.contains('\n'),
            "{place}: {language} has stray space: {value}"
        );
        assert!(!value.ends_with(['.', '。']), "{place}: {language} ends in a full stop: {value}");
    }
    assert!(is_chinese(text.zh), "{place}: zh has no Chinese");
    assert!(!is_chinese(text.en), "{place}: en has Chinese: {}", text.en);
    assert!(
        !text.zh.contains([',', ';', '!', '?', '(', ')']),
        "{place}: zh has Western punctuation: {}",
        text.zh
    );
}

fn assert_list(texts: &[Bilingual], count: std::ops::RangeInclusive<usize>, place: &str) {
    assert!(count.contains(&texts.len()), "{place}: {} entries", texts.len());
    for text in texts {
        assert_text(*text, &NAME, place);
    }
    assert_unique(texts.iter().copied(), place);
}

fn assert_unique(texts: impl Iterator<Item = Bilingual>, place: &str) {
    let (mut zh, mut en) = (HashSet::new(), HashSet::new());
    for text in texts {
        assert!(zh.insert(text.zh), "{place}: {} twice", text.zh);
        assert!(en.insert(text.en), "{place}: {} twice", text.en);
    }
}

#[test]
fn offered_in_order_with_the_known_probabilities() {
    let found: Vec<(&str, Vec<u8>)> = ALL
        .iter()
        .map(|template| {
            let probabilities = open_stages(template).map(|stage| stage.probability);
            (template.key, probabilities.collect())
        })
        .collect();
    let expected: Vec<(&str, Vec<u8>)> =
        EXPECTED.iter().map(|(key, probabilities)| (*key, probabilities.to_vec())).collect();
    assert_eq!(found, expected);
}

#[test]
fn keys_are_unique_and_found() {
    let mut keys = HashSet::new();
    for template in ALL {
        let key = template.key;
        assert!(keys.insert(key), "{key} twice");
        assert!(
            key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{key} is not fit for an address"
        );
        assert_eq!(by_key(key), Some(template));
    }
    assert_eq!(by_key("no-such-template"), None);
    assert_eq!(by_key(""), None);
}

#[test]
fn names_are_unique() {
    assert_unique(ALL.iter().map(|template| template.name), "templates");
    for template in ALL {
        assert_unique(template.stages.iter().map(|stage| stage.name), template.key);
    }
}

#[test]
fn texts_are_complete_and_fit() {
    for template in ALL {
        let key = template.key;
        assert_text(template.name, &NAME, key);
        assert_text(template.about, &LINE, key);
        for stage in template.stages {
            let place = format!("{key}, {}", stage.name.en);
            assert_text(stage.name, &NAME, &place);
            assert_text(stage.guidance, &LINE, &place);
        }
        assert_list(template.loss_reasons, 4..=7, &format!("{key}, loss"));
        assert_list(template.sources, 4..=7, &format!("{key}, sources"));
    }
}

#[test]
fn guidance_is_never_repeated() {
    let stages = ALL.iter().flat_map(|template| template.stages);
    assert_unique(stages.map(|stage| stage.guidance), "guidance");
}

#[test]
fn stages_are_open_then_won_then_lost() {
    for template in ALL {
        let key = template.key;
        let open = open_stages(template).count();
        assert!((5..=8).contains(&open), "{key}: {open} open stages");
        let kinds: Vec<StageKind> = template.stages.iter().map(|stage| stage.kind).collect();
        let mut expected = vec![StageKind::Open; open];
        expected.extend([StageKind::Won, StageKind::Lost]);
        assert_eq!(kinds, expected, "{key}");
    }
}

#[test]
fn probabilities_rise_and_closed_stages_are_certain() {
    for template in ALL {
        let mut before = 1;
        for stage in template.stages {
            let place = format!("{}, {}", template.key, stage.name.en);
            match stage.kind {
                StageKind::Open => {
                    assert!((before..=99).contains(&stage.probability), "{place}");
                    before = stage.probability;
                }
                StageKind::Won => assert_eq!(stage.probability, 100, "{place}"),
                StageKind::Lost => assert_eq!(stage.probability, 0, "{place}"),
            }
        }
    }
}

#[test]
fn only_open_stages_have_a_limit() {
    for template in ALL {
        for stage in template.stages {
            let place = format!("{}, {}", template.key, stage.name.en);
            match stage.kind {
                StageKind::Open => {
                    let sensible = stage.limit_days.is_some_and(|days| (1..=90).contains(&days));
                    assert!(sensible, "{place}: {:?} days", stage.limit_days);
                }
                StageKind::Won | StageKind::Lost => {
                    assert_eq!(stage.limit_days, None, "{place}");
                }
            }
        }
    }
}
