//! What a chart is given: something to draw, or why there is nothing.

use crate::drawing::Drawing;
use crate::paint::Look;
use crate::table::Table;
use crate::{Bars, Boxes, Fan, Flow, Funnel, Heat, Trend, Waterfall};

/// What is to be shown.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::large_enum_variant, reason = "a screen has a dozen of them")]
pub enum Input {
    /// There is nothing of the kind.
    #[default]
    Empty,
    /// There is something, but not enough to say anything by it.
    TooFew {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
        /// What they are.
        of: Counted,
    },
    /// A chart.
    Ready(Kind),
}

/// What there has to be enough of for a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Counted {
    /// Whatever the title of the chart says.
    #[default]
    Things,
    Deals,
    /// Of stages.
    Visits,
    Months,
}

/// A chart of any kind.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the types say it")]
pub enum Kind {
    Funnel(Funnel),
    Flow(Flow),
    Boxes(Boxes),
    Trend(Trend),
    Bars(Bars),
    Heat(Heat),
    Waterfall(Waterfall),
    Fan(Fan),
}

macro_rules! kinds {
    ($($kind:ident),+) => {
        impl Kind {
            /// The chart, drawn.
            pub fn drawing(&self, look: &Look) -> Drawing {
                match self {
                    $(Self::$kind(chart) => chart.drawing(look),)+
                }
            }

            /// Its figures.
            pub fn table(&self) -> Table {
                match self {
                    $(Self::$kind(chart) => chart.table(),)+
                }
            }
        }

        $(
            /// Nothing to draw makes an empty input, so that no chart is ever blank.
            impl From<$kind> for Input {
                fn from(chart: $kind) -> Self {
                    if chart.is_blank() { Self::Empty } else { Self::Ready(Kind::$kind(chart)) }
                }
            }
        )+
    };
}

kinds!(Funnel, Flow, Boxes, Trend, Bars, Heat, Waterfall, Fan);

impl Input {
    /// How many of its rows are in the table and not in the drawing, which would be too long.
    pub fn left_out(&self) -> usize {
        match self {
            Self::Ready(Kind::Bars(bars)) => bars.left_out(),
            _ => 0,
        }
    }

    /// This chart, where there are as many of what it is about as it takes.
    pub fn of_at_least(needed: usize, found: usize, chart: impl Into<Self>) -> Self {
        match chart.into() {
            Self::Ready(_) if found == 0 => Self::Empty,
            Self::Ready(_) if found < needed => Self::TooFew { found, needed, of: Counted::Things },
            other => other,
        }
    }

    /// Says what there are too few of, where there are.
    #[must_use]
    pub fn counting(self, of: Counted) -> Self {
        match self {
            Self::TooFew { found, needed, .. } => Self::TooFew { found, needed, of },
            other => other,
        }
    }
}
