//! What the import knows: the files, what was decided about them, what the worker makes of it.
//!
//! There is one a page. It outlives its screen, so that nothing is thrown away when somebody looks at the board in between
//! or chooses another language.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use exchange::propose::Proposal;
use exchange::protocol::{Outcome, Outline, SoFar};
use exchange::read::{Options, ReadError};
use exchange::setup::{ColumnSetup, FileSetup, Setup};
use exchange::target::{FileKind, Target, makes_sense};
use leptos::prelude::*;
use sales::ids::PipelineId;
use sales::log::Stamp;

use super::questions::Question;
use super::work::Engine;
use crate::platform::dom;
use crate::state::Ui;
use crate::storage::StorageError;

/// Where somebody is on the way through the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Choosing files.
    Files,
    /// Saying what their columns mean.
    Columns,
    /// Saying where stages lead and who is who.
    Values,
    /// Seeing what will happen.
    Preview,
    /// Waiting for it.
    Importing,
    /// Seeing what has happened.
    Summary,
}

impl Step {
    /// The steps that one goes through by hand, in order.
    const BY_HAND: [Self; 4] = [Self::Files, Self::Columns, Self::Values, Self::Preview];

    /// Its name for tests and styles.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Columns => "columns",
            Self::Values => "values",
            Self::Preview => "preview",
            Self::Importing => "importing",
            Self::Summary => "summary",
        }
    }

    /// Its place in the line of steps, from 0. Waiting and seeing the result are one.
    pub(super) fn place(self) -> usize {
        Self::BY_HAND.iter().position(|step| *step == self).unwrap_or(Self::BY_HAND.len())
    }

    /// The step at a place, where one can go there by hand.
    pub(super) fn at(place: usize) -> Option<Self> {
        Self::BY_HAND.get(place).copied()
    }
}

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SourceFile {
    /// Its number here.
    pub(super) key: u32,
    pub(super) name: String,
    /// How it is to be read.
    pub(super) options: Options,
    pub(super) state: Reading,
}

/// How far a file is with being read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// It is still to be read.
    Waiting,
    Read(Arc<Outline>),
    Unreadable(ReadError),
    /// It is a backup, which is opened elsewhere.
    Backup,
    /// The browser no longer has it.
    Vanished,
    /// The worker stopped over it.
    TooMuch,
}

/// A table of a file: the file's number, and its place among the file's tables.
pub(super) type TableId = (u32, usize);

/// What the worker is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Nothing,
    /// Getting ready.
    Starting,
    /// Reading this file.
    Reading(u32),
    Proposing,
    Planning,
    /// Making the changes.
    Writing,
    /// The changes are on their way into the database, and can't be stopped any more.
    Saving,
}

/// Why it does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// The worker could not be started.
    NoWorker,
    /// It stopped.
    Stopped,
    /// It could not work with what it was given.
    Odd(String),
    /// The database refused.
    Storage(StorageError),
    /// Another window keeps changing the workspace.
    Contended,
}

/// How it ended.
#[derive(Debug, Clone)]
pub(super) struct Done {
    /// The entry that was made.
    pub(super) stamp: Stamp,
    /// What came of it.
    pub(super) outcome: Arc<Outcome>,
    /// The pipelines that have deals of it.
    pub(super) pipelines: Vec<PipelineId>,
}

