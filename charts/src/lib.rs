//! What the charts look like: figures in, a drawing and a table out.
//!
//! Each kind of chart is a small struct of names, [`Figure`]s and [`Paint`]s. All words in it are in the reader's language
//! already and all numbers written as their language writes them; nothing here formats anything. From it come
//!
//! - a [`Drawing`]: the option for ECharts, of parts made with `charming`, and the words on the chart;
//! - a [`Table`] with the same figures: what a screen reader reads, what the CSV holds, what stands in for a chart that
//!   cannot be drawn.
//!
//! No part of a drawing is code: the page's Content-Security-Policy forbids to run texts. The functions that ECharts wants
//! for labels and tips are in `echarts/src`, and look up here what to say.
//!
//! Nothing undefined gets in: a [`Figure`] is finite, what does not exist is `None`, and a chart without enough to show is
//! an [`Input`] that says so.

mod additions;
mod bars;
mod boxes;
mod drawing;
mod fan;
mod figure;
mod flow;
mod funnel;
mod heat;
mod input;
mod list;
mod paint;
mod parts;
mod scale;
mod sketch;
mod table;
mod trend;
mod waterfall;

pub use bars::{Bars, BarsSeries, Direction, Heap, Mark};
pub use boxes::{BoxRow, Boxes, BoxesHeadings};
pub use drawing::{Drawing, Pick, Touched};
pub use fan::{Fan, FanHeadings, FanRow};
pub use figure::Figure;
pub use flow::{Backwards, Flow, FlowHeadings, FlowLink, FlowNode};
pub use funnel::{Funnel, FunnelHeadings, FunnelStage};
pub use heat::Heat;
pub use input::{Counted, Input, Kind};
pub use paint::{Colour, HUES, LOST, Look, Motion, Paint, Theme, WON};
pub use scale::{Scale, Steps};
pub use table::{Cell, NOTHING, Table};
pub use trend::{Side, Trend, TrendSeries};
pub use waterfall::{Step, StepKind, Waterfall};
