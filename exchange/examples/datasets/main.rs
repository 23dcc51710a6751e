//! `cargo xtask datasets FOLDER`: imports sets of public sales data as the wizard would, and compares what comes of them with
//! figures that were worked out elsewhere (`expected.json` beside each set).
//!
//! A set is a folder with CSV files; which of them are imported together stands in [`SETS`]. Nothing of the data is part of the
//! project.

mod figures;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use exchange::plan::{self, Plan, World, Zone};
use exchange::propose::{self, Words};
use exchange::read;
use exchange::table::Table;
use sales::evolve::{self, Touched};
use sales::ids::Uuid;
use sales::model::Workspace;
use sales::money::Currency;
use sales::time::{Date, Timestamp};
use serde_json::Value;

/// The sets, with the files that are imported together.
const SETS: [(&str, &[&str]); 3] = [
    ("maven_crm", &["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"]),
    ("salesforce_dtc", &["DTC_Opportunity.csv", "DTC_OpportunityHistory.csv", "DTC_Account.csv"]),
    ("enpal_pipedrive", &["deal_changes.csv", "stages.csv", "users.csv", "fields.csv"]),
];

/// A time zone without surprises: the figures were worked out in it.
struct Utc;

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
const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("say which folder has the sets");
        return ExitCode::FAILURE;
    };
    let (mut compared, mut different, mut sets) = (0, 0, 0);
    for (set, files) in SETS {
        let folder = Path::new(&folder).join(set);
        if !folder.is_dir() {
            println!("{set}: not there");
            continue;
        }
        sets += 1;
        match import(&folder, files) {
            Ok(workspace) => {
                let expected = fs::read_to_string(folder.join("expected.json")).unwrap_or_default();
                let expected: Value = serde_json::from_str(&expected).unwrap_or(Value::Null);
                println!("{set}");
                let (lines, left_out) = figures::compare(&workspace, &expected, Utc.local(NOW).date());
                for line in lines {
                    compared += 1;
                    different += usize::from(!line.is_same());
                    println!("  {line}");
                }
                println!("  not compared, there is no such figure: {}", left_out.join(", "));
                different += usize::from(!stays_the_same(&folder, files, &workspace));
            }
            Err(error) => {
                println!("{set}: {error}");
                different += 1;
            }
        }
    }
    println!("{compared} figures of {sets} sets compared, {different} differ");
    if sets == 0 || different > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Imports the files into a workspace of their own, with every decision as it is proposed.
fn import(folder: &Path, files: &[&str]) -> Result<Workspace, String> {
    let mut workspace = Workspace::default();
    let plan = planned(folder, files, &workspace)?;
    let mut touched = Touched::default();
    for change in &plan.changes {
        evolve::apply(&mut workspace, change, &mut touched);
    }
    Ok(workspace)
}

fn planned(folder: &Path, files: &[&str], workspace: &Workspace) -> Result<Plan, String> {
    let tables: Vec<Table> = files.iter().map(|file| table(&folder.join(file))).collect::<Result<_, _>>()?;
    let tables: Vec<&Table> = tables.iter().collect();
    let words = Words {
        pipeline: "Imported".to_owned(),
        stages: ["Open", "Won", "Lost"].map(str::to_owned),
        currency: Currency::USD,
    };
    let proposal = propose::propose(&tables, workspace, &words, &std::collections::BTreeMap::new(), &[]);
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

/// The same files once more must change nothing.
fn stays_the_same(folder: &Path, files: &[&str], workspace: &Workspace) -> bool {
    match planned(folder, files, workspace) {
        Ok(plan) if plan.changes.is_empty() => {
            println!("  the same files again change nothing");
            true
        }
        Ok(plan) => {
            println!(
                "  the same files again make {} changes: {:?}",
                plan.changes.len(),
                plan.changes.first()
            );
            false
        }
        Err(error) => {
            println!("  the same files again: {error}");
            false
        }
    }
}
