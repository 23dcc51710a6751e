//! Two groups side by side: which ones, what it says, and every figure with its difference.

use std::sync::Arc;

use leptos::prelude::*;
use sales::metrics::{Behind, Grouping, behind};

use super::ask::{select, span_name};
use super::charts::Source;
use super::contrast::{BYS, By, Contrast, Side};
use super::drill::Listing;
use super::pair::{Ground, Half, Line, NoPair, Pair, Said, Verdict, lines, sentences};
use super::question::{SPANS, View};
use super::state::State;
use super::tiles::Written;
use super::writing::Writing;
use crate::components::icon;
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
    // Whatever changes the figures, the report is new.
    let shown = Memo::new_with_compare(
        move |_| {
            let contrast = contrast.get();
            Arc::new(with_ground(state, |ground| -> Shown {
                let pair = ground.pair(contrast)?;
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
        {groups(state, contrast)}
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

fn by_name(state: State, by: By) -> String {
    let texts = t().insights_compare();
    let name = match by {
        By::Outcome => texts.by_outcome,
        By::Period => texts.by_period,
        By::Group(Grouping::Tag) => texts.by_tag,
        By::Group(Grouping::Owner) => texts.by_owner,
        By::Group(Grouping::Source) => texts.by_source,
        By::Group(Grouping::Segment) => texts.by_segment,
        By::Group(Grouping::Product) => texts.by_product,
        By::Group(Grouping::Field(field)) => {
            return state.ui.store.with(|workspace| {
                workspace.fields.get(field).map(|row| row.name.clone()).unwrap_or_default()
            });
        }
        By::Group(_) => texts.by_pipeline,
    };
    name.to_owned()
}

/// All there is to tell groups apart by.
fn bys(state: State) -> Vec<By> {
    let fields: Vec<By> = state.ui.store.with(|workspace| {
        let choices = workspace.fields.iter().filter(|field| field.kind == sales::model::FieldKind::Choice);
        choices.map(|field| By::Group(Grouping::Field(field.id))).collect()
    });
    BYS.iter().map(|row| row.0).chain(fields).collect()
}

/// The choice of the two groups.
fn groups(state: State, contrast: Memo<Contrast>) -> AnyView {
    let texts = t().insights_compare();
    let options: Vec<_> = bys(state).into_iter().map(|by| (by.name(), by_name(state, by))).collect();
    let set = move |contrast| state.change(|question| question.view = View::Compare(contrast));
    let chosen = Signal::derive(move || contrast.get().by.name());
    let by = Memo::new(move |_| contrast.get().by);
    let choose = move |name: String| {
        if let Some(by) = By::parse(&name) {
            set(Contrast::by(by));
        }
    };
    let first = move || {
        let By::Group(grouping) = by.get() else { return None };
        let choices = Memo::new(move |_| group_choices(state, grouping));
        let now = Signal::derive(move || {
            let one = contrast.get().one.name();
            let usual = || choices.with(|all| all.first().map(|choice| choice.0.clone()).unwrap_or_default());
            if one.is_empty() { usual() } else { one }
        });
        let choose = move |name: String| {
            set(Contrast { one: Side::parse(&name), ..contrast.get_untracked() });
        };
        Some(field("compare-one", texts.first, move || {
            select("compare-one", None, choices.get(), now, choose)
        }))
    };
    let second = move || {
        let options = Memo::new(move |_| match by.get() {
            By::Outcome => Vec::new(),
            By::Period => period_choices(),
            By::Group(grouping) => {
                let rest = (Side::Rest.name(), texts.rest.to_owned());
                std::iter::once(rest).chain(group_choices(state, grouping)).collect()
            }
        });
        let is_there = by.get() != By::Outcome;
        let now = Signal::derive(move || {
            let two = contrast.get().two.name();
            let usual = || options.with(|all| all.first().map(|choice| choice.0.clone()).unwrap_or_default());
            if two.is_empty() { usual() } else { two }
        });
        let choose = move |name: String| {
            set(Contrast { two: Side::parse(&name), ..contrast.get_untracked() });
        };
        is_there.then(|| {
            field("compare-two", texts.second, move || {
                select("compare-two", None, options.get(), now, choose)
            })
        })
    };
    view! {
        <form class="ask compare-ask" aria-label=texts.by on:submit=|event| event.prevent_default()>
            {field("compare-by", texts.by, move || select("compare-by", None, options.clone(), chosen, choose))}
            {first}
            {second}
        </form>
    }
    .into_any()
}

fn field<V: IntoView + 'static>(
    id: &'static str,
    name: &'static str,
    control: impl Fn() -> V + Send + 'static,
) -> AnyView {
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

fn group_choices(state: State, grouping: Grouping) -> Vec<(String, String)> {
    let named = |choice: super::pair::Choice| {
        let count = intl::count(choice.count);
        let text = fill(t().insights_compare().counted, &[("name", &choice.name), ("n", &count)]);
        (choice.side.name(), text)
    };
    with_ground(state, |ground| ground.choices(grouping)).into_iter().map(named).collect()
}

fn period_choices() -> Vec<(String, String)> {
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
    let cell = |(at, written): (usize, Result<Written, String>)| {
        let half_name = halves[at].name.clone();
        let (text, exact, why) = match written {
            Ok(Written { text, exact }) => (text, Some(exact), None),
            Err(why) => ("–".to_owned(), None, Some(why)),
        };
        let metric = format!("compare.{key}.{}", at + 1);
        let has_deals = exact.as_deref().is_some_and(|exact| exact != "0");
        let content = if let Some(figure) = behind.clone().filter(|_| has_deals) {
            let title = format!("{half_name}: {name}");
            let hidden = fill(t().insights().show_deals, &[("name", &title)]);
            let halves = Arc::clone(halves);
            let open = move |_| list(state, title.clone(), &halves[at], &figure);
            view! {
                <button type="button" class="figure-link" aria-haspopup="dialog" on:click=open>
                    {text}
                    <span class="visually-hidden">" " {hidden}</span>
                </button>
            }
            .into_any()
        } else {
            let hidden = why.clone().map(|why| view! { <span class="visually-hidden">" " {why}</span> });
            view! { {text} {hidden} }.into_any()
        };
        view! {
            <td class="num" data-metric=metric data-value=exact title=why>
                {content}
            </td>
        }
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
