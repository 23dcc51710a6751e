//! Files: reading a table, beside Papa Parse; making a backup, and restoring it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use support::{App, Settings, browser_test};

use crate::{PATIENCE, figure, open, run, seed};

/// How long reading a table takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) ours_ms: f64,
    pub(crate) papa_ms: f64,
}

/// How long a backup takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Backup {
    /// From the click to the file.
    pub(crate) backup_ms: f64,
    /// From the file to what is in it, and from the click to the workspace that it was.
    pub(crate) restore_ms: f64,
}

/// A table of deals with ten columns, some cells quoted.
fn table(rows: usize) -> String {
    let mut text =
        "Deal ID,Deal Name,Account,Owner,Stage,Amount,Currency,Created,Closing,Note\r\n".to_owned();
    for row in 0..rows {
        let day = row % 28 + 1;
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "{row},\"Deal, number {row}\",Acme {} GmbH,Jane Roe {},Proposal,{}.50,EUR,2024-03-{day:02},2024-06-{day:02},\
             \"A note with \"\"quotes\"\" in it\"\r\n",
            row % 977,
            row % 30,
            row * 7,
        );
    }
    text
}

/// Has the app's worker and Papa Parse read the same table in the same browser, one after the other, several times.
pub(crate) fn reading(rows: usize) -> Result<Reading> {
    let site = seed::bare()?;
    fs::write(site.path().join("deals.csv"), table(rows))?;
    fs::copy(xtask::tools::papa()?, site.path().join("papaparse.js"))?;
    fs::write(site.path().join("papa-worker.js"), include_str!("papa-worker.js"))?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    Ok(browser_test(&settings, async |app| {
        app.open("seed.html").await?;
        app.set_script_timeout(PATIENCE).await?;
        let read = run(app, include_str!("read.js")).await?;
        // The page has no icon, and the browser complains of that.
        app.console_errors().await?;
        for reader in ["rows", "papa_rows"] {
            let found = figure(&read, reader)?;
            #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
            if (found - rows as f64).abs() > 0.5 {
                bail!("{reader}: {found} rows of {rows}");
            }
        }
        Ok(Reading { ours_ms: figure(&read, "ours")?, papa_ms: figure(&read, "papa")? })
    }))
}

/// How long an import takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Import {
    /// From the file to the board, without the time that people take to look at it.
    pub(crate) import_ms: f64,
    /// The longest task of the page all the while.
    pub(crate) longest_ms: f64,
}

/// Imports a table of so many deals into a browser that has nothing.
pub(crate) fn import(rows: usize) -> Result<Import> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("deals.csv");
    fs::write(&file, table(rows))?;
    let site = seed::bare()?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    Ok(browser_test(&settings, async |app| {
        app.open("").await?;
        app.set_script_timeout(PATIENCE).await?;
        app.click("[data-start=import]").await?;
        app.wait_for("[data-screen=import] [data-step=files]").await?;
        app.eval(include_str!("import.js"), vec![]).await?;
        let input = app.find_css("#import-files").await?;
        input.send_keys(&file.display().to_string()).await.context("the file could not be chosen")?;
        let mut import_ms = step(app, "read").await?;
        for (way, reached) in
            [("next", "columns"), ("next", "values"), ("next", "planned"), ("import", "summary")]
        {
            app.click(&format!("[data-way={way}]:not(:disabled)")).await?;
            import_ms += step(app, reached).await?;
        }
        let longest = app.eval("return window.importing.longest", vec![]).await?;
        app.console_errors().await?;
        Ok(Import { import_ms, longest_ms: longest.as_f64().context("a time")? })
    }))
}

async fn step(app: &App, step: &str) -> Result<f64> {
    came_to(app, "importing.steps", step).await
}

/// Makes a backup of so many deals, and restores it in a browser that has nothing.
pub(crate) fn backup(deals: usize) -> Result<Backup> {
    let folder = tempfile::tempdir()?;
    let kept = folder.path().join("backup.jsonl");
    let site = seed::site(deals)?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    let backup_ms = browser_test(&settings, async |app| {
        seed::fill(app).await?;
        app.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": include_str!("watch.js") }))
            .await?;
        open(app).await?;
        app.eval("location.hash = '#/settings/data'", vec![]).await?;
        app.click("[data-way=backup]").await?;
        app.wait_for("dialog[open] [data-way=download]").await?;
        let made = run(app, include_str!("backup.js")).await?;
        fs::copy(downloaded(app).await?, &kept)?;
        app.console_errors().await?;
        figure(&made, "time")
    });
    let site = seed::bare()?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    let restore_ms = browser_test(&settings, async |app| {
        app.open("").await?;
        app.set_script_timeout(PATIENCE).await?;
        app.click("[data-start=backup]").await?;
        app.wait_for("dialog[open] [data-step=choose]").await?;
        app.eval(include_str!("restore.js"), vec![]).await?;
        let input = app.find_css("#backup-file").await?;
        input.send_keys(&kept.display().to_string()).await.context("the file could not be chosen")?;
        let opened = until(app, "found").await?;
        app.click("dialog[open] [data-way=merge]").await?;
        let merged = until(app, "merged").await?;
        app.console_errors().await?;
        Ok(opened + merged)
    });
    Ok(Backup { backup_ms, restore_ms })
}

/// How long it took to come to a step of the dialog, from what led there.
async fn until(app: &App, step: &str) -> Result<f64> {
    came_to(app, "restoring", step).await
}

async fn came_to(app: &App, noted: &str, step: &str) -> Result<f64> {
    let script = format!("return window.{noted}[arguments[0]] ?? null");
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let time = app.eval(&script, vec![json!(step)]).await?;
        if let Some(time) = time.as_f64() {
            return Ok(time);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("it never came to {step}")
}

/// The file that the browser downloads, once it is whole.
async fn downloaded(app: &App) -> Result<PathBuf> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let files = fs::read_dir(app.downloads()).into_iter().flatten().flatten().map(|file| file.path());
        let (done, coming): (Vec<PathBuf>, Vec<PathBuf>) =
            files.partition(|path| path.extension().is_some_and(|end| end == "jsonl"));
        let whole = done.into_iter().find(|path| fs::metadata(path).is_ok_and(|about| about.len() > 0));
        if let Some(path) = whole.filter(|_| coming.is_empty()) {
            return Ok(path);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("nothing was downloaded")
}
