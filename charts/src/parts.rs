//! What the charts have in common: type, axes, margins.

use charming::component::{Axis, Legend};
use charming::element::{
    AxisLabel, AxisLine, AxisPointer, AxisPointerType, AxisTick, AxisType, Label, LineStyle, LineStyleType,
    SplitLine, TextStyle, Tooltip, Trigger,
};
use serde_json::{Value, json};

use crate::additions;
use crate::drawing::Tick;
use crate::figure::Figure;
use crate::paint::{Colour, Look, Motion, Theme};
use crate::scale::Scale;
use crate::sketch::Sketch;
use crate::table::NOTHING;

/// The size of all type on a chart.
pub(crate) const TYPE_PX: f64 = 12.0;
/// Between a chart and its edges.
pub(crate) const EDGE_PX: f64 = 8.0;
/// Beside a bar, for the figure at its end.
pub(crate) const GAP_PX: f64 = 6.0;
/// What the names below an axis take.
pub(crate) const AXIS_PX: f64 = 26.0;
/// What a legend takes.
pub(crate) const LEGEND_PX: f64 = 28.0;

/// What the pointer has to be at for a tip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tips {
    /// At an item.
    Item,
    /// Anywhere in a row or a column, which is one thing.
    Row,
    /// Anywhere above a moment.
    Moment,
}

/// A chart with nothing on it.
pub(crate) fn blank(theme: &Theme, tips: Tips) -> Sketch {
    let tooltip = match tips {
        Tips::Item => Tooltip::new().trigger(Trigger::Item),
        Tips::Row => Tooltip::new()
            .trigger(Trigger::Axis)
            .axis_pointer(AxisPointer::new().type_(AxisPointerType::Shadow)),
        Tips::Moment => Tooltip::new().trigger(Trigger::Axis).axis_pointer(
            AxisPointer::new()
                .type_(AxisPointerType::Line)
                .line_style(LineStyle::new().color(theme.axis.color()).type_(LineStyleType::Solid)),
        ),
    };
    let chart = Sketch::default().tooltip(tooltip);
    match theme.motion {
        Motion::Still => chart.animation(false),
        Motion::Lively => chart.animation(true).animation_milliseconds(300, 200),
    }
}

/// A label in the colour of texts.
pub(crate) fn label(theme: &Theme) -> Label {
    Label::new().show(true).font_family(theme.font.as_str()).font_size(TYPE_PX).color(theme.text.color())
}

/// An axis without a line, with names in this colour.
pub(crate) fn bare_axis(theme: &Theme, colour: Colour) -> Axis {
    Axis::new()
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
        .split_line(SplitLine::new().show(false))
        .axis_label(
            AxisLabel::new().color(colour.color()).font_size(TYPE_PX).font_family(theme.font.as_str()),
        )
}

/// An axis of names.
pub(crate) fn names_axis(theme: &Theme, names: Vec<String>) -> Axis {
    bare_axis(theme, theme.text).type_(AxisType::Category).data(names)
}

/// An axis of numbers, with lines across the chart.
pub(crate) fn numbers_axis(theme: &Theme, scale: &Scale) -> Axis {
    bare_axis(theme, theme.text_soft)
        .type_(AxisType::Value)
        .min(scale.low())
        .max(scale.high())
        .interval(scale.step())
        .split_line(
            SplitLine::new()
                .show(true)
                .line_style(LineStyle::new().color(theme.grid.color()).type_(LineStyleType::Solid)),
        )
}

/// An axis of numbers of which nothing is seen: the figures stand at what they belong to.
pub(crate) fn hidden_axis(low: f64, high: f64) -> Axis {
    Axis::new().type_(AxisType::Value).show(false).min(low).max(high)
}

/// The numbers on an axis.
pub(crate) fn ticks(scale: &Scale) -> Vec<Tick> {
    scale.ticks().iter().map(Tick::from).collect()
}

