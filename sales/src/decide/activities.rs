//! Rules for activities.

use super::deals::swap;
use super::known::{self, known, live};
use super::words::{self, MAX_LINE_CHARS};
use super::{ActivityDraft, ActivityPatch, Context, Rejection, What};
use crate::ids::ActivityId;
use crate::log::{ActivityEdit, Change, NewActivity};
use crate::model::{Activity, ActivityKind, ListKind, Workspace};
use crate::time::Timestamp;

/// The longest time an activity may take, in minutes: a week.
pub const MAX_MINUTES: u16 = 7 * 24 * 60;

/// Plans an activity, or writes one down that was done. What it doesn't say about customer and owner follows from its deal.
pub(super) fn add(
    ws: &Workspace,
    id: ActivityId,
    draft: &ActivityDraft,
    context: &Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let on = draft.deal.map(|deal| live(&ws.deals, deal)).transpose()?;
    let organisation = draft.organisation.or(on.and_then(|deal| deal.organisation));
    let contact = draft.contact.or(on.and_then(|deal| deal.contact));
    Ok(vec![Change::ActivityAdded(Box::new(NewActivity {
        subject: subject(&draft.subject)?,
        deal: draft.deal,
        organisation: known(&ws.organisations, organisation)?,
        contact: known(&ws.contacts, contact)?,
        owner: known(&ws.people, draft.owner.or(on.and_then(|deal| deal.owner)))?,
        due: draft.due,
        minutes: minutes(draft.minutes)?,
        note: words::text(&draft.note, What::Text)?,
        done: draft.done,
        outcome: words::text(&draft.outcome, What::Text)?,
        ..NewActivity::plain(id, known_kind(ws, draft.kind)?, context.now)
    }))])
}

/// Gives a field of activities a new value.
pub(super) fn edit(
    ws: &Workspace,
    activities: &[ActivityId],
    patch: &ActivityPatch,
) -> Result<Vec<Change>, Rejection> {
    let mut changes = Vec::new();
    for activity in named(ws, activities)? {
        let edit = match patch {
            ActivityPatch::Kind(kind) => swap(&activity.kind, known_kind(ws, *kind)?).map(ActivityEdit::Kind),
            ActivityPatch::Subject(typed) => {
                swap(&activity.subject, subject(typed)?).map(ActivityEdit::Subject)
            }
            ActivityPatch::Deal(deal) => {
                swap(&activity.deal, known(&ws.deals, *deal)?).map(ActivityEdit::Deal)
            }
            ActivityPatch::Organisation(to) => {
                swap(&activity.organisation, known(&ws.organisations, *to)?).map(ActivityEdit::Organisation)
            }
            ActivityPatch::Contact(to) => {
                swap(&activity.contact, known(&ws.contacts, *to)?).map(ActivityEdit::Contact)
            }
            ActivityPatch::Owner(to) => {
                swap(&activity.owner, known(&ws.people, *to)?).map(ActivityEdit::Owner)
            }
            ActivityPatch::Due(due) => swap(&activity.due, *due).map(ActivityEdit::Due),
            ActivityPatch::Minutes(to) => swap(&activity.minutes, minutes(*to)?).map(ActivityEdit::Minutes),
            ActivityPatch::Note(typed) => {
                swap(&activity.note, words::text(typed, What::Text)?).map(ActivityEdit::Note)
            }
            ActivityPatch::Outcome(typed) => {
                swap(&activity.outcome, words::text(typed, What::Text)?).map(ActivityEdit::Outcome)
            }
        };
        changes.extend(edit.map(|edit| edited(activity, edit)));
    }
    Ok(changes)
}

/// Notes that activities were done now, and what came of them; those that were done before keep their time.
pub(super) fn complete(
    ws: &Workspace,
    activities: &[ActivityId],
    outcome: &str,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let outcome = words::text(outcome, What::Text)?;
    let mut changes = Vec::new();
    for activity in named(ws, activities)? {
        let done = swap(&activity.done, activity.done.or(Some(now)));
        changes.extend(done.map(|swap| edited(activity, ActivityEdit::Done(swap))));
        let outcome = if outcome.is_empty() { activity.outcome.clone() } else { outcome.clone() };
        let outcome = swap(&activity.outcome, outcome);
        changes.extend(outcome.map(|swap| edited(activity, ActivityEdit::Outcome(swap))));
    }
    Ok(changes)
}

/// Makes activities that were done planned ones again.
pub(super) fn reopen(ws: &Workspace, activities: &[ActivityId]) -> Result<Vec<Change>, Rejection> {
    let reopened = |activity: &Activity| {
        swap(&activity.done, None).map(|swap| edited(activity, ActivityEdit::Done(swap)))
    };
    Ok(named(ws, activities)?.filter_map(reopened).collect())
}

pub(super) fn remove(ws: &Workspace, activities: &[ActivityId]) -> Result<Vec<Change>, Rejection> {
    let removed = |activity: &Activity| Change::ActivityRemoved { id: activity.id, deal: activity.deal };
    Ok(named(ws, activities)?.map(removed).collect())
}

fn edited(activity: &Activity, edit: ActivityEdit) -> Change {
    Change::ActivityEdited { id: activity.id, deal: activity.deal, edit }
}

/// The activities with these ids, each once.
fn named<'a>(
    ws: &'a Workspace,
    ids: &[ActivityId],
) -> Result<impl Iterator<Item = &'a Activity> + use<'a>, Rejection> {
    Ok(known::named(&ws.activities, ids)?.into_iter().map(|ix| ws.activities.at(ix)))
}

fn subject(typed: &str) -> Result<String, Rejection> {
    words::optional_line(typed, What::Text, MAX_LINE_CHARS)
}

fn minutes(minutes: Option<u16>) -> Result<Option<u16>, Rejection> {
    match minutes {
        Some(minutes) if minutes > MAX_MINUTES => Err(Rejection::LastsTooLong { most_minutes: MAX_MINUTES }),
        minutes => Ok(minutes.filter(|&minutes| minutes > 0)),
    }
}

fn known_kind(ws: &Workspace, kind: ActivityKind) -> Result<ActivityKind, Rejection> {
    if let ActivityKind::Own(choice) = kind {
        super::deals::choice(ws, Some(choice), ListKind::ActivityKind)?;
    }
    Ok(kind)
}
