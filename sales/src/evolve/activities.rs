//! What happens to activities.

use super::{Touched, Way, set};
use crate::ids::ActivityId;
use crate::log::{ActivityEdit, NewActivity};
use crate::model::{Activity, Workspace};

/// Making an activity, taking that back, and making it again: it is made once and then hidden or shown.
pub(super) fn add(ws: &mut Workspace, new: &NewActivity, way: Way, touched: &mut Touched) {
    if ws.activities.ix(new.id).is_some() {
        show(ws, new.id, way == Way::Back, touched);
    } else if way == Way::Forward
        && let Some(ix) = ws.push_activity(new.clone().into_activity())
    {
        touched.activities.push(ix);
        touched.deals.extend(new.deal.and_then(|deal| ws.deals.ix(deal)));
    }
}

/// Shows or hides an activity.
pub(super) fn show(ws: &mut Workspace, id: ActivityId, removed: bool, touched: &mut Touched) {
    with(ws, id, touched, |activity| activity.removed = removed);
}

/// Changes an activity. The deals it was and is on are touched with it: their cards and panels show it.
pub(super) fn with(
    ws: &mut Workspace,
    id: ActivityId,
    touched: &mut Touched,
    edit: impl FnOnce(&mut Activity),
) {
    let Some(ix) = ws.activities.ix(id) else { return };
    let [before, after] = ws.with_activity(ix, edit);
    touched.activities.push(ix);
    let moved = after.filter(|_| after != before);
    touched.deals.extend([before, moved].into_iter().flatten().filter_map(|deal| ws.deals.ix(deal)));
}

/// Changes a field of an activity.
pub(super) fn edit(activity: &mut Activity, edit: &ActivityEdit, way: Way) {
    match edit {
        ActivityEdit::Kind(swap) => set(&mut activity.kind, swap, way),
        ActivityEdit::Subject(swap) => set(&mut activity.subject, swap, way),
        ActivityEdit::Deal(swap) => set(&mut activity.deal, swap, way),
        ActivityEdit::Organisation(swap) => set(&mut activity.organisation, swap, way),
        ActivityEdit::Contact(swap) => set(&mut activity.contact, swap, way),
        ActivityEdit::Owner(swap) => set(&mut activity.owner, swap, way),
        ActivityEdit::Due(swap) => set(&mut activity.due, swap, way),
        ActivityEdit::Minutes(swap) => set(&mut activity.minutes, swap, way),
        ActivityEdit::Note(swap) => set(&mut activity.note, swap, way),
        ActivityEdit::Done(swap) => set(&mut activity.done, swap, way),
        ActivityEdit::Outcome(swap) => set(&mut activity.outcome, swap, way),
        ActivityEdit::External(swap) => set(&mut activity.external, swap, way),
    }
}
