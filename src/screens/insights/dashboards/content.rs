//! What stands in a widget.

use charts::{
    Bars, BarsSeries, Counted, Direction, Figure, Heap, Input, Paint, Pick, Scale, Side, Steps, Trend,
    TrendSeries,
};
use leptos::prelude::*;
use metrics::{Behind, Group, Grouping, Key, Outcomes, by};
use sales::model::{Deal, Ix, StandingKind, Widget, Workspace};
use sales::query::{Filter, Matcher};

use super::super::ask::span_name;
use super::super::breakdown::{self, Breakdown};
use super::super::charts::of_deals;
use super::super::drill::{self, Listing};
use super::super::grid;
use super::super::groupings;
use super::super::question::{Question, View};
use super::super::section::{chart, drawing};
use super::super::source::Source;
use super::super::state::State;
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

/// A widget's content. It is made anew when the widget shows or asks something else.
pub(super) fn content(sources: Sources, widget: &Widget) -> AnyView {
    let Some(shows) = Shows::parse(&widget.asked.shows) else {
        return unknown(&widget.asked.shows);
    };
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
            None => unknown(name),
        },
        Shows::Bars | Shows::Line => figures(sources.of(asked), shows, own, breakdown_of(&question)),
        Shows::Report => {
            let breakdown = Signal::stored(breakdown_of(&question));
            let state = sources.of(asked);
            grid::show(state, "report", Signal::stored(title), "", breakdown::grid(state, breakdown))
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
    }
    if question.everywhere && shows.is_of_a_period() {
        parts.push(t().insights().all_pipelines.to_owned());
    } else if let Some(pipeline) = widget.asked.pipeline {
        let name = |workspace: &Workspace| workspace.pipelines.live(pipeline).map(|row| row.name.clone());
        parts.extend(sources.ui.store.with(name));
    }
    let filter = &widget.asked.filter;
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

/// What this version does not know. It stays as it is, for one that does.
fn unknown(name: &str) -> AnyView {
    said(fill(t().dashboards().unknown, &[("name", name)]))
}

/// A figure group by group as bars, or month by month as a line.
fn figures(state: State, shows: Shows, own: Option<Signal<String>>, breakdown: Breakdown) -> AnyView {
    let grouping = if shows == Shows::Line { months_of(&breakdown) } else { breakdown.by };
    let title = own.unwrap_or_else(|| {
        let names = [("figure", breakdown.first_title()), ("by", &*groupings::title(state.ui, grouping))];
        Signal::stored(fill(t().dashboards().figure_by, &names))
    });
    let groups = Memo::new(move |_| {
        let report = state.report.get();
        state.look(|workspace, columns, selection| by(workspace, columns, selection, &report.query, grouping))
    });
    let input = Memo::new(move |_| {
        let report = state.report.get();
        groups.with(|groups| {
            state.look(|workspace, _, _| {
                let source = Source { report: &report, workspace, writing: Writing::INTL };
                if shows == Shows::Line {
                    line(source, breakdown, groups)
                } else {
                    bars(source, breakdown, groups, groupings::title(state.ui, grouping))
                }
            })
        })
    });
    let on_select = Callback::new(move |pick| {
        let Pick::Row { row, .. } = pick else { return };
        let key = groups.with_untracked(|groups| {
            if shows == Shows::Line {
                in_order(groups).get(row).map(|group| group.key)
            } else {
                groups.get(row).map(|group| group.key)
            }
        });
        if let (Some(key), Some(behind)) = (key, breakdown.first_behind()) {
            state.open(title.get_untracked(), Behind::Group(grouping, key, Box::new(behind)));
        }
    });
    let name = if shows == Shows::Line { "line" } else { "bars" };
    view! { <Chart name title input on_select/> }.into_any()
}

/// Which months a line goes through: those in which deals were created, for what is counted then; otherwise those in which they were closed.
fn months_of(breakdown: &Breakdown) -> Grouping {
    if breakdown.first_behind() == Some(Behind::Created) {
        Grouping::MonthCreated
    } else {
        Grouping::MonthClosed
    }
}

