//! Benchmarks in the browser. Each prints its figure beside a baseline measured in the same browser, and their ratio: a
//! bare time says more about the machine than about the app.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use support::{Settings, browser_test};

/// An odd number, so that the median is one of them.
const VISITS: usize = 7;

fn main() -> Result<()> {
    let empty = tempfile::tempdir()?;
    fs::write(empty.path().join("index.html"), "<!doctype html><title>Empty</title><p>Empty")?;
    let baseline_ms = first_paint_ms(Some(empty.path()));
    let app_ms = first_paint_ms(None);
    println!("{:<44} {:>9} {:>9} {:>7}", "", "here", "baseline", "ratio");
    print("first paint (baseline: an empty page)", app_ms, baseline_ms);
    Ok(())
}

fn print(what: &str, here_ms: f64, baseline_ms: f64) {
    println!("{what:<44} {here_ms:>6.1} ms {baseline_ms:>6.1} ms {:>6.1}×", here_ms / baseline_ms);
}

/// The median time from the start of a visit to the first thing drawn.
fn first_paint_ms(site: Option<&Path>) -> f64 {
    let settings = Settings { site: site.map(Path::to_path_buf), ..Settings::default() };
    browser_test(&settings, async |app| {
        let mut times_ms = Vec::new();
        for _ in 0..VISITS {
            app.open("").await?;
            let script = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
            let time = app.wait_until("the first paint", script, vec![]).await?;
            times_ms.push(time.as_f64().context("the time is a number")?);
        }
        // An empty page has no icon, and the browser complains of that.
        app.console_errors().await?;
        Ok(median(times_ms))
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
