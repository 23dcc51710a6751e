//! Colours: the same as in the rest of the app, readable, and told apart by those who see fewer of them.

use charts::{Colour, Kind, Look, Paint, Theme};

use crate::looks::{Brightness, theme};
use crate::samples::{self, Language};

fn themes() -> [(&'static str, Theme); 2] {
    [("light", theme(Brightness::Light)), ("dark", theme(Brightness::Dark))]
}

#[test]
fn colours_are_read_as_the_tokens_are_written() {
    assert_eq!(Colour::parse(" #2171CC").map(Colour::css).as_deref(), Some("#2171cc"));
    assert_eq!(Colour::parse("#1f0").map(Colour::css).as_deref(), Some("#11ff00"), "as the release has it");
    for wrong in ["", "#ffff", "#fg0", "2171cc", "rgb(1 2 3)", "#2171cg", "#2171cc80", "#日日"] {
        assert_eq!(Colour::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn texts_can_be_read_in_both_themes() {
    for (name, theme) in themes() {
        for text in [theme.text, theme.text_soft] {
            assert!(text.contrast(theme.surface) >= 4.5, "{name}: {text:?}");
        }
        // WCAG 1.4.11: what is drawn.
        let drawn = theme.hues.iter().chain([&theme.rest, &theme.muted, &theme.accent]);
        for colour in drawn {
            assert!(
                colour.contrast(theme.surface) >= 3.0,
                "{name}: {} has {:.2}",
                colour.css(),
                colour.contrast(theme.surface)
            );
        }
    }
}

#[test]
fn figures_on_a_heat_map_can_be_read() {
    for (name, theme) in themes() {
        for paint in (0..10).map(Paint::Hue).chain([Paint::Bad, Paint::Accent]) {
            let Some((_, Kind::Heat(heat))) =
                samples::all(Language::English).into_iter().find(|(name, _)| *name == "heat")
            else {
                panic!("there is one");
            };
            let chart = Kind::Heat(charts::Heat { paint, ..heat });
            let look = Look { theme: theme.clone(), width_px: 560 };
            let drawing: serde_json::Value =
                serde_json::from_str(&chart.drawing(&look).json()).expect("JSON");
            for cell in drawing["option"]["series"][0]["data"].as_array().expect("cells") {
                let colour =
                    Colour::parse(cell["itemStyle"]["color"].as_str().expect("a colour")).expect("#rrggbb");
                assert!(theme.text.contrast(colour) >= 4.5, "{name}, {paint:?}: {colour:?}");
            }
        }
    }
}

/// Red, green and blue as light, from 0 to 1.
type Light = [f64; 3];

/// What of a colour reaches someone without the cones for red, or for green (Machado, Oliveira and Fernandes 2009).
const WITHOUT_RED: [Light; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const WITHOUT_GREEN: [Light; 3] = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];

fn light(colour: Colour) -> Light {
    let css = colour.css();
    [1, 3, 5].map(|at| {
        let part = f64::from(u8::from_str_radix(&css[at..at + 2], 16).expect("two digits")) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn product(matrix: &[Light; 3], of: Light) -> Light {
    [0, 1, 2].map(|row| matrix[row].iter().zip(of).map(|(factor, part)| factor * part).sum())
}

/// How different two colours look to someone: the distance in Oklab, times a hundred. Two is seen side by side.
fn distance(eye: &[Light; 3], one: Colour, two: Colour) -> f64 {
    const CONES: [Light; 3] = [
        [0.412_221, 0.536_333, 0.051_446],
        [0.211_903, 0.680_700, 0.107_397],
        [0.088_302, 0.281_719, 0.629_979],
    ];
    const LAB: [Light; 3] = [
        [0.210_454, 0.793_618, -0.004_072],
        [1.977_998, -2.428_592, 0.450_594],
        [0.025_904, 0.782_772, -0.808_676],
    ];
    let lab = |colour| {
        let seen = product(eye, light(colour)).map(|part| part.clamp(0.0, 1.0));
        product(&LAB, product(&CONES, seen).map(f64::cbrt))
    };
    let squares = lab(one).into_iter().zip(lab(two)).map(|(one, two)| (one - two).powi(2));
    squares.sum::<f64>().sqrt() * 100.0
}

#[test]
fn series_and_stages_are_told_apart_without_red_or_green() {
    for (name, theme) in themes() {
        let hue = |paint: Paint| match paint {
            Paint::Hue(number) => theme.hues[usize::from(number)],
            _ => panic!("a series has a hue"),
        };
        let series: Vec<Colour> = (0..7).map(Paint::of_series).map(hue).collect();
        for (eye, matrix) in [("no red", WITHOUT_RED), ("no green", WITHOUT_GREEN)] {
            for (at, one) in series.iter().enumerate() {
                for two in &series[..at] {
                    let distance = distance(&matrix, *one, *two);
                    assert!(distance > 8.0, "{name}, {eye}: {} and {}: {distance:.1}", one.css(), two.css());
                }
            }
            let distance = distance(&matrix, theme.hues[7], theme.hues[8]);
            assert!(distance > 8.0, "{name}, {eye}: lost and won: {distance:.1}");
        }
    }
}
