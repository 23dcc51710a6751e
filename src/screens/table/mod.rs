//! The table: all deals of the pipeline in rows, to sort, to tick and to change many at once.

mod cells;
mod columns;
mod columns_menu;
mod export;
mod grid;
mod row;
mod select;

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::board::Totals;
use sales::ids::{DealId, Uuid};
use sales::model::StandingKind;
use sales::query::{Direction, Filter, SortKey, table, table_texts};

pub(super) use self::cells::{owner_cell, stage as stage_mark, value_cell};
use self::columns::Column;
use self::columns_menu::ColumnsButton;
use self::grid::Cell;
use super::filters::FilterBar;
use super::parts;
use super::pipeline_bar::{deals_bar, first_steps};
use crate::components::{MenuButton, MenuEntry, RowTable, Rows, follow, icon, small_icon};
use crate::platform::collation::collation;
use crate::platform::{dom, prefs};
use crate::state::{Listed, Ui};
use crate::text::{fill, t};

/// Where the order is remembered in this browser.
const SORT: &str = "table.sort";
/// Where the columns are remembered in this browser.
const COLUMNS: &str = "table.columns";

/// The table in memory, cheap to copy into views.
#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    rows: Rows,
    sort: RwSignal<(SortKey, Direction)>,
    /// The columns somebody chose, those of fields that are gone too.
    columns: RwSignal<Vec<Column>>,
    /// Those of them that there are.
    shown_columns: Memo<Vec<Column>>,
    /// Only deals that stand like this, where the filter says nothing about it.
    standing: RwSignal<Option<StandingKind>>,
    /// What the rows add up to.
    totals: RwSignal<Totals>,
    /// Where a range of ticks begins.
    anchor: StoredValue<Option<Uuid>>,
    /// Whether pressing a row ticks it, as on a phone, which has no room for boxes otherwise.
    selecting: RwSignal<bool>,
    /// The cell that is edited.
    editing: RwSignal<Option<Cell>>,
}

impl State {
    fn new(ui: Ui) -> Self {
        let columns = RwSignal::new(prefs::get(COLUMNS).unwrap_or_else(|| columns::USUAL.to_vec()));
        let shown_columns = Memo::new(move |_| {
            ui.store.track_catalogue();
            let offered = ui.store.with(columns::offered);
            columns.with(|chosen| columns::shown(chosen, &offered))
        });
        let state = Self {
            ui,
            rows: Rows::new(),
            sort: RwSignal::new(prefs::get(SORT).unwrap_or((SortKey::Value, Direction::Descending))),
            columns,
            shown_columns,
            standing: RwSignal::new(None),
            totals: RwSignal::default(),
            anchor: StoredValue::new(None),
            selecting: RwSignal::new(false),
            editing: RwSignal::new(None),
        };
        state.keep_in_step();
        state.follow_panel();
        state
    }

    /// Orders the rows anew when what they show changes, at most once a frame.
    fn keep_in_step(self) {
        let track = move |()| {
            self.ui.view.track();
            self.ui.pipeline();
            self.sort.track();
            self.standing.track();
            self.ui.store.track_shape();
            self.ui.store.track_catalogue();
            self.ui.store.track_deals();
        };
        follow(Callback::new(track), Callback::new(move |()| self.refresh()));
    }

    /// The panel goes on from row to row, and the table shows the row of the deal that is open.
    fn follow_panel(self) {
        self.ui.list(move |deal| self.rows.ids.with(|ids| Listed::among(ids, deal.0)));
        let open = Memo::new(move |_| self.ui.route.with(|route| route.deal));
        Effect::new(move || {
            if let Some(place) = open.get().and_then(|deal| self.rows.place_of(deal.0)) {
                self.rows.reveal(place);
            }
        });
    }

    fn filter(self) -> Filter {
        let (mut filter, _) = self.ui.filter();
        if filter.standings.is_empty() {
            filter.standings.extend(self.standing.get());
        }
        filter
    }

    fn refresh(self) {
        let (key, direction) = self.sort.get();
        let filter = self.filter();
        let pipeline = self.ui.pipeline();
        let (ids, totals) = self.ui.store.with(|workspace| {
            let deals = pipeline.map_or_else(Vec::new, |id| {
                let collation = collation(table_texts(workspace, id, key));
                table(workspace, id, &filter, key, direction, &collation)
            });
            let totals = Totals::of(workspace, deals.iter().copied());
            (deals.into_iter().map(|ix| workspace.deals.at(ix).id.0).collect::<Vec<_>>(), totals)
        });
        // What is ticked is in sight, or it would be changed unseen.
        let ticked = self.ui.selection.with(|deals| {
            let kept =
                || ids.iter().map(|id| DealId(*id)).filter(|id| deals.contains(id)).collect::<BTreeSet<_>>();
            if deals.is_empty() { None } else { Some(kept()).filter(|kept| kept.len() < deals.len()) }
        });
        if let Some(ticked) = ticked {
            self.ui.selection.set(ticked);
        }
        self.rows.set(ids);
        self.totals.set(totals);
    }

    /// Sorts by a column; by the one that is sorted by already, the other way round.
    fn sort_by(self, key: SortKey) {
        self.sort.update(|sort| {
            sort.1 = if sort.0 == key { columns::turned(sort.1) } else { columns::first_direction(key) };
            sort.0 = key;
            prefs::set(SORT, sort);
        });
    }

