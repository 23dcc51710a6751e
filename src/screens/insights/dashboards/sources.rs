//! Where widgets have their figures from: those that ask the same have the same report, which goes with the last of them.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::{Columns, Ledger};
use sales::ids::PipelineId;
use sales::model::Asked;
use sales::query::Filter;

use super::super::question::{Question, View};
use super::super::state::{State, wanted};
use crate::components::follow_on;
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::dom;
use crate::screens::figures::kept_columns;
use crate::state::Ui;

/// What a report is made from.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    question: Question,
    pipeline: Option<PipelineId>,
    filter: Filter,
}

/// What is kept as long as anybody asks for it.
struct Kept<K, V> {
    rows: Vec<Row<K, V>>,
    /// The number of the next one; none is given twice.
    next: usize,
}

struct Row<K, V> {
    number: usize,
    key: K,
    value: V,
    /// How many ask for it.
    askers: usize,
}

impl<K: PartialEq, V> Kept<K, V> {
    fn new() -> Self {
        Self { rows: Vec::new(), next: 0 }
    }

    /// What is kept under a key, with its number, for one who asks more.
    fn ask(&mut self, key: &K) -> Option<(usize, &V)> {
        let row = self.rows.iter_mut().find(|row| row.key == *key)?;
        row.askers += 1;
        Some((row.number, &row.value))
    }

    /// Keeps something for the first who asks. Answers its number.
    fn keep(&mut self, key: K, value: V) -> usize {
        let number = self.next;
        self.next += 1;
        self.rows.push(Row { number, key, value, askers: 1 });
        number
    }

    /// One who asked does so no more. Answers whether nobody does.
    fn leave(&mut self, number: usize) -> bool {
        let row = self.rows.iter_mut().find(|row| row.number == number);
        row.is_some_and(|row| {
            row.askers = row.askers.saturating_sub(1);
            row.askers == 0
        })
    }

    /// Takes out what nobody asks for, by its number.
    fn sweep(&mut self) -> Vec<(usize, V)> {
        let gone = self.rows.extract_if(.., |row| row.askers == 0);
        gone.map(|row| (row.number, row.value)).collect()
    }
}

/// A report, and what all that keeps it up to date belongs to.
struct Answer {
    state: State,
    owner: Owner,
}

/// The reports of a dashboard, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub(super) ui: Ui,
    columns: StoredValue<Columns>,
    /// What they belong to: none goes with the widget that was the first to ask.
    owner: StoredValue<Owner>,
    kept: StoredValue<Kept<Key, Answer>>,
    /// The states there are by their numbers, for the lists of deals that they open.
    pub(super) states: RwSignal<Vec<(usize, State)>>,
    ledger: StoredValue<Option<RwSignal<Arc<Ledger>>>>,
}

impl Sources {
    pub(super) fn new(ui: Ui) -> Self {
        Self {
            ui,
            columns: kept_columns(ui),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            kept: StoredValue::new(Kept::new()),
            states: RwSignal::new(Vec::new()),
            ledger: StoredValue::new(None),
        }
    }

    /// What answers a question, for as long as the caller's owner is there.
    pub(super) fn of(self, asked: &Asked) -> State {
        let question = Question { view: View::Overview, ..Question::parse(&asked.question) };
        let key = Key { question, pipeline: asked.pipeline, filter: wanted(asked.filter.clone()) };
        let ask = |kept: &mut Kept<Key, Answer>| kept.ask(&key).map(|(number, row)| (number, row.state));
        let known = self.kept.try_update_value(ask).flatten();
        let (number, state) = known.unwrap_or_else(|| {
            let (ui, columns) = (self.ui, self.columns);
            let (pipeline, filter) = (key.pipeline, key.filter.clone());
            let owner = self.owner.get_value().child();
            let state = owner.with(|| {
                let asked = Memo::new(move |_| question);
                let pipeline = Memo::new(move |_| pipeline.or_else(|| ui.pipeline()));
                let filter = Memo::new(move |_| filter.clone());
                State::asking(ui, columns, asked, pipeline, filter)
            });
            let keep = |kept: &mut Kept<Key, Answer>| kept.keep(key, Answer { state, owner });
            let number = self.kept.try_update_value(keep).unwrap_or_default();
            self.states.update(|states| states.push((number, state)));
            (number, state)
        });
        on_cleanup(move || self.leave(number));
        state
    }

    /// A widget asks no more. What is made anew asks the same again at once, so that a report goes only when nobody has asked
    /// for it by the next frame.
    fn leave(self, number: usize) {
        // The screen may be gone, here and below.
        if self.kept.try_update_value(|kept| kept.leave(number)) == Some(true) {
            dom::soon(move || self.sweep());
        }
    }

    fn sweep(self) {
        let gone = self.kept.try_update_value(Kept::sweep).unwrap_or_default();
        if gone.is_empty() {
            return;
        }
        self.states.update(|states| states.retain(|(own, _)| gone.iter().all(|(number, _)| number != own)));
        // Nothing on the page shows them any more by then.
        dom::soon(move || gone.iter().for_each(|(_, answer)| answer.owner.cleanup()));
    }

    /// What was achieved, as goals are measured.
    pub(super) fn ledger(self) -> RwSignal<Arc<Ledger>> {
        if let Some(known) = self.ledger.get_value() {
            return known;
        }
        let ui = self.ui;
        let gather = move || {
            ui.store.with(|workspace| {
                let ledger = |columns: &Columns| {
                    Arc::new(Ledger::new(workspace, columns, clock::today(), &LocalCalendar))
                };
                self.columns.with_value(ledger)
            })
        };
        let ledger = self.owner.get_value().with(|| {
            let ledger = RwSignal::new(gather());
            let track = move |()| {
                ui.store.track_deals();
                ui.store.track_shape();
                ui.store.track_catalogue();
            };
            follow_on(Callback::new(track), Callback::new(move |()| ledger.set(gather())));
            ledger
        });
        self.ledger.set_value(Some(ledger));
        ledger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asks_for_goes_and_the_rest_stays_as_it_is() {
        let mut kept = Kept::new();
        let (one, two) = (kept.keep("one", 1), kept.keep("two", 2));
        assert_eq!(kept.ask(&"one"), Some((one, &1)));
        assert!(!kept.leave(one), "the other still asks");
        assert!(kept.leave(two));
        // One that is made anew asks the same before anything is swept.
        assert_eq!(kept.ask(&"two"), Some((two, &2)));
        assert_eq!(kept.sweep(), []);
        assert!(kept.leave(one));
        assert_eq!(kept.sweep(), [(one, 1)]);
        assert_eq!(kept.ask(&"one"), None);
        assert_eq!(kept.ask(&"two"), Some((two, &2)));
        assert!(![one, two].contains(&kept.keep("one", 3)), "no number is given twice");
        assert!(!kept.leave(one), "nobody is left of it");
    }

    /// However often a widget is changed, there are as many reports as are asked for.
    #[test]
    fn reports_do_not_pile_up() {
        let mut kept = Kept::new();
        let mut last = kept.keep(0, ());
        for question in 1..50 {
            kept.leave(last);
            last = kept.keep(question, ());
            assert_eq!(kept.sweep().len(), 1);
        }
        assert_eq!(kept.rows.len(), 1);
    }
}
