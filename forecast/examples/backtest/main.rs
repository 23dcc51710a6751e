//! `cargo xtask backtest FOLDER`: replays sets of public sales data. What was closed before a day is learnt from, what was open on
//! that day is predicted, and compared with what came of it. It fails where ours is worse than the base rate by more than [`WORSE`].

#![allow(clippy::format_push_string, reason = "a table for another program, written once")]
#![allow(clippy::cast_precision_loss, reason = "no set has 2^53 cents")]

#[path = "../../../exchange/examples/datasets/import.rs"]
#[allow(dead_code, reason = "the other program uses more of it")]
mod import;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use forecast::score::{Scores, coverage, scores};
use forecast::{Arrivals, Earlier, Ground, Method, Model, Sheet, Stake, Why, simulate};
use sales::model::{Deal, Ix, StandingKind, Workspace};
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

/// By how much the Brier score of ours may be worse than that of the base rate.
const WORSE: f64 = 0.002;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("say which folder has the sets");
        return ExitCode::FAILURE;
    };
    let tables = std::env::temp_dir().join("fairlead-backtest");
    let (mut done, mut failed) = (0, 0);
    for set in &SETS {
        let folder = Path::new(&folder).join(set.name);
        if !folder.is_dir() {
            println!("{}: not there", set.name);
            continue;
        }
        match import::import(&folder, set.files) {
            Ok(workspace) => {
                failed += usize::from(!replay(set, &workspace, &tables));
                done += 1;
            }
            Err(error) => println!("{}: {error}", set.name),
        }
    }
    println!("\n{failed} of {done} sets in which ours is worse than the base rate by more than {WORSE}");
    if done == SETS.len() && failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Replays a set. Answers whether ours is no worse than it may be.
fn replay(set: &Set, workspace: &Workspace, folder: &Path) -> bool {
    let (year, month, day) = set.day;
    let Some(date) = Date::from_ymd_opt(year, month, day) else { return false };
    let now = instant(date);
    let earlier = Earlier::default();
    let began = Instant::now();
    let model = Model::learn(workspace, &earlier, now, SEED);
    let took = began.elapsed();
    let learning = model.learning();
    println!("\n{}, learnt from what was closed before {date}", set.name);
    println!("  {} won, {} lost; learnt in {took:.0?}", learning.won, learning.lost);
    match learning.ground {
        Ground::TooFew => println!("  too few to learn from: the rate of the stage is used"),
        Ground::NoSignal => {
            println!("  nothing tells better than by chance which will be won: the base rate is used");
        }
        Ground::DidNotHold => {
            println!("  what seemed to tell would have been worse lately: the base rate is used");
        }
        Ground::Learnt { gain, error } => {
            println!("  used: {:?}, Brier {gain:.4} ± {error:.4} below the base rate", learning.method);
        }
    }
    println!("  on deals that were not learnt from, before that day:");
    for trial in &learning.trials {
        let method = format!("{:?}", trial.method);
        println!(
            "    {method:<26} Brier {:.4}, {:+.4} ± {:.4} against the base rate",
            trial.brier, -trial.gain, trial.error
        );
    }
    if let Some(replay) = learning.replay {
        println!(
            "  replayed from the past, {} deals: Brier {:.4}; {:.4} with the share of all closed deals, {:.4} with that of deals met open",
            replay.deals, replay.best, replay.all_closed, replay.met_open
        );
    }
    let filled_in = learning.unused.iter().filter(|unused| unused.why == Why::FilledInAtTheEnd);
    let filled_in: Vec<String> = filled_in.map(|unused| format!("{:?}", unused.feature)).collect();
    println!("  left out, as filled in when deals are closed: {}", filled_in.join(", "));

    let sheet = Sheet::new(workspace, &earlier, now, SEED);
    let (open, ended) =
        (sheet.open.len(), sheet.open.iter().filter(|row| came(workspace, row.0).is_some()).count());
    println!("  {open} were open then; the {ended} that have ended since are compared:");
    let plain = [
        ("base rate", Method::BaseRate),
        ("stage rate", Method::StageRate),
        ("naive Bayes", Method::NaiveBayes),
        ("logistic, used or not", Method::Logistic),
        ("boosting, used or not", Method::Boosting),
    ];
    let mut base = None;
    for (name, method) in plain {
        let model = Model::learn_as(workspace, &earlier, now, SEED, method);
        let found = scored(workspace, &model, now);
        print(name, found);
        if method == Method::BaseRate {
            base = found;
        }
    }
    let ours = scored(workspace, &model, now);
    print("ours", ours);
    let is_good = check(base, ours);
    sklearn(set.name, &sheet, workspace, folder);
    bands(workspace, now);
    is_good
}

