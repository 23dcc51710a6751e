//! Benchmarks in the browser. Each prints its figure beside a baseline measured in the same run and the same browser, and their
//! ratio: a bare time says more about the machine than about the app.
//!
//! The baseline of opening is an empty page, that of reading a table is Papa Parse, that of learning and simulating a tenth of the
//! deals and scikit-learn where Python has it; the baseline of everything else is the same board with 50 deals.

mod engines;
mod files;
mod forecasting;
#[path = "../../forecast/tests/forecast/made.rs"]
#[allow(dead_code, reason = "the tests of the forecast use more of it")]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers of benchmarks are small"
)]
mod made;
mod memory;
mod seed;

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

/// An odd number, so that the median is one of them.
const VISITS: usize = 5;
/// How many deals the baseline board has.
const FEW: usize = 50;
/// How many deals the board is made for.
const MANY: usize = 100_000;

/// Over how many stage visits the figures are laid beside other engines.
const VISITS_COMPARED: [usize; 2] = [100_000, 1_000_000];

/// How long filling a database or a benchmark may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);

/// What was measured on a board.
#[derive(Debug, Clone, Copy)]
struct Figures {
    open_ms: f64,
    scroll_longest_ms: f64,
    scroll_median_ms: f64,
    drag_longest_ms: f64,
    placed_ms: f64,
    drop_ms: f64,
    transaction_ms: f64,
    save_ms: f64,
    bare_transaction_ms: f64,
    insights_ms: f64,
    insights_charts_ms: f64,
    insights_follow_ms: f64,
    insights_late_frames: f64,
    review_ms: f64,
    today_ms: f64,
    breakdown_ms: f64,
    breakdown_late_frames: f64,
    memory_mb: f64,
}

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("engines") => {
            print_engines(&engines::compare(&VISITS_COMPARED)?);
            Ok(())
        }
        Some("forecast") => forecasting::print(),
        _ => app(),
    }
}

/// The app beside an empty page, a board with few deals, and Papa Parse.
fn app() -> Result<()> {
    let empty = tempfile::tempdir()?;
    fs::write(empty.path().join("index.html"), "<!doctype html><title>Empty</title><p>Empty")?;
    let (empty_ms, empty_mb) = empty_page(empty.path());
    let few_import = files::import(FEW)?;
    let many_import = files::import(MANY)?;
    let reading = files::reading(MANY)?;
    let few = board(FEW)?;
    let many = board(MANY)?;
    let few_files = files::backup(FEW)?;
    let many_files = files::backup(MANY)?;

    println!("\n{:<46} {:>12} {:>12} {:>8} {:>10}", "", "100,000", "baseline", "ratio", "aim");
    let line = |what: &str, here: f64, base: f64, unit: &str, aim: &str| {
        println!("{what:<46} {here:>9.1} {unit} {base:>9.1} {unit} {:>7.1}x {aim:>10}", here / base);
    };
    line("open from the checkpoint (empty page)", many.open_ms, empty_ms, "ms", "<= 1000 ms");
    line("open from the checkpoint (50 deals)", many.open_ms, few.open_ms, "ms", "");
    line("renderer memory (empty page)", many.memory_mb, empty_mb, "MB", "<= 300 MB");
    line("renderer memory (50 deals)", many.memory_mb, few.memory_mb, "MB", "");
    line(
        "scrolling, longest frame (50 deals)",
        many.scroll_longest_ms,
        few.scroll_longest_ms,
        "ms",
        "<= 50 ms",
    );
    line("scrolling, median frame (50 deals)", many.scroll_median_ms, few.scroll_median_ms, "ms", "");
    line("dragging, longest frame (50 deals)", many.drag_longest_ms, few.drag_longest_ms, "ms", "<= 50 ms");
    line("drop to card in place (50 deals)", many.placed_ms, few.placed_ms, "ms", "<= 33 ms");
    line("drop to the frame that shows it (50 deals)", many.drop_ms, few.drop_ms, "ms", "");
    line(
        "key to a move that is saved (bare transaction)",
        many.transaction_ms,
        many.bare_transaction_ms,
        "ms",
        "<= 5 ms",
    );
    line("key to \"saved\" on the screen (50 deals)", many.save_ms, few.save_ms, "ms", "");
    line("opening the review (50 deals)", many.review_ms, few.review_ms, "ms", "<= 300 ms");
    line("opening today (50 deals)", many.today_ms, few.today_ms, "ms", "<= 100 ms");
    line(
        "a break-down's slider to its figures (50 deals)",
        many.breakdown_ms,
        few.breakdown_ms,
        "ms",
        "a frame",
    );
    println!(
        "{:<46} {:>9} {:>12} {:>22}",
        "frames without them in 60 (50 deals)", many.breakdown_late_frames, few.breakdown_late_frames, "0"
    );
    line("opening Insights, figures (50 deals)", many.insights_ms, few.insights_ms, "ms", "<= 300 ms");
    line(
        "from there to the charts (50 deals)",
        many.insights_charts_ms,
        few.insights_charts_ms,
        "ms",
        "<= 1000 ms",
    );
    line(
        "a won deal shows in all figures (50 deals)",
        many.insights_follow_ms,
        few.insights_follow_ms,
        "ms",
        "a frame",
    );
    println!(
        "{:<46} {:>9} {:>12} {:>22}",
        "frames drawn before it does (50 deals)", many.insights_late_frames, few.insights_late_frames, "0"
    );
    line("importing a table (50 deals)", many_import.import_ms, few_import.import_ms, "ms", "<= 3000 ms");
    line(
        "importing, longest task of the page (50 deals)",
        many_import.longest_ms,
        few_import.longest_ms,
        "ms",
        "<= 50 ms",
    );
    line("making a backup (50 deals)", many_files.backup_ms, few_files.backup_ms, "ms", "<= 3000 ms");
    line(
        "opening it and restoring (50 deals)",
        many_files.restore_ms,
        few_files.restore_ms,
        "ms",
        "<= 3000 ms",
    );
    line("reading a table of 100,000 rows (Papa Parse)", reading.ours_ms, reading.papa_ms, "ms", "<= 0.5x");
    println!("Papa Parse takes {:.1} times as long as this app's reader.", reading.papa_ms / reading.ours_ms);
    Ok(())
}

