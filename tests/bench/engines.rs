//! The figures of the Insights screen, beside what else could work them out in a browser: typed arrays by hand, Arquero and
//! `DuckDB`, all in one page, over the same deals, with the same answers.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use support::{Settings, browser_test};
use xtask::{dist, tools};

use crate::{PATIENCE, figure, run_with};

/// The engines that are measured, the app's own first.
const ENGINES: [&str; 4] = ["ours", "plain", "arquero", "duckdb"];

/// How long each engine takes for the same figures, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) ours: f64,
    pub(crate) plain: f64,
    pub(crate) arquero: f64,
    pub(crate) duckdb: f64,
}

/// Measures them over so many stage visits each.
pub(crate) fn compare(sizes: &[usize]) -> Result<Vec<Times>> {
    let site = tempfile::tempdir()?;
    lay_out(site.path())?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    Ok(browser_test(&settings, async |app| {
        let mut times = Vec::new();
        for &visits in sizes {
            app.open("engines.html").await?;
            app.set_script_timeout(PATIENCE).await?;
            let seen = run_with(app, include_str!("engines.js"), vec![json!(visits)]).await?;
            agree(&seen)?;
            let time = seen.get("times").context("no times")?;
            times.push(Times {
                ours: figure(time, "ours")?,
                plain: figure(time, "plain")?,
                arquero: figure(time, "arquero")?,
                duckdb: figure(time, "duckdb")?,
            });
        }
        // The page has no icon, and the browser complains of that.
        app.console_errors().await?;
        Ok(times)
    }))
}

/// Lays the engines into a site of their own.
fn lay_out(site: &Path) -> Result<()> {
    let others = tools::engines()?;
    fs::write(site.join("engines.html"), include_str!("engines.html"))?;
    dist::copy(&xtask::app::engines(), &site.join("engines"), |_| true)?;
    fs::copy(others.arquero, site.join("arquero.js"))?;
    let folders = [
        ("duckdb", &others.duckdb),
        ("arrow", &others.arrow),
        ("flatbuffers", &others.flatbuffers),
        ("tslib", &others.tslib),
    ];
    for (name, folder) in folders {
        dist::copy(folder, &site.join(name), is_run)?;
    }
    Ok(())
}

/// Whether a file of a package is one that a page runs.
fn is_run(name: &str) -> bool {
    let end = Path::new(name).extension().and_then(std::ffi::OsStr::to_str);
    end.is_some_and(|end| ["js", "mjs", "wasm"].contains(&end))
}

/// That all engines say the same. Shares may differ in the last bits, since sums are taken in different orders.
fn agree(seen: &Value) -> Result<()> {
    let answers = seen.get("answers").context("no answers")?;
    let of = |engine: &str| answers.get(engine).with_context(|| format!("no answers of {engine}"));
    let ours = of("ours")?;
    for engine in ENGINES {
        if !is_same(ours, of(engine)?) {
            bail!("{engine} answers otherwise:\n{}\nours: {ours}", of(engine)?);
        }
    }
    Ok(())
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
            _ => false,
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| is_same(one, other)))
        }
        _ => one == other,
    }
}