/// Whether ours is worse than the base rate by no more than it may be, and says so.
fn check(base: Option<Scores>, ours: Option<Scores>) -> bool {
    let Some((base, ours)) = base.zip(ours) else {
        println!("    check: nothing to compare: FAILED");
        return false;
    };
    let worse = ours.brier - base.brier;
    let is_good = worse <= WORSE;
    println!(
        "    check: Brier {worse:+.4} against the base rate, at most +{WORSE} allowed: {}",
        if is_good { "passed" } else { "FAILED" }
    );
    is_good
}

fn instant(date: Date) -> Timestamp {
    Timestamp(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis() - 1)
}

/// Whether a deal was won in the end; `None` where it has not ended.
fn came(workspace: &Workspace, deal: Ix<Deal>) -> Option<bool> {
    match workspace.deals.at(deal).standing() {
        StandingKind::Won => Some(true),
        StandingKind::Lost => Some(false),
        _ => None,
    }
}

fn scored(workspace: &Workspace, model: &Model, now: Timestamp) -> Option<Scores> {
    let chances = model.at(workspace, &Earlier::default(), now).chances(now);
    let known = chances.iter().filter_map(|chance| Some((chance.win, came(workspace, chance.deal)?)));
    scores(&known.collect::<Vec<_>>())
}

fn print(name: &str, scores: Option<Scores>) {
    let Some(scores) = scores else { return };
    let auc = scores.auc.map_or("–".to_owned(), |auc| format!("{auc:.4}"));
    println!(
        "    {name:<26} Brier {:.4}  log loss {:.4}  AUC {auc}  calibration error {:.4}",
        scores.brier, scores.log_loss, scores.calibration
    );
}

/// Gives the same rows to scikit-learn, where Python has it.
fn sklearn(name: &str, sheet: &Sheet, workspace: &Workspace, folder: &Path) {
    let mut text = String::from("part,won,weight");
    for (feature, names) in &sheet.columns {
        text += &format!(",{}{feature:?}", if *names { "=" } else { "" });
    }
    let mut line = |part: &str, won: bool, weight: f64, facts: &[f32]| {
        text += &format!("\n{part},{},{weight}", u8::from(won));
        for fact in facts {
            text += &format!(",{fact}");
        }
    };
    for (facts, won, weight) in &sheet.learnt {
        line("learnt", *won, *weight, facts);
    }
    for (deal, facts) in &sheet.open {
        if let Some(won) = came(workspace, *deal) {
            line("open", won, 1.0, facts);
        }
    }
    let path = folder.join(format!("{name}.csv"));
    if let Err(error) = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)) {
        println!("    scikit-learn: {}: {error}", path.display());
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/backtest/with_sklearn.py");
    match Command::new("python3").arg(script).arg(&path).output() {
        Ok(output) if output.status.success() => print!("{}", String::from_utf8_lossy(&output.stdout)),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            println!("    scikit-learn is not compared: {}", said.lines().last().unwrap_or_default());
        }
        Err(error) => println!("    scikit-learn is not compared: python3: {error}"),
    }
}

