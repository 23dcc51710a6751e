//! What stands in a widget.

use charts::{
    Bars, BarsSeries, Counted, Direction, Figure, Heap, Input, Paint, Pick, Scale, Side, Steps, Trend,
    TrendSeries,
};
use leptos::prelude::*;
use metrics::{Behind, Columns, Grouping, Key, MonthFigures, Selection, parted};
use sales::ids::PipelineId;
use sales::model::{Deal, Ix, StandingKind, Widget, Workspace};
use sales::query::{Filter, Matcher};

use super::super::ask::{basis_words, mode_words, span_name};
use super::super::breakdown::{self, Breakdown};
use super::super::charts::of_deals;
use super::super::columns::Subject;
use super::super::drill::{self, Listing};
use super::super::grid;
use super::super::groupings;
use super::super::order::{self, Order};
use super::super::question::{Question, View};
use super::super::section::{chart, drawing};
use super::super::source::Source;
use super::super::state::{Report, State, wanted};
use super::super::tile;
use super::super::writing::Writing;
use super::shows::Shows;
use super::sources::Sources;
use crate::components::{Chart, icon};
use crate::platform::intl;
use crate::screens::goals;
use crate::text::{fill, t};

/// How many deals a list shows for each row that it takes.
const DEALS_A_ROW: usize = 4;

/// The content of a widget that is understood. It is made anew when the widget shows or asks something else.
pub(super) fn content(sources: Sources, widget: &Widget) -> AnyView {
    // What is not understood is seen to before.
    let Some(shows) = Shows::parse(&widget.asked.shows) else { return ().into_any() };
    let asked = &widget.asked;
    let is_there =
        |workspace: &Workspace| asked.pipeline.is_none_or(|id| workspace.pipelines.live(id).is_some());
    if !sources.ui.store.with(is_there) {
        return said(t().dashboards().pipeline_gone.to_owned());
    }
    let title = if widget.title.is_empty() { shows.title().to_owned() } else { widget.title.clone() };
    let own = (!widget.title.is_empty()).then(|| Signal::stored(title.clone()));
    let question = Question::parse(&asked.question);
    match shows {
        Shows::Figure(key) => {
            let heading =
                own.map(|own| view! { <h3 class="widget-title" dir="auto">{own.get_untracked()}</h3> });
            view! {
                {heading}
                {tile::single(sources.of(asked), key)}
            }
            .into_any()
        }
        Shows::Chart(name) => match drawing(name) {
            Some(drawing) if drawing.is_of_stages && question.everywhere => {
                said(fill(t().dashboards().one_pipeline, &[("title", &title)]))
            }
            Some(drawing) => chart(sources.of(asked), drawing, own),
            None => ().into_any(),
        },
        Shows::Bars | Shows::Line => figures(sources.of(asked), shows, own, breakdown_of(&question)),
        Shows::Report => {
            let breakdown = Signal::stored(breakdown_of(&question));
            let state = sources.of(asked);
            grid::show(
                state,
                "report",
                Signal::stored(title),
                Signal::stored(String::new()),
                breakdown::grid(state, breakdown),
            )
        }
        Shows::Target => {
            let owner = asked.filter.owners.first().copied().flatten();
            goals::target(sources.ui, sources.ledger(), &asked.question, owner, title)
        }
        Shows::Deals => deals(sources, widget, title),
    }
}

/// What a widget asks, in a line; blank where its kind says it all.
pub(super) fn asked_in_words(sources: Sources, widget: &Widget) -> String {
    let Some(shows) = Shows::parse(&widget.asked.shows) else { return String::new() };
    let question = Question::parse(&widget.asked.question);
    let mut parts = Vec::new();
    if shows.is_of_a_period() {
        parts.push(span_name(question.span));
        let usual = Question::default();
        parts.extend((question.basis != usual.basis).then(|| basis_words(question.basis).0.to_owned()));
        parts.extend((question.mode != usual.mode).then(|| mode_words(question.mode).0.to_owned()));
    }
    if question.everywhere {
        parts.push(t().insights().all_pipelines.to_owned());
    } else if let Some(pipeline) = widget.asked.pipeline {
        let name = |workspace: &Workspace| workspace.pipelines.live(pipeline).map(|row| row.name.clone());
        parts.extend(sources.ui.store.with(name));
    }
    let filter = widget.asked.filter.clone();
    let filter = &if shows.is_of_a_period() { wanted(filter) } else { filter };
    if let [Some(owner)] = filter.owners[..] {
        let name = |workspace: &Workspace| workspace.people.live(owner).map(|row| row.name.clone());
        parts.extend(sources.ui.store.with(name));
    }
    let more = filter.condition_count() + usize::from(!filter.text.trim().is_empty())
        - usize::from(matches!(filter.owners[..], [Some(_)]));
    if more > 0 {
        parts.push(t().dashboards().conditions.of(more));
    }
    parts.join(" · ")
}

