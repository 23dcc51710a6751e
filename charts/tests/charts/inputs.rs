//! What is not enough for a chart does not become one.

use charts::{
    Backwards, Bars, BarsSeries, Counted, Direction, Figure, Flow, FlowHeadings, FlowLink, FlowNode, Heap,
    Heat, Input, Kind, Look, Paint, Pick, Scale, Step, StepKind, Steps, Touched, Trend, Waterfall,
};
use proptest::prelude::*;

use crate::looks::look;
use crate::samples::count;

fn bars(figures: Vec<Option<Figure>>) -> Bars {
    Bars {
        heading: String::new(),
        names: figures.iter().map(|_| "a".to_owned()).collect(),
        series: vec![BarsSeries { name: String::new(), paint: Paint::Accent, paints: Vec::new(), figures }],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: None,
        sizes: Vec::new(),
    }
}

#[test]
fn only_numbers_are_figures() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Figure::new(number, ""), None);
    }
    assert_eq!(Figure::new(-0.5, "x").map(|figure| figure.value()), Some(-0.5));
}

#[test]
fn nothing_to_draw_is_empty() {
    let scale = || Scale::of([], Steps::Any, |_| String::new());
    let trend =
        Trend { heading: String::new(), spans: Vec::new(), series: Vec::new(), left: scale(), right: None };
    let heat = Heat { heading: String::new(), columns: Vec::new(), rows: Vec::new(), paint: Paint::Bad };
    let waterfall = Waterfall { heading: String::new(), amounts: String::new(), steps: Vec::new() };
    let inputs: [Input; 5] =
        [trend.into(), heat.into(), waterfall.into(), bars(Vec::new()).into(), bars(vec![None]).into()];
    for input in inputs {
        assert_eq!(input, Input::Empty);
    }
    assert!(
        matches!(bars(vec![None, Some(count(0))]).into(), Input::Ready(Kind::Bars(_))),
        "none is not nothing"
    );
}

#[test]
fn too_few_are_told_from_none_and_enough() {
    let chart = || bars(vec![Some(count(1))]);
    assert_eq!(Input::of_at_least(5, 0, chart()), Input::Empty);
    assert_eq!(Input::of_at_least(5, 4, chart()), Input::TooFew { found: 4, needed: 5, of: Counted::Things });
    let few = Input::of_at_least(5, 4, chart()).counting(Counted::Deals);
    assert_eq!(few, Input::TooFew { found: 4, needed: 5, of: Counted::Deals });
    assert_eq!(Input::of_at_least(5, 0, chart()).counting(Counted::Deals), Input::Empty);
    assert!(matches!(Input::of_at_least(5, 5, chart()), Input::Ready(_)));
    assert_eq!(Input::of_at_least(5, 9, bars(Vec::new())), Input::Empty);
}

#[test]
fn of_very_many_bars_those_with_the_most_deals_are_drawn_and_the_table_has_all() {
    let many = 1_500;
    let all = Bars {
        names: (0..many).map(|row| row.to_string()).collect(),
        // The last and the first have the most.
        sizes: (0..many).map(|row| if row == many - 1 || row < 3 { 9 } else { 1 }).collect(),
        ..bars((0..many).map(|_| Some(count(1))).collect())
    };
    let input = Input::from(all.clone());
    assert_eq!(input.left_out(), many - 30);
    let Input::Ready(chart) = input else { panic!("there is something to draw") };
    let drawing = chart.drawing(&look(640));
    assert!(drawing.height_px() < 1_200, "{}", drawing.height_px());
    let picked = |index| drawing.pick(Touched { series: 0, index, is_link: false });
    let row = |row| Some(Pick::Row { row, series: 0 });
    assert_eq!((picked(0), picked(28), picked(29), picked(30)), (row(0), row(28), row(many - 1), None));
    assert_eq!(chart.table().rows.len(), many);

    let few = Bars { names: all.names[..30].to_vec(), ..all.clone() };
    assert_eq!(Input::from(few).left_out(), 0);
    assert_eq!(Input::from(Bars { direction: Direction::Standing, ..all }).left_out(), 0, "months");
}

