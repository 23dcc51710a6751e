//! Every rule of the pipeline: what a command may do, and what it changes.
//!
//! [`decide`] looks at the workspace and the command and answers with changes; it changes nothing
//! itself. What it refuses it refuses with a [`Rejection`] that names the rule, so that the screen can say what to do.

mod activities;
mod command;
mod dashboards;
mod days;
mod deals;
mod goals;
mod known;
mod lists;
mod moves;
mod notes;
mod order;
mod people;
mod pipelines;
mod process;
mod rejection;
mod stages;
mod words;

pub use activities::MAX_MINUTES;
pub use command::{
    ActivityDraft, ActivityPatch, ChoicePatch, Command, ContactPatch, DashboardPatch, DealPatch, End,
    FieldPatch, GoalDraft, OrganisationPatch, Outcome, PersonPatch, ProcessDraft, ReportPatch, ScenarioPatch,
    Slot, StageDraft, StagePatch, TaskDraft, ViewPatch,
};
pub use dashboards::MAX_WIDGETS;
pub use days::{closed_at, created_at};
pub use goals::MAX_PER_LEAD;
pub use pipelines::reviews_of_new;
pub(crate) use process::of_new as process_of_new;
pub use process::{MAX_RULES, readiness};
pub use rejection::{Rejection, What};
pub use words::{MAX_LINE_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS};

use crate::evolve::{self, Touched};
use crate::ids::IdSource;
use crate::log::{Act, Change};
use crate::model::{ListKind, Workspace};
use crate::time::{Date, Timestamp};

/// What a decision needs from the world.
pub struct Context<'a> {
    /// What the clock on the wall says.
    pub now: Timestamp,
    /// Which day that is where the person is: what is planned from now on is due so many days after it.
    pub today: Date,
    /// Where new ids come from.
    pub ids: &'a mut dyn IdSource,
}

/// A command's outcome: the name of the act, and what it changes. No changes means that everything is as the
/// command wants it already.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What to call it.
    pub act: Act,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// Decides what a command changes.
