//! The board: the pipeline in columns, cards to drag.
//!
//! [`BoardState`] keeps the core's [`Board`] in step with the workspace and holds what is being dragged. A
//! column draws only the cards that are seen; a card redraws only when its own deal changes.

mod card;
mod column;
mod drag;
mod geometry;
mod keys;
mod quick_add;
mod select;

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::board::{Board, BoardQuery, Totals};
use sales::ids::{DealId, PersonId, StageId};
use sales::model::{Deal, GroupBy, Ix, Workspace};

use self::column::{Column, ColumnHead};
use self::select::SelectionBar;
use super::filters::FilterBar;
use super::pipeline_bar::{deals_bar, first_steps};
use crate::components::{MenuButton, MenuEntry, icon, small_icon};
use crate::platform::intl::{self, Length};
use crate::state::Ui;
use crate::text::{fill, t};

/// A column of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// The owner of the lane; `None` for deals without one, and where nothing is grouped.
    pub(super) owner: Option<PersonId>,
    pub(super) stage: StageId,
}

/// Where a drop would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Before the card with this number, in a column.
    Slot(Cell, usize),
    Won,
    Lost,
    Nurture,
}

/// What is being moved, and by what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drag {
    /// The deals, in their order on the board; the one under the pointer is among them.
    pub(super) deals: Vec<DealId>,
    /// The card that was taken.
    pub(super) lead: DealId,
    pub(super) over: Option<Target>,
    pub(super) by_keyboard: bool,
}

/// The board in memory, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct BoardState {
    pub(super) ui: Ui,
    board: StoredValue<Option<Board>>,
    /// The board was built anew: other stages or lanes.
    built: Trigger,
    /// Cards came, went or moved.
    cards: Trigger,
    pub(super) drag: RwSignal<Option<Drag>>,
    /// The card that the keyboard is at.
    pub(super) focus: RwSignal<Option<DealId>>,
    /// The stage whose quick-add form is open.
    pub(super) adding: RwSignal<Option<StageId>>,
}

impl BoardState {
    fn new(ui: Ui) -> Self {
        let state = Self {
            ui,
            board: StoredValue::new(None),
            built: Trigger::new(),
            cards: Trigger::new(),
            drag: RwSignal::new(None),
            focus: RwSignal::new(None),
            adding: RwSignal::new(None),
        };
        // Built anew when another pipeline, filter or shape is asked for …
        let query = Memo::new(move |_| {
            let (filter, group_by) = ui.filter();
            ui.pipeline().map(|pipeline| BoardQuery { pipeline, filter, group_by })
        });
        Effect::new(move || {
            ui.store.track_shape();
            let query = query.get();
            let board = query.map(|query| ui.store.with(|workspace| Board::new(workspace, query)));
            state.board.set_value(board);
            state.built.notify();
            state.cards.notify();
        });
        // … and kept in step deal by deal otherwise.
        ui.store.on_change(move |workspace, touched| {
            let lanes_changed = state.board.try_update_value(|board| {
                let Some(board) = board else { return false };
                let before = board.lanes().len();
                board.follow(workspace, touched) || board.lanes().len() != before
            });
            if lanes_changed == Some(true) {
                state.built.notify();
            }
            if !touched.deals.is_empty() {
                state.cards.notify();
            }
        });
        state
    }

    /// Reads the board; tracks nothing.
    pub(super) fn read<T>(self, read: impl FnOnce(&Board) -> T) -> Option<T> {
        self.board.with_value(|board| board.as_ref().map(read))
    }

    /// Makes the caller run again when cards come, go or move.
    pub(super) fn track_cards(self) {
        self.cards.track();
    }

    /// How many cards a column has.
    pub(super) fn count(self, cell: Cell) -> usize {
        self.column(cell, |column| column.map_or(0, sales::board::LaneColumn::len))
    }

    fn column<T>(self, cell: Cell, read: impl FnOnce(Option<&sales::board::LaneColumn>) -> T) -> T {
        self.board.with_value(|board| {
            let lane =
                board.as_ref().and_then(|board| board.lanes().iter().find(|lane| lane.owner == cell.owner));
            read(lane.and_then(|lane| lane.columns.iter().find(|column| column.stage == cell.stage)))
        })
    }

