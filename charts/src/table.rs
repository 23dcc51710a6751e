//! The figures of a chart as rows and columns.

use crate::drawing::Pick;
use crate::figure::Figure;

/// What stands where there is no figure.
pub const NOTHING: &str = "—";

/// A table. The first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// A name for each column.
    pub headings: Vec<String>,
    /// The rows, all as long as `headings`.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What a reader sees.
    pub text: String,
    /// The exact number; `None` for a name, and where there is no figure.
    pub value: Option<f64>,
    /// What choosing it asks for.
    pub pick: Option<Pick>,
}

impl Cell {
    pub(crate) fn name(text: &str) -> Self {
        Self { text: text.to_owned(), value: None, pick: None }
    }

    pub(crate) fn figure(figure: &Figure) -> Self {
        Self { text: figure.text().to_owned(), value: Some(figure.value()), pick: None }
    }

    pub(crate) fn maybe(figure: Option<&Figure>) -> Self {
        figure.map_or_else(|| Self::name(NOTHING), Self::figure)
    }

    pub(crate) fn picking(self, pick: Pick) -> Self {
        Self { pick: Some(pick), ..self }
    }
}

impl Table {
    /// A figure for each series and row, with the names of the rows in front. A press on a figure asks for it.
    pub(crate) fn of_series<'f, Figures>(
        heading: &str,
        series: impl IntoIterator<Item = &'f String>,
        rows: impl IntoIterator<Item = (&'f String, Figures)>,
    ) -> Self
    where
        Figures: IntoIterator<Item = Option<&'f Figure>>,
    {
        let cells = |(row, (name, figures)): (usize, (&String, Figures))| {
            let cell = |(series, figure): (usize, Option<&Figure>)| {
                let cell = Cell::maybe(figure);
                if figure.is_some() { cell.picking(Pick::Row { row, series }) } else { cell }
            };
            std::iter::once(Cell::name(name)).chain(figures.into_iter().enumerate().map(cell)).collect()
        };
        let headings = std::iter::once(heading.to_owned()).chain(series.into_iter().cloned());
        Self { headings: headings.collect(), rows: rows.into_iter().enumerate().map(cells).collect() }
    }

    /// What there is to say about each row: its name, then the other columns.
    pub(crate) fn tips(&self) -> Vec<crate::drawing::Tip> {
        let tip = |row: &Vec<Cell>| {
            let (name, figures) = row.split_first()?;
            let lines = self.headings[1..].iter().zip(figures);
            Some(crate::drawing::Tip::new(
                &name.text,
                lines.map(|(heading, cell)| (heading.as_str(), cell.text.as_str())),
            ))
        };
        self.rows.iter().filter_map(tip).collect()
    }
}
