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
    for wrong in ["", "#fff", "2171cc", "rgb(1 2 3)", "#2171cg", "#2171cc80", "#日日"] {
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
        let drawn =
            theme.hues.iter().chain([&theme.good, &theme.bad, &theme.rest, &theme.muted, &theme.accent]);
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