    /// Changes the chosen columns, and remembers them.
    fn edit_columns(self, edit: impl FnOnce(&mut Vec<Column>, &[Column])) {
        let shown = self.shown_columns.get_untracked();
        self.columns.update(|chosen| {
            edit(chosen, &shown);
            prefs::set(COLUMNS, chosen);
        });
    }

    fn is_filtered(self) -> bool {
        self.standing.get().is_some() || self.ui.view.with(|(filter, _)| !filter.is_empty())
    }

    fn clear_filter(self) {
        self.standing.set(None);
        self.ui.set_conditions(Filter::default());
    }
}

/// The deals of the pipeline as a table.
#[component]
pub(crate) fn TableScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = State::new(ui);
    let texts = t().table();
    let is_empty = Memo::new(move |_| state.rows.count() == 0);
    let tools = view! {
        <StandingButton state/>
        <ColumnsButton state/>
        {export::button(state)}
        {select_button(state)}
    };
    view! {
        {deals_bar(ui, tools.into_any())}
        <FilterBar figures=state.totals/>
        <p class="visually-hidden" id="table-keys">
            {texts.keys}
        </p>
        {move || {
            if is_empty.get() {
                return view! { <Empty state/> }.into_any();
            }
            let layout = move |part: fn(&sales::model::Workspace, &[Column]) -> u32| {
                let shown = state.shown_columns.get();
                ui.store.with(|workspace| part(workspace, &shown))
            };
            view! {
                <RowTable
                    rows=state.rows
                    label=texts.deals
                    class=Signal::derive(move || {
                        if state.selecting.get() { "table deals selecting" } else { "table deals" }
                    })
                    is_grid=true
                    columns=Signal::derive(move || {
                        let shown = state.shown_columns.get();
                        ui.store.with(|workspace| columns::classes(workspace, &shown))
                    })
                    min_width=Signal::derive(move || layout(columns::min_width))
                    head=row::head(state)
                    row=Callback::new(move |row| row::draw(state, row))
                    on_key=Callback::new(move |event| grid::press(state, &event))
                />
            }
                .into_any()
        }}
        {parts::selection_bar(Callback::new(move |()| select::chosen(state)), Callback::new(move |()| {
                select::clear(state);
                dom::focus_soon(".table-wrap");
            }))}
    }
    .into_any()
}

/// Lets a phone tick rows.
fn select_button(state: State) -> AnyView {
    let texts = t().table();
    view! {
        <button
            type="button"
            class="icon-button phone-only"
            aria-label=texts.select_rows
            title=texts.select_rows
            aria-pressed=move || state.selecting.get().to_string()
            on:click=move |_| select::switch(state)
        >
            {icon("check")}
        </button>
    }
    .into_any()
}

/// Shows only open, won, lost or nurtured deals.
#[component]
fn StandingButton(state: State) -> impl IntoView {
    let texts = t().table();
    let name = |standing: Option<StandingKind>| match standing {
        None => texts.all,
        Some(StandingKind::Open) => texts.open,
        Some(StandingKind::Won) => texts.won,
        Some(StandingKind::Lost) => texts.lost,
        Some(StandingKind::Nurtured) => texts.nurtured,
    };
    // The filter may ask for one, and goes before what was chosen here.
    let now = move || {
        let asked = state.ui.view.with(|(filter, _)| filter.standings.clone());
        match asked[..] {
            [] => state.standing.get(),
            [one] => Some(one),
            _ => None,
        }
    };
    let choose = move |kind: Option<StandingKind>| {
        let (filter, _) = state.ui.view.get_untracked();
        if !filter.standings.is_empty() {
            state.ui.set_conditions(Filter { standings: Vec::new(), ..filter });
        }
        state.standing.set(kind);
    };
    let label = Signal::derive(move || fill(texts.standing, &[("name", name(now()))]));
    let entries = Callback::new(move |()| {
        let now = untrack(now);
        let kinds = [
            None,
            Some(StandingKind::Open),
            Some(StandingKind::Won),
            Some(StandingKind::Lost),
            Some(StandingKind::Nurtured),
        ];
        let entry = |kind| MenuEntry::choice(None, name(kind), now == kind, move || choose(kind));
        kinds.into_iter().map(entry).collect()
    });
    view! {
        <MenuButton class="button" label entries>
            {icon("stage")}
            <span class="phone-hide">{label}</span>
            {small_icon("chevron-down")}
        </MenuButton>
    }
    .into_any()
}

/// What is said where there is no row.
#[component]
fn Empty(state: State) -> impl IntoView {
    let ui = state.ui;
    let texts = t().table();
    let body = move || {
        if state.is_filtered() {
            view! {
                <span class="empty-icon">{icon("filter")}</span>
                <h2>{texts.none_match}</h2>
                <p>{texts.none_match_text}</p>
                <div class="empty-actions">
                    <button type="button" class="button" on:click=move |_| state.clear_filter()>
                        {texts.show_all}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <span class="empty-icon">{icon("table")}</span>
                <h2>{texts.none_title}</h2>
                <p>{texts.none_text}</p>
                {first_steps(ui)}
            }
            .into_any()
        }
    };
    view! {
        <div class="screen">
            <section class="empty">{body}</section>
        </div>
    }
    .into_any()
}
