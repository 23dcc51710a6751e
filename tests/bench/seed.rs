//! A site that serves the app beside the database to fill it with.

use std::fs;

use anyhow::{Context as _, Result};
use sales::checkpoint::{chunk_numbers, encode_chunk, encode_head};
use sales::log::{Entry, Line, Log};
use sales::model::Workspace;
use sales::sample::big;
use sales::time::Timestamp;
use serde_json::json;
use support::App;
use tempfile::TempDir;
use xtask::{dist, project};

use crate::PATIENCE;

const RECORDS_A_PART: usize = 2_000;

/// The built app and the log and the checkpoint of a workspace with this many open deals.
pub(crate) fn site(deals: usize) -> Result<TempDir> {
    let site = bare()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let entries = big::entries(deals, Timestamp(i64::try_from(now.as_millis())?));
    let workspace = entries.iter().cloned().map(Line::Known).collect::<Log>().replay();
    put(&site, &entries, &workspace)?;
    Ok(site)
}

/// Lays a log and a checkpoint beside the app. The checkpoint is behind no record of the log.
pub(crate) fn put(site: &TempDir, entries: &[Entry], workspace: &Workspace) -> Result<()> {
    let folder = site.path().join("seed");
    fs::create_dir(&folder)?;
    let stamp = entries.last().context("a log has entries")?.stamp.to_string();
    let parts = entries.chunks(RECORDS_A_PART);
    let part_count = parts.len();
    for (number, part) in parts.enumerate() {
        let mut text = String::new();
        for entry in part {
            let deals: Vec<String> = entry.deals().iter().map(ToString::to_string).collect();
            text.push_str(&deals.join(","));
            text.push('\t');
            text.push_str(&entry.to_text());
            text.push('\n');
        }
        fs::write(folder.join(format!("log-{number}.jsonl")), text)?;
    }
    fs::write(folder.join("head.bin"), encode_head(workspace))?;
    let chunks = chunk_numbers(workspace);
    for &chunk in &chunks {
        fs::write(folder.join(format!("chunk-{chunk}.bin")), encode_chunk(workspace, chunk))?;
    }
    let about = json!({ "parts": part_count, "chunks": chunks, "stamp": stamp });
    fs::write(folder.join("about.json"), about.to_string())?;
    Ok(())
}

/// The built app alone, with a page of the same origin on which nothing runs.
pub(crate) fn bare() -> Result<TempDir> {
    let site = tempfile::tempdir()?;
    dist::copy(&project::dist(), site.path(), |_| true)?;
    fs::write(site.path().join("seed.html"), "<!doctype html><title>Seed</title>")?;
    fs::write(site.path().join("saved-worker.js"), include_str!("saved-worker.js"))?;
    // A worker would answer in place of the server.
    fs::write(site.path().join("sw.js"), "")?;
    Ok(site)
}

/// Fills the database in a page on which nothing runs.
pub(crate) async fn fill(app: &mut App) -> Result<()> {
    app.open("seed.html").await?;
    app.set_script_timeout(PATIENCE).await?;
    let seeded = app.eval_async(include_str!("seed.js"), vec![json!(0)]).await?;
    seeded.as_u64().with_context(|| format!("the database could not be filled: {seeded}"))?;
    Ok(())
}
