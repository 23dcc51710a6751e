//! The waterfall: from one sum to another, a step for everything that changed it.

use charming::component::Grid;
use charming::datatype::DataPointItem;
use charming::element::{AxisLine, Color, ItemStyle, LabelPosition};
use charming::series::Bar;
use serde_json::{Value, json};

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Words};
use crate::figure::Figure;
use crate::list::List;
use crate::paint::{Look, Paint};
use crate::parts::{
    AXIS_PX, EDGE_PX, GAP_PX, Tips, blank, hidden_axis, highest, label, names_axis, widest, widest_word,
};
use crate::sketch::Sketch;
use crate::table::{Cell, Table};

/// Steps from left to right; on a phone, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// The name of the column of names.
    pub heading: String,
    /// The name of the column of amounts.
    pub amounts: String,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub name: String,
    /// What it is worth; for a change, with its sign.
    pub amount: Figure,
    /// Whether it is a sum or changes one.
    pub kind: StepKind,
}

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// What there was, or is.
    Sum,
    /// What was added or, below zero, taken away.
    Change,
}

/// A bar from one level to another.
struct Span {
    from: f64,
    to: f64,
    paint: Paint,
}

impl Span {
    /// From zero up or down to where the bar begins; zero for a bar that zero is in.
    fn base(&self) -> f64 {
        let (low, high) = (self.from.min(self.to), self.from.max(self.to));
        if low > 0.0 { low } else { high.min(0.0) }
    }

    /// The part of the bar above zero.
    fn above(&self) -> f64 {
        self.from.max(self.to).max(0.0) - self.from.min(self.to).max(0.0)
    }

    /// The part of the bar below zero, as a number below zero.
    fn below(&self) -> f64 {
        self.from.min(self.to).min(0.0) - self.from.max(self.to).min(0.0)
    }
}

const HEIGHT_PX: u32 = 280;

impl Waterfall {
    pub(crate) fn is_blank(&self) -> bool {
        self.steps.iter().all(|step| step.amount.value() == 0.0)
    }

    pub(crate) fn table(&self) -> Table {
        let row = |(row, step): (usize, &Step)| {
            vec![Cell::name(&step.name).picking(Pick::Row { row, series: 0 }), Cell::figure(&step.amount)]
        };
        Table {
            headings: vec![self.heading.clone(), self.amounts.clone()],
            rows: self.steps.iter().enumerate().map(row).collect(),
        }
    }

    fn spans(&self) -> Vec<Span> {
        let mut level = 0.0;
        let span = |step: &Step| {
            let amount = step.amount.value();
            let (from, to, paint) = match step.kind {
                StepKind::Sum => (0.0, amount, Paint::Muted),
                StepKind::Change if amount < 0.0 => (level, level + amount, Paint::Bad),
                StepKind::Change => (level, level + amount, Paint::Good),
            };
            level = to;
            Span { from, to, paint }
        };
        self.steps.iter().map(span).collect()
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let spans = self.spans();
        let high = highest(spans.iter().flat_map(|span| [span.from, span.to]));
        let low = spans.iter().map(|span| span.from.min(span.to)).fold(0.0, f64::min);
        let chart = blank(theme, Tips::Row);
        let is_lying = self.is_lying(look);
        let (chart, mut lacking, height_px) =
            if is_lying { self.lying(look, chart, low, high) } else { self.standing(look, chart, low, high) };
        let position = if is_lying { LabelPosition::Right } else { LabelPosition::Top };
        let unseen = ItemStyle::new().color(Color::Value("transparent".to_owned()));
        let painted = |span: &Span, length: f64| {
            DataPointItem::new(length)
                .item_style(ItemStyle::new().color(theme.of(span.paint).color()).border_radius(2))
        };
        let base =
            Bar::new().stack("all").item_style(unseen).data(spans.iter().map(Span::base).collect::<Vec<_>>());
        let above = Bar::new()
            .stack("all")
            .label(label(theme).position(position).distance(5))
            .data(spans.iter().map(|span| painted(span, span.above())).collect::<Vec<_>>());
        let below = Bar::new()
            .stack("all")
            .data(spans.iter().map(|span| painted(span, span.below())).collect::<Vec<_>>());
        let chart = chart.series(base).series(above).series(below);
        additions::merge(
            &mut lacking,
            &json!({ "series": [
            { "silent": true, "barCategoryGap": "30%", "emphasis": { "disabled": true } },
            { "barMaxWidth": 64 },
        ] }),
        );
        let picks = (0..self.steps.len()).map(|row| Pick::Row { row, series: 0 }).collect();
        let words = SeriesWords { picks, ..SeriesWords::default() };
        let labels = self.steps.iter().map(|step| step.amount.text().to_owned()).collect();
        let series =
            vec![words.clone(), SeriesWords { labels, tips: self.table().tips(), ..words.clone() }, words];
        Drawing::new(chart, &lacking, Words { series, ..Words::default() }, height_px)
    }

    /// What one step and its name can take, where all stand side by side.
    fn step_px(&self, look: &Look) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a chart has few steps")]
        let steps = self.steps.len().max(1) as f64;
        (look.width() - 2.0 * EDGE_PX) / steps - 6.0
    }

    /// Steps lie where no name would fit below them, as on a phone.
    fn is_lying(&self, look: &Look) -> bool {
        let names = self.steps.iter().map(|step| step.name.as_str());
        let figures = self.steps.iter().map(|step| step.amount.text());
        look.is_narrow() || widest_word(names).max(widest(figures)) > self.step_px(look)
    }

    fn lying(&self, look: &Look, chart: Sketch, low: f64, high: f64) -> (Sketch, Value, u32) {
        let names = self.steps.iter().map(|step| step.name.clone()).collect();
        let list = List { look, names, columns: Vec::new(), below_px: 0.0, above_px: 0.0, row_px: 34.0 };
        let label_px = widest(self.steps.iter().map(|step| step.amount.text())) + 2.0 * GAP_PX;
        let axis = hidden_axis(low, list.end_with_room(high, label_px));
        (list.around(chart).x_axis(axis), list.additions(), list.height_px())
    }

    fn standing(&self, look: &Look, chart: Sketch, low: f64, high: f64) -> (Sketch, Value, u32) {
        let theme = &look.theme;
        let name_px = self.step_px(look);
        let has_long_names = widest(self.steps.iter().map(|step| step.name.as_str())) > name_px;
        let below_px = if has_long_names { AXIS_PX + 16.0 } else { AXIS_PX };
        let grid = Grid::new().left(EDGE_PX).right(EDGE_PX).top(22).bottom(below_px);
        let names = self.steps.iter().map(|step| step.name.clone()).collect();
        let chart = chart
            .grid(grid)
            .x_axis(names_axis(theme, names).axis_line(AxisLine::new().show(true)))
            .y_axis(hidden_axis(low, high));
        let lacking = json!({ "xAxis": [{
            "axisLine": { "lineStyle": { "color": theme.axis.css() } },
            "axisLabel": { "interval": 0, "width": name_px, "overflow": "break", "lineHeight": 15 },
        }] });
        (chart, lacking, HEIGHT_PX)
    }
}
