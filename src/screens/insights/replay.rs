//! The board as it stood on the chosen day: to be looked at, not to be moved.

use leptos::prelude::*;
use metrics::{Amount, Stood, Worth, as_of};
use sales::ids::{DealId, StageId};
use sales::model::{Deal, Ix, StageKind, StandingKind};

use super::drill::Listing;
use super::source::{Figure, Source};
use super::state::State;
use super::writing::Writing;
use crate::platform::intl;
use crate::text::{fill, t};

/// How many cards a column shows; all others are in its list.
const SHOWN: usize = 30;

/// A column of the board.
#[derive(Debug, Clone, PartialEq)]
struct Column {
    stage: StageId,
    kind: StageKind,
    name: String,
    hue: u8,
    deals: Vec<Ix<Deal>>,
    /// What they were worth.
    total: Figure,
    cards: Vec<Card>,
}

/// A deal as it stood.
#[derive(Debug, Clone, PartialEq)]
struct Card {
    id: DealId,
    title: String,
    under: String,
    value: Option<String>,
    /// Where it stands today, where that is elsewhere.
    now: Option<String>,
}

/// The columns of the pipelines that are asked about.
fn columns(source: Source<'_>, stood: &[Stood]) -> Vec<Column> {
    let workspace = source.workspace;
    let wanted = &source.report.query.pipelines;
    let pipelines = workspace.pipelines_in_order();
    let pipelines = pipelines.into_iter().filter(|row| wanted.is_empty() || wanted.contains(&row.id));
    let stages = pipelines.flat_map(|row| workspace.stages_of(row.id));
    let column = |stage: &sales::model::Stage| {
        let is_here = |stood: &&Stood| {
            stood.stage == stage.id
                && match stage.kind {
                    StageKind::Open => stood.standing == StandingKind::Open,
                    StageKind::Won => stood.standing == StandingKind::Won,
                    StageKind::Lost => stood.standing == StandingKind::Lost,
                }
        };
        let mut here: Vec<&Stood> = stood.iter().filter(is_here).collect();
        // On the board, what is worth most; of closed deals, what closed last.
        match stage.kind {
            StageKind::Open => here.sort_by_key(|stood| std::cmp::Reverse(minor(stood.amount))),
            _ => here.sort_by_key(|stood| std::cmp::Reverse(stood.since)),
        }
        Column {
            stage: stage.id,
            kind: stage.kind,
            name: source.lane_and_stage(stage.id),
            hue: stage.hue,
            deals: here.iter().map(|stood| stood.deal).collect(),
            total: source.worth(here.iter().map(|stood| stood.amount).collect::<Worth>().total()),
            cards: here.iter().take(SHOWN).map(|stood| card(source, stood)).collect(),
        }
    };
    let columns = stages.map(column);
    // A stage that is in use no longer stands here only if it was then.
    columns
        .filter(|column| {
            let is_archived = workspace.stages.get(column.stage).is_some_and(|row| row.archived);
            !is_archived || !column.deals.is_empty()
        })
        .collect()
}

fn minor(amount: Amount) -> Option<i64> {
    match amount {
        Amount::Base(minor) => Some(minor),
        Amount::Missing | Amount::Unrated(_) => None,
    }
}

fn card(source: Source<'_>, stood: &Stood) -> Card {
    let (workspace, texts) = (source.workspace, t().insights_replay());
    let deal = workspace.deals.at(stood.deal);
    let firm = deal.organisation.and_then(|id| workspace.organisations.live(id)).map(|row| row.name.clone());
    let owner = deal.owner.and_then(|id| workspace.people.live(id)).map(|row| row.name.clone());
    let under: Vec<String> = firm.into_iter().chain(owner).collect();
    let value = match stood.amount {
        Amount::Base(minor) => Some((source.writing.amount)(i128::from(minor), source.report.currency)),
        // Without a rate, in its own currency.
        Amount::Unrated(_) => {
            stood.value.map(|own| (source.writing.amount)(i128::from(own.minor), own.currency))
        }
        Amount::Missing => None,
    };
    let now = match deal.standing() {
        StandingKind::Nurtured if stood.standing != StandingKind::Nurtured => Some(texts.nurtured.to_owned()),
        standing if standing != stood.standing || deal.position.stage != stood.stage => {
            Some(fill(texts.now, &[("stage", &source.lane_and_stage(deal.position.stage))]))
        }
        _ => None,
    };
    Card { id: deal.id, title: deal.title.clone(), under: under.join(" · "), value, now }
}

/// The whole view.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_replay();
    let shown = Memo::new(move |_| {
        let report = state.report.get();
        state.look(|workspace, all, selection| {
            let source = Source { report: &report, workspace, writing: Writing::INTL };
            columns(source, &as_of(workspace, all, selection, &report.query))
        })
    });
    let label = move || {
        let day = state.report.with(|report| intl::day(report.now.as_of));
        fill(texts.label, &[("day", &day)])
    };
    view! {
        <p class="muted">{texts.note}</p>
        <div class="replay" tabindex="0" role="group" aria-label=label>
            {move || shown.get().into_iter().map(|column| column_view(state, column)).collect_view()}
        </div>
    }
    .into_any()
}