#[test]
fn a_flow_goes_forward_only() {
    let headings = || FlowHeadings {
        from: String::new(),
        to: String::new(),
        deals: String::new(),
        share: String::new(),
        value: String::new(),
    };
    let node = |column| FlowNode { name: "same".to_owned(), paint: Paint::Rest, column, deals: count(1) };
    let flow = |links: &[(usize, usize)]| {
        let link =
            |&(from, to): &(usize, usize)| FlowLink { from, to, deals: count(1), share: None, value: None };
        Flow::new(headings(), vec![node(0), node(1), node(1)], links.iter().map(link).collect()).map(|_| ())
    };
    assert_eq!(flow(&[(0, 1), (0, 2)]), Ok(()));
    assert_eq!(flow(&[(0, 1), (1, 2)]), Err(Backwards(1)), "within a column");
    assert_eq!(flow(&[(1, 0)]), Err(Backwards(0)));
    assert_eq!(flow(&[(0, 0)]), Err(Backwards(0)));
    assert_eq!(flow(&[(0, 3)]), Err(Backwards(0)), "there is no such node");
}

#[test]
fn a_flow_without_values_has_no_column_for_them() {
    let headings = FlowHeadings {
        from: "From".to_owned(),
        to: "To".to_owned(),
        deals: "Deals".to_owned(),
        share: "Share".to_owned(),
        value: "Value".to_owned(),
    };
    let node = |column| FlowNode { name: "node".to_owned(), paint: Paint::Rest, column, deals: count(1) };
    let table = |value: Option<Figure>| {
        let link = FlowLink { from: 0, to: 1, deals: count(1), share: None, value };
        let flow = Flow::new(headings.clone(), vec![node(0), node(1)], vec![link]).expect("it goes forward");
        charts::Kind::Flow(flow).table()
    };
    let widths = |table: charts::Table| (table.headings.len(), table.rows[0].len());
    assert_eq!(widths(table(None)), (4, 4));
    assert_eq!(widths(table(Some(count(5)))), (5, 5));
}

fn waterfall(amounts: &[f64]) -> Waterfall {
    let steps = amounts.iter().enumerate().filter_map(|(at, amount)| {
        let kind = if at == 0 { StepKind::Sum } else { StepKind::Change };
        Some(Step { name: at.to_string(), amount: Figure::new(*amount, amount.to_string())?, kind })
    });
    Waterfall { heading: String::new(), amounts: String::new(), steps: steps.collect() }
}

proptest! {
    #[test]
    #[allow(clippy::float_cmp, reason = "whole numbers")]
    fn a_waterfall_falls_from_level_to_level(amounts in prop::collection::vec(-1000_i32..1000, 1..12), width_px in 200_u32..1200) {
        let amounts: Vec<f64> = amounts.into_iter().map(f64::from).collect();
        prop_assume!(amounts.iter().any(|amount| *amount != 0.0));
        let Input::Ready(chart) = waterfall(&amounts).into() else { panic!("there is something to draw") };
        let drawing: serde_json::Value = serde_json::from_str(&chart.drawing(&look(width_px)).json()).expect("JSON");
        let length = |series: usize, row: usize| {
            let item = &drawing["option"]["series"][series]["data"][row];
            item.get("value").unwrap_or(item).as_f64().expect("a number")
        };
        let mut level = 0.0_f64;
        for (row, amount) in amounts.iter().enumerate() {
            let (low, high) = (level.min(level + amount), level.max(level + amount));
            let (base, above, below) = (length(0, row), length(1, row), length(2, row));
            prop_assert!(above >= 0.0 && below <= 0.0);
            // ECharts stacks what is above zero and what is below apart.
            let top = base.max(0.0) + above;
            let bottom = base.min(0.0) + below;
            prop_assert_eq!(above - below, high - low, "a bar is as long as the change");
            if high > 0.0 { prop_assert_eq!(top, high); }
            if low < 0.0 { prop_assert_eq!(bottom, low); }
            level += amount;
        }
    }

    #[test]
    fn bars_of_any_size_are_drawn_with_numbers_only(values in prop::collection::vec(prop::option::of(-1e300_f64..1e300), 1..9), width_px in 0_u32..3000) {
        let figures: Vec<_> = values.iter().map(|value| value.and_then(|value| Figure::new(value, value.to_string()))).collect();
        if let Input::Ready(chart) = bars(figures).into() {
            let look: Look = look(width_px);
            let json = chart.drawing(&look).json();
            // What is no number would be written as null.
            prop_assert!(!json.contains("null"), "{}", json);
        }
    }
}