    /// The cards of a column from `first` on, at most `count`.
    pub(super) fn cards(self, cell: Cell, first: usize, count: usize) -> Vec<Ix<Deal>> {
        self.column(cell, |column| {
            column.map_or_else(Vec::new, |column| column.window(first, count).collect())
        })
    }

    /// What a stage adds up to, over all lanes.
    fn totals(self, stage: StageId) -> Totals {
        let sum = self.read(|board| {
            let column = board.stages().iter().position(|known| *known == stage);
            column.map_or_else(Totals::default, |column| board.column_totals(column))
        });
        sum.unwrap_or_default()
    }

    /// Where a deal is shown: column, and place from the top.
    pub(super) fn find(self, deal: DealId) -> Option<(Cell, usize)> {
        let ix = self.ui.store.with(|workspace| workspace.deals.ix(deal))?;
        self.read(|board| {
            let (lane, column, index) = board.find(ix)?;
            let lane = board.lanes().get(lane)?;
            Some((Cell { owner: lane.owner, stage: lane.columns.get(column)?.stage }, index))
        })?
    }

    /// All columns, lane by lane, each lane from the first stage to the last.
    pub(super) fn cells(self) -> Vec<Vec<Cell>> {
        let cells = self.read(|board| {
            let row = |lane: &sales::board::Lane| {
                lane.columns.iter().map(|column| Cell { owner: lane.owner, stage: column.stage }).collect()
            };
            board.lanes().iter().map(row).collect()
        });
        cells.unwrap_or_default()
    }

    /// The deals in the order they stand on the board.
    pub(super) fn in_order(self, deals: &BTreeSet<DealId>) -> Vec<DealId> {
        let mut placed: Vec<_> = deals
            .iter()
            .filter_map(|&deal| {
                let ix = self.ui.store.with(|workspace| workspace.deals.ix(deal))?;
                Some((self.read(|board| board.find(ix))??, deal))
            })
            .collect();
        placed.sort_unstable();
        placed.into_iter().map(|(_, deal)| deal).collect()
    }

    /// The name of a stage.
    pub(super) fn stage_name(self, stage: StageId) -> String {
        self.ui
            .store
            .with(|workspace| workspace.stages.get(stage).map(|row| row.name.clone()).unwrap_or_default())
    }

    /// The number of a stage's colour.
    fn hue(self, stage: StageId) -> u8 {
        self.ui.store.with(|workspace| workspace.stages.get(stage).map_or(0, |row| row.hue))
    }

    /// The title of a deal.
    pub(super) fn title(self, deal: DealId) -> String {
        self.ui
            .store
            .with(|workspace| workspace.deals.get(deal).map(|row| row.title.clone()).unwrap_or_default())
    }

    /// The id of the deal at a place of the table of deals.
    pub(super) fn id_of(self, ix: Ix<Deal>) -> DealId {
        self.ui.store.with(|workspace| workspace.deals.at(ix).id)
    }
}

/// A sum as the board prints it, with its exact value; `None` and the reason where a rate is missing.
pub(crate) fn printed_sum(
    workspace: &Workspace,
    sum: Result<i128, sales::board::NoRate>,
) -> (String, Option<String>, Option<String>) {
    match sum {
        Ok(minor) => {
            let text = intl::amount(minor, workspace.settings.currency, Length::Compact);
            (text, Some(minor.to_string()), None)
        }
        Err(sales::board::NoRate(currencies)) => {
            let names: Vec<&str> = currencies.iter().map(sales::money::Currency::code).collect();
            let why = fill(t().common().no_rate, &[("currencies", &names.join(", "))]);
            ("–".to_owned(), None, Some(why))
        }
    }
}

