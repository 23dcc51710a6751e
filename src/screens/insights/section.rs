//! The charts and the tables beside them, from the funnel to the workload.

use ::charts::{Input, Kind, Pick};
use leptos::prelude::*;
use metrics::{Behind, Grouping, Step};

use super::breakdown;
use super::charts;
use super::faults;
use super::grid;
use super::source::Source;
use super::state::{Report, State};
use super::tables;
use super::workload;
use super::writing::{Writing, no_rate, reason};
use crate::components::Chart;
use crate::text::t;

/// How a chart is made, and which deals are behind what is pressed on it.
type Make = fn(Source) -> Input;
type Find = fn(&Report, Pick) -> Option<Behind>;

/// A chart there is to show.
pub(super) struct Drawing {
    /// What tests, links and dashboards call it.
    pub(super) name: &'static str,
    pub(super) title: fn() -> &'static str,
    /// What it is for; blank where its title says it.
    note: fn() -> &'static str,
    /// Why some of its values are missing; blank where none is.
    missing: fn(&Report) -> String,
    /// Why there is nothing in it; blank where that needs no words of its own.
    empty: fn(&Report) -> String,
    make: Make,
    find: Find,
    /// Whether it tells of the stages of one pipeline.
    pub(super) is_of_stages: bool,
}

fn unsaid() -> &'static str {
    ""
}

fn no_reason(_: &Report) -> String {
    String::new()
}

fn nothing_closed(report: &Report) -> String {
    report.now.all.win_rate().err().map(|why| reason(&why, Writing::INTL)).unwrap_or_default()
}

fn nothing_won(report: &Report) -> String {
    report.now.all.mean_size().err().map(|why| reason(&why, Writing::INTL)).unwrap_or_default()
}

/// Which rates the value of what was won lacks.
fn won_unrated(report: &Report) -> String {
    report.now.all.won_value.total().err().map(|missing| no_rate(&missing)).unwrap_or_default()
}

/// Which rates the values of the stages lack.
fn stages_unrated(report: &Report) -> String {
    let stages = report.now.stages.iter();
    let mut values = stages.map(|figures| figures.passage(report.query.mode).value.total());
    values.find_map(Result::err).map_or_else(|| won_unrated(report), |missing| no_rate(&missing))
}

fn no_change(report: &Report) -> String {
    match &report.change {
        None => t().insights_charts().change_no_start.to_owned(),
        // One step that does not add up is enough for none to be drawn.
        Some(change) => match Step::ALL.iter().find_map(|step| change.of(*step).value.total().err()) {
            Some(missing) => no_rate(&missing),
            None if Step::ALL.iter().all(|step| change.of(*step).deals == 0) => {
                t().insights().no_deals.to_owned()
            }
            None => t().insights().no_value.to_owned(),
        },
    }
}

const fn plain(name: &'static str, title: fn() -> &'static str, make: Make, find: Find) -> Drawing {
    Drawing {
        name,
        title,
        note: unsaid,
        missing: no_reason,
        empty: no_reason,
        make,
        find,
        is_of_stages: false,
    }
}

/// All of them.
pub(super) static DRAWINGS: [Drawing; 11] = [
    Drawing {
        note: || t().insights_charts().funnel_note,
        missing: stages_unrated,
        is_of_stages: true,
        ..plain("funnel", || t().insights_charts().funnel, charts::funnel, charts::funnel_behind)
    },
    Drawing {
        note: || t().insights_charts().flow_note,
        is_of_stages: true,
        ..plain("flow", || t().insights_charts().flow, charts::flow, charts::flow_behind)
    },
    Drawing {
        note: || t().insights_charts().time_note,
        is_of_stages: true,
        ..plain("time-in-stage", || t().insights_charts().time, charts::time, charts::time_behind)
    },
    Drawing {
        note: || t().insights_charts().losses_note,
        empty: |_| t().insights_charts().none_lost.to_owned(),
        is_of_stages: true,
        ..plain("losses", || t().insights_charts().losses, charts::losses, charts::losses_behind)
    },
    plain("months", || t().insights_charts().trend, charts::months, charts::months_behind),
    Drawing {
        missing: won_unrated,
        empty: won_unrated,
        ..plain(
            "won-value",
            || t().insights_charts().trend_value,
            charts::won_values,
            charts::won_values_behind,
        )
    },
    Drawing {
        note: || t().insights_charts().change_note,
        empty: no_change,
        ..plain("change", || t().insights_charts().change, charts::waterfall, charts::waterfall_behind)
    },
    Drawing {
        empty: nothing_closed,
        ..plain(
            "by-owner",
            || t().insights_charts().by_owner,
            |source| charts::rates(source, Grouping::Owner),
            |report, pick| charts::rate_behind(report, Grouping::Owner, pick),
        )
    },
    Drawing {
        empty: nothing_closed,
        ..plain(
            "by-source",
            || t().insights_charts().by_source,
            |source| charts::rates(source, Grouping::Source),
            |report, pick| charts::rate_behind(report, Grouping::Source, pick),
        )
    },
    Drawing {
        empty: nothing_won,
        ..plain("sizes", || t().insights_charts().sizes, charts::sizes, charts::size_behind)
    },
    plain("workload", || t().insights_charts().workload, charts::workload, charts::workload_behind),
];

