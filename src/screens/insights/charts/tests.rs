//! What charts and tables show is what the core says, and the deals behind each figure are as many as it says.

use charts::{Input, Kind, Pick, Table};
use metrics::{Basis, Behind, Columns, Grouping, Mode, Selection, behind};
use sales::decide::{Command, Outcome};
use sales::ids::PipelineId;
use sales::model::{StandingKind, Workspace};
use sales::sample::Language;

use super::super::super::fixture::{Fixture, UTC};
use super::super::grid::Grid;
use super::super::question::{Question, Span};
use super::super::tables;
use super::super::tiles::tiles;
use super::super::workload::table as workload_table;
use super::*;
use crate::text::t;

/// The sample data, and what is asked of them.
pub(in super::super) struct Sample {
    pub(in super::super) fixture: Fixture,
    pub(in super::super) columns: Columns,
    pub(in super::super) report: Report,
}

impl Sample {
    pub(in super::super) fn new(question: Question) -> Self {
        Self::of(question, |_| Selection::all())
    }

    /// Of some of the deals.
    fn of(question: Question, select: impl FnOnce(&Workspace) -> Selection) -> Self {
        let mut fixture = Fixture::new();
        fixture.run(&Command::LoadSample { language: Language::English });
        let pipeline = fixture.workspace.pipelines.iter().find(|row| row.sample).map(|row| row.id);
        Self::asked(fixture, question, pipeline, select)
    }

    /// The deals of a fixture, in its own pipeline.
    pub(in super::super) fn told(fixture: Fixture, question: Question) -> Self {
        let pipeline = fixture.workspace.pipelines.iter().next().map(|row| row.id);
        Self::asked(fixture, question, pipeline, |_| Selection::all())
    }

    fn asked(
        fixture: Fixture,
        question: Question,
        pipeline: Option<PipelineId>,
        select: impl FnOnce(&Workspace) -> Selection,
    ) -> Self {
        let columns = Columns::new(&fixture.workspace, &UTC);
        let today = sales::time::Calendar::date_of(&UTC, fixture.now);
        let selection = select(&fixture.workspace);
        let report = Report::new(&fixture.workspace, &columns, &selection, question, pipeline, today, &UTC);
        Self { fixture, columns, report }
    }

    pub(in super::super) fn source(&self) -> Source<'_> {
        Source { report: &self.report, workspace: &self.fixture.workspace, writing: Writing::PLAIN }
    }

    pub(in super::super) fn count(&self, figure: &Behind) -> f64 {
        let all = Selection::all();
        let deals = behind(&self.fixture.workspace, &self.columns, &all, &self.report.query, figure).len();
        f64::from(u32::try_from(deals).expect("few deals"))
    }
}

fn questions() -> impl Iterator<Item = Question> {
    let bases = [Basis::Snapshot, Basis::CreatedIn, Basis::ClosedIn];
    bases.into_iter().flat_map(|basis| {
        [Mode::Furthest, Mode::Visited].into_iter().flat_map(move |mode| {
            [Span::All, Span::Last(90), Span::Last(365)].map(|span| Question {
                span,
                basis,
                mode,
                ..Question::default()
            })
        })
    })
}

fn table(input: &Input) -> Table {
    match input {
        Input::Ready(chart) => chart.table(),
        _ => Table::default(),
    }
}

/// Every figure of a chart that counts deals, with what is behind it.
fn check(sample: &Sample, name: &str, input: &Input, find: fn(&Report, Pick) -> Option<Behind>) -> usize {
    let table = table(input);
    let mut checked = 0;
    for cells in &table.rows {
        for (column, cell) in cells.iter().enumerate() {
            let Some(figure) = cell.pick.and_then(|pick| find(&sample.report, pick)) else { continue };
            // Where a name can be pressed, the count is in the next column; in a flow after the second name.
            let counted = match cell.value {
                Some(value) => Some(value),
                None if matches!(input, Input::Ready(Kind::Flow(_))) && column == 0 => None,
                None => cells.iter().find_map(|cell| cell.value),
            };
            if let Some(counted) = counted {
                let found = sample.count(&figure);
                assert!((found - counted).abs() < 0.5, "{name}: {}: {found} not {counted}", cells[0].text);
                checked += 1;
            }
        }
    }
    checked
}

