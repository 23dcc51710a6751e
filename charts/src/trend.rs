//! Lines over time.

use charming::component::{Axis, Grid};
use charming::datatype::{CompositeValue, DataPoint};
use charming::element::{AxisLine, AxisType, ItemStyle, LineStyle, LineStyleType, Symbol};
use charming::series::Line;
use serde_json::{Value, json};

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Tip, Words};
use crate::figure::Figure;
use crate::paint::{Look, Paint};
use crate::parts::{
    AXIS_PX, EDGE_PX, LEGEND_PX, TYPE_PX, Tips, blank, names_axis, numbers_axis, texts, ticks, widest,
    with_legend,
};
use crate::scale::Scale;
use crate::table::{NOTHING, Table};

/// One line or several over the same spans of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// What the spans are: months, weeks.
    pub heading: String,
    /// The names of the spans, the earliest first.
    pub spans: Vec<String>,
    /// The lines.
    pub series: Vec<TrendSeries>,
    /// The numbers on the left.
    pub left: Scale,
    /// The numbers on the right, for series of another unit.
    pub right: Option<Scale>,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendSeries {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
    /// On which side its numbers stand.
    pub side: Side,
    /// A figure for each span, `None` where there is none: the line has a gap there.
    pub points: Vec<Option<Figure>>,
}

/// A side of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Where the main numbers stand.
    Left,
    /// Where those of another unit stand.
    Right,
}

const HEIGHT_PX: u32 = 260;

/// A mark for the points of a series: lines that cross are told apart by more than colour.
fn symbol(index: usize) -> Symbol {
    match index % 4 {
        0 => Symbol::Circle,
        1 => Symbol::Triangle,
        2 => Symbol::Rect,
        _ => Symbol::Diamond,
    }
}

impl Trend {
    pub(crate) fn is_blank(&self) -> bool {
        self.series.iter().all(|series| series.points.iter().all(Option::is_none))
    }

    pub(crate) fn table(&self) -> Table {
        let rows = self.spans.iter().enumerate().map(|(row, span)| {
            (span, self.series.iter().map(move |series| series.points.get(row).and_then(Option::as_ref)))
        });
        Table::of_series(&self.heading, self.series.iter().map(|series| &series.name), rows)
    }

    /// Lines are named at their ends where there is room for it.
    fn names_at_ends(&self, look: &Look) -> bool {
        self.series.len() > 1 && self.right.is_none() && !look.is_narrow()
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let at_ends = self.names_at_ends(look);
        let has_legend = self.series.len() > 1 && !at_ends;
        let spans =
            names_axis(theme, self.spans.clone()).boundary_gap(false).axis_line(AxisLine::new().show(true));
        let mut chart = blank(theme, Tips::Moment)
            .grid(self.grid(look, at_ends, has_legend))
            .x_axis(spans)
            .y_axis(numbers_axis(theme, &self.left));
        let mut scales = vec![ticks(&self.left)];
        if let Some(right) = &self.right {
            chart = chart.y_axis(Self::right_axis(look, right));
            scales.push(ticks(right));
        }
        let mut lacking = self.additions(look, at_ends);
        if has_legend {
            let names = self.series.iter().map(|series| series.name.clone());
            // Its line with its mark, not a square.
            let marks = json!({ "icon": "inherit", "itemWidth": 22 });
            chart = with_legend(chart, theme, names, &marks, &mut lacking);
        }
        let mut words = Vec::new();
        for (index, series) in self.series.iter().enumerate() {
            chart = chart.series(Self::line(look, index, series));
            words.push(self.words(index, at_ends));
        }
        Drawing::new(chart, &lacking, Words { series: words, x_axis: Vec::new(), y_axis: scales }, HEIGHT_PX)
    }

