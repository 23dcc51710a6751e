//! The funnel: how many deals got as far as each stage.

use charming::component::Axis;
use charming::datatype::DataPointItem;
use charming::element::{BackgroundStyle, ItemStyle, LabelPosition};
use charming::series::Bar;
use serde_json::json;

use crate::additions;
use crate::drawing::{Drawing, Pick, SeriesWords, Words};
use crate::figure::Figure;
use crate::list::{Column, List, Tone};
use crate::paint::{Look, Paint};
use crate::parts::{GAP_PX, Tips, blank, hidden_axis, highest, label, texts, widest};
use crate::table::{Cell, Table};

/// Stages from top to bottom, a bar each.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The names of the columns.
    pub headings: FunnelHeadings,
    /// The stages, the first one on top.
    pub stages: Vec<FunnelStage>,
}

/// The names of the columns.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "see the fields of a stage")]
pub struct FunnelHeadings {
    pub stage: String,
    pub deals: String,
    pub value: String,
    pub step: String,
    pub cumulative: String,
}

/// A stage of a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelStage {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
    /// How many deals reached it.
    pub deals: Figure,
    /// What they are worth.
    pub value: Option<Figure>,
    /// How many of the stage above got here; none for the first.
    pub step: Option<Figure>,
    /// How many of the first stage got here.
    pub cumulative: Option<Figure>,
}

impl Funnel {
    pub(crate) fn is_blank(&self) -> bool {
        self.stages.iter().all(|stage| stage.deals.length() == 0.0)
    }

    pub(crate) fn table(&self) -> Table {
        let FunnelHeadings { stage, deals, value, step, cumulative } = self.headings.clone();
        let rows = self.stages.iter().enumerate().map(|(row, stage)| {
            vec![
                Cell::name(&stage.name).picking(Pick::Row { row, series: 0 }),
                Cell::figure(&stage.deals),
                Cell::maybe(stage.value.as_ref()),
                Cell::maybe(stage.step.as_ref()),
                Cell::maybe(stage.cumulative.as_ref()),
            ]
        });
        Table { headings: vec![stage, deals, value, step, cumulative], rows: rows.collect() }
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let list = self.list(look);
        let counts = texts(self.stages.iter().map(|stage| Some(&stage.deals)));
        let longest = highest(self.stages.iter().map(|stage| stage.deals.length()));
        let end = list.end_with_room(longest, widest(counts.iter().map(String::as_str)) + 2.0 * GAP_PX);
        let bars = self.stages.iter().map(|stage| {
            DataPointItem::new(stage.deals.length())
                .item_style(ItemStyle::new().color(theme.of(stage.paint).color()).border_radius(3))
        });
        let series = Bar::new()
            .data(bars.collect::<Vec<_>>())
            .show_background(true)
            .background_style(BackgroundStyle::new().color(theme.track.color()).border_radius(3))
            .label(label(theme).position(LabelPosition::Right).distance(GAP_PX));
        let x_axis: Axis = hidden_axis(0.0, end);
        let chart = list.around(blank(theme, Tips::Row)).x_axis(x_axis).series(series);
        let mut lacking = list.additions();
        additions::merge(&mut lacking, &json!({ "series": [{ "barCategoryGap": "38%" }] }));
        let words = SeriesWords {
            labels: counts,
            tips: self.table().tips(),
            picks: (0..self.stages.len()).map(|row| Pick::Row { row, series: 0 }).collect(),
            ..SeriesWords::default()
        };
        let words = Words { series: vec![words], ..Words::default() };
        Drawing::new(chart, &lacking, words, list.height_px())
    }

    /// Where there is room, a column for each figure; on a phone, two lines in each row.
    fn list<'a>(&self, look: &'a Look) -> List<'a> {
        let names = self.stages.iter().map(|stage| stage.name.clone());
        let values = texts(self.stages.iter().map(|stage| stage.value.as_ref()));
        let steps = texts(self.stages.iter().map(|stage| stage.step.as_ref()));
        let cumulative = texts(self.stages.iter().map(|stage| stage.cumulative.as_ref()));
        let headings = &self.headings;
        let column = |heading: &str, texts, tone| Column { heading: heading.to_owned(), texts, tone };
        let has_values = self.stages.iter().any(|stage| stage.value.is_some());
        let (names, columns) = if look.is_narrow() {
            let below = |name: String, value: &String| {
                if has_values { format!("{name}\n{value}") } else { name }
            };
            let columns = vec![
                column(&headings.step, steps, Tone::Plain),
                column(&headings.cumulative, cumulative, Tone::Soft),
            ];
            (names.zip(&values).map(|(name, value)| below(name, value)).collect(), columns)
        } else {
            let mut columns = Vec::new();
            if has_values {
                columns.push(column(&headings.value, values, Tone::Plain));
            }
            columns.push(column(&headings.step, steps, Tone::Plain));
            columns.push(column(&headings.cumulative, cumulative, Tone::Soft));
            (names.collect(), columns)
        };
        let row_px = if look.is_narrow() { 46.0 } else { 36.0 };
        List { look, names, columns, below_px: 0.0, above_px: 0.0, row_px }
    }
}
