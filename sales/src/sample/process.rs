//! The process of the sample's pipeline, what came of its checklists, and the goal of its team.

use std::collections::HashMap;

use chrono::Days;

use super::content::Content;
use super::{Dice, Language};
use crate::decide::{Context, process_of_new};
use crate::ids::{ActivityId, GoalId, PipelineId, StageId, Uuid};
use crate::log::{Change, NewActivity, NewDeal, StageEdit};
use crate::model::{Due, MadeBy, Measure, Span, StandingKind, Task, Tiers, Workspace};
use crate::money::Currency;
use crate::templates::TemplateStage;
use crate::time::{Date, Timestamp};

/// What gives a stage the process of its template.
pub(super) fn of_stage(
    workspace: &Workspace,
    id: StageId,
    stage: &TemplateStage,
    language: Language,
    context: &mut Context<'_>,
) -> Vec<Change> {
    // A test sees to it that templates hold what is allowed.
    process_of_new(workspace, id, &stage.process(language), context).unwrap_or_default()
}

/// The activities that checklists planned on all the deals among the changes.
pub(super) fn of_deals(
    changes: &[Change],
    words: &'static Content,
    context: &mut Context<'_>,
) -> Vec<Change> {
    let checklists = changes.iter().filter_map(|change| match change {
        Change::StageEdited { id, edit: StageEdit::Checklist(swap) } => Some((*id, swap.to.as_slice())),
        _ => None,
    });
    let checklists: HashMap<StageId, &[Task]> = checklists.collect();
    // Dice of their own: what the deals are does not hang on what is done about them.
    let mut dice = Dice(20_261_128);
    let mut activities = Vec::new();
    for change in changes {
        if let Change::DealAdded(deal) = change {
            of_deal(deal, &checklists, words, context, &mut dice, &mut activities);
        }
    }
    activities
}

fn of_deal(
    deal: &NewDeal,
    checklists: &HashMap<StageId, &[Task]>,
    words: &'static Content,
    context: &mut Context<'_>,
    dice: &mut Dice,
    activities: &mut Vec<Change>,
) {
    let standing = deal.position.standing.kind();
    let visits = deal.visits.len();
    // Where a deal was lost, something was left undone now and then; those that are in a stage are on the way.
    let is_careless = standing == StandingKind::Lost && dice.chance(30);
    let is_under_way = standing == StandingKind::Open && dice.chance(45);
    for (place, visit) in deal.visits.iter().enumerate() {
        let Some(tasks) = checklists.get(&visit.stage) else { continue };
        let until = deal.visits.get(place + 1).map_or(context.now, |next| next.entered);
        for (number, task) in tasks.iter().enumerate() {
            let is_last = number + 1 == tasks.len();
            let mut made = NewActivity {
                subject: task.subject.clone(),
                deal: Some(deal.id),
                organisation: deal.organisation,
                contact: deal.contact,
                owner: deal.owner,
                made_by: Some(MadeBy { stage: visit.stage, task: task.id }),
                sample: true,
                ..NewActivity::plain(ActivityId(context.ids.next_id()), task.kind, visit.entered)
            };
            let days = i64::from(task.due_days.unwrap_or(0));
            made.due = day_of(visit.entered.plus_days(days)).map(Due::from);
            let is_to_come = standing == StandingKind::Won && visit.entered.plus_days(days) > context.now;
            if is_under_way && is_last && place + 1 == visits {
                let day = context.today.checked_add_days(Days::new(dice.below(9) as u64));
                made.due = day.map(Due::from);
            } else if is_careless && is_last && place + 2 == visits {
                made.due = None;
            } else if !is_to_come {
                made.done = Some(Timestamp(dice.between(visit.entered.0, until.0)));
                let outcome = dice.pick(words.outcomes).filter(|_| dice.chance(40));
                outcome.unwrap_or_default().clone_into(&mut made.outcome);
            }
            activities.push(Change::ActivityAdded(Box::new(made)));
        }
    }
}

fn day_of(at: Timestamp) -> Option<Date> {
    chrono::DateTime::from_timestamp_millis(at.0).map(|at| at.date_naive())
}

/// The goal of the team for this quarter: somewhat more than it won in an average one. A workspace that has something of its own
/// has its own goals.
pub(super) fn goal(
    workspace: &Workspace,
    pipeline: PipelineId,
    changes: &[Change],
    currency: Currency,
    today: Date,
) -> Option<Change> {
    let span = Span::quarter_of(today);
    if !workspace.is_empty() || !span.is_sound() {
        return None;
    }
    let won = changes.iter().filter_map(|change| match change {
        Change::DealAdded(deal) if deal.position.standing.kind() == StandingKind::Won => deal.value,
        _ => None,
    });
    let won: i64 = won.map(|value| value.minor).sum();
    // The deals are of half a year. Rounded down to two digits, as goals are.
    let target = rounded(won / 2);
    let tiers =
        Tiers { target, stretch: Some(rounded(target / 5 * 6)), challenge: Some(rounded(target / 2 * 3)) };
    let measure = Measure::WonValue(currency);
    (target > 0).then(|| Change::GoalAdded {
        id: goal_of(pipeline),
        span,
        owner: None,
        pipeline: None,
        measure,
        tiers,
    })
}

fn rounded(minor: i64) -> i64 {
    let mut step = 1;
    while minor / step >= 100 {
        step *= 10;
    }
    minor / step * step
}

/// The goal that came with a sample pipeline. It is that of the team in all pipelines, so it is told by its id that it goes with this one.
pub(super) fn goal_of(pipeline: PipelineId) -> GoalId {
    GoalId(Uuid::from_u128(pipeline.0.as_u128() ^ 1))
}
