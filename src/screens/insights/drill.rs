//! The deals behind a figure: a list that opens them.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use metrics::{Behind, Fault, Grouping, Key, due_apart};
use sales::ids::{DealId, PersonId, PipelineId};
use sales::model::{Deal, GroupBy, Ix, StandingKind, Workspace};
use sales::query::Filter;
use sales::time::Date;

use super::super::table::stage_mark;
use super::mend;
use super::order::{self, Order, sorted};
use super::state::State;
use crate::components::{Modal, icon, more_button};
use crate::platform::intl;
use crate::route::{Route, Screen};
use crate::text::{fill, t};

/// What is listed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drill {
    /// The figure that they are behind.
    pub(super) title: String,
    pub(super) figure: Listing,
}

/// Which deals.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Listing {
    /// Those that a figure of the core is made of.
    Figure(Behind),
    /// Those with something wrong with them.
    Faulty(Fault),
    /// These.
    These(Vec<Ix<Deal>>),
    /// These, which are those that a filter lets through today.
    Like(Box<Filter>, Vec<Ix<Deal>>),
}

/// How many deals are shown at first, and how many more each time.
const SHOWN: usize = 50;

/// The list, as long as a figure is chosen.
pub(super) fn dialog(state: State) -> AnyView {
    let open = move || state.drill.get().map(|drill| view! { <Deals state drill/> });
    open.into_any()
}

#[component]
fn Deals(state: State, drill: Drill) -> impl IntoView {
    let texts = t().insights();
    let Drill { title, figure } = drill;
    let filter = match &figure {
        Listing::Figure(behind) => as_filter(state, behind),
        Listing::Like(filter, _) => state.lane().is_some().then(|| Filter::clone(filter)),
        Listing::Faulty(_) | Listing::These(_) => None,
    };
    let fault = match &figure {
        Listing::Faulty(fault) => Some(*fault),
        _ => None,
    };
    let rate = match fault {
        Some(Fault::NoRate(currency)) => Some(mend::rate(state.ui, currency)),
        _ => None,
    };
    let mends = fault.map_or(&[][..], mend::fields);
    let note = match &figure {
        Listing::Figure(Behind::Due(person, until)) => Some(due(state, *person, *until)),
        _ => None,
    };
    let found = Memo::new(move |_| state.deals(&figure));
    let chosen = RwSignal::new(Order::Usual);
    let deals = sorted(state, found, chosen);
    let has_order = Memo::new(move |_| found.with(|found| found.len() > 1));
    let focused = StoredValue::new(None);
    mend::follow_focus(deals, focused);
    let place = move |ix: Ix<Deal>| deals.with_untracked(|deals| deals.iter().position(|own| *own == ix));
    let limit = RwSignal::new(SHOWN);
    let shown = move || deals.with(|deals| deals.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let left = move || deals.with(Vec::len).saturating_sub(limit.get());
    let close = Callback::new(move |()| state.drill.set(None));
    let count = move || t().common().deals.of(deals.with(Vec::len));
    let ways = match filter {
        Some(filter) => ways(state, filter),
        None => ticking(state, deals),
    };
    view! {
        <Modal title class="wide" on_close=close>
            <div class="dialog-body">
                <p class="muted" data-metric="drill.count" data-value=move || deals.with(Vec::len).to_string()>
                    {count}
                </p>
                {move || has_order.get().then(|| order::field(chosen))}
                {note.map(|note| view! { <p class="muted">{note}</p> })}
                {move || {
                    let is_empty = deals.with(Vec::is_empty);
                    is_empty.then(|| view! { <p class="muted">{texts.drill_none}</p> })
                }}
                {rate}
                <ul class="drill-list">
                    <For
                        each=shown
                        key=|ix| ix.index()
                        children=move |ix| {
                            let fields = (!mends.is_empty()).then(|| mend::line(state.ui, ix, mends));
                            view! {
                                <li on:focusin=move |_| focused.set_value(place(ix))>
                                    {row(state, deals, ix)} {fields}
                                </li>
                            }
                        }
                    />
                </ul>
                {more_button(limit, left, 4 * SHOWN)}
            </div>
            <footer class="dialog-foot">
                {ways}
                <button type="button" class="button" on:click=move |_| close.run(())>
                    {t().common().close}
                </button>
            </footer>
        </Modal>
    }
    .into_any()
}

/// Activities are counted, deals are listed: how many are on them, and how many on none.
fn due(state: State, person: Option<PersonId>, until: Date) -> String {
    let texts = t().insights_workload();
    let (due, apart) = state.ui.store.with(|workspace| due_apart(workspace, person, until));
    let mut words = fill(&texts.due_by.of(due), &[("day", &intl::day(until))]);
    if apart > 0 {
        words.push_str(t().common().between);
        words.push_str(&texts.due_apart.of(apart));
    }
    words
}

/// A deal, to be opened.
pub(super) fn row(state: State, deals: Memo<Vec<Ix<Deal>>>, ix: Ix<Deal>) -> AnyView {
    let ui = state.ui;
    let id = ui.store.with(|workspace| workspace.deals.at(ix).id);
    let changed = StoredValue::new(ui.store.watch_deal(ix));
    let open = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let ids: Vec<DealId> = ui.store.with(|workspace| {
            deals.with_untracked(|deals| deals.iter().map(|ix| workspace.deals.at(*ix).id).collect())
        });
        state.listed.set(ids);
        // The panel stands where the list was.
        state.drill.set(None);
        ui.open_deal(id);
    };
    let content = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let deal = workspace.deals.at(ix);
            let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
            let owner = deal.owner.and_then(|id| workspace.people.live(id));
            let firm = firm.map(|row| row.name.clone());
            let owner = owner.map(|row| row.name.clone());
            let under: Vec<String> = firm.into_iter().chain(owner).collect();
            let value = deal.value.map(|value| intl::money(value, intl::Length::Full));
            view! {
                <span class="drill-name">
                    <span class="truncate" dir="auto">{deal.title.clone()}</span>
                    <span class="truncate muted" dir="auto">{under.join(" · ")}</span>
                </span>
                <span class="drill-stage">{stage_mark(workspace, deal)}</span>
                <span class="num">{value}</span>
            }
        })
    };
    view! {
        <a class="drill-deal" href=move || ui.deal_href(id) data-deal-id=id.to_string() on:click=open>
            {content}
        </a>
    }
    .into_any()
}

