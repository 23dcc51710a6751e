//! The place that deals are moved to within a stage, as exact as a drag: the top, the bottom, or a number; and on a board by owner the
//! lane, which is the owner they get.

use std::collections::BTreeSet;

use leptos::prelude::*;
use sales::decide::{DealPatch, Slot};
use sales::ids::{DealId, PersonId, StageId};
use sales::model::{Deal, GroupBy, Ix, Workspace};
use sales::query::{Filter, Matcher};

use super::parts::{described, error_line, invalid, select_field};
use crate::components::{PickOption, by_name};
use crate::platform::{dom, intl};
use crate::route::Screen;
use crate::state::Ui;
use crate::text::{fill, t};

/// The owner that stays whoever it is, and nobody, as the field calls them.
const UNCHANGED: &str = "";
const NOBODY: &str = "-";

/// Where in the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Top,
    Bottom,
    Number,
}

/// A lane: that of an owner, or of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lane(Option<PersonId>);

/// The place that is being chosen, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct Place {
    ui: Ui,
    deals: StoredValue<Vec<DealId>>,
    at: RwSignal<At>,
    /// The number as it is typed, and what is wrong with it.
    typed: RwSignal<String>,
    error: RwSignal<String>,
    /// The owner of the lane; of use where the board shows lanes.
    owner: RwSignal<String>,
    has_lanes: bool,
    /// The cards of the chosen stage that stay where they are, from the top: those that the board shows, or all of them.
    cards: Memo<Vec<Ix<Deal>>>,
}

impl Place {
    /// The top of the stage that is chosen by its id.
    pub(super) fn new(ui: Ui, deals: StoredValue<Vec<DealId>>, stage: RwSignal<String>) -> Self {
        let is_board = ui.route.with_untracked(|route| route.screen == Screen::Board);
        let (filter, group_by) = ui.view.get_untracked();
        let has_lanes = is_board && group_by == GroupBy::Owner;
        let filter = if is_board { filter } else { Filter::default() };
        let owner = RwSignal::new(UNCHANGED.to_owned());
        let own = ui.store.with(|workspace| deals.with_value(|deals| common_owner(workspace, deals)));
        let moving: BTreeSet<DealId> = deals.with_value(|deals| deals.iter().copied().collect());
        let cards = Memo::new(move |_| {
            let Ok(stage) = stage.with(|id| id.parse::<StageId>()) else { return Vec::new() };
            let lane = has_lanes.then(|| owner.with(|owner| chosen(owner)).or(own)).flatten();
            ui.store.with(|workspace| {
                let matcher = Matcher::new(&filter);
                let stays = |ix: &Ix<Deal>| {
                    let deal = workspace.deals.at(*ix);
                    lane.is_none_or(|lane| deal.owner == lane.0)
                        && matcher.matches(workspace, deal)
                        && !moving.contains(&deal.id)
                };
                workspace.column(stage).filter(stays).collect()
            })
        });
        Self {
            ui,
            deals,
            at: RwSignal::new(At::Top),
            typed: RwSignal::new("1".to_owned()),
            error: RwSignal::default(),
            owner,
            has_lanes,
            cards,
        }
    }

    /// The place, in the words of the core. `None` where the number is none, which is said then.
    pub(super) fn slot(self) -> Option<Slot> {
        match self.at.get_untracked() {
            At::Top => Some(Slot::Top),
            At::Bottom => Some(Slot::Bottom),
            At::Number => {
                let cards = self.cards.get_untracked();
                let slot = self.typed.with_untracked(|typed| slot(typed, cards.len()));
                if slot.is_none() {
                    let most = intl::count(cards.len() + 1);
                    self.error.set(fill(t().dialogs().position_wrong, &[("count", &most)]));
                    dom::focus_soon("#move-position");
                }
                let id = |at: usize| {
                    let ix = cards.get(at).copied()?;
                    Some(self.ui.store.with(|workspace| workspace.deals.at(ix).id))
                };
                Some(match slot? {
                    // Beside a card, not at the end of the column: there may be others that the board does not show.
                    at if at < cards.len() => Slot::Before(id(at)?),
                    at => at.checked_sub(1).and_then(id).map_or(Slot::Bottom, Slot::After),
                })
            }
        }
    }

    /// What changes besides the place: the owner, where a lane was chosen that some of the deals are not in.
    pub(super) fn patch(self) -> Option<DealPatch> {
        let Lane(owner) = self.owner.with_untracked(|owner| chosen(owner)).filter(|_| self.has_lanes)?;
        let is_elsewhere = self.ui.store.with(|workspace| {
            let owner_of = |id: &DealId| workspace.deals.live(*id).map(|deal| deal.owner);
            self.deals.with_value(|deals| deals.iter().filter_map(owner_of).any(|now| now != owner))
        });
        is_elsewhere.then_some(DealPatch::Owner(owner))
    }