/// Days of a period that is forecast.
const PERIOD: i64 = 30;
/// Days from one forecast to the next.
const EVERY: i64 = 10;

/// Whose chances the simulation is played with.
const BANDS: [(&str, Option<Method>); 4] = [
    ("base rate", Some(Method::BaseRate)),
    ("stage rate", Some(Method::StageRate)),
    ("naive Bayes", Some(Method::NaiveBayes)),
    ("ours", None),
];

/// Forecasts periods one after the other, each from what was known when it began, and counts how often what came lies within the band: from
/// the day of the split on, and from when a third of the time is over, which gives more periods.
fn bands(workspace: &Workspace, split: Timestamp) {
    let ends = || workspace.deals.iter().filter(|deal| !deal.is_open()).map(Deal::entered);
    let (Some(first), Some(last)) = (ends().min(), ends().max()) else { return };
    let third = first.plus_days((last.0 - first.0) / 86_400_000 / 3);
    for (name, from) in [("from that day on", split), ("from a third of the time on", third)] {
        let number = starts(from, last).count();
        println!("  P10–P90, {name}, {number} periods of {PERIOD} days, every {EVERY} days:");
        for (name, method) in BANDS {
            let found = covered(workspace, starts(from, last), method);
            let percent = |share: Option<f64>| {
                share.map_or("–".to_owned(), |share| format!("{:.0} %", 100.0 * share))
            };
            println!(
                "    {name:<26} has {} of what open deals brought, {} with new ones; P50 in all {:.2} of what came",
                percent(found.open),
                percent(found.all),
                found.said as f64 / found.was as f64,
            );
        }
    }
}

/// The instants at which periods begin that are over by `last`.
fn starts(from: Timestamp, last: Timestamp) -> impl Iterator<Item = Timestamp> {
    let next = |now: &Timestamp| Some(now.plus_days(EVERY));
    std::iter::successors(Some(from), next).take_while(move |now| now.plus_days(PERIOD) <= last)
}

/// The shares of periods in whose bands lay what came, and what was said and came in all.
struct Covered {
    open: Option<f64>,
    all: Option<f64>,
    said: i128,
    was: i128,
}

fn covered(
    workspace: &Workspace,
    starts: impl Iterator<Item = Timestamp>,
    method: Option<Method>,
) -> Covered {
    let deals: Vec<&Deal> = workspace.deals.iter().collect();
    let (mut open, mut all) = (Vec::new(), Vec::new());
    let (mut open_came, mut all_came) = (Vec::new(), Vec::new());
    let (mut said, mut was) = (0, 0);
    let earlier = Earlier::default();
    for now in starts {
        let end = now.plus_days(PERIOD);
        let model = match method {
            Some(method) => Model::learn_as(workspace, &earlier, now, SEED, method),
            None => Model::learn(workspace, &earlier, now, SEED),
        };
        let arrivals = Arrivals::learn(workspace, &earlier, now);
        let stakes = model.at(workspace, &earlier, now).stakes(end);
        let stakes: Vec<Stake> = stakes.into_iter().map(|row| row.1).collect();
        let found = simulate(&stakes, &arrivals, 30.0, SEED);
        let won = deals.iter().filter(|deal| {
            deal.standing() == StandingKind::Won && now < deal.entered() && deal.entered() <= end
        });
        let value = |deal: &&Deal| i128::from(deal.value.map_or(0, |value| value.minor));
        open_came.push(won.clone().filter(|deal| deal.created <= now).map(value).sum::<i128>());
        all_came.push(won.map(value).sum::<i128>());
        open.push((found.open().p10, found.open().p90));
        all.push((found.all().p10, found.all().p90));
        said += found.all().p50;
        was += all_came.last().copied().unwrap_or(0);
    }
    Covered { open: coverage(&open, &open_came), all: coverage(&all, &all_came), said, was }
}
