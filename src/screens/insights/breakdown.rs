//! A report: any figures, group by group, with the total, as a table that can be saved and printed.
//!
//! In the address: `view=report&by=month-won&columns=won,won-value`.

use leptos::prelude::*;
use metrics::{Columns, Grouping, Selection};
use sales::model::Workspace;

use super::ask::{basis_words, mode_words};
use super::columns::{COLUMNS, Column, Subject, Unit, subjects};
use super::grid::{self, Grid, Row};
use super::groupings;
use super::question::View;
use super::saved;
use super::source::Source;
use super::state::{Report, State};
use super::tiles::range;
use super::writing::Writing;
use crate::components::{MenuButton, MenuEntry, icon, select, small_icon};
use crate::platform::dom;
use crate::screens::filters::conditions_in_words;
use crate::text::{fill, t};

/// What is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Breakdown {
    pub(super) by: Grouping,
    /// The columns, a bit for each of [`COLUMNS`].
    pub(super) columns: u32,
    /// What a chart of months has a line for each of; one line for all where there is nothing.
    pub(super) split: Option<Grouping>,
}

/// What is usual: open, open value, won, won value, lost, win rate, size and cycle.
const USUAL: u32 = 0b0000_1011_0111_0110;

impl Default for Breakdown {
    fn default() -> Self {
        Self { by: Grouping::Owner, columns: USUAL, split: None }
    }
}

impl Breakdown {
    /// Shows the columns with these names; what is not known is left out. One has to stay. Answers whether all are known.
    pub(super) fn show(&mut self, names: &str) -> bool {
        let (mut columns, mut are_known) = (0, true);
        for name in names.split(',') {
            match COLUMNS.iter().position(|own| own.name == name) {
                Some(place) => columns |= 1 << place,
                None => are_known = false,
            }
        }
        if columns != 0 {
            self.columns = columns;
        }
        are_known
    }

    /// The names of its columns; `None` where they are the usual ones.
    pub(super) fn column_names(self) -> Option<String> {
        let names: Vec<&str> = self.shown().map(|column| column.name).collect();
        (self.columns != USUAL).then(|| names.join(","))
    }

    /// The first of its figures, which a chart of one figure shows.
    pub(super) fn first(self) -> &'static Column {
        self.shown().next().unwrap_or(&COLUMNS[0])
    }

    /// How the numbers on its axis are written.
    pub(super) fn first_axis(self, source: Source<'_>) -> impl Fn(f64) -> String + use<> {
        let (writing, currency, unit) = (source.writing, source.report.currency, self.first().unit);
        move |value| match unit {
            Unit::Share => (writing.share)(value),
            Unit::Count | Unit::Days => (writing.decimal)(value),
            Unit::Money => writing.axis_amount(value, currency),
        }
    }

    /// Whether any of its figures tells of the way of deals through stages.
    fn has_ways(self) -> bool {
        self.shown().any(Column::is_of_the_way)
    }

    /// The groups that it sets side by side, and all deals together.
    pub(super) fn subjects(
        self,
        looked_at: (&Workspace, &Columns, &Selection),
        report: &Report,
    ) -> (Vec<Subject>, Subject) {
        subjects(looked_at, report, self.by, self.has_ways())
    }

    fn shown(self) -> impl Iterator<Item = &'static Column> {
        COLUMNS.iter().enumerate().filter(move |(place, _)| self.columns >> place & 1 == 1).map(|row| row.1)
    }
}

/// The whole view.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_report();
    let asked = Memo::new(move |_| match state.question().view {
        View::Report(breakdown) => breakdown,
        _ => Breakdown::default(),
    });
    let grid = grid(state, asked.into());
    let title = Signal::derive(move || {
        let days =
            state.report.with(|report| range(report.query.period.from, report.now.as_of, Writing::INTL));
        fill(texts.title, &[("by", &groupings::title(state.ui, asked.get().by)), ("days", &days)])
    });
    view! {
        {tools(state, asked)}
        {grid::show(state, "report", title, asked_in_words(state, asked), grid)}
        <p class="muted report-note">{texts.note}</p>
    }
    .into_any()
}

/// Which deals a report is about: on paper there is nothing else that says it.
fn asked_in_words(state: State, asked: Memo<Breakdown>) -> Signal<String> {
    let texts = t().insights();
    Signal::derive(move || {
        let report = state.report.get();
        let pipeline = match report.query.pipelines[..] {
            [pipeline] => state.look(|workspace, _, _| {
                workspace.pipelines.get(pipeline).map(|row| row.name.clone()).unwrap_or_default()
            }),
            _ => texts.all_pipelines.to_owned(),
        };
        let mode = asked
            .get()
            .has_ways()
            .then(|| fill(t().insights_report().skipped, &[("how", mode_words(report.query.mode).0)]));
        let mut parts = vec![pipeline, basis_words(report.query.basis).0.to_owned()];
        parts.extend(mode);
        parts.extend(conditions_in_words(state.ui, &state.filter()));
        parts.join(" · ")
    })
}