    fn grid(&self, look: &Look, at_ends: bool, has_legend: bool) -> Grid {
        let axis_px = |scale: &Scale| widest(scale.ticks().iter().map(Figure::text)) + EDGE_PX;
        let half_name_px = self.spans.last().map_or(0.0, |name| widest([name.as_str()]) / 2.0);
        let right = match &self.right {
            Some(scale) => axis_px(scale),
            None if at_ends => self.ends_px(look) + EDGE_PX,
            None => half_name_px.max(EDGE_PX),
        };
        Grid::new()
            .left(axis_px(&self.left).max(half_name_px))
            .right(right)
            .top(if has_legend { LEGEND_PX + 6.0 } else { 10.0 })
            .bottom(AXIS_PX)
    }

    fn ends_px(&self, look: &Look) -> f64 {
        widest(self.series.iter().map(|series| series.name.as_str())).min(look.width() * 0.25).ceil() + 4.0
    }

    fn right_axis(look: &Look, scale: &Scale) -> Axis {
        // The lines across the chart are those of the left side.
        numbers_axis(&look.theme, scale)
            .type_(AxisType::Value)
            .position("right")
            .split_line(charming::element::SplitLine::new().show(false))
    }

    fn line(look: &Look, index: usize, series: &TrendSeries) -> Line {
        let colour = look.theme.of(series.paint);
        let points = series.points.iter().map(|point| {
            DataPoint::Value(match point {
                Some(figure) => figure.value().into(),
                None => CompositeValue::from("-"),
            })
        });
        let style = LineStyle::new().width(2).color(colour.color());
        // A second unit is told from the first by more than colour.
        let style = match series.side {
            Side::Left => style,
            Side::Right => style.type_(LineStyleType::Dashed),
        };
        Line::new()
            .name(series.name.as_str())
            .y_axis_index(i32::from(series.side == Side::Right))
            .symbol(symbol(index))
            .symbol_size(8)
            .show_symbol(series.points.len() <= 24)
            .line_style(style)
            .item_style(ItemStyle::new().color(colour.color()))
            .data(points.collect::<Vec<_>>())
    }

    /// What `charming` lacks.
    fn additions(&self, look: &Look, at_ends: bool) -> Value {
        let theme = &look.theme;
        let end = |series: &TrendSeries| {
            json!({
                "endLabel": {
                    "show": true,
                    "distance": 8,
                    "color": theme.readable(series.paint).css(),
                    "fontFamily": theme.font,
                    "fontSize": TYPE_PX,
                    "width": self.ends_px(look),
                    "overflow": "truncate",
                },
                "labelLayout": { "moveOverlap": "shiftY" },
            })
        };
        // Which numbers belong to which line.
        let axis = |side| {
            let mut of_side = self.series.iter().filter(|series| series.side == side);
            match (of_side.next(), of_side.next()) {
                (Some(only), None) if self.right.is_some() => {
                    json!({ "axisLabel": { "margin": EDGE_PX, "color": theme.readable(only.paint).css() } })
                }
                _ if side == Side::Right && self.right.is_none() => Value::Null,
                _ => json!({ "axisLabel": { "margin": EDGE_PX } }),
            }
        };
        let common = json!({ "emphasis": { "scale": 1.4 } });
        let series = self.series.iter().map(|series| {
            let mut lacking = common.clone();
            if at_ends {
                additions::merge(&mut lacking, &end(series));
            }
            lacking
        });
        json!({
            "xAxis": [{
                "axisLine": { "lineStyle": { "color": theme.axis.css() } },
                "axisLabel": { "hideOverlap": true, "margin": 10 },
            }],
            "yAxis": [axis(Side::Left), axis(Side::Right)],
            "series": series.collect::<Vec<_>>(),
        })
    }

    fn words(&self, index: usize, at_ends: bool) -> SeriesWords {
        let series = &self.series[index];
        let points = texts(series.points.iter().map(Option::as_ref));
        let tips = self.spans.iter().zip(points).map(|(span, text)| {
            let text = if text.is_empty() { NOTHING.to_owned() } else { text };
            Tip::new(span, [(series.name.as_str(), text.as_str())])
        });
        SeriesWords {
            end: at_ends.then(|| series.name.clone()),
            tips: tips.collect(),
            picks: (0..self.spans.len()).map(|row| Pick::Row { row, series: index }).collect(),
            ..SeriesWords::default()
        }
    }
}