/// The ways to the same deals on other screens, where a filter can say which they are.
fn ways(state: State, filter: Filter) -> AnyView {
    let texts = t().insights();
    // The board shows open deals only, whatever it is asked for.
    let is_open = filter.standings[..] == [StandingKind::Open];
    let board = is_open.then(|| Filter { standings: Vec::new(), ..filter.clone() });
    let way = |screen: Screen, picture, text, filter: Filter| {
        let go = move || {
            state.ui.selection.update(BTreeSet::clear);
            go(state, screen, state.lane(), &filter);
        };
        way(picture, text, go)
    };
    view! {
        {board.map(|board| way(Screen::Board, "board", texts.show_on_board, board))}
        {way(Screen::Table, "table", texts.show_in_table, filter)}
    }
    .into_any()
}

/// For how many pipelines there is a way to the deals in each.
const MOST_LANES: usize = 5;

/// The deals of a list that are in one pipeline.
#[derive(Clone, PartialEq)]
struct Lane {
    pipeline: PipelineId,
    name: String,
    deals: Vec<Ix<Deal>>,
    /// Whether the board shows each of them: it has no column for deals that are closed or put aside.
    has_columns: bool,
}

/// The deals of a list pipeline by pipeline, in the order of the pipelines; without those that can be seen nowhere.
fn lanes(workspace: &Workspace, deals: &[Ix<Deal>]) -> Vec<Lane> {
    let mut here: BTreeMap<PipelineId, Vec<Ix<Deal>>> = BTreeMap::new();
    for ix in deals {
        let deal = workspace.deals.at(*ix);
        if let Some(pipeline) = workspace.pipeline_of(deal).filter(|_| !deal.removed) {
            here.entry(pipeline).or_default().push(*ix);
        }
    }
    let lane = |row: &sales::model::Pipeline| {
        let deals = here.remove(&row.id)?;
        let has_columns = deals.iter().all(|ix| workspace.deals.at(*ix).standing() == StandingKind::Open);
        Some(Lane { pipeline: row.id, name: row.name.clone(), deals, has_columns })
    };
    workspace.pipelines_in_order().into_iter().filter_map(lane).collect()
}