/// What a report or a chart of groups is asked for.
pub(super) fn breakdown_of(question: &Question) -> Breakdown {
    match question.view {
        View::Report(breakdown) => breakdown,
        _ => Breakdown::default(),
    }
}

fn said(text: String) -> AnyView {
    view! { <p class="chart-state">{icon("info")} <span>{text}</span></p> }.into_any()
}

/// Lines that are told apart are not many.
const MOST_LINES: usize = 8;

/// The groups of a chart: of bars one list, of lines one for each line, with what its deals have in common.
type Lines = Vec<(Option<Key>, Vec<Subject>)>;

/// A figure group by group as bars, or month by month as a line.
fn figures(state: State, shows: Shows, own: Option<Signal<String>>, breakdown: Breakdown) -> AnyView {
    let is_line = shows == Shows::Line;
    let by = if is_line { months_of(&breakdown) } else { breakdown.by };
    let breakdown = Breakdown { by, split: breakdown.split.filter(|_| is_line), ..breakdown };
    let title = own.unwrap_or_else(|| {
        let by = [Some(by), breakdown.split].into_iter().flatten();
        let by: Vec<String> = by.map(|by| groupings::title(state.ui, by)).collect();
        let names = [("figure", (breakdown.first().title)()), ("by", &*by.join(t().common().between))];
        Signal::stored(fill(t().dashboards().figure_by, &names))
    });
    let all = Memo::new(move |_| {
        let report = state.report.get();
        state.look(|workspace, columns, selection| lines((workspace, columns, selection), &report, breakdown))
    });
    let input = Memo::new(move |_| {
        let report = state.report.get();
        all.with(|(lines, _)| {
            state.look(|workspace, _, _| {
                let source = Source { report: &report, workspace, writing: Writing::INTL };
                if is_line {
                    line(source, breakdown, lines)
                } else {
                    bars(source, breakdown, lines, groupings::title(state.ui, by))
                }
            })
        })
    });
    // Where a figure makes no sense for the groups, they all say the same of it.
    let empty = move || {
        let report = state.report.get();
        all.with(|(lines, _)| {
            state.look(|workspace, _, _| {
                let source = Source { report: &report, workspace, writing: Writing::INTL };
                let mut subjects = lines.iter().flat_map(|line| &line.1);
                subjects.find_map(|subject| breakdown.first().cell(source, subject).figure.err())
            })
        })
    };
    let note = move || {
        let left = all.with(|(_, left)| *left);
        (left > 0).then(|| t().dashboards().more_lines.of(left))
    };
    let on_select = Callback::new(move |pick| {
        let Pick::Row { row, series } = pick else { return };
        let report = state.report.get_untracked();
        let figure = all.with_untracked(|(lines, _)| {
            let (key, subjects) = lines.get(if is_line { series } else { 0 })?;
            let subject = if is_line {
                let month = Key::Month(report.now.months.get(row)?.month);
                subjects.iter().find(|subject| subject.key == Some(month))
            } else {
                subjects.get(row)
            };
            let behind = breakdown.first().behind(subject?, report.query.mode);
            Some(match (breakdown.split, *key) {
                (Some(split), Some(key)) => Behind::Group(split, key, Box::new(behind)),
                _ => behind,
            })
        });
        if let Some(figure) = figure {
            state.open(title.get_untracked(), figure);
        }
    });
    let name = if is_line { "line" } else { "bars" };
    view! {
        <Chart name title input on_select empty=MaybeProp::derive(empty) note=MaybeProp::derive(note)/>
    }
    .into_any()
}

/// The groups of a chart, and how many lines more there would be.
fn lines(
    looked_at: (&Workspace, &Columns, &Selection),
    report: &Report,
    breakdown: Breakdown,
) -> (Lines, usize) {
    let Some(split) = breakdown.split else {
        return (vec![(None, breakdown.subjects(looked_at, report).0)], 0);
    };
    let (workspace, columns, selection) = looked_at;
    let groups = Breakdown { by: split, ..breakdown }.subjects(looked_at, report).0;
    let left = groups.len().saturating_sub(MOST_LINES);
    let groups = largest(groups, MOST_LINES, Subject::deals);
    let keys = groups.iter().filter_map(|group| group.key);
    let line = |key| {
        let within = parted(workspace, columns, selection, &report.query, split, key).0;
        (Some(key), breakdown.subjects((workspace, columns, &within), report).0)
    };
    (keys.map(line).collect(), left)
}

