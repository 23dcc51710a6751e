//! Charts that are read like a list: a name on the left, a bar, and columns of texts on the right, a row each.

use charming::component::{Axis, Grid, Title};
use charming::element::TextStyle;
use serde_json::{Value, json};

use crate::paint::{Look, Theme};
use crate::parts::{EDGE_PX, TYPE_PX, names_axis, names_px, rows_px, widest};
use crate::sketch::Sketch;

/// What stands around the bars.
pub(crate) struct List<'a> {
    pub(crate) look: &'a Look,
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Column>,
    /// What is below the bars: the numbers of an axis, or nothing.
    pub(crate) below_px: f64,
    /// What is above the bars beside the headings.
    pub(crate) above_px: f64,
    pub(crate) row_px: f64,
}

/// Texts on the right, one a row.
pub(crate) struct Column {
    pub(crate) heading: String,
    pub(crate) texts: Vec<String>,
    pub(crate) tone: Tone,
}

/// How loud a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Soft,
}

const HEADINGS_PX: f64 = 22.0;
const BETWEEN_PX: f64 = 14.0;

impl List<'_> {
    fn theme(&self) -> &Theme {
        &self.look.theme
    }

    fn names_px(&self) -> f64 {
        names_px(self.look, self.names.iter().map(String::as_str))
    }

    fn column_px(column: &Column) -> f64 {
        let texts = column.texts.iter().map(String::as_str);
        widest(texts.chain([column.heading.as_str()])).ceil() + BETWEEN_PX
    }

    fn left_px(&self) -> f64 {
        self.names_px() + EDGE_PX
    }

    fn right_px(&self) -> f64 {
        let columns: f64 = self.columns.iter().map(Self::column_px).sum();
        columns + if self.columns.is_empty() { EDGE_PX } else { 2.0 }
    }

    fn top_px(&self) -> f64 {
        let has_headings = self.columns.iter().any(|column| !column.heading.is_empty());
        self.above_px + if has_headings { HEADINGS_PX } else { 2.0 }
    }

    /// How long the longest bar can be.
    pub(crate) fn bars_px(&self) -> f64 {
        (self.look.width() - self.left_px() - self.right_px()).max(40.0)
    }

    /// The end of an axis on which `highest` leaves room for a text beside its bar.
    pub(crate) fn end_with_room(&self, highest: f64, text_px: f64) -> f64 {
        let bars_px = self.bars_px();
        highest * bars_px / (bars_px - text_px).max(bars_px * 0.4)
    }

    /// Puts names and columns around a chart.
    pub(crate) fn around(&self, chart: Sketch) -> Sketch {
        let theme = self.theme();
        let grid = Grid::new()
            .left(self.left_px())
            .right(self.right_px())
            .top(self.top_px())
            .bottom(self.below_px.max(2.0));
        let mut chart = chart.grid(grid).y_axis(names_axis(theme, self.names.clone()).inverse(true));
        let mut right_px = 2.0 + self.columns.iter().map(Self::column_px).sum::<f64>();
        for column in &self.columns {
            right_px -= Self::column_px(column);
            chart = chart.y_axis(self.column_axis(column)).title(
                Title::new().text(column.heading.as_str()).right(right_px).top(self.above_px).text_style(
                    TextStyle::new()
                        .color(theme.text_soft.color())
                        .font_family(theme.font.as_str())
                        .font_size(TYPE_PX)
                        .font_weight("normal"),
                ),
            );
        }
        chart
    }

    fn column_axis(&self, column: &Column) -> Axis {
        let theme = self.theme();
        let colour = match column.tone {
            Tone::Plain => theme.text,
            Tone::Soft => theme.text_soft,
        };
        crate::parts::bare_axis(theme, colour)
            .type_(charming::element::AxisType::Category)
            .data(column.texts.clone())
            .position("right")
            .inverse(true)
    }

    /// What `charming` lacks for that.
    pub(crate) fn additions(&self) -> Value {
        let mut axes = vec![json!({ "axisLabel": {
            "interval": 0,
            "width": self.names_px(),
            "overflow": "truncate",
            "margin": EDGE_PX,
            "lineHeight": 16,
        } })];
        let mut offset_px = 0.0;
        for column in &self.columns {
            let column_px = Self::column_px(column);
            axes.push(json!({
                "offset": offset_px,
                // What is behind the row under the pointer belongs to the bars; once is enough.
                "axisPointer": { "show": false, "triggerTooltip": false },
                // A long list has gaps in its names otherwise.
                "axisLabel": { "interval": 0, "align": "right", "margin": column_px, "lineHeight": 16 },
            }));
            offset_px += column_px;
        }
        let titles: Vec<Value> = self.columns.iter().map(|_| json!({ "padding": [2, 0] })).collect();
        json!({ "yAxis": axes, "title": titles })
    }

    /// How high all of it is.
    pub(crate) fn height_px(&self) -> u32 {
        rows_px(self.names.len(), self.row_px, self.top_px() + self.below_px.max(2.0))
    }
}
