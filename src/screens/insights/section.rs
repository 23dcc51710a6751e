//! The charts and the tables beside them, from the funnel to the workload.

use ::charts::{Input, Kind, Pick};
use leptos::prelude::*;
use sales::metrics::{Behind, Grouping};

use super::breakdown;
use super::charts;
use super::faults;
use super::grid;
use super::source::Source;
use super::state::{Report, State};
use super::tables;
use super::writing::{Writing, reason};
use crate::components::Chart;
use crate::text::t;

/// How a chart is made, and which deals are behind what is pressed on it.
type Make = fn(Source) -> Input;
type Find = fn(&Report, Pick) -> Option<Behind>;

/// All of them.
pub(super) fn charts(state: State) -> AnyView {
    let is_everywhere = Memo::new(move |_| state.question().everywhere);
    (move || all_charts(state, is_everywhere.get())).into_any()
}

/// What is said of stages is said of one pipeline: those of several make no funnel.
fn all_charts(state: State, is_everywhere: bool) -> AnyView {
    let texts = t().insights_charts();
    let none = |why: fn(&Report) -> String| Signal::derive(move || state.report.with(|report| why(report)));
    let plain = |name, title, make, find| chart(state, name, title, None, None, make, find);
    let noted = |name, title, note, make, find| chart(state, name, title, Some(note), None, make, find);
    let nothing_closed = none(|report| {
        report.now.all.win_rate().err().map(|why| reason(&why, Writing::INTL)).unwrap_or_default()
    });
    let nothing_won = none(|report| {
        report.now.all.mean_size().err().map(|why| reason(&why, Writing::INTL)).unwrap_or_default()
    });
    let no_change =
        none(|report| match &report.change {
            None => t().insights_charts().change_no_start.to_owned(),
            Some(_) => report.now.all.open_value.total().err().map_or_else(
                || t().insights().no_deals.to_owned(),
                |missing| super::writing::no_rate(&missing),
            ),
        });
    let none_lost = none(|_| t().insights_charts().none_lost.to_owned());
    let of_stages = || {
        view! {
        <div class="insights-pair">
            {noted("funnel", texts.funnel, texts.funnel_note, charts::funnel, charts::funnel_behind)}
            {noted("flow", texts.flow, texts.flow_note, charts::flow, charts::flow_behind)}
        </div>
        {grid::table(state, "stages", texts.stages, texts.stages_note, tables::stages)}
        <div class="insights-pair">
            {noted("time-in-stage", texts.time, texts.time_note, charts::time, charts::time_behind)}
            {chart(
                state,
                "losses",
                texts.losses,
                Some(texts.losses_note),
                Some(none_lost),
                charts::losses,
                charts::losses_behind,
            )}
        </div>
        }
        .into_any()
    };
    view! {
        {if is_everywhere { breakdown::pipelines(state) } else { of_stages() }}
        <div class="insights-pair">
            {plain("months", texts.trend, charts::months, charts::months_behind)}
            {plain("won-value", texts.trend_value, charts::won_values, charts::won_values_behind)}
        </div>
        {chart(
            state,
            "change",
            texts.change,
            Some(texts.change_note),
            Some(no_change),
            charts::waterfall,
            charts::waterfall_behind,
        )}
        <div class="insights-pair">
            {chart(
                state,
                "by-owner",
                texts.by_owner,
                None,
                Some(nothing_closed),
                |source| charts::rates(source, Grouping::Owner),
                |report, pick| charts::rate_behind(report, Grouping::Owner, pick),
            )}
            {chart(
                state,
                "by-source",
                texts.by_source,
                None,
                Some(nothing_closed),
                |source| charts::rates(source, Grouping::Source),
                |report, pick| charts::rate_behind(report, Grouping::Source, pick),
            )}
        </div>
        {grid::table(state, "leaders", texts.leaders, "", tables::leaders)}
        <div class="insights-pair">
            {chart(
                state,
                "sizes",
                texts.sizes,
                None,
                Some(nothing_won),
                charts::sizes,
                charts::size_behind,
            )}
            {plain("workload", texts.workload, charts::workload, charts::workload_behind)}
        </div>
        <div class="insights-pair">
            {grid::table(state, "drivers", texts.velocity, texts.velocity_note, tables::drivers)}
            {faults::section(state)}
        </div>
    }
    .into_any()
}

fn chart(
    state: State,
    name: &'static str,
    title: &'static str,
    note: Option<&'static str>,
    empty: Option<Signal<String>>,
    make: Make,
    find: Find,
) -> AnyView {
    let input = state.made(make);
    let on_select = Callback::new(move |pick| {
        let Some(behind) = state.report.with_untracked(|report| find(report, pick)) else { return };
        let picked = input.with_untracked(|input| name_of(input, pick));
        state.open(picked.map_or_else(|| title.to_owned(), |picked| format!("{title}: {picked}")), behind);
    });
    let empty = Signal::derive(move || empty.map(|empty| empty.get()).filter(|empty| !empty.is_empty()));
    view! {
        <Chart
            name
            title=Signal::stored(title.to_owned())
            input
            note=MaybeProp::derive(move || note.map(str::to_owned))
            empty=MaybeProp::derive(move || empty.get())
            on_select
        />
    }
    .into_any()
}

/// What is called that was pressed on a chart.
fn name_of(input: &Input, pick: Pick) -> Option<String> {
    let Input::Ready(kind) = input else { return None };
    let table = kind.table();
    let cells = table.rows.iter().enumerate();
    let mut cells = cells.flat_map(|(row, cells)| cells.iter().enumerate().map(move |cell| (row, cell)));
    let (row, (column, cell)) = cells.find(|(_, (_, cell))| cell.pick == Some(pick))?;
    let first = &table.rows[row].first()?.text;
    Some(match kind {
        _ if column == 0 => first.clone(),
        Kind::Flow(_) => format!("{first} → {}", cell.text),
        _ => format!("{first}, {}", table.headings.get(column)?),
    })
}
