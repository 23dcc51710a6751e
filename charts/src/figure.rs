//! A number and how it is written.

/// A finite number, with the text that a reader sees for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    value: f64,
    text: String,
}

impl Figure {
    /// `None` for what is no number: that has no place on a chart.
    pub fn new(value: f64, text: impl Into<String>) -> Option<Self> {
        value.is_finite().then(|| Self { value, text: text.into() })
    }

    /// A count of things.
    pub fn count(number: u32, text: impl Into<String>) -> Self {
        Self { value: f64::from(number), text: text.into() }
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The number as a length, which is never below nothing.
    pub(crate) fn length(&self) -> f64 {
        self.value.max(0.0)
    }

    /// The number as the reader's language writes it.
    pub fn text(&self) -> &str {
        &self.text
    }
}
