//! Importing a set of files as the wizard would, with every decision as it is proposed.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDateTime;
use exchange::plan::{self, Plan, World, Zone};
use exchange::propose::{self, Words};
use exchange::read;
use exchange::setup::Setup;
use exchange::table::Table;
use sales::evolve::{self, Touched};
use sales::ids::Uuid;
use sales::model::Workspace;
use sales::money::Currency;
use sales::time::{Date, Timestamp};

/// A time zone without surprises: the figures were worked out in it.
pub(crate) struct Utc;

impl Zone for Utc {
    fn instant(&self, date: Date, seconds: u32) -> Timestamp {
        let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        Timestamp(midnight + i64::from(seconds) * 1_000)
    }

    fn local(&self, instant: Timestamp) -> NaiveDateTime {
        chrono::DateTime::from_timestamp_millis(instant.0).unwrap_or_default().naive_utc()
    }
}

/// When the sets are imported, and looked at.
pub(crate) const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// Imports the files into a workspace of their own, with every decision as it is proposed.
pub(crate) fn import(folder: &Path, files: &[&str]) -> Result<Workspace, String> {
    import_with(folder, files, |_| ())
}

/// The same with some decisions of one's own.
pub(crate) fn import_with(
    folder: &Path,
    files: &[&str],
    decide: impl Fn(&mut Setup),
) -> Result<Workspace, String> {
    let mut workspace = Workspace::default();
    let plan = plan_with(folder, files, &workspace, decide)?;
    let mut touched = Touched::default();
    for change in &plan.changes {
        evolve::apply(&mut workspace, change, &mut touched);
    }
    Ok(workspace)
}

pub(crate) fn planned(folder: &Path, files: &[&str], workspace: &Workspace) -> Result<Plan, String> {
    plan_with(folder, files, workspace, |_| ())
}

fn plan_with(
    folder: &Path,
    files: &[&str],
    workspace: &Workspace,
    decide: impl Fn(&mut Setup),
) -> Result<Plan, String> {
    let tables: Vec<Table> = files.iter().map(|file| table(&folder.join(file))).collect::<Result<_, _>>()?;
    let tables: Vec<&Table> = tables.iter().collect();
    let words = Words {
        pipeline: "Imported".to_owned(),
        stages: ["Open", "Won", "Lost"].map(str::to_owned),
        currency: Currency::USD,
    };
    let mut proposal = propose::propose(&tables, workspace, &words, &std::collections::BTreeMap::new(), &[]);
    decide(&mut proposal.setup);
    let world = World { now: NOW, zone: &Utc };
    // Another import must not make the ids of the first.
    let mut next = (workspace.deals.row_count() as u128 + 1) << 64;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let mut watch = |_| ControlFlow::Continue(());
    plan::plan(&tables, &proposal.setup, workspace, &world, &mut ids, &mut watch)
        .ok_or_else(|| "the plan was broken off".to_owned())
}

fn table(path: &Path) -> Result<Table, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = read::read(&name, &bytes, &read::Options::default(), &mut |_| ControlFlow::Continue(()));
    let file = file.map_err(|error| format!("{name}: {error:?}"))?;
    file.sheets.into_iter().next().ok_or_else(|| format!("{name}: no table"))
}