/// The ways to deals that no filter can say: they are selected among the others, in each pipeline that any are in. Only where
/// all of them can be seen there, since what is out of sight is not selected.
fn ticking(state: State, deals: Memo<Vec<Ix<Deal>>>) -> AnyView {
    let ui = state.ui;
    let texts = t().insights();
    let lanes = Memo::new(move |_| ui.store.with(|workspace| deals.with(|deals| lanes(workspace, deals))));
    let way = move |lane: &Lane, screen: Screen, picture, text: String| {
        let (pipeline, deals) = (lane.pipeline, lane.deals.clone());
        let go = move || {
            let ids = ui
                .store
                .with(|workspace| deals.iter().map(|ix| workspace.deals.at(*ix).id).collect::<BTreeSet<_>>());
            go(state, screen, Some(pipeline), &Filter::default());
            ui.selection.set(ids);
        };
        way(picture, text, go)
    };
    let ways = move || {
        let lanes = lanes.get();
        if let [lane] = &lanes[..] {
            let board = || way(lane, Screen::Board, "board", texts.tick_on_board.to_owned());
            return vec![
                lane.has_columns.then(board),
                Some(way(lane, Screen::Table, "table", texts.tick_in_table.to_owned())),
            ];
        }
        // Of several one way each: to the board, where all of them can be seen there.
        let one = |lane: &Lane| {
            let named = |text| fill(text, &[("pipeline", &lane.name)]);
            Some(if lane.has_columns {
                way(lane, Screen::Board, "board", named(texts.tick_on_board_of))
            } else {
                way(lane, Screen::Table, "table", named(texts.tick_in_table_of))
            })
        };
        if lanes.len() > MOST_LANES { Vec::new() } else { lanes.iter().map(one).collect() }
    };
    ways.into_any()
}

fn way(picture: &'static str, text: impl Into<String>, go: impl Fn() + 'static) -> AnyView {
    let text = text.into();
    view! {
        <button type="button" class="button" on:click=move |_| go()>
            {icon(picture)}
            {text}
        </button>
    }
    .into_any()
}

/// Leaves for another screen, as it shows the deals that a filter lets through.
fn go(state: State, screen: Screen, pipeline: Option<PipelineId>, filter: &Filter) {
    state.drill.set(None);
    let query = filter.to_address(GroupBy::default());
    // An address without a filter would take the one in use along.
    let query = if query.is_empty() { "q=".to_owned() } else { query };
    state.ui.go(&Route { pipeline, query, ..Route::to(screen) });
}

/// The filter that shows the deals behind a figure, where there is one: of what is open today in one pipeline.
fn as_filter(state: State, behind: &Behind) -> Option<Filter> {
    let report = state.report.get_untracked();
    if report.now.as_of < report.today {
        return None;
    }
    state.lane()?;
    let open = Filter { standings: vec![StandingKind::Open], ..state.filter() };
    state.ui.store.with(|workspace| open_filter(workspace, open, behind))
}

