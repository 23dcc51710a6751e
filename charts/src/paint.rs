//! Colours by what they mean, and what they are in the theme in use.

use charming::element::Color;

/// How many hues there are for stages, people and series.
pub const HUES: usize = 10;

/// The hue of lost deals.
pub const LOST: usize = 7;
/// The hue of won deals.
pub const WON: usize = 8;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// A colour in the middle, for what no theme names.
    pub const GREY: Self = Self { red: 128, green: 128, blue: 128 };

    /// Reads `#rrggbb`, as the tokens of the style sheet are written, or `#rgb`, as they are shortened for the release.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.is_ascii())?;
        let part = |at: usize| match digits.len() {
            6 => u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok(),
            3 => u8::from_str_radix(&digits[at..=at], 16).ok().map(|digit| digit * 17),
            _ => None,
        };
        Some(Self { red: part(0)?, green: part(1)?, blue: part(2)? })
    }

    /// The colour as a style sheet writes it.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// So much of another colour, from 0 to 1, in this one.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what lies between two bytes is one"
        )]
        let mix = |from: u8, to: u8| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share.clamp(0.0, 1.0)).round() as u8
        };
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// How far two colours stand out from each other, as WCAG 2.2 counts it: from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    pub(crate) fn color(self) -> Color {
        Color::Value(self.css())
    }
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// The colour of a stage or a person, by its number; numbers beyond the last start again.
    Hue(u8),
    /// What is looked at.
    Accent,
    /// Won, grown: the hue of won deals.
    Good,
    /// Lost, shrunk: the hue of lost deals.
    Bad,
    /// Put off.
    Rest,
    /// What is there for comparison.
    Muted,
}

impl Paint {
    /// The colours of series that stand for nothing that has one: told apart best in this order.
    pub fn of_series(index: usize) -> Self {
        // The hues of `sales::hue`, without the red and the green that mean lost and won.
        const ORDER: [u8; 8] = [0, 1, 2, 3, 4, 5, 6, 9];
        Self::Hue(ORDER[index % ORDER.len()])
    }
}

/// Whether things may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Bars grow, lines slide.
    Lively,
    /// The reader asked for less motion.
    Still,
}

/// The colours in use and the type, from the tokens of the style sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Names and figures.
    pub text: Colour,
    /// What stands beside them: axes, headings.
    pub text_soft: Colour,
    /// The lines that help to compare.
    pub grid: Colour,
    /// The line that a chart stands on.
    pub axis: Colour,
    /// Behind a bar, up to its full length.
    pub track: Colour,
    /// What the chart lies on.
    pub surface: Colour,
    /// [`Paint::Accent`].
    pub accent: Colour,
    /// [`Paint::Rest`].
    pub rest: Colour,
    /// [`Paint::Muted`].
    pub muted: Colour,
    /// [`Paint::Hue`], by number.
    pub hues: [Colour; HUES],
    /// The families of fonts, as a style sheet lists them.
    pub font: String,
    /// Whether things may move.
    pub motion: Motion,
}

impl Theme {
    pub(crate) fn of(&self, paint: Paint) -> Colour {
        match paint {
            Paint::Hue(number) => self.hues[usize::from(number) % HUES],
            Paint::Accent => self.accent,
            Paint::Good => self.hues[WON],
            Paint::Bad => self.hues[LOST],
            Paint::Rest => self.rest,
            Paint::Muted => self.muted,
        }
    }

    /// A colour for texts about what has that colour: as much of it as can be read.
    pub(crate) fn readable(&self, paint: Paint) -> Colour {
        let of_text = (0..=10_u8).map(|tenths| self.of(paint).mixed(self.text, f64::from(tenths) / 10.0));
        of_text.into_iter().find(|colour| colour.contrast(self.surface) >= 4.5).unwrap_or(self.text)
    }
}

/// What a drawing is made for.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Colours and type.
    pub theme: Theme,
    /// How wide the place for the chart is.
    pub width_px: u32,
}

impl Look {
    /// A phone's width, where a chart says less at once.
    pub(crate) fn is_narrow(&self) -> bool {
        self.width_px < 420
    }

    pub(crate) fn width(&self) -> f64 {
        f64::from(self.width_px)
    }
}
