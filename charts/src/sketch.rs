//! An option in the making: the parts that `charming` describes, one by one.
//!
//! `charming` has a type for a whole chart, too. Writing it as JSON brings along how each of its two dozen kinds of series is
//! written: 66 KB more of WebAssembly, 19 KB gzipped. So the parts are its own and the whole is ours.

use charming::component::{Axis, Grid, Legend, Title};
use charming::element::Tooltip;
use serde::Serialize;
use serde_json::{Map, Value};

/// An option, as far as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch(Map<String, Value>);

#[allow(
    clippy::needless_pass_by_value,
    reason = "a builder takes what it is given, as those of `charming` do"
)]
impl Sketch {
    fn with(mut self, name: &str, part: &impl Serialize) -> Self {
        self.0.insert(name.to_owned(), value(part));
        self
    }

    fn with_another(mut self, name: &str, part: &impl Serialize) -> Self {
        let parts = self.0.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(parts) = parts {
            parts.push(value(part));
        }
        self
    }

    pub(crate) fn animation(self, is_animated: bool) -> Self {
        self.with("animation", &is_animated)
    }

    pub(crate) fn animation_milliseconds(self, at_first: u32, at_changes: u32) -> Self {
        self.with("animationDuration", &at_first).with("animationDurationUpdate", &at_changes)
    }

    pub(crate) fn tooltip(self, tooltip: Tooltip) -> Self {
        self.with("tooltip", &tooltip)
    }

    pub(crate) fn legend(self, legend: Legend) -> Self {
        self.with("legend", &legend)
    }

    pub(crate) fn title(self, title: Title) -> Self {
        self.with_another("title", &title)
    }

    pub(crate) fn grid(self, grid: Grid) -> Self {
        self.with_another("grid", &grid)
    }

    pub(crate) fn x_axis(self, axis: Axis) -> Self {
        self.with_another("xAxis", &axis)
    }

    pub(crate) fn y_axis(self, axis: Axis) -> Self {
        self.with_another("yAxis", &axis)
    }

    pub(crate) fn series(self, series: impl Serialize) -> Self {
        self.with_another("series", &series)
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// The parts hold texts, numbers and lists of them, which can always be written.
fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