/// The pipeline in columns.
#[component]
pub(crate) fn BoardScreen() -> impl IntoView {
    let ui = Ui::get();
    let state = BoardState::new(ui);
    let texts = t().board();
    drag::follow_pointer(state);
    let group_by = move || ui.view.with(|(_, group_by)| *group_by);
    let group_menu = Callback::new(move |()| {
        let current = untrack(group_by);
        let choose = move |chosen: GroupBy| {
            move || {
                let (filter, _) = ui.view.get_untracked();
                ui.set_filter(filter, chosen);
            }
        };
        vec![
            MenuEntry::choice(None, texts.group_none, current == GroupBy::Nothing, choose(GroupBy::Nothing)),
            MenuEntry::choice(None, texts.group_owner, current == GroupBy::Owner, choose(GroupBy::Owner)),
        ]
    });
    let tools = view! {
        <MenuButton class="button" label=Signal::stored(texts.group.to_owned()) entries=group_menu>
            {icon("people")}
            <span class="phone-hide">{texts.group}</span>
        </MenuButton>
    };
    view! {
        {deals_bar(ui, tools.into_any())}
        <FilterBar figures=Signal::derive(move || {
            state.built.track();
            state.cards.track();
            state.read(Board::totals).unwrap_or_default()
        })/>
        <div
            class="board"
            data-dragging=move || state.drag.with(Option::is_some).then_some("")
            data-selecting=move || ui.selection.with(|deals| !deals.is_empty()).then_some("")
            data-grouped=move || (group_by() == GroupBy::Owner).then_some("owner")
        >
            <p class="visually-hidden" id="board-keys">
                {texts.keys}
            </p>
            {move || {
                state.built.track();
                if group_by() == GroupBy::Owner {
                    view! { <Lanes state/> }.into_any()
                } else {
                    view! { <Columns state/> }.into_any()
                }
            }}
            {move || state.drag.with(|drag| drag.as_ref().is_some_and(|drag| !drag.by_keyboard)).then(|| zones(state))}
            <EmptyBoard state/>
        </div>
        <SelectionBar state/>
    }
    .into_any()
}