///
/// # Errors
/// A [`Rejection`] where a rule forbids it; then nothing is to change.
pub fn decide(
    workspace: &Workspace,
    command: &Command,
    context: &mut Context<'_>,
) -> Result<Decision, Rejection> {
    let (act, mut changes) = match command {
        Command::AddDeal { stage, title, patches, end } => {
            (Act::AddDeal, deals::add(workspace, *stage, title, patches, *end, context)?)
        }
        Command::EditDeals { deals, patch } => {
            (Act::EditDeal, deals::edit(workspace, deals, patch, context.now)?)
        }
        Command::MoveDeals { deals, stage, slot, patch } => {
            let (act, mut changes) =
                moves::relocate(workspace, deals, *stage, *slot, patch.as_ref(), context)?;
            let act = if changes.is_empty() && patch.is_some() { Act::EditDeal } else { act };
            if let Some(patch) = patch {
                changes.extend(deals::edit(workspace, deals, patch, context.now)?);
            }
            (act, changes)
        }
        Command::CloseDeals { deals, outcome } => moves::close(workspace, deals, outcome, context)?,
        Command::ReopenDeals { deals, stage } => {
            (Act::ReopenDeal, moves::reopen(workspace, deals, *stage, context.now)?)
        }
        Command::RemoveDeals { deals } => (Act::RemoveDeal, deals::remove(workspace, deals)?),
        Command::AddNote { deal, text } => (Act::AddNote, notes::add(workspace, *deal, text, context)?),
        Command::EditNote { deal, note, text } => {
            (Act::EditNote, notes::edit(workspace, *deal, *note, text)?)
        }
        Command::RemoveNote { deal, note } => (Act::RemoveNote, notes::remove(workspace, *deal, *note)?),

        Command::AddActivity { id, draft } => {
            (Act::AddActivity, activities::add(workspace, *id, draft, context)?)
        }
        Command::EditActivities { activities, patch } => {
            (Act::EditActivity, activities::edit(workspace, activities, patch)?)
        }
        Command::CompleteActivities { activities, outcome } => {
            (Act::CompleteActivity, activities::complete(workspace, activities, outcome, context.now)?)
        }
        Command::ReopenActivities { activities } => {
            (Act::EditActivity, activities::reopen(workspace, activities)?)
        }
        Command::RemoveActivities { activities } => {
            (Act::RemoveActivity, activities::remove(workspace, activities)?)
        }

        Command::AddPipeline { name, stages, sources, loss_reasons, segments, currency } => {
            let mut changes =
                currency.map_or(Vec::new(), |currency| lists::set_currency(workspace, currency));
            changes.extend(pipelines::add(workspace, name, stages, context)?);
            let offers = [
                (ListKind::Source, sources),
                (ListKind::LossReason, loss_reasons),
                (ListKind::Segment, segments),
            ];
            for (list, names) in offers {
                changes.extend(lists::offer(workspace, list, names, context));
            }
            (Act::AddPipeline, changes)
        }
        Command::RenamePipeline { pipeline, name } => {
            (Act::EditPipeline, pipelines::rename(workspace, *pipeline, name)?)
        }
        Command::DuplicatePipeline { pipeline, name } => {
            (Act::AddPipeline, pipelines::duplicate(workspace, *pipeline, name, context)?)
        }
        Command::MovePipeline { pipeline, before } => {
            (Act::EditPipeline, pipelines::reorder(workspace, *pipeline, *before)?)
        }
        Command::ArchivePipeline { pipeline, archived } => {
            (Act::ArchivePipeline, pipelines::archive(workspace, *pipeline, *archived)?)
        }
        Command::AddStage { pipeline, stage, before } => {
            (Act::AddStage, stages::add(workspace, *pipeline, stage, *before, context)?)
        }
        Command::EditStage { stage, patch } => (Act::EditStage, stages::edit(workspace, *stage, patch)?),
        Command::MoveStage { stage, before } => {
            (Act::MoveStage, stages::reorder(workspace, *stage, *before)?)
        }
        Command::ArchiveStage { stage, move_to } => {
            (Act::ArchiveStage, stages::archive(workspace, *stage, *move_to, context.now)?)
        }
        Command::RestoreStage { stage } => (Act::ArchiveStage, stages::restore(workspace, *stage)?),

        Command::AddPerson { id, name } => (Act::AddPerson, people::add_person(workspace, *id, name)?),
        Command::EditPerson { person, patch } => {
            (Act::EditPerson, people::edit_person(workspace, *person, patch)?)
        }
        Command::AddOrganisation { id, name } => {
            (Act::AddOrganisation, people::add_organisation(workspace, *id, name)?)
        }
        Command::EditOrganisation { organisation, patch } => {
            (Act::EditOrganisation, people::edit_organisation(workspace, *organisation, patch)?)
        }
        Command::AddContact { id, name, organisation } => {
            (Act::AddContact, people::add_contact(workspace, *id, name, *organisation)?)
        }
        Command::EditContact { contact, patch } => {
            (Act::EditContact, people::edit_contact(workspace, *contact, patch)?)
        }

        Command::AddChoice { id, list, name } => (Act::EditList, lists::add(workspace, *id, *list, name)?),
        Command::EditChoice { choice, patch } => (Act::EditList, lists::edit(workspace, *choice, patch)?),
        Command::AddField { name, kind, options } => {
            (Act::EditFields, lists::add_field(workspace, name, *kind, options, context)?)
        }
        Command::EditField { field, patch } => {
            (Act::EditFields, lists::edit_field(workspace, *field, patch, context)?)
        }
        Command::SaveView { id, name, pipeline, filter, group_by } => {
            (Act::EditViews, lists::save_view(workspace, *id, name, *pipeline, filter, *group_by)?)
        }
        Command::EditView { view, patch } => (Act::EditViews, lists::edit_view(workspace, *view, patch)?),
        Command::RemoveView { view } => (Act::EditViews, lists::remove_view(workspace, *view)?),
        Command::SetGoals { goals } => (Act::SetGoal, goals::add(workspace, goals)?),
        Command::EditGoal { goal, tiers } => (Act::SetGoal, goals::edit(workspace, *goal, *tiers)?),
        Command::RemoveGoals { goals } => (Act::RemoveGoal, goals::remove(workspace, goals)?),
        Command::SaveScenario { id, goal, name, assumptions } => {
            (Act::EditScenario, goals::add_scenario(workspace, *id, *goal, name, assumptions)?)
        }
        Command::EditScenario { scenario, patch } => {
            (Act::EditScenario, goals::edit_scenario(workspace, *scenario, patch)?)
        }
        Command::RemoveScenario { scenario } => {
            (Act::EditScenario, goals::remove_scenario(workspace, *scenario)?)
        }
        Command::AddDashboard { id, name, widgets } => {
            (Act::EditDashboards, dashboards::add(workspace, *id, name, widgets)?)
        }
        Command::EditDashboard { dashboard, patch } => {
            (Act::EditDashboards, dashboards::edit(workspace, *dashboard, patch)?)
        }
        Command::RemoveDashboard { dashboard } => {
            (Act::EditDashboards, dashboards::remove(workspace, *dashboard)?)
        }
        Command::SaveReport { id, name, asked } => {
            (Act::EditReports, dashboards::save_report(workspace, *id, name, asked)?)
        }
        Command::EditReport { report, patch } => {
            (Act::EditReports, dashboards::edit_report(workspace, *report, patch)?)
        }
        Command::RemoveReport { report } => {
            (Act::EditReports, dashboards::remove_report(workspace, *report)?)
        }
        Command::SnoozeDeals { deals, until } => {
            (Act::SnoozeDeal, deals::snooze(workspace, deals, *until, context.today)?)
        }
        Command::FinishReview { pipeline } => {
            (Act::ReviewPipeline, pipelines::reviewed(workspace, *pipeline, context.today)?)
        }
        Command::SetReviewDays { pipeline, days } => {
            (Act::EditPipeline, pipelines::review_after(workspace, *pipeline, *days)?)
        }
        Command::SetCapacity { deals } => (Act::EditSettings, lists::set_capacity(workspace, *deals)),
        Command::RenameWorkspace { name } => (Act::EditSettings, lists::rename_workspace(workspace, name)?),
        Command::SetCurrency { currency } => (Act::EditSettings, lists::set_currency(workspace, *currency)),
        Command::SetRate { currency, rate } => {
            (Act::EditSettings, lists::set_rate(workspace, *currency, *rate)?)
        }
        Command::SetAuthor { device, person } => {
            (Act::EditSettings, lists::set_author(workspace, *device, *person)?)
        }
        Command::LoadSample { language } => {
            (Act::LoadSample, crate::sample::changes(workspace, *language, context))
        }
        Command::RemoveSample => (Act::RemoveSample, crate::sample::removal(workspace)),

        Command::After { first, then } => after(workspace, first, then, context)?,
    };
    if matches!(
        command,
        Command::AddDeal { .. }
            | Command::MoveDeals { .. }
            | Command::CloseDeals { .. }
            | Command::ReopenDeals { .. }
    ) {
        let planned = process::planned(workspace, &changes, context);
        changes.extend(planned);
    }
    Ok(Decision { act, changes })
}

/// Decides each command on the workspace as those before it leave it.
fn after(
    workspace: &Workspace,
    first: &[Command],
    then: &Command,
    context: &mut Context<'_>,
) -> Result<(Act, Vec<Change>), Rejection> {
    // The copy shares with the original all that `first` does not write to: making a record is cheap among many deals.
    let mut seen = workspace.clone();
    let mut changes = Vec::new();
    for command in first {
        let part = decide(&seen, command, context)?.changes;
        evolve::apply_all(&mut seen, &part, &mut Touched::default());
        changes.extend(part);
    }
    let last = decide(&seen, then, context)?;
    changes.extend(last.changes);
    Ok((last.act, changes))
}