#[test]
fn as_many_deals_are_behind_a_chart_as_it_says() {
    let mut checked = 0;
    for question in questions() {
        let sample = Sample::new(question);
        let source = sample.source();
        checked += check(&sample, "funnel", &funnel(source), funnel_behind);
        checked += check(&sample, "flow", &flow(source), flow_behind);
        checked += check(&sample, "losses", &losses(source), losses_behind);
        checked += check(&sample, "months", &months(source), months_behind);
        checked += check(&sample, "workload", &workload(source), workload_behind);
    }
    assert!(checked > 400, "only {checked}");
}

/// What was won is what the funnel says, also where a deal got there past the first stage.
#[test]
fn won_deals_that_skipped_the_first_stage_are_behind_the_end_of_the_funnel() {
    for mode in [Mode::Furthest, Mode::Visited] {
        let mut fixture = Fixture::new();
        fixture.add("Pumps");
        let stage = fixture.stage("talks");
        fixture.run(&Command::AddDeal {
            stage,
            title: "Valves".to_owned(),
            patches: Vec::new(),
            end: sales::decide::End::Bottom,
        });
        let skipped = fixture.workspace.deals.rows().last().expect("it was just added").id;
        for deal in [fixture.deal, skipped] {
            fixture.run(&Command::CloseDeals { deals: vec![deal], outcome: Outcome::Won });
        }
        let sample = Sample::told(fixture, Question { span: Span::All, mode, ..Question::default() });
        let input = funnel(sample.source());
        assert_eq!(table(&input).rows.last().and_then(|row| row[1].value), Some(2.0), "{mode:?}");
        assert!(check(&sample, "funnel", &input, funnel_behind) >= 4, "{mode:?}");
    }
}

/// The figures of tables that count deals. All others are made of the deals behind them, and of rates those that did are.
const COUNTS: [&str; 9] = [
    "stage.reached",
    "stage.advanced",
    "stage.lost",
    "stage.nurtured",
    "stage.still",
    "owner.won",
    "owner.lost",
    "owner.open",
    "driver.open",
];

fn check_grid(sample: &Sample, grid: &Grid) -> usize {
    let mut checked = 0;
    for row in &grid.rows {
        assert_eq!(row.cells.len() + 1, grid.headings.len(), "{}", row.name);
        for cell in &row.cells {
            let Ok(written) = &cell.figure else { continue };
            // What somebody set is made of no deals.
            if cell.metric == "time.limit" {
                continue;
            }
            let place = format!("{}: {}", cell.metric, row.name);
            let figure = cell.behind.as_ref().unwrap_or_else(|| panic!("{place} opens no deals"));
            if COUNTS.contains(&cell.metric) {
                assert_eq!(sample.count(figure).to_string(), written.exact, "{place}");
                checked += 1;
            }
            assert_eq!(written.has_deals, sample.count(figure) > 0.0, "{place}: {}", written.exact);
        }
    }
    checked
}

#[test]
fn as_many_deals_are_behind_a_table_as_it_says() {
    let mut checked = 0;
    for question in questions() {
        let sample = Sample::new(question);
        checked += check_grid(&sample, &tables::stages(sample.source()));
        checked += check_grid(&sample, &tables::times(sample.source()));
        checked += check_grid(&sample, &tables::leaders(sample.source()));
        checked += check_grid(&sample, &tables::drivers(sample.source()));
    }
    assert!(checked > 400, "only {checked}");
}

/// As many as the core says beside the box: a deal that was in a stage twice has two visits and is one deal.
#[test]
fn beside_a_box_stand_the_deals_that_left_and_those_that_are_there_still() {
    let mut checked = 0;
    for question in questions() {
        let sample = Sample::new(question);
        for (row, figures) in sample.report.now.stages.iter().enumerate() {
            let count = |series| {
                let figure = time_behind(&sample.report, Pick::Row { row, series }).expect("deals");
                sample.count(&figure)
            };
            let of = |spread: Option<metrics::Spread>| {
                f64::from(u32::try_from(spread.map_or(0, |spread| spread.count)).expect("few"))
            };
            assert!(count(0) <= of(figures.visit_days) && count(0) >= count(3));
            assert!((count(3) - of(figures.deal_days)).abs() < 0.5);
            assert!((count(4) - of(figures.running_days)).abs() < 0.5);
            checked += 1;
        }
        for row in table(&time(sample.source())).rows {
            assert_eq!(row.len(), 14);
        }
    }
    assert!(checked > 50, "only {checked}");
}