/// The pipelines side by side.
pub(super) fn pipelines(state: State) -> AnyView {
    let texts = t().insights();
    let breakdown = Breakdown { by: Grouping::Pipeline, ..Breakdown::default() };
    let title = Signal::stored(texts.by_pipeline.to_owned());
    let note = Signal::stored(texts.by_pipeline_note.to_owned());
    grid::show(state, "pipelines", title, note, grid(state, Signal::stored(breakdown)))
}

pub(super) fn grid(state: State, asked: Signal<Breakdown>) -> Memo<Grid> {
    Memo::new(move |_| {
        let (breakdown, report) = (asked.get(), state.report.get());
        let first = groupings::title(state.ui, breakdown.by);
        state.look(|workspace, columns, selection| {
            let source = Source { report: &report, workspace, writing: Writing::INTL };
            let (groups, all) = breakdown.subjects((workspace, columns, selection), &report);
            written(breakdown, first, &groups, &all, source)
        })
    })
}

fn tools(state: State, asked: Memo<Breakdown>) -> AnyView {
    let texts = t().insights_report();
    let set = move |breakdown| state.change(|question| question.view = View::Report(breakdown));
    let all = groupings::all(state.ui).into_iter();
    let options: Vec<_> = all.map(|grouping| groupings::option(state.ui, grouping)).collect();
    let chosen = Signal::derive(move || groupings::name(asked.get().by));
    let choose = move |name: String| {
        if let Some(by) = groupings::parse(&name) {
            set(Breakdown { by, ..asked.get_untracked() });
        }
    };
    let entries = Callback::new(move |()| {
        let entry = |(place, column): (usize, &Column)| {
            let breakdown = asked.get_untracked();
            let columns = breakdown.columns ^ 1 << place;
            let is_shown = breakdown.columns >> place & 1 == 1;
            // One has to stay.
            let act = move || {
                if columns != 0 {
                    set(Breakdown { columns, ..breakdown });
                }
            };
            MenuEntry::choice(None, (column.title)(), is_shown, act)
        };
        COLUMNS.iter().enumerate().map(entry).collect()
    });
    view! {
        <form class="ask compare-ask" aria-label=texts.by on:submit=|event| event.prevent_default()>
            <div class="field ask-field">
                <label class="label" for="report-by">
                    {texts.by}
                </label>
                {select("report-by", None, options, chosen, choose)}
            </div>
            <div class="report-tools">
                {saved::menu(state)}
                <MenuButton class="button" label=texts.columns entries>
                    {icon("columns")}
                    {texts.columns}
                    {small_icon("chevron-down")}
                </MenuButton>
                <button type="button" class="button" on:click=|_| dom::print()>
                    {icon("print")}
                    {texts.print}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The table.
fn written(
    breakdown: Breakdown,
    first: String,
    groups: &[Subject],
    all: &Subject,
    source: Source<'_>,
) -> Grid {
    let row = |key: String, name: String, subject: &Subject| Row {
        key,
        name,
        hue: None,
        cells: breakdown.shown().map(|column| column.cell(source, subject)).collect(),
    };
    let rows = groups.iter().filter_map(|subject| {
        let key = subject.key?;
        Some(row(groupings::row_key(key), source.lane_and_key(key), subject))
    });
    let headings = breakdown.shown().map(|column| (column.title)().to_owned());
    Grid {
        headings: std::iter::once(first).chain(headings).collect(),
        rows: rows.collect(),
        total: Some(row("total".to_owned(), t().insights_report().total.to_owned(), all)),
        is_in_order: matches!(
            breakdown.by,
            Grouping::Stage | Grouping::LastStage | Grouping::MonthCreated | Grouping::MonthClosed
        ),
        empty: t().insights().no_deals.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use metrics::{Basis, behind};

    use super::super::charts::tests::Sample;
    use super::super::question::{Question, Span};
    use super::*;

    fn names(columns: u32) -> Vec<&'static str> {
        Breakdown { columns, ..Breakdown::default() }.shown().map(|column| column.name).collect()
    }

    #[test]
    fn what_is_usual() {
        let usual = ["open", "open-value", "won", "won-value", "lost", "win-rate", "size", "cycle"];
        assert_eq!(names(USUAL), usual);
    }

    #[test]
    fn a_report_reads_back_as_it_was_written() {
        for columns in [USUAL, 1, 0b10_0000_0000_0001, (1 << COLUMNS.len()) - 1] {
            for by in groupings::ALL.iter().map(|row| row.0) {
                let written = Breakdown { by, columns, split: None };
                let mut read = Breakdown { by, ..Breakdown::default() };
                if let Some(names) = written.column_names() {
                    read.show(&names);
                }
                assert_eq!(read, written);
            }
        }
        let mut odd = Breakdown::default();
        odd.show("weather");
        assert_eq!(odd, Breakdown::default());
    }

    /// Of rates, the deals that did; of all others the deals that a figure is made of.
    #[test]
    fn every_figure_has_as_many_deals_behind_it_and_groups_come_to_the_total() {
        let mut checked = 0;
        for (span, basis) in [(Span::Last(365), Basis::Snapshot), (Span::All, Basis::ClosedIn)] {
            let sample = Sample::new(Question { span, basis, ..Question::default() });
            let (source, all) = (sample.source(), Selection::all());
            let looked_at = (source.workspace, &sample.columns, &all);
            for grouping in groupings::ALL.iter().map(|row| row.0) {
                let breakdown =
                    Breakdown { by: grouping, columns: (1 << COLUMNS.len()) - 1, ..Breakdown::default() };
                let (groups, whole) = breakdown.subjects(looked_at, &sample.report);
                let grid = written(breakdown, String::new(), &groups, &whole, source);
                let total = grid.total.clone().expect("a total");
                for row in grid.rows.iter().chain([&total]) {
                    assert_eq!(row.cells.len(), COLUMNS.len());
                    for (cell, column) in row.cells.iter().zip(&COLUMNS) {
                        let place = format!("{grouping:?} {} {}", row.name, cell.metric);
                        let Ok(figure) = &cell.figure else {
                            let why = cell.figure.as_ref().err();
                            assert!(why.is_some_and(|why| !why.is_empty()), "{place} says why");
                            continue;
                        };
                        let behind_it = cell.behind.as_ref().unwrap_or_else(|| panic!("{place} opens deals"));
                        let found =
                            behind(source.workspace, &sample.columns, &all, &sample.report.query, behind_it);
                        if column.unit == Unit::Count {
                            assert_eq!(figure.exact, found.len().to_string(), "{place}");
                            checked += 1;
                        }
                        assert_eq!(figure.has_deals, !found.is_empty(), "{place}: {}", figure.exact);
                    }
                }
                // A deal has several tags, and one that is not closed or not lost no month of its close and no reason.
                let is_partial = matches!(
                    grouping,
                    Grouping::Tag | Grouping::MonthClosed | Grouping::MonthCreated | Grouping::LossReason
                );
                let at =
                    |name: &str| COLUMNS.iter().position(|column| column.name == name).expect("a column");
                let sum = |rows: &[Row], at: usize| -> f64 {
                    rows.iter().filter_map(|row| row.cells[at].order).sum()
                };
                let mut whole = vec!["created", "open", "lost"];
                // A deal that reached a stage reached those before.
                whole.extend((grouping != Grouping::LastStage).then_some("reached"));
                for name in whole.into_iter().filter(|_| !is_partial) {
                    let (parts, all) =
                        (sum(&grid.rows, at(name)), sum(std::slice::from_ref(&total), at(name)));
                    assert!((parts - all).abs() < 0.5, "{grouping:?} {name}: {parts} of {all}");
                }
            }
        }
        assert!(checked > 300, "only {checked}");
    }

    #[test]
    fn what_makes_no_sense_for_a_grouping_is_a_dash_and_why() {
        let sample = Sample::new(Question { span: Span::All, ..Question::default() });
        let (source, all) = (sample.source(), Selection::all());
        let missing = |by: Grouping, row: usize| {
            let breakdown = Breakdown { by, columns: (1 << COLUMNS.len()) - 1, ..Breakdown::default() };
            let (groups, _) = breakdown.subjects((source.workspace, &sample.columns, &all), &sample.report);
            let texts = t().insights_report();
            let whys = [
                texts.only_by_stage,
                texts.only_each_stage,
                texts.only_lost,
                texts.won_in_no_stage,
                texts.no_work_in_won,
                texts.open_in_no_month,
            ];
            let is_missing = |column: &&Column| {
                column.cell(source, &groups[row]).figure.is_err_and(|why| whys.contains(&&*why))
            };
            COLUMNS.iter().filter(is_missing).map(|column| column.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(missing(Grouping::Owner, 0), "step overall stage-days-deal");
        assert_eq!(
            missing(Grouping::LastStage, 0),
            "won won-value win-rate size size-median cycle cycle-median velocity win-rate-value cycle-expected"
        );
        assert_eq!(
            missing(Grouping::LossReason, 0),
            "open open-value weighted won won-value win-rate size size-median cycle cycle-median velocity step to-won drop-off win-rate-value cycle-expected nurtured still overall drop-lost drop-nurtured stage-days-deal"
        );
        assert_eq!(
            missing(Grouping::MonthClosed, 0),
            "open open-value weighted velocity step cycle-expected nurtured still overall drop-nurtured stage-days-deal"
        );
        let stages = sample.report.now.stages.len();
        assert_eq!(
            missing(Grouping::LastStage, stages),
            "win-rate velocity step to-won drop-off stage-days stage-days-median win-rate-value cycle-expected nurtured still overall drop-lost drop-nurtured stage-days-p90 stage-days-deal"
        );
    }
}
