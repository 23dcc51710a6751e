//! What deals lack before they move: for one deal to be filled in here, so that it moves at once; for several it is said who is
//! ready, and those can go.
//!
//! What is filled in and the move are one step to undo. Nothing has moved before, so giving up leaves the card where it is.

mod fill;
mod many;
mod one;

use leptos::prelude::*;
use sales::decide::{Command, Outcome, readiness};
use sales::ids::{DealId, StageId};
use sales::model::{StageKind, Workspace};
use sales::process::Report;

use self::many::Many;
use self::one::One;
use crate::platform::{clock, dom};
use crate::state::Ui;

/// The deals that a command moves.
fn deals_of(command: &Command) -> &[DealId] {
    match command {
        Command::MoveDeals { deals, .. } | Command::CloseDeals { deals, .. } => deals,
        _ => &[],
    }
}

/// The same command for some of its deals.
fn only(command: &Command, deals: Vec<DealId>) -> Command {
    match command {
        Command::MoveDeals { stage, slot, patch, .. } => {
            Command::MoveDeals { deals, stage: *stage, slot: *slot, patch: patch.clone() }
        }
        _ => Command::CloseDeals { deals, outcome: Outcome::Won },
    }
}

/// Where a command takes a deal.
fn target(workspace: &Workspace, command: &Command, deal: DealId) -> Option<StageId> {
    if let Command::MoveDeals { stage, .. } = command {
        return Some(*stage);
    }
    let pipeline = workspace.pipeline_of(workspace.deals.live(deal)?)?;
    Some(workspace.first_stage(pipeline, StageKind::Won)?.id)
}

fn report(ui: Ui, command: &Command) -> Report {
    ui.store.with(|workspace| readiness(workspace, command, clock::now()))
}

/// The dialog that asks for what is missing.
#[component]
pub(super) fn Ready(command: Command) -> impl IntoView {
    let ui = Ui::get();
    let Report { ready, warned, blocked } = report(ui, &command);
    match (deals_of(&command), warned.iter().chain(&blocked).next()) {
        // What was missing came from elsewhere in the meantime.
        (_, None) | ([], _) => {
            dom::soon(move || ui.dialog.set(None));
            ().into_any()
        }
        ([_], Some(unready)) => {
            view! { <One command=command.clone() lacks=unready.lacks.clone()/> }.into_any()
        }
        _ => view! { <Many command=command.clone() report=Report { ready, warned, blocked }/> }.into_any(),
    }
}