fn figure_of(source: Source<'_>, breakdown: Breakdown, group: &Group) -> Option<Figure> {
    let cell = breakdown.first_cell(source, &group.outcomes);
    // In a file money stands in whole units, as it does on a chart.
    Figure::new(cell.plain.parse().ok()?, cell.figure.ok()?.text)
}

fn bars(source: Source<'_>, breakdown: Breakdown, groups: &[Group], heading: String) -> Input {
    let figures: Vec<Option<Figure>> =
        groups.iter().map(|group| figure_of(source, breakdown, group)).collect();
    let deals = |of: &Outcomes| (of.open + of.won + of.lost).max(of.created);
    let deals = groups.iter().map(|group| deals(&group.outcomes)).sum();
    let bars = Bars {
        heading,
        names: groups.iter().map(|group| source.key(group.key)).collect(),
        series: vec![BarsSeries {
            name: breakdown.first_title().to_owned(),
            paint: Paint::Accent,
            paints: Vec::new(),
            figures,
        }],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: None,
    };
    of_deals(deals, bars)
}

/// Months in their order; what is in none is left out.
fn in_order(groups: &[Group]) -> Vec<&Group> {
    let mut months: Vec<_> = groups
        .iter()
        .filter_map(|group| match group.key {
            Key::Month(month) => Some(((month.year, month.month), group)),
            _ => None,
        })
        .collect();
    months.sort_by_key(|row| row.0);
    months.into_iter().map(|row| row.1).collect()
}

fn line(source: Source<'_>, breakdown: Breakdown, groups: &[Group]) -> Input {
    let months = in_order(groups);
    let points: Vec<Option<Figure>> =
        months.iter().map(|group| figure_of(source, breakdown, group)).collect();
    let values = points.iter().flatten().map(Figure::value);
    let left = Scale::of(values, Steps::Any, breakdown.first_axis(source));
    let chart = Trend {
        heading: t().insights_charts().month.to_owned(),
        spans: months.iter().map(|group| source.key(group.key)).collect(),
        series: vec![TrendSeries {
            name: breakdown.first_title().to_owned(),
            paint: Paint::Accent,
            side: Side::Left,
            points,
        }],
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

/// The deals that a filter lets through, those worth most first.
fn deals(sources: Sources, widget: &Widget, title: String) -> AnyView {
    let ui = sources.ui;
    let (asked, rows) = (widget.asked.clone(), usize::from(widget.rows) * DEALS_A_ROW);
    let filter = open_unless_said(&asked.filter);
    let like = StoredValue::new(filter.clone());
    let all = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
        let pipeline = asked.pipeline.or_else(|| ui.pipeline());
        ui.store.with(|workspace| {
            let matcher = Matcher::new(&filter);
            let worth = |deal: &Deal| {
                let value = deal.value?;
                workspace.settings.in_base(value.minor.into(), value.currency)
            };
            let here = workspace.deals.iter_ix().filter(|(_, deal)| {
                workspace.pipeline_of(deal) == pipeline && matcher.matches(workspace, deal)
            });
            let mut found: Vec<(Option<i128>, Ix<Deal>)> = here.map(|(ix, deal)| (worth(deal), ix)).collect();
            found.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.index().cmp(&other.1.index())));
            found.into_iter().map(|row| row.1).collect::<Vec<_>>()
        })
    });
    let state = sources.of(&widget.asked);
    let shown = move || all.with(|all| all.iter().copied().take(rows).collect::<Vec<_>>());
    let count = move || all.with(Vec::len);
    view! {
        <section class="figures-card" data-widget-list="">
            <header class="figures-head">
                <h3 class="chart-title" dir="auto">{title}</h3>
                <span class="muted num" data-metric="list.count" data-value=move || count().to_string()>
                    {move || t().common().deals.of(count())}
                </span>
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
                            <button
                                type="button"
                                class="button quiet"
                                aria-haspopup="dialog"
                                on:click=move |_| {
                                    let listing = Listing::Like(Box::new(like.get_value()), all.get_untracked());
                                    state.list(t().dashboards().deals.to_owned(), listing);
                                }
                            >
                                {text}
                            </button>
                        }
                    })
            }}
        </section>
    }
    .into_any()
}
