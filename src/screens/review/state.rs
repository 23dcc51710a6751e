//! The review in memory: what is to be decided, what was, and how it stood when the review began.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use metrics::{
    Became, Begun, Columns, Limits, Outcomes, Reviewed, Selection, Suspect, Worth, footing, next_review,
    review,
};
use sales::decide::Command;
use sales::ids::{DealId, PipelineId};
use sales::model::Workspace;
use sales::time::Date;

use super::super::figures::kept_columns;
use super::kept;
use crate::components::follow_on;
use crate::platform::clock;
use crate::route::Route;
use crate::state::{Listed, Ui};

/// The ways to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum View {
    #[default]
    One,
    List,
    Habit,
}

pub(super) const VIEWS: [(View, &str); 3] =
    [(View::One, "one"), (View::List, "list"), (View::Habit, "habit")];

impl View {
    /// Reads it from an address.
    pub(super) fn parse(question: &str) -> Self {
        let named = question.split('&').find_map(|part| part.strip_prefix("view="));
        VIEWS.iter().find(|row| Some(row.1) == named).map_or(Self::One, |row| row.0)
    }

    /// Writes it for an address.
    pub(super) fn write(self) -> String {
        let name = VIEWS.iter().find(|row| row.0 == self).map_or("", |row| row.1);
        if self == Self::One { String::new() } else { format!("view={name}") }
    }
}

/// A review that goes on, also while one looks at other screens.
struct Session {
    day: Date,
    begun: Begun,
    before: Outcomes,
    /// The deals that are not asked about again before their next step is due, since the review ended.
    planned: HashSet<DealId>,
}

thread_local! {
    static SESSIONS: RefCell<HashMap<PipelineId, Session>> = RefCell::default();
}

/// What there is to decide and what was decided.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sheet {
    /// Deals that are to be decided about, those that most hangs on first.
    pub(super) queue: Arc<Vec<DealId>>,
    /// Why each of the deals is here.
    pub(super) suspects: Arc<HashMap<DealId, Suspect>>,
    /// How many open deals there are.
    pub(super) open: usize,
    /// What the stalled and overdue ones are worth.
    pub(super) at_stake: Worth,
    /// How many deals the review is about.
    pub(super) all: usize,
    /// What came of them.
    pub(super) came: Reviewed,
    /// Deals that are in order again without anything having been planned on them.
    pub(super) worked_on: usize,
    /// How many of this pipeline are snoozed.
    pub(super) snoozed: usize,
    /// How many of the review are, without anything else having been decided about them.
    pub(super) put_off: usize,
}

impl Sheet {
    /// How many deals need no decision any more.
    pub(super) fn done(&self) -> usize {
        self.all.saturating_sub(self.queue.len())
    }
}

/// When a pipeline was reviewed last, after how many days again, and on which day that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reminder {
    pub(super) last: Option<Date>,
    pub(super) every: Option<u16>,
    pub(super) next: Option<Date>,
}

/// The screen, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) ui: Ui,
    columns: StoredValue<Columns>,
    limits: StoredValue<Limits>,
    /// The pipeline that the sheet is of.
    shown: StoredValue<Option<PipelineId>>,
    pub(super) view: Memo<View>,
    pub(super) sheet: RwSignal<Arc<Sheet>>,
    /// The deal that is being decided about.
    pub(super) current: RwSignal<Option<DealId>>,
    /// The deals that are ticked in the list.
    pub(super) ticked: RwSignal<BTreeSet<DealId>>,
    /// Whether its next step is being planned.
    pub(super) planning: RwSignal<bool>,
    /// For how many days is snoozed.
    pub(super) snooze_days: RwSignal<u16>,
    /// When the pipeline was reviewed, and how often it is to be.
    pub(super) reminder: Memo<Reminder>,
    /// Whether somebody wants to see what changed.
    pub(super) ended: RwSignal<bool>,
}