/// The chart with a name.
pub(super) fn drawing(name: &str) -> Option<&'static Drawing> {
    DRAWINGS.iter().find(|drawing| drawing.name == name)
}

/// All that the overview shows.
pub(super) fn charts(state: State) -> AnyView {
    let is_everywhere = Memo::new(move |_| state.question().everywhere);
    (move || all_charts(state, is_everywhere.get())).into_any()
}

/// What is said of stages is said of one pipeline: those of several make no funnel.
fn all_charts(state: State, is_everywhere: bool) -> AnyView {
    let texts = t().insights_charts();
    let chart = |name| drawing(name).map(|drawing| chart(state, drawing, None));
    let pair = |one, two| view! { <div class="insights-pair">{chart(one)} {chart(two)}</div> };
    let of_stages = || {
        view! {
            {pair("funnel", "flow")}
            {grid::table(state, "stages", texts.stages, texts.stages_note, tables::stages)}
            {pair("time-in-stage", "losses")}
            {grid::table(state, "times", texts.times, texts.times_note, tables::times)}
        }
        .into_any()
    };
    view! {
        {if is_everywhere { breakdown::pipelines(state) } else { of_stages() }}
        {pair("months", "won-value")}
        {chart("change")}
        {pair("by-owner", "by-source")}
        {grid::table(state, "leaders", texts.leaders, "", tables::leaders)}
        {pair("sizes", "workload")}
        {workload::section(state)}
        <div class="insights-pair">
            {grid::table(state, "drivers", texts.velocity, texts.velocity_note, tables::drivers)}
            {faults::section(state)}
        </div>
    }
    .into_any()
}

/// A chart, under a title of its own where it has one.
pub(super) fn chart(state: State, drawing: &'static Drawing, title: Option<Signal<String>>) -> AnyView {
    let Drawing { name, make, find, missing, empty, .. } = *drawing;
    let input = state.made(make);
    let title = title.unwrap_or_else(|| Signal::stored((drawing.title)().to_owned()));
    let on_select = Callback::new(move |pick| {
        let Some(behind) = state.report.with_untracked(|report| find(report, pick)) else { return };
        let picked = input.with_untracked(|input| name_of(input, pick));
        let title = title.get_untracked();
        state.open(picked.map_or_else(|| title.clone(), |picked| format!("{title}: {picked}")), behind);
    });
    let empty = Signal::derive(move || state.report.with(|report| empty(report)));
    let noted = (drawing.note)();
    let note = Signal::derive(move || {
        let missing = state.report.with(|report| missing(report));
        [noted, missing.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    view! {
        <Chart
            name
            title
            input
            note=MaybeProp::derive(move || Some(note.get()).filter(|note| !note.is_empty()))
            empty=MaybeProp::derive(move || Some(empty.get()).filter(|empty| !empty.is_empty()))
            on_select
        />
    }
    .into_any()
}

/// What is called that was pressed on a chart.
pub(super) fn name_of(input: &Input, pick: Pick) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use sales::decide::DealPatch;
    use sales::money::Money;

    use super::super::super::fixture::Fixture;
    use super::super::charts::tests::Sample;
    use super::super::question::{Question, Span};
    use super::*;

    /// What the change says of three deals, the first of which has this value and is lost.
    fn said(value: Option<Money>) -> String {
        let mut fixture = Fixture::new();
        fixture.edit(DealPatch::Value(value));
        // What happens at one instant has no order.
        fixture.wait(1);
        fixture.lose("price", "", "");
        fixture.add("Pumps");
        fixture.add("Valves");
        let sample = Sample::told(fixture, Question { span: Span::Last(90), ..Question::default() });
        assert!(matches!(charts::waterfall(sample.source()), Input::Empty));
        assert!(sample.report.now.all.open_value.total().is_ok(), "what is open has no part in it");
        no_change(&sample.report)
    }

    #[test]
    fn a_change_that_does_not_add_up_names_the_currency_wherever_it_is() {
        let currency = "JPY".parse().expect("a currency");
        let why = said(Some(Money { minor: 100, currency }));
        assert!(why.contains("JPY"), "{why}");
    }

    #[test]
    fn a_change_of_deals_without_a_value_says_so() {
        assert_eq!(said(None), t().insights().no_value);
    }

    #[test]
    fn a_change_of_no_deals_says_so() {
        let long_ago = "1960-01-01".parse().expect("a day");
        let question = Question { span: Span::Own(long_ago, long_ago), ..Question::default() };
        let sample = Sample::told(Fixture::new(), question);
        assert_eq!(no_change(&sample.report), t().insights().no_deals);
    }
}