#[component]
fn Columns(state: BoardState) -> impl IntoView {
    let stages = state.read(|board| board.stages().to_vec()).unwrap_or_default();
    let texts = t().board();
    let pager = stages.clone();
    // Which column a phone shows: it pages from one to the next.
    let page = RwSignal::new(0);
    view! {
        <nav class="board-pager" aria-label=texts.stages>
            {pager
                .into_iter()
                .enumerate()
                .map(|(number, stage)| {
                    let hue = state.hue(stage);
                    let count = move || {
                        state.track_cards();
                        state.totals(stage).count
                    };
                    view! {
                        <button
                            type="button"
                            class=format!("pager-item hue-{hue}")
                            aria-current=move || (page.get() == number).then_some("true")
                            on:click=move |_| column::show(stage)
                        >
                            <span dir="auto">{state.stage_name(stage)}</span>
                            <span class="column-count num">{move || intl::count(count())}</span>
                        </button>
                    }
                })
                .collect_view()}
        </nav>
        <ol
            class="board-columns"
            aria-label=texts.stages
            on:scroll=move |event| {
                if let Some(number) = column::page_of(&event) {
                    page.set(number);
                }
            }
        >
            {stages
                .into_iter()
                .map(|stage| {
                    let hue = state.hue(stage);
                    view! {
                        <li
                            class=format!("column hue-{hue}")
                            data-stage-id=stage.to_string()
                            data-stage-kind="open"
                            data-over=move || column::is_over(state, Cell { owner: None, stage })
                        >
                            <ColumnHead state stage/>
                            <Column state cell=Cell { owner: None, stage } label=String::new()/>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Lanes(state: BoardState) -> impl IntoView {
    let stages = state.read(|board| board.stages().to_vec()).unwrap_or_default();
    let owners: Vec<Option<PersonId>> =
        state.read(|board| board.lanes().iter().map(|lane| lane.owner).collect()).unwrap_or_default();
    let heads = stages.clone();
    view! {
        <div class="lanes" tabindex="0" role="group" aria-label=t().board().grouped>
            <div class="lanes-head">
                {heads
                    .into_iter()
                    .map(|stage| {
                        view! {
                            <div class=format!("column hue-{}", state.hue(stage)) data-stage-head="">
                                <ColumnHead state stage/>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
            {owners
                .into_iter()
                .map(|owner| view! { <LaneBand state owner stages=stages.clone()/> })
                .collect_view()}
        </div>
    }
    .into_any()
}

#[component]
fn LaneBand(state: BoardState, owner: Option<PersonId>, stages: Vec<StageId>) -> impl IntoView {
    let ui = state.ui;
    let open = RwSignal::new(true);
    let name = ui.store.with(|workspace| {
        let person = owner.and_then(|id| workspace.people.get(id));
        person.map_or_else(|| t().common().nobody.to_owned(), |person| person.name.clone())
    });
    let id = owner.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
    let figures = move || {
        state.track_cards();
        let totals = state
            .read(|board| {
                let mut totals = Totals::default();
                for column in
                    board.lanes().iter().filter(|lane| lane.owner == owner).flat_map(|lane| &lane.columns)
                {
                    totals.merge(column.totals());
                }
                totals
            })
            .unwrap_or_default();
        let (sum, ..) = ui.store.with(|workspace| printed_sum(workspace, totals.value(workspace)));
        format!("{} · {sum}", intl::count(totals.count))
    };
    let cells = {
        let name = name.clone();
        move || {
            open.get().then(|| {
                let name = name.clone();
                let column = |stage: StageId| {
                    let cell = Cell { owner, stage };
                    let label = format!("{name}, {}", state.stage_name(stage));
                    view! {
                        <div
                            class="column"
                            data-stage-id=stage.to_string()
                            data-stage-kind="open"
                            data-over=move || column::is_over(state, cell)
                        >
                            <Column state cell label/>
                        </div>
                    }
                };
                view! { <div class="lane-cells">{stages.iter().map(|stage| column(*stage)).collect_view()}</div> }
            })
        }
    };
    view! {
        <section class="lane" aria-labelledby=format!("lane-{id}") data-owner-id=id.clone()>
            <h2 class="lane-head">
                <button
                    type="button"
                    class="lane-toggle"
                    id=format!("lane-{id}")
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {small_icon("chevron-right")}
                    {ui.store.with(|workspace| card::avatar(workspace, owner))}
                    <span dir="auto">{name}</span>
                    <span class="lane-figures num">{figures}</span>
                </button>
            </h2>
            {cells}
        </section>
    }
    .into_any()
}

/// Where to drop a deal that leaves the pipeline.
fn zones(state: BoardState) -> AnyView {
    let texts = t().board();
    let zone = |name: &'static str, target: Target, picture, text: &'static str, hint: &'static str| {
        let over = move || {
            state.drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.over == Some(target))).then_some("")
        };
        view! {
            <div class=format!("drop-zone {name}") data-zone=name data-over=over>
                {icon(picture)}
                <span>{text}</span>
                <small>{hint}</small>
            </div>
        }
    };
    view! {
        <div class="drop-zones" aria-hidden="true">
            {zone("won", Target::Won, "trophy", texts.won, "")}
            {zone("lost", Target::Lost, "lost", texts.lost, texts.lost_hint)}
            {zone("nurture", Target::Nurture, "nurture", texts.nurture, texts.nurture_hint)}
        </div>
    }
    .into_any()
}

/// What is said over a board without cards.
#[component]
fn EmptyBoard(state: BoardState) -> impl IntoView {
    let ui = state.ui;
    let texts = t().board();
    let look = Memo::new(move |_| {
        state.built.track();
        state.track_cards();
        let none = state.read(|board| board.stages().is_empty() || board.totals().count == 0)?;
        let filtered = ui.view.with(|(filter, _)| !filter.is_empty());
        let stages = state.read(|board| board.stages().len())?;
        none.then_some((filtered, stages))
    });
    view! {
        {move || {
            look.get()
                .map(|(filtered, stages)| {
                    let body = if stages == 0 {
                        view! { <p>{texts.no_stages}</p> }.into_any()
                    } else if filtered {
                        let clear = move |_| {
                            ui.set_conditions(sales::query::Filter::default());
                        };
                        view! {
                            <span class="empty-icon">{icon("filter")}</span>
                            <p>{texts.none_match}</p>
                            <div class="empty-actions">
                                <button type="button" class="button" on:click=clear>
                                    {texts.clear_filter}
                                </button>
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <span class="empty-icon">{icon("sparkles")}</span>
                            <h2>{texts.empty_title}</h2>
                            <p>{texts.empty_text}</p>
                            {first_steps(ui)}
                        }
                            .into_any()
                    };
                    view! {
                        <div class="board-empty">
                            <section class="empty">{body}</section>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
