//! The drawings, word for word, and what holds for all of them.

use charts::{Bars, BarsSeries, Direction, Drawing, Figure, Heap, Input, Kind, Mark, Paint, Pick, Touched};
use serde_json::Value;

use crate::looks::{Brightness, look, theme};
use crate::samples::{self, Language};

const WIDE_PX: u32 = 560;
const NARROW_PX: u32 = 320;

fn value(drawing: &Drawing) -> Value {
    serde_json::from_str(&drawing.json()).expect("a drawing is JSON")
}

/// Every number in it, and every text.
fn visit(value: &Value, path: &str, visitor: &mut impl FnMut(&str, &Value)) {
    visitor(path, value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, path, visitor)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| visit(field, &format!("{path}.{name}"), visitor));
        }
        _ => {}
    }
}

fn everything() -> impl Iterator<Item = (&'static str, Kind, u32)> {
    [Language::English, Language::Chinese].into_iter().flat_map(|language| {
        let all = samples::all(language).into_iter();
        all.flat_map(|(name, chart)| [NARROW_PX, WIDE_PX].map(|width_px| (name, chart.clone(), width_px)))
    })
}

#[test]
fn each_chart_is_drawn_as_it_was() {
    for (name, chart) in samples::all(Language::English) {
        let drawing = chart.drawing(&look(WIDE_PX));
        insta::assert_json_snapshot!(name, value(&drawing));
    }
}

#[test]
fn on_a_phone_the_funnel_says_less_at_once_and_the_waterfall_falls() {
    for name in ["funnel", "waterfall"] {
        let (_, chart) =
            samples::all(Language::Chinese).into_iter().find(|(known, _)| *known == name).expect(name);
        insta::assert_json_snapshot!(format!("{name}-phone"), value(&chart.drawing(&look(NARROW_PX))));
    }
}

#[test]
fn nothing_in_a_drawing_is_code_or_markup() {
    for (name, chart, width_px) in everything() {
        let drawing = value(&chart.drawing(&look(width_px)));
        visit(&drawing, "", &mut |path, value| {
            if let Some(text) = value.as_str() {
                assert!(
                    !text.contains("function") && !text.contains("=>") && !text.contains('<'),
                    "{name}{path}: {text}"
                );
                assert!(!text.contains("#*#*"), "{name}{path}: {text} is for `charming` to run");
            }
        });
    }
}

#[test]
fn tips_are_left_to_the_style_sheet_and_stay_inside() {
    for (name, chart, width_px) in everything() {
        let tooltip = &value(&chart.drawing(&look(width_px)))["option"]["tooltip"];
        assert_eq!(tooltip["className"], "chart-tip", "{name}");
        assert_eq!(tooltip["confine"], true, "{name}");
        assert_eq!(tooltip.get("formatter"), None, "{name}");
    }
}

#[test]
fn there_are_words_for_every_series_and_item() {
    for (name, chart, width_px) in everything() {
        let drawing = value(&chart.drawing(&look(width_px)));
        let series = drawing["option"]["series"].as_array().expect("series");
        let words = drawing["words"]["series"].as_array().expect("words");
        assert_eq!(series.len(), words.len(), "{name}");
        for (series, words) in series.iter().zip(words) {
            let items = series["data"].as_array().expect("data").len();
            for said in ["labels", "tips"] {
                let said = words[said].as_array().expect(said).len();
                assert!(said == 0 || said == items, "{name}: {said} words for {items} items");
            }
            let links = series["links"].as_array().map_or(0, Vec::len);
            assert_eq!(words["linkTips"].as_array().map_or(0, Vec::len), links, "{name}");
            let has_label = series["label"]["show"] == true;
            assert_eq!(has_label, !words["labels"].as_array().expect("labels").is_empty(), "{name}");
        }
    }
}

#[test]
fn a_press_asks_for_what_the_table_offers() {
    for (name, chart) in samples::all(Language::English) {
        let drawing = chart.drawing(&look(WIDE_PX));
        let offered: Vec<Pick> = chart.table().rows.iter().flatten().filter_map(|cell| cell.pick).collect();
        assert!(!offered.is_empty(), "{name} offers nothing");
        let mut reached = 0;
        for series in 0..8 {
            for index in 0..40 {
                for is_link in [false, true] {
                    let Some(pick) = drawing.pick(Touched { series, index, is_link }) else { continue };
                    reached += usize::from(offered.contains(&pick));
                }
            }
        }
        assert!(reached > 0, "{name}: no press reaches anything");
    }
}

#[test]
fn links_without_deals_are_not_drawn_and_do_not_shift_what_is_picked() {
    let (_, flow) = samples::all(Language::English).remove(1);
    let table = flow.table();
    let drawing = flow.drawing(&look(WIDE_PX));
    let nothing = table.rows.iter().position(|row| row[2].value == Some(0.0)).expect("a link without deals");
    let picks =
        (0..table.rows.len()).filter_map(|index| drawing.pick(Touched { series: 0, index, is_link: true }));
    let rows: Vec<usize> = picks
        .map(|pick| match pick {
            Pick::Row { row, .. } => row,
            Pick::Node(_) => panic!("a link is no node"),
        })
        .collect();
    let expected: Vec<usize> = (0..table.rows.len()).filter(|row| *row != nothing).collect();
    assert_eq!(rows, expected);
}

#[test]
fn with_less_motion_nothing_moves() {
    let mut look = look(WIDE_PX);
    for (name, chart) in samples::all(Language::English) {
        look.theme.motion = charts::Motion::Still;
        assert_eq!(value(&chart.drawing(&look))["option"]["animation"], false, "{name}");
        look.theme.motion = charts::Motion::Lively;
        assert_eq!(value(&chart.drawing(&look))["option"]["animation"], true, "{name}");
    }
}

#[test]
fn a_chart_in_the_dark_has_the_same_words_in_other_colours() {
    for (name, chart) in samples::all(Language::English) {
        let light = value(&chart.drawing(&look(WIDE_PX)));
        let dark = charts::Look { theme: theme(Brightness::Dark), width_px: WIDE_PX };
        let dark = value(&chart.drawing(&dark));
        assert_eq!(light["words"], dark["words"], "{name}");
        assert_ne!(light["option"], dark["option"], "{name}");
    }
}

#[test]
fn an_input_draws_what_it_holds() {
    let (_, chart) = samples::all(Language::English).remove(0);
    assert!(matches!(Input::Ready(chart), Input::Ready(Kind::Funnel(_))));
}

#[test]
fn the_words_of_a_mark_at_the_end_do_not_run_into_the_heading_beside_it() {
    let align = |mark: f64| {
        let share = |value| Figure::new(value, "").expect("a number");
        let bars = Bars {
            heading: String::new(),
            names: vec!["a".to_owned()],
            series: vec![BarsSeries {
                name: "Win rate".to_owned(),
                paint: Paint::Accent,
                paints: Vec::new(),
                figures: vec![Some(share(0.5))],
            }],
            heap: Heap::Grouped,
            direction: Direction::Lying,
            mark: Some(Mark { name: "All".to_owned(), figure: share(mark) }),
            sizes: Vec::new(),
        };
        let Input::Ready(chart) = bars.into() else { panic!("there is something to draw") };
        value(&chart.drawing(&look(640)))["option"]["series"][0]["markLine"]["label"]["align"].clone()
    };
    assert_eq!((align(0.5), align(0.2)), (Value::from("right"), Value::Null));
}
