//! Whether the rules of a process help.

use std::collections::HashMap;

use sales::ids::StageId;
use sales::model::{StageKind, StandingKind, Workspace};

use crate::Rate;

/// How well the checklist of a stage is kept, and whether that goes with winning. Over deals that were won or lost and had items of the
/// checklist, those since taken off the list too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// The stage.
    pub stage: StageId,
    /// Items done / items planned.
    pub items: Rate,
    /// Won / (won + lost) of the deals on which all of them were done.
    pub all_done: Rate,
    /// Won / (won + lost) of the other deals.
    pub not_all_done: Rate,
}

/// How well checklists are kept, stage by stage; stages without any closed deal that had items are left out.
pub fn followed(workspace: &Workspace) -> Vec<Followed> {
    let mut rows: Vec<Followed> = Vec::new();
    let mut places: HashMap<StageId, usize> = HashMap::new();
    for deal in workspace.deals.iter() {
        let is_won = match deal.standing() {
            StandingKind::Won => true,
            StandingKind::Lost => false,
            StandingKind::Open | StandingKind::Nurtured => continue,
        };
        let mut here: Vec<(StageId, Rate)> = Vec::new();
        for activity in workspace.activities_on(deal.id) {
            let Some(by) = activity.made_by else { continue };
            // What a won or lost stage asks for comes after the end, and decides nothing.
            if workspace.stages.get(by.stage).is_none_or(|stage| stage.kind != StageKind::Open) {
                continue;
            }
            let done = usize::from(!activity.is_planned());
            match here.iter_mut().find(|row| row.0 == by.stage) {
                Some((_, rate)) => (rate.hits, rate.of) = (rate.hits + done, rate.of + 1),
                None => here.push((by.stage, Rate { hits: done, of: 1 })),
            }
        }
        for (stage, items) in here {
            let place = *places.entry(stage).or_insert_with(|| {
                let none = Rate::default();
                rows.push(Followed { stage, items: none, all_done: none, not_all_done: none });
                rows.len() - 1
            });
            let row = &mut rows[place];
            (row.items.hits, row.items.of) = (row.items.hits + items.hits, row.items.of + items.of);
            let group = if items.hits == items.of { &mut row.all_done } else { &mut row.not_all_done };
            group.of += 1;
            group.hits += usize::from(is_won);
        }
    }
    let order = |row: &Followed| {
        let stage = workspace.stages.get(row.stage);
        stage.map(|stage| (stage.pipeline, stage.kind, stage.rank, stage.id))
    };
    rows.sort_by_key(order);
    rows
}
