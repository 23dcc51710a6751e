//! Bars: one or several figures for each of some things, lying or standing.

use std::cmp::Reverse;

use charming::component::Grid;
use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::{
    AxisLine, ItemStyle, LabelPosition, LineStyle, LineStyleType, MarkLine, MarkLineData, MarkLineVariant,
    Symbol,
};
use charming::series::Bar;
use serde_json::{Value, json};

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Words};
use crate::figure::Figure;
use crate::list::{Column, List, Tone};
use crate::paint::{Look, Paint, Theme};
use crate::parts::{
    AXIS_PX, EDGE_PX, GAP_PX, LEGEND_PX, TYPE_PX, Tips, blank, hidden_axis, highest, label, names_axis,
    texts, widest, widest_word, with_legend,
};
use crate::sketch::Sketch;
use crate::table::Table;

/// Things, and a bar or several for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What the things are.
    pub heading: String,
    /// Their names.
    pub names: Vec<String>,
    /// The figures.
    pub series: Vec<BarsSeries>,
    /// Whether several bars stand beside or on each other.
    pub heap: Heap,
    /// Which way bars grow.
    pub direction: Direction,
    /// A line across all bars: a target, a capacity, an average.
    pub mark: Option<Mark>,
    /// How many deals there are of each thing. Where the things are too many to be drawn, those with the most are; empty: the first.
    pub sizes: Vec<usize>,
}

/// A figure for each thing.
#[derive(Debug, Clone, PartialEq)]
pub struct BarsSeries {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
    /// Colours of single bars, where each thing has its own; empty otherwise.
    pub paints: Vec<Paint>,
    /// A figure for each thing, `None` where there is none.
    pub figures: Vec<Option<Figure>>,
}

/// How several series share the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heap {
    /// Beside each other.
    Grouped,
    /// On top of each other: their sum means something.
    Stacked,
}

/// Which way bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the right: the names may be long and many.
    Lying,
    /// Upwards: a few short names, or spans of time. On a phone more than six of them lie, too.
    Standing,
}

/// A line across all bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is.
    pub name: String,
    /// Where it is.
    pub figure: Figure,
}

const STANDING_PX: u32 = 260;

/// So many lying bars are drawn: more are read in the table, and from some thousand on no browser draws them.
const MOST_LYING: usize = 30;

impl Bars {
    pub(crate) fn is_blank(&self) -> bool {
        self.series.iter().all(|series| series.figures.iter().all(Option::is_none))
    }

    pub(crate) fn table(&self) -> Table {
        let rows = self.names.iter().enumerate().map(|(row, name)| {
            (name, self.series.iter().map(move |series| series.figures.get(row).and_then(Option::as_ref)))
        });
        Table::of_series(&self.heading, self.series.iter().map(|series| &series.name), rows)
    }

    fn is_lying(&self, look: &Look) -> bool {
        let names = self.names.iter().map(String::as_str);
        self.direction == Direction::Lying
            || (look.is_narrow() && self.names.len() > 6)
            || widest_word(names) > self.name_px(look)
    }

    /// What stands beside the bars for the mark.
    fn mark_px(&self) -> f64 {
        self.mark.as_ref().map_or(0.0, |mark| widest([mark.name.as_str(), mark.figure.text()]) + GAP_PX)
    }

