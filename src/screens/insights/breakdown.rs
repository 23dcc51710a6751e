//! A report: any figures, group by group, with the total, as a table that can be saved and printed.
//!
//! In the address: `view=report&by=month-won&columns=won,won-value`.

use leptos::prelude::*;
use metrics::{Behind, Group, Grouping, Outcomes, by};

use super::grid::{self, Cell, Grid, Row};
use super::groupings;
use super::question::View;
use super::saved;
use super::source::Source;
use super::state::State;
use super::tiles::{range, whole};
use super::writing::Writing;
use crate::components::{MenuButton, MenuEntry, icon, select, small_icon};
use crate::platform::dom;
use crate::text::{fill, t};

/// What is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Breakdown {
    pub(super) by: Grouping,
    /// The columns, a bit for each of [`COLUMNS`].
    pub(super) columns: u16,
}

/// A figure there is to report.
pub(super) struct Column {
    pub(super) name: &'static str,
    metric: &'static str,
    pub(super) title: fn() -> &'static str,
    cell: fn(Source<'_>, &'static str, &Outcomes) -> Cell,
    behind: Option<Behind>,
}

/// All figures there are to report.
pub(super) const COLUMNS: [Column; 14] = [
    Column {
        name: "created",
        metric: "report.created",
        title: || t().insights_charts().created,
        cell: |source, metric, all| source.count_cell(metric, all.created),
        behind: Some(Behind::Created),
    },
    Column {
        name: "open",
        metric: "report.open",
        title: || t().insights_charts().open,
        cell: |source, metric, all| source.count_cell(metric, all.open),
        behind: Some(Behind::Open),
    },
    Column {
        name: "open-value",
        metric: "report.openvalue",
        title: || t().insights_charts().open_value,
        cell: |source, metric, all| source.worth_cell(metric, all.open_value.total()),
        behind: Some(Behind::Open),
    },
    Column {
        name: "weighted",
        metric: "report.weighted",
        title: || t().insights().weighted,
        cell: |source, metric, all| source.worth_cell(metric, all.open_weighted()),
        behind: Some(Behind::Open),
    },
    Column {
        name: "won",
        metric: "report.won",
        title: || t().insights_charts().won,
        cell: |source, metric, all| source.count_cell(metric, all.won),
        behind: Some(Behind::Won),
    },
    Column {
        name: "won-value",
        metric: "report.wonvalue",
        title: || t().insights_charts().won_value,
        cell: |source, metric, all| source.worth_cell(metric, all.won_value.total()),
        behind: Some(Behind::Won),
    },
    Column {
        name: "lost",
        metric: "report.lost",
        title: || t().insights_charts().lost,
        cell: |source, metric, all| source.count_cell(metric, all.lost),
        behind: Some(Behind::Lost),
    },
    Column {
        name: "lost-value",
        metric: "report.lostvalue",
        title: || t().insights_report().lost_value,
        cell: |source, metric, all| source.worth_cell(metric, all.lost_value.total()),
        behind: Some(Behind::Lost),
    },
    Column {
        name: "win-rate",
        metric: "report.winrate",
        title: || t().insights_charts().win_rate,
        cell: |source, metric, all| source.rate_cell(metric, all.win_rate()),
        behind: None,
    },
    Column {
        name: "size",
        metric: "report.size",
        title: || t().insights_charts().size,
        cell: |source, metric, all| source.money_cell(metric, all.mean_size()),
        behind: None,
    },
    Column {
        name: "size-median",
        metric: "report.sizemedian",
        title: || t().insights_compare().size_median,
        cell: |source, metric, all| source.money_cell(metric, all.median_size()),
        behind: None,
    },
    Column {
        name: "cycle",
        metric: "report.cycle",
        title: || t().insights_charts().cycle,
        cell: |source, metric, all| source.days_cell(metric, all.cycle().map(|spread| spread.mean)),
        behind: None,
    },
    Column {
        name: "cycle-median",
        metric: "report.cyclemedian",
        title: || t().insights_compare().cycle_median,
        cell: |source, metric, all| source.days_cell(metric, all.cycle().map(|spread| spread.median)),
        behind: None,
    },
    Column {
        name: "velocity",
        metric: "report.velocity",
        title: || t().insights_compare().velocity,
        cell: |source, metric, all| {
            source.money_cell(metric, all.velocity().map(|velocity| whole(velocity.monthly())))
        },
        behind: None,
    },
];

/// What is usual: open, open value, won, won value, lost, win rate, size and cycle.
const USUAL: u16 = 0b0000_1011_0111_0110;

impl Default for Breakdown {
    fn default() -> Self {
        Self { by: Grouping::Owner, columns: USUAL }
    }
}

impl Breakdown {
    /// Shows the columns with these names; what is not known is left out. One has to stay.
    pub(super) fn show(&mut self, names: &str) {
        let places = names.split(',').filter_map(|name| COLUMNS.iter().position(|own| own.name == name));
        let columns = places.fold(0, |columns, place| columns | 1 << place);
        if columns != 0 {
            self.columns = columns;
        }
    }

    /// The names of its columns; `None` where they are the usual ones.
    pub(super) fn column_names(self) -> Option<String> {
        let names: Vec<&str> = self.shown().map(|column| column.name).collect();
        (self.columns != USUAL).then(|| names.join(","))
    }

