//! `cargo xtask datasets FOLDER`: imports sets of public sales data as the wizard would, and compares what comes of them with
//! figures that were worked out elsewhere (`expected.json` beside each set).
//!
//! A set is a folder with CSV files; which of them are imported together stands in [`SETS`]. Nothing of the data is part of the
//! project.

mod figures;
mod import;
mod left_out;
mod review;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use exchange::plan::Zone as _;
use import::{NOW, Utc, import, import_with, planned};
use sales::model::Workspace;
use serde_json::Value;

/// The sets, with the files that are imported together.
const SETS: [(&str, &[&str]); 3] = [
    ("maven_crm", &["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"]),
    ("salesforce_dtc", &["DTC_Opportunity.csv", "DTC_OpportunityHistory.csv", "DTC_Account.csv"]),
    ("enpal_pipedrive", &["deal_changes.csv", "stages.csv", "users.csv", "fields.csv"]),
];

/// The set whose review is counted by Python as well.
const REVIEWED: &str = "maven_crm";

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
                let (lines, mut covered) = figures::compare(&workspace, &expected, Utc.local(NOW).date());
                for line in lines {
                    compared += 1;
                    different += usize::from(!line.is_same());
                    println!("  {line}");
                }
                if set == REVIEWED {
                    match review::compare(&workspace, &folder.join(files[0])) {
                        Ok(lines) => {
                            for line in lines {
                                compared += 1;
                                different += usize::from(!line.is_same());
                                println!("  {line}");
                            }
                        }
                        Err(why) => println!("  {why}"),
                    }
                }
                if expected.pointer("/extra/open_value_at_list_price").is_some() {
                    match import_with(&folder, files, |setup| setup.uses_list_price = true) {
                        Ok(workspace) => {
                            let today = Utc.local(NOW).date();
                            let (lines, names) = figures::compare_at_list_price(&workspace, &expected, today);
                            covered.extend(names);
                            for line in lines {
                                compared += 1;
                                different += usize::from(!line.is_same());
                                println!("  {line}");
                            }
                        }
                        Err(error) => {
                            println!("  at list prices: {error}");
                            different += 1;
                        }
                    }
                }
                println!("  not compared:");
                for (name, why) in left_out::left_out(&expected, &covered) {
                    println!("  {name}: {why}");
                }
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
