//! Two groups side by side: which ones, what it says, and every figure with its difference.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::{Behind, behind};

use super::ask::{OWN, basis_words, own_days, span_options};
use super::contrast::{BYS, By, Contrast, Side};
use super::drill::Listing;
use super::grid::{Cell, card, figure_cell, reasons};
use super::groupings;
use super::lines::{Line, csv, lines, stage_name};
use super::pair::{Choice, Ground, Half, NoPair, Pair};
use super::question::{Span, View};
use super::said::{Said, sentences};
use super::source::Source;
use super::state::State;
use super::tiles::range;
use super::writing::Writing;
use crate::components::{icon, select};
use crate::platform::clock::LocalCalendar;
use crate::platform::{dom, intl};
use crate::text::{fill, t};

/// What is shown: the pair, its figures, and what to make of them; or why there is none.
type Shown = Result<Arc<Report>, NoPair>;

/// Two groups, compared.
struct Report {
    pair: Pair,
    lines: Vec<Line>,
    said: Vec<String>,
}

/// The whole view.
pub(super) fn section(state: State) -> AnyView {
    let contrast = Memo::new(move |_| match state.question().view {
        View::Compare(contrast) => contrast,
        _ => Contrast::default(),
    });
    let by = Memo::new(move |_| contrast.get().by);
    let choices = Memo::new(move |_| with_ground(state, |ground| ground.choices(by.get())));
    // Whatever changes the figures, the report is new.
    let shown = Memo::new_with_compare(
        move |_| {
            let contrast = contrast.get();
            with_ground(state, |ground| -> Shown {
                let pair = choices.with(|choices| ground.pair(contrast, choices))?;
                let lines = lines(&pair, ground.source);
                let said = sentences(&pair, &lines, ground.source);
                Ok(Arc::new(Report { pair, lines, said }))
            })
        },
        |_, _| true,
    );
    let texts = t().insights_compare();
    let content = move || match shown.get() {
        Ok(report) => view! {
            {verdict(&report.said)}
            {table(state, &report)}
        }
        .into_any(),
        Err(why) => {
            let why = match why {
                NoPair::NoGroups => texts.no_groups,
                NoPair::NoPeriod => texts.no_period,
            };
            view! { <p class="chart-state">{icon("chart")} <span>{why}</span></p> }.into_any()
        }
    };
    view! {
        <p class="muted">{texts.intro}</p>
        {form(state, contrast, by, choices)}
        {content}
    }
    .into_any()
}

