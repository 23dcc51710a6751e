//! The end: what has happened, and where to go from here.

use leptos::prelude::*;
use sales::ids::PipelineId;

use super::wizard::{Done, Step, Wizard};
use super::{counts, heading, issues, outlook};
use crate::components::icon;
use crate::platform::dom;
use crate::text::{fill, t};

/// The end on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import();
    let Some(Done { stamp, outcome, pipelines }) = wizard.done.get_untracked() else { return ().into_any() };
    let store = wizard.ui.store;
    let can_undo = Memo::new(move |_| store.is_undoable(stamp));
    let undo = move || {
        can_undo.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    data-way="undo"
                    on:click=move |_| {
                        wizard.ui.undo(Some(stamp));
                        // The button goes with what it undoes.
                        dom::focus("#import-heading");
                    }
                >
                    {icon("undo")}
                    {texts.undo}
                </button>
            }
        })
    };
    let taken_back = move || {
        (!can_undo.get()).then(|| {
            view! {
                <div class="notice boxed" role="status" data-notice="import-undone">
                    {icon("undo")} <p>{texts.taken_back}</p>
                </div>
            }
        })
    };
    let boards = move || {
        store.track_shape();
        let live: Vec<(PipelineId, String)> = store.with(|workspace| {
            let rows = pipelines.iter().filter_map(|id| workspace.pipelines.live(*id));
            rows.map(|row| (row.id, row.name.clone())).collect()
        });
        let is_one = live.len() == 1;
        live.into_iter()
            .enumerate()
            .map(|(place, board)| open_board(wizard, place, is_one, board))
            .collect_view()
    };
    view! {
        <section class="import-step" aria-labelledby="import-heading">
            {heading(Step::Summary, texts.done, texts.done_lead)}
            {taken_back}
            <div class="import-ways">
                {boards} {undo}
                <button type="button" class="button" data-way="more" on:click=move |_| wizard.reset()>
                    {icon("upload")}
                    {texts.more}
                </button>
            </div>
            {counts::view(&outcome.report)}
            {outlook::changed_deals(&outcome, t().import_preview().deals_did_change)}
            {outlook::against(wizard, &outcome.preview.against)}
            {issues::view(wizard, &outcome)}
        </section>
    }
    .into_any()
}

fn open_board(wizard: Wizard, place: usize, is_one: bool, (id, name): (PipelineId, String)) -> AnyView {
    let texts = t().import();
    let text =
        if is_one { texts.open_board.to_owned() } else { fill(texts.open_board_of, &[("pipeline", &name)]) };
    let class = if place == 0 { "button primary" } else { "button" };
    let open = move |_| {
        wizard.ui.use_pipeline(id);
        // Once the board is there, or the first step would show for a moment.
        dom::later(0, move || wizard.reset());
    };
    view! {
        <button type="button" class=class data-way="board" on:click=open>
            {icon("board")} <span class="truncate" dir="auto">{text}</span>
        </button>
    }
    .into_any()
}
