//! `cargo xtask backtest FOLDER`: replays sets of public sales data. What was closed before a day is learnt from, what was open on
//! that day is predicted, and compared with what came of it.

#[path = "../../../exchange/examples/datasets/import.rs"]
#[allow(dead_code, reason = "the other program uses more of it")]
mod import;

use std::path::Path;
use std::process::ExitCode;

use forecast::score::{Scores, scores};
use forecast::{Earlier, Model};
use sales::model::{StandingKind, Workspace};
use sales::time::{Date, Timestamp};

/// A set, its files, and the day up to which is learnt.
struct Set {
    name: &'static str,
    files: &'static [&'static str],
    day: (i32, u32, u32),
}

const SETS: [Set; 2] = [
    Set {
        name: "maven_crm",
        files: &["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"],
        day: (2017, 10, 1),
    },
    Set {
        name: "salesforce_dtc",
        files: &["DTC_Opportunity.csv", "DTC_OpportunityHistory.csv", "DTC_Account.csv"],
        day: (2015, 1, 1),
    },
];

const SEED: u64 = 1;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("say which folder has the sets");
        return ExitCode::FAILURE;
    };
    let mut done = 0;
    for set in &SETS {
        let folder = Path::new(&folder).join(set.name);
        if !folder.is_dir() {
            println!("{}: not there", set.name);
            continue;
        }
        match import::import(&folder, set.files) {
            Ok(workspace) => {
                replay(set, &workspace);
                done += 1;
            }
            Err(error) => println!("{}: {error}", set.name),
        }
    }
    if done == SETS.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn replay(set: &Set, workspace: &Workspace) {
    let (year, month, day) = set.day;
    let Some(date) = Date::from_ymd_opt(year, month, day) else { return };
    let now = Timestamp(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis() - 1);
    let earlier = Earlier::default();
    let model = Model::learn(workspace, &earlier, now, SEED);
    let learning = model.learning();
    println!("{}, learnt from what was closed before {date}", set.name);
    println!("  {} won, {} lost; {:?}, {:?}", learning.won, learning.lost, learning.method, learning.ground);
    for trial in &learning.trials {
        println!("  {trial:?}");
    }
    for unused in &learning.unused {
        println!("  not used: {unused:?}");
    }
    let look = model.at(workspace, &earlier, now);
    let chances = look.chances();
    let came = |standing: StandingKind| match standing {
        StandingKind::Won => Some(true),
        StandingKind::Lost => Some(false),
        _ => None,
    };
    let known: Vec<(f64, bool)> = chances
        .iter()
        .filter_map(|&(deal, chance)| Some((chance, came(workspace.deals.at(deal).standing())?)))
        .collect();
    println!("  {} were open then, {} of them have ended since", chances.len(), known.len());
    #[allow(clippy::cast_precision_loss, reason = "no set has 2^53 deals")]
    let base = learning.won as f64 / (learning.won + learning.lost) as f64;
    let base: Vec<(f64, bool)> = known.iter().map(|row| (base, row.1)).collect();
    print("base rate", scores(&base));
    print("ours", scores(&known));
}

fn print(name: &str, scores: Option<Scores>) {
    let Some(scores) = scores else { return };
    let auc = scores.auc.map_or("–".to_owned(), |auc| format!("{auc:.4}"));
    println!(
        "  {name:<28} Brier {:.4}  log loss {:.4}  AUC {auc}  calibration error {:.4}",
        scores.brier, scores.log_loss, scores.calibration
    );
}