/// Each figure of the eight, and each that stands with it, opens the deals that it is made of; a count as many as it says.
#[test]
fn the_deals_behind_the_eight_are_there() {
    let mut checked = 0;
    for question in questions() {
        let sample = Sample::new(question);
        for tile in tiles(sample.source()) {
            for line in tile.main.iter().chain(&tile.lines) {
                let Ok(written) = &line.figure else { continue };
                let place = format!("{} of {}", line.metric, tile.key);
                let figure = line.behind.as_ref().unwrap_or_else(|| panic!("{place} opens no deals"));
                let found = sample.count(figure);
                match line.metric {
                    "deals.count" | "stage.here" | "won.count" | "lost.count" | "dropoff.lost"
                    | "dropoff.nurtured" | "cycle.misdated" | "velocity.open" | "velocity.closed" => {
                        assert_eq!(found.to_string(), written.exact, "{place}");
                    }
                    _ => {}
                }
                assert_eq!(written.has_deals, found > 0.0, "{place}: {}", written.exact);
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "only {checked}");
}

/// A true 0 is made of deals, as any other figure: of those that were lost, of those without a value.
#[test]
fn a_rate_and_a_value_of_nothing_open_their_deals() {
    let mut fixture = Fixture::new();
    fixture.add("Pumps");
    fixture.lose("price", "", "");
    let sample = Sample::told(fixture, Question { span: Span::All, ..Question::default() });
    let tiles = tiles(sample.source());
    let lines = || tiles.iter().flat_map(|tile| tile.main.iter().chain(&tile.lines));
    let grid = tables::leaders(sample.source());
    let load = load(&sample);
    let cells = || grid.rows.iter().chain(&load.rows).flat_map(|row| &row.cells);
    let has_deals = |metric: &str| {
        let line = lines().find(|line| line.metric == metric).map(|line| &line.figure);
        let figure = line.or_else(|| cells().find(|cell| cell.metric == metric).map(|cell| &cell.figure));
        let written = figure.expect("there is such a figure").as_ref().expect("it is defined");
        assert_eq!(written.exact, "0", "{metric}");
        written.has_deals
    };
    for metric in
        ["deals.value", "deals.weighted", "winrate.count", "owner.winrate", "owner.openvalue", "load.value"]
    {
        assert!(has_deals(metric), "{metric}");
    }
    for metric in ["won.count", "conversion.total", "owner.won", "owner.wonvalue"] {
        assert!(!has_deals(metric), "{metric}");
    }
}

/// What was put aside and what is still open, of all stages together.
#[test]
fn the_ends_of_the_flow_are_as_many_as_it_says() {
    for question in questions() {
        let sample = Sample::new(question);
        let Some(first) = sample.report.now.stages.first() else { continue };
        let ends = sample.report.now.ends(first.pipeline);
        let count = |standing| sample.count(&Behind::Ended(standing));
        let expected =
            [ends.nurtured, ends.still, ends.won].map(|count| f64::from(u32::try_from(count).expect("few")));
        let found = [StandingKind::Nurtured, StandingKind::Open, StandingKind::Won].map(count);
        assert!(
            found.iter().zip(expected).all(|(one, two)| (one - two).abs() < 0.5),
            "{found:?} {expected:?}"
        );
        let Input::Ready(Kind::Flow(_)) = flow(sample.source()) else { continue };
        let nodes = (0..30).filter_map(|at| flow_behind(&sample.report, Pick::Node(at)));
        let ended = nodes.filter(|figure| matches!(figure, Behind::Ended(_))).count();
        assert_eq!(ended, usize::from(ends.nurtured > 0) + usize::from(ends.still > 0));
    }
}

#[test]
fn the_last_step_of_the_funnel_is_worth_what_was_won() {
    for question in questions() {
        let sample = Sample::new(question);
        let table = table(&funnel(sample.source()));
        let Some(last) = table.rows.last() else { continue };
        let pipeline = sample.report.now.stages[0].pipeline;
        let worth = sample.report.now.won_value(pipeline).total().expect("rates");
        assert_eq!(last[2].text, (Writing::PLAIN.amount)(worth, sample.report.currency));
    }
}

/// Activities are counted where deals are listed: never more deals than activities, and none where there is none.
#[test]
fn what_is_due_leads_to_the_deals_it_is_on() {
    let sample = Sample::new(Question::default());
    let grid = load(&sample);
    let mut due = 0.0;
    for cell in grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.metric == "load.due") {
        let (count, found) =
            (cell.order.expect("a count"), sample.count(cell.behind.as_ref().expect("deals")));
        assert!(found <= count);
        due += found;
    }
    assert!(due > 0.0, "the sample has something due");
}

#[test]
fn what_is_due_is_not_said_of_a_past_day() {
    let today = Sample::new(Question::default()).report.today;
    let day = today.checked_sub_days(chrono::Days::new(30));
    let sample = Sample::new(Question { day, ..Question::default() });
    let grid = load(&sample);
    let mut due = grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.metric == "load.due");
    assert!(due.clone().next().is_some());
    assert!(due.all(|cell| cell.figure.is_err()));
}