/// The import, as small to copy as a pointer can be.
#[derive(Clone, Copy)]
pub(super) struct Wizard(&'static State);

impl Deref for Wizard {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What [`Wizard`] points to.
pub(super) struct State {
    pub(super) ui: Ui,
    pub(super) step: RwSignal<Step>,
    pub(super) files: RwSignal<Vec<SourceFile>>,
    /// The tables in the order in which the worker has them, and the setup too.
    pub(super) tables: RwSignal<Vec<TableId>>,
    /// What is known about the files.
    pub(super) proposal: RwSignal<Option<Arc<Proposal>>>,
    /// Whether that is about the files and meanings as they are now.
    pub(super) is_proposed: RwSignal<bool>,
    /// What is decided.
    pub(super) setup: RwSignal<Option<Setup>>,
    /// The questions that were answered.
    pub(super) answered: RwSignal<BTreeSet<(TableId, usize, Question)>>,
    /// What the rows of tables are said to be.
    pub(super) told: RwSignal<BTreeMap<TableId, FileKind>>,
    /// Tables that are set up as the last one with their header was.
    pub(super) as_before: RwSignal<BTreeSet<TableId>>,
    /// What an import would do.
    pub(super) outcome: RwSignal<Option<Arc<Outcome>>>,
    /// Whether that is what comes of the setup as it is now.
    pub(super) is_planned: RwSignal<bool>,
    pub(super) work: RwSignal<Work>,
    pub(super) progress: RwSignal<Option<RwSignal<Option<SoFar>>>>,
    pub(super) failure: RwSignal<Option<Failure>>,
    /// What to say beside the step, as that it was cancelled.
    pub(super) notice: RwSignal<Option<String>>,
    pub(super) done: RwSignal<Option<Done>>,
    engine: StoredValue<Rc<RefCell<Engine>>, LocalStorage>,
}

thread_local! {
    static WIZARD: RefCell<Option<Wizard>> = const { RefCell::new(None) };
}

impl Wizard {
    /// The one of the page.
    pub(super) fn get(ui: Ui) -> Self {
        WIZARD.with_borrow_mut(|wizard| *wizard.get_or_insert_with(|| Self::make(ui)))
    }

    fn make(ui: Ui) -> Self {
        let state = || State {
            ui,
            step: RwSignal::new(Step::Files),
            files: RwSignal::default(),
            tables: RwSignal::default(),
            proposal: RwSignal::new(None),
            is_proposed: RwSignal::new(false),
            setup: RwSignal::new(None),
            answered: RwSignal::default(),
            told: RwSignal::default(),
            as_before: RwSignal::default(),
            outcome: RwSignal::new(None),
            is_planned: RwSignal::new(false),
            work: RwSignal::new(Work::Nothing),
            progress: RwSignal::new(None),
            failure: RwSignal::new(None),
            notice: RwSignal::new(None),
            done: RwSignal::new(None),
            engine: StoredValue::new_local(Rc::default()),
        };
        // Its signals live as long as the page, not as long as the screen that asks for it first.
        let mut root = Owner::current();
        while let Some(parent) = root.as_ref().and_then(Owner::parent) {
            root = Some(parent);
        }
        let state = match root {
            Some(root) => root.with(state),
            None => state(),
        };
        Self(Box::leak(Box::new(state)))
    }

    pub(super) fn engine(self) -> Rc<RefCell<Engine>> {
        self.engine.get_value()
    }

    /// Begins anew.
    pub(super) fn reset(self) {
        self.discard_worker();
        let engine = self.engine();
        let anew = engine.take().anew();
        engine.replace(anew);
        self.files.set(Vec::new());
        self.forget_findings();
        self.done.set(None);
        self.failure.set(None);
        self.go(Step::Files);
    }

    /// Forgets what was found out and decided about the files.
    pub(super) fn forget_findings(self) {
        self.tables.set(Vec::new());
        self.proposal.set(None);
        self.is_proposed.set(false);
        self.setup.set(None);
        self.answered.set(BTreeSet::new());
        self.told.set(BTreeMap::new());
        self.as_before.set(BTreeSet::new());
        self.outcome.set(None);
        self.is_planned.set(false);
    }

    /// Goes to a step and begins at its heading.
    pub(super) fn go(self, step: Step) {
        self.notice.set(None);
        self.step.set(step);
        dom::focus_soon("#import-heading");
        self.begin();
    }

    /// Says something to those who do not see it.
    pub(super) fn say(self, text: String) {
        self.ui.announce(text);
    }

    /// The place of a table in the setup. Tracks it.
    pub(super) fn place(self, table: TableId) -> Option<usize> {
        self.tables.with(|tables| tables.iter().position(|known| *known == table))
    }

    /// What is decided about a table. Tracks it.
    pub(super) fn table<T>(self, table: TableId, read: impl FnOnce(&FileSetup) -> T) -> Option<T> {
        let place = self.place(table)?;
        self.setup.with(|setup| setup.as_ref()?.files.get(place).map(read))
    }

    /// What is known about a table. Tracks it.
    pub(super) fn known<T>(
        self,
        table: TableId,
        read: impl FnOnce(&exchange::propose::File) -> T,
    ) -> Option<T> {
        let place = self.place(table)?;
        self.proposal.with(|proposal| proposal.as_ref()?.files.get(place).map(read))
    }

    /// What is decided about a column. Tracks it.
    pub(super) fn column(self, table: TableId, column: usize) -> Option<ColumnSetup> {
        self.table(table, |file| file.columns.get(column).cloned()).flatten()
    }

    /// Decides something about a table: what the worker found out has to be found out again.
    pub(super) fn decide_table(self, table: TableId, decide: impl FnOnce(&mut FileSetup)) {
        let Some(place) = untrack(|| self.place(table)) else { return };
        self.setup.update(|setup| {
            if let Some(file) = setup.as_mut().and_then(|setup| setup.files.get_mut(place)) {
                decide(file);
            }
        });
        self.files_changed();
    }

    /// Says what the rows of a table are. The worker proposes then what its columns mean; until it has, those that make no
    /// sense any more mean nothing.
    pub(super) fn set_kind(self, table: TableId, kind: Option<FileKind>) {
        let Some(kind) = kind else { return self.decide_table(table, |file| file.kind = None) };
        self.told.update(|told| {
            told.insert(table, kind);
        });
        let proposed = untrack(|| {
            let place = self.place(table)?;
            self.proposal.with(|proposal| proposal.as_ref()?.setup.files.get(place)?.kind)
        });
        if proposed != Some(kind) {
            self.answered.update(|answered| answered.retain(|(of, ..)| *of != table));
            self.as_before.update(|tables| {
                tables.remove(&table);
            });
        }
        self.decide_table(table, |file| {
            file.kind = Some(kind);
            for column in &mut file.columns {
                if !makes_sense(kind, &column.target) {
                    column.target = Target::Skip;
                }
            }
        });
    }

    /// Decides something about a column.
    pub(super) fn decide_column(self, table: TableId, column: usize, decide: impl FnOnce(&mut ColumnSetup)) {
        self.decide_table(table, |file| {
            if let Some(column) = file.columns.get_mut(column) {
                decide(column);
            }
        });
    }

    /// Decides something else: only what comes of it has to be found out again.
    pub(super) fn decide(self, decide: impl FnOnce(&mut Setup)) {
        self.setup.update(|setup| {
            if let Some(setup) = setup {
                decide(setup);
            }
        });
        self.setup_changed();
    }

    /// The tables that are brought in. Tracks them.
    pub(super) fn taken(self) -> Vec<TableId> {
        let mut tables = self.tables.get();
        // A file may have gone since.
        self.files.with(|files| {
            let is_read =
                |key: u32| files.iter().any(|file| file.key == key && matches!(file.state, Reading::Read(_)));
            tables.retain(|(key, _)| is_read(*key));
        });
        tables.retain(|table| self.table(*table, |file| file.kind.is_some()) == Some(true));
        tables
    }
}