    /// The first of its figures, which a chart of one figure shows.
    fn first(self) -> &'static Column {
        static ALL: [Column; 14] = COLUMNS;
        ALL.iter().enumerate().find(|(place, _)| self.columns >> place & 1 == 1).map_or(&ALL[0], |row| row.1)
    }

    pub(super) fn first_name(self) -> &'static str {
        self.first().name
    }

    pub(super) fn first_title(self) -> &'static str {
        (self.first().title)()
    }

    pub(super) fn first_behind(self) -> Option<Behind> {
        self.first().behind.clone()
    }

    /// How the numbers on its axis are written.
    pub(super) fn first_axis(self, source: Source<'_>) -> impl Fn(f64) -> String + use<> {
        let (writing, currency, name) = (source.writing, source.report.currency, self.first().name);
        move |value| match name {
            "win-rate" => (writing.share)(value),
            "created" | "open" | "won" | "lost" | "cycle" | "cycle-median" => (writing.decimal)(value),
            _ => writing.axis_amount(value, currency),
        }
    }

    pub(super) fn first_cell(self, source: Source<'_>, all: &Outcomes) -> Cell {
        let column = self.first();
        (column.cell)(source, column.metric, all)
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
        {grid::show(state, "report", title, "", grid)}
        <p class="muted report-note">{texts.note}</p>
    }
    .into_any()
}

/// The pipelines side by side.
pub(super) fn pipelines(state: State) -> AnyView {
    let texts = t().insights();
    let breakdown = Breakdown { by: Grouping::Pipeline, ..Breakdown::default() };
    let title = Signal::stored(texts.by_pipeline.to_owned());
    grid::show(state, "pipelines", title, texts.by_pipeline_note, grid(state, Signal::stored(breakdown)))
}

pub(super) fn grid(state: State, asked: Signal<Breakdown>) -> Memo<Grid> {
    Memo::new(move |_| {
        let (breakdown, report) = (asked.get(), state.report.get());
        let first = groupings::title(state.ui, breakdown.by);
        state.look(|workspace, columns, selection| {
            let source = Source { report: &report, workspace, writing: Writing::INTL };
            let groups = by(workspace, columns, selection, &report.query, breakdown.by);
            written(breakdown, first, &groups, source)
        })
    })
}

fn tools(state: State, asked: Memo<Breakdown>) -> AnyView {
    let texts = t().insights_report();
    let set = move |breakdown| state.change(|question| question.view = View::Report(breakdown));
    let all = groupings::ALL.iter().map(|row| row.0).chain(groupings::fields(state.ui));
    let options: Vec<(String, String)> =
        all.map(|grouping| (groupings::name(grouping), groupings::title(state.ui, grouping))).collect();
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
                <button type="button" class="button" on:click=|_| print()>
                    {icon("print")}
                    {texts.print}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn print() {
    // It only fails where there is no printer dialog to open.
    let _ = dom::window().print();
}

/// The table.
fn written(breakdown: Breakdown, first: String, groups: &[Group], source: Source<'_>) -> Grid {
    let row = |key: String, name: String, outcomes: &Outcomes, of: &dyn Fn(Behind) -> Behind| Row {
        key,
        name,
        hue: None,
        cells: breakdown
            .shown()
            .map(|column| Cell {
                behind: column.behind.clone().map(of),
                ..(column.cell)(source, column.metric, outcomes)
            })
            .collect(),
    };
    let rows = groups.iter().map(|group| {
        let within = |figure: Behind| Behind::Group(breakdown.by, group.key, Box::new(figure));
        row(groupings::row_key(group.key), source.key(group.key), &group.outcomes, &within)
    });
    let total = row(
        "total".to_owned(),
        t().insights_report().total.to_owned(),
        &source.report.now.all,
        &std::convert::identity,
    );
    let headings = breakdown.shown().map(|column| (column.title)().to_owned());
    Grid {
        headings: std::iter::once(first).chain(headings).collect(),
        rows: rows.collect(),
        total: Some(total),
        empty: t().insights().no_deals.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use metrics::{Selection, behind};

    use super::super::charts::tests::Sample;
    use super::super::question::{Question, Span};
    use super::*;

    fn names(columns: u16) -> Vec<&'static str> {
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
                let written = Breakdown { by, columns };
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

    #[test]
    fn every_figure_has_as_many_deals_behind_it_and_groups_come_to_the_total() {
        let sample = Sample::new(Question { span: Span::Last(365), ..Question::default() });
        let (source, all) = (sample.source(), Selection::all());
        for grouping in groupings::ALL.iter().map(|row| row.0) {
            let breakdown = Breakdown { by: grouping, columns: (1 << COLUMNS.len()) - 1 };
            let groups = by(source.workspace, &sample.columns, &all, &sample.report.query, grouping);
            let grid = written(breakdown, String::new(), &groups, source);
            let total = grid.total.clone().expect("a total");
            for row in grid.rows.iter().chain([&total]) {
                for cell in &row.cells {
                    let Some(figure) = &cell.behind else { continue };
                    let found = behind(source.workspace, &sample.columns, &all, &sample.report.query, figure);
                    if ["report.created", "report.open", "report.won", "report.lost"].contains(&cell.metric) {
                        let exact = cell.figure.clone().map(|figure| figure.exact);
                        assert_eq!(
                            exact,
                            Ok(found.len().to_string()),
                            "{grouping:?} {} {}",
                            row.name,
                            cell.metric
                        );
                    }
                }
            }
            // A deal has several tags, and one that is open no month of its close.
            if !matches!(grouping, Grouping::Tag | Grouping::MonthClosed | Grouping::MonthCreated) {
                let sum = |rows: &[Row]| -> f64 { rows.iter().filter_map(|row| row.cells[4].order).sum() };
                assert!((sum(&grid.rows) - sum(std::slice::from_ref(&total))).abs() < 0.5, "{grouping:?}");
            }
        }
    }
}