impl State {
    pub(super) fn new(ui: Ui) -> Self {
        let columns = kept_columns(ui);
        let today = clock::today();
        let limits =
            ui.store.with(|workspace| columns.with_value(|columns| Limits::learn(workspace, columns, today)));
        let state = Self {
            ui,
            columns,
            limits: StoredValue::new(limits),
            shown: StoredValue::new(None),
            view: Memo::new(move |_| ui.route.with(|route| View::parse(&route.question))),
            sheet: RwSignal::default(),
            current: RwSignal::new(None),
            ticked: RwSignal::default(),
            planning: RwSignal::new(false),
            snooze_days: RwSignal::new(kept::snooze_days()),
            reminder: Memo::new(move |_| {
                ui.store.track_shape();
                let pipeline = ui.pipeline();
                ui.store.with(|workspace| {
                    let row = pipeline.and_then(|id| workspace.pipelines.live(id));
                    row.map_or_else(Reminder::default, |row| Reminder {
                        last: row.reviewed,
                        every: row.review_days,
                        next: next_review(row),
                    })
                })
            }),
            ended: RwSignal::new(false),
        };
        untrack(|| state.refresh());
        let pipeline = Memo::new(move |_| ui.pipeline());
        let track = move |()| {
            pipeline.track();
            ui.store.track_deals();
            ui.store.track_shape();
            ui.store.track_activities();
        };
        follow_on(Callback::new(track), Callback::new(move |()| state.refresh()));
        ui.list(move |deal| {
            let ids: Vec<_> = state.sheet.with(|sheet| sheet.queue.iter().map(|id| id.0).collect());
            Listed::among(&ids, deal.0)
        });
        state
    }

    /// Has a look at what figures are made from.
    pub(super) fn look<T>(self, look: impl FnOnce(&Workspace, &Columns, &Limits) -> T) -> T {
        self.ui.store.with(|workspace| {
            self.columns
                .with_value(|columns| self.limits.with_value(|limits| look(workspace, columns, limits)))
        })
    }

    /// The address of a view.
    pub(super) fn href(self, view: View) -> String {
        self.ui.route.with(|route| Route { question: view.write(), deal: None, ..route.clone() }.href())
    }

    fn refresh(self) {
        let (today, pipeline) = (clock::today(), self.ui.pipeline());
        let Some(pipeline) = pipeline else {
            self.sheet.set(Arc::default());
            return self.current.set(None);
        };
        let (sheet, order) =
            self.look(|workspace, columns, limits| sheet(workspace, columns, limits, pipeline, today));
        let known = self.sheet.get();
        let is_other = self.shown.get_value() != Some(pipeline);
        self.shown.set_value(Some(pipeline));
        if is_other {
            self.ended.set(false);
        }
        self.go_on(if is_other { &[] } else { &known.queue }, &sheet.queue, &order);
        if *known != sheet {
            self.sheet.set(Arc::new(sheet));
        }
    }

    /// The deal to decide about next: one that came back by an undo, otherwise the same, otherwise the one behind it.
    fn go_on(self, known: &[DealId], queue: &[DealId], order: &[DealId]) {
        let now = self.current.get();
        let before: HashSet<DealId> = known.iter().copied().collect();
        let came_back =
            (!known.is_empty()).then(|| queue.iter().find(|deal| !before.contains(deal))).flatten();
        let waiting: HashSet<DealId> = queue.iter().copied().collect();
        let next = came_back.copied().or(now.filter(|deal| waiting.contains(deal))).or_else(|| {
            let place = now.and_then(|deal| order.iter().position(|other| *other == deal));
            let behind = order.get(place.map_or(0, |place| place + 1)..).unwrap_or_default();
            behind.iter().find(|deal| waiting.contains(deal)).or(queue.first()).copied()
        });
        if next != now {
            self.planning.set(false);
            self.current.set(next);
        }
        // Whoever undoes or redoes has not decided.
        let is_decided = || untrack(|| self.ui.store.next_redo()).is_none();
        if queue.is_empty() && !known.is_empty() && is_decided() {
            self.finish();
        } else if came_back.is_some() {
            self.ended.set(false);
        }
    }

    /// Goes to the deal so many places further on.
    pub(super) fn step(self, by: isize) {
        let next = self.sheet.with_untracked(|sheet| {
            let now = self.current.get_untracked()?;
            let place = sheet.queue.iter().position(|deal| *deal == now)?;
            sheet.queue.get(place.checked_add_signed(by)?).copied()
        });
        if let Some(next) = next {
            self.planning.set(false);
            self.current.set(Some(next));
        }
    }

    /// Does not ask about deals for a while.
    pub(super) fn snooze(self, deals: Vec<DealId>) {
        if deals.is_empty() {
            return;
        }
        let days = chrono::Days::new(self.snooze_days.get_untracked().into());
        let until = clock::today().checked_add_days(days);
        self.ui.act(&Command::SnoozeDeals { deals, until });
    }

    /// Brings back all deals of the pipeline that are snoozed.
    pub(super) fn bring_back(self) {
        let today = clock::today();
        let deals: Vec<DealId> = self.sheet.with_untracked(|sheet| {
            self.ui.store.with(|workspace| {
                let is_snoozed =
                    |deal: &DealId| workspace.deals.live(*deal).is_some_and(|deal| deal.is_snoozed(today));
                sheet.suspects.keys().copied().filter(is_snoozed).collect()
            })
        });
        self.ui.act(&Command::SnoozeDeals { deals, until: None });
        self.ended.set(false);
    }