    /// What one name can take below standing bars.
    fn name_px(&self, look: &Look) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a chart has few bars")]
        let names = self.names.len().max(1) as f64;
        (look.width() - 2.0 * EDGE_PX - self.mark_px()) / names - 4.0
    }

    fn is_stacked(&self) -> bool {
        self.heap == Heap::Stacked && self.series.len() > 1
    }

    /// The lowest and the highest end of a bar, and the mark.
    fn ends(&self) -> (f64, f64) {
        let value = |series: &BarsSeries, row: usize| {
            series.figures.get(row).and_then(Option::as_ref).map_or(0.0, Figure::value)
        };
        let mark = self.mark.as_ref().map(|mark| mark.figure.value());
        let mut ends: Vec<f64> = mark.into_iter().collect();
        for row in 0..self.names.len() {
            let values = self.series.iter().map(|series| value(series, row));
            if self.is_stacked() {
                ends.push(values.clone().filter(|value| *value > 0.0).sum());
                ends.push(values.filter(|value| *value < 0.0).sum());
            } else {
                ends.extend(values);
            }
        }
        let low = ends.iter().copied().fold(0.0, f64::min);
        (low, if low < 0.0 { ends.into_iter().fold(0.0, f64::max) } else { highest(ends) })
    }

    /// How many of its things are in the table alone.
    pub fn left_out(&self) -> usize {
        if self.direction == Direction::Lying { self.names.len().saturating_sub(MOST_LYING) } else { 0 }
    }

    /// The rows that are drawn, in their order.
    fn drawn_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.names.len()).collect();
        if self.left_out() > 0 {
            // A stable sort: of those with as many deals the first.
            rows.sort_by_key(|row| Reverse(self.sizes.get(*row).copied().unwrap_or_default()));
            rows.truncate(MOST_LYING);
            rows.sort_unstable();
        }
        rows
    }

    /// Some of its rows.
    fn part(&self, rows: &[usize]) -> Self {
        fn of<T: Clone>(all: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().filter_map(|row| all.get(*row).cloned()).collect()
        }
        let series = self.series.iter().map(|series| BarsSeries {
            paints: of(&series.paints, rows),
            figures: of(&series.figures, rows),
            ..series.clone()
        });
        Self {
            names: of(&self.names, rows),
            series: series.collect(),
            sizes: of(&self.sizes, rows),
            ..self.clone()
        }
    }

    /// Whether the mark is in the last fifth of the place, beside a column with a heading.
    fn has_far_mark(&self) -> bool {
        let (low, high) = self.ends();
        self.series.len() == 1
            && self.mark.as_ref().is_some_and(|mark| mark.figure.value() - low > 0.8 * (high - low))
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let rows = self.drawn_rows();
        if self.left_out() > 0 { self.part(&rows).draw(look, &rows) } else { self.draw(look, &rows) }
    }

    /// Draws all of it. `rows` are the numbers that its rows have where a press is understood.
    fn draw(&self, look: &Look, rows: &[usize]) -> Drawing {
        let theme = &look.theme;
        let is_lying = self.is_lying(look);
        let has_legend = self.series.len() > 1;
        let chart = blank(theme, Tips::Row);
        let above_px = if has_legend { LEGEND_PX } else { 0.0 }
            + if is_lying && self.mark.is_some() && has_legend { 18.0 } else { 0.0 };
        let (mut chart, mut lacking, height_px) =
            if is_lying { self.lying(look, chart, above_px) } else { self.standing(look, chart, above_px) };
        if self.mark.is_some() {
            // Above the line, not along it. A list begins at its top, so its lines do, too.
            let mut label = json!({ "position": if is_lying { "start" } else { "end" }, "distance": 4 });
            if is_lying && self.has_far_mark() {
                // In the middle of its line it would run into the heading on the right.
                additions::merge(&mut label, &json!({ "align": "right" }));
            }
            additions::merge(&mut lacking, &json!({ "series": [{ "markLine": { "label": label } }] }));
        }
        if has_legend {
            let names = self.series.iter().map(|series| series.name.clone());
            chart = with_legend(chart, theme, names, &json!({}), &mut lacking);
        }
        let tips = self.table().tips();
        let mut words = Vec::new();
        for (index, series) in self.series.iter().enumerate() {
            let mut bar = self.bar(theme, series, is_lying);
            if index == 0 {
                bar = self.marked(theme, bar, is_lying);
            }
            chart = chart.series(bar);
            words.push(SeriesWords {
                labels: if self.has_labels(is_lying) {
                    texts(series.figures.iter().map(Option::as_ref))
                } else {
                    Vec::new()
                },
                // A tip is about the whole row, so one series has them.
                tips: if index == 0 { tips.clone() } else { Vec::new() },
                picks: rows.iter().map(|&row| Pick::Row { row, series: index }).collect(),
                ..SeriesWords::default()
            });
        }
        Drawing::new(chart, &lacking, Words { series: words, ..Words::default() }, height_px)
    }

    /// A figure stands at each bar, unless it stands in a column; in a stack there is no room for it, and the tip and the
    /// table say it.
    fn has_labels(&self, is_lying: bool) -> bool {
        !(self.is_stacked() || is_lying && self.series.len() == 1)
    }

    fn label_px(&self) -> f64 {
        let all = self.series.iter().flat_map(|series| series.figures.iter().flatten());
        if self.has_labels(true) { widest(all.map(Figure::text)) + 2.0 * GAP_PX } else { 1.0 }
    }

    /// The figures of lying bars, one below the other: nothing crosses them, and what has no figure says so.
    fn columns(&self) -> Vec<Column> {
        match self.series.as_slice() {
            [only] => vec![Column {
                heading: only.name.clone(),
                texts: texts(only.figures.iter().map(Option::as_ref)),
                tone: Tone::Plain,
            }],
            _ => Vec::new(),
        }
    }

    fn lying(&self, look: &Look, chart: Sketch, above_px: f64) -> (Sketch, Value, u32) {
        let per_row = if self.is_stacked() { 1 } else { self.series.len().max(1) };
        #[allow(clippy::cast_precision_loss, reason = "a chart has few series")]
        let row_px = 16.0 + 18.0 * per_row as f64;
        let list = List {
            look,
            names: self.names.clone(),
            columns: self.columns(),
            below_px: 0.0,
            above_px,
            row_px,
        };
        let (low, high) = self.ends();
        let low = if low < 0.0 { list.end_with_room(low, self.label_px()) } else { 0.0 };
        let axis = hidden_axis(low, list.end_with_room(high, self.label_px()));
        let mut lacking = list.additions();
        additions::merge(&mut lacking, &self.spacing());
        (list.around(chart).x_axis(axis), lacking, list.height_px())
    }

    fn standing(&self, look: &Look, chart: Sketch, above_px: f64) -> (Sketch, Value, u32) {
        let theme = &look.theme;
        let (low, high) = self.ends();
        let (mark_px, name_px) = (self.mark_px(), self.name_px(look));
        let has_long_names = widest(self.names.iter().map(String::as_str)) > name_px;
        let below_px = if has_long_names { AXIS_PX + 16.0 } else { AXIS_PX };
        let grid = Grid::new().left(EDGE_PX).right(EDGE_PX + mark_px).top(above_px + 20.0).bottom(below_px);
        let names = names_axis(theme, self.names.clone()).axis_line(AxisLine::new().show(true));
        let mut lacking = json!({ "xAxis": [{
            "axisLine": { "lineStyle": { "color": theme.axis.css() } },
            "axisLabel": { "hideOverlap": true, "width": name_px, "overflow": "break", "lineHeight": 15 },
        }] });
        if name_px > 40.0 {
            additions::merge(&mut lacking, &json!({ "xAxis": [{ "axisLabel": { "interval": 0 } }] }));
        }
        additions::merge(&mut lacking, &self.spacing());
        (chart.grid(grid).x_axis(names).y_axis(hidden_axis(low, high)), lacking, STANDING_PX)
    }

    /// What `charming` lacks for bars.
    fn spacing(&self) -> Value {
        let series = self.series.iter().map(|_| {
            json!({
                "barCategoryGap": "36%",
                "barGap": "12%",
                "barMaxWidth": 44,
                "barMinHeight": i32::from(!self.is_stacked()),
                "labelLayout": { "hideOverlap": true },
            })
        });
        json!({ "series": series.collect::<Vec<_>>() })
    }

    fn bar(&self, theme: &Theme, series: &BarsSeries, is_lying: bool) -> Bar {
        let radius = if self.is_stacked() { 0 } else { 3 };
        let figures = series.figures.iter().enumerate().map(|(row, figure)| {
            let Some(figure) = figure else { return DataPoint::Value(CompositeValue::from("-")) };
            let item = DataPointItem::new(figure.value());
            DataPoint::Item(match series.paints.get(row) {
                Some(paint) => {
                    item.item_style(ItemStyle::new().color(theme.of(*paint).color()).border_radius(radius))
                }
                None => item,
            })
        });
        let style = ItemStyle::new().color(theme.of(series.paint).color()).border_radius(radius);
        // Parts of a stack are told apart by a gap, too.
        let style =
            if self.is_stacked() { style.border_color(theme.surface.color()).border_width(1) } else { style };
        let bar = Bar::new().name(series.name.as_str()).item_style(style).data(figures.collect::<Vec<_>>());
        let bar = if self.is_stacked() { bar.stack("all") } else { bar };
        if self.has_labels(is_lying) {
            let position = if is_lying { LabelPosition::Right } else { LabelPosition::Top };
            bar.label(label(theme).position(position).distance(if is_lying { GAP_PX } else { 4.0 }))
        } else {
            bar
        }
    }

    fn marked(&self, theme: &Theme, bar: Bar, is_lying: bool) -> Bar {
        let Some(mark) = &self.mark else { return bar };
        let at = MarkLineData::new();
        let at = if is_lying { at.x_axis(mark.figure.value()) } else { at.y_axis(mark.figure.value()) };
        // A figure written by us has no braces in it; a name may.
        let name = mark.name.replace('{', "{\u{2060}");
        let text = if is_lying {
            format!("{name} {}", mark.figure.text())
        } else {
            format!("{name}\n{}", mark.figure.text())
        };
        let line = MarkLine::new()
            .silent(true)
            .symbol(vec![Symbol::None, Symbol::None])
            .line_style(
                LineStyle::new().color(theme.text_soft.color()).width(1.5).type_(LineStyleType::Dashed),
            )
            .label(label(theme).formatter(text.as_str()).font_size(TYPE_PX).color(theme.text_soft.color()))
            .data(vec![MarkLineVariant::Simple(at)]);
        bar.mark_line(line)
    }
}