fn open_filter(workspace: &Workspace, open: Filter, behind: &Behind) -> Option<Filter> {
    let person = |id: &Option<PersonId>| id.and_then(|id| workspace.people.get(id));
    match behind {
        Behind::Open => Some(open),
        Behind::OpenIn(stage) => Some(Filter { stages: vec![*stage], ..open }),
        Behind::Group(grouping, key, inner) if **inner == Behind::Open => match (grouping, key) {
            (Grouping::Owner, Key::Owner(owner)) => Some(Filter { owners: vec![*owner], ..open }),
            (Grouping::Segment, Key::Segment(Some(id))) => Some(Filter { segments: vec![*id], ..open }),
            (Grouping::Source, Key::Source(Some(id))) => Some(Filter { sources: vec![*id], ..open }),
            (Grouping::Product, Key::Product(Some(id))) => Some(Filter { products: vec![*id], ..open }),
            (Grouping::Manager, Key::Manager(id)) => {
                let manager = person(id).map(|row| row.manager.trim().to_owned());
                Some(Filter { managers: vec![manager.unwrap_or_default()], ..open })
            }
            (Grouping::Region, Key::Region(id)) => {
                let region = person(id).map(|row| row.region.trim().to_owned());
                Some(Filter { regions: vec![region.unwrap_or_default()], ..open })
            }
            // Of several tags or options a filter means any, not all.
            (Grouping::Tag, Key::Tag(Some(id))) if open.tags.is_empty() => {
                Some(Filter { tags: vec![*id], ..open })
            }
            (Grouping::Field(_), Key::Option(Some(id))) if open.options.is_empty() => {
                Some(Filter { options: vec![*id], ..open })
            }
            (Grouping::Stage | Grouping::LastStage, Key::Stage(id)) => {
                Some(Filter { stages: vec![*id], ..open })
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::charts::tests::Sample;
    use super::super::question::Question;
    use super::*;
    use sales::ids::{StageId, Uuid};

    #[test]
    fn each_pipeline_has_a_way_to_its_own_deals() {
        let sample = Sample::new(Question::default());
        let workspace = sample.source().workspace;
        let all: Vec<Ix<Deal>> = workspace.deals.iter_ix().map(|row| row.0).collect();
        let lanes = lanes(workspace, &all);
        assert_eq!(lanes.len(), 2);
        assert_eq!(lanes.iter().map(|lane| lane.deals.len()).sum::<usize>(), all.len());
        assert!(lanes.iter().any(|lane| lane.has_columns), "the one with a single open deal");
        assert!(super::lanes(workspace, &[]).is_empty());
    }

    #[test]
    fn only_open_deals_lead_to_the_board() {
        let sample = Sample::new(Question::default());
        let workspace = sample.source().workspace;
        let of = |kinds: &[StandingKind]| {
            let deals = workspace.deals.iter_ix().filter(|(_, deal)| kinds.contains(&deal.standing()));
            let lanes = lanes(workspace, &deals.map(|(ix, _)| ix).collect::<Vec<_>>());
            assert!(!lanes.is_empty(), "{kinds:?}");
            lanes
        };
        assert!(of(&[StandingKind::Open]).iter().all(|lane| lane.has_columns));
        for kind in [StandingKind::Won, StandingKind::Lost, StandingKind::Nurtured] {
            assert!(of(&[kind]).iter().all(|lane| !lane.has_columns), "{kind:?}");
            assert!(
                of(&[StandingKind::Open, kind]).iter().any(|lane| !lane.has_columns),
                "{kind:?}, and open"
            );
        }
    }

    #[test]
    fn only_what_a_filter_can_say_leads_to_other_screens() {
        let stage = StageId(Uuid::from_u128(1));
        let filter = |behind| open_filter(&Workspace::default(), Filter::default(), &behind);
        assert_eq!(filter(Behind::OpenIn(stage)).map(|filter| filter.stages), Some(vec![stage]));
        let nobody = Behind::Group(Grouping::Owner, Key::Owner(None), Box::new(Behind::Open));
        assert_eq!(filter(nobody).map(|filter| filter.owners), Some(vec![None]));
        let won = Behind::Group(Grouping::Owner, Key::Owner(None), Box::new(Behind::Won));
        assert_eq!(filter(won), None);
        assert_eq!(filter(Behind::Closed), None);
    }
}
