//! The themes of the app, read off its style sheet, so that what is tested is what is shown.

use charts::{Colour, Look, Motion, Theme};

const TOKENS: &str = include_str!("../../../style/tokens.css");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brightness {
    Light,
    Dark,
}

pub(crate) fn theme(brightness: Brightness) -> Theme {
    let marker = match brightness {
        Brightness::Light => "[data-theme=\"light\"] {",
        Brightness::Dark => "\n  [data-theme=\"dark\"] {",
    };
    let block = TOKENS.split_once(marker).map(|(_, block)| block).and_then(|block| block.split('}').next());
    let token = |name: &str| {
        let value = block.and_then(|block| block.split_once(&format!("--{name}: ")))?.1.split(';').next()?;
        Colour::parse(value)
    };
    let colour = |name: &str| token(name).unwrap_or_else(|| panic!("no token --{name} that is #rrggbb"));
    Theme {
        text: colour("text"),
        text_soft: colour("text-3"),
        grid: colour("line"),
        axis: colour("line-strong"),
        track: colour("inset"),
        surface: colour("surface"),
        accent: colour("accent"),
        rest: colour("rest"),
        muted: colour("line-control"),
        hues: std::array::from_fn(|hue| colour(&format!("h{hue}"))),
        font: "Noto Sans, Noto Sans CJK SC, sans-serif".to_owned(),
        motion: Motion::Still,
    }
}

pub(crate) fn look(width_px: u32) -> Look {
    Look { theme: theme(Brightness::Light), width_px }
}