fn column_view(state: State, column: Column) -> AnyView {
    let texts = t().insights_replay();
    let Column { stage, kind, name, hue, deals, total, cards } = column;
    let kind = match kind {
        StageKind::Open => "open",
        StageKind::Won => "won",
        StageKind::Lost => "lost",
    };
    let count = deals.len();
    let open = {
        let (title, deals) = (name.clone(), StoredValue::new(deals));
        Callback::new(move |()| state.list(title.clone(), Listing::These(deals.get_value())))
    };
    let more = (count > cards.len()).then(|| {
        let open = move |_| open.run(());
        view! {
            <button type="button" class="button quiet" aria-haspopup="dialog" on:click=open>
                {texts.all.of(count)}
            </button>
        }
    });
    let (text, exact, why) = match total {
        Ok(total) => (total.text, Some(total.exact), None),
        Err(why) => ("–".to_owned(), None, Some(why)),
    };
    // What is listed can be gone on with on other screens.
    let figure = |metric: &'static str, text: String, exact: Option<String>| {
        if count == 0 {
            return view! {
                <span class="muted num" data-metric=metric data-value=exact>
                    {text}
                </span>
            }
            .into_any();
        }
        let hidden = fill(t().insights().show_deals, &[("name", &name)]);
        view! {
            <button
                type="button"
                class="figure-link muted num"
                aria-haspopup="dialog"
                data-metric=metric
                data-value=exact
                on:click=move |_| open.run(())
            >
                {text}
                <span class="visually-hidden">" " {hidden}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <section class="replay-column" data-stage-id=stage.to_string() data-stage-kind=kind aria-label=name.clone()>
            <header class="replay-head">
                <h3>
                    <span class=format!("dot hue-{hue}")></span>
                    <span class="truncate" dir="auto">{name.clone()}</span>
                    {figure("replay.count", intl::count(count), Some(count.to_string()))}
                </h3>
                <p>{figure("replay.total", text, exact)}</p>
                {why.map(|why| view! { <p class="muted">{why}</p> })}
            </header>
            {(count == 0).then(|| view! { <p class="muted replay-none">{texts.none}</p> })}
            <ul>{cards.into_iter().map(|card| card_view(state, card)).collect_view()}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn card_view(state: State, card: Card) -> AnyView {
    let Card { id, title, under, value, now } = card;
    let ui = state.ui;
    view! {
        <li>
            <a class="replay-card" href=move || ui.deal_href(id) data-deal-id=id.to_string()>
                <strong class="truncate" dir="auto">{title}</strong>
                <span class="truncate muted" dir="auto">{under}</span>
                <span class="replay-foot">
                    <span class="num">{value}</span>
                    {now.map(|now| view! { <span class="truncate muted">{now}</span> })}
                </span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use metrics::Selection;
    use sales::decide::DealPatch;
    use sales::money::Money;

    use super::super::super::fixture::{Fixture, UTC};
    use super::super::charts::tests::Sample;
    use super::super::question::Question;
    use super::*;

    #[test]
    fn a_card_in_a_currency_without_a_rate_shows_its_own_money_of_that_day() {
        let yen = |minor| Some(Money { minor, currency: "JPY".parse().expect("a currency") });
        let value = |days_ago: i64| {
            let mut fixture = Fixture::new();
            fixture.edit(DealPatch::Value(yen(5_000)));
            fixture.wait(30);
            fixture.edit(DealPatch::Value(yen(7_000)));
            let day = sales::time::Calendar::date_of(&UTC, fixture.now.plus_days(-days_ago));
            let sample = Sample::told(fixture, Question { day: Some(day), ..Question::default() });
            let (source, all) = (sample.source(), Selection::all());
            let stood = as_of(source.workspace, &sample.columns, &all, &sample.report.query);
            let columns = columns(source, &stood);
            let cards: Vec<&Card> = columns.iter().flat_map(|column| &column.cards).collect();
            assert_eq!(cards.len(), 1);
            assert!(columns[0].total.is_err(), "it is still not added up");
            cards[0].value.clone()
        };
        assert_eq!(value(10).as_deref(), Some("JPY 5000"));
        assert_eq!(value(0).as_deref(), Some("JPY 7000"));
    }

    #[test]
    fn the_columns_of_a_past_day_are_those_of_its_figures() {
        for days in [0_u64, 30, 90, 200] {
            let today = Sample::new(Question::default()).report.today;
            let day = today.checked_sub_days(chrono::Days::new(days));
            let sample = Sample::new(Question { day, ..Question::default() });
            let (source, all) = (sample.source(), Selection::all());
            let stood = as_of(source.workspace, &sample.columns, &all, &sample.report.query);
            let columns = columns(source, &stood);
            let open = columns.iter().filter(|column| column.kind == StageKind::Open);
            let count: usize = open.clone().map(|column| column.deals.len()).sum();
            assert_eq!(count, sample.report.now.all.open, "{days} days ago");
            let value: i128 = open
                .map(|column| {
                    column.total.as_ref().map_or(0, |total| total.exact.parse::<i128>().expect("minor"))
                })
                .sum();
            assert_eq!(Ok(value), sample.report.now.all.open_value.total(), "{days} days ago");
            let moved =
                columns.iter().flat_map(|column| &column.cards).filter(|card| card.now.is_some()).count();
            assert_eq!(moved > 0, days > 0, "{days} days ago");
        }
    }
}
