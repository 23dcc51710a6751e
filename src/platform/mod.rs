//! The browser, as far as the app needs it. Time, randomness, preferences and the DOM come in here and nowhere else.

pub(crate) mod clock;
pub(crate) mod collation;
pub(crate) mod crypto;
pub(crate) mod disk;
pub(crate) mod dom;
pub(crate) mod echarts;
pub(crate) mod file;
pub(crate) mod ids;
pub(crate) mod intl;
pub(crate) mod js;
pub(crate) mod prefs;
pub(crate) mod quota;
pub(crate) mod theme;
pub(crate) mod turns;
pub(crate) mod width;