#[test]
fn everybody_in_use_has_a_load() {
    let mut sample = Sample::new(Question::default());
    let id = sales::ids::PersonId(sales::ids::Uuid::from_u128(77));
    sample.fixture.run(&Command::AddPerson { id, name: "Newcomer".to_owned() });
    let grid = load(&sample);
    assert!(grid.rows.iter().any(|row| row.name == "Newcomer"));
}

#[test]
fn what_stages_say_is_said_of_one_pipeline() {
    // There are deals in two of them.
    let sample = Sample::new(Question { span: Span::All, everywhere: true, ..Question::default() });
    assert!(sample.report.is_mixed());
    let tiles = tiles(sample.source());
    let tile = |key| tiles.iter().find(|tile| tile.key == key).expect("a tile");
    for key in ["conversion", "drop-off"] {
        let main = tile(key).main.as_ref().expect("a figure");
        assert_eq!(main.figure, Err(t().insights().of_several.to_owned()), "{key}");
        assert!(tile(key).lines.is_empty() && tile(key).trend.is_none(), "{key}");
    }
    assert!(tile("stages").lines.iter().all(|line| line.name.contains(" · ")));

    let one = Sample::new(Question { span: Span::All, ..Question::default() });
    assert!(!one.report.is_mixed());
    assert!(one.report.first_stage().is_some_and(|first| Some(first) == one.report.now.stages.first()));
}

#[test]
fn what_reached_a_stage_went_on_ended_there_or_is_still_there() {
    for question in questions() {
        let sample = Sample::new(question);
        let grid = tables::stages(sample.source());
        for row in &grid.rows {
            let count = |at: usize| row.cells[at].order.expect("a count");
            let parts = (1..=4).map(count).fold(0.0, |sum, part| sum + part);
            assert!((count(0) - parts).abs() < 0.5, "{}", row.name);
        }
    }
}

/// The same deals, seen from two sides.
#[test]
fn funnel_and_flow_tell_the_same() {
    for question in questions().filter(|question| question.mode == Mode::Furthest) {
        let sample = Sample::new(question);
        let (funnel, flow) = (table(&funnel(sample.source())), table(&flow(sample.source())));
        for pair in funnel.rows.windows(2) {
            let (stage, next) = (&pair[0], &pair[1]);
            let bands = flow.rows.iter().filter(|band| band[0].text == stage[0].text);
            let out: f64 = bands.clone().filter_map(|band| band[2].value).sum();
            assert_eq!(Some(out), stage[1].value, "all of {}", stage[0].text);
            let on = bands.clone().find(|band| band[1].text == next[0].text);
            let on = on.and_then(|band| band[2].value).unwrap_or_default();
            assert_eq!(Some(on), next[1].value, "{} to {}", stage[0].text, next[0].text);
        }
    }
}

