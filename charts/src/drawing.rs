//! What is handed to the chart library: an option, and the words on the chart.

use serde::Serialize;
use serde_json::Value;

use crate::additions;
use crate::figure::Figure;
use crate::sketch::Sketch;

/// A chart, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Drawing {
    option: Value,
    words: Words,
    /// How high the chart wants to be.
    #[serde(skip)]
    height_px: u32,
    /// What it takes at least to be read; where there is less room, it is to be scrolled.
    #[serde(skip)]
    least_width_px: u32,
}

/// What a press on a chart asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pick {
    /// A row of the chart's input (stage, month, category, link of a flow, step), and which of its series or columns.
    Row {
        /// Which row.
        row: usize,
        /// Which series or column; 0 where there is one.
        series: usize,
    },
    /// A node of a flow.
    Node(usize),
}

/// What the chart library says was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// Number of the series.
    pub series: usize,
    /// Number of the item, or of the link.
    pub index: usize,
    /// Whether it is a link between two nodes.
    pub is_link: bool,
}

/// All that a drawing says, and what a press on it asks for.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Words {
    pub(crate) series: Vec<SeriesWords>,
    /// The numbers that an axis shows, by axis; empty for one that shows names or nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) x_axis: Vec<Vec<Tick>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) y_axis: Vec<Vec<Tick>>,
}

/// What a series says.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeriesWords {
    /// On its items; empty for a series without labels.
    pub(crate) labels: Vec<String>,
    /// At its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<String>,
    /// About its items.
    pub(crate) tips: Vec<Tip>,
    /// About its links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) link_tips: Vec<Tip>,
    #[serde(skip)]
    pub(crate) picks: Vec<Pick>,
    #[serde(skip)]
    pub(crate) link_picks: Vec<Pick>,
}

/// What is said about the thing under the pointer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Tip {
    title: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Line {
    name: String,
    text: String,
}

/// A number on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Tick {
    value: f64,
    text: String,
}

impl Tip {
    pub(crate) fn new<'a>(title: &str, lines: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let lines =
            lines.into_iter().map(|(name, text)| Line { name: name.to_owned(), text: text.to_owned() });
        Self { title: title.to_owned(), lines: lines.collect() }
    }
}

impl From<&Figure> for Tick {
    fn from(figure: &Figure) -> Self {
        Self { value: figure.value(), text: figure.text().to_owned() }
    }
}

impl Drawing {
    /// A drawing of `chart` and of `lacking`, which is what `charming` has no words for.
    pub(crate) fn new(chart: Sketch, lacking: &Value, words: Words, height_px: u32) -> Self {
        Self { option: additions::complete(chart, lacking), words, height_px, least_width_px: 0 }
    }

    pub(crate) fn at_least(self, least_width_px: u32) -> Self {
        Self { least_width_px, ..self }
    }

    /// What `draw` of `echarts/src/index.js` takes.
    pub fn json(&self) -> String {
        // Texts, numbers and lists of them can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// How high the chart wants to be.
    pub fn height_px(&self) -> u32 {
        self.height_px
    }

    /// How wide it has to be to be read; 0 where any width will do.
    pub fn least_width_px(&self) -> u32 {
        self.least_width_px
    }

    /// What a press asks for; `None` for what is only there for the looks.
    pub fn pick(&self, touched: Touched) -> Option<Pick> {
        let series = self.words.series.get(touched.series)?;
        let picks = if touched.is_link { &series.link_picks } else { &series.picks };
        picks.get(touched.index).copied()
    }
}
