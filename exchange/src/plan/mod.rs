//! What an import would change.
//!
//! [`plan`] reads all tables as the setup says and answers with one list of changes, to be saved as one entry and undone as
//! one, and with a report on every row. It changes nothing itself, so it can be asked again after each decision.

mod activities;
mod alike;
mod amounts;
mod changelog;
mod closing;
mod customers;
mod cut;
mod deals;
mod directory;
mod externals;
mod fields;
mod histories;
mod history;
mod instants;
mod known;
mod listed;
mod lists;
mod numbers;
mod parts;
pub mod report;
mod rows;
mod stages;
mod succession;
mod ticker;
mod twins;
mod update;

use std::ops::ControlFlow;

use chrono::{NaiveDateTime, Timelike as _};
use sales::ids::{DealId, IdSource};
use sales::log::{Change, SettingsEdit, Swap};
use sales::model::{StandingKind, Workspace};
use sales::time::{Date, Timestamp};

pub(crate) use self::activities::Found;
use self::directory::Directory;
pub(crate) use self::externals::Externals;
pub(crate) use self::histories::stage_of;
pub(crate) use self::lists::{cell, name};
pub(crate) use self::numbers::Numbers;
use self::report::{Came, Report};
use self::rows::{DealRow, Reader};
use self::stages::Places;
use self::ticker::Ticker;
pub(crate) use self::update::BETWEEN_NOTES;
use crate::setup::Setup;
use crate::table::Table;
use crate::target::{FileKind, Target};
use crate::values::Moment;

/// Tells which instant a time on the wall was.
pub trait Zone {
    /// The instant of `seconds` after midnight on `date`.
    fn instant(&self, date: Date, seconds: u32) -> Timestamp;

    /// Day and time on the wall at an instant.
    fn local(&self, instant: Timestamp) -> NaiveDateTime;
}

/// What a plan needs from the world.
pub struct World<'a> {
    /// What the clock on the wall says.
    pub now: Timestamp,
    /// The workspace's time zone.
    pub zone: &'a dyn Zone,
}

/// How far a plan has come, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: usize,
    /// All rows.
    pub total: usize,
}

/// Called now and then; breaking off ends the plan without an answer.
pub type Watch<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// All changes, in order.
    pub changes: Vec<Change>,
    /// The deals that rows are about and that stay as they are.
    pub unchanged: Vec<DealId>,
    /// What came of each row.
    pub report: Report,
}

/// Noon, which falls on the same day whatever daylight saving does: the time of a day without one, in seconds.
pub const NOON: u32 = 12 * 3600;

impl World<'_> {
    /// The instant that a cell means. A day without a time counts as its noon.
    pub(crate) fn instant(&self, moment: Moment) -> Timestamp {
        match moment {
            Moment { offset: Some(_), .. } => moment.instant(0),
            Moment { time: Some(time), .. } => {
                self.zone.instant(moment.date, time.num_seconds_from_midnight())
            }
            Moment { date, .. } => self.zone.instant(date, NOON),
        }
    }
}

/// The first deals of a workspace bring the currency that it reckons in.
fn own_currency(workspace: &Workspace, setup: &Setup) -> Option<Change> {
    let from = workspace.settings.currency;
    let is_first = workspace.deals.iter().next().is_none();
    let change = Change::Settings(SettingsEdit::Currency(Swap { from, to: setup.currency }));
    (is_first && from != setup.currency).then_some(change)
}

