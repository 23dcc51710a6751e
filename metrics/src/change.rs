//! How a pipeline came from what it was worth on one day to what it was worth on another.
//!
//! Each deal is walked through from the end of the one day to the end of the other, and each step that changes what it adds to the
//! pipeline is put down with what it was worth then. So the steps always come to the end, to the cent. A deal that was
//! lost, re-opened and lost again has been lost twice here.

use super::columns::{Amount, Columns};
use super::days::Day;
use super::facts::Lens;
use super::figure::Worth;
use super::query::{Query, Selection};
use sales::model::{StandingKind, Workspace};

/// What changed a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Open at the end of the day before the period.
    Start,
    /// Created.
    New,
    /// Back from lost, nurtured or won.
    Reopened,
    /// Came from a pipeline that is not asked about.
    MovedIn,
    /// Its value rose.
    Raised,
    /// Its value fell.
    Lowered,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Out of the pipeline for now.
    Nurtured,
    /// Went to a pipeline that is not asked about.
    MovedOut,
    /// Open at the end of the period.
    End,
}

impl Step {
    /// All of them, in the order of a waterfall.
    pub const ALL: [Self; 11] = [
        Self::Start,
        Self::New,
        Self::Reopened,
        Self::MovedIn,
        Self::Raised,
        Self::Lowered,
        Self::Won,
        Self::Lost,
        Self::Nurtured,
        Self::MovedOut,
        Self::End,
    ];
}

/// The change of a pipeline between the ends of two days:
/// `start + new + re-opened + moved in + raised − lowered − won − lost − nurtured − moved out = end`, for values to the cent, and
/// without raised and lowered for counts. Deals that were removed don't count on either day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change([Moved; 11]);

/// What went one way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// How many times; a deal may go the same way twice.
    pub deals: usize,
    /// What they were worth when they went; for raised and lowered, by how much.
    pub value: Worth,
}

impl Change {
    /// What went one way.
    pub fn of(&self, step: Step) -> &Moved {
        &self.0[step as usize]
    }

    fn add(&mut self, step: Step, amount: Amount) {
        let moved = &mut self.0[step as usize];
        moved.deals += 1;
        moved.value.add(amount);
    }
}

/// What changed since the day before the period; `None` for a period without a beginning.
pub fn change(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
) -> Option<Change> {
    query.period.before()?;
    let lens = Lens::new(workspace, columns, selection, query);
    let mut change = Change::default();
    for deal in 0..columns.len() {
        walk(&lens, deal, |step, amount| change.add(step, amount));
    }
    Some(change)
}

/// Walks a deal from the end of the day before the first to the end of the last.
pub(super) fn walk(lens: &Lens<'_>, deal: usize, mut step: impl FnMut(Step, Amount)) {
    let columns = lens.columns;
    let (stays, earlier) = (columns.stays(deal), columns.earlier(deal));
    let there = columns.there(deal, stays);
    let Some(first) = stays.first() else { return };
    if !columns.live[deal] || there > lens.last || !lens.selection.holds(deal) {
        return;
    }
    // A period that has not begun changes nothing.
    let before = lens.first.saturating_sub(1).min(lens.last);
    let counts = |stay: &super::columns::Stay| stay.standing == StandingKind::Open && lens.covers(stay.stage);
    let was_there = there <= before;
    let (mut at, mut value) = if was_there { begun(lens, deal, before) } else { (0, 0) };
    let amount_of = |value: usize| earlier.get(value).map_or(columns.amount[deal], |past| past.amount);
    let mut amount = amount_of(value);
    if was_there {
        if counts(&stays[at]) {
            step(Step::Start, amount);
        }
    } else if lens.covers(first.stage) {
        step(Step::New, amount);
        if let Some(close) = close(first.standing) {
            step(close, amount);
        }
    }
    // Nothing has happened to most deals since.
    if was_there && earlier.is_empty() && at + 1 == stays.len() {
        if counts(&stays[at]) {
            step(Step::End, amount);
        }
        return;
    }
    loop {
        let next = stays.get(at + 1).filter(|stay| stay.entered <= lens.last);
        let changed = earlier.get(value).filter(|past| past.until <= lens.last);
        // Which of the two came first.
        if changed.is_some_and(|past| next.is_none() || past.stays as usize <= at + 1) {
            value += 1;
            let now = amount_of(value);
            if counts(&stays[at]) {
                revalue(amount, now, &mut step);
            }
            amount = now;
        } else if let Some(next) = next {
            let here = &stays[at];
            match (counts(here), counts(next)) {
                (true, false) => step(close(next.standing).unwrap_or(Step::MovedOut), amount),
                (false, true) if here.standing == StandingKind::Open => step(Step::MovedIn, amount),
                (false, true) => step(Step::Reopened, amount),
                _ => {}
            }
            at += 1;
        } else {
            break;
        }
    }
    if counts(&stays[at]) {
        step(Step::End, amount);
    }
}

/// The last stay and the value that had begun by the end of a day.
fn begun(lens: &Lens<'_>, deal: usize, day: Day) -> (usize, usize) {
    let stays = lens.columns.stays(deal);
    let at = stays.partition_point(|stay| stay.entered <= day).saturating_sub(1);
    (at, lens.columns.earlier(deal).partition_point(|past| past.until <= day))
}

fn close(standing: StandingKind) -> Option<Step> {
    match standing {
        StandingKind::Open => None,
        StandingKind::Won => Some(Step::Won),
        StandingKind::Lost => Some(Step::Lost),
        StandingKind::Nurtured => Some(Step::Nurtured),
    }
}

fn revalue(from: Amount, to: Amount, step: &mut impl FnMut(Step, Amount)) {
    let minor = |amount| match amount {
        Amount::Base(minor) => Some(minor),
        Amount::Missing => Some(0),
        Amount::Unrated(_) => None,
    };
    match (minor(from), minor(to)) {
        (Some(from), Some(to)) if to > from => step(Step::Raised, Amount::Base(to.saturating_sub(from))),
        (Some(from), Some(to)) if to < from => step(Step::Lowered, Amount::Base(from.saturating_sub(to))),
        (Some(_), Some(_)) => {}
        // By how much nobody can tell; the sum says so.
        (None, _) => step(Step::Raised, from),
        (_, None) => step(Step::Raised, to),
    }
}
