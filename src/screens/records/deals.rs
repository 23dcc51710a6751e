//! The deals of a person, a firm or a contact, by standing.

use leptos::prelude::*;
use sales::directory::{Party, deals_of};
use sales::model::{Deal, Ix, StandingKind};

use super::super::table::{owner_cell, stage_mark, value_cell};
use crate::components::more_button;
use crate::state::{Listed, Ui};
use crate::text::t;

/// How many deals of a standing are shown at first, and how many more each time.
const SHOWN: usize = 25;

const STANDINGS: [StandingKind; 4] =
    [StandingKind::Open, StandingKind::Nurtured, StandingKind::Won, StandingKind::Lost];

fn name(standing: StandingKind) -> &'static str {
    let texts = t().records();
    match standing {
        StandingKind::Open => texts.open,
        StandingKind::Nurtured => texts.nurtured,
        StandingKind::Won => texts.won,
        StandingKind::Lost => texts.lost,
    }
}

/// What tells the deals of a party apart: those of a person their customers, those of a customer their owners.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shown {
    with_owner: bool,
    /// Which pipeline a deal is in is only worth a column where there are several.
    with_pipeline: bool,
}

/// A section for each standing that has deals.
#[component]
pub(super) fn Deals(party: Party) -> impl IntoView {
    let ui = Ui::get();
    let all = Memo::new(move |_| {
        ui.store.track_deals();
        ui.store.with(|workspace| {
            let deals = deals_of(workspace, party);
            STANDINGS.map(|standing| {
                let stand = |ix: &Ix<Deal>| workspace.deals.at(*ix).standing() == standing;
                deals.iter().copied().filter(stand).collect::<Vec<_>>()
            })
        })
    });
    let ids = Memo::new(move |_| {
        let id = |ix: &Ix<Deal>| ui.store.with(|workspace| workspace.deals.at(*ix).id.0);
        all.with(|all| all.iter().flatten().map(id).collect::<Vec<_>>())
    });
    ui.list(move |deal| ids.with(|ids| Listed::among(ids, deal.0)));
    let is_empty = Memo::new(move |_| all.with(|all| all.iter().all(Vec::is_empty)));
    let columns = Shown {
        with_owner: !matches!(party, Party::Person(_)),
        with_pipeline: ui.store.with(|workspace| workspace.pipelines.iter().nth(1).is_some()),
    };
    let section = move |at: usize| {
        let deals = Memo::new(move |_| all.with(|all| all[at].clone()));
        let has_any = Memo::new(move |_| deals.with(|deals| !deals.is_empty()));
        move || has_any.get().then(|| section(ui, STANDINGS[at], deals, columns))
    };
    view! {
        {(0..STANDINGS.len()).map(section).collect_view()}
        {move || {
            is_empty
                .get()
                .then(|| {
                    view! {
                        <section aria-labelledby="record-deals">
                            <h3 id="record-deals">{t().records().deals}</h3>
                            <p class="muted">{t().records().no_deals}</p>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}

fn section(ui: Ui, standing: StandingKind, deals: Memo<Vec<Ix<Deal>>>, columns: Shown) -> AnyView {
    let texts = t().records();
    let id = match standing {
        StandingKind::Open => "deals-open",
        StandingKind::Nurtured => "deals-nurtured",
        StandingKind::Won => "deals-won",
        StandingKind::Lost => "deals-lost",
    };
    let limit = RwSignal::new(SHOWN);
    let shown = move || deals.with(|deals| deals.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let left = move || deals.with(Vec::len).saturating_sub(limit.get());
    let with_pipeline = columns.with_pipeline;
    view! {
        <section aria-labelledby=id>
            <h3 id=id>
                {name(standing)}
                <span class="muted num">{move || crate::platform::intl::count(deals.with(Vec::len))}</span>
            </h3>
            <div class="framed" tabindex="0" role="group" aria-labelledby=id>
                <table class=if with_pipeline { "table with-pipeline" } else { "table" }>
                    <colgroup>
                        <col class="col-deal"/>
                        {(!columns.with_owner).then(|| view! { <col class="col-firm"/> })}
                        {with_pipeline.then(|| view! { <col class="col-owner"/> })}
                        <col class="col-stage"/>
                        <col class="col-num"/>
                        {columns.with_owner.then(|| view! { <col class="col-owner"/> })}
                    </colgroup>
                    <thead>
                        <tr>
                            <th scope="col" class="pin">{texts.deal_title}</th>
                            {(!columns.with_owner).then(|| view! { <th scope="col">{texts.organisation}</th> })}
                            {with_pipeline.then(|| view! { <th scope="col">{texts.pipeline}</th> })}
                            <th scope="col">{texts.stage}</th>
                            <th scope="col" class="num">
                                {texts.value}
                            </th>
                            {columns.with_owner.then(|| view! { <th scope="col">{texts.owner}</th> })}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=shown key=|ix| ix.index() children=move |ix| row(ui, ix, columns)/>
                    </tbody>
                </table>
            </div>
            {more_button(limit, left, 4 * SHOWN)}
        </section>
    }
    .into_any()
}

fn row(ui: Ui, ix: Ix<Deal>, columns: Shown) -> AnyView {
    let id = ui.store.with(|workspace| workspace.deals.at(ix).id);
    let changed = StoredValue::new(ui.store.watch_deal(ix));
    let title = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.with(|workspace| workspace.deals.at(ix).title.clone())
    };
    let cells = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let deal = workspace.deals.at(ix);
            let pipeline = workspace.pipeline_of(deal).filter(|_| columns.with_pipeline);
            let pipeline = pipeline.map(|id| {
                let name = workspace.pipelines.get(id).map(|pipeline| pipeline.name.clone());
                view! { <td dir="auto">{name}</td> }
            });
            let firm = (!columns.with_owner).then(|| {
                let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
                let firm = firm.map(|firm| firm.name.clone()).unwrap_or_default();
                let title = firm.clone();
                view! {
                    <td dir="auto" title=title>
                        {firm}
                    </td>
                }
            });
            view! {
                {firm}
                {pipeline}
                <td>{stage_mark(workspace, deal)}</td>
                {value_cell(deal, "num")}
                {columns.with_owner.then(|| owner_cell(workspace, deal))}
            }
        })
    };
    view! {
        <tr
            data-deal-id=id.to_string()
            class=move || if ui.route.with(|route| route.deal == Some(id)) { "open" } else { "" }
        >
            <th scope="row" class="pin">
                <a class="cell-link" href=move || ui.deal_href(id) dir="auto" title=title>
                    {title}
                </a>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}
