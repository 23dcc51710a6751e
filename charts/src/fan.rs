//! What is likely: for each of some spans of time a band from low to high with its middle, and beside it what came and what was wanted.

use charming::component::{Axis, Grid};
use charming::datatype::{CompositeValue, DataPoint};
use charming::element::{AxisLine, ItemStyle, Symbol};
use charming::series::{Bar, Scatter};
use serde_json::{Value, json};

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Words};
use crate::figure::Figure;
use crate::paint::{Look, Paint};
use crate::parts::{
    AXIS_PX, EDGE_PX, LEGEND_PX, Tips, blank, names_axis, numbers_axis, ticks, widest, with_legend,
};
use crate::scale::Scale;
use crate::table::{Cell, Table};

/// Bands over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// The names of the columns.
    pub headings: FanHeadings,
    /// The numbers on the axis.
    pub scale: Scale,
    /// The spans, the earliest first.
    pub rows: Vec<FanRow>,
}

/// The names of the columns.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "see the fields of a row")]
pub struct FanHeadings {
    pub name: String,
    pub low: String,
    pub middle: String,
    pub high: String,
    /// Of all three, for the legend.
    pub band: String,
    pub came: String,
    pub wanted: String,
}

/// A span of time.
#[derive(Debug, Clone, PartialEq)]
pub struct FanRow {
    /// What it is called.
    pub name: String,
    /// Low, middle and high: in order. `None` where nothing is open any more.
    pub band: Option<[Figure; 3]>,
    /// What came, or has come so far.
    pub came: Option<Figure>,
    /// What was wanted.
    pub wanted: Option<Figure>,
}

const HEIGHT_PX: u32 = 280;

impl Fan {
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().all(|row| row.band.is_none() && row.came.is_none())
    }

    pub(crate) fn table(&self) -> Table {
        let FanHeadings { name, low, middle, high, band: _, came, wanted } = self.headings.clone();
        let has_wanted = self.has_wanted();
        let rows = self.rows.iter().enumerate().map(|(row, of)| {
            let mut cells = vec![Cell::name(&of.name).picking(Pick::Row { row, series: 0 })];
            match &of.band {
                Some(band) => cells.extend(band.iter().map(Cell::figure)),
                None => cells.extend((0..3).map(|_| Cell::maybe(None))),
            }
            cells.push(Cell::maybe(of.came.as_ref()));
            if has_wanted {
                cells.push(Cell::maybe(of.wanted.as_ref()));
            }
            cells
        });
        let rows = rows.collect();
        let mut headings = vec![name, low, middle, high, came];
        if has_wanted {
            headings.push(wanted);
        }
        Table { headings, rows }
    }

    fn has_wanted(&self) -> bool {
        self.rows.iter().any(|row| row.wanted.is_some())
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let axis_px = widest(self.scale.ticks().iter().map(Figure::text)) + EDGE_PX;
        let grid = Grid::new().left(axis_px).right(EDGE_PX).top(LEGEND_PX + 8.0).bottom(AXIS_PX);
        let names: Vec<String> = self.rows.iter().map(|row| row.name.clone()).collect();
        let spans = names_axis(theme, names).axis_line(AxisLine::new().show(true));
        let values: Axis = numbers_axis(theme, &self.scale);
        let mut lacking = json!({ "xAxis": [{
            "axisLine": { "lineStyle": { "color": theme.axis.css() } },
            "axisLabel": { "hideOverlap": true, "margin": 10 },
        }] });
        let band = theme.surface.mixed(theme.of(Paint::Accent), 0.3);
        let middle = theme.readable(Paint::Accent);
        // A band stands on a bar of which nothing is seen.
        let foot = |value: CompositeValue| DataPoint::Value(value);
        let feet = self.numbers(|row| row.band.as_ref().map(|band| band[0].value()));
        let heights = self.numbers(|row| row.band.as_ref().map(|band| band[2].value() - band[0].value()));
        let bar = |name: &str, data: Vec<CompositeValue>| {
            Bar::new().name(name).stack("band").data(data.into_iter().map(foot).collect::<Vec<_>>())
        };
        let clear = ItemStyle::new().color("transparent");
        let mut chart = blank(theme, Tips::Row)
            .grid(grid)
            .x_axis(spans)
            .y_axis(values)
            .series(bar("", feet).item_style(clear))
            .series(
                bar(&self.headings.band, heights)
                    .item_style(ItemStyle::new().color(band.color()).border_radius(3)),
            );
        let marks = [
            (
                &self.headings.middle,
                Symbol::Rect,
                middle,
                json!([22, 3]),
                self.points(|row| row.band.as_ref().map(|band| band[1].value())),
            ),
            (
                &self.headings.came,
                Symbol::Diamond,
                theme.readable(Paint::Good),
                json!(12),
                self.points(|row| row.came.as_ref().map(Figure::value)),
            ),
            (
                &self.headings.wanted,
                Symbol::Rect,
                theme.text,
                json!([30, 2]),
                self.points(|row| row.wanted.as_ref().map(Figure::value)),
            ),
        ];
        let shown = if self.has_wanted() { 3 } else { 2 };
        let common = json!({ "barMaxWidth": 40, "barCategoryGap": "40%" });
        let mut series = vec![common.clone(), common];
        let mut legend = vec![self.headings.band.clone()];
        for (name, symbol, colour, size, data) in marks.into_iter().take(shown) {
            let points = Scatter::new()
                .name(name.as_str())
                .symbol(symbol)
                .item_style(ItemStyle::new().color(colour.color()))
                .data(data);
            chart = chart.series(points);
            series.push(json!({ "symbolSize": size, "z": 5 }));
            legend.push(name.clone());
        }
        additions::merge(&mut lacking, &json!({ "series": series }));
        // Each with its own mark, not a square.
        let marks = json!({ "icon": Value::Null, "itemWidth": 16 });
        chart = with_legend(chart, theme, legend, &marks, &mut lacking);
        // A tip is about the whole row, so one series has them.
        let tips = self.table().tips();
        let picks: Vec<Pick> = (0..self.rows.len()).map(|row| Pick::Row { row, series: 0 }).collect();
        let words = (0..2 + shown).map(|index| SeriesWords {
            tips: if index == 0 { tips.clone() } else { Vec::new() },
            picks: picks.clone(),
            ..SeriesWords::default()
        });
        let words = Words { series: words.collect(), x_axis: Vec::new(), y_axis: vec![ticks(&self.scale)] };
        Drawing::new(chart, &lacking, words, HEIGHT_PX)
    }

    fn numbers(&self, value: impl Fn(&FanRow) -> Option<f64>) -> Vec<CompositeValue> {
        let write = |row| value(row).map_or_else(|| CompositeValue::from("-"), CompositeValue::from);
        self.rows.iter().map(write).collect()
    }

    fn points(&self, value: impl Fn(&FanRow) -> Option<f64>) -> Vec<CompositeValue> {
        let values = self.numbers(value).into_iter().enumerate();
        #[allow(clippy::cast_precision_loss, reason = "a chart has few spans")]
        let point = |(row, value)| CompositeValue::Array(vec![CompositeValue::from(row as f64), value]);
        values.map(point).collect()
    }
}
