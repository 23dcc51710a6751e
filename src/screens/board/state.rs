//! The board in memory: where its cards stand, and which of them are in the air.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::board::{Board, BoardQuery, Totals};
use sales::ids::{DealId, PersonId, StageId};
use sales::model::{Deal, Ix, Workspace};
use sales::query::Collation;

use crate::platform::collation::sort_by_name;
use crate::route::Route;
use crate::state::{Listed, Ui};

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

/// The names of the team, as they come one after another in the reader's language.
fn names(workspace: &Workspace) -> Collation {
    let mut names: Vec<&str> = workspace.people.iter().map(|person| person.name.as_str()).collect();
    sort_by_name(&mut names, |name| name);
    Collation::new(names)
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
    /// The cards that are in the air, and whether the keyboard holds them: changes when a drag begins and ends, not on its way.
    pub(super) taken: Memo<Option<(bool, Vec<DealId>)>>,
    /// The deal whose panel is open.
    pub(super) opened: Memo<Option<DealId>>,
    /// The address of the board with no panel open: what the cards' links are made of.
    base: Memo<Route>,
    /// The card that the keyboard is at.
    pub(super) focus: RwSignal<Option<DealId>>,
    /// The stage whose quick-add form is open.
    pub(super) adding: RwSignal<Option<StageId>>,
}

impl BoardState {
    pub(super) fn new(ui: Ui) -> Self {
        let drag = RwSignal::new(None::<Drag>);
        let state = Self {
            ui,
            board: StoredValue::new(None),
            built: Trigger::new(),
            cards: Trigger::new(),
            drag,
            taken: Memo::new(move |_| {
                drag.with(|drag| drag.as_ref().map(|drag| (drag.by_keyboard, drag.deals.clone())))
            }),
            opened: Memo::new(move |_| ui.route.with(|route| route.deal)),
            base: Memo::new(move |_| ui.route.with(|route| route.with_deal(None))),
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
            let board = query.map(|query| {
                ui.store.with(|workspace| {
                    let mut board = Board::new(workspace, query);
                    board.order_by(workspace, names(workspace));
                    board
                })
            });
            state.board.set_value(board);
            state.built.notify();
            state.cards.notify();
        });
        // … and kept in step deal by deal otherwise.
        ui.store.on_change(move |workspace, touched| {
            let lanes_changed = state.board.try_update_value(|board| {
                let Some(board) = board else { return false };
                let before = board.lanes().len();
                if touched.catalogue {
                    board.order_by(workspace, names(workspace));
                }
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

    /// The address of a deal's panel.
    pub(super) fn href(self, deal: DealId) -> String {
        self.base.with(|route| route.with_deal(Some(deal)).href())
    }

    /// Reads the board; tracks nothing.
    pub(super) fn read<T>(self, read: impl FnOnce(&Board) -> T) -> Option<T> {
        self.board.with_value(|board| board.as_ref().map(read))
    }

    /// Makes the caller run again when the board has other stages or lanes.
    pub(super) fn track_built(self) {
        self.built.track();
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
    pub(super) fn totals(self, stage: StageId) -> Totals {
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

    /// Where a deal stands in its column, and its neighbours there. Tracks the cards.
    pub(super) fn listed(self, deal: DealId) -> Option<Listed> {
        self.track_cards();
        let (cell, at) = self.find(deal)?;
        let near = |at: Option<usize>| self.cards(cell, at?, 1).first().map(|ix| self.id_of(*ix));
        Some(Listed {
            place: at + 1,
            count: self.count(cell),
            above: near(at.checked_sub(1)),
            below: near(Some(at + 1)),
        })
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
    pub(super) fn hue(self, stage: StageId) -> u8 {
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