/// Plans an import. `None` where the watch broke it off.
pub fn plan(
    tables: &[&Table],
    setup: &Setup,
    workspace: &Workspace,
    world: &World<'_>,
    ids: &mut dyn IdSource,
    watch: Watch<'_>,
) -> Option<Plan> {
    let of_kind = |kind: FileKind| {
        setup
            .files
            .iter()
            .zip(tables.iter().copied())
            .enumerate()
            .filter(move |(_, (file, _))| file.kind == Some(kind))
    };
    let numbers = Numbers::of(setup.files.iter().zip(tables.iter().copied()));
    let total = tables.iter().map(|table| table.len()).sum();
    let mut directory = Directory::new(workspace, setup, Ticker::new(watch, total));
    left_out(tables, setup, &mut directory);
    for (file, (decided, table)) in setup.files.iter().zip(tables).enumerate() {
        cut::tell(file, table, decided, &mut directory.report);
    }
    let mut pipelines = Vec::from_iter(own_currency(workspace, setup));
    let places = Places::new(workspace, setup, ids, &mut pipelines, &mut directory.report);
    for (file, (decided, table)) in of_kind(FileKind::People) {
        lists::people(file, table, decided, workspace, &numbers, &mut directory, ids);
    }
    for (file, (decided, table)) in of_kind(FileKind::Products) {
        lists::products(file, table, decided, setup, workspace, &mut directory, ids);
    }
    for (file, (decided, table)) in of_kind(FileKind::Organisations) {
        lists::organisations(file, table, decided, workspace, &mut directory, ids);
    }
    for (file, (decided, table)) in of_kind(FileKind::Contacts) {
        lists::contacts(file, table, decided, workspace, &mut directory, ids);
    }

    let mut rows: Vec<DealRow<'_>> = Vec::new();
    let mut stories = histories::Histories::default();
    for (file, (decided, table)) in of_kind(FileKind::Deals) {
        let reader = Reader::new(file, table, &decided.columns, setup);
        rows.reserve(table.len());
        for row in table.rows() {
            rows.extend(reader.read(row, world, &mut directory.report));
            if directory.ticker.half() {
                return None;
            }
        }
    }
    for (file, (decided, table)) in of_kind(FileKind::ChangeLog) {
        let log = changelog::Log { file, table, decided, setup, numbers: &numbers, world };
        log.read(&mut rows, &mut directory);
    }
    for (file, (decided, table)) in of_kind(FileKind::StageHistory) {
        histories::read(file, table, decided, &numbers, world, &mut stories, &mut directory);
    }
    let ends = |row: &DealRow<'_>| {
        let place = places.place(row.pipeline, numbers.name(&Target::Stage, row.stage))?;
        Some(place.standing()).filter(|standing| *standing != StandingKind::Open)
    };
    twins::join(&mut rows, &setup.twins, &ends, &mut directory.report);
    let mut known = known::KnownDeals::new(workspace, setup);
    twins::meet(&mut rows, |row| known.only(row), &ends, &mut directory.report);
    known.note_named(&rows);
    let mut made = deals::Deals::new(known, tables, &places, &numbers, &stories, world);
    for row in &mut rows {
        made.take(row, &mut directory, ids);
        if directory.ticker.half() {
            return None;
        }
    }
    let deals::Made { fields, mut deals, mut unchanged, met } = made.finish(&mut directory.report);
    let later = histories::Later { workspace, setup, places: &places, met: &met };
    let (pasts, same) = later.join(&stories, &mut directory);
    deals.extend(pasts);
    unchanged.extend(same);
    let mut activities = Vec::new();
    if of_kind(FileKind::Activities).next().is_some() {
        let found = activities::Found::new(workspace, &deals);
        let plan = activities::Activities { workspace, setup, numbers: &numbers, found: &found, world };
        for (file, (decided, table)) in of_kind(FileKind::Activities) {
            activities.extend(plan.plan(file, table, decided, &mut directory, ids));
        }
    }
    if directory.ticker.is_off() || directory.ticker.end() {
        return None;
    }
    let Directory { changes, mut report, .. } = directory;
    report.issues.sort_by_key(|issue| (issue.file, issue.line));
    report.rows.sort_by_key(|row| (row.file, row.line));
    let changes = pipelines.into_iter().chain(changes).chain(fields).chain(deals).chain(activities).collect();
    Some(Plan { changes, unchanged, report })
}

/// Tables of names have no rows of their own, and some are left out.
fn left_out(tables: &[&Table], setup: &Setup, directory: &mut Directory<'_>) {
    for (file, (decided, table)) in setup.files.iter().zip(tables).enumerate() {
        if matches!(decided.kind, None | Some(FileKind::Names)) {
            directory.ticker.rows(table.len());
        }
        if decided.kind.is_none() && !table.is_empty() {
            directory.report.passed((file, 0), "", Came::TableLeftOut(table.len()));
        }
    }
}