/// So many of the largest, in the order they came; of those alike the first.
fn largest<T>(all: Vec<T>, most: usize, size: impl Fn(&T) -> usize) -> Vec<T> {
    let mut ranked: Vec<(usize, T)> = all.into_iter().enumerate().collect();
    ranked.sort_by_key(|row| std::cmp::Reverse(size(&row.1)));
    ranked.truncate(most);
    ranked.sort_unstable_by_key(|row| row.0);
    ranked.into_iter().map(|row| row.1).collect()
}

/// Which months a line goes through: those in which deals were created, for what is counted then or tells of their way; otherwise those in which they were
/// closed.
fn months_of(breakdown: &Breakdown) -> Grouping {
    if breakdown.first().is_by_creation() { Grouping::MonthCreated } else { Grouping::MonthClosed }
}

fn figure_of(source: Source<'_>, breakdown: Breakdown, subject: &Subject) -> Option<Figure> {
    let cell = breakdown.first().cell(source, subject);
    // In a file money stands in whole units, as it does on a chart.
    Figure::new(cell.plain.parse().ok()?, cell.figure.ok()?.text)
}

fn bars(source: Source<'_>, breakdown: Breakdown, lines: &Lines, heading: String) -> Input {
    let groups = lines.first().map(|line| line.1.as_slice()).unwrap_or_default();
    let figures: Vec<Option<Figure>> =
        groups.iter().map(|group| figure_of(source, breakdown, group)).collect();
    if figures.iter().all(Option::is_none) {
        return Input::Empty;
    }
    let name = |subject: &Subject| subject.key.map(|key| source.lane_and_key(key)).unwrap_or_default();
    let deals = groups.iter().map(Subject::deals).sum();
    let bars = Bars {
        heading,
        names: groups.iter().map(name).collect(),
        series: vec![BarsSeries {
            name: (breakdown.first().title)().to_owned(),
            paint: Paint::Accent,
            paints: Vec::new(),
            figures,
        }],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: None,
        // Of months the last are drawn, one after the other.
        sizes: match breakdown.by {
            Grouping::MonthCreated | Grouping::MonthClosed => (0..groups.len()).collect(),
            _ => groups.iter().map(Subject::deals).collect(),
        },
    };
    of_deals(deals, bars)
}

fn line(source: Source<'_>, breakdown: Breakdown, lines: &Lines) -> Input {
    let months = &source.report.now.months;
    let series: Vec<TrendSeries> = lines
        .iter()
        .enumerate()
        .map(|(at, (key, subjects))| {
            let point = |month: &MonthFigures| {
                let key = Key::Month(month.month);
                let found = subjects.iter().find(|subject| subject.key == Some(key));
                match found {
                    Some(subject) => figure_of(source, breakdown, subject),
                    // There was nothing that month.
                    None => figure_of(source, breakdown, &Subject::nothing(breakdown.by, key)),
                }
            };
            TrendSeries {
                name: key.map_or_else(|| (breakdown.first().title)().to_owned(), |key| source.key(key)),
                paint: if key.is_some() { Paint::of_series(at) } else { Paint::Accent },
                side: Side::Left,
                points: months.iter().map(point).collect(),
            }
        })
        .collect();
    let values = series.iter().flat_map(|line| line.points.iter().flatten().map(Figure::value));
    if values.clone().next().is_none() {
        return Input::Empty;
    }
    let left = Scale::of(values, Steps::Any, breakdown.first_axis(source));
    let chart = Trend {
        heading: t().insights_charts().month.to_owned(),
        spans: months.iter().map(|row| source.key(Key::Month(row.month))).collect(),
        series,
        left,
        right: None,
    };
    Input::of_at_least(2, months.len(), chart).counting(Counted::Months)
}

/// Open deals, where a filter says nothing of how deals stand.
fn open_unless_said(filter: &Filter) -> Filter {
    if filter.standings.is_empty() {
        Filter { standings: vec![StandingKind::Open], ..filter.clone() }
    } else {
        filter.clone()
    }
}

/// In which pipelines deals are listed.
#[derive(Clone, Copy)]
enum Lane {
    All,
    One(Option<PipelineId>),
}