    /// The review is over: what has a next step now is asked about again when that day is past.
    pub(super) fn finish(self) {
        let today = clock::today();
        let Some(pipeline) = untrack(|| self.ui.pipeline()) else { return };
        let planned: Vec<(DealId, Date)> = self.ui.store.with(|workspace| {
            SESSIONS.with_borrow(|sessions| {
                let rows = sessions.get(&pipeline).map(|session| session.begun.each(workspace));
                let rows = rows.unwrap_or_default().into_iter().filter(|row| row.1 == Became::Planned);
                rows.filter_map(|(deal, _)| {
                    let due = sales::activities::next_step(workspace, deal)?.due?.date;
                    (due >= today).then_some((deal, due.succ_opt()?))
                })
                .collect()
            })
        });
        SESSIONS.with_borrow_mut(|sessions| {
            if let Some(session) = sessions.get_mut(&pipeline) {
                session.planned.extend(planned.iter().map(|row| row.0));
            }
        });
        let snooze = |(deal, until)| Command::SnoozeDeals { deals: vec![deal], until: Some(until) };
        let snoozes = planned.into_iter().map(snooze).collect();
        // What is said of it is on the screen, and the last decision can still be taken back where it was told.
        self.ui.act_quietly(&Command::FinishReview { pipeline }.after(snoozes));
        self.ended.set(true);
    }

    /// How the pipeline stood when the review began, and how it stands.
    pub(super) fn footings(self) -> Option<(Outcomes, Outcomes)> {
        let pipeline = self.ui.pipeline()?;
        let before = SESSIONS.with_borrow(|sessions| Some(sessions.get(&pipeline)?.before.clone()))?;
        let after =
            self.look(|workspace, columns, _| footing(workspace, columns, &[pipeline], clock::today()));
        Some((before, after))
    }
}

/// What there is to decide, and all deals of the review in their order.
fn sheet(
    workspace: &Workspace,
    columns: &Columns,
    limits: &Limits,
    pipeline: PipelineId,
    today: Date,
) -> (Sheet, Vec<DealId>) {
    let mut found = review(workspace, columns, &Selection::all(), limits, &[pipeline], today);
    let suspects: HashMap<DealId, Suspect> =
        found.suspects.iter().map(|suspect| (workspace.deals.at(suspect.deal).id, *suspect)).collect();
    let is_snoozed = |deal: &DealId| workspace.deals.live(*deal).is_some_and(|deal| deal.is_snoozed(today));
    found.suspects.retain(|suspect| !workspace.deals.at(suspect.deal).is_snoozed(today));
    SESSIONS.with_borrow_mut(|sessions| {
        if sessions.get(&pipeline).is_some_and(|session| session.day != today) {
            sessions.remove(&pipeline);
        }
        let session = sessions.entry(pipeline).or_insert_with(|| Session {
            day: today,
            begun: Begun::default(),
            before: footing(workspace, columns, &[pipeline], today),
            planned: HashSet::new(),
        });
        session.begun.include(workspace, &found);
        let each = session.begun.each(workspace);
        let is_waiting = |row: &&(DealId, Became)| row.1 == Became::Waiting;
        // One whose next step was taken back after the review had ended is to be decided about again.
        let is_snoozed = |deal: &DealId| is_snoozed(deal) && !session.planned.contains(deal);
        let waiting = each.iter().filter(is_waiting).map(|row| row.0);
        let queue: Vec<DealId> =
            waiting.filter(|deal| suspects.contains_key(deal) && !is_snoozed(deal)).collect();
        let worked_on = each.iter().filter(is_waiting).filter(|row| !suspects.contains_key(&row.0)).count();
        let put_off = each.iter().filter(is_waiting).filter(|row| is_snoozed(&row.0)).count();
        let sheet = Sheet {
            put_off,
            queue: Arc::new(queue),
            open: found.open,
            at_stake: found.at_stake,
            all: each.len(),
            came: session.begun.reviewed(workspace),
            worked_on,
            snoozed: suspects.keys().filter(|deal| is_snoozed(deal)).count(),
            suspects: Arc::new(suspects),
        };
        (sheet, each.into_iter().map(|row| row.0).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_reads_back_as_it_was_written() {
        for (view, _) in VIEWS {
            assert_eq!(View::parse(&view.write()), view);
        }
        assert_eq!(View::parse("view=nonsense&x"), View::One);
    }
}