    /// The fields on the screen.
    pub(super) fn view(self) -> AnyView {
        view! {
            <div class="move-place">
                {self.has_lanes.then(|| self.lane())} {self.ends()}
                {move || (self.at.get() == At::Number).then(|| self.number())}
            </div>
        }
        .into_any()
    }

    fn lane(self) -> AnyView {
        let texts = t().dialogs();
        let option = |id: String, text: String| PickOption { id, text, hue: None };
        let people = self.ui.store.with(|workspace| {
            let people = workspace.people.iter().filter(|person| !person.archived);
            by_name(people.map(|person| option(person.id.to_string(), person.name.clone())).collect())
        });
        let mut options = vec![option(UNCHANGED.to_owned(), texts.owner_unchanged.to_owned())];
        options.extend(people);
        options.push(option(NOBODY.to_owned(), t().common().nobody.to_owned()));
        select_field("move-owner", texts.owner, options, self.owner)
    }

    fn ends(self) -> AnyView {
        let texts = t().dialogs();
        let button = move |text: &'static str, at: At| {
            let press = move |_| {
                self.at.set(at);
                if at == At::Number {
                    dom::focus_soon("#move-position");
                }
            };
            view! {
                <button type="button" aria-pressed=move || (self.at.get() == at).to_string() on:click=press>
                    {text}
                </button>
            }
        };
        view! {
            <div class="segmented" role="group" aria-label=texts.position>
                {button(texts.top, At::Top)} {button(texts.bottom, At::Bottom)}
                {button(texts.at_position, At::Number)}
            </div>
        }
        .into_any()
    }

    fn number(self) -> AnyView {
        let texts = t().dialogs();
        let most = move || self.cards.with(Vec::len) + 1;
        let between = move || {
            let cards = self.cards.get();
            let title = |at: usize| {
                let ix = cards.get(at).copied()?;
                Some(self.ui.store.with(|workspace| workspace.deals.at(ix).title.chars().take(60).collect()))
            };
            let at = self.typed.with(|typed| slot(typed, cards.len()))?;
            let (above, below): (Option<String>, Option<String>) =
                (at.checked_sub(1).and_then(title), title(at));
            Some(match (above, below) {
                (Some(above), Some(below)) => {
                    fill(texts.position_between, &[("above", &above), ("below", &below)])
                }
                (Some(above), None) => fill(texts.position_last, &[("above", &above)]),
                (None, Some(below)) => fill(texts.position_first, &[("below", &below)]),
                (None, None) => texts.position_only.to_owned(),
            })
        };
        view! {
            <div class="move-number">
                <input
                    class="input num"
                    id="move-position"
                    type="number"
                    min="1"
                    max=move || most().to_string()
                    aria-label=texts.position
                    aria-invalid=invalid(self.error)
                    aria-describedby=move || {
                        described("move-position", self.error)().unwrap_or_else(|| "move-between".to_owned())
                    }
                    prop:value=self.typed
                    on:input=move |event| {
                        self.typed.set(event_target_value(&event));
                        self.error.set(String::new());
                    }
                />
                <span class="muted num">
                    {move || fill(texts.position_of, &[("count", &intl::count(most()))])}
                </span>
                <span class="hint" id="move-between" role="status" dir="auto">
                    {between}
                </span>
                {error_line("move-position", self.error)}
            </div>
        }
        .into_any()
    }
}

/// The owner that all the deals have in common; `None` where they have none in common.
fn common_owner(workspace: &Workspace, deals: &[DealId]) -> Option<Lane> {
    let mut owners = deals.iter().filter_map(|id| workspace.deals.live(*id)).map(|deal| deal.owner);
    let first = owners.next()?;
    owners.all(|owner| owner == first).then_some(Lane(first))
}

/// The owner that a choice stands for; `None` for the one there is.
fn chosen(owner: &str) -> Option<Lane> {
    match owner {
        UNCHANGED => None,
        NOBODY => Some(Lane(None)),
        id => id.parse().ok().map(|owner| Lane(Some(owner))),
    }
}

/// The number that was typed as the count of cards above the place, where `cards` are there.
fn slot(typed: &str, cards: usize) -> Option<usize> {
    let number: usize = typed.trim().parse().ok()?;
    (1..=cards + 1).contains(&number).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::slot;

    #[test]
    fn a_number_is_a_place_among_the_cards_and_the_one_below_them() {
        let cases = [
            ("1", 0, Some(0)),
            ("2", 0, None),
            (" 3 ", 2, Some(2)),
            ("4", 2, None),
            ("0", 2, None),
            ("-1", 2, None),
            ("", 2, None),
            ("1.5", 2, None),
        ];
        for (typed, cards, expected) in cases {
            assert_eq!(slot(typed, cards), expected, "{typed} of {cards}");
        }
    }
}