/// The deals that a filter lets through, in an order.
fn listed(workspace: &Workspace, filter: &Filter, lane: Lane, order: Order) -> Vec<Ix<Deal>> {
    let matcher = Matcher::new(filter);
    let is_here = |deal: &Deal| match lane {
        Lane::All => true,
        Lane::One(pipeline) => workspace.pipeline_of(deal) == pipeline,
    };
    let here =
        workspace.deals.iter_ix().filter(|(_, deal)| is_here(deal) && matcher.matches(workspace, deal));
    let mut found: Vec<Ix<Deal>> = here.map(|(ix, _)| ix).collect();
    order.sort(workspace, &mut found);
    found
}

/// The list of them, those worth most first until something else is chosen.
fn deals(sources: Sources, widget: &Widget, title: String) -> AnyView {
    let ui = sources.ui;
    let (asked, rows) = (widget.asked.clone(), usize::from(widget.rows) * DEALS_A_ROW);
    let filter = open_unless_said(&asked.filter);
    let like = StoredValue::new(filter.clone());
    let order = RwSignal::new(Order::Worth);
    let everywhere = Question::parse(&asked.question).everywhere;
    let all = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
        let lane = if everywhere { Lane::All } else { Lane::One(asked.pipeline.or_else(|| ui.pipeline())) };
        ui.store.with(|workspace| listed(workspace, &filter, lane, order.get()))
    });
    let state = sources.of(&widget.asked);
    let shown = move || all.with(|all| all.iter().copied().take(rows).collect::<Vec<_>>());
    let count = move || all.with(Vec::len);
    let has_order = Memo::new(move |_| count() > 1);
    let list = move |_: web_sys::MouseEvent| {
        let listing = Listing::Like(Box::new(like.get_value()), all.get_untracked());
        state.list(t().dashboards().deals.to_owned(), listing);
    };
    let has_any = Memo::new(move |_| count() > 0);
    let how_many = move || {
        let words = move || t().common().deals.of(count());
        let exact = move || count().to_string();
        if has_any.get() {
            view! {
                <button
                    type="button"
                    class="figure-link num"
                    aria-haspopup="dialog"
                    data-metric="list.count"
                    data-value=exact
                    on:click=list
                >
                    {words}
                </button>
            }
            .into_any()
        } else {
            view! {
                <span class="muted num" data-metric="list.count" data-value=exact>
                    {words}
                </span>
            }
            .into_any()
        }
    };
    view! {
        <section class="figures-card" data-widget-list="">
            <header class="figures-head">
                <h3 class="chart-title" dir="auto">{title}</h3>
                {how_many}
                {move || has_order.get().then(|| order::menu(order))}
            </header>
            {move || (count() == 0).then(|| view! { <p class="chart-state">{t().insights().drill_none}</p> })}
            <ul class="drill-list">
                <For each=shown key=|ix| ix.index() children=move |ix| view! { <li>{drill::row(state, all, ix)}</li> }/>
            </ul>
            {move || {
                let left = count().saturating_sub(rows);
                (left > 0)
                    .then(|| {
                        let text = fill(t().dashboards().more, &[("n", &intl::count(left))]);
                        view! {
                            <button type="button" class="button quiet" aria-haspopup="dialog" on:click=list>
                                {text}
                            </button>
                        }
                    })
            }}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::super::charts::tests::Sample;
    use super::*;

    #[test]
    fn the_lines_are_the_largest_groups_and_of_those_alike_the_first() {
        let kept = |sizes: &[usize], most| {
            let groups: Vec<(usize, usize)> = sizes.iter().copied().enumerate().collect();
            largest(groups, most, |group| group.1).into_iter().map(|group| group.0).collect::<Vec<_>>()
        };
        // The largest comes last, behind more groups of the same size than there is room for.
        assert_eq!(kept(&[1, 1, 1, 1, 9], 3), [0, 1, 4]);
        assert_eq!(kept(&[2, 5, 2, 7, 2], 3), [0, 1, 3]);
        assert_eq!(kept(&[0, 0, 0], 2), [0, 1]);
        assert_eq!(kept(&[3, 1], 3), [0, 1]);
        assert!(kept(&[], 3).is_empty());
    }

    #[test]
    fn a_list_of_all_pipelines_has_the_deals_of_each() {
        let sample = Sample::new(Question::default());
        let workspace = sample.source().workspace;
        let filter = open_unless_said(&Filter::default());
        let of = |lane| listed(workspace, &filter, lane, Order::Worth).len();
        let each: usize = workspace.pipelines.iter().map(|row| of(Lane::One(Some(row.id)))).sum();
        assert!(each > 0);
        assert_eq!(of(Lane::All), each);
        assert_eq!(of(Lane::One(None)), 0);
    }
}