#[test]
fn a_period_without_deals_has_reasons_and_no_numbers() {
    let long_ago = "1990-01-01".parse().expect("a day");
    let sample = Sample::new(Question {
        span: Span::Own(long_ago, long_ago),
        basis: Basis::ClosedIn,
        ..Question::default()
    });
    let all = tiles(sample.source());
    let undefined = |key: &str| {
        let tile = all.iter().find(|tile| tile.key == key).expect("a tile");
        tile.main.as_ref().expect("a figure").figure.clone().expect_err("there is no such figure")
    };
    for key in ["conversion", "drop-off", "win-rate", "size", "cycle", "velocity"] {
        assert!(!undefined(key).is_empty(), "{key}");
    }
    let source = sample.source();
    let inputs = [
        funnel(source),
        flow(source),
        time(source),
        losses(source),
        months(source),
        won_values(source),
        rates(source, Grouping::Owner),
        sizes(source),
        workload(source),
        rates(source, Grouping::Source),
        waterfall(source),
    ];
    for (at, input) in inputs.iter().enumerate() {
        assert!(!matches!(input, Input::Ready(_)), "chart {at}");
    }
    assert!(tables::drivers(source).rows.is_empty());
    assert!(!tables::drivers(source).empty.is_empty());
}

/// All charts, by their names; but for the change, which has no start in a period of all time.
fn inputs(source: Source) -> [(&'static str, Input); 11] {
    [
        ("funnel", funnel(source)),
        ("flow", flow(source)),
        ("time", time(source)),
        ("losses", losses(source)),
        ("months", months(source)),
        ("won values", won_values(source)),
        ("owners", rates(source, Grouping::Owner)),
        ("sources", rates(source, Grouping::Source)),
        ("sizes", sizes(source)),
        ("workload", workload(source)),
        ("change", waterfall(source)),
    ]
}

#[test]
fn no_chart_of_the_sample_is_blank() {
    let sample = Sample::new(Question { span: Span::Last(365), ..Question::default() });
    for (name, input) in inputs(sample.source()) {
        assert!(matches!(input, Input::Ready(_)), "{name}");
    }
}

/// The first deals of a standing in the pipeline of the sample; the fixture has some of its own.
fn first(count: usize, kind: StandingKind) -> Sample {
    let question = Question { span: Span::Last(3_650), ..Question::default() };
    Sample::of(question, |workspace| {
        let pipeline = workspace.pipelines.iter().find(|row| row.sample).map(|row| row.id);
        let deals = workspace.deals.iter_ix();
        let deals =
            deals.filter(|(_, deal)| deal.standing() == kind && workspace.pipeline_of(deal) == pipeline);
        Selection::of(&deals.map(|(ix, _)| ix).take(count).collect::<Vec<_>>())
    })
}

#[test]
fn fewer_than_three_deals_make_no_chart_of_any_kind_and_it_says_how_many_there_are() {
    for kind in [StandingKind::Open, StandingKind::Won, StandingKind::Lost] {
        for count in [1, 2] {
            let sample = first(count, kind);
            for (name, input) in inputs(sample.source()) {
                // Two deals may have been in a stage three times.
                let is_drawn = matches!(input, Input::Ready(_));
                assert!(!is_drawn || name == "time", "{name} of {count} {kind:?}");
            }
            let few = Input::TooFew { found: count, needed: LEAST_DEALS, of: Counted::Deals };
            assert_eq!(funnel(sample.source()), few);
            assert_eq!(flow(sample.source()), few);
        }
    }
    let (won, lost, open) =
        (first(3, StandingKind::Won), first(3, StandingKind::Lost), first(3, StandingKind::Open));
    let enough = [
        ("funnel", funnel(open.source())),
        ("flow", flow(open.source())),
        ("workload", workload(open.source())),
        ("change", waterfall(open.source())),
        ("owners", rates(won.source(), Grouping::Owner)),
        ("sources", rates(lost.source(), Grouping::Source)),
        ("sizes", sizes(won.source())),
        ("losses", losses(lost.source())),
    ];
    for (name, input) in enough {
        assert!(matches!(input, Input::Ready(_)), "{name}");
    }
}

/// The table of who looks after how much.
fn load(sample: &Sample) -> Grid {
    let open = metrics::open_deals(&sample.fixture.workspace, &sample.columns, &sample.report.query);
    workload_table(sample.source(), &open)
}