/// The app works out all figures of the Insights screen, the others five of them.
fn print_engines(times: &[engines::Times]) {
    println!(
        "\n{:<46} {:>10} {:>14} {:>14} {:>14}",
        "figures (typed arrays, Arquero, DuckDB)", "", "", "", ""
    );
    for (visits, time) in VISITS_COMPARED.iter().zip(times) {
        let beside = |other: f64| format!("{other:.1} ms {:.2}x", time.ours / other);
        println!(
            "{:<46} {:>7.1} ms {:>17} {:>17} {:>17}",
            format!("over {visits} stage visits"),
            time.ours,
            beside(time.plain),
            beside(time.arquero),
            beside(time.duckdb),
        );
    }
}

fn empty_page(site: &std::path::Path) -> (f64, f64) {
    let settings = Settings { site: Some(site.to_path_buf()), ..Settings::default() };
    browser_test(&settings, async |app| {
        let mut times_ms = Vec::new();
        for _ in 0..VISITS {
            app.open("").await?;
            let script = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
            let time = app.wait_until("the first paint", script, vec![]).await?;
            times_ms.push(time.as_f64().context("the time is a number")?);
        }
        let memory_mb = memory::largest_renderer_mb()?;
        // An empty page has no icon, and the browser complains of that.
        app.console_errors().await?;
        Ok((median(times_ms), memory_mb))
    })
}

fn board(deals: usize) -> Result<Figures> {
    let site = seed::site(deals)?;
    let settings =
        Settings { site: Some(site.path().to_path_buf()), has_reduced_motion: false, ..Settings::default() };
    Ok(browser_test(&settings, async |app| {
        seed::fill(app).await?;
        let watch = json!({ "source": include_str!("watch.js") });
        app.devtools("Page.addScriptToEvaluateOnNewDocument", watch.clone()).await?;
        let mut open_ms = Vec::new();
        for _ in 0..VISITS {
            app.open("seed.html").await?;
            open_ms.push(open(app).await?);
        }
        // What filling the database took is not the board's: measured is a browser that has only opened the board.
        app.kill()?;
        app.reopen().await?;
        app.set_script_timeout(PATIENCE).await?;
        app.devtools("Page.addScriptToEvaluateOnNewDocument", watch).await?;
        open(app).await?;
        app.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        let memory_mb = memory::largest_renderer_mb()?;
        let scroll = run(app, include_str!("scroll.js")).await?;
        let drag = run(app, include_str!("drag.js")).await?;
        let save = run(app, include_str!("save.js")).await?;
        let breakdown = run(app, include_str!("breakdown.js")).await?;
        let screens = run(app, include_str!("screens.js")).await?;
        let insights = run(app, include_str!("insights.js")).await?;
        // The seed page has no icon, and the browser complains of that.
        app.console_errors().await?;
        Ok(Figures {
            open_ms: median(open_ms),
            scroll_longest_ms: figure(&scroll, "longest")?,
            scroll_median_ms: figure(&scroll, "median")?,
            drag_longest_ms: figure(&drag, "longest")?,
            placed_ms: figure(&drag, "placed")?,
            drop_ms: figure(&drag, "drop")?,
            transaction_ms: figure(&save, "transaction")?,
            save_ms: figure(&save, "move")?,
            bare_transaction_ms: figure(&save, "bare")?,
            insights_ms: figure(&insights, "figures")?,
            insights_charts_ms: figure(&insights, "charts")?,
            insights_follow_ms: figure(&insights, "move")?,
            insights_late_frames: figure(&insights, "late")?,
            review_ms: figure(&screens, "review")?,
            today_ms: figure(&screens, "today")?,
            breakdown_ms: figure(&breakdown, "time")?,
            breakdown_late_frames: figure(&breakdown, "late")?,
            memory_mb,
        })
    }))
}

/// Opens the board and answers when its first card was drawn, in milliseconds from the start of the visit.
pub(crate) async fn open(app: &mut App) -> Result<f64> {
    app.open("").await?;
    let shown = app.wait_until("the first card", "return window.bench?.firstCard", vec![]).await?;
    shown.as_f64().context("the time is a number")
}

pub(crate) async fn run(app: &App, script: &str) -> Result<Value> {
    run_with(app, script, vec![]).await
}

pub(crate) async fn run_with(app: &App, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let script = format!("{}\n{script}", include_str!("frames.js"));
    let value = app.eval_async(&script, arguments).await?;
    match value.get("error") {
        Some(error) => bail!("the benchmark failed in the page: {error}"),
        None => Ok(value),
    }
}

pub(crate) fn figure(value: &Value, name: &str) -> Result<f64> {
    value.get(name).and_then(Value::as_f64).with_context(|| format!("no figure {name} in {value}"))
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
