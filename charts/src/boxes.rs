//! Box plots: how long the middle half of the deals took, and where the limit is.

use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::{ItemStyle, Symbol};
use charming::series::{Boxplot, Scatter};
use serde_json::json;

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Words};
use crate::figure::Figure;
use crate::list::{Column, List, Tone};
use crate::paint::{Look, Paint};
use crate::parts::{AXIS_PX, LEGEND_PX, Tips, blank, numbers_axis, texts, ticks, with_legend};
use crate::scale::Scale;
use crate::table::{Cell, Table};

/// A box a row, all on one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Boxes {
    /// The names of the columns.
    pub headings: BoxesHeadings,
    /// The numbers on the axis.
    pub scale: Scale,
    /// The rows, the first one on top.
    pub rows: Vec<BoxRow>,
}

/// The names of the columns. Those from `low` to `high` are those of the five numbers of a box.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "see the fields of a row")]
pub struct BoxesHeadings {
    pub name: String,
    pub deals: String,
    pub low: String,
    pub quarter: String,
    pub median: String,
    pub three_quarters: String,
    pub high: String,
    pub limit: String,
    /// What the table tells beside the box; as many as each row has.
    pub more: Vec<String>,
}

/// A row of a box plot.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxRow {
    /// What it is about.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
    /// How many deals it tells of.
    pub deals: Figure,
    /// The ends of the whiskers, the ends of the box and the median: in order, from the lowest. `None` where the deals are
    /// too few for it.
    pub numbers: Option<[Figure; 5]>,
    /// From where on it is too long.
    pub limit: Option<Figure>,
    /// What the table tells beside the box. Choosing the first asks for the series after that of the box, and so on.
    pub more: Vec<Option<Figure>>,
}

impl Boxes {
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().all(|row| row.numbers.is_none())
    }

    pub(crate) fn table(&self) -> Table {
        let BoxesHeadings { name, deals, low, quarter, median, three_quarters, high, limit, more } =
            self.headings.clone();
        let rows = self.rows.iter().enumerate().map(|(row, of)| {
            let picking = |figure: Option<&Figure>, series| {
                let cell = Cell::maybe(figure);
                if figure.is_some() { cell.picking(Pick::Row { row, series }) } else { cell }
            };
            let mut cells = vec![
                Cell::name(&of.name).picking(Pick::Row { row, series: 0 }),
                Cell::figure(&of.deals).picking(Pick::Row { row, series: 0 }),
            ];
            let numbers = (0..5).map(|at| of.numbers.as_ref().map(|numbers| &numbers[at]));
            cells.extend(numbers.map(|number| picking(number, 0)));
            cells.push(Cell::maybe(of.limit.as_ref()));
            let more = (0..more.len()).map(|at| (at, of.more.get(at).and_then(Option::as_ref)));
            cells.extend(more.map(|(at, figure)| picking(figure, at + 1)));
            cells
        });
        let rows = rows.collect();
        let mut headings = vec![name, deals, low, quarter, median, three_quarters, high, limit];
        headings.extend(more.iter().cloned());
        Table { headings, rows }
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let has_limits = self.rows.iter().any(|row| row.limit.is_some());
        let list = self.list(look, has_limits);
        let boxes = self.rows.iter().map(|row| {
            let colour = theme.of(row.paint);
            let numbers: CompositeValue = match &row.numbers {
                Some(numbers) => numbers.iter().map(Figure::value).collect(),
                None => std::iter::repeat_n("-", 5).collect(),
            };
            DataPointItem::new(numbers).item_style(
                ItemStyle::new()
                    .color(theme.surface.mixed(colour, 0.35).color())
                    .border_color(colour.color())
                    .border_width(1.5),
            )
        });
        let mut chart = list
            .around(blank(theme, Tips::Row))
            .x_axis(numbers_axis(theme, &self.scale))
            .series(Boxplot::new().data(boxes.collect::<Vec<_>>()));
        let mut lacking = list.additions();
        additions::merge(
            &mut lacking,
            &json!({
                "xAxis": [{ "axisLabel": { "hideOverlap": true } }],
                "series": [{ "boxWidth": [6, 16] }],
            }),
        );
        let picks: Vec<Pick> = (0..self.rows.len()).map(|row| Pick::Row { row, series: 0 }).collect();
        // A tip is about the whole row, so one series has them; what stands beside the box is for the table.
        let mut table = self.table();
        let shown = table.headings.len() - self.headings.more.len();
        table.headings.truncate(shown);
        table.rows.iter_mut().for_each(|cells| cells.truncate(shown));
        let tips = table.tips();
        let mut words = vec![SeriesWords { tips, picks: picks.clone(), ..SeriesWords::default() }];
        if has_limits {
            let (limits, lacks) = self.limits(look);
            additions::merge(&mut lacking, &json!({ "series": [null, lacks] }));
            let (name, stroke) = (self.headings.limit.clone(), json!({ "itemWidth": 3, "icon": "rect" }));
            chart = with_legend(chart.series(limits), theme, [name], &stroke, &mut lacking);
            words.push(SeriesWords { picks, ..SeriesWords::default() });
        }
        let words = Words { series: words, x_axis: vec![ticks(&self.scale)], ..Words::default() };
        Drawing::new(chart, &lacking, words, list.height_px())
    }

    /// A stroke across each row at its limit, and what `charming` lacks for it: a symbol that is no square.
    fn limits(&self, look: &Look) -> (Scatter, serde_json::Value) {
        let strokes = self.rows.iter().enumerate().map(|(index, row)| {
            let at: CompositeValue = match &row.limit {
                Some(limit) => limit.value().into(),
                None => "-".into(),
            };
            #[allow(clippy::cast_precision_loss, reason = "a chart has few rows")]
            let row = CompositeValue::from(index as f64);
            CompositeValue::Array(vec![at, row])
        });
        let series = Scatter::new()
            .name(self.headings.limit.as_str())
            .symbol(Symbol::Rect)
            .item_style(ItemStyle::new().color(look.theme.of(Paint::Bad).color()))
            .data(strokes.collect::<Vec<_>>());
        (series, json!({ "symbolSize": [3, 22], "z": 5 }))
    }

    fn list<'a>(&self, look: &'a Look, has_limits: bool) -> List<'a> {
        let names = self.rows.iter().map(|row| row.name.clone()).collect();
        let medians = self.rows.iter().map(|row| row.numbers.as_ref().map(|numbers| &numbers[2]));
        let mut columns =
            vec![Column { heading: self.headings.median.clone(), texts: texts(medians), tone: Tone::Plain }];
        if !look.is_narrow() {
            let deals = texts(self.rows.iter().map(|row| Some(&row.deals)));
            columns.push(Column { heading: self.headings.deals.clone(), texts: deals, tone: Tone::Soft });
        }
        let above_px = if has_limits && look.is_narrow() { LEGEND_PX } else { 0.0 };
        List { look, names, columns, below_px: AXIS_PX, above_px, row_px: 36.0 }
    }
}