/// Puts names of series with their colours above a chart. `special` is what the legend of this kind of chart has of its own.
pub(crate) fn with_legend(
    chart: Sketch,
    theme: &Theme,
    names: impl IntoIterator<Item = String>,
    special: &Value,
    lacking: &mut Value,
) -> Sketch {
    additions::merge(lacking, &json!({ "legend": legend_additions(theme) }));
    additions::merge(lacking, &json!({ "legend": special }));
    chart.legend(legend(theme, names))
}

fn legend(theme: &Theme, names: impl IntoIterator<Item = String>) -> Legend {
    Legend::new()
        .top(0)
        .left(0)
        .item_width(10)
        .item_height(10)
        .item_gap(14)
        .text_style(
            TextStyle::new()
                .color(theme.text.color())
                .font_family(theme.font.as_str())
                .font_size(TYPE_PX)
                .padding([0.0, 0.0, 0.0, 2.0]),
        )
        .data(names.into_iter().collect::<Vec<_>>())
}

/// What `charming` lacks for a legend.
fn legend_additions(theme: &Theme) -> Value {
    json!({
        "type": "scroll",
        "icon": "roundRect",
        "padding": 0,
        "pageIconSize": 10,
        "pageIconColor": theme.text_soft.css(),
        "pageIconInactiveColor": theme.grid.css(),
        "pageTextStyle": { "color": theme.text_soft.css(), "fontFamily": theme.font },
        "inactiveColor": theme.muted.css(),
        // Leaving out a series would leave the table with figures that the chart has not.
        "selectedMode": false,
    })
}

/// How wide the widest word is drawn: what a label needs to be broken in good places. Chinese breaks anywhere.
pub(crate) fn widest_word<'a>(texts: impl IntoIterator<Item = &'a str>) -> f64 {
    let is_wide = |char: char| char >= '\u{1100}';
    let words =
        texts.into_iter().flat_map(|text| text.split(|char: char| char.is_whitespace() || is_wide(char)));
    words.map(width_px).fold(0.0, f64::max)
}

/// About how wide a text is drawn: in the wider ones of the fonts that the style sheet lists.
pub(crate) fn width_px(text: &str) -> f64 {
    let widest = text.lines().map(|line| line.chars().map(char_px).sum::<f64>());
    widest.fold(0.0, f64::max)
}

fn char_px(char: char) -> f64 {
    match char {
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | '|' | 'I' => 3.8,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 4.9,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 11.2,
        'A'..='Z' | '¥' | '+' | '−' => 8.8,
        '\u{1100}'.. => TYPE_PX,
        _ => 7.5,
    }
}

/// How wide the widest of these is drawn.
pub(crate) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> f64 {
    texts.into_iter().map(width_px).fold(0.0, f64::max)
}

/// The highest of some numbers; 1 where none is above zero, so that a length can be divided by it.
pub(crate) fn highest(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let highest = numbers.into_iter().fold(0.0, f64::max);
    if highest > 0.0 { highest } else { 1.0 }
}

/// The texts of figures, a dash where there is none.
pub(crate) fn texts<'a>(figures: impl IntoIterator<Item = Option<&'a Figure>>) -> Vec<String> {
    figures.into_iter().map(|figure| figure.map_or(NOTHING, Figure::text).to_owned()).collect()
}

/// Pixels for a chart of this many rows.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "heights of charts are small and never negative"
)]
pub(crate) fn rows_px(rows: usize, row_px: f64, around_px: f64) -> u32 {
    (rows as f64 * row_px + around_px).ceil() as u32
}

/// How much room a look leaves a name on the left.
pub(crate) fn names_px<'a>(look: &Look, names: impl IntoIterator<Item = &'a str>) -> f64 {
    let most = if look.is_narrow() { look.width() * 0.3 } else { (look.width() * 0.28).min(180.0) };
    widest(names).min(most).ceil() + 2.0
}