fn with_ground<T>(state: State, look: impl FnOnce(Ground<'_>) -> T) -> T {
    let report = state.report.get();
    state.look(|workspace, columns, selection| {
        let source = Source { report: &report, workspace, writing: Writing::INTL };
        look(Ground { source, columns, selection, calendar: &LocalCalendar })
    })
}

fn by_title(state: State, by: By) -> String {
    let texts = t().insights_compare();
    match by {
        By::Outcome => texts.by_outcome.to_owned(),
        By::Period => texts.by_period.to_owned(),
        By::Group(grouping) => groupings::title(state.ui, grouping),
    }
}

/// The choice of the two groups.
fn form(state: State, contrast: Memo<Contrast>, by: Memo<By>, choices: Memo<Vec<Choice>>) -> AnyView {
    let texts = t().insights_compare();
    let all = BYS.into_iter().chain(groupings::fields(state.ui).into_iter().map(By::Group));
    let options: Vec<_> = all.map(|by| (by.name(), by_title(state, by))).collect();
    let set = move |contrast| state.change(|question| question.view = View::Compare(contrast));
    let chosen = Signal::derive(move || by.get().name());
    let choose = move |name: String| {
        if let Some(by) = By::parse(&name) {
            set(Contrast::by(by));
        }
    };
    let groups = Memo::new(move |_| choices.with(|choices| choices.iter().map(option).collect::<Vec<_>>()));
    let others = Memo::new(move |_| match by.get() {
        By::Outcome => Vec::new(),
        By::Period => period_options(),
        By::Group(_) => {
            let rest = (Side::Rest.name(), texts.rest.to_owned());
            std::iter::once(rest).chain(groups.get()).collect()
        }
    });
    let side = move |id: &'static str,
                     name: &'static str,
                     options: Memo<Vec<(String, String)>>,
                     part: fn(&mut Contrast) -> &mut Side| {
        // Nothing chosen yet is the first.
        let chosen = Signal::derive(move || {
            let side = *part(&mut contrast.get());
            let usual = || options.with(|all| all.first().map(|option| option.0.clone()).unwrap_or_default());
            match side {
                Side::Usual => usual(),
                Side::Span(Span::Own(..)) => OWN.to_owned(),
                side => side.name(),
            }
        });
        let choose = move |name: String| {
            let mut changed = contrast.get_untracked();
            let side = part(&mut changed);
            *side = if name == OWN { own_side(state, *side) } else { Side::parse(&name) };
            set(changed);
        };
        field(id, name, select(id, None, options, chosen, choose))
    };
    let own = Memo::new(move |_| match contrast.get() {
        Contrast { by: By::Period, two: Side::Span(Span::Own(from, to)), .. } => Some((from, to)),
        _ => None,
    });
    let has_own = Memo::new(move |_| own.get().is_some());
    let days = move || {
        own.get().unwrap_or_else(|| state.report.with_untracked(|report| (report.today, report.today)))
    };
    let set_days = move |from, to| {
        let two = Side::Span(Span::Own(from, to));
        set(Contrast { two, ..contrast.get_untracked() });
    };
    // Its own field, so that choosing other days leaves the focus where it is.
    let own_field = move || {
        has_own.get().then(|| {
            view! {
                <div class="field ask-field" role="group" aria-labelledby="compare-days">
                    <span class="label" id="compare-days">
                        {texts.second_days}
                    </span>
                    {own_days(["compare-from", "compare-to"], days, set_days)}
                </div>
            }
        })
    };
    let first = move || {
        matches!(by.get(), By::Group(_))
            .then(|| side("compare-one", texts.first, groups, |contrast| &mut contrast.one))
    };
    let second = move || {
        (by.get() != By::Outcome)
            .then(|| side("compare-two", texts.second, others, |contrast| &mut contrast.two))
    };
    view! {
        <form class="ask compare-ask" aria-label=texts.by on:submit=|event| event.prevent_default()>
            {field("compare-by", texts.by, select("compare-by", None, options, chosen, choose))}
            {first}
            {second}
            {own_field}
            <div class="report-tools">
                <button type="button" class="button" on:click=|_| dom::print()>
                    {icon("print")}
                    {t().insights_report().print}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn field(id: &'static str, name: &'static str, control: AnyView) -> AnyView {
    view! {
        <div class="field ask-field">
            <label class="label" for=id>
                {name}
            </label>
            {control}
        </div>
    }
    .into_any()
}

fn option(choice: &Choice) -> (String, String) {
    let count = intl::count(choice.count);
    let text = fill(t().insights_compare().counted, &[("name", &choice.name), ("n", &count)]);
    (choice.side.name(), text)
}

fn period_options() -> Vec<(String, String)> {
    let texts = t().insights_compare();
    let usual = [(Side::Before, texts.before), (Side::YearAgo, texts.year_ago)];
    let usual = usual.into_iter().map(|(side, text)| (side.name(), text.to_owned()));
    // A span has one name, here and in the question.
    usual.chain(span_options()).collect()
}

/// Days of one's own, which begin as those that were compared so far.
fn own_side(state: State, side: Side) -> Side {
    state.report.with_untracked(|report| {
        let period = side.days(report.query.period, report.query.today);
        // Days before the first deal tell nothing, and nobody wants to leaf on from there.
        let known = period.filter(|period| period.to >= report.first_day);
        let (from, to) = known.map_or((report.first_day, report.today), |period| (period.from, period.to));
        let from = from.max(report.first_day.min(to));
        Side::Span(Span::Own(from, to))
    })
}

/// What is to be made of it.
fn verdict(said: &[String]) -> AnyView {
    let texts = t().insights_compare();
    let rows = said.iter().cloned().map(|said| view! { <li dir="auto">{said}</li> }).collect_view();
    view! {
        <section class="findings" data-notice="verdict" aria-label=t().insights_findings().says>
            <ul>{rows}</ul>
            <p class="muted">{texts.many}</p>
        </section>
    }
    .into_any()
}

fn table(state: State, report: &Arc<Report>) -> AnyView {
    let (texts, pair) = (t().insights_compare(), &report.pair);
    let [one, two] = pair.halves.each_ref().map(|half| half.name.clone());
    let title = fill(texts.file, &[("one", &one), ("two", &two)]);
    // A body for what is about no stage, and one for each stage.
    let bodies = report.lines.chunk_by(|one, other| one.stage == other.stage);
    let bodies = bodies.map(|lines| body(state, report, lines)).collect_view();
    let whys = reasons(
        report
            .lines
            .iter()
            .flat_map(|line| line.cells.iter().map(move |cell| (line.name.as_str(), &cell.figure))),
    );
    let is_period = pair.contrast.by == By::Period;
    let note = state.report.with_untracked(|report| {
        let basis = basis_words(report.query.basis).0;
        // Their names say the days of two periods.
        if is_period {
            return basis.to_owned();
        }
        let days = range(report.query.period.from, report.now.as_of, Writing::INTL);
        fill(texts.basis, &[("range", &days), ("basis", basis)])
    });
    let saved = Arc::clone(report);
    let file = move || untrack(|| with_ground(state, |ground| csv(&saved.pair, &saved.lines, ground.source)));
    let body = view! {
        <div class="framed" tabindex="0" role="group" aria-labelledby="insights-compare">
            <table class="table figures-table compare-table">
                <thead>
                    <tr>
                        <th scope="col">{texts.figure}</th>
                        <th scope="col" class="num" dir="auto">{one}</th>
                        <th scope="col" class="num" dir="auto">{two}</th>
                        <th scope="col">{texts.difference}</th>
                        <th scope="col" class="compare-ends">{texts.interval}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
        {whys}
    };
    card(state, "compare", Signal::stored(title), Signal::stored(note), file, body.into_any())
}

/// The lines of a stage, or those that are about none, out of all of a report.
fn body(state: State, report: &Arc<Report>, lines: &[Line]) -> AnyView {
    let stage = lines.first().and_then(|line| line.stage);
    let head = stage.map(|stage| {
        let figures = state.report.get_untracked();
        let (name, hue) = state.look(|workspace, _, _| {
            let source = Source { report: &figures, workspace, writing: Writing::INTL };
            (stage_name(&report.lines, stage, source), workspace.stages.get(stage).map_or(0, |row| row.hue))
        });
        view! {
            <tr class="compare-stage">
                <th scope="rowgroup" colspan="4">
                    <span class="cell">
                        <span class=format!("dot hue-{hue}")></span>
                        <span class="truncate" dir="auto">{name}</span>
                    </span>
                </th>
                <td class="compare-ends"></td>
            </tr>
        }
    });
    let rows = lines.iter().cloned().map(|line| row(state, report, line)).collect_view();
    view! {
        <tbody data-stage=stage.map(|stage| stage.to_string())>
            {head}
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(state: State, report: &Arc<Report>, line: Line) -> AnyView {
    let Line { key, name, cells, said: difference, .. } = line;
    let cell = |(at, cell): (usize, Cell)| {
        let title = format!("{}: {name}", report.pair.halves[at].name);
        let open = cell.behind.map(|behind| {
            let (report, title) = (Arc::clone(report), title.clone());
            Callback::new(move |()| list(state, title.clone(), &report.pair.halves[at], &behind))
        });
        figure_cell(format!("compare.{key}.{}", at + 1), cell.figure, &title, open)
    };
    let cells = cells.into_iter().enumerate().map(cell).collect_view();
    let ends = difference.ends.as_ref().map(|ends| ends.text.clone());
    view! {
        <tr data-row=key.clone()>
            <th scope="row" dir="auto">{name.clone()}</th>
            {cells}
            <td>{said(difference)}</td>
            <td class="compare-ends muted">{ends}</td>
        </tr>
    }
    .into_any()
}

fn list(state: State, title: String, half: &Half, figure: &Behind) {
    let deals =
        state.look(|workspace, columns, _| behind(workspace, columns, &half.selection, &half.query, figure));
    state.list(title, Listing::These(deals));
}

fn said(said: Said) -> AnyView {
    let Said { by, ends, verdict, words, .. } = said;
    let exact = by.as_ref().map(|by| by.exact.clone());
    let text = by.map_or_else(|| "–".to_owned(), |by| by.text);
    // Where there is no room for the column of its own.
    let below = ends.as_ref().map(|ends| {
        let text = fill(t().insights().interval, &[("interval", &ends.text)]);
        view! { <span class="compare-below num">{text}</span> }
    });
    view! {
        <span
            class="compare-difference"
            data-verdict=verdict.name()
            data-value=exact
            data-low=ends.as_ref().map(|ends| ends.low.to_string())
            data-high=ends.as_ref().map(|ends| ends.high.to_string())
        >
            <span class="num">{text}</span>
            {below}
            <span class="compare-verdict">{words}</span>
        </span>
    }
    .into_any()
}
