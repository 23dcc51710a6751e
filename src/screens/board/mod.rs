//! The board: the pipeline in columns, cards to drag.
//!
//! [`BoardState`] keeps the core's [`Board`] in step with the workspace and holds what is being dragged. A
//! column draws only the cards that are seen; a card redraws only when its own deal changes.

mod card;
mod column;
mod drag;
mod geometry;
mod keys;
mod lanes;
mod next;
mod quick_add;
mod select;
mod state;

use leptos::prelude::*;
use sales::board::Board;
use sales::model::{GroupBy, Workspace};

use self::column::{Column, ColumnHead};
pub(in crate::screens) use self::keys::CARD_KEYS;
use self::lanes::Lanes;
use self::state::{BoardState, Cell, Drag, Target};
use super::filters::FilterBar;
use super::parts;
use super::pipeline_bar::{deals_bar, first_steps};
use crate::components::{MenuButton, MenuEntry, icon};
use crate::platform::intl::{self, Length};
use crate::state::Ui;
use crate::text::{fill, t};

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
            let why = fill(t().common().no_rate, &[("currencies", &names.join(t().common().between))]);
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
    select::keep_in_sight(state);
    ui.list(move |deal| state.listed(deal));
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
    let is_moving = Memo::new(move |_| state.drag.with(Option::is_some));
    let tools = view! {
        <MenuButton class="button" label=Signal::stored(texts.group.to_owned()) entries=group_menu>
            {icon("people")}
            <span class="phone-hide">{texts.group}</span>
        </MenuButton>
    };
    view! {
        {deals_bar(ui, view! { {parts::goal_mark()} {tools} }.into_any())}
        <FilterBar figures=Signal::derive(move || {
            state.track_built();
            state.track_cards();
            state.read(Board::totals).unwrap_or_default()
        })/>
        <div
            class="board"
            data-moving=move || is_moving.get().then_some("")
            data-selecting=move || ui.selection.with(|deals| !deals.is_empty()).then_some("")
            data-grouped=move || (group_by() == GroupBy::Owner).then_some("owner")
        >
            <p class="visually-hidden" id="board-keys">
                {texts.keys}
            </p>
            {move || {
                state.track_built();
                if group_by() == GroupBy::Owner {
                    view! { <Lanes state/> }.into_any()
                } else {
                    view! { <Columns state/> }.into_any()
                }
            }}
            {move || is_moving.get().then(|| zones(state))}
            <EmptyBoard state/>
        </div>
        {parts::selection_bar(Callback::new(move |()| select::chosen(state)), Callback::new(move |()| select::clear(state)))}
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
        state.track_built();
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
