//! Two groups side by side: which ones, what it says, and every figure with its difference.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::{Behind, behind};

use super::ask::span_name;
use super::contrast::{BYS, By, Contrast, Side};
use super::drill::Listing;
use super::grid::figure_cell;
use super::groupings;
use super::lines::{Line, Said, Verdict, lines, sentences};
use super::pair::{Choice, Ground, Half, NoPair, Pair};
use super::question::{SPANS, View};
use super::source::{Figure, Source};
use super::state::State;
use super::writing::Writing;
use crate::components::{icon, select};
use crate::platform::clock::LocalCalendar;
use crate::platform::intl;
use crate::text::{fill, t};

/// What is shown: the pair, its figures, and what to make of them; or why there is none.
type Shown = Result<(Pair, Vec<Line>, Vec<String>), NoPair>;

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
            Arc::new(with_ground(state, |ground| -> Shown {
                let pair = choices.with(|choices| ground.pair(contrast, choices))?;
                let lines = lines(&pair, ground.source);
                let said = sentences(&pair, &lines, ground.source);
                Ok((pair, lines, said))
            }))
        },
        |_, _| true,
    );
    let texts = t().insights_compare();
    let content = move || match shown.get().as_ref() {
        Ok((pair, lines, said)) => view! {
            {verdict(said)}
            {table(state, pair, lines)}
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
            let side = part(&mut contrast.get()).name();
            let usual = || options.with(|all| all.first().map(|option| option.0.clone()).unwrap_or_default());
            if side.is_empty() { usual() } else { side }
        });
        let choose = move |name: String| {
            let mut changed = contrast.get_untracked();
            *part(&mut changed) = Side::parse(&name);
            set(changed);
        };
        field(id, name, select(id, None, options, chosen, choose))
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
    usual.chain(SPANS.iter().map(|row| (Side::Span(row.0).name(), span_name(row.0)))).collect()
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

fn table(state: State, pair: &Pair, lines: &[Line]) -> AnyView {
    let texts = t().insights_compare();
    let names = pair.halves.each_ref().map(|half| half.name.clone());
    let title = names.join(" / ");
    let [one, two] = names;
    let halves = Arc::new(pair.halves.clone());
    let rows = lines.iter().cloned().map(|line| row(state, &halves, line)).collect_view();
    view! {
            <div class="framed" tabindex="0" role="group" aria-label=title>
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
                    <tbody>{rows}</tbody>
                </table>
            </div>
    }
    .into_any()
}

fn row(state: State, halves: &Arc<[Half; 2]>, line: Line) -> AnyView {
    let Line { key, name, figures, behind, difference } = line;
    let cell = |(at, figure): (usize, Figure)| {
        let title = format!("{}: {name}", halves[at].name);
        let open = behind.clone().map(|behind| {
            let (halves, title) = (Arc::clone(halves), title.clone());
            Callback::new(move |()| list(state, title.clone(), &halves[at], &behind))
        });
        figure_cell(format!("compare.{key}.{}", at + 1), figure, &title, open)
    };
    let cells = figures.into_iter().enumerate().map(cell).collect_view();
    let ends = difference.as_ref().map(|said| said.ends.clone());
    let difference = difference.map(said);
    view! {
        <tr data-row=key.clone()>
            <th scope="row" dir="auto">{name.clone()}</th>
            {cells}
            <td>{difference}</td>
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
    let texts = t().insights_compare();
    let words = match said.verdict {
        Verdict::Real => texts.real,
        Verdict::Chance => texts.chance,
        Verdict::TooFew => texts.too_few,
    };
    view! {
        <span class="compare-difference" data-verdict=said.verdict.name() data-value=said.by.exact>
            <span class="num">{said.by.text}</span>
            <span class="compare-verdict">{words}</span>
        </span>
    }
    .into_any()
}
