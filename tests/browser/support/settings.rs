//! What a test may choose about its browser.

use std::path::PathBuf;

/// Light or dark, as the person's system asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl ColourScheme {
    /// Its name in CSS.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The browser and the site of a test. Start from [`Settings::default`] and change what matters.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The browser's language, such as `en` or `zh-CN`.
    pub language: &'static str,
    /// The width of the page in CSS pixels.
    pub width: u32,
    /// The height of the page in CSS pixels.
    pub height: u32,
    /// What the system asks for.
    pub colour_scheme: ColourScheme,
    /// Whether the system asks for little motion. It does unless a test is about motion: then nothing has to be waited
    /// for that only moves.
    pub has_reduced_motion: bool,
    /// Whether the screen is a touch screen.
    pub has_touch: bool,
    /// The path below which the site is served.
    pub base: &'static str,
    /// The built site; `None` for the one in `dist/`.
    pub site: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "en",
            width: 1440,
            height: 900,
            colour_scheme: ColourScheme::Light,
            has_reduced_motion: true,
            has_touch: false,
            base: "/",
            site: None,
        }
    }
}

impl Settings {
    /// A phone in the hand.
    #[must_use]
    pub fn phone() -> Self {
        Self { width: 390, height: 844, has_touch: true, ..Self::default() }
    }
}
