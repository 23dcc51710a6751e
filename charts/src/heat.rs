//! Heat maps: how often one thing met another.

use charming::component::Grid;
use charming::datatype::{CompositeValue, DataFrame, DataPoint, DataPointItem};
use charming::element::ItemStyle;
use charming::series::Heatmap;
use serde_json::json;

use crate::drawing::{Drawing, Pick, SeriesWords, Tip, Words};
use crate::figure::Figure;
use crate::paint::{Colour, Look, Paint, Theme};
use crate::parts::{EDGE_PX, Tips, blank, highest, label, names_axis, names_px, rows_px, widest};
use crate::table::Table;

/// Rows and columns, a figure where they meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// What the rows are.
    pub heading: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The names of the rows, the first one on top, with a figure for each column: `None` where there is none.
    pub rows: Vec<(String, Vec<Option<Figure>>)>,
    /// The colour of the highest figure.
    pub paint: Paint,
}

const ROW_PX: f64 = 36.0;
/// What a column takes at least.
const COLUMN_PX: f64 = 54.0;
/// What figures on a cell need.
const LEAST_CONTRAST: f64 = 4.5;
/// The faintest that can be told from no figure at all.
const FAINTEST: f64 = 0.08;

impl Heat {
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().flat_map(|(_, figures)| figures).flatten().next().is_none()
    }

    pub(crate) fn table(&self) -> Table {
        let in_columns = |figures| <[_]>::iter(figures).map(Option::as_ref).take(self.columns.len());
        let rows = self.rows.iter().map(|(name, figures)| (name, in_columns(figures)));
        Table::of_series(&self.heading, &self.columns, rows)
    }

    /// The figures with the numbers of their column and row.
    fn figures(&self) -> impl Iterator<Item = (usize, usize, &Figure)> {
        self.rows.iter().enumerate().flat_map(|(row, (_, figures))| {
            let in_columns = figures.iter().take(self.columns.len()).enumerate();
            in_columns.filter_map(move |(column, figure)| Some((column, row, figure.as_ref()?)))
        })
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let most = highest(self.figures().map(|(_, _, figure)| figure.length()));
        let strongest = strongest(theme, theme.of(self.paint));
        let cells: DataFrame = self
            .figures()
            .map(|(column, row, figure)| {
                #[allow(clippy::cast_precision_loss, reason = "a chart has few rows and columns")]
                let place = [column as f64, row as f64];
                let share = figure.length() / most;
                let strength = if share > 0.0 { FAINTEST + (strongest - FAINTEST) * share } else { 0.0 };
                let colour = theme.surface.mixed(theme.of(self.paint), strength);
                let at: CompositeValue = place.into_iter().chain([figure.value()]).collect();
                let style = ItemStyle::new()
                    .color(colour.color())
                    .border_color(theme.surface.color())
                    .border_width(2)
                    .border_radius(4);
                DataPoint::Item(DataPointItem::new(at).item_style(style))
            })
            .collect();
        let rows_px_wide = names_px(look, self.rows.iter().map(|(name, _)| name.as_str()));
        #[allow(clippy::cast_precision_loss, reason = "a chart has few columns")]
        let column_px =
            ((look.width() - rows_px_wide - 2.0 * EDGE_PX) / self.columns.len().max(1) as f64).max(COLUMN_PX);
        let lines = self.columns.iter().map(|name| (widest([name.as_str()]) / (column_px - 6.0)).ceil());
        let above_px = lines.fold(1.0, f64::max).min(3.0) * 15.0 + 8.0;
        let grid = Grid::new().left(rows_px_wide + EDGE_PX).right(EDGE_PX).top(above_px).bottom(2);
        let names = self.rows.iter().map(|(name, _)| name.clone()).collect();
        // Its data are a list of lists in `charming`, although each item is a place and a figure; so they are added below.
        let series = Heatmap::new().label(label(theme));
        let chart = blank(theme, Tips::Item)
            .grid(grid)
            .x_axis(names_axis(theme, self.columns.clone()).position("top"))
            .y_axis(names_axis(theme, names).inverse(true))
            .series(series);
        let lacking = json!({
            "xAxis": [{ "axisLabel": {
                "interval": 0, "width": column_px - 6.0, "overflow": "break", "lineHeight": 15, "color": theme.text_soft.css(),
            } }],
            "yAxis": [{ "axisLabel": { "interval": 0, "width": rows_px_wide, "overflow": "truncate", "margin": EDGE_PX } }],
            "series": [{ "data": cells, "emphasis": { "itemStyle": { "borderColor": theme.text.css(), "borderWidth": 1 } } }],
        });
        let words = Words { series: vec![self.words()], ..Words::default() };
        let least_px = rows_px_wide + 2.0 * EDGE_PX + f64::from(rows_px(self.columns.len(), COLUMN_PX, 0.0));
        Drawing::new(chart, &lacking, words, rows_px(self.rows.len(), ROW_PX, above_px + 2.0))
            .at_least(rows_px(1, least_px, 0.0))
    }

    fn words(&self) -> SeriesWords {
        let mut words = SeriesWords::default();
        for (column, row, figure) in self.figures() {
            words.labels.push(figure.text().to_owned());
            words.tips.push(Tip::new(&self.rows[row].0, [(self.columns[column].as_str(), figure.text())]));
            words.picks.push(Pick::Row { row, series: column });
        }
        words
    }
}

/// How much of a colour may lie under figures that are to be read.
fn strongest(theme: &Theme, colour: Colour) -> f64 {
    let is_readable =
        |share: &f64| theme.surface.mixed(colour, *share).contrast(theme.text) >= LEAST_CONTRAST;
    let shares = (1..=20_u8).rev().map(|twentieths| f64::from(twentieths) / 20.0);
    shares.into_iter().find(is_readable).unwrap_or(FAINTEST)
}
